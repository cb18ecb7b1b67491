//! Verdicts about document signers, kept by the bytes of their certificates.

use super::TrustStore;
use crate::path::{self, Path};
use crate::{Certificate, CertificateError, codes};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// Most verdicts kept; when full, all are dropped and computed anew as they come. A signer with
/// its parsed key and tables takes up to some 40 kB.
const CAPACITY: usize = 1024;

/// A document signer with its path, which does not depend on time or tolerance.
#[derive(Debug)]
pub(crate) struct SignerVerdict {
    pub(crate) certificate: Certificate,
    path: OnceLock<Path>,
}

impl SignerVerdict {
    /// The path; the search runs at the first call. `store` is the one that made this verdict: each
    /// trust group keeps its own.
    pub(crate) fn path(&self, store: &TrustStore) -> &Path {
        self.path.get_or_init(|| {
            let signer = &self.certificate;
            match path::find(signer, store.index()) {
                Path::None(finding) if is_missing(finding.code) => {
                    Path::None(store.of_other_group(signer).unwrap_or(finding))
                }
                path => path,
            }
        })
    }
}

/// Whether no anchor of the signer's is here, of whatever worth.
fn is_missing(code: Option<&str>) -> bool {
    matches!(
        code,
        Some(codes::ANCHOR_NOT_FOUND | codes::ISSUER_NAME_MISMATCH)
    )
}

/// Verdicts by the DER of the certificate.
#[derive(Default)]
pub(super) struct VerdictCache(Mutex<HashMap<Box<[u8]>, Arc<SignerVerdict>>>);

impl VerdictCache {
    /// The kept verdict, or a new one. No lock is held while anything is parsed.
    pub(super) fn get(&self, der: &[u8]) -> Result<Arc<SignerVerdict>, CertificateError> {
        if let Some(verdict) = self.lock().get(der) {
            return Ok(Arc::clone(verdict));
        }
        let verdict = Arc::new(SignerVerdict {
            certificate: Certificate::parse(der)?,
            path: OnceLock::new(),
        });
        let mut verdicts = self.lock();
        if verdicts.len() >= CAPACITY {
            verdicts.clear();
        }
        Ok(Arc::clone(verdicts.entry(der.into()).or_insert(verdict)))
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<Box<[u8]>, Arc<SignerVerdict>>> {
        // an entry is whole before it is inserted, so a panic elsewhere leaves nothing broken
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
