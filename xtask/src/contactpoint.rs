//! The program `contactpoint` and the surroundings it runs in.

use std::ffi::OsString;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::pg::{Address, Role};
use crate::step::{Program, Running, program};
use crate::stop;

/// How long the server may take to answer for the first time.
const PATIENCE: Duration = Duration::from_secs(60);

/// What the program works with.
pub struct Surroundings<'a> {
    /// The built program.
    pub program: PathBuf,
    /// The built site.
    pub site: PathBuf,
    /// The cluster and the database in it.
    pub cluster: &'a Address,
    /// The database's name.
    pub database: &'a str,
    /// Where keys, witnesses' copies and the personas lie.
    pub home: PathBuf,
    /// The port to serve on, of the loopback interface.
    pub port: u16,
}

impl Surroundings<'_> {
    /// Where the personas who can sign in are written down.
    pub fn personas(&self) -> PathBuf {
        self.home.join("personas.json")
    }

    /// Where the children whose stories are known are written down.
    pub fn stories(&self) -> PathBuf {
        self.home.join("stories.json")
    }

    /// The address a browser opens.
    pub fn url(&self) -> String {
        format!("http://localhost:{}", self.port)
    }

    /// The owner's address of the database.
    pub fn owner_url(&self) -> String {
        self.cluster.url(Role::Owner, self.database)
    }

    /// The variables the program reads.
    pub fn variables(&self) -> [(&'static str, OsString); 9] {
        let witnesses = [self.home.join("witness-1"), self.home.join("witness-2")];
        let witnesses = witnesses.map(PathBuf::into_os_string).join(":".as_ref());
        [
            (
                "DATABASE_URL",
                self.cluster.url(Role::App, self.database).into(),
            ),
            ("CONTACTPOINT_OWNER_URL", self.owner_url().into()),
            ("CONTACTPOINT_SITE", self.site.clone().into()),
            (
                "CONTACTPOINT_ADDRESS",
                format!("127.0.0.1:{}", self.port).into(),
            ),
            ("CONTACTPOINT_DEMO", "1".into()),
            ("CONTACTPOINT_PERSONAS", self.personas().into()),
            ("CONTACTPOINT_KEYS", self.home.join("keys").into()),
            ("CONTACTPOINT_MAIL", self.home.join("mail").into()),
            ("CONTACTPOINT_WITNESSES", witnesses),
        ]
    }

    /// Prepares to run one of the program's commands.
    pub fn command<'a>(&self, arguments: impl IntoIterator<Item = &'a str>) -> Program {
        program(&self.program)
            .args(arguments)
            .envs(self.variables())
    }

    /// Brings the database to the program's version.
    ///
    /// # Errors
    /// When a migration fails.
    pub fn migrate(&self) -> Result<()> {
        self.command(["migrate"]).run()
    }

    /// Starts the server, and waits until it answers.
    ///
    /// # Errors
    /// When it does not start, or ends at once.
    pub fn start(&self) -> Result<Server> {
        Server::answering(self.command(["serve"]).start()?, self.port)
    }

    /// Starts a worker: what time alone brings about, and messages, written to a directory.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn start_worker(&self) -> Result<Running> {
        self.command(["work", "--origin", &self.url()]).start()
    }

    /// The same with what it says written to a file in `home`.
    ///
    /// # Errors
    /// As [`Surroundings::start`].
    pub fn start_logging(&self) -> Result<Server> {
        let log = self.home.join("log");
        std::fs::create_dir_all(&log)?;
        let program = self.command(["serve"]);
        Server::answering(program.start_logging(&log.join("serve.log"))?, self.port)
    }
}

/// The server; dropping this stops it.
pub struct Server {
    running: Running,
}

impl Server {
    fn answering(running: Running, port: u16) -> Result<Self> {
        let mut server = Self { running };
        server.wait_for_answer(port)?;
        Ok(server)
    }

    /// Fails when it has ended, or somebody asked to stop.
    ///
    /// # Errors
    /// As said.
    pub fn check(&mut self) -> Result<()> {
        stop::check()?;
        if let Some(status) = self.running.ended()? {
            bail!("{} ended by itself ({status})", self.running.name());
        }
        Ok(())
    }

    fn wait_for_answer(&mut self, port: u16) -> Result<()> {
        let started = Instant::now();
        while !answers(port) {
            self.check()?;
            if started.elapsed() > PATIENCE {
                bail!("the server does not answer on port {port}");
            }
            thread::sleep(Duration::from_millis(50));
        }
        Ok(())
    }
}

/// Whether a server on the port says that it lives.
fn answers(port: u16) -> bool {
    let ask = || -> std::io::Result<String> {
        let mut connection = TcpStream::connect(("127.0.0.1", port))?;
        connection.set_read_timeout(Some(Duration::from_secs(5)))?;
        write!(
            connection,
            "GET /livez HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        )?;
        let mut answer = String::new();
        connection.read_to_string(&mut answer)?;
        Ok(answer)
    };
    ask().is_ok_and(|answer| answer.starts_with("HTTP/1.1 2"))
}

/// Removes what belongs to a population that is no more: its keys, its witnesses' copies (which
/// would rightly call a new trail a forgery), its messages and what was written down of it.
///
/// # Errors
/// When something cannot be removed.
pub fn forget(home: &Path) -> Result<()> {
    for name in ["keys", "mail", "witness-1", "witness-2"] {
        let directory = home.join(name);
        if directory.exists() {
            std::fs::remove_dir_all(directory)?;
        }
    }
    for name in ["personas.json", "stories.json"] {
        let file = home.join(name);
        if file.exists() {
            std::fs::remove_file(file)?;
        }
    }
    Ok(())
}
