//! Every server function and every page: refused to strangers, refused or allowed as the role may,
//! and exactly one audit entry. A function or a page that is missing here fails the test.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};

use super::support::{ANN, Answer, KIM, SAM, Service};
use domain::best_view::{Statement, Value, Version};
use domain::child_record::{
    Address, Assurance, DateOfBirth, Gender, NameUse, PersonName, Postcode, Verified, Whereabouts,
};
use domain::data_source::{Row, SupplyRows};
use domain::id::{ChildNumber, SourceId};
use domain::standing::Role;
use domain::updating::{ChangeDetail, Changed, Edit};
use http::StatusCode;
use leptos_router::SsrMode;
use registry::testing::{TestDatabase, World};
use serde_json::json;
use server::router::pages;

/// Server functions that a stranger may call: they tell nothing of anyone and change nothing but
/// the caller's own session. A list that only shrinks.
const FOR_STRANGERS: [&str; 4] = [
    "/api/account/sign-out",
    "/api/account/who-am-i",
    "/api/sign-in",
    "/api/sign-in/demonstration",
];

/// Server functions that leave no entry: they read nothing but who is calling, or what the caller
/// typed. A list that only shrinks.
const WITHOUT_ENTRY: [&str; 5] = [
    "/api/account/stay-signed-in",
    "/api/account/who-am-i",
    "/api/search/form",
    "/api/sign-in/arrival",
    "/api/sign-in/demonstration",
];

/// A session with something to call every function with.
struct Caller {
    service: Service,
    token: String,
    search: String,
    opening: String,
    involvement: String,
    sensitive: String,
    child: String,
    /// Openings of a record with a sensitive service, and of a shielded one.
    quiet: String,
    shielded: String,
    /// The authority's manager.
    manager: String,
    /// A window of the caller's on an archived record.
    window: String,
    /// A row in quarantine, for the authority's manager.
    held: String,
    /// A detail to be decided, for the authority's manager.
    conflict: String,
    /// A report of a child who is believed to be back.
    report: String,
    /// A request for a record: the caller's own, of which more is to be told; or a colleague's, for
    /// whoever decides.
    creation: String,
}

/// A request that is to be passed on, and one at a service whose entry the caller keeps.
const REQUEST: &str = "00000000-0000-0000-0000-0000000002bd";
const PASSED_ON: &str = "00000000-0000-0000-0000-0000000002be";
const LEG: &str = "00000000-0000-0000-0000-0000000002bf";

/// The statements that make them, for a caller and another who asked.
fn requests(caller: impl std::fmt::Display, other: impl std::fmt::Display) -> String {
    format!(
        "insert into live.brokering_request (id, child, kind, requester, organisation, telephone,
                                             reason, received_by, waits_with, state, asked_on, due_on)
         select '{REQUEST}'::uuid, child, 'sensitive-service', '{caller}'::uuid,
                '00000000-0000-0000-0000-000000000065'::uuid, '01632 960001', 'providing-service',
                'E08000032', 'E08000032', 'with-responsible', date '2026-11-02', date '2026-11-03'
         from live.sensitive_involvement
         union all
         select '{PASSED_ON}', child, 'sensitive-service', '{other}',
                '00000000-0000-0000-0000-000000000065', '01632 960001', 'providing-service',
                'E08000032', 'E08000032', 'passed-on', '2026-11-02', '2026-11-03'
         from live.sensitive_involvement;
         update live.sensitive_involvement set owner = '{caller}';
         insert into live.brokering_leg (id, request, entry, off_system, state, passed_on, due_on)
         select '{LEG}', '{PASSED_ON}', id, false, 'passed-on', '2026-11-02', '2026-11-09'
         from live.sensitive_involvement"
    )
}

/// What is typed of a child whose record is asked for.
const NEW_RECORD: &str = "given=Zoe&family=Newcome&born_day=20&born_month=8&born_year=2016\
                          &gender=female&no_address=yes&basis=no-fixed-home";

/// A transfer that another authority has proposed.
const TRANSFER: &str = "00000000-0000-0000-0000-0000000002c0";

/// The statement that makes it.
fn proposed(child: &str) -> String {
    format!(
        "insert into live.transfer (id, child, from_authority, to_authority, proposed_by, state,
                                    proposed_on, chase_on, escalate_on)
         values ('{TRANSFER}', {child}, 'E08000032', 'E08000035', 'E08000035', 'proposed',
                 '2026-11-02', '2026-11-16', '2026-11-30')"
    )
}

/// Who a function or a page is for, where a manager of a health organisation is refused it.
fn role_for(path: &str) -> Role {
    let path = path.replace('{', ":").replace('}', "");
    match path.as_str() {
        "/api/sensitive-service/form"
        | "/api/sensitive-service/record"
        | "/api/sensitive-service/entry"
        | "/api/sensitive-service/renew"
        | "/api/sensitive-service/change"
        | "/api/sensitive-service/end"
        | "/api/sensitive-service/withdraw"
        | "/child-record/:opening/record-sensitive-involvement"
        | "/sensitive-involvements/:involvement/renew"
        | "/sensitive-involvements/:involvement/change"
        | "/sensitive-involvements/:involvement/end"
        | "/sensitive-involvements/:involvement/withdraw" => Role::SensitiveServicePractitioner,
        "/api/sensitive-service/contacts"
        | "/api/sensitive-service/withdrawal"
        | "/api/sensitive-service/confirm-withdrawal"
        | "/api/service-catalogue/add"
        | "/api/service-catalogue/change"
        | "/api/service-catalogue/form"
        | "/api/service-catalogue/list"
        | "/api/archive/leave-form"
        | "/api/archive/leave"
        | "/api/archive/desk"
        | "/api/archive/search"
        | "/api/archive/decide"
        | "/api/archive/look"
        | "/api/archive/restore-form"
        | "/api/archive/restore"
        | "/api/archive/hold-form"
        | "/api/archive/hold"
        | "/api/archive/review-hold"
        | "/api/residence/desk"
        | "/api/residence/case"
        | "/api/residence/state"
        | "/api/residence/steps"
        | "/api/residence/here"
        | "/api/residence/archive"
        | "/api/residence/return"
        | "/api/residence/search-archive"
        | "/api/residence/close-return"
        | "/api/creating/queue"
        | "/api/creating/check"
        | "/api/creating/decide"
        | "/api/creating/look"
        | "/new-records/to-check"
        | "/new-records/to-check/:creation"
        | "/leaving"
        | "/leaving/:place"
        | "/returned/:report"
        | "/child-record/:opening/archive"
        | "/archive"
        | "/archive/:window"
        | "/archive/:window/restore"
        | "/archive/:window/hold"
        | "/child-record/:opening/sensitive-services"
        | "/sensitive-involvements/:involvement/withdrawn"
        | "/services"
        | "/services/:service/change"
        | "/services/add"
        | "/api/transfer/answer"
        | "/api/transfer/form"
        | "/api/transfer/keep"
        | "/api/transfer/list"
        | "/api/transfer/propose"
        | "/api/transfer/view"
        | "/api/transfer/withdraw"
        | "/child-record/:opening/responsibility"
        | "/transfers"
        | "/transfers/:transfer"
        | "/api/desk/view"
        | "/api/desk/line"
        | "/desk"
        | "/desk/:line" => Role::LocalAuthorityManager,
        "/api/child-record/view-in-full"
        | "/api/shielding/lift"
        | "/api/shielding/list"
        | "/api/shielding/open"
        | "/api/shielding/review"
        | "/api/shielding/view"
        | "/api/new-identity/seal-form"
        | "/api/new-identity/seal"
        | "/api/new-identity/code"
        | "/api/new-identity/form"
        | "/api/new-identity/make"
        | "/child-record/:opening/new-identity"
        | "/new-identity"
        | "/new-identity/code/:kept"
        | "/child-record/:opening/in-full"
        | "/shields"
        | "/shields/:shield"
        | "/api/merging/find"
        | "/api/merging/merge"
        | "/api/merging/pair"
        | "/api/merging/part"
        | "/api/merging/sources"
        | "/api/merging/take-off"
        | "/merging/:opening"
        | "/merging/:opening/with/:other"
        | "/api/subject-access/list"
        | "/api/subject-access/view"
        | "/api/subject-access/check"
        | "/api/subject-access/extend"
        | "/api/subject-access/sign-off"
        | "/api/subject-access/decide"
        | "/api/subject-access/produce"
        | "/api/subject-access/report"
        | "/api/subject-access/deliver"
        | "/api/subject-access/add-record"
        | "/api/subject-access/open"
        | "/api/subject-access/allowance"
        | "/subject-access"
        | "/subject-access/:request"
        | "/subject-access/:request/report"
        | "/api/misuse/list"
        | "/api/misuse/view"
        | "/api/misuse/name"
        | "/api/misuse/ask"
        | "/api/misuse/keep-explanation"
        | "/api/misuse/close"
        | "/api/misuse/open-case"
        | "/api/misuse/decide"
        | "/misuse"
        | "/misuse/:investigation"
        | "/api/doubles/list"
        | "/api/doubles/view"
        | "/api/doubles/together"
        | "/api/doubles/apart"
        | "/doubles"
        | "/doubles/:pair"
        | "/api/dispute/list"
        | "/api/dispute/record"
        | "/api/dispute/mark"
        | "/api/dispute/view"
        | "/api/dispute/settle"
        | "/disputes"
        | "/disputes/:dispute"
        | "/disputes/record/:opening"
        | "/api/quarantine/list"
        | "/api/quarantine/settle"
        | "/api/quarantine/view"
        | "/quarantine"
        | "/quarantine/:row"
        | "/api/updating/conflict"
        | "/api/updating/conflicts"
        | "/api/updating/decide"
        | "/api/updating/explained"
        | "/updating/conflicts"
        | "/updating/conflicts/:conflict"
        | "/updating/:opening/explained" => Role::LocalAuthorityManager,
        "/api/complaint/list"
        | "/api/complaint/log-form"
        | "/api/complaint/log"
        | "/api/complaint/view"
        | "/api/complaint/decide"
        | "/api/complaint/answer"
        | "/api/complaint/further"
        | "/api/complaint/split"
        | "/complaints"
        | "/complaints/log"
        | "/complaints/:complaint" => Role::ComplaintsManager,
        "/api/complaint/office" => Role::LocalAuthorityManager,
        "/api/misuse/stops"
        | "/api/misuse/stop"
        | "/api/misuse/end-stop"
        | "/misuse/stops"
        | "/api/service-catalogue/flag-type"
        | "/api/archive/certificates"
        | "/archive/certificates" => Role::CentralTeam,
        "/api/panel/list"
        | "/api/panel/convene"
        | "/api/panel/meeting"
        | "/api/panel/table"
        | "/api/panel/close"
        | "/api/panel/call-off"
        | "/api/panel/pack"
        | "/api/shielding/settings"
        | "/api/shielding/set-settings"
        | "/api/extra-right/list"
        | "/api/extra-right/set"
        | "/panel"
        | "/panel/:meeting"
        | "/panel/:meeting/:pack"
        | "/shields/settings"
        | "/rights" => Role::LocalAuthorityManager,
        "/api/data-source/list"
        | "/api/data-source/register-form"
        | "/api/data-source/register"
        | "/api/data-source/view"
        | "/api/data-source/sign"
        | "/api/data-source/step"
        | "/api/data-source/decide-held"
        | "/api/data-source/add-key"
        | "/api/data-source/key"
        | "/api/data-source/withdraw-key"
        | "/sources"
        | "/sources/register"
        | "/sources/:source"
        | "/sources/:source/agreement"
        | "/sources/:source/keys/add"
        | "/sources/:source/keys/:key" => Role::LocalAuthorityManager,
        "/api/data-source/decide" | "/sources/:source/accreditation" => Role::CentralTeam,
        "/api/panel/attend" | "/api/panel/opinion" => Role::PanelMember,
        "/api/data-quality/view"
        | "/api/data-quality/shielded"
        | "/api/discrepancy/list"
        | "/api/not-receiving-education/shielded"
        | "/not-receiving-education/:run/shielded"
        | "/api/statistics/view"
        | "/statistics"
        | "/data-quality"
        | "/data-quality/shielded"
        | "/discrepancies" => Role::LocalAuthorityManager,
        "/api/data-quality/incomplete"
        | "/api/data-quality/duplicates"
        | "/data-quality/incomplete"
        | "/data-quality/duplicates" => Role::DataAdministrator,
        "/api/data-quality/estimates"
        | "/api/data-quality/load-estimates"
        | "/data-quality/estimates"
        | "/api/review-targets/set"
        | "/api/review-targets/view"
        | "/review-targets"
        | "/data-quality/authority/:authority" => Role::CentralTeam,
        "/api/not-receiving-education/start"
        | "/api/not-receiving-education/schedule"
        | "/api/not-receiving-education/run"
        | "/api/not-receiving-education/list"
        | "/api/not-receiving-education/open"
        | "/not-receiving-education"
        | "/not-receiving-education/:run" => Role::ChildrenNotReceivingEducation,
        "/api/break-glass/desk"
        | "/api/break-glass/ask"
        | "/api/break-glass/decide"
        | "/api/break-glass/time"
        | "/api/break-glass/look"
        | "/break-glass"
        | "/break-glass/:glass" => Role::CentralTeam,
        _ => Role::Manager,
    }
}

impl Caller {
    /// Whoever has the role, with a search made, a record opened and an involvement recorded where
    /// the role may.
    async fn new(role: Role) -> Self {
        let service = Service::new().await;
        let token = service.token(role).await;
        let child = service.world.child.stored().to_string();
        let mut caller = Self {
            service,
            token,
            search: uuid::Uuid::nil().to_string(),
            opening: uuid::Uuid::nil().to_string(),
            involvement: uuid::Uuid::nil().to_string(),
            sensitive: uuid::Uuid::nil().to_string(),
            child,
            quiet: uuid::Uuid::nil().to_string(),
            shielded: uuid::Uuid::nil().to_string(),
            manager: String::new(),
            window: uuid::Uuid::nil().to_string(),
            held: uuid::Uuid::nil().to_string(),
            conflict: uuid::Uuid::nil().to_string(),
            report: uuid::Uuid::nil().to_string(),
            creation: uuid::Uuid::nil().to_string(),
        };
        if role.uses_records() {
            let results = caller.service.search(&caller.token, ANN).await;
            let record = caller
                .service
                .open(&caller.token, &results, &caller.child)
                .await;
            caller.search = results.rsplit('/').next().unwrap().to_owned();
            caller.opening = record.rsplit('/').next().unwrap().to_owned();
        }
        if role.keeps_involvements() {
            // Whoever keeps involvements is of the organisation whose service it is.
            let hat = format!(
                "update hat set organisation = '00000000-0000-0000-0000-000000000065'
                 where account = '{}'",
                World::account(role)
            );
            caller.service.world.database.execute(&hat).await;
            let started = caller.start("health-visiting").await;
            assert!(
                started.location().contains("done=recorded"),
                "{}",
                started.location()
            );
            let rows = caller
                .service
                .world
                .database
                .rows("select id from live.involvement where owner is not null")
                .await;
            caller.involvement = rows[0].clone();
            caller.with_requests(role).await;
        }
        caller.meet_sensitive_services(role).await;
        if role == Role::LocalAuthorityManager {
            caller.meet_the_archive().await;
            caller.meet_quarantine().await;
            caller.meet_a_conflict().await;
        }
        caller.meet_the_panel().await;
        caller.meet_sources().await;
        caller.meet_a_double().await;
        caller.meet_a_dispute().await;
        caller.meet_subject_access().await;
        caller.meet_complaints().await;
        caller.say_why(role).await;
        caller.meet_questions_of_use().await;
        if matches!(role, Role::Manager | Role::LocalAuthorityManager) {
            caller.meet_creating(role).await;
        }
        caller
    }

    /// Why the caller looks at who has no educational setting recorded.
    async fn say_why(&self, role: Role) {
        let said = format!(
            "insert into education_run (id, session, reason)
             select '{RUN}', id, 'regular' from session where account = '{}' limit 1",
            World::account(role)
        );
        self.service.world.database.execute(&said).await;
    }

    /// Sources of the authority: a proposed one, one that waits for its accreditation, a connected one.
    async fn meet_sources(&self) {
        let made = format!(
            "insert into source (id, name, kind, local_authority, state, accredited_until) values
                 ('{PROPOSED}', 'Proposed pupils', 'education', 'E08000032', 'proposed', null),
                 ('{ACCREDITING}', 'Other pupils', 'education', 'E08000032', 'accrediting', null),
                 ('{CONNECTED}', 'Pupils', 'education', 'E08000032', 'connected', '2027-11-02');
             insert into feed.supply (id, source, name, about, format, state, received_at, length,
                                      taken_in, failures, changing, removing)
             values ('{CONNECTED}', '{CONNECTED}', 'nightly', 'children', 'csv', 'held',
                     '2026-11-01T03:00:00Z', 10, 0, 0, 30, 25);
             insert into feed.key (id, source, algorithm, public_key, fingerprint, registered_on,
                                   expires_on)
             select key::uuid, '{PROPOSED}', 'ed25519', 'a key', sha256(key::bytea), '2026-10-01',
                    '2027-10-01'
             from unnest(array['{PROPOSED}', '{CONNECTED}']) key"
        );
        self.service.world.database.execute(&made).await;
    }

    /// Two open records that may be of one child.
    async fn meet_a_double(&self) {
        let world = &self.service.world;
        let weighed = json!({
            "version": "1", "bits": 4.0, "levels": [1, 1, 1, 2, 1, 0, 0, 0, 0],
            "numbers": null, "siblings": true,
        });
        let id: uuid::Uuid = DOUBLE.parse().unwrap();
        let (keys, chance) = (TestDatabase::keys(), &*world.database.chance);
        let weighed = weighed.to_string();
        let sealed = keys.seal(
            "live.double.sealed",
            id.as_bytes(),
            weighed.as_bytes(),
            chance,
        );
        let sealed: String = sealed.iter().map(|byte| format!("{byte:02x}")).collect();
        let made = format!(
            "insert into live.child
             select (jsonb_populate_record(c, jsonb_build_object('child', {1}::bigint))).*
             from live.child c where c.child = {0};
             insert into live.double (id, one, other, one_authority, other_authority, found_on, due_on,
                                      sealed)
             select '{DOUBLE}', {0}, {1}, 'E08000032', 'E08000032', '2026-10-20', '2026-11-20', '\\x{sealed}'",
            world.child.stored(),
            ChildNumber::nth(30).stored()
        );
        world.database.execute(&made).await;
    }

    /// A disputed gender of the caller's child.
    async fn meet_a_dispute(&self) {
        let made = format!(
            "insert into live.dispute (id, child, item, opened)
             values ('{DISPUTE}', {}, 'gender', '2026-10-20')",
            self.service.world.child.stored()
        );
        self.service.world.database.execute(&made).await;
    }

    /// Requests for what is held about the world's child: one that is being checked, and one whose report is
    /// made.
    async fn meet_subject_access(&self) {
        let child = self.service.world.child.stored();
        let made = format!(
            "insert into subject_access_request
                 (id, local_authority, child, applicant, by_another, writing, received_on, logged_on,
                  forty_days, due_on, decision, decided_on, produced_on)
             values ('{SUBJECT_ACCESS}', 'E08000032', {child}, 'child', false, 'letter', '2026-11-01',
                     '2026-11-01', false, '2026-12-01', null, null, null),
                    ('{REPORTED}', 'E08000032', {child}, 'child', true, 'email', '2026-11-01',
                     '2026-11-01', false, '2026-12-01', 'release', '2026-11-02', '2026-11-02');
             insert into subject_access_check (request, looked_at, finding, found_on)
             select '{REPORTED}', c.looked_at, c.finding, '2026-11-02'
             from (values ('identity', 'proved'), ('authority', 'proved'),
                          ('understanding', 'understands'), ('court-order', 'none'),
                          ('exemption', 'none')) c (looked_at, finding)"
        );
        self.service.world.database.execute(&made).await;
    }

    /// A complaint on which it is to be decided, and one that was accepted.
    async fn meet_complaints(&self) {
        let world = &self.service.world;
        let who = json!({
            "name": { "given": "Pat", "family": "Complaining" },
            "reach": { "email": "pat@home.example" },
        });
        for (complaint, decided) in [
            (COMPLAINT, "null, null, null"),
            (ACCEPTED, "'accept', '2026-11-02', false"),
        ] {
            let id: uuid::Uuid = complaint.parse().unwrap();
            let (keys, chance) = (TestDatabase::keys(), &*world.database.chance);
            let plain = who.to_string();
            let sealed = keys.seal("complaint.sealed", id.as_bytes(), plain.as_bytes(), chance);
            let sealed: String = sealed.iter().map(|byte| format!("{byte:02x}")).collect();
            let made = format!(
                "insert into complaint
                     (id, local_authority, reference, complainant, sealed, about, arose_on, received_on,
                      logged_on, remind_on, remind_again_on, due_on, decision, decided_on, alleges_misuse)
                 values ('{complaint}', 'E08000032', 'CMP/7', 'child', '\\x{sealed}', 'use',
                         '2026-10-01', '2026-11-01', '2026-11-01', '2026-11-16', '2026-11-23',
                         '2026-11-30', {decided})"
            );
            world.database.execute(&made).await;
        }
    }

    /// What is looked into: a report about nobody yet, what the health organisation's manager is asked, and a
    /// case.
    async fn meet_questions_of_use(&self) {
        let made = format!(
            "insert into misuse_investigation
                 (id, central, local_authority, subject, origin, concern, opened_on, asked_of,
                  asked_on, due_on, case_opened_on)
             values ('{REPORTED_USE}', false, 'E08000032', null, 'public', 'other', '2026-11-01',
                     null, null, null, null),
                    ('{ASKED_OF_USE}', false, 'E08000032', '{0}', 'user', 'other', '2026-11-01',
                     'user', '2026-11-01', '2026-11-06', null),
                    ('{CASE_OF_USE}', false, 'E08000032', '{0}', 'user', 'other', '2026-11-01',
                     'user', '2026-11-01', '2026-11-06', '2026-11-02')",
            World::account(Role::Manager)
        );
        self.service.world.database.execute(&made).await;
    }

    /// Has a record asked for: by the caller, who is to tell more, or for a caller who decides.
    async fn meet_creating(&mut self, role: Role) {
        let decides = role.manages_records();
        let asker = if decides {
            self.service.token(Role::Practitioner).await
        } else {
            self.token.clone()
        };
        let results = self.service.search(&asker, ANN).await;
        let search = results.rsplit('/').next().unwrap();
        let body = format!("search={search}&{NEW_RECORD}");
        let asked = self
            .service
            .form("/api/creating/ask", &body, Some(&asker))
            .await;
        assert!(
            asked.location().contains("done=asked"),
            "{}",
            asked.location()
        );
        let database = &self.service.world.database;
        if !decides {
            let more = "update creation_request set state = 'needs-information', decide_by = null";
            database.execute(more).await;
        }
        let request = "select id from creation_request";
        self.creation = database.rows(request).await.remove(0);
    }

    /// Has a source send what may be about the shielded child.
    async fn meet_quarantine(&mut self) {
        let world = &self.service.world;
        let source = SourceId(uuid::Uuid::from_u128(World::REGISTER));
        let name = PersonName {
            given: "Sam".into(),
            family: "Hiden".into(),
        };
        let row = Row {
            number: 2,
            reference: "somebody".into(),
            at: world.registry.now(),
            statement: Statement {
                names: vec![(NameUse::Current, name)],
                date_of_birth: Some(DateOfBirth {
                    date: "2012-06-03".parse().unwrap(),
                    estimated: false,
                }),
                whereabouts: Some(Whereabouts::Current(Address {
                    lines: vec!["9 Findable Street".into()],
                    postcode: Postcode::parse("ZB1 4QX").ok(),
                })),
                ..Statement::default()
            },
        };
        let act = SupplyRows {
            source,
            file: "0".repeat(64),
            rows: vec![row],
            queued: None,
        };
        let register = world.registry.as_source(source);
        let outcome = register.access(act, registry::data_source::supply).await;
        assert!(outcome.unwrap().refused.is_empty());
        let held = "select id from live.quarantined_row";
        self.held = world.database.rows(held).await.remove(0);
    }
    /// Has somebody send in another gender than the health service states.
    async fn meet_a_conflict(&mut self) {
        let world = &self.service.world;
        let somebody = world.signed_in(Role::SupportStaff).await;
        let act = ChangeDetail {
            child: world.child,
            edit: Edit::Whole(Value::Gender(Gender::Male)),
            assurance: Assurance::of(Verified::ToldByChild),
            seen: Version::of(&Some(Value::Gender(Gender::Female))),
        };
        let sent = somebody.access(act, registry::updating::change).await;
        assert_eq!(sent.unwrap(), Changed::Waits);
        let waits = "select id from live.item_conflict";
        self.conflict = world.database.rows(waits).await.remove(0);
    }

    /// A meeting of the panel with the shielded child's pack, and a look that a colleague agreed to.
    async fn meet_the_panel(&self) {
        let world = &self.service.world;
        let (manager, member, central) = (
            World::account(Role::LocalAuthorityManager),
            World::account(Role::PanelMember),
            World::account(Role::CentralTeam),
        );
        let child = world.shielded.stored();
        let made = format!(
            "insert into panel_meeting (id, local_authority, meets_on, state, called_by)
             values ('{MEETING}', 'E08000032', '2026-11-02', 'planned', '{manager}');
             insert into panel_invitation (meeting, account) values ('{MEETING}', '{member}');
             insert into live.panel_pack (id, child, meeting, tabled)
             values ('{PACK}', {child}, '{MEETING}', true);
             insert into live.break_glass (id, child, account, reason, asked_at, decided_by, closes_at)
             values ('{GLASS}', {child}, '{central}', 'misuse', '2026-11-02 09:00Z', '{manager}',
                     '2027-11-02 10:00Z')"
        );
        world.database.execute(&made).await;
    }

    /// Opens what can be asked about, and makes requests.
    async fn with_requests(&mut self, role: Role) {
        let world = &self.service.world;
        let (quiet, shielded) = (world.quiet.to_string(), world.shielded.to_string());
        for (criteria, child, opening) in [
            (KIM, quiet, &mut self.quiet),
            (SAM, shielded, &mut self.shielded),
        ] {
            let results = self.service.search(&self.token, criteria).await;
            let record = self.service.open(&self.token, &results, &child).await;
            *opening = record.rsplit('/').next().unwrap().to_owned();
        }
        let other = match role {
            Role::SupportStaff => Role::Practitioner,
            _ => Role::SupportStaff,
        };
        let made = requests(World::account(role), World::account(other));
        world.database.execute(&made).await;
        let kept = format!(
            "insert into live.past_eighteen (child, id, category, kept_since, consented_on,
                                             consented_by, attested_by, confirm_on)
             values ({}, '{QUESTION}', 'b', '2025-10-15', '2025-10-15', 'young-person', '{}',
                     '2026-10-15')",
            self.child,
            World::account(role)
        );
        world.database.execute(&kept).await;
        self.manager = self.service.token(Role::LocalAuthorityManager).await;
    }

    /// Whose page it is: mostly the caller's.
    fn token_for(&self, page: &str) -> &str {
        let of_managers = [
            "/brokering/requests",
            "/deaths",
            "/neutral-lines",
            "/past-eighteen",
        ];
        // The yearly question is put to whoever recorded the consent.
        let own = page.contains("question");
        if !own && of_managers.iter().any(|start| page.starts_with(start)) {
            &self.manager
        } else {
            &self.token
        }
    }

    /// An entry of a sensitive service for whoever keeps such, and a withdrawn one for whoever
    /// confirms that.
    async fn meet_sensitive_services(&mut self, role: Role) {
        let database = &self.service.world.database;
        if role == Role::SensitiveServicePractitioner {
            let body = format!("opening={}&{}", self.opening, SENSITIVE_ENTRY);
            let path = "/api/sensitive-service/record";
            let recorded = self.service.form(path, &body, Some(&self.token)).await;
            assert!(recorded.location().contains("done=recorded"));
            let kept = "select id from live.sensitive_involvement where owner is not null";
            self.sensitive = database.rows(kept).await[0].clone();
        }
        if role == Role::LocalAuthorityManager {
            let shielded = self.service.world.shielded.to_string();
            let results = self.service.search(&self.token, SAM).await;
            let record = self.service.open(&self.token, &results, &shielded).await;
            self.shielded = record.rsplit('/').next().unwrap().to_owned();
            let database = &self.service.world.database;
            self.sensitive = uuid::Uuid::from_u128(77).to_string();
            database
                .execute(&format!(
                    "insert into task (id, kind, role, local_authority, child, object, opened_on)
                     values (gen_random_uuid(), 'withdrawal-to-confirm', 'local-authority-manager',
                             'E08000032', {}, '{}', '2026-11-01')",
                    self.child, self.sensitive
                ))
                .await;
            database.execute(&proposed(&self.child)).await;
        }
    }

    /// Archives another child's record, who had left and has come back, and looks for it. The caller's
    /// own child has left too, and somebody else is believed to be back.
    async fn meet_the_archive(&mut self) {
        let quiet = self.service.world.quiet;
        let child = quiet.to_string();
        let database = &self.service.world.database;
        for child in [quiet.stored().to_string(), self.child.clone()] {
            database.execute(&departed(&child)).await;
        }
        let body = format!("child={child}&place=1&confirmed=yes");
        let path = "/api/residence/archive";
        let left = self.service.form(path, &body, Some(&self.token)).await;
        assert!(left.location().contains("done=archived"));
        let path = "/api/residence/report-return";
        let told = self.service.form(path, RETURN, Some(&self.token)).await;
        assert!(told.location().contains("done=reported"));
        self.report = database.rows("select id from return_report").await[0].clone();
        let body = format!("reason=returned-to-england&reference=CASE%2F7&number={child}");
        let path = "/api/archive/search";
        let found = self.service.form(path, &body, Some(&self.token)).await;
        self.window = found.location().rsplit('/').next().unwrap().to_owned();
    }

    fn service_id(kind: &str) -> &'static str {
        match kind {
            "health-visiting" => "00000000-0000-0000-0000-0000000000c9",
            _ => "00000000-0000-0000-0000-0000000000ca",
        }
    }

    async fn start(&self, kind: &str) -> Answer {
        let body = format!(
            "opening={}&service={}&{ENTRY}",
            self.opening,
            Self::service_id(kind)
        );
        self.service
            .form("/api/involvement/start", &body, Some(&self.token))
            .await
    }

    /// A body with which the function does what it is for.
    fn body(&self, path: &str) -> String {
        let Self {
            search,
            opening,
            involvement,
            sensitive,
            child,
            window,
            report,
            creation,
            ..
        } = self;
        match path {
            "/api/account/sign-out"
            | "/api/account/stay-signed-in"
            | "/api/account/view"
            | "/api/account/who-am-i"
            | "/api/involvement/mine"
            | "/api/involvement/team"
            | "/api/search/form"
            | "/api/sign-in/accept-notice"
            | "/api/sign-in/arrival"
            | "/api/sign-in/demonstration"
            | "/api/death/list"
            | "/api/task/mine" => String::new(),
            "/api/brokering/mine" | "/api/brokering/queue" => String::new(),
            "/api/brokering/form" => format!("opening={}&purpose=Reach", self.quiet),
            "/api/brokering/request" => {
                format!("opening={}&telephone=01632+960555", self.quiet)
            }
            "/api/brokering/enquire" => {
                format!("opening={}&telephone=01632+960555", self.shielded)
            }
            "/api/brokering/withdraw"
            | "/api/brokering/view"
            | "/api/brokering/send-on"
            | "/api/brokering/pass-on" => format!("request={REQUEST}"),
            "/api/brokering/answer-enquiry" => format!("request={REQUEST}&answer=will-ring"),
            "/api/brokering/outside" => format!("request={PASSED_ON}&leg={LEG}&what=declined"),
            "/api/brokering/question" => format!("leg={LEG}"),
            "/api/brokering/answer" => format!("leg={LEG}&answer=declined"),
            "/api/caf/form"
            | "/api/child-record/view"
            | "/api/involvement/colleague-form"
            | "/api/involvement/form"
            | "/api/lead-professional/form" => format!("opening={opening}"),
            "/api/caf/record" => format!("opening={opening}&{HOLDER}&{}", day("undertaken")),
            "/api/caf/clear" => format!("opening={opening}&caf={}", uuid::Uuid::nil()),
            "/api/lead-professional/name" => {
                format!("opening={opening}&{HOLDER}&{}", day("since"))
            }
            "/api/lead-professional/end" => format!(
                "opening={opening}&lead={}&{}",
                uuid::Uuid::nil(),
                day("ended")
            ),
            "/api/neutral-line/list" => String::new(),
            "/api/neutral-line/agree" => {
                "organisation=00000000-0000-0000-0000-000000000065&words=Family+support&telephone=01632+960099".to_owned()
            }
            "/api/neutral-line/retire" => format!("line={}", uuid::Uuid::nil()),
            "/api/involvement/ask-to-check" => format!("involvement={involvement}"),
            "/api/involvement/change" => format!("involvement={involvement}&{ENTRY}"),
            "/api/involvement/end" => {
                format!(
                    "involvement={involvement}&ended_day=1&ended_month=11&ended_year=2026&stays=year"
                )
            }
            // It has not ended: these go back to be mended, which is one entry all the same.
            "/api/involvement/confirm" => format!("involvement={involvement}&answer=another-year"),
            "/api/involvement/keep" => format!("involvement={involvement}&stays=year"),
            "/api/involvement/hand-over" => format!("involvement={involvement}&to={NURSE}"),
            "/api/involvement/record-colleague" => format!(
                "opening={opening}&service={}&practitioner=new&name=Jo+Example&job_title=Nurse\
                 &email=jo%40example.test&{ENTRY}",
                Self::service_id("health-visiting")
            ),
            "/api/involvement/entry" => format!("involvement={involvement}&purpose=Change"),
            "/api/involvement/open" => {
                format!("involvement={involvement}&child={child}&reason=providing-service")
            }
            // Recorded already: it goes back to be mended, which is one entry all the same.
            "/api/involvement/start" => format!(
                "opening={opening}&service={}&{ENTRY}",
                Self::service_id("health-visiting")
            ),
            "/api/sensitive-service/contacts" | "/api/sensitive-service/form" => {
                format!("opening={opening}")
            }
            "/api/sensitive-service/record" => format!("opening={opening}&{SENSITIVE_ENTRY}"),
            "/api/sensitive-service/mine" | "/api/service-catalogue/list" => String::new(),
            "/api/sensitive-service/entry" => format!("involvement={sensitive}&purpose=Renew"),
            "/api/sensitive-service/renew" => format!("involvement={sensitive}&{ATTESTED}"),
            "/api/sensitive-service/change" => format!(
                "involvement={sensitive}&level=team&telephone=01632+960002&started_day=1&started_month=10&started_year=2026"
            ),
            "/api/sensitive-service/end" => {
                format!("involvement={sensitive}&ended_day=1&ended_month=11&ended_year=2026")
            }
            "/api/sensitive-service/withdraw" => format!(
                "involvement={sensitive}&informed_by=child&informed_day=1&informed_month=11&informed_year=2026"
            ),
            "/api/sensitive-service/withdrawal" | "/api/sensitive-service/confirm-withdrawal" => {
                format!("involvement={sensitive}")
            }
            "/api/service-catalogue/form" => {
                format!("service={}", Self::service_id("health-visiting"))
            }
            "/api/service-catalogue/add" => format!(
                "organisation={}&service_type=school-support&name=Mentoring",
                uuid::Uuid::from_u128(102)
            ),
            "/api/service-catalogue/change" => format!(
                "service={}&name=Visiting&sensitive=no",
                Self::service_id("health-visiting")
            ),
            "/api/service-catalogue/flag-type" => {
                "service_type=school-support&sensitive=yes".to_owned()
            }
            "/api/search/find" => format!("reason=providing-service&{ANN}"),
            "/api/search/open" => format!("search={search}&child={child}"),
            "/api/search/results" => format!("search={search}"),
            "/api/sign-in" => "user_name=nobody&password=x&pin=1&code=000000".to_owned(),
            "/api/child-record/moved-form" | "/api/death/form" => format!("opening={opening}"),
            "/api/child-record/report-move" => {
                format!("opening={opening}&whereabouts=unknown&verified=document-seen")
            }
            "/api/desk/view" => String::new(),
            "/api/desk/line" => "line=deaths".to_owned(),
            "/api/transfer/list" => String::new(),
            "/api/transfer/form" => format!("opening={opening}"),
            // One waits already, and only who proposed it can take it back: one entry all the same.
            "/api/transfer/propose" => format!("opening={opening}&to=E08000035"),
            "/api/transfer/withdraw" | "/api/transfer/view" => format!("transfer={TRANSFER}"),
            "/api/transfer/answer" => format!("transfer={TRANSFER}&answer=accepted"),
            "/api/transfer/keep" => format!("opening={opening}&because=highly-mobile"),
            "/api/death/notify" => format!(
                "opening={opening}&died_day=1&died_month=11&died_year=2026&verified=document-seen"
            ),
            "/api/shielding/mine" | "/api/shielding/list" => String::new(),
            "/api/shielding/form" => format!("opening={opening}"),
            "/api/shielding/request" => format!("opening={opening}&ground=harm-to-child"),
            "/api/shielding/withdraw" => format!("notice={}", uuid::Uuid::nil()),
            "/api/shielding/view" => format!("shield={SHIELD}"),
            "/api/shielding/open" => format!("child={child}"),
            "/api/shielding/review" => format!("shield={SHIELD}&outcome=keep&{VIEWS}"),
            "/api/shielding/lift" => format!("shield={SHIELD}&informed=told"),
            "/api/updating/details" | "/api/updating/explained" => format!("opening={opening}"),
            "/api/updating/form" => format!("opening={opening}&subject=name"),
            "/api/updating/change" => format!(
                "opening={opening}&subject=name&given=Anna&family=Example&verified=told-by-child"
            ),
            "/api/updating/conflicts" => String::new(),
            "/api/updating/conflict" => format!("conflict={}", self.conflict),
            "/api/updating/decide" => format!("conflict={}&chosen=keep", self.conflict),
            "/api/creating/ask-form" => format!("search={search}"),
            "/api/creating/ask" => format!("search={search}&{NEW_RECORD}"),
            "/api/creating/mine" | "/api/creating/queue" => String::new(),
            "/api/creating/withdraw" | "/api/creating/tell-form" | "/api/creating/check" => {
                format!("creation={creation}")
            }
            "/api/creating/tell" => format!("creation={creation}&{NEW_RECORD}"),
            // What has come to nothing yet, or was not found: one entry all the same.
            "/api/creating/open" => format!("creation={creation}&child={child}"),
            "/api/creating/decide" => format!("creation={creation}&decision=refused-not-resident"),
            "/api/creating/look" => {
                format!("creation={creation}&child={child}&reference=CASE%2F7")
            }
            "/api/merging/sources" => format!("opening={opening}"),
            "/api/merging/pair" => format!("opening={opening}&other={}", self.shielded),
            "/api/merging/find" => format!("opening={opening}&number=100000000030"),
            // With itself, what was never joined, and no such row: one entry all the same.
            "/api/merging/merge" => format!("opening={opening}&other={opening}&confirmed=yes"),
            "/api/merging/part" => format!("opening={opening}&number=100000000030"),
            "/api/merging/take-off" => format!("opening={opening}&row=00"),
            "/api/quarantine/list" => String::new(),
            "/api/quarantine/view" => format!("row={}", self.held),
            "/api/quarantine/settle" => format!("row={}&settlement=same-child", self.held),
            "/api/data-quality/view"
            | "/api/data-quality/incomplete"
            | "/api/data-quality/duplicates"
            | "/api/data-quality/shielded"
            | "/api/data-quality/estimates"
            | "/api/review-targets/view"
            | "/api/not-receiving-education/start"
            | "/api/statistics/view"
            | "/api/discrepancy/list" => String::new(),
            "/api/not-receiving-education/schedule" => "monthly=yes".to_owned(),
            "/api/not-receiving-education/run" => "reason=regular".to_owned(),
            "/api/not-receiving-education/list" | "/api/not-receiving-education/shielded" => {
                format!("run={RUN}")
            }
            // Who has a school stands on no list: one entry all the same.
            "/api/not-receiving-education/open" => format!("run={RUN}&child={child}"),
            "/api/review-targets/set" => "local_authority=E08000032&working_days=5".to_owned(),
            "/api/data-quality/load-estimates" => "year=2026&lines=E08000032,141000".to_owned(),
            "/api/child-record/view-in-full" => format!("opening={}", self.shielded),
            "/api/shielding/settings" | "/api/panel/list" | "/api/extra-right/list" => String::new(),
            "/api/shielding/set-settings" => "director=&meets_every_months=3".to_owned(),
            "/api/extra-right/set" => format!(
                "hat={}&right=shields&given=yes",
                uuid::Uuid::from_u128(2001 + 6)
            ),
            "/api/panel/convene" => format!("{}&members[]={}", day("on"), uuid::Uuid::nil()),
            "/api/panel/meeting" | "/api/panel/attend" | "/api/panel/call-off" => {
                format!("meeting={MEETING}")
            }
            "/api/panel/table" => format!("meeting={MEETING}&shield={SHIELD}&tabled=yes"),
            "/api/panel/close" => format!("meeting={MEETING}&recommended[]={PACK}.keep"),
            "/api/panel/pack" => format!("pack={PACK}"),
            "/api/panel/opinion" => format!("meeting={MEETING}&pack={PACK}&outcome=keep&{VIEWS}"),
            "/api/data-source/list" | "/api/data-source/register-form" => String::new(),
            "/api/data-source/register" => {
                "name=More+pupils&kind=education&organisation=00000000-0000-0000-0000-000000000066".to_owned()
            }
            "/api/data-source/view" => format!("source={PROPOSED}&purpose=Agreement"),
            "/api/data-source/sign" => format!(
                "source={PROPOSED}&items[]=names&cadence=7&terms[]=purposes-only\
                 &terms[]=no-onward-disclosure&terms[]=families-told&nationally=no&value=yes\
                 &quality=yes"
            ),
            "/api/data-source/decide" => {
                format!("source={ACCREDITING}&decision=reject&because=data-quality")
            }
            "/api/data-source/step" => format!("source={CONNECTED}&step=pause"),
            "/api/data-source/decide-held" => {
                format!("source={CONNECTED}&supply={CONNECTED}&decision=refuse")
            }
            "/api/data-source/add-key" => format!(
                "source={PROPOSED}&public_key={}&{}",
                "-----BEGIN+PUBLIC+KEY-----%0AMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE%3D%0A\
                 -----END+PUBLIC+KEY-----",
                "expires_on_day=1&expires_on_month=10&expires_on_year=2027"
            ),
            "/api/data-source/key" => format!("source={PROPOSED}&key={PROPOSED}"),
            "/api/data-source/withdraw-key" => format!("source={PROPOSED}&key={CONNECTED}"),
            "/api/dispute/list" => String::new(),
            "/api/dispute/record" => format!("opening={opening}"),
            "/api/dispute/mark" => format!("opening={opening}&item=name&{}", day("opened")),
            "/api/dispute/view" => format!("dispute={DISPUTE}"),
            "/api/dispute/settle" => {
                format!("dispute={DISPUTE}&outcome=kept&{}", day("settled"))
            }
            "/api/subject-access/list" | "/api/subject-access/log-form" => String::new(),
            "/api/subject-access/allowance" => "allowance=month".to_owned(),
            "/api/subject-access/log" => format!(
                "applicant=child&number={child}&writing=letter&received_day=2&received_month=11\
                 &received_year=2026"
            ),
            "/api/subject-access/view" | "/api/subject-access/open" => {
                format!("request={SUBJECT_ACCESS}")
            }
            "/api/subject-access/check" => {
                format!("request={SUBJECT_ACCESS}&check=identity&finding=proved")
            }
            "/api/subject-access/extend" => format!("request={SUBJECT_ACCESS}&why=complex"),
            // Not so far yet, or not one of these: it goes back to be mended, which is one entry all the same.
            "/api/subject-access/sign-off" => format!(
                "request={SUBJECT_ACCESS}&by=officer&on_day=2&on_month=11&on_year=2026"
            ),
            "/api/subject-access/decide" => format!(
                "request={SUBJECT_ACCESS}&decision=release&decided_day=2&decided_month=11\
                 &decided_year=2026"
            ),
            "/api/subject-access/add-record" => {
                format!("request={SUBJECT_ACCESS}&number={child}")
            }
            "/api/subject-access/produce" | "/api/subject-access/report" => {
                format!("request={REPORTED}")
            }
            "/api/subject-access/deliver" => format!(
                "request={REPORTED}&means=by-hand&on_day=2&on_month=11&on_year=2026"
            ),
            "/api/complaint/list" | "/api/complaint/log-form" => String::new(),
            "/api/complaint/office" => "telephone=01632+960555&email=&review=yes".to_owned(),
            "/api/complaint/log" => format!(
                "complainant=child&given=Pat&family=Complaining&reach=email\
                 &email=pat%40home.example&about=accuracy&reference=CMP%2F8&{}&{}",
                day("arose"),
                day("received")
            ),
            "/api/complaint/view" => format!("complaint={COMPLAINT}"),
            "/api/complaint/decide" => format!("complaint={COMPLAINT}&decision=accept"),
            "/api/complaint/split" => {
                format!("complaint={COMPLAINT}&about=use&{}", day("arose"))
            }
            "/api/complaint/answer" => {
                format!("complaint={ACCEPTED}&outcome=upheld&{}", day("on"))
            }
            // Not answered yet: it goes back to be mended, which is one entry all the same.
            "/api/complaint/further" => format!("complaint={ACCEPTED}&further=close"),
            "/api/misuse/list"
            | "/api/misuse/mine"
            | "/api/misuse/stops"
            | "/api/misuse/report-form" => String::new(),
            "/api/misuse/report" => {
                "concern=no-need&name=Nora&works_at=North+team&about_management=no".to_owned()
            }
            "/api/misuse/view" | "/api/misuse/question" => format!("investigation={ASKED_OF_USE}"),
            "/api/misuse/name" => format!("investigation={REPORTED_USE}&user_name=practitioner"),
            // Asked, and not explained: one entry all the same.
            "/api/misuse/close" => format!("investigation={ASKED_OF_USE}"),
            "/api/misuse/ask" => {
                format!("investigation={ASKED_OF_USE}&of=user&staff_manager=head@school.example")
            }
            "/api/misuse/explain" => {
                format!("investigation={ASKED_OF_USE}&explanation=my-work")
            }
            // The user was asked, and not the staff manager: one entry all the same.
            "/api/misuse/keep-explanation" => {
                format!("investigation={ASKED_OF_USE}&by=staff-manager&explanation=my-work")
            }
            "/api/misuse/open-case" => format!("investigation={ASKED_OF_USE}&suspend=no"),
            "/api/misuse/decide" => format!("investigation={CASE_OF_USE}&outcomes[]=training"),
            // No such group, and no such stop.
            "/api/misuse/stop" => "kind=organisation&name=Nowhere".to_owned(),
            "/api/misuse/end-stop" => format!("stop={REPORTED_USE}"),
            "/api/doubles/list" => String::new(),
            "/api/doubles/view" | "/api/doubles/apart" => format!("pair={DOUBLE}"),
            "/api/doubles/together" => format!("pair={DOUBLE}&stays=first"),
            "/api/break-glass/desk" => String::new(),
            "/api/break-glass/ask" => format!(
                "number={}&reason=misuse&reference=CASE%2F7",
                self.service.world.shielded.stored()
            ),
            "/api/break-glass/decide" => format!("glass={}&decision=agree", uuid::Uuid::nil()),
            "/api/break-glass/time" => "minutes=30".to_owned(),
            "/api/break-glass/look" => format!("glass={GLASS}"),
            "/api/death/reverse-form" => "place=1".to_owned(),
            "/api/death/reverse" => {
                format!("child={child}&place=1&verified=document-seen&reference=letter+7")
            }
            "/api/death/enter-certificate" => {
                format!("number={child}&died_day=1&died_month=11&died_year=2026&reference=entry+7")
            }
            "/api/archive/leave-form" => format!("opening={opening}"),
            "/api/archive/desk" | "/api/archive/certificates" => String::new(),
            "/api/archive/leave" => {
                format!("opening={opening}&steps[]=asked-family&confirmed=yes")
            }
            "/api/residence/left-form" => format!("opening={opening}"),
            "/api/residence/report-left" => {
                format!("opening={opening}&{DEPARTED}&verified=document-seen")
            }
            "/api/residence/desk" | "/api/residence/returned-form" => String::new(),
            "/api/residence/case" => "place=1".to_owned(),
            "/api/residence/state" => format!("child={child}&place=1&{DEPARTED}"),
            "/api/residence/steps" => format!("child={child}&place=1&steps[]=asked-family"),
            "/api/residence/here" => format!("child={child}&place=1"),
            "/api/residence/archive" => format!("child={child}&place=1&confirmed=yes"),
            "/api/residence/report-return" => RETURN.to_owned(),
            "/api/residence/return" => format!("report={report}"),
            "/api/residence/search-archive" => {
                format!("report={report}&reference=CASE%2F7&number={child}")
            }
            // Not searched yet: it goes back to be mended, which is one entry all the same.
            "/api/residence/close-return" => format!("report={report}&outcome=not-found"),
            "/api/archive/search" => {
                format!("reason=prosecution-of-offenders&reference=CASE%2F7&number={child}")
            }
            "/api/archive/decide" => format!("window={window}&decision=approve"),
            "/api/archive/look"
            | "/api/archive/restore-form"
            | "/api/archive/hold-form"
            | "/api/archive/restore" => format!("window={window}"),
            "/api/archive/hold" => format!("window={window}&why=prosecution&reference=CASE%2F7"),
            "/api/archive/review-hold" => format!("hold={}&decision=release", uuid::Uuid::nil()),
            // A certificate, or a task, that there is none of: refused, which is one entry all the same.
            "/api/death/decide-certificate" => {
                format!("certificate={}&decision=approve", uuid::Uuid::nil())
            }
            "/api/new-identity/seal-form" => format!("opening={opening}"),
            "/api/new-identity/seal" => {
                format!("opening={opening}&asked_by=police&verified=yes&confirmed=yes")
            }
            "/api/new-identity/code" => format!("kept={}", uuid::Uuid::nil()),
            "/api/new-identity/form" => String::new(),
            // A code that was never given: it goes back to be mended, which is one entry all the same.
            "/api/new-identity/make" => "code=0123456789ABCDEF&given=Rose&family=Newton&born_day=3\
                &born_month=6&born_year=2012&gender=female&line_1=1+Road&town=Bradford\
                &postcode=ZB1+4QX"
                .to_owned(),
            "/api/past-eighteen/list" => String::new(),
            "/api/past-eighteen/form" | "/api/past-eighteen/over-form" => {
                format!("opening={opening}")
            }
            // Too young: it goes back to be mended, which is one entry all the same.
            "/api/past-eighteen/attest" => format!(
                "opening={opening}&category=b&consented_by=young-person&helped_by=nobody\
                 &given_day=1&given_month=11&given_year=2026&elements[]=supports_transition\
                 &elements[]=explained&elements[]=can_withdraw&elements[]=explicit"
            ),
            "/api/past-eighteen/over" => format!("opening={opening}&decision=withdrawn"),
            "/api/past-eighteen/decide-form" => "place=1".to_owned(),
            "/api/past-eighteen/decide" => format!("child={child}&place=1&decision=withdrawn"),
            "/api/past-eighteen/question" => format!("question={QUESTION}"),
            "/api/past-eighteen/answer" => format!("question={QUESTION}&answer=still-needed"),
            "/api/task/dismiss" => format!("task={}", uuid::Uuid::nil()),
            "/api/sign-in/choose-hat" => format!("hat={}", uuid::Uuid::nil()),
            other => panic!("add {other} to the coverage test"),
        }
    }
}

/// What is looked into: about nobody yet, asked about, and a case.
const REPORTED_USE: &str = "00000000-0000-0000-0000-0000000005b1";
const ASKED_OF_USE: &str = "00000000-0000-0000-0000-0000000005b2";
const CASE_OF_USE: &str = "00000000-0000-0000-0000-0000000005b3";

/// A request for what is held that is being checked, and one whose report is made.
const SUBJECT_ACCESS: &str = "00000000-0000-0000-0000-0000000005a1";
const REPORTED: &str = "00000000-0000-0000-0000-0000000005a2";

/// A complaint on which it is to be decided, and one that was accepted.
const COMPLAINT: &str = "00000000-0000-0000-0000-0000000005b1";
const ACCEPTED: &str = "00000000-0000-0000-0000-0000000005b2";

/// A departure for good.
const DEPARTED: &str = "intention=does-not-return&went_to=abroad&ceased_day=1&ceased_month=10\
    &ceased_year=2026";

/// The statement of one, with a step taken to be sure.
fn departed(child: &str) -> String {
    format!(
        "insert into live.ceased_residence (child, intention, ceased_on, went_to, organisation,
                                            stated_on, review_on, absence_on, steps)
         values ({child}, 'does-not-return', '2026-10-01', 'abroad',
                 '00000000-0000-0000-0000-000000000067', '2026-11-02', '2027-05-02', '2029-10-01',
                 '{{asked-family}}')"
    )
}

/// Somebody who is believed to be back.
const RETURN: &str = "given=Jo&family=Someone&born_day=1&born_month=2&born_year=2016\
    &reason=new-contact-with-child";

/// Oneself, of the health visiting service.
const HOLDER: &str = "service=00000000-0000-0000-0000-0000000000c9&who=me";

/// A meeting of the panel, the pack of the world's shielded child, and a look at its record.
const MEETING: &str = "00000000-0000-0000-0000-000000000321";
const PACK: &str = "00000000-0000-0000-0000-000000000322";
const GLASS: &str = "00000000-0000-0000-0000-000000000323";

/// Sources of data.
const PROPOSED: &str = "00000000-0000-0000-0000-000000000385";
const ACCREDITING: &str = "00000000-0000-0000-0000-000000000386";
const CONNECTED: &str = "00000000-0000-0000-0000-000000000387";

/// A pair of records.
const DOUBLE: &str = "00000000-0000-0000-0000-000000000388";

/// A dispute.
const DISPUTE: &str = "00000000-0000-0000-0000-000000000389";
/// Why somebody looks at who has no educational setting recorded.
const RUN: &str = "00000000-0000-0000-0000-0000000e0d01";

/// The shield of the world's shielded child.
const SHIELD: &str = "00000000-0000-0000-0000-0000000002bd";

/// The views that a review takes.
const VIEWS: &str = "child_view=given&family_view=sought&practitioners_view=not-possible";

/// A date as three fields of a form.
fn day(question: &str) -> String {
    format!("{question}_day=1&{question}_month=11&{question}_year=2026")
}

/// The yearly question put to the caller about a record that is kept past eighteen.
const QUESTION: &str = "00000000-0000-0000-0000-00000000031d";

const ENTRY: &str =
    "level=practitioner&telephone=01632+960555&started_day=1&started_month=10&started_year=2026";

/// The account of the practitioner in the caller's team.
const NURSE: &str = "00000000-0000-0000-0000-0000000003e9";
/// What is attested of consent.
const ATTESTED: &str = "basis=consent&given_by=child&given_day=1&given_month=11&given_year=2026\
    &checklist[]=understanding_judged&checklist[]=purpose_explained\
    &checklist[]=contact_details_only&checklist[]=not_visible&checklist[]=can_withdraw\
    &checklist[]=confirmed";

/// An involvement of the sensitive service, with consent.
const SENSITIVE_ENTRY: &str = "service=00000000-0000-0000-0000-0000000000cb&level=practitioner\
    &telephone=01632+960888&started_day=1&started_month=10&started_year=2026\
    &basis=consent&given_by=child&given_day=1&given_month=11&given_year=2026\
    &checklist[]=understanding_judged&checklist[]=purpose_explained\
    &checklist[]=contact_details_only&checklist[]=not_visible&checklist[]=can_withdraw\
    &checklist[]=confirmed";

/// Every server function of the application, by path.
fn functions() -> BTreeSet<String> {
    pages();
    server_fn::axum::server_fn_paths()
        .map(|(path, _)| path.to_owned())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_is_refused_every_function_but_the_listed_ones_auth_01() {
    let caller = Caller::new(Role::Manager).await;
    let mut allowed = Vec::new();
    for path in functions() {
        let answer = caller.service.call(&path, &caller.body(&path), None).await;
        match answer.status {
            StatusCode::UNAUTHORIZED => {}
            StatusCode::OK => allowed.push(path),
            other => panic!("{path} answered a stranger with {other}"),
        }
    }
    assert_eq!(allowed, FOR_STRANGERS);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_function_leaves_exactly_one_entry_aud_01() {
    let mut silent = Vec::new();
    for path in functions() {
        // A world each: some of them end the session.
        let caller = Caller::new(role_for(&path)).await;
        let before = caller.service.entries().await;
        let token = (path != "/api/sign-in").then_some(caller.token.as_str());
        let answer = caller.service.call(&path, &caller.body(&path), token).await;
        assert!(
            !answer.status.is_server_error(),
            "{path}: {}",
            answer.status
        );
        match caller.service.entries().await - before {
            0 => silent.push(path),
            1 => {}
            n => panic!("{path} left {n} entries"),
        }
    }
    assert_eq!(silent, WITHOUT_ENTRY);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_without_child_data_is_refused_every_function_that_reads_it_section_3() {
    for role in [
        Role::AccountAdministrator,
        Role::PartnerAdministrator,
        Role::ComplaintsManager,
        Role::PanelMember,
        Role::CentralTeam,
    ] {
        let caller = Caller::new(role).await;
        let reading = functions();
        for path in reading.iter().filter(|path| {
            path.starts_with("/api/search/")
                || path.starts_with("/api/child-record/")
                || path.starts_with("/api/involvement/")
                || path.starts_with("/api/brokering/")
                || path.starts_with("/api/caf/")
                || path.starts_with("/api/lead-professional/")
                || path.starts_with("/api/neutral-line/")
                || path.starts_with("/api/new-identity/")
                || path.starts_with("/api/past-eighteen/")
                || path.starts_with("/api/sensitive-service/")
                // The central team's list names no child.
                || (path.starts_with("/api/transfer/") && *path != "/api/transfer/list")
                || path.starts_with("/api/shielding/")
                    && (path.as_str() != "/api/shielding/list" || role != Role::CentralTeam)
                || path.starts_with("/api/merging/")
                || path.starts_with("/api/dispute/")
                || path.starts_with("/api/subject-access/")
                || path.starts_with("/api/not-receiving-education/")
                // Everybody may report, and sees what they are asked themselves.
                || path.starts_with("/api/misuse/")
                    && !role.looks_into_use()
                    && !["report-form", "report", "mine"]
                        .iter()
                        .any(|own| **path == format!("/api/misuse/{own}"))
                || path.starts_with("/api/quarantine/")
                || path.starts_with("/api/updating/")
                // The measures name no child; the central team sees all of them.
                || path.starts_with("/api/data-quality/") && role != Role::CentralTeam
                || ["incomplete", "duplicates", "shielded"]
                    .iter()
                    .any(|list| **path == format!("/api/data-quality/{list}"))
                || path.starts_with("/api/discrepancy/") && role != Role::CentralTeam
                || path.starts_with("/api/archive/leave")
                || path.starts_with("/api/residence/")
                || path.starts_with("/api/creating/")
                || path.starts_with("/api/extra-right/")
                // A panel member sees packs, and the central team breaks the glass: no other hat.
                || (path.starts_with("/api/panel/") && role != Role::PanelMember)
                || (path.starts_with("/api/break-glass/") && role != Role::CentralTeam)
        }) {
            let answer = caller
                .service
                .call(path, &caller.body(path), Some(&caller.token))
                .await;
            assert_eq!(
                answer.status,
                StatusCode::NOT_FOUND,
                "{path} for {}",
                role.code()
            );
            assert!(!answer.body.contains("Example"));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_read_is_no_fault_and_tells_nothing_nfr_01() {
    let caller = Caller::new(Role::Manager).await;
    for path in functions() {
        for body in [
            "%ff=%fe",
            "child[][]=1&search[a][b]=2",
            "purpose=Everything&involvement=x&opening=x",
        ] {
            let answer = caller.service.call(&path, body, Some(&caller.token)).await;
            assert!(
                !answer.status.is_server_error(),
                "{path} with {body}: {}",
                answer.status
            );
            assert!(
                !answer.body.contains("serde") && !answer.body.contains("sqlx"),
                "{}",
                answer.body
            );
        }
        if path == "/api/account/sign-out" {
            break;
        }
    }
}

/// The path of a page with its parameters filled in.
fn path_of(page: &str, caller: &Caller) -> String {
    let page = page.replace('{', ":").replace('}', "");
    let opening = match page.rsplit('/').next() {
        Some("reach-sensitive-service") => &caller.quiet,
        Some("enquiry" | "in-full") => &caller.shielded,
        _ => &caller.opening,
    };
    page.replace("/not-done", "/not-done?why=too-many")
        .replace(":run", RUN)
        .replace(":other", &caller.shielded)
        .replace(":kept", &uuid::Uuid::nil().to_string())
        .replace(":place", "1")
        .replace(":shield", SHIELD)
        .replace("/quarantine/:row", &format!("/quarantine/{}", caller.held))
        .replace(":conflict", &caller.conflict)
        .replace(":subject", "name")
        .replace(":line", "deaths")
        .replace(":authority", "E08000032")
        .replace(":question", QUESTION)
        .replace(":request/report", &format!("{REPORTED}/report"))
        .replace(
            "/complaints/:complaint",
            &format!("/complaints/{COMPLAINT}"),
        )
        .replace(
            "/subject-access/:request",
            &format!("/subject-access/{SUBJECT_ACCESS}"),
        )
        .replace(":request", REQUEST)
        .replace(":leg", LEG)
        .replace(":transfer", TRANSFER)
        .replace(":meeting", MEETING)
        .replace(":pack", PACK)
        .replace(":glass", GLASS)
        .replace(
            "/:source/accreditation",
            &format!("/{ACCREDITING}/accreditation"),
        )
        .replace(":source", PROPOSED)
        .replace(":pair", DOUBLE)
        .replace(":dispute", DISPUTE)
        .replace(":investigation", ASKED_OF_USE)
        .replace(":key", PROPOSED)
        .replace(":search", &caller.search)
        .replace(":window", &caller.window)
        .replace(":report", &caller.report)
        .replace(":creation", &caller.creation)
        .replace(":opening", opening)
        .replace(
            "/sensitive-involvements/:involvement",
            &format!("/sensitive-involvements/{}", caller.sensitive),
        )
        .replace(":service", Caller::service_id("health-visiting"))
        .replace(":involvement", &caller.involvement)
}

const PUBLIC: [&str; 4] = ["/how-to-complain", "/not-done", "/sign-in", "/signed-out"];

#[tokio::test(flavor = "multi_thread")]
async fn every_page_is_whole_before_it_is_sent_and_leads_strangers_away_auth_01() {
    let caller = Caller::new(Role::Manager).await;
    let mut public = BTreeSet::new();
    for page in pages() {
        assert!(
            matches!(page.mode(), SsrMode::Async),
            "{} streams",
            page.path()
        );
        let path = path_of(page.path(), &caller);
        let answer = caller.service.get(&path, None).await;
        match answer.status {
            StatusCode::SEE_OTHER => assert_eq!(answer.location(), "/sign-in", "{path}"),
            StatusCode::OK => {
                public.insert(page.path().to_owned());
            }
            other => panic!("{path} answered a stranger with {other}"),
        }
    }
    assert_eq!(public, PUBLIC.map(str::to_owned).into());
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_that_reads_leaves_exactly_one_entry_aud_01() {
    let caller = Caller::new(Role::Manager).await;
    let died = "update live.child set date_of_death = '2026-10-30', leaves_live_on = '9999-12-31'
                where family = 'Quiet';
                insert into live.death (child, notified_on, verified, notified_by, next_ask_on)
                select child, '2026-10-30', 'document-seen', id, '2027-01-01'
                from live.child, account where date_of_death is not null limit 1";
    caller.service.world.database.execute(died).await;
    let mut callers = HashMap::from([(Role::Manager, caller)]);
    let without = ["/search", "/before-you-continue"];
    for page in pages() {
        if PUBLIC.contains(&page.path()) || without.contains(&page.path()) {
            continue;
        }
        let role = role_for(page.path());
        let caller = match callers.entry(role) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => place.insert(Caller::new(role).await),
        };
        let path = path_of(page.path(), caller);
        let before = caller.service.entries().await;
        let token = caller.token_for(page.path());
        let answer = caller.service.get(&path, Some(token)).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert!(answer.whole(), "{path} is cut off");
        assert_eq!(caller.service.entries().await - before, 1, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_pages_twenty_at_once_all_come_whole_nfr_05() {
    let caller = Caller::new(Role::Manager).await;
    let record = format!("/child-record/{}", caller.opening);
    let caller = std::sync::Arc::new(caller);
    for _ in 0..50 {
        let requests = (0..20).map(|n| {
            let caller = caller.clone();
            let path = if n % 2 == 0 {
                record.clone()
            } else {
                "/sign-in".to_owned()
            };
            tokio::spawn(async move {
                let answer = caller.service.get(&path, Some(&caller.token)).await;
                answer.status == StatusCode::OK && answer.whole()
            })
        });
        for whole in futures::future::join_all(requests).await {
            assert!(whole.unwrap());
        }
    }
}

/// What is planted in every field of a shielded record that is hidden, and beside it: whoever may not
/// see the record receives none of it (SHLD-06).
const PLANTED: [&str; 19] = [
    // Where the child lives, and with whom, and other names.
    "Findable",
    "ZB1",
    "Formerly",
    "Nearby",
    "07700 900123",
    // School, doctor, numbers.
    "Moorside",
    "A123456789012",
    // The authority that answers for the record: name, code, telephone, address.
    "Plantedshire",
    "E08000099",
    "960199",
    "planted.example",
    // Who works with the child: person, service, organisation and telephone.
    "Planted",
    "960198",
    // Dates of theirs.
    "2013-03-17",
    "17 March 2013",
    "2013-04-18",
    "18 April 2013",
    // When it was shielded, as well as why.
    "2026-10-13",
    "13 October 2026",
];

/// Plants it, and has an authority answer for the record that nobody here is of. Whoever is of the
/// child's school works elsewhere, since their own pages name it.
async fn plant(caller: &Caller) {
    let world = &caller.service.world;
    let child = world.shielded.stored();
    let made = format!(
        "insert into local_authority (code, name, telephone, email)
         values ('E08000099', 'Plantedshire', '01632 960199', 'contactpoint@planted.example');
         update live.child set local_authority = 'E08000099' where child = {child};
         delete from live.break_glass;
         insert into organisation (id, name, kind, local_authority, telephone)
         values ('00000000-0000-0000-0000-0000000000a1', 'Planted Trust', 'health', 'E08000099',
                 '01632 960198');
         insert into practitioner (id, organisation, name, job_title, telephone, email)
         values ('00000000-0000-0000-0000-0000000000a2', '00000000-0000-0000-0000-0000000000a1',
                 'Planted Person', 'Planted Nurse', '01632 960198', 'nurse@planted.example');
         insert into service (id, organisation, service_type, name)
         values ('00000000-0000-0000-0000-0000000000a3', '00000000-0000-0000-0000-0000000000a1',
                 'school-support', 'Planted Support');
         insert into live.involvement (id, child, service, level, practitioner, telephone, started,
                                       ended, visible_until, as_of)
         select gen_random_uuid(), {child}, '00000000-0000-0000-0000-0000000000a3', 'practitioner',
                '00000000-0000-0000-0000-0000000000a2', '01632 960198', date '2013-03-17',
                case when n = 1 then date '2013-04-18' end,
                case when n = 1 then date '2030-01-01' end, date '2013-03-17'
         from generate_series(1, 5) n;
         insert into live.sensitive_involvement (id, child, sealed, visible_until, renew_by)
         select gen_random_uuid(), {child}, sealed, visible_until, renew_by
         from live.sensitive_involvement limit 1;
         insert into live.dispute (id, child, item, opened)
         values (gen_random_uuid(), {child}, 'address', '2013-04-18');
         update hat set organisation = '00000000-0000-0000-0000-000000000065'
         where organisation = '00000000-0000-0000-0000-000000000066';
         update live.shield set shielded_on = '2026-10-13', due_on = '2026-10-20' where child = {child};
         update live.shield_notice set raised_on = '2026-10-13' where child = {child}"
    );
    world.database.execute(&made).await;
}

/// A page without the nonces of its scripts: these are chance, which spells anything short sooner or later.
fn without_nonces(body: &str) -> String {
    let mut parts = body.split("nonce=\"");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |page, part| {
        page + part.split_once('"').map_or(part, |(_, rest)| rest)
    })
}

/// Everything that a caller of a role gets, of every page and server function, about the shielded
/// record where it can be about one: an answer for each, with the place it came from.
async fn everything_received(caller: &Caller) -> Vec<(String, String)> {
    let mut received = Vec::new();
    let token = Some(caller.token.as_str());
    for page in pages() {
        let path = path_of(page.path(), caller);
        let body = caller.service.get(&path, token).await.body;
        received.push((path, without_nonces(&body)));
    }
    // Those that end the session or change its hat come last.
    let (ending, others): (Vec<_>, Vec<_>) = functions().into_iter().partition(|path| {
        path.starts_with("/api/account/sign-out") || path.starts_with("/api/sign-in")
    });
    for path in others.into_iter().chain(ending) {
        let answer = caller.service.call(&path, &caller.body(&path), token).await;
        received.push((path, answer.body));
    }
    received
}

/// Each role goes through every page and every function with the shielded record open, searched for and
/// asked about; not one byte of what is planted comes out (SHLD-06, SHLD-12, scenario 10). What whoever
/// acts did themselves, their own involvement, stays in their own list (INV-10).
#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_a_shielded_record_comes_out_of_any_page_or_function_shld_06_shld_12() {
    for role in Role::ALL {
        let mut caller = Caller::new(role).await;
        plant(&caller).await;
        let child = caller.service.world.shielded;
        if role.uses_records() {
            let results = caller.service.search(&caller.token, SAM).await;
            let record = caller
                .service
                .open(&caller.token, &results, &child.to_string())
                .await;
            caller.search = results.rsplit('/').next().unwrap().to_owned();
            caller.opening = record.rsplit('/').next().unwrap().to_owned();
            caller.shielded = caller.opening.clone();
            caller.quiet = caller.opening.clone();
            caller.child = child.stored().to_string();
        }
        if role.keeps_involvements() {
            let started = caller.start("health-visiting").await;
            assert!(started.location().contains("done=recorded"));
        }
        let received = everything_received(&caller).await;
        let shown = received.iter().any(|(_, body)| body.contains("Hidden"));
        assert_eq!(shown, role.uses_records(), "{}", role.code());
        // The caller's windows into the archive, the conflict to decide and the pair are of other children.
        let about_others = |place: &str| {
            place.contains("/archive")
                || place.starts_with("/doubles/")
                || place == "/api/doubles/view"
                || place.contains("/subject-access/0")
                // Every authority's, whoever reads it.
                || place == "/how-to-complain"
                || place == "/api/subject-access/view"
                || place == "/api/subject-access/report"
                || place.starts_with("/updating/conflicts/")
                || place == "/api/updating/conflict"
        };
        // There every organisation of the manager's authority stands, whoever the child is.
        let of_the_authority = |place: &str| {
            [
                "colleague",
                "/services",
                "service-catalogue",
                "neutral-line",
                "/sources/register",
                "/data-source/register-form",
            ]
            .iter()
            .any(|of| place.contains(of))
        };
        // The central team learns which authority is behind with a review, never about whom (SHLD-07).
        let who_is_behind = |place: &str| {
            role == Role::CentralTeam && matches!(place, "/shields" | "/api/shielding/list")
        };
        // There every authority stands by name for the central team, whoever answers for the child.
        let but_authorities = |place: &str, body: &str| {
            let all = ["/data-quality", "/review-targets"];
            let named = all.iter().any(|list| place.contains(list));
            if role == Role::CentralTeam && named {
                body.replace("Plantedshire", "").replace("E08000099", "")
            } else {
                body.to_owned()
            }
        };
        let betrayed: Vec<String> = received
            .iter()
            .filter(|(place, _)| !about_others(place) && !who_is_behind(place))
            .flat_map(|(place, body)| {
                let body = but_authorities(place, body);
                let planted = PLANTED
                    .iter()
                    .filter(move |planted| body.contains(**planted));
                planted
                    .filter(|planted| **planted != "Moorside" || !of_the_authority(place))
                    .map(move |planted| format!("{planted} at {place}"))
            })
            .collect();
        assert!(betrayed.is_empty(), "to {}: {betrayed:?}", role.code());
        let kept = received
            .iter()
            .filter(|(place, _)| place == "/involvements");
        for (_, body) in kept {
            assert_eq!(body.contains("Sam Hidden"), role.keeps_involvements());
        }
    }
}

/// A record with much beside it and one with nothing are the same bytes: no size, count or order tells
/// them apart, and what is printed across the page names the looker and the number alone (SHLD-12).
#[tokio::test(flavor = "multi_thread")]
async fn how_much_is_hidden_changes_no_byte_of_a_shielded_record_shld_12() {
    for role in [Role::Practitioner, Role::Manager, Role::DataAdministrator] {
        let service = Service::new().await;
        let token = service.token(role).await;
        let results = service.search(&token, SAM).await;
        let child = service.world.shielded.to_string();
        let record = service.open(&token, &results, &child).await;
        let opening = record.rsplit('/').next().unwrap();
        let body = format!("opening={opening}");
        let paths = [
            record.clone(),
            results.clone(),
            format!("{record}/enquiry"),
            format!("{record}/shield"),
            "/tasks".to_owned(),
            "/shields/mine".to_owned(),
        ];
        let caller = Caller {
            service,
            token,
            search: String::new(),
            opening: opening.to_owned(),
            involvement: String::new(),
            sensitive: String::new(),
            child: String::new(),
            quiet: String::new(),
            shielded: String::new(),
            manager: String::new(),
            window: String::new(),
            held: String::new(),
            conflict: String::new(),
            report: String::new(),
            creation: String::new(),
        };
        let mut seen: Vec<Vec<String>> = Vec::new();
        for planting in [false, true] {
            if planting {
                plant(&caller).await;
            }
            let mut received = Vec::new();
            for path in &paths {
                let page = caller.service.get(path, Some(&caller.token)).await;
                received.push(page.without_nonce());
            }
            let path = "/api/child-record/view";
            let called = caller.service.call(path, &body, Some(&caller.token)).await;
            received.push(called.body);
            seen.push(received);
        }
        for (before, after) in seen[0].iter().zip(&seen[1]) {
            assert_eq!(before, after, "{}", role.code());
        }
        assert!(seen[0][0].contains(&format!(": {child}")), "the watermark");
    }
}
