//! pcscd as a child process.

use std::os::unix::net::UnixStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Where pcscd listens.
const SOCKET: &str = "/run/pcscd/pcscd.comm";

/// A running pcscd; stopped when dropped.
pub(crate) struct Pcscd {
    child: Child,
}

/// Whether something answers on the socket.
pub(crate) fn is_running() -> bool {
    UnixStream::connect(SOCKET).is_ok()
}

impl Pcscd {
    /// Starts it and waits until its two virtual readers are there.
    pub(crate) fn start() -> Self {
        assert!(!is_running(), "another pcscd is running");
        let child = Command::new("pcscd")
            .args(["--foreground", "--error"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let pcscd = Self { child };
        wait_for("two virtual readers", || {
            vidimus_pcsc::readers().is_ok_and(|readers| readers.len() == 2)
        });
        pcscd
    }

    /// Stops it: SIGTERM, so that it cleans up after itself.
    pub(crate) fn stop(mut self) {
        self.terminate();
    }

    fn terminate(&mut self) {
        if let Ok(Some(_)) = self.child.try_wait() {
            return;
        }
        let id = self.child.id().to_string();
        let _ = Command::new("kill").args(["-TERM", &id]).status();
        let end = Instant::now() + Duration::from_secs(5);
        while Instant::now() < end {
            if let Ok(Some(_)) = self.child.try_wait() {
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_file(Path::new(SOCKET));
    }
}

impl Drop for Pcscd {
    fn drop(&mut self) {
        self.terminate();
    }
}

/// Waits at most ten seconds for something to become true.
pub(crate) fn wait_for(what: &str, mut is_true: impl FnMut() -> bool) {
    let end = Instant::now() + Duration::from_secs(10);
    while !is_true() {
        assert!(Instant::now() < end, "waited for {what}");
        std::thread::sleep(Duration::from_millis(25));
    }
}
