//! Terminal Authentication of a document: the CVCA it trusts, and a chain for a terminal.

use crate::card::cvca_file;
use crate::keys::TerminalTrust;
use crate::personalise::PersonaliseError;
use crate::pki::der::{integer, octets, oid, sequence};
use crate::pki::{CvKey, CvSpec, TestKey};
use std::collections::BTreeSet;
use vidimus_lds::DataGroup;
use vidimus_lds::cvc::{CvDate, Role, TaAlgorithm, TaHash};
use vidimus_lds::evidence::EffectiveRights;
use vidimus_pubkey::ec::NamedCurve;

/// id-TA, 0.4.0.127.0.7.2.2.2.
const PROTOCOL: [u8; 8] = [0x04, 0x00, 0x7F, 0x00, 0x07, 0x02, 0x02, 0x02];
/// A day after the chain's end.
const AFTER: (u16, u8, u8) = (2045, 1, 15);
/// First day of the first CVCA certificate; each link begins a day later.
const FIRST: (u16, u8, u8) = (2024, 1, 1);
/// Last day of every certificate.
const LAST: (u16, u8, u8) = (2044, 12, 31);
/// First day of the verifier and the terminal, and the chip's date.
const ISSUED: (u16, u8, u8) = (2024, 1, 15);
/// Both fingers and irises.
const ALL: EffectiveRights = EffectiveRights {
    dg3: true,
    dg4: true,
};

/// What EF.CVCA holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CvcaForm {
    /// the reference of the trust point
    Right,
    /// a reference that the chip has no key for
    Wrong,
    /// `42 00`
    Absent,
    /// nothing but zeros
    Zeros,
    /// three references, the right one first
    Three,
    /// the right one under tag 00
    Tag(u8),
}

/// Terminal Authentication to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TerminalSpec {
    /// what every key of the chain signs with
    pub algorithm: TaAlgorithm,
    /// the curve of every key, where they are on one
    pub curve: NamedCurve,
    /// bits of every key, where they are RSA
    pub rsa_bits: usize,
    /// link certificates in the chain, at most eight
    pub links: u8,
    /// how many of them the chip needs
    pub needed: u8,
    /// the rights of the terminal's certificate
    pub rights: EffectiveRights,
    /// whether the signature of the document verifier's certificate is wrong
    pub bad_verifier: bool,
    /// whether the signature of the terminal's certificate is wrong
    pub bad_terminal: bool,
    /// whether the chip's date lies after the chain's end
    pub after_expiry: bool,
    /// EF.CVCA
    pub cvca: CvcaForm,
    /// file identifier and short file identifier in TerminalAuthenticationInfo
    pub file: Option<(u16, Option<u8>)>,
    /// data groups besides DG3 and DG4 that wait for Terminal Authentication
    pub guarded: BTreeSet<DataGroup>,
}

/// What a terminal needs for this document.
#[derive(Clone, PartialEq, Eq)]
pub struct TerminalFiles {
    /// the trust point that the chip has, whole
    pub trust_point: Vec<u8>,
    /// link certificates, document verifier, terminal: in the order they are sent
    pub chain: Vec<Vec<u8>>,
    /// the terminal's private key, PKCS#8 in PEM; everybody has it
    pub key: String,
}

impl Default for TerminalSpec {
    /// ECDSA P-256 with SHA-256, one document verifier, both rights.
    fn default() -> Self {
        Self {
            algorithm: TaAlgorithm::Ecdsa(TaHash::Sha256),
            curve: NamedCurve::P256,
            rsa_bits: 1024,
            links: 0,
            needed: 0,
            rights: ALL,
            bad_verifier: false,
            bad_terminal: false,
            after_expiry: false,
            cvca: CvcaForm::Right,
            file: None,
            guarded: BTreeSet::new(),
        }
    }
}

impl TerminalSpec {
    /// Whether a certificate of the chain does not go into a short command.
    pub(super) fn is_long(&self) -> bool {
        self.algorithm.is_rsa() || self.links > 0 || self.curve != NamedCurve::P256
    }

    /// The reference of the trust point.
    fn trusted(&self) -> String {
        cvca_name(1 + self.links.saturating_sub(self.needed))
    }

    /// TerminalAuthenticationInfo (Doc 9303-11 §9.2.8).
    pub(super) fn security_info(&self) -> Vec<u8> {
        let mut parts = vec![oid(&PROTOCOL), integer(1)];
        if let Some((id, sfi)) = self.file {
            let mut file = vec![octets(&id.to_be_bytes())];
            file.extend(sfi.map(|sfi| octets(&[sfi])));
            parts.push(sequence(&file));
        }
        sequence(&parts)
    }

    /// EF.CVCA.
    pub(super) fn cvca_file(&self) -> Vec<u8> {
        let right = self.trusted();
        match self.cvca {
            CvcaForm::Right => cvca_file([right.as_bytes()].into_iter()),
            CvcaForm::Wrong => cvca_file([&b"UTOTHER00009"[..]].into_iter()),
            CvcaForm::Absent => cvca_file([&[][..]].into_iter()),
            CvcaForm::Zeros => cvca_file(core::iter::empty()),
            CvcaForm::Three => {
                let all = [right.as_bytes(), b"UTB00001", b"UTC00001"];
                cvca_file(all.into_iter())
            }
            CvcaForm::Tag(tag) => {
                let mut file = cvca_file([right.as_bytes()].into_iter());
                if let Some(first) = file.first_mut() {
                    *first = tag;
                }
                file
            }
        }
    }

    /// What the chip trusts; `mrz_information` starts with `ID_IC`, and ends with two dates and
    /// their check digits.
    pub(super) fn trust(&self, mrz_information: &str) -> Result<TerminalTrust, PersonaliseError> {
        let number = mrz_information.len().saturating_sub(14);
        let date = if self.after_expiry { AFTER } else { ISSUED };
        Ok(TerminalTrust {
            trust_points: vec![self.trust_point()?],
            date: day(date),
            document_number: mrz_information.bytes().take(number).collect(),
            guarded: self.guarded.clone(),
        })
    }

    fn trust_point(&self) -> Result<Vec<u8>, PersonaliseError> {
        let number = 1 + self.links.saturating_sub(self.needed);
        Ok(self.cvca(number, number).to_bytes()?)
    }

    /// What the terminal gets.
    ///
    /// # Errors
    /// [`PersonaliseError::Pki`] where keys do not fit the algorithm.
    pub fn files(&self) -> Result<TerminalFiles, PersonaliseError> {
        let mut chain = Vec::new();
        for number in 1..=self.links {
            chain.push(self.cvca(number, number + 1).to_bytes()?);
        }
        chain.push(self.verifier().to_bytes()?);
        chain.push(self.terminal().to_bytes()?);
        Ok(TerminalFiles {
            trust_point: self.trust_point()?,
            chain,
            key: self.key("is").to_pem(),
        })
    }

    /// The certificate of CVCA key number `holder` by key number `authority`. Newer keys are
    /// valid from later days on.
    fn cvca(&self, authority: u8, holder: u8) -> CvSpec {
        let mut link = self.certificate(cvca_name(authority), cvca_name(holder));
        link.key = self.key(&format!("cvca-{holder}"));
        link.signer = self.key(&format!("cvca-{authority}"));
        link.domain = true;
        link.role = Role::Cvca;
        link.effective = day((FIRST.0, FIRST.1, holder)).digits();
        link
    }

    fn verifier(&self) -> CvSpec {
        let last = self.links + 1;
        let mut verifier = self.certificate(cvca_name(last), "UTDVUTO00001".to_owned());
        verifier.key = self.key("dv");
        verifier.signer = self.key(&format!("cvca-{last}"));
        verifier.role = Role::DomesticVerifier;
        verifier.bad_signature = self.bad_verifier;
        verifier
    }

    fn terminal(&self) -> CvSpec {
        let mut terminal = self.certificate("UTDVUTO00001".to_owned(), "UTISUTO00001".to_owned());
        terminal.rights = self.rights;
        terminal.bad_signature = self.bad_terminal;
        terminal
    }

    fn certificate(&self, authority: String, holder: String) -> CvSpec {
        CvSpec {
            authority,
            holder,
            key: self.key("is"),
            algorithm: self.algorithm,
            domain: false,
            role: Role::Terminal,
            rights: ALL,
            effective: day(ISSUED).digits(),
            expiration: day(LAST).digits(),
            signer: self.key("dv"),
            signed_with: self.algorithm,
            bad_signature: false,
        }
    }

    /// The key of a holder: `cvca-1`, `dv`, `is`. All keys of a CVCA are one where they are RSA.
    fn key(&self, holder: &str) -> CvKey {
        if !self.algorithm.is_rsa() {
            return CvKey::Ec {
                curve: self.curve,
                seed: format!("terminal authentication {holder}"),
            };
        }
        let long = self.rsa_bits > 1024;
        CvKey::Rsa(match (holder, long) {
            ("dv", false) => TestKey::TaDvRsa1024,
            ("dv", true) => TestKey::TaDvRsa2048,
            ("is", false) => TestKey::TaIsRsa1024,
            ("is", true) => TestKey::TaIsRsa2048,
            (_, false) => TestKey::TaCvcaRsa1024,
            (_, true) => TestKey::TaCvcaRsa2048,
        })
    }
}

impl core::fmt::Debug for TerminalFiles {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "TerminalFiles({} certificates)", self.chain.len())
    }
}

fn cvca_name(number: u8) -> String {
    format!("UTCVCA{number:05}")
}

/// A day that there is; the first of the century for any other.
fn day((year, month, day): (u16, u8, u8)) -> CvDate {
    CvDate::new(year, month, day).unwrap_or(CvDate::FIRST)
}
