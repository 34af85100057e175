//! The border: who does not live in England, and what nobody knows about where a child lives (CRE-05).

use super::*;

#[tokio::test]
async fn a_place_beyond_the_border_is_refused_with_words_that_say_why_cre_05() {
    let world = World::new().await;
    let nurse = world.signed_in(NURSE).await;
    let wales = asked("Zoe", "Newcome", "2016-08-20", Some("CF10 1AA"));
    let words = rejected(ask(&nurse, wales).await);
    assert!(words.contains("not in England") && words.contains("uses a service here"));
    assert!(mine(&nurse).await.is_empty());
    // A basis that is none is no basis.
    assert!(Basis::chosen(Basis::LIVES_ELSEWHERE).is_err());
    let grown = asked("Zoe", "Newcome", "2008-11-02", Some(HERE));
    assert!(rejected(ask(&nurse, grown).await).contains("18th birthday"));
}

#[tokio::test]
async fn a_sector_on_both_sides_of_the_border_is_flagged_to_whoever_decides_cre_05() {
    let world = World::new().await;
    let sql = "update postcode_sector set straddles = true where sector = 'ZB1 4'";
    world.database.execute(sql).await;
    let nurse = world.signed_in(NURSE).await;
    ask(&nurse, zoe()).await.unwrap();
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let queued = queue(&administrator).await;
    assert!(queued[0].straddles);
    let request = queued[0].id;
    assert!(check(&administrator, request).await.unwrap().straddles);
    let unsure = decide(&administrator, request, CREATE).await;
    assert!(rejected(unsure).contains("home is in England"));
    let sure = Decision::Create { sure: true };
    decide(&administrator, request, sure).await.unwrap();
    assert_eq!(only(&nurse).await.progress, Progress::Made);
}

#[tokio::test]
async fn a_child_who_is_not_resident_gets_no_record_cre_03() {
    let world = World::new().await;
    let nurse = world.signed_in(NURSE).await;
    ask(&nurse, zoe()).await.unwrap();
    let administrator = world.signed_in(ADMINISTRATOR).await;
    decided(&administrator, Decision::NotResident)
        .await
        .unwrap();
    let own = only(&nurse).await;
    assert_eq!((own.progress, own.number), (Progress::NotResident, None));
    assert_eq!(world.count("live.child where family = 'Newcome'").await, 0);
}

#[tokio::test]
async fn a_record_goes_to_the_authority_of_the_place_or_else_to_that_of_whoever_asked_trf_01_cre_03()
 {
    let world = World::new().await;
    let nurse = world.signed_in(NURSE).await;
    ask(
        &nurse,
        asked("Max", "Newcome", "2016-08-20", Some("ZL1 4AB")),
    )
    .await
    .unwrap();
    let mut nowhere = asked("Zoe", "Newcome", "2014-02-11", None);
    nowhere.gender = Gender::NotSpecified;
    nowhere.date_of_birth.estimated = true;
    nowhere.basis = Basis::NoFixedHome;
    ask(&nurse, nowhere).await.unwrap();
    let administrator = world.signed_in(ADMINISTRATOR).await;
    assert_eq!(queue(&administrator).await[0].name.given, "Zoe");
    decided(&administrator, CREATE).await.unwrap();
    world.acts_for(ADMINISTRATOR, "E08000035").await;
    let leeds = world.signed_in(ADMINISTRATOR).await;
    decided(&leeds, CREATE).await.unwrap();
    let made = "select given, local_authority, gender, dob_estimated,
                       best_view->'whereabouts'->'value' = '\"no-known-address\"' as nowhere
                from live.child where family = 'Newcome' order by given";
    let made = world.database.rows(made).await;
    assert!(
        made[0].contains("Max") && made[0].contains("E08000035"),
        "{made:?}"
    );
    // What is not known stands on the record as a statement (REC-03, REC-13).
    assert!(
        made[1].contains("E08000032") && made[1].contains("not-specified"),
        "{made:?}"
    );
    assert!(
        !made[1].contains("false"),
        "estimated, and no known address: {made:?}"
    );
    // Without an area of one's own the place must be known.
    let national = "update hat set local_authority = null where role = 'practitioner'";
    world.database.execute(national).await;
    let nurse = world.signed_in(NURSE).await;
    let nowhere = asked("Una", "Newcome", "2014-02-12", None);
    assert!(rejected(ask(&nurse, nowhere).await).contains("postcode"));
}

#[tokio::test]
async fn a_record_that_should_never_have_been_made_is_removed_at_once_d_15_cre_05() {
    let world = World::new().await;
    let nurse = world.signed_in(NURSE).await;
    ask(&nurse, zoe()).await.unwrap();
    let administrator = world.signed_in(ADMINISTRATOR).await;
    decided(&administrator, CREATE).await.unwrap();
    let child = only(&nurse).await.number.unwrap();
    let act = ArchiveRecord {
        child,
        leaving: Leaving::NeverResident,
        steps: vec![Taken::SawDocument],
    };
    administrator.access(act, archive::archive).await.unwrap();
    let found = searched(&nurse, &zoe()).await.found;
    assert_eq!(found, Found::Matches(Vec::new()));
    let own = only(&nurse).await;
    assert_eq!(refused(open(&nurse, &own).await), Refusal::NoSuchRecord);
}
