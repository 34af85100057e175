//! Stopping a whole group at once (ACCT-07, scenario 38).

use domain::misuse::{EndStop, Group, ListStops, StopGroup};

use super::*;

async fn stop(user: &SignedIn, group: Group) -> Result<(), Stopped> {
    user.access(StopGroup { group }, misuse::stop).await
}

async fn end(user: &SignedIn, stop: Uuid) -> Result<(), Stopped> {
    user.access(EndStop { stop }, misuse::end_stop).await
}

async fn active(world: &World) -> i64 {
    world.count("account where state = 'active'").await
}

#[tokio::test]
async fn the_central_team_stops_a_whole_group_at_once_and_lets_it_back_acct_07() {
    let world = World::new().await;
    noticed(&world).await;
    let token = world.token(Role::SupportStaff).await;
    let administrator = world.signed_in(UA).await;
    let id = only(&administrator).await;
    ask(&administrator, id, Asked::User).await.unwrap();
    open_case(&administrator, id, true).await.unwrap();
    let central = world.signed_in(CT).await;
    let all = active(&world).await;
    let school = || Group::Organisation("moorside primary school".to_owned());
    for _ in 0..2 {
        stop(&central, school()).await.unwrap();
        // Its support staff and its administrator.
        assert_eq!(active(&world).await, all - 2);
    }
    let session = world.registry.authenticate(&token, world.request()).await;
    assert_eq!(refused(session.map(|_| ())), Some(Refusal::SignedOut));
    // A whole authority, but for the central team; whoever was stopped before stays so when one ends.
    stop(&central, Group::Authority("Bradford".to_owned()))
        .await
        .unwrap();
    assert_eq!(active(&world).await, 1);
    let stops = central.access(ListStops, misuse::stops).await.unwrap();
    let [first, second] = &stops[..] else {
        panic!("two stops");
    };
    let (authority, school) = match first.accounts {
        2 => (second, first),
        _ => (first, second),
    };
    assert_eq!((authority.accounts, school.accounts), (11, 2));
    end(&central, authority.id).await.unwrap();
    assert_eq!(active(&world).await, all - 2);
    end(&central, school.id).await.unwrap();
    assert_eq!(active(&world).await, all);
    assert_eq!(
        refused(end(&central, school.id).await),
        Some(Refusal::NoSuchRecord)
    );
    // What else keeps an account from use stands (section 4.1).
    assert_eq!(state(&world, NURSE).await, "suspended");
    world.signed_in(Role::SupportStaff).await;
}

#[tokio::test]
async fn nobody_else_stops_a_group_and_a_group_is_named_whole_acct_07() {
    let world = World::new().await;
    let group = || Group::Organisation("Moorside".to_owned());
    for role in [LM, UA, PA, NURSE] {
        let user = world.signed_in(role).await;
        assert_eq!(refused(stop(&user, group()).await), Some(Refusal::Role));
        let ended = end(&user, Uuid::nil()).await;
        assert_eq!(refused(ended), Some(Refusal::Role));
    }
    let central = world.signed_in(CT).await;
    assert_eq!(rejected(stop(&central, group()).await).unwrap(), "name");
}

#[tokio::test]
async fn an_account_that_was_locked_before_stays_locked_acct_08() {
    let world = World::new().await;
    let locked = "update account set state = 'suspended' where user_name = 'support-staff'";
    world.database.execute(locked).await;
    let central = world.signed_in(CT).await;
    let school = Group::Organisation("Moorside Primary School".to_owned());
    stop(&central, school).await.unwrap();
    let stops = central.access(ListStops, misuse::stops).await.unwrap();
    end(&central, stops[0].id).await.unwrap();
    assert_eq!(state(&world, Role::SupportStaff).await, "suspended");
    assert_eq!(state(&world, PA).await, "active");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_stops_that_end_at_the_same_moment_leave_nobody_out_acct_08() {
    let world = World::new().await;
    let central = world.signed_in(CT).await;
    let all = active(&world).await;
    for _ in 0..5 {
        let school = Group::Organisation("Moorside Primary School".to_owned());
        stop(&central, school).await.unwrap();
        stop(&central, Group::Authority("Bradford".to_owned()))
            .await
            .unwrap();
        let stops = central.access(ListStops, misuse::stops).await.unwrap();
        let (one, other) = tokio::join!(end(&central, stops[0].id), end(&central, stops[1].id));
        one.unwrap();
        other.unwrap();
        assert_eq!(active(&world).await, all);
    }
}
