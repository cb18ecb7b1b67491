//! Which keys and algorithms a country uses.

use super::{AlgorithmSpec, CertificateSpec, NameSpec, PkiError, TestKey};
use vidimus_pubkey::{HashAlgorithm, SignatureAlgorithm};

/// The keys and algorithms of a country signing CA and its document signer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scheme {
    /// its name, also in the common names
    pub name: String,
    /// key of the CA
    pub csca_key: TestKey,
    /// key of the document signer
    pub ds_key: TestKey,
    /// with what the CA signs certificates
    pub chain: AlgorithmSpec,
    /// with what the document signer signs security objects
    pub sod: AlgorithmSpec,
    /// with what data groups are hashed
    pub data_groups: HashAlgorithm,
    /// digest algorithm of the CMS structure
    pub cms: HashAlgorithm,
}

/// Name, keys, name of the algorithm.
type Row = (&'static str, TestKey, TestKey, &'static str);

const SCHEMES: [Row; 11] = [
    (
        "p256",
        TestKey::CscaP256,
        TestKey::DsP256,
        "ecdsa-ansi-sha256",
    ),
    (
        "p384",
        TestKey::CscaP384,
        TestKey::DsP384,
        "ecdsa-ansi-sha384",
    ),
    (
        "p521",
        TestKey::CscaP521,
        TestKey::DsP521,
        "ecdsa-ansi-sha512",
    ),
    (
        "brainpoolP256r1",
        TestKey::CscaBrainpool256r1,
        TestKey::DsBrainpool256r1,
        "ecdsa-ansi-sha256",
    ),
    (
        "brainpoolP384r1",
        TestKey::CscaBrainpool384r1,
        TestKey::DsBrainpool384r1,
        "ecdsa-ansi-sha384",
    ),
    (
        "brainpoolP512r1",
        TestKey::CscaBrainpool512r1,
        TestKey::DsBrainpool512r1,
        "ecdsa-ansi-sha512",
    ),
    (
        "rsa-pkcs1-sha256",
        TestKey::CscaRsa3072,
        TestKey::DsRsa2048,
        "rsa-v15-sha256",
    ),
    (
        "rsa-pkcs1-sha512",
        TestKey::CscaRsa3072,
        TestKey::DsRsa3072,
        "rsa-v15-sha512",
    ),
    (
        "rsa-pss-sha256",
        TestKey::CscaRsa3072,
        TestKey::DsRsa2048,
        "rsa-pss-sha256",
    ),
    (
        "rsa-pss-sha512",
        TestKey::CscaRsa3072,
        TestKey::DsRsa3072,
        "rsa-pss-sha512",
    ),
    (
        "rsa-pkcs1-sha1",
        TestKey::CscaRsa3072,
        TestKey::DsRsa2048,
        "rsa-v15-sha1",
    ),
];

impl Scheme {
    /// The names of all schemes; the first is the default.
    pub fn names() -> impl Iterator<Item = &'static str> {
        SCHEMES.iter().map(|(name, ..)| *name)
    }

    /// The scheme of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let row = SCHEMES.iter().find(|(own, ..)| *own == name)?;
        let algorithm = AlgorithmSpec::named(row.3)?;
        Some(Self::uniform(name, row.1, row.2, algorithm))
    }

    /// ECDSA over P-256 with SHA-256.
    #[must_use]
    pub fn base() -> Self {
        let algorithm = AlgorithmSpec::new(SignatureAlgorithm::ecdsa(HashAlgorithm::Sha256));
        Self::uniform("p256", TestKey::CscaP256, TestKey::DsP256, algorithm)
    }

    /// One algorithm for everything, its hash for data groups and CMS too.
    #[must_use]
    pub fn uniform(
        name: &str,
        csca_key: TestKey,
        ds_key: TestKey,
        algorithm: AlgorithmSpec,
    ) -> Self {
        let hash = algorithm.made_with.hash();
        Self {
            name: name.to_owned(),
            csca_key,
            ds_key,
            chain: algorithm.clone(),
            sod: algorithm,
            data_groups: hash,
            cms: hash,
        }
    }

    /// The CA and the document signer of this country under this scheme.
    ///
    /// # Errors
    /// [`PkiError::Sign`] when a key does not fit.
    pub fn certificates(
        &self,
        country: &str,
        state: &str,
        document_types: &[&str],
    ) -> Result<(CertificateSpec, CertificateSpec), PkiError> {
        let organization = format!("{} specimens", state_name(state));
        let name = |role: &str| {
            let common = format!("{role} {}", self.name);
            NameSpec::new(country, &organization, &common)
        };
        let csca =
            CertificateSpec::authority(name("CSCA"), state, self.csca_key, self.chain.clone())?;
        let ds = CertificateSpec::signer(&csca, name("DS"), state, self.ds_key, document_types)?;
        Ok((csca, ds))
    }
}

fn state_name(state: &str) -> &str {
    match state {
        "UTO" => "Utopia",
        other => other,
    }
}
