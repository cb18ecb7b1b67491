//! Visible digital seals: what is printed as a two-dimensional bar code and carries its own signature.
//!
//! Two kinds, told apart by their first byte:
//!
//! | first byte | kind | clause |
//! |---|---|---|
//! | `DC` | [`Vds`], binary: header, features, signature zone | Doc 9303-13 §2, BSI TR-03137 |
//! | `{` | [`VdsNc`], JSON: data, signature, the signer's certificate | ICAO TR VDS-NC, RFC 8785 |
//!
//! ```text
//! DC | version | country | signer and certificate | issued | signed | definition | category
//! tag | length | value                                       … as often as there are features
//! FF | length | r s
//! ```
//!
//! Nothing here verifies: whose signature it is, and whether that signer may seal, is for the trust
//! engine, which gets [`Seal::signed_bytes`] and [`Seal::signature`] for it. A seal without a
//! signature zone proves nothing and is refused, since its values could be taken for sealed ones.
//!
//! Deviations, each kept in what is decoded: a country of fewer than three letters may lack its
//! fillers; the count in front of a certificate reference of version 4 is read as decimal before as
//! hexadecimal, since published seals write `40` for forty characters; a reference of five
//! characters, as version 3 has it, is also taken under version 4 (see [`ReferenceForm`]).
//!
//! ```
//! use vidimus_lds::seal::Seal;
//! let cut = Seal::parse(&[0xDC, 0x03, 0xD9]).unwrap_err();
//! assert_eq!((cut.offset, cut.code()), (2, "seal.truncated"));
//! ```

mod base64;
mod c40;
mod canonical;
mod error;
mod feature;
mod header;
mod item;
mod json;
mod part;
mod profile;
mod vds;
mod vds_nc;

pub use error::{SealError, SealFault};
pub use feature::{Feature, Value};
pub use header::{Header, ReferenceForm};
pub use item::Item;
pub use part::Part;
pub use profile::DocumentType;
pub use vds::{MAX_FEATURES, Vds};
pub use vds_nc::{Member, VdsNc};

use crate::Personal;

/// Most bytes of a seal: more than any bar code holds (a QR code holds 2953).
pub const MAX_LEN: usize = 8192;

/// A decoded seal of either kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seal<'a> {
    /// the binary seal of Doc 9303-13
    Vds(Vds<'a>),
    /// the seal in JSON
    VdsNc(VdsNc),
}

impl<'a> Seal<'a> {
    /// Whether bytes start like a seal, so that they are worth being parsed as one.
    #[must_use]
    pub fn is_likely(bytes: &[u8]) -> bool {
        bytes.first() == Some(&vds::MAGIC) || vds_nc::is_likely(bytes)
    }

    /// Decodes a seal and nothing after it; white space around JSON is no part of it.
    ///
    /// # Errors
    /// [`SealError`] with the offset of what is wrong.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, SealError> {
        if bytes.len() > MAX_LEN {
            return Err(SealFault::TooLarge { limit: MAX_LEN }.at(MAX_LEN));
        }
        if bytes.first() == Some(&vds::MAGIC) {
            return Vds::parse(bytes).map(Self::Vds);
        }
        if bytes.trim_ascii_start().first() == Some(&b'{') {
            return VdsNc::parse(bytes).map(Self::VdsNc);
        }
        Err(SealFault::NotRecognised.at(0))
    }

    /// What stands before the fault in a binary seal that [`parse`](Self::parse) refuses: the
    /// header and the features that are whole. Nothing in it is sealed. `None` where not even
    /// the header can be read, and of JSON, which is read whole or not at all.
    #[must_use]
    pub fn read_before_fault(bytes: &'a [u8]) -> Option<(Header, Vec<Feature<'a>>)> {
        let is_vds = bytes.first() == Some(&vds::MAGIC) && bytes.len() <= MAX_LEN;
        is_vds.then(|| vds::read_before_fault(bytes)).flatten()
    }

    /// What the signature is over: header and features as they stand, or the canonical form
    /// (RFC 8785) of the member `data`.
    #[must_use]
    pub fn signed_bytes(&self) -> &[u8] {
        match self {
            Self::Vds(vds) => vds.signed_bytes(),
            Self::VdsNc(vds_nc) => vds_nc.signed_bytes(),
        }
    }

    /// The signature: r and s of one length, one after the other.
    #[must_use]
    pub fn signature(&self) -> &[u8] {
        match self {
            Self::Vds(vds) => vds.signature(),
            Self::VdsNc(vds_nc) => vds_nc.signature(),
        }
    }

    /// The state or organization that issued the document, without fillers.
    #[must_use]
    pub fn issuing_country(&self) -> &str {
        match self {
            Self::Vds(vds) => &vds.header.issuing_country,
            Self::VdsNc(vds_nc) => &vds_nc.issuer,
        }
    }

    /// The machine-readable zone inside, lines parted by `\n`. Of a visa the seal leaves out the
    /// optional data of the second line (Doc 9303-7); fillers stand for them.
    #[must_use]
    pub fn mrz(&self) -> Option<Personal<&str>> {
        match self {
            Self::Vds(vds) => vds.mrz(),
            Self::VdsNc(_) => None,
        }
    }

    /// The numbers of travel documents that the seal names: of the sealed document itself, or of
    /// the one that it belongs to, as a visa belongs to a passport. Without fillers.
    #[must_use]
    pub fn document_numbers(&self) -> Vec<Personal<&str>> {
        match self {
            Self::Vds(vds) => vds.document_numbers(),
            Self::VdsNc(vds_nc) => vds_nc.document_number().into_iter().collect(),
        }
    }

    /// Every part with its place, in the order of the bytes, for a tree.
    #[must_use]
    pub fn parts(&self) -> Vec<Part<'_>> {
        match self {
            Self::Vds(vds) => vds.parts(),
            Self::VdsNc(vds_nc) => vds_nc.parts(),
        }
    }

    /// Stable name of the kind: `vds` or `vds_nc`.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Vds(_) => "vds",
            Self::VdsNc(_) => "vds_nc",
        }
    }
}
