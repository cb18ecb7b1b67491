//! What the signed lists hold: certificates (Doc 9303-12 §9.2), deviations (§10.2) and defects
//! (BSI TR-03129-2 §7, their effects in TR-03135-1 §5.8.2).

use super::{CertificateSpec, PkiError, der, hash_identifier, key_identifier, oid};
use vidimus_pubkey::HashAlgorithm;

/// `CscaMasterList ::= SEQUENCE { version INTEGER 0, certList SET OF Certificate }`, the
/// certificates in DER order.
#[must_use]
pub fn master_list(certificates: &[Vec<u8>]) -> Vec<u8> {
    der::sequence(&[der::integer(0), der::set_of(certificates.to_vec())])
}

/// The same, where the certificate of this place in the list, counted from 0, does not decode:
/// the length of what is signed inside it promises a byte more than the certificate has. Tag and
/// length of the certificate as a whole are right.
#[must_use]
pub fn master_list_with_broken(certificates: &[Vec<u8>], place: usize) -> Vec<u8> {
    let mut certificates = certificates.to_vec();
    certificates.sort();
    if let Some(certificate) = certificates.get_mut(place) {
        // 30 82 xx xx 30 82 yy yy: the second length
        if let Some(length) = certificate.get_mut(6..8) {
            length.fill(0xFF);
        }
    }
    der::sequence(&[der::integer(0), der::object(0x31, &certificates.concat())])
}

/// An entry of a deviation list: which documents, and what is wrong with them. All of the
/// conditions that are given must hold (Doc 9303-3 §7.3.6).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeviationSpec {
    /// document code, such as `P`
    pub document_type: Option<String>,
    /// the signer's certificate
    pub signer: Option<SignerName>,
    /// first and last time of issue, `YYYYMMDDHHMMSS` each
    pub issued: Option<(String, String)>,
    /// document numbers
    pub numbers: Vec<String>,
    /// what is wrong: the arcs below 2.23.136.1.1.7, and a number as parameter
    pub deviations: Vec<(Vec<u8>, Option<u32>)>,
    /// in words
    pub description: Option<String>,
}

/// How a list names the certificate of a document signer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignerName {
    /// `IssuerAndSerialNumber`, DER
    IssuerAndSerial(Vec<u8>),
    /// subject key identifier
    KeyIdentifier(Vec<u8>),
    /// SHA-256 of the certificate
    Digest(Vec<u8>),
}

impl SignerName {
    /// By issuer and serial number.
    #[must_use]
    pub fn serial(signer: &CertificateSpec) -> Self {
        let serial = der::integer_bytes(&signer.serial);
        Self::IssuerAndSerial(der::sequence(&[signer.issuer.to_der(), serial]))
    }

    /// By subject key identifier.
    ///
    /// # Errors
    /// [`PkiError::Sign`] when the key is none.
    pub fn key(signer: &CertificateSpec) -> Result<Self, PkiError> {
        Ok(Self::KeyIdentifier(key_identifier(&signer.public_key()?)))
    }

    /// By SHA-256 of the certificate.
    ///
    /// # Errors
    /// [`PkiError::Sign`] when the certificate cannot be made.
    pub fn digest(signer: &CertificateSpec) -> Result<Self, PkiError> {
        let hash = HashAlgorithm::Sha256.hash(&signer.to_der()?);
        Ok(Self::Digest(hash.as_ref().to_vec()))
    }

    /// `DocumentSignerIdentifier`: `[1]`, `[2]` or `[3]`, tagged implicitly.
    fn to_der(&self) -> Vec<u8> {
        match self {
            // the tag takes the place of SEQUENCE
            Self::IssuerAndSerial(pair) => {
                let mut tagged = pair.clone();
                if let Some(tag) = tagged.first_mut() {
                    *tag = 0xA1;
                }
                tagged
            }
            Self::KeyIdentifier(identifier) => der::implicit(2, identifier),
            Self::Digest(digest) => der::implicit(3, digest),
        }
    }
}

/// `DeviationList ::= SEQUENCE { version INTEGER 0, digestAlgorithm, deviations SET OF
/// Deviation }`.
#[must_use]
pub fn deviation_list(entries: &[DeviationSpec]) -> Vec<u8> {
    let entries = entries.iter().map(DeviationSpec::to_der).collect();
    der::sequence(&[
        der::integer(0),
        hash_identifier(HashAlgorithm::Sha256.oid(), false),
        der::set_of(entries),
    ])
}

impl DeviationSpec {
    /// `SEQUENCE { documents, descriptions SET OF DeviationDescription }`.
    fn to_der(&self) -> Vec<u8> {
        let descriptions = self.deviations.iter().map(|(arcs, parameter)| {
            let kind = [oid::DEVIATION_LIST, arcs].concat();
            let words = self.description.as_deref().map(der::printable);
            let number = parameter.map(|number| der::context(0, &[der::integer(number)]));
            der::sequence(&[
                words.unwrap_or_default(),
                der::oid(&kind),
                number.unwrap_or_default(),
            ])
        });
        der::sequence(&[self.documents(), der::set_of(descriptions.collect())])
    }

    fn documents(&self) -> Vec<u8> {
        let code = self.document_type.as_deref();
        let times = self.issued.as_ref().map(|(first, last)| {
            let time = |text: &str| der::generalized_time(text);
            der::context(4, &[time(first), time(last)])
        });
        let mut numbers: Vec<_> = self
            .numbers
            .iter()
            .map(|text| der::printable(text))
            .collect();
        numbers.sort();
        let parts = [
            code.map(|code| der::implicit(0, code.as_bytes())),
            self.signer.as_ref().map(SignerName::to_der),
            times,
            (!numbers.is_empty()).then(|| der::context(5, &numbers)),
        ];
        der::sequence(&parts.map(Option::unwrap_or_default))
    }
}

/// An entry of a defect list: what is wrong with the documents of one signer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DefectSpec {
    /// the signer's certificate, by issuer and serial number or by key identifier
    pub signer: SignerName,
    /// SHA-256 of the signer's certificate
    pub digest: Option<Vec<u8>>,
    /// what is wrong: the arcs below 0.4.0.127.0.7.3.1.5, and the parameters, DER
    pub defects: Vec<(Vec<u8>, Option<Vec<u8>>)>,
}

/// `DefectList ::= SEQUENCE { version INTEGER 0, hashAlg OBJECT IDENTIFIER, defects SET OF
/// Defect }`.
#[must_use]
pub fn defect_list(entries: &[DefectSpec]) -> Vec<u8> {
    let entries = entries.iter().map(DefectSpec::to_der).collect();
    der::sequence(&[
        der::integer(0),
        der::oid(HashAlgorithm::Sha256.oid()),
        der::set_of(entries),
    ])
}

impl DefectSpec {
    /// `SEQUENCE { SignerIdentifier, certificateHash OCTET STRING OPTIONAL, SET OF SEQUENCE {
    /// defectType, parameters } }`.
    fn to_der(&self) -> Vec<u8> {
        let signer = match &self.signer {
            SignerName::IssuerAndSerial(pair) => pair.clone(),
            SignerName::KeyIdentifier(value) | SignerName::Digest(value) => der::implicit(0, value),
        };
        let digest = self.digest.as_deref().map(der::octets);
        let defects = self.defects.iter().map(|(arcs, parameters)| {
            let kind = [oid::DEFECT_LIST, arcs].concat();
            der::sequence(&[der::oid(&kind), parameters.clone().unwrap_or_default()])
        });
        der::sequence(&[
            signer,
            digest.unwrap_or_default(),
            der::set_of(defects.collect()),
        ])
    }
}
