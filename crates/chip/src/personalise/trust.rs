//! What a trust store for a document holds besides its authority: lists, links, signers.

use super::PersonaliseError;
use crate::pki::{CertificateSpec, CrlSpec, PkiError, SignedListKind, SignedListSpec};

/// By what act a file gets into the store.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TrustAct {
    /// the user adds it; a signed list counts only where the store already knows its signer
    #[default]
    Own,
    /// the user adds it and vouches for nothing (`trust add --unvouched`)
    Unvouched,
    /// a document signer is pinned (`trust add --signer`)
    Signer,
}

/// What is added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TrustItem {
    /// a certificate
    Certificate(Box<CertificateSpec>),
    /// a revocation list
    Crl(Box<CrlSpec>),
    /// a signed list
    List(Box<SignedListSpec>),
}

/// Something for the store, to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrustSpec {
    /// what it is
    pub item: TrustItem,
    /// how it gets in
    pub act: TrustAct,
}

/// A file for the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrustFile {
    /// its name, unlike that of any other file of the document
    pub name: String,
    /// what is in it
    pub bytes: Vec<u8>,
    /// how it gets in
    pub act: TrustAct,
}

impl From<CertificateSpec> for TrustSpec {
    fn from(certificate: CertificateSpec) -> Self {
        Self::own(TrustItem::Certificate(Box::new(certificate)))
    }
}

impl From<CrlSpec> for TrustSpec {
    fn from(list: CrlSpec) -> Self {
        Self::own(TrustItem::Crl(Box::new(list)))
    }
}

impl From<SignedListSpec> for TrustSpec {
    fn from(list: SignedListSpec) -> Self {
        Self::own(TrustItem::List(Box::new(list)))
    }
}

impl TrustSpec {
    const fn own(item: TrustItem) -> Self {
        Self {
            item,
            act: TrustAct::Own,
        }
    }

    /// The same by another act.
    #[must_use]
    pub fn by(mut self, act: TrustAct) -> Self {
        self.act = act;
        self
    }

    fn to_bytes(&self) -> Result<Vec<u8>, PkiError> {
        match &self.item {
            TrustItem::Certificate(certificate) => certificate.to_der(),
            TrustItem::Crl(list) => list.to_der(),
            TrustItem::List(list) => list.to_der(),
        }
    }

    /// The name of its file but for the number, and how the name ends.
    const fn kind(&self) -> (&'static str, &'static str) {
        match (&self.item, self.act) {
            (TrustItem::Certificate(_), TrustAct::Signer) => ("signer", "cer"),
            (TrustItem::Certificate(_), _) => ("certificate", "cer"),
            (TrustItem::Crl(_), _) => ("revocation", "crl"),
            (TrustItem::List(list), _) => match list.kind {
                SignedListKind::Master => ("master-list", "ml"),
                SignedListKind::Deviation => ("deviation-list", "ml"),
                SignedListKind::Defect => ("defect-list", "ml"),
            },
        }
    }
}

/// The files, in the order in which they are to be added.
pub(super) fn files(specs: &[TrustSpec]) -> Result<Vec<TrustFile>, PersonaliseError> {
    let made = specs.iter().enumerate().map(|(number, spec)| {
        let (kind, ending) = spec.kind();
        Ok(TrustFile {
            name: format!("{}-{kind}.{ending}", number + 1),
            bytes: spec.to_bytes()?,
            act: spec.act,
        })
    });
    made.collect()
}
