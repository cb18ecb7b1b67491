//! The command line as a type; help, completions and manual pages come from it.

mod chip;
mod global;
mod printed;
mod profile;
mod read;
mod small;
mod trust;

pub use chip::ChipArgs;
pub use global::{At, Color, Global, Language};
pub use printed::PrintedArgs;
pub use profile::ProfileArgs;
pub use read::{AccessChoice, ApduChoice, FilesChoice, ProofArgs, ReadArgs, SecretArgs};
pub use small::{
    CompletionsArgs, DoctorArgs, ExplainArgs, InspectArgs, ManArgs, MrzCommand, MrzFormat,
    MrzMakeArgs, ReplayArgs, ReplayFormat, TranscriptCommand, VerifyArgs,
};
pub use trust::{
    TrustAddArgs, TrustCheckArgs, TrustCommand, TrustListArgs, TrustOrder, TrustRemoveArgs,
};

use clap::{Parser, Subcommand};

/// What `vidimus help exit-codes` points at, under every help text.
const AFTER_HELP: &str = "\
Exit codes: 0 accept (or done) · 1 reject · 2 usage · 3 refer · 4 access denied · 5 reader or card ·
6 malformed · 7 unsupported · 70 bug · 130 interrupted.   More: vidimus help exit-codes";

/// Read the chip of a passport or identity card and say, check by check, what it proves.
#[derive(Debug, Parser)]
#[command(name = "vidimus", version, about, after_help = AFTER_HELP)]
#[command(disable_help_subcommand = true, arg_required_else_help = true)]
pub struct Cli {
    /// what applies to every command
    #[command(flatten)]
    pub global: Global,
    /// the command
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Wait for a card, open it, read it, verify it, report
    Read(Box<ReadArgs>),
    /// Run recorded sessions again, byte for byte, and judge them
    Replay(ReplayArgs),
    /// Verify files already read: a folder, or EF.SOD and data group files
    Verify(VerifyArgs),
    /// Show any chip file, certificate, list or recording as a tree with offsets
    Inspect(InspectArgs),
    /// Check, repair or make machine-readable zones
    #[command(subcommand)]
    Mrz(MrzCommand),
    /// Look after the certificates that are trusted
    #[command(subcommand)]
    Trust(TrustCommand),
    /// Run the software chip behind a virtual reader
    Chip(ChipArgs),
    /// Look at recordings
    #[command(subcommand)]
    Transcript(TranscriptCommand),
    /// List the readers
    Readers,
    /// Say what is wrong with the PC/SC service, the reader or the card, and what to do
    Doctor(DoctorArgs),
    /// Explain a check or an error code
    Explain(ExplainArgs),
    /// Print a script that completes command lines, for your shell to load
    Completions(CompletionsArgs),
    /// Print a manual page, or write them all
    Man(ManArgs),
    /// Help on a command, or on `exit-codes`
    Help {
        /// a command, or `exit-codes`
        topic: Vec<String>,
    },
}
