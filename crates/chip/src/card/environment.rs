//! MANAGE SECURITY ENVIRONMENT and GENERAL AUTHENTICATE: which protocol they belong to
//! (ISO/IEC 7816-4 §11.5.11, §11.5.5).
//!
//! Each MSE forgets the key that an earlier one chose for Chip Authentication, also when it is
//! refused: a terminal that sets something wrong cannot go on with what it set before.

use super::Chip;
use super::dispatch::{Context, Outcome};
use vidimus_iso7816::tlv::{Reader, Tag};
use vidimus_iso7816::{CommandApdu, StatusWord};

impl Chip {
    /// INS 22: P1-P2 say for which protocol something is set.
    pub(super) fn manage_security_environment(
        &mut self,
        command: &CommandApdu,
        context: Context,
    ) -> Outcome {
        self.session.agreement = None;
        match (command.p1(), command.p2()) {
            (0x41, 0xA6) => self.set_key_agreement(command, context),
            (0x41, 0xA4) => self.set_chip_authentication(command, context),
            (0x81, 0xB6) => self.set_issuer(command, context),
            (0x81, 0xA4) => self.set_terminal(command, context),
            _ => Err(StatusWord::INCORRECT_P1_P2),
        }
    }

    /// INS 86, for the protocol that was set last.
    pub(super) fn general_authenticate(&mut self, command: &CommandApdu) -> Outcome {
        if (command.p1(), command.p2()) != (0, 0) {
            return Err(StatusWord::INCORRECT_P1_P2);
        }
        match self.session.agreement.take() {
            Some((key, cipher)) => self.agree(&key, cipher, command),
            None => Err(StatusWord::CONDITIONS_NOT_SATISFIED),
        }
    }
}

/// The values of a flat list of data objects in the order of these tags; `6A80` where it holds
/// any other object, or one twice.
pub(super) fn objects<const N: usize>(
    data: &[u8],
    tags: [u32; N],
) -> Result<[Option<&[u8]>; N], StatusWord> {
    let mut found = [None; N];
    let mut reader = Reader::new(data);
    while let Some(object) = reader.next().map_err(|_| StatusWord::INCORRECT_DATA)? {
        let places = found.iter_mut().zip(tags);
        let place = places
            .filter(|(_, tag)| Tag(*tag) == object.tag)
            .find_map(|(place, _)| place.is_none().then_some(place));
        *place.ok_or(StatusWord::INCORRECT_DATA)? = Some(object.value);
    }
    Ok(found)
}
