//! Shielded records (SAR-07, SHLD-15), and the copy of a parent.

use domain::shielding::{Asked as ShieldAsked, Ground, Origin, RequestShield};
use domain::subject_access::{SignOff, SignedBy};
use registry::shielding;

use super::*;

/// Where a child can be found.
const WHEREABOUTS: [&str; 8] = [
    "Findable",
    "ZB1",
    "07700",
    "Moorside",
    "Bradford",
    "The support-staff",
    "01632",
    "register",
];

async fn sign(
    user: &SignedIn,
    request: Uuid,
    by: SignedBy,
    shows_whereabouts: bool,
) -> Result<(), Stopped> {
    let act = SignOff {
        request,
        by,
        on: day("2026-11-02"),
        shows_whereabouts,
    };
    user.access(act, subject_access::sign_off).await
}

async fn shield(world: &World, child: ChildNumber) {
    let nurse = world.signed_in(NURSE).await;
    let asked = ShieldAsked {
        origin: Origin::User,
        ground: Ground::HarmToChild,
        discussed_with_family: false,
        discussed_with_manager: true,
        until: None,
    };
    let act = RequestShield { child, asked };
    nurse.access(act, shielding::request).await.unwrap();
}

/// A parent's request of which nothing is in the way.
async fn by_parent(user: &SignedIn, child: ChildNumber) -> Uuid {
    let request = logged(user, asked(Applicant::ParentForChild, child)).await;
    clear(user, request).await;
    for (check, finding) in [
        (Check::Relation, Finding::Proved),
        (Check::Residence, Finding::Same),
        (Check::Understanding, Finding::Understands),
        (Check::Agreement, Finding::Agrees),
    ] {
        found(user, request, check, finding).await.unwrap();
    }
    request
}

#[tokio::test]
async fn a_shielded_record_needs_both_signatures_and_its_whereabouts_are_taken_out_sar_07_shld_15()
{
    let world = World::new().await;
    let manager = world.signed_in(LM).await;
    let request = by_parent(&manager, world.shielded).await;
    assert_eq!(stage(&manager, request).await, Stage::SigningOff);
    assert_eq!(
        rejected(decide(&manager, request, Decision::Release).await),
        ["decision"]
    );
    sign(&manager, request, SignedBy::Manager, true)
        .await
        .unwrap();
    assert_eq!(
        stage(&manager, request).await,
        Stage::SigningOff,
        "one is not both"
    );
    // Shown only if both say so.
    sign(&manager, request, SignedBy::Officer, false)
        .await
        .unwrap();
    assert_eq!(stage(&manager, request).await, Stage::Deciding);
    assert_eq!(
        rejected(sign(&manager, request, SignedBy::Officer, true).await),
        ["by"]
    );
    decide(&manager, request, Decision::Release).await.unwrap();
    produce(&manager, request).await.unwrap();
    let sent = handed_over(&manager, request).await;
    assert!(
        sent.contains("Sam Hidden") && sent.contains("Parent Nearby"),
        "{sent}"
    );
    for hidden in WHEREABOUTS {
        assert!(!sent.contains(hidden), "{hidden} in {sent}");
    }
}

#[tokio::test]
async fn where_both_show_the_whereabouts_they_are_shown_sar_07() {
    let world = World::new().await;
    let manager = world.signed_in(LM).await;
    let request = by_parent(&manager, world.shielded).await;
    for by in [SignedBy::Officer, SignedBy::Manager] {
        sign(&manager, request, by, true).await.unwrap();
    }
    decide(&manager, request, Decision::Release).await.unwrap();
    produce(&manager, request).await.unwrap();
    assert!(
        handed_over(&manager, request)
            .await
            .contains("7 Findable Street")
    );
}

#[tokio::test]
async fn a_record_that_is_shielded_meanwhile_is_signed_off_before_anything_is_seen_sar_07() {
    let world = World::new().await;
    let manager = world.signed_in(LM).await;
    let request = made(&manager, world.child).await;
    shield(&world, world.child).await;
    assert_eq!(stage(&manager, request).await, Stage::SigningOff);
    assert_eq!(
        refused(report(&manager, request).await),
        Some(Refusal::State)
    );
    assert_eq!(
        rejected(deliver(&manager, request, "2026-11-02").await),
        ["means"]
    );
}

#[tokio::test]
async fn a_shielded_records_request_is_the_managers_alone_and_is_logged_by_anyone_d_32() {
    let world = World::new().await;
    let assistant = world.signed_in(DA).await;
    let result = log(&assistant, asked(Applicant::Child, world.shielded)).await;
    assert_eq!(result.unwrap(), Logged::PassedOn);
    assert!(list(&assistant).await.open.is_empty());
    let manager = world.signed_in(LM).await;
    let requests = list(&manager).await.open;
    assert_eq!(requests.len(), 1);
    let request = requests[0].id;
    assert!(requests[0].shielded);
    let not_yours = Some(Refusal::NotYours);
    assert_eq!(refused(see(&assistant, request).await), not_yours);
    let result = found(&assistant, request, Check::Identity, Finding::Proved).await;
    assert_eq!(refused(result), not_yours);
}

#[tokio::test]
async fn sensitive_services_are_in_a_parents_copy_only_if_the_child_agrees_sar_07() {
    const SENSITIVE: &str = "01632 960777";
    let world = World::new().await;
    let manager = world.signed_in(LM).await;
    // The child sees them.
    let own = made(&manager, world.quiet).await;
    assert!(handed_over(&manager, own).await.contains(SENSITIVE));
    // A parent does not, nor that there are any.
    let request = by_parent(&manager, world.quiet).await;
    decide(&manager, request, Decision::Release).await.unwrap();
    produce(&manager, request).await.unwrap();
    let sent = handed_over(&manager, request).await.to_lowercase();
    assert!(
        !sent.contains(SENSITIVE) && !sent.contains("sensitive"),
        "{sent}"
    );
    // Unless the child agrees: what was released on another answer is decided anew.
    let (check, finding) = (Check::SensitiveServices, Finding::Agrees);
    found(&manager, request, check, finding).await.unwrap();
    assert_eq!(stage(&manager, request).await, Stage::Deciding);
    decide(&manager, request, Decision::Release).await.unwrap();
    produce(&manager, request).await.unwrap();
    let sent = handed_over(&manager, request).await;
    assert!(sent.contains(SENSITIVE), "{sent}");
    // On what basis it was recorded is told to nobody (D-12).
    assert!(!sent.to_lowercase().contains("consent"), "{sent}");
}
