//! Notices: remarked, not judged.

use super::Entry;

pub(super) const TABLE: &[Entry] = &[
    Entry {
        code: "weak_algorithm",
        title: ["SHA-1 is in use", "Đang dùng SHA-1"],
        cause: "A hash, the signature or a certificate uses SHA-1.",
        meaning: "Common in older documents and still verified. Collisions of SHA-1 can be made, second preimages cannot.",
        remedy: ["", ""],
    },
    Entry {
        code: "weak_algorithm_new",
        title: ["SHA-1 in a new certificate", "SHA-1 trong chứng thư mới"],
        cause: "A certificate issued when SHA-1 was no longer allowed uses it.",
        meaning: "The issuer breaks the profile of Doc 9303-12 §7.1. The signature itself verifies.",
        remedy: ["", ""],
    },
    Entry {
        code: "weak_key",
        title: ["A short key", "Khóa ngắn"],
        cause: "A key is shorter than what is advised today, such as a curve of 192 bits or RSA of 1024.",
        meaning: "As a notice: the signature verifies; forging it would be costly, not impossible. As the code of a check: the key protects nothing (exponent 1 or even, even modulus) and was refused.",
        remedy: ["", ""],
    },
    Entry {
        code: "pace.weak_parameters",
        title: ["Short parameters in PACE", "Tham số PACE ngắn"],
        cause: "The chip was opened with the group of 1024 bits or a curve of 192 bits (ids 0, 8 and 9).",
        meaning: "BSI TR-03110-3 advises against them for new documents. Whoever recorded the session may read it one day.",
        remedy: ["", ""],
    },
    Entry {
        code: "ca.named_curve",
        title: [
            "Chip's key names its curve",
            "Khóa của chip ghi tên đường cong",
        ],
        cause: "The key for Chip Authentication gives its curve by name; Doc 9303-11 wants the parameters written out.",
        meaning: "The curve is the same; nothing depends on it.",
        remedy: ["", ""],
    },
    Entry {
        code: "lds.future_version",
        title: [
            "Newer data structure than known",
            "Cấu trúc dữ liệu mới hơn phiên bản đã biết",
        ],
        cause: "EF.SOD names an LDS version above 1.8.",
        meaning: "The known parts were read; parts that only the newer version has were not.",
        remedy: ["", ""],
    },
    Entry {
        code: "com.lds_version",
        title: [
            "Unusual version in EF.COM",
            "Phiên bản bất thường trong EF.COM",
        ],
        cause: "EF.COM names no version, or one that does not exist.",
        meaning: "EF.COM is not signed and nothing is taken from it.",
        remedy: ["", ""],
    },
];
