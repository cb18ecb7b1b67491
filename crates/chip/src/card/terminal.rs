//! Terminal Authentication (Doc 9303-11 §7.1.5): certificates one by one, a challenge, a
//! signature; then DG3 and DG4 open as far as the rights go.
//!
//! ```text
//! 22 81 B6   83 reference of the issuer's key      } once a certificate
//! 2A 00 BE   7F4E body, 5F37 signature             }
//! 22 81 A4   83 reference of the terminal's key
//! 84 00 00                                         -> r_IC (8)
//! 82 00 00   signature over ID_IC || r_IC || Comp(PK_IFD)
//! ```
//!
//! | answer | why |
//! |---|---|
//! | `6982` | not protected, no static key agreed on (§7.1), or a second run in one session (§7.1.3) |
//! | `6A88` | a reference that the chip does not know, or an issuer that was not set |
//! | `6985` | a step is missing, or a certificate is out of date |
//! | `6A80` | no certificate, or one from the wrong hands |
//! | `6300` | a wrong signature |
//! | `6D00` | the chip trusts nobody |
//!
//! The issuer is looked for first among the keys imported in this session, then among the trust
//! points. Of imported keys the last one counts (§7.1.4.3.7).

use super::Chip;
use super::dispatch::{Context, Outcome, done};
use super::environment::objects;
use crate::terminal::{Imported, TrustPoints};
use vidimus_iso7816::tlv::{Tag, Writer};
use vidimus_iso7816::{CommandApdu, ResponseApdu, StatusWord};
use vidimus_lds::File;
use vidimus_lds::cvc::{CvDate, Role};
use vidimus_lds::evidence::EffectiveRights;

/// Reference of a public key.
const KEY_REFERENCE: u32 = 0x83;
/// A certification authority reference in EF.CVCA.
const AUTHORITY: Tag = Tag(0x42);
/// The size of EF.CVCA, zeros at its end.
const CVCA_SIZE: usize = 36;

/// What a session knows of its terminal.
#[derive(Debug, Default)]
pub(super) struct Terminal {
    /// the key that the next certificate is to be verified with
    issuer: Option<Imported>,
    /// the key imported last, unless it became a trust point
    imported: Option<Imported>,
    /// whether that key was chosen for EXTERNAL AUTHENTICATE
    chosen: bool,
    /// what the terminal may read, once it has proven itself
    pub(super) rights: Option<EffectiveRights>,
}

impl Chip {
    /// The authorities that the chip trusts, the newest first.
    #[must_use]
    pub fn certificate_references(&self) -> Vec<Vec<u8>> {
        let points = self.trust.iter().flat_map(TrustPoints::references);
        points.map(<[u8]>::to_vec).collect()
    }

    /// The chip's current date, where it has one.
    #[must_use]
    pub fn current_date(&self) -> Option<CvDate> {
        self.trust.as_ref().map(TrustPoints::today)
    }

    /// Whether a file may be read now.
    pub(super) fn is_open(&self, file: File, context: Context) -> bool {
        let rights = self.session.terminal.rights.unwrap_or_default();
        let proven = self.session.terminal.rights.is_some();
        let number = match file {
            File::Dg(group) => Some(group.number()),
            _ => None,
        };
        let trust = self.image.keys.terminal.as_ref();
        let guarded = |file: File| match file {
            File::Dg(group) => trust.is_some_and(|trust| trust.guarded.contains(&group)),
            _ => false,
        };
        match number {
            Some(3) => context.protected && rights.dg3,
            Some(4) => context.protected && rights.dg4,
            _ if guarded(file) => context.protected && proven,
            _ => {
                let reached = self.session.reached(context.protected);
                self.image.access.allows(file, reached)
            }
        }
    }

    /// `22 81 B6`: whose key verifies the next certificate. A refused command leaves none.
    pub(super) fn set_issuer(&mut self, command: &CommandApdu, context: Context) -> Outcome {
        self.session.terminal.issuer = None;
        let trust = self.terminal_trust(context)?;
        let [reference] = objects(command.data(), [KEY_REFERENCE])?;
        let reference = reference.ok_or(StatusWord::INCORRECT_DATA)?;
        let temporary = self.session.terminal.imported.as_ref();
        let found = temporary
            .filter(|key| key.reference == reference)
            .or_else(|| trust.get(reference))
            .cloned();
        self.session.terminal.issuer = found;
        match self.session.terminal.issuer {
            Some(_) => Ok(done()),
            None => Err(StatusWord::REFERENCED_DATA_NOT_FOUND),
        }
    }

    /// `2A 00 BE`: body and signature of a certificate.
    pub(super) fn verify_certificate(
        &mut self,
        command: &CommandApdu,
        context: Context,
    ) -> Outcome {
        if (command.p1(), command.p2()) != (0x00, 0xBE) {
            return Err(StatusWord::INCORRECT_P1_P2);
        }
        self.terminal_trust(context)?;
        let issuer = self.session.terminal.issuer.clone();
        let issuer = issuer.ok_or(StatusWord::REFERENCED_DATA_NOT_FOUND)?;
        let trust = self.trust.as_mut();
        let trust = trust.ok_or(StatusWord::INSTRUCTION_NOT_SUPPORTED)?;
        let imported = trust.import(&issuer, command.data())?;
        if imported.is_none() {
            self.renew_cvca();
        }
        self.session.terminal.issuer = None;
        self.session.terminal.chosen = false;
        self.session.terminal.imported = imported;
        Ok(done())
    }

    /// `22 81 A4`: whose key made the signature that comes. A refused command leaves none.
    pub(super) fn set_terminal(&mut self, command: &CommandApdu, context: Context) -> Outcome {
        self.session.terminal.chosen = false;
        self.terminal_trust(context)?;
        let [reference] = objects(command.data(), [KEY_REFERENCE])?;
        let reference = reference.ok_or(StatusWord::INCORRECT_DATA)?;
        let own = self.session.terminal.imported.as_ref();
        let fits = |key: &Imported| key.role == Role::Terminal && key.reference == reference;
        self.session.terminal.chosen = own.is_some_and(fits);
        if self.session.terminal.chosen {
            Ok(done())
        } else {
            Err(StatusWord::REFERENCED_DATA_NOT_FOUND)
        }
    }

    /// Whether GET CHALLENGE and EXTERNAL AUTHENTICATE are now of Terminal Authentication.
    pub(super) fn proves_terminal(&self, context: Context) -> bool {
        context.protected && self.trust.is_some()
    }

    /// `84`: r_IC, good for the next command only.
    pub(super) fn terminal_challenge(&mut self, context: Context) -> Outcome {
        self.terminal_trust(context)?;
        if !self.session.terminal.chosen {
            return Err(StatusWord::CONDITIONS_NOT_SATISFIED);
        }
        let mut challenge = [0; 8];
        self.draw("ta.r_ic", &mut challenge)?;
        self.session.challenge = Some(challenge);
        let mut answer = challenge.to_vec();
        if let Some(bytes) = self.faults.terminal_challenge_bytes() {
            answer.resize(bytes, 0xA5);
        }
        Ok(ResponseApdu::new(answer, StatusWord::SUCCESS))
    }

    /// `82`: the signature over `ID_IC || r_IC || Comp(PK_IFD)`.
    pub(super) fn prove_terminal(
        &mut self,
        command: &CommandApdu,
        challenge: Option<[u8; 8]>,
        context: Context,
    ) -> Outcome {
        self.terminal_trust(context)?;
        let (true, Some(challenge)) = (self.session.terminal.chosen, challenge) else {
            return Err(StatusWord::CONDITIONS_NOT_SATISFIED);
        };
        let key = self.session.terminal.imported.as_ref();
        let key = key.ok_or(StatusWord::CONDITIONS_NOT_SATISFIED)?;
        let bound = self.session.terminal_key.as_deref().unwrap_or_default();
        let message = [self.identifier(), &challenge, bound].concat();
        if !key.verifies(&message, command.data()) {
            return Err(StatusWord::AUTHENTICATION_FAILED);
        }
        self.session.terminal.rights = Some(key.rights);
        Ok(done())
    }

    /// `ID_IC` (§7.1.2).
    fn identifier(&self) -> &[u8] {
        let trust = self.image.keys.terminal.as_ref();
        match &self.session.identifier {
            _ if self.faults.other_identifier() => b"X000000000",
            Some(compressed) => compressed,
            None => trust.map_or(&[], |trust| &trust.document_number),
        }
    }

    /// The trust points, where Terminal Authentication may run: after Chip Authentication or
    /// PACE-CAM, once in a session (§7.1.3).
    fn terminal_trust(&self, context: Context) -> Result<&TrustPoints, StatusWord> {
        let trust = self.trust.as_ref();
        let trust = trust.ok_or(StatusWord::INSTRUCTION_NOT_SUPPORTED)?;
        let bound = context.protected && self.session.terminal_key.is_some();
        if !bound || self.session.terminal.rights.is_some() {
            return Err(StatusWord::SECURITY_STATUS_NOT_SATISFIED);
        }
        Ok(trust)
    }

    /// Writes EF.CVCA anew after a link certificate, where the chip has the file.
    fn renew_cvca(&mut self) {
        let references = self.certificate_references();
        if let Some(file) = self.image.files.get_mut(&File::Cvca) {
            *file = cvca(references.iter().map(Vec::as_slice));
        }
    }
}

/// EF.CVCA: references, the newest first, filled with zeros (TR-03110-3 A.7.2.4).
pub(crate) fn cvca<'a>(references: impl Iterator<Item = &'a [u8]>) -> Vec<u8> {
    let mut file = Writer::new();
    for reference in references {
        file.object(AUTHORITY, reference);
    }
    let mut file = file.into_bytes();
    file.resize(file.len().max(CVCA_SIZE), 0);
    file
}
