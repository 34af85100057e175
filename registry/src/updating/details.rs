//! What stands of the details that can be changed.

use domain::act::Act;
use domain::best_view::{BestView, Item, Value, Version};
use domain::child_record::RecordBearing;
use domain::refusal::Refusal;
use domain::updating::{Choices, DetailShown, DetailsShown, ViewDetails, lines};

use super::names::Names;
use super::sql;
use super::submit::kinds_of;
use crate::child_record;
use crate::door::{Access, KnownAct, Stopped, sealed};
use crate::local_authority;

impl sealed::Sealed for ViewDetails {}

impl KnownAct for ViewDetails {
    async fn bearing(access: &mut Access<Self>) -> Result<Option<RecordBearing>, Stopped> {
        let child = access.act().child;
        child_record::bearing(access, child).await
    }
}

/// What stands, with what a form is made from.
pub async fn details(access: &mut Access<ViewDetails>) -> Result<DetailsShown, Stopped> {
    let (child, item) = (access.act().child, access.act().item);
    let sealed = child_record::sealed_best_view(access, child).await?;
    let shielded = sealed.is_some();
    let view = match sealed {
        Some(view) => view,
        None => child_record::open_best_view(access, child).await?,
    };
    let items: Vec<Item> = match item {
        Some(item) => vec![item],
        None => Item::CHANGED_BY_HAND.to_vec(),
    };
    let values: Vec<(Item, Option<Value>)> = items
        .into_iter()
        .map(|item| (item, Value::standing(item, &view)))
        .collect();
    let names =
        Names::of_organisations(access, values.iter().filter_map(|(_, v)| v.as_ref())).await?;
    let details = values.into_iter().map(|(item, value)| DetailShown {
        item,
        lines: value
            .as_ref()
            .map(|value| lines(value, |id| names.organisation(id)))
            .unwrap_or_default(),
        version: Version::of(&value),
        value,
    });
    Ok(DetailsShown {
        details: details.collect(),
        choices: choices(access, item).await?,
        name: name(&view)?,
        shielded,
    })
}

/// What a view shows of an item, in words.
pub(crate) async fn words<A: Act>(
    access: &mut Access<A>,
    item: Item,
    view: &BestView,
) -> Result<Vec<String>, Stopped> {
    let value = Value::standing(item, view);
    let names = Names::of_organisations(access, value.iter()).await?;
    let words = value.map(|value| lines(&value, |id| names.organisation(id)));
    Ok(words.unwrap_or_default())
}

/// The name in use.
pub(crate) fn name(view: &BestView) -> Result<domain::child_record::PersonName, Refusal> {
    let name = view.name.as_ref().ok_or(Refusal::NoSuchRecord)?;
    Ok(name.value.clone())
}

/// From what can be chosen for an item: schools and practices of the record's authority and of one's own.
async fn choices(access: &mut Access<ViewDetails>, item: Option<Item>) -> Result<Choices, Stopped> {
    let mut choices = Choices::default();
    match item {
        Some(Item::Service(kind)) => {
            let child = access.act().child;
            let record = child_record::responsible(access, child).await?;
            let own = access.hat()?.local_authority.clone();
            let authorities: Vec<String> =
                record.into_iter().chain(own).map(|code| code.0).collect();
            choices.organisations =
                sql::organisations_of(access.connection(), &kinds_of(kind), &authorities).await?;
        }
        Some(Item::Carers) => {
            choices.authorities = local_authority::all(access.connection()).await?;
        }
        _ => {}
    }
    Ok(choices)
}
