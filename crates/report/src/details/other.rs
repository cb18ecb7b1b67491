//! DG5, DG7 and DG16: pictures to look at, persons to notify.

use super::List;
use vidimus_lds::dg5::Dg5;
use vidimus_lds::dg7::Dg7;
use vidimus_lds::dg16::Dg16;
use vidimus_lds::{Decoded, Personal};

pub(super) fn dg5(bytes: &[u8], list: &mut List) {
    let Decoded { value, .. } = Dg5::read(bytes);
    for portrait in &value.portraits {
        list.picture("portrait", Some(portrait));
    }
    list.unknown(&value.unknown);
}

pub(super) fn dg7(bytes: &[u8], list: &mut List) {
    let Decoded { value, .. } = Dg7::read(bytes);
    for signature in &value.signatures {
        list.picture("signature", Some(signature));
    }
    list.unknown(&value.unknown);
}

pub(super) fn dg16(bytes: &[u8], list: &mut List) {
    let Decoded { value, .. } = Dg16::read(bytes);
    for (number, person) in (1..).zip(&value.persons) {
        let number: usize = number;
        let item = || Some(number.to_string());
        let name = person.name.as_ref().map(|name| name.reveal().text());
        list.item("person_name", item(), name);
        let telephone = person.telephone.as_ref().map(Personal::reveal);
        list.item("person_telephone", item(), telephone);
        let address = person.address.as_ref().map(Personal::reveal);
        list.item("person_address", item(), address);
        if let Some(date) = &person.recorded {
            list.push("person_recorded", item(), &date.reveal().to_string());
        }
        list.unknown(&person.unknown);
    }
    list.unknown(&value.unknown);
}
