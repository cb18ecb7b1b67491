//! `vidimus read`.

use super::ProfileArgs;
use clap::{Args, ValueEnum};
use std::path::PathBuf;
use std::str::FromStr;
use vidimus::lds::DataGroup;

/// Options of `vidimus read`.
#[derive(Debug, Args)]
pub struct ReadArgs {
    /// Use this reader (a part of its name is enough)
    #[arg(long, value_name = "NAME")]
    pub reader: Option<String>,
    /// Data groups to read, such as `dg1,dg2`, or `all` (default: what EF.SOD lists, without DG3 and DG4)
    #[arg(long, value_name = "LIST")]
    pub files: Option<FilesChoice>,
    /// How to open the chip
    #[arg(long, value_enum, default_value = "auto")]
    pub access: AccessChoice,
    /// Length of APDUs
    #[arg(long, value_enum, default_value = "auto")]
    pub apdu: ApduChoice,
    /// Write the files read, evidence.json and report.json to this folder (0700, made new)
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Record the session, as secret as the document, to this file (0600)
    #[arg(long, value_name = "FILE")]
    pub record: Option<PathBuf>,
    /// Write the portrait, decoded, to this file
    #[arg(long, value_name = "FILE.png")]
    pub portrait: Option<PathBuf>,
    /// Write the report as a page for a browser to this file (0600, made new; personal data only
    /// with --reveal)
    #[arg(long, value_name = "FILE")]
    pub html: Option<PathBuf>,
    /// Wait at most this many seconds for a card (0: do not wait); with --loop, the time one card
    /// is given
    #[arg(long, value_name = "SECONDS", default_value_t = 30)]
    pub timeout: u32,
    /// what is printed
    #[command(flatten)]
    pub printed: super::PrintedArgs,
    /// Read one card after the other until a signal comes: one JSON line a card on stdout, a key a
    /// line where a key option says `-`, a folder a card in --out
    #[arg(
        long = "loop",
        conflicts_with_all = ["record", "portrait", "html", "printed", "aa_challenge", "pin_file", "puk_file", "spend_last_try"]
    )]
    pub unattended: bool,
    /// the document profile
    #[command(flatten)]
    pub profile: ProfileArgs,
    /// the proofs
    #[command(flatten)]
    pub proofs: ProofArgs,
    /// the keys
    #[command(flatten)]
    pub secrets: SecretArgs,
}

/// What chip and terminal prove to one another.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Proofs")]
pub struct ProofArgs {
    /// Do not ask the chip whether it is the original (it stays unproven)
    #[arg(long, conflicts_with_all = ["aa_challenge", "ta_chain", "ta_key"])]
    pub no_chip_proof: bool,
    /// Challenge for Active Authentication, 8 bytes in hexadecimal, instead of a random one
    #[arg(long, value_name = "HEX")]
    pub aa_challenge: Option<String>,
    /// Card verifiable certificates of a terminal that may read DG3 and DG4, one or several in a
    /// file, in any order (may be repeated)
    #[arg(long, value_name = "FILE", num_args = 1.., requires = "ta_key")]
    pub ta_chain: Vec<PathBuf>,
    /// The terminal's private key, PKCS#8 in PEM or DER
    #[arg(long, value_name = "FILE", requires = "ta_chain")]
    pub ta_key: Option<PathBuf>,
}

/// Where secrets come from; never from the command line itself.
#[derive(Debug, Default, Args)]
#[command(
    next_help_heading = "Keys, one of them (also VIDIMUS_MRZ and VIDIMUS_CAN, which other processes of the same user can see)"
)]
pub struct SecretArgs {
    /// The MRZ, or only number, birth date and expiry date, from this file (`-`: stdin)
    #[arg(long, value_name = "FILE")]
    pub mrz_file: Option<PathBuf>,
    /// The card access number, six digits, from this file (`-`: stdin)
    #[arg(long, value_name = "FILE")]
    pub can_file: Option<PathBuf>,
    /// The PIN from this file (`-`: stdin); wrong ones block it
    #[arg(long, value_name = "FILE")]
    pub pin_file: Option<PathBuf>,
    /// The PIN unblocking key from this file (`-`: stdin)
    #[arg(long, value_name = "FILE")]
    pub puk_file: Option<PathBuf>,
    /// The text of the QR code on a Vietnamese citizen card from this file (`-`: stdin): it opens the
    /// chip alone, and is compared with it
    #[arg(long, value_name = "FILE")]
    pub qr_file: Option<PathBuf>,
    /// Try a PIN also where one try is left before it is blocked
    #[arg(long)]
    pub spend_last_try: bool,
    /// refused: a secret on the command line is visible to everybody
    #[arg(long, hide = true, num_args = 0..=1, value_name = "SECRET")]
    pub mrz: Option<Option<String>>,
    /// refused
    #[arg(long, hide = true, num_args = 0..=1, value_name = "SECRET")]
    pub can: Option<Option<String>>,
    /// refused
    #[arg(long, hide = true, num_args = 0..=1, value_name = "SECRET")]
    pub pin: Option<Option<String>>,
    /// refused
    #[arg(long, hide = true, num_args = 0..=1, value_name = "SECRET")]
    pub puk: Option<Option<String>>,
    /// refused
    #[arg(long, hide = true, num_args = 0..=1, value_name = "SECRET")]
    pub qr: Option<Option<String>>,
}

/// How to open the chip.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum AccessChoice {
    /// what the chip needs
    Auto,
    /// PACE or nothing
    Pace,
    /// BAC or nothing
    Bac,
    /// no access control
    None,
}

/// Length of APDUs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ApduChoice {
    /// extended where the chip states its sizes
    Auto,
    /// at most 256 bytes
    Short,
    /// ask the chip for its sizes and use them
    Extended,
}

/// Which data groups to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FilesChoice {
    /// all sixteen, listed or not
    All,
    /// these
    Named(Vec<DataGroup>),
}

impl FromStr for FilesChoice {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.eq_ignore_ascii_case("all") {
            return Ok(Self::All);
        }
        text.split(',')
            .map(parse_data_group)
            .collect::<Result<_, _>>()
            .map(Self::Named)
    }
}

fn parse_data_group(name: &str) -> Result<DataGroup, String> {
    let lower = name.trim().to_ascii_lowercase();
    lower
        .strip_prefix("dg")
        .and_then(|number| number.parse().ok())
        .and_then(DataGroup::new)
        .ok_or_else(|| "data groups dg1 to dg16, with commas, or `all`".to_owned())
}
