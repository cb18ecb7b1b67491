//! Certificate revocation lists (RFC 5280 §5, Doc 9303-12 §7.1.4).
//!
//! ```text
//! CertificateList ::= SEQUENCE { tbsCertList, signatureAlgorithm, signatureValue BIT STRING }
//! TBSCertList ::= SEQUENCE { version INTEGER 1, signature, issuer, thisUpdate, nextUpdate
//!     OPTIONAL, revokedCertificates SEQUENCE OF entry OPTIONAL, [0] extensions }
//! entry ::= SEQUENCE { serial INTEGER, revocationDate, extensions OPTIONAL }
//! ```

use super::{
    AlgorithmSpec, CertificateSpec, Changes, Extension, NameSpec, PkiError, SignatureForm, TestKey,
    der,
};

/// A list to be made.
///
/// The elements that [`CrlSpec::changes`] may name: `version`, `tbs.signature`, `issuer`,
/// `thisUpdate`, `nextUpdate`, `revokedCertificates`, `crlExtensions` (inside what is signed),
/// `signatureAlgorithm`, `signatureValue`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CrlSpec {
    /// who signs
    pub issuer: NameSpec,
    /// the key that signs
    pub issuer_key: TestKey,
    /// what it signs with
    pub algorithm: AlgorithmSpec,
    /// how it signs
    pub form: SignatureForm,
    /// when it was made, `YYYYMMDDHHMMSS`
    pub this_update: String,
    /// when the next one is due, likewise; left out where `None`
    pub next_update: Option<String>,
    /// what is revoked, in this order; the element is left out where there is nothing
    pub entries: Vec<CrlEntry>,
    /// the extensions of the list, in this order
    pub extensions: Vec<Extension>,
    /// what is changed in the end
    pub changes: Changes,
}

/// A certificate that is revoked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CrlEntry {
    /// its serial number, big-endian
    pub serial: Vec<u8>,
    /// since when, `YYYYMMDDHHMMSS`
    pub date: String,
    /// the extensions of the entry, in this order
    pub extensions: Vec<Extension>,
}

impl CrlEntry {
    /// An entry without extensions.
    #[must_use]
    pub fn new(serial: &[u8], date: &str) -> Self {
        Self {
            serial: serial.to_vec(),
            date: date.to_owned(),
            extensions: Vec::new(),
        }
    }

    /// The same with a reason (RFC 5280 §5.3.1).
    #[must_use]
    pub fn because(mut self, reason: u8) -> Self {
        self.extensions.push(Extension::reason_code(reason));
        self
    }

    fn to_der(&self) -> Vec<u8> {
        let extensions: Vec<_> = self.extensions.iter().map(Extension::to_der).collect();
        let extensions = match extensions.is_empty() {
            true => Vec::new(),
            false => der::sequence(&extensions),
        };
        der::sequence(&[
            der::integer_bytes(&self.serial),
            der::time(&self.date, false),
            extensions,
        ])
    }
}

impl CrlSpec {
    /// An empty list of this authority, number 1, from the first day to the last, as `YYYYMMDD`
    /// each.
    ///
    /// # Errors
    /// [`PkiError::Sign`] when the key is none.
    pub fn of(authority: &CertificateSpec, first: &str, last: &str) -> Result<Self, PkiError> {
        Ok(Self {
            issuer: authority.subject.clone(),
            issuer_key: authority.key,
            algorithm: authority.algorithm.clone(),
            form: SignatureForm::AsMade,
            this_update: format!("{first}000000"),
            next_update: Some(format!("{last}000000")),
            entries: Vec::new(),
            extensions: vec![
                Extension::authority_key_identifier(&authority.public_key()?),
                Extension::crl_number(1),
            ],
            changes: Changes::default(),
        })
    }

    /// The same list with one more entry.
    #[must_use]
    pub fn revoking(mut self, entry: CrlEntry) -> Self {
        self.entries.push(entry);
        self
    }

    /// The list in DER, signed.
    ///
    /// # Errors
    /// [`PkiError::Sign`] when the key does not fit the algorithm.
    pub fn to_der(&self) -> Result<Vec<u8>, PkiError> {
        let tbs = self.tbs();
        let signature = self
            .form
            .sign(self.issuer_key, self.algorithm.made_with, &tbs)?;
        let algorithm = self.algorithm.identifier.clone();
        Ok(self.changes.frame(tbs, algorithm, &signature))
    }

    /// What is signed; an empty list of entries is left out (RFC 5280 §5.1.2.6).
    fn tbs(&self) -> Vec<u8> {
        let entries: Vec<_> = self.entries.iter().map(CrlEntry::to_der).collect();
        let entries = match entries.is_empty() {
            true => Vec::new(),
            false => der::sequence(&entries),
        };
        let next_update = self.next_update.as_deref();
        let next_update = next_update.map(|time| der::time(time, false));
        let extensions: Vec<_> = self.extensions.iter().map(Extension::to_der).collect();
        let extensions = der::context(0, &[der::sequence(&extensions)]);
        let elements = [
            ("version", der::integer(1)),
            ("tbs.signature", self.algorithm.identifier.clone()),
            ("issuer", self.issuer.to_der()),
            ("thisUpdate", der::time(&self.this_update, false)),
            ("nextUpdate", next_update.unwrap_or_default()),
            ("revokedCertificates", entries),
            ("crlExtensions", extensions),
        ];
        let changed = elements.map(|(name, own)| self.changes.apply(name, own));
        der::sequence(&changed)
    }
}
