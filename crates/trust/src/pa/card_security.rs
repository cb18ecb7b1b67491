//! EF.CardSecurity: is the key of PACE-CAM the issuing state's word?
//!
//! Doc 9303-11 §9.2.11: its SecurityInfos are protected by Passive Authentication. Signature and
//! path go through the same code as those of EF.SOD; only the content differs. The list of
//! document types does not matter here, for EF.CardSecurity says nothing about a document.
//!
//! In a report all of it is one check, `pa.card_security`, with the gravest of these findings; as with
//! EF.SOD an unknown revocation status does not stand in the way, a revoked signer does.

use super::defects::Signed;
use super::{PaInput, message, signers};
use crate::authentic::Authentic;
use crate::deviation::Known;
use crate::notes::Notes;
use crate::store::Provenance;
use crate::{CertificateSummary, Finding, Outcome, Tolerance, TrustStore, codes};
use vidimus_lds::card_security::CardSecurity;
use vidimus_lds::{File, outer_object};

/// The findings about EF.CardSecurity.
#[derive(Clone, Debug)]
pub struct CardSecurityResult<'a> {
    /// whether it is there and decodes
    pub parse: Finding,
    /// the signature over its content
    pub signature: Finding,
    /// the signer's certificate
    pub signer_profile: Finding,
    /// whether the store has its authority
    pub anchor: Finding,
    /// that authority's signature
    pub chain_signature: Finding,
    /// the time of evaluation
    pub validity: Finding,
    /// revocation lists
    pub revocation: Finding,
    /// the countries of signer, authority and document
    pub country: Finding,
    /// notices, see [`codes::NOTICES`]
    pub notices: Vec<&'static str>,
    /// quirks that were tolerated
    pub quirks: Vec<&'static str>,
    /// the signer
    pub signer: Option<CertificateSummary>,
    /// the authority of the store
    pub csca: Option<CertificateSummary>,
    /// where that authority comes from
    pub csca_provenance: Option<Provenance>,
    /// algorithm of the signature in words
    pub algorithm: Option<String>,
    /// what deviation and defect lists say
    pub deviations: Vec<Known>,
    /// the file, where all of the above holds
    proof: Option<&'a [u8]>,
}

/// Judges the EF.CardSecurity among the files of `input`.
#[must_use]
pub fn card_security<'a>(input: &PaInput<'a>, store: &TrustStore) -> CardSecurityResult<'a> {
    let mut notes = Notes::default();
    let state = input.files.get(&File::CardSecurity);
    let opened = message::open(state, |bytes| {
        decode(bytes, input.tolerance(), &mut notes).map(|parsed| (bytes, parsed))
    });
    let (bytes, parsed) = match opened {
        Ok(opened) => opened,
        Err(parse) => return CardSecurityResult::unread(parse),
    };
    let chain = signers::judge(
        Signed::CardSecurity,
        &parsed.signed,
        input,
        store,
        &mut notes,
    );
    let mut result = CardSecurityResult {
        parse: Finding::PASSED,
        signature: chain.signature,
        signer_profile: chain.signer_profile,
        anchor: chain.anchor,
        chain_signature: chain.chain_signature,
        validity: chain.validity,
        revocation: chain.revocation,
        country: chain.country,
        notices: notes.notices.into_iter().collect(),
        quirks: notes.quirks.into_iter().collect(),
        signer: chain.signer,
        csca: chain.csca,
        csca_provenance: chain.csca_provenance,
        algorithm: parsed
            .signed
            .signer_infos
            .first()
            .map(message::algorithm_name),
        deviations: chain.deviations,
        proof: None,
    };
    if result.holds() {
        result.proof = outer_object(bytes, File::CardSecurity).ok();
    }
    result
}

fn decode<'a>(
    bytes: &'a [u8],
    tolerance: Tolerance,
    notes: &mut Notes,
) -> Result<CardSecurity<'a>, Finding> {
    let parsed = CardSecurity::parse(bytes).map_err(|error| message::parse_finding(&error))?;
    message::note_ber(&parsed.signed, tolerance, notes)?;
    Ok(parsed)
}

impl<'a> CardSecurityResult<'a> {
    /// Nothing to judge.
    fn unread(parse: Finding) -> Self {
        let open = || Finding::undetermined(codes::CARD_SECURITY_NOT_PARSED);
        Self {
            parse,
            signature: open(),
            signer_profile: open(),
            anchor: open(),
            chain_signature: open(),
            validity: open(),
            revocation: open(),
            country: open(),
            notices: Vec::new(),
            quirks: Vec::new(),
            signer: None,
            csca: None,
            csca_provenance: None,
            algorithm: None,
            deviations: Vec::new(),
            proof: None,
        }
    }

    /// The checks that all must pass.
    const fn needed(&self) -> [&Finding; 7] {
        [
            &self.parse,
            &self.signature,
            &self.signer_profile,
            &self.anchor,
            &self.chain_signature,
            &self.validity,
            &self.country,
        ]
    }

    fn holds(&self) -> bool {
        self.needed().into_iter().all(Finding::is_passed)
            && self.revocation.outcome != Outcome::Failed
    }

    /// All of it in one finding: the gravest. Revocation counts when it failed.
    #[must_use]
    pub fn summary(&self) -> Finding {
        let revoked = (self.revocation.outcome == Outcome::Failed).then_some(&self.revocation);
        self.needed()
            .into_iter()
            .chain(revoked)
            .cloned()
            .reduce(Finding::graver)
            .unwrap_or(Finding::PASSED)
    }

    /// The file, where everything about it passed. Its SecurityInfos are then the state's:
    /// `authentic.parse(CardSecurity::parse)`, then
    /// [`CardSecurity::infos`](vidimus_lds::card_security::CardSecurity::infos).
    #[must_use]
    pub fn authentic(&self) -> Option<Authentic<&'a [u8]>> {
        self.proof.map(Authentic::new)
    }
}
