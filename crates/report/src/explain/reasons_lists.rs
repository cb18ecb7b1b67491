//! Reasons inside checks that revocation, deviation and defect lists give.

use super::{Entry, NONE, entry};

const NOT_CLEARED: &str =
    "Whether the signer is revoked is not known. Accepted by default, and always printed.";

/// A revocation list that answers nothing.
const fn open(
    code: &'static str,
    title: [&'static str; 2],
    cause: &'static str,
    remedy: [&'static str; 2],
) -> Entry {
    entry(code, title, cause, NOT_CLEARED, remedy)
}

const NEWER_LIST: [&str; 2] = [
    "get the country's current list and add it with `vidimus trust add`",
    "lấy danh sách hiện hành của quốc gia và thêm bằng `vidimus trust add`",
];

pub(super) const TABLE: &[Entry] = &[
    entry(
        "revoked",
        ["Signer revoked", "Người ký đã bị thu hồi"],
        "A revocation list that the issuing state signed names the document signer; since when and why stands beside it. An older list counts, too: a newer one without the entry does not clear it.",
        "Not authentic: the document may be genuine, but its signer can no longer be believed.",
        NONE,
    ),
    entry(
        "csca_revoked",
        ["CSCA revoked", "CSCA đã bị thu hồi"],
        "A revocation list of the CSCA's own name names the CSCA's certificate.",
        "Not authentic: nothing under this CSCA can be believed.",
        [
            "ask its issuer, and take the CSCA out of the trust store",
            "hỏi bên cấp và bỏ CSCA khỏi kho tin cậy",
        ],
    ),
    open(
        "crl_stale",
        ["Revocation list too old", "Danh sách thu hồi quá cũ"],
        "The newest list of the country is past its nextUpdate, or older than `revocation.max_age_days`.",
        NEWER_LIST,
    ),
    open(
        "crl_not_yet_valid",
        [
            "Revocation list of a later time",
            "Danh sách thu hồi của thời điểm sau",
        ],
        "The list was made after the time of evaluation.",
        [
            "look at the clock, or at the time given with --at",
            "xem lại đồng hồ, hoặc thời gian cho bằng --at",
        ],
    ),
    open(
        "crl_signer_not_valid",
        [
            "Revocation list signed out of time",
            "Danh sách thu hồi được ký ngoài hạn",
        ],
        "The CSCA certificate under which the list verifies was not valid on the day of the list. The list can still name revoked signers; it clears none.",
        [
            "get a newer list, or the newer certificate of the CSCA",
            "lấy danh sách mới hơn, hoặc chứng thư CSCA mới hơn",
        ],
    ),
    open(
        "crl_signature",
        [
            "Signature of the revocation list wrong",
            "Chữ ký danh sách thu hồi sai",
        ],
        "The signature is wrong under the key that the list names, so the list is not used. Whoever damages a list hides its entries: that is why this is told.",
        [
            "get the list again from its publisher",
            "tải lại danh sách từ nơi phát hành",
        ],
    ),
    open(
        "crl_signer_not_found",
        [
            "Issuer of the revocation list not known",
            "Không rõ bên phát hành danh sách thu hồi",
        ],
        "No CSCA of that country that somebody vouches for signed the list, so it is not used.",
        [
            "add the country's newest CSCA, or its link certificate",
            "thêm CSCA mới nhất của quốc gia, hoặc chứng thư liên kết",
        ],
    ),
    open(
        "crl_unusable",
        [
            "Revocation list cannot be used",
            "Danh sách thu hồi không dùng được",
        ],
        "It is a delta, partial or indirect list, or has a critical extension that is not known.",
        [
            "get the country's complete list",
            "lấy danh sách đầy đủ của quốc gia",
        ],
    ),
    entry(
        "known_deviation",
        ["Known error of the issuer", "Lỗi đã biết của bên cấp"],
        "A deviation list (Doc 9303-12) or defect list (BSI TR-03129-2) that somebody vouches for says that documents like this one have this fault, or that their signer is in doubt.",
        "The failure is explained, and undetermined; a list never makes a check pass. As a notice: such an entry fits this document.",
        [
            "have a person look; list and type stand beside it",
            "cần người xem xét; danh sách và loại lỗi ghi bên cạnh",
        ],
    ),
    entry(
        "defect_list_revoked",
        [
            "Signer revoked by a defect list",
            "Người ký bị danh sách lỗi thu hồi",
        ],
        "A defect list says that the document signer is revoked.",
        "Not authentic.",
        NONE,
    ),
    entry(
        "keys_compromised",
        ["Keys known to others", "Khóa đã lộ"],
        "A deviation or defect list says that the private keys of this proof are known to others.",
        "A copy could answer as well: the proof counts as failed, not authentic.",
        NONE,
    ),
];
