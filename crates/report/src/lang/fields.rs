//! What fields are called.

use super::Lang;

/// The title of a field by its stable name; the name itself where there is none.
pub(crate) fn field_title(field: &'static str, lang: Lang) -> &'static str {
    let row = TITLES.iter().find(|(name, ..)| *name == field);
    match (row, lang) {
        (Some((_, english, _)), Lang::En) => english,
        (Some((.., vietnamese)), Lang::Vi) => vietnamese,
        (None, _) => field,
    }
}

/// Name, English, Vietnamese; in the order of names.
const TITLES: &[(&str, &str, &str)] = &[
    ("address", "address", "địa chỉ"),
    ("birth_date", "date of birth", "ngày sinh"),
    (
        "birth_date_check_digit",
        "check digit of the date of birth",
        "số kiểm tra của ngày sinh",
    ),
    ("card_code", "card code", "mã thẻ"),
    (
        "composite_check_digit",
        "composite check digit",
        "số kiểm tra tổng hợp",
    ),
    ("custody", "custody", "quyền giám hộ"),
    (
        "device_serial_number",
        "device that made it",
        "thiết bị cá thể hóa",
    ),
    ("document_code", "document code", "mã loại giấy tờ"),
    ("document_number", "document number", "số giấy tờ"),
    (
        "document_number_check_digit",
        "check digit of the document number",
        "số kiểm tra của số giấy tờ",
    ),
    ("endorsements", "endorsements", "ghi chú"),
    ("ethnicity", "ethnicity", "dân tộc"),
    ("expiry_date", "date of expiry", "ngày hết hạn"),
    (
        "expiry_date_check_digit",
        "check digit of the date of expiry",
        "số kiểm tra của ngày hết hạn",
    ),
    ("father", "father", "cha"),
    ("format", "format of the zone", "khổ vùng MRZ"),
    ("front", "picture of the front", "ảnh mặt trước"),
    ("full_name", "full name", "họ và tên"),
    (
        "identifying_features",
        "identifying features",
        "đặc điểm nhận dạng",
    ),
    ("issue_date", "date of issue", "ngày cấp"),
    ("issuer", "issuing state", "quốc gia cấp"),
    ("issuing_authority", "issuing authority", "cơ quan cấp"),
    ("mother", "mother", "mẹ"),
    ("name", "name", "họ tên"),
    ("nationality", "nationality", "quốc tịch"),
    ("old_number", "old identity card number", "số CMND cũ"),
    ("optional_data", "optional data", "dữ liệu tùy chọn"),
    (
        "optional_data_check_digit",
        "check digit of the optional data",
        "số kiểm tra của dữ liệu tùy chọn",
    ),
    (
        "optional_data_second",
        "second optional data",
        "dữ liệu tùy chọn thứ hai",
    ),
    (
        "other_document_numbers",
        "numbers of other documents",
        "số giấy tờ khác",
    ),
    ("other_name", "other name", "tên khác"),
    ("other_person", "other person", "người khác"),
    ("person_address", "address to notify", "địa chỉ báo tin"),
    ("person_name", "person to notify", "người cần báo tin"),
    ("person_recorded", "recorded on", "ngày ghi nhận"),
    (
        "person_telephone",
        "telephone to notify",
        "điện thoại báo tin",
    ),
    ("personal_number", "personal number", "số định danh"),
    ("personal_summary", "summary", "tóm tắt"),
    ("personalised_at", "personalised at", "thời điểm cá thể hóa"),
    ("place_of_birth", "place of birth", "nơi sinh"),
    ("place_of_origin", "place of origin", "quê quán"),
    ("portrait", "displayed portrait", "ảnh chân dung"),
    ("primary_identifier", "surname", "họ"),
    ("profession", "profession", "nghề nghiệp"),
    (
        "proof_of_citizenship",
        "proof of citizenship",
        "giấy tờ chứng minh quốc tịch",
    ),
    ("rear", "picture of the rear", "ảnh mặt sau"),
    ("religion", "religion", "tôn giáo"),
    ("residence", "place of residence", "nơi cư trú"),
    ("secondary_identifier", "given names", "tên đệm và tên"),
    ("sex", "sex", "giới tính"),
    ("signature", "displayed signature", "ảnh chữ ký"),
    ("spouse", "spouse", "vợ hoặc chồng"),
    (
        "tax_or_exit",
        "tax or exit requirements",
        "yêu cầu thuế hoặc xuất cảnh",
    ),
    ("telephone", "telephone", "điện thoại"),
    ("title", "title", "danh xưng"),
    (
        "unknown",
        "field without a known meaning",
        "trường chưa rõ ý nghĩa",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::DataField;

    #[test]
    fn each_has_both_and_the_names_are_in_order() {
        assert!(TITLES.is_sorted_by(|one, two| one.0 < two.0));
        for (name, english, vietnamese) in TITLES {
            assert_ne!(english, vietnamese, "{name}");
        }
        for field in DataField::ALL.map(DataField::as_str) {
            assert_ne!(field_title(field, Lang::Vi), field);
        }
    }
}
