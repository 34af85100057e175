//! An access lives for the length of its transaction.
use domain::child_record::ViewChildRecord;
use registry::{Access, SignedIn, Stopped};

async fn keep<'a>(
    access: &'a mut Access<ViewChildRecord>,
) -> Result<&'a mut Access<ViewChildRecord>, Stopped> {
    Ok(access)
}

async fn look(user: SignedIn, act: ViewChildRecord) {
    let _ = user.access(act, keep).await;
}

fn main() {}
