//! What is recorded of an investigation, by codes.

use std::collections::BTreeSet;

use crate::coded::coded;
use crate::refusal::Rejection;

coded! {
    /// Where it came from (MIS-02, MIS-06).
    Origin {
        /// The nights' review of the trail.
        Pattern = "pattern" => "The review of what is done in ContactPoint",
        /// A user, about a colleague.
        User = "user" => "A user of ContactPoint",
        /// A practitioner who is no user.
        Practitioner = "practitioner" => "A practitioner who does not use ContactPoint",
        /// A parent, a carer, a young person or anybody else.
        Public = "public" => "A parent, carer, young person or other member of the public",
        /// A complaint (CMP-08).
        Complaint = "complaint" => "A complaint",
    }
}

impl Origin {
    /// Of whom management enters what they report.
    pub const ENTERED: [Origin; 3] = [Origin::Public, Origin::Practitioner, Origin::User];
}

coded! {
    /// What somebody reports.
    Concern {
        /// A child of one's own or of the family.
        OwnFamily = "own-family" => "Looked at the record of a child of their own family",
        /// A child whom one knows otherwise than by work.
        KnownPrivately = "known-privately" => "Looked at the record of a child they know privately, such as a neighbour’s or a colleague’s",
        /// Without any need.
        NoNeed = "no-need" => "Searched or looked at records without need for their work",
        /// Somebody else used the account (AUTH-04).
        SharedAccess = "shared-access" => "Let somebody else use their account",
        /// What a record says was passed on.
        PassedOn = "passed-on" => "Passed on what a record shows to somebody who may not know it",
        /// Anything else.
        Other = "other" => "Something else",
    }
}

impl Concern {
    /// What whoever it is about is asked: it takes nothing for granted (MIS-07).
    pub fn question(self) -> &'static str {
        match self {
            Concern::OwnFamily => "Records of children of your own family",
            Concern::KnownPrivately => "Records of children whom you know privately",
            Concern::NoNeed => "What you searched and opened records for",
            Concern::SharedAccess => "Who can use your account",
            Concern::PassedOn => "What is done with what records show",
            Concern::Other => "How you use ContactPoint",
        }
    }
}

coded! {
    /// Who is asked for an explanation (MIS-03).
    Asked {
        /// The user.
        User = "user" => "The user",
        /// Their staff manager, who is no user.
        StaffManager = "staff-manager" => "Their staff manager",
    }
}

coded! {
    /// How the use is explained.
    Explanation {
        /// Work with the child or the family.
        MyWork = "my-work" => "It was part of work with the child or family",
        /// For a colleague or a team.
        Covering = "covering" => "It was done to cover for a colleague or a team",
        /// These are the working hours.
        UsualHours = "usual-hours" => "These are the usual working hours",
        /// The wrong record, or a slip.
        Mistake = "mistake" => "It was a mistake, such as the wrong record",
        /// The child is known otherwise.
        KnownPrivately = "known-privately" => "The child or family is known privately as well",
        /// Getting to know the service.
        Learning = "learning" => "It was done to learn how ContactPoint works",
        /// Somebody else under this account.
        NotMe = "not-me" => "It was not done by the user",
        /// Anything else.
        Other = "other" => "Another explanation",
    }
}

impl Explanation {
    /// Whether the code alone explains nothing.
    pub fn needs_words(self) -> bool {
        matches!(
            self,
            Explanation::KnownPrivately | Explanation::NotMe | Explanation::Other
        )
    }
}

coded! {
    /// What came of it (MIS-05, D-36).
    Outcome {
        /// Without a case: the explanation was satisfactory.
        Explained = "explained" => "The explanation was satisfactory",
        /// Without a case: nobody could be found whom the report is about.
        NobodyFound = "nobody-found" => "Nobody was found whom the report is about",
        /// Of a case: there was no misuse.
        NoMisuse = "no-misuse" => "There was no misuse",
        /// Training or advice.
        Training = "training" => "Training or advice",
        /// The account is closed for cause (D-36).
        AccountClosed = "account-closed" => "The account is closed for good",
        /// Discipline by the employer.
        EmployerDiscipline = "employer-discipline" => "Discipline by the employer",
        /// Prosecution, for instance under the Computer Misuse Act 1990.
        Prosecution = "prosecution" => "Referred for prosecution",
        /// The Information Commissioner.
        Commissioner = "commissioner" => "Referred to the Information Commissioner",
    }
}

impl Outcome {
    /// Those of a case.
    pub const OF_A_CASE: [Outcome; 6] = [
        Outcome::NoMisuse,
        Outcome::Training,
        Outcome::AccountClosed,
        Outcome::EmployerDiscipline,
        Outcome::Prosecution,
        Outcome::Commissioner,
    ];
}

/// What came of a case: no misuse, or whatever was done about it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Outcomes(BTreeSet<Outcome>);

impl Outcomes {
    /// What a form says came of it.
    pub fn of(chosen: impl IntoIterator<Item = Outcome>) -> Result<Self, Rejection> {
        let chosen: BTreeSet<Outcome> = chosen.into_iter().collect();
        let no = |message| Err(Rejection::of("outcomes", message));
        if chosen.is_empty() || !chosen.iter().all(|one| Outcome::OF_A_CASE.contains(one)) {
            return no("Select what came of the case");
        }
        if chosen.contains(&Outcome::NoMisuse) && chosen.len() > 1 {
            return no("Select no misuse alone, or what is done about the misuse");
        }
        Ok(Self(chosen))
    }

    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = Outcome> + '_ {
        self.0.iter().copied()
    }

    /// Whether the account ends for good; else it comes back into use (section 4.11).
    pub fn closes_the_account(&self) -> bool {
        self.0.contains(&Outcome::AccountClosed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::misuse::Pattern;

    #[test]
    fn a_case_ends_with_no_misuse_alone_or_with_what_is_done_mis_05() {
        use Outcome::*;
        for (chosen, fits) in [
            (vec![], false),
            (vec![Explained], false),
            (vec![NobodyFound, Training], false),
            (vec![NoMisuse], true),
            (vec![NoMisuse, Training], false),
            (vec![Training, EmployerDiscipline], true),
            (vec![AccountClosed, Prosecution, Commissioner], true),
        ] {
            assert_eq!(Outcomes::of(chosen.clone()).is_ok(), fits, "{chosen:?}");
        }
        assert!(!Outcomes::of([Training]).unwrap().closes_the_account());
        assert!(Outcomes::of([AccountClosed]).unwrap().closes_the_account());
    }

    #[test]
    fn no_code_accuses_anybody_mis_07() {
        let words = Explanation::ALL
            .iter()
            .map(|one| one.title())
            .chain(Origin::ALL.iter().map(|one| one.title()))
            .chain(Asked::ALL.iter().map(|one| one.title()))
            .chain(Concern::ALL.iter().map(|one| one.title()))
            .chain(Concern::ALL.iter().map(|one| one.question()))
            .chain(Pattern::ALL.iter().map(|one| one.title()));
        for words in words {
            for word in ["misuse", "suspect", "abuse", "offence", "guilty"] {
                assert!(!words.to_lowercase().contains(word), "{words}");
            }
        }
    }
}
