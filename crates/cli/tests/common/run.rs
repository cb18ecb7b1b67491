//! One run of the command.

use super::{Sandbox, validate};
use serde_json::Value;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// What a run ended with.
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// The environment of every run: nothing of the machine's own, and no PC/SC service.
pub(crate) fn environment(command: &mut Command, sandbox: &Sandbox) {
    command
        .current_dir(sandbox.path())
        .env_clear()
        .env("HOME", sandbox.path().join("home"))
        .env("LC_ALL", "C.UTF-8")
        .env("COLUMNS", "100")
        .env("PCSCLITE_CSOCK_NAME", "/nonexistent/pcscd.comm");
    // where the compiler's coverage writes, if it does
    if let Some(profile) = std::env::var_os("LLVM_PROFILE_FILE") {
        command.env("LLVM_PROFILE_FILE", profile);
    }
}

/// The program under test.
pub(crate) fn program() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_vidimus"))
}

impl Run {
    /// Runs the command in the sandbox.
    pub(crate) fn new(sandbox: &Sandbox, arguments: &[&str]) -> Self {
        Self::with(sandbox, arguments, b"", &[])
    }

    pub(crate) fn with(
        sandbox: &Sandbox,
        arguments: &[&str],
        stdin: &[u8],
        variables: &[(&str, &str)],
    ) -> Self {
        let mut command = Command::new(program());
        environment(&mut command, sandbox);
        command.args(arguments).envs(variables.iter().copied());
        Self::of(&mut command, stdin)
    }

    /// Runs a command that was prepared elsewhere.
    pub(crate) fn of(command: &mut Command, stdin: &[u8]) -> Self {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // a command that does not read its input closes it
        let _ = child.stdin.take().unwrap().write_all(stdin);
        Self::from(child.wait_with_output().unwrap())
    }

    /// The one JSON document on stdout, which its schema allows.
    pub(crate) fn json(&self) -> Value {
        let mut documents = self.documents();
        assert_eq!(documents.len(), 1, "one document: {}", self.stdout);
        documents.remove(0)
    }

    /// The JSON documents on stdout, one a line.
    pub(crate) fn documents(&self) -> Vec<Value> {
        let lines = self.stdout.lines();
        let parse = |line| serde_json::from_str(line).unwrap_or_else(|_| panic!("no JSON: {line}"));
        lines.map(parse).inspect(validate).collect()
    }
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}
