//! What is typed: a report, whose account it is about, an explanation.

use serde::{Deserialize, Serialize};

use super::code::{Concern, Explanation, Origin};
use crate::refusal::{Problem, Rejection};
use crate::search::normalised;

/// Whom a report is about, as it was told: they may have no account under that name.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// The name.
    pub name: String,
    /// Where they work.
    pub works_at: String,
}

impl std::fmt::Debug for Named {
    /// It names somebody (NFR-03).
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Named")
    }
}

impl Named {
    /// Whether it is this name, in whatever order and with whatever else it was told.
    pub fn is(&self, name: &str) -> bool {
        let (told, name) = (normalised(&self.name), normalised(name));
        let told: Vec<&str> = told.split_whitespace().collect();
        !name.is_empty() && name.split_whitespace().all(|word| told.contains(&word))
    }
}

/// A report (MIS-06).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Report {
    /// From whom it came.
    pub origin: Origin,
    /// What of.
    pub concern: Concern,
    /// About whom.
    pub named: Named,
    /// Whether it is about somebody who manages ContactPoint or its accounts: the central team looks into it.
    pub about_management: bool,
}

/// A form as it was typed.
#[derive(Clone, Copy)]
pub struct Typed<'t> {
    /// Where it came from; empty of what somebody reports themselves.
    pub origin: &'t str,
    /// What of.
    pub concern: &'t str,
    /// The name.
    pub name: &'t str,
    /// Where they work.
    pub works_at: &'t str,
    /// `yes` or `no`.
    pub about_management: &'t str,
}

impl std::fmt::Debug for Typed<'_> {
    /// It names somebody (NFR-03).
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Typed")
    }
}

impl Report {
    /// What a form reports, by somebody who enters what others reported, or for themselves.
    pub fn typed(typed: Typed<'_>, enters: bool) -> Result<Self, Rejection> {
        let mut problems = Vec::new();
        let origin = match Origin::from_code(typed.origin) {
            _ if !enters => Origin::User,
            Some(origin) if Origin::ENTERED.contains(&origin) => origin,
            _ => {
                problems.push(Problem::new("origin", "Select who reported it"));
                Origin::User
            }
        };
        let concern = Concern::from_code(typed.concern);
        if concern.is_none() {
            problems.push(Problem::new("concern", "Select what happened"));
        }
        let mut words = |field, text: &str, missing| {
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            if text.is_empty() {
                problems.push(Problem::new(field, missing));
            } else if text.chars().count() > 100 {
                problems.push(Problem::new(field, "Use 100 characters or fewer"));
            }
            text
        };
        let named = Named {
            name: words(
                "name",
                typed.name,
                "Enter the person’s name, as far as you know it",
            ),
            works_at: words("works_at", typed.works_at, "Enter where the person works"),
        };
        let about_management = match typed.about_management {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        };
        if about_management.is_none() {
            let message = "Select whether the person manages ContactPoint or its accounts";
            problems.push(Problem::new("about_management", message));
        }
        match (concern, about_management) {
            (Some(concern), Some(about_management)) if problems.is_empty() => Ok(Self {
                origin,
                concern,
                named,
                about_management,
            }),
            _ => Err(Rejection(problems)),
        }
    }
}

/// An explanation, by a code and in words.
#[derive(Clone, PartialEq, Eq)]
pub struct Explained {
    /// The code.
    pub explanation: Explanation,
    /// The words; none where the code says all.
    pub words: Option<String>,
}

impl std::fmt::Debug for Explained {
    /// Words may name somebody (NFR-03).
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Explained").field(&self.explanation).finish()
    }
}

impl Explained {
    /// The most characters that are kept.
    pub const LONGEST_WORDS: usize = 1_000;

    /// What a form says.
    pub fn typed(explanation: &str, words: &str) -> Result<Self, Rejection> {
        let Some(explanation) = Explanation::from_code(explanation) else {
            return Err(Rejection::of("explanation", "Select what explains it best"));
        };
        let words = words.trim();
        if words.is_empty() && explanation.needs_words() {
            return Err(Rejection::of("words", "Explain it in a few words"));
        }
        if words.chars().count() > Self::LONGEST_WORDS {
            return Err(Rejection::of("words", "Use 1,000 characters or fewer"));
        }
        let words = (!words.is_empty()).then(|| words.to_owned());
        Ok(Self { explanation, words })
    }
}

/// Where a staff manager is written to, who is no user.
#[derive(Clone, PartialEq, Eq)]
pub struct StaffManager(String);

impl std::fmt::Debug for StaffManager {
    /// It names somebody (NFR-03).
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("StaffManager")
    }
}

impl StaffManager {
    /// The address that was typed.
    pub fn typed(text: &str) -> Result<Self, Rejection> {
        let text = text.trim();
        let whole = text.split_once('@').is_some_and(|(before, after)| {
            !before.is_empty() && after.contains('.') && !after.contains('@')
        });
        let plain = text
            .chars()
            .all(|c| c.is_ascii_graphic() && !"<>,;\"()".contains(c));
        if whole && plain && text.len() <= 200 {
            Ok(Self(text.to_owned()))
        } else {
            Err(Rejection::of(
                "staff_manager",
                "Enter the staff manager’s e-mail address, like name@example.org",
            ))
        }
    }

    /// The address.
    pub fn address(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed<'t>() -> Typed<'t> {
        Typed {
            origin: "public",
            concern: "own-family",
            name: " Nora  Nurse ",
            works_at: "North team",
            about_management: "no",
        }
    }

    #[test]
    fn what_a_user_reports_is_their_own_whatever_is_sent_mis_06() {
        let report = Report::typed(typed(), false).unwrap();
        assert_eq!(report.origin, Origin::User);
        assert_eq!(report.named.name, "Nora Nurse");
        let entered = Report::typed(typed(), true).unwrap();
        assert_eq!(entered.origin, Origin::Public);
        for origin in ["pattern", "complaint", ""] {
            let by_hand = Typed { origin, ..typed() };
            assert!(Report::typed(by_hand, true).is_err(), "{origin}");
        }
    }

    #[test]
    fn a_report_is_about_whoever_bears_the_name_however_it_was_told_mis_04() {
        let told = |name: &str| Named {
            name: name.to_owned(),
            works_at: "North team".to_owned(),
        };
        for (name, is) in [
            ("Nora Nurse", true),
            ("NURSE, Nora (Mrs)", true),
            ("Nóra  Nurse", true),
            ("Nora", false),
            ("Norah Nurse", false),
        ] {
            assert_eq!(told(name).is("Nora Nurse"), is, "{name}");
        }
        assert!(!told("Nora").is(""));
    }

    #[test]
    fn a_report_says_what_and_about_whom_mis_06() {
        let empty = Typed {
            origin: "",
            concern: "",
            name: " ",
            works_at: "",
            about_management: "",
        };
        let fields = Report::typed(empty, true).unwrap_err().0;
        let fields: Vec<_> = fields.iter().map(|problem| &*problem.field).collect();
        assert_eq!(
            fields,
            ["origin", "concern", "name", "works_at", "about_management"]
        );
    }

    #[test]
    fn an_explanation_says_more_where_its_code_says_little_mis_03() {
        assert!(Explained::typed("my-work", " ").is_ok());
        assert!(Explained::typed("other", " ").is_err());
        assert!(Explained::typed("other", "asked by the court").is_ok());
        assert!(Explained::typed("", "words").is_err());
        let long = "a".repeat(1_001);
        assert!(Explained::typed("my-work", &long).is_err());
    }

    #[test]
    fn a_staff_manager_is_written_to_at_one_address_g_not() {
        for (text, fits) in [
            (" head@school.example ", true),
            ("head@school", false),
            ("@school.example", false),
            ("head@school.example, other@school.example", false),
            ("head@school.example\nBcc: x", false),
        ] {
            assert_eq!(StaffManager::typed(text).is_ok(), fits, "{text:?}");
        }
    }
}
