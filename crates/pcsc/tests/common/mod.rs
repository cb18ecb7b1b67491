//! A real pcscd with virtual readers for tests: one at a time on a machine, started and stopped
//! by its process id, in a network namespace of its own.
//!
//! Vsmartcard's driver listens on every address, so a test runs itself again inside
//! `unshare -n` with the loopback interface up ([`isolated`]); there it starts pcscd and puts
//! [`VirtualCard`]s into the two slots. That needs root and Debian's packages `pcscd` and
//! `vsmartcard-vpcd`; where they are absent the test says `SKIPPED`, or fails when
//! `VIDIMUS_REQUIRE_PCSCD=1`.

#![allow(dead_code, reason = "each test file uses a part of it")]

mod card;
mod pcscd;

pub(crate) use card::{Answer, VirtualCard};
pub(crate) use pcscd::Pcscd;

use std::fs::File;
use std::path::Path;
use std::process::Command;

/// Set inside the network namespace.
const INSIDE: &str = "VIDIMUS_TEST_ISOLATED";
/// The driver of the virtual readers.
const DRIVER: &str = "/usr/lib/pcsc/drivers/serial/libifdvpcd.so";

/// Whether the calling test runs isolated and goes on; outside it is run again isolated, and
/// must pass there. `name` is the test's own name.
pub(crate) fn isolated(name: &str) -> bool {
    if std::env::var_os(INSIDE).is_some() {
        return true;
    }
    // one pcscd a machine: its socket has a fixed place. The lock comes first, or the pcscd of
    // another test would pass for a stranger's
    let lock = File::create(std::env::temp_dir().join("vidimus-pcscd.lock")).unwrap();
    lock.lock().unwrap();
    if let Some(reason) = missing() {
        assert!(
            std::env::var_os("VIDIMUS_REQUIRE_PCSCD").is_none_or(|value| value != "1"),
            "a real pcscd is required: {reason}"
        );
        eprintln!("SKIPPED({reason}): {name}");
        return false;
    }
    let program = std::env::current_exe().unwrap();
    let status = Command::new("unshare")
        .args(["-n", "sh", "-c", "ip link set lo up && exec \"$0\" \"$@\""])
        .arg(program)
        .args([name, "--exact", "--nocapture", "--test-threads=1"])
        .env(INSIDE, "1")
        .status()
        .unwrap();
    assert!(status.success(), "{name} failed inside the namespace");
    false
}

/// What is missing for a pcscd of our own, in a few words.
fn missing() -> Option<&'static str> {
    let works = |program: &str, arguments: &[&str]| {
        let output = Command::new(program).args(arguments).output();
        output.is_ok_and(|output| output.status.success())
    };
    if !works("pcscd", &["--version"]) {
        Some("pcscd absent")
    } else if !Path::new(DRIVER).exists() && !driver_elsewhere() {
        Some("vsmartcard-vpcd absent")
    } else if !works("unshare", &["-n", "sh", "-c", "ip link set lo up"]) {
        Some("no right to make a network namespace")
    } else if pcscd::is_running() {
        Some("another pcscd is running")
    } else {
        None
    }
}

/// The driver's place differs between releases; its configuration names it.
fn driver_elsewhere() -> bool {
    Path::new("/etc/reader.conf.d/vpcd").exists()
}
