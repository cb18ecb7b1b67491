//! A card in the reader, and the command in front of it.

use crate::common::{Run, Sandbox, assert_no_canary, environment, program};
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use vidimus_testkit::PcscService;

pub(crate) const READER: &str = "Virtual PCD 00 00";
pub(crate) const READ: [&str; 6] = [
    "read",
    "--mrz-file",
    "mrz.txt",
    "--trust",
    "trust",
    "--reader",
];

/// Whether there is a pcscd with virtual readers to run; a test without one says so.
pub(crate) fn there_is_a_stack() -> bool {
    let found = [
        "/usr/lib/pcsc/drivers/serial/libifdvpcd.so",
        "/etc/reader.conf.d/vpcd",
    ]
    .iter()
    .any(|path| std::path::Path::new(path).exists());
    if !found {
        let required = std::env::var_os("VIDIMUS_REQUIRE_PCSCD").is_some_and(|value| value == "1");
        assert!(!required, "a real pcscd with vpcd is required");
        eprintln!("SKIPPED(no pcscd with vpcd): the whole stack");
    }
    found
}

/// `vidimus chip` as a process; taken out when dropped.
pub(crate) struct Card(Child);

impl Card {
    /// The card of the sandbox's `doc/`, or of a preset with the sandbox's zone.
    pub(crate) fn insert(service: &PcscService, sandbox: &Sandbox, arguments: &[&str]) -> Self {
        let mut command = service.command(program());
        environment(&mut command, sandbox);
        let child = command
            .arg("chip")
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut card = Self(child);
        let mut lines = BufReader::new(card.0.stderr.take().unwrap()).lines();
        let in_reader = lines.find(|line| {
            line.as_ref()
                .is_ok_and(|line| line.contains("in the reader"))
        });
        assert!(in_reader.is_some(), "the card is in the reader");
        // the service looks at its readers a few times a second
        std::thread::sleep(Duration::from_millis(700));
        card
    }

    /// Pulls the card out at once.
    pub(crate) fn pull(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Drop for Card {
    fn drop(&mut self) {
        self.pull();
    }
}

/// The command against the test's own service.
pub(crate) fn prepared(service: &PcscService, sandbox: &Sandbox, arguments: &[&str]) -> Command {
    let mut command = service.command(program());
    environment(&mut command, sandbox);
    command.env_remove("PCSCLITE_CSOCK_NAME").args(arguments);
    command
}

pub(crate) fn run(service: &PcscService, sandbox: &Sandbox, arguments: &[&str]) -> Run {
    Run::of(&mut prepared(service, sandbox, arguments), b"")
}

pub(crate) fn read(service: &PcscService, sandbox: &Sandbox, more: &[&str]) -> Run {
    run(service, sandbox, &[&READ[..], &[READER], more].concat())
}

pub(crate) fn mode(sandbox: &Sandbox, name: &str) -> u32 {
    let metadata = std::fs::metadata(sandbox.path().join(name)).unwrap();
    metadata.permissions().mode() & 0o777
}

pub(crate) fn assert_silent(run: &Run, what: &str) {
    assert_no_canary(what, &run.stdout);
    assert_no_canary(what, &run.stderr);
}

/// Nothing half-written is left.
pub(crate) fn assert_nothing_partial(sandbox: &Sandbox) {
    for path in sandbox.snapshot().keys() {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        assert!(!name.starts_with('.'), "{path:?} is left");
    }
}
