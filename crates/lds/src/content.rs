//! What the objects of the text data groups hold: text, dates, names, pictures.
//!
//! | type | is | standard |
//! |---|---|---|
//! | [`Text`] | characters of a declared [`CharacterSet`] | Doc 9303-10 §3.9.1, ISO/IEC 8824-1 §41 |
//! | [`FullDate`] | `CCYYMMDD`, as digits or packed | Doc 9303-10 §4.7.11, §4.7.12 |
//! | [`Moment`] | `CCYYMMDDhhmmss`, likewise | Doc 9303-10 §4.7.12 |
//! | [`PersonName`] | identifiers with fillers between | Doc 9303-3 §4.6 |
//! | [`DisplayedImage`] | a picture for people to look at | Doc 9303-10 §4.7.5 |
//! | [`RawField`] | anything else, as it stands | |

mod character_set;
mod displayed_image;
mod full_date;
mod moment;
mod person_name;
mod raw_field;
mod text;

pub use character_set::CharacterSet;
pub use displayed_image::DisplayedImage;
pub use full_date::FullDate;
pub use moment::Moment;
pub use person_name::PersonName;
pub use raw_field::RawField;
pub use text::Text;

use crate::Personal;
use crate::decoded::Findings;
use crate::structure::Deviation;
use vidimus_iso7816::tlv::Tlv;

/// The text of an object; bytes that are none of its character set are noted.
pub(crate) fn text<'a>(
    object: &Tlv<'a>,
    set: CharacterSet,
    findings: &mut Findings,
) -> Personal<Text<'a>> {
    let text = Text::decode(object.value, set);
    if text.is_damaged() {
        findings.note(object.value_offset(), Deviation::Characters(set));
    }
    Personal::new(text)
}

/// The name in an object of a data group, in UTF-8.
pub(crate) fn name<'a>(object: &Tlv<'a>, findings: &mut Findings) -> Personal<PersonName<'a>> {
    let text = text(object, CharacterSet::Utf8, findings).into_revealed();
    let name = PersonName::read(text);
    if name.is_irregular() {
        findings.note(object.value_offset(), Deviation::NameForm);
    }
    Personal::new(name)
}

/// The date in an object; whether it may be packed is for the caller to say. What is no date is
/// told and kept as it stands.
pub(crate) fn date<'a>(
    object: &Tlv<'a>,
    may_be_packed: bool,
    unknown: &mut Vec<RawField<'a>>,
    findings: &mut Findings,
) -> Option<Personal<FullDate>> {
    let Some(date) = FullDate::read(object.value) else {
        findings.content(object.value_offset(), "a date CCYYMMDD");
        unknown.push(RawField::new(object));
        return None;
    };
    if date.packed && !may_be_packed {
        findings.note(object.value_offset(), Deviation::PackedDate);
    }
    Some(Personal::new(date))
}
