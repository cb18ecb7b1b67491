//! The published test keys, each by name.

use super::{PkiError, rsa_spki};
use vidimus_pubkey::{Digest, FileSigner, SignatureAlgorithm, Signer};

/// A test key under `assets/keys`. Everybody has its private half.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum TestKey {
    /// Active Authentication, RSA, 2048 bits
    AaRsa2048,
    /// Active Authentication, RSA, 992 bits, so that DG15 has 160 bytes
    AaRsa992,
    /// Active Authentication, RSA, 768 bits
    AaRsa768,
    /// Active Authentication, RSA, 1023 bits
    AaRsa1023,
    /// Active Authentication, RSA, 1024 bits
    AaRsa1024,
    /// Active Authentication, RSA, 1025 bits
    AaRsa1025,
    /// Active Authentication, RSA, 3072 bits
    AaRsa3072,
    /// attacker, its CA, P-256
    AttackerCscaP256,
    /// attacker, its signer, P-256
    AttackerDsP256,
    /// Chip Authentication, P-256
    CaP256,
    /// country signing CA, brainpoolP224r1, explicit parameters
    CscaBrainpool224r1,
    /// country signing CA, brainpoolP256r1, explicit parameters
    CscaBrainpool256r1,
    /// country signing CA, brainpoolP384r1, explicit parameters
    CscaBrainpool384r1,
    /// country signing CA, brainpoolP512r1, explicit parameters
    CscaBrainpool512r1,
    /// country signing CA, P-256
    CscaP256,
    /// country signing CA, P-384
    CscaP384,
    /// country signing CA, P-521
    CscaP521,
    /// country signing CA, RSA, 3072 bits
    CscaRsa3072,
    /// document signer, brainpoolP160r1, explicit parameters
    DsBrainpool160r1,
    /// document signer, brainpoolP192r1, explicit parameters
    DsBrainpool192r1,
    /// document signer, brainpoolP224r1, explicit parameters
    DsBrainpool224r1,
    /// document signer, brainpoolP256r1, explicit parameters
    DsBrainpool256r1,
    /// document signer, brainpoolP384r1, explicit parameters
    DsBrainpool384r1,
    /// document signer, brainpoolP512r1, explicit parameters
    DsBrainpool512r1,
    /// document signer, P-192, explicit parameters
    DsP192,
    /// document signer, P-224
    DsP224,
    /// document signer, P-256
    DsP256,
    /// document signer, P-256, explicit parameters
    DsP256Explicit,
    /// document signer, P-384
    DsP384,
    /// document signer, P-521
    DsP521,
    /// document signer, RSA, 2048 bits
    DsRsa2048,
    /// document signer, RSA, 2048 bits, exponent 3
    DsRsa2048E3,
    /// document signer, RSA, 3072 bits
    DsRsa3072,
    /// list signer, P-256
    ListP256,
    /// second state, its CA, P-256
    OtherCscaP256,
    /// second state, its signer, P-256
    OtherDsP256,
    /// Terminal Authentication, CVCA, RSA, 1024 bits
    TaCvcaRsa1024,
    /// Terminal Authentication, CVCA, RSA, 2048 bits
    TaCvcaRsa2048,
    /// Terminal Authentication, document verifier, RSA, 1024 bits
    TaDvRsa1024,
    /// Terminal Authentication, document verifier, RSA, 2048 bits
    TaDvRsa2048,
    /// Terminal Authentication, inspection system, RSA, 1024 bits
    TaIsRsa1024,
    /// Terminal Authentication, inspection system, RSA, 2048 bits
    TaIsRsa2048,
}

/// Name, file and key, in the order of the names.
const KEYS: [(TestKey, &str, &str); 42] = [
    (
        TestKey::AaRsa2048,
        "aa-rsa-2048",
        include_str!("../../assets/keys/aa-rsa-2048.pem"),
    ),
    (
        TestKey::AaRsa992,
        "aa-rsa-992",
        include_str!("../../assets/keys/aa-rsa-992.pem"),
    ),
    (
        TestKey::AaRsa768,
        "aa-rsa-768",
        include_str!("../../assets/keys/aa-rsa-768.pem"),
    ),
    (
        TestKey::AaRsa1023,
        "aa-rsa-1023",
        include_str!("../../assets/keys/aa-rsa-1023.pem"),
    ),
    (
        TestKey::AaRsa1024,
        "aa-rsa-1024",
        include_str!("../../assets/keys/aa-rsa-1024.pem"),
    ),
    (
        TestKey::AaRsa1025,
        "aa-rsa-1025",
        include_str!("../../assets/keys/aa-rsa-1025.pem"),
    ),
    (
        TestKey::AaRsa3072,
        "aa-rsa-3072",
        include_str!("../../assets/keys/aa-rsa-3072.pem"),
    ),
    (
        TestKey::AttackerCscaP256,
        "attacker-csca-p256",
        include_str!("../../assets/keys/attacker-csca-p256.pem"),
    ),
    (
        TestKey::AttackerDsP256,
        "attacker-ds-p256",
        include_str!("../../assets/keys/attacker-ds-p256.pem"),
    ),
    (
        TestKey::CaP256,
        "ca-p256",
        include_str!("../../assets/keys/ca-p256.pem"),
    ),
    (
        TestKey::CscaBrainpool224r1,
        "csca-brainpoolP224r1",
        include_str!("../../assets/keys/csca-brainpoolP224r1.pem"),
    ),
    (
        TestKey::CscaBrainpool256r1,
        "csca-brainpoolP256r1",
        include_str!("../../assets/keys/csca-brainpoolP256r1.pem"),
    ),
    (
        TestKey::CscaBrainpool384r1,
        "csca-brainpoolP384r1",
        include_str!("../../assets/keys/csca-brainpoolP384r1.pem"),
    ),
    (
        TestKey::CscaBrainpool512r1,
        "csca-brainpoolP512r1",
        include_str!("../../assets/keys/csca-brainpoolP512r1.pem"),
    ),
    (
        TestKey::CscaP256,
        "csca-p256",
        include_str!("../../assets/keys/csca-p256.pem"),
    ),
    (
        TestKey::CscaP384,
        "csca-p384",
        include_str!("../../assets/keys/csca-p384.pem"),
    ),
    (
        TestKey::CscaP521,
        "csca-p521",
        include_str!("../../assets/keys/csca-p521.pem"),
    ),
    (
        TestKey::CscaRsa3072,
        "csca-rsa-3072",
        include_str!("../../assets/keys/csca-rsa-3072.pem"),
    ),
    (
        TestKey::DsBrainpool160r1,
        "ds-brainpoolP160r1",
        include_str!("../../assets/keys/ds-brainpoolP160r1.pem"),
    ),
    (
        TestKey::DsBrainpool192r1,
        "ds-brainpoolP192r1",
        include_str!("../../assets/keys/ds-brainpoolP192r1.pem"),
    ),
    (
        TestKey::DsBrainpool224r1,
        "ds-brainpoolP224r1",
        include_str!("../../assets/keys/ds-brainpoolP224r1.pem"),
    ),
    (
        TestKey::DsBrainpool256r1,
        "ds-brainpoolP256r1",
        include_str!("../../assets/keys/ds-brainpoolP256r1.pem"),
    ),
    (
        TestKey::DsBrainpool384r1,
        "ds-brainpoolP384r1",
        include_str!("../../assets/keys/ds-brainpoolP384r1.pem"),
    ),
    (
        TestKey::DsBrainpool512r1,
        "ds-brainpoolP512r1",
        include_str!("../../assets/keys/ds-brainpoolP512r1.pem"),
    ),
    (
        TestKey::DsP192,
        "ds-p192",
        include_str!("../../assets/keys/ds-p192.pem"),
    ),
    (
        TestKey::DsP224,
        "ds-p224",
        include_str!("../../assets/keys/ds-p224.pem"),
    ),
    (
        TestKey::DsP256,
        "ds-p256",
        include_str!("../../assets/keys/ds-p256.pem"),
    ),
    (
        TestKey::DsP256Explicit,
        "ds-p256-explicit",
        include_str!("../../assets/keys/ds-p256-explicit.pem"),
    ),
    (
        TestKey::DsP384,
        "ds-p384",
        include_str!("../../assets/keys/ds-p384.pem"),
    ),
    (
        TestKey::DsP521,
        "ds-p521",
        include_str!("../../assets/keys/ds-p521.pem"),
    ),
    (
        TestKey::DsRsa2048,
        "ds-rsa-2048",
        include_str!("../../assets/keys/ds-rsa-2048.pem"),
    ),
    (
        TestKey::DsRsa2048E3,
        "ds-rsa-2048-e3",
        include_str!("../../assets/keys/ds-rsa-2048-e3.pem"),
    ),
    (
        TestKey::DsRsa3072,
        "ds-rsa-3072",
        include_str!("../../assets/keys/ds-rsa-3072.pem"),
    ),
    (
        TestKey::ListP256,
        "list-p256",
        include_str!("../../assets/keys/list-p256.pem"),
    ),
    (
        TestKey::OtherCscaP256,
        "other-csca-p256",
        include_str!("../../assets/keys/other-csca-p256.pem"),
    ),
    (
        TestKey::OtherDsP256,
        "other-ds-p256",
        include_str!("../../assets/keys/other-ds-p256.pem"),
    ),
    (
        TestKey::TaCvcaRsa1024,
        "ta-cvca-rsa-1024",
        include_str!("../../assets/keys/ta-cvca-rsa-1024.pem"),
    ),
    (
        TestKey::TaCvcaRsa2048,
        "ta-cvca-rsa-2048",
        include_str!("../../assets/keys/ta-cvca-rsa-2048.pem"),
    ),
    (
        TestKey::TaDvRsa1024,
        "ta-dv-rsa-1024",
        include_str!("../../assets/keys/ta-dv-rsa-1024.pem"),
    ),
    (
        TestKey::TaDvRsa2048,
        "ta-dv-rsa-2048",
        include_str!("../../assets/keys/ta-dv-rsa-2048.pem"),
    ),
    (
        TestKey::TaIsRsa1024,
        "ta-is-rsa-1024",
        include_str!("../../assets/keys/ta-is-rsa-1024.pem"),
    ),
    (
        TestKey::TaIsRsa2048,
        "ta-is-rsa-2048",
        include_str!("../../assets/keys/ta-is-rsa-2048.pem"),
    ),
];

impl TestKey {
    /// Every test key.
    pub fn all() -> impl Iterator<Item = Self> {
        KEYS.iter().map(|(key, ..)| *key)
    }

    /// Its name, which is that of the file without `.pem`.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.row().1
    }

    /// The private key, PKCS#8 in PEM.
    #[must_use]
    pub fn pem(self) -> &'static str {
        self.row().2
    }

    /// Whether it is an RSA key.
    #[must_use]
    pub fn is_rsa(self) -> bool {
        self.name().contains("-rsa-")
    }

    /// The public key as `SubjectPublicKeyInfo`, curve parameters as in the file.
    ///
    /// # Errors
    /// [`PkiError::Sign`] when the file is not a key.
    pub fn spki(self) -> Result<Vec<u8>, PkiError> {
        // of sizes that no other signature is made with
        if self.name().starts_with("aa-rsa-") {
            return rsa_spki(self, 65_537);
        }
        let hash = vidimus_pubkey::HashAlgorithm::Sha256;
        let any = if self.is_rsa() {
            SignatureAlgorithm::RsaPkcs1 { hash }
        } else {
            SignatureAlgorithm::ecdsa(hash)
        };
        Ok(self.signer(any)?.public_key_spki())
    }

    /// Signs a message.
    ///
    /// # Errors
    /// [`PkiError::Sign`] when the algorithm is not one of the key.
    pub fn sign(self, algorithm: SignatureAlgorithm, message: &[u8]) -> Result<Vec<u8>, PkiError> {
        self.signer(algorithm)?
            .sign(message)
            .map_err(|cause| self.failed(cause))
    }

    /// Signs a hash value.
    pub(crate) fn sign_digest(
        self,
        algorithm: SignatureAlgorithm,
        digest: &Digest,
    ) -> Result<Vec<u8>, PkiError> {
        self.signer(algorithm)?
            .sign_digest(digest)
            .map_err(|cause| self.failed(cause))
    }

    fn signer(self, algorithm: SignatureAlgorithm) -> Result<FileSigner, PkiError> {
        FileSigner::from_pem(self.pem(), algorithm).map_err(|cause| self.failed(cause))
    }

    pub(super) fn failed(self, cause: vidimus_pubkey::SignError) -> PkiError {
        PkiError::Sign {
            key: self.name(),
            cause,
        }
    }

    fn row(self) -> &'static (Self, &'static str, &'static str) {
        const NONE: (TestKey, &str, &str) = (TestKey::CscaP256, "", "");
        KEYS.iter().find(|(key, ..)| *key == self).unwrap_or(&NONE)
    }
}
