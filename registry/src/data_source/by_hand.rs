//! What is stated by hand: a statement like any other, of a source that stands for everyone who
//! states so (UPD-01), one for each item, so that each keeps its own time.

use domain::act::Act;
pub(crate) use domain::best_view::Item;
use domain::best_view::{BestView, SourceKind, Statement, Supplied};
use domain::clock::Moment;
use domain::data_source::{NEVER, Row};
use domain::id::{ChildNumber, LocalAuthorityCode, SourceId};
use domain::refusal::Refusal;

use super::apply::make;
use super::known::Known;
use super::rebuild::rebuild;
use super::stated::push;
use super::{register, sql};
use crate::door::{Access, Fault, Stopped};
use crate::quarantine;

/// Whose hand it is. Each is a source of its own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Hand {
    /// A user's.
    User,
    /// The central team's, with a certificate of the Registrar General (DTH-02).
    Certificate,
}

impl Hand {
    fn name(self) -> &'static str {
        match self {
            Hand::User => "Entered by hand",
            Hand::Certificate => "Registrar General, by certificate",
        }
    }

    fn kind(self) -> SourceKind {
        match self {
            Hand::User => SourceKind::Manual,
            Hand::Certificate => SourceKind::RegistrarGeneral,
        }
    }
}

/// The reference of what is stated by hand: one for each child and item.
fn reference(child: ChildNumber, item: Item) -> String {
    format!("{:012}/{}", child.stored(), item.code())
}

/// States an item of a live record by hand, verified, or with `None` takes back what was stated, and
/// puts the record together anew. What was stated before is kept (UPD-07). Gives the new view.
pub(crate) async fn say<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
    hand: Hand,
    item: Item,
    statement: Option<Statement>,
) -> Result<BestView, Stopped> {
    let now = access.now();
    say_as_of(access, child, hand, item, statement, now).await
}

/// The same, of what has been true since another moment.
pub(crate) async fn say_as_of<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
    hand: Hand,
    item: Item,
    statement: Option<Statement>,
    at: Moment,
) -> Result<BestView, Stopped> {
    // What is taken back of a record that was joined with another was stated of either (MAT-05).
    let held = |said: &Statement| said.correction.as_ref().is_some_and(|made| made.held);
    let gives_way = match &statement {
        Some(said) if held(said) => GivesWay::Held,
        Some(_) => GivesWay::Own,
        None => GivesWay::OfEither,
    };
    restate(access, child, hand, item, statement, at, gives_way).await
}

/// Takes back what a user's hand holds of a live record's item, and nothing else that was stated of it, or
/// states what stays of it (DISP-04). Gives the new view.
pub(crate) async fn let_go<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
    item: Item,
    stays: Option<(Statement, Moment)>,
) -> Result<BestView, Stopped> {
    let (statement, at) = match stays {
        Some((statement, at)) => (Some(statement), at),
        None => (None, access.now()),
    };
    let gives_way = GivesWay::Held;
    restate(access, child, Hand::User, item, statement, at, gives_way).await
}

/// Forgets what a user's hand holds of a live record's item: it was never of this child, and nothing of it
/// is kept (MAT-05). Gives the new view.
pub(crate) async fn forget_held<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
    item: Item,
) -> Result<BestView, Stopped> {
    let (now, gives_way) = (access.now(), GivesWay::Mistaken);
    restate(access, child, Hand::User, item, None, now, gives_way).await
}

/// Which words of a hand about an item give way to others.
#[derive(Clone, Copy, PartialEq, Eq)]
enum GivesWay {
    /// What was stated of this record.
    Own,
    /// What was stated of either of two records that were joined.
    OfEither,
    /// What is held, whichever record it was of: it stays under its own reference, so that it goes with its
    /// dispute where two records that were joined are parted. Where nothing is held yet, what was stated of
    /// this record.
    Held,
    /// What is held by mistake: it is not kept with what was said before.
    Mistaken,
}

/// Puts other words of a hand in place of those that give way, or takes them back.
async fn restate<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
    hand: Hand,
    item: Item,
    statement: Option<Statement>,
    at: Moment,
    gives_way: GivesWay,
) -> Result<BestView, Stopped> {
    let (source, now) = (source(access, hand).await?, access.now());
    let own = reference(child, item);
    let mut known = Known::of_child(access, source, child).await?;
    let record = known
        .children
        .get_mut(&child)
        .filter(|record| record.live)
        .ok_or(Refusal::NoSuchRecord)?;
    let of_item = |(whose, called): &(SourceId, String)| {
        *whose == source && called.rsplit('/').next() == Some(item.code())
    };
    let held = |(key, said): &(&(SourceId, String), &Supplied)| {
        let made = said.statement.correction.as_ref();
        of_item(key) && made.is_some_and(|made| made.held)
    };
    let reference = match (gives_way, record.statements.iter().find(held)) {
        (GivesWay::Held | GivesWay::Mistaken, Some(((_, called), _))) => called.clone(),
        _ => own,
    };
    let stated = |key: &&(SourceId, String)| match gives_way {
        GivesWay::OfEither => of_item(key),
        GivesWay::Own | GivesWay::Held | GivesWay::Mistaken => {
            key.0 == source && key.1 == reference
        }
    };
    let stated: Vec<(SourceId, String)> =
        record.statements.keys().filter(stated).cloned().collect();
    for key in stated {
        let Some(before) = record.statements.remove(&key) else {
            continue;
        };
        if gives_way != GivesWay::Mistaken {
            let mut columns = sql::StatementColumns::default();
            push(
                &mut columns,
                access,
                &key.1,
                child,
                &before,
                record.shielded,
            )?;
            sql::supersede(access.connection(), source, &columns, now).await?;
        }
        sql::unsay(access.connection(), source, &key.1).await?;
    }
    if let Some(statement) = statement {
        let said = Supplied {
            source,
            kind: hand.kind(),
            at,
            verified: true,
            silent: false,
            statement,
        };
        let mut columns = sql::StatementColumns::default();
        push(
            &mut columns,
            access,
            &reference,
            child,
            &said,
            record.shielded,
        )?;
        sql::say(access.connection(), source, &columns).await?;
        record.statements.insert((source, reference), said);
    }
    let rebuilt = rebuild(access, &[(child, &*record)]).await?;
    let shows = rebuilt.into_iter().next().map(|rebuilt| rebuilt.view);
    shows.ok_or_else(|| Refusal::NoSuchRecord.into())
}

/// Puts a record together anew from what was stated of it, with everything by which it is found.
pub(crate) async fn rebuild_record<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
) -> Result<(), Stopped> {
    let source = source(access, Hand::User).await?;
    let known = Known::of_child(access, source, child).await?;
    let record = known.children.get(&child).ok_or(Refusal::NoSuchRecord)?;
    rebuild(access, &[(child, record)]).await?;
    Ok(())
}

/// Makes a record of what users asked for by hand, as any other is made, under a reference of its own
/// (CRE-03). The source is one for each authority, which it speaks for where nothing tells where the child
/// lives (TRF-01). None where it may be about a shielded child, and waits unseen (D-34).
pub(crate) async fn make_record<A: Act>(
    access: &mut Access<A>,
    authority: &LocalAuthorityCode,
    reference: uuid::Uuid,
    statement: Statement,
) -> Result<Option<ChildNumber>, Stopped> {
    let source = of_authority(access, authority).await?;
    let row = Row {
        number: 0,
        reference: reference.to_string(),
        at: access.now(),
        statement,
    };
    make(access, source, row).await
}

/// Takes back what [`make_record`] keeps unseen: nobody asks for it any more.
pub(crate) async fn take_back<A: Act>(
    access: &mut Access<A>,
    authority: &LocalAuthorityCode,
    reference: uuid::Uuid,
) -> Result<(), Stopped> {
    let source = of_authority(access, authority).await?;
    quarantine::take_back(access, source, reference.to_string()).await
}

/// The source of what is made by hand for an authority.
async fn of_authority<A: Act>(
    access: &mut Access<A>,
    authority: &LocalAuthorityCode,
) -> Result<SourceId, Stopped> {
    let name = format!("{}, {}", Hand::User.name(), authority.0);
    standing_for(access, &name, SourceKind::Manual, Some(authority)).await
}

/// The source that stands for a hand; made when it first states something.
async fn source<A: Act>(access: &mut Access<A>, hand: Hand) -> Result<SourceId, Stopped> {
    standing_for(access, hand.name(), hand.kind(), None).await
}

/// A source that we name and register ourselves; made when it first states something.
pub(crate) async fn standing_for<A: Act>(
    access: &mut Access<A>,
    name: &str,
    kind: SourceKind,
    authority: Option<&LocalAuthorityCode>,
) -> Result<SourceId, Stopped> {
    let fresh = SourceId::random(access.chance());
    let today = access.today();
    let new = register::sql::NewSource {
        id: fresh,
        name,
        kind,
        authority,
        organisation: None,
        own: true,
        connected_until: Some(NEVER),
    };
    register::sql::register(access.connection(), new, today).await?;
    let found = register::sql::source_named(access.connection(), name, true).await?;
    found
        .map(|row| SourceId(row.id))
        .ok_or_else(|| Stopped::Fault(Fault::new("no source for what we state ourselves")))
}
