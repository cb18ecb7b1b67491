//! DG11: additional personal details.

use super::List;
use vidimus_lds::content::Text;
use vidimus_lds::dg11::Dg11;
use vidimus_lds::{Decoded, Personal};

pub(super) fn read(bytes: &[u8], list: &mut List) {
    let Decoded { value, .. } = Dg11::read(bytes);
    let name = value.full_name.as_ref().map(Personal::reveal);
    list.name("full_name", name);
    for other in &value.other_names {
        list.name("other_name", Some(other.reveal()));
    }
    let birth = value.full_date_of_birth.as_ref();
    list.plain("birth_date", birth.map(|date| date.reveal().to_string()));
    let texts: [(&str, &Option<Personal<Text<'_>>>); 9] = [
        ("personal_number", &value.personal_number),
        ("place_of_birth", &value.place_of_birth),
        ("address", &value.permanent_address),
        ("telephone", &value.telephone),
        ("profession", &value.profession),
        ("title", &value.title),
        ("personal_summary", &value.personal_summary),
        ("other_document_numbers", &value.other_document_numbers),
        ("custody", &value.custody_information),
    ];
    for (field, text) in texts {
        list.text(field, text.as_ref().map(Personal::reveal));
    }
    list.picture("proof_of_citizenship", value.proof_of_citizenship.as_ref());
    list.unknown(&value.unknown);
}
