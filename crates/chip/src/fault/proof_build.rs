//! From the name of a fault to what it does: Active, Chip and Terminal Authentication.

use super::FaultError;
use super::behaviour::{Behaviour, Step};
use super::params::Params;
use crate::keys::{AaDeparture, RValue};
use crate::pki::hash_named;

/// The behaviours of a fault of the proofs; `None` where the name is none.
pub(super) fn behaviours(params: &Params<'_>) -> Result<Option<Vec<Behaviour>>, FaultError> {
    Ok(Some(match params.name() {
        "aa-response" => active_response(params)?,
        "ta-chip" => match params.required("id-ic")? {
            "other" => vec![Behaviour::OtherIdentifier],
            _ => return Err(params.bad("id-ic")),
        },
        "challenge-length" if params.text("step") == Some("ta") => {
            let bytes = params.size("bytes")?.min(255);
            vec![Behaviour::TerminalChallengeLength { bytes }]
        }
        "sm-wrong-keys" if params.text("after") == Some("ca") => vec![old_keys(params)?],
        _ => return Ok(None),
    }))
}

/// What `aa-response` does in the chip; a longer key or one on a curve is the document's part.
fn active_response(params: &Params<'_>) -> Result<Vec<Behaviour>, FaultError> {
    let mut found: Vec<Behaviour> = departure(params)?
        .into_iter()
        .map(Behaviour::Active)
        .collect();
    if params.text("sw").is_some() {
        found.push(Behaviour::StatusOnStep {
            step: Step::Active,
            status: params.status("sw")?,
        });
    }
    Ok(found)
}

fn departure(params: &Params<'_>) -> Result<Option<AaDeparture>, FaultError> {
    if params.text("trailer").is_some() || params.text("hash").is_some() {
        return trailer(params).map(Some);
    }
    if params.flag("leading-zero").is_ok_and(|wanted| wanted) {
        return Ok(Some(AaDeparture::LeadingZero { sent: true }));
    }
    let keys = ["key", "challenge", "m1", "form", "r", "leading-zero"];
    let Some(key) = keys.into_iter().find(|key| params.text(key).is_some()) else {
        return Ok(None);
    };
    let value = params.text(key).unwrap_or_default();
    Ok(Some(match (key, value) {
        ("key", "other") => AaDeparture::OtherKey,
        ("key", "none") => AaDeparture::NoKey,
        ("challenge", "earlier") => AaDeparture::EarlierChallenge,
        ("m1", "short") => AaDeparture::ShortM1,
        ("form", "der") => AaDeparture::Der,
        ("form", "n-minus-s") => AaDeparture::Complement,
        ("r", "0") => AaDeparture::R(RValue::Zero),
        ("r", "n") => AaDeparture::R(RValue::Order),
        ("r", "n+1") => AaDeparture::R(RValue::OrderAndOne),
        ("leading-zero", "stripped") => AaDeparture::LeadingZero { sent: false },
        _ => return Err(params.bad(key)),
    }))
}

fn trailer(params: &Params<'_>) -> Result<AaDeparture, FaultError> {
    let digits = params.text("trailer").unwrap_or("BC");
    let value = u16::from_str_radix(digits, 16).map_err(|_| params.bad("trailer"))?;
    let bytes = match (digits.len(), value.to_be_bytes()) {
        (2, [_, last]) => vec![last],
        (4, both) => both.to_vec(),
        _ => return Err(params.bad("trailer")),
    };
    let hash = match params.text("hash") {
        None => None,
        Some(name) => Some(hash_named(name).ok_or_else(|| params.bad("hash"))?),
    };
    Ok(AaDeparture::Trailer { bytes, hash })
}

/// `sm-wrong-keys:after=ca`: the chip goes on with the keys it had.
fn old_keys(params: &Params<'_>) -> Result<Behaviour, FaultError> {
    if !matches!(params.text("keys"), None | Some("old")) {
        return Err(params.bad("keys"));
    }
    Ok(Behaviour::KeepsOldKeys {
        answers: params.times(u32::MAX)?,
    })
}
