//! From the name of a fault to what it does.

use super::behaviour::{BacPart, Behaviour, ReadMoment, SizeChange, Step};
use super::params::{Params, file_named};
use super::{Effect, FaultError, file_build, pace_build, proof_build, seal_build};
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
        | "dg-bitflip" | "file-denied" | "apdu-extended" | "atr-info" => {
            file_build::effects(params)
        }
        "sm-objects" | "sm-corrupt" | "sm-padding" | "sm-status-mismatch" => {
            Ok(vec![seal_build::effect(params)?])
        }
        _ => Ok(vec![Effect::Behaviour(behaviour(params)?)]),
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
            rule: file_build::end_rule(params, "sw")?,
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
