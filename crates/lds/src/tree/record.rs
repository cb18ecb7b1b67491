//! The fields of a biometric record of the ISO/IEC 19794 series, which is no object of objects.
//!
//! The decoders say where the pictures are; what lies between them is cut into fields by the
//! layouts of [`face`], [`finger`] and [`iris`]. A record that is built otherwise is one field
//! before its picture.

use super::Node;
use crate::biometric::Modality;
use crate::biometric::walk::{DataBlock, Walk};
use crate::picture::{ImageFormat, PictureHeader};
use core::ops::Range;
use vidimus_iso7816::tlv::{TlvError, TlvErrorKind};

mod face;
mod finger;
mod iris;
mod layout;

use layout::{Field, Layout};

/// The fields of one record.
pub(super) struct Record {
    /// in the order of the bytes
    pub(super) nodes: Vec<Node>,
    /// the field that the data end in
    pub(super) stopped: Option<TlvError>,
}

/// Reads the record of a data block, which lies at `base` of the file.
pub(super) fn read(modality: Modality, data: &[u8], base: usize) -> Record {
    let mut fields = Fields {
        data,
        base,
        at: 0,
        stopped: None,
    };
    let pictures = pictures(modality, &DataBlock::record(data, base));
    let pictures = pictures
        .iter()
        .map(|range| range.start.saturating_sub(base)..range.end.saturating_sub(base));
    let layout = layout(modality);
    let nodes = if fields.data.starts_with(layout.start) {
        fields.record(layout, pictures)
    } else {
        fields.bare(pictures)
    };
    Record {
        nodes,
        stopped: fields.stopped,
    }
}

const fn layout(modality: Modality) -> &'static Layout {
    match modality {
        Modality::Face => &face::LAYOUT,
        Modality::Finger => &finger::LAYOUT,
        Modality::Iris => &iris::LAYOUT,
    }
}

/// Where the decoder finds pictures, in the order of the bytes.
fn pictures(modality: Modality, block: &DataBlock<'_>) -> Vec<Range<usize>> {
    let mut walk = Walk::new(modality);
    let ranges: Vec<Range<usize>> = match modality {
        Modality::Face => {
            let mut faces = Vec::new();
            crate::dg2::read_block(&mut walk, block, &mut faces);
            faces.into_iter().map(|face| face.image).collect()
        }
        Modality::Finger => {
            let mut fingers = Vec::new();
            crate::dg3::read_block(&mut walk, block, &mut fingers);
            fingers.into_iter().map(|finger| finger.image).collect()
        }
        Modality::Iris => {
            let mut irises = Vec::new();
            crate::dg4::read_block(&mut walk, block, &mut irises);
            irises.into_iter().map(|iris| iris.image).collect()
        }
    };
    ranges
}

struct Fields<'a> {
    data: &'a [u8],
    base: usize,
    /// where the next field starts
    at: usize,
    stopped: Option<TlvError>,
}

impl Fields<'_> {
    /// A header, then what stands before each picture, and the picture.
    fn record(
        &mut self,
        layout: &Layout,
        pictures: impl Iterator<Item = Range<usize>>,
    ) -> Vec<Node> {
        let mut nodes = self.take(layout.header, self.data.len());
        let mut found = 0usize;
        for picture in pictures.filter(|picture| picture.start >= layout.header_len()) {
            let start = self.base + self.at;
            let mut inside = self.before_picture(layout, picture.start);
            inside.push(self.picture(&picture));
            nodes.push(Node::group(layout.item, start, inside));
            found += 1;
        }
        if found == 0 && self.stopped.is_none() && self.at < self.data.len() {
            let start = self.base + self.at;
            let inside = self.before_picture(layout, self.data.len());
            nodes.push(Node::group(layout.item, start, inside));
        }
        nodes.extend(self.up_to(self.data.len(), "bytes behind the picture"));
        nodes
    }

    /// A picture in bytes of no known layout.
    fn bare(&mut self, pictures: impl Iterator<Item = Range<usize>>) -> Vec<Node> {
        let mut nodes = Vec::new();
        for picture in pictures {
            nodes.extend(self.up_to(picture.start, "bytes of another layout"));
            nodes.push(self.picture(&picture));
        }
        if !nodes.is_empty() {
            nodes.extend(self.up_to(self.data.len(), "bytes of another layout"));
        }
        nodes
    }

    /// The fields before a picture that starts at `end`.
    fn before_picture(&mut self, layout: &Layout, end: usize) -> Vec<Node> {
        let room = end.saturating_sub(self.at);
        let mut nodes = Vec::new();
        for fields in (layout.before_picture)(room) {
            if self.stopped.is_none() {
                nodes.extend(self.take(fields, end));
            }
        }
        nodes.extend(self.up_to(end, "bytes before the picture"));
        nodes
    }

    /// Takes fields in a row; one that reaches behind `end` is the last.
    fn take(&mut self, fields: &[Field], end: usize) -> Vec<Node> {
        let mut nodes = Vec::new();
        for field in fields {
            let there = end.saturating_sub(self.at).min(field.length);
            let value = self.data.get(self.at..self.at + there).unwrap_or_default();
            let mut node = field.node(self.base + self.at, value);
            if there < field.length {
                let missing = field.length - there;
                self.stopped = Some(TlvError {
                    kind: TlvErrorKind::Truncated { missing },
                    offset: node.offset,
                });
                node.missing = missing;
                node.meaning = None;
            }
            self.at += there;
            if there > 0 {
                nodes.push(node);
            }
            if self.stopped.is_some() {
                break;
            }
        }
        nodes
    }

    fn picture(&mut self, range: &Range<usize>) -> Node {
        let bytes = self.data.get(range.clone()).unwrap_or_default();
        self.at = range.end.max(self.at);
        Node {
            personal: true,
            meaning: Some(about_picture(bytes)),
            ..Node::field("picture", self.base + range.start, bytes)
        }
    }

    /// What lies before this place and is no field.
    fn up_to(&mut self, end: usize, name: &'static str) -> Option<Node> {
        let bytes = self
            .data
            .get(self.at..end)
            .filter(|bytes| !bytes.is_empty())?;
        let node = Node {
            personal: true,
            ..Node::field(name, self.base + self.at, bytes)
        };
        self.at = end;
        Some(node)
    }
}

/// Format and size of a picture, in words.
pub(super) fn about_picture(bytes: &[u8]) -> String {
    let format = ImageFormat::detect(bytes);
    match PictureHeader::read(bytes) {
        Some(header) => format!(
            "{}, {} by {} pixels",
            format.name(),
            header.width,
            header.height
        ),
        None => format.name().to_owned(),
    }
}
