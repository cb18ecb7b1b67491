//! `--profile` of the commands that read or judge documents.

use clap::Args;

/// Which document profile.
#[derive(Debug, Args)]
pub struct ProfileArgs {
    /// What is known of the document: `icao`, `vn-cccd`, `eu-id-card`, `iso18013`, a TOML file
    /// (docs/profiles.md), or `auto`: by EF.CardAccess, application and MRZ
    #[arg(long, default_value = "auto", value_name = "auto|NAME|FILE")]
    pub profile: String,
}
