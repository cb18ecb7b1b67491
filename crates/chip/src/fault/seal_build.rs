//! From the name of a fault to what it does: protected responses.

use super::behaviour::{Behaviour, SealFault};
use super::params::Params;
use super::{Effect, FaultError};
use crate::channel::{CHECKSUM, CRYPTOGRAM};

/// The effect of a fault about protected responses.
pub(super) fn effect(params: &Params<'_>) -> Result<Effect, FaultError> {
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
            bytes: params.bounded("bytes")?,
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
