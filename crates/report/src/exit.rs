//! Exit codes: one enum for all commands (DESIGN §4).

use crate::{Decision, Lang};
use core::fmt::Write;
use vidimus_iso7816::{Fault, FaultClass, TransportError};

/// What a command ends with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ExitCode {
    /// 0: decision accept, or the command did its job.
    Accept,
    /// 1: decision reject.
    Reject,
    /// 2: the command was called wrongly.
    Usage,
    /// 3: decision refer.
    Refer,
    /// 4: the chip refused the key, or rights are missing.
    AccessDenied,
    /// 5: reader or card cannot be reached.
    Transport,
    /// 6: malformed data, or the card broke the protocol.
    Malformed,
    /// 7: the card needs what this version does not have.
    Unsupported,
    /// 70: a bug of ours.
    Bug,
    /// 130: interrupted.
    Interrupted,
}

/// Every code, in numeric order.
const ALL: [ExitCode; 10] = [
    ExitCode::Accept,
    ExitCode::Reject,
    ExitCode::Usage,
    ExitCode::Refer,
    ExitCode::AccessDenied,
    ExitCode::Transport,
    ExitCode::Malformed,
    ExitCode::Unsupported,
    ExitCode::Bug,
    ExitCode::Interrupted,
];

/// Among many inputs the first of these that occurred is the exit code of the whole.
const WORST_FIRST: [ExitCode; 7] = [
    ExitCode::Reject,
    ExitCode::Malformed,
    ExitCode::Transport,
    ExitCode::AccessDenied,
    ExitCode::Unsupported,
    ExitCode::Refer,
    ExitCode::Accept,
];

impl ExitCode {
    /// Every code, in numeric order.
    #[must_use]
    pub const fn all() -> &'static [Self] {
        &ALL
    }

    /// The number.
    #[must_use]
    pub const fn value(self) -> u8 {
        match self {
            Self::Accept => 0,
            Self::Reject => 1,
            Self::Usage => 2,
            Self::Refer => 3,
            Self::AccessDenied => 4,
            Self::Transport => 5,
            Self::Malformed => 6,
            Self::Unsupported => 7,
            Self::Bug => 70,
            Self::Interrupted => 130,
        }
    }

    /// What it means, in one line.
    #[must_use]
    pub const fn meaning(self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.english(),
            Lang::Vi => self.vietnamese(),
        }
    }

    const fn vietnamese(self) -> &'static str {
        match self {
            Self::Accept => "quyết định chấp nhận, hoặc lệnh đã xong việc",
            Self::Reject => "quyết định từ chối: giấy tờ không xác thực, hoặc trái chính sách",
            Self::Usage => "cách dùng: lệnh được gọi sai",
            Self::Refer => "quyết định chuyển: cần người xem xét; chưa thấy gì là giả",
            Self::AccessDenied => "từ chối truy cập: sai MRZ, CAN, PIN hoặc PUK, hoặc thiếu quyền",
            Self::Transport => "không tới được đầu đọc hoặc thẻ",
            Self::Malformed => "dữ liệu sai dạng, hoặc thẻ phá vỡ giao thức",
            Self::Unsupported => "không hỗ trợ: thẻ cần điều phiên bản này không có",
            Self::Bug => "lỗi của vidimus: xin hãy báo",
            Self::Interrupted => "bị ngắt",
        }
    }

    const fn english(self) -> &'static str {
        match self {
            Self::Accept => "decision accept, or the command did its job",
            Self::Reject => "decision reject: the document is not authentic, or breaks the policy",
            Self::Usage => "usage: the command was called wrongly",
            Self::Refer => "decision refer: a person must look; nothing was shown to be forged",
            Self::AccessDenied => "access denied: wrong MRZ, CAN, PIN or PUK, or missing rights",
            Self::Transport => "reader or card cannot be reached",
            Self::Malformed => "malformed data, or the card broke the protocol",
            Self::Unsupported => "unsupported: the card needs what this version does not have",
            Self::Bug => "a bug in vidimus: please report it",
            Self::Interrupted => "interrupted",
        }
    }

    /// The code of a decision.
    #[must_use]
    pub const fn from_decision(decision: Decision) -> Self {
        match decision {
            Decision::Accept => Self::Accept,
            Decision::Refer => Self::Refer,
            Decision::Reject => Self::Reject,
        }
    }

    /// The code of an error: its class decides, but for the wait or session that a signal ended.
    #[must_use]
    pub fn from_class(fault: &dyn Fault) -> Self {
        if fault.code() == TransportError::Cancelled.code() {
            return Self::Interrupted;
        }
        match fault.class() {
            FaultClass::Transport => Self::Transport,
            FaultClass::AccessDenied => Self::AccessDenied,
            FaultClass::CardMisbehaved | FaultClass::Malformed => Self::Malformed,
            FaultClass::CardIncompatible => Self::Unsupported,
            FaultClass::ApiMisuse => Self::Usage,
            _ => Self::Bug,
        }
    }

    /// The code of many inputs: the worst, in the order 1, 6, 5, 4, 7, 3, 0. Codes that are
    /// none of these (usage, bug, interrupted) end the whole command and win.
    pub fn worst_of(codes: impl IntoIterator<Item = Self>) -> Self {
        let rank = |code: &Self| {
            WORST_FIRST
                .iter()
                .position(|other| other == code)
                .map_or(0, |place| place + 1)
        };
        codes.into_iter().min_by_key(rank).unwrap_or(Self::Accept)
    }
}

/// The text of `vidimus help exit-codes`; docs/exit-codes.md is made of the same meanings.
#[must_use]
pub fn exit_code_table(lang: Lang) -> String {
    let (heading, footer) = match lang {
        Lang::En => ("Exit codes", FOOTER_EN),
        Lang::Vi => ("Mã thoát", FOOTER_VI),
    };
    let mut text = format!("{heading}\n\n");
    for code in ALL {
        let _ = writeln!(text, "{:>5}  {}", code.value(), code.meaning(lang));
    }
    text + footer
}

const FOOTER_EN: &str = "
With many inputs the worst of them: 1, 6, 5, 4, 7, 3, 0, in this order.
With --json, codes 2 and 4 to 7 print an error document (vidimus-error/1).
";

const FOOTER_VI: &str = "
Nhiều đầu vào thì lấy mã nặng nhất: 1, 6, 5, 4, 7, 3, 0, theo thứ tự này.
Với --json, mã 2 và 4 đến 7 in ra tài liệu lỗi (vidimus-error/1).
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_of_the_design() {
        let numbers: Vec<u8> = ExitCode::all().iter().map(|code| code.value()).collect();
        assert_eq!(numbers, [0, 1, 2, 3, 4, 5, 6, 7, 70, 130]);
        for code in ExitCode::all() {
            for lang in Lang::ALL {
                assert!(exit_code_table(lang).contains(code.meaning(lang)));
            }
        }
    }

    #[test]
    fn worst_of_many() {
        use ExitCode::{Accept, AccessDenied, Malformed, Refer, Reject, Transport, Unsupported};
        let order = [
            Reject,
            Malformed,
            Transport,
            AccessDenied,
            Unsupported,
            Refer,
            Accept,
        ];
        for (place, worst) in order.iter().enumerate() {
            let rest = order.iter().skip(place).rev().copied();
            assert_eq!(ExitCode::worst_of(rest), *worst);
        }
        assert_eq!(ExitCode::worst_of([]), Accept);
        assert_eq!(
            ExitCode::worst_of([Reject, ExitCode::Interrupted]),
            ExitCode::Interrupted
        );
    }

    /// OWN-CLI-04: every decision and every class of error.
    #[test]
    fn decisions_and_classes() {
        assert_eq!(ExitCode::from_decision(Decision::Accept).value(), 0);
        assert_eq!(ExitCode::from_decision(Decision::Reject).value(), 1);
        assert_eq!(ExitCode::from_decision(Decision::Refer).value(), 3);
        for (class, number) in [
            (FaultClass::ApiMisuse, 2),
            (FaultClass::AccessDenied, 4),
            (FaultClass::Transport, 5),
            (FaultClass::CardMisbehaved, 6),
            (FaultClass::Malformed, 6),
            (FaultClass::CardIncompatible, 7),
        ] {
            assert_eq!(
                ExitCode::from_class(&Fake(class)).value(),
                number,
                "{class:?}"
            );
        }
    }

    #[derive(Debug, thiserror::Error)]
    #[error("made up")]
    struct Fake(FaultClass);

    impl Fault for Fake {
        fn code(&self) -> &'static str {
            "made.up"
        }
        fn class(&self) -> FaultClass {
            self.0
        }
    }
}
