//! Acts are sealed: one that permits itself is not taken.
use domain::act::Act;
use domain::audit::Event;
use domain::refusal::Refusal;
use domain::standing::Standing;
use registry::{Access, SignedIn, Stopped};

struct SeeEverything;

impl Act for SeeEverything {
    type Bearing = ();
    fn event(&self) -> Event {
        Event::of("nothing")
    }
    fn permit(&self, _: &Standing, (): &()) -> Result<(), Refusal> {
        Ok(())
    }
}

async fn everything(_: &mut Access<SeeEverything>) -> Result<(), Stopped> {
    Ok(())
}

async fn look(user: SignedIn) {
    let _ = user.access(SeeEverything, everything).await;
}

fn main() {}
