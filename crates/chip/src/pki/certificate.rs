//! Certificates, element by element (RFC 5280 §4.1, Doc 9303-12 §7.1.1).

use super::{
    AlgorithmSpec, Changes, Extension, NameSpec, PkiError, SealKind, SignatureForm, TestKey, der,
    oid,
};

/// A certificate to be made.
///
/// The elements that [`CertificateSpec::changes`] may name: `version`, `serialNumber`,
/// `tbs.signature`, `issuer`, `validity`, `subject`, `spki`, `extensions` (inside what is
/// signed), `signatureAlgorithm`, `signatureValue`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateSpec {
    /// serial number, big-endian
    pub serial: Vec<u8>,
    /// who signs
    pub issuer: NameSpec,
    /// the key that signs
    pub issuer_key: TestKey,
    /// what it signs with
    pub algorithm: AlgorithmSpec,
    /// how it signs
    pub form: SignatureForm,
    /// when it may be used
    pub validity: Validity,
    /// whose it is
    pub subject: NameSpec,
    /// whose key it is
    pub key: TestKey,
    /// the key's `SubjectPublicKeyInfo`, where it is not the key's own
    pub spki: Option<Vec<u8>>,
    /// the extensions, in this order
    pub extensions: Vec<Extension>,
    /// what is changed in the end
    pub changes: Changes,
}

/// A time span, as `YYYYMMDDHHMMSS` each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Validity {
    /// first second
    pub not_before: String,
    /// last second
    pub not_after: String,
    /// GeneralizedTime also before 2050, which RFC 5280 §4.1.2.5 forbids
    pub generalized: bool,
}

impl Validity {
    /// From the first day to the last, as `YYYYMMDD` each.
    #[must_use]
    pub fn days(first: &str, last: &str) -> Self {
        Self {
            not_before: format!("{first}000000"),
            not_after: format!("{last}235959"),
            generalized: false,
        }
    }

    fn to_der(&self) -> Vec<u8> {
        der::sequence(&[
            der::time(&self.not_before, self.generalized),
            der::time(&self.not_after, self.generalized),
        ])
    }
}

/// First day of every test certificate.
const FIRST_DAY: &str = "20240101";
/// Last day of every test certificate.
const LAST_DAY: &str = "20441231";

impl CertificateSpec {
    /// A self-signed country signing CA (Doc 9303-12 table 4); `country` is the two-letter
    /// code, `state` the three-letter one.
    ///
    /// # Errors
    /// [`PkiError::Sign`] when the key is none.
    pub fn authority(
        subject: NameSpec,
        state: &str,
        key: TestKey,
        algorithm: AlgorithmSpec,
    ) -> Result<Self, PkiError> {
        let spki = key.spki()?;
        let validity = Validity::days(FIRST_DAY, LAST_DAY);
        Ok(Self {
            serial: vec![0x01],
            issuer: subject.clone(),
            issuer_key: key,
            algorithm,
            form: SignatureForm::AsMade,
            subject,
            key,
            spki: None,
            extensions: vec![
                Extension::authority_key_identifier(&spki),
                Extension::subject_key_identifier(&spki),
                Extension::usage_authority(),
                Extension::private_key_usage_period("20240101000000", "20281231235959"),
                Extension::subject_state(state),
                Extension::issuer_state(state),
                Extension::authority(Some(0)),
                Extension::revocation_list(&revocation_address(state)),
            ],
            validity,
            changes: Changes::default(),
        })
    }

    /// A document signer below that authority (Doc 9303-12 table 4), for the document codes.
    ///
    /// # Errors
    /// [`PkiError::Sign`] when the key is none.
    pub fn signer(
        authority: &Self,
        subject: NameSpec,
        state: &str,
        key: TestKey,
        document_types: &[&str],
    ) -> Result<Self, PkiError> {
        let validity = Validity::days(FIRST_DAY, LAST_DAY);
        Ok(Self {
            serial: vec![0x02],
            issuer: authority.subject.clone(),
            issuer_key: authority.key,
            algorithm: authority.algorithm.clone(),
            form: SignatureForm::AsMade,
            subject,
            key,
            spki: None,
            extensions: vec![
                Extension::authority_key_identifier(&authority.public_key()?),
                Extension::subject_key_identifier(&key.spki()?),
                Extension::usage_signature(),
                Extension::private_key_usage_period("20240101000000", "20240331235959"),
                Extension::subject_state(state),
                Extension::issuer_state(state),
                Extension::revocation_list(&revocation_address(state)),
                Extension::document_types(document_types),
            ],
            validity,
            changes: Changes::default(),
        })
    }

    /// A signer of seals below that authority (Doc 9303-12 §7.1.1): subject of country and two
    /// characters, with this serial number and purpose.
    ///
    /// # Errors
    /// [`PkiError::Sign`] when the key is none.
    pub fn seal_signer(
        authority: &Self,
        country: &str,
        characters: &str,
        serial: &[u8],
        key: TestKey,
        kind: SealKind,
    ) -> Result<Self, PkiError> {
        let subject = NameSpec::new(country, "Seals", characters);
        let mut signer = Self::signer(authority, subject, country, key, &[])?;
        signer.serial = serial.to_vec();
        signer.without(oid::DOCUMENT_TYPE_LIST);
        signer.with(Extension::key_purpose(kind.purpose()));
        Ok(signer)
    }

    /// The `SubjectPublicKeyInfo` it carries.
    ///
    /// # Errors
    /// [`PkiError::Sign`] when the key is none.
    pub fn public_key(&self) -> Result<Vec<u8>, PkiError> {
        match &self.spki {
            Some(own) => Ok(own.clone()),
            None => self.key.spki(),
        }
    }

    /// Takes the extension of this kind out.
    pub(crate) fn without(&mut self, oid: &[u8]) {
        self.extensions.retain(|extension| extension.oid != oid);
    }

    /// Puts the extension in the place of the one of its kind, or after the last.
    pub(crate) fn with(&mut self, extension: Extension) {
        let same = |other: &&mut Extension| other.oid == extension.oid;
        match self.extensions.iter_mut().find(same) {
            Some(place) => *place = extension,
            None => self.extensions.push(extension),
        }
    }

    /// Its key usage.
    pub(crate) fn key_usage(&mut self) -> Option<&mut Extension> {
        self.extensions
            .iter_mut()
            .find(|extension| extension.oid == oid::KEY_USAGE)
    }

    /// The certificate in DER, signed.
    ///
    /// # Errors
    /// [`PkiError::Sign`] when the key does not fit the algorithm.
    pub fn to_der(&self) -> Result<Vec<u8>, PkiError> {
        let tbs = self.tbs()?;
        let signature = self
            .form
            .sign(self.issuer_key, self.algorithm.made_with, &tbs)?;
        let algorithm = self.algorithm.identifier.clone();
        Ok(self.changes.frame(tbs, algorithm, &signature))
    }

    fn tbs(&self) -> Result<Vec<u8>, PkiError> {
        let extensions: Vec<_> = self.extensions.iter().map(Extension::to_der).collect();
        let extensions = der::context(3, &[der::sequence(&extensions)]);
        let elements = [
            ("version", der::context(0, &[der::integer(2)])),
            ("serialNumber", der::integer_bytes(&self.serial)),
            ("tbs.signature", self.algorithm.identifier.clone()),
            ("issuer", self.issuer.to_der()),
            ("validity", self.validity.to_der()),
            ("subject", self.subject.to_der()),
            ("spki", self.public_key()?),
            ("extensions", extensions),
        ];
        let changed = elements.map(|(name, own)| self.changes.apply(name, own));
        Ok(der::sequence(&changed))
    }
}

fn revocation_address(state: &str) -> String {
    format!("http://pkd.example/{state}.crl")
}
