//! `contactpoint supply`: takes in a CSV file about children, about involvements with them, or about
//! their common assessments from a registered source, by a map of its columns. `docs/supplying-data.md` says how to write one.
//!
//! The file is read once from start to end, a batch of rows at a time, so its size does not
//! matter; each batch is one act of the source with its own entry in the audit trail. Rows that
//! cannot be used are reported one by one, with their line, a code and the column, and never with
//! what they held (FEED-05). The same file again changes nothing (FEED-08), so a run that was
//! interrupted is simply repeated.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Take, Write};
use std::path::{Path, PathBuf};

use chrono::{NaiveDate, NaiveTime};
use clap::Args;
use csv::{Reader, StringRecord};
use domain::best_view::SourceKind;
use domain::clock::Moment;
use domain::data_source::{
    AssessmentMap, Body, CloseFile, ColumnMap, FileCounts, FindSource, FoundSource, HoldSupply,
    InvolvementMap, NotAccepting, RegisterSource, RemovalCounts, RowMap, RowRefused, Source,
    SourceState, SuppliedRow, SupplyOutcome, SupplyRows,
};
use domain::feed::{About, Format, LARGEST_SUPPLY, NotWhole};
use domain::id::{LocalAuthorityCode, SourceId};
use domain::refusal::Refusal;
use registry::data_source::{AppliedRow, close, find, hold, register, supply};
use registry::{Registry, Stopped};
use sha2::{Digest, Sha256};

use crate::breaker::Breaker;
use crate::feed::Published;
use crate::reading::{Reading, csv_reader};
use crate::screen::{END_OF_FILE, Screen};
use crate::settings::Store;

/// How many rows are applied at once.
pub(crate) const BATCH: usize = 500;

/// What to take in.
#[derive(Args, Clone, Debug)]
pub struct Supply {
    /// The CSV file, with headings, or the Common Transfer File; in UTF-8.
    pub file: PathBuf,
    /// The registered source that supplies it.
    #[arg(long)]
    pub source: String,
    /// The map from its columns to items, in TOML.
    #[arg(long, required_unless_present = "ctf")]
    pub columns: Option<PathBuf>,
    /// The file is a Common Transfer File of the schools, which needs no map.
    #[arg(long, conflicts_with = "columns")]
    pub ctf: bool,
    /// What its rows are about.
    #[arg(long, default_value = "children", value_parser = about)]
    pub of: About,
    /// Register the source first, where it is not yet: registrar-general, health, child-benefit,
    /// education, social-care, ecaf or local. It is then proposed, and supplies nothing until it has been
    /// agreed with, accredited and connected.
    #[arg(long, value_name = "KIND")]
    pub register: Option<String>,
    /// The code of the authority that a newly registered source speaks for.
    #[arg(long, requires = "register", value_name = "CODE")]
    pub local_authority: Option<String>,
    /// The name of the organisation that a newly registered source speaks for: its services are the
    /// ones that the source supplies involvements of.
    #[arg(long, requires = "register", value_name = "NAME")]
    pub organisation: Option<String>,
    /// On a demonstration: connect a newly registered source at once, as accredited until a day.
    #[arg(long, requires = "register", value_name = "DATE")]
    pub accredited_until: Option<NaiveDate>,
    /// The day on which the source recorded what it says; without it, now.
    #[arg(long, value_name = "DATE")]
    pub supplied_on: Option<NaiveDate>,
    /// Where to write the rows that cannot be used; without it, standard output.
    #[arg(long, value_name = "FILE")]
    pub refused: Option<PathBuf>,
    /// Take the file in though it takes away most of what its source said: somebody has made sure with the source
    /// that it is meant so.
    #[arg(long)]
    pub confirm_removal: bool,
    #[command(flatten)]
    pub store: Store,
}

/// What a word means that tells what rows are about.
fn about(word: &str) -> Result<About, String> {
    let known = || About::ALL.map(About::code).join(", ");
    About::from_code(word).ok_or_else(|| format!("rows are about one of {}", known()))
}

/// Why a file was not taken in.
#[derive(Debug, thiserror::Error)]
pub enum CannotSupply {
    /// Settings or database.
    #[error("{0}")]
    Start(#[from] crate::settings::CannotStart),
    /// A file that cannot be read or written.
    #[error("{0}: {1}")]
    File(String, io::Error),
    /// No map where one is needed.
    #[error("say with --columns which map reads the file")]
    NoMap,
    /// A map that cannot be read.
    #[error("the column map {0} cannot be read: {1}")]
    Map(String, String),
    /// Nothing of the file can be used.
    #[error("nothing of the file can be used ({})", .0.code())]
    NotWhole(NotWhole),
    /// A Common Transfer File is about children.
    #[error("a Common Transfer File is about children alone")]
    ChildrenAlone,
    /// A map that does not fit the file.
    #[error("{0}")]
    Fit(#[from] domain::data_source::MapProblem),
    /// No source of that name.
    #[error(
        "no source is registered under the name {0:?}; to register it with this file, add \
         --register KIND and, where it speaks for one authority, --local-authority CODE"
    )]
    Unregistered(String),
    /// No such kind.
    #[error("{0:?} is no kind of source that supplies files")]
    Kind(String),
    /// Accreditation is the central team's.
    #[error(
        "--accredited-until is for demonstrations alone: elsewhere the central team accredits the \
         source, on the page of the source"
    )]
    NotADemonstration,
    /// It was registered now, and supplies nothing yet.
    #[error(
        "{0:?} is registered now as proposed, and nothing of the file was taken in: sign the \
         agreement, have the source accredited and connect it, then supply the file"
    )]
    Proposed(String),
    /// The source supplies nothing at present.
    #[error("nothing of the file was taken in: {}", .0.words())]
    NotAccepting(NotAccepting),
    /// It was stopped while the file was being taken in.
    #[error(
        "the rows from line {0} on were not taken in: {words}. What was taken in stands; the whole \
         file can be supplied again", words = .1.words()
    )]
    StoppedAt(u64, NotAccepting),
    /// The source cannot be registered as asked.
    #[error("{0}")]
    Rejected(String),
    /// Policy.
    #[error("the source may not supply ({0})")]
    Refused(&'static str),
    /// It would take away most of what its source said.
    #[error(
        "nothing of the file was taken in but {shields} rows that shield a child: of {changing} rows that \
         change what the source said before, {removing} take something away. Make sure with the source \
         that it is meant so, then add --confirm-removal",
        changing = .counts.changing, removing = .counts.removing
    )]
    Removal {
        /// What it would do.
        counts: RemovalCounts,
        /// How many rows were taken in all the same, since they shield a child.
        shields: usize,
    },
    /// Something broke.
    #[error("the rows from line {0} on were not applied; the log says more under reference {1}")]
    Fault(u64, String),
}

/// Takes a file in and tells how it went.
pub async fn run(order: Supply) -> Result<(), CannotSupply> {
    let registry = order.store.open().await?;
    let counts = take_in(&registry, &order).await?;
    registry.close().await;
    tracing::info!(
        created = counts.created,
        changed = counts.changed,
        unchanged = counts.unchanged,
        older = counts.older,
        refused = counts.refused(),
        "file taken in"
    );
    Ok(())
}

/// Takes a file in.
pub async fn take_in(registry: &Registry, order: &Supply) -> Result<FileCounts, CannotSupply> {
    match order.of {
        About::Children if order.ctf => take_in_ctf(registry, order).await,
        _ if order.ctf => Err(CannotSupply::ChildrenAlone),
        About::Children => take_in_by::<ColumnMap>(registry, order).await,
        About::Involvements => take_in_by::<InvolvementMap>(registry, order).await,
        About::Assessments => take_in_by::<AssessmentMap>(registry, order).await,
    }
}

/// Takes in a Common Transfer File, by the published fields.
async fn take_in_ctf(registry: &Registry, order: &Supply) -> Result<FileCounts, CannotSupply> {
    let map = ColumnMap::published();
    let digest = digest(&order.file)?;
    let length = std::fs::metadata(&order.file).map_err(|error| cannot(&order.file, error))?;
    if length.len() > LARGEST_SUPPLY {
        return Err(CannotSupply::NotWhole(NotWhole::Content));
    }
    let bytes = std::fs::read(&order.file).map_err(|error| cannot(&order.file, error))?;
    let source = accepted(registry, order, &digest).await?;
    let reading = Reading {
        map: &map,
        source: &source,
        received: received(registry, order),
    };
    let rows = || {
        let rows = reading.rows(Format::Ctf, &bytes);
        rows.map_err(CannotSupply::NotWhole)
    };
    let intake = Intake {
        registry,
        source: source.id,
        file: digest,
    };
    intake.weigh(rows, order.confirm_removal).await?;
    let mut report = Report::to(order.refused.as_deref())?;
    let counts = intake.all(rows()?, &mut report).await?;
    report.end()?;
    Ok(counts)
}

/// Takes in a file whose rows a sort of map reads.
async fn take_in_by<M: RowMap>(
    registry: &Registry,
    order: &Supply,
) -> Result<FileCounts, CannotSupply>
where
    M::Row: AppliedRow,
{
    let columns = order.columns.as_deref().ok_or(CannotSupply::NoMap)?;
    let map: M = read_map(columns)?;
    let file = digest(&order.file)?;
    let (rows, headings) = opened(&order.file)?;
    map.check(&headings.iter().collect::<Vec<_>>())?;
    let source = accepted(registry, order, &file).await?;
    let reading = Reading {
        map: &map,
        source: &source,
        received: received(registry, order),
    };
    let intake = Intake {
        registry,
        source: source.id,
        file,
    };
    let weighed = || Ok(reading.csv(opened(&order.file)?.0, headings.clone()));
    intake.weigh(weighed, order.confirm_removal).await?;
    let mut report = Report::to(order.refused.as_deref())?;
    let counts = intake.all(reading.csv(rows, headings), &mut report).await?;
    report.end()?;
    Ok(counts)
}

/// A file without the mark of its end, where it has one.
fn without_mark(path: &Path) -> io::Result<Take<File>> {
    let mut file = File::open(path)?;
    let mut length = file.metadata()?.len();
    if length > 0 {
        let mut last = [0];
        file.seek(SeekFrom::End(-1))?;
        file.read_exact(&mut last)?;
        file.rewind()?;
        length -= u64::from(last == [END_OF_FILE]);
    }
    Ok(file.take(length))
}

/// A file of comma-separated rows after its headings, and these.
fn opened(path: &Path) -> Result<(Reader<Take<File>>, StringRecord), CannotSupply> {
    let file = without_mark(path).map_err(|error| cannot(path, error))?;
    let mut rows = csv_reader(file);
    let headings = rows.headers().map_err(|error| cannot(path, error.into()))?;
    let headings = headings.clone();
    Ok((rows, headings))
}

/// What holds for every row of a file.
struct Intake<'a> {
    registry: &'a Registry,
    source: SourceId,
    file: String,
}

impl Intake<'_> {
    /// Stops a file that would take away most of what its source said, unless that was confirmed. What it
    /// shields is shielded all the same.
    async fn weigh<R: AppliedRow, I: Iterator<Item = Result<R, RowRefused>>>(
        &self,
        rows: impl Fn() -> Result<I, CannotSupply>,
        confirmed: bool,
    ) -> Result<(), CannotSupply> {
        let breaker = Breaker {
            registry: self.registry,
            source: self.source,
            file: &self.file,
            supply: None,
        };
        let stopped = |stopped| stopped_at(0, stopped);
        let Some(counts) = breaker.weigh(rows()?).await.map_err(stopped)? else {
            return Ok(());
        };
        let shields = match confirmed {
            true => 0,
            false => breaker.shield(rows()?).await.map_err(stopped)?,
        };
        let act = HoldSupply {
            source: self.source,
            file: self.file.clone(),
            supply: None,
            counts,
            confirmed,
        };
        let supplier = self.registry.as_source(self.source);
        supplier.access(act, hold).await.map_err(stopped)?;
        match confirmed {
            true => Ok(()),
            false => Err(CannotSupply::Removal { counts, shields }),
        }
    }

    /// Applies batch after batch of what is read, then closes the file.
    async fn all<R: AppliedRow>(
        &self,
        rows: impl Iterator<Item = Result<R, RowRefused>>,
        report: &mut Report,
    ) -> Result<FileCounts, CannotSupply> {
        let mut counts = FileCounts::default();
        let mut batch = Vec::with_capacity(BATCH);
        for read in rows {
            match read {
                Ok(row) => batch.push(row),
                Err(refused) => report.refuse(&refused, &mut counts)?,
            }
            if batch.len() == BATCH {
                self.apply(std::mem::take(&mut batch), &mut counts, report)
                    .await?;
            }
        }
        self.apply(batch, &mut counts, report).await?;
        let closing = CloseFile {
            source: self.source,
            file: self.file.clone(),
            counts: counts.clone(),
            supply: None,
        };
        let done = self
            .registry
            .as_source(self.source)
            .access(closing, close)
            .await;
        done.map_err(|stopped| stopped_at(0, stopped))?;
        Ok(counts)
    }

    async fn apply<R: AppliedRow>(
        &self,
        rows: Vec<R>,
        counts: &mut FileCounts,
        report: &mut Report,
    ) -> Result<(), CannotSupply> {
        let Some(first) = rows.first().map(SuppliedRow::number) else {
            return Ok(());
        };
        let act = SupplyRows {
            source: self.source,
            file: self.file.clone(),
            rows,
            queued: None,
        };
        let outcome: SupplyOutcome = self
            .registry
            .as_source(self.source)
            .access(act, supply)
            .await
            .map_err(|stopped| stopped_at(first, stopped))?;
        counts.created += outcome.created;
        counts.changed += outcome.changed;
        counts.unchanged += outcome.unchanged;
        counts.older += outcome.older;
        for refused in &outcome.refused {
            report.refuse(refused, counts)?;
        }
        Ok(())
    }
}

fn stopped_at(line: u64, stopped: Stopped) -> CannotSupply {
    match stopped {
        Stopped::Refused(Refusal::NotAccepting(why)) => match line {
            0 => CannotSupply::NotAccepting(why),
            line => CannotSupply::StoppedAt(line, why),
        },
        Stopped::Refused(refusal) => CannotSupply::Refused(refusal.code()),
        Stopped::Rejected(rejection) => CannotSupply::Rejected(rejection.words()),
        Stopped::Fault(fault) => CannotSupply::Fault(line, fault.reference.to_string()),
    }
}

/// The source, while its rows are taken in. Otherwise the attempt is put to the gate all the same, whose
/// refusal goes to the trail with the file's hash.
async fn accepted(registry: &Registry, order: &Supply, file: &str) -> Result<Source, CannotSupply> {
    let found = registered(registry, order).await?;
    if found.accepts.is_ok() {
        return Ok(found.source);
    }
    let attempt = CloseFile {
        source: found.source.id,
        file: file.to_owned(),
        counts: FileCounts::default(),
        supply: None,
    };
    let supplier = registry.as_source(found.source.id);
    match supplier.access(attempt, close).await {
        // It was connected in this very moment.
        Ok(()) => Ok(found.source),
        Err(stopped) => Err(stopped_at(0, stopped)),
    }
}

/// The source of the name; registered first, where that is asked for.
async fn registered(registry: &Registry, order: &Supply) -> Result<FoundSource, CannotSupply> {
    let look = || async {
        let act = FindSource {
            name: order.source.clone(),
        };
        let found = registry.as_system().access(act, find).await;
        found.map_err(|stopped| stopped_at(0, stopped))
    };
    if let Some(found) = look().await? {
        return Ok(found);
    }
    let unregistered = || CannotSupply::Unregistered(order.source.clone());
    let kind = order.register.as_deref().ok_or_else(unregistered)?;
    let kind = SourceKind::from_code(kind)
        .filter(|kind| *kind != SourceKind::Manual)
        .ok_or_else(|| CannotSupply::Kind(kind.to_owned()))?;
    if order.accredited_until.is_some() && !order.store.demo {
        return Err(CannotSupply::NotADemonstration);
    }
    let act = RegisterSource {
        name: order.source.clone(),
        kind,
        local_authority: order.local_authority.clone().map(LocalAuthorityCode),
        organisation: order.organisation.clone().map(Body::Named),
        accredited_until: order.accredited_until,
    };
    let done = registry.as_system().access(act, register).await;
    done.map_err(|stopped| stopped_at(0, stopped))?;
    let found = look().await?.ok_or_else(unregistered)?;
    tracing::info!(state = found.state.code(), "source registered");
    match found.state {
        SourceState::Proposed => Err(CannotSupply::Proposed(order.source.clone())),
        _ => Ok(found),
    }
}

/// When the file counts as supplied.
fn received(registry: &Registry, order: &Supply) -> Moment {
    match order.supplied_on {
        Some(day) => day.and_time(NaiveTime::MIN).and_utc(),
        None => registry.now(),
    }
}

fn cannot(path: &Path, error: io::Error) -> CannotSupply {
    CannotSupply::File(path.display().to_string(), error)
}

fn read_map<M: RowMap>(path: &Path) -> Result<M, CannotSupply> {
    let text = std::fs::read_to_string(path).map_err(|error| cannot(path, error))?;
    let wrong = |error: toml::de::Error| {
        CannotSupply::Map(path.display().to_string(), error.message().to_owned())
    };
    toml::from_str(&text).map_err(wrong)
}

/// SHA-256 of a file, in hexadecimal, of which every byte has been looked at (FEED-12).
fn digest(path: &Path) -> Result<String, CannotSupply> {
    let mut file = File::open(path).map_err(|error| cannot(path, error))?;
    let (mut hash, mut screen) = (Sha256::new(), Screen::new());
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let length = file
            .read(&mut buffer)
            .map_err(|error| cannot(path, error))?;
        if length == 0 {
            return Ok(data_encoding::HEXLOWER.encode(&hash.finalize()));
        }
        let piece = &buffer[..length];
        screen.piece(piece).map_err(CannotSupply::NotWhole)?;
        hash.update(piece);
    }
}

/// The rows that cannot be used, one line each: line in the file, code, column.
struct Report(csv::Writer<Box<dyn Write + Send>>);

impl Report {
    fn to(path: Option<&Path>) -> Result<Self, CannotSupply> {
        let target: Box<dyn Write + Send> = match path {
            Some(path) => Box::new(File::create(path).map_err(|error| cannot(path, error))?),
            None => Box::new(io::stdout()),
        };
        let mut report = Self(csv::Writer::from_writer(target));
        report.line(["line", "code", "column"])?;
        Ok(report)
    }

    fn refuse(
        &mut self,
        refused: &RowRefused,
        counts: &mut FileCounts,
    ) -> Result<(), CannotSupply> {
        counts.refuse(refused);
        let line = refused.number.to_string();
        self.line([
            &line,
            refused.code.code(),
            refused.column.as_deref().unwrap_or_default(),
        ])
    }

    fn line(&mut self, fields: [&str; 3]) -> Result<(), CannotSupply> {
        let cannot = |error: csv::Error| CannotSupply::File("the report".to_owned(), error.into());
        self.0.write_record(fields).map_err(cannot)
    }

    fn end(mut self) -> Result<(), CannotSupply> {
        self.0
            .flush()
            .map_err(|error| CannotSupply::File("the report".to_owned(), error))
    }
}
