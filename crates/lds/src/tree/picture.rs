//! The parts of a picture: markers of JPEG, JPEG 2000 and WSQ, chunks of PNG, boxes of JP2. What
//! is in them is about a person, so only names and places are shown unless asked for.

use super::{MAX_NODES, Node, Tree};
use crate::picture::{ImageFormat, be16, be32};
use vidimus_iso7816::tlv::{TlvError, TlvErrorKind};

mod markers;

use markers::{JPEG, JPEG_2000, Markers, WSQ};

/// The parts of a picture, as far as they go.
pub(super) fn read(bytes: &[u8]) -> Tree {
    let mut parts = Parts {
        bytes,
        at: 0,
        nodes: Vec::new(),
        stopped: None,
    };
    match ImageFormat::detect(bytes) {
        ImageFormat::Jpeg => parts.markers(&JPEG),
        ImageFormat::Jpeg2000Codestream => parts.markers(&JPEG_2000),
        ImageFormat::Wsq => parts.markers(&WSQ),
        ImageFormat::Png => parts.chunks(),
        ImageFormat::Jpeg2000 => parts.boxes(),
        _ => parts.take("samples", bytes.len()),
    }
    Tree {
        file: None,
        nodes: parts.nodes,
        stopped: parts.stopped,
        padding: 0,
    }
}

struct Parts<'a> {
    bytes: &'a [u8],
    at: usize,
    nodes: Vec<Node>,
    stopped: Option<TlvError>,
}

impl Parts<'_> {
    /// Takes the next bytes; those that are not there are told.
    fn take(&mut self, name: &'static str, length: usize) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let there = rest.len().min(length);
        let missing = length - there;
        let node = Node::field(name, self.at, rest.get(..there).unwrap_or_default());
        self.nodes.push(Node {
            missing,
            personal: true,
            ..node
        });
        if missing > 0 || self.nodes.len() >= MAX_NODES {
            self.stopped = Some(TlvError {
                kind: match missing {
                    0 => TlvErrorKind::TooManyItems,
                    missing => TlvErrorKind::Truncated { missing },
                },
                offset: self.at,
            });
        }
        self.at += there;
    }

    fn is_open(&self) -> bool {
        self.stopped.is_none() && self.at < self.bytes.len()
    }

    fn stop(&mut self, kind: TlvErrorKind) {
        let offset = self.at;
        self.stopped = Some(TlvError { kind, offset });
    }

    /// Marker after marker; behind some come data up to the next one.
    fn markers(&mut self, markers: &Markers) {
        while self.is_open() {
            let Some(marker) = be16(self.bytes, self.at) else {
                return self.stop(TlvErrorKind::Truncated { missing: 1 });
            };
            if marker >> 8 != 0xFF {
                return self.take("bytes behind the picture", self.bytes.len() - self.at);
            }
            let (name, has_length, has_data) = markers.of(marker);
            let length = match be16(self.bytes, self.at + 2) {
                _ if !has_length => 2,
                Some(length) => 2 + usize::from(length.max(2)),
                None => 4,
            };
            self.take(name, length);
            if has_data && self.is_open() {
                let rest = self.bytes.get(self.at..).unwrap_or_default();
                let length = markers.data(rest);
                if length > 0 {
                    self.take("data", length);
                }
            }
        }
    }

    /// `length, type, data, checksum` behind the signature.
    fn chunks(&mut self) {
        self.take("signature", 8);
        while self.is_open() {
            let name = match self.bytes.get(self.at + 4..self.at + 8) {
                Some(b"IHDR") => "IHDR, header",
                Some(b"PLTE") => "PLTE, palette",
                Some(b"IDAT") => "IDAT, data",
                Some(b"IEND") => "IEND, end",
                _ => "another chunk",
            };
            match be32(self.bytes, self.at) {
                Some(length) => self.take(name, (length as usize).saturating_add(12)),
                None => self.take(name, 12),
            }
        }
    }

    /// `length, type, content`; a length of 0 reaches to the end, one of 1 stands behind.
    fn boxes(&mut self) {
        while self.is_open() {
            let name = match self.bytes.get(self.at + 4..self.at + 8) {
                Some(b"jP  ") => "signature box",
                Some(b"ftyp") => "file type box",
                Some(b"jp2h") => "header box",
                Some(b"jp2c") => "codestream box",
                Some(b"uuid") => "UUID box",
                Some(b"xml ") => "XML box",
                _ => "another box",
            };
            let length = match be32(self.bytes, self.at) {
                Some(0) => self.bytes.len() - self.at,
                Some(1) => be32(self.bytes, self.at + 12).map_or(16, |low| low as usize),
                Some(length) => length as usize,
                None => 8,
            };
            self.take(name, length.max(8));
        }
    }
}
