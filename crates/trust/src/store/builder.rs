//! Filling a store.

use super::source::{Source, Vouching};
use super::{Import, Index, Provenance, Refused, SourceKind, TrustStore, Voucher, countries, pem};
use crate::crl::{Crl, CrlIndex};
use crate::deviation::Deviations;
use crate::master_list::{self, OpenedList};
use crate::path::{self, Path};
use crate::{Certificate, Outcome, TrustError};
use std::sync::Arc;
use vidimus_iso7816::Fault;
use vidimus_iso7816::tlv::{Reader, Tag};

/// Collects anchors; see [`TrustStore`].
#[derive(Clone, Debug, Default)]
pub struct TrustStoreBuilder {
    index: Index,
    crls: CrlIndex,
    deviations: Deviations,
    newest_list: Option<i64>,
}

impl TrustStoreBuilder {
    /// Nothing in it yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The store.
    #[must_use]
    pub fn build(self) -> TrustStore {
        TrustStore::new(self.index, self.crls, self.deviations, self.newest_list)
    }

    /// Adds a file, whatever it is: a certificate (DER), certificates or a list in PEM, a
    /// signed master list, or the bare content of one. On an error nothing was added.
    ///
    /// # Errors
    /// [`TrustError`] when it is none of these, or a list whose signature does not verify.
    pub fn add(&mut self, bytes: &[u8], source: &Source) -> Result<Import, TrustError> {
        match Kind::of(bytes)? {
            Kind::Pem => self.add_pem(bytes, source),
            Kind::Certificate => self.add_certificate(bytes, source),
            Kind::Cms => self.add_master_list(bytes, source),
            Kind::BareList => self.add_bare_list(bytes, source),
        }
    }

    /// Adds many files as one act, results in their order: certificates first, then lists,
    /// and lists vouched for by others before those that nobody vouches for. Thus the order
    /// of files in a folder does not matter.
    pub fn add_all(&mut self, files: &[(&[u8], Source)]) -> Vec<Result<Import, TrustError>> {
        let is_list = |bytes: &[u8]| matches!(Kind::of(bytes), Ok(Kind::Cms));
        let mut results: Vec<Option<Result<Import, TrustError>>> = files
            .iter()
            .map(|(bytes, source)| (!is_list(bytes)).then(|| self.add(bytes, source)))
            .collect();
        while self.add_lists(files, &mut results, true) {}
        self.add_lists(files, &mut results, false);
        results
            .into_iter()
            .map(|result| result.unwrap_or(Err(TrustError::NotRecognised)))
            .collect()
    }

    /// One pass over the lists not added yet; says whether any was added.
    fn add_lists(
        &mut self,
        files: &[(&[u8], Source)],
        results: &mut [Option<Result<Import, TrustError>>],
        only_vouched: bool,
    ) -> bool {
        let mut added = false;
        for ((bytes, source), result) in files.iter().zip(results) {
            if result.is_some() {
                continue;
            }
            if only_vouched && !self.would_be_vouched(bytes, source) {
                continue;
            }
            *result = Some(self.add_master_list(bytes, source));
            added = true;
        }
        added
    }

    fn would_be_vouched(&self, bytes: &[u8], source: &Source) -> bool {
        let vouched = |list: OpenedList<'_>| self.vouches_for(&list.signer, source.vouching);
        master_list::open(bytes, vouched).unwrap_or(false)
    }

    /// Adds one certificate in DER: an authority as an anchor, a document signer for documents
    /// that do not carry theirs.
    ///
    /// # Errors
    /// [`TrustError::Certificate`].
    pub fn add_certificate(&mut self, der: &[u8], source: &Source) -> Result<Import, TrustError> {
        Certificate::parse(der)?;
        Ok(self.add_entries(&[der], source, SourceKind::Certificates, None))
    }

    fn add_pem(&mut self, text: &[u8], source: &Source) -> Result<Import, TrustError> {
        let blocks = pem::blocks(text)?;
        if let [(label, message)] = blocks.as_slice()
            && matches!(label.as_str(), "CMS" | "PKCS7")
        {
            return self.add_master_list(message, source);
        }
        let certificates: Vec<&[u8]> = blocks
            .iter()
            .filter(|(label, _)| pem::is_certificate(label))
            .map(|(_, der)| der.as_slice())
            .collect();
        if certificates.is_empty() {
            return Err(TrustError::NotRecognised);
        }
        if let [der] = certificates.as_slice() {
            return self.add_certificate(der, source);
        }
        Ok(self.add_entries(&certificates, source, SourceKind::Certificates, None))
    }

    /// Adds a signed master list.
    ///
    /// # Errors
    /// [`TrustError`]; a list whose own signature does not verify is never imported.
    pub fn add_master_list(&mut self, cms: &[u8], source: &Source) -> Result<Import, TrustError> {
        master_list::open(cms, |list| {
            self.add_entries(&list.entries, source, SourceKind::MasterList, Some(&list))
        })
    }

    /// Adds the content of a master list that has lost its signature. Nobody vouches for it
    /// unless the user does.
    ///
    /// # Errors
    /// [`TrustError::ListContent`] or [`TrustError::ListVersion`].
    pub fn add_bare_list(&mut self, content: &[u8], source: &Source) -> Result<Import, TrustError> {
        let entries = master_list::entries(content)?;
        Ok(self.add_entries(&entries, source, SourceKind::BareMasterList, None))
    }

    /// Adds a certificate revocation list.
    ///
    /// # Errors
    /// [`TrustError::Crl`]; [`TrustError::ListSignature`] where its signature is wrong under
    /// the key of the authority that it names.
    pub fn add_crl(&mut self, der: &[u8], source: &Source) -> Result<Import, TrustError> {
        let crl = Crl::parse(der)?;
        let finding = CrlIndex::check(&crl, &self.index);
        if finding.outcome == Outcome::Failed {
            let reason = finding.code.unwrap_or(crate::codes::SIGNATURE_WRONG);
            return Err(TrustError::ListSignature { reason });
        }
        let mut import = Import::new(&source.file, SourceKind::Crl, Voucher::Nobody);
        import.list_signature = finding.outcome;
        import.signing_time = Some(crl.this_update());
        import.crl_entries = Some(crl.len());
        self.crls.add(crl, &source.file);
        Ok(import)
    }

    /// Adds a signed list of known deviations or defects.
    ///
    /// # Errors
    /// [`TrustError`]; a list whose signature does not verify, or whose signer nobody vouches
    /// for, is never imported.
    pub fn add_deviation_list(
        &mut self,
        _cms: &[u8],
        _source: &Source,
    ) -> Result<Import, TrustError> {
        Err(TrustError::NotRecognised)
    }

    fn add_entries(
        &mut self,
        entries: &[&[u8]],
        source: &Source,
        kind: SourceKind,
        list: Option<&OpenedList<'_>>,
    ) -> Import {
        let provenance = Arc::new(self.provenance(source, kind, list));
        let mut import =
            Import::new(source.file.clone(), kind, provenance.vouched_by.clone());
        let mut taken = Vec::new();
        for (index, der) in entries.iter().enumerate() {
            match self.add_entry(der, &provenance) {
                Ok(certificate) => taken.push(certificate),
                Err(reason) => import.refuse(Refused { index, ..reason }),
            }
        }
        if let Some(time) = provenance.signing_time {
            self.newest_list = self.newest_list.max(Some(time));
        }
        Import {
            certificates: entries.len(),
            imported: taken.len(),
            countries: countries(taken.iter()),
            list_signature: provenance.list_signature,
            list_signer: provenance.list_signer.clone(),
            signing_time: provenance.signing_time,
            quirks: list.map(|list| list.quirks.clone()).unwrap_or_default(),
            ..import
        }
    }

    /// Takes an authority as an anchor. From a list nothing else is taken; a certificate of
    /// the user's that is no authority is kept as a document signer.
    fn add_entry(
        &mut self,
        der: &[u8],
        provenance: &Arc<Provenance>,
    ) -> Result<Certificate, Refused> {
        let certificate = Certificate::parse(der).map_err(|error| Refused {
            index: 0,
            subject: None,
            reason: error.code(),
            detail: error.to_string(),
        })?;
        if is_authority(&certificate) {
            self.index.add(certificate.clone(), provenance);
        } else if provenance.kind == SourceKind::Certificates {
            self.index.add_signer(certificate.clone());
        } else {
            return Err(Refused {
                index: 0,
                subject: Some(certificate.subject().to_string()),
                reason: "not_an_authority",
                detail: "neither basicConstraints cA nor keyCertSign nor self-issued".to_owned(),
            });
        }
        Ok(certificate)
    }

    fn provenance(
        &self,
        source: &Source,
        kind: SourceKind,
        list: Option<&OpenedList<'_>>,
    ) -> Provenance {
        let vouched = match (source.vouching, kind, list) {
            (Vouching::User, ..) | (Vouching::ByKind, SourceKind::Certificates, _) => true,
            (vouching, _, Some(list)) => self.vouches_for(&list.signer, vouching),
            _ => false,
        };
        Provenance {
            file: source.file.clone(),
            kind,
            list_signer: list.map(|list| list.signer.summary()),
            list_signature: list.map_or(Outcome::NotSupported, |_| Outcome::Passed),
            vouched_by: if vouched { Voucher::User } else { Voucher::Nobody },
            added: source.added,
            signing_time: list.and_then(|list| list.signing_time),
        }
    }

    /// Whether an anchor that is already here, and vouched for, signed the list's signer.
    /// The list's own entries are not here yet. There is no clock here, so the validity of the
    /// list's signer is not judged.
    fn vouches_for(&self, list_signer: &Certificate, vouching: Vouching) -> bool {
        match vouching {
            Vouching::User => true,
            Vouching::Nobody | Vouching::Pin(_) => false,
            Vouching::ByKind => match path::find(list_signer, &self.index) {
                Path::Found(found) => found.is_vouched_and_good(),
                Path::None(_) => false,
            },
        }
    }
}

/// Whether a certificate is one of an authority: by basicConstraints, by keyCertSign alone
/// (seven link certificates of the public lists), or, where old ones have no extensions to say
/// so, by issuing itself.
fn is_authority(certificate: &Certificate) -> bool {
    let extensions = certificate.extensions();
    extensions.is_certificate_authority()
        || extensions
            .key_usage()
            .is_some_and(|usage| usage.key_cert_sign)
        || certificate.is_self_issued()
}

/// What bytes are, by their first objects.
enum Kind {
    Pem,
    Certificate,
    Cms,
    BareList,
}

impl Kind {
    fn of(bytes: &[u8]) -> Result<Self, TrustError> {
        // the outer object may have an indefinite length (BER), so only its header is looked at
        match (bytes, first_inside(bytes)) {
            ([0x30, 0x80, 0x06, ..], _) | (_, Some(Tag(0x06))) => Ok(Self::Cms),
            (_, Some(Tag(0x30))) => Ok(Self::Certificate),
            (_, Some(Tag(0x02))) => Ok(Self::BareList),
            _ if pem::is_pem(bytes) => Ok(Self::Pem),
            _ => Err(TrustError::NotRecognised),
        }
    }
}

/// Tag of the first object inside the outer SEQUENCE.
fn first_inside(bytes: &[u8]) -> Option<Tag> {
    let outer = Reader::new(bytes).expect(Tag(0x30)).ok()?;
    let first = outer.children().ok()?.next().ok()??;
    Some(first.tag)
}
