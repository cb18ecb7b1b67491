//! A terminal whose certificates and private key are at hand.

use thiserror::Error;
use vidimus_access::terminal_authentication::{TerminalChain, holds_key, signature_algorithm};
use vidimus_iso7816::{Fault, FaultClass};
use vidimus_lds::CmsError;
use vidimus_lds::cvc::{CertificateReference, CvCertificate, Role};
use vidimus_pubkey::{FileSigner, PublicKey, SignError, Signer};
use vidimus_session::{SessionError, TerminalAuthority};

/// The rights of a terminal, for [`session::read_with`](vidimus_session::read_with): certificates
/// in any order, and the key of one of them behind [`Signer`], in a file or anywhere else.
pub struct Terminal {
    certificates: Vec<Vec<u8>>,
    signer: Box<dyn Signer>,
}

/// Why certificates and key make no terminal.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum TerminalError {
    /// A file holds something else than card verifiable certificates.
    #[error("no card verifiable certificate: {0}")]
    Certificate(#[from] CmsError),
    /// The private key is not taken.
    #[error("the terminal's key: {0}")]
    Key(#[from] SignError),
    /// No terminal's certificate is for the key.
    #[error("no terminal's certificate is for this key")]
    NoCertificate,
}

impl Fault for TerminalError {
    fn code(&self) -> &'static str {
        match self {
            Self::Certificate(_) => "usage.ta_chain",
            Self::Key(_) => "usage.ta_key",
            Self::NoCertificate => "usage.ta_key_mismatch",
        }
    }

    fn class(&self) -> FaultClass {
        FaultClass::ApiMisuse
    }

    fn hint(&self) -> Option<&'static str> {
        Some(match self {
            Self::Certificate(_) => "give the certificates as the authority sent them (`7F21 …`)",
            Self::Key(_) => "give a private key in PKCS#8, as PEM or DER, without a password",
            Self::NoCertificate => "give the certificate that was issued for this key as well",
        })
    }
}

impl Terminal {
    /// A terminal with these certificates, each whole (`7F21 …`), and this signer, which signs by
    /// the algorithm of its certificate.
    #[must_use]
    pub const fn new(certificates: Vec<Vec<u8>>, signer: Box<dyn Signer>) -> Self {
        Self {
            certificates,
            signer,
        }
    }

    /// A terminal out of files: each of `certificates` holds one certificate or several after one
    /// another; `key` is the private key in PKCS#8, PEM or DER.
    ///
    /// # Errors
    /// [`TerminalError`].
    pub fn from_files(certificates: &[Vec<u8>], key: &[u8]) -> Result<Self, TerminalError> {
        let mut all = Vec::new();
        for file in certificates {
            all.extend(CvCertificate::parse_all(file)?);
        }
        let signer = signer_for(&all, key)?;
        Ok(Self {
            certificates: all.iter().map(|one| one.bytes.to_vec()).collect(),
            signer: Box::new(signer),
        })
    }

    fn parsed(&self) -> Vec<CvCertificate<'_>> {
        let all = self.certificates.iter();
        all.filter_map(|bytes| CvCertificate::parse(bytes).ok())
            .collect()
    }
}

impl TerminalAuthority for Terminal {
    fn chain_for(&mut self, references: &[Vec<u8>]) -> Option<Vec<Vec<u8>>> {
        let parsed = self.parsed();
        let references: Vec<_> = references
            .iter()
            .filter_map(|reference| CertificateReference::new(reference))
            .collect();
        let key = PublicKey::from_spki(&self.signer.public_key_spki()).ok()?;
        let chain = TerminalChain::find(&references, &parsed, Some(&key)).ok()?;
        // the authority's own certificate is not shown to the chip, but it limits the rights
        let roots = parsed.iter().filter(|one| one.is_self_signed());
        let chain = roots.chain(chain.certificates());
        Some(chain.map(|one| one.bytes.to_vec()).collect())
    }

    fn sign(&mut self, message: &[u8]) -> Result<Vec<u8>, SessionError> {
        let signature = self.signer.sign(message);
        signature.map_err(|_| SessionError::SigningFailed)
    }
}

impl core::fmt::Debug for Terminal {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let (count, algorithm) = (self.certificates.len(), self.signer.algorithm());
        write!(f, "Terminal({count} certificates, {algorithm})")
    }
}

/// The key, with the algorithm of the terminal's certificate that is for it.
fn signer_for(all: &[CvCertificate<'_>], key: &[u8]) -> Result<FileSigner, TerminalError> {
    let terminals = all
        .iter()
        .filter(|one| one.authorization.role() == Role::Terminal);
    let mut refused = None;
    for terminal in terminals {
        let Some(algorithm) = terminal.public_key.algorithm else {
            continue;
        };
        let algorithm = signature_algorithm(algorithm);
        let signer = match core::str::from_utf8(key) {
            Ok(text) if text.contains("-----BEGIN") => FileSigner::from_pem(text, algorithm),
            _ => FileSigner::from_pkcs8_der(key, algorithm),
        };
        match signer {
            Ok(signer) if is_for(terminal, &signer) => return Ok(signer),
            // another terminal's, of the other kind of key
            Ok(_) | Err(SignError::KeyMismatch) => {}
            Err(error) => refused = Some(error),
        }
    }
    Err(refused.map_or(TerminalError::NoCertificate, TerminalError::Key))
}

fn is_for(terminal: &CvCertificate<'_>, signer: &FileSigner) -> bool {
    let key = PublicKey::from_spki(&signer.public_key_spki());
    key.is_ok_and(|key| holds_key(terminal, &key))
}
