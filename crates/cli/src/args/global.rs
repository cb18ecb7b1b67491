//! What applies to every command.

use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Options every command takes.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Options of every command")]
pub struct Global {
    /// Print one JSON document on stdout (one line an input where there are many)
    #[arg(long, global = true)]
    pub json: bool,
    /// Print nothing; only the exit code speaks
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// Say more on stderr; twice: everything but secrets
    #[arg(long, short, global = true, action = clap::ArgAction::Count)]
    pub verbose: u8,
    /// Show each APDU on stderr, decoded, secrets and personal data masked
    #[arg(long, global = true)]
    pub trace: bool,
    /// When to colour text for people
    #[arg(
        long,
        global = true,
        value_enum,
        default_value = "auto",
        value_name = "WHEN"
    )]
    pub color: Color,
    /// Language of text for people (default: from LANG)
    #[arg(long, global = true, value_enum, value_name = "LANGUAGE")]
    pub lang: Option<Language>,
    /// Judge at this time instead of now: RFC 3339, a date, or `recorded`
    #[arg(long, global = true, value_parser = parse_at, value_name = "TIME")]
    pub at: Option<At>,
    /// Trust these certificates and lists (a file or folder; may be repeated)
    #[arg(long, global = true, value_name = "PATH")]
    pub trust: Vec<PathBuf>,
    /// Judge by this policy: `field`, `strict`, or a TOML file
    #[arg(long, global = true, default_value = "field", value_name = "NAME|FILE")]
    pub policy: String,
    /// Show personal data
    #[arg(long, global = true)]
    pub reveal: bool,
}

/// When to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// on a terminal, unless NO_COLOR is set
    Auto,
    /// always
    Always,
    /// never
    Never,
}

/// Languages of text for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Language {
    /// English
    En,
    /// Tiếng Việt
    Vi,
}

/// The time to judge at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum At {
    /// this time, in seconds since 1970-01-01T00:00:00Z
    Given(i64),
    /// the unsigned time in the recording
    Recorded,
}

/// Reads `--at`: a time, or `recorded`.
fn parse_at(text: &str) -> Result<At, String> {
    if text == "recorded" {
        return Ok(At::Recorded);
    }
    let time = parse_time(text).map(At::Given);
    time.map_err(|wanted| format!("{wanted}, or `recorded`"))
}

/// Reads a time: RFC 3339, or a plain date (midnight UTC).
pub(super) fn parse_time(text: &str) -> Result<i64, String> {
    use time::format_description::well_known::Rfc3339;
    let full = if text.len() == 10 {
        format!("{text}T00:00:00Z")
    } else {
        text.to_owned()
    };
    time::OffsetDateTime::parse(&full, &Rfc3339)
        .map(time::OffsetDateTime::unix_timestamp)
        .map_err(|_| "a time like 2026-11-22T09:00:00Z or 2026-11-22".to_owned())
}
