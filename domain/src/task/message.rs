//! The only messages that are ever sent outside: no child, no number, no service, no place (G-NOT).

use crate::misuse::StaffMessage;

/// Which of them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Message {
    /// To a user: something waits.
    Task,
    /// To the director of an authority, who is no user: a review was not done in time (SHLD-07).
    Late,
    /// To a user's staff manager, who is no user: the user's name and the fact (MIS-03).
    AboutStaff(StaffMessage),
}

impl Message {
    /// The subject.
    pub fn subject(&self) -> &'static str {
        match self {
            Message::Task => "You have a task in ContactPoint",
            Message::Late => "A review in ContactPoint is late",
            Message::AboutStaff(_) => "A member of your staff and ContactPoint",
        }
    }

    /// The text; the address is the installation's own.
    pub fn text(&self, address: &str) -> String {
        let words = match self {
            Message::Task => format!(
                "Something is waiting for you in ContactPoint.\n\nSign in to see what it is: {address}"
            ),
            Message::Late => "A review that your ContactPoint manager has to do was not done in time.\n\n\
                 Ask your ContactPoint manager about it. They see in ContactPoint what is to be done."
                .to_owned(),
            Message::AboutStaff(about) => about.words(),
        };
        format!("{words}\n\nThis message was sent by a machine. Nobody reads answers to it.\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_names_no_child_no_shield_and_counts_nothing_g_not_shld_07() {
        for message in [Message::Task, Message::Late] {
            let sent = format!(
                "{}\n{}",
                message.subject(),
                message.text("https://cp.example")
            );
            assert!(!sent.contains(|c: char| c.is_ascii_digit()), "{sent}");
            for word in ["shield", "child", "Bradford", "record", "panel"] {
                assert!(!sent.to_lowercase().contains(word), "{word} in {sent}");
            }
        }
    }
}
