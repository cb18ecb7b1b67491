//! The reading plan.

use crate::args::{AccessChoice, ApduChoice, FilesChoice, ReadArgs};
use crate::failure::CommandError;
use crate::hex;
use vidimus::report::{Policy, Tolerance};
use vidimus::session::{AccessMode, ApduMode, FileSelection, ProofSelection, ReadPlan};

/// The plan that options and policy make.
pub fn plan(args: &ReadArgs, policy: &Policy) -> Result<ReadPlan, CommandError> {
    let challenge = args.proofs.aa_challenge.as_deref();
    Ok(ReadPlan {
        access: match args.access {
            AccessChoice::Auto => AccessMode::Auto,
            AccessChoice::Pace => AccessMode::Pace,
            AccessChoice::Bac => AccessMode::Bac,
            AccessChoice::None => AccessMode::None,
        },
        apdu: match args.apdu {
            ApduChoice::Auto => ApduMode::Auto,
            ApduChoice::Short => ApduMode::Short,
            ApduChoice::Extended => ApduMode::Extended,
        },
        tolerance_strict: policy.tolerance() == Tolerance::Strict,
        files: match &args.files {
            None => FileSelection::Listed,
            Some(FilesChoice::All) => FileSelection::All,
            Some(FilesChoice::Named(groups)) => {
                FileSelection::Named(groups.iter().copied().collect())
            }
        },
        bac_after_pace_failure: policy.bac_after_pace_failure(),
        proofs: if args.proofs.no_chip_proof {
            ProofSelection::NONE
        } else {
            ProofSelection::ALL
        },
        aa_challenge: challenge.map(parse_challenge).transpose()?,
        spend_last_try: args.secrets.spend_last_try,
        ..ReadPlan::default()
    })
}

/// Eight bytes in hexadecimal (Doc 9303-11 §6.1: the challenge of Active Authentication).
fn parse_challenge(text: &str) -> Result<[u8; 8], CommandError> {
    let no_bytes = || CommandError::Usage {
        option: "--aa-challenge",
        problem: "hexadecimal digits expected, two a byte".into(),
    };
    let bytes = hex::bytes(text).ok_or_else(no_bytes)?;
    let found = bytes.len();
    bytes
        .try_into()
        .map_err(|_| CommandError::ChallengeLength { found })
}
