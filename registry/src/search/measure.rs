//! How long the bare statement of a search takes: the least that any search could cost.

use std::time::{Duration, Instant};

use domain::search::{Asked, Limits, MeasureSearch, Sought};

use super::candidates;
use super::sql;
use crate::door::{Access, Stopped, admit};

admit!(MeasureSearch);

/// Runs the statement that a search begins with, without limits, weighing, scoring or keeping, and
/// tells how long the database took to answer.
pub async fn measure(access: &mut Access<MeasureSearch>) -> Result<Duration, Stopped> {
    let today = access.today();
    let asked = access.act().criteria.asked().clone();
    let connection = access.connection();
    let start = Instant::now();
    match &asked {
        Asked::Number(number) => {
            sql::shown(connection, &[number.stored()], today).await?;
            Ok(start.elapsed())
        }
        Asked::Details(details) => {
            let mut sought = Sought::new(details);
            let start = Instant::now();
            candidates::bare(connection, &mut sought, &Limits::USUAL, today).await?;
            Ok(start.elapsed())
        }
    }
}
