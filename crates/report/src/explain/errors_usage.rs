//! Errors on the way to the card, and in how a command was called.

use super::Entry;

const NOT_READ: &str = "Nothing was judged. This says nothing about the document.";

const fn way(
    code: &'static str,
    title: [&'static str; 2],
    cause: &'static str,
    remedy: [&'static str; 2],
) -> Entry {
    Entry {
        code,
        title,
        cause,
        meaning: NOT_READ,
        remedy,
    }
}

pub(super) const TABLE: &[Entry] = &[
    way(
        "transport.no_service",
        ["No PC/SC service", "Không có dịch vụ PC/SC"],
        "The smart card service does not run or may not be used.",
        [
            "`vidimus doctor` says what is missing; on Linux start pcscd",
            "`vidimus doctor` cho biết thiếu gì; trên Linux hãy khởi động pcscd",
        ],
    ),
    way(
        "transport.not_permitted",
        ["PC/SC service refuses us", "Dịch vụ PC/SC từ chối"],
        "The system's rules do not let this user talk to the smart card service.",
        [
            "`vidimus doctor` names the rule (polkit)",
            "`vidimus doctor` chỉ ra quy tắc (polkit)",
        ],
    ),
    way(
        "transport.no_reader",
        ["No reader", "Không có đầu đọc"],
        "The service runs and knows no reader, or none of the name given.",
        [
            "plug a reader in; `vidimus readers` lists them",
            "cắm đầu đọc; `vidimus readers` liệt kê chúng",
        ],
    ),
    way(
        "transport.reader_gone",
        ["Reader pulled out", "Đầu đọc bị rút"],
        "The reader was there and is no longer.",
        ["plug it in again", "cắm lại đầu đọc"],
    ),
    way(
        "transport.timeout",
        ["No card in time", "Không có thẻ kịp thời gian"],
        "No card came within the time given.",
        [
            "place the document flat on the reader; --timeout waits longer",
            "đặt giấy tờ áp sát đầu đọc; --timeout để chờ lâu hơn",
        ],
    ),
    way(
        "transport.card_timeout",
        ["Card not done in time", "Thẻ không xong kịp thời gian"],
        "The card was being read and took longer than one card is given (`read --loop`), or stopped answering.",
        [
            "place the document anew and leave it still; --timeout gives a card more time",
            "đặt lại giấy tờ và giữ yên; --timeout cho mỗi thẻ thêm thời gian",
        ],
    ),
    way(
        "transport.card_removed",
        ["Card left the reader", "Thẻ rời đầu đọc"],
        "The card was taken away, or the field lost it, before everything was read.",
        [
            "leave the document still until the report appears",
            "giữ yên giấy tờ cho đến khi có kết quả",
        ],
    ),
    way(
        "transport.card_reset",
        [
            "Card reset by another program",
            "Thẻ bị chương trình khác đặt lại",
        ],
        "Another program reset the card; the keys of the session are gone.",
        [
            "close the other program that uses the reader",
            "đóng chương trình khác đang dùng đầu đọc",
        ],
    ),
    way(
        "transport.card_in_use",
        [
            "Another program holds the card",
            "Chương trình khác đang giữ thẻ",
        ],
        "The card is opened exclusively by another program.",
        [
            "close the other program that uses the reader",
            "đóng chương trình khác đang dùng đầu đọc",
        ],
    ),
    way(
        "transport.unresponsive",
        ["Card does not answer", "Thẻ không trả lời"],
        "There is a card, and it does not answer or speaks no known protocol.",
        [
            "place the document again, chip towards the reader",
            "đặt lại giấy tờ, mặt chip hướng về đầu đọc",
        ],
    ),
    way(
        "transport.too_long",
        [
            "Command too long for the reader",
            "Lệnh quá dài với đầu đọc",
        ],
        "The reader does not take commands of this length.",
        ["use --apdu short", "dùng --apdu short"],
    ),
    way(
        "transport.cancelled",
        ["Waiting was cancelled", "Đã hủy chờ"],
        "Somebody ended the wait.",
        ["call the command again", "hãy gọi lại lệnh"],
    ),
    way(
        "transport.other",
        ["Reader error", "Lỗi đầu đọc"],
        "The smart card service reports an error that has no name here.",
        [
            "`vidimus doctor` tries each part alone",
            "`vidimus doctor` thử từng phần",
        ],
    ),
    way(
        "transport.no_vpcd",
        ["No virtual reader", "Không có đầu đọc ảo"],
        "Nobody listens where the software chip should plug in.",
        [
            "start pcscd with the vsmartcard-vpcd driver installed",
            "khởi động pcscd với trình điều khiển vsmartcard-vpcd",
        ],
    ),
    way(
        "transport.no_randomness",
        ["No random numbers", "Không có số ngẫu nhiên"],
        "The system gives no random numbers, without which no chip is opened.",
        [
            "repair the system's random source",
            "sửa nguồn ngẫu nhiên của hệ thống",
        ],
    ),
    way(
        "usage.arguments",
        ["Command line makes no sense", "Dòng lệnh không hợp lệ"],
        "An option or command does not exist, or misses its value.",
        [
            "`vidimus --help` lists commands and options",
            "`vidimus --help` liệt kê lệnh và tùy chọn",
        ],
    ),
    way(
        "usage.option",
        ["A value makes no sense", "Giá trị không hợp lệ"],
        "An option has a value it cannot have; the message says what it takes.",
        [
            "`vidimus help` and the name of the command say what it takes",
            "`vidimus help` kèm tên lệnh cho biết giá trị hợp lệ",
        ],
    ),
    way(
        "usage.unknown_name",
        ["Unknown name", "Tên không tồn tại"],
        "A preset, fault, policy or code of this name does not exist.",
        [
            "`vidimus explain` without a code lists the codes",
            "`vidimus explain` không kèm mã sẽ liệt kê các mã",
        ],
    ),
    way(
        "usage.policy",
        ["Policy cannot be used", "Chính sách không dùng được"],
        "The policy file has a key or a value that does not exist; a misspelt key must not weaken a policy.",
        [
            "its keys are name, tolerance, chip, data.required and access.bac_after_pace_failure",
            "các khóa là name, tolerance, chip, data.required và access.bac_after_pace_failure",
        ],
    ),
    way(
        "usage.profile",
        [
            "Document profile cannot be used",
            "Hồ sơ giấy tờ không dùng được",
        ],
        "The profile file has a key or a value that does not exist, or there is no built-in profile of that name.",
        [
            "docs/profiles.md explains every key; built in are icao, vn-cccd, eu-id-card and iso18013",
            "docs/profiles.md giải thích mọi khóa; có sẵn icao, vn-cccd, eu-id-card và iso18013",
        ],
    ),
    way(
        "usage.qr_malformed",
        [
            "Not the QR code of a citizen card",
            "Không phải mã QR của thẻ căn cước",
        ],
        "The text has other fields than the QR code of a Vietnamese citizen card: number, old number, name, birth, sex, residence, day of issue, parted by `|`, and four more since July 2024.",
        [
            "give the text of the code as a scanner types it, in UTF-8; turn Vietnamese input methods off while scanning",
            "đưa nội dung mã đúng như máy quét gõ ra, mã hóa UTF-8; tắt bộ gõ tiếng Việt khi quét",
        ],
    ),
    way(
        "usage.key_not_in_profile",
        [
            "Key not for this kind of document",
            "Khóa không dùng cho loại giấy tờ này",
        ],
        "By the document profile that was asked for, such documents open with another kind of key.",
        [
            "give one of the keys that the message names, or leave the profile to --profile auto",
            "đưa một trong các khóa mà thông báo nêu, hoặc để chương trình tự chọn hồ sơ bằng --profile auto",
        ],
    ),
    way(
        "usage.protocol_not_in_profile",
        [
            "Protocol not of this kind of document",
            "Giao thức không dùng cho loại giấy tờ này",
        ],
        "`--access` asks for PACE or BAC, and by the document profile such documents do not open that way.",
        [
            "leave --access at auto, or choose another --profile",
            "để --access là auto, hoặc chọn --profile khác",
        ],
    ),
    way(
        "usage.challenge_length",
        ["Challenge not of 8 bytes", "Thử thách không đủ 8 byte"],
        "A caller's own challenge for Active Authentication has exactly 8 bytes.",
        ["give 16 hexadecimal digits", "cho 16 chữ số thập lục phân"],
    ),
    way(
        "usage.duplicate_file",
        ["Two files are the same data", "Hai tệp cùng một dữ liệu"],
        "Two files in one folder start with the same tag; one of them would be left out silently.",
        ["give one document at a time", "mỗi lần chỉ một giấy tờ"],
    ),
    way(
        "usage.no_access_key",
        ["No key given", "Chưa cho khóa"],
        "The chip needs a key (the MRZ, or the CAN) and there is nobody to ask.",
        [
            "give the MRZ with --mrz-file FILE or the CAN with --can-file FILE, `-` for stdin",
            "cho MRZ bằng --mrz-file FILE hoặc CAN bằng --can-file FILE, `-` từ stdin",
        ],
    ),
    way(
        "usage.key_malformed",
        ["Key file holds no key", "Tệp khóa không có khóa"],
        "The text is not what the option asks for: an MRZ (or number, birth date and expiry date), or the digits of a CAN, PIN or PUK.",
        [
            "give the MRZ as printed, or three lines: number, birth date, expiry date as YYMMDD; a number as its digits alone",
            "cho MRZ như đã in, hoặc ba dòng: số, ngày sinh, ngày hết hạn dạng YYMMDD; CAN, PIN, PUK chỉ gồm chữ số",
        ],
    ),
    way(
        "usage.several_keys",
        ["More than one key", "Nhiều hơn một khóa"],
        "A chip is opened with one key, and nothing says which of those given it is.",
        [
            "give one of --mrz-file, --can-file, --pin-file, --puk-file",
            "chỉ cho một trong --mrz-file, --can-file, --pin-file, --puk-file",
        ],
    ),
    way(
        "usage.personal_recording",
        ["Personal recording in CI", "Bản ghi cá nhân trong CI"],
        "The recording is of a person's document, and CI is set.",
        [
            "use synthetic recordings in CI, or say --allow-personal",
            "dùng bản ghi tổng hợp trong CI, hoặc --allow-personal",
        ],
    ),
    way(
        "usage.secret_argument",
        ["A secret as an argument", "Bí mật trên dòng lệnh"],
        "Arguments can be read by every program on the machine.",
        [
            "put it into a file and use --mrz-file, --can-file, --pin-file or --puk-file",
            "ghi vào tệp và dùng --mrz-file, --can-file, --pin-file hoặc --puk-file",
        ],
    ),
    way(
        "usage.nothing_recorded",
        ["No recorded time", "Không có thời gian ghi"],
        "--at recorded was asked for and the input tells no time.",
        ["give a time with --at", "cho thời gian bằng --at"],
    ),
    way(
        "usage.unreadable",
        ["Cannot read", "Không đọc được"],
        "A file or folder is not there or may not be read.",
        [
            "give a file or folder that is there and may be read",
            "cho tệp hoặc thư mục có thật và được phép đọc",
        ],
    ),
    way(
        "usage.unwritable",
        ["Cannot write", "Không ghi được"],
        "A file or folder cannot be written; nothing half-written is left.",
        [
            "choose a place in a folder that you may write to",
            "chọn nơi mà bạn được phép ghi",
        ],
    ),
    way(
        "usage.exists",
        ["Exists already", "Đã tồn tại"],
        "The output is there already and is never overwritten.",
        [
            "choose another name, or remove it first",
            "chọn tên khác, hoặc xóa trước",
        ],
    ),
    way(
        "usage.too_large",
        ["Input too large", "Đầu vào quá lớn"],
        "The input has more bytes than anything of its kind.",
        [
            "give the right file; nothing of this kind is as large",
            "cho đúng tệp; không loại nào lớn như vậy",
        ],
    ),
    way(
        "usage.no_files",
        ["Nothing to work on", "Không có gì để làm"],
        "No file was given, or the folder is empty.",
        ["give at least one file", "cho ít nhất một tệp"],
    ),
    way(
        "usage.no_chip_file",
        ["No chip file here", "Không có tệp chip"],
        "No file in the folder starts like a file of the chip; names do not matter.",
        [
            "chip files start with 60, 61, 75, 77 and so on",
            "tệp chip bắt đầu bằng 60, 61, 75, 77 và tương tự",
        ],
    ),
    way(
        "usage.no_portrait",
        ["No portrait was read", "Chưa đọc ảnh"],
        "--portrait was asked for and DG2 was not read.",
        ["read DG2 too", "đọc cả DG2"],
    ),
    way(
        "usage.no_pcsc",
        ["Built without PC/SC", "Bản dựng không có PC/SC"],
        "This build has no support for readers.",
        ["build with the feature `pcsc`", "dựng với tính năng `pcsc`"],
    ),
    way(
        "usage.ambiguous_reader",
        ["Several readers fit", "Nhiều đầu đọc cùng khớp"],
        "More than one reader has a name like the one given.",
        [
            "give more of the name; `vidimus readers` lists them",
            "cho tên đầy đủ hơn; `vidimus readers` liệt kê chúng",
        ],
    ),
    way(
        "usage.unknown_fault",
        ["Unknown fault", "Lỗi mô phỏng không tồn tại"],
        "The software chip has no fault of this name.",
        [
            "`vidimus chip --list` shows every fault",
            "`vidimus chip --list` liệt kê mọi lỗi",
        ],
    ),
    way(
        "usage.fault_parameter",
        ["Fault does not take this", "Tham số lỗi không hợp lệ"],
        "A fault of the software chip has a parameter or value that it cannot have.",
        [
            "`vidimus chip --list` shows every fault with its parameters",
            "`vidimus chip --list` liệt kê lỗi và tham số",
        ],
    ),
    way(
        "usage.chip",
        [
            "Software chip cannot be made",
            "Không tạo được chip phần mềm",
        ],
        "The preset, folder or fault does not make a chip; the message says why.",
        [
            "`vidimus chip --list` shows presets and faults",
            "`vidimus chip --list` liệt kê mẫu chip và lỗi",
        ],
    ),
    way(
        "usage.apdu",
        ["Command cannot be built", "Không dựng được lệnh"],
        "The caller asked for a command that has no encoding, such as too much data.",
        [
            "report it with the command that caused it",
            "hãy báo lỗi kèm lệnh gây ra",
        ],
    ),
    way(
        "usage.session_ended",
        ["Session is over", "Phiên đã kết thúc"],
        "The calling program used a session after its end.",
        ["open a new session", "mở phiên mới"],
    ),
    way(
        "usage.no_randomness",
        ["No random numbers", "Không có số ngẫu nhiên"],
        "The calling program gave no random numbers, without which no chip is opened.",
        [
            "give the library a source of random numbers",
            "cung cấp nguồn số ngẫu nhiên cho thư viện",
        ],
    ),
    way(
        "bug.panic",
        ["A bug in vidimus", "Lỗi của vidimus"],
        "The program broke one of its own rules.",
        [
            "report it with the command that caused it",
            "hãy báo lỗi kèm lệnh gây ra",
        ],
    ),
];
