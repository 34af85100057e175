//! Who looks into it: never whoever it is about, nor their own office (D-35, MIS-04, MIS-06, MIS-07).

use domain::misuse::{Concern, NameSubject, Named, Origin, Report, ReportUse};

use super::*;

/// What somebody reports.
fn told(origin: Origin, about_management: bool) -> ReportUse {
    ReportUse {
        report: Report {
            origin,
            concern: Concern::NoNeed,
            named: Named {
                name: "Nora".to_owned(),
                works_at: "North team".to_owned(),
            },
            about_management,
        },
        token: Some(Uuid::from_u128(77)),
    }
}

/// The same, of whoever has a role.
fn told_of(role: Role, about_management: bool) -> ReportUse {
    let mut act = told(Origin::User, about_management);
    act.report.named.name = format!("{}, the", role.code().to_uppercase());
    act.token = None;
    act
}

async fn reports(user: &SignedIn, act: ReportUse) {
    user.access(act, misuse::report).await.unwrap();
}

async fn names(user: &SignedIn, investigation: Uuid, user_name: &str) -> Result<(), Stopped> {
    let act = NameSubject {
        investigation,
        user_name: user_name.to_owned(),
    };
    user.access(act, misuse::name).await
}

/// From the next session on an account wears another hat.
async fn wears(world: &World, account: Role, role: Role) {
    let sql = format!(
        "update hat set role = '{}', team = null,
                        organisation = '00000000-0000-0000-0000-000000000067'
         where account = '{}'",
        role.code(),
        World::account(account)
    );
    world.database.execute(&sql).await;
}

#[tokio::test]
async fn an_administrator_who_is_the_user_cannot_close_it_nor_can_the_office_mis_04() {
    let world = World::new().await;
    noticed(&world).await;
    let administrator = world.signed_in(UA).await;
    let id = only(&administrator).await;
    // The nurse comes to administer accounts herself: from then on it is the central team's.
    wears(&world, NURSE, UA).await;
    let nurse = world.signed_in(NURSE).await;
    let manager = world.signed_in(LM).await;
    for user in [&nurse, &administrator, &manager] {
        assert_eq!(open(user).await, 0);
        assert_eq!(refused(view(user, id).await), Some(Refusal::NotYours));
        assert_eq!(refused(close(user, id).await), Some(Refusal::NotYours));
        let asks = ask(user, id, Asked::User).await;
        assert_eq!(refused(asks), Some(Refusal::NotYours));
    }
    let central = world.signed_in(CT).await;
    assert_eq!(only(&central).await, id);
    ask(&central, id, Asked::User).await.unwrap();
    assert_eq!(question(&nurse, id).await.unwrap().id, id);
    explain(&nurse, id, "my-work").await.unwrap();
    close(&central, id).await.unwrap();
    // Of the central team itself nobody handles what is about themselves.
    wears(&world, NURSE, CT).await;
    let nurse = world.signed_in(NURSE).await;
    assert_eq!(refused(view(&nurse, id).await), Some(Refusal::NotYours));
    assert!(list(&nurse).await.closed.is_empty());
}

#[tokio::test]
async fn a_user_reports_a_colleague_once_and_whoever_looks_into_it_names_the_account_mis_06() {
    let world = World::new().await;
    let nurse = world.signed_in(NURSE).await;
    reports(&nurse, told(Origin::User, false)).await;
    reports(&nurse, told(Origin::User, false)).await;
    let administrator = world.signed_in(UA).await;
    let id = only(&administrator).await;
    let shown = view(&administrator, id).await.unwrap();
    assert_eq!(shown.named.unwrap().name, "Nora");
    assert!(shown.subject.is_none() && shown.signs.is_empty());
    assert!(
        !stored(&world).await.contains("Nora"),
        "the name lies sealed"
    );
    // A partner's administrator does not see what is about nobody of theirs.
    assert_eq!(open(&world.signed_in(PA).await).await, 0);
    assert_eq!(
        rejected(names(&administrator, id, "nobody").await).unwrap(),
        "user_name"
    );
    let own = names(&administrator, id, "account-administrator").await;
    assert_eq!(refused(own), Some(Refusal::NotYours));
    names(&administrator, id, " Support-Staff ").await.unwrap();
    let shown = view(&administrator, id).await.unwrap();
    assert_eq!(shown.subject.unwrap().user_name, "support-staff");
    assert_eq!(
        rejected(names(&administrator, id, "manager").await).unwrap(),
        "user_name"
    );
    // The school's own administrator sees it now, too: until a case is open (matrix row 51).
    let partner = world.signed_in(PA).await;
    assert_eq!(only(&partner).await, id);
    ask(&partner, id, Asked::User).await.unwrap();
    open_case(&partner, id, false).await.unwrap();
    assert_eq!(refused(view(&partner, id).await), Some(Refusal::NotYours));
}

#[tokio::test]
async fn a_report_about_those_who_manage_goes_past_them_mis_06_d_35() {
    let world = World::new().await;
    let [nurse, administrator, manager, central] = [
        world.signed_in(NURSE).await,
        world.signed_in(UA).await,
        world.signed_in(LM).await,
        world.signed_in(CT).await,
    ];
    reports(&nurse, told(Origin::User, true)).await;
    assert_eq!([open(&administrator).await, open(&manager).await], [0, 0]);
    let id = only(&central).await;
    names(&central, id, "local-authority-manager")
        .await
        .unwrap();
    assert_eq!(refused(view(&manager, id).await), Some(Refusal::NotYours));
    // One that was not said to be goes there as soon as the account is named.
    let token = Some(Uuid::from_u128(78));
    let act = ReportUse {
        token,
        ..told(Origin::Public, false)
    };
    reports(&administrator, act).await;
    let id = only(&administrator).await;
    names(&administrator, id, "local-authority-manager")
        .await
        .unwrap();
    assert_eq!([open(&administrator).await, open(&manager).await], [0, 0]);
    assert_eq!(open(&central).await, 2);
}

#[tokio::test]
async fn what_the_public_reports_is_entered_by_those_who_look_into_it_and_nobody_found_ends_it_mis_06()
 {
    let world = World::new().await;
    let nurse = world.signed_in(NURSE).await;
    let entered = nurse
        .access(told(Origin::Public, false), misuse::report)
        .await;
    assert_eq!(refused(entered), Some(Refusal::Role));
    let administrator = world.signed_in(UA).await;
    reports(&administrator, told(Origin::Public, false)).await;
    let id = only(&administrator).await;
    // Nobody is asked before it is known whom.
    assert_eq!(
        rejected(ask(&administrator, id, Asked::User).await).unwrap(),
        "of"
    );
    // That nobody was found is the manager's to say.
    assert!(!view(&administrator, id).await.unwrap().decides);
    assert_eq!(
        refused(close(&administrator, id).await),
        Some(Refusal::NotYours)
    );
    let manager = world.signed_in(LM).await;
    close(&manager, id).await.unwrap();
    let shown = view(&manager, id).await.unwrap();
    assert_eq!(shown.outcomes, [Outcome::NobodyFound]);
}

#[tokio::test]
async fn whom_a_report_names_neither_sees_nor_ends_it_mis_04_d_35() {
    let world = World::new().await;
    let nurse = world.signed_in(NURSE).await;
    let [administrator, manager, central] = [
        world.signed_in(UA).await,
        world.signed_in(LM).await,
        world.signed_in(CT).await,
    ];
    reports(&nurse, told_of(UA, false)).await;
    let id = only(&manager).await;
    assert_eq!(open(&administrator).await, 0);
    for refusal in [
        refused(view(&administrator, id).await),
        refused(close(&administrator, id).await),
        refused(names(&administrator, id, "practitioner").await),
        refused(ask(&administrator, id, Asked::User).await),
    ] {
        assert_eq!(refusal, Some(Refusal::NotYours));
    }
    names(&manager, id, "account-administrator").await.unwrap();
    assert_eq!(only(&central).await, id);
    // Nor does one of the central team.
    reports(&nurse, told_of(CT, true)).await;
    assert_eq!(only(&central).await, id);
}

#[tokio::test]
async fn whoever_enters_a_report_does_not_end_it_alone_mis_07() {
    let world = World::new().await;
    let manager = world.signed_in(LM).await;
    reports(&manager, told(Origin::Practitioner, false)).await;
    let id = only(&manager).await;
    assert_eq!(refused(close(&manager, id).await), Some(Refusal::NotYours));
    names(&manager, id, "practitioner").await.unwrap();
    ask(&manager, id, Asked::User).await.unwrap();
    explain(&world.signed_in(NURSE).await, id, "my-work")
        .await
        .unwrap();
    for refusal in [
        refused(close(&manager, id).await),
        refused(open_case(&manager, id, true).await),
    ] {
        assert_eq!(refusal, Some(Refusal::NotYours));
    }
    close(&world.signed_in(UA).await, id).await.unwrap();
}

#[tokio::test]
async fn whoever_reported_it_does_not_decide_about_it_mis_07() {
    let world = World::new().await;
    let reporter = world.signed_in(Role::Manager).await;
    reports(&reporter, told(Origin::User, false)).await;
    wears(&world, Role::Manager, UA).await;
    let reporter = world.signed_in(Role::Manager).await;
    let id = only(&reporter).await;
    names(&reporter, id, "practitioner").await.unwrap();
    ask(&reporter, id, Asked::User).await.unwrap();
    explain(&world.signed_in(NURSE).await, id, "my-work")
        .await
        .unwrap();
    assert!(!view(&reporter, id).await.unwrap().decides);
    assert_eq!(refused(close(&reporter, id).await), Some(Refusal::NotYours));
    let case = open_case(&reporter, id, false).await;
    assert_eq!(refused(case), Some(Refusal::NotYours));
    close(&world.signed_in(UA).await, id).await.unwrap();
}

#[tokio::test]
async fn a_national_partner_looks_into_its_own_and_no_authority_does_d_35_prt_05() {
    let world = World::new().await;
    let national = "
        insert into organisation (id, name, kind, local_authority) values
            ('00000000-0000-0000-0000-000000000070', 'A national body', 'national', null);
        insert into organisation_network (organisation, network)
            values ('00000000-0000-0000-0000-000000000070', '127.0.0.0/8');
        update hat set organisation = '00000000-0000-0000-0000-000000000070', team = null,
                       local_authority = null
        where role in ('practitioner', 'partner-administrator')";
    world.database.execute(national).await;
    noticed(&world).await;
    let partner = world.signed_in(PA).await;
    let id = only(&partner).await;
    for role in [UA, LM, CT] {
        let other = world.signed_in(role).await;
        assert_eq!(open(&other).await, 0, "{role:?}");
        assert_eq!(refused(view(&other, id).await), Some(Refusal::NotYours));
    }
    ask(&partner, id, Asked::User).await.unwrap();
    open_case(&partner, id, true).await.unwrap();
    record(&partner, id, Asked::StaffManager).await.unwrap();
    decide(&partner, id, &[Outcome::Training]).await.unwrap();
    assert_eq!(state(&world, NURSE).await, "active");
    // Without an administrator of its own it is the central team's.
    let gone = "update hat set role = 'support-staff' where role = 'partner-administrator'";
    world.database.execute(gone).await;
    assert_eq!(list(&world.signed_in(CT).await).await.closed.len(), 1);
}
