//! From the name of a fault of PACE to what it does.

use super::FaultError;
use super::behaviour::{Behaviour, PinLeft};
use super::params::Params;
use crate::pace::{ChipDataValue, ObjectForm, PaceFlaw, PublicStep, PublicValue};

type Flaws = Result<Vec<PaceFlaw>, FaultError>;

/// The behaviours of a fault of PACE; `None` where the name is none.
pub(super) fn behaviours(params: &Params<'_>) -> Result<Option<Vec<Behaviour>>, FaultError> {
    let flaws = match params.name() {
        "pace-nonce" => nonce(params)?,
        "pace-mapping" => mapping(params)?,
        "pace-public" => vec![public(params)?],
        "pace-token" => vec![token(params)?],
        "pace-bad-tag" => vec![object(params)?],
        "pace-cam-data" => vec![chip_data(params)?],
        "mse-needs-84" => {
            let status = params.status("sw")?;
            return Ok(Some(vec![Behaviour::NeedsParameters { status }]));
        }
        "mse-refuses-84" => {
            let status = params.status("sw")?;
            return Ok(Some(vec![Behaviour::RefusesParameters { status }]));
        }
        "sm-wrong-keys" if params.text("after") == Some("pace") => {
            return Ok(Some(vec![Behaviour::WrongSessionKeys]));
        }
        "pin-state" => {
            let left = pin(params)?;
            return Ok(Some(vec![Behaviour::PinState { left }]));
        }
        _ => return Ok(None),
    };
    Ok(Some(flaws.into_iter().map(Behaviour::Pace).collect()))
}

fn nonce(params: &Params<'_>) -> Flaws {
    match params.required("value")? {
        "bitflip" => Ok(vec![PaceFlaw::Nonce]),
        _ => Err(params.bad("value")),
    }
}

/// `generator-1` shows as the public value 1: no nonce of the chip makes the terminal's own
/// computation end there.
fn mapping(params: &Params<'_>) -> Flaws {
    let mut flaws = vec![match params.required("value")? {
        "nonce+1" => PaceFlaw::MappedNonce,
        "generator-1" => PaceFlaw::Public(PublicStep::Agreement, PublicValue::One),
        _ => return Err(params.bad("value")),
    }];
    if params.flag("accept-token")? {
        flaws.push(PaceFlaw::AcceptToken);
    }
    Ok(flaws)
}

fn public(params: &Params<'_>) -> Result<PaceFlaw, FaultError> {
    let step = match params.required("step")? {
        "ga2" => PublicStep::Mapping,
        "ga3" => PublicStep::Agreement,
        _ => return Err(params.bad("step")),
    };
    let value = match params.required("value")? {
        "infinity" => PublicValue::Infinity,
        "off-curve" => PublicValue::OffCurve,
        "range" | "above-p" => PublicValue::Range,
        "short" => PublicValue::Short,
        "padded" => PublicValue::Padded,
        "form" => PublicValue::Form,
        "compressed" => PublicValue::Compressed,
        "other-curve" => PublicValue::OtherCurve,
        "echo" => PublicValue::Echo,
        "not-empty" => PublicValue::NotEmpty,
        "0" => PublicValue::Zero,
        "1" => PublicValue::One,
        "p-1" => PublicValue::MinusOne,
        "p" => PublicValue::Prime,
        "not-in-subgroup" => PublicValue::NotInSubgroup,
        _ => return Err(params.bad("value")),
    };
    Ok(PaceFlaw::Public(step, value))
}

fn token(params: &Params<'_>) -> Result<PaceFlaw, FaultError> {
    match params.required("value")? {
        "bitflip" => Ok(PaceFlaw::TokenBit),
        "other-mac" => Ok(PaceFlaw::TokenMac),
        _ => Err(params.bad("value")),
    }
}

/// `tag=90` another tag, `80+82` two objects, `none` an empty template, `cut` one byte less.
fn object(params: &Params<'_>) -> Result<PaceFlaw, FaultError> {
    let step = match params.required("step")? {
        "ga1" => 1,
        "ga2" => 2,
        "ga3" => 3,
        "ga4" => 4,
        _ => return Err(params.bad("step")),
    };
    let form = match params.required("tag")? {
        "none" => ObjectForm::Empty,
        "cut" => ObjectForm::Cut,
        tags => match tags.split_once('+') {
            Some((_, second)) => ObjectForm::AlsoTag(hex(params, second)?),
            None => ObjectForm::Tag(hex(params, tags)?),
        },
    };
    Ok(PaceFlaw::Object(step, form))
}

fn chip_data(params: &Params<'_>) -> Result<PaceFlaw, FaultError> {
    let tag = match params.required("tag")? {
        "absent" => None,
        tag => Some(hex(params, tag)?),
    };
    let value = match params.text("value") {
        None | Some("right") => ChipDataValue::Right,
        Some("wrong") => ChipDataValue::Wrong,
        Some("bad-encoding") => ChipDataValue::BadEncoding,
        Some("empty") => ChipDataValue::Empty,
        Some("random") => ChipDataValue::Random,
        Some(_) => return Err(params.bad("value")),
    };
    Ok(PaceFlaw::ChipData(tag, value))
}

fn pin(params: &Params<'_>) -> Result<PinLeft, FaultError> {
    Ok(match params.required("tries")? {
        "suspended" => PinLeft::Suspended,
        "blocked" => PinLeft::Tries(0),
        tries => match tries.parse() {
            Ok(tries @ 0..=15) => PinLeft::Tries(tries),
            _ => return Err(params.bad("tries")),
        },
    })
}

fn hex(params: &Params<'_>, digits: &str) -> Result<u32, FaultError> {
    u32::from_str_radix(digits, 16).map_err(|_| params.bad("tag"))
}
