//! The first line: what was known at connect.
//!
//! ```text
//! {"vidimus_session":1, "tool":"vidimus 0.1.0", "recorded":"2030-01-01T00:00:00Z",
//!  "reader":…, "atr":HEX, "persona":"synthetic"|"personal",
//!  "access":{"kind":"mrz"|"can"|"pin"|"puk","value":…}|null, "also":[such keys],
//!  "plan":{…}, "limits":[longest command, longest response]}
//! ```
//!
//! A recording without `persona` that is known here counts as personal: the careful way. Older
//! recordings lack the later fields, and what each meant then is kept: without `plan` no proof was
//! asked for, without `limits` APDUs were short, and `auto` access from before PACE was BAC.

use super::hex;
use super::plan_line::PlanLine;
use crate::{AccessMode, ProofSelection, ReadPlan};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use vidimus_access::{AccessKey, LicenceKey, MrzKey, Password};
use vidimus_iso7816::TransportLimits;
use zeroize::Zeroizing;

/// The format that this version writes and reads.
pub(super) const VERSION: u64 = 1;

/// What was known at connect.
#[derive(Debug)]
pub struct Header {
    /// program and version that recorded
    pub tool: String,
    /// when, in seconds since 1970; unsigned, so believed by nobody
    pub recorded_at: Option<i64>,
    /// name of the reader
    pub reader: String,
    /// answer to reset
    pub atr: Vec<u8>,
    /// whose document
    pub persona: Persona,
    /// the key the chip was opened with
    pub access: Option<RecordedKey>,
    /// further keys for BAC, in the order tried
    pub also: Vec<RecordedKey>,
    /// the plan the chip was read by
    pub plan: ReadPlan,
    /// how long APDUs could be
    pub limits: TransportLimits,
}

/// Whose document was recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Persona {
    /// A made-up person's.
    Synthetic,
    /// A living person's; also where nothing is said.
    #[serde(other)]
    Personal,
}

/// The key in a recording. As secret as the document: `Debug` shows its kind only.
pub struct RecordedKey {
    kind: String,
    value: Zeroizing<String>,
}

impl core::fmt::Debug for RecordedKey {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "RecordedKey({}, redacted)", self.kind)
    }
}

impl RecordedKey {
    /// A copy of a key, for a recording; `None` for a kind of key that no recording knows.
    #[must_use]
    pub fn of(key: &AccessKey) -> Option<Self> {
        let (kind, bytes) = match key {
            AccessKey::Mrz(key) => ("mrz", key.information()),
            AccessKey::Can(password) => ("can", password.as_bytes()),
            AccessKey::Pin(password) => ("pin", password.as_bytes()),
            AccessKey::Puk(password) => ("puk", password.as_bytes()),
            AccessKey::Licence(key) => ("licence", key.reference()),
            _ => return None,
        };
        Some(Self {
            kind: kind.to_owned(),
            value: Zeroizing::new(String::from_utf8_lossy(bytes).into_owned()),
        })
    }

    /// Its kind: `mrz`, `can`, `pin`, `puk` or `licence`.
    #[must_use]
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// The key; `None` when it is none.
    #[must_use]
    pub fn key(&self) -> Option<AccessKey> {
        let bytes = self.value.as_bytes();
        match self.kind.as_str() {
            "mrz" => MrzKey::from_mrz(bytes).ok().map(AccessKey::Mrz),
            "can" => Some(AccessKey::Can(Password::new(bytes))),
            "pin" => Some(AccessKey::Pin(Password::new(bytes))),
            "puk" => Some(AccessKey::Puk(Password::new(bytes))),
            "licence" => LicenceKey::from_reference(bytes)
                .ok()
                .map(AccessKey::Licence),
            _ => None,
        }
    }
}

/// The line as it stands in the file. Fields after `access` came with later versions and may be
/// missing.
#[derive(Serialize, Deserialize)]
pub(super) struct HeaderLine {
    pub(super) vidimus_session: u64,
    #[serde(default)]
    tool: String,
    #[serde(default)]
    recorded: String,
    #[serde(default)]
    reader: String,
    #[serde(default)]
    atr: String,
    persona: Persona,
    access: Option<KeyLine>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    also: Vec<KeyLine>,
    #[serde(default)]
    plan: Option<PlanLine>,
    #[serde(default)]
    limits: Option<(usize, usize)>,
}

#[derive(Serialize, Deserialize)]
struct KeyLine {
    kind: String,
    value: Zeroizing<String>,
}

impl KeyLine {
    fn of(key: &RecordedKey) -> Self {
        Self {
            kind: key.kind.clone(),
            value: key.value.clone(),
        }
    }

    fn key(self) -> RecordedKey {
        RecordedKey {
            kind: self.kind,
            value: self.value,
        }
    }
}

impl HeaderLine {
    /// Whether the recording was made before there was PACE.
    pub(super) fn is_before_pace(&self) -> bool {
        self.plan.as_ref().is_none_or(PlanLine::is_before_pace)
    }
}

impl Header {
    /// The line to write.
    pub(super) fn to_line(&self) -> HeaderLine {
        HeaderLine {
            vidimus_session: VERSION,
            tool: self.tool.clone(),
            recorded: self.recorded_at.map(utc).unwrap_or_default(),
            reader: self.reader.clone(),
            atr: hex::encode(&self.atr),
            persona: self.persona,
            access: self.access.as_ref().map(KeyLine::of),
            also: self.also.iter().map(KeyLine::of).collect(),
            plan: Some(PlanLine::of(&self.plan)),
            limits: Some((self.limits.command, self.limits.response)),
        }
    }

    /// Reads a recording from before there was PACE as it was made: `auto` meant BAC then, where
    /// the chip asked for it, whatever else was offered.
    pub(super) fn keep_to_bac(&mut self) {
        if self.plan.access == AccessMode::Auto {
            self.plan.access = AccessMode::Bac;
        }
    }

    /// The header of a line; `None` when a field does not decode.
    pub(super) fn from_line(line: HeaderLine) -> Option<Self> {
        let limits = line
            .limits
            .map_or(TransportLimits::SHORT, |limits| TransportLimits {
                command: limits.0,
                response: limits.1,
            });
        Some(Self {
            tool: line.tool,
            recorded_at: unix(&line.recorded),
            reader: line.reader,
            atr: hex::decode(&line.atr)?,
            persona: line.persona,
            access: line.access.map(KeyLine::key),
            also: line.also.into_iter().map(KeyLine::key).collect(),
            plan: line
                .plan
                .map_or_else(|| Some(without_proofs()), PlanLine::plan)?,
            limits,
        })
    }
}

/// The plan of a recording that names none: it is older than any proof.
fn without_proofs() -> ReadPlan {
    ReadPlan {
        proofs: ProofSelection::NONE,
        ..ReadPlan::default()
    }
}

/// `2026-10-02T09:14:07Z`; empty outside the years that RFC 3339 has.
fn utc(seconds: i64) -> String {
    OffsetDateTime::from_unix_timestamp(seconds)
        .ok()
        .and_then(|time| time.format(&Rfc3339).ok())
        .unwrap_or_default()
}

fn unix(text: &str) -> Option<i64> {
    let time = OffsetDateTime::parse(text, &Rfc3339).ok()?;
    Some(time.unix_timestamp())
}
