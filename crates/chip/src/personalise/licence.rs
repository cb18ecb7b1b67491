//! Driving licences (ISO/IEC 18013-2 and -3; Regulation (EU) No 383/2012 annex I).

use super::{AaSpec, CardSpec, FaceSpec, PersonaliseError, Portrait, files};
use crate::persona::Persona;
use crate::pki::der::object;
use crate::pki::{TestKey, oid};
use vidimus_lds::evidence::Application;
use vidimus_lds::{DataGroup, File};
use vidimus_pubkey::HashAlgorithm;

/// How DG1 is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// one row (ISO/IEC 18013-2)
    International,
    /// a field each (Regulation (EU) No 383/2012)
    European,
}

/// The line of the made-up licence: configuration 1, Utopia, version 1, number, random part. The
/// check digit is that of Doc 9303-3 over the rest.
const LINE: &str = "D1UTO15094962111A7SPECIMEN0009";
const NUMBER: &str = "5094962111";
const AUTHORITY: &str = "Amaurot Roads";
/// Issue and expiry, two digits a byte.
const ISSUED: [u8; 4] = [0x20, 0x24, 0x01, 0x15];
const EXPIRES: [u8; 4] = [0x20, 0x34, 0x01, 0x14];

/// Makes a licence of a document: no eMRTD files are left.
pub(crate) fn put_into(
    spec: &mut CardSpec,
    form: Form,
    active: bool,
) -> Result<(), PersonaliseError> {
    spec.application = Application::DrivingLicence;
    spec.line = Some(LINE.to_owned());
    let reference = LINE.get(1..LINE.len() - 1).unwrap_or_default();
    reference.clone_into(&mut spec.mrz_information);
    // no list of document types: these are codes of travel documents
    spec.ds.without(oid::DOCUMENT_TYPE_LIST);
    spec.groups.clear();
    let persona = spec.persona.clone();
    let mut tags = vec![0x61, 0x75, 0x71];
    put(spec, 1, dg1(&persona, form));
    put(spec, 6, FaceSpec::new(Portrait::Jpeg).to_dg2());
    put(spec, 12, dg12(reference));
    if active {
        tags.push(0x6F);
        put(spec, 13, files::dg15(TestKey::AaRsa2048)?);
        spec.proofs.active = Some(AaSpec::rsa(TestKey::AaRsa2048, HashAlgorithm::Sha256));
    }
    spec.com = None;
    spec.replaced.insert(File::Com, Some(com(&tags)));
    Ok(())
}

fn put(spec: &mut CardSpec, number: u8, file: Vec<u8>) {
    if let Some(group) = DataGroup::new(number) {
        spec.groups.insert(group, file);
    }
}

/// `60 { 5F01 version 1.0, 5C tags }`.
fn com(tags: &[u8]) -> Vec<u8> {
    object(
        0x60,
        &[object(0x5F01, &[1, 0]), object(0x5C, tags)].concat(),
    )
}

/// `71 { 82 00 reference, 81 'A' }`: the string is that of a machine-readable zone.
fn dg12(reference: &str) -> Vec<u8> {
    let reference = [&[0], reference.as_bytes()].concat();
    object(
        0x71,
        &[object(0x82, &reference), object(0x81, b"A")].concat(),
    )
}

fn dg1(persona: &Persona, form: Form) -> Vec<u8> {
    let born = packed(&persona.full_birth_date());
    let order = |date: [u8; 4]| match (form, date) {
        (Form::International, date) => date,
        (Form::European, [century, year, month, day]) => [day, month, century, year],
    };
    let entry = |category: &str, rest: &[u8]| {
        let parts = [
            category.as_bytes(),
            b";",
            &order(ISSUED),
            b";",
            &order(EXPIRES),
            rest,
        ];
        object(0x87, &parts.concat())
    };
    let entries = [vec![2, 1, 2], entry("AM", b";;;"), entry("B", b";01.06")];
    let categories = object(0x7F63, &entries.concat());
    let demographic = match form {
        Form::International => row(persona, born),
        Form::European => fields(persona, order(born), order(ISSUED), order(EXPIRES)),
    };
    object(0x61, &[demographic, categories].concat())
}

fn row(persona: &Persona, born: [u8; 4]) -> Vec<u8> {
    let counted = |text: &str| {
        let length = u8::try_from(text.len()).unwrap_or(u8::MAX);
        [&[length], text.as_bytes()].concat()
    };
    let parts = [
        counted(&persona.surname),
        counted(&persona.given_names),
        born.to_vec(),
        ISSUED.to_vec(),
        EXPIRES.to_vec(),
        persona.issuer.clone().into_bytes(),
        counted(AUTHORITY),
        counted(NUMBER),
    ];
    object(0x5F1F, &parts.concat())
}

fn fields(persona: &Persona, born: [u8; 4], issued: [u8; 4], expires: [u8; 4]) -> Vec<u8> {
    let fields = [
        object(0x5F03, persona.issuer.as_bytes()),
        object(0x5F04, persona.surname.as_bytes()),
        object(0x5F05, persona.given_names.as_bytes()),
        object(0x5F06, &born),
        object(0x5F07, persona.place_of_birth.as_bytes()),
        object(0x5F0A, &issued),
        object(0x5F0B, &expires),
        object(0x5F0C, AUTHORITY.as_bytes()),
        object(0x5F0E, NUMBER.as_bytes()),
    ];
    let approval = object(0x5F01, b"e99-00000-01");
    [approval, object(0x5F02, &fields.concat())].concat()
}

/// Eight digits, two a byte.
fn packed(digits: &str) -> [u8; 4] {
    let mut bytes = [0; 4];
    for (byte, pair) in bytes.iter_mut().zip(digits.as_bytes().chunks(2)) {
        *byte = pair
            .iter()
            .fold(0, |byte, digit| (byte << 4) | (digit & 0x0F));
    }
    bytes
}
