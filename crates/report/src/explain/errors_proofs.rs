//! Errors and ends of the proofs: PACE-CAM, Chip, Active and Terminal Authentication, and of
//! keys that do not fit the protocol.

use super::{Entry, NONE, entry};

const OPEN: &str = "Nothing was shown about the chip: undetermined, neither genuine nor a copy.";
const FAILED: &str = "The original chip could have done it: the chip is taken for a copy.";
const BUG: &str = "A bug in the program that uses the library; nothing about the document.";
const REPORT: [&str; 2] = [
    "report it with the command that caused it",
    "hãy báo lỗi kèm lệnh gây ra",
];

pub(super) const TABLE: &[Entry] = &[
    entry(
        "access.pace_not_offered",
        ["The chip offers no PACE", "Chip không có PACE"],
        "PACE was asked for, or a CAN, PIN or PUK given, and EF.CardAccess offers none or cannot be read.",
        "Nothing was read. Older documents open with the MRZ alone.",
        ["use the MRZ with --mrz-file", "dùng MRZ với --mrz-file"],
    ),
    entry(
        "usage.key_not_for_bac",
        ["BAC opens with the MRZ only", "BAC chỉ mở bằng MRZ"],
        "--access bac was given together with a CAN, PIN or PUK.",
        "Nothing was sent.",
        ["use the MRZ with --mrz-file", "dùng MRZ với --mrz-file"],
    ),
    entry(
        "usage.key_not_for_licence",
        [
            "A licence opens with its own line",
            "Giấy phép lái xe mở bằng dòng mã của nó",
        ],
        "The card is a driving licence, and the key is that of a travel document.",
        "No try was spent. Nothing was judged.",
        [
            "give the licence's line with --mrz-file",
            "dùng dòng mã của giấy phép với --mrz-file",
        ],
    ),
    entry(
        "usage.key_not_for_pace",
        [
            "A licence's line opens by BAP only",
            "Dòng mã giấy phép chỉ mở bằng BAP",
        ],
        "--access pace was given together with the line of a driving licence; how PACE takes it is not known here.",
        "Nothing was sent.",
        ["use the CAN with --can-file", "dùng CAN với --can-file"],
    ),
    entry(
        "pace.secrets_mismatch",
        ["Secrets of another mapping", "Bí mật không hợp với ánh xạ"],
        "The calling program gave PACE the random numbers of another mapping or curve.",
        BUG,
        REPORT,
    ),
    entry(
        "pace.cam_data_missing",
        ["Chip Authentication data missing", "Thiếu dữ liệu CAM"],
        "PACE with Chip Authentication Mapping ended without the object 8A, or with an empty one.",
        FAILED,
        NONE,
    ),
    entry(
        "pace.cam_data_malformed",
        [
            "Chip Authentication data unusable",
            "Dữ liệu CAM không dùng được",
        ],
        "The object 8A does not decrypt to a padded number.",
        FAILED,
        NONE,
    ),
    entry(
        "ca.refused",
        ["Chip refuses Chip Authentication", "Chip từ chối CA"],
        "The chip refuses MSE:Set KAT, MSE:Set AT or GENERAL AUTHENTICATE although DG14 offers it.",
        FAILED,
        NONE,
    ),
    entry(
        "ca.response_malformed",
        [
            "Answer of Chip Authentication malformed",
            "Câu trả lời CA sai",
        ],
        "The answer to GENERAL AUTHENTICATE is not one object 7C.",
        FAILED,
        NONE,
    ),
    entry(
        "ca.key_missing",
        ["No key for Chip Authentication", "Không có khóa cho CA"],
        "No key in DG14 belongs to its ChipAuthenticationInfo: the numbers do not match, or the key is not understood.",
        OPEN,
        NONE,
    ),
    entry(
        "ca.info_missing",
        [
            "Chip Authentication without its info",
            "CA thiếu thông tin mô tả",
        ],
        "DG14 holds a key and no ChipAuthenticationInfo; under strict nothing is inferred.",
        OPEN,
        NONE,
    ),
    entry(
        "ca.info_unusable",
        [
            "ChipAuthenticationInfo unusable",
            "Thông tin CA không dùng được",
        ],
        "The info is malformed, of an unknown variant, or of a version other than 1.",
        OPEN,
        NONE,
    ),
    entry(
        "aa.refused",
        ["Chip refuses Active Authentication", "Chip từ chối AA"],
        "The chip refuses INTERNAL AUTHENTICATE although its DG15 holds a key.",
        FAILED,
        NONE,
    ),
    entry(
        "ta.no_chip_authentication",
        [
            "Terminal Authentication needs the chip's key",
            "TA cần khóa của chip",
        ],
        "Terminal Authentication follows Chip Authentication or PACE-CAM, and neither had succeeded.",
        "The protected data groups were not read.",
        NONE,
    ),
    entry(
        "usage.ta_chain",
        ["No terminal certificate", "Không phải chứng thư đầu đọc"],
        "A file of --ta-chain holds something else than card verifiable certificates.",
        "Nothing was sent to the chip.",
        [
            "give the certificates as the authority sent them (7F21 …), in bytes",
            "cho chứng thư đúng như cơ quan cấp gửi (7F21 …), dạng nhị phân",
        ],
    ),
    entry(
        "usage.ta_key",
        ["Terminal's key unusable", "Không dùng được khóa đầu đọc"],
        "The file of --ta-key holds no private key that fits the terminal's certificate.",
        "Nothing was sent to the chip.",
        [
            "give a private key in PKCS#8, PEM or DER, without a password",
            "cho khóa riêng dạng PKCS#8, PEM hoặc DER, không mật khẩu",
        ],
    ),
    entry(
        "usage.ta_key_mismatch",
        ["Key and certificate differ", "Khóa không khớp chứng thư"],
        "No terminal's certificate of --ta-chain is for the key of --ta-key.",
        "Nothing was sent to the chip.",
        [
            "give the certificate that was issued for this key as well",
            "cho thêm chứng thư đã cấp cho khóa này",
        ],
    ),
    entry(
        "ta.signing_failed",
        [
            "The terminal's key did not sign",
            "Khóa của đầu đọc không ký được",
        ],
        "The key of --ta-key does not fit the certificate, or its device refused.",
        "Nothing was sent to the chip with it.",
        [
            "give the key that belongs to the terminal's own certificate",
            "dùng khóa đi với chứng thư của chính đầu đọc",
        ],
    ),
    entry(
        "transcript.signature_missing",
        [
            "The terminal's signature is missing",
            "Thiếu chữ ký của đầu đọc",
        ],
        "The recording shows Terminal Authentication and lacks the signature, so it cannot be repeated.",
        "The recording was shortened or made by another program.",
        NONE,
    ),
];
