//! Mail transports: SMTP, or a directory into which messages are written.

use std::path::PathBuf;

use clap::Args;
use domain::task::message::Message as Words;
use lettre::message::Mailbox;
use lettre::transport::file::Error as FileError;
use lettre::transport::smtp::Error as SmtpError;
use lettre::{
    AsyncFileTransport, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor, address,
};

/// How messages leave.
#[derive(Args, Clone, Debug)]
pub struct TransportSettings {
    /// The mail server, such as `smtps://user:password@mail.example`
    #[arg(long, env = "CONTACTPOINT_SMTP", hide_env_values = true)]
    smtp: Option<String>,
    /// A directory to write messages into instead
    #[arg(long, env = "CONTACTPOINT_MAIL", conflicts_with = "smtp")]
    mail_directory: Option<PathBuf>,
    /// From whom messages come
    #[arg(
        long,
        env = "CONTACTPOINT_MAIL_FROM",
        default_value = "ContactPoint <no-reply@contactpoint.example>"
    )]
    mail_from: Mailbox,
    /// The address that messages lead to
    #[arg(
        long,
        env = "CONTACTPOINT_ORIGIN",
        default_value = "http://localhost:3000"
    )]
    origin: String,
}

/// Why a message was not sent. Says nothing of to whom.
#[derive(Debug, thiserror::Error)]
pub enum CannotSend {
    /// Neither a mail server nor a directory.
    #[error("set CONTACTPOINT_SMTP to the mail server, or CONTACTPOINT_MAIL to a directory")]
    NoTransport,
    /// The mail server's address, or its answer.
    #[error("the mail server cannot be used{}", .0.status().map(|code| format!(": {code}")).unwrap_or_default())]
    Smtp(#[from] SmtpError),
    /// The directory.
    #[error("the directory for messages cannot be used")]
    File(#[from] FileError),
    /// The directory cannot be made.
    #[error("the directory for messages cannot be made")]
    Directory(#[from] std::io::Error),
    /// What is recorded is no address.
    #[error("an address that is none")]
    Address(#[from] address::AddressError),
    /// The message cannot be put together.
    #[error("a message that cannot be put together")]
    Message(#[from] lettre::error::Error),
}

enum Route {
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    File(AsyncFileTransport<Tokio1Executor>),
}

/// The way out for messages. None tells anything (G-NOT).
pub struct Transport {
    route: Route,
    from: Mailbox,
    origin: String,
}

impl Transport {
    /// Opens the way that the settings name.
    ///
    /// # Errors
    /// When they name none, or one that cannot be used.
    pub fn open(settings: &TransportSettings) -> Result<Self, CannotSend> {
        let route = match (&settings.smtp, &settings.mail_directory) {
            (Some(server), _) => {
                Route::Smtp(AsyncSmtpTransport::<Tokio1Executor>::from_url(server)?.build())
            }
            (None, Some(directory)) => {
                std::fs::create_dir_all(directory)?;
                Route::File(AsyncFileTransport::<Tokio1Executor>::new(directory))
            }
            (None, None) => return Err(CannotSend::NoTransport),
        };
        Ok(Self {
            route,
            from: settings.mail_from.clone(),
            origin: settings.origin.clone(),
        })
    }

    /// Sends one of the few messages there are.
    ///
    /// # Errors
    /// When the message was not taken.
    pub async fn send(&self, to: &str, words: Words) -> Result<(), CannotSend> {
        let message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to.parse()?))
            .subject(words.subject())
            .body(words.text(&self.origin))?;
        match &self.route {
            Route::Smtp(smtp) => {
                smtp.send(message).await?;
            }
            Route::File(directory) => {
                directory.send(message).await?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_message_outside_says_only_that_there_is_something_to_do_g_not() {
        let directory = std::env::temp_dir().join(format!("mail-{}", std::process::id()));
        let settings = TransportSettings {
            smtp: None,
            mail_directory: Some(directory.clone()),
            mail_from: "ContactPoint <no-reply@contactpoint.example>"
                .parse()
                .unwrap(),
            origin: "https://contactpoint.example".to_owned(),
        };
        let transport = Transport::open(&settings).unwrap();
        transport
            .send("nurse@work.example", Words::Task)
            .await
            .unwrap();
        let file = std::fs::read_dir(&directory).unwrap().next().unwrap();
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        std::fs::remove_dir_all(directory).unwrap();
        assert!(text.contains("Subject: You have a task in ContactPoint"));
        assert!(text.contains("https://contactpoint.example"));
        assert!(transport.send("no address", Words::Task).await.is_err());
    }
}
