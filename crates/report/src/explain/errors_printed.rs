//! Errors in what was given as printed on the document.

use super::Entry;

const MEANING: &str =
    "Nothing was compared, and nothing was read: what was asked for could not be done.";

const fn printed(
    code: &'static str,
    title: [&'static str; 2],
    cause: &'static str,
    remedy: [&'static str; 2],
) -> Entry {
    Entry {
        code,
        title,
        cause,
        meaning: MEANING,
        remedy,
    }
}

pub(super) const TABLE: &[Entry] = &[
    printed(
        "printed.unrecognised",
        [
            "Nothing that is printed on documents",
            "Không phải nội dung in trên giấy tờ",
        ],
        "The file given with --printed is neither the text of a machine-readable zone, the content of a QR code, a digital seal (VDS, VDS-NC), nor a picture (PNG, JPEG) with a QR code.",
        [
            "give the lines of the MRZ, the text of the QR code, the bytes of the seal, or a picture",
            "đưa các dòng MRZ, nội dung mã QR, các byte của con dấu số, hoặc ảnh",
        ],
    ),
    printed(
        "printed.no_code",
        [
            "No QR code in the picture",
            "Không đọc được mã QR trong ảnh",
        ],
        "The picture was looked at in several sizes, and no QR code could be read in it. DataMatrix and Aztec codes are not looked for.",
        [
            "take the picture again, sharp, straight and with a white edge around the code, or give the content that a scanner reads",
            "chụp lại cho rõ, thẳng, có viền trắng quanh mã, hoặc đưa nội dung do máy quét đọc được",
        ],
    ),
];
