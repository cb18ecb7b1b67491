//! The files of a driving licence.

use super::value::{Fields, Value};
use super::{ListedPicture, Listing, PictureUse, biometrics};
use crate::driving_licence::{
    self, Category, LicenceCom, LicenceDg1, LicenceDg2, LicenceDg3, LicenceDg4, LicenceDg5,
    LicenceDg12, LicenceForm,
};
use crate::evidence::Application;
use crate::{File, LdsError, structure};

pub(super) fn of_file(file: File, bytes: &[u8]) -> Listing {
    let number = match file {
        File::Com => return common(bytes),
        File::Dg(group) => group.number(),
        _ => return super::of_file(file, bytes),
    };
    match number {
        1 => holder_and_licence(bytes),
        2 => further_details(bytes),
        3 => authority(bytes),
        4 => portraits(bytes),
        5 => signature(bytes),
        6 => biometrics::faces_of(driving_licence::biometrics::face(bytes)),
        7 => biometrics::fingers_of(driving_licence::biometrics::fingers(bytes)),
        8 => biometrics::irises_of(driving_licence::biometrics::irises(bytes)),
        12 => reference(bytes),
        14 => super::of_file(file, bytes),
        _ => Listing::of_whole(decodes(file, bytes), |(), _| ()),
    }
}

/// Whether a file that is for others to open decodes at all.
fn decodes(file: File, bytes: &[u8]) -> Result<(), LdsError> {
    if matches!(file, File::Dg(group) if group.number() == 13) {
        return driving_licence::active_authentication(bytes).map(drop);
    }
    if file.tag().is_none() || !matches!(file, File::Dg(_)) {
        return structure::decodes(file, bytes);
    }
    Application::DrivingLicence
        .outer_object(bytes, file)
        .map(drop)
}

fn common(bytes: &[u8]) -> Listing {
    Listing::of(LicenceCom::read(bytes), |com, listing| {
        let fields = &mut listing.fields;
        if let Some((version, release)) = com.version {
            fields.text("version", format_args!("{version}.{release}"));
        }
        let groups = com.groups().map(|group| Value::text(group.name()));
        fields.list("data_groups", groups.collect());
        if let Some(indicators) = com.indicators {
            fields.add("security_indicators", Value::hex(indicators));
        }
        fields.raw("unknown", &com.unknown);
    })
}

fn holder_and_licence(bytes: &[u8]) -> Listing {
    Listing::of(LicenceDg1::read(bytes), |dg1, listing| {
        let fields = &mut listing.fields;
        if let Some(form) = dg1.form {
            fields.text("form", form_name(form));
        }
        if let Some(approval) = &dg1.type_approval {
            fields.text("type_approval", approval.as_str());
        }
        if let Some(country) = &dg1.issuing_country {
            fields.text("issuing_country", country.as_str());
        }
        fields.said("family_name", dg1.family_name.as_ref());
        fields.said("given_names", dg1.given_names.as_ref());
        fields.date("birth_date", dg1.birth_date.as_ref());
        fields.said("birth_place", dg1.birth_place.as_ref());
        fields.said("nationality", dg1.nationality.as_ref());
        fields.said("gender", dg1.gender.as_ref());
        fields.said("address", dg1.address.as_ref());
        fields.said("issuing_authority", dg1.issuing_authority.as_ref());
        fields.said("number", dg1.number.as_ref());
        let administrative = dg1.administrative_number.as_ref();
        fields.said("administrative_number", administrative);
        fields.date("issue_date", dg1.issue_date.as_ref());
        fields.date("expiry_date", dg1.expiry_date.as_ref());
        fields.list("categories", dg1.categories.iter().map(category).collect());
        fields.raw("unknown", &dg1.unknown);
    })
}

const fn form_name(form: LicenceForm) -> &'static str {
    match form {
        LicenceForm::International => "ISO/IEC 18013-2",
        LicenceForm::European => "Regulation (EU) No 383/2012",
    }
}

fn category(category: &Category<'_>) -> Value {
    let mut fields = Fields::default();
    fields.said("category", Some(&category.category));
    fields.date("issue_date", category.issue_date.as_ref());
    fields.date("expiry_date", category.expiry_date.as_ref());
    fields.said("code", category.code.as_ref());
    fields.said("sign", category.sign.as_ref());
    fields.said("value", category.value.as_ref());
    Value::Fields(fields)
}

fn further_details(bytes: &[u8]) -> Listing {
    Listing::of(LicenceDg2::read(bytes), |dg2, listing| {
        let fields = &mut listing.fields;
        if let Some(gender) = &dg2.gender {
            fields.personal("gender", gender.reveal());
        }
        if let Some(height) = &dg2.height {
            fields.personal("height", height.reveal());
        }
        if let Some(weight) = &dg2.weight {
            fields.personal("weight", weight.reveal());
        }
        fields.said("eye_colour", dg2.eye_colour.as_ref());
        fields.said("hair_colour", dg2.hair_colour.as_ref());
        fields.said("birth_place", dg2.birth_place.as_ref());
        fields.said("residence", dg2.residence.as_ref());
        fields.raw("unknown", &dg2.unknown);
    })
}

fn authority(bytes: &[u8]) -> Listing {
    Listing::of(LicenceDg3::read(bytes), |dg3, listing| {
        let fields = &mut listing.fields;
        let administrative = dg3.administrative_number.as_ref();
        fields.said("administrative_number", administrative);
        if let Some(number) = dg3.document_discriminator {
            fields.number("document_discriminator", number);
        }
        if let Some(number) = dg3.data_discriminator {
            fields.number("data_discriminator", number);
        }
        if let Some(issuer) = dg3.issuer {
            fields.add("issuer", Value::hex(issuer));
        }
        fields.raw("unknown", &dg3.unknown);
    })
}

fn portraits(bytes: &[u8]) -> Listing {
    Listing::of(LicenceDg4::read(bytes), |dg4, listing| {
        for portrait in &dg4.portraits {
            let image = portrait.image.as_ref();
            let listed = image.map(|image| {
                let mut listed = ListedPicture::displayed(PictureUse::Portrait, image);
                if let Some(time) = &portrait.time {
                    listed
                        .said
                        .add("time", Value::hex(time.reveal()).personal());
                }
                listed
            });
            listing.pictures.extend(listed);
        }
        listing.fields.raw("unknown", &dg4.unknown);
    })
}

fn signature(bytes: &[u8]) -> Listing {
    Listing::of(LicenceDg5::read(bytes), |dg5, listing| {
        let image = dg5.signature.as_ref();
        let listed = image.map(|image| ListedPicture::displayed(PictureUse::Signature, image));
        listing.pictures.extend(listed);
        listing.fields.raw("unknown", &dg5.unknown);
    })
}

fn reference(bytes: &[u8]) -> Listing {
    Listing::of(LicenceDg12::read(bytes), |dg12, listing| {
        let fields = &mut listing.fields;
        fields.said("reference", dg12.reference.as_ref());
        if let Some(input) = dg12.input {
            fields.add("input", Value::hex(input));
        }
        fields.raw("unknown", &dg12.unknown);
    })
}
