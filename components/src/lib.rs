//! GOV.UK and MoJ design system components for Leptos; no server functions, no domain types.
//!
//! One component, one file. What each writes is compared with the published output of GOV.UK
//! Frontend (`tests/fixtures`). All of them work without JavaScript: the browser part only adds
//! kindness (focus, reveal, show and hide) from Effects, and never changes what the server wrote
//! before it has taken the page over.
//!
//! Texts are plain and optional ones are [`MaybeText`]: pass a `&str`, a `String` or an `Option`
//! of either. Fields are uncontrolled: the server gives the value and the form sends it back.

mod back_link;
mod badge;
mod breadcrumbs;
mod button;
mod character_count;
mod chart;
mod checkboxes;
mod choice;
mod choice_list;
mod contact_card;
mod date_input;
mod details;
mod error_message;
mod error_summary;
mod fieldset;
mod focus;
mod footer;
mod generic_header;
mod heading;
mod hint;
mod inset_text;
mod label;
mod notification_banner;
mod panel;
mod password_input;
mod phase_banner;
mod question;
mod radios;
mod scrollable;
mod select;
mod service_navigation;
mod skip_link;
mod summary_card;
mod summary_list;
mod table;
mod tag;
mod text;
mod text_area;
mod text_input;
mod warning_text;

pub use back_link::BackLink;
pub use badge::{Badge, BadgeColour};
pub use breadcrumbs::{Breadcrumbs, Crumb};
pub use button::{Button, ButtonKind};
pub use character_count::CharacterCount;
pub use chart::{Bar, BarChart};
pub use checkboxes::Checkboxes;
pub use choice::{Choice, Conditional};
pub use contact_card::ContactCard;
pub use date_input::{DateInput, DatePart};
pub use details::Details;
pub use error_message::ErrorMessage;
pub use error_summary::{ErrorSummary, SummaryError};
pub use fieldset::Fieldset;
pub use footer::{Footer, FooterLink};
pub use generic_header::GenericHeader;
pub use hint::Hint;
pub use inset_text::InsetText;
pub use label::Label;
pub use notification_banner::NotificationBanner;
pub use panel::Panel;
pub use password_input::PasswordInput;
pub use phase_banner::PhaseBanner;
pub use radios::Radios;
pub use scrollable::Scrollable;
pub use select::Select;
pub use service_navigation::{NavigationItem, NavigationState, ServiceNavigation};
pub use skip_link::SkipLink;
pub use summary_card::{Action, SummaryCard};
pub use summary_list::{SummaryList, SummaryRow};
pub use table::{Cell, Table};
pub use tag::{Tag, TagColour};
pub use text::MaybeText;
pub use text_area::TextArea;
pub use text_input::TextInput;
pub use warning_text::WarningText;
