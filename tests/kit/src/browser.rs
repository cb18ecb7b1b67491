//! A real browser, headless: what a page looks like can only be asked of one.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// Names under which Chromium is installed.
const NAMES: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];

/// Chromium with a folder of its own for each run.
#[derive(Debug)]
pub struct Browser {
    program: PathBuf,
}

impl Browser {
    /// The browser of this machine.
    ///
    /// Where there is none it says so and the test returns; with `VIDIMUS_REQUIRE_SHARED=1`
    /// its absence is a failure.
    ///
    /// # Panics
    /// When there is none and one is required.
    #[must_use]
    pub fn find() -> Option<Self> {
        let program = NAMES.iter().find_map(|name| crate::program(name));
        if program.is_none() {
            crate::skip("chromium absent", "pages are not rendered");
        }
        program.map(|program| Self { program })
    }

    /// The page as the browser holds it after its scripts ran.
    ///
    /// # Panics
    /// When the browser does not end well within two minutes.
    #[must_use]
    pub fn dom(&self, page: &Path) -> String {
        let output = self.run(page, &["--dump-dom"]);
        String::from_utf8(output).expect("UTF-8")
    }

    /// Prints the page to this PDF file.
    ///
    /// # Panics
    /// When the browser does not end well within two minutes.
    pub fn print(&self, page: &Path, pdf: &Path) {
        let target = format!("--print-to-pdf={}", pdf.display());
        self.run(page, &["--no-pdf-header-footer", &target]);
    }

    fn run(&self, page: &Path, arguments: &[&str]) -> Vec<u8> {
        let folder = tempfile::tempdir().expect("a folder");
        let stdout = folder.path().join("stdout");
        let mut child = Command::new(&self.program)
            .args(["--headless", "--disable-gpu", "--no-first-run"])
            // the sandbox cannot start as root; the pages are our own
            .args(["--no-sandbox", "--disable-dev-shm-usage"])
            .args(["--disable-background-networking", "--disable-extensions"])
            .arg(format!("--user-data-dir={}", folder.path().display()))
            .args(arguments)
            .arg(format!("file://{}", page.display()))
            .env("HOME", folder.path())
            .stdin(Stdio::null())
            .stdout(std::fs::File::create(&stdout).expect("a file"))
            .stderr(Stdio::null())
            .spawn()
            .expect("the browser starts");
        let status = wait(&mut child);
        assert!(status.success(), "{status}");
        std::fs::read(&stdout).expect("what it printed")
    }
}

/// Waits for the end, two minutes at most: a busy machine is slow, a browser that hangs is ended.
fn wait(child: &mut Child) -> ExitStatus {
    let end = Instant::now() + Duration::from_secs(120);
    loop {
        if let Some(status) = child.try_wait().expect("a child") {
            return status;
        }
        if Instant::now() > end {
            let _ = child.kill();
            let _ = child.wait();
            panic!("the browser did not end");
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}
