//! Reasons inside checks: files, hashes, chip proofs, time.

use super::{Entry, NONE, entry as reason};

pub(super) const TABLE: &[Entry] = &[
    reason(
        "sod_not_authentic",
        [
            "EF.SOD not shown to be authentic",
            "Chưa chứng minh được EF.SOD xác thực",
        ],
        "What a document offers is read from its signed list, and that list was not shown to be authentic.",
        "The check cannot be decided until the signature chain passes.",
        NONE,
    ),
    reason(
        "sod_not_parsed",
        [
            "EF.SOD missing or undecodable",
            "Thiếu hoặc không giải mã được EF.SOD",
        ],
        "EF.SOD was not read, or does not decode; everything that hangs on it is open.",
        "Undetermined: no proof either way.",
        NONE,
    ),
    reason(
        "file_missing",
        ["File is not there", "Không có tệp"],
        "A file that is listed or needed is not on the chip or among the files.",
        "What hangs on it was not judged.",
        [
            "read the document again, or add the file",
            "đọc lại giấy tờ, hoặc bổ sung tệp",
        ],
    ),
    reason(
        "listed_file_unreadable",
        [
            "A listed file could not be read",
            "Không đọc được tệp có trong danh sách",
        ],
        "The signed list names a data group that holds the key or the offer, and it did not come.",
        "Whether the document offers the proof, and with which key, stays open.",
        ["read the document again", "đọc lại giấy tờ"],
    ),
    reason(
        "key_not_authentic",
        [
            "Chip's key is not authentic",
            "Khóa của chip không xác thực",
        ],
        "The data group with the chip's key is not what the issuer signed.",
        "A proof with that key would prove nothing.",
        NONE,
    ),
    reason(
        "not_read",
        [
            "A needed data group was not read",
            "Chưa đọc nhóm dữ liệu cần thiết",
        ],
        "The signed list names a data group that was not among those read.",
        "The check cannot be decided without it.",
        ["read that data group too", "đọc cả nhóm dữ liệu đó"],
    ),
    reason(
        "read_incomplete",
        ["Reading broke off", "Việc đọc bị gián đoạn"],
        "The file came in part, then the connection was lost.",
        "Nothing in part is ever judged as whole.",
        ["read the document again", "đọc lại giấy tờ"],
    ),
    reason(
        "wrong_tag",
        ["Another file's tag", "Thẻ của tệp khác"],
        "The file starts with a tag that is not its own.",
        "It was read but is not that data group, so it cannot be judged.",
        NONE,
    ),
    reason(
        "truncated",
        ["File shorter than it says", "Tệp ngắn hơn khai báo"],
        "The header promises more bytes than there are.",
        "Never hashed as if complete.",
        NONE,
    ),
    reason(
        "file_too_large",
        ["File larger than the limit", "Tệp vượt giới hạn"],
        "The header declares more bytes than are ever read.",
        "The file was left out.",
        NONE,
    ),
    reason(
        "no_hash_in_sod",
        ["Not in the signed list", "Không có trong danh sách đã ký"],
        "The data group was read, and the signed list has no hash of it.",
        "Nobody signed it; data unproven.",
        NONE,
    ),
    reason(
        "hash_mismatch",
        [
            "Hash differs from the signed one",
            "Giá trị băm khác với giá trị đã ký",
        ],
        "The data group is not the one that was signed.",
        "Altered after signing: not authentic.",
        [
            "do not accept it; keep a recording as evidence",
            "không chấp nhận; giữ bản ghi làm bằng chứng",
        ],
    ),
    reason(
        "algorithm_refused",
        ["Algorithm refused", "Thuật toán bị từ chối"],
        "MD5 or an older hash, with which signatures can be forged; or SHA-1, where the policy refuses it (`algorithms.sha1`).",
        "It never counts, so the check never passes: undetermined.",
        NONE,
    ),
    reason(
        "algorithm_unsupported",
        ["Algorithm not supported", "Thuật toán không được hỗ trợ"],
        "The algorithm is unknown here, or one that is left out on purpose (DSA, RSA above 8192 bits).",
        "Undetermined: no proof either way.",
        NONE,
    ),
    reason(
        "curve_not_known",
        ["Unknown curve parameters", "Tham số đường cong không rõ"],
        "The key gives its curve by values that are not those of a known curve.",
        "Nothing is computed on them: chosen values can fake a signature (CVE-2020-0601).",
        NONE,
    ),
    reason(
        "signature_wrong",
        ["Signature does not fit", "Chữ ký không khớp"],
        "The signature is not one of this key over these bytes.",
        "Changed after signing, or signed by somebody else.",
        [
            "do not accept it; keep a recording as evidence",
            "không chấp nhận; giữ bản ghi làm bằng chứng",
        ],
    ),
    reason(
        "signature_key_mismatch",
        [
            "Algorithm does not fit the key",
            "Thuật toán không hợp với khóa",
        ],
        "The signature names an algorithm of another kind of key.",
        "No key of this kind made it.",
        NONE,
    ),
    reason(
        "signature_encoding",
        ["Signature encoded loosely", "Chữ ký mã hóa không chuẩn"],
        "The signature is encoded as only the field tolerance takes it.",
        "Under strict it is not judged.",
        NONE,
    ),
    reason(
        "not_transferable",
        [
            "A recording proves no chip",
            "Bản ghi không chứng minh được chip",
        ],
        "Chip Authentication and PACE-CAM can be imitated in a recording without the chip (Doc 9303-11 App. C).",
        "At most undetermined in a replay or in saved evidence.",
        ["read the chip itself", "đọc trực tiếp con chip"],
    ),
    reason(
        "no_chip",
        ["There was no chip to ask", "Không có chip để hỏi"],
        "The evidence is files; a proof needs the chip.",
        "Undetermined: a copy of the files looks the same.",
        [
            "read the chip itself, or use a policy with chip = \"not_required\"",
            "đọc trực tiếp con chip, hoặc dùng chính sách chip = \"not_required\"",
        ],
    ),
    reason(
        "not_implemented",
        ["Not in this version", "Phiên bản này chưa có"],
        "The document offers it, and this version of vidimus cannot do it yet.",
        "Undetermined: never counted as passed.",
        NONE,
    ),
    reason(
        "proof_not_made",
        [
            "Proof offered, not made",
            "Có cách chứng minh nhưng chưa làm",
        ],
        "The document offers a proof that its chip is the original, and it was not asked for in this session.",
        "Undetermined: a copy would look the same.",
        [
            "read the chip with its proofs",
            "đọc chip kèm các bước chứng minh",
        ],
    ),
    reason(
        "other_connection",
        [
            "Proof from another connection",
            "Chứng minh thuộc kết nối khác",
        ],
        "The connection to the chip was lost between the files and the proof.",
        "The chip that proved itself may not be the one that was read.",
        [
            "leave the document on the reader and read it again",
            "để yên giấy tờ trên đầu đọc và đọc lại",
        ],
    ),
    reason(
        "cam_mismatch",
        [
            "Chip does not know the signed key",
            "Chip không có khóa đã ký",
        ],
        "The number that the chip showed in PACE does not fit the key in EF.CardSecurity.",
        "The chip is not the one whose key was signed.",
        [
            "do not accept it; keep a recording as evidence",
            "không chấp nhận; giữ bản ghi làm bằng chứng",
        ],
    ),
    reason(
        "card_security_not_read",
        ["EF.CardSecurity not read", "Chưa đọc EF.CardSecurity"],
        "The key for PACE-CAM is in EF.CardSecurity, which did not come.",
        "Nothing was shown about the chip.",
        NONE,
    ),
    reason(
        "card_security_not_parsed",
        ["EF.CardSecurity not read", "Chưa đọc được EF.CardSecurity"],
        "EF.CardSecurity was not read or does not decode; what hangs on it is open.",
        "Undetermined: no proof either way.",
        NONE,
    ),
    reason(
        "ca.key_not_found",
        [
            "No key for these parameters",
            "Không có khóa cho tham số này",
        ],
        "No key in the signed file has the number and the curve of the session.",
        "Nothing was shown about the chip.",
        NONE,
    ),
    reason(
        "downgrade_pace_not_used",
        ["PACE offered, not used", "Có PACE nhưng không dùng"],
        "The chip offers PACE and was opened in a weaker way.",
        "Whoever listened may have learnt what was read; a person must look.",
        ["read it with --access auto", "đọc lại với --access auto"],
    ),
    reason(
        "downgrade_after_pace_failure",
        ["PACE failed, BAC used instead", "PACE lỗi, dùng BAC thay"],
        "PACE failed and the policy allows BAC after that (access.bac_after_pace_failure).",
        "Somebody in between could have made it fail; a person must look.",
        [
            "read the document on another reader",
            "đọc giấy tờ trên đầu đọc khác",
        ],
    ),
    reason(
        "downgrade_hidden_cardaccess",
        ["EF.CardAccess was hidden", "EF.CardAccess bị giấu"],
        "The signed DG14 offers PACE, EF.CardAccess was not there, and the chip was opened in a weaker way.",
        "Somebody may have hidden the offer.",
        [
            "read the document on another reader",
            "đọc giấy tờ trên đầu đọc khác",
        ],
    ),
    reason(
        "cardaccess_differs",
        [
            "EF.CardAccess differs from its signed copy",
            "EF.CardAccess khác bản sao đã ký",
        ],
        "The PACE parameters outside are not those that were signed.",
        "Somebody may have steered the reader to weaker parameters.",
        NONE,
    ),
    reason(
        "key_differs",
        ["DG1 belongs to another MRZ", "DG1 thuộc về MRZ khác"],
        "Number, birth date or expiry date in DG1 are not those of the key that opened the chip.",
        "The chip holds another document's data.",
        [
            "compare the printed page with the data on the chip",
            "so trang in với dữ liệu trên chip",
        ],
    ),
    reason(
        "dg1_not_read",
        ["DG1 not readable", "Không đọc được DG1"],
        "DG1 was not read or has no MRZ.",
        "What hangs on its fields stays open.",
        NONE,
    ),
    reason(
        "com_differs",
        ["EF.COM and EF.SOD differ", "EF.COM và EF.SOD khác nhau"],
        "They list different data groups.",
        "One of the lists was changed, or the issuer made a mistake.",
        NONE,
    ),
    reason(
        "expired",
        ["Document expired", "Giấy tờ hết hạn"],
        "The date of expiry lies before the evaluation time.",
        "Expired is not forged.",
        ["a person must decide", "cần người quyết định"],
    ),
    reason(
        "expiry_unknown",
        [
            "No usable date of expiry",
            "Không có ngày hết hạn dùng được",
        ],
        "The date of expiry in DG1 is no date.",
        "Whether the document is in force is not known.",
        NONE,
    ),
    reason(
        "check_digit",
        ["A check digit does not fit", "Số kiểm tra không khớp"],
        "A check digit of the MRZ in DG1 is not the one computed.",
        "A mistake of the issuer, or a change.",
        NONE,
    ),
    reason(
        "clock_implausible",
        [
            "This machine's clock cannot be right",
            "Đồng hồ máy không đúng",
        ],
        "The clock shows a time before this program was built or before the newest signed list.",
        "Validity, revocation and expiry cannot be judged.",
        [
            "set the clock, or give the time with --at",
            "chỉnh đồng hồ, hoặc cho thời gian bằng --at",
        ],
    ),
    reason(
        "not_checked",
        ["No revocation list", "Không có danh sách thu hồi"],
        "No revocation list was looked at.",
        "Accepted, and always printed.",
        NONE,
    ),
    reason(
        "ca.key_invalid",
        ["Chip's key cannot be used", "Khóa của chip không dùng được"],
        "The key in DG14 is not valid, so nothing was sent to the chip.",
        "Nothing was shown about the chip.",
        NONE,
    ),
];
