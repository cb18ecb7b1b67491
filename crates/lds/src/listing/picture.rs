//! Pictures: what they are for, their size, and whether they can be decoded here.

use super::value::Value;
use super::{Fields, Listing};
use crate::content::DisplayedImage;
use crate::dg5::Dg5;
use crate::dg7::Dg7;
use crate::picture::{ImageFormat, PictureHeader};
use core::ops::Range;

/// What a picture is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PictureUse {
    /// the encoded face of DG2
    Face,
    /// the encoded finger of DG3
    Finger,
    /// the encoded iris of DG4
    Iris,
    /// the displayed portrait of DG5
    Portrait,
    /// the displayed signature or mark of DG7
    Signature,
    /// the proof of citizenship of DG11
    ProofOfCitizenship,
    /// the front of the document, of DG12
    Front,
    /// the rear of the document, of DG12
    Rear,
    /// nothing that is said: a file that is a picture
    Alone,
}

/// A picture in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedPicture {
    /// what it is for
    pub used_as: PictureUse,
    /// by its first bytes, or by the record around it
    pub format: ImageFormat,
    /// where it is in the file
    pub place: Range<usize>,
    /// its size in pixels and the like
    pub header: Option<PictureHeader>,
    /// what the record around it says
    pub said: Fields,
}

impl PictureUse {
    /// A stable name, such as `face`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Face => "face",
            Self::Finger => "finger",
            Self::Iris => "iris",
            Self::Portrait => "portrait",
            Self::Signature => "signature",
            Self::ProofOfCitizenship => "proof_of_citizenship",
            Self::Front => "front",
            Self::Rear => "rear",
            Self::Alone => "picture",
        }
    }
}

impl ListedPicture {
    pub(super) fn displayed(used_as: PictureUse, image: &DisplayedImage<'_>) -> Self {
        let length = image.bytes.reveal().len();
        Self {
            used_as,
            format: image.format,
            place: image.offset..image.offset + length,
            header: image.header,
            said: Fields::default(),
        }
    }

    pub(super) fn alone(bytes: &[u8]) -> Self {
        Self {
            used_as: PictureUse::Alone,
            format: ImageFormat::detect(bytes),
            place: 0..bytes.len(),
            header: PictureHeader::read(bytes),
            said: Fields::default(),
        }
    }

    /// Its bytes in the file that was listed.
    #[must_use]
    pub fn bytes<'a>(&self, file: &'a [u8]) -> Option<&'a [u8]> {
        file.get(self.place.clone())
    }

    /// Format, place, size and what the record says, as values.
    #[must_use]
    pub fn fields(&self) -> Fields {
        let mut fields = Fields::default();
        fields.text("use", self.used_as.name());
        fields.text("format", self.format.name());
        fields.number("offset", self.place.start);
        fields.number("bytes", self.place.len());
        if let Some(header) = &self.header {
            fields.number("width", header.width);
            fields.number("height", header.height);
            fields.number("components", header.components);
            fields.number("bits", header.bits);
        }
        if !self.said.is_empty() {
            fields.add("record", Value::Fields(self.said.clone()));
        }
        fields
    }
}

pub(super) fn portraits(bytes: &[u8]) -> Listing {
    Listing::of(Dg5::read(bytes), |dg5, listing| {
        let pictures = dg5.portraits.iter();
        let listed = pictures.map(|image| ListedPicture::displayed(PictureUse::Portrait, image));
        listing.pictures = listed.collect();
        listing.fields.raw("unknown", &dg5.unknown);
    })
}

pub(super) fn signatures(bytes: &[u8]) -> Listing {
    Listing::of(Dg7::read(bytes), |dg7, listing| {
        let pictures = dg7.signatures.iter();
        let listed = pictures.map(|image| ListedPicture::displayed(PictureUse::Signature, image));
        listing.pictures = listed.collect();
        listing.fields.raw("unknown", &dg7.unknown);
    })
}
