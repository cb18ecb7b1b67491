//! Lists that a state signs: SignedData of one signer (RFC 5652 §5, Doc 9303-12 §9.1, §10.1).
//!
//! ```text
//! ContentInfo ::= SEQUENCE { 1.2.840.113549.1.7.2, [0] SignedData }
//! SignedData ::= SEQUENCE { version 3, digestAlgorithms SET, SEQUENCE { eContentType, [0] OCTET
//!     STRING content }, [0] certificates, signerInfos SET }
//! ```
//!
//! The signed attributes are content type, message digest and signing time.

use super::{
    AlgorithmSpec, CertificateSpec, Extension, PkiError, TestKey, der, hash_identifier,
    key_identifier, oid,
};
use vidimus_pubkey::{HashAlgorithm, SignatureAlgorithm};

/// What kind of list it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignedListKind {
    /// certificates of country signing CAs (Doc 9303-12 §9)
    Master,
    /// what is wrong with documents (Doc 9303-12 §10)
    Deviation,
    /// the same in the form of BSI TR-03129-2 §7
    Defect,
}

impl SignedListKind {
    /// Content octets of the content type.
    pub(crate) const fn content_type(self) -> &'static [u8] {
        match self {
            Self::Master => oid::MASTER_LIST,
            Self::Deviation => oid::DEVIATION_LIST,
            Self::Defect => oid::DEFECT_LIST,
        }
    }

    /// Content octets of the purpose of the signer's key.
    pub(crate) const fn key_purpose(self) -> &'static [u8] {
        match self {
            Self::Master => oid::MASTER_LIST_SIGNER,
            Self::Deviation => oid::DEVIATION_LIST_SIGNER,
            Self::Defect => oid::DEFECT_LIST_SIGNER,
        }
    }

    /// Common name of its signer.
    pub(crate) const fn signer_name(self) -> &'static str {
        match self {
            Self::Master => "Master List Signer",
            Self::Deviation => "Deviation List Signer",
            Self::Defect => "Defect List Signer",
        }
    }
}

/// A list to be signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedListSpec {
    /// what kind it is
    pub kind: SignedListKind,
    /// the list itself, DER
    pub content: Vec<u8>,
    /// who signs
    pub signer: CertificateSpec,
    /// what the signer signs with
    pub algorithm: AlgorithmSpec,
    /// whether the signer is named by issuer and serial number, else by key identifier
    pub by_serial: bool,
    /// certificates besides the signer's, DER
    pub certificates: Vec<Vec<u8>>,
    /// when it was signed, `YYYYMMDDHHMMSS`
    pub signing_time: String,
    /// one bit of the signature is wrong
    pub bad_signature: bool,
}

/// When lists are signed where nothing else is said.
const SIGNED_AT: &str = "20280601120000";

impl SignedListSpec {
    /// Another key for the signer, which signs with this algorithm.
    ///
    /// # Errors
    /// [`PkiError::Sign`] when the key is none.
    pub fn set_key(&mut self, key: TestKey, algorithm: AlgorithmSpec) -> Result<(), PkiError> {
        self.signer.key = key;
        let identifier = Extension::subject_key_identifier(&key.spki()?);
        self.signer.with(identifier);
        self.algorithm = algorithm;
        Ok(())
    }

    /// A list of this kind, signed below the authority, whose certificate goes along (Doc 9303-12
    /// tables 18 and 19 recommend that).
    ///
    /// # Errors
    /// [`PkiError::Sign`] when a key does not fit.
    pub fn below(
        authority: &CertificateSpec,
        kind: SignedListKind,
        content: Vec<u8>,
    ) -> Result<Self, PkiError> {
        Ok(Self {
            kind,
            content,
            signer: CertificateSpec::list_signer(authority, kind)?,
            algorithm: AlgorithmSpec::new(SignatureAlgorithm::ecdsa(HashAlgorithm::Sha256)),
            by_serial: false,
            certificates: vec![authority.to_der()?],
            signing_time: SIGNED_AT.to_owned(),
            bad_signature: false,
        })
    }

    /// The message in DER, signed.
    ///
    /// # Errors
    /// [`PkiError::Sign`] when the key does not fit the algorithm.
    pub fn to_der(&self) -> Result<Vec<u8>, PkiError> {
        let algorithm = hash_identifier(self.hash().oid(), false);
        let content = der::context(0, &[der::octets(&self.content)]);
        let certificates = [self.certificates.clone(), vec![self.signer.to_der()?]].concat();
        let data = der::sequence(&[
            der::integer(3),
            der::set_of(vec![algorithm]),
            der::sequence(&[der::oid(self.kind.content_type()), content]),
            der::object(0xA0, &sorted(certificates)),
            der::set_of(vec![self.signer_info()?]),
        ]);
        Ok(der::sequence(&[
            der::oid(oid::SIGNED_DATA),
            der::context(0, &[data]),
        ]))
    }

    /// `SEQUENCE { version, sid, digestAlgorithm, [0] signedAttrs, signatureAlgorithm, OCTET STRING }`
    fn signer_info(&self) -> Result<Vec<u8>, PkiError> {
        let attributes = sorted(self.attributes());
        let message = der::object(0x31, &attributes);
        let mut signature = self.signer.key.sign(self.algorithm.made_with, &message)?;
        if let Some(last) = signature.last_mut().filter(|_| self.bad_signature) {
            *last ^= 1;
        }
        let (version, name) = if self.by_serial {
            let serial = der::integer_bytes(&self.signer.serial);
            (1, der::sequence(&[self.signer.issuer.to_der(), serial]))
        } else {
            let identifier = key_identifier(&self.signer.public_key()?);
            (3, der::implicit(0, &identifier))
        };
        Ok(der::sequence(&[
            der::integer(version),
            name,
            hash_identifier(self.hash().oid(), false),
            der::object(0xA0, &attributes),
            self.algorithm.identifier.clone(),
            der::octets(&signature),
        ]))
    }

    /// Content type, message digest, signing time (RFC 5652 §11); the caller sorts them as DER wants.
    fn attributes(&self) -> Vec<Vec<u8>> {
        let digest = self.hash().hash(&self.content);
        let attribute =
            |kind: &[u8], value| der::sequence(&[der::oid(kind), der::set_of(vec![value])]);
        vec![
            attribute(oid::CONTENT_TYPE, der::oid(self.kind.content_type())),
            attribute(oid::MESSAGE_DIGEST, der::octets(digest.as_ref())),
            attribute(oid::SIGNING_TIME, der::time(&self.signing_time, false)),
        ]
    }

    const fn hash(&self) -> HashAlgorithm {
        self.algorithm.made_with.hash()
    }
}

/// Elements of a SET OF in DER order (X.690 §11.6), without tag.
fn sorted(mut elements: Vec<Vec<u8>>) -> Vec<u8> {
    elements.sort();
    elements.concat()
}
