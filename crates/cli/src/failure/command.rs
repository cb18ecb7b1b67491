//! Faults of the command itself.

use std::path::PathBuf;
use thiserror::Error;
use vidimus::iso7816::{Fault, FaultClass};

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
    #[error("cannot write {path}: {}", reason_to_write(.source))]
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
    /// A password file that holds none.
    #[error("{what} holds no {password}: {shortest} to {longest} digits expected")]
    PasswordMalformed {
        /// where it came from
        what: String,
        /// which password
        password: &'static str,
        /// fewest digits
        shortest: usize,
        /// most digits
        longest: usize,
    },
    /// A QR code that opens no chip.
    #[error("{what} is not the QR code of a citizen card: {problem}")]
    QrMalformed {
        /// where it came from
        what: String,
        /// what is wrong, without its content
        problem: String,
    },
    /// A key of a kind that documents of the profile asked for do not open with.
    #[error("documents of the profile {profile} open with {wanted}, not with {key}")]
    KeyNotInProfile {
        /// the profile
        profile: String,
        /// the kind of key
        key: String,
        /// the kinds that open such documents
        wanted: String,
    },
    /// Two keys, and nothing says which of them opens the chip.
    #[error("{first} and {second} both give a key, and a chip is opened with one")]
    SeveralKeys {
        /// where one came from
        first: &'static str,
        /// and the other
        second: &'static str,
    },
    /// A caller's own challenge is not eight bytes.
    #[error("--aa-challenge has {found} bytes, 8 expected")]
    ChallengeLength {
        /// bytes given
        found: usize,
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
pub fn reason(error: &std::io::Error) -> String {
    use std::io::ErrorKind::{
        AlreadyExists, IsADirectory, NotADirectory, NotFound, PermissionDenied,
    };
    match error.kind() {
        NotFound => "it does not exist".into(),
        PermissionDenied => "permission denied".into(),
        IsADirectory => "it is a folder".into(),
        NotADirectory => "it is not a folder".into(),
        AlreadyExists => "it exists already".into(),
        _ => {
            let text = error.to_string();
            let words = text.split(" (os error").next().unwrap_or_default();
            words.to_lowercase()
        }
    }
}

/// The same where something new was to be made: what is not there is its folder.
fn reason_to_write(error: &std::io::Error) -> String {
    if error.kind() == std::io::ErrorKind::NotFound {
        "there is no such folder".into()
    } else {
        reason(error)
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
            Self::PasswordMalformed { .. } => "usage.key_malformed",
            Self::QrMalformed { .. } => "usage.qr_malformed",
            Self::KeyNotInProfile { .. } => "usage.key_not_in_profile",
            Self::SeveralKeys { .. } => "usage.several_keys",
            Self::ChallengeLength { .. } => "usage.challenge_length",
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
            Self::NoVpcd { .. } => FaultClass::Transport,
            _ => FaultClass::ApiMisuse,
        }
    }

    fn hint(&self) -> Option<&'static str> {
        Some(match self {
            Self::Unreadable { .. } => "give a file or folder that is there and may be read",
            Self::Unwritable { .. } => "choose a place in a folder that you may write to",
            Self::TooLarge { .. } => {
                "no chip file, list or recording is as large: is it the right file?"
            }
            Self::NoChipFile { .. } => {
                "chip files are known by their first byte (77 is EF.SOD, 61 is DG1), not by name"
            }
            Self::Exists { .. } => "choose another name, or remove it first",
            Self::DuplicateFile { .. } => "give one document at a time",
            Self::SecretArgument { .. } => {
                "put it into a file and use --mrz-file, --can-file, --pin-file, --puk-file or --qr-file (`-` reads stdin)"
            }
            Self::KeyMalformed { .. } => {
                "give the MRZ as printed, or three lines: document number, birth date and expiry date as YYMMDD"
            }
            Self::PasswordMalformed { .. } => {
                "give the digits alone: a CAN has six, on the front of the document"
            }
            Self::QrMalformed { .. } => {
                "give the text of the code as a scanner types it, fields parted by `|`, in UTF-8"
            }
            Self::KeyNotInProfile { .. } => {
                "give one of the keys named, or leave the profile to `--profile auto`"
            }
            Self::SeveralKeys { .. } => {
                "give one of --mrz-file, --can-file, --pin-file, --puk-file, --qr-file; without them the environment may hold one"
            }
            Self::ChallengeLength { .. } => "give 16 hexadecimal digits",
            Self::PersonalRecording { .. } => {
                "keep personal recordings out of CI, or say --allow-personal"
            }
            Self::NothingRecorded => "give a time with --at",
            Self::Usage { .. } => "`vidimus help` and the name of the command say what it takes",
            Self::UnknownName { kind, .. } => return names_hint(kind),
            Self::Unrecognised { .. } => "`vidimus inspect` says what a file is",
            Self::NoVpcd { .. } => "start pcscd with the vsmartcard-vpcd driver installed",
            Self::NoPcsc => "build with the feature `pcsc`",
            Self::NoPortrait => "read DG2 too (`--files`), or leave --portrait out",
        })
    }
}

/// Where the names of this kind are listed.
fn names_hint(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "policy" => "policies are `field` and `strict`, or a TOML file",
        "preset" => "`vidimus chip --list` shows every preset",
        "check or code" => "`vidimus explain` without a code lists them",
        _ => "`vidimus --help` lists the commands; `vidimus help exit-codes` is the one topic",
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::ErrorKind;
    use vidimus::report::explain::explain;
    use vidimus::report::{ExitCode, Lang};

    /// One of each; a variant that is missing here does not compile in `every_variant`.
    #[allow(clippy::too_many_lines, reason = "a list, one entry a variant")]
    fn all() -> Vec<CommandError> {
        let path = || PathBuf::from("p");
        let source = || ErrorKind::NotFound.into();
        let name = || String::from("n");
        vec![
            CommandError::Unreadable {
                path: path(),
                source: source(),
            },
            CommandError::Unwritable {
                path: path(),
                source: source(),
            },
            CommandError::Exists { path: path() },
            CommandError::TooLarge {
                path: path(),
                limit: 1,
            },
            CommandError::NoChipFile { path: path() },
            CommandError::DuplicateFile {
                first: path(),
                second: path(),
                name: name(),
            },
            CommandError::SecretArgument { option: "mrz" },
            CommandError::KeyMalformed { what: name() },
            CommandError::PasswordMalformed {
                what: name(),
                password: "CAN",
                shortest: 6,
                longest: 16,
            },
            CommandError::SeveralKeys {
                first: "--mrz-file",
                second: "--can-file",
            },
            CommandError::QrMalformed {
                what: name(),
                problem: name(),
            },
            CommandError::KeyNotInProfile {
                profile: name(),
                key: name(),
                wanted: name(),
            },
            CommandError::ChallengeLength { found: 7 },
            CommandError::PersonalRecording { path: path() },
            CommandError::NothingRecorded,
            CommandError::Usage {
                option: "--x",
                problem: name(),
            },
            CommandError::UnknownName {
                kind: "policy",
                name: name(),
            },
            CommandError::Unrecognised {
                path: path(),
                expected: "x",
            },
            CommandError::NoPortrait,
            CommandError::NoPcsc,
            CommandError::NoVpcd {
                address: name(),
                source: source(),
            },
        ]
    }

    const fn every_variant(error: &CommandError) {
        match error {
            CommandError::Unreadable { .. }
            | CommandError::Unwritable { .. }
            | CommandError::Exists { .. }
            | CommandError::TooLarge { .. }
            | CommandError::NoChipFile { .. }
            | CommandError::DuplicateFile { .. }
            | CommandError::SecretArgument { .. }
            | CommandError::KeyMalformed { .. }
            | CommandError::PasswordMalformed { .. }
            | CommandError::QrMalformed { .. }
            | CommandError::KeyNotInProfile { .. }
            | CommandError::SeveralKeys { .. }
            | CommandError::ChallengeLength { .. }
            | CommandError::PersonalRecording { .. }
            | CommandError::NothingRecorded
            | CommandError::Usage { .. }
            | CommandError::UnknownName { .. }
            | CommandError::Unrecognised { .. }
            | CommandError::NoPortrait
            | CommandError::NoPcsc
            | CommandError::NoVpcd { .. } => {}
        }
    }

    #[test]
    fn every_code_is_explained_and_has_the_exit_code_of_its_kind() {
        for error in all() {
            every_variant(&error);
            let code = error.code();
            for lang in [Lang::En, Lang::Vi] {
                let entry = explain(code, lang).unwrap_or_else(|| panic!("{code}"));
                assert!(!entry.remedy.is_empty(), "{code}");
            }
            assert!(error.hint().is_some(), "{code}");
            let exit = match code.split_once('.').unwrap().0 {
                "usage" => ExitCode::Usage,
                "malformed" => ExitCode::Malformed,
                "transport" => ExitCode::Transport,
                _ => ExitCode::Unsupported,
            };
            assert_eq!(ExitCode::from_class(&error), exit, "{code}");
        }
    }

    #[test]
    fn a_signal_has_an_exit_code_of_its_own() {
        let cancelled = vidimus::iso7816::TransportError::Cancelled;
        assert_eq!(ExitCode::from_class(&cancelled), ExitCode::Interrupted);
    }
}
