//! The holder's role and rights (Doc 9303-12 §7.2, TR-03110-3 C.1.5; how a chain combines them,
//! Doc 9303-11 §7.1.4.3.6).
//!
//! ```text
//! 7F4C { 06 id-IS, 53 rrxxxxif }   rr role, i irises (DG4), f fingerprints (DG3), one byte
//! ```
//!
//! Other types of terminal have more bytes of rights; the role is in the first byte of all.

use super::finish;
use crate::evidence::EffectiveRights;
use crate::{CmsError, Oid};
use vidimus_iso7816::tlv::{Tag, Tlv};

/// id-roles, 0.4.0.127.0.7.3.1.2, DER content octets.
const ROLES: &[u8] = &[4, 0, 0x7F, 0, 7, 3, 1, 2];

/// The holder authorization template (CHAT), `7F4C { 06, 53 }`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Authorization<'a> {
    /// the value of the template, as PACE takes it in MSE:Set AT
    pub bytes: &'a [u8],
    /// the type of terminal, and so the meaning of the bits
    pub oid: Oid<'a>,
    /// role in the two highest bits, rights in the others; at least one byte
    pub bits: &'a [u8],
}

/// The types of terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TerminalType {
    /// Inspection system (id-IS): reads travel documents.
    InspectionSystem,
    /// Authentication terminal (id-AT): uses the functions of identity cards.
    AuthenticationTerminal,
    /// Signature terminal (id-ST).
    SignatureTerminal,
}

/// The place of a holder in the chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Country verifying certification authority.
    Cvca,
    /// Document verifier of the document's own state (also: official).
    DomesticVerifier,
    /// Document verifier of another state (also: non-official).
    ForeignVerifier,
    /// The terminal itself.
    Terminal,
}

impl<'a> Authorization<'a> {
    pub(super) fn read(object: &Tlv<'a>) -> Result<Self, CmsError> {
        let mut fields = object.children()?;
        let identifier = fields.expect(Tag(0x06))?;
        let oid =
            Oid::new(identifier.value).map_err(|fault| CmsError::oid(identifier.offset, fault))?;
        let bits = fields.expect(Tag(0x53))?;
        finish(&fields)?;
        if bits.value.is_empty() {
            return Err(CmsError::content(bits.offset, "role and rights"));
        }
        Ok(Self {
            bytes: object.value,
            oid,
            bits: bits.value,
        })
    }

    /// The type of terminal; `None` when the identifier is another one.
    #[must_use]
    pub fn terminal_type(&self) -> Option<TerminalType> {
        match self.oid.content().strip_prefix(ROLES)? {
            [1] => Some(TerminalType::InspectionSystem),
            [2] => Some(TerminalType::AuthenticationTerminal),
            [3] => Some(TerminalType::SignatureTerminal),
            _ => None,
        }
    }

    /// The role: the two highest bits, the same for every type.
    #[must_use]
    pub fn role(&self) -> Role {
        match self.bits.first().map_or(0, |first| first >> 6) {
            0b11 => Role::Cvca,
            0b10 => Role::DomesticVerifier,
            0b01 => Role::ForeignVerifier,
            _ => Role::Terminal,
        }
    }

    /// What an inspection system may read: bit 0 fingerprints, bit 1 irises. Another terminal
    /// may read neither.
    #[must_use]
    pub fn rights(&self) -> EffectiveRights {
        let of_inspection = self.terminal_type() == Some(TerminalType::InspectionSystem);
        let last = self.bits.last().copied().unwrap_or(0);
        EffectiveRights {
            dg3: of_inspection && last & 1 != 0,
            dg4: of_inspection && last & 2 != 0,
        }
    }
}
