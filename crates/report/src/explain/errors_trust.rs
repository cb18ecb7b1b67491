//! Errors of filling and keeping the trust store.

use super::{Entry, entry};

const NOTHING_CAME_IN: &str =
    "Nothing of the file came into the trust store; the store is as it was.";

/// What does not come in.
const fn refused(
    code: &'static str,
    title: [&'static str; 2],
    cause: &'static str,
    remedy: [&'static str; 2],
) -> Entry {
    entry(code, title, cause, NOTHING_CAME_IN, remedy)
}

pub(super) const TABLE: &[Entry] = &[
    refused(
        "trust.list_unsigned",
        ["List that nobody signed", "Danh sách không ai ký"],
        "Certificates of authorities in a mere list: a bare CscaMasterList, an LDIF. Being in a list proves nothing.",
        [
            "use --pin with the file's SHA-256 from its publisher, add the CSCA you need by itself, or take the list with --unvouched",
            "dùng --pin với SHA-256 của tệp từ nơi phát hành, thêm riêng CSCA cần dùng, hoặc nhận danh sách bằng --unvouched",
        ],
    ),
    refused(
        "trust.not_a_signer",
        ["Not a document signer", "Không phải người ký tài liệu"],
        "Only certificates of document signers are pinned; the file holds an authority's certificate or a list.",
        [
            "add authorities and lists without --signer",
            "thêm cơ quan và danh sách mà không dùng --signer",
        ],
    ),
    refused(
        "ldif.change_record",
        [
            "LDIF record that changes another",
            "Bản ghi LDIF sửa bản ghi khác",
        ],
        "The record deletes or modifies another one (changetype); it is passed over.",
        [
            "import a whole LDIF file, or take out what is to go with `vidimus trust remove`",
            "nhập toàn bộ tệp LDIF, hoặc bỏ thứ cần bỏ bằng `vidimus trust remove`",
        ],
    ),
    refused(
        "ldif.url",
        ["LDIF value behind a URL", "Giá trị LDIF nằm sau URL"],
        "The value is only named by a URL (`:<`), which is never fetched.",
        [
            "get a file that carries its values",
            "lấy tệp có sẵn các giá trị",
        ],
    ),
    entry(
        "trust.store_index",
        ["Trust folder not understood", "Không hiểu thư mục tin cậy"],
        "The folder's store.json is not one that this program wrote, or it is of a later version.",
        "Nothing of the folder is used; nothing was judged.",
        [
            "put the folder aside and add its files again",
            "để thư mục sang một bên rồi thêm lại các tệp",
        ],
    ),
    entry(
        "trust.store_corrupted",
        ["Trust folder damaged", "Thư mục tin cậy bị hỏng"],
        "An object of the trust folder is gone, or no longer has the SHA-256 that it is named by.",
        "Somebody or something changed what you trust. Nothing of the store is used; nothing was judged.",
        [
            "take the object out with `vidimus trust remove` and add its file again",
            "bỏ đối tượng bằng `vidimus trust remove` rồi thêm lại tệp",
        ],
    ),
    entry(
        "usage.trust_group",
        [
            "Not the name of a trust group",
            "Tên nhóm tin cậy không hợp lệ",
        ],
        "The name given with --group is none that a document profile can have in `trust.group`.",
        "Nothing was added.",
        [
            "a letter, then up to 31 lower-case letters, digits and hyphens",
            "một chữ cái, rồi tối đa 31 chữ thường, chữ số và dấu gạch nối",
        ],
    ),
    entry(
        "trust.not_in_store",
        ["Not in the trust folder", "Không có trong thư mục tin cậy"],
        "Nothing in the trust folder has this name or SHA-256.",
        "The store is as it was.",
        [
            "`vidimus trust list` shows names and fingerprints",
            "`vidimus trust list` cho xem tên và dấu vân tay",
        ],
    ),
];
