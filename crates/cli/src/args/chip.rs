//! `vidimus chip`.

use clap::Args;
use std::path::PathBuf;

/// Options of `vidimus chip`.
#[derive(Debug, Args)]
pub struct ChipArgs {
    /// Put the card into the virtual reader that vpcd keeps at this address
    #[arg(long, value_name = "HOST:PORT", default_value = "127.0.0.1:35963")]
    pub vpcd: String,
    /// What card to be: a name of --list, or a file
    #[arg(
        long,
        value_name = "NAME|FILE",
        conflicts_with = "from",
        default_value = "bac"
    )]
    pub preset: String,
    /// Be the card whose files are in this folder (`keys/` beside them is optional)
    #[arg(long, value_name = "DIR")]
    pub from: Option<PathBuf>,
    /// The MRZ that opens the card (default: the one in its DG1)
    #[arg(long, value_name = "FILE")]
    pub mrz_file: Option<PathBuf>,
    /// The card access number that opens the card, where it performs PACE
    #[arg(long, value_name = "FILE")]
    pub can_file: Option<PathBuf>,
    /// Write what a terminal needs for DG3 and DG4 (certificates and key) to this folder, and end
    #[arg(long, value_name = "DIR", conflicts_with = "from")]
    pub ta_out: Option<PathBuf>,
    /// Break it on purpose: NAME or NAME:KEY=VALUE;KEY=VALUE (may be repeated; see --list)
    #[arg(long, value_name = "FAULT")]
    pub fault: Vec<String>,
    /// List presets and faults
    #[arg(long)]
    pub list: bool,
}
