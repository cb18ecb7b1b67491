//! The options of `vidimus trust …`.

use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

/// `vidimus trust …`.
#[derive(Debug, Subcommand)]
pub enum TrustCommand {
    /// Show the anchors and lists of the store, and where each comes from
    List(TrustListArgs),
    /// Add certificates, signed lists, revocation lists, directory exports
    Add(TrustAddArgs),
    /// Say which anchor verifies a document signer or EF.SOD, and why none does
    Check(TrustCheckArgs),
    /// Take out what was added
    Remove(TrustRemoveArgs),
}

/// Options of `vidimus trust list`.
#[derive(Debug, Args)]
pub struct TrustListArgs {
    /// Group and sort by
    #[arg(long, value_enum, value_name = "WHAT")]
    pub by: Option<TrustOrder>,
    /// Show this country only (as in certificates: UT, DE)
    #[arg(long, value_name = "CC")]
    pub country: Option<String>,
    /// Show keys and signatures of algorithms with this in their name only (brainpool, RSA, sha1)
    #[arg(long, value_name = "TEXT")]
    pub algorithm: Option<String>,
    /// Show what expires before this day only
    #[arg(long, value_parser = super::global::parse_time, value_name = "DATE")]
    pub expires_before: Option<i64>,
}

/// What `trust list` groups and sorts by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TrustOrder {
    /// the country of the subject
    Country,
    /// the kind of key
    Algorithm,
    /// the end of validity, the next to end first
    Expiry,
}

/// Options of `vidimus trust add`.
#[derive(Debug, Args)]
pub struct TrustAddArgs {
    /// Certificates (.cer .crt .der .pem), signed lists (.ml), revocation lists (.crl), directory
    /// exports (.ldif), or folders of them
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// You have this SHA-256 from elsewhere: of the file, of a list's signer, or of the CSCA that
    /// signed the signer
    #[arg(long, value_parser = parse_sha256, value_name = "SHA256")]
    #[arg(conflicts_with_all = ["unvouched", "signer"])]
    pub pin: Option<Sha256>,
    /// Take what nobody vouches for; what it verifies stays undetermined
    #[arg(long, conflicts_with = "signer")]
    pub unvouched: bool,
    /// The certificates are document signers, pinned for want of a CSCA; valid only under a
    /// policy with `allow_pinned_signers`
    #[arg(long)]
    pub signer: bool,
    /// What comes in counts only for documents whose profile has this `trust.group`
    #[arg(long, value_name = "NAME")]
    pub group: Option<String>,
}

/// Options of `vidimus trust check`.
#[derive(Debug, Args)]
pub struct TrustCheckArgs {
    /// A document signer certificate or an EF.SOD
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Judge as for documents of this trust group
    #[arg(long, value_name = "NAME")]
    pub group: Option<String>,
}

/// Options of `vidimus trust remove`.
#[derive(Debug, Args)]
pub struct TrustRemoveArgs {
    /// What was added, by the name that `trust list` shows, or by the SHA-256 of file or
    /// certificate
    #[arg(required = true, value_name = "SHA256|NAME")]
    pub names: Vec<String>,
}

/// A SHA-256.
pub type Sha256 = [u8; 32];

/// Reads `--pin`: 64 hexadecimal digits, of either case; colons and spaces between them, as other
/// programs print them, do not count.
fn parse_sha256(text: &str) -> Result<Sha256, String> {
    let wrong = || "a SHA-256: 64 hexadecimal digits".to_owned();
    let digits: Vec<u32> = text
        .chars()
        .filter(|character| !matches!(character, ':' | ' '))
        .map(|character| character.to_digit(16).ok_or_else(wrong))
        .collect::<Result<_, _>>()?;
    let bytes: Vec<u8> = digits
        .chunks(2)
        .filter_map(|pair| match pair {
            [high, low] => u8::try_from(high * 16 + low).ok(),
            _ => None,
        })
        .collect();
    match Sha256::try_from(bytes) {
        Ok(sha256) if digits.len() == 64 => Ok(sha256),
        _ => Err(wrong()),
    }
}

#[cfg(test)]
mod tests {
    use super::parse_sha256;

    #[test]
    fn a_pin_has_64_digits() {
        let plain = "00ff".repeat(16);
        let pin = parse_sha256(&plain);
        assert!(pin.is_ok_and(|pin| pin.starts_with(&[0x00, 0xFF, 0x00])));
        let colons = plain
            .to_uppercase()
            .as_bytes()
            .chunks(2)
            .fold(String::new(), |text, pair| {
                text + &String::from_utf8_lossy(pair) + ":"
            });
        assert_eq!(parse_sha256(&colons), parse_sha256(&plain));
        for wrong in [
            "",
            "00",
            plain.get(1..).unwrap_or_default(),
            &format!("{plain}00"),
            &plain.replace('f', "g"),
        ] {
            assert!(parse_sha256(wrong).is_err(), "{wrong}");
        }
    }
}
