//! Vietnamese.

use super::Msg;
use crate::{Decision, TimeSource};
use vidimus_lds::profile::ChoiceReason;
use vidimus_trust::Outcome;

pub(super) fn text(message: &Msg<'_>) -> String {
    headline(message)
        .or_else(|| answer(message))
        .or_else(|| label(message))
        .map_or_else(|| particular(message), str::to_owned)
}

const fn headline(message: &Msg<'_>) -> Option<&'static str> {
    Some(match message {
        Msg::AuthenticChipLive => "XÁC THỰC: dữ liệu thật, và chip vừa chứng minh là chip gốc",
        Msg::AuthenticChipCaller => {
            "XÁC THỰC: dữ liệu thật, và chip đã chứng minh là chip gốc theo thử thách của bên gọi"
        }
        Msg::AuthenticChipReplayed => {
            "XÁC THỰC: dữ liệu thật; bản ghi có câu trả lời của chip gốc, không phải bằng chứng của hôm nay"
        }
        Msg::AuthenticChipNotShown => {
            "XÁC THỰC: dữ liệu thật; chưa chứng minh được đây có phải chip gốc hay không"
        }
        Msg::ForgedDataAltered => "KHÔNG XÁC THỰC: dữ liệu trên chip khác với dữ liệu đã ký",
        Msg::ForgedSignature => "KHÔNG XÁC THỰC: chữ ký trên dữ liệu không hợp lệ",
        Msg::ForgedChip => "KHÔNG XÁC THỰC: chip này không làm được điều chip gốc làm được",
        Msg::ForgedSigner => "KHÔNG XÁC THỰC: người ký không được quốc gia cấp bảo đảm",
        Msg::ForgedByPolicy => {
            "KHÔNG XÁC THỰC theo chính sách này: có kiểm tra thất bại mà chính sách không cho qua"
        }
        Msg::OpenData => {
            "CHƯA XÁC ĐỊNH: chưa chứng minh được dữ liệu là thật, cũng chưa thấy là giả"
        }
        Msg::OpenChip => {
            "CHƯA XÁC ĐỊNH: dữ liệu thật; chưa chứng minh được đây là chip gốc, dù giấy tờ có hỗ trợ chứng minh"
        }
        Msg::OpenOther => "CHƯA XÁC ĐỊNH: dữ liệu thật, nhưng một kiểm tra khác để ngỏ kết luận",
        _ => return None,
    })
}

const fn answer(message: &Msg<'_>) -> Option<&'static str> {
    Some(match message {
        Msg::DataSignatureWrong => "đã bị sửa: chữ ký không khớp",
        Msg::DataUnproven => "chưa chứng minh được là thật",
        Msg::ChipLive => "chip gốc: vừa dùng khóa riêng của mình; không cho biết chip đang ở đâu",
        Msg::ChipCaller => "chip gốc: đã trả lời thử thách do bên gọi chọn",
        Msg::ChipReplayed => "chip gốc đã trả lời lúc ghi; hôm nay không được hỏi",
        Msg::ChipFailed => "không phải chip gốc: không dùng được khóa của giấy tờ này",
        Msg::ChipUnsupported => "giấy tờ không hỗ trợ chứng minh: không phân biệt được với bản sao",
        Msg::ChipNoChip => "chưa chứng minh: chỉ có tệp thì không chứng minh được chip",
        Msg::ChipRecording => "chưa chứng minh: bản ghi không chứng minh được chip",
        Msg::ChipUnproven => "chưa chứng minh được là chip gốc",
        Msg::DateRevoked => "người ký tài liệu đã bị thu hồi",
        Msg::DateInDate { until: None } => "còn hạn",
        Msg::DateNoExpiry => "còn hạn: giấy tờ không thời hạn",
        Msg::DateExpired { until: None } => "đã hết hạn",
        Msg::DateUnknown => "không rõ: không dựa được vào ngày hết hạn hoặc thời gian",
        Msg::PrintedMatches => "dữ liệu in trùng với chip",
        Msg::PrintedDiffers => "dữ liệu in khác với chip",
        Msg::PrintedNotCompared => "chưa so sánh với chip",
        Msg::PersonNotChecked => "phần mềm không kiểm tra: hãy tự so khuôn mặt",
        _ => return None,
    })
}

const fn label(message: &Msg<'_>) -> Option<&'static str> {
    Some(match message {
        Msg::LabelData => "dữ liệu",
        Msg::LabelChip => "con chip",
        Msg::LabelDate => "thời hạn",
        Msg::LabelPrinted => "bản in",
        Msg::LabelPerson => "con người",
        Msg::HeadingWhy => "Vì sao",
        Msg::HeadingOther => "Các kiểm tra khác không đạt",
        Msg::HeadingQuirks => "Sai lệch được chấp nhận",
        Msg::HeadingNotices => "Lưu ý",
        Msg::HeadingDocument => "Giấy tờ",
        Msg::HeadingAgreement => "Đối chiếu",
        Msg::HeadingContent => "Các nhóm dữ liệu khác",
        Msg::AgreementOpen => "không so sánh được",
        Msg::LabelError => "lỗi",
        Msg::LabelTriesLeft => "số lần thử còn lại",
        Msg::Hint => "gợi ý",
        Msg::NoAnchors => "kho tin cậy trống",
        Msg::RevocationChecked => "đã kiểm tra thu hồi",
        Msg::RevocationNotChecked => "chưa kiểm tra thu hồi",
        Msg::PinnedSigner => "do một người ký được ghim ký, không có CSCA",
        Msg::AnchorNamed => "không ai bảo đảm CSCA này, nhưng chính sách nêu đích danh nó",
        Msg::DocumentUnproven => "các thông tin này chưa được chứng minh",
        Msg::DocumentNumber { value: None } => "số được ẩn",
        Msg::Holder { value: None } => "tên được ẩn",
        Msg::BirthDate { value: None } => "ngày sinh được ẩn",
        Msg::Outcome(Outcome::Passed) => "đạt",
        Msg::Outcome(Outcome::Failed) => "thất bại",
        Msg::Outcome(Outcome::NotSupported) => "không hỗ trợ",
        Msg::Outcome(Outcome::Aborted) => "bị ngắt",
        Msg::Outcome(Outcome::NotRequested) => "không yêu cầu",
        Msg::Outcome(_) => "chưa xác định",
        _ => return None,
    })
}

fn particular(message: &Msg<'_>) -> String {
    match *message {
        Msg::Decided { decision, policy } => {
            format!("quyết định: {} (chính sách {policy})", decided(decision))
        }
        Msg::DataAuthentic { covers, signer } => format!("{covers} đúng như {signer} đã ký"),
        Msg::DataNotCovered { groups } => format!("không đọc nên không bao gồm: {groups}"),
        Msg::DataAltered { groups } => format!("đã bị sửa: {groups} khác với dữ liệu đã ký"),
        Msg::DateInDate { until: Some(until) } => format!("còn hạn đến {until}"),
        Msg::DateExpired { until: Some(until) } => format!("hết hạn ngày {until}"),
        Msg::DiffersAt { what, at } => format!("{what} khác nhau: {at}"),
        Msg::DetailsHidden { count, groups } => format!("{count} giá trị được ẩn ({groups})"),
        Msg::GroupUnproven { group } => format!("nội dung {group} chưa được chứng minh"),
        Msg::Damaged { bytes } => format!("có ký tự bị thay thế; các byte là {bytes}"),
        Msg::CountPassed { count } => format!("{count} kiểm tra đạt"),
        Msg::ReadIncomplete { code } => {
            format!("việc đọc kết thúc sớm [{code}]; phần sau chỉ dựa trên một phần giấy tờ")
        }
        Msg::JudgedAt { at, source } => format!("đánh giá tại {at} ({})", clock(source)),
        Msg::Anchors { count, source } => format!("{count} mốc tin cậy từ {source}"),
        Msg::AnchorsAsOf { day } => format!("danh sách mới nhất ngày {day}"),
        Msg::DocumentKind { kind, issuer } => format!("{kind} của {issuer}"),
        Msg::DocumentNumber { value } => format!("số {}", value.unwrap_or_default()),
        Msg::Holder { value } => format!("tên {}", value.unwrap_or_default()),
        Msg::BirthDate { value } => format!("sinh ngày {}", value.unwrap_or_default()),
        Msg::ChipProvedBy { how } => format!("chứng minh bằng {how}"),
        Msg::ProfileUsed {
            title,
            name,
            reason,
        } => format!("xử lý như: {title} ({name}), {}", why_profile(reason)),
        Msg::ProfileWaived { groups } => format!(
            "loại giấy tờ này có thể không có {groups}; danh sách có chữ ký không ghi {groups}, nên kết luận không cần đến"
        ),
        Msg::OpenedBy { how } => format!("mở chip bằng {how}"),
        Msg::TriesLeft { count } => format!("còn {count} lần thử"),
        Msg::Kept { path } => format!("đã giữ: {path} chứa những gì đã đọc"),
        Msg::CodeOfFault { code, step: None } => {
            format!("mã: {code} · vidimus explain {code}")
        }
        Msg::CodeOfFault {
            code,
            step: Some(step),
        } => format!("mã: {code} tại {step} · vidimus explain {code}"),
        Msg::MoreWith { code } => format!("xem thêm: vidimus explain {code}"),
        Msg::SignerNamed { country } => format!("chứng thư người ký ghi {country}"),
        Msg::AnchorOfGroup { group } => format!("chỉ được tin cho giấy tờ thuộc nhóm {group}"),
        Msg::AnchorFrom { provenance } => format!("CSCA lấy từ {provenance}"),
        Msg::RevocationCheckedBy { day } => format!("đã kiểm tra thu hồi (danh sách ngày {day})"),
        Msg::RevocationStale { days } => {
            format!("chưa kiểm tra thu hồi: danh sách thu hồi đã {days} ngày tuổi")
        }
        Msg::VouchedBy { by, anchor } => vouched(by, anchor),
        Msg::SeenSince { day } => format!("được biết từ {day}"),
        _ => String::new(),
    }
}

/// By whose act an anchor is trusted.
fn vouched(by: &str, anchor: &str) -> String {
    match by {
        "user" => "do người dùng thêm vào".to_owned(),
        "pin" => "do người dùng ghim".to_owned(),
        "list" => format!("danh sách của nó được ký dưới {anchor}"),
        "link" => format!("được nối từ {anchor}"),
        _ => "không ai bảo đảm".to_owned(),
    }
}

const fn decided(decision: Decision) -> &'static str {
    match decision {
        Decision::Accept => "chấp nhận",
        Decision::Refer => "chuyển: cần người xem xét",
        Decision::Reject => "từ chối",
    }
}

const fn clock(source: TimeSource) -> &'static str {
    match source {
        TimeSource::Clock => "đồng hồ máy này",
        TimeSource::Given => "thời gian được cho",
        TimeSource::Recorded => "thời gian không ký của bản ghi",
    }
}

/// Why a document is judged by a profile.
const fn why_profile(reason: ChoiceReason) -> &'static str {
    match reason {
        ChoiceReason::Asked => "theo yêu cầu",
        ChoiceReason::CardAccess => "nhận biết qua EF.CardAccess",
        ChoiceReason::ApplicationId => "nhận biết qua ứng dụng trên chip",
        ChoiceReason::Mrz => "nhận biết qua MRZ",
        ChoiceReason::Qr => "nhận biết qua mã QR",
        ChoiceReason::Default => "vì không hồ sơ nào khác phù hợp",
    }
}
