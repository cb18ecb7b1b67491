//! DG11, DG12 and DG16.

use super::value::{Fields, Value, name};
use super::{ListedPicture, Listing, PictureUse};
use crate::Personal;
use crate::content::PersonName;
use crate::dg11::Dg11;
use crate::dg12::Dg12;
use crate::dg16::{Dg16, PersonToNotify};
use vidimus_iso7816::tlv::Tag;

pub(super) fn person(bytes: &[u8]) -> Listing {
    Listing::of(Dg11::read(bytes), |dg11, listing| {
        let fields = &mut listing.fields;
        tags(fields, dg11.tag_list.as_deref());
        if let Some(full) = &dg11.full_name {
            fields.add("full_name", name(full));
        }
        names(fields, "other_names", &dg11.other_names);
        fields.said("personal_number", dg11.personal_number.as_ref());
        fields.date("full_date_of_birth", dg11.full_date_of_birth.as_ref());
        fields.parts("place_of_birth", dg11.place_of_birth.as_ref());
        fields.parts("permanent_address", dg11.permanent_address.as_ref());
        fields.said("telephone", dg11.telephone.as_ref());
        fields.said("profession", dg11.profession.as_ref());
        fields.said("title", dg11.title.as_ref());
        fields.said("personal_summary", dg11.personal_summary.as_ref());
        let others = dg11.other_document_numbers.as_ref();
        fields.parts("other_document_numbers", others);
        fields.said("custody_information", dg11.custody_information.as_ref());
        fields.raw("unknown", &dg11.unknown);
        let proof = dg11.proof_of_citizenship.as_ref();
        listing.pictures.extend(
            proof.map(|image| ListedPicture::displayed(PictureUse::ProofOfCitizenship, image)),
        );
    })
}

pub(super) fn document(bytes: &[u8]) -> Listing {
    Listing::of(Dg12::read(bytes), |dg12, listing| {
        let fields = &mut listing.fields;
        tags(fields, dg12.tag_list.as_deref());
        fields.said("issuing_authority", dg12.issuing_authority.as_ref());
        fields.date("date_of_issue", dg12.date_of_issue.as_ref());
        names(fields, "other_persons", &dg12.other_persons);
        fields.said("endorsements", dg12.endorsements.as_ref());
        fields.said("tax_or_exit", dg12.tax_or_exit.as_ref());
        if let Some(moment) = &dg12.personalised_at {
            fields.personal("personalised_at", moment.reveal());
        }
        fields.said("device_serial_number", dg12.device_serial_number.as_ref());
        fields.raw("unknown", &dg12.unknown);
        let sides = [
            (PictureUse::Front, dg12.front.as_ref()),
            (PictureUse::Rear, dg12.rear.as_ref()),
        ];
        for (side, image) in sides {
            let listed = image.map(|image| ListedPicture::displayed(side, image));
            listing.pictures.extend(listed);
        }
    })
}

pub(super) fn persons_to_notify(bytes: &[u8]) -> Listing {
    Listing::of(Dg16::read(bytes), |dg16, listing| {
        let persons = dg16.persons.iter().map(person_to_notify).collect();
        listing.fields.list("persons", persons);
        listing.fields.raw("unknown", &dg16.unknown);
    })
}

fn person_to_notify(person: &PersonToNotify<'_>) -> Value {
    let mut fields = Fields::default();
    fields.date("recorded", person.recorded.as_ref());
    if let Some(full) = &person.name {
        fields.add("name", name(full));
    }
    fields.said("telephone", person.telephone.as_ref());
    fields.parts("address", person.address.as_ref());
    fields.raw("unknown", &person.unknown);
    Value::Fields(fields)
}

fn names(fields: &mut Fields, of: &'static str, names: &[Personal<PersonName<'_>>]) {
    fields.list(of, names.iter().map(name).collect());
}

fn tags(fields: &mut Fields, tags: Option<&[Tag]>) {
    if let Some(tags) = tags {
        let tags = tags.iter().map(Value::text).collect();
        fields.add("tag_list", Value::List(tags));
    }
}
