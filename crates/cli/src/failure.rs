//! What a command returns when it cannot finish: a fault, told in one line with a hint.

use serde_json::Value;
use std::path::{Path, PathBuf};
use thiserror::Error;
use vidimus::iso7816::{Fault, FaultClass};
use vidimus::report::{self, Checks, ExitCode};

/// Why a command could not finish, and what was kept of its work.
#[derive(Debug)]
pub struct Failure {
    fault: Box<dyn Fault>,
    partial: Option<Box<Partial>>,
}

/// What a read that broke off still brought.
#[derive(Debug)]
pub struct Partial {
    /// the folder in which the files read so far were kept
    pub kept: Option<PathBuf>,
    /// what judging the partial evidence shows
    pub checks: Checks,
}

impl Failure {
    /// The fault itself.
    pub fn fault(&self) -> &dyn Fault {
        self.fault.as_ref()
    }

    /// Where the files read so far are.
    pub fn kept(&self) -> Option<&Path> {
        self.partial.as_ref()?.kept.as_deref()
    }

    /// The same failure with what the read still brought.
    pub fn with_partial(mut self, partial: Partial) -> Self {
        self.partial = Some(Box::new(partial));
        self
    }

    /// The document `vidimus-error/1`.
    pub fn document(&self, code: ExitCode) -> Value {
        let kept = self.kept().map(|path| path.display().to_string());
        let fault = self.fault.as_ref();
        match &self.partial {
            Some(partial) => {
                report::error_document_with_checks(fault, code, kept.as_deref(), &partial.checks)
            }
            None => report::error_document(fault, code, None),
        }
    }
}

impl<F: Fault + 'static> From<F> for Failure {
    fn from(fault: F) -> Self {
        Self {
            fault: Box::new(fault),
            partial: None,
        }
    }
}

/// Faults of the command itself: what was asked for, and the files around it.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum CommandError {
    /// A file cannot be read.
    #[error("cannot read {path}: {}", reason(.source))]
    Unreadable {
        /// the file
        path: PathBuf,
        /// what the system says
        source: std::io::Error,
    },
    /// A file or folder cannot be written.
    #[error("cannot write {path}: {}", reason(.source))]
    Unwritable {
        /// the file
        path: PathBuf,
        /// what the system says
        source: std::io::Error,
    },
    /// The output is there already.
    #[error("{path} exists already")]
    Exists {
        /// the file or folder
        path: PathBuf,
    },
    /// A file is larger than anything of its kind.
    #[error("{path} has more than {limit} bytes")]
    TooLarge {
        /// the file
        path: PathBuf,
        /// bytes taken at most
        limit: u64,
    },
    /// A folder or list of files holds no chip file.
    #[error("no chip file in {path}")]
    NoChipFile {
        /// the folder
        path: PathBuf,
    },
    /// Two files are the same chip file.
    #[error("{first} and {second} are both {name}")]
    DuplicateFile {
        /// one
        first: PathBuf,
        /// the other
        second: PathBuf,
        /// the chip file they both are
        name: String,
    },
    /// A secret was given as an argument.
    #[error("--{option} would show the secret to every program on this machine")]
    SecretArgument {
        /// the option
        option: &'static str,
    },
    /// A key file that holds no key.
    #[error("{what} is not an MRZ, nor number, birth date and expiry date")]
    KeyMalformed {
        /// where it came from
        what: String,
    },
    /// Passwords this version cannot use.
    #[error("a {what} opens a chip through PACE only, which this version does not have")]
    PasswordUnsupported {
        /// the password
        what: &'static str,
    },
    /// A personal recording in continuous integration.
    #[error("{path} is a recording of a person's document, and CI is set")]
    PersonalRecording {
        /// the recording
        path: PathBuf,
    },
    /// `--at recorded` without a recording.
    #[error("--at recorded needs a recording that tells its time")]
    NothingRecorded,
    /// An option's value makes no sense.
    #[error("{option}: {problem}")]
    Usage {
        /// the option
        option: &'static str,
        /// what is wrong
        problem: String,
    },
    /// An unknown name.
    #[error("there is no {kind} named {name}")]
    UnknownName {
        /// what kind of name
        kind: &'static str,
        /// the name given
        name: String,
    },
    /// Bytes that are nothing we know.
    #[error("{path} is nothing that can be read as {expected}")]
    Unrecognised {
        /// the file
        path: PathBuf,
        /// what it should be
        expected: &'static str,
    },
    /// There is no portrait.
    #[error("no portrait was read")]
    NoPortrait,
    /// Built without PC/SC.
    #[cfg_attr(
        feature = "pcsc",
        allow(dead_code, reason = "used when built without PC/SC")
    )]
    #[error("this build has no PC/SC support")]
    NoPcsc,
    /// The virtual reader does not answer.
    #[error("no virtual reader at {address}: {}", reason(.source))]
    NoVpcd {
        /// the address tried
        address: String,
        /// what the system says
        source: std::io::Error,
    },
}

/// What the system says, without its number.
fn reason(error: &std::io::Error) -> String {
    use std::io::ErrorKind::{
        AlreadyExists, IsADirectory, NotADirectory, NotFound, PermissionDenied,
    };
    match error.kind() {
        NotFound => "it does not exist".into(),
        PermissionDenied => "permission denied".into(),
        IsADirectory => "it is a folder".into(),
        NotADirectory => "it is not a folder".into(),
        AlreadyExists => "it exists already".into(),
        _ => error.to_string(),
    }
}

impl Fault for CommandError {
    fn code(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "usage.unreadable",
            Self::Unwritable { .. } => "usage.unwritable",
            Self::Exists { .. } => "usage.exists",
            Self::TooLarge { .. } => "malformed.file_too_large",
            Self::NoChipFile { .. } => "usage.no_chip_file",
            Self::DuplicateFile { .. } => "usage.duplicate_file",
            Self::SecretArgument { .. } => "usage.secret_argument",
            Self::KeyMalformed { .. } => "usage.key_malformed",
            Self::PasswordUnsupported { .. } => "access.password_unsupported",
            Self::PersonalRecording { .. } => "usage.personal_recording",
            Self::NothingRecorded => "usage.nothing_recorded",
            Self::Usage { .. } => "usage.option",
            Self::UnknownName { .. } => "usage.unknown_name",
            Self::Unrecognised { .. } => "malformed.unrecognised",
            Self::NoPortrait => "usage.no_portrait",
            Self::NoPcsc => "usage.no_pcsc",
            Self::NoVpcd { .. } => "transport.no_vpcd",
        }
    }

    fn class(&self) -> FaultClass {
        match self {
            Self::TooLarge { .. } | Self::Unrecognised { .. } => FaultClass::Malformed,
            Self::PasswordUnsupported { .. } => FaultClass::CardIncompatible,
            Self::NoVpcd { .. } => FaultClass::Transport,
            _ => FaultClass::ApiMisuse,
        }
    }

    fn hint(&self) -> Option<&'static str> {
        Some(match self {
            Self::NoChipFile { .. } => {
                "chip files are known by their first byte (77 is EF.SOD, 61 is DG1), not by name"
            }
            Self::Exists { .. } => "choose another name, or remove it first",
            Self::DuplicateFile { .. } => "give one document at a time",
            Self::SecretArgument { .. } => {
                "put it into a file and use --mrz-file or --can-file (`-` reads stdin)"
            }
            Self::KeyMalformed { .. } => {
                "give the MRZ as printed, or three lines: document number, birth date and expiry date as YYMMDD"
            }
            Self::PasswordUnsupported { .. } => "use the MRZ with --mrz-file",
            Self::PersonalRecording { .. } => {
                "keep personal recordings out of CI, or say --allow-personal"
            }
            Self::NothingRecorded => "give a time with --at",
            Self::UnknownName { .. } => {
                "`--list`, or `vidimus explain` without a code, shows the names"
            }
            Self::NoVpcd { .. } => "start pcscd with the vsmartcard-vpcd driver installed",
            Self::NoPcsc => "build with the feature `pcsc`",
            Self::NoPortrait => "read DG2 too (`--files`), or leave --portrait out",
            _ => return None,
        })
    }
}

/// A fault of a machine-readable zone, under the codes that crate gives it.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum MrzFault {
    /// The text is no zone.
    #[error("no machine-readable zone: {0}")]
    Parse(vidimus::mrz::MrzError),
    /// The fields do not make one.
    #[error("{0}")]
    Make(vidimus::mrz::MrzMakeError),
}

impl Fault for MrzFault {
    fn code(&self) -> &'static str {
        match self {
            Self::Parse(error) => error.code(),
            Self::Make(error) => error.code(),
        }
    }

    fn class(&self) -> FaultClass {
        match self {
            Self::Parse(_) => FaultClass::Malformed,
            Self::Make(_) => FaultClass::ApiMisuse,
        }
    }

    fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Parse(_) => {
                Some("TD1 has 3 lines of 30, TD2 and visas B 2 of 36, TD3 and visas A 2 of 44")
            }
            Self::Make(_) => Some("letters A to Z, digits and < only; transliterate names first"),
        }
    }
}

/// A software chip that cannot be made as asked for.
#[derive(Debug, Error)]
#[error(transparent)]
pub struct ChipFault(#[from] vidimus::chip::personalise::PersonaliseError);

impl Fault for ChipFault {
    fn code(&self) -> &'static str {
        "usage.chip"
    }

    fn class(&self) -> FaultClass {
        FaultClass::ApiMisuse
    }

    fn hint(&self) -> Option<&'static str> {
        Some("`vidimus chip --list` shows presets and faults with their parameters")
    }
}
