//! The secrets of a document as files: the folder `keys` of a chip, and what a terminal gets.

use super::{CaSpec, TerminalFiles};
use crate::personalise::{CardSpec, PersonaliseError};
use crate::pki::der::{integer, integer_bytes, octets, sequence};
use crate::pki::{ec_pkcs8, pem};
use vidimus_iso7816::tlv::{Reader, Tag};
use vidimus_pubkey::agreement::Domain;

/// A file name and its content.
type NamedFile = (String, Vec<u8>);

impl CardSpec {
    /// The files of the folder `keys`: `aa.pem`, `ca-1.pem` and so on, `cvca.cvcert`.
    pub(in crate::personalise) fn key_files(&self) -> Result<Vec<NamedFile>, PersonaliseError> {
        let mut files = Vec::new();
        if let Some(active) = &self.proofs.active {
            files.push(("aa.pem".to_owned(), pem(&active.pkcs8()).into_bytes()));
        }
        for (number, key) in (1..).zip(&self.proofs.chip) {
            let text = pem(&key.pkcs8()?);
            files.push((format!("ca-{number}.pem"), text.into_bytes()));
        }
        if let Some(terminal) = &self.proofs.terminal {
            let trusted = terminal.files()?.trust_point;
            files.push(("cvca.cvcert".to_owned(), trusted));
        }
        Ok(files)
    }
}

impl CaSpec {
    /// The chip's private key in PKCS#8, with the parameters that DG14 has.
    fn pkcs8(&self) -> Result<Vec<u8>, PersonaliseError> {
        let key = self.key()?;
        let public = key.public_key().map_err(PersonaliseError::AgreementKey)?;
        let spki = public.to_spki(self.form);
        let (identifier, parameters) = algorithm(&spki).unwrap_or_default();
        Ok(match self.domain {
            Domain::Ec(_) => ec_pkcs8(parameters, key.secret()),
            Domain::Dh(_) => {
                let secret = octets(&integer_bytes(key.secret()));
                sequence(&[integer(0), identifier, secret])
            }
        })
    }
}

/// The algorithm identifier of a `SubjectPublicKeyInfo`, and the parameters in it.
fn algorithm(spki: &[u8]) -> Option<(Vec<u8>, Vec<u8>)> {
    let mut fields = Reader::new(spki).expect(Tag(0x30)).ok()?.children().ok()?;
    let identifier = fields.expect(Tag(0x30)).ok()?;
    let mut inside = identifier.children().ok()?;
    inside.expect(Tag(0x06)).ok()?;
    let parameters = inside.next().ok()??;
    Some((identifier.bytes.to_vec(), parameters.bytes.to_vec()))
}

impl TerminalFiles {
    /// The chain in one file, certificate after certificate in the order they are sent.
    #[must_use]
    pub fn chain_file(&self) -> Vec<u8> {
        self.chain.concat()
    }
}
