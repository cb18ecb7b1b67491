//! From the name of a fault to what it does: files and what READ BINARY finds in them.

use super::behaviour::Behaviour;
use super::files::{Content, FileChange, FileEdit};
use super::params::{Params, hexadecimal};
use super::{Effect, EndRule, FaultError};
use crate::image::Buffers;
use vidimus_iso7816::StatusWord;

type Effects = Result<Vec<Effect>, FaultError>;

/// The effects of a fault about files.
pub(super) fn effects(params: &Params<'_>) -> Effects {
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
        "file-trailing" => FileEdit::Trailing(params.bounded("bytes")?),
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

/// What a chip answers past the end of a file.
pub(super) fn end_rule(params: &Params<'_>, key: &'static str) -> Result<EndRule, FaultError> {
    match params.required(key)? {
        "9000" => Ok(EndRule::Success),
        "6282" => Ok(EndRule::Warning),
        "6B00" => Ok(EndRule::Refused),
        "6Cxx" => Ok(EndRule::ExactLength),
        _ => Err(params.bad(key)),
    }
}
