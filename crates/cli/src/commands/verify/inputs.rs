//! What the paths are: the files of one document, or a document each.

use crate::args::VerifyArgs;
use crate::failure::CommandError;
use crate::io::files;
use std::path::Path;

/// How many documents there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inputs {
    /// one, of which the paths are the folder, the files or the evidence
    Document,
    /// each path is one
    Given,
    /// each path of a list on stdin is one
    Listed,
}

impl Inputs {
    /// By what is at the paths. What is not there counts as neither kind, and is told later.
    ///
    /// # Errors
    /// Folders beside loose files: nobody could say which files belong together. A list beside
    /// paths; options that need the other kind.
    pub fn of(args: &VerifyArgs) -> Result<Self, CommandError> {
        let inputs = Self::of_paths(args)?;
        match inputs {
            Self::Document | Self::Given if args.null => {
                Err(usage("--null", "it is for a list on stdin (`-`)".into()))
            }
            Self::Given | Self::Listed if args.portrait.is_some() => {
                Err(usage("--portrait", "it is for one document".into()))
            }
            Self::Given | Self::Listed if args.html.is_some() => {
                Err(usage("--html", "it is for one document".into()))
            }
            Self::Given | Self::Listed if !args.printed.printed.is_empty() => {
                Err(usage("--printed", "it is for one document".into()))
            }
            _ => Ok(inputs),
        }
    }

    fn of_paths(args: &VerifyArgs) -> Result<Self, CommandError> {
        let paths = &args.paths;
        if paths.iter().any(|path| files::is_stdin(path)) {
            return match paths.as_slice() {
                [_] => Ok(Self::Listed),
                _ => Err(usage("-", "a list on stdin stands alone".into())),
            };
        }
        if paths.len() == 1 {
            return Ok(Self::Document);
        }
        let whole = paths.iter().find(|path| is_document(path));
        let part = paths
            .iter()
            .find(|path| path.exists() && !is_document(path));
        match (whole, part) {
            (Some(whole), Some(part)) => Err(usage(
                "PATH",
                format!(
                    "{} is a document and {} a file of one: give the files of one document, or a folder for each",
                    whole.display(),
                    part.display()
                ),
            )),
            (Some(_), None) => Ok(Self::Given),
            (None, _) => Ok(Self::Document),
        }
    }
}

/// The command was called wrongly.
const fn usage(option: &'static str, problem: String) -> CommandError {
    CommandError::Usage { option, problem }
}

/// Whether this is a document by itself: a folder, or saved evidence.
fn is_document(path: &Path) -> bool {
    path.is_dir() || is_evidence(path)
}

/// Whether this is an `evidence.json`, by whatever name.
pub fn is_evidence(path: &Path) -> bool {
    path.extension().is_some_and(|end| end == "json") && path.is_file()
}
