//! Serving people until told to stop.

use std::net::SocketAddr;
use std::time::Duration;

use registry::Registry;
use registry::audit::{Witnesses, run_sequencer};
use tokio::net::TcpListener;

use crate::limits::Limits;
use crate::router::{Parts, router};
use crate::settings::{CannotStart, Serving, Store};

/// How often what is no longer needed is forgotten.
const FORGET_EVERY: Duration = Duration::from_secs(60);

/// Serves until the process is told to stop; then finishes what is in hand.
pub async fn serve(store: Store, serving: Serving) -> Result<(), CannotStart> {
    let demonstration = serving.demonstration(store.demo)?;
    let witnesses = Witnesses::in_directories(&serving.witnesses)?;
    let registry = store.open().await?;
    if !registry.ready().await {
        return Err(CannotStart::NotMigrated);
    }
    let limits = Limits::default();
    let address = serving.address;
    let service = router(Parts {
        registry: registry.clone(),
        assets: serving.assets()?,
        site: serving.site.clone(),
        demonstration,
        proxies: serving.proxies.clone(),
        origin: serving.origin.clone(),
        limits: limits.clone(),
        audience: serving.feeds_audience.clone(),
    })
    .map_err(|error| CannotStart::File("CONTACTPOINT_ORIGIN".to_owned(), error.to_string()))?;
    let listener = TcpListener::bind(address)
        .await
        .map_err(|error| CannotStart::Address(address, error))?;
    let background = [
        tokio::spawn(forget(registry.clone(), limits)),
        tokio::spawn(run_sequencer(registry.clone(), witnesses)),
    ];
    tracing::info!(%address, "serving");
    axum::serve(
        listener,
        service.into_make_service_with_connect_info::<SocketAddr>(),
    )
    .with_graceful_shutdown(told_to_stop())
    .await
    .map_err(|error| CannotStart::Address(address, error))?;
    background.iter().for_each(tokio::task::JoinHandle::abort);
    registry.close().await;
    Ok(())
}

/// Forgets, from time to time, what is no longer needed: idle addresses, ended sessions.
async fn forget(registry: Registry, limits: Limits) {
    loop {
        tokio::time::sleep(FORGET_EVERY).await;
        limits.forget_idle();
        if registry.forget_ended_sessions().await.is_err() {
            // The door has logged why; the next minute tries again.
            tracing::warn!("ended sessions were not forgotten");
        }
    }
}

/// Waits for Ctrl-C or the operator's signal.
pub(crate) async fn told_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminated = signal(SignalKind::terminate()).expect("signals can be listened for");
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminated.recv() => {}
    }
}
