//! Errors while talking with the chip: access, protocols, secure messaging.

use super::{Entry, entry};

const MISBEHAVED: &str =
    "The chip or something between breaks the protocol. Nothing read after this is trusted.";
const TRY_AGAIN: [&str; 2] = [
    "place the document again and retry; if it stays, keep a recording (--record)",
    "đặt lại giấy tờ và thử lại; nếu vẫn lỗi, giữ bản ghi (--record)",
];

const fn protocol(code: &'static str, title: [&'static str; 2], cause: &'static str) -> Entry {
    Entry {
        code,
        title,
        cause,
        meaning: MISBEHAVED,
        remedy: TRY_AGAIN,
    }
}

pub(super) const TABLE: &[Entry] = &[
    entry(
        "access.wrong_key",
        ["The chip refused the key", "Chip từ chối khóa"],
        "Document number, date of birth, date of expiry, CAN or PIN are not those of this document, as far as the chip shows it.",
        "Nothing was read. This says nothing about authenticity.",
        [
            "check the MRZ: O and 0, I and 1, and the dates as YYMMDD",
            "kiểm tra MRZ: O và 0, I và 1, ngày theo dạng YYMMDD",
        ],
    ),
    entry(
        "access.last_try",
        ["One try left", "Còn một lần thử"],
        "The chip says that one more wrong PIN blocks or suspends it.",
        "Nothing was sent, so that try is still there.",
        [
            "be sure of the PIN, then use --spend-last-try",
            "chắc chắn về mã PIN rồi dùng --spend-last-try",
        ],
    ),
    entry(
        "access.pin_suspended",
        ["The PIN is suspended", "PIN bị tạm ngưng"],
        "After wrong tries the PIN waits for a session with the CAN.",
        "Nothing was read.",
        [
            "open the chip with the CAN once",
            "mở chip một lần bằng CAN",
        ],
    ),
    entry(
        "access.pin_blocked",
        ["The PIN is blocked", "PIN bị khóa"],
        "Too many wrong tries.",
        "Nothing was read.",
        [
            "unblock it with the PUK at the issuing authority",
            "mở khóa bằng PUK tại cơ quan cấp",
        ],
    ),
    entry(
        "access.pace_required",
        ["The chip wants PACE", "Chip đòi PACE"],
        "Basic Access Control was used and the chip knows PACE only.",
        "Nothing was read. Newer documents have no BAC.",
        ["leave out --access bac", "bỏ --access bac"],
    ),
    entry(
        "access.out_of_order",
        ["A step out of order", "Sai thứ tự bước"],
        "The calling program used a protocol machine after its end.",
        "A bug in the program that uses the library; nothing about the document.",
        [
            "report it with the command that caused it",
            "hãy báo lỗi kèm lệnh gây ra",
        ],
    ),
    protocol(
        "bap.configuration",
        [
            "Licence with unknown configuration",
            "Giấy phép lái xe có cấu hình chưa biết",
        ],
        "The second character of the licence's line names a way of opening the chip that is not known here; configuration 1 is (ISO/IEC 18013-3 annex B).",
    ),
    protocol(
        "bac.challenge_length",
        ["Challenge of wrong length", "Thử thách sai độ dài"],
        "GET CHALLENGE did not give 8 bytes (Doc 9303-11 §4.3.4).",
    ),
    protocol(
        "bac.mac_mismatch",
        ["Chip's answer not sealed rightly", "MAC của chip sai"],
        "The code over the chip's answer to EXTERNAL AUTHENTICATE is wrong.",
    ),
    protocol(
        "bac.rnd_ifd_mismatch",
        [
            "Our random number did not come back",
            "Số ngẫu nhiên của đầu đọc không khớp",
        ],
        "The chip's answer does not hold the random number that the reader sent.",
    ),
    protocol(
        "bac.rnd_ic_mismatch",
        [
            "Chip's random number differs",
            "Số ngẫu nhiên của chip không khớp",
        ],
        "The chip's answer holds another random number than its challenge; an echo of our own message is this too.",
    ),
    entry(
        "pace.no_usable_info",
        [
            "No PACE variant we can use",
            "Không có biến thể PACE dùng được",
        ],
        "EF.CardAccess offers only variants that are unknown or not safe.",
        "Nothing was sent.",
        ["", ""],
    ),
    protocol(
        "pace.cardaccess_malformed",
        [
            "EF.CardAccess cannot be decoded",
            "Không giải mã được EF.CardAccess",
        ],
        "EF.CardAccess is not a set of SecurityInfos.",
    ),
    protocol(
        "pace.mse_refused",
        ["PACE refused at its start", "PACE bị từ chối khi bắt đầu"],
        "The chip refuses MSE:Set AT. BAC is not tried instead: that would be a downgrade.",
    ),
    protocol(
        "pace.step_refused",
        ["A PACE step refused", "Một bước PACE bị từ chối"],
        "The chip refuses a GENERAL AUTHENTICATE, in another way than for a wrong password.",
    ),
    protocol(
        "pace.response_malformed",
        ["PACE answer malformed", "Trả lời PACE sai dạng"],
        "An object in the chip's answer is wrong, missing or too many.",
    ),
    protocol(
        "pace.point_invalid",
        [
            "Chip's point not on the curve",
            "Điểm của chip không thuộc đường cong",
        ],
        "The chip's elliptic curve public key is not valid.",
    ),
    protocol(
        "pace.dh_value_invalid",
        [
            "Chip's DH value invalid",
            "Giá trị DH của chip không hợp lệ",
        ],
        "The chip's Diffie-Hellman public value is out of range or in a small subgroup.",
    ),
    protocol(
        "pace.mapping_degenerate",
        [
            "Mapped generator is neutral",
            "Phần tử sinh ánh xạ suy biến",
        ],
        "The mapping gave the neutral element; no key can be built on it.",
    ),
    protocol(
        "pace.same_public_key",
        [
            "Chip sent our own key back",
            "Chip gửi lại khóa của đầu đọc",
        ],
        "Both public keys are the same (Doc 9303-11 §4.4.1).",
    ),
    protocol(
        "pace.token_mismatch",
        ["Chip's token wrong", "Mã xác nhận của chip sai"],
        "The chip's authentication token does not fit the keys agreed on.",
    ),
    protocol(
        "sm.plain_response",
        [
            "Data in the clear inside a session",
            "Dữ liệu không mã hóa trong phiên bảo mật",
        ],
        "An answer inside the secured session came unprotected; its data were dropped.",
    ),
    protocol(
        "sm.plain_error",
        [
            "Bare error inside a session",
            "Lỗi không bảo vệ trong phiên bảo mật",
        ],
        "An error status came unprotected, which ends the session (Doc 9303-11 §9.8.5).",
    ),
    protocol(
        "sm.mac_missing",
        ["No code over an answer", "Thiếu MAC"],
        "A protected answer has no DO 8E.",
    ),
    protocol(
        "sm.mac_length",
        ["Code of wrong length", "MAC sai độ dài"],
        "DO 8E has another length than 8 bytes.",
    ),
    protocol(
        "sm.mac_mismatch",
        ["Code over an answer wrong", "MAC sai"],
        "The answer was changed, repeated from earlier, or made with other keys.",
    ),
    protocol(
        "sm.status_missing",
        ["No protected status", "Thiếu trạng thái được bảo vệ"],
        "A protected answer has no DO 99.",
    ),
    protocol(
        "sm.status_mismatch",
        ["Two different statuses", "Hai trạng thái khác nhau"],
        "The protected status differs from the one outside.",
    ),
    protocol(
        "sm.data_missing",
        ["Success without data", "Thành công nhưng không có dữ liệu"],
        "A read answered with success and no data where the file has some.",
    ),
    protocol(
        "sm.data_too_long",
        ["More data than asked for", "Dữ liệu nhiều hơn yêu cầu"],
        "The decrypted answer is longer than the command allowed.",
    ),
    protocol(
        "sm.duplicate_object",
        ["An object twice", "Đối tượng lặp lại"],
        "A protected answer holds a data object twice.",
    ),
    protocol(
        "sm.object_order",
        ["Objects out of order", "Sai thứ tự đối tượng"],
        "The data objects of a protected answer are not in their order.",
    ),
    protocol(
        "sm.unknown_object",
        [
            "An object that has no place",
            "Đối tượng không thuộc về đây",
        ],
        "A protected answer holds a data object that does not belong there.",
    ),
    protocol(
        "sm.wrong_object",
        [
            "The other kind of data object",
            "Sai loại đối tượng dữ liệu",
        ],
        "DO 85 came for an even instruction or DO 87 for an odd one.",
    ),
    protocol(
        "sm.padding_indicator",
        ["Padding indicator wrong", "Chỉ báo đệm sai"],
        "The first byte of DO 87 is not 01.",
    ),
    protocol(
        "sm.padding",
        ["Padding wrong", "Đệm sai"],
        "The decrypted data do not end in 80 and zeros.",
    ),
    entry(
        "sm.key_length",
        ["Session key of wrong length", "Khóa phiên sai độ dài"],
        "The calling program gave a key that does not fit the cipher.",
        "A bug in the program that uses the library; nothing about the document.",
        [
            "report it with the command that caused it",
            "hãy báo lỗi kèm lệnh gây ra",
        ],
    ),
    entry(
        "sm.counter_exhausted",
        ["Counter at its end", "Bộ đếm đã hết"],
        "The send sequence counter would repeat.",
        "The session is over before a counter value is used twice.",
        ["open a new session", "mở phiên mới"],
    ),
    entry(
        "card.application_not_found",
        [
            "No travel document application",
            "Không có ứng dụng giấy tờ du lịch",
        ],
        "The card does not know the application A0000002471001.",
        "This is another kind of card, or its application needs other access.",
        [
            "check that the right card lies on the reader",
            "kiểm tra đúng thẻ đang đặt trên đầu đọc",
        ],
    ),
    protocol(
        "card.no_progress",
        ["The chip sends nothing", "Chip không gửi dữ liệu"],
        "Reads answered with success and no bytes again and again.",
    ),
    protocol(
        "card.too_much_data",
        ["More data than asked for", "Dữ liệu nhiều hơn yêu cầu"],
        "An answer in the clear is longer than the command allowed.",
    ),
    protocol(
        "card.unexpected_status",
        [
            "A status that has no place here",
            "Trạng thái không mong đợi",
        ],
        "The chip answered a command with a status word that no fallback covers.",
    ),
    entry(
        "ta.no_chain",
        [
            "No fitting certificates",
            "Không có chuỗi chứng thư phù hợp",
        ],
        "Terminal Authentication was wanted and no chain starts at the authority the chip names.",
        "The protected data groups were not read.",
        [
            "give the chain with --ta-chain and the key with --ta-key",
            "cung cấp chuỗi bằng --ta-chain và khóa bằng --ta-key",
        ],
    ),
    entry(
        "ta.chain_refused",
        ["Chip refuses a certificate", "Chip từ chối chứng thư"],
        "A certificate of the chain is expired by the chip's date, or not signed as it should be.",
        "The protected data groups were not read.",
        ["renew the chain", "gia hạn chuỗi chứng thư"],
    ),
    entry(
        "ta.signature_refused",
        [
            "Chip refuses our signature",
            "Chip từ chối chữ ký của đầu đọc",
        ],
        "The chip refuses EXTERNAL AUTHENTICATE.",
        "The protected data groups were not read.",
        [
            "check that the key belongs to the chain",
            "kiểm tra khóa thuộc về chuỗi",
        ],
    ),
    protocol(
        "ta.challenge_length",
        ["Challenge of wrong length", "Thử thách sai độ dài"],
        "GET CHALLENGE did not give 8 bytes.",
    ),
    protocol(
        "ta.cvca_missing",
        ["EF.CVCA not found", "Không thấy EF.CVCA"],
        "EF.CVCA is not where DG14 says.",
    ),
    protocol(
        "ta.cvca_malformed",
        ["EF.CVCA cannot be used", "EF.CVCA không dùng được"],
        "EF.CVCA names no authority.",
    ),
];
