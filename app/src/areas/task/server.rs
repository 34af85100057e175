//! Server functions of tasks.

use domain::task::MyTask;
use leptos::prelude::*;

use crate::shown::Shown;

/// What waits for whoever asks, under the hat they wear.
#[server(endpoint = "task/mine")]
pub(crate) async fn mine(#[server(default)] show: Option<String>) -> Result<Vec<MyTask>, Shown> {
    use domain::task::ListMyTasks;
    let user = crate::signed_in::signed_in().await?;
    let mut tasks = user.access(ListMyTasks, registry::task::list_mine).await?;
    crate::picked::server::keep_picked(&user, show.as_deref(), &mut tasks);
    Ok(tasks)
}

/// Puts a notice away. One that is put away already stays so: a form sent twice is no mistake.
#[server(endpoint = "task/dismiss")]
pub(crate) async fn dismiss(#[server(default)] task: String) -> Result<(), Shown> {
    use domain::refusal::Refusal;
    use domain::task::DismissNotice;
    use registry::Stopped;
    let user = crate::signed_in::signed_in().await?;
    let task = task
        .parse()
        .map_err(|_| Shown::from(Stopped::Refused(Refusal::NoSuchRecord)))?;
    user.access(DismissNotice { task }, registry::task::dismiss)
        .await?;
    crate::form::server::redirect(&format!("/tasks?done={task}"));
    Ok(())
}
