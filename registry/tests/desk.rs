//! The management desk: every number is that of its list, a shielded record is counted for its manager
//! alone, and weeks are kept once (RPT-07, SHLD-12, D-32), on a real database.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeMap;

use chrono::{NaiveDate, TimeDelta};
use domain::archive::ListArchive;
use domain::brokering::ListRequests;
use domain::child_record::{DateOfBirth, Gender, PersonName};
use domain::clock::london_date;
use domain::complaint::ListComplaints;
use domain::creating::{AskForRecord, AskedRecord, Basis, ListCreations};
use domain::death::{Deaths, ListCertificates, ListDeaths};
use domain::desk::{Desk, Figure, Item, Line, Stage, ViewDesk, ViewDeskLine, WeekShown};
use domain::dispute::ListDisputes;
use domain::doubles::ListDoubles;
use domain::id::ChildNumber;
use domain::misuse::ListInvestigations;
use domain::past_eighteen::ListPastEighteen;
use domain::reason::Reason;
use domain::refusal::Refusal;
use domain::search::{Criteria, SearchChildren};
use domain::shielding::{ListOverdueAuthorities, ListShields};
use domain::standing::Role;
use domain::subject_access::ListSubjectAccess;
use domain::task::{DismissNotice, ListMyTasks, TaskKind};
use domain::transfer::{ListTransfers, ListUnanswered};
use domain::work::Rule;
use registry::testing::World;
use registry::{
    SignedIn, Stopped, archive, brokering, complaint, creating, death, desk, dispute, doubles,
    misuse, past_eighteen, search, shielding, subject_access, task, transfer,
};

const LM: Role = Role::LocalAuthorityManager;
const DA: Role = Role::DataAdministrator;
const CT: Role = Role::CentralTeam;

fn stored(nth: u64) -> i64 {
    ChildNumber::nth(nth).stored()
}

/// One more live child, or shielded one, like those of the world.
fn another(nth: u64, like: u64, changes: &str) -> String {
    format!(
        "insert into live.child
         select (jsonb_populate_record(c, jsonb_build_object('child', {}::bigint {changes}))).*
         from live.child c where c.child = {};",
        stored(nth),
        stored(like)
    )
}

fn account(role: Role) -> String {
    format!("'{}'::uuid", World::account(role).0)
}

/// Something of every line at several stages, and about shielded records too.
async fn fill(world: &World) {
    let [ann, sam, kim, held] = [1, 2, 3, 20].map(stored);
    let (moved, dead, kept, doubt, hidden) = (4, 5, 6, 7, 8);
    let (nurse, support, head, other) = (
        account(Role::Practitioner),
        account(Role::SupportStaff),
        account(Role::Manager),
        account(Role::SensitiveServicePractitioner),
    );
    let died = ", 'date_of_death', '2026-09-01', 'leaves_live_on', '9999-12-31'";
    let mut sql = [
        another(moved, 1, ""),
        another(dead, 1, died),
        another(kept, 1, ""),
        another(doubt, 1, died),
        another(hidden, 2, ""),
    ]
    .concat();
    let request =
        "insert into live.brokering_request (id, child, kind, requester, organisation, telephone,
        reason, received_by, waits_with, state, asked_on, due_on) values";
    let health = "'00000000-0000-0000-0000-000000000065'";
    for (child, kind, who, state, due) in [
        (kim, "sensitive-service", &nurse, "received", "2026-10-30"),
        (
            kim,
            "sensitive-service",
            &support,
            "with-responsible",
            "2026-11-05",
        ),
        (kim, "sensitive-service", &head, "passed-on", "2026-10-20"),
        (kim, "sensitive-service", &other, "passed-on", "2026-10-20"),
        (sam, "enquiry", &nurse, "with-responsible", "2026-11-20"),
        (sam, "sensitive-service", &nurse, "received", "2026-11-03"),
    ] {
        sql += &format!(
            "{request} (gen_random_uuid(), {child}, '{kind}', {who}, {health}, '01632 960001',
             'providing-service', 'E08000032', 'E08000032', '{state}', '2026-10-15', '{due}');"
        );
    }
    sql += &format!(
        "insert into live.brokering_leg (id, request, entry, off_system, state, passed_on, due_on)
         select gen_random_uuid(), r.id, e.id, false, 'passed-on', '2026-10-20',
                case when r.requester = {head} then date '2026-10-27' else '2026-11-20' end
         from live.brokering_request r join live.sensitive_involvement e on e.child = r.child
         where r.state = 'passed-on';
         insert into live.dispute (id, child, item, opened, settled)
         values (gen_random_uuid(), {ann}, 'address', '2026-10-01', null),
                (gen_random_uuid(), {sam}, 'name', '2026-10-01', null),
                (gen_random_uuid(), {kim}, 'gender', '2026-09-01', '2026-10-29');
         update live.shield set due_on = '2026-11-06';
         update live.shield_notice set withdrawn_on = '2026-10-29';
         insert into live.shield (child, id, shielded_on, due_on)
         values ({}, gen_random_uuid(), '2026-03-01', '2026-10-01');
         insert into live.transfer (id, child, from_authority, to_authority, proposed_by, state,
                                    proposed_on, chase_on, escalate_on)
         values (gen_random_uuid(), {ann}, 'E08000032', 'E08000035', 'E08000035', 'proposed',
                 '2026-10-01', '2026-10-15', '2026-10-29'),
                (gen_random_uuid(), {sam}, 'E08000032', 'E08000035', 'E08000032', 'proposed',
                 '2026-10-20', '2026-11-03', '2026-11-17'),
                (gen_random_uuid(), {kim}, 'E08000032', 'E08000035', 'E08000035', 'proposed',
                 '2026-10-27', '2026-11-10', '2026-11-24');
         insert into live.move_shown (child, to_authority, shown_on)
         values ({}, 'E08000035', '2026-10-10'), ({}, 'E08000035', '2026-10-10');
         insert into live.death (child, notified_on, verified, next_ask_on)
         values ({}, '2026-09-02', 'source-system', '2026-11-30');
         insert into live.past_eighteen (child, id, category, kept_since, consented_on, consented_by,
                                         attested_by, confirm_on, told_because)
         values ({}, gen_random_uuid(), 'a', '2025-09-22', '2025-09-22', 'young-person', {nurse},
                 '2026-09-22', null),
                ({}, gen_random_uuid(), 'a', '2025-10-20', '2025-10-20', 'young-person', {nurse},
                 '2026-10-20', null),
                ({ann}, gen_random_uuid(), 'a', '2026-10-20', '2026-10-20', 'young-person', {nurse},
                 '2027-10-20', 'withdrawn'),
                ({kim}, gen_random_uuid(), 'a', '2026-10-20', '2026-10-20', 'young-person', {nurse},
                 '2027-10-20', null),
                ({}, gen_random_uuid(), 'a', '2025-10-20', '2025-10-20', 'young-person', {nurse},
                 '2026-10-20', null);
         insert into archive.hold (id, child, local_authority, why, placed_on, review_on)
         values (gen_random_uuid(), {held}, 'E08000032', 'prosecution', '2026-08-01', '2026-11-01'),
                (gen_random_uuid(), {held}, 'E08000032', 'prosecution', '2026-08-01', '2026-11-09'),
                (gen_random_uuid(), {held}, 'E08000032', 'prosecution', '2026-08-01', '2027-01-01');
         insert into death_certificate (id, child, died, entered_by, entered_on)
         values (gen_random_uuid(), {kim}, '2026-10-01', {}, '2026-10-30'),
                (gen_random_uuid(), {ann}, '2026-10-01', {nurse}, '2026-10-30');",
        stored(hidden),
        stored(moved),
        stored(hidden),
        stored(dead),
        stored(moved),
        stored(kept),
        stored(hidden),
        account(CT),
    );
    for (child, who, closes) in [
        (ann, LM, "'2026-11-05'"),
        (kim, LM, "null"),
        (ann, CT, "null"),
        (ann, DA, "'2026-11-20'"),
    ] {
        sql += &format!(
            "insert into archive.access_window (id, child, account, local_authority, reason, asked_on,
                                                closes_on)
             values (gen_random_uuid(), {child}, {}, null, 'serious-case-review', '2026-10-30', {closes});",
            account(who)
        );
    }
    for (kind, role, child, due) in [
        (TaskKind::RetentionUnconfirmed, DA, ann, "'2026-11-01'"),
        (TaskKind::RetentionUnconfirmed, DA, kim, "'2026-11-30'"),
        (TaskKind::RetentionUnconfirmed, DA, sam, "'2026-11-01'"),
        (TaskKind::OfferPastEighteen, DA, ann, "null"),
        (TaskKind::OfferPastEighteen, LM, sam, "null"),
        (TaskKind::OfferPastEighteen, LM, kim, "null"),
        (TaskKind::WithdrawalToConfirm, LM, kim, "null"),
        (TaskKind::LapseToReview, LM, kim, "null"),
        (TaskKind::LeavingToReview, DA, ann, "'2026-11-04'"),
        (TaskKind::LeavingReported, LM, sam, "null"),
        (TaskKind::ReturnReported, DA, kim, "null"),
        (TaskKind::QuarantinedRow, LM, sam, "null"),
        (TaskKind::MatchToReview, DA, ann, "'2026-11-20'"),
        (TaskKind::PanelToConvene, LM, kim, "'2026-11-30'"),
        (TaskKind::ConflictToDecide, DA, kim, "null"),
    ] {
        sql += &format!(
            "insert into task (id, kind, role, local_authority, child, object, opened_on, due_on)
             values (gen_random_uuid(), '{}', '{}', 'E08000032', {child}, gen_random_uuid(),
                     '2026-10-05', {due});",
            kind.code(),
            role.code()
        );
    }
    sql += &format!(
        "insert into task (id, kind, account, child, object, opened_on, due_on)
         values (gen_random_uuid(), 'confirm-retention', {}, {kim}, gen_random_uuid(), '2026-10-05',
                 '2026-11-08')",
        account(DA)
    );
    world.database.execute(&sql).await;
    ask_for_records(world).await;
    let pairs = format!(
        "insert into live.double (id, one, other, one_authority, other_authority, found_on, due_on,
                                  sealed, settled_on, settled_as)
         select gen_random_uuid(), least(p.one, p.other), greatest(p.one, p.other), p.authority,
                'E08000032', '2026-10-20', p.due_on::date, '\\x00', p.settled_on::date,
                case when p.settled_on is not null then '\\x00'::bytea end
         from (values ({ann}, {kim}, 'E08000032', '2026-10-30', null),
                      ({ann}, {0}, 'E08000035', '2026-11-20', null),
                      ({kim}, {0}, 'E08000032', '2026-11-05', null),
                      ({kim}, {1}, 'E08000032', '2026-11-20', '2026-10-29'),
                      ({ann}, {sam}, 'E08000032', '2026-11-20', null))
              p (one, other, authority, due_on, settled_on)",
        stored(moved),
        stored(kept)
    );
    world.database.execute(&pairs).await;
    // Due, not due, standing still, of a shielded record, another authority's, and over.
    let asked = format!(
        "insert into subject_access_request
             (id, local_authority, child, applicant, by_another, writing, received_on, logged_on,
              forty_days, paused_on, due_on, decision, decided_on, statement, ended_on)
         select gen_random_uuid(), authority, child, 'child', false, 'letter', '2026-10-05',
                '2026-10-05', false, paused_on::date, due_on::date, decision, ended_on::date,
                case when decision is not null then 'not-released' end, ended_on::date
         from (values ({ann}, 'E08000032', null, '2026-10-30', null, null),
                      ({kim}, 'E08000032', null, '2026-11-05', null, null),
                      ({0}, 'E08000032', null, '2026-12-05', null, null),
                      ({1}, 'E08000032', '2026-10-20', null, null, null),
                      ({sam}, 'E08000032', null, '2026-10-30', null, null),
                      ({held}, 'E08000035', null, '2026-10-30', null, null),
                      ({held}, 'E08000032', null, '2026-10-30', 'refuse', '2026-10-29'))
              r (child, authority, paused_on, due_on, decision, ended_on)",
        stored(moved),
        stored(kept)
    );
    world.database.execute(&asked).await;
    complain(world).await;
    // New, asked, late, explained, a case and closed: with the authority, and with the central team.
    let looked_into = format!(
        "insert into misuse_investigation
             (id, central, local_authority, subject, origin, concern, opened_on, asked_of, asked_on,
              due_on, explanation, explained_by, answered_on, case_opened_on, closed_on)
         select gen_random_uuid(), central, authority, {nurse}, 'user', 'other', '2026-10-20',
                case when due_on is not null then 'user' end,
                case when due_on is not null then date '2026-10-20' end, due_on::date,
                case when answered then 'my-work' end, case when answered then 'user' end,
                case when answered then date '2026-10-22' end, opened::date, closed::date
         from (values (null, false, null, null), ('2026-11-04', false, null, null),
                      ('2026-10-27', false, null, null), ('2026-10-27', true, null, null),
                      ('2026-10-27', false, '2026-10-28', null),
                      ('2026-10-27', true, null, '2026-10-29'))
              s (due_on, answered, opened, closed),
              (values (false, 'E08000032'), (true, 'E08000032'), (false, 'E08000035'))
              o (central, authority);
         insert into misuse_investigation (id, central, subject, origin, concern, opened_on)
         values (gen_random_uuid(), true, {central}, 'user', 'other', '2026-10-20')",
        central = account(CT)
    );
    world.database.execute(&looked_into).await;
    for kind in [
        TaskKind::GlassToDecide,
        TaskKind::BackupsOverdue,
        TaskKind::AccreditationToDecide,
        TaskKind::SourceOverdue,
        TaskKind::SupplyHeld,
    ] {
        let sql = format!(
            "insert into task (id, kind, role, object, opened_on)
             values (gen_random_uuid(), '{}', 'central-team', gen_random_uuid(), '2026-10-30')",
            kind.code()
        );
        world.database.execute(&sql).await;
    }
}

/// Complaints at every stage: late, due and not due, accepted, answered, in review, elsewhere and over.
async fn complain(world: &World) {
    world
        .database
        .execute(
            "insert into complaint
                 (id, local_authority, reference, complainant, sealed, about, arose_on, received_on,
                  logged_on, remind_on, remind_again_on, due_on, decision, decided_on, alleges_misuse,
                  exclusion, outcome, answered_on, answer_logged_on, in_review_since, closed_on, ended_on)
             select gen_random_uuid(), authority, 'CMP/7', 'child', '\\x00', 'use', '2026-10-01',
                    '2026-10-02', '2026-10-02', due_on::date - 10, due_on::date - 5, due_on::date,
                    decision, decided_on::date, case when decision = 'accept' then false end,
                    case when decision = 'redirect' then 'legal-action' end,
                    case when answered_on is not null then 'upheld' end, answered_on::date, answered_on::date,
                    review::date, closed_on::date, coalesce(closed_on::date, elsewhere::date)
             from (values
                 ('E08000032', '2026-10-30', null, null, null, null, null, null),
                 ('E08000032', '2026-11-05', null, null, null, null, null, null),
                 ('E08000032', '2026-11-30', null, null, null, null, null, null),
                 ('E08000035', '2026-10-30', null, null, null, null, null, null),
                 ('E08000032', '2026-10-30', 'accept', '2026-10-05', null, null, null, null),
                 ('E08000032', '2026-11-05', 'accept', '2026-10-05', null, null, null, null),
                 ('E08000032', '2026-10-30', 'accept', '2026-10-05', '2026-10-29', null, null, null),
                 ('E08000032', '2026-10-30', 'accept', '2026-10-05', '2026-10-20', '2026-10-27',
                  null, null),
                 ('E08000032', '2026-10-30', 'accept', '2026-10-05', '2026-10-20', null,
                  '2026-10-29', null),
                 ('E08000032', '2026-10-30', 'redirect', '2026-10-29', null, null, null,
                  '2026-10-29'))
                 c (authority, due_on, decision, decided_on, answered_on, review, closed_on, elsewhere)",
        )
        .await;
}

/// Requests for new records at every stage, and such as wait no longer.
async fn ask_for_records(world: &World) {
    let user = world.signed_in(Role::Practitioner).await;
    for (nth, change) in [
        "decide_by = '2026-10-30'",
        "decide_by = '2026-11-30'",
        "state = 'needs-information', decide_by = null",
        "state = 'held', held_on = since, decide_by = null",
        "lapses_on = '2026-11-02'",
        "local_authority = 'E08000035'",
        "since = since",
    ]
    .into_iter()
    .enumerate()
    {
        let born = NaiveDate::from_ymd_opt(2016, 8, 1 + nth as u32).unwrap();
        let criteria = Criteria {
            given: "Zoe".into(),
            family: "Newcome".into(),
            day: (nth + 1).to_string(),
            month: "8".into(),
            year: "2016".into(),
            ..Criteria::default()
        };
        let act = SearchChildren {
            criteria: criteria.check(london_date(world.registry.now())).unwrap(),
            reason: Reason::given("providing-service", "").unwrap(),
        };
        let search = user.access(act, search::find).await.unwrap().search;
        let asked = AskedRecord {
            name: PersonName {
                given: "Zoe".into(),
                family: "Newcome".into(),
            },
            date_of_birth: DateOfBirth {
                date: born,
                estimated: false,
            },
            gender: Gender::Female,
            address: None,
            basis: Basis::NoFixedHome,
            carer: None,
        };
        user.access(AskForRecord { search, asked }, creating::ask)
            .await
            .unwrap();
        let new = format!("update creation_request set chased = true, {change} where not chased");
        world.database.execute(&new).await;
    }
}

async fn desk_of(user: &SignedIn) -> Desk {
    user.access(ViewDesk, desk::view).await.unwrap()
}

fn figures(desk: &Desk) -> BTreeMap<Line, Figure> {
    let each = desk
        .lines
        .iter()
        .map(|line| (line.figure.line, line.figure));
    each.collect()
}

/// How many rows the list behind a number shows when only those are picked which it counts.
async fn behind(user: &SignedIn, line: Line, stage: Stage, today: NaiveDate) -> i64 {
    fn picked<T: Item>(rows: &[T], line: Line, stage: Stage, today: NaiveDate) -> usize {
        rows.iter()
            .filter(|row| row.is_picked(line, stage, today))
            .count()
    }
    let central = user.person().role == CT;
    let count = match (line.list(), central) {
        ("/brokering/requests", _) => {
            let rows = user.access(ListRequests, brokering::queue).await.unwrap();
            picked(&rows, line, stage, today)
        }
        ("/shields", false) => {
            let rows = user.access(ListShields, shielding::list).await.unwrap();
            picked(&rows, line, stage, today)
        }
        ("/shields", true) => {
            let act = user.access(ListOverdueAuthorities, shielding::overdue_authorities);
            picked(&act.await.unwrap(), line, stage, today)
        }
        ("/transfers", false) => {
            let all = user.access(ListTransfers, transfer::list).await.unwrap();
            picked(&all.transfers, line, stage, today) + picked(&all.moves, line, stage, today)
        }
        ("/transfers", true) => {
            let rows = user.access(ListUnanswered, transfer::unanswered).await;
            picked(&rows.unwrap(), line, stage, today)
        }
        ("/deaths", false) => match user.access(ListDeaths, death::list).await.unwrap() {
            Deaths::Unconfirmed(rows) => picked(&rows, line, stage, today),
            Deaths::Certificates(_) => unreachable!("the central team's"),
        },
        ("/deaths", true) => {
            let all = user.access(ListCertificates, death::list_certificates);
            match all.await.unwrap() {
                Deaths::Certificates(rows) => picked(&rows, line, stage, today),
                Deaths::Unconfirmed(_) => unreachable!("an authority's"),
            }
        }
        ("/past-eighteen", _) => {
            let rows = user.access(ListPastEighteen, past_eighteen::list).await;
            picked(&rows.unwrap(), line, stage, today)
        }
        ("/new-records/to-check", _) => {
            let rows = user.access(ListCreations, creating::list).await.unwrap();
            picked(&rows, line, stage, today)
        }
        ("/disputes", _) => {
            let rows = user.access(ListDisputes, dispute::list).await.unwrap();
            picked(&rows, line, stage, today)
        }
        ("/doubles", _) => {
            let rows = user.access(ListDoubles, doubles::list).await.unwrap();
            picked(&rows, line, stage, today)
        }
        ("/subject-access", _) => {
            let all = user.access(ListSubjectAccess, subject_access::list).await;
            picked(&all.unwrap().open, line, stage, today)
        }
        ("/complaints", _) => {
            let all = user.access(ListComplaints, complaint::list).await;
            picked(&all.unwrap().open, line, stage, today)
        }
        ("/misuse", _) => {
            let all = user.access(ListInvestigations, misuse::list).await;
            picked(&all.unwrap().open, line, stage, today)
        }
        ("/tasks", _) => {
            let rows = user.access(ListMyTasks, task::list_mine).await.unwrap();
            picked(&rows, line, stage, today)
        }
        ("/archive", _) => {
            let all = user.access(ListArchive, archive::list).await.unwrap();
            picked(&all.windows, line, stage, today)
                + picked(&all.holds, line, stage, today)
                + picked(&all.asked, line, stage, today)
        }
        other => panic!("a list that this test does not know: {other:?}"),
    };
    i64::try_from(count).unwrap()
}

async fn brokering_administrator(world: &World) -> SignedIn {
    let right = "update hat set brokering_right = true where role = 'data-administrator'";
    world.database.execute(right).await;
    world.signed_in(DA).await
}

#[tokio::test]
async fn every_number_is_that_of_the_rows_behind_its_link_rpt_07() {
    let world = World::new().await;
    fill(&world).await;
    let today = london_date(world.registry.now());
    let users = [
        world.signed_in(LM).await,
        brokering_administrator(&world).await,
        world.signed_in(CT).await,
    ];
    let mut met = BTreeMap::<Line, i64>::new();
    for user in &users {
        let figures = figures(&desk_of(user).await);
        let role = user.person().role;
        for (line, figure) in &figures {
            for stage in Stage::ALL {
                let rows = behind(user, *line, stage, today).await;
                assert_eq!(
                    figure.numbers.at(stage),
                    rows,
                    "{role:?} {line:?} {stage:?}"
                );
            }
            *met.entry(*line).or_default() += figure.numbers.all();
            assert_eq!(
                figure.oldest.is_some(),
                figure.numbers.all() > 0,
                "{line:?}"
            );
        }
    }
    for line in Line::ALL {
        assert!(met.get(&line).is_some_and(|met| *met > 0), "{line:?}");
    }
}

#[tokio::test]
async fn each_stage_is_met_shld_07_t_10() {
    let world = World::new().await;
    fill(&world).await;
    let desk = figures(&desk_of(&world.signed_in(LM).await).await);
    let at = |line: Line| Stage::ALL.map(|stage| desk[&line].numbers.at(stage));
    assert_eq!(at(Line::Requests), [2, 2, 0, 1]);
    assert_eq!(at(Line::Enquiries), [0, 0, 1, 0]);
    assert_eq!(at(Line::ShieldReviews), [1, 1, 0, 0]);
    assert_eq!(at(Line::ShieldsUnasked), [0, 0, 1, 0]);
    assert_eq!(at(Line::TransfersToAnswer), [1, 1, 0, 0]);
    assert_eq!(at(Line::TransfersProposed), [0, 0, 0, 1]);
    assert_eq!(at(Line::AgreementRequired), [0, 0, 2, 0]);
    assert_eq!(at(Line::Holds), [1, 1, 0, 0]);
    assert_eq!(at(Line::Doubles), [1, 1, 1, 0]);
    assert_eq!(at(Line::Disputes), [0, 0, 2, 0]);
    assert_eq!(at(Line::SubjectAccess), [2, 1, 1, 1]);
    assert_eq!(at(Line::UseToLookAt), [1, 0, 2, 1]);
    assert_eq!(at(Line::UseCases), [0, 0, 1, 0]);
}

/// What a data administrator's desk says, as it is sent.
async fn sent_to_administrator(world: &World) -> String {
    let administrator = world.signed_in(DA).await;
    serde_json::to_string(&desk_of(&administrator).await).unwrap()
}

#[tokio::test]
async fn a_shielded_record_is_counted_for_its_manager_alone_shld_12_d_32() {
    let world = World::new().await;
    fill(&world).await;
    brokering_administrator(&world).await;
    let with = sent_to_administrator(&world).await;
    let manager = figures(&desk_of(&world.signed_in(LM).await).await);
    let gone = format!(
        "delete from task where child in ({0}, {1});
         delete from live.past_eighteen where child in ({0}, {1});
         delete from live.brokering_request where child in ({0}, {1});
         delete from live.transfer where child in ({0}, {1});
         delete from live.move_shown where child in ({0}, {1});
         delete from live.dispute where child in ({0}, {1});
         delete from live.shield where child in ({0}, {1})",
        stored(2),
        stored(8)
    );
    world.database.execute(&gone).await;
    assert_eq!(sent_to_administrator(&world).await, with);
    let without = figures(&desk_of(&world.signed_in(LM).await).await);
    for line in [
        Line::Requests,
        Line::PastEighteen,
        Line::ShieldReviews,
        Line::Disputes,
    ] {
        let before = manager[&line].numbers.all();
        assert!(without[&line].numbers.all() < before, "{line:?}");
    }
    for word in ["shield", "enquir"] {
        assert!(!with.contains(word), "{word}");
    }
}

#[tokio::test]
async fn what_waited_for_an_administrator_about_a_shielded_record_waits_for_the_manager_d_32() {
    let world = World::new().await;
    fill(&world).await;
    let of_sam = |tasks: Vec<domain::task::MyTask>| {
        let kind = TaskKind::RetentionUnconfirmed;
        tasks
            .into_iter()
            .filter(|task| task.kind == kind)
            .find(|task| task.child.as_ref().is_some_and(|name| name.given == "Sam"))
    };
    let administrator = world.signed_in(DA).await;
    let tasks = administrator.access(ListMyTasks, task::list_mine).await;
    assert_eq!(of_sam(tasks.unwrap()), None);
    let manager = world.signed_in(LM).await;
    let tasks = manager.access(ListMyTasks, task::list_mine).await.unwrap();
    let waiting = u32::try_from(tasks.len()).unwrap();
    assert_eq!(manager.tasks_waiting().await.unwrap(), waiting);
    let one = of_sam(tasks).unwrap();
    let dismiss = || DismissNotice { task: one.id };
    let refused = administrator.access(dismiss(), task::dismiss).await;
    assert!(matches!(refused, Err(Stopped::Refused(Refusal::NotYours))));
    manager.access(dismiss(), task::dismiss).await.unwrap();
    assert_eq!(manager.tasks_waiting().await.unwrap(), waiting - 1);
}

#[tokio::test]
async fn nobody_sees_a_desk_or_a_line_that_is_not_theirs_rpt_01() {
    let world = World::new().await;
    for role in Role::ALL {
        let user = world.signed_in(role).await;
        let seen = user.access(ViewDesk, desk::view).await;
        assert_eq!(seen.is_ok(), role.has_desk(), "{role:?}");
        for line in Line::ALL {
            let seen = user.access(ViewDeskLine { line }, desk::view_line).await;
            let may = line.is_shown_to(role, role == LM);
            assert_eq!(seen.is_ok(), may, "{role:?} {line:?}");
        }
    }
    assert_eq!(world.database.entries("desk.viewed", "done").await, 3);
}

/// The weeks that are kept of a line.
async fn weeks(user: &SignedIn, line: Line) -> Vec<WeekShown> {
    let act = ViewDeskLine { line };
    user.access(act, desk::view_line).await.unwrap().weeks
}

/// Keeps whatever weeks are missing.
async fn keep(world: &World) -> u64 {
    let mut all = 0;
    loop {
        match world.registry.run_rule(Rule::WeeklyFigures).await.unwrap() {
            0 => return all,
            done => all += done,
        }
    }
}

async fn kept(world: &World) -> Vec<String> {
    let select = "select * from weekly_figure order by local_authority, role, line, week";
    world.database.rows(select).await
}

#[tokio::test]
async fn a_week_is_kept_once_and_a_missed_one_is_caught_up_rpt_07_g_clock() {
    let world = World::new().await;
    fill(&world).await;
    assert!(keep(&world).await > 0);
    let first = kept(&world).await;
    assert_eq!(
        world.registry.run_rule(Rule::WeeklyFigures).await.unwrap(),
        0
    );
    assert_eq!(kept(&world).await, first);
    let deaths = weeks(&world.signed_in(LM).await, Line::TransfersToAnswer).await;
    let numbers = |weeks: &[WeekShown]| -> Vec<_> {
        let last = weeks.iter().rev().take(5).rev();
        last.map(|week| (week.opened, week.done, week.waiting))
            .collect()
    };
    // Proposed on 1 and on 27 October.
    let expected = [(1, 0, 1), (0, 0, 1), (0, 0, 1), (0, 0, 1), (1, 0, 2)];
    assert_eq!(numbers(&deaths), expected);
    assert_eq!(deaths.len(), 26);
    assert_eq!(deaths.last().unwrap().oldest, Some(21));

    // One is answered; for three weeks nobody works.
    let ended = "update live.transfer set state = 'rejected', rejected_because = 'duplicate',
                 ended_on = '2026-11-05' where proposed_on = '2026-10-27'";
    world.database.execute(ended).await;
    world.database.clock.advance(TimeDelta::days(21));
    keep(&world).await;
    let later = weeks(&world.signed_in(LM).await, Line::TransfersToAnswer).await;
    let expected = [(0, 0, 1), (1, 0, 2), (0, 1, 1), (0, 0, 1), (0, 0, 1)];
    assert_eq!(numbers(&later), expected);
    let now = kept(&world).await;
    assert!(first.iter().all(|row| now.contains(row)));
}

#[tokio::test]
async fn no_difference_of_two_weeks_tells_that_a_record_was_shielded_shld_12() {
    let world = World::new().await;
    fill(&world).await;
    keep(&world).await;
    // Kim is shielded, and Sam no longer; nothing else happens.
    for (child, like) in [(3, 2), (2, 1)] {
        let as_the_other = format!(
            "delete from live.child where child = {}; {}",
            stored(child),
            another(child, like, "")
        );
        world.database.execute(&as_the_other).await;
    }
    world.database.clock.advance(TimeDelta::days(7));
    keep(&world).await;
    brokering_administrator(&world).await;
    for role in [LM, DA] {
        let user = world.signed_in(role).await;
        let desk = desk_of(&user).await;
        let mut compared = 0;
        for line in &desk.lines {
            for pair in line.weeks.windows(2) {
                let [before, after] = [pair[0], pair[1]];
                let flow = after.opened - after.done;
                assert_eq!(before.waiting + flow, after.waiting, "{role:?} {line:?}");
                compared += 1;
            }
        }
        assert!(compared > 100, "{role:?}");
    }
}

#[tokio::test]
async fn the_desk_reads_what_waits_and_not_every_child_of_an_authority() {
    let world = World::new().await;
    fill(&world).await;
    let many = "insert into live.child
                select (jsonb_populate_record(c, jsonb_build_object('child', 900000000000 + n))).*
                from live.child c, generate_series(1, 20000) n where c.child = (
                    select child from live.child where given = 'Ann' and date_of_death is null
                    order by child limit 1)";
    world.database.execute(many).await;
    world.database.execute("analyze live.child").await;
    let manager = world.signed_in(LM).await;
    desk_of(&manager).await;
    // What a session has read is counted when it ends; all that the others read is the little above.
    drop(manager);
    let World {
        database, registry, ..
    } = world;
    registry.close().await;
    let read = "select coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0) as read
                from pg_stat_user_tables where schemaname = 'live' and relname = 'child'";
    let sessions = "select count(*) from pg_stat_activity
                    where datname = current_database() and usename = 'contactpoint_app'";
    while database.rows(sessions).await[0] != "0" {
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    let rows: i64 = database.rows(read).await[0].parse().unwrap();
    assert!(rows > 0, "nothing was counted");
    assert!(rows < 1_000, "{rows} rows of children were read");
}
