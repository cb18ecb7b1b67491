//! What the caller gave to open a chip with, and what it tells of the document.

use std::borrow::Cow;
use vidimus::access::AccessKey;
use vidimus::lds::Personal;
use vidimus::lds::evidence::Application;
use vidimus::lds::profile::{Observed, PasswordSource};
use vidimus::mrz::Mrz;

/// Keys, as one source gave them.
#[derive(Debug, Default)]
pub struct Keys {
    /// the key; `None` is enough for a chip without access control
    pub key: Option<AccessKey>,
    /// further ones for BAC, where the first is for PACE alone
    pub also: Vec<AccessKey>,
    /// the zone, if all of it was given
    pub mrz: Option<Mrz>,
    /// the text of the QR code they were worked out from
    pub qr: Option<Personal<String>>,
}

impl Keys {
    /// A key and nothing more.
    pub const fn of(key: AccessKey) -> Self {
        Self {
            key: Some(key),
            also: Vec::new(),
            mrz: None,
            qr: None,
        }
    }

    /// What kind of thing opens the chip, as document profiles name it.
    pub const fn source(&self) -> Option<PasswordSource> {
        if self.qr.is_some() {
            return Some(PasswordSource::Qr);
        }
        match self.key {
            Some(AccessKey::Mrz(_) | AccessKey::Licence(_)) => Some(PasswordSource::Mrz),
            Some(AccessKey::Can(_)) => Some(PasswordSource::Can),
            Some(AccessKey::Pin(_)) => Some(PasswordSource::Pin),
            Some(AccessKey::Puk(_)) => Some(PasswordSource::Puk),
            _ => None,
        }
    }

    /// Whether there are keys, and none of them for BAC or, of a licence, BAP.
    pub fn are_for_pace_alone(&self) -> bool {
        let mut all = self.key.iter().chain(&self.also);
        self.key.is_some()
            && !all.any(|key| matches!(key, AccessKey::Mrz(_) | AccessKey::Licence(_)))
    }

    /// What they tell of the document before it is read.
    pub fn observed(&self) -> Observed<'_> {
        Observed {
            application: match self.key {
                Some(AccessKey::Licence(_)) => Application::DrivingLicence,
                _ => Application::Emrtd,
            },
            mrz: self.mrz.clone(),
            qr: self.qr.as_ref().map(|qr| qr.reveal().as_str()),
            ..Observed::default()
        }
    }
}

/// The name of a source of keys for people.
pub fn source_name(source: PasswordSource) -> Cow<'static, str> {
    match source {
        PasswordSource::Qr => "QR code".into(),
        other => other.word().to_ascii_uppercase().into(),
    }
}
