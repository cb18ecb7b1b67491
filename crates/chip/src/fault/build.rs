//! From the name of a fault to what it does.

use super::behaviour::{BacPart, Behaviour, ReadMoment, SealFault, SizeChange, Step};
use super::files::{Content, FileChange, FileEdit};
use super::params::{Params, file_named};
use super::{Effect, EndRule, FaultError, pace_build, proof_build};
use crate::channel::{CHECKSUM, CRYPTOGRAM};
use crate::image::Buffers;
use crate::pace::PacePassword;
use std::time::Duration;
use vidimus_iso7816::StatusWord;

type Effects = Result<Vec<Effect>, FaultError>;

/// The effects of a fault with one value for each parameter.
pub(super) fn effects(params: &Params<'_>) -> Effects {
    if let Some(found) = pace_build::behaviours(params)? {
        return Ok(found.into_iter().map(Effect::Behaviour).collect());
    }
    if let Some(found) = proof_build::behaviours(params)? {
        return Ok(found.into_iter().map(Effect::Behaviour).collect());
    }
    match params.name() {
        "file-missing" | "file-outer-tag" | "file-outer-length" | "file-trailing"
        | "file-empty" | "file-truncated" | "file-declared-size" | "file-content"
        | "dg-bitflip" | "file-denied" | "apdu-extended" | "atr-info" => files(params),
        "sm-objects" | "sm-corrupt" | "sm-padding" | "sm-status-mismatch" => {
            Ok(vec![seal(params)?])
        }
        _ => Ok(vec![Effect::Behaviour(behaviour(params)?)]),
    }
}

fn files(params: &Params<'_>) -> Effects {
    match params.name() {
        "file-denied" => denied(params),
        "apdu-extended" => extended(params),
        "atr-info" => stated(params),
        "file-truncated" => truncated(params),
        "file-content" if params.text("content") == Some("changes-after-first-read") => {
            let file = params.file()?;
            Ok(vec![Effect::Behaviour(Behaviour::ContentChanges { file })])
        }
        _ => Ok(vec![change(params, edit(params)?)?]),
    }
}

fn change(params: &Params<'_>, edit: FileEdit) -> Result<Effect, FaultError> {
    let file = params.file()?;
    Ok(Effect::File(FileChange { file, edit }))
}

fn edit(params: &Params<'_>) -> Result<FileEdit, FaultError> {
    Ok(match params.name() {
        "file-missing" => FileEdit::Replace(Content::Absent),
        "file-outer-tag" => FileEdit::OuterTag(params.byte("tag")?),
        "file-outer-length" => FileEdit::OuterLength(params.number("delta")?),
        "file-trailing" => FileEdit::Trailing(bounded(params, "bytes")?),
        "file-empty" => FileEdit::Replace(Content::Bytes(empty_form(params)?)),
        "file-declared-size" => {
            let length = u32::try_from(params.number("bytes")?);
            FileEdit::DeclaredLength(length.map_err(|_| params.bad("bytes"))?)
        }
        "dg-bitflip" => FileEdit::FlipBit(match params.text("byte") {
            None | Some("last") => None,
            Some(_) => Some(params.size("byte")?),
        }),
        _ => match params.required("content")? {
            "absent" => FileEdit::Replace(Content::Absent),
            "garbage" => FileEdit::Replace(Content::Garbage),
            _ => return Err(params.bad("content")),
        },
    })
}

/// A count of bytes that the chip really makes, so at most 64 KiB.
fn bounded(params: &Params<'_>, key: &'static str) -> Result<usize, FaultError> {
    match params.size(key)? {
        bytes @ 0..=0xFFFF => Ok(bytes),
        _ => Err(params.bad(key)),
    }
}

/// `0-bytes`, or two bytes in hexadecimal joined by a hyphen.
fn empty_form(params: &Params<'_>) -> Result<Vec<u8>, FaultError> {
    match params.required("form")? {
        "0-bytes" => Ok(Vec::new()),
        hex => {
            let byte = |digits| u8::from_str_radix(digits, 16).map_err(|_| params.bad("form"));
            hex.split('-').map(byte).collect()
        }
    }
}

fn denied(params: &Params<'_>) -> Effects {
    let status = params.status_or("sw", StatusWord::SECURITY_STATUS_NOT_SATISFIED)?;
    let deny = |file| Effect::Behaviour(Behaviour::FileDenied { file, status });
    Ok(params.files()?.into_iter().map(deny).collect())
}

fn extended(params: &Params<'_>) -> Effects {
    let size =
        u32::try_from(params.number_or("buffers", 20_000)?).map_err(|_| params.bad("buffers"))?;
    let mut effects = vec![Effect::File(FileChange {
        file: vidimus_lds::File::AtrInfo,
        edit: FileEdit::Announce(Buffers {
            command: size,
            response: size,
        }),
    })];
    match params.text("answer") {
        None => {}
        Some("zero") => effects.push(Effect::Behaviour(Behaviour::ExtendedEmpty)),
        Some(_) => return Err(params.bad("answer")),
    }
    Ok(effects)
}

/// EF.ATR/INFO with the buffer sizes as these bytes, under another tag where one is given.
fn stated(params: &Params<'_>) -> Effects {
    let value = match params.text("7f66") {
        None => vec![0x02, 0x02, 0x07, 0x80, 0x02, 0x02, 0x07, 0x80],
        Some(digits) => hexadecimal(digits).ok_or_else(|| params.bad("7f66"))?,
    };
    let tag = match params.text("tag") {
        None => 0x7F66,
        Some(digits) => u32::from_str_radix(digits, 16).map_err(|_| params.bad("tag"))?,
    };
    Ok(vec![Effect::File(FileChange {
        file: vidimus_lds::File::AtrInfo,
        edit: FileEdit::State { tag, value },
    })])
}

fn hexadecimal(digits: &str) -> Option<Vec<u8>> {
    let pairs = digits.as_bytes().chunks(2);
    let byte = |pair| u8::from_str_radix(core::str::from_utf8(pair).ok()?, 16).ok();
    pairs.map(byte).collect()
}

fn truncated(params: &Params<'_>) -> Effects {
    let missing = params.number("missing")?;
    let mut effects = vec![change(params, FileEdit::OuterLength(missing))?];
    if params.text("end-sw").is_some() {
        let file = Some(params.file()?);
        let rule = end_rule(params, "end-sw")?;
        effects.push(Effect::Behaviour(Behaviour::EndOfFile { rule, file }));
    }
    Ok(effects)
}

fn end_rule(params: &Params<'_>, key: &'static str) -> Result<EndRule, FaultError> {
    match params.required(key)? {
        "9000" => Ok(EndRule::Success),
        "6282" => Ok(EndRule::Warning),
        "6B00" => Ok(EndRule::Refused),
        "6Cxx" => Ok(EndRule::ExactLength),
        _ => Err(params.bad(key)),
    }
}

fn behaviour(params: &Params<'_>) -> Result<Behaviour, FaultError> {
    Ok(match params.name() {
        "sw-on-select" => Behaviour::StatusOnStep {
            step: select_target(params)?,
            status: params.status("sw")?,
        },
        "sw-on-step" => Behaviour::StatusOnStep {
            step: step(params)?,
            status: params.status("sw")?,
        },
        "sfi-refused" => Behaviour::SfiRefused {
            status: params.status_or("sw", StatusWord::INCORRECT_P1_P2)?,
        },
        "select-p2" => Behaviour::SelectP2 {
            accept: params.byte("accept")?,
        },
        "read-odd-ins-only" => Behaviour::OddReadOnly,
        "eof-behaviour" => Behaviour::EndOfFile {
            rule: end_rule(params, "sw")?,
            file: None,
        },
        "le-limit" => Behaviour::LeLimit {
            max: u32::try_from(params.size("max")?).map_err(|_| params.bad("max"))?,
        },
        "read-answer-size" => answer_size(params)?,
        "sm-plain" => plain_in_session(params)?,
        "sm-replay-response" => Behaviour::Replay {
            back: params.size_or("back", 1)?.clamp(1, 64),
        },
        "sm-length-status" => match params.required("sw")? {
            "6Cxx" => Behaviour::ExactLength,
            "61xx" => Behaviour::BytesWaiting,
            _ => return Err(params.bad("sw")),
        },
        _ => access(params)?,
    })
}

fn access(params: &Params<'_>) -> Result<Behaviour, FaultError> {
    Ok(match params.name() {
        "wrong-key" => wrong_key(params)?,
        "challenge-length" => match params.text("step") {
            None | Some("bac") => Behaviour::ChallengeLength {
                bytes: params.size("bytes")?.min(255),
            },
            Some(_) => return Err(params.bad("step")),
        },
        "bac-response" => Behaviour::BacResponse {
            part: bac_part(params)?,
            remac: params.flag("remac")?,
        },
        "bac-disabled" => Behaviour::StatusOnStep {
            step: Step::GetChallenge,
            status: params.status_or("sw", StatusWord::REFERENCED_DATA_NOT_FOUND)?,
        },
        other => {
            return Err(FaultError::UnknownName {
                name: other.to_owned(),
            });
        }
    })
}

fn wrong_key(params: &Params<'_>) -> Result<Behaviour, FaultError> {
    let password = params.text("password").unwrap_or("mrz");
    let password = PacePassword::named(password).ok_or_else(|| params.bad("password"))?;
    let seconds = match params.text("delay") {
        None => 0,
        Some(text) => text
            .strip_suffix('s')
            .unwrap_or(text)
            .parse()
            .map_err(|_| params.bad("delay"))?,
    };
    Ok(Behaviour::WrongKey {
        password,
        status: params.status_or("sw", StatusWord::AUTHENTICATION_FAILED)?,
        delay: Duration::from_secs(seconds),
        growing: params.flag("growing")?,
    })
}

fn bac_part(params: &Params<'_>) -> Result<BacPart, FaultError> {
    Ok(match params.required("part")? {
        "mac" => BacPart::Mac,
        "ciphertext" => BacPart::Ciphertext,
        "rnd-ifd" => BacPart::RndIfd,
        "rnd-ic" => BacPart::RndIc,
        "echo" => BacPart::Echo,
        _ => return Err(params.bad("part")),
    })
}

fn select_target(params: &Params<'_>) -> Result<Step, FaultError> {
    Ok(match params.required("target")? {
        "aid" => Step::SelectApplication,
        "mf" => Step::SelectMasterFile,
        "ef" => Step::SelectFile(None),
        name => Step::SelectFile(Some(file_named(name).ok_or_else(|| params.bad("target"))?)),
    })
}

fn step(params: &Params<'_>) -> Result<Step, FaultError> {
    Ok(match params.required("step")? {
        "bac.get_challenge" => Step::GetChallenge,
        "bac.external_authenticate" => Step::ExternalAuthenticate,
        "select" => Step::SelectApplication,
        "read" => Step::Read,
        "ca.mse" => Step::ChipSet,
        "ca.mse_set_kat" => Step::ChipSetKat,
        "ca.mse_set_at" => Step::ChipSetAt,
        "ca.general_authenticate" => Step::ChipAgree,
        "aa.internal_authenticate" => Step::Active,
        "ta.mse_set_dst" => Step::SetIssuer,
        "ta.pso_verify_certificate" => Step::VerifyCertificate,
        "ta.mse_set_at" => Step::SetTerminal,
        "ta.get_challenge" => Step::TerminalChallenge,
        "ta.external_authenticate" => Step::ProveTerminal,
        "pace.mse_set_at" => Step::PaceSetAt,
        "pace.ga1" => Step::PaceAuthenticate(1),
        "pace.ga2" => Step::PaceAuthenticate(2),
        "pace.ga3" => Step::PaceAuthenticate(3),
        "pace.ga4" => Step::PaceAuthenticate(4),
        _ => return Err(params.bad("step")),
    })
}

fn answer_size(params: &Params<'_>) -> Result<Behaviour, FaultError> {
    let change = match (params.text("delta"), params.text("bytes")) {
        (Some(_), None) => delta(params)?,
        (None, Some("half")) => SizeChange::Half,
        (None, Some(_)) => SizeChange::AtMost(params.size("bytes")?),
        _ => return Err(params.bad("bytes")),
    };
    Ok(Behaviour::AnswerSize {
        protected: params.flag("sm")?,
        change,
        times: params.times(u32::MAX)?,
    })
}

fn delta(params: &Params<'_>) -> Result<SizeChange, FaultError> {
    let delta = params.number("delta")?;
    let size = usize::try_from(delta.unsigned_abs())
        .unwrap_or(usize::MAX)
        .min(0xFFFF);
    Ok(if delta < 0 {
        SizeChange::Shorter(size)
    } else {
        SizeChange::Longer(size)
    })
}

fn plain_in_session(params: &Params<'_>) -> Result<Behaviour, FaultError> {
    Ok(match params.required("kind")? {
        "data" => Behaviour::PlainData {
            file: params.file()?,
        },
        "status" => Behaviour::PlainStatus {
            status: params.status("sw")?,
            at: match params.text("at") {
                None | Some("first-read") => ReadMoment::First,
                Some("read") => ReadMoment::Within,
                Some(_) => return Err(params.bad("at")),
            },
            times: params.times(1)?,
        },
        _ => return Err(params.bad("kind")),
    })
}

/// A fault of a protected response.
fn seal(params: &Params<'_>) -> Result<Effect, FaultError> {
    let fault = match params.name() {
        "sm-objects" => objects(params)?,
        "sm-corrupt" => corrupt(params)?,
        "sm-padding" => padding(params)?,
        _ => SealFault::StatusMismatch {
            inside: params.status("do99")?,
            trailer: params.status("trailer")?,
        },
    };
    let response = match params.text("response") {
        None => None,
        Some(text) => Some(text.parse().map_err(|_| params.bad("response"))?),
    };
    Ok(Effect::Behaviour(Behaviour::Seal { fault, response }))
}

fn objects(params: &Params<'_>) -> Result<SealFault, FaultError> {
    Ok(match params.required("op")? {
        "drop" => SealFault::Drop {
            tag: params.hex("do")?,
            remac: params.flag("remac")?,
        },
        "duplicate" => SealFault::Duplicate {
            tag: params.hex("do")?,
        },
        "extra" => SealFault::Extra {
            tag: params.hex("do")?,
            maced: params.flag("maced")?,
        },
        "swap" => SealFault::Swap {
            from: params.hex("from")?,
            to: params.hex("to")?,
        },
        "reorder" => SealFault::Reorder {
            order: order(params)?,
        },
        "resize" => SealFault::Resize {
            tag: params.hex("do")?,
            bytes: bounded(params, "bytes")?,
        },
        "corrupt" => SealFault::Flip {
            tag: params.hex("do")?,
            byte: 5,
            mask: 0xFF,
        },
        _ => return Err(params.bad("op")),
    })
}

fn order(params: &Params<'_>) -> Result<Vec<u32>, FaultError> {
    let tag = |digits| u32::from_str_radix(digits, 16).map_err(|_| params.bad("order"));
    params.required("order")?.split(',').map(tag).collect()
}

/// `byte` counts from the first byte of the value, the padding indicator of DO 87 left out;
/// `bit` counts from the lowest bit of the last byte of DO 8E, of the first of any other.
fn corrupt(params: &Params<'_>) -> Result<SealFault, FaultError> {
    let tag = params.hex("do")?;
    let indicator = usize::from(tag == CRYPTOGRAM);
    if params.text("byte").is_some() {
        let byte = params.size("byte")?.saturating_add(indicator);
        return Ok(SealFault::Flip {
            tag,
            byte,
            mask: 0xFF,
        });
    }
    let bit = params.size_or("bit", 0)?;
    let from_end = bit / 8;
    let byte = if tag == CHECKSUM {
        7usize.saturating_sub(from_end)
    } else {
        indicator + from_end
    };
    Ok(SealFault::Flip {
        tag,
        byte,
        mask: 1 << (bit % 8),
    })
}

fn padding(params: &Params<'_>) -> Result<SealFault, FaultError> {
    match (params.text("indicator"), params.text("pad")) {
        (Some(_), None) => Ok(SealFault::Indicator {
            value: params.byte("indicator")?,
        }),
        (None, Some("none")) => Ok(SealFault::NoPadding),
        _ => Err(params.bad("pad")),
    }
}
