//! What is said to whoever stands at the reader while a document is read.

use super::Lang;

/// A sentence at the reader; in English and Vietnamese.
///
/// ```
/// use vidimus_report::{DeskMsg, Lang};
/// assert_eq!(DeskMsg::PlaceDocument.text(Lang::Vi), "hãy đặt giấy tờ lên đầu đọc");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeskMsg<'a> {
    /// a card is waited for
    PlaceDocument,
    /// the PC/SC service is waited for
    WaitingForService,
    /// a reader is waited for
    WaitingForReader,
    /// the name asked for fits several readers
    SeveralReaders,
    /// the key of the card that lies there is waited for
    WaitingForKey,
    /// files were written that hold the document
    KeepFilesSecret,
    /// a page was written that shows the document
    KeepPageSecret,
    /// the chip is being opened; by which protocol
    Opening(&'a str),
    /// the chip is asked for Active Authentication
    AskingActive,
    /// the chip is asked for Chip Authentication
    AskingChip,
    /// the chip is asked for a proof
    AskingProof,
    /// the terminal proves itself
    ShowingTerminal,
    /// a file is being read
    Reading {
        /// its name
        file: &'a str,
        /// bytes that came
        done: usize,
        /// bytes that it has
        total: usize,
    },
}

impl DeskMsg<'_> {
    /// The sentence in a language.
    #[must_use]
    pub fn text(self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Opening(protocol), Lang::En) => format!("opening with {protocol}"),
            (Self::Opening(protocol), Lang::Vi) => format!("đang mở chip bằng {protocol}"),
            (Self::Reading { file, done, total }, Lang::En) => {
                format!("reading {file} {done} of {total} bytes")
            }
            (Self::Reading { file, done, total }, Lang::Vi) => {
                format!("đang đọc {file}: {done} trên {total} byte")
            }
            (_, Lang::En) => self.pair().0.to_owned(),
            (_, Lang::Vi) => self.pair().1.to_owned(),
        }
    }

    /// What needs nothing filled in, in both languages.
    const fn pair(self) -> (&'static str, &'static str) {
        match self {
            Self::PlaceDocument => (
                "place the document on the reader",
                "hãy đặt giấy tờ lên đầu đọc",
            ),
            Self::WaitingForService => ("waiting for the PC/SC service", "đang chờ dịch vụ PC/SC"),
            Self::WaitingForReader => ("waiting for a reader", "đang chờ đầu đọc"),
            Self::SeveralReaders => (
                "several readers fit that name; waiting for one",
                "có nhiều đầu đọc khớp với tên này; đang chờ chỉ còn một",
            ),
            Self::WaitingForKey => (
                "waiting for the key of the document on the reader",
                "đang chờ khóa của giấy tờ trên đầu đọc",
            ),
            Self::KeepFilesSecret => (
                "these files are as secret as the document itself: keep them so",
                "các tệp này cũng bí mật như chính giấy tờ: hãy giữ kín",
            ),
            Self::KeepPageSecret => (
                "the page is as secret as the document itself: keep it so",
                "trang này cũng bí mật như chính giấy tờ: hãy giữ kín",
            ),
            Self::AskingActive => (
                "asking the chip for Active Authentication",
                "đang yêu cầu chip xác thực chủ động (AA)",
            ),
            Self::AskingChip => (
                "asking the chip for Chip Authentication",
                "đang yêu cầu chip xác thực chip (CA)",
            ),
            Self::ShowingTerminal => (
                "showing the terminal's certificates to the chip",
                "đang trình chứng chỉ của thiết bị đọc cho chip",
            ),
            Self::AskingProof | Self::Opening(_) | Self::Reading { .. } => {
                ("asking the chip", "đang hỏi chip")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    const ALL: [DeskMsg<'static>; 13] = [
        DeskMsg::PlaceDocument,
        DeskMsg::WaitingForService,
        DeskMsg::WaitingForReader,
        DeskMsg::SeveralReaders,
        DeskMsg::WaitingForKey,
        DeskMsg::KeepFilesSecret,
        DeskMsg::KeepPageSecret,
        DeskMsg::Opening("PACE"),
        DeskMsg::AskingActive,
        DeskMsg::AskingChip,
        DeskMsg::AskingProof,
        DeskMsg::ShowingTerminal,
        DeskMsg::Reading {
            file: "DG2",
            done: 7,
            total: 18,
        },
    ];

    #[test]
    fn each_is_said_in_its_own_words_in_either_language() {
        let said = |lang| ALL.iter().map(move |message| message.text(lang));
        let all: BTreeSet<String> = said(Lang::En).chain(said(Lang::Vi)).collect();
        assert_eq!(all.len(), 2 * ALL.len());
        assert_eq!(ALL[12].text(Lang::En), "reading DG2 7 of 18 bytes");
    }
}
