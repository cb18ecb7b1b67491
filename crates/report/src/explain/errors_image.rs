//! Errors in pictures: portraits, fingers, irises, signatures.

use super::Entry;

const MEANING: &str = "The picture cannot be shown or exported as PNG. Its bytes are kept as they were read, and every check of the document stands.";
const KEEP: [&str; 2] = [
    "keep the file with `--out DIR` and open it with another program",
    "giữ tệp bằng `--out DIR` và mở bằng chương trình khác",
];

const fn image(code: &'static str, title: [&'static str; 2], cause: &'static str) -> Entry {
    Entry {
        code,
        title,
        cause,
        meaning: MEANING,
        remedy: KEEP,
    }
}

pub(super) const TABLE: &[Entry] = &[
    image(
        "image.too_large",
        ["Picture too large", "Ảnh quá lớn"],
        "The picture has more bytes, pixels, components, bits or parts than are decoded: no portrait needs them, and a hostile one would.",
    ),
    image(
        "image.unknown_format",
        ["Picture of no known format", "Không rõ định dạng ảnh"],
        "The first bytes are of no format that is known.",
    ),
    image(
        "image.no_decoder",
        [
            "Picture known but not decoded",
            "Nhận ra ảnh nhưng không giải mã được",
        ],
        "The format is recognised and has no decoder here, such as WSQ, in which fingerprints stand.",
    ),
    image(
        "image.undecodable",
        ["Picture does not decode", "Ảnh không giải mã được"],
        "The picture is broken or cut off, or uses what its decoder does not know.",
    ),
    image(
        "image.colours",
        ["Colours neither grey nor RGB", "Màu không phải xám hay RGB"],
        "The picture has a number of colour components that no portrait has.",
    ),
];
