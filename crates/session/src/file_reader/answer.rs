//! What an answer to READ BINARY or SELECT means for the reader.

use vidimus_iso7816::tlv::{Reader, Tag};
use vidimus_iso7816::{ResponseApdu, StatusWord};

/// The discretionary data object that carries the bytes of a read with odd INS.
const DISCRETIONARY: Tag = Tag(0x53);

/// A sorted answer.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// Bytes of the file, at least one.
    Data(Vec<u8>),
    /// Success without bytes.
    Empty,
    /// No bytes because of the end of the file: a warning, or `6B00`.
    End,
    /// The amount asked for is refused: `6700`, `6Cxx`.
    TooLong,
    /// No such file: `6A82`, `6A88`, `6283`.
    Missing,
    /// Rights are missing: `6982` to `6985`.
    Denied(StatusWord),
    /// The instruction is not known: `6D00`, `6E00`.
    Unsupported,
    /// Anything else.
    Refused,
}

impl Answer {
    /// Sorts the answer to a READ BINARY, with odd INS or not.
    pub(super) fn of(response: ResponseApdu, odd: bool) -> Self {
        let status = response.status();
        if !status.is_success_or_warning() {
            return Self::of_error(status);
        }
        let data = if odd {
            match discretionary(response.data()) {
                Some(data) => data.to_vec(),
                None => return Self::Refused,
            }
        } else {
            response.into_data()
        };
        match (data.is_empty(), status.value()) {
            (false, _) => Self::Data(data),
            (true, 0x9000) => Self::Empty,
            (true, 0x6283) => Self::Missing,
            (true, _) => Self::End,
        }
    }

    /// Sorts a status word that is an error.
    pub(super) const fn of_error(status: StatusWord) -> Self {
        match status.value() {
            0x6B00 => Self::End,
            0x6700 | 0x6C00..=0x6CFF => Self::TooLong,
            0x6A82 | 0x6A88 => Self::Missing,
            0x6982..=0x6985 => Self::Denied(status),
            0x6D00 | 0x6E00 => Self::Unsupported,
            _ => Self::Refused,
        }
    }
}

/// The value of DO 53; an answer without any object has no bytes.
fn discretionary(data: &[u8]) -> Option<&[u8]> {
    if data.is_empty() {
        return Some(&[]);
    }
    let object = Reader::new(data).expect(DISCRETIONARY).ok()?;
    Some(object.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(data: &[u8], status: u16, odd: bool) -> Answer {
        Answer::of(ResponseApdu::new(data, StatusWord::new(status)), odd)
    }

    #[test]
    fn answers_are_sorted_by_what_they_mean() {
        assert_eq!(answer(&[7], 0x9000, false), Answer::Data(vec![7]));
        assert_eq!(answer(&[7], 0x6282, false), Answer::Data(vec![7]));
        assert_eq!(answer(&[], 0x9000, false), Answer::Empty);
        assert_eq!(answer(&[], 0x6282, false), Answer::End);
        assert_eq!(answer(&[], 0x6B00, false), Answer::End);
        assert_eq!(answer(&[], 0x6C1A, false), Answer::TooLong);
        assert_eq!(answer(&[], 0x6A82, false), Answer::Missing);
        assert_eq!(
            answer(&[], 0x6982, false),
            Answer::Denied(StatusWord::new(0x6982))
        );
        assert_eq!(answer(&[], 0x6F00, false), Answer::Refused);
    }

    #[test]
    fn odd_answers_come_in_their_object() {
        assert_eq!(
            answer(&[0x53, 2, 7, 8], 0x9000, true),
            Answer::Data(vec![7, 8])
        );
        assert_eq!(answer(&[0x53, 0], 0x9000, true), Answer::Empty);
        assert_eq!(answer(&[], 0x6282, true), Answer::End);
        assert_eq!(answer(&[0x54, 1, 7], 0x9000, true), Answer::Refused);
        assert_eq!(answer(&[0x53, 9, 7], 0x9000, true), Answer::Refused);
    }
}
