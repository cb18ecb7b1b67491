//! What a chip knows for PACE: protocols, passwords, static keys.
//!
//! ```
//! use vidimus_chip::{AccessRules, PaceKey, PacePassword, PaceProtocolError, PaceRules};
//!
//! let rules = PaceRules::new(vec!["gm-aes128-12".parse()?, "im-aes256-13".parse()?])
//!     .with_password(PacePassword::Can, PaceKey::from_number("123456"));
//! let access = AccessRules::pace(rules);
//! assert!(!access.is_plain() && access.bac.is_none());
//! // Chip Authentication Mapping knows no MODP groups
//! let refused = "cam-aes128-0".parse::<vidimus_chip::PaceProtocol>();
//! assert_eq!(refused, Err(PaceProtocolError::ChipAuthenticationOnModp));
//! # Ok::<(), PaceProtocolError>(())
//! ```
//!
//! What EF.CardAccess offers is a file like any other and comes from the personalisation: rules and
//! file may disagree, which is how a fault makes a chip promise what it cannot do.

use super::{PaceKey, PacePassword, PaceProtocol};
use crate::keys::CaKey;
use vidimus_pubkey::agreement::{Domain, SecretScalar};

/// The protocols and passwords that a chip takes.
#[derive(Debug, Default)]
pub struct PaceRules {
    /// the protocols the chip performs, of any order
    pub protocols: Vec<PaceProtocol>,
    /// the passwords it knows, each once
    pub passwords: Vec<(PacePassword, PaceKey)>,
    /// the private keys of Chip Authentication Mapping, one a curve; their public halves are
    /// in EF.CardSecurity
    pub static_keys: Vec<CaKey>,
    /// how often the PIN may be wrong
    pub pin_tries: u8,
    /// a faulty chip: DO 84 may say anything, and mapping keys are not looked at
    pub unchecked: bool,
}

impl PaceRules {
    /// These protocols, no password yet, three tries for the PIN.
    #[must_use]
    pub fn new(protocols: Vec<PaceProtocol>) -> Self {
        Self {
            protocols,
            pin_tries: 3,
            ..Self::default()
        }
    }

    /// The same with this password.
    #[must_use]
    pub fn with_password(mut self, password: PacePassword, key: PaceKey) -> Self {
        self.passwords.retain(|(own, _)| *own != password);
        self.passwords.push((password, key));
        self
    }

    /// The same with this static key.
    #[must_use]
    pub fn with_static_key(mut self, key: CaKey) -> Self {
        self.static_keys.push(key);
        self
    }

    /// The key of a password that the chip knows.
    pub(crate) fn key(&self, password: PacePassword) -> Option<&PaceKey> {
        let found = self.passwords.iter().find(|(own, _)| *own == password);
        found.map(|(_, key)| key)
    }

    /// The protocol of an object identifier and, where it is given, a parameter number. `Ok(None)`
    /// where none fits, `Err` where more than one does.
    pub(super) fn choose(&self, oid: &[u8], id: Option<u8>) -> Result<Option<PaceProtocol>, Many> {
        let fits = |protocol: &&PaceProtocol| {
            protocol.oid() == oid && id.is_none_or(|id| protocol.parameter_id == id)
        };
        let mut fitting = self.protocols.iter().filter(fits);
        match (fitting.next(), fitting.next()) {
            (Some(_), Some(_)) => Err(Many),
            (first, _) => Ok(first.copied()),
        }
    }

    /// Whether the object identifier is one of a protocol here.
    pub(super) fn knows(&self, oid: &[u8]) -> bool {
        self.protocols.iter().any(|protocol| protocol.oid() == oid)
    }

    /// The static key on these parameters.
    pub(super) fn static_key(&self, domain: Domain) -> Option<SecretScalar> {
        let mut keys = self.static_keys.iter();
        keys.find(|key| key.domain() == domain)?.scalar().ok()
    }
}

/// Several protocols fit: DO 84 is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Many;
