//! Signing in, sessions and conditions, on a real database (AUTH, ACCT-02).

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use chrono::TimeDelta;
use domain::account::{ChooseHat, ViewMyAccount};
use domain::refusal::Refusal;
use domain::standing::Role;
use registry::account::{Credentials, Session, choose_hat, view};
use registry::testing::World;
use registry::{SignedIn, Stopped};

async fn refused(world: &World, typed: Credentials) {
    match world.registry.sign_in(world.request(), typed).await {
        Err(Stopped::Refused(_)) => {}
        other => panic!("expected a refusal, not {other:?}"),
    }
}

async fn session(world: &World, token: &str) -> Option<SignedIn> {
    match world.registry.authenticate(token, world.request()).await {
        Ok(Session::SignedIn(user)) => Some(*user),
        _ => None,
    }
}

#[tokio::test]
async fn every_factor_is_needed_and_every_refusal_is_audited_auth_01() {
    let world = World::new().await;
    let right = || world.credentials(Role::Practitioner);
    refused(
        &world,
        Credentials {
            password: "wrong".into(),
            ..right()
        },
    )
    .await;
    world.database.clock.advance(TimeDelta::minutes(1));
    refused(
        &world,
        Credentials {
            pin: "0000".into(),
            ..right()
        },
    )
    .await;
    world.database.clock.advance(TimeDelta::minutes(1));
    refused(
        &world,
        Credentials {
            code: "000000".into(),
            ..right()
        },
    )
    .await;
    world.database.clock.advance(TimeDelta::minutes(1));
    refused(
        &world,
        Credentials {
            user_name: "nobody".into(),
            ..right()
        },
    )
    .await;
    assert_eq!(world.database.entries("login", "refused").await, 4);
    let sessions = world.database.rows("select id from session").await;
    assert!(
        sessions.is_empty(),
        "no session begins without every factor"
    );
    assert!(
        world
            .registry
            .sign_in(world.request(), right())
            .await
            .is_ok()
    );
    assert_eq!(world.database.entries("login", "done").await, 1);
}

#[tokio::test]
async fn which_factors_were_right_is_kept_but_not_what_was_typed_auth_01() {
    let world = World::new().await;
    let typed = Credentials {
        pin: "9182736".into(),
        ..world.credentials(Role::Practitioner)
    };
    refused(&world, typed).await;
    let entries = world
        .database
        .rows("select detail, restricted from audit.entry")
        .await;
    assert!(entries[0].contains("\"password\": true") && entries[0].contains("\"pin\": false"));
    assert!(!entries[0].contains("9182736") && !entries[0].contains("a password of the tests"));
}

#[tokio::test]
async fn a_token_code_works_once_auth_01() {
    let world = World::new().await;
    let typed = || world.credentials(Role::Practitioner);
    assert!(
        world
            .registry
            .sign_in(world.request(), typed())
            .await
            .is_ok()
    );
    refused(&world, typed()).await;
    world.database.clock.advance(TimeDelta::seconds(31));
    assert!(
        world
            .registry
            .sign_in(world.request(), typed())
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn five_failures_lock_an_account_for_a_quarter_of_an_hour_auth_07() {
    let world = World::new().await;
    for _ in 0..5 {
        let typed = Credentials {
            pin: "0000".into(),
            ..world.credentials(Role::Practitioner)
        };
        refused(&world, typed).await;
        world.database.clock.advance(TimeDelta::seconds(31));
    }
    refused(&world, world.credentials(Role::Practitioner)).await;
    world.database.clock.advance(TimeDelta::minutes(15));
    let typed = world.credentials(Role::Practitioner);
    assert!(world.registry.sign_in(world.request(), typed).await.is_ok());
}

#[tokio::test]
async fn guessing_on_and_on_suspends_the_account_auth_07() {
    let world = World::new().await;
    for _ in 0..20 {
        let typed = Credentials {
            pin: "0000".into(),
            ..world.credentials(Role::Practitioner)
        };
        refused(&world, typed).await;
        world.database.clock.advance(TimeDelta::minutes(16));
    }
    let state = world
        .database
        .rows("select state from account where user_name = 'practitioner'")
        .await;
    assert_eq!(state, ["suspended"]);
    refused(&world, world.credentials(Role::Practitioner)).await;
}

#[tokio::test]
async fn an_account_has_one_live_session_auth_04() {
    let world = World::new().await;
    let first = world.token(Role::Practitioner).await;
    assert!(session(&world, &first).await.is_some());
    let second = world.token(Role::Practitioner).await;
    assert!(session(&world, &first).await.is_none());
    assert!(session(&world, &second).await.is_some());
}

#[tokio::test]
async fn a_session_ends_after_ten_idle_minutes_and_after_eight_hours_auth_05() {
    let world = World::new().await;
    let idle = world.token(Role::Practitioner).await;
    world.database.clock.advance(TimeDelta::minutes(9));
    assert!(session(&world, &idle).await.is_some());
    world.database.clock.advance(TimeDelta::minutes(10));
    assert!(session(&world, &idle).await.is_none());
    assert_eq!(world.database.entries("session.ended", "done").await, 1);

    let busy = world.token(Role::Manager).await;
    for _ in 0..59 {
        world.database.clock.advance(TimeDelta::minutes(8));
        assert!(session(&world, &busy).await.is_some());
    }
    world.database.clock.advance(TimeDelta::minutes(8));
    assert!(
        session(&world, &busy).await.is_none(),
        "eight hours have passed"
    );
}

#[tokio::test]
async fn a_suspension_bites_at_the_next_request_acct_07() {
    let world = World::new().await;
    let token = world.token(Role::Practitioner).await;
    assert!(session(&world, &token).await.is_some());
    world
        .database
        .execute("update account set state = 'suspended' where user_name = 'practitioner'")
        .await;
    assert!(session(&world, &token).await.is_none());
    world
        .database
        .execute("update account set state = 'active' where user_name = 'practitioner'")
        .await;
    assert!(
        session(&world, &token).await.is_none(),
        "the session does not come back"
    );
}

#[tokio::test]
async fn an_expired_disclosure_ends_the_session_at_midnight_acct_10() {
    let world = World::new().await;
    world
        .database
        .execute("update account set vetted_on = '2023-11-03'")
        .await;
    world
        .database
        .clock
        .set("2026-11-02T23:58:00Z".parse().unwrap());
    let token = world.token(Role::Practitioner).await;
    assert!(session(&world, &token).await.is_some());
    world
        .database
        .clock
        .set("2026-11-03T00:00:00Z".parse().unwrap());
    assert!(session(&world, &token).await.is_none());
    refused(&world, world.credentials(Role::Practitioner)).await;
}

#[tokio::test]
async fn only_the_organisations_networks_are_let_in_auth_06() {
    let world = World::new().await;
    let elsewhere = || world.registry.request_from([203, 0, 113, 5].into());
    let typed = world.credentials(Role::Practitioner);
    assert!(matches!(
        world.registry.sign_in(elsewhere(), typed).await,
        Err(Stopped::Refused(Refusal::Network))
    ));
    let token = world.token(Role::Practitioner).await;
    assert!(
        world
            .registry
            .authenticate(&token, elsewhere())
            .await
            .is_err()
    );
    assert!(
        session(&world, &token).await.is_none(),
        "a session seen elsewhere has ended"
    );
}

#[tokio::test]
async fn someone_with_two_hats_wears_one_and_changing_is_a_new_session_auth_09() {
    let world = World::new().await;
    world
        .database
        .execute(
            "insert into hat (id, account, role, organisation, local_authority)
             select gen_random_uuid(), id, 'local-authority-manager',
                    '00000000-0000-0000-0000-000000000067', 'E08000032'
             from account where user_name = 'practitioner'",
        )
        .await;
    let typed = world.credentials(Role::Practitioner);
    let token = world
        .registry
        .sign_in(world.request(), typed)
        .await
        .unwrap()
        .token;
    let Ok(Session::Arriving(arriving)) =
        world.registry.authenticate(&token, world.request()).await
    else {
        panic!("a hat is to be chosen first");
    };
    assert_eq!(arriving.hats.len(), 2);
    let others = World::account(Role::Manager);
    let not_mine = world
        .database
        .rows(&format!("select id from hat where account = '{others}'"))
        .await;
    let act = ChooseHat {
        hat: not_mine[0].parse().unwrap(),
    };
    assert!(matches!(
        arriving.caller().access(act, choose_hat).await,
        Err(Stopped::Refused(Refusal::NotYours))
    ));
    let act = ChooseHat {
        hat: arriving.hats[0].id,
    };
    let chosen = arriving.caller().access(act, choose_hat).await.unwrap();
    assert!(
        world
            .registry
            .authenticate(&token, world.request())
            .await
            .is_err(),
        "the old secret is worth nothing"
    );
    assert!(
        world
            .registry
            .authenticate(&chosen.token, world.request())
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn people_see_their_own_activity_and_nobody_elses_acct_12() {
    let world = World::new().await;
    world.signed_in(Role::Manager).await;
    let user = world.signed_in(Role::Practitioner).await;
    let account = user
        .access(ViewMyAccount { before: None }, view)
        .await
        .unwrap();
    assert_eq!(account.user_name, "practitioner");
    let mut actions: Vec<_> = account
        .activity
        .iter()
        .map(|line| line.action.as_str())
        .collect();
    actions.sort_unstable();
    assert_eq!(actions, ["login", "notice.accepted"]);
}

#[tokio::test]
async fn signing_out_ends_the_session_and_what_it_kept_auth_05() {
    let world = World::new().await;
    let token = world.token(Role::Practitioner).await;
    let user = session(&world, &token).await.unwrap();
    user.return_form("search", &registry::account::ReturnedForm::default())
        .await
        .unwrap();
    user.sign_out().await.unwrap();
    assert!(session(&world, &token).await.is_none());
    assert!(
        world
            .database
            .rows("select id from returned_form")
            .await
            .is_empty()
    );
}

#[tokio::test]
async fn a_session_that_ended_is_forgotten_though_nobody_comes_back_auth_05() {
    let world = World::new().await;
    let user = world.signed_in(Role::Practitioner).await;
    user.return_form("search", &registry::account::ReturnedForm::default())
        .await
        .unwrap();
    assert_eq!(
        world.registry.forget_ended_sessions().await.unwrap(),
        0,
        "it is in use"
    );
    world.database.clock.advance(TimeDelta::minutes(10));
    assert_eq!(world.registry.forget_ended_sessions().await.unwrap(), 1);
    assert!(
        world
            .database
            .rows("select id from session")
            .await
            .is_empty()
    );
    assert!(
        world
            .database
            .rows("select id from returned_form")
            .await
            .is_empty()
    );
    assert_eq!(world.database.entries("session.forgotten", "done").await, 1);
}
