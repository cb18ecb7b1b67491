//! `SubjectPublicKeyInfo` of static keys, for the chip's files.
//!
//! ```text
//! SubjectPublicKeyInfo ::= SEQUENCE { algorithm SEQUENCE { OID, parameters }, BIT STRING }
//! BIT STRING content: point 04 x y | INTEGER
//! ```
//!
//! All the forms that a reader may meet, also those that Doc 9303 does not allow, for the tests
//! of readers need them.

use super::{AgreementKey, Domain};
use crate::ec::Curve;
use crate::{algorithm, der, dh, oid};

/// How a static key says what it is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SpkiForm {
    /// `id-ecPublicKey` with all parameters of the curve; `dhpublicnumber` with `p`, `g`, `q`.
    Explicit,
    /// `id-ecPublicKey` with the curve's name; `dhKeyAgreement` with `p` and `g`, for groups have
    /// no names.
    Named,
    /// `standardizedDomainParameters` with this id, which is not compared with the key's domain.
    Standardized(u8),
}

impl AgreementKey {
    /// The key with all of its domain parameters, as Doc 9303-11 §9.5.2 wants it where no id of
    /// standardized ones is given.
    #[must_use]
    pub fn to_spki_explicit(&self) -> Vec<u8> {
        self.to_spki(SpkiForm::Explicit)
    }

    /// The key in one of the forms that [`AgreementKey::from_spki`] reads.
    #[must_use]
    pub fn to_spki(&self, form: SpkiForm) -> Vec<u8> {
        let key = match self.domain() {
            Domain::Ec(_) => self.encode(),
            Domain::Dh(_) => der::encode_unsigned(&self.encode()),
        };
        let bits = der::encode(der::BIT_STRING, &[&[0], &key]);
        der::encode(der::SEQUENCE, &[&identifier(self.domain(), form), &bits])
    }
}

/// The `AlgorithmIdentifier`.
fn identifier(domain: Domain, form: SpkiForm) -> Vec<u8> {
    match (domain, form) {
        (_, SpkiForm::Standardized(id)) => {
            let id = der::encode_unsigned(&[id]);
            algorithm::encode(oid::STANDARDIZED_DOMAIN_PARAMETERS, &id)
        }
        (Domain::Ec(curve), SpkiForm::Explicit) => {
            algorithm::encode(oid::EC_PUBLIC_KEY, &curve.to_explicit())
        }
        (Domain::Ec(curve), SpkiForm::Named) => {
            algorithm::encode(oid::EC_PUBLIC_KEY, &curve_name(curve))
        }
        (Domain::Dh(group), SpkiForm::Explicit) => {
            let parameters = numbers(&[group.p(), group.g(), group.q()]);
            algorithm::encode(oid::DH_PUBLIC_NUMBER, &parameters)
        }
        (Domain::Dh(group), SpkiForm::Named) => pkcs3(group),
    }
}

fn curve_name(curve: &Curve) -> Vec<u8> {
    der::encode(der::OBJECT_IDENTIFIER, &[curve.id().oid()])
}

fn pkcs3(group: &dh::Group) -> Vec<u8> {
    algorithm::encode(oid::DH_KEY_AGREEMENT, &numbers(&[group.p(), group.g()]))
}

/// A `SEQUENCE` of `INTEGER`s.
fn numbers(magnitudes: &[&[u8]]) -> Vec<u8> {
    let integers: Vec<Vec<u8>> = magnitudes
        .iter()
        .map(|number| der::encode_unsigned(number))
        .collect();
    let parts: Vec<&[u8]> = integers.iter().map(Vec::as_slice).collect();
    der::encode(der::SEQUENCE, &parts)
}
