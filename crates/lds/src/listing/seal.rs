//! Visible digital seals.

use super::value::{Fields, Value};
use super::{ListedFault, Listing};
use crate::seal::{DocumentType, Feature, Header, Seal, VdsNc};

pub(super) fn of_seal(bytes: &[u8]) -> Listing {
    let mut listing = Listing::default();
    let fields = &mut listing.fields;
    match Seal::parse(bytes) {
        Ok(seal) => {
            fields.text("seal", seal.kind());
            match &seal {
                Seal::Vds(vds) => binary(&vds.header, &vds.features, fields),
                Seal::VdsNc(seal) => json(seal, fields),
            }
            fields.add("signature", Value::hex(seal.signature()));
        }
        Err(error) => {
            if let Some((header, features)) = Seal::read_before_fault(bytes) {
                fields.text("seal", "vds");
                binary(&header, &features, fields);
            }
            listing.faults.push(ListedFault::Seal(error));
        }
    }
    listing
}

fn binary(header: &Header, features: &[Feature<'_>], fields: &mut Fields) {
    let document = DocumentType::of(header.feature_definition, header.category);
    fields.text("document", document.name());
    fields.number("version", header.version);
    fields.text("issuing_country", &header.issuing_country);
    fields.text("signer", header.signer_identifier());
    fields.text("certificate_reference", &header.certificate_reference);
    fields.text("issued", header.issued);
    fields.text("signed", header.signed);
    fields.number("feature_definition", header.feature_definition);
    fields.number("category", header.category);
    fields.list("features", features.iter().map(feature).collect());
}

fn feature(feature: &Feature<'_>) -> Value {
    let mut fields = Fields::default();
    fields.number("tag", feature.tag);
    fields.number("offset", feature.offset);
    if let Some(item) = feature.item {
        fields.text("name", item.name());
    }
    fields.personal("value", feature.shown().reveal());
    Value::Fields(fields)
}

fn json(seal: &VdsNc, fields: &mut Fields) {
    fields.text("document", &seal.document_type);
    fields.number("version", seal.version);
    fields.text("issuing_country", &seal.issuer);
    fields.text("algorithm", &seal.algorithm);
    fields.number("certificate_bytes", seal.certificate.len());
    let members = seal.members.iter().map(|member| {
        let mut fields = Fields::default();
        fields.text("path", &member.path);
        fields.number("offset", member.offset);
        fields.personal("value", member.value.reveal());
        Value::Fields(fields)
    });
    fields.list("members", members.collect());
}
