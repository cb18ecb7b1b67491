//! Static keys as EF.DG14 and EF.CardSecurity carry them: `SubjectPublicKeyInfo` of a
//! `ChipAuthenticationPublicKeyInfo` (Doc 9303-11 §9.2.6, §9.5; BSI TR-03110-3 §A.1.1.2).
//!
//! | algorithm | parameters | key |
//! |---|---|---|
//! | `id-ecPublicKey`, `id-ecDH` | curve by name or `ECParameters` | point |
//! | `dhKeyAgreement` (PKCS#3) | `SEQUENCE { p, g, l OPTIONAL }` | `INTEGER` |
//! | `dhpublicnumber` (X9.42, RFC 3279 §2.3.3) | `SEQUENCE { p, g, q, j OPTIONAL, validation OPTIONAL }` | `INTEGER` |
//! | `standardizedDomainParameters` | id of Doc 9303-11 §9.5.1, `INTEGER` | point or `INTEGER` |
//!
//! Parameters are never computed with: they are looked up in the tables of this crate, the
//! generator included. The length of secret exponents (`l`), the cofactor (`j`) and the seed
//! (`validation`) change nothing of the group and are not looked at.

use super::{AgreementKey, Domain};
use crate::der::{self, Element};
use crate::{CurveForm, KeyError, algorithm, dh, key, oid};

/// A key for agreement, and how it says what it is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpkiAgreementKey {
    /// the key
    pub key: AgreementKey,
    /// by name (also an id of standardized domain parameters) or by all parameters
    pub form: CurveForm,
}

impl AgreementKey {
    /// Reads a `SubjectPublicKeyInfo` in DER.
    ///
    /// # Errors
    /// [`KeyError::CurveNotKnown`] and [`KeyError::GroupNotKnown`] for parameters outside the
    /// tables; [`KeyError::PointInvalid`] and [`KeyError::ValueInvalid`] for a key that is not of
    /// its curve or group; [`KeyError::Unsupported`] for another kind of key;
    /// [`KeyError::Malformed`] with an offset into `der`, inside the key itself from its own
    /// start, for what is none of these.
    pub fn from_spki(der: &[u8]) -> Result<SpkiAgreementKey, KeyError> {
        let mut fields = der::single(der, der::SEQUENCE)?.children();
        let identifier = fields.expect(der::SEQUENCE)?;
        let bits = fields.expect(der::BIT_STRING)?.whole_octets()?;
        fields.finish()?;
        let (domain, form) = domain(&identifier)?;
        let key = match domain {
            Domain::Ec(_) => Self::decode(domain, bits)?,
            Domain::Dh(group) => Self::decode(domain, &public_value(group, bits)?)?,
        };
        Ok(SpkiAgreementKey { key, form })
    }
}

impl Domain {
    /// The domain that an `AlgorithmIdentifier` in DER names, by the same table: what a
    /// `PACEDomainParameterInfo` holds (Doc 9303-11 §9.2.2).
    ///
    /// # Errors
    /// As [`AgreementKey::from_spki`], for the parameters alone.
    pub fn from_algorithm_identifier(der: &[u8]) -> Result<Self, KeyError> {
        let identifier = der::single(der, der::SEQUENCE)?;
        domain(&identifier).map(|(domain, _)| domain)
    }
}

/// The domain that an `AlgorithmIdentifier` names.
fn domain(identifier: &Element<'_>) -> Result<(Domain, CurveForm), KeyError> {
    let (oid, parameters) = algorithm::parts(identifier)?;
    let group = |group| (Domain::Dh(group), CurveForm::Explicit);
    let parameters = || parameters.ok_or_else(|| KeyError::from(identifier.error()));
    match oid.value {
        oid::EC_PUBLIC_KEY | oid::EC_DH => {
            let (curve, form) = key::curve(&parameters()?)?;
            Ok((Domain::Ec(curve), form))
        }
        oid::DH_KEY_AGREEMENT => pkcs3(&parameters()?).map(group),
        oid::DH_PUBLIC_NUMBER => x942(&parameters()?).map(group),
        oid::STANDARDIZED_DOMAIN_PARAMETERS => standardized(&parameters()?),
        other => Err(KeyError::Unsupported {
            oid: other.to_vec(),
        }),
    }
}

/// `DHParameter ::= SEQUENCE { prime INTEGER, base INTEGER, privateValueLength INTEGER OPTIONAL }`.
fn pkcs3(parameters: &Element<'_>) -> Result<&'static dh::Group, KeyError> {
    let mut fields = sequence(parameters)?;
    let p = fields.expect(der::INTEGER)?.unsigned()?;
    let g = fields.expect(der::INTEGER)?.unsigned()?;
    fields.optional(der::INTEGER)?;
    fields.finish()?;
    dh::Group::from_parameters(p, g, None).ok_or(KeyError::GroupNotKnown)
}

/// `DomainParameters ::= SEQUENCE { p INTEGER, g INTEGER, q INTEGER, j INTEGER OPTIONAL,
/// validationParms SEQUENCE OPTIONAL }`.
fn x942(parameters: &Element<'_>) -> Result<&'static dh::Group, KeyError> {
    let mut fields = sequence(parameters)?;
    let p = fields.expect(der::INTEGER)?.unsigned()?;
    let g = fields.expect(der::INTEGER)?.unsigned()?;
    let q = fields.expect(der::INTEGER)?.unsigned()?;
    fields.optional(der::INTEGER)?;
    fields.optional(der::SEQUENCE)?;
    fields.finish()?;
    dh::Group::from_parameters(p, g, Some(q)).ok_or(KeyError::GroupNotKnown)
}

/// An id of the table; the eIDs that use this form call it a name.
fn standardized(parameters: &Element<'_>) -> Result<(Domain, CurveForm), KeyError> {
    if parameters.tag != der::INTEGER {
        return Err(parameters.error().into());
    }
    let id = match parameters.unsigned()? {
        [] => Some(0),
        [id] => Some(*id),
        _ => None,
    };
    id.and_then(Domain::standardized)
        .map(|domain| (domain, CurveForm::Named))
        .ok_or(KeyError::CurveNotKnown { oid: None })
}

fn sequence<'a>(parameters: &Element<'a>) -> Result<der::Reader<'a>, der::DerError> {
    if parameters.tag == der::SEQUENCE {
        Ok(parameters.children())
    } else {
        Err(parameters.error())
    }
}

/// `DHPublicKey ::= INTEGER`, as long as the prime.
fn public_value(group: &dh::Group, bits: &[u8]) -> Result<Vec<u8>, KeyError> {
    let value = der::single(bits, der::INTEGER)?.unsigned()?;
    let zeros = group.value_len().checked_sub(value.len());
    let mut padded = vec![0; zeros.ok_or(KeyError::ValueInvalid)?];
    padded.extend_from_slice(value);
    Ok(padded)
}
