//! What a staff manager is told, who is no user: the user's name and the fact, never anything of a child
//! (G-NOT, MIS-03). The words accuse nobody (MIS-07).

use crate::coded::coded;

coded! {
    /// The fact.
    StaffFact {
        /// The user is asked for an explanation.
        UserAsked = "user-asked",
        /// The staff manager is asked to obtain one.
        AskedOfYou = "asked-of-you",
        /// The account is suspended meanwhile.
        Suspended = "suspended",
        /// It is over.
        Over = "over",
        /// It is over, and the account is in use again.
        InUseAgain = "in-use-again",
        /// It is over, and the account is closed.
        AccountClosed = "account-closed",
    }
}

/// A message to a staff manager.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StaffMessage {
    /// The user's name.
    pub user: String,
    /// The fact.
    pub fact: StaffFact,
}

impl StaffMessage {
    /// What it says.
    pub fn words(&self) -> String {
        let user = &self.user;
        let fact = match self.fact {
            StaffFact::UserAsked => format!(
                "We have asked {user} to explain some of their use of ContactPoint. There is nothing that you need to do."
            ),
            StaffFact::AskedOfYou => format!(
                "Please ask {user} to explain some of their use of ContactPoint, and tell us what they say within five working days. They can see in ContactPoint what it is about."
            ),
            StaffFact::Suspended => format!(
                "The ContactPoint account of {user} is suspended while we look into how it was used."
            ),
            StaffFact::Over => {
                format!("We asked about how {user} uses ContactPoint. That is finished.")
            }
            StaffFact::InUseAgain => format!(
                "We have finished looking into how the ContactPoint account of {user} was used. The account can be used again."
            ),
            StaffFact::AccountClosed => format!(
                "We have finished looking into how the ContactPoint account of {user} was used. The account is closed."
            ),
        };
        format!(
            "{fact}\n\nUse of ContactPoint is looked at regularly, and most questions have an ordinary answer. This message does not mean that anybody has done wrong.\n\nIf you have questions, ring the ContactPoint team of your local authority or organisation."
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_staff_manager_is_told_neutrally_and_nothing_of_a_child_mis_03_mis_07() {
        for fact in StaffFact::ALL.iter().copied() {
            let message = StaffMessage {
                user: "Nora Nurse".to_owned(),
                fact,
            };
            let words = message.words();
            assert!(words.contains("Nora Nurse"), "{words}");
            assert!(!words.contains(|c: char| c.is_ascii_digit()), "{words}");
            for word in ["child", "record", "misuse", "suspicio", "family"] {
                assert!(!words.to_lowercase().contains(word), "{word} in {words}");
            }
        }
    }
}
