//! The breaker: a supply that takes away most of what its source said of those it is about waits for a
//! person, before anything of it is taken in but what it shields. A source whose extract has gone wrong says suddenly that everyone has left, or says
//! nothing any more of what it knew.

use std::collections::{BTreeSet, HashMap};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use super::supply::{SourceBearing, SuppliedRow, own};
use crate::act::Act;
use crate::audit::Event;
use crate::best_view::{SourceKind, Statement};
use crate::child_record::NameUse;
use crate::clock::Moment;
use crate::id::SourceId;
use crate::refusal::Refusal;
use crate::standing::Standing;

/// How many rows must take something away before a supply is held, whatever share of it they are: a small
/// school's leavers, a few mistakes put right.
pub const FEWEST_REMOVING: u64 = 20;

/// Which items a row says, never what it says of them: by these alone it is judged whether a later row
/// takes something away. Of a record sealed for a new identity no more than this is known.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SaidItems(BTreeSet<String>);

impl SaidItems {
    fn of<'c>(codes: impl IntoIterator<Item = &'c str>) -> Self {
        Self(codes.into_iter().map(str::to_owned).collect())
    }

    /// Those of a statement about a child. That a child lives, and lives in England, is an item too: it is
    /// taken away by a death, or by word that the child has left.
    pub fn of_statement(said: &Statement) -> Self {
        let names = said.names.iter().map(|(used, _)| match used {
            NameUse::Current => "name",
            NameUse::Former => "former-name",
            NameUse::KnownAs => "known-as",
        });
        let numbers = said.identifiers.iter().map(|known| known.scheme.code());
        let others = [
            ("date-of-birth", said.date_of_birth.is_some()),
            ("gender", said.gender.is_some()),
            ("whereabouts", said.whereabouts.is_some()),
            ("other-home", said.other_home.is_some()),
            ("carers", !said.carers.is_empty()),
            ("services", !said.services.is_empty()),
            ("shield", said.shield.is_some()),
            ("alive", said.date_of_death.is_none()),
            ("died", said.date_of_death.is_some()),
            ("in-england", said.ceased.is_none()),
            ("ceased", said.ceased.is_some()),
        ];
        let others = others.into_iter().filter(|(_, said)| *said);
        Self::of(names.chain(numbers).chain(others.map(|(code, _)| code)))
    }

    /// Those of a row about a child. The Registrar General tells of deaths: where that register says that a
    /// child has died, nothing is taken away.
    pub fn of_row(said: &Statement, kind: SourceKind) -> Self {
        let mut items = Self::of_statement(said);
        if kind == SourceKind::RegistrarGeneral && said.date_of_death.is_some() {
            items.0.insert("alive".to_owned());
        }
        items
    }

    /// Those of an entry as it is kept: whom it names, and that it stands, until it ends or the consent to
    /// it is withdrawn.
    pub fn of_entry(said: &Value) -> Self {
        let has = |item: &str| said.get(item).is_some_and(|value| !value.is_null());
        let stands = !has("ended") && !has("withdrawn");
        let named = ["practitioner", "team"];
        let named = named.into_iter().filter(|item| has(item));
        Self::of(named.chain(stands.then_some("stands")))
    }

    /// Whether a later row of the same reference takes any of them away.
    pub fn loses(&self, later: &Self) -> bool {
        !self.0.is_subset(&later.0)
    }
}

/// What a row would do to what its source said before.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Effect {
    /// It says the same.
    Nothing,
    /// It says something else, and all that was said before.
    Changes,
    /// Something that was said before is gone.
    TakesAway,
}

/// A row, weighed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Weighed {
    /// The source's reference.
    pub reference: String,
    /// When it was recorded.
    pub at: Moment,
    /// What it would do.
    pub effect: Effect,
}

/// What the rows of a supply would do. Of several about one reference the last counts.
#[derive(Debug, Default)]
pub struct Removal(HashMap<String, (Moment, Effect)>);

impl Removal {
    /// Adds what a row would do.
    pub fn note(&mut self, row: Weighed) {
        let later = self
            .0
            .get(&row.reference)
            .is_none_or(|(at, _)| *at <= row.at);
        if later {
            self.0.insert(row.reference, (row.at, row.effect));
        }
    }

    /// What a person is to decide on; none where the supply waits for nobody. It does where at least
    /// [`FEWEST_REMOVING`] rows take something away, and they are more than half of those about what the
    /// source spoke of before, the ones that say the same among them.
    pub fn trips(&self) -> Option<RemovalCounts> {
        let counts = self.counts();
        let most = counts.removing * 2 > self.0.len() as u64;
        (most && counts.removing >= FEWEST_REMOVING).then_some(counts)
    }

    /// How many references it is about.
    fn counts(&self) -> RemovalCounts {
        let with = |wanted: Effect| {
            let found = self.0.values().filter(|(_, effect)| *effect == wanted);
            found.count() as u64
        };
        let removing = with(Effect::TakesAway);
        RemovalCounts {
            changing: with(Effect::Changes) + removing,
            removing,
        }
    }
}

/// How many rows of a supply change what their source said before, and how many of them take something
/// away. Rows about what the source never spoke of are not among them.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct RemovalCounts {
    /// Rows that say something else than before.
    pub changing: u64,
    /// Those of them that say less.
    pub removing: u64,
}

/// Comparing rows with what their source said before, before any of them is taken in.
pub struct WeighRows<R> {
    /// Who supplies.
    pub source: SourceId,
    /// SHA-256 of the whole file, in hexadecimal.
    pub file: String,
    /// The rows.
    pub rows: Vec<R>,
    /// The supply that waits, where they came over the channel.
    pub supply: Option<Uuid>,
}

impl<R: SuppliedRow> Act for WeighRows<R> {
    type Bearing = SourceBearing;

    fn event(&self) -> Event {
        Event::of("file.weighed")
            .about("source", self.source)
            .detail(json!({ "file": self.file, "about": R::ABOUT, "rows": self.rows.len() }))
    }

    fn permit(&self, standing: &Standing, bearing: &SourceBearing) -> Result<(), Refusal> {
        own(standing, self.source, *bearing)?;
        match bearing.kind {
            Some(kind) if R::comes_from(kind) => Ok(()),
            _ => Err(Refusal::NotYours),
        }
    }
}

/// Holding a supply that trips the breaker; or, where an operator confirmed that it is meant so, noting
/// that it goes on.
#[derive(Debug)]
pub struct HoldSupply {
    /// Who supplied.
    pub source: SourceId,
    /// SHA-256 of the whole file, in hexadecimal.
    pub file: String,
    /// The supply that waits, where it came over the channel.
    pub supply: Option<Uuid>,
    /// What it would do.
    pub counts: RemovalCounts,
    /// Whether it was confirmed at the command line.
    pub confirmed: bool,
}

impl Act for HoldSupply {
    type Bearing = SourceBearing;

    fn event(&self) -> Event {
        let event = match self.confirmed {
            true => "supply.released",
            false => "supply.held",
        };
        Event::of(event)
            .about("source", self.source)
            .detail(json!({ "file": self.file, "supply": self.supply, "counts": self.counts }))
    }

    fn permit(&self, standing: &Standing, bearing: &SourceBearing) -> Result<(), Refusal> {
        own(standing, self.source, *bearing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::best_view::Statement;
    use crate::child_record::Gender;

    fn items(said: &Statement) -> SaidItems {
        SaidItems::of_statement(said)
    }

    fn noted(rows: &[(u32, i64, Effect)]) -> RemovalCounts {
        let mut removal = Removal::default();
        for (reference, at, effect) in rows {
            removal.note(Weighed {
                reference: reference.to_string(),
                at: Moment::from_timestamp(*at, 0).unwrap(),
                effect: *effect,
            });
        }
        removal.counts()
    }

    #[test]
    fn an_item_that_is_no_longer_said_is_taken_away_and_another_word_for_it_is_not_feed_08() {
        let woman = Statement {
            gender: Some(Gender::Female),
            ..Statement::default()
        };
        let man = Statement {
            gender: Some(Gender::Male),
            ..Statement::default()
        };
        let nothing = Statement::default();
        assert!(items(&woman).loses(&items(&nothing)));
        assert!(!items(&woman).loses(&items(&man)));
        assert!(!items(&nothing).loses(&items(&woman)));
    }

    #[test]
    fn a_death_takes_away_that_a_child_lives_and_so_does_taking_it_back_feed_08() {
        let alive = Statement::default();
        let dead = Statement {
            date_of_death: "2026-11-01".parse().ok(),
            ..Statement::default()
        };
        assert!(items(&alive).loses(&items(&dead)));
        assert!(items(&dead).loses(&items(&alive)));
    }

    #[test]
    fn an_entry_is_taken_away_when_it_ends_or_its_consent_is_withdrawn_feed_08() {
        let stands = SaidItems::of_entry(&json!({ "ended": null, "team": "Intake" }));
        for gone in [
            json!({ "ended": "2026-11-01", "team": "Intake" }),
            json!({ "withdrawn": "2026-11-01", "team": "Intake" }),
            json!({ "team": null }),
        ] {
            assert!(stands.loses(&SaidItems::of_entry(&gone)), "{gone}");
        }
        assert!(!stands.loses(&SaidItems::of_entry(&json!({ "team": "Duty" }))));
    }

    #[test]
    fn at_least_twenty_rows_and_most_of_what_the_source_said_trip_the_breaker_feed_08() {
        let counts = |rows: &[(u32, Effect)]| {
            let mut removal = Removal::default();
            let all = rows
                .iter()
                .flat_map(|(count, effect)| (0..*count).map(|_| *effect));
            for (reference, effect) in all.enumerate() {
                removal.note(Weighed {
                    reference: reference.to_string(),
                    at: Moment::UNIX_EPOCH,
                    effect,
                });
            }
            removal.trips()
        };
        let (same, other, gone) = (Effect::Nothing, Effect::Changes, Effect::TakesAway);
        let held = |changing, removing| Some(RemovalCounts { changing, removing });
        assert_eq!(counts(&[]), None);
        assert_eq!(counts(&[(19, gone)]), None);
        assert_eq!(counts(&[(20, gone)]), held(20, 20));
        assert_eq!(counts(&[(20, gone), (19, other)]), held(39, 20));
        assert_eq!(counts(&[(20, gone), (20, other)]), None);
        assert_eq!(counts(&[(20, gone), (19, same)]), held(20, 20));
        assert_eq!(
            counts(&[(20, gone), (20, same)]),
            None,
            "leavers of a whole school"
        );
    }

    #[test]
    fn a_death_from_the_registrar_general_takes_nothing_away_feed_08() {
        let alive = items(&Statement::default());
        let dead = Statement {
            date_of_death: "2026-11-01".parse().ok(),
            ..Statement::default()
        };
        let told = |kind| SaidItems::of_row(&dead, kind);
        assert!(!alive.loses(&told(SourceKind::RegistrarGeneral)));
        assert!(alive.loses(&told(SourceKind::Health)));
        assert!(items(&dead).loses(&SaidItems::of_row(
            &Statement::default(),
            SourceKind::RegistrarGeneral
        )));
    }

    #[test]
    fn of_several_rows_about_one_reference_the_last_counts_feed_08() {
        use Effect::{Changes, Nothing, TakesAway};
        let counts = |changing, removing| RemovalCounts { changing, removing };
        assert_eq!(noted(&[(1, 1, TakesAway), (1, 1, Nothing)]), counts(0, 0));
        assert_eq!(noted(&[(1, 1, Changes), (1, 2, TakesAway)]), counts(1, 1));
        assert_eq!(noted(&[(1, 2, TakesAway), (1, 1, Changes)]), counts(1, 1));
        assert_eq!(noted(&[(1, 1, Changes), (2, 1, TakesAway)]), counts(2, 1));
    }
}
