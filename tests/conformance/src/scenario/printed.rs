//! Rows of area `printed`: what stands on the document, which the caller gives besides.

use super::NotMade;
use crate::row::Row;
use vidimus::chip::persona::Persona;
use vidimus::chip::personalise::CardSpec;
use vidimus::chip::pki::{CertificateSpec, PkiError, SealKind, SealSpec, TestKey, VdsNcSpec, c40};
use vidimus::lds::Personal;
use vidimus::lds::evidence::Printed;

/// Fields of the zone that the row of TR-03135 §5.7.2 names or means, each in a run of its own.
const FIELDS: [&str; 8] = [
    "expiry",
    "code",
    "issuer",
    "name",
    "number",
    "nationality",
    "birth",
    "sex",
];
/// The row that means each of them.
const EACH_FIELD: &str = "T35-5.7.2";
/// The number of a document that is not read.
const OTHER_NUMBER: &str = "X00000009";
/// The QR code of a made-up Vietnamese citizen, who is not the holder.
const OTHER_PERSON: &str =
    "000190000012|000000012|Specimen Thị Mẫu|15011990|Nữ|Số 1 Đường Thử|01072021";

/// What is printed, one a run; nothing where the row has no such fault.
pub(super) fn runs(row: &Row, spec: &CardSpec) -> Result<Vec<(String, Printed)>, NotMade> {
    if row.get("fault") != "printed" {
        return Ok(vec![(String::new(), Printed::default())]);
    }
    if let Some(content) = row.parameter("qr") {
        let qr = match content {
            "other" => OTHER_PERSON,
            _ => return super::not_made(row),
        };
        let printed = Printed {
            qr: Some(Personal::new(qr.to_owned())),
            ..Printed::default()
        };
        return Ok(vec![("qr".to_owned(), printed)]);
    }
    if let Some(content) = row.parameter("seal") {
        let made = match content {
            "other" => other_seal(spec),
            "unknown-signer" => unknown_seal(spec),
            _ => return super::not_made(row),
        };
        let bytes = made.map_err(|error| NotMade(error.to_string()))?;
        let printed = Printed {
            seal: Some(Personal::new(bytes)),
            ..Printed::default()
        };
        return Ok(vec![("seal".to_owned(), printed)]);
    }
    let fields = match row.parameter("differs") {
        _ if row.id() == EACH_FIELD => FIELDS.to_vec(),
        Some(field) => vec![field],
        None => vec!["nothing"],
    };
    fields.into_iter().map(|field| zone(spec, field)).collect()
}

/// A VDS-NC about the holder, with her name and date of birth and the number of another document.
/// It brings its signer's certificate, which the authority of the document has issued.
fn other_seal(spec: &CardSpec) -> Result<Vec<u8>, PkiError> {
    let key = TestKey::OtherDsP256;
    let state = &spec.persona.issuer;
    let country = spec.csca.subject.country.as_deref().unwrap_or_default();
    let signer =
        CertificateSpec::seal_signer(&spec.csca, country, "01", &[0x0A], key, SealKind::VdsNc)?;
    let person = &spec.persona;
    let data = format!(
        "{{\"hdr\":{{\"is\":\"{state}\",\"t\":\"icao.test\",\"v\":1}},\"msg\":{{\"pid\":\
         {{\"dn\":\"{OTHER_NUMBER}\",\"dob\":\"1980-01-01\",\"n\":\"{} {}\",\"sex\":\"{}\"}}}}}}",
        person.surname, person.given_names, person.sex
    );
    let seal = VdsNcSpec {
        data,
        certificate: signer.to_der()?,
        key,
    };
    Ok(seal.to_text()?.into_bytes())
}

/// A sticker's VDS with the number of this document, whose signer no store holds.
fn unknown_seal(spec: &CardSpec) -> Result<Vec<u8>, PkiError> {
    let number = &spec.persona.document_number;
    let seal = SealSpec {
        document: [0xF8, 0x0A],
        features: vec![(1, c40(number)), (2, c40("03359010")), (3, c40("21614"))],
        key: TestKey::OtherDsP256,
        ..SealSpec::residence_permit("", number)
    };
    seal.to_bytes()
}

/// The zone of the document with one field otherwise.
fn zone(spec: &CardSpec, field: &str) -> Result<(String, Printed), NotMade> {
    let mut persona = spec.persona.clone();
    change(&mut persona, field)?;
    let zone = persona.mrz().map_err(|error| NotMade(error.to_string()))?;
    let text = zone.lines().collect::<Vec<_>>().join("\n");
    let printed = Printed {
        mrz: Some(Personal::new(text)),
        ..Printed::default()
    };
    Ok((format!("printed {field}"), printed))
}

fn change(persona: &mut Persona, field: &str) -> Result<(), NotMade> {
    let (place, value) = match field {
        "nothing" => return Ok(()),
        "code" => (&mut persona.document_code, "PO"),
        "issuer" => (&mut persona.issuer, "XXA"),
        "name" => (&mut persona.surname, "SPECIMAN"),
        "number" => (&mut persona.document_number, OTHER_NUMBER),
        "nationality" => (&mut persona.nationality, "XXA"),
        "birth" => (&mut persona.birth_date, "800102"),
        "birth-filler" => (&mut persona.birth_date, "8001<<"),
        "sex" => (&mut persona.sex, "M"),
        "expiry" => (&mut persona.expiry_date, "391230"),
        "optional" => (&mut persona.optional_data, "ZE184226B"),
        other => return Err(NotMade(format!("printed {other}"))),
    };
    value.clone_into(place);
    Ok(())
}
