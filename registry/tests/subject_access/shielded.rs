//! Shielded records (SAR-07, SHLD-15), and the copy of a parent.

use domain::shielding::{
    Asked as ShieldAsked, Ground, Informed, LiftShield, NotInformed, Origin, RequestShield,
};
use domain::subject_access::{AddRecord, SignOff, SignedBy};
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
    // What was decided for an open record is decided anew for a shielded one.
    for by in [SignedBy::Manager, SignedBy::Officer] {
        sign(&manager, request, by, false).await.unwrap();
    }
    assert_eq!(stage(&manager, request).await, Stage::Deciding);
}

#[tokio::test]
async fn signatures_end_with_the_shield_for_which_they_were_given_shld_15() {
    let world = World::new().await;
    let manager = world.signed_in(LM).await;
    let request = by_parent(&manager, world.shielded).await;
    for by in [SignedBy::Manager, SignedBy::Officer] {
        sign(&manager, request, by, true).await.unwrap();
    }
    decide(&manager, request, Decision::Release).await.unwrap();
    let over = "update live.shield_notice set withdrawn_on = '2026-11-02';
                update live.shield set end_recommended = true";
    for statement in over.split(';') {
        world.database.execute(statement).await;
    }
    let shield = "select id::text from live.shield";
    let shield = world.database.rows(shield).await.remove(0).parse().unwrap();
    let informed = Informed::Not(NotInformed::Danger);
    let act = LiftShield { shield, informed };
    manager.access(act, shielding::lift).await.unwrap();
    let shown = see(&manager, request).await.unwrap();
    assert_eq!(shown.listed.stage, Stage::Deciding);
    assert_eq!(shown.signed_on, [None, None]);
    assert!(!shown.shows_whereabouts);
}

#[tokio::test]
async fn a_further_record_that_is_shielded_is_signed_off_too_and_its_number_is_the_managers_sar_07_d_32()
 {
    let world = World::new().await;
    let manager = world.signed_in(LM).await;
    let assistant = world.signed_in(DA).await;
    let request = logged(&manager, of_a_parent(world.child)).await;
    see(&assistant, request).await.unwrap();
    let child = world.shielded;
    let add = AddRecord { request, child };
    manager
        .access(add, subject_access::add_record)
        .await
        .unwrap();
    let not_yours = Some(Refusal::NotYours);
    assert_eq!(refused(see(&assistant, request).await), not_yours);
    clear(&manager, request).await;
    let (check, finding) = (Check::Relation, Finding::Proved);
    found(&manager, request, check, finding).await.unwrap();
    assert_eq!(stage(&manager, request).await, Stage::SigningOff);
    for by in [SignedBy::Manager, SignedBy::Officer] {
        sign(&manager, request, by, false).await.unwrap();
    }
    decide(&manager, request, Decision::Release).await.unwrap();
    produce(&manager, request).await.unwrap();
    let sent = handed_over(&manager, request).await;
    assert_eq!(sent.matches("Parent Nearby").count(), 2, "{sent}");
    for hidden in WHEREABOUTS {
        assert!(!sent.contains(hidden), "{hidden} in {sent}");
    }
}

#[tokio::test]
async fn a_parents_own_data_do_not_tell_where_a_shielded_child_is_sar_07_sar_08() {
    let world = World::new().await;
    let manager = world.signed_in(LM).await;
    let request = logged(&manager, of_a_parent(world.shielded)).await;
    clear(&manager, request).await;
    let (check, finding) = (Check::Relation, Finding::Proved);
    found(&manager, request, check, finding).await.unwrap();
    for by in [SignedBy::Manager, SignedBy::Officer] {
        sign(&manager, request, by, false).await.unwrap();
    }
    decide(&manager, request, Decision::Release).await.unwrap();
    produce(&manager, request).await.unwrap();
    let sent = handed_over(&manager, request).await;
    assert!(sent.contains("Parent Nearby"), "{sent}");
    for hidden in WHEREABOUTS {
        assert!(!sent.contains(hidden), "{hidden} in {sent}");
    }
}

#[tokio::test]
async fn no_copy_says_who_supplied_something_sens_04() {
    let world = World::new().await;
    let manager = world.signed_in(LM).await;
    let request = made(&manager, world.child).await;
    let sent = handed_over(&manager, request).await;
    for supplier in ["A register", "A source", "A user"] {
        assert!(!sent.contains(supplier), "{supplier} in {sent}");
    }
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

#[tokio::test]
async fn a_number_of_a_body_with_sensitive_services_alone_is_in_no_parents_copy_sar_07_sens_04() {
    const UPN: &str = "A123456789012";
    let world = World::new().await;
    let flagged = format!(
        "update service set sensitive = true where organisation = '{}'",
        Uuid::from_u128(World::SCHOOL)
    );
    let manager = world.signed_in(LM).await;
    let own = made(&manager, world.child).await;
    assert!(handed_over(&manager, own).await.contains(UPN));
    let request = by_parent(&manager, world.child).await;
    decide(&manager, request, Decision::Release).await.unwrap();
    produce(&manager, request).await.unwrap();
    assert!(handed_over(&manager, request).await.contains(UPN));
    // Flagged one by one, as a body of an open kind may have it.
    world.database.execute(&flagged).await;
    assert!(handed_over(&manager, own).await.contains(UPN));
    let sent = handed_over(&manager, request).await;
    assert!(!sent.contains(UPN), "{sent}");
}
