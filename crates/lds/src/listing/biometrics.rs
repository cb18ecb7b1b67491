//! DG2, DG3 and DG4, and their records alone.

use super::value::{Fields, Value};
use super::{ListedPicture, Listing, PictureUse};
use crate::Decoded;
use crate::biometric::{Attribute, BiometricHeader, Modality, RecordFormat};
use crate::dg2::{Dg2, FaceImage, FeaturePoint};
use crate::dg3::{Dg3, FingerImage};
use crate::dg4::{Dg4, IrisImage};

/// What says nothing of the person.
const ABOUT_THE_PICTURE: &[&str] = &[
    "acquisition level",
    "camera distance",
    "capture device",
    "colour space",
    "compression",
    "declared size",
    "depth",
    "device type",
    "edition",
    "face image type",
    "feature points",
    "focal length",
    "generation",
    "horizontal orientation",
    "image data type",
    "image format",
    "kind of image",
    "landmarks",
    "lossily compressed",
    "lossy compressions",
    "resolution",
    "samples per unit",
    "scale",
    "scan",
    "sensor diagonal",
    "source",
    "vertical orientation",
];

pub(super) fn faces(bytes: &[u8]) -> Listing {
    faces_of(Dg2::read(bytes))
}

pub(super) fn faces_of(read: Decoded<Dg2>) -> Listing {
    Listing::of(read, |dg2, listing| {
        counts(&mut listing.fields, "faces", dg2.faces.len(), dg2.encrypted);
        listing.pictures = dg2.faces.iter().map(face).collect();
    })
}

pub(super) fn fingers(bytes: &[u8]) -> Listing {
    fingers_of(Dg3::read(bytes))
}

pub(super) fn fingers_of(read: Decoded<Dg3>) -> Listing {
    Listing::of(read, |dg3, listing| {
        counts(
            &mut listing.fields,
            "fingers",
            dg3.fingers.len(),
            dg3.encrypted,
        );
        listing.pictures = dg3.fingers.iter().map(finger).collect();
    })
}

pub(super) fn irises(bytes: &[u8]) -> Listing {
    irises_of(Dg4::read(bytes))
}

pub(super) fn irises_of(read: Decoded<Dg4>) -> Listing {
    Listing::of(read, |dg4, listing| {
        counts(
            &mut listing.fields,
            "irises",
            dg4.irises.len(),
            dg4.encrypted,
        );
        listing.pictures = dg4.irises.iter().map(iris).collect();
    })
}

pub(super) fn record(modality: Modality, bytes: &[u8]) -> Listing {
    match modality {
        Modality::Face => Listing::of(FaceImage::read_record(bytes), |faces, listing| {
            listing.fields.number("faces", faces.len());
            listing.pictures = faces.iter().map(face).collect();
        }),
        Modality::Finger => Listing::of(FingerImage::read_record(bytes), |fingers, listing| {
            listing.fields.number("fingers", fingers.len());
            listing.pictures = fingers.iter().map(finger).collect();
        }),
        Modality::Iris => Listing::of(IrisImage::read_record(bytes), |irises, listing| {
            listing.fields.number("irises", irises.len());
            listing.pictures = irises.iter().map(iris).collect();
        }),
    }
}

fn counts(fields: &mut Fields, name: &'static str, found: usize, encrypted: usize) {
    fields.number(name, found);
    if encrypted > 0 {
        fields.number("encrypted", encrypted);
    }
}

fn face(face: &FaceImage) -> ListedPicture {
    let mut said = said(face.record, &face.header, face.attributes().reveal());
    let points = face.feature_points.reveal();
    if !points.is_empty() {
        let points = points.iter().map(point).collect();
        said.add("marked_points", Value::List(points).personal());
    }
    ListedPicture {
        used_as: PictureUse::Face,
        format: face.format,
        place: face.image.clone(),
        header: face.picture,
        said,
    }
}

fn finger(finger: &FingerImage) -> ListedPicture {
    ListedPicture {
        used_as: PictureUse::Finger,
        format: finger.format,
        place: finger.image.clone(),
        header: finger.picture,
        said: said(finger.record, &finger.header, finger.attributes().reveal()),
    }
}

fn iris(iris: &IrisImage) -> ListedPicture {
    ListedPicture {
        used_as: PictureUse::Iris,
        format: iris.format,
        place: iris.image.clone(),
        header: iris.picture,
        said: said(iris.record, &iris.header, iris.attributes().reveal()),
    }
}

/// The template's header, which names no person, and the record's words, which may.
fn said(record: RecordFormat, header: &BiometricHeader, attributes: &[Attribute]) -> Fields {
    let mut fields = Fields::default();
    fields.text(
        "built_by",
        match record {
            RecordFormat::Iso19794 => "ISO/IEC 19794",
            RecordFormat::Iso39794 => "ISO/IEC 39794",
        },
    );
    let numbers = [
        ("header_version", header.version),
        ("biometric_type", header.biometric_type),
        ("creator", header.creator),
        ("format_owner", header.format_owner),
        ("format_type", header.format_type),
    ];
    for (name, number) in numbers {
        if let Some(number) = number {
            fields.text(name, format_args!("{number:04X}"));
        }
    }
    let subtype = header.biometric_subtype;
    if let Some(subtype) = subtype {
        fields.personal("biometric_subtype", format_args!("{subtype:02X}"));
    }
    if let Some(created) = &header.created {
        fields.add("created", Value::hex(created.reveal()).personal());
    }
    if let Some(validity) = &header.validity {
        fields.add("validity", Value::hex(validity).personal());
    }
    // one algorithm after the other may have its opinion
    let is_opinion =
        |attribute: &&Attribute| record == RecordFormat::Iso39794 && attribute.name == "quality";
    for attribute in attributes.iter().filter(|one| !is_opinion(one)) {
        let name = attribute.name.replace(' ', "_");
        let value = value(attribute);
        let is_open = ABOUT_THE_PICTURE.contains(&attribute.name);
        fields.add(name, if is_open { value } else { value.personal() });
    }
    let opinions: Vec<Value> = attributes.iter().filter(is_opinion).map(value).collect();
    if !opinions.is_empty() {
        fields.add("qualities", Value::List(opinions).personal());
    }
    fields
}

/// A code with its name, or the value in words.
fn value(attribute: &Attribute) -> Value {
    match attribute.code {
        Some(code) => {
            let mut both = Fields::default();
            both.number("code", code);
            both.text("name", &attribute.value);
            Value::Fields(both)
        }
        None => Value::text(&attribute.value),
    }
}

fn point(point: &FeaturePoint) -> Value {
    let mut fields = Fields::default();
    fields.number("type", point.kind);
    fields.text(
        "point",
        format_args!("{}.{}", point.code >> 4, point.code & 15),
    );
    fields.number("x", point.x);
    fields.number("y", point.y);
    Value::Fields(fields)
}
