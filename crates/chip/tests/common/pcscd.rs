//! A pcscd of the tests' own, with its card inside the same network namespace.
//!
//! vpcd listens on every address, so pcscd runs where there is no network but loopback
//! (`unshare -n`) when we are root. The card has to connect from inside, which is why it is a
//! process of its own there: this test binary, started again with [`CARD_ROLE`] set. There is
//! one pcscd a machine, so a lock file serialises the tests.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Set in the environment of a process that plays the card instead of testing.
pub(crate) const CARD_ROLE: &str = "VIDIMUS_TEST_CARD";
/// Where pcscd listens for programs.
const SOCKET: &str = "/run/pcscd/pcscd.comm";

/// A running pcscd, stopped when dropped.
pub(crate) struct Pcscd {
    shell: Child,
    /// the pid of pcscd itself stands in it
    pid_file: tempfile::NamedTempFile,
    inside_namespace: bool,
    // released last
    _lock: File,
}

/// A card in the reader, taken out when dropped.
pub(crate) struct Card(Child);

/// The exclusive right to run pcscd.
fn lock() -> File {
    let path = std::env::temp_dir().join("vidimus-pcscd.lock");
    let file = File::create(path).unwrap();
    file.lock().unwrap();
    file
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output().unwrap();
    id.stdout == b"0\n"
}

fn skip(reason: &str) {
    assert!(
        std::env::var_os("VIDIMUS_REQUIRE_SHARED").is_none_or(|value| value != "1"),
        "pcscd is required but cannot run: {reason}"
    );
    eprintln!("SKIPPED({reason}): pcscd");
}

impl Pcscd {
    /// Starts it; `None`, said aloud, where it cannot run.
    pub(crate) fn start() -> Option<Self> {
        if !Path::new("/usr/sbin/pcscd").exists() {
            skip("pcscd is not installed");
            return None;
        }
        if !is_root() {
            skip("not root");
            return None;
        }
        let lock = lock();
        if fs::exists(SOCKET).unwrap() && someone_answers() {
            skip("another pcscd is running");
            return None;
        }
        let pid_file = tempfile::NamedTempFile::new().unwrap();
        let inside_namespace = can_unshare();
        let script = format!(
            "{} echo $$ > {}; exec pcscd --foreground --error",
            if inside_namespace {
                "ip link set lo up;"
            } else {
                ""
            },
            pid_file.path().display()
        );
        let mut command = if inside_namespace {
            let mut unshare = Command::new("unshare");
            unshare.args(["-n", "sh"]);
            unshare
        } else {
            Command::new("sh")
        };
        let quiet = command.args(["-c", &script]).stdin(Stdio::null());
        let shell = quiet
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let pcscd = Self {
            shell,
            pid_file,
            inside_namespace,
            _lock: lock,
        };
        pcscd.wait();
        Some(pcscd)
    }

    fn wait(&self) {
        let until = Instant::now() + Duration::from_secs(20);
        while !(self.pid().is_some() && someone_answers()) {
            assert!(Instant::now() < until, "pcscd does not come up");
            sleep(Duration::from_millis(50));
        }
    }

    fn pid(&self) -> Option<u32> {
        fs::read_to_string(self.pid_file.path())
            .ok()?
            .trim()
            .parse()
            .ok()
    }

    /// Puts a card in: this binary again, in the role of a card, beside pcscd.
    pub(crate) fn insert(&self, role: &str, test: &str) -> Card {
        let pid = self.pid().unwrap().to_string();
        let this = std::env::current_exe().unwrap();
        let mut command = if self.inside_namespace {
            let mut enter = Command::new("nsenter");
            enter.args(["-t", &pid, "-n"]).arg(this);
            enter
        } else {
            Command::new(this)
        };
        let quiet = command.args(["--exact", test]).env(CARD_ROLE, role);
        Card(quiet.stdout(Stdio::null()).spawn().unwrap())
    }
}

fn can_unshare() -> bool {
    let mut command = Command::new("unshare");
    let quiet = command.args(["-n", "true"]).stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}

fn someone_answers() -> bool {
    pcsc::Context::establish(pcsc::Scope::User).is_ok()
}

impl Drop for Pcscd {
    fn drop(&mut self) {
        if let Some(pid) = self.pid() {
            let _ = Command::new("kill").arg(pid.to_string()).status();
        }
        let _ = self.shell.wait();
    }
}

impl Drop for Card {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
