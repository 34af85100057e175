//! Server functions of the record.

use domain::child_record::{ChildRecordView, OpenRecord};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::form::Filled;
use crate::shown::Shown;

#[cfg(feature = "ssr")]
use {domain::child_record::Address, domain::refusal::Rejection};

/// A record and what its viewer may do with it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct RecordShown {
    /// The record as it may be seen.
    pub record: ChildRecordView,
    /// What the viewer's role may do with it.
    pub may: May,
    /// Who looks, and when: printed across what is printed (D-28).
    pub watermark: String,
}

/// What the viewer's role may do with a record.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct May {
    /// Record involvements (matrix row 12).
    pub keeps_involvements: bool,
    /// Record involvements of sensitive services (matrix row 16).
    pub records_sensitive: bool,
    /// Record involvements for practitioners of its authority alone (matrix row 13).
    pub records_for_others: bool,
    /// Ask that a sensitive service gets in touch (matrix row 20).
    pub asks_for_brokering: bool,
    /// Ask a question about a shielded record (matrix row 25).
    pub asks_about_shielded: bool,
    /// Propose and answer transfers of responsibility (matrix row 36).
    pub deals_with_transfers: bool,
    /// Attest consent to keep the record past eighteen (matrix row 31), from seventeen on. By role and
    /// age alone: whether there is one does not show.
    pub attests_past_eighteen: bool,
    /// Tell that such consent is over (R18-03), from seventeen on.
    pub tells_past_eighteen_over: bool,
    /// Seal the record for a new identity (matrix row 32).
    pub seals: bool,
    /// Change details of a shielded record that one sees whole; everyone changes those of other records
    /// (matrix row 10).
    pub changes_shielded: bool,
}

/// A record that this session opened, under the reason it was opened for.
#[server(endpoint = "child-record/view")]
pub(crate) async fn view_opened(opening: String) -> Result<RecordShown, Shown> {
    use domain::child_record::ViewChildRecord;
    use domain::refusal::Refusal;
    let user = crate::signed_in::signed_in().await?;
    let nothing = || Shown::from(registry::Stopped::Refused(Refusal::NoSuchRecord));
    let opening = opening.parse().map_err(|_| nothing())?;
    let registry::child_record::Opening { child, reason } =
        user.opening(opening).await?.ok_or_else(nothing)?;
    let record = user
        .access(
            ViewChildRecord { child, reason },
            registry::child_record::view,
        )
        .await?;
    Ok(shown(&user, child, record))
}

/// The whole of a shielded record that this session opened, for its manager (SHLD-11).
#[server(endpoint = "child-record/view-in-full")]
pub(crate) async fn view_in_full(opening: String) -> Result<RecordShown, Shown> {
    use domain::shielding::ViewShieldedInFull;
    let user = crate::signed_in::signed_in().await?;
    let child = crate::opened::opened(&user, &opening).await?.child;
    let act = ViewShieldedInFull { child };
    let record = user.access(act, registry::shielding::view_in_full).await?;
    let record = ChildRecordView::Open(Box::new(record));
    Ok(shown(&user, child, record))
}

/// A record with what its viewer may do with it.
#[cfg(feature = "ssr")]
fn shown(
    user: &registry::SignedIn,
    child: domain::id::ChildNumber,
    record: ChildRecordView,
) -> RecordShown {
    use domain::standing::Role;
    let role = user.person().role;
    let seventeen = is_seventeen(&record, domain::clock::london_date(user.standing().now));
    RecordShown {
        record,
        may: May {
            keeps_involvements: role.keeps_involvements(),
            records_sensitive: role == Role::SensitiveServicePractitioner,
            records_for_others: role.manages_records(),
            asks_for_brokering: role.asks_for_brokering(),
            asks_about_shielded: role.asks_about_shielded(),
            deals_with_transfers: role == Role::LocalAuthorityManager,
            attests_past_eighteen: seventeen && role.attests_past_eighteen(),
            tells_past_eighteen_over: seventeen,
            seals: role == Role::LocalAuthorityManager,
            changes_shielded: role == Role::LocalAuthorityManager,
        },
        watermark: watermark(user, child),
    }
}

/// Who looks, and when.
#[cfg(feature = "ssr")]
fn watermark(user: &registry::SignedIn, child: domain::id::ChildNumber) -> String {
    let at = domain::clock::written(user.standing().now);
    format!("{}, {at}: {child}", user.person().name)
}

/// A shielded record that the central team sees by breaking the glass (SHLD-11).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct ThroughGlass {
    /// The record.
    pub record: OpenRecord,
    /// Who looks, and when.
    pub watermark: String,
}

/// One, for whoever asked and had a colleague agree.
#[server(endpoint = "break-glass/look")]
pub(crate) async fn look_through_glass(glass: String) -> Result<ThroughGlass, Shown> {
    use domain::break_glass::LookThroughGlass;
    let user = crate::signed_in::signed_in().await?;
    let glass = glass.parse().map_err(|_| crate::opened::nothing())?;
    let act = LookThroughGlass { glass };
    let record = user.access(act, registry::break_glass::look).await?;
    let watermark = watermark(&user, record.number);
    Ok(ThroughGlass { record, watermark })
}

/// Whether it may be asked if the record is to be kept past eighteen, as far as the view tells: of a
/// child who has died nobody asks (DTH-04).
#[cfg(feature = "ssr")]
fn is_seventeen(record: &ChildRecordView, today: chrono::NaiveDate) -> bool {
    let (born, alive) = match record {
        ChildRecordView::Open(record) => (record.date_of_birth, record.date_of_death.is_none()),
        ChildRecordView::Shielded(record) => (record.date_of_birth, true),
    };
    alive && domain::clock::attains(born.date, domain::past_eighteen::ASKED_FROM) <= today
}

/// The form for telling that a child has moved.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct MovedForm {
    /// The child's name.
    pub child: String,
    /// What stands in the form.
    pub filled: Filled,
}

/// The form's name.
#[cfg(feature = "ssr")]
const MOVED: &str = "moved";

/// The form, for a child whose record is open.
#[server(endpoint = "child-record/moved-form")]
pub(crate) async fn load_moved_form(
    opening: String,
    #[server(default)] returned: Option<String>,
) -> Result<MovedForm, Shown> {
    use crate::form::server::filled;
    let user = crate::signed_in::signed_in().await?;
    Ok(MovedForm {
        child: crate::opened::name_of_child(&user, &opening).await?,
        filled: filled(&user, MOVED, returned.as_deref(), Filled::default()).await?,
    })
}

/// The address that was typed; none where nobody knows it.
#[cfg(feature = "ssr")]
fn address(
    whereabouts: &str,
    lines: [&str; 3],
    postcode: &str,
) -> Result<Option<Address>, Rejection> {
    match whereabouts {
        "unknown" => return Ok(None),
        "address" => {}
        _ => {
            let message = "Select whether you know the new address";
            return Err(Rejection::of("whereabouts", message));
        }
    }
    let address = crate::form::server::address(lines, postcode).map_err(Rejection)?;
    Ok(Some(address))
}

/// Notes that a child whose record is open has moved.
#[server(endpoint = "child-record/report-move")]
pub(crate) async fn report_move(
    #[server(default)] opening: String,
    #[server(default)] whereabouts: String,
    #[server(default)] line_1: String,
    #[server(default)] line_2: String,
    #[server(default)] town: String,
    #[server(default)] postcode: String,
    #[server(default)] verified: String,
) -> Result<(), Shown> {
    use crate::form::server::{form_result, redirect, typed};
    use domain::child_record::{Moved, Verified};
    let user = crate::signed_in::signed_in().await?;
    let child = crate::opened::opened(&user, &opening).await?.child;
    let to = address(&whereabouts, [&line_1, &line_2, &town], &postcode);
    let way = Verified::from_code(&verified)
        .ok_or_else(|| Rejection::of("verified", "Select how you know"));
    let result = match (to, way) {
        (Ok(to), Ok(verified)) => {
            let act = domain::child_record::ReportMove {
                child,
                to,
                verified,
            };
            user.access(act, registry::child_record::report_move).await
        }
        (to, way) => {
            let problems = [to.err(), way.err()].into_iter().flatten();
            Err(Rejection(problems.flat_map(|rejection| rejection.0).collect()).into())
        }
    };
    let fields = typed(&[
        ("whereabouts", &whereabouts),
        ("line_1", &line_1),
        ("line_2", &line_2),
        ("town", &town),
        ("postcode", &postcode),
        ("verified", &verified),
    ]);
    let page = format!("/child-record/{opening}/moved");
    let done = match form_result(&user, MOVED, &page, fields, result).await? {
        Some(Moved::Shown) => "moved",
        Some(Moved::Noted) => "noted",
        None => return Ok(()),
    };
    redirect(&format!("/child-record/{opening}?done={done}"));
    Ok(())
}
