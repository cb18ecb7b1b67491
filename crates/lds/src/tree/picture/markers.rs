//! Markers: what they are called, what follows them.

/// The markers of one format.
pub(super) struct Markers {
    /// marker, name, whether a length follows, whether data follow
    known: &'static [(u16, &'static str, bool, bool)],
    /// whether the byte behind `FF` starts a marker among data
    is_marker: fn(u8) -> bool,
}

/// ISO/IEC 10918-1 table B.1.
pub(super) const JPEG: Markers = Markers {
    known: &[
        (0xFFD8, "start of image", false, false),
        (0xFFD9, "end of image", false, false),
        (0xFFC4, "Huffman tables", true, false),
        (0xFFCC, "arithmetic coding", true, false),
        (0xFFC0, "frame header", true, false),
        (0xFFC1, "frame header", true, false),
        (0xFFC2, "frame header", true, false),
        (0xFFDA, "scan header", true, true),
        (0xFFDB, "quantization tables", true, false),
        (0xFFDD, "restart interval", true, false),
        (0xFFE0, "application data 0 (JFIF)", true, false),
        (0xFFE1, "application data 1 (Exif)", true, false),
        (0xFFFE, "comment", true, false),
    ],
    is_marker: |byte| !matches!(byte, 0 | 0xD0..=0xD7 | 0xFF),
};

/// ISO/IEC 15444-1 table A.2.
pub(super) const JPEG_2000: Markers = Markers {
    known: &[
        (0xFF4F, "start of codestream", false, false),
        (0xFF51, "image and tile size", true, false),
        (0xFF52, "coding style", true, false),
        (0xFF53, "coding style of a component", true, false),
        (0xFF5C, "quantization", true, false),
        (0xFF5D, "quantization of a component", true, false),
        (0xFF64, "comment", true, false),
        (0xFF90, "start of tile-part", true, false),
        (0xFF91, "start of packet", true, true),
        (0xFF92, "end of packet header", false, true),
        (0xFF93, "start of data", false, true),
        (0xFFD9, "end of codestream", false, false),
    ],
    is_marker: |byte| byte > 0x8F,
};

/// WSQ (IAFIS-IC-0110).
pub(super) const WSQ: Markers = Markers {
    known: &[
        (0xFFA0, "start of image", false, false),
        (0xFFA1, "end of image", false, false),
        (0xFFA2, "frame header", true, false),
        (0xFFA3, "block header", true, true),
        (0xFFA4, "transform table", true, false),
        (0xFFA5, "quantization table", true, false),
        (0xFFA6, "Huffman table", true, false),
        (0xFFA8, "comment", true, false),
    ],
    is_marker: |byte| matches!(byte, 0xA0..=0xA8),
};

impl Markers {
    /// Its name, whether a length follows, whether data follow.
    pub(super) fn of(&self, marker: u16) -> (&'static str, bool, bool) {
        let known = self.known.iter().find(|(known, ..)| *known == marker);
        // ISO/IEC 15444-1 A.1 keeps these free of lengths
        let has_length = !matches!(marker, 0xFF30..=0xFF3F);
        known.map_or(
            ("another marker", has_length, false),
            |(_, name, length, data)| (name, *length, *data),
        )
    }

    /// How many bytes of data come before the next marker.
    pub(super) fn data(&self, bytes: &[u8]) -> usize {
        let starts = |pair: &[u8]| matches!(pair, [0xFF, byte] if (self.is_marker)(*byte));
        bytes.windows(2).position(starts).unwrap_or(bytes.len())
    }
}
