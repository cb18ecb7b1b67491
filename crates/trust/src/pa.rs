//! Passive Authentication (Doc 9303-11 §5.1, BSI TR-03135-1 §5.6.4): files in, findings out.
//!
//! [`passive_authentication`] is a function of its input: no clock, no file, no network. Every
//! check that can run does run, so a report shows all that is wrong and not the first thing.
//!
//! | step of §5.1.1 | checks | module |
//! |---|---|---|
//! | 1 read EF.SOD | `pa.sod.parse` | `sod`, `message` |
//! | 2 path to a trust anchor | `pa.sod.signer_profile`, `pa.chain.anchor`, `.signature`, `.validity`, `.revocation` | `signers`, `chain`, `anchor`, `validity`, `revocation` |
//! | 3 its signature | `pa.sod.signature` | `signers` |
//! | 4, 5 hashes of the data groups | `pa.hash.dgN` | `hashes` |
//! | best practice 1 and 2 | `pa.chain.doctype`, `.country` | `document` |
//!
//! An open finding names what is missing: an anchor that is not in the store is never a failure,
//! and never a pass (DESIGN §2). Where everything that matters passed, the signed list and the data
//! groups come out as [`Authentic`](crate::Authentic), a type that only this crate can make.

mod anchor;
mod card_security;
mod chain;
mod defects;
mod document;
mod hashes;
mod message;
mod revocation;
pub(crate) mod seal;
mod signer;
mod signers;
mod sod;
mod validity;

pub use card_security::{CardSecurityResult, card_security};
pub use signer::{judge_certificate, signer_certificate};

use crate::authentic::Proof;
use crate::deviation::Known;
use crate::notes::Notes;
use crate::store::Provenance;
use crate::{CertificateSummary, Finding, Rules, Tolerance, TrustStore};
use std::collections::{BTreeMap, BTreeSet};
use vidimus_lds::evidence::{Application, FileState};
use vidimus_lds::{DataGroup, File, Personal};

/// What is judged, and under which rules.
#[derive(Clone, Debug)]
pub struct PaInput<'a> {
    /// what became of every file that was tried; a data group without an entry was not asked
    /// for
    pub files: &'a BTreeMap<File, FileState>,
    /// the application that the files belong to: it says which data group a file is
    pub application: Application,
    /// issuing state of DG1 as in the machine-readable zone, such as `UTO` or `D<<`
    pub issuing_state: Option<&'a str>,
    /// document code of DG1, such as `P<` or `ID`
    pub document_code: Option<&'a str>,
    /// date of issue of DG12, seconds since 1970; `None` where it is not known
    pub issue_date: Option<i64>,
    /// document number of DG1, for lists of known deviations
    pub document_number: Option<Personal<&'a str>>,
    /// time of evaluation, seconds since 1970
    pub at: i64,
    /// whether that time is the machine's own and cannot be right
    pub clock_implausible: bool,
    /// the rules of the policy
    pub rules: &'a Rules,
}

impl<'a> PaInput<'a> {
    /// Input with the defaults of the policy `field`.
    #[must_use]
    pub fn new(files: &'a BTreeMap<File, FileState>, at: i64) -> Self {
        Self {
            files,
            application: Application::Emrtd,
            issuing_state: None,
            document_code: None,
            issue_date: None,
            document_number: None,
            at,
            clock_implausible: false,
            rules: Rules::of(Tolerance::Field),
        }
    }

    const fn tolerance(&self) -> Tolerance {
        self.rules.tolerance
    }
}

/// The findings of Passive Authentication, one a check of the report.
#[derive(Clone, Debug)]
pub struct PaResult<'a> {
    /// `pa.sod.parse`
    pub parse: Finding,
    /// `pa.sod.signature`
    pub signature: Finding,
    /// `pa.sod.signer_profile`
    pub signer_profile: Finding,
    /// `pa.chain.anchor`
    pub anchor: Finding,
    /// `pa.chain.signature`
    pub chain_signature: Finding,
    /// `pa.chain.validity`
    pub validity: Finding,
    /// `pa.chain.revocation`
    pub revocation: Finding,
    /// `pa.chain.country`
    pub country: Finding,
    /// `pa.chain.doctype`
    pub doctype: Finding,
    /// `pa.hash.dgN`: every data group that the SOD lists or that was tried
    pub hashes: BTreeMap<DataGroup, Finding>,
    /// the data groups that the SOD lists; `None` where it does not decode
    pub listed: Option<BTreeSet<DataGroup>>,
    /// LDS version that the SOD names, such as `0108`
    pub lds_version: Option<String>,
    /// notices, see [`crate::codes::NOTICES`]
    pub notices: Vec<&'static str>,
    /// quirks that were tolerated, by their names in the registry
    pub quirks: Vec<&'static str>,
    /// the document signer
    pub signer: Option<CertificateSummary>,
    /// the authority of the store that the signer leads to
    pub csca: Option<CertificateSummary>,
    /// where that authority comes from
    pub csca_provenance: Option<Provenance>,
    /// algorithm of the SOD's signature in words
    pub algorithm: Option<String>,
    /// what deviation and defect lists say of the signer and this document; what concerns the
    /// findings above is applied to them already
    pub deviations: Vec<Known>,
    pub(crate) proof: Proof<'a>,
}

/// Judges the SOD, its signer and every data group.
#[must_use]
pub fn passive_authentication<'a>(input: &PaInput<'a>, store: &TrustStore) -> PaResult<'a> {
    let mut notes = Notes::default();
    let sod = sod::Opened::of(input, &mut notes);
    let hashes = hashes::check(input, &sod, &mut notes);
    let chain = sod.judge_signers(input, store, &mut notes);
    let mut result = PaResult {
        parse: sod.parse,
        signature: chain.signature,
        signer_profile: chain.signer_profile,
        anchor: chain.anchor,
        chain_signature: chain.chain_signature,
        validity: chain.validity,
        revocation: chain.revocation,
        country: chain.country,
        doctype: chain.doctype,
        hashes: hashes.findings,
        listed: sod.listed,
        lds_version: sod.lds_version,
        notices: notes.notices.into_iter().collect(),
        quirks: notes.quirks.into_iter().collect(),
        signer: chain.signer,
        csca: chain.csca,
        csca_provenance: chain.csca_provenance,
        algorithm: sod.algorithm,
        deviations: chain.deviations,
        proof: Proof::NONE,
    };
    result.proof = Proof::of(&result, hashes.matching);
    result
}
