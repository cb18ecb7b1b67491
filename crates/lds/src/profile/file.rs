//! The TOML form of a profile. Keys are walked by hand, so that every mistake is named.
//!
//! Tables and dotted keys are the same thing in TOML; both are flattened to dotted keys, and each of
//! those is looked up in [`KEYS`]. What is not there is an error: a misspelt key must not be a wish
//! that went unheard.

mod item;
mod value;

use super::matching::Match;
use super::{CardAccessStep, KnownQuirk, OpeningProtocol, PasswordSource, Profile, ProfileError};
use crate::application::KnownApplication;
use crate::evidence::Application;
use item::{bytes, card_access, identifier};
use std::collections::BTreeSet;
use toml::{Table, Value};
use value::{boolean, choice, line, list, one_of, type_name, word};

/// No profile needs more; a larger file is not a profile.
const MAX_BYTES: usize = 32 * 1024;

/// Every key there is, sorted.
const KEYS: [&str; 21] = [
    "access.passwords",
    "access.protocols",
    "card_access.constant",
    "card_access.insist",
    "card_access.ladder",
    "content.dg13",
    "content.mrz",
    "content.qr",
    "data.waived",
    "match.card_access",
    "match.mrz.codes",
    "match.mrz.formats",
    "match.mrz.issuers",
    "match.pace",
    "name",
    "quirks.known",
    "select.application",
    "select.identifiers",
    "title.en",
    "title.vi",
    "trust.group",
];

/// What a profile says that names nothing: `icao`.
pub(super) fn base() -> Profile {
    Profile {
        name: "icao".to_owned(),
        title_en: "Travel document (ICAO Doc 9303)".to_owned(),
        title_vi: "Giấy tờ đi lại (ICAO Doc 9303)".to_owned(),
        matching: Match::default(),
        application: Application::Emrtd,
        applications: vec![KnownApplication::Emrtd.identifier().to_vec()],
        card_access_ladder: CardAccessStep::WORDS.map(|(_, step)| step).to_vec(),
        card_access_insist: false,
        card_access_constant: None,
        passwords: vec![
            PasswordSource::Mrz,
            PasswordSource::Can,
            PasswordSource::Pin,
            PasswordSource::Puk,
        ],
        protocols: vec![OpeningProtocol::Pace, OpeningProtocol::Bac],
        dg13_decoder: None,
        mrz_rules: None,
        qr_content: None,
        waived: BTreeSet::new(),
        known_quirks: BTreeSet::new(),
        trust_group: None,
    }
}

pub(super) fn parse(text: &str) -> Result<Profile, ProfileError> {
    if text.len() > MAX_BYTES {
        return Err(ProfileError::TooLong {
            length: text.len(),
            limit: MAX_BYTES,
        });
    }
    let table: Table = text.parse().map_err(|error| syntax(text, &error))?;
    let mut flat = Vec::new();
    flatten("", &table, &mut flat)?;
    let name = flat.iter().find(|(key, _)| *key == "name");
    let (key, name) = name.ok_or(ProfileError::Missing { key: "name" })?;
    let name = item::name(key, word(key, name)?)?;
    // without titles of its own it is called by its name
    let mut profile = Profile {
        title_en: name.clone(),
        title_vi: name.clone(),
        name,
        ..base()
    };
    for (key, value) in flat {
        set(&mut profile, key, value)?;
    }
    Ok(profile)
}

/// Each value with its key from [`KEYS`]. The depth is bounded: a table whose name begins no key is
/// an error at once.
fn flatten<'t>(
    prefix: &str,
    table: &'t Table,
    flat: &mut Vec<(&'static str, &'t Value)>,
) -> Result<(), ProfileError> {
    for (key, value) in table {
        let key = format!("{prefix}{key}");
        if let Some(known) = KEYS.into_iter().find(|known| *known == key) {
            flat.push((known, value));
            continue;
        }
        let below = format!("{key}.");
        let Some(first) = KEYS.into_iter().find(|known| known.starts_with(&below)) else {
            return Err(ProfileError::UnknownKey {
                key,
                known: one_of(&KEYS),
            });
        };
        let Value::Table(inner) = value else {
            return Err(ProfileError::WrongType {
                key: first.get(..key.len()).unwrap_or(first),
                expected: "a table",
                found: type_name(value),
            });
        };
        flatten(&below, inner, flat)?;
    }
    Ok(())
}

fn set(profile: &mut Profile, key: &'static str, value: &Value) -> Result<(), ProfileError> {
    match key {
        "access.passwords" => profile.passwords = list(key, value, 1, passwords)?,
        "access.protocols" => profile.protocols = list(key, value, 1, protocols)?,
        "card_access.constant" => {
            profile.card_access_constant = Some(card_access(key, word(key, value)?)?);
        }
        "card_access.insist" => profile.card_access_insist = boolean(key, value)?,
        "card_access.ladder" => profile.card_access_ladder = list(key, value, 1, steps)?,
        "data.waived" => profile.waived = list(key, value, 0, item::waived)?.into_iter().collect(),
        "quirks.known" => {
            profile.known_quirks = list(key, value, 0, known_quirks)?.into_iter().collect();
        }
        "select.application" => {
            profile.application = choice(key, word(key, value)?, &APPLICATIONS)?;
        }
        "select.identifiers" => profile.applications = list(key, value, 1, identifier)?,
        "title.en" => profile.title_en = line(key, value)?,
        "title.vi" => profile.title_vi = line(key, value)?,
        "trust.group" => profile.trust_group = Some(item::name(key, word(key, value)?)?),
        _ if key.starts_with("content.") => item::content(profile, key, word(key, value)?)?,
        _ => set_match(&mut profile.matching, key, value)?,
    }
    Ok(())
}

fn set_match(matching: &mut Match, key: &'static str, value: &Value) -> Result<(), ProfileError> {
    match key {
        "match.card_access" => matching.card_access = list(key, value, 0, bytes)?,
        "match.pace" => matching.pace = boolean(key, value)?,
        "match.mrz.codes" => matching.mrz.codes = list(key, value, 0, item::code)?,
        "match.mrz.formats" => matching.mrz.formats = list(key, value, 0, item::format)?,
        "match.mrz.issuers" => matching.mrz.issuers = list(key, value, 0, item::code)?,
        // `name`, which was read first
        _ => {}
    }
    Ok(())
}

const APPLICATIONS: [(&str, Application); 2] = [
    ("emrtd", Application::Emrtd),
    ("driving-licence", Application::DrivingLicence),
];

fn passwords(key: &'static str, word: &str) -> Result<PasswordSource, ProfileError> {
    choice(key, word, &PasswordSource::WORDS)
}

fn protocols(key: &'static str, word: &str) -> Result<OpeningProtocol, ProfileError> {
    choice(key, word, &OpeningProtocol::WORDS)
}

fn known_quirks(key: &'static str, word: &str) -> Result<KnownQuirk, ProfileError> {
    choice(key, word, &KnownQuirk::WORDS)
}

fn steps(key: &'static str, word: &str) -> Result<CardAccessStep, ProfileError> {
    choice(key, word, &CardAccessStep::WORDS)
}

/// Where the TOML stops making sense, in lines and columns from 1.
fn syntax(text: &str, error: &toml::de::Error) -> ProfileError {
    let start = error.span().map_or(0, |span| span.start);
    let before = text.get(..start).unwrap_or_default();
    let last_line = before.rsplit('\n').next().unwrap_or_default();
    ProfileError::Syntax {
        line: before.matches('\n').count() + 1,
        column: last_line.chars().count() + 1,
        problem: error.message().to_owned(),
    }
}

#[cfg(test)]
mod tests;
