//! Where one goes on from a record. Which links there are depends on the viewer and on whether the
//! record is shielded, never on what is hidden (SENS-04).

use components::{Button, ButtonKind};
use domain::child_record::ChildRecordView;
use leptos::prelude::*;

use super::server::May;

/// A link and its words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Link {
    words: &'static str,
    href: String,
}

impl Link {
    /// As a button.
    pub(super) fn button(self) -> AnyView {
        let Link { words, href } = self;
        view! { <Button kind=ButtonKind::Secondary href=href>{words}</Button>" " }.into_any()
    }

    /// As a line.
    pub(super) fn line(self) -> AnyView {
        let Link { words, href } = self;
        view! { <p class="govuk-body"><a class="govuk-link" href=href>{words}</a></p> }.into_any()
    }
}

/// Where one goes on from a record.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Links {
    /// To what is recorded about who works with the child.
    pub record: Vec<Link>,
    /// To a request: that a sensitive service gets in touch, or a question about a shielded record.
    pub ask: Option<Link>,
    /// To what one knows of where the child is educated (CNE-06).
    pub education: Option<Link>,
    /// To sensitive services' contacts, for whoever brokers, and to what one tells of the child.
    pub below: Vec<Link>,
}

impl Links {
    /// The links of a record below its page; of a shielded one also where its manager sees it whole.
    pub(super) fn of(page: &str, record: &ChildRecordView, shielded: bool, may: May) -> Self {
        let link = |may: bool, words: &'static str, place: &str| {
            may.then(|| Link {
                words,
                href: format!("{page}/{place}"),
            })
        };
        let whole = matches!(record, ChildRecordView::Open(_));
        let changes = whole && (!shielded || may.changes_shielded);
        let (answers_for, brokers, ask) = match record {
            ChildRecordView::Open(record) => {
                let words = "Ask to be contacted";
                let ask = link(may.asks_for_brokering, words, "reach-sensitive-service");
                (record.answers_for, record.brokered, ask)
            }
            ChildRecordView::Shielded(_) => {
                let words = "Ask a question about this record";
                (
                    false,
                    false,
                    link(may.asks_about_shielded, words, "enquiry"),
                )
            }
        };
        let shield = if shielded {
            "Ask for this record to stay shielded"
        } else {
            "Shield this record"
        };
        let own = shielded.then(|| Link {
            words: "See the shields you asked for",
            href: "/shields/mine".to_owned(),
        });
        let holders = may.keeps_involvements || answers_for;
        let record = [
            link(
                may.keeps_involvements,
                "Record your involvement",
                "record-involvement",
            ),
            link(
                may.records_sensitive,
                "Record an involvement of a sensitive service",
                "record-sensitive-involvement",
            ),
            link(
                may.records_for_others,
                "Record a practitioner who works with this child",
                "record-colleague",
            ),
            link(holders, "Record a common assessment", "record-caf"),
            link(
                holders,
                "Name the lead professional",
                "name-lead-professional",
            ),
        ];
        let opening = page.rsplit('/').next().unwrap_or_default();
        let updating = |may: bool, words: &'static str, place: &str| {
            may.then(|| Link {
                words,
                href: format!("/updating/{opening}{place}"),
            })
        };
        let sources = answers_for.then(|| Link {
            words: "What this record was put together from",
            href: format!("/merging/{opening}"),
        });
        let education = updating(
            changes,
            "Say where the child is educated",
            "/educational-setting.new",
        );
        let below = [
            updating(changes, "Change details", ""),
            updating(answers_for, "Where the details come from", "/explained"),
            (answers_for && changes).then(|| Link {
                words: "Disputed details",
                href: format!("/disputes/record/{opening}"),
            }),
            sources,
            link(
                brokers,
                "Sensitive services and how to reach them",
                "sensitive-services",
            ),
            link(
                may.deals_with_transfers,
                "Responsibility for this record",
                "responsibility",
            ),
            link(true, shield, "shield"),
            own,
            link(
                may.attests_past_eighteen,
                "Record consent to keep this record past 18",
                "past-eighteen",
            ),
            link(
                may.tells_past_eighteen_over,
                "Tell us that consent past 18 is withdrawn",
                "past-eighteen-over",
            ),
            may.keeps_involvements.then(|| Link {
                words: "Pass on a request to see what is held",
                href: "/subject-access/log".to_owned(),
            }),
            link(true, "Tell us that this child has moved", "moved"),
            link(
                true,
                "Tell us that this child has left England",
                "left-england",
            ),
            link(true, "Tell us that this child has died", "notify-death"),
            link(
                answers_for && may.seals,
                "Seal for a new identity",
                "new-identity",
            ),
            link(
                answers_for,
                "Archive this record: the child never lived here",
                "archive",
            ),
        ];
        Self {
            record: record.into_iter().flatten().collect(),
            ask,
            education,
            below: below.into_iter().flatten().collect(),
        }
    }
}
