//! Reasons that comparing the faces of a document gives: page against chip, data group against data
//! group, citizen number against holder.

use super::{Entry, NONE, entry};

const NEVER_MATCHES: &str = "Undetermined: nothing was shown, so it never counts as agreement.";

/// Nothing to compare, or not enough.
const fn open(
    code: &'static str,
    title: [&'static str; 2],
    cause: &'static str,
    remedy: [&'static str; 2],
) -> Entry {
    entry(code, title, cause, NEVER_MATCHES, remedy)
}

/// Of a citizen number.
const fn number(code: &'static str, title: [&'static str; 2], cause: &'static str) -> Entry {
    entry(
        code,
        title,
        cause,
        "Advice to look, for the structure is no law any more: the number may be a mistake, or another person's.",
        COMPARE,
    )
}

const COMPARE: [&str; 2] = [
    "compare the document, the person and the data yourself",
    "hãy tự so sánh giấy tờ, người và dữ liệu",
];

const SCAN_AGAIN: [&str; 2] = ["read the page once more", "hãy đọc lại mặt giấy tờ"];

pub(super) const TABLE: &[Entry] = &[
    entry(
        "printed_differs",
        [
            "The page says something else than the chip",
            "Dữ liệu in khác với chip",
        ],
        "A field of the printed zone or QR code differs from the chip; the particulars name each field and the first character that differs. One character can be a mistake of the scanner.",
        "Failed: page and chip may be of two documents, or one of them was changed. A person must look.",
        [
            "read the page once more, then compare it with the chip's data yourself",
            "hãy đọc lại mặt giấy tờ, rồi tự so sánh với dữ liệu trên chip",
        ],
    ),
    entry(
        "optional_data_differs",
        [
            "Only the optional data differ",
            "Chỉ dữ liệu tùy chọn khác nhau",
        ],
        "Printed zone and DG1 agree in everything but the optional data.",
        "Undetermined by BSI TR-03135-1 §5.7.2: some issuers leave them out on one side. It never counts as agreement.",
        NONE,
    ),
    open(
        "printed_mrz_unreadable",
        [
            "No printed zone that can be read",
            "Không đọc được vùng MRZ in",
        ],
        "The text given as the printed zone is none of the five formats: a line is missing, too short or too long.",
        SCAN_AGAIN,
    ),
    open(
        "qr_unknown",
        ["QR code of no known form", "Mã QR không rõ dạng"],
        "The content of the QR code is not that of a known document. Known is that of the Vietnamese citizen card.",
        [
            "give the QR code of the document itself",
            "hãy dùng mã QR của chính giấy tờ",
        ],
    ),
    open(
        "qr_damaged",
        [
            "A field of the QR code is damaged",
            "Một trường của mã QR bị hỏng",
        ],
        "One field of the QR code is not what it should be; the others do not contradict the chip. Keyboard scanners with a Vietnamese input method mangle letters.",
        SCAN_AGAIN,
    ),
    open(
        "qr_of_other_document",
        [
            "QR code of another kind of document",
            "Mã QR của loại giấy tờ khác",
        ],
        "The QR code is one of a Vietnamese citizen card, and the chip is not.",
        [
            "give the QR code of the document itself",
            "hãy dùng mã QR của chính giấy tờ",
        ],
    ),
    open(
        "nothing_comparable",
        ["Too little to compare", "Không đủ dữ liệu để so sánh"],
        "The two have too few fields in common: to agree, a page needs number and date of birth, a data group the number, the name or the date of birth.",
        NONE,
    ),
    open(
        "not_comparable",
        ["A field cannot be compared", "Có trường không so sánh được"],
        "Both have the field, and nothing can be said: a letter that no transliteration knows, or a date that one of them does not know.",
        COMPARE,
    ),
    open(
        "partly_unreadable",
        ["Part of it could not be read", "Một phần không đọc được"],
        "A value to be compared is damaged, or the data group breaks off.",
        COMPARE,
    ),
    open(
        "dg13_layout_unknown",
        ["DG13 of an unknown layout", "DG13 có cấu trúc lạ"],
        "DG13 is not built as on the Vietnamese citizen cards that are known; cards since July 2024 may have another.",
        NONE,
    ),
    entry(
        "data_groups_differ",
        [
            "Two data groups contradict each other",
            "Hai nhóm dữ liệu mâu thuẫn nhau",
        ],
        "DG1 and another data group say different things of the holder; the particulars name each field and the first character that differs. Names were compared through every allowed transliteration.",
        "Failed: the issuer made a mistake, or the signer signed what it should not have. A person must look; strict rejects.",
        COMPARE,
    ),
    number(
        "number_province_unknown",
        [
            "Number of no known province",
            "Số không thuộc tỉnh nào đã biết",
        ],
        "The first three digits of the citizen number are the code of no province. They may be a country's, for a birth abroad.",
    ),
    number(
        "number_sex_differs",
        [
            "Number says another sex",
            "Số định danh thể hiện giới tính khác",
        ],
        "The fourth digit of the citizen number is of the other sex than DG1 says.",
    ),
    number(
        "number_birth_year_differs",
        [
            "Number says another year of birth",
            "Số định danh thể hiện năm sinh khác",
        ],
        "Century and year in the citizen number are not those of the date of birth.",
    ),
    number(
        "number_copies_differ",
        [
            "Document number and citizen number do not fit",
            "Số giấy tờ và số định danh không khớp",
        ],
        "On this card the document number is the last nine digits of the citizen number, and here it is not.",
    ),
    open(
        "no_citizen_number",
        [
            "No citizen number in the zone",
            "Không có số định danh trong vùng MRZ",
        ],
        "The optional data of DG1 do not hold twelve digits.",
        NONE,
    ),
];
