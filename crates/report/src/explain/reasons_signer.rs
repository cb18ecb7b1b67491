//! Reasons inside checks: the signer's certificate, its CSCA, countries, signed attributes.

use super::Entry;

const fn reason(
    code: &'static str,
    title: [&'static str; 2],
    cause: &'static str,
    meaning: &'static str,
) -> Entry {
    Entry {
        code,
        title,
        cause,
        meaning,
        remedy: ["", ""],
    }
}

const fn profile(code: &'static str, title: [&'static str; 2], cause: &'static str) -> Entry {
    reason(
        code,
        title,
        cause,
        "The certificate is not one for signing documents: not authentic.",
    )
}

const fn profile_strict(
    code: &'static str,
    title: [&'static str; 2],
    cause: &'static str,
) -> Entry {
    reason(
        code,
        title,
        cause,
        "Seen in real documents: field tolerates it as a named quirk, strict does not.",
    )
}

const ADD_CSCA: [&str; 2] = [
    "add the issuer's CSCA, or a master list that holds it, with `vidimus trust add`",
    "thêm CSCA của bên cấp, hoặc danh sách có nó, bằng `vidimus trust add`",
];

pub(super) const TABLE: &[Entry] = &[
    Entry {
        code: "anchor_not_found",
        title: ["No CSCA for this signer", "Không có CSCA cho người ký này"],
        cause: "No CSCA with the signer's issuer name and key identifier is in the trust store.",
        meaning: "Who signed this document is not known. No sign of forgery, and no proof.",
        remedy: ADD_CSCA,
    },
    Entry {
        code: "anchor_of_other_group",
        title: [
            "CSCA of another trust group",
            "CSCA thuộc nhóm tin cậy khác",
        ],
        cause: "The CSCA, or the signer's pin, was added for documents of another trust group.",
        meaning: "It does not count here: for this document it is as if it were not in the store.",
        remedy: [
            "if it signs such documents too, add it again without --group",
            "nếu nó cũng ký loại giấy tờ này, thêm lại không kèm --group",
        ],
    },
    Entry {
        code: "anchor_unvouched",
        title: ["Nobody vouches for the CSCA", "CSCA chưa được bảo đảm"],
        cause: "The CSCA came into the store without anyone vouching for it, or by first use.",
        meaning: "It counts as a hint, not as an anchor.",
        remedy: [
            "compare its SHA-256 with the publisher's, then add it with --pin",
            "so SHA-256 với nơi phát hành rồi thêm bằng --pin",
        ],
    },
    Entry {
        code: "issuer_name_mismatch",
        title: ["CSCA of another name", "CSCA khác tên"],
        cause: "The key identifier leads to a CSCA whose name is not that of the signer's issuer.",
        meaning: "That CSCA is not used as anchor.",
        remedy: ADD_CSCA,
    },
    Entry {
        code: "signer_not_found",
        title: ["Signer's certificate missing", "Thiếu chứng thư người ký"],
        cause: "EF.SOD names a certificate that is neither in it nor in the trust store.",
        meaning: "The signature cannot be verified; no proof either way.",
        remedy: [
            "add the signer's certificate to the trust store",
            "thêm chứng thư người ký vào kho tin cậy",
        ],
    },
    reason(
        "search_budget",
        ["Too many candidates", "Quá nhiều ứng viên"],
        "More CSCAs would have to be tried than is sensible.",
        "Undetermined: hostile input must not cost unlimited time.",
    ),
    profile(
        "signer_certificate_malformed",
        [
            "Signer's certificate does not decode",
            "Chứng thư người ký không giải mã được",
        ],
        "The certificate lacks a part that every certificate has, or is broken.",
    ),
    profile(
        "certificate_version",
        [
            "Certificate not of version 3",
            "Chứng thư không phải phiên bản 3",
        ],
        "The certificate has extensions and does not say that it is of version 3.",
    ),
    profile(
        "certificate_algorithm_mismatch",
        ["Two different algorithms named", "Hai thuật toán khác nhau"],
        "The certificate names one algorithm inside and another outside its signed part.",
    ),
    profile(
        "signer_is_ca",
        ["Signer is an authority", "Người ký là cơ quan chứng thực"],
        "The signer's certificate is one of an authority (basicConstraints cA).",
    ),
    profile(
        "key_usage",
        [
            "Key not for signing documents",
            "Khóa không dùng để ký tài liệu",
        ],
        "The key usage is missing or lacks digitalSignature.",
    ),
    profile(
        "extended_key_usage",
        ["Key of another role", "Khóa của vai trò khác"],
        "The extended key usage is that of another ICAO role, such as master list signer.",
    ),
    profile(
        "unknown_critical_extension",
        [
            "Unknown critical extension",
            "Phần mở rộng quan trọng không rõ",
        ],
        "An extension is marked critical and not known.",
    ),
    profile(
        "duplicate_extension",
        ["Extension twice", "Phần mở rộng lặp lại"],
        "The certificate holds an extension twice.",
    ),
    profile_strict(
        "key_usage_not_critical",
        ["Key usage not critical", "Mục đích khóa không quan trọng"],
        "The key usage extension is not marked critical.",
    ),
    profile_strict(
        "no_authority_key_identifier",
        [
            "No authority key identifier",
            "Thiếu định danh khóa bên cấp",
        ],
        "The certificate does not name the key of its CSCA.",
    ),
    profile_strict(
        "time_encoding",
        ["Date in the wrong type", "Ngày mã hóa sai kiểu"],
        "A year before 2050 is written as GeneralizedTime.",
    ),
    profile_strict(
        "country_case",
        ["Country in lower case", "Mã quốc gia viết thường"],
        "The country code is not in upper case.",
    ),
    reason(
        "country_missing",
        [
            "Certificate names no country",
            "Chứng thư không ghi quốc gia",
        ],
        "A certificate has no country in its name.",
        "The countries cannot be compared; undetermined.",
    ),
    reason(
        "country_unknown",
        [
            "Country code not in the table",
            "Mã quốc gia không có trong bảng",
        ],
        "The pair of issuing state and certificate country is not in the table.",
        "The countries cannot be compared; undetermined.",
    ),
    reason(
        "country_mismatch",
        ["Countries differ", "Quốc gia khác nhau"],
        "Signer, CSCA and issuing state in DG1 are not of one country.",
        "A signer of one country signed a document of another: not authentic.",
    ),
    reason(
        "issuing_state_unknown",
        ["Issuing state not known", "Không rõ quốc gia cấp"],
        "DG1 was not read or its issuing state is no code.",
        "The countries cannot be compared; undetermined.",
    ),
    reason(
        "signer_expired",
        ["Signer's certificate expired", "Chứng thư người ký hết hạn"],
        "The evaluation time is after the signer's validity.",
        "Expired is not forged: undetermined under field, not authentic under strict.",
    ),
    reason(
        "signer_not_yet_valid",
        [
            "Signer not yet valid",
            "Chứng thư người ký chưa có hiệu lực",
        ],
        "The evaluation time is before the signer's validity.",
        "Undetermined under field, not authentic under strict.",
    ),
    reason(
        "csca_expired",
        ["CSCA expired", "CSCA hết hạn"],
        "The evaluation time is after the validity of the CSCA.",
        "Undetermined under field, not authentic under strict.",
    ),
    reason(
        "csca_not_yet_valid",
        ["CSCA not yet valid", "CSCA chưa có hiệu lực"],
        "The evaluation time is before the validity of the CSCA.",
        "Undetermined under field, not authentic under strict.",
    ),
    reason(
        "document_type_mismatch",
        [
            "Signer may not sign this type",
            "Người ký không được ký loại này",
        ],
        "The document type in DG1 is not in the signer's list.",
        "A person must look; strict rejects.",
    ),
    reason(
        "document_type_not_limited",
        [
            "Signer not limited to types",
            "Người ký không giới hạn loại",
        ],
        "The signer's certificate has no list of document types.",
        "It may sign every type.",
    ),
    reason(
        "document_type_unknown",
        ["Document type not known", "Không rõ loại giấy tờ"],
        "DG1 was not read, so its document type is not known.",
        "Undetermined.",
    ),
    reason(
        "signed_attributes_missing",
        ["No signed attributes", "Thiếu thuộc tính ký"],
        "The signature has no signed attributes, which this content demands.",
        "The signature covers less than it must: data altered.",
    ),
    reason(
        "signed_attributes_order",
        ["Signed attributes out of order", "Thuộc tính ký sai thứ tự"],
        "The signed attributes are not in the order of DER.",
        "Seen in real documents: field tolerates it as a named quirk.",
    ),
    reason(
        "message_digest_mismatch",
        ["Signed digest does not fit", "Giá trị băm đã ký không khớp"],
        "The messageDigest attribute is missing, doubled or not the hash of the list.",
        "The signature does not cover this list: data altered.",
    ),
    reason(
        "content_type_mismatch",
        [
            "Signed content type does not fit",
            "Kiểu nội dung đã ký không khớp",
        ],
        "The contentType attribute is missing, doubled or another.",
        "The signature does not cover this list: data altered.",
    ),
];
