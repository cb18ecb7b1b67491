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
        code: "mrz.second_check_digit",
        title: [
            "Second check digit of the citizen card does not fit",
            "Số kiểm tra thứ hai của thẻ căn cước không khớp",
        ],
        cause: "The zone of a Vietnamese citizen card has a check digit over its optional data, which Doc 9303-5 does not have. In DG1 it does not fit.",
        meaning: "Nothing by itself: the issuer has never published the rule. On a printed zone it points to a misread character.",
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
        code: "profile.contradicted",
        title: [
            "Not a document of the profile asked for",
            "Không phải loại giấy tờ của hồ sơ được yêu cầu",
        ],
        cause: "The profile was asked for (`--profile`), and the zone, the application or EF.CardAccess is another document's.",
        meaning: "The document was read and judged by that profile all the same; what the profile waives was not waived.",
        remedy: [
            "leave the profile to `--profile auto`",
            "để chương trình tự chọn hồ sơ bằng `--profile auto`",
        ],
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
    Entry {
        code: "csca_expired_accepted",
        title: ["Expired CSCA accepted", "Chấp nhận CSCA hết hạn"],
        cause: "The certificate of the CSCA has expired, and the policy takes that (`validity.expired_csca = \"accept\"`).",
        meaning: "Doc 9303-12 asks only the signer to be valid; BSI TR-03135 asks both.",
        remedy: ["", ""],
    },
    Entry {
        code: "valid_when_signed",
        title: [
            "Signer judged at the time of signing",
            "Người ký được xét tại thời điểm ký",
        ],
        cause: "The signer's certificate is not valid now; it was when the document was signed, by which the policy goes.",
        meaning: "The signer itself states that time. A stolen key can state any.",
        remedy: ["", ""],
    },
    Entry {
        code: "valid_when_issued",
        title: [
            "Signer judged at the date of issue",
            "Người ký được xét tại ngày cấp",
        ],
        cause: "The signer's certificate is not valid now; it was on the date of issue in DG12, by which the policy goes.",
        meaning: "The signer itself states that date. A stolen key can state any.",
        remedy: ["", ""],
    },
    Entry {
        code: "replacement_not_supported",
        title: [
            "Replacement in a list not used",
            "Không dùng phần thay thế trong danh sách",
        ],
        cause: "A defect list brings something to use in place of the document's own: a certificate, a signer identifier, EF.CardSecurity.",
        meaning: "It is not used: a list may never make a check pass.",
        remedy: ["", ""],
    },
];
