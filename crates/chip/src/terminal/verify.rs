//! The check of one certificate (Doc 9303-11 §7.1.4.3.4 step 1).
//!
//! In the order: it decodes; names, roles and type of terminal fit the issuer; neither it nor the
//! issuer is out of date (link certificates may be, §7.1.4.3.3); the signature is right. The signature
//! comes last because it costs most, and no answer tells more than one thing that is wrong.

use super::Imported;
use vidimus_iso7816::StatusWord;
use vidimus_iso7816::tlv::{Tag, Writer};
use vidimus_lds::cvc::{CV_CERTIFICATE, CvCertificate, CvDate, Role};

impl Imported {
    /// Verifies a certificate, body and signature as PSO:Verify Certificate has them, with this
    /// key, and imports what it holds.
    ///
    /// # Errors
    /// `6A80` for what is no certificate or comes from the wrong hands, `6985` for one out of
    /// date, `6300` for a wrong signature.
    pub(super) fn verify(&self, value: &[u8], today: CvDate) -> Result<Self, StatusWord> {
        let whole = wrapped(value);
        let certificate = CvCertificate::parse(&whole).map_err(|_| StatusWord::INCORRECT_DATA)?;
        let issued = Self::new(&certificate, Some(self))?;
        self.may_issue(&certificate, &issued)?;
        let link = issued.role == Role::Cvca;
        if !link && (issued.expiration < today || self.expiration < today) {
            return Err(StatusWord::CONDITIONS_NOT_SATISFIED);
        }
        if !self.verifies(certificate.body, certificate.signature) {
            return Err(StatusWord::AUTHENTICATION_FAILED);
        }
        Ok(issued)
    }

    /// Names, roles and types of terminal. A CVCA may sign for other types than its own, as the
    /// test root of the German identity card does; rights are then none. As to roles, a CVCA
    /// signs its successor and document verifiers, these sign terminals, terminals nobody.
    fn may_issue(&self, certificate: &CvCertificate<'_>, issued: &Self) -> Result<(), StatusWord> {
        let roles_fit = match self.role {
            Role::Cvca => issued.role != Role::Terminal,
            Role::DomesticVerifier | Role::ForeignVerifier => issued.role == Role::Terminal,
            Role::Terminal => false,
        };
        let known = certificate.authorization.terminal_type().is_some();
        let kinds_fit = known && (self.role == Role::Cvca || issued.kind == self.kind);
        let fits = roles_fit
            && certificate.authority.as_bytes() == self.reference
            && kinds_fit
            && issued.effective <= issued.expiration
            && issued.reference != self.reference;
        if fits {
            Ok(())
        } else {
            Err(StatusWord::INCORRECT_DATA)
        }
    }
}

/// The certificate around body and signature.
fn wrapped(value: &[u8]) -> Vec<u8> {
    let mut whole = Writer::new();
    whole.object(Tag(CV_CERTIFICATE.0), value);
    whole.into_bytes()
}
