//! Reasons inside checks that only some policies give, and those of pins and unfit authorities.

use super::{Entry, NONE, entry};

/// What a policy wanted and the document does not say.
const OTHER_TIME: [&str; 2] = [
    "use another `validity.time` in the policy",
    "dùng `validity.time` khác trong chính sách",
];

pub(super) const TABLE: &[Entry] = &[
    entry(
        "key_too_short",
        [
            "Key shorter than the policy takes",
            "Khóa ngắn hơn mức chính sách nhận",
        ],
        "A key of the signer or of the CSCA is shorter than `algorithms.min_rsa_bits` or `min_ec_bits`.",
        "The signature was checked and is right, but it does not count; undetermined.",
        [
            "refer, or set a lower minimum if such documents are to be taken",
            "chuyển cho người xem xét, hoặc hạ mức tối thiểu nếu muốn nhận giấy tờ như vậy",
        ],
    ),
    entry(
        "anchor_named_by_policy",
        ["CSCA named by the policy", "CSCA được chính sách nêu tên"],
        "Nobody vouches for the CSCA in the store; the policy names its SHA-256 under `trust.anchors`.",
        "It counts as an anchor under this policy and under no other.",
        NONE,
    ),
    entry(
        "csca_unfit",
        [
            "CSCA may not sign certificates",
            "CSCA không được ký chứng thư",
        ],
        "The only CSCA found has a certificate that does not let its key sign certificates: no keyCertSign, cA false, or an unknown critical extension.",
        "It is no anchor for this signer; undetermined.",
        [
            "get the issuing state's real CSCA certificate",
            "lấy chứng thư CSCA thật của quốc gia cấp",
        ],
    ),
    entry(
        "not_an_authority",
        ["Not an authority", "Không phải cơ quan chứng thực"],
        "basicConstraints says that the certificate is no authority's.",
        "Its key vouches for no other certificate.",
        [
            "add the CSCA, not a signer",
            "thêm CSCA, không phải người ký",
        ],
    ),
    entry(
        "pinned_signer",
        [
            "Pinned document signer, no CSCA",
            "Người ký được ghim, không có CSCA",
        ],
        "No CSCA stands behind the signer. The user pinned this very certificate, and the policy takes that (`allow_pinned_signers`).",
        "The document is worth as much as the pin; nobody but the user says that this is the issuing state's signer.",
        NONE,
    ),
    entry(
        "pinned_signer_not_allowed",
        [
            "Pinned signer, which the policy does not take",
            "Người ký được ghim, chính sách không nhận",
        ],
        "No CSCA was found; the signer is pinned in the store, but the policy does not take pinned signers.",
        "The pin has no effect; undetermined.",
        [
            "add the CSCA, or use a policy with `allow_pinned_signers = true`",
            "thêm CSCA, hoặc dùng chính sách có `allow_pinned_signers = true`",
        ],
    ),
    entry(
        "private_key_usage_period",
        [
            "Key used outside its time",
            "Khóa được dùng ngoài thời gian cho phép",
        ],
        "The document was signed (or issued, where no signing time is stated) outside the period in which the signer's private key may be used.",
        "The issuer broke its own rule, or somebody used the key later: undetermined under field, not authentic under strict.",
        [
            "compare with other documents of this signer",
            "so với giấy tờ khác của người ký này",
        ],
    ),
    entry(
        "signing_time_missing",
        ["Time of signing not stated", "Không ghi thời điểm ký"],
        "The policy judges the signer at the time of signing, and the signature states none.",
        "Undetermined.",
        OTHER_TIME,
    ),
    entry(
        "issue_date_unknown",
        ["Date of issue not known", "Không rõ ngày cấp"],
        "The policy judges the signer at the date of issue, but DG12 was not read, has no date, or does not have the signed hash.",
        "Undetermined.",
        [
            "read DG12, or use another `validity.time` in the policy",
            "đọc DG12, hoặc dùng `validity.time` khác trong chính sách",
        ],
    ),
];
