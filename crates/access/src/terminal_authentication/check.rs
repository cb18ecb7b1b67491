//! What the terminal sees of a chain before the chip judges it.

use super::{TerminalChain, signature_algorithm};
use vidimus_lds::cvc::{CvCertificate, CvDate};
use vidimus_pubkey::Verifier as _;

/// What the terminal sees of one certificate. Nothing here stops the protocol: the chip has its
/// own keys and its own date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OwnCheck {
    /// its signature
    pub signature: SignatureCheck,
    /// its dates
    pub validity: Validity,
}

/// A certificate's signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignatureCheck {
    /// It is the issuer's.
    Right,
    /// It is not.
    Wrong,
    /// The issuer's certificate is not there, or its key or algorithm is not known.
    Unknown,
}

/// A certificate's dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Validity {
    /// The day is within them.
    Valid,
    /// The day is before them.
    NotYet,
    /// The day is after them. A chip takes a link certificate all the same (§7.1.4.3.3).
    Expired,
    /// No day was given.
    Unknown,
}

impl TerminalChain<'_> {
    /// Looks at each certificate of the chain, in its order, on this day.
    #[must_use]
    pub fn own_check(&self, day: Option<CvDate>) -> Vec<OwnCheck> {
        let numbered = self.certificates.iter().enumerate();
        let checks = numbered.map(|(position, certificate)| OwnCheck {
            signature: self.signature(position, certificate),
            validity: validity(certificate, day),
        });
        checks.collect()
    }

    fn signature(&self, position: usize, certificate: &CvCertificate<'_>) -> SignatureCheck {
        let issuer = self.issuer(position);
        let algorithm = issuer.and_then(|issuer| issuer.public_key.algorithm);
        let (Some(algorithm), Ok(key)) = (algorithm, self.key(position.checked_sub(1))) else {
            return SignatureCheck::Unknown;
        };
        let algorithm = signature_algorithm(algorithm);
        match key.verify(&algorithm, certificate.body, certificate.signature) {
            Ok(_) => SignatureCheck::Right,
            Err(_) => SignatureCheck::Wrong,
        }
    }
}

fn validity(certificate: &CvCertificate<'_>, day: Option<CvDate>) -> Validity {
    match day {
        None => Validity::Unknown,
        Some(day) if day < certificate.effective => Validity::NotYet,
        Some(day) if day > certificate.expiration => Validity::Expired,
        Some(_) => Validity::Valid,
    }
}
