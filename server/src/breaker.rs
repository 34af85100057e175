//! The breaker: the rows of a supply are weighed against what its source said before, all of them, before
//! any is taken in.

use domain::data_source::{
    Removal, RemovalCounts, RowCode, RowRefused, SuppliedRow, SupplyRows, WeighRows,
};
use domain::id::SourceId;
use registry::data_source::{AppliedRow, supply, weigh};
use registry::{Registry, Stopped};
use uuid::Uuid;

/// How many rows are weighed at once.
const BATCH: usize = 2000;

/// A file, or a supply that waits.
pub(crate) struct Breaker<'a> {
    pub registry: &'a Registry,
    pub source: SourceId,
    /// SHA-256 of the whole, in hexadecimal.
    pub file: &'a str,
    /// The supply that waits, where it came over the channel.
    pub supply: Option<Uuid>,
}

impl Breaker<'_> {
    /// What the rows would do to what the source said before, where a person is to decide on it.
    ///
    /// # Errors
    /// As the door says.
    pub(crate) async fn weigh<R: AppliedRow>(
        &self,
        rows: impl Iterator<Item = Result<R, RowRefused>>,
    ) -> Result<Option<RemovalCounts>, Stopped> {
        let mut rows = rows.filter_map(Result::ok);
        let mut removal = Removal::default();
        loop {
            let batch: Vec<R> = rows.by_ref().take(BATCH).collect();
            if batch.is_empty() {
                return Ok(removal.trips());
            }
            let act = WeighRows {
                source: self.source,
                file: self.file.to_owned(),
                rows: batch,
                supply: self.supply,
            };
            let weighed = self
                .registry
                .as_source(self.source)
                .access(act, weigh)
                .await?;
            weighed.into_iter().for_each(|row| removal.note(row));
        }
    }

    /// Takes in, of rows that wait for a person, those that shield a child: a shield takes effect at once
    /// (SHLD-01, SHLD-03). When all of them are taken in they are found unchanged. Gives how many could
    /// be used.
    ///
    /// # Errors
    /// As the door says.
    pub(crate) async fn shield<R: AppliedRow>(
        &self,
        rows: impl Iterator<Item = Result<R, RowRefused>>,
    ) -> Result<usize, Stopped> {
        let mut rows = rows.filter_map(Result::ok).filter(SuppliedRow::shields);
        let mut used = 0;
        loop {
            let batch: Vec<R> = rows.by_ref().take(crate::supply::BATCH).collect();
            if batch.is_empty() {
                return Ok(used);
            }
            used += batch.len();
            let act = SupplyRows {
                source: self.source,
                file: self.file.to_owned(),
                rows: batch,
                queued: None,
            };
            let source = self.registry.as_source(self.source);
            let refused = source.access(act, supply).await?.refused;
            let of_no_use = |one: &&RowRefused| one.code != RowCode::NotAgreed;
            used -= refused.iter().filter(of_no_use).count();
        }
    }
}
