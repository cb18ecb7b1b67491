//! A PC/SC service of the test's own, with virtual readers.

use std::fs::File;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Which readers the service shall have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readers {
    /// the two readers of vpcd
    Virtual,
    /// none at all
    None,
}

/// A running PC/SC service. Dropping it stops it, by its process id.
///
/// There is one such service a machine: a lock file makes the tests that need it wait for each
/// other, whichever process they run in. As vpcd listens on every address, the service gets a
/// network of its own, and [`PcscService::command`] starts programs inside it.
#[derive(Debug)]
pub struct PcscService {
    child: Child,
    own_network: bool,
    _lock: File,
    configuration: Option<EmptyFolder>,
}

/// The TCP port of a virtual reader: of `Virtual PCD 00 00` and `Virtual PCD 00 01`. (The driver
/// has two readers at most: a second device would share their connections.)
#[must_use]
pub const fn port(reader: u16) -> u16 {
    35_963 + reader
}

/// Set for a test that runs in a network of its own.
const INSIDE: &str = "VIDIMUS_TEST_OWN_NETWORK";

/// Whether the calling test runs in a network of its own and goes on, so that it can put cards
/// into the readers itself; outside it is run again inside one, and must pass there. `name` is
/// the test's own name.
///
/// # Panics
/// When the test fails inside.
#[must_use]
pub fn in_own_network(name: &str) -> bool {
    // where there is no right to make one, the machine's own must do
    if std::env::var_os(INSIDE).is_some() || !command_succeeds("unshare", &["-n", "true"]) {
        return true;
    }
    let program = std::env::current_exe().expect("the test's own program");
    let status = Command::new("unshare")
        .args(["-n", "sh", "-c", "ip link set lo up && exec \"$0\" \"$@\""])
        .arg(program)
        .args([name, "--exact", "--nocapture", "--test-threads=1"])
        .env(INSIDE, "1")
        .status()
        .expect("unshare starts");
    assert!(status.success(), "{name} failed in its own network");
    false
}

/// Where the service listens; the place is built into it.
const SOCKET: &str = "/run/pcscd/pcscd.comm";

impl PcscService {
    /// Takes the lock and starts the service.
    ///
    /// # Panics
    /// When a service runs already, or this one does not start within ten seconds.
    #[must_use]
    pub fn start(readers: Readers) -> Self {
        let lock =
            File::create(std::env::temp_dir().join("vidimus-pcscd.lock")).expect("lock file");
        lock.lock().expect("lock");
        assert!(
            !answers(),
            "a PC/SC service runs already: stop it, these tests start their own"
        );
        let configuration = (readers == Readers::None).then(EmptyFolder::new);
        let own_network =
            std::env::var_os(INSIDE).is_none() && command_succeeds("unshare", &["-n", "true"]);
        let child = spawn(configuration.as_ref(), own_network);
        let mut service = Self {
            child,
            own_network,
            _lock: lock,
            configuration,
        };
        service.wait_until_up();
        service
    }

    /// A command that runs where the readers can be dialled.
    #[must_use]
    pub fn command(&self, program: &Path) -> Command {
        if !self.own_network {
            return Command::new(program);
        }
        let mut command = Command::new("nsenter");
        command
            .args(["--target", &self.child.id().to_string(), "--net", "--"])
            .arg(program);
        command
    }

    /// Stops the service now.
    ///
    /// # Panics
    /// When it cannot be stopped.
    pub fn stop(&mut self) {
        let pid = self.child.id().to_string();
        // TERM, so that it removes its socket; the child handle could only send KILL
        let _ = Command::new("kill").arg(pid).stderr(Stdio::null()).status();
        self.child.wait().expect("service ends");
    }

    /// Starts it again after it was stopped.
    ///
    /// # Panics
    /// When it does not start within ten seconds.
    pub fn start_again(&mut self) {
        self.child = spawn(self.configuration.as_ref(), self.own_network);
        self.wait_until_up();
    }

    fn wait_until_up(&mut self) {
        let end = Instant::now() + Duration::from_secs(10);
        while !answers() {
            let ended = self.child.try_wait().expect("state of the service");
            assert!(
                ended.is_none(),
                "the PC/SC service did not start: is pcscd installed?"
            );
            assert!(
                Instant::now() < end,
                "the PC/SC service is not up after ten seconds"
            );
            std::thread::sleep(Duration::from_millis(20));
        }
        // the socket is there a little before the readers are
        std::thread::sleep(Duration::from_millis(300));
    }
}

impl Drop for PcscService {
    fn drop(&mut self) {
        self.stop();
    }
}

/// `unshare` and `sh` exec the service, so its process id is the child's.
fn spawn(configuration: Option<&EmptyFolder>, own_network: bool) -> Child {
    let mut script = String::from("exec pcscd --foreground --error");
    if let Some(folder) = configuration {
        script += &format!(" --config {}", folder.0.display());
    }
    let mut command = if own_network {
        script.insert_str(0, "ip link set lo up && ");
        let mut command = Command::new("unshare");
        command.args(["-n", "sh"]);
        command
    } else {
        Command::new("sh")
    };
    command
        .args(["-c", &script])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command.spawn().expect("sh starts")
}

/// Whether somebody listens at the service's socket (a stale file does not count).
fn answers() -> bool {
    std::os::unix::net::UnixStream::connect(SOCKET).is_ok()
}

fn command_succeeds(program: &str, arguments: &[&str]) -> bool {
    let status = Command::new(program)
        .args(arguments)
        .stderr(Stdio::null())
        .status();
    status.is_ok_and(|status| status.success())
}

/// A reader configuration without readers.
#[derive(Debug)]
struct EmptyFolder(std::path::PathBuf);

impl EmptyFolder {
    fn new() -> Self {
        let path = std::env::temp_dir().join(format!("vidimus-no-readers-{}", std::process::id()));
        std::fs::create_dir_all(&path).expect("folder");
        Self(path)
    }
}

impl Drop for EmptyFolder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir(&self.0);
    }
}
