//! Words that only the page for a browser needs: headings, labels, columns.
//!
//! What the page says of a document is said by [`Msg`](super::Msg), the same as in the text.

use super::{Lang, Word};
use crate::{DataGroupStatus, Decision};

/// A heading, label or remark of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PageMsg {
    /// name of the page
    Title,
    /// stands for the decision where the read broke off
    NotFinished,
    /// the decision in a word or two
    Decision(Decision),
    /// what to do at the counter
    Action(Decision),
    /// what to do where the read broke off
    ActionNotFinished,
    /// the question that an answer answers, from 0
    Question(usize),
    /// name of a family of checks, from 0
    Family(usize),
    /// content of a data group of the eMRTD application
    Group(u8),
    /// what may be said of a data group
    Status(DataGroupStatus),
    /// under the portrait
    Portrait(DataGroupStatus),
    /// a heading, label, column or remark without particulars
    Word(Word),
}

impl PageMsg {
    /// The words in a language.
    pub(crate) fn text(self, lang: Lang) -> &'static str {
        let [english, vietnamese] = self.pair();
        match lang {
            Lang::En => english,
            Lang::Vi => vietnamese,
        }
    }

    fn pair(self) -> [&'static str; 2] {
        match self {
            Self::Title => ["Vidimus report", "Báo cáo Vidimus"],
            Self::NotFinished => ["Not finished", "Chưa đọc xong"],
            Self::ActionNotFinished => [
                "The read did not finish: put the document on the reader and read it again",
                "Việc đọc chưa xong: hãy đặt giấy tờ lên đầu đọc và đọc lại",
            ],
            Self::Decision(decision) => decided(decision),
            Self::Action(decision) => action(decision),
            Self::Question(number) => pick(&QUESTIONS, number),
            Self::Family(number) => pick(&FAMILIES, number),
            Self::Group(number) => pick(&GROUPS, usize::from(number).wrapping_sub(1)),
            Self::Status(status) => state(status),
            Self::Portrait(status) => portrait(status),
            Self::Word(word) => word.pair(),
        }
    }
}

fn pick(table: &[[&'static str; 2]], number: usize) -> [&'static str; 2] {
    table.get(number).copied().unwrap_or_default()
}

const fn decided(decision: Decision) -> [&'static str; 2] {
    match decision {
        Decision::Accept => ["Accept", "Chấp nhận"],
        Decision::Refer => ["A person must look", "Cần người xem xét"],
        Decision::Reject => ["Reject", "Từ chối"],
    }
}

const fn action(decision: Decision) -> [&'static str; 2] {
    match decision {
        Decision::Accept => [
            "All that this policy asks for is there; compare the face with the holder yourself",
            "Đủ mọi điều chính sách này yêu cầu; hãy tự so khuôn mặt với người cầm giấy tờ",
        ],
        Decision::Refer => [
            "Do not accept it by this page alone: read why, and look at the document itself",
            "Đừng chấp nhận chỉ dựa vào trang này: hãy xem vì sao, và xem chính giấy tờ",
        ],
        Decision::Reject => [
            "Do not accept this document: read why",
            "Đừng chấp nhận giấy tờ này: hãy xem vì sao",
        ],
    }
}

const QUESTIONS: [[&str; 2]; 5] = [
    [
        "Are the data as the issuer signed them?",
        "Dữ liệu có đúng như cơ quan cấp đã ký không?",
    ],
    ["Is this the original chip?", "Đây có phải chip gốc không?"],
    ["Is the document in date?", "Giấy tờ còn hạn không?"],
    [
        "Does the print say what the chip says?",
        "Bản in có giống dữ liệu trong chip không?",
    ],
    [
        "Is this the holder?",
        "Đây có phải người được cấp giấy tờ không?",
    ],
];

const FAMILIES: [[&str; 2]; 7] = [
    ["Access to the chip", "Truy cập chip"],
    ["Structure of the data", "Cấu trúc dữ liệu"],
    ["Signature and issuer", "Chữ ký và cơ quan cấp"],
    ["Proof of the chip", "Chứng minh chip"],
    ["The document itself", "Bản thân giấy tờ"],
    ["Print against chip", "Bản in so với chip"],
    [
        "Chip data against one another",
        "Các dữ liệu trong chip so với nhau",
    ],
];

const GROUPS: [[&str; 2]; 16] = [
    ["machine-readable zone", "vùng đọc máy (MRZ)"],
    ["portrait", "ảnh chân dung"],
    ["fingerprints", "vân tay"],
    ["irises", "mống mắt"],
    ["displayed portrait", "ảnh chân dung hiển thị"],
    ["reserved", "dự trữ"],
    ["signature image", "ảnh chữ ký"],
    ["data features", "đặc điểm dữ liệu"],
    ["structure features", "đặc điểm cấu trúc"],
    ["substance features", "đặc điểm vật liệu"],
    ["more about the person", "thông tin thêm về người"],
    ["more about the document", "thông tin thêm về giấy tờ"],
    [
        "data of the issuing state",
        "dữ liệu riêng của quốc gia cấp",
    ],
    ["security options", "tùy chọn an ninh"],
    ["key of the chip", "khóa của chip"],
    ["persons to notify", "người cần liên hệ"],
];

const fn state(status: DataGroupStatus) -> [&'static str; 2] {
    match status {
        DataGroupStatus::Authentic => ["as signed", "đúng như đã ký"],
        DataGroupStatus::Altered => ["altered", "đã bị sửa"],
        DataGroupStatus::Unverified => ["not shown to be genuine", "chưa chứng minh là thật"],
        DataGroupStatus::NotRead => ["not read", "không đọc"],
        DataGroupStatus::AccessDenied => ["access denied", "bị từ chối truy cập"],
        DataGroupStatus::Absent => ["not there", "không có"],
    }
}

const fn portrait(status: DataGroupStatus) -> [&'static str; 2] {
    match status {
        DataGroupStatus::Authentic => ["portrait, as signed", "ảnh chân dung, đúng như đã ký"],
        DataGroupStatus::Altered => [
            "portrait NOT as signed: it was altered",
            "ảnh chân dung KHÔNG như đã ký: đã bị sửa",
        ],
        _ => [
            "portrait, not shown to be genuine",
            "ảnh chân dung, chưa chứng minh là thật",
        ],
    }
}
