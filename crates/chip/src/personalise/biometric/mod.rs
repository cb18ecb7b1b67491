//! DG2, DG3 and DG4 to be made: the templates of Doc 9303-10 §4.7.2 to §4.7.4, and what is in
//! them.
//!
//! ```text
//! 75 | 63 | 76 { 7F61 { 02 count, 7F60 { A1 { header }, 5F2E record | 7F2E block | 7D encrypted } … } }
//! ```
//! The pictures are drawn or made up: nobody's face, finger or eye.

mod block;
mod picture;
mod record;

pub use picture::{Coding, PictureSpec};
pub use record::{RecordField, RecordSpec};

use crate::pki::der::object;
use vidimus_lds::DataGroup;

/// What a template of an encrypted record holds, which nobody can open.
const CRYPTOGRAM: [u8; 17] = [
    0x01, 0x1F, 0x2E, 0x3D, 0x4C, 0x5B, 0x6A, 0x79, 0x88, 0x97, 0xA6, 0xB5, 0xC4, 0xD3, 0xE2, 0xF1,
    0x00,
];

/// Whose pictures they are, and with it which data group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Modality {
    /// DG2
    Face,
    /// DG3
    Finger,
    /// DG4
    Iris,
}

impl Modality {
    /// The modality of a data group, where it holds any.
    #[must_use]
    pub const fn of(group: DataGroup) -> Option<Self> {
        match group {
            DataGroup::DG2 => Some(Self::Face),
            DataGroup::DG3 => Some(Self::Finger),
            DataGroup::DG4 => Some(Self::Iris),
            _ => None,
        }
    }

    /// Its data group.
    #[must_use]
    pub const fn group(self) -> DataGroup {
        match self {
            Self::Face => DataGroup::DG2,
            Self::Finger => DataGroup::DG3,
            Self::Iris => DataGroup::DG4,
        }
    }

    /// Biometric type, subtype (none; right pointer finger; right eye), and format type of ISO/IEC
    /// 19794 (Doc 9303-10 tables 44, 47 and 54).
    const fn header(self) -> (u8, u8, u8) {
        match self {
            Self::Face => (0x02, 0x00, 0x08),
            Self::Finger => (0x08, 0x09, 0x07),
            Self::Iris => (0x10, 0x01, 0x09),
        }
    }
}

/// DG2, DG3 or DG4 to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BiometricSpec {
    /// which data group
    pub modality: Modality,
    /// the count that is declared; left out where `None`
    pub count: Option<u8>,
    /// the templates, which may be more or fewer than the count
    pub instances: Vec<InstanceSpec>,
}

/// One biometric information template to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstanceSpec {
    /// the fields of the header: tag and value
    pub header: Vec<(u8, Vec<u8>)>,
    /// what is in it
    pub content: Content,
}

/// What a template holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// a record of ISO/IEC 19794
    Record(RecordSpec),
    /// a block of ISO/IEC 39794-5
    Block(PictureSpec),
    /// something encrypted
    Encrypted,
    /// nothing
    Nothing,
}

impl BiometricSpec {
    /// Templates of one picture each, the same in all of them.
    #[must_use]
    pub fn new(modality: Modality, picture: &PictureSpec, count: u8) -> Self {
        let instance = InstanceSpec {
            header: header(modality),
            content: Content::Record(RecordSpec::new(modality, picture.clone())),
        };
        Self {
            modality,
            count: Some(count),
            instances: vec![instance; count.into()],
        }
    }

    /// The file, from its outer tag on.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let count = self.count.map(|count| object(0x02, &[count]));
        let mut inside = count.unwrap_or_default();
        for instance in &self.instances {
            inside.extend(instance.to_bytes());
        }
        let group = self.modality.group();
        object(group.tag().0, &object(0x7F61, &inside))
    }
}

/// The fields of a header that keeps the rules.
fn header(modality: Modality) -> Vec<(u8, Vec<u8>)> {
    let (kind, subtype, format) = modality.header();
    vec![
        (0x80, vec![0x01, 0x01]),
        (0x81, vec![kind]),
        (0x82, vec![subtype]),
        (0x87, vec![0x01, 0x01]),
        (0x88, vec![0x00, format]),
    ]
}

impl InstanceSpec {
    /// Gives a field of the header another value, or takes it out.
    pub fn set_header(&mut self, tag: u8, value: Option<Vec<u8>>) {
        match (self.header.iter_mut().find(|(own, _)| *own == tag), value) {
            (Some((_, old)), Some(value)) => *old = value,
            (None, Some(value)) => self.header.push((tag, value)),
            (_, None) => self.header.retain(|(own, _)| *own != tag),
        }
    }

    /// Puts a block of ISO/IEC 39794-5 in place of the record, with the format type of it.
    pub fn set_block(&mut self, picture: PictureSpec) {
        self.set_header(0x88, Some(vec![0x00, 0x2A]));
        self.content = Content::Block(picture);
    }

    fn to_bytes(&self) -> Vec<u8> {
        let fields = self.header.iter();
        let fields: Vec<u8> = fields
            .flat_map(|(tag, value)| object((*tag).into(), value))
            .collect();
        let content = match &self.content {
            Content::Record(record) => object(0x5F2E, &record.to_bytes()),
            Content::Block(picture) => object(0x7F2E, &object(0xA1, &block::face(picture))),
            Content::Encrypted => object(0x7D, &object(0x87, &CRYPTOGRAM)),
            Content::Nothing => Vec::new(),
        };
        object(0x7F60, &[object(0xA1, &fields), content].concat())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vidimus_lds::structure::check;
    use vidimus_lds::{File, dg2::Dg2};

    #[test]
    fn what_keeps_the_rules_has_no_findings() {
        let made = [
            (Modality::Face, Coding::Jpeg),
            (Modality::Face, Coding::Jpeg2000),
            (Modality::Face, Coding::Codestream),
            (Modality::Finger, Coding::Raw),
            (Modality::Finger, Coding::Wsq),
            (Modality::Finger, Coding::Jpeg2000),
            (Modality::Iris, Coding::Raw),
            (Modality::Iris, Coding::Jpeg2000),
        ];
        for (modality, coding) in made {
            let bytes = BiometricSpec::new(modality, &PictureSpec::new(coding), 2).to_bytes();
            let found = check(File::Dg(modality.group()), &bytes);
            assert_eq!(found, [], "{modality:?} {coding:?}");
        }
    }

    #[test]
    fn blocks_keep_the_rules_too() {
        let picture = PictureSpec::new(Coding::Jpeg2000);
        let mut spec = BiometricSpec::new(Modality::Face, &picture, 1);
        for instance in &mut spec.instances {
            instance.set_block(picture.clone());
        }
        let bytes = spec.to_bytes();
        assert_eq!(check(File::Dg(DataGroup::DG2), &bytes), []);
        let read = Dg2::parse(&bytes).unwrap();
        let portrait = read.portrait().and_then(|face| face.bytes(&bytes));
        assert_eq!(portrait, Some(picture.bytes.as_slice()));
    }
}
