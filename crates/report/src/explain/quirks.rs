//! Quirks: named deviations of real documents, tolerated under `field`.

use super::Entry;

const fn quirk(
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

pub(super) const TABLE: &[Entry] = &[
    quirk(
        "aa.der_signature",
        [
            "Active Authentication answer in DER",
            "Câu trả lời AA ở dạng DER",
        ],
        "The chip encodes its ECDSA answer in DER instead of r and s side by side.",
        "The signature is the same; strict fails it.",
    ),
    quirk(
        "aa.long_hash",
        ["Hash longer than the key", "Giá trị băm dài hơn khóa"],
        "The chip signs with a hash longer than its key; the leftmost bits are used.",
        "Chips must not, readers can compute it; strict leaves it undetermined.",
    ),
    quirk(
        "aa.short_m1",
        ["Recoverable part too short", "Phần khôi phục quá ngắn"],
        "The recoverable part of an RSA answer is shorter than prescribed.",
        "The key was used all the same; strict fails it.",
    ),
    quirk(
        "aa.info_missing",
        [
            "ECDSA key without its info",
            "Khóa ECDSA thiếu thông tin mô tả",
        ],
        "DG15 holds an ECDSA key and DG14 does not name the hash that goes with it.",
        "The usual hashes are tried; strict leaves it undetermined.",
    ),
    quirk(
        "aa.hash_mismatch",
        ["Another hash than DG14 names", "Hàm băm khác với DG14 ghi"],
        "The chip signs its answer with another hash than its ActiveAuthenticationInfo names.",
        "The key was used all the same; strict fails it.",
    ),
    quirk(
        "pace.card_access_constant",
        [
            "EF.CardAccess taken from the profile",
            "EF.CardAccess lấy từ hồ sơ giấy tờ",
        ],
        "The chip refuses EF.CardAccess in every way; PACE was run as the document profile says that such documents have it.",
        "What was used is compared with the signed copy in DG14; strict does not do it.",
    ),
    quirk(
        "ca.infer_info",
        [
            "Chip Authentication without its info",
            "CA thiếu thông tin mô tả",
        ],
        "DG14 holds a key but no ChipAuthenticationInfo (older French documents); 3DES is inferred.",
        "Chip Authentication runs as usual; strict leaves it undetermined.",
    ),
    quirk(
        "cert.lower_case_country",
        ["Country in lower case", "Mã quốc gia viết thường"],
        "A certificate writes its country code in lower case.",
        "Compared without regard to case; strict fails the signer profile.",
    ),
    quirk(
        "cert.name_order",
        ["Name parts in another order", "Thứ tự thành phần tên khác"],
        "The issuer name of the signer has its parts in another order than the CSCA's name.",
        "Taken as the same name; the signature still has to verify.",
    ),
    quirk(
        "cert.aki_mismatch",
        ["Key identifier does not fit", "Định danh khóa không khớp"],
        "The signer's authority key identifier is not that of the CSCA whose key verifies it.",
        "The CSCA was found by name, and its signature verifies.",
    ),
    quirk(
        "dg2.record_length",
        ["Face record length off", "Độ dài bản ghi khuôn mặt lệch"],
        "The record in DG2 says it is longer or shorter than it is.",
        "The picture was found whole and is signed so; the structure check fails all the same.",
    ),
    quirk(
        "dg2.structure",
        [
            "Face records without their count",
            "Thiếu số lượng bản ghi khuôn mặt",
        ],
        "DG2 does not say how many face records it holds.",
        "The picture was found and is signed so; the structure check fails all the same.",
    ),
    quirk(
        "dg2.type_byte",
        [
            "Picture type contradicts the picture",
            "Kiểu ảnh trái với ảnh",
        ],
        "The type byte says JPEG where the picture is JPEG 2000, or the reverse.",
        "The picture's own first bytes decide.",
    ),
    quirk(
        "ds.key_usage_not_critical",
        [
            "Key usage not critical",
            "Mục đích khóa không đánh dấu quan trọng",
        ],
        "The signer's key usage is right but not marked critical.",
        "The usage counts as it stands; strict fails the signer profile.",
    ),
    quirk(
        "ds.extended_key_usage",
        [
            "Extended key usage of no ICAO role",
            "Mục đích mở rộng ngoài vai trò ICAO",
        ],
        "The signer's certificate carries an extended key usage that is none of ICAO's roles.",
        "Purposes of ICAO are still refused; strict fails the signer profile.",
    ),
    quirk(
        "ds.no_aki",
        [
            "No authority key identifier",
            "Thiếu định danh khóa bên cấp",
        ],
        "The signer's certificate does not name the key of its CSCA.",
        "CSCAs of the issuer's name are tried; strict fails the signer profile.",
    ),
    quirk(
        "ds.time_encoding",
        ["Date in the wrong type", "Ngày mã hóa sai kiểu"],
        "A certificate writes a year before 2050 as GeneralizedTime.",
        "The date is clear; strict fails the signer profile.",
    ),
    quirk(
        "ecdsa.der_integer",
        [
            "Needless zeros in a signature",
            "Số không thừa trong chữ ký",
        ],
        "The numbers of an ECDSA signature carry leading zero bytes that DER forbids.",
        "The numbers are the same; strict leaves the signature undetermined.",
    ),
    quirk(
        "lds.packed_date",
        ["Date in packed digits", "Ngày ghi dạng số nén"],
        "A date in DG11 or DG16 stands as two digits a byte (BCD) where eight digits belong.",
        "The date is read all the same and is signed so.",
    ),
    quirk(
        "lds.unwrapped_list",
        ["Names outside their list", "Tên nằm ngoài danh sách"],
        "An other name in DG11, or other persons in DG12, stand outside the list they belong in.",
        "The names are read all the same and are signed so.",
    ),
    quirk(
        "pace.always_tag84",
        ["PACE parameter id demanded", "PACE luôn cần mã tham số"],
        "The chip wants the parameter id in MSE:Set AT although it is not ambiguous.",
        "One repeat with it; strict sends none.",
    ),
    quirk(
        "pace.no_tag84",
        ["Parameter id refused in PACE", "PACE không nhận mã tham số"],
        "The chip refuses the parameter id in MSE:Set AT although it offers several.",
        "One repeat without it; strict sends none.",
    ),
    quirk(
        "pace.surplus_cam_data",
        ["Chip Authentication data without CAM", "Dữ liệu CAM thừa"],
        "The chip sends the object 8A with a mapping that has none.",
        "Left aside: it proves nothing.",
    ),
    quirk(
        "read.extended_zero",
        [
            "Empty answer to a long read",
            "Trả lời rỗng cho lệnh đọc dài",
        ],
        "The chip answers an extended READ BINARY with success and no data.",
        "Reading goes on with short commands.",
    ),
    quirk(
        "read.no_overrun",
        [
            "Reading past the end breaks the chip",
            "Đọc quá cuối làm hỏng phiên",
        ],
        "The chip ends the session when a read goes past the end of a file.",
        "The length is asked for first, four bytes at a time.",
    ),
    quirk(
        "read.no_sfi",
        [
            "No short file identifiers",
            "Không hỗ trợ định danh tệp ngắn",
        ],
        "The chip refuses READ BINARY with a short file identifier.",
        "Files are selected first.",
    ),
    quirk(
        "read.odd_ins",
        ["Odd instruction only", "Chỉ nhận lệnh đọc lẻ"],
        "The chip refuses READ BINARY with INS B0.",
        "Files are selected and read with INS B1 from the first byte on.",
    ),
    quirk(
        "read.small_le",
        ["Small answers only", "Chỉ trả lời ngắn"],
        "The chip refuses reads of 223 bytes or more.",
        "Reading goes on in smaller steps.",
    ),
    quirk(
        "rsa.digestinfo_no_null",
        ["DigestInfo without NULL", "DigestInfo thiếu NULL"],
        "An RSA signature leaves out the NULL parameters of its hash algorithm.",
        "The hash is the same; strict fails the signature.",
    ),
    quirk(
        "select.p2_zero",
        ["SELECT with P2 00", "SELECT với P2 00"],
        "The chip refuses SELECT with P2 0C and wants to send control information.",
        "Files are selected with P2 00; what the chip sends is left aside.",
    ),
    quirk(
        "sm.reopen_after_plain_error",
        ["Session opened again", "Mở lại phiên"],
        "The chip answered one secured command with a bare error, which ends the session.",
        "A second session goes on at the same byte; strict ends the run.",
    ),
    quirk(
        "sod.attrs_order",
        ["Signed attributes out of order", "Thuộc tính ký sai thứ tự"],
        "The signed attributes are not in the order of DER and were signed as they stand.",
        "Verified as they stand; strict leaves the signature undetermined.",
    ),
    quirk(
        "sod.ber",
        [
            "Indefinite lengths in EF.SOD",
            "Độ dài bất định trong EF.SOD",
        ],
        "EF.SOD is encoded in BER with indefinite lengths.",
        "Decoded as it is; strict fails it.",
    ),
    quirk(
        "sod.legacy_content_type",
        [
            "Older content type in EF.SOD",
            "Kiểu nội dung cũ trong EF.SOD",
        ],
        "EF.SOD names its content with an older object identifier (seen in Belgian, French, Dutch and Chinese documents).",
        "The content is decoded and must fit; strict fails it.",
    ),
    quirk(
        "sod.sid_name",
        [
            "Signer named in another order",
            "Tên người ký theo thứ tự khác",
        ],
        "EF.SOD names the parts of its signer's issuer in another order than the certificate.",
        "Taken as the same name; the signature still has to verify.",
    ),
];
