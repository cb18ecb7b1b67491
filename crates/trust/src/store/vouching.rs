//! Who stands behind a file.
//!
//! | the user says | certificates | signed list | unsigned list |
//! |---|---|---|---|
//! | nothing more | himself | an anchor in the store and vouched for, else refused | refused |
//! | `vouched` | himself | himself | himself |
//! | `pinned` | himself where the SHA-256 fits, else refused | likewise | likewise |
//! | `unvouched` | nobody | nobody | nobody |
//!
//! What lies in a list or came with it vouches for nothing: it only can be what was pinned.

use super::source::{Source, Vouching};
use super::{TrustStoreBuilder, Voucher};
use crate::error::PinTarget;
use crate::path::{self, Path};
use crate::signature::check_certificate;
use crate::text::hex;
use crate::{Certificate, TrustError, authority};
use vidimus_pubkey::HashAlgorithm;

/// A list whose signature verifies, as far as vouching needs it.
pub(super) struct Signed<'a> {
    pub(super) signer: &'a Certificate,
    /// certificates that came with the signature
    pub(super) certificates: &'a [&'a [u8]],
    /// those that the list holds
    pub(super) entries: &'a [&'a [u8]],
}

impl TrustStoreBuilder {
    /// Who stands behind a signed list.
    pub(super) fn vouch_for_list(
        &mut self,
        file: &[u8],
        source: &Source,
        list: &Signed<'_>,
    ) -> Result<Voucher, TrustError> {
        match source.vouching {
            Vouching::User => Ok(Voucher::User),
            Vouching::Nobody => Ok(Voucher::Nobody),
            Vouching::Pin(pin) => pinned_list(&pin, file, list),
            Vouching::ByKind => {
                self.anchor_of(list.signer)
                    .ok_or_else(|| TrustError::ListSignerUntrusted {
                        signer: list.signer.subject().to_string(),
                        issuer: list.signer.issuer().to_string(),
                    })
            }
        }
    }

    /// The anchor that is here already, is vouched for and signed the list's signer. The list's
    /// own entries are not here yet. There is no clock here, so validity is not judged.
    fn anchor_of(&mut self, list_signer: &Certificate) -> Option<Voucher> {
        self.links.follow(&mut self.index);
        match path::find(list_signer, &self.index) {
            Path::Found(found) => found.vouched_and_good().map(|anchor| Voucher::Anchor {
                subject: anchor.certificate().subject().to_string(),
                sha256: anchor.certificate().sha256(),
            }),
            Path::None(_) => None,
        }
    }
}

/// Who stands behind a list without a signature.
pub(super) fn unsigned_list(
    file: &[u8],
    source: &Source,
    authorities: usize,
) -> Result<Voucher, TrustError> {
    match source.vouching {
        Vouching::User => Ok(Voucher::User),
        Vouching::Nobody => Ok(Voucher::Nobody),
        Vouching::Pin(pin) => pinned_file(&pin, file, None),
        Vouching::ByKind => Err(TrustError::ListUnsigned {
            certificates: authorities,
        }),
    }
}

/// Who stands behind certificates; `only` is the one of a file with one.
pub(super) fn certificates(
    file: &[u8],
    source: &Source,
    only: Option<&[u8]>,
) -> Result<Voucher, TrustError> {
    match source.vouching {
        Vouching::ByKind | Vouching::User => Ok(Voucher::User),
        Vouching::Nobody => Ok(Voucher::Nobody),
        Vouching::Pin(pin) => pinned_file(&pin, file, only),
    }
}

/// The file itself or the one certificate in it.
fn pinned_file(
    pin: &[u8; 32],
    file: &[u8],
    certificate: Option<&[u8]>,
) -> Result<Voucher, TrustError> {
    let mut search = Pin::new(pin);
    let found = search.is(PinTarget::File, file)
        || certificate.is_some_and(|der| search.is(PinTarget::Certificate, der));
    search.result(found)
}

/// The file, the list's signer, or the authority that signed him.
fn pinned_list(pin: &[u8; 32], file: &[u8], list: &Signed<'_>) -> Result<Voucher, TrustError> {
    let mut search = Pin::new(pin);
    let found = search.is(PinTarget::File, file)
        || search.is(PinTarget::ListSigner, list.signer.der())
        || list
            .certificates
            .iter()
            .chain(list.entries)
            .any(|der| search.is_issuer(der, list.signer));
    search.result(found)
}

/// A pinned SHA-256, and what it was compared with.
struct Pin<'a> {
    pin: &'a [u8; 32],
    compared: Vec<(PinTarget, String)>,
    /// issuers that were not pinned and whose signature was checked
    tried: usize,
}

impl<'a> Pin<'a> {
    const fn new(pin: &'a [u8; 32]) -> Self {
        Self {
            pin,
            compared: Vec::new(),
            tried: 0,
        }
    }

    fn is(&mut self, target: PinTarget, bytes: &[u8]) -> bool {
        let sha256 = HashAlgorithm::Sha256.hash(bytes);
        let found = sha256.as_ref() == self.pin;
        self.compared.push((target, hex(sha256.as_ref())));
        found
    }

    /// Whether this is the pinned certificate, and its key signed the list's signer. One that
    /// signed him and is not the pinned one is noted for the error.
    fn is_issuer(&mut self, der: &[u8], signer: &Certificate) -> bool {
        let sha256 = HashAlgorithm::Sha256.hash(der);
        let pinned = sha256.as_ref() == self.pin;
        let Ok(issuer) = Certificate::parse(der) else {
            return false;
        };
        let named = signer.issuer().compare(&issuer.subject()).is_same();
        if !named || issuer.der() == signer.der() {
            return false;
        }
        if !pinned {
            // only for the error, so it is not worth a signature for each of many namesakes
            if self.tried >= MAX_COMPARED {
                return false;
            }
            self.tried += 1;
        }
        let signed =
            authority::unfit(&issuer).is_none() && check_certificate(&issuer, signer).is_good();
        if signed && !pinned {
            let sha256 = hex(sha256.as_ref());
            self.compared.push((PinTarget::ListSignerIssuer, sha256));
        }
        signed && pinned
    }

    fn result(self, found: bool) -> Result<Voucher, TrustError> {
        if found {
            return Ok(Voucher::Pin);
        }
        Err(TrustError::PinMismatch {
            pin: hex(self.pin),
            compared: self.compared,
        })
    }
}

/// Most values that an error names.
const MAX_COMPARED: usize = 16;
