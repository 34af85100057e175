//! The load itself.

use domain::data_source::LoadPopulation;
use domain::refusal::Rejection;
use serde_json::json;

use super::encode::TABLES;
use super::{Records, sql};
use crate::door::{Access, Fault, Stopped};
use crate::search::rebuild_dictionary;

/// Loads a population: everything around the children, then the records, then indexes. Rejected
/// where the directory is not empty; all or nothing is kept. Gives the number of records.
pub async fn load(access: &mut Access<LoadPopulation<Records>>) -> Result<u64, Stopped> {
    let Some(mut arriving) = access.act().records.take() else {
        return Err(Stopped::Fault(Fault::new("records arrive once")));
    };
    if !sql::is_empty(access.connection()).await? {
        return Err(Rejection::of("database", "The directory already holds records").into());
    }
    let today = access.today();
    let connection = access.connection();
    sql::prepare(connection).await?;
    sql::copy_directory(connection, &arriving.directory, today).await?;
    let set_aside = sql::set_indexes_aside(connection).await?;
    let mut records = 0;
    let lanes = arriving.lanes.len().max(1);
    for turn in 0.. {
        let Some(lane) = arriving.lanes.get_mut(turn % lanes) else {
            break;
        };
        // The first lane to end is the next in turn: batches are dealt out one by one.
        let Some(batch) = lane.recv().await else {
            break;
        };
        for ((table, columns), rows) in TABLES.iter().zip(&batch.rows) {
            sql::copy_frozen(connection, table, columns, rows.as_bytes()).await?;
        }
        records += batch.records;
    }
    sql::restore(connection, &set_aside).await?;
    rebuild_dictionary(connection).await?;
    sql::analyze(connection).await?;
    if records < access.act().children {
        return Err(Stopped::Fault(Fault::new(
            "fewer records arrived than were announced",
        )));
    }
    access.note(json!({ "records": records }));
    Ok(records)
}
