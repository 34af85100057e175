//! What a parent or a practitioner asks about themselves (SAR-08, scenario 35).

use domain::subject_access::{AddRecord, Next};

use super::*;

fn of_a_practitioner(user_name: &str) -> Asked {
    Asked {
        applicant: Applicant::Practitioner,
        subject: Subject::Practitioner(user_name.to_owned()),
        ..asked(Applicant::Child, ChildNumber::nth(1))
    }
}

async fn released(user: &SignedIn, request: Uuid) -> String {
    clear(user, request).await;
    let shown = see(user, request).await.unwrap();
    if shown.listed.applicant == Applicant::Parent {
        // A name alone is not whose data they are.
        assert_eq!(shown.next, Next::Look(vec![Check::Relation]));
        let (check, finding) = (Check::Relation, Finding::Proved);
        found(user, request, check, finding).await.unwrap();
    }
    assert_eq!(see(user, request).await.unwrap().next, Next::Disclose);
    decide(user, request, Decision::Release).await.unwrap();
    produce(user, request).await.unwrap();
    handed_over(user, request).await
}

/// What of a child is none of a parent's or a practitioner's own data.
const OF_CHILDREN: [&str; 8] = [
    "Ann", "Example", "Kim", "Quiet", "Sam", "Hidden", "Findable", "2015",
];

#[tokio::test]
async fn a_practitioners_own_request_has_nothing_of_a_child_sar_08() {
    let world = World::new().await;
    let manager = world.signed_in(LM).await;
    let request = logged(&manager, of_a_practitioner("support-staff")).await;
    let shown = see(&manager, request).await.unwrap();
    assert_eq!(shown.name.as_deref(), Some("The support-staff"));
    let sent = released(&manager, request).await;
    for held in [
        "The support-staff",
        "someone@example.test",
        "1 September 2024",
    ] {
        assert!(sent.contains(held), "{held} in {sent}");
    }
    for of_a_child in OF_CHILDREN {
        assert!(!sent.contains(of_a_child), "{of_a_child} in {sent}");
    }
    for child in [world.child, world.shielded, world.quiet] {
        assert!(!sent.contains(&child.to_string()));
    }
}

#[tokio::test]
async fn whether_somebody_has_an_account_is_for_their_own_authority_alone_g_deny() {
    let world = World::new().await;
    let nurse = world.signed_in(NURSE).await;
    let result = log(&nurse, of_a_practitioner("support-staff")).await;
    assert_eq!(refused(result), Some(Refusal::Role));
    let leeds = manager_of_leeds(&world).await;
    for user_name in ["support-staff", "nobody"] {
        let result = log(&leeds, of_a_practitioner(user_name)).await;
        assert_eq!(rejected(result), ["user_name"]);
    }
}

#[tokio::test]
async fn a_parents_own_request_has_their_entries_across_records_and_no_child_sar_08() {
    let world = World::new().await;
    let manager = world.signed_in(LM).await;
    let request = logged(&manager, of_a_parent(world.child)).await;
    let add = async |child| {
        let act = AddRecord { request, child };
        manager.access(act, subject_access::add_record).await
    };
    add(world.quiet).await.unwrap();
    add(world.quiet).await.unwrap();
    assert_eq!(rejected(add(ChildNumber::nth(99)).await), ["number"]);
    let sent = released(&manager, request).await;
    assert_eq!(sent.matches("Parent Nearby").count(), 2, "{sent}");
    assert!(sent.contains("07700 900123"));
    for of_a_child in OF_CHILDREN {
        assert!(!sent.contains(of_a_child), "{of_a_child} in {sent}");
    }
    // The name by which they are found lies sealed.
    let stored = "select to_jsonb(r)::text from subject_access_request r";
    assert!(!world.database.rows(stored).await[0].contains("Nearby"));
}

#[tokio::test]
async fn a_parent_who_stands_on_no_record_is_told_of_none_sar_08() {
    let world = World::new().await;
    let manager = world.signed_in(LM).await;
    let stranger = PersonName {
        given: "Somebody".into(),
        family: "Else".into(),
    };
    let asked = Asked {
        subject: Subject::Parent(world.child, stranger),
        ..of_a_parent(world.child)
    };
    let request = logged(&manager, asked).await;
    released(&manager, request).await;
    assert!(report(&manager, request).await.unwrap().sections.is_empty());
}
