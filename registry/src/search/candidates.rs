//! Finding those whom a query may mean, the cheapest way first; a dearer one only when the best of
//! those found is too weak.

use std::collections::HashSet;

use chrono::NaiveDate;
use domain::child_record::Gender;
use domain::id::ChildNumber;
use domain::search::{
    Candidate, Facts, Frequencies, Likeness, Limits, NameKind, Place, Score, Sought, Word,
    before_a_slip,
};
use sqlx::PgConnection;

use super::sql::{self, CandidateRow, WordRow};

/// The candidates found so far, scored.
pub(super) struct Candidates<'s> {
    sought: &'s mut Sought,
    limits: &'s Limits,
    today: NaiveDate,
    seen: HashSet<i64>,
    scored: Vec<(ChildNumber, Score)>,
    /// Whether the first way led to nobody likely, so that more is worth its cost.
    further: bool,
}

/// What looking came to.
pub(super) enum Looked {
    /// These may be meant.
    At(Vec<(ChildNumber, Score)>),
    /// The names alone are shared by more than anyone may look through (SRCH-03).
    TooMany,
}

/// Finds and scores those whom a query may mean.
pub(super) async fn look(
    connection: &mut PgConnection,
    sought: &mut Sought,
    limits: &Limits,
    today: NaiveDate,
) -> sqlx::Result<Looked> {
    weigh(connection, sought).await?;
    let mut candidates = Candidates::none(sought, limits, today);
    if !candidates.first_way(connection).await? {
        return Ok(Looked::TooMany);
    }
    if candidates.weak() {
        candidates.look_further(connection).await?;
    }
    Ok(Looked::At(candidates.scored))
}

/// Runs the statements of the first way alone; nothing is weighed or scored.
pub(super) async fn bare(
    connection: &mut PgConnection,
    sought: &mut Sought,
    limits: &Limits,
    today: NaiveDate,
) -> sqlx::Result<()> {
    let candidates = Candidates::none(sought, limits, today);
    candidates.first_rows(connection).await.map(drop)
}

/// Learns how common the names are.
async fn weigh(connection: &mut PgConnection, sought: &mut Sought) -> sqlx::Result<()> {
    let (children, words) = uses(connection, &sought.words_to_count()).await?;
    sought.weigh(Frequencies::new(children, words));
    Ok(())
}

/// About how many children there are, and how often words stand on their records.
pub(crate) async fn uses(
    connection: &mut PgConnection,
    words: &[String],
) -> sqlx::Result<(u64, Vec<(NameKind, String, u64)>)> {
    let words = sql::uses_of(connection, words).await?;
    let children = sql::about_how_many(connection).await?.max(0.0) as u64;
    Ok((children, words.iter().filter_map(counted).collect()))
}

fn counted(row: &WordRow) -> Option<(NameKind, String, u64)> {
    let kind = NameKind::from_code(&row.kind)?;
    Some((
        kind,
        row.part.clone(),
        u64::try_from(row.uses).unwrap_or_default(),
    ))
}

impl<'s> Candidates<'s> {
    fn none(sought: &'s mut Sought, limits: &'s Limits, today: NaiveDate) -> Self {
        Self {
            sought,
            limits,
            today,
            seen: HashSet::new(),
            scored: Vec::new(),
            further: false,
        }
    }

    /// The cheapest way. False where the names are shared by too many to look through.
    async fn first_way(&mut self, connection: &mut PgConnection) -> sqlx::Result<bool> {
        let rows = self.first_rows(connection).await?;
        let few = rows.is_some();
        self.score(rows.unwrap_or_default());
        Ok(few)
    }

    async fn first_rows(
        &self,
        connection: &mut PgConnection,
    ) -> sqlx::Result<Option<Vec<CandidateRow>>> {
        match self.sought.date() {
            Some(day) => self.by_birth(connection, day).await.map(Some),
            None => self.without_birth(connection).await,
        }
    }

    fn weak(&self) -> bool {
        domain::search::best(&self.scored).is_none_or(|best| best < self.sought.enough())
    }

    /// One more than may be looked through, so that more can be told from as many.
    fn limit(&self) -> i64 {
        i64::try_from(self.limits.keys).map_or(i64::MAX, |keys| keys.saturating_add(1))
    }

    fn too_many(&self, numbers: &[i64]) -> bool {
        numbers.len() > self.limits.keys
    }

    fn score(&mut self, rows: Vec<CandidateRow>) {
        for row in rows {
            if !self.seen.insert(row.child) {
                continue;
            }
            let Ok(number) = ChildNumber::from_stored(row.child) else {
                continue;
            };
            let candidate = Candidate {
                facts: Facts::read(&row.search_facts),
                date_of_birth: row.date_of_birth,
                gender: Gender::from_code(&row.gender).unwrap_or(Gender::NotSpecified),
            };
            self.scored.push((number, self.sought.score(&candidate)));
        }
    }

    /// The rows of those numbers that were not seen yet.
    async fn rows_of(
        &self,
        connection: &mut PgConnection,
        mut numbers: Vec<i64>,
    ) -> sqlx::Result<Vec<CandidateRow>> {
        numbers.sort_unstable();
        numbers.dedup();
        numbers.retain(|number| !self.seen.contains(number));
        if numbers.is_empty() {
            return Ok(Vec::new());
        }
        sql::of_numbers(connection, &numbers, self.today).await
    }

    /// By the day of birth and those it may have been mistaken for. A day has few births: there
    /// is nothing to count first.
    async fn by_birth(
        &self,
        connection: &mut PgConnection,
        day: NaiveDate,
    ) -> sqlx::Result<Vec<CandidateRow>> {
        let keys = self.sought.all_keys();
        let other_days = self.sought.other_dates();
        let other_keys: &[String] = if self.further {
            &keys
        } else {
            self.sought.surname_keys()
        };
        let filter = self.sought.forename_filter().map(|_| keys.as_slice());
        let slips = (other_days.as_slice(), other_keys);
        sql::born_on(connection, (day, &keys), slips, filter, self.today).await
    }

    /// By place, school or age. None where the names are shared by too many to look through.
    async fn without_birth(
        &self,
        connection: &mut PgConnection,
    ) -> sqlx::Result<Option<Vec<CandidateRow>>> {
        let numbers = if let Some(place) = self.sought.place() {
            self.in_district(connection, place, self.sought.forename_filter())
                .await?
        } else if !self.sought.schools().is_empty() {
            let (schools, keys) = (self.sought.schools(), self.sought.surname_keys());
            sql::at_schools(connection, schools, keys, self.limit()).await?
        } else {
            self.named(connection).await?
        };
        if self.too_many(&numbers) {
            return Ok(None);
        }
        self.rows_of(connection, numbers).await.map(Some)
    }

    async fn in_district(
        &self,
        connection: &mut PgConnection,
        place: &Place,
        forenames: Option<&[String]>,
    ) -> sqlx::Result<Vec<i64>> {
        let (days, limit) = (self.sought.between(), self.limit());
        let surnames = self.sought.surname_keys();
        sql::surnames_in_district(
            connection,
            place.district(),
            surnames,
            forenames,
            days,
            limit,
        )
        .await
    }

    async fn named(&self, connection: &mut PgConnection) -> sqlx::Result<Vec<i64>> {
        let (days, limit) = (self.sought.between(), self.limit());
        let surnames = self.sought.surname_keys();
        match self.sought.forename_filter() {
            Some(forenames) => sql::named(connection, surnames, forenames, days, limit).await,
            None => sql::surnamed(connection, surnames, days, limit).await,
        }
    }

    /// Dearer ways: the neighbourhood, the whole day, names spelt nearly so. None of them refuses:
    /// what would be too many to look through is passed over.
    async fn look_further(&mut self, connection: &mut PgConnection) -> sqlx::Result<()> {
        self.further = true;
        if let Some(place) = self.sought.place().cloned() {
            self.around(connection, &place).await?;
        }
        if let Some(day) = self.sought.date() {
            let rows = sql::whole_day(connection, day, self.today).await?;
            self.score(rows);
        }
        if !self.weak() {
            return Ok(());
        }
        for kind in [NameKind::Family, NameKind::Given] {
            self.add_near_names(connection, kind).await?;
        }
        self.first_way(connection).await?;
        if self.weak() && self.sought.date().is_none() {
            let numbers = self.crossed(connection).await?;
            self.fetch_unless_too_many(connection, numbers).await?;
        }
        Ok(())
    }

    /// Everyone at the postcode, and in its district those of the surname or of the forename.
    async fn around(&mut self, connection: &mut PgConnection, place: &Place) -> sqlx::Result<()> {
        if let Place::Postcode(postcode) = place {
            let rows =
                sql::at_postcode(connection, postcode.as_str(), self.limit(), self.today).await?;
            self.score(rows);
        }
        let numbers = self.in_district(connection, place, None).await?;
        self.fetch_unless_too_many(connection, numbers).await?;
        if let Some(forenames) = self.sought.forename_filter() {
            let (days, limit) = (self.sought.between(), self.limit());
            let numbers =
                sql::forenames_in_district(connection, place.district(), forenames, days, limit)
                    .await?;
            self.fetch_unless_too_many(connection, numbers).await?;
        }
        Ok(())
    }

    /// By the names wherever, and with the names exchanged.
    async fn crossed(&self, connection: &mut PgConnection) -> sqlx::Result<Vec<i64>> {
        let Some(forenames) = self.sought.forename_filter() else {
            return Ok(Vec::new());
        };
        let (days, limit) = (self.sought.between(), self.limit());
        let mut numbers = sql::named(
            connection,
            forenames,
            self.sought.surname_keys(),
            days,
            limit,
        )
        .await?;
        let straight = self.named(connection).await?;
        if !self.too_many(&straight) {
            numbers.extend(straight);
        }
        Ok(numbers)
    }

    async fn fetch_unless_too_many(
        &mut self,
        connection: &mut PgConnection,
        numbers: Vec<i64>,
    ) -> sqlx::Result<()> {
        if self.too_many(&numbers) {
            return Ok(());
        }
        let rows = self.rows_of(connection, numbers).await?;
        self.score(rows);
        Ok(())
    }

    /// Turns words that nobody is called by, or hardly anybody, into those that they may be
    /// slips of.
    async fn add_near_names(
        &mut self,
        connection: &mut PgConnection,
        kind: NameKind,
    ) -> sqlx::Result<()> {
        let words: Vec<Word> = self.sought.words(kind).cloned().collect();
        for word in words {
            let slips = before_a_slip(&word.text);
            let rows = sql::near(connection, kind, &word.text, &slips).await?;
            let near = rows
                .into_iter()
                .filter(|row| word.likeness(&row.part) <= Likeness::Near);
            let near: Vec<WordRow> = near.collect();
            self.sought.learn(near.iter().filter_map(counted));
            self.sought
                .add_near_keys(kind, near.into_iter().map(|row| row.key));
        }
        Ok(())
    }
}
