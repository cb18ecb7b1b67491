//! GET CHALLENGE and EXTERNAL AUTHENTICATE: Basic Access Control (Doc 9303-11 §4.3.4).
//!
//! ```text
//! 00 84 00 00 08                          -> RND.IC
//! 00 82 00 00 28 E.IFD (32) M.IFD (8) 28  -> E.IC (32) M.IC (8)
//! E.IFD = E(KEnc, RND.IFD || RND.IC || K.IFD)     E.IC = E(KEnc, RND.IC || RND.IFD || K.IC)
//! ```
//!
//! A challenge is good for the very next command: a second guess needs a new one. A wrong key and
//! a wrong challenge are answered alike with `6300`, so the chip does not say which it was. With
//! Terminal Authentication the same two commands come protected; see `card::terminal`.

use super::Chip;
use super::dispatch::{Context, Outcome};
use super::session::Directory;
use crate::bac::{self, Answer, BacKey};
use crate::fault::BacPart;
use crate::pace::PacePassword;
use std::sync::Arc;
use vidimus_iso7816::{CommandApdu, ResponseApdu, StatusWord};
use zeroize::Zeroizing;

impl Chip {
    /// `84`: RND.IC, which `bac.rnd_ic` names in scripted randomness.
    pub(super) fn get_challenge(&mut self, command: &CommandApdu) -> Outcome {
        self.authentication_possible(command)?;
        if !command.data().is_empty() || !matches!(command.le(), Some(8 | 256)) {
            return Err(StatusWord::WRONG_LENGTH);
        }
        let mut challenge = [0; 8];
        self.draw("bac.rnd_ic", &mut challenge)?;
        self.session.challenge = Some(challenge);
        let mut answer = challenge.to_vec();
        if let Some(bytes) = self.faults.challenge_bytes() {
            answer.resize(bytes, 0xA5);
        }
        Ok(ResponseApdu::new(answer, StatusWord::SUCCESS))
    }

    /// BAC starts from the application of a chip that knows it.
    fn authentication_possible(&self, command: &CommandApdu) -> Result<Arc<BacKey>, StatusWord> {
        if (command.p1(), command.p2()) != (0, 0) {
            return Err(StatusWord::INCORRECT_P1_P2);
        }
        let key = self.image.access.bac.as_ref();
        let key = key.ok_or(match self.image.access.pace {
            // as chips with PACE alone do
            Some(_) => StatusWord::REFERENCED_DATA_NOT_FOUND,
            None => StatusWord::INSTRUCTION_NOT_SUPPORTED,
        })?;
        match self.session.directory {
            Directory::Application => Ok(Arc::clone(key)),
            Directory::MasterFile => Err(StatusWord::CONDITIONS_NOT_SATISFIED),
        }
    }

    /// `82`: checks the terminal's cryptogram, answers with the chip's, and starts secure messaging
    /// for the command after this one.
    pub(super) fn external_authenticate(
        &mut self,
        command: &CommandApdu,
        challenge: Option<[u8; 8]>,
        context: Context,
    ) -> Outcome {
        let key = self.authentication_possible(command)?;
        let data = <&[u8; 40]>::try_from(command.data()).map_err(|_| StatusWord::WRONG_LENGTH)?;
        // a second BAC inside a session has no place in Doc 9303-11 §4.2
        let rnd_ic = match challenge {
            Some(challenge) if !context.protected => challenge,
            _ => return Err(StatusWord::CONDITIONS_NOT_SATISFIED),
        };
        if let Some((status, delay)) = self.faults.wrong_key(PacePassword::Mrz) {
            self.delay = delay;
            return Err(status);
        }
        let accepted = key
            .accept(&rnd_ic, data)
            .ok_or(StatusWord::AUTHENTICATION_FAILED)?;
        let mut answer = Answer {
            rnd_ic,
            rnd_ifd: accepted.rnd_ifd,
            k_ic: Zeroizing::new([0; 16]),
        };
        self.draw("bac.k_ic", answer.k_ic.as_mut_slice())?;
        let response = self.answer_bac(&key, &answer, data);
        self.session.secure(bac::open_channel(&accepted, &answer));
        Ok(ResponseApdu::new(response, StatusWord::SUCCESS))
    }

    /// `E.IC || M.IC`, or what a faulty chip makes of it.
    fn answer_bac(&self, key: &BacKey, answer: &Answer, received: &[u8; 40]) -> Vec<u8> {
        let honest = key.encrypt(answer);
        let Some((part, remac)) = self.faults.bac_part() else {
            return with_mac(honest.clone(), key.mac(&honest));
        };
        let mut sent = match part {
            BacPart::Echo => return received.to_vec(),
            BacPart::Mac => honest.clone(),
            BacPart::Ciphertext => BacKey::from_mrz_information(b"another key").encrypt(answer),
            BacPart::RndIfd => key.encrypt(&answer.with_other_rnd_ifd()),
            BacPart::RndIc => key.encrypt(&answer.with_other_rnd_ic()),
        };
        let mut mac = key.mac(if remac { &sent } else { &honest });
        if let (BacPart::Mac, Some(last)) = (part, mac.last_mut()) {
            *last = !*last;
        }
        sent.extend_from_slice(&mac);
        sent
    }

    /// Random bytes for a purpose; `6F00` where the source has none, as a script that ended.
    pub(super) fn draw(&mut self, purpose: &'static str, out: &mut [u8]) -> Result<(), StatusWord> {
        let drawn = self.random.fill(purpose, out);
        drawn.map_err(|_| StatusWord::UNKNOWN_ERROR)
    }
}

/// `E.IC || M.IC`.
fn with_mac(mut cryptogram: Vec<u8>, mac: [u8; 8]) -> Vec<u8> {
    cryptogram.extend_from_slice(&mac);
    cryptogram
}
