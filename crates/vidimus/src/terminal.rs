//! A terminal whose certificates and private key are at hand.

use std::borrow::Cow;
use thiserror::Error;
use vidimus_access::terminal_authentication::{TerminalChain, holds_key, signature_algorithm};
use vidimus_iso7816::{Fault, FaultClass};
use vidimus_lds::CmsError;
use vidimus_lds::cvc::{CertificateReference, CvCertificate, Role};
use vidimus_pubkey::{FileSigner, PublicKey, SignError, Signer};
use vidimus_session::{SessionError, TerminalAuthority};
use vidimus_trust::{TrustError, pem_contents};

/// First bytes of a certificate that is not armoured (TR-03110-3 C.1.1).
const CERTIFICATE_TAG: [u8; 2] = [0x7F, 0x21];

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
    /// A file looks like PEM and is not well-formed.
    #[error("no card verifiable certificate: {0}")]
    Armour(#[source] TrustError),
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
            Self::Certificate(_) | Self::Armour(_) => "usage.ta_chain",
            Self::Key(_) => "usage.ta_key",
            Self::NoCertificate => "usage.ta_key_mismatch",
        }
    }

    fn class(&self) -> FaultClass {
        FaultClass::ApiMisuse
    }

    fn hint(&self) -> Option<&'static str> {
        Some(match self {
            Self::Certificate(_) | Self::Armour(_) => {
                "give the certificates as the authority sent them (`7F21 …`)"
            }
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

    /// A terminal out of files: each of `certificates` is taken as [`certificates_in`] takes it;
    /// `key` is the private key in PKCS#8, PEM or DER.
    ///
    /// # Errors
    /// [`TerminalError`].
    ///
    /// [`certificates_in`]: Self::certificates_in
    pub fn from_files(certificates: &[Vec<u8>], key: &[u8]) -> Result<Self, TerminalError> {
        let files = certificates.iter().map(|file| without_armour(file));
        let files = files.collect::<Result<Vec<_>, _>>()?;
        let mut all = Vec::new();
        for file in &files {
            all.extend(CvCertificate::parse_all(file)?);
        }
        let signer = signer_for(&all, key)?;
        Ok(Self {
            certificates: all.iter().map(|one| one.bytes.to_vec()).collect(),
            signer: Box::new(signer),
        })
    }

    /// The certificates of one file, each whole (`7F21 …`): one or several after one another, as
    /// they are or in PEM. The marks of PEM may say anything, for no label is standardized for
    /// these certificates.
    ///
    /// # Errors
    /// [`TerminalError::Certificate`] where there is anything else in it, and
    /// [`TerminalError::Armour`].
    pub fn certificates_in(file: &[u8]) -> Result<Vec<Vec<u8>>, TerminalError> {
        let file = without_armour(file)?;
        let all = CvCertificate::parse_all(&file)?;
        Ok(all.iter().map(|one| one.bytes.to_vec()).collect())
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

/// What stands between the marks of a PEM file, block after block; any other file as it is.
fn without_armour(file: &[u8]) -> Result<Cow<'_, [u8]>, TerminalError> {
    if file.starts_with(&CERTIFICATE_TAG) {
        return Ok(Cow::Borrowed(file));
    }
    let blocks = pem_contents(file).map_err(TerminalError::Armour)?;
    Ok(blocks.map_or(Cow::Borrowed(file), |blocks| Cow::Owned(blocks.concat())))
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

#[cfg(test)]
mod tests {
    use super::*;
    use vidimus_chip::personalise::{Preset, TerminalFiles};

    fn files() -> TerminalFiles {
        let document = Preset::named("eac").expect("listed").spec().expect("fits");
        document
            .personalise()
            .expect("signed")
            .terminal
            .expect("trust")
    }

    /// Base64 with lines of 64 characters, as openssl writes it.
    fn armoured(label: &str, bytes: &[u8]) -> Vec<u8> {
        const DIGITS: &[u8; 64] =
            b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let mut text = String::new();
        for three in bytes.chunks(3) {
            let mut padded = [0; 4];
            padded[1..=three.len()].copy_from_slice(three);
            let bits = u32::from_be_bytes(padded);
            for at in 0..4 {
                let digit = DIGITS[(bits >> (18 - 6 * at)) as usize & 63];
                text.push(if at <= three.len() {
                    digit as char
                } else {
                    '='
                });
                if text.len() % 65 == 64 {
                    text.push('\n');
                }
            }
        }
        let text = text.trim_end();
        format!("-----BEGIN {label}-----\n{text}\n-----END {label}-----\n").into_bytes()
    }

    #[test]
    fn certificates_are_taken_with_armour_and_without() {
        let files = files();
        let armour = |label| files.chain.iter().map(move |one| armoured(label, one));
        let forms = [
            files.chain.clone(),
            vec![files.chain_file()],
            armour("CV CERTIFICATE").collect(),
            armour("CERTIFICATE").collect(),
            vec![armour("CVC").collect::<Vec<_>>().concat()],
            vec![armoured("CV CERTIFICATE", &files.chain_file())],
        ];
        for form in forms {
            let terminal = Terminal::from_files(&form, files.key.as_bytes()).expect("taken");
            assert_eq!(terminal.certificates, files.chain);
            let each = form.iter().map(|file| Terminal::certificates_in(file));
            let each: Result<Vec<_>, _> = each.collect();
            assert_eq!(each.expect("certificates").concat(), files.chain);
        }
    }

    #[test]
    fn armour_around_something_else() {
        let files = files();
        let whole = armoured("CV CERTIFICATE", &files.chain[0]);
        let cut = &whole[..whole.len() - 40];
        let cases = [
            cut,
            files.key.as_bytes(),
            b"-----BEGIN CVC-----",
            b"",
            b"text",
        ];
        for file in cases {
            let error = Terminal::certificates_in(file).expect_err("no certificates");
            assert_eq!(error.code(), "usage.ta_chain");
            let all = [whole.clone(), file.to_vec()];
            assert!(Terminal::from_files(&all, files.key.as_bytes()).is_err());
        }
    }
}
