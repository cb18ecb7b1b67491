//! Adding a directory in LDIF (RFC 2849), as the ICAO PKD hands itself out.
//!
//! One pass, one value in memory at a time but for two things: what is taken, and lists for whose
//! signer nobody vouches *yet*. Those wait, up to [`WAITING_BYTES`], and are tried again while any
//! of them brings an anchor, since a directory has no order. Nobody signs the file, so what lies in
//! it vouches for nothing: an authority's certificate here is no anchor, a list stands on its own
//! signature.

use super::certificates::is_authority;
use super::source::{Source, Vouching};
use super::{Import, Refused, SourceKind, TrustStoreBuilder, Voucher};
use crate::ldif::{Attribute, LdifError, Reader, Value};
use crate::{Certificate, TrustError};
use std::io::BufRead;
use vidimus_iso7816::Fault;
use vidimus_pubkey::HashAlgorithm;

/// Most bytes of lists that wait for an anchor that a later list may bring.
const WAITING_BYTES: usize = 64 << 20;
/// Most parts that are told one by one; the rest is in the sums.
const PARTS: usize = 1000;
/// Most rounds over the lists that wait.
const ROUNDS: usize = 16;

/// First byte of whatever is taken; text, such as LDIF in LDIF, is not.
const SEQUENCE: u8 = 0x30;

/// A value of an LDIF file that was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kept<'a> {
    /// A document signer, in DER. Being in a directory proves nothing about it.
    Signer(&'a [u8]),
    /// An authority's certificate, a list or a revocation list.
    Object {
        /// its bytes
        bytes: &'a [u8],
        /// what it is
        kind: SourceKind,
        /// whether it is what the source pins, so that it needs no other voucher
        pinned: bool,
    },
}

impl TrustStoreBuilder {
    /// Adds what an LDIF file holds (the ICAO PKD's downloads), in bounded memory but for what is
    /// kept. Lists and revocation lists are judged by their own signatures, as if each were a
    /// file; a list may be vouched for by another one of the file, wherever it stands, but not by
    /// certificates, which nobody signed as a list. Document signers are kept for documents
    /// without theirs.
    ///
    /// A pin is compared with each list, its signer and that one's issuer, and with each
    /// certificate of an authority; who pins the file compares its hash first and then says
    /// [`Source::vouched`].
    ///
    /// # Errors
    /// [`TrustError::Ldif`] where the file cannot be read; where nothing of it is taken, why the
    /// first list was refused. On an error nothing was added.
    pub fn add_ldif<R: BufRead>(
        &mut self,
        reader: R,
        source: &Source,
    ) -> Result<Import, TrustError> {
        let mut after = self.clone();
        let import = run(&mut after, reader, source, |store, kept| {
            if let Kept::Signer(der) = kept
                && let Ok(certificate) = Certificate::parse(der)
            {
                store.keep_signer(&certificate, source);
            }
            Ok::<(), TrustError>(())
        })?;
        *self = after;
        Ok(import)
    }

    /// The same for a caller that keeps what is taken elsewhere: each goes to `keep`, and document
    /// signers only there, so that a directory of any size needs little memory.
    ///
    /// # Errors
    /// As [`add_ldif`](Self::add_ldif), and those of `keep`.
    pub fn add_ldif_keeping<R: BufRead, E: From<TrustError>>(
        &mut self,
        reader: R,
        source: &Source,
        mut keep: impl FnMut(Kept<'_>) -> Result<(), E>,
    ) -> Result<Import, E> {
        let mut after = self.clone();
        let import = run(&mut after, reader, source, |_, kept| keep(kept))?;
        *self = after;
        Ok(import)
    }

    /// LDIF that is in memory, so that its own hash can be what is pinned.
    pub(super) fn add_ldif_file(
        &mut self,
        bytes: &[u8],
        source: &Source,
    ) -> Result<Import, TrustError> {
        match source.vouching {
            Vouching::Pin(pin) if HashAlgorithm::Sha256.hash(bytes).as_ref() == pin => {
                self.add_ldif(bytes, &source.clone().vouched())
            }
            _ => self.add_ldif(bytes, source),
        }
    }
}

/// Goes through a file; what is taken is in `store`, or was passed to `keep`.
fn run<R: BufRead, E: From<TrustError>>(
    store: &mut TrustStoreBuilder,
    reader: R,
    source: &Source,
    keep: impl FnMut(&mut TrustStoreBuilder, Kept<'_>) -> Result<(), E>,
) -> Result<Import, E> {
    super::lists::refuse_as_signer(source)?;
    let mut directory = Directory::new(store, source, keep);
    for item in Reader::new(reader) {
        match item {
            Ok(value) => directory.take(value)?,
            Err(error) if error.is_final() => return Err(TrustError::Ldif(error).into()),
            Err(error) => directory.broken(error),
        }
    }
    directory.finish()
}

/// The work on one file.
struct Directory<'a, K> {
    store: &'a mut TrustStoreBuilder,
    keep: K,
    /// as the user said
    asked: Source,
    /// as if he had said nothing
    plain: Source,
    import: Import,
    /// lists for whose signer nobody vouches yet, with why
    waiting: Vec<(usize, Value, TrustError)>,
    waiting_bytes: usize,
    index: usize,
    taken: usize,
    pin_found: bool,
    /// why the first value was refused that an anchor or a pin could have let in
    refusal: Option<TrustError>,
    unsigned: usize,
}

impl<'a, K, E> Directory<'a, K>
where
    K: FnMut(&mut TrustStoreBuilder, Kept<'_>) -> Result<(), E>,
    E: From<TrustError>,
{
    fn new(store: &'a mut TrustStoreBuilder, source: &Source, keep: K) -> Self {
        let asked = source.clone().unsigned_list();
        let plain = Source {
            vouching: Vouching::ByKind,
            ..asked.clone()
        };
        let vouched_by = match source.vouching {
            Vouching::User => Voucher::User,
            _ => Voucher::Nobody,
        };
        Self {
            store,
            keep,
            asked,
            plain,
            import: Import::new(&source.file, SourceKind::Ldif, vouched_by),
            waiting: Vec::new(),
            waiting_bytes: 0,
            index: 0,
            taken: 0,
            pin_found: false,
            refusal: None,
            unsigned: 0,
        }
    }

    /// One value, by what its attribute says it is; what its bytes say decides in [`Self::add`].
    fn take(&mut self, value: Value) -> Result<(), E> {
        let index = self.index;
        self.index += 1;
        match value.attribute {
            Attribute::UserCertificate | Attribute::CaCertificate => {
                self.certificate(index, &value)
            }
            _ => self.list(index, value),
        }
    }

    /// An authority, or else a document signer, of which there are tens of thousands.
    fn certificate(&mut self, index: usize, value: &Value) -> Result<(), E> {
        self.import.certificates += 1;
        let certificate = match Certificate::parse(&value.bytes) {
            Ok(certificate) => certificate,
            Err(error) => {
                self.refuse(index, value, &error.into());
                return Ok(());
            }
        };
        if is_authority(&certificate) {
            return self.authority(index, value, &certificate);
        }
        self.count(&certificate);
        (self.keep)(self.store, Kept::Signer(&value.bytes))
    }

    /// Refused unless the user vouches, pins it or takes it unvouched.
    fn authority(&mut self, index: usize, value: &Value, found: &Certificate) -> Result<(), E> {
        match self.add(&value.bytes) {
            Ok((_, pinned)) => {
                self.count(found);
                let (bytes, kind) = (value.bytes.as_slice(), SourceKind::Ldif);
                (self.keep)(
                    self.store,
                    Kept::Object {
                        bytes,
                        kind,
                        pinned,
                    },
                )
            }
            Err(error) => {
                self.unsigned += 1;
                self.refuse(index, value, &error);
                Ok(())
            }
        }
    }

    /// Into the sums of what was imported.
    fn count(&mut self, certificate: &Certificate) {
        self.taken += 1;
        self.import.imported += 1;
        let country = certificate.subject().country();
        self.import
            .countries
            .extend(country.map(|country| country.to_uppercase()));
    }

    /// A list of any kind. One for whose signer nobody vouches waits for what the others bring.
    fn list(&mut self, index: usize, value: Value) -> Result<(), E> {
        match self.add(&value.bytes) {
            Ok((part, pinned)) => self.taken(&value, part, pinned),
            Err(error @ TrustError::ListSignerUntrusted { .. })
                if self.waiting_bytes + value.bytes.len() <= WAITING_BYTES =>
            {
                self.waiting_bytes += value.bytes.len();
                self.waiting.push((index, value, error));
                Ok(())
            }
            Err(error) => {
                self.refuse(index, &value, &error);
                Ok(())
            }
        }
    }

    /// A list that came in: told as a part, with the line at which it begins.
    fn taken(&mut self, value: &Value, part: Import, pinned: bool) -> Result<(), E> {
        self.taken += 1;
        let kind = part.kind;
        let name = format!("{}, line {}", self.import.file, value.line);
        self.part(Import { file: name, ..part });
        let bytes = value.bytes.as_slice();
        (self.keep)(
            self.store,
            Kept::Object {
                bytes,
                kind,
                pinned,
            },
        )
    }

    /// Into the sums; the first [`PARTS`] are told one by one.
    fn part(&mut self, part: Import) {
        self.import.add_part(part);
        self.import.parts.truncate(PARTS);
    }

    /// Adds one object as the user said, or, where a pin is of something else, as if he had said
    /// nothing; says whether it is what was pinned.
    fn add(&mut self, bytes: &[u8]) -> Result<(Import, bool), TrustError> {
        if !bytes.starts_with(&[SEQUENCE]) {
            return Err(TrustError::NotRecognised);
        }
        let pins = matches!(self.asked.vouching, Vouching::Pin(_));
        match self.store.add(bytes, &self.asked) {
            Ok(part) => {
                let pinned = part.vouched_by == Voucher::Pin;
                self.pin_found |= pinned;
                Ok((part, pinned))
            }
            Err(TrustError::PinMismatch { pin, compared }) if pins => {
                let plain = self.store.add(bytes, &self.plain).map(|part| (part, false));
                if plain.is_err() && self.refusal.is_none() {
                    self.refusal = Some(TrustError::PinMismatch { pin, compared });
                }
                plain
            }
            Err(error) => Err(error),
        }
    }

    /// Told with its entry and line. The first refusal becomes the error where nothing is taken.
    fn refuse(&mut self, index: usize, value: &Value, error: &TrustError) {
        let dn = (!value.dn.is_empty()).then(|| value.dn.clone());
        self.import.refuse(Refused {
            index,
            subject: dn,
            reason: error.code(),
            detail: format!("line {}: {error}", value.line),
        });
        if self.refusal.is_none() {
            self.refusal = Some(error.clone());
        }
    }

    /// A line that does not decode; reading goes on behind it.
    fn broken(&mut self, error: LdifError) {
        self.import.refuse(Refused {
            index: self.index,
            subject: None,
            reason: error.code(),
            detail: error.to_string(),
        });
    }

    /// The lists that wait, again and again while one of them brings more.
    fn settle(&mut self) -> Result<(), E> {
        for _ in 0..ROUNDS {
            let before = self.waiting.len();
            for (index, value, _) in std::mem::take(&mut self.waiting) {
                self.waiting_bytes -= value.bytes.len();
                self.list(index, value)?;
            }
            if self.waiting.len() == before {
                break;
            }
        }
        for (index, value, error) in std::mem::take(&mut self.waiting) {
            self.refuse(index, &value, &error);
        }
        Ok(())
    }

    /// Nothing taken, or a pin that was of nothing here, is an error: the caller drops the store.
    fn finish(mut self) -> Result<Import, E> {
        self.settle()?;
        let pins = matches!(self.asked.vouching, Vouching::Pin(_));
        if self.taken > 0 && (self.pin_found || !pins) {
            return Ok(self.import);
        }
        let unsigned = TrustError::ListUnsigned {
            certificates: self.unsigned,
        };
        Err(match self.refusal {
            Some(TrustError::ListUnsigned { .. }) => unsigned,
            Some(error) => error,
            None => TrustError::NotRecognised,
        }
        .into())
    }
}
