//! `vidimus read --loop` as a process, and its lines.

use crate::common::{Sandbox, assert_no_canary, validate};
use crate::stack::prepared;
use serde_json::Value;
use std::io::{BufRead, BufReader, Lines, Read};
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, Stdio};
use std::thread::JoinHandle;
use vidimus_testkit::PcscService;

/// The running loop.
pub(crate) struct Gate {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
    talk: Option<JoinHandle<String>>,
    pub(crate) seen: Vec<Value>,
}

/// What a loop ended with.
pub(crate) struct Ended {
    pub(crate) code: i32,
    pub(crate) lines: Vec<Value>,
    pub(crate) talk: String,
}

impl Gate {
    /// Starts it; judged against the sandbox's CA, with the sandbox's zone unless told otherwise.
    pub(crate) fn start(service: &PcscService, sandbox: &Sandbox, more: &[&str]) -> Self {
        let base = ["read", "--loop", "--trust", "trust"];
        let mut command = prepared(service, sandbox, &[&base[..], more].concat());
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let talk = Some(collect(child.stderr.take().unwrap()));
        Self {
            child,
            lines,
            talk,
            seen: Vec::new(),
        }
    }

    /// The next line: one whole document that its schema allows, numbered one on.
    pub(crate) fn line(&mut self) -> Value {
        let line = self.lines.next().expect("another line").unwrap();
        let document: Value = serde_json::from_str(&line).expect("one document a line");
        validate(&document);
        assert_no_canary("a line of the loop", &line);
        self.seen.push(document.clone());
        assert_eq!(document["loop"]["number"], self.seen.len());
        let stamp = |name: &str| document["loop"][name].as_str().unwrap().to_owned();
        assert!(stamp("started") <= stamp("ended"), "{document}");
        document
    }

    pub(crate) fn stdin(&mut self) -> ChildStdin {
        self.child.stdin.take().unwrap()
    }

    /// Nobody takes its lines any more.
    pub(crate) fn deafen(&mut self) {
        let mut other = Command::new("true");
        let mut other = other.stdout(Stdio::piped()).spawn().unwrap();
        self.lines = BufReader::new(other.stdout.take().unwrap()).lines();
        other.wait().unwrap();
    }

    pub(crate) fn signal(&self, name: &str) {
        let sent = Command::new("kill")
            .args([&format!("-{name}"), &self.child.id().to_string()])
            .status();
        assert!(sent.unwrap().success());
    }

    /// Waits for its end; the lines that were not read yet come too.
    pub(crate) fn end(mut self) -> Ended {
        for line in self.lines.by_ref() {
            let document: Value = serde_json::from_str(&line.unwrap()).expect("a whole document");
            validate(&document);
            self.seen.push(document);
        }
        let code = self.child.wait().unwrap().code().unwrap_or(-1);
        let talk = self.talk.take().unwrap().join().unwrap();
        assert_no_canary("the talk of the loop", &talk);
        assert!(!talk.contains("bug"), "{talk}");
        Ended {
            code,
            lines: std::mem::take(&mut self.seen),
            talk,
        }
    }

    /// Kilobytes of memory, open files, threads.
    pub(crate) fn size(&self) -> Size {
        let process = format!("/proc/{}", self.child.id());
        let status = std::fs::read_to_string(format!("{process}/status")).unwrap();
        let number = |name: &str| {
            let line = status.lines().find(|line| line.starts_with(name)).unwrap();
            line.split_whitespace().nth(1).unwrap().parse().unwrap()
        };
        Size {
            kilobytes: number("VmRSS:"),
            threads: number("Threads:"),
            files: std::fs::read_dir(format!("{process}/fd")).unwrap().count(),
        }
    }
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Size {
    pub(crate) kilobytes: usize,
    pub(crate) threads: usize,
    pub(crate) files: usize,
}

impl Drop for Gate {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn collect(mut stderr: ChildStderr) -> JoinHandle<String> {
    std::thread::spawn(move || {
        let mut text = String::new();
        let _ = stderr.read_to_string(&mut text);
        text
    })
}
