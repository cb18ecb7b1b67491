//! Opening a list: signature, purpose of the signer, content.

use super::entry::Entry;
use super::read::{Object, SEQUENCE};
use super::{DeviationError, DeviationQuery, Known, bsi, icao};
use crate::store::{Provenance, SourceKind};
use crate::{Certificate, TrustError, country, profile, signed_list};
use std::sync::Arc;
use vidimus_lds::cms::SignedData;

/// Most entries of one list.
const MAX_ENTRIES: usize = 65_536;
/// Most broken entries that are named.
const MAX_BROKEN: usize = 64;

/// Which of the two kinds a list is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DeviationKind {
    /// Doc 9303-12 §10
    DeviationList,
    /// BSI TR-03129-2 §7
    DefectList,
}

/// A list whose own signature verifies. It counts only when somebody vouches for its signer.
#[derive(Clone, Debug)]
pub struct DeviationList {
    kind: DeviationKind,
    content: Content,
    signer: Certificate,
    certificates: Vec<Box<[u8]>>,
    signing_time: Option<i64>,
    quirks: Vec<&'static str>,
}

/// What the readers of the two kinds bring.
#[derive(Clone, Debug, Default)]
pub(super) struct Content {
    entries: Vec<Entry>,
    broken: Vec<(usize, DeviationError)>,
    more_broken: usize,
}

impl Content {
    /// Reads every member of the set. An entry that does not decode is left out whole, so that
    /// it can never mean more documents than it should; the others stay.
    pub(super) fn read(
        set: &Object<'_>,
        entry: impl Fn(&Object<'_>) -> Result<Entry, DeviationError>,
    ) -> Result<Self, DeviationError> {
        let mut content = Self::default();
        let mut members = set.fields();
        for index in 0.. {
            let Some(member) = members.next()? else { break };
            if index >= MAX_ENTRIES {
                return Err(DeviationError::TooMany {
                    offset: member.offset,
                    limit: MAX_ENTRIES,
                });
            }
            let read = if member.tag == SEQUENCE {
                entry(&member)
            } else {
                Err(member.wanted("an entry"))
            };
            content.take(index, read);
        }
        Ok(content)
    }

    fn take(&mut self, index: usize, read: Result<Entry, DeviationError>) {
        match read {
            Ok(entry) => self.entries.push(entry),
            Err(error) if self.broken.len() < MAX_BROKEN => self.broken.push((index, error)),
            Err(_) => self.more_broken += 1,
        }
    }
}

impl DeviationKind {
    /// By content octets of the content type.
    #[must_use]
    pub fn of(content_type: &[u8]) -> Option<Self> {
        match content_type {
            icao::CONTENT_TYPE => Some(Self::DeviationList),
            bsi::CONTENT_TYPE => Some(Self::DefectList),
            _ => None,
        }
    }

    /// What the store calls a file of this kind.
    #[must_use]
    pub const fn source_kind(self) -> SourceKind {
        match self {
            Self::DeviationList => SourceKind::DeviationList,
            Self::DefectList => SourceKind::DefectList,
        }
    }
}

impl DeviationList {
    /// Verifies the signature of a deviation or defect list, by its content type, and reads it.
    /// The signer's certificate lies inside and must have the purpose of signing such lists.
    ///
    /// # Errors
    /// [`TrustError`]: another message, one that does not decode, a signature that is wrong or
    /// cannot be checked, a signer of another role.
    pub fn open(message: &[u8]) -> Result<Self, TrustError> {
        let signed = SignedData::parse(message)?;
        let kind = DeviationKind::of(signed.content_type.content()).ok_or_else(|| {
            TrustError::NotAMasterList {
                found: signed.content_type.to_string(),
            }
        })?;
        let signer = signed_list::verify(
            &signed,
            match kind {
                DeviationKind::DeviationList => profile::deviation_list_signer,
                DeviationKind::DefectList => profile::defect_list_signer,
            },
        )?;
        Ok(Self {
            kind,
            content: Self::read_content(kind, &signed.content)?,
            signer: signer.certificate,
            certificates: signed
                .certificates
                .iter()
                .map(|der| (*der).into())
                .collect(),
            signing_time: signer.signing_time,
            quirks: signer.quirks,
        })
    }

    fn read_content(kind: DeviationKind, content: &[u8]) -> Result<Content, DeviationError> {
        match kind {
            DeviationKind::DeviationList => icao::content(content),
            DeviationKind::DefectList => bsi::content(content),
        }
    }

    /// Reads the content of a list without looking at any signature: how many entries decode, and
    /// how many do not.
    ///
    /// # Errors
    /// [`DeviationError`] when the frame around the entries does not decode.
    pub fn count(kind: DeviationKind, content: &[u8]) -> Result<(usize, usize), DeviationError> {
        let content = Self::read_content(kind, content)?;
        let broken = content.broken.len() + content.more_broken;
        Ok((content.entries.len(), broken))
    }

    /// Which of the two kinds it is.
    #[must_use]
    pub const fn kind(&self) -> DeviationKind {
        self.kind
    }

    /// How many entries it has, those that do not decode not counted.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.content.entries.len()
    }

    /// Whether it has none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.content.entries.is_empty()
    }

    /// The entries that do not decode, each with its place from 0; the first 64.
    #[must_use]
    pub fn broken(&self) -> &[(usize, DeviationError)] {
        &self.content.broken
    }

    /// How many entries do not decode.
    #[must_use]
    pub const fn broken_count(&self) -> usize {
        self.content.broken.len() + self.content.more_broken
    }

    /// Who signed it.
    #[must_use]
    pub const fn signer(&self) -> &Certificate {
        &self.signer
    }

    /// The DER of every certificate that came with it, the signer's included.
    pub fn certificates(&self) -> impl ExactSizeIterator<Item = &[u8]> {
        self.certificates.iter().map(|der| &**der)
    }

    /// When it says it was signed, seconds since 1970.
    #[must_use]
    pub const fn signing_time(&self) -> Option<i64> {
        self.signing_time
    }

    /// Quirks that were tolerated in its signature.
    #[must_use]
    pub fn quirks(&self) -> &[&'static str] {
        &self.quirks
    }

    /// What it says of this document.
    pub(super) fn matching(
        &self,
        query: &DeviationQuery<'_>,
        source: &Arc<Provenance>,
    ) -> Vec<Known> {
        if !self.may_speak_of(query) {
            return Vec::new();
        }
        let mut known = Vec::new();
        for entry in &self.content.entries {
            if let Some(certain) = entry.documents.include(query) {
                known.extend(entry.known(certain, source));
            }
        }
        known
    }

    /// A deviation list speaks of its own country's documents only: its entries need not name a
    /// signer, and `P` with a period of issue means everybody's passports.
    fn may_speak_of(&self, query: &DeviationQuery<'_>) -> bool {
        if self.kind == DeviationKind::DefectList {
            return true;
        }
        match (self.signer.issuer().country(), query.country()) {
            (Some(own), Some(other)) => country::same_certificate_country(&own, &other),
            _ => false,
        }
    }
}
