//! Certificates between the authorities of one country, and those of list signers (Doc 9303-12
//! §7.1.1 table 6).

use super::{CertificateSpec, Extension, NameSpec, PkiError, SignedListKind, TestKey, oid};

impl CertificateSpec {
    /// The link certificate from this authority to its successor: subject and key are the
    /// successor's, issuer and signature this one's. Where the names differ, it carries the name
    /// change extension, as the successor's own certificate is to (Doc 9303-12 §7.1.1.5).
    ///
    /// # Errors
    /// [`PkiError::Sign`] when a key is none.
    pub fn link_to(&self, successor: &Self) -> Result<Self, PkiError> {
        let mut link = successor.clone();
        link.serial = vec![0x10];
        link.issuer = self.subject.clone();
        link.issuer_key = self.key;
        link.algorithm = self.algorithm.clone();
        link.with(Extension::authority_key_identifier(&self.public_key()?));
        if self.subject != successor.subject {
            link.with(Extension::name_change());
        }
        Ok(link)
    }

    /// The authority that follows this one, with another key and the same name; with another
    /// common name, where one is given, and then with the name change extension.
    ///
    /// # Errors
    /// [`PkiError::Sign`] when the key is none.
    pub fn successor(&self, key: TestKey, common_name: Option<&str>) -> Result<Self, PkiError> {
        let mut next = self.clone();
        (next.key, next.issuer_key, next.spki) = (key, key, None);
        next.with(Extension::subject_key_identifier(&key.spki()?));
        next.with(Extension::authority_key_identifier(&key.spki()?));
        if let Some(name) = common_name {
            next.subject.common_name = Some(name.to_owned());
            next.issuer = next.subject.clone();
            next.with(Extension::name_change());
        }
        Ok(next)
    }

    /// A signer of lists of this kind below an authority, with the key purpose of the kind.
    ///
    /// # Errors
    /// [`PkiError::Sign`] when the key is none.
    pub fn list_signer(authority: &Self, kind: SignedListKind) -> Result<Self, PkiError> {
        let mut subject = authority.subject.clone();
        subject.common_name = Some(kind.signer_name().to_owned());
        let key = TestKey::ListP256;
        let mut signer = Self::signer(authority, subject, "", key, &[])?;
        signer.serial = vec![0x20];
        signer.with(Extension::key_purpose(kind.key_purpose()));
        // what is a document signer's alone, and addresses of a state that is not named here
        let not_of_lists = [
            oid::DOCUMENT_TYPE_LIST,
            oid::SUBJECT_ALT_NAME,
            oid::ISSUER_ALT_NAME,
            oid::CRL_DISTRIBUTION_POINTS,
            oid::PRIVATE_KEY_USAGE_PERIOD,
        ];
        for extension in not_of_lists {
            signer.without(extension);
        }
        Ok(signer)
    }

    /// A second authority of the same algorithm in another country: `country` is its two-letter
    /// code, `state` the three-letter one.
    ///
    /// # Errors
    /// [`PkiError::Sign`] when the key is none.
    pub fn foreign(&self, country: &str, state: &str) -> Result<Self, PkiError> {
        let name = NameSpec::new(country, "Specimens of a neighbour", "CSCA");
        Self::authority(name, state, TestKey::OtherCscaP256, self.algorithm.clone())
    }

    /// The same without the purpose of its key.
    #[must_use]
    pub fn without_key_purpose(mut self) -> Self {
        self.without(oid::EXTENDED_KEY_USAGE);
        self
    }
}
