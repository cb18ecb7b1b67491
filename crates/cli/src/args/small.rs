//! The commands with few options.

use super::ProfileArgs;
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Options of `vidimus replay`.
#[derive(Debug, Args)]
pub struct ReplayArgs {
    /// Recorded sessions (`.session.jsonl`)
    #[arg(required = true, value_name = "SESSION")]
    pub sessions: Vec<PathBuf>,
    /// Answer a command that differs from the recording if its plain meaning fits
    #[arg(long)]
    pub lenient: bool,
    /// Compare each report with NAME.report.json in this folder
    #[arg(long, value_name = "DIR")]
    pub expect: Option<PathBuf>,
    /// How to print the results
    #[arg(long, value_enum, default_value = "text")]
    pub format: ReplayFormat,
    /// Write the report of one session as a page for a browser to this file (0600, made new;
    /// personal data only with --reveal)
    #[arg(long, value_name = "FILE")]
    pub html: Option<PathBuf>,
    /// Replay a personal recording although CI is set
    #[arg(long)]
    pub allow_personal: bool,
    /// what is printed
    #[command(flatten)]
    pub printed: super::PrintedArgs,
    /// the document profile
    #[command(flatten)]
    pub profile: ProfileArgs,
}

/// How `replay` prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReplayFormat {
    /// for people
    Text,
    /// one JSON report a line
    Json,
    /// JUnit XML, one test case a session
    Junit,
}

/// Options of `vidimus verify`.
#[derive(Debug, Args)]
pub struct VerifyArgs {
    /// A folder of chip files, the files themselves, or an `evidence.json` that `read` wrote;
    /// several folders or `evidence.json` are a document each (`-`: a list of them on stdin, one
    /// a line)
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Judge this many documents at a time (default: one a processor)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..))]
    pub jobs: Option<u8>,
    /// In the list on stdin a zero byte ends each path, as `find -print0` writes it
    #[arg(long, short = '0')]
    pub null: bool,
    /// Write the portrait, decoded, to this file
    #[arg(long, value_name = "FILE.png")]
    pub portrait: Option<PathBuf>,
    /// Write the report of one document as a page for a browser to this file (0600, made new;
    /// personal data only with --reveal)
    #[arg(long, value_name = "FILE")]
    pub html: Option<PathBuf>,
    /// what is printed
    #[command(flatten)]
    pub printed: super::PrintedArgs,
    /// the document profile
    #[command(flatten)]
    pub profile: ProfileArgs,
}

/// Options of `vidimus inspect`.
#[derive(Debug, Args)]
pub struct InspectArgs {
    /// Files to show (`-`: stdin); bytes pasted as hexadecimal, base64 or PEM text are decoded
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Write their pictures into this folder: as PNG, or as they stand where nothing decodes them
    #[arg(long, value_name = "DIR")]
    pub images: Option<PathBuf>,
}

/// `vidimus mrz …`.
#[derive(Debug, Subcommand)]
pub enum MrzCommand {
    /// Check every check digit of an MRZ from a file or stdin
    Check {
        /// Text of one to three lines (`-`: stdin)
        #[arg(default_value = "-", value_name = "FILE")]
        file: PathBuf,
    },
    /// Put misread characters right where check digits prove it; exit 1 when nothing is proved
    Repair {
        /// Text of one to three lines, as character recognition gave it (`-`: stdin)
        #[arg(default_value = "-", value_name = "FILE")]
        file: PathBuf,
    },
    /// Make an MRZ from fields
    Make(MrzMakeArgs),
}

/// Fields of `vidimus mrz make`.
#[derive(Debug, Args)]
pub struct MrzMakeArgs {
    /// Format
    #[arg(long, value_enum)]
    pub format: MrzFormat,
    /// Fields as `name=value` lines (`-`: stdin): document_code, issuer, document_number,
    /// nationality, birth_date and expiry_date (YYMMDD), sex, primary_identifier,
    /// secondary_identifier, optional_data, optional_data_second
    #[arg(default_value = "-", value_name = "FILE")]
    pub file: PathBuf,
}

/// Formats of `vidimus mrz make`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum MrzFormat {
    /// identity card, 3 x 30
    Td1,
    /// identity card, 2 x 36
    Td2,
    /// passport, 2 x 44
    Td3,
    /// visa, 2 x 44
    MrvA,
    /// visa, 2 x 36
    MrvB,
}

/// `vidimus transcript …`.
#[derive(Debug, Subcommand)]
pub enum TranscriptCommand {
    /// Show the exchanges of a recording, secrets and personal data masked
    Show {
        /// The recording
        #[arg(value_name = "SESSION")]
        session: PathBuf,
    },
}

/// Options of `vidimus doctor`.
#[derive(Debug, Args)]
pub struct DoctorArgs {
    /// Also print what the chip on the reader offers, without personal data
    #[arg(long)]
    pub card: bool,
    /// Use this reader (a part of its name is enough)
    #[arg(long, value_name = "NAME")]
    pub reader: Option<String>,
}

/// Options of `vidimus explain`.
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// A check id or an error code; without one, all are listed
    #[arg(value_name = "CODE")]
    pub code: Option<String>,
}

/// Options of `vidimus completions`.
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_enum, value_name = "SHELL")]
    pub shell: clap_complete::Shell,
}

/// Options of `vidimus man`.
#[derive(Debug, Args)]
pub struct ManArgs {
    /// The command whose page to print (default: vidimus itself)
    #[arg(value_name = "COMMAND", conflicts_with = "dir")]
    pub command: Vec<String>,
    /// Write the pages of all commands into this folder instead
    #[arg(long, value_name = "DIR")]
    pub dir: Option<PathBuf>,
}
