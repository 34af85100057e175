//! The night's review of the trail (MIS-01, MIS-02, NEWID-06, SRCH-04, G-CLOCK).

use domain::misuse::{Activity, Concern};
use domain::new_identity::{AskedBy, SealRecord};
use registry::new_identity;

use super::*;

fn details(given: &str, family: &str) -> Criteria {
    Criteria {
        given: given.to_owned(),
        family: family.to_owned(),
        day: "14".to_owned(),
        month: "5".to_owned(),
        year: "2015".to_owned(),
        ..Criteria::default()
    }
}

#[tokio::test]
async fn each_day_is_looked_at_once_and_days_that_were_missed_are_caught_up_g_clock() {
    let world = World::new().await;
    mother(&world).await;
    // A first night: from then on every day counts.
    runs_review(&world).await;
    for night in ["2026-11-03T02:00:00Z", "2026-11-05T02:00:00Z"] {
        world.at(night);
        let nurse = world.signed_in(NURSE).await;
        opens(&nurse, world.child, 3).await;
    }
    world.at("2026-11-06T09:00:00Z");
    world.registry.catch_up().await.unwrap();
    assert_eq!(runs_review(&world).await, 0);
    let days = world
        .database
        .rows("select day from misuse_review where done order by 1")
        .await;
    let expected = [
        "2026-11-01",
        "2026-11-02",
        "2026-11-03",
        "2026-11-04",
        "2026-11-05",
    ];
    assert_eq!(days, expected);
    // Two nights of one account are one thing to look into.
    let administrator = world.signed_in(UA).await;
    let id = only(&administrator).await;
    let shown = view(&administrator, id).await.unwrap();
    assert_eq!(shown.signs.len(), 3);
    for sign in shown.signs {
        assert_eq!((sign.days, sign.most), (2, Some(3)), "{:?}", sign.pattern);
    }
    // Of whoever was not noticed nothing is kept.
    assert_eq!(world.count("misuse_investigation").await, 1);
}

#[tokio::test]
async fn once_it_is_closed_the_next_night_opens_another_mis_02() {
    let world = World::new().await;
    noticed(&world).await;
    let administrator = world.signed_in(UA).await;
    let id = only(&administrator).await;
    ask(&administrator, id, Asked::User).await.unwrap();
    explain(&world.signed_in(NURSE).await, id, "my-work")
        .await
        .unwrap();
    close(&administrator, id).await.unwrap();
    world.at("2026-11-05T02:00:00Z");
    opens(&world.signed_in(NURSE).await, world.child, 3).await;
    world.at("2026-11-06T09:00:00Z");
    world.registry.catch_up().await.unwrap();
    let administrator = world.signed_in(UA).await;
    assert_ne!(only(&administrator).await, id);
}

#[tokio::test]
async fn what_is_added_to_what_is_explained_already_is_told_of_mis_02() {
    let world = World::new().await;
    noticed(&world).await;
    let administrator = world.signed_in(UA).await;
    let id = only(&administrator).await;
    ask(&administrator, id, Asked::User).await.unwrap();
    explain(&world.signed_in(NURSE).await, id, "my-work")
        .await
        .unwrap();
    let mail = world.registry.claim_mail().await.unwrap();
    let ids = mail.iter().map(|one| one.id).collect();
    world.registry.note_mail(ids, 0).await.unwrap();
    world.at("2026-11-05T02:00:00Z");
    world.registry.catch_up().await.unwrap();
    assert!(world.registry.claim_mail().await.unwrap().is_empty());
    opens(&world.signed_in(NURSE).await, world.child, 3).await;
    world.at("2026-11-06T09:00:00Z");
    world.registry.catch_up().await.unwrap();
    assert!(!world.registry.claim_mail().await.unwrap().is_empty());
}

#[tokio::test]
async fn whose_team_works_at_night_is_not_noticed_for_it_mis_01() {
    let world = World::new().await;
    world.at("2026-11-03T02:00:00Z");
    for role in [NURSE, Role::Manager, Role::SensitiveServicePractitioner] {
        let user = world.signed_in(role).await;
        opens(&user, world.child, 1).await;
        opens(&user, world.quiet, 1).await;
    }
    // The support staff of the school works in no team, and with this child's school: nothing but the hour.
    let support = world.signed_in(Role::SupportStaff).await;
    opens(&support, world.child, 1).await;
    opens(&support, world.quiet, 1).await;
    world.at("2026-11-04T09:00:00Z");
    world.registry.catch_up().await.unwrap();
    let administrator = world.signed_in(UA).await;
    let id = only(&administrator).await;
    assert_eq!(patterns(&administrator, id).await, [Pattern::OutOfHours]);
    let shown = view(&administrator, id).await.unwrap();
    assert_eq!(shown.subject.unwrap().user_name, "support-staff");
}

#[tokio::test]
async fn whoever_works_with_the_child_is_not_noticed_for_looking_often_mis_01() {
    let world = World::new().await;
    mother(&world).await;
    let named = "update practitioner set name = 'Sue Example'
                 where id = (select practitioner from account where user_name = 'support-staff')";
    world.database.execute(named).await;
    world.at("2026-11-03T10:00:00Z");
    // The school stands on the child's record, so that its staff works with the child.
    opens(&world.signed_in(Role::SupportStaff).await, world.child, 5).await;
    opens(&world.signed_in(NURSE).await, world.child, 2).await;
    world.at("2026-11-04T09:00:00Z");
    world.registry.catch_up().await.unwrap();
    let administrator = world.signed_in(UA).await;
    let id = only(&administrator).await;
    assert_eq!(patterns(&administrator, id).await, [Pattern::Namesake]);
    let shown = view(&administrator, id).await.unwrap();
    assert_eq!(shown.subject.unwrap().user_name, "practitioner");
}

#[tokio::test]
async fn criteria_narrowed_by_a_letter_at_a_time_are_noticed_srch_04() {
    let world = World::new().await;
    world.at("2026-11-03T10:00:00Z");
    let mut user = world.signed_in(NURSE).await;
    for family in ["Ex", "Exa", "Exam", "Exa", "Nearby"] {
        searches(&world, &user, details("Ann", family)).await;
        user = world.signed_in(NURSE).await;
    }
    // Others' searches have nothing to do with it.
    let support = world.signed_in(Role::SupportStaff).await;
    searches(&world, &support, details("Ann", "Ex")).await;
    world.at("2026-11-04T09:00:00Z");
    world.registry.catch_up().await.unwrap();
    let administrator = world.signed_in(UA).await;
    let id = only(&administrator).await;
    assert_eq!(patterns(&administrator, id).await, [Pattern::Varied]);
    let shown = view(&administrator, id).await.unwrap();
    assert_eq!(shown.signs[0].most, Some(3));
    assert!(
        !serde_json::to_string(&shown).unwrap().contains("Exa"),
        "AUD-05"
    );
}

#[tokio::test]
async fn looking_for_a_sealed_number_again_is_the_central_teams_to_look_into_newid_06() {
    let world = World::new().await;
    let manager = world.signed_in(LM).await;
    let act = SealRecord {
        child: world.shielded,
        asked_by: AskedBy::Police,
    };
    manager.access(act, new_identity::seal).await.unwrap();
    world.at("2026-11-03T10:00:00Z");
    let by_number = |child: ChildNumber| Criteria {
        number: child.to_string(),
        ..Criteria::default()
    };
    let nurse = world.signed_in(NURSE).await;
    searches(&world, &nurse, by_number(world.shielded)).await;
    searches(&world, &nurse, by_number(world.shielded)).await;
    // Somebody else mistypes a number twice: that is nothing.
    let support = world.signed_in(Role::SupportStaff).await;
    for _ in 0..2 {
        searches(&world, &support, by_number(ChildNumber::nth(40))).await;
    }
    world.at("2026-11-04T09:00:00Z");
    world.registry.catch_up().await.unwrap();
    for role in [UA, LM] {
        assert_eq!(open(&world.signed_in(role).await).await, 0, "{role:?}");
    }
    let central = world.signed_in(CT).await;
    let id = only(&central).await;
    let shown = view(&central, id).await.unwrap();
    assert_eq!(shown.subject.as_ref().unwrap().user_name, "practitioner");
    // Neither which number nor how often: what is looked for stands in the trail's restricted part alone.
    assert_eq!(shown.activity, Activity::Withheld);
    assert_eq!(shown.signs[0].most, None);
    let sent = serde_json::to_string(&shown).unwrap();
    assert!(!sent.contains(&world.shielded.to_string()), "{sent}");
    // Whoever is asked is not told that it was a number, nor when: they would know then which (NEWID-03).
    ask(&central, id, Asked::User).await.unwrap();
    let nurse = world.signed_in(NURSE).await;
    let asked = question(&nurse, id).await.unwrap();
    assert!(asked.signs.is_empty());
    assert_eq!(asked.concern, Concern::Other);
    let sent = serde_json::to_string(&asked).unwrap();
    assert!(
        !sent.contains("numbers") && !sent.contains("2026-11-03"),
        "{sent}"
    );
}

#[tokio::test]
async fn what_is_usual_is_told_by_those_of_the_same_role_mis_01() {
    let world = World::new().await;
    // Four weeks in which those of the role made ten searches a day, each of them.
    let peers =
        "insert into misuse_peers (day, role, kind, people, searches, squares, records, alone)
                 select day, 'practitioner', 'health', 5, 50, 500, 50, 45
                 from generate_series(date '2026-10-20', '2026-11-01', interval '1 day') day;
                 insert into misuse_review (day, through, done)
                 values ('2026-11-01', '00000000-0000-0000-0000-000000000000', true)";
    world.database.execute(peers).await;
    let made = |role: &str, organisation: u32, times: u32| {
        format!(
            "insert into audit.entry (id, at, action, outcome, account, role, organisation,
                                      local_authority, channel, request, detail, restricted, salt,
                                      leaf_hash)
             select gen_random_uuid(), timestamptz '2026-11-02 10:00+00' + n * interval '1 minute',
                    'search.performed', 'done', (select account from hat where role = '{role}'),
                    '{role}', '00000000-0000-0000-0000-0000000000{organisation}', 'E08000032', 'web',
                    gen_random_uuid(), '{{\"outcome\": \"one\"}}', 'null', sha256('salt'),
                    sha256('leaf')
             from generate_series(1, {times}) n"
        )
    };
    world.database.execute(&made("practitioner", 65, 40)).await;
    world.database.execute(&made("support-staff", 66, 40)).await;
    // Whoever has moved to another body since is looked at as what they were.
    let moved = "update hat set team = null, organisation = '00000000-0000-0000-0000-000000000066'
                 where role = 'practitioner'";
    world.database.execute(moved).await;
    world.at("2026-11-03T09:00:00Z");
    world.registry.catch_up().await.unwrap();
    let administrator = world.signed_in(UA).await;
    let id = only(&administrator).await;
    let shown = view(&administrator, id).await.unwrap();
    assert_eq!(shown.subject.unwrap().user_name, "practitioner");
    let sign = &shown.signs[0];
    assert_eq!(
        (sign.pattern, sign.most, sign.usual),
        (Pattern::Volume, Some(40), Some(10))
    );
    // The day counts among those by which the next are told, and names nobody.
    let kept = "select people, searches, squares from misuse_peers
                where day = '2026-11-02' and role = 'support-staff'";
    assert_eq!(world.database.rows(kept).await, ["1|1600|40"]);
}
