//! Adding certificates: one, a bundle, or a list without a signature.
//!
//! What becomes of a certificate depends on what it is and where it lies:
//!
//! | from | an authority | any other |
//! |---|---|---|
//! | the user's own file | anchor | signer, found by documents without theirs, and by seals |
//! | a list | anchor | refused (`not_an_authority`) |
//! | LDIF | refused (`trust.list_unsigned`) unless the user vouches, pins or takes it unvouched | document signer |
//! | `--signer` | refused before it gets here | pinned signer |

use super::source::{Source, Vouching};
use super::{
    Import, Provenance, Refused, SourceKind, TrustStoreBuilder, Voucher, countries, pem, vouching,
};
use crate::error::NoSigner;
use crate::{Certificate, ExtendedKeyUsage, Outcome, TrustError, master_list};
use std::sync::Arc;
use vidimus_iso7816::Fault;

impl TrustStoreBuilder {
    /// Adds one certificate in DER: an authority as an anchor, a document signer for documents
    /// that do not carry theirs, or, where the source says so, as a pinned signer.
    ///
    /// # Errors
    /// [`TrustError::Certificate`]; [`TrustError::PinMismatch`]; [`TrustError::NotASigner`];
    /// [`TrustError::ListUnsigned`] for an authority of an unsigned list.
    pub fn add_certificate(&mut self, der: &[u8], source: &Source) -> Result<Import, TrustError> {
        self.scoped(source, |store| store.add_bundle(der, &[der], source))
    }

    /// Adds certificates that nobody signed together. One alone must decode; of several, those
    /// that do are taken. `file` is what a pin is compared with.
    fn add_bundle(
        &mut self,
        file: &[u8],
        ders: &[&[u8]],
        source: &Source,
    ) -> Result<Import, TrustError> {
        let only = match ders {
            [der] => Some(*der),
            _ => None,
        };
        if let Some(der) = only {
            Certificate::parse(der)?;
        }
        let authorities = || {
            let parsed = ders.iter().filter_map(|der| Certificate::parse(der).ok());
            parsed.filter(is_authority).count()
        };
        if source.signers && authorities() > 0 {
            return Err(TrustError::NotASigner {
                found: NoSigner::Authority,
            });
        }
        let vouched_by = vouching::certificates(file, source, only)?;
        let provenance = unsigned(source, source.certificates_kind(), vouched_by);
        let import = self.add_entries(ders, source, provenance);
        if import.imported == 0 && is_refused_unsigned(&import) {
            return Err(TrustError::ListUnsigned {
                certificates: authorities(),
            });
        }
        Ok(import)
    }

    /// Adds every block of a PEM text. Blocks of several kinds become parts of the result.
    pub(super) fn add_pem(&mut self, text: &[u8], source: &Source) -> Result<Import, TrustError> {
        let blocks = pem::blocks(text)?;
        let (certificates, others): (Vec<_>, Vec<_>) = blocks
            .iter()
            .filter(|(label, _)| pem::is_known(label))
            .partition(|(label, _)| pem::is_certificate(label));
        let ders: Vec<&[u8]> = certificates.iter().map(|(_, der)| &**der).collect();
        match (ders.as_slice(), others.as_slice()) {
            ([], []) => Err(TrustError::NotRecognised),
            (ders, []) => self.add_bundle(text, ders, source),
            ([], [(label, der)]) => self.add_block(text, label, der, source),
            (ders, others) => {
                let mut after = self.clone();
                let mut import = match ders {
                    [] => Import::new(&source.file, SourceKind::Certificates, Voucher::Nobody),
                    ders => after.add_bundle(text, ders, source)?,
                };
                for (label, der) in others {
                    import.add_part(after.add_block(text, label, der, source)?);
                }
                *self = after;
                Ok(import)
            }
        }
    }

    /// A block that is no certificate.
    fn add_block(
        &mut self,
        text: &[u8],
        label: &str,
        der: &[u8],
        source: &Source,
    ) -> Result<Import, TrustError> {
        if label == pem::CRL {
            return self.add_crl(der, source);
        }
        self.add_message(text, der, source)
    }

    /// Adds the content of a master list that has lost its signature. It is refused unless the
    /// user vouches for it, pins the file, or takes it unvouched.
    ///
    /// # Errors
    /// [`TrustError::ListContent`] or [`TrustError::ListVersion`]; [`TrustError::ListUnsigned`];
    /// [`TrustError::PinMismatch`].
    pub fn add_bare_list(&mut self, content: &[u8], source: &Source) -> Result<Import, TrustError> {
        let entries = master_list::entries(content)?;
        super::lists::refuse_as_signer(source)?;
        let vouched_by = vouching::unsigned_list(content, source, entries.len())?;
        let provenance = unsigned(source, SourceKind::BareMasterList, vouched_by);
        self.scoped(source, |store| {
            Ok(store.add_entries(&entries, source, provenance.clone()))
        })
    }

    /// Takes what can be taken and says what not.
    pub(super) fn add_entries(
        &mut self,
        entries: &[&[u8]],
        source: &Source,
        provenance: Provenance,
    ) -> Import {
        let mut import = Import::new(
            &provenance.file,
            provenance.kind,
            provenance.vouched_by.clone(),
        );
        import.certificates = entries.len();
        import.list_signature = provenance.list_signature;
        import.list_signer = provenance.list_signer.clone();
        import.signing_time = provenance.signing_time;
        let provenance = Arc::new(provenance);
        let mut taken = Vec::with_capacity(entries.len().min(1024));
        for (index, der) in entries.iter().enumerate() {
            match self.add_entry(der, source, &provenance) {
                Ok(certificate) => taken.push(certificate),
                Err(reason) => import.refuse(Refused { index, ..reason }),
            }
        }
        import.imported = taken.len();
        import.countries = countries(taken.iter());
        import
    }

    /// Takes an authority as an anchor. From a list nothing else is taken; a certificate of
    /// the user's or of a directory that is no authority is kept as a document signer.
    fn add_entry(
        &mut self,
        der: &[u8],
        source: &Source,
        provenance: &Arc<Provenance>,
    ) -> Result<Certificate, Refused> {
        let certificate = Certificate::parse(der).map_err(|error| Refused {
            index: 0,
            subject: None,
            reason: error.code(),
            detail: error.to_string(),
        })?;
        let refused = |reason: &'static str, detail: &str| Refused {
            index: 0,
            subject: Some(certificate.subject().to_string()),
            reason,
            detail: detail.to_owned(),
        };
        match (provenance.kind, is_authority(&certificate)) {
            (SourceKind::Signer, _) if provenance.is_vouched() => {
                self.index.pin(certificate.clone(), provenance);
            }
            (SourceKind::Ldif, true) if source.vouching == Vouching::ByKind => {
                return Err(refused(UNSIGNED, "nobody signed the list it lies in"));
            }
            (_, true) => {
                // one name for subject and issuer, and a word that it is no authority: it stays an
                // anchor that verifies nothing, and may be the signer that a seal names
                if says_no_authority(&certificate) {
                    self.index.add_signer(&certificate);
                }
                self.index.add(certificate.clone(), provenance);
            }
            (SourceKind::Certificates | SourceKind::Ldif | SourceKind::Signer, false) => {
                self.index.add_signer(&certificate);
            }
            _ => {
                return Err(refused(
                    "not_an_authority",
                    "neither basicConstraints cA nor keyCertSign nor self-issued",
                ));
            }
        }
        Ok(certificate)
    }
}

/// Reason of an authority in a list that nobody signed.
const UNSIGNED: &str = "trust.list_unsigned";

fn is_refused_unsigned(import: &Import) -> bool {
    let mut refused = import.refused.iter();
    refused.any(|refused| refused.reason == UNSIGNED)
}

/// Of a file that nobody signed.
fn unsigned(source: &Source, kind: SourceKind, vouched_by: Voucher) -> Provenance {
    Provenance {
        file: source.file.clone(),
        kind,
        list_signer: None,
        list_signature: Outcome::NotSupported,
        vouched_by,
        signing_time: None,
        added: source.added,
        group: source.group.clone(),
    }
}

/// Whether a certificate is one of an authority: by what it says, or, where old ones have no
/// extensions to say so, by issuing itself.
pub(super) fn is_authority(certificate: &Certificate) -> bool {
    says_authority(certificate) || (certificate.is_self_issued() && !says_seal_signer(certificate))
}

/// Whether a certificate names the signing of seals as its purpose: then it is no anchor, even if
/// subject and issuer are one name.
fn says_seal_signer(certificate: &Certificate) -> bool {
    let purpose = certificate.extensions().extended_key_usage();
    purpose.is_some_and(ExtendedKeyUsage::is_seal_signer)
}

/// Whether a certificate says that it is no authority's, whatever its names.
fn says_no_authority(certificate: &Certificate) -> bool {
    certificate.extensions().basic_constraints() == Some(false) && !says_authority(certificate)
}

/// By basicConstraints, or by keyCertSign alone (seven link certificates of the public lists).
pub(super) fn says_authority(certificate: &Certificate) -> bool {
    let extensions = certificate.extensions();
    extensions.is_certificate_authority()
        || extensions
            .key_usage()
            .is_some_and(|usage| usage.key_cert_sign)
}
