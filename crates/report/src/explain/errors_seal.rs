//! Errors in visible digital seals.

use super::Entry;

const MEANING: &str = "The seal is not decoded, so nothing it says counts: no value of it is compared, and no signature of it is checked. The chip's own checks stand.";
const SCAN: [&str; 2] = [
    "scan the bar code again and keep its bytes as they come; `vidimus inspect FILE` shows where it stops making sense",
    "quét lại mã vạch và giữ nguyên các byte; `vidimus inspect FILE` cho thấy chỗ không hiểu được",
];

const fn seal(code: &'static str, title: [&'static str; 2], cause: &'static str) -> Entry {
    Entry {
        code,
        title,
        cause,
        meaning: MEANING,
        remedy: SCAN,
    }
}

pub(super) const TABLE: &[Entry] = &[
    seal(
        "seal.not_recognised",
        ["No digital seal", "Không phải con dấu số"],
        "Neither the first byte DC of a visible digital seal nor the JSON of a VDS-NC.",
    ),
    seal(
        "seal.too_large",
        ["Seal too large", "Con dấu số quá lớn"],
        "The seal has more bytes than any bar code holds.",
    ),
    seal(
        "seal.version",
        [
            "Seal of an unknown version",
            "Phiên bản con dấu số không rõ",
        ],
        "The version byte is neither 2 nor 3 (versions 3 and 4 of Doc 9303-13).",
    ),
    seal(
        "seal.truncated",
        ["Seal cut off", "Con dấu số bị cắt cụt"],
        "The bytes end inside the header, a feature or the signature.",
    ),
    seal(
        "seal.content",
        ["Seal not as prescribed", "Con dấu số sai quy định"],
        "A field of the header, a length, a feature or the signature zone is not written as Doc 9303-13 has it, a feature is there twice, or bytes follow the signature.",
    ),
    seal(
        "seal.no_signature",
        ["Seal without a signature", "Con dấu số không có chữ ký"],
        "The features end and no signature zone follows: such data could be anybody's.",
    ),
    seal(
        "seal.json",
        ["VDS-NC not as prescribed", "VDS-NC sai quy định"],
        "The JSON does not follow the grammar, a member is missing or there twice, or a value is not what belongs there.",
    ),
];
