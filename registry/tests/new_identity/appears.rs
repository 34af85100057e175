//! How a new record comes to be: with a code, later, and like any other (NEWID-01, NEWID-03).

use domain::data_source::{CloseFile, FileCounts, FindSource};
use registry::data_source::{close, find};

use super::*;

#[tokio::test]
async fn without_a_code_there_is_no_record_and_a_code_works_once_newid_01() {
    let world = World::new().await;
    children_of_leeds(&world).await;
    let leeds = manager_of_leeds(&world).await;
    let never = ReleaseCode::parse("0000-0000-0000-0000").unwrap();
    let told = |result| match result {
        Err(Stopped::Rejected(rejection)) => rejection,
        other => panic!("rejected: {}", other.is_ok()),
    };
    let unknown = told(make(&leeds, &never).await);
    assert_eq!(unknown.0, [ReleaseCode::not_valid()]);
    let manager = world.signed_in(MANAGER).await;
    let code = sealed(&manager, world.child).await;
    make(&leeds, &code).await.unwrap();
    let used = told(make(&leeds, &code).await);
    assert_eq!(used, unknown, "a used code and one that never was");
    three_weeks(&world).await;
    assert_eq!(called(&world, "Newton").await.len(), 1);
}

#[tokio::test]
async fn the_manager_of_where_the_child_lives_makes_it_newid_02() {
    let world = World::new().await;
    let manager = world.signed_in(MANAGER).await;
    let code = sealed(&manager, world.child).await;
    match make(&manager, &code).await {
        Err(Stopped::Rejected(rejection)) => assert_eq!(rejection.0[0].field, "postcode"),
        other => panic!("rejected: {}", other.is_ok()),
    }
    // The code is not lost by it.
    let leeds = manager_of_leeds(&world).await;
    make(&leeds, &code).await.unwrap();
    let entries = "select outcome, restricted, detail, object_id from audit.entry
                   where action = 'new-identity.code-used' order by at";
    for entry in world.database.rows(entries).await {
        assert!(
            !entry.contains("Newton") && !entry.contains("ZL1"),
            "{entry}"
        );
    }
}

#[tokio::test]
async fn it_appears_some_working_days_later_at_no_fixed_moment_newid_03() {
    let world = World::new().await;
    children_of_leeds(&world).await;
    let mut appeared = Vec::new();
    let leeds = manager_of_leeds(&world).await;
    for child in [world.child, world.shielded, world.quiet] {
        let manager = world.signed_in(MANAGER).await;
        let code = sealed(&manager, child).await;
        make(&leeds, &code).await.unwrap();
    }
    world.registry.catch_up().await.unwrap();
    for hours in 0..21 * 8 {
        world.database.clock.advance(chrono::TimeDelta::hours(3));
        world.registry.catch_up().await.unwrap();
        let known = called(&world, "Newton").await.len();
        while appeared.len() < known {
            appeared.push(hours / 8);
        }
    }
    assert_eq!(appeared.len(), 3);
    // Three working days from Monday, 2 November, at the earliest; fifteen at the latest.
    assert!(
        appeared.iter().all(|day| (2..21).contains(day)),
        "{appeared:?}"
    );
    appeared.dedup();
    assert!(appeared.len() > 1, "chance decides: {appeared:?}");
}

#[tokio::test]
async fn while_its_source_is_stopped_it_does_not_appear_as_that_sources_newid_03_feed_13() {
    let world = World::new().await;
    children_of_leeds(&world).await;
    let manager = world.signed_in(MANAGER).await;
    let code = sealed(&manager, world.child).await;
    let leeds = manager_of_leeds(&world).await;
    make(&leeds, &code).await.unwrap();
    // The next morning it is chosen as whose it will appear; then that source is paused.
    world.database.clock.advance(chrono::TimeDelta::hours(24));
    world.registry.catch_up().await.unwrap();
    let paused = "update source set state = 'paused' where name = 'Leeds schools'";
    world.database.execute(paused).await;
    three_weeks(&world).await;
    let new = called(&world, "Newton").await;
    assert_eq!(new.len(), 1);
    let whose = format!(
        "select s.name from live.statement t join source s on s.id = t.source where t.child = {}",
        new[0].stored()
    );
    assert_eq!(
        world.database.rows(&whose).await,
        ["Children’s records of E08000035"]
    );
}

/// The names of an entry's facts, and what kind of thing each is.
const SHAPE: &str =
    "select action, outcome, channel, account is null as a, role, organisation, local_authority,
    source, session is null as s, network_address, object_kind, object_id is null as o, reason_code,
    (select jsonb_object_agg(key, jsonb_typeof(value)) from jsonb_each(detail)) as d,
    (select jsonb_object_agg(key, jsonb_typeof(value)) from jsonb_each(detail->'counts')) as c,
    length(detail->>'file') as f, restricted
    from audit.entry where at >= ";

#[tokio::test]
async fn the_trail_shows_one_more_file_of_a_source_newid_03() {
    let world = World::new().await;
    children_of_leeds(&world).await;
    let manager = world.signed_in(MANAGER).await;
    let code = sealed(&manager, world.child).await;
    let leeds = manager_of_leeds(&world).await;
    make(&leeds, &code).await.unwrap();
    // Whatever else time brings about leaves its own entries.
    let ours =
        "from audit.entry where coalesce(detail->>'rule', 'vault-renewed') = 'vault-renewed'";
    let before = world.database.rows(&format!("select id {ours}")).await;
    three_weeks(&world).await;
    let new = called(&world, "Newton").await[0];
    let entries = format!("select action, role, account is null as a {ours} order by at");
    let entries = world.database.rows(&entries).await.split_off(before.len());
    let renewals = entries.iter().filter(|e| e.contains("job.run")).count();
    assert_eq!(renewals, 21, "one a day, whatever is in it");
    assert_eq!(entries.len() - renewals, 3, "{entries:?}");
    let said = "select detail->>'created' as n from audit.entry where action = 'file.applied' and outcome = 'done'
                order by at desc limit 1";
    assert_eq!(world.database.rows(said).await, ["1"]);
    // A file of theirs on the next day, as the program takes it in.
    let row = |n: u64| Row {
        number: 2 + n,
        reference: format!("LS-9{n:05}"),
        at: "2026-11-20T00:00:00Z".parse().unwrap(),
        statement: statement(rose().name, leeds_address("2 School Lane")),
    };
    world.database.clock.advance(chrono::TimeDelta::days(1));
    let start = world.registry.now();
    let source = SourceId(Uuid::from_u128(LEEDS_SCHOOLS));
    let act = FindSource {
        name: "Leeds schools".into(),
    };
    world.registry.as_system().access(act, find).await.unwrap();
    by(&world, LEEDS_SCHOOLS, vec![row(1)]).await;
    let act = CloseFile {
        source,
        file: "5f".repeat(32),
        counts: FileCounts {
            created: 1,
            ..FileCounts::default()
        },
        supply: None,
    };
    let feed = world.registry.as_source(source);
    feed.access(act, close).await.unwrap();
    let theirs = world.database.rows(&format!("{SHAPE} '{start}'")).await;
    let ours = format!(
        "{SHAPE} (select min(at) from audit.entry where action = 'feed.looked_up')
         and action not in ('job.run', 'desk.week-kept', 'dq.computed', 'doubles.sought',
                            'alert.sought', 'statistics.counted')
         and at < '{start}'"
    );
    let (mut theirs, mut ours) = (theirs, world.database.rows(&ours).await);
    theirs.sort();
    ours.sort();
    assert_eq!(ours, theirs);
    // And the record: a reference of the same shape, a time of the same grain.
    let kept = format!(
        "select reference ~ '^LS-[0-9]{{6}}$' as r, supplied_at::time = '00:00' as t, source,
                (select count(*) from live.statement where child = {0}) as n
         from live.statement where child = {0}",
        new.stored()
    );
    assert_eq!(
        world.database.rows(&kept).await,
        ["1|true|true|00000000-0000-0000-0000-0000000002c7"]
    );
}

#[tokio::test]
async fn a_source_that_comes_to_use_the_reference_is_not_in_anyones_way_newid_03() {
    let world = World::new().await;
    children_of_leeds(&world).await;
    let manager = world.signed_in(MANAGER).await;
    let code = sealed(&manager, world.child).await;
    let leeds = manager_of_leeds(&world).await;
    make(&leeds, &code).await.unwrap();
    three_weeks(&world).await;
    let new = called(&world, "Newton").await[0];
    let kept = format!(
        "select reference from live.statement where child = {}",
        new.stored()
    );
    let reference = world.database.rows(&kept).await[0].clone();
    let somebody = PersonName {
        given: "Other".into(),
        family: "Realpupil".into(),
    };
    let row = Row {
        number: 2,
        reference: reference.clone(),
        at: "2026-12-01T00:00:00Z".parse().unwrap(),
        statement: statement(somebody, leeds_address("3 School Lane")),
    };
    let outcome = by(&world, LEEDS_SCHOOLS, vec![row]).await;
    assert_eq!((outcome.created, outcome.changed), (1, 0));
    assert_eq!(called(&world, "Newton").await, [new], "stays who it is");
    assert_eq!(called(&world, "Realpupil").await.len(), 1);
    assert_ne!(world.database.rows(&kept).await, [reference]);
}

#[tokio::test]
async fn an_authority_without_any_children_gets_a_record_all_the_same_newid_01() {
    let world = World::new().await;
    let manager = world.signed_in(MANAGER).await;
    let code = sealed(&manager, world.child).await;
    let leeds = manager_of_leeds(&world).await;
    make(&leeds, &code).await.unwrap();
    three_weeks(&world).await;
    assert_eq!(called(&world, "Newton").await.len(), 1);
}

#[tokio::test]
async fn a_copy_of_the_vault_tells_neither_how_much_is_in_it_nor_what_changed_newid_03() {
    let world = World::new().await;
    let vault = "select octet_length(sealed) as n, md5(sealed) as m from new_identity_vault";
    let manager = world.signed_in(MANAGER).await;
    let code = sealed(&manager, world.child).await;
    let mut copies = world.database.rows(vault).await;
    sealed(&manager, world.quiet).await;
    copies.extend(world.database.rows(vault).await);
    let leeds = manager_of_leeds(&world).await;
    make(&leeds, &code).await.unwrap();
    copies.extend(world.database.rows(vault).await);
    for _ in 0..2 {
        // Nothing was done: sealed anew all the same.
        world.database.clock.advance(chrono::TimeDelta::days(1));
        assert_eq!(
            world.registry.run_rule(Rule::VaultRenewed).await.unwrap(),
            1
        );
        assert_eq!(
            world.registry.run_rule(Rule::VaultRenewed).await.unwrap(),
            0
        );
        copies.extend(world.database.rows(vault).await);
    }
    let (hashes, sizes): (Vec<_>, Vec<_>) = copies
        .iter()
        .map(|row| row.split_once('|').unwrap())
        .map(|(a, b)| if a.len() == 32 { (a, b) } else { (b, a) })
        .unzip();
    assert!(sizes.iter().all(|size| *size == sizes[0]), "{sizes:?}");
    let mut distinct = hashes.clone();
    distinct.sort_unstable();
    distinct.dedup();
    assert_eq!(distinct.len(), hashes.len());
}

#[tokio::test]
async fn a_source_is_told_nothing_under_a_reference_that_it_never_used_newid_03_disc_06() {
    let world = World::new().await;
    children_of_leeds(&world).await;
    let leeds = manager_of_leeds(&world).await;
    let manager = world.signed_in(MANAGER).await;
    let code = sealed(&manager, world.child).await;
    make(&leeds, &code).await.unwrap();
    three_weeks(&world).await;
    assert_eq!(called(&world, "Newton").await.len(), 1);

    // A source that is believed more says differently of her, and of a pupil.
    const CARE: u128 = 712;
    world
        .database
        .execute(
            "insert into source (id, name, kind, local_authority) values
                 ('00000000-0000-0000-0000-0000000002c8', 'Leeds social care', 'social-care', 'E08000035');
             insert into live.statement (source, reference, child, supplied_at, verified, content)
             select '00000000-0000-0000-0000-0000000002c8', given, child, '2026-10-01', false, '{}'
             from live.child where given in ('Rose', 'Pupil7')",
        )
        .await;
    let mut differing = Vec::new();
    for given in ["Rose", "Pupil7"] {
        let sql = format!(
            "select family, date_of_birth::text as born from live.child where given = '{given}'"
        );
        let row = world.database.rows(&sql).await.remove(0);
        let (born, family) = row.split_once('|').unwrap();
        let name = PersonName {
            given: given.into(),
            family: family.into(),
        };
        differing.push(Row {
            number: 2,
            reference: given.into(),
            at: world.registry.now(),
            statement: Statement {
                names: vec![(NameUse::Current, name)],
                date_of_birth: Some(DateOfBirth {
                    date: born.parse().unwrap(),
                    estimated: false,
                }),
                whereabouts: Some(Whereabouts::Current(leeds_address("99 Other Street"))),
                ..Statement::default()
            },
        });
    }
    by(&world, CARE, differing).await;
    let kept = "select count(*) from live.discrepancy d join source s on s.id = d.source
                where s.name = 'Leeds schools'";
    assert_eq!(world.database.rows(kept).await, ["2"]);
    let source = SourceId(Uuid::from_u128(LEEDS_SCHOOLS));
    let act = || domain::discrepancy::FetchNotices {
        source,
        since: None,
        after: None,
    };
    let caller = world.registry.as_source(source);
    let fetched = caller
        .access(act(), registry::discrepancy::fetch)
        .await
        .unwrap();
    let references: Vec<_> = fetched
        .notices
        .iter()
        .map(|one| one.reference.as_str())
        .collect();
    assert_eq!(references, [format!("LS-{:06}", 1_000 + 7 * 31_337)]);
    // Nor does a part of many that is short by one tell of it.
    let many = format!(
        "insert into live.statement (source, reference, child, supplied_at, verified, content)
         select '{schools}', 'n-' || n, {child}, '2026-09-01', false, '{{}}' from generate_series(1, 1000) n;
         insert into live.discrepancy (source, reference, item, child, said, told_on, since)
         select '{schools}', 'n-' || n, 'gender', {child}, '', '2026-11-01', '2026-11-01'
         from generate_series(1, 1000) n",
        schools = source.0,
        child = world.quiet.stored(),
    );
    world.database.execute(&many).await;
    let part = caller.access(act(), registry::discrepancy::fetch).await;
    let part = part.unwrap();
    assert_eq!(part.notices.len(), 1000);
    assert!(part.next.is_some());
}
