//! Errors in bytes: files, trust lists, recordings.

use super::Entry;

const INSPECT: [&str; 2] = [
    "`vidimus inspect FILE` shows the bytes up to the fault",
    "`vidimus inspect FILE` cho xem dữ liệu tới chỗ lỗi",
];
const NO_RESULT: &str = "These bytes cannot be used. Inside a document this is a failed or undetermined check, not an error.";
const LIST: &str = "Nothing of the list was imported.";
const RECORDING: &str = "The recording cannot be replayed, so nothing was judged.";

const fn malformed(code: &'static str, title: [&'static str; 2], cause: &'static str) -> Entry {
    Entry {
        code,
        title,
        cause,
        meaning: NO_RESULT,
        remedy: INSPECT,
    }
}

const fn list(
    code: &'static str,
    title: [&'static str; 2],
    cause: &'static str,
    remedy: [&'static str; 2],
) -> Entry {
    Entry {
        code,
        title,
        cause,
        meaning: LIST,
        remedy,
    }
}

const fn recording(code: &'static str, title: [&'static str; 2], cause: &'static str) -> Entry {
    Entry {
        code,
        title,
        cause,
        meaning: RECORDING,
        remedy: ["record the session again", "ghi lại phiên"],
    }
}

pub(super) const TABLE: &[Entry] = &[
    malformed(
        "malformed.content",
        ["Content breaks its rules", "Nội dung sai quy cách"],
        "The encoding is right and what it says is not: a date that does not exist, a code of digits, a length that lies.",
    ),
    malformed(
        "malformed.atr_info",
        ["EF.ATR/INFO broken", "EF.ATR/INFO bị hỏng"],
        "EF.ATR/INFO does not hold two buffer sizes; field ignores it and reads in short commands.",
    ),
    malformed(
        "malformed.tag",
        ["Tag not allowed here", "Thẻ không được phép"],
        "Another object stands where a certain one belongs.",
    ),
    malformed(
        "malformed.length",
        ["Length not allowed here", "Độ dài không được phép"],
        "A length is not allowed, or goes past the object around it.",
    ),
    malformed(
        "malformed.indefinite_length",
        ["Indefinite length", "Độ dài bất định"],
        "The length byte 80 stands where only definite lengths are allowed.",
    ),
    malformed(
        "malformed.truncated",
        ["Input ends inside an object", "Dữ liệu kết thúc giữa chừng"],
        "The bytes end before an object does.",
    ),
    malformed(
        "malformed.depth",
        ["Nested too deeply", "Lồng quá sâu"],
        "Objects are nested deeper than any real document does.",
    ),
    malformed(
        "malformed.too_many_items",
        ["Too many objects", "Quá nhiều đối tượng"],
        "There are more objects than any real document has.",
    ),
    malformed(
        "malformed.oid",
        ["Object identifier malformed", "Định danh đối tượng sai"],
        "An object identifier is malformed or larger than any in use.",
    ),
    malformed(
        "malformed.mrz_length",
        ["No MRZ of this length", "Độ dài MRZ không đúng"],
        "The text has no machine-readable zone of 3 x 30, 2 x 36 or 2 x 44 characters.",
    ),
    malformed(
        "malformed.mrz_character",
        [
            "Character not allowed in an MRZ",
            "Ký tự không được phép trong MRZ",
        ],
        "A machine-readable zone holds A-Z, 0-9 and < only.",
    ),
    malformed(
        "malformed.citizen_number",
        [
            "No Vietnamese citizen number",
            "Không phải số căn cước công dân",
        ],
        "A Vietnamese citizen number has twelve digits and nothing else.",
    ),
    malformed(
        "malformed.qr",
        [
            "No QR code of a citizen card",
            "Không phải mã QR của thẻ căn cước",
        ],
        "The text is not that of a Vietnamese citizen card's QR code: 7 to 32 fields parted by |, each of its kind. Keyboard scanners with a Vietnamese input method mangle letters.",
    ),
    malformed(
        "malformed.file_too_large",
        ["File too large", "Tệp quá lớn"],
        "The file has more bytes than anything of its kind.",
    ),
    malformed(
        "malformed.unrecognised",
        ["Unknown kind of file", "Không nhận ra loại tệp"],
        "The first bytes are those of nothing that can be read here.",
    ),
    malformed(
        "malformed.portrait",
        ["Portrait cannot be decoded", "Không giải mã được ảnh"],
        "The picture is neither JPEG nor JPEG 2000 of an allowed size, or is broken.",
    ),
    malformed(
        "malformed.evidence",
        ["Evidence cannot be read", "Không đọc được bằng chứng"],
        "The file is not evidence as `vidimus read --out` writes it.",
    ),
    list(
        "trust.list_signature",
        ["List signature wrong", "Chữ ký danh sách sai"],
        "The signature of the master list does not fit its content.",
        [
            "fetch the list again from its publisher",
            "tải lại danh sách từ nơi phát hành",
        ],
    ),
    list(
        "trust.list_signature_unchecked",
        [
            "List signature cannot be checked",
            "Không kiểm tra được chữ ký danh sách",
        ],
        "The list is signed with an algorithm or a curve that is not known here.",
        [
            "use another list of the same publisher",
            "dùng danh sách khác của cùng nơi phát hành",
        ],
    ),
    list(
        "trust.list_signer_untrusted",
        [
            "List signer has no anchor",
            "Người ký danh sách không có mốc tin cậy",
        ],
        "Nobody the store trusts stands behind the signer of the list.",
        [
            "add the publisher's CSCA first, or use --pin SHA256 with a hash you got from the publisher, or --unvouched",
            "thêm CSCA của nơi phát hành trước, hoặc dùng --pin SHA256, hoặc --unvouched",
        ],
    ),
    list(
        "trust.list_signer_profile",
        ["List signer is none", "Người ký danh sách sai vai trò"],
        "The signer's certificate lacks the key purpose of master list signers.",
        [
            "fetch the list again from its publisher",
            "tải lại danh sách từ nơi phát hành",
        ],
    ),
    list(
        "trust.not_recognised",
        [
            "List or certificate does not decode",
            "Danh sách hoặc chứng thư không giải mã được",
        ],
        "The file is no certificate, no PEM, no signed list, no revocation list and no LDIF.",
        INSPECT,
    ),
    list(
        "trust.pin_mismatch",
        ["Not the file that was pinned", "Không phải tệp đã ghim"],
        "The SHA-256 given is that of nothing it may name: the file, a single certificate, the signer of the list, or the CSCA that signed that signer.",
        [
            "do not use the file; compare the SHA-256 with its publisher's and get the file again",
            "đừng dùng tệp; so SHA-256 với nơi phát hành rồi tải lại",
        ],
    ),
    recording(
        "transcript.truncated",
        ["Recording cut", "Bản ghi bị cắt"],
        "The last line is missing, or its hash does not fit: lines were lost or changed.",
    ),
    recording(
        "transcript.malformed",
        ["Recording does not decode", "Bản ghi không giải mã được"],
        "A line is not what a recording has there.",
    ),
    recording(
        "transcript.version",
        [
            "Recording of another version",
            "Bản ghi thuộc phiên bản khác",
        ],
        "The first line names a version of recordings that is not known here.",
    ),
    recording(
        "transcript.random_missing",
        ["A random number is missing", "Thiếu số ngẫu nhiên"],
        "The recording lacks a random number the terminal drew, so it cannot be repeated.",
    ),
    recording(
        "transcript.unwrap_failed",
        [
            "A recorded answer does not open",
            "Câu trả lời đã ghi không mở được",
        ],
        "An answer was changed: its code does not fit under the recorded keys.",
    ),
    recording(
        "transcript.command_differs",
        ["A command differs", "Lệnh khác bản ghi"],
        "The replay sent another command than the recording holds; the first one is named.",
    ),
    recording(
        "transcript.diverged",
        ["Replay and recording part", "Phát lại lệch bản ghi"],
        "The replay asked for something the recording does not hold.",
    ),
    recording(
        "transcript.exhausted",
        ["The recording is at its end", "Bản ghi đã hết"],
        "The replay sent more commands than the recording holds.",
    ),
];
