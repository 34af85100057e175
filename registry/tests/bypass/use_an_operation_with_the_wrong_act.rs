//! An operation takes the access of its own act alone.
use domain::involvement::ListMyInvolvements;
use registry::{SignedIn, child_record};

async fn look(user: SignedIn) {
    let _ = user.access(ListMyInvolvements, child_record::view).await;
}

fn main() {}
