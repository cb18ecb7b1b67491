//! DG12: additional document details.

use super::List;
use vidimus_lds::dg12::Dg12;
use vidimus_lds::{Decoded, Personal};

pub(super) fn read(bytes: &[u8], list: &mut List) {
    let Decoded { value, .. } = Dg12::read(bytes);
    let authority = value.issuing_authority.as_ref().map(Personal::reveal);
    list.text("issuing_authority", authority);
    let issued = value.date_of_issue.as_ref();
    list.plain("issue_date", issued.map(|date| date.reveal().to_string()));
    for person in &value.other_persons {
        list.name("other_person", Some(person.reveal()));
    }
    let endorsements = value.endorsements.as_ref().map(Personal::reveal);
    list.text("endorsements", endorsements);
    let tax = value.tax_or_exit.as_ref().map(Personal::reveal);
    list.text("tax_or_exit", tax);
    list.picture("front", value.front.as_ref());
    list.picture("rear", value.rear.as_ref());
    let made = value.personalised_at.as_ref();
    list.plain(
        "personalised_at",
        made.map(|moment| moment.reveal().to_string()),
    );
    let device = value.device_serial_number.as_ref().map(Personal::reveal);
    list.text("device_serial_number", device);
    list.unknown(&value.unknown);
}
