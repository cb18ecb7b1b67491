//! Title and clause of each check, in English and Vietnamese.

use super::CheckId;
use crate::lang::Lang;
use std::borrow::Cow;

impl CheckId {
    /// What the check shows when it passes, in a few words; the JSON report uses English.
    #[must_use]
    pub fn title(self, lang: Lang) -> Cow<'static, str> {
        if let Self::PaHash(group) = self {
            let name = group.name();
            return Cow::Owned(match lang {
                Lang::En => format!("{name} matches the signed hash"),
                Lang::Vi => format!("{name} khớp với giá trị băm đã ký"),
            });
        }
        let (english, vietnamese) = pair(self);
        Cow::Borrowed(match lang {
            Lang::En => english,
            Lang::Vi => vietnamese,
        })
    }

    /// The clause that defines the check.
    #[must_use]
    pub const fn reference(self) -> &'static str {
        match self {
            Self::AccessBac => "Doc 9303-11 §4.3",
            Self::AccessPace => "Doc 9303-11 §4.4",
            Self::AccessDowngrade => "Doc 9303-11 §4.2",
            Self::AccessKeyMatchesDg1 => "Doc 9303-11 §9.7.2",
            Self::TaAccess => "Doc 9303-11 §7.1",
            Self::SmIntegrity => "Doc 9303-11 §9.8",
            Self::LdsComSod => "BSI TR-03135-1 §5.6.4.4.1",
            Self::LdsCardAccessDg14 => "Doc 9303-11 §4.2",
            Self::LdsStructure => "Doc 9303-10 §4.7",
            Self::PaCardSecurity => "Doc 9303-11 §9.2.11",
            Self::PaSodParse => "Doc 9303-10 §4.6.2",
            Self::PaSodSignature => "Doc 9303-11 §5.1",
            Self::PaSodSignerProfile => "Doc 9303-12 §7.1",
            Self::PaHash(_) => "Doc 9303-11 §5.1",
            Self::PaChainAnchor => "BSI TR-03135-1 §5.6.4.3.3",
            Self::PaChainSignature => "Doc 9303-12 App. D.1",
            Self::PaChainValidity => "BSI TR-03135-1 §5.6.4.3.4",
            Self::PaChainRevocation => "BSI TR-03135-1 §5.6.4.3.5",
            Self::PaChainCountry => "BSI TR-03135-1 §5.6.4.5",
            Self::PaChainDoctype => "Doc 9303-12 §7.1.1",
            Self::CaKeyAgreement => "Doc 9303-11 §6.2",
            Self::AaResponse => "Doc 9303-11 §6.1",
            Self::PaceCam => "Doc 9303-11 §4.4.3.3",
            Self::DocExpiry => "BSI TR-03135-1 §5.7.1",
            Self::DocMrzCheckDigits => "Doc 9303-3 §4.9",
            Self::PrintedMrz => "BSI TR-03135-1 §5.7.2",
            Self::PrintedQr | Self::PrintedSeal => "Doc 9303-13",
            Self::CrossDg1Dg11 => "Doc 9303-10 §4.7.11",
            Self::CrossDg1Dg13 => "Doc 9303-10 §4.7.13",
            Self::CrossNumberStructure => "national rules of the issuer",
        }
    }
}

const fn pair(id: CheckId) -> (&'static str, &'static str) {
    match id {
        CheckId::AccessBac => ("Basic Access Control", "Kiểm soát truy cập cơ bản (BAC)"),
        CheckId::AccessPace => ("PACE", "PACE"),
        CheckId::AccessDowngrade => (
            "No weaker access than the document offers",
            "Không truy cập yếu hơn mức giấy tờ hỗ trợ",
        ),
        CheckId::AccessKeyMatchesDg1 => (
            "DG1 belongs to the MRZ that opened the chip",
            "DG1 thuộc về MRZ đã dùng để mở chip",
        ),
        CheckId::TaAccess => ("Terminal Authentication", "Xác thực thiết bị đọc (TA)"),
        CheckId::SmIntegrity => (
            "Secure messaging was never broken",
            "Kênh truyền bảo mật không bị phá vỡ",
        ),
        CheckId::LdsComSod => (
            "EF.COM and EF.SOD name the same data groups",
            "EF.COM và EF.SOD liệt kê cùng các nhóm dữ liệu",
        ),
        CheckId::LdsCardAccessDg14 => (
            "EF.CardAccess equals its signed copy",
            "EF.CardAccess trùng với bản sao đã ký",
        ),
        CheckId::LdsStructure => (
            "Content of the data groups is well formed",
            "Nội dung các nhóm dữ liệu đúng quy cách",
        ),
        CheckId::PaCardSecurity => ("EF.CardSecurity is authentic", "EF.CardSecurity xác thực"),
        CheckId::PaSodParse => (
            "Document Security Object can be read",
            "Đọc được đối tượng bảo mật tài liệu (SOD)",
        ),
        CheckId::PaSodSignature => (
            "Document Security Object signature",
            "Chữ ký của đối tượng bảo mật tài liệu (SOD)",
        ),
        CheckId::PaSodSignerProfile => (
            "Signer certificate may sign documents",
            "Chứng thư người ký được phép ký tài liệu",
        ),
        CheckId::PaHash(_) => (
            "Data group matches the signed hash",
            "Nhóm dữ liệu khớp giá trị băm đã ký",
        ),
        other => pair_of_the_rest(other),
    }
}

const fn pair_of_the_rest(id: CheckId) -> (&'static str, &'static str) {
    match id {
        CheckId::PaChainAnchor => (
            "Signer chains to a trusted CSCA",
            "Người ký dẫn tới CSCA được tin cậy",
        ),
        CheckId::PaChainSignature => (
            "CSCA signed the signer certificate",
            "CSCA đã ký chứng thư người ký",
        ),
        CheckId::PaChainValidity => (
            "Signer and CSCA valid at the evaluation time",
            "Người ký và CSCA còn hiệu lực tại thời điểm đánh giá",
        ),
        CheckId::PaChainRevocation => ("Signer not revoked", "Người ký chưa bị thu hồi"),
        CheckId::PaChainCountry => (
            "Signer, CSCA and DG1 of one country",
            "Người ký, CSCA và DG1 cùng một quốc gia",
        ),
        CheckId::PaChainDoctype => (
            "Signer may sign this type of document",
            "Người ký được ký loại giấy tờ này",
        ),
        CheckId::CaKeyAgreement => ("Chip Authentication", "Xác thực chip (CA)"),
        CheckId::AaResponse => ("Active Authentication", "Xác thực chủ động (AA)"),
        CheckId::PaceCam => (
            "PACE with Chip Authentication Mapping",
            "PACE kèm xác thực chip (PACE-CAM)",
        ),
        CheckId::DocExpiry => ("Document in date", "Giấy tờ còn hạn"),
        CheckId::DocMrzCheckDigits => ("MRZ check digits in DG1", "Số kiểm tra MRZ trong DG1"),
        CheckId::PrintedMrz => ("Printed MRZ equals DG1", "MRZ in trên giấy tờ trùng DG1"),
        CheckId::PrintedQr => ("Printed QR code equals the chip", "Mã QR in trùng với chip"),
        CheckId::PrintedSeal => (
            "Printed seal equals the chip",
            "Con dấu số in trùng với chip",
        ),
        CheckId::CrossDg1Dg11 => ("DG1 agrees with DG11", "DG1 phù hợp với DG11"),
        CheckId::CrossDg1Dg13 => ("DG1 agrees with DG13", "DG1 phù hợp với DG13"),
        _ => (
            "Document number has the structure of its issuer",
            "Số giấy tờ đúng cấu trúc của bên cấp",
        ),
    }
}
