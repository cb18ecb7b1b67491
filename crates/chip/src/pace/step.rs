//! Dynamic authentication data of GENERAL AUTHENTICATE (Doc 9303-11 §4.4.4.2): what comes and
//! what goes, in one object `7C`.
//!
//! Tags in the order of §4.4.5 table 4: requests are odd, `81 83 85`, responses even,
//! `80 82 84 86`; the first request is empty. A terminal that comes with the object of another step
//! is out of order (`6985`), one that comes with anything else sends wrong data (`6A80`).

use super::{ObjectForm, PaceFlaw};
use vidimus_iso7816::StatusWord;
use vidimus_iso7816::tlv::{Reader, Tag, Writer};

/// The four steps of the protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Nonce = 1,
    Mapping = 2,
    Agreement = 3,
    Tokens = 4,
}

impl Step {
    /// The tag of the terminal's object; the first step has none.
    const fn request(self) -> Option<u32> {
        match self {
            Self::Nonce => None,
            Self::Mapping => Some(0x81),
            Self::Agreement => Some(0x83),
            Self::Tokens => Some(0x85),
        }
    }

    /// The tag of the chip's object.
    const fn response(self) -> u32 {
        match self {
            Self::Nonce => 0x80,
            Self::Mapping => 0x82,
            Self::Agreement => 0x84,
            Self::Tokens => 0x86,
        }
    }

    /// The value of the object that this step wants; `6985` for the object of another step,
    /// `6A80` for anything else.
    pub(super) fn read(self, data: &[u8]) -> Result<&[u8], StatusWord> {
        let wrong = |_| StatusWord::INCORRECT_DATA;
        let mut outer = Reader::new(data);
        let template = outer.expect(Tag(0x7C)).map_err(wrong)?;
        if !outer.is_empty() {
            return Err(StatusWord::INCORRECT_DATA);
        }
        let mut objects = template.children().map_err(wrong)?;
        let first = objects.next().map_err(wrong)?;
        let found = first.map(|object| object.tag.0);
        if found != self.request() {
            return Err(match found {
                None | Some(0x81 | 0x83 | 0x85) => StatusWord::CONDITIONS_NOT_SATISFIED,
                Some(_) => StatusWord::INCORRECT_DATA,
            });
        }
        if !objects.is_empty() {
            return Err(StatusWord::INCORRECT_DATA);
        }
        Ok(first.map_or(&[], |object| object.value))
    }

    /// The answer: the object of this step and further ones, as a faulty chip changes them.
    pub(super) fn write(self, value: &[u8], more: &[(u32, &[u8])], flaws: &[PaceFlaw]) -> Vec<u8> {
        let form = flaws.iter().find_map(|flaw| match flaw {
            PaceFlaw::Object(step, form) if *step == self as u8 => Some(*form),
            _ => None,
        });
        let mut objects = Writer::new();
        match form {
            Some(ObjectForm::Empty) => {}
            Some(ObjectForm::Tag(tag)) => {
                objects.object(Tag(tag), value);
            }
            _ => {
                objects.object(Tag(self.response()), value);
            }
        }
        if let Some(ObjectForm::AlsoTag(tag)) = form {
            objects.object(Tag(tag), value);
        }
        for (tag, value) in more {
            objects.object(Tag(*tag), value);
        }
        let mut template = Writer::new();
        template.object(Tag(0x7C), &objects.into_bytes());
        let mut bytes = template.into_bytes();
        if form == Some(ObjectForm::Cut) {
            bytes.pop();
        }
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_object_of_each_step_is_taken_alone() {
        assert_eq!(Step::Nonce.read(&[0x7C, 0]), Ok(&[][..]));
        assert_eq!(Step::Mapping.read(&[0x7C, 3, 0x81, 1, 9]), Ok(&[9][..]));
        let wrong: [&[u8]; 5] = [
            &[],
            &[0x7C, 1],
            &[0x7C, 0, 0],
            &[0x7C, 3, 0x82, 1, 9],
            &[0x7C, 6, 0x81, 1, 9, 0x83, 1, 9],
        ];
        for data in wrong {
            let status = Step::Mapping.read(data).unwrap_err();
            let expected = match data {
                [0x7C, 0] => StatusWord::CONDITIONS_NOT_SATISFIED,
                _ => StatusWord::INCORRECT_DATA,
            };
            assert_eq!(status, expected, "{data:02X?}");
        }
        for data in [&[0x7C, 0][..], &[0x7C, 3, 0x85, 1, 9]] {
            assert_eq!(
                Step::Mapping.read(data),
                Err(StatusWord::CONDITIONS_NOT_SATISFIED)
            );
        }
    }
}
