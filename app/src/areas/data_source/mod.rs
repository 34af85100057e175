//! Sources of data: registered, agreed with, accredited, connected and stopped, and how their feeds are
//! doing (FEED-01 to FEED-03, FEED-09 to FEED-13).

mod accreditation;
mod agreement;
mod held;
mod keys;
mod list;
mod page;
mod register;
mod server;
mod supplied;

pub(crate) use accreditation::AccreditationPage;
pub(crate) use agreement::AgreementPage;
pub(crate) use keys::{AddKeyPage, WithdrawKeyPage};
pub(crate) use list::ListPage;
pub(crate) use page::SourcePage;
pub(crate) use register::RegisterPage;

use components::{Tag, TagColour};
use domain::data_source::SourceState;
use leptos::prelude::*;

/// How a source stands, as a tag.
fn tag(state: SourceState) -> AnyView {
    let colour = match state {
        SourceState::Connected => TagColour::Green,
        SourceState::Paused | SourceState::Accrediting => TagColour::Yellow,
        SourceState::Suspended | SourceState::Rejected => TagColour::Red,
        SourceState::Terminated => TagColour::Grey,
        SourceState::Proposed | SourceState::AgreementSigned | SourceState::Accredited => {
            TagColour::Blue
        }
    };
    view! { <Tag text=state.title() colour=colour/> }.into_any()
}
