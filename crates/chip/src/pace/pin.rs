//! The retry counter of the PIN (BSI TR-03110-2 §3.5, as far as Doc 9303-11 chips have it).

use super::PacePassword;
use vidimus_iso7816::StatusWord;

/// `63C0`: no try left.
const TRIES: u16 = 0x63C0;

/// How many wrong PINs the chip still takes. It survives a loss of power.
///
/// With all tries left MSE:Set AT answers `9000`, with fewer `63Cx`. The wrong PIN that leaves
/// one try suspends the PIN: `6985`, until a session was opened with the CAN. With no try left
/// it is blocked: `63C0`, until a session was opened with the PUK, which gives all tries back
/// at once. The PUK has no counter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PinState {
    left: u8,
    most: u8,
    suspended: bool,
}

impl Default for PinState {
    fn default() -> Self {
        Self::new(3)
    }
}

impl PinState {
    /// All of these tries are left.
    pub(crate) const fn new(most: u8) -> Self {
        Self {
            left: most,
            most,
            suspended: false,
        }
    }

    /// The same with this many tries left, at most fifteen.
    pub(crate) const fn with_left(mut self, left: u8) -> Self {
        self.left = if left > 15 { 15 } else { left };
        self
    }

    /// One try left, and that only after a session by CAN.
    pub(crate) const fn suspended(self) -> Self {
        Self {
            left: 1,
            most: self.most,
            suspended: true,
        }
    }

    /// What MSE:Set AT says of the PIN; an error where it may not be used.
    pub(crate) fn on_select(self) -> Result<StatusWord, StatusWord> {
        match self {
            Self { left: 0, .. } => Err(tries(0)),
            Self {
                suspended: true, ..
            } => Err(StatusWord::CONDITIONS_NOT_SATISFIED),
            Self { left, most, .. } if left >= most => Ok(StatusWord::SUCCESS),
            Self { left, .. } => Ok(tries(left)),
        }
    }

    /// A wrong token under this password; what the chip answers.
    pub(crate) fn failed(&mut self, password: PacePassword) -> StatusWord {
        if password != PacePassword::Pin {
            return StatusWord::AUTHENTICATION_FAILED;
        }
        self.left = self.left.saturating_sub(1);
        self.suspended = self.left == 1;
        tries(self.left)
    }

    /// A session was opened with this password.
    pub(crate) const fn succeeded(&mut self, password: PacePassword) {
        match password {
            PacePassword::Pin | PacePassword::Puk => *self = Self::new(self.most),
            PacePassword::Can => self.suspended = false,
            PacePassword::Mrz => {}
        }
    }
}

/// `63Cx`.
fn tries(left: u8) -> StatusWord {
    StatusWord::new(TRIES | u16::from(left & 0x0F))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_wrong_pins_block_and_the_puk_helps() {
        let mut pin = PinState::default();
        assert_eq!(pin.on_select(), Ok(StatusWord::SUCCESS));
        assert_eq!(pin.failed(PacePassword::Pin), StatusWord::new(0x63C2));
        assert_eq!(pin.on_select(), Ok(StatusWord::new(0x63C2)));
        assert_eq!(pin.failed(PacePassword::Pin), StatusWord::new(0x63C1));
        assert_eq!(pin.on_select(), Err(StatusWord::new(0x6985)));
        pin.succeeded(PacePassword::Mrz);
        assert_eq!(pin.on_select(), Err(StatusWord::new(0x6985)));
        pin.succeeded(PacePassword::Can);
        assert_eq!(pin.on_select(), Ok(StatusWord::new(0x63C1)));
        assert_eq!(pin.failed(PacePassword::Pin), StatusWord::new(0x63C0));
        assert_eq!(pin.on_select(), Err(StatusWord::new(0x63C0)));
        pin.succeeded(PacePassword::Can);
        assert_eq!(pin.on_select(), Err(StatusWord::new(0x63C0)));
        pin.succeeded(PacePassword::Puk);
        assert_eq!(pin.on_select(), Ok(StatusWord::SUCCESS));
    }

    #[test]
    fn other_passwords_have_no_counter() {
        let mut pin = PinState::default();
        for password in [PacePassword::Mrz, PacePassword::Can, PacePassword::Puk] {
            assert_eq!(pin.failed(password), StatusWord::AUTHENTICATION_FAILED);
        }
        assert_eq!(pin, PinState::default());
    }
}
