//! Adding signed lists: of authorities, of revoked signers, of known deviations.
//!
//! | list | must hold to come in | judged again when used |
//! |---|---|---|
//! | master list (Doc 9303-12 §9) | signature, purpose 2.23.136.1.1.3, somebody vouches | each anchor, by the check |
//! | deviation list (§10), defect list (TR-03129-2 §7) | signature, purpose, somebody vouches | no |
//! | revocation list (RFC 5280 §5) | its signature is not wrong under the anchors there are | yes, each time |
//!
//! Nothing is added where a method returns an error.

use super::source::Source;
use super::vouching::Signed;
use super::{Import, Provenance, Refused, SourceKind, TrustStoreBuilder, Voucher};
use crate::crl::{Crl, CrlIndex};
use crate::deviation::{DeviationKind, DeviationList};
use crate::error::NoSigner;
use crate::master_list::{self, OpenedList};
use crate::{Certificate, Outcome, TrustError, codes};
use std::sync::Arc;
use vidimus_iso7816::Fault;
use vidimus_lds::cms::SignedData;

impl TrustStoreBuilder {
    /// Adds a signed master list.
    ///
    /// # Errors
    /// [`TrustError`]; a list whose own signature does not verify is never imported, one for
    /// whose signer nobody vouches only where the source says that it is unvouched.
    pub fn add_master_list(&mut self, cms: &[u8], source: &Source) -> Result<Import, TrustError> {
        self.scoped(source, |store| store.add_opened(cms, cms, source))
    }

    /// Signed data in a PEM block; `file` is what a pin is compared with.
    pub(super) fn add_message(
        &mut self,
        file: &[u8],
        cms: &[u8],
        source: &Source,
    ) -> Result<Import, TrustError> {
        let signed = SignedData::parse(cms)?;
        match DeviationKind::of(signed.content_type.content()) {
            Some(_) => self.add_deviations(file, cms, source),
            None => self.add_opened(file, cms, source),
        }
    }

    /// A message whose content type is no list of deviations; the error says what else it is.
    fn add_opened(
        &mut self,
        file: &[u8],
        cms: &[u8],
        source: &Source,
    ) -> Result<Import, TrustError> {
        refuse_as_signer(source)?;
        master_list::open(cms, |list| self.add_list(file, source, &list))?
    }

    /// Who vouches comes first: the entries of a list never vouch for it.
    fn add_list(
        &mut self,
        file: &[u8],
        source: &Source,
        list: &OpenedList<'_>,
    ) -> Result<Import, TrustError> {
        let claims = Signed {
            signer: &list.signer,
            certificates: &list.certificates,
            entries: &list.entries,
        };
        let vouched_by = self.vouch_for_list(file, source, &claims)?;
        let kind = SourceKind::MasterList;
        let provenance = signed(source, kind, &list.signer, list.signing_time, vouched_by);
        self.newest_list = self.newest_list.max(list.signing_time);
        let mut import = self.add_entries(&list.entries, source, provenance);
        import.quirks.clone_from(&list.quirks);
        Ok(import)
    }

    /// Adds a signed list of known deviations (Doc 9303-12 §10) or defects (TR-03129-2 §7).
    ///
    /// # Errors
    /// [`TrustError`]; a list whose signature does not verify is never imported, one for whose
    /// signer nobody vouches only where the source says that it is unvouched; then it is kept
    /// and has no effect.
    pub fn add_deviation_list(
        &mut self,
        cms: &[u8],
        source: &Source,
    ) -> Result<Import, TrustError> {
        self.scoped(source, |store| store.add_deviations(cms, cms, source))
    }

    /// One list of either kind; entries that do not decode are told and left out.
    fn add_deviations(
        &mut self,
        file: &[u8],
        cms: &[u8],
        source: &Source,
    ) -> Result<Import, TrustError> {
        refuse_as_signer(source)?;
        let list = DeviationList::open(cms)?;
        let certificates: Vec<&[u8]> = list.certificates().collect();
        let claims = Signed {
            signer: list.signer(),
            certificates: &certificates,
            entries: &[],
        };
        let vouched_by = self.vouch_for_list(file, source, &claims)?;
        let kind = list.kind().source_kind();
        let provenance = signed(source, kind, list.signer(), list.signing_time(), vouched_by);
        let import = deviation_import(&list, &provenance);
        self.newest_list = self.newest_list.max(list.signing_time());
        self.deviations.add(list, Arc::new(provenance));
        Ok(import)
    }

    /// Adds a certificate revocation list. Its signature is checked under the anchors that are
    /// here: wrong, it is refused; where its authority is not here yet, it is kept, and checked
    /// again when it is used.
    ///
    /// # Errors
    /// [`TrustError::Crl`]; [`TrustError::ListSignature`].
    pub fn add_crl(&mut self, der: &[u8], source: &Source) -> Result<Import, TrustError> {
        refuse_as_signer(source)?;
        let crl = Crl::parse(der)?;
        self.scoped(source, |store| store.add_parsed_crl(crl.clone(), source))
    }

    fn add_parsed_crl(&mut self, crl: Crl, source: &Source) -> Result<Import, TrustError> {
        self.links.follow(&mut self.index);
        let finding = CrlIndex::check(&crl, &self.index);
        if finding.outcome == Outcome::Failed {
            let reason = finding.code.unwrap_or(codes::SIGNATURE_WRONG);
            return Err(TrustError::ListSignature { reason });
        }
        let mut import = Import::new(&source.file, SourceKind::Crl, Voucher::Nobody);
        import.list_signature = finding.outcome;
        import.signing_time = Some(crl.this_update());
        import.crl_entries = Some(crl.len());
        import.countries = crl.issuer().country().into_iter().collect();
        self.crls.add(crl, &source.file);
        Ok(import)
    }
}

/// A list is no document signer.
pub(super) const fn refuse_as_signer(source: &Source) -> Result<(), TrustError> {
    if source.signers {
        return Err(TrustError::NotASigner {
            found: NoSigner::List,
        });
    }
    Ok(())
}

/// Of a list whose signature verifies.
fn signed(
    source: &Source,
    kind: SourceKind,
    signer: &Certificate,
    signing_time: Option<i64>,
    vouched_by: Voucher,
) -> Provenance {
    Provenance {
        file: source.file.clone(),
        kind,
        list_signer: Some(signer.summary()),
        list_signature: Outcome::Passed,
        vouched_by,
        signing_time,
        added: source.added,
        group: source.group.clone(),
    }
}

/// What is told of a list of deviations.
fn deviation_import(list: &DeviationList, provenance: &Provenance) -> Import {
    let vouched_by = provenance.vouched_by.clone();
    let mut import = Import::new(&provenance.file, provenance.kind, vouched_by);
    import.list_signature = provenance.list_signature;
    import.list_signer.clone_from(&provenance.list_signer);
    import.signing_time = provenance.signing_time;
    import.countries = list.signer().issuer().country().into_iter().collect();
    import.quirks = list.quirks().to_vec();
    import.deviations = Some(list.len());
    for (index, error) in list.broken() {
        import.refuse(Refused {
            index: *index,
            subject: None,
            reason: error.code(),
            detail: error.to_string(),
        });
    }
    import.refused_more += list.broken_count() - list.broken().len();
    import
}
