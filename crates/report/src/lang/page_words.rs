//! The short words of the page for a browser: headings, labels, columns, remarks.

/// One word: its name, then English and Vietnamese.
macro_rules! words {
    ($($name:ident: $english:literal, $vietnamese:literal;)*) => {
        /// A heading, label, column or remark without particulars.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Word {
            $($name,)*
        }

        impl Word {
            /// Every word.
            #[cfg(test)]
            pub(super) const ALL: &[Self] = &[$(Self::$name,)*];

            /// The word in a language.
            pub(crate) fn text(self, lang: super::Lang) -> &'static str {
                super::PageMsg::Word(self).text(lang)
            }

            /// In English and in Vietnamese.
            pub(super) const fn pair(self) -> [&'static str; 2] {
                match self {
                    $(Self::$name => [$english, $vietnamese],)*
                }
            }
        }
    };
}

words! {
    Field: "field", "trường";
    Faces: "where it stands", "nơi ghi";
    Value: "value", "giá trị";
    Same: "same", "giống nhau";
    Differs: "differs", "khác nhau";
    NotComparable: "not comparable", "không so được";
    Answers: "The answers", "Các câu trả lời";
    Checks: "Every check", "Tất cả kiểm tra";
    Groups: "Data groups", "Các nhóm dữ liệu";
    Trust: "Who signed, and who vouches", "Ai ký, và ai bảo đảm";
    Times: "Time at the chip", "Thời gian trao đổi với chip";
    About: "About this page", "Về trang này";
    Kind: "type", "loại";
    Issuer: "issued by", "nơi cấp";
    Number: "number", "số";
    Holder: "name", "họ tên";
    BirthDate: "date of birth", "ngày sinh";
    ExpiryDate: "date of expiry", "ngày hết hạn";
    Hidden: "hidden", "được ẩn";
    HiddenNote: "Portrait and personal data are left out of this page; --reveal puts them in",
        "Trang này không có ảnh chân dung và dữ liệu cá nhân; dùng --reveal để đưa vào";
    RevealedNote: "This page holds personal data: keep it as you would keep the document",
        "Trang này có dữ liệu cá nhân: hãy giữ như giữ chính giấy tờ";
    PortraitFailed: "the portrait cannot be shown", "không hiển thị được ảnh chân dung";
    PortraitAlt: "Portrait of the holder", "Ảnh chân dung người được cấp";
    NothingRead: "Nothing is known about the document: DG1 was not read or does not decode",
        "Chưa biết gì về giấy tờ: chưa đọc được hoặc không giải mã được DG1";
    Outcome: "outcome", "kết quả";
    Check: "check", "kiểm tra";
    Group: "data group", "nhóm dữ liệu";
    Listed: "listed and signed", "có trong danh sách ký";
    Size: "bytes", "số byte";
    Trailing: "of them not covered by the signature", "trong đó không được chữ ký bao gồm";
    Yes: "yes", "có";
    No: "no", "không";
    Unknown: "unknown", "không rõ";
    Signer: "Document signer", "Chứng thư người ký tài liệu";
    Csca: "Country signing CA (CSCA)", "CA ký của quốc gia (CSCA)";
    NoSigner: "no document signer certificate was found",
        "không tìm thấy chứng thư người ký tài liệu";
    NoCsca: "no certificate in the trust store stands behind the signer",
        "không có chứng thư nào trong kho tin cậy đứng sau người ký";
    Subject: "subject", "chủ thể";
    CertificateIssuer: "issuer", "bên cấp";
    Country: "country", "quốc gia";
    Serial: "serial number", "số sê-ri";
    Validity: "valid", "hiệu lực";
    Key: "key", "khóa";
    Algorithm: "signed with", "ký bằng";
    Origin: "comes from", "lấy từ";
    NothingExchanged: "Files were verified: nothing was exchanged with a chip",
        "Chỉ kiểm tra tệp: không trao đổi gì với chip";
    TimesNotKept: "No times were kept", "Không có số liệu thời gian";
    NoExchange: "No command was sent to the chip", "Chưa gửi lệnh nào tới chip";
    TimesLive: "A bar for each command, from sending it to the answer",
        "Mỗi vạch là một lệnh, từ lúc gửi đến lúc có trả lời";
    TimesRecorded: "A bar for each command, from the answer before it to its own, as recorded",
        "Mỗi vạch là một lệnh, từ trả lời trước đến trả lời của nó, theo bản ghi";
    MoreSteps: "further steps", "các bước còn lại";
    Step: "step", "bước";
    Bars: "when", "khi nào";
    Exchanges: "commands", "số lệnh";
    Sent: "bytes sent", "byte gửi";
    Received: "bytes received", "byte nhận";
    Sum: "together", "tổng cộng";
    Program: "program", "chương trình";
    Created: "page made", "tạo trang lúc";
    Policy: "policy", "chính sách";
    Tolerance: "tolerance", "mức dung sai";
    Settings: "settings of its own", "thiết lập riêng";
    AsBuiltIn: "none: as built in", "không có: như mặc định";
    Source: "evidence", "chứng cứ";
    FromReader: "read from a chip, reader", "đọc từ chip, đầu đọc";
    FromRecording: "a recorded session, SHA-256", "một phiên đã ghi, SHA-256";
    FromSaved: "saved evidence of a read", "chứng cứ đã lưu của một lần đọc";
    FromFiles: "files", "các tệp";
    Checked: "checked", "kiểm tra";
    Milliseconds: "ms", "mili giây";
    Sha256: "SHA-256", "mã băm SHA-256";
}
