//! Running programs: what is being done is shown, what went wrong is said in one sentence.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::stop;

/// How often a running program, and the wish to stop, are looked at.
const PACE: Duration = Duration::from_millis(20);
/// How long a program may take to stop when asked, before it is made to.
const PATIENCE: Duration = Duration::from_secs(10);

/// Tells the person at the terminal something; results for other programs use [`print`].
pub fn say(line: &str) {
    // Nobody reading any longer is no reason to leave a database running.
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// Prints a result on standard output.
pub fn print(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// Does a step under a heading and says how long it took.
///
/// # Errors
/// Those of the step.
pub fn timed<T>(heading: &str, step: impl FnOnce() -> Result<T>) -> Result<T> {
    say(&format!("==> {heading}"));
    let started = Instant::now();
    let result = step();
    let verdict = if result.is_ok() { "done" } else { "FAILED" };
    say(&format!(
        "    {verdict} in {:.1} s",
        started.elapsed().as_secs_f64()
    ));
    result
}

/// A program about to be run.
pub struct Program {
    command: Command,
    name: String,
}

/// Prepares to run a program found by name or path.
pub fn program(name: impl AsRef<OsStr>) -> Program {
    let name = name.as_ref();
    let shown = Path::new(name)
        .file_name()
        .unwrap_or(name)
        .to_string_lossy()
        .into_owned();
    Program {
        command: Command::new(name),
        name: shown,
    }
}

impl Program {
    /// Adds arguments.
    pub fn args<A: AsRef<OsStr>>(mut self, arguments: impl IntoIterator<Item = A>) -> Self {
        self.command.args(arguments);
        self
    }

    /// Sets variables of its environment.
    pub fn envs<K: AsRef<OsStr>, V: AsRef<OsStr>>(
        mut self,
        variables: impl IntoIterator<Item = (K, V)>,
    ) -> Self {
        self.command.envs(variables);
        self
    }

    /// Hides a variable of our environment from it.
    pub fn without_env(mut self, name: impl AsRef<OsStr>) -> Self {
        self.command.env_remove(name);
        self
    }

    /// Runs it in a directory.
    pub fn within(mut self, directory: &Path) -> Self {
        self.command.current_dir(directory);
        self
    }

    /// Runs it as another user.
    #[cfg(unix)]
    pub fn owned_by(mut self, user: u32, group: u32) -> Self {
        use std::os::unix::process::CommandExt;
        // With a user set, the standard library drops the supplementary groups too.
        self.command.uid(user).gid(group);
        self
    }

    /// Sends its standard output to ours for errors, so that standard output carries results only.
    fn talkative(mut self) -> Self {
        self.command.stdin(Stdio::null()).stdout(std::io::stderr());
        self
    }

    /// Runs it to its end, its output shown.
    ///
    /// # Errors
    /// When it cannot be started, fails, or somebody asked to stop.
    pub fn run(self) -> Result<()> {
        let mut running = self.talkative().spawn()?;
        let status = running.wait()?;
        running.judge(status)
    }

    /// Runs it to its end, its results on our standard output.
    ///
    /// # Errors
    /// As [`Program::run`].
    pub fn run_on_our_output(mut self) -> Result<()> {
        self.command.stdin(Stdio::null());
        let mut running = self.spawn()?;
        let status = running.wait()?;
        running.judge(status)
    }

    /// Runs it to its end and hands over each line of its standard output, which is shown too.
    ///
    /// # Errors
    /// As [`Program::run`].
    pub fn run_listening(mut self, mut hear: impl FnMut(&str) + Send) -> Result<()> {
        self.command.stdin(Stdio::null()).stdout(Stdio::piped());
        let mut running = self.spawn()?;
        let output = running.child.stdout.take();
        let status = thread::scope(|scope| {
            scope.spawn(move || {
                for line in output.into_iter().flat_map(|o| BufReader::new(o).lines()) {
                    let Ok(line) = line else { break };
                    say(&line);
                    hear(&line);
                }
            });
            running.wait()
        })?;
        running.judge(status)
    }

    /// Runs it to its end and answers its standard output; on failure its complaint is in the error.
    ///
    /// # Errors
    /// When it cannot be started or fails.
    pub fn read(mut self) -> Result<String> {
        let output = self
            .command
            .stdin(Stdio::null())
            .output()
            .with_context(|| format!("cannot start {}", self.name))?;
        if !output.status.success() {
            let complaint = String::from_utf8_lossy(&output.stderr);
            bail!(
                "{} failed ({}): {}",
                self.name,
                output.status,
                complaint.trim()
            );
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Runs it to its end with a text on its standard input, its output thrown away.
    ///
    /// # Errors
    /// When it cannot be started or fails.
    pub fn feed(mut self, text: &str) -> Result<()> {
        self.command
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        let mut child = self
            .command
            .spawn()
            .with_context(|| format!("cannot start {}", self.name))?;
        if let Some(mut input) = child.stdin.take() {
            input.write_all(text.as_bytes())?;
        }
        let output = child.wait_with_output()?;
        if !output.status.success() {
            let complaint = String::from_utf8_lossy(&output.stderr);
            bail!(
                "{} failed ({}): {}",
                self.name,
                output.status,
                complaint.trim()
            );
        }
        Ok(())
    }

    /// Starts it in the background, its output shown; it is stopped when the answer is dropped.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn start(self) -> Result<Running> {
        self.talkative().spawn()
    }

    /// Starts it in the background, its output written to a file.
    ///
    /// # Errors
    /// When it cannot be started or the file cannot be made.
    pub fn start_logging(mut self, log: &Path) -> Result<Running> {
        let file = std::fs::File::create(log).with_context(|| format!("{}", log.display()))?;
        self.command
            .stdin(Stdio::null())
            .stdout(file.try_clone()?)
            .stderr(file);
        self.spawn()
    }

    fn spawn(mut self) -> Result<Running> {
        let child = self
            .command
            .spawn()
            .with_context(|| format!("cannot start {}", self.name))?;
        Ok(Running {
            child,
            name: self.name,
        })
    }
}

/// A program that runs in the background; dropping it stops it.
pub struct Running {
    child: Child,
    name: String,
}

impl Running {
    /// How it ended, if it has.
    ///
    /// # Errors
    /// When the operating system cannot say.
    pub fn ended(&mut self) -> Result<Option<ExitStatus>> {
        Ok(self.child.try_wait()?)
    }

    /// Its name, for telling about it.
    pub fn name(&self) -> &str {
        &self.name
    }

    fn wait(&mut self) -> Result<ExitStatus> {
        loop {
            if let Some(status) = self.child.try_wait()? {
                return Ok(status);
            }
            stop::check()?;
            thread::sleep(PACE);
        }
    }

    fn judge(&self, status: ExitStatus) -> Result<()> {
        if !status.success() {
            bail!("{} failed ({status})", self.name);
        }
        Ok(())
    }

    /// Asks it to stop, and after a while makes it.
    fn stop(&mut self) {
        let running = |child: &mut Child| matches!(child.try_wait(), Ok(None));
        if running(&mut self.child) {
            // Polite first: the standard library can only kill.
            let _ = Command::new("sh")
                .args(["-c", "kill -TERM \"$0\"", &self.child.id().to_string()])
                .stderr(Stdio::null())
                .status();
        }
        let asked = Instant::now();
        while running(&mut self.child) && asked.elapsed() < PATIENCE {
            thread::sleep(PACE);
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop();
    }
}
