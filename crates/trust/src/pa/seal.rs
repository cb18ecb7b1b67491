//! A seal's signature, its signer and the path to an anchor (Doc 9303-13 appendix D, ICAO TR
//! VDS-NC).
//!
//! | found | whole |
//! |---|---|
//! | no certificate of the signer | undetermined: `signer_not_found` |
//! | signature is not the signer's | failed: `signature_wrong` |
//! | signer revoked, not of its authority, of another purpose, country or type of document | failed |
//! | signed outside the validity of certificate or key | failed |
//! | signer or authority expired since | undetermined; failed under `strict` |
//! | seal of another country than the signer's (one state may seal for another) | undetermined |
//! | no anchor, or one that nobody vouches for | undetermined |
//! | all of it right | passed; unknown revocation does not stand in the way |
//!
//! Profile, country and type convict only under an anchor that counts: of a certificate that leads
//! nowhere nobody knows whose it is.

use super::anchor::Behind;
use super::validity::{self, Origin};
use super::{PaInput, anchor, document, revocation};
use crate::extensions::{BAR_CODE_SIGNER, VDS_NC_SIGNER};
use crate::notes::Notes;
use crate::rules::ValidityTime;
use crate::signature::{self, Checked};
use crate::store::{Anchor, Provenance, SignerVerdict, without_zeros};
use crate::{Certificate, CertificateSummary, Detail, Finding, Outcome, Role, Rules};
use crate::{Tolerance, TrustStore, codes, profile, strength};
use std::collections::BTreeMap;
use std::sync::Arc;
use vidimus_lds::seal::{Seal, Vds, VdsNc};
use vidimus_pubkey::{EcdsaEncoding, HashAlgorithm, PublicKey, SignatureAlgorithm};

/// When, and under which rules.
#[derive(Clone, Copy, Debug)]
pub struct SealInput<'a> {
    /// time of evaluation, seconds since 1970
    pub at: i64,
    /// whether that time is the machine's own and cannot be right
    pub clock_implausible: bool,
    /// the rules of the policy
    pub rules: &'a Rules,
}

/// What became of a seal.
#[derive(Clone, Debug)]
pub struct SealFinding {
    /// all of it in one
    pub whole: Finding,
    /// the signature alone
    pub signature: Finding,
    /// the signer's certificate
    pub signer_profile: Finding,
    /// whether the store has its authority
    pub anchor: Finding,
    /// that authority's signature
    pub chain_signature: Finding,
    /// times of signer, key and authority
    pub validity: Finding,
    /// revocation lists
    pub revocation: Finding,
    /// countries of signer, authority and seal
    pub country: Finding,
    /// type of the sealed document, where the signer is limited and the seal has a zone
    pub doctype: Finding,
    /// the signer
    pub signer: Option<CertificateSummary>,
    /// the authority of the store
    pub csca: Option<CertificateSummary>,
    /// where that authority comes from
    pub csca_provenance: Option<Provenance>,
    /// notices, see [`codes::NOTICES`]
    pub notices: Vec<&'static str>,
    /// quirks that were tolerated
    pub quirks: Vec<&'static str>,
}

/// Judges a seal against the store.
#[must_use]
pub fn verify(seal: &Seal<'_>, input: &SealInput<'_>, store: &TrustStore) -> SealFinding {
    let found = match seal {
        Seal::Vds(vds) => of_store(vds, seal, store),
        Seal::VdsNc(vds_nc) => of_seal(vds_nc, seal, store),
    };
    match found {
        Ok((verdict, checked)) => {
            let signed = Signed {
                seal,
                verdict: &verdict,
            };
            signed.judge(&checked, input, store)
        }
        Err(open) => SealFinding::open(open),
    }
}

/// A signer, and what became of the signature under its key.
type Found = (Arc<SignerVerdict>, Checked);

/// The signer that a VDS names. Several certificates may bear one name and number; the one whose
/// key verifies is meant.
fn of_store(vds: &Vds<'_>, seal: &Seal<'_>, store: &TrustStore) -> Result<Found, Finding> {
    let header = &vds.header;
    let serial = octets(&header.certificate_reference);
    let signers = store.index().signers();
    let named = signers
        .of_seal(&header.signer_country, &header.signer, &serial)
        .filter_map(|der| store.verdict(der).ok())
        .filter(|verdict| is_named(&verdict.certificate, vds, &serial))
        .map(|verdict| {
            let checked = check_vds(&verdict.certificate, seal);
            (verdict, checked)
        });
    named
        .reduce(|best, other| {
            let better = !best.1.is_good() && other.1.is_good();
            if better { other } else { best }
        })
        .ok_or_else(|| {
            Finding::undetermined(codes::SIGNER_NOT_FOUND).with(Detail::SealSigner {
                identifier: header.signer_identifier(),
                certificate: header.certificate_reference.clone(),
            })
        })
}

/// The signer whose certificate a VDS-NC carries.
fn of_seal(vds_nc: &VdsNc, seal: &Seal<'_>, store: &TrustStore) -> Result<Found, Finding> {
    match store.verdict(&vds_nc.certificate) {
        Ok(verdict) => {
            let checked = check_vds_nc(&verdict.certificate, vds_nc, seal);
            Ok((verdict, checked))
        }
        Err(error) => {
            let finding = Finding::undetermined(codes::SIGNER_CERTIFICATE_MALFORMED);
            Err(finding.with(Detail::from(&error)))
        }
    }
}

/// Whether subject and serial number are those of the seal; equal hashes alone say nothing.
fn is_named(certificate: &Certificate, vds: &Vds<'_>, serial: &[u8]) -> bool {
    let subject = certificate.subject();
    let same =
        |own: Option<String>, named: &str| own.is_some_and(|own| own.eq_ignore_ascii_case(named));
    same(subject.country(), &vds.header.signer_country)
        && same(subject.common_name(), &vds.header.signer)
        && without_zeros(certificate.serial()) == without_zeros(serial)
}

/// A number in hexadecimal digits as big-endian octets.
fn octets(digits: &str) -> Vec<u8> {
    let value = |digit: u8| char::from(digit).to_digit(16).unwrap_or_default();
    let pairs = digits.as_bytes().rchunks(2).rev();
    let octet = |pair: &[u8]| {
        pair.iter()
            .fold(0, |octet, digit| octet << 4 | value(*digit))
    };
    pairs
        .filter_map(|pair| u8::try_from(octet(pair)).ok())
        .collect()
}

/// The hash follows from the order of the curve (Doc 9303-13 §2.4); of P-521, for which the table has
/// no row, it is the longest.
fn check_vds(certificate: &Certificate, seal: &Seal<'_>) -> Checked {
    let hash = match certificate.public_key() {
        Ok(PublicKey::Ec(key, _)) => match key.curve().order_bits() {
            0..=224 => HashAlgorithm::Sha224,
            225..=256 => HashAlgorithm::Sha256,
            257..=384 => HashAlgorithm::Sha384,
            _ => HashAlgorithm::Sha512,
        },
        Ok(_) => return unsupported(),
        // the check says what is wrong with the key
        Err(_) => HashAlgorithm::Sha256,
    };
    check(certificate, hash, seal)
}

/// The algorithm has a name (RFC 7518 §3.1).
fn check_vds_nc(certificate: &Certificate, vds_nc: &VdsNc, seal: &Seal<'_>) -> Checked {
    let hash = match vds_nc.algorithm.as_str() {
        "ES256" => HashAlgorithm::Sha256,
        "ES384" => HashAlgorithm::Sha384,
        "ES512" => HashAlgorithm::Sha512,
        _ => return unsupported(),
    };
    check(certificate, hash, seal)
}

const fn unsupported() -> Checked {
    Checked::Open(Finding::undetermined(codes::ALGORITHM_UNSUPPORTED))
}

fn check(certificate: &Certificate, hash: HashAlgorithm, seal: &Seal<'_>) -> Checked {
    let algorithm = SignatureAlgorithm::Ecdsa {
        hash,
        encoding: EcdsaEncoding::Plain,
    };
    signature::check(
        certificate,
        Ok(algorithm),
        seal.signed_bytes(),
        seal.signature(),
    )
}

/// A seal and the certificate of its signer.
struct Signed<'a> {
    seal: &'a Seal<'a>,
    verdict: &'a SignerVerdict,
}

impl Signed<'_> {
    fn judge(&self, checked: &Checked, input: &SealInput<'_>, store: &TrustStore) -> SealFinding {
        let notes = &mut Notes::default();
        let signer = &self.verdict.certificate;
        let (no_files, rules) = (BTreeMap::new(), self.rules(input.rules));
        let pa = PaInput {
            clock_implausible: input.clock_implausible,
            rules: &rules,
            ..PaInput::new(&no_files, input.at)
        };
        let step = anchor::judge(signer, self.verdict.path(store), &pa, store, notes);
        let csca = step.found.map(Anchor::certificate);
        let mut finding = SealFinding {
            whole: Finding::PASSED,
            signature: self.signature(checked, &rules, notes),
            signer_profile: profile::seal_signer(signer, self.purpose()),
            validity: self.validity(step.behind, &pa, notes),
            revocation: revocation::judge(signer, step.found, &pa, store),
            country: self.country(csca),
            doctype: self.document_type(),
            signer: Some(signer.summary()),
            csca: csca.map(Certificate::summary),
            csca_provenance: step.provenance().cloned(),
            anchor: step.anchor,
            chain_signature: step.signature,
            notices: Vec::new(),
            quirks: Vec::new(),
        };
        finding.whole = finding.sum_up(rules.tolerance);
        finding.notices = notes.notices.iter().copied().collect();
        finding.quirks = notes.quirks.iter().copied().collect();
        finding
    }

    /// A seal has no signing time, only a day; a policy that goes by the time of signing goes by it.
    fn rules(&self, rules: &Rules) -> Rules {
        let has_date = self.signed_on().is_some();
        let validity = match rules.validity {
            ValidityTime::SigningTime if has_date => ValidityTime::IssueDate,
            other => other,
        };
        Rules {
            validity,
            ..rules.clone()
        }
    }

    fn signature(&self, checked: &Checked, rules: &Rules, notes: &mut Notes) -> Finding {
        let hash = match checked {
            Checked::Good { algorithm, .. } => Some(algorithm.hash()),
            _ => None,
        };
        strength::signature(
            checked.finding(rules.tolerance, notes),
            hash,
            &self.verdict.certificate,
            Role::Signer,
            rules.algorithms,
        )
    }

    const fn purpose(&self) -> &'static [u8] {
        match self.seal {
            Seal::Vds(_) => BAR_CODE_SIGNER,
            Seal::VdsNc(_) => VDS_NC_SIGNER,
        }
    }

    /// The first second of the day of signing; of a VDS-NC nobody knows it.
    fn signed_on(&self) -> Option<i64> {
        match self.seal {
            Seal::Vds(vds) => vds.header.signed.first_second(),
            Seal::VdsNc(_) => None,
        }
    }

    /// Signed inside the validity of certificate and key, and both certificates valid now.
    fn validity(&self, behind: Behind<'_>, input: &PaInput<'_>, notes: &mut Notes) -> Finding {
        let signer = &self.verdict.certificate;
        let signed = self.signed_on();
        let then = signed.and_then(|day| validity::signed_outside(signer, day));
        if let Some(outside) = then {
            return outside;
        }
        let origin = Origin {
            signed: None,
            issued: signed,
        };
        validity::judge(signer, behind, origin, input, notes)
    }

    fn country(&self, csca: Option<&Certificate>) -> Finding {
        let signer = &self.verdict.certificate;
        let whole = document::country(signer, csca, Some(self.seal.issuing_country()));
        let certificates = document::country(signer, csca, None);
        if whole.outcome == Outcome::Failed && certificates.outcome != Outcome::Failed {
            // one state may seal for another (appendix A.3), but who says that this one does
            return Finding {
                outcome: Outcome::Undetermined,
                ..whole
            };
        }
        whole
    }

    /// By the document code of the zone in the seal; nothing to compare without one.
    fn document_type(&self) -> Finding {
        let zone = self.seal.mrz();
        let code = zone.as_ref().and_then(|zone| zone.reveal().get(..2));
        match code {
            Some(code) => document::document_type(&self.verdict.certificate, Some(code)),
            None => Finding::new(Outcome::NotSupported, codes::DOCUMENT_TYPE_UNKNOWN),
        }
    }
}

impl SealFinding {
    /// Nothing known of the signer.
    fn open(reason: Finding) -> Self {
        let open = || Finding::undetermined(codes::SIGNER_NOT_FOUND);
        Self {
            whole: reason,
            signature: open(),
            signer_profile: open(),
            anchor: open(),
            chain_signature: open(),
            validity: open(),
            revocation: open(),
            country: open(),
            doctype: open(),
            signer: None,
            csca: None,
            csca_provenance: None,
            notices: Vec::new(),
            quirks: Vec::new(),
        }
    }

    /// The findings in one, by the table of the module.
    fn sum_up(&self, tolerance: Tolerance) -> Finding {
        let firm = [&self.signature, &self.chain_signature, &self.anchor];
        let revoked = Some(&self.revocation).filter(|found| found.outcome == Outcome::Failed);
        let mut all: Vec<Finding> = firm.into_iter().chain(revoked).cloned().collect();
        let judged = [&self.signer_profile, &self.country, &self.doctype];
        let anchored = self.anchor.is_passed();
        all.extend(judged.map(|finding| lowered(finding, anchored)));
        let signed_in_time = ![Some(codes::SIGNER_EXPIRED), Some(codes::CSCA_EXPIRED)]
            .contains(&self.validity.code)
            || tolerance == Tolerance::Strict;
        all.push(lowered(&self.validity, anchored && signed_in_time));
        let whole = all.into_iter().reduce(Finding::graver);
        match whole {
            // passed, but by a word of the policy: that is said
            Some(whole) if whole.is_passed() => self.anchor.clone(),
            Some(whole) => whole,
            None => Finding::undetermined(codes::SIGNER_NOT_FOUND),
        }
    }
}

/// A failure that convicts only where something else holds.
fn lowered(finding: &Finding, convicts: bool) -> Finding {
    match finding.outcome {
        Outcome::Failed if !convicts => Finding {
            outcome: Outcome::Undetermined,
            ..finding.clone()
        },
        _ => finding.clone(),
    }
}
