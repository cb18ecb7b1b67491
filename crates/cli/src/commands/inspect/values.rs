//! What the bytes mean, beside the tree.

mod listing;
mod lists;
mod terminals;

pub use lists::directory;

use serde_json::{Map, Value, json};
use vidimus::Kind;
use vidimus::iso7816::CommandApdu;
use vidimus::lds::listing::{self as listings, ListedPicture, Listing};
use vidimus::lds::{DataGroup, File, com, dg1, dg15, sod};
use vidimus::mrz::Zone;
use vidimus::mrz::vietnam::QrCode;
use vidimus::pubkey::{PublicKey, RsaSizes, oid};
use vidimus::report::rfc3339;
use vidimus::session::transcript::{Persona, Transcript};
use vidimus::trust::Certificate;

/// Meaning as JSON fields and as lines for people.
#[derive(Default)]
pub struct Values {
    /// under `values`
    pub fields: Map<String, Value>,
    /// beside it
    pub top_level: Vec<(&'static str, Value)>,
    /// the same for people
    pub lines: Vec<String>,
    /// the pictures in the file
    pub pictures: Vec<ListedPicture>,
}

impl Values {
    fn add(&mut self, name: &str, value: impl Into<Value>) {
        let value = value.into();
        let shown = value
            .as_str()
            .map_or_else(|| value.to_string(), ToOwned::to_owned);
        let shown = vidimus::lds::text::escape_for_terminal(&shown).into_owned();
        self.lines
            .push(format!("{:24}{shown}", name.replace('_', " ")));
        self.fields.insert(name.into(), value);
    }

    fn hidden(&mut self, name: &str, value: &str, reveal: bool) {
        if reveal {
            self.add(name, value);
        } else {
            self.lines.push(format!(
                "{:24}(hidden, --reveal shows it)",
                name.replace('_', " ")
            ));
            self.fields.insert(name.into(), json!({"redacted": true}));
        }
    }
}

/// The meaning of these bytes; empty where they do not decode, which the tree shows.
pub fn of(kind: Kind, bytes: &[u8], reveal: bool) -> Values {
    let mut values = Values::default();
    // a file that does not decode has no values; its tree shows how far it goes
    let _ = match kind {
        Kind::ChipFile(File::Sod) => security_object(&mut values, bytes),
        Kind::ChipFile(File::Com) => common(&mut values, bytes),
        Kind::ChipFile(file @ (File::CardAccess | File::CardSecurity)) => {
            terminals::security_infos(&mut values, file, bytes)
        }
        Kind::ChipFile(File::Cvca) => terminals::authorities(&mut values, bytes),
        Kind::CvCertificate => terminals::cv_certificates(&mut values, bytes),
        Kind::ChipFile(File::Dg(group)) => data_group(&mut values, group, bytes, reveal),
        Kind::Certificate => certificate(&mut values, bytes),
        Kind::MasterList => lists::master_list(&mut values, bytes),
        Kind::DeviationList | Kind::DefectList => lists::deviations(&mut values, bytes),
        Kind::Cms => lists::other_message(&mut values, bytes),
        Kind::RevocationList => lists::revocation_list(&mut values, bytes),
        Kind::Ldif => {
            directory(&mut values, bytes);
            None
        }
        Kind::Transcript => transcript(&mut values, bytes),
        Kind::Apdu => apdu(&mut values, bytes),
        _ => None,
    };
    let listing = match kind {
        Kind::ChipFile(file) => listings::of_file(file, bytes),
        Kind::LicenceFile(file) => listings::of_licence_file(file, bytes),
        Kind::Seal => listings::of_seal(bytes),
        Kind::Record(modality, _) => listings::of_record(modality, bytes),
        Kind::Picture(_) => listings::of_picture(bytes),
        Kind::Zone(_) => Zone::parse_bytes(bytes)
            .map(|zone| listings::of_zone(&zone))
            .unwrap_or_default(),
        Kind::CitizenCode => citizen_code(bytes),
        _ => Listing::default(),
    };
    values.take(listing, reveal);
    values
}

fn citizen_code(bytes: &[u8]) -> Listing {
    let text = core::str::from_utf8(bytes).unwrap_or_default();
    QrCode::parse(text)
        .map(|code| listings::of_citizen_code(&code))
        .unwrap_or_default()
}

fn security_object(values: &mut Values, bytes: &[u8]) -> Option<()> {
    let object = sod::SecurityObject::parse(bytes).ok()?;
    let hash = oid::to_dotted(&object.lds.hash_algorithm_oid).unwrap_or_default();
    let listed: Vec<&str> = object.lds.hashes.keys().map(|group| group.name()).collect();
    values.add("lds_object_version", object.lds.version);
    values.add("hash_algorithm", hash);
    values.add("data_groups", listed.join(" "));
    values.add("signers", object.signed.signer_infos.len());
    values.add("certificates", object.signed.certificates.len());
    if let Some(der) = object.signed.certificates.first() {
        certificate(values, der);
    }
    Some(())
}

fn common(values: &mut Values, bytes: &[u8]) -> Option<()> {
    let common = com::EfCom::read(bytes).value;
    let tags: Vec<String> = common
        .data_groups
        .iter()
        .flatten()
        .map(ToString::to_string)
        .collect();
    values.add("lds_version", common.lds_version.unwrap_or_default());
    values.add(
        "unicode_version",
        common.unicode_version.unwrap_or_default(),
    );
    values.add("data_group_tags", tags.join(" "));
    Some(())
}

fn data_group(values: &mut Values, group: DataGroup, bytes: &[u8], reveal: bool) -> Option<()> {
    match group.number() {
        1 => {
            let dg1 = dg1::Dg1::parse(bytes).ok()?;
            values.add("issuing_state", dg1.mrz.issuer());
            values.add("check_digits_fit", dg1.mrz.check_digits().all_passed());
            for (index, line) in dg1.mrz.lines().enumerate() {
                values.hidden(&format!("line_{}", index + 1), line, reveal);
            }
        }
        14 => terminals::chip_protocols(values, bytes)?,
        15 => {
            let dg15 = dg15::Dg15::parse(bytes).ok()?;
            let key = PublicKey::from_spki_with(dg15.public_key, RsaSizes::ActiveAuthentication);
            let words = key.map_or_else(|error| error.to_string(), |key| key.description());
            values.add("key", words);
        }
        _ => {}
    }
    Some(())
}

fn certificate(values: &mut Values, der: &[u8]) -> Option<()> {
    let summary = Certificate::parse(der).ok()?.summary();
    values.add("subject", summary.subject);
    values.add("issuer", summary.issuer);
    values.add("serial", summary.serial);
    values.add("not_before", rfc3339(summary.not_before));
    values.add("not_after", rfc3339(summary.not_after));
    values.add("key", summary.key.unwrap_or_else(|| "not supported".into()));
    values.add("signature_algorithm", summary.signature_algorithm);
    values.add("sha256", summary.sha256);
    Some(())
}

fn transcript(values: &mut Values, bytes: &[u8]) -> Option<()> {
    let transcript = Transcript::parse(bytes).ok()?;
    let header = transcript.header();
    values.add(
        "recorded",
        header.recorded_at.map(rfc3339).unwrap_or_default(),
    );
    values.add(
        "persona",
        if header.persona == Persona::Synthetic {
            "synthetic"
        } else {
            "personal"
        },
    );
    values.add("exchanges", transcript.exchanges().count());
    Some(())
}

fn apdu(values: &mut Values, bytes: &[u8]) -> Option<()> {
    let command = CommandApdu::parse(bytes).ok()?;
    let [cla, ins, p1, p2] = command.header();
    values.add("header", format!("{cla:02X} {ins:02X} {p1:02X} {p2:02X}"));
    values.add("data_bytes", command.data().len());
    values.add("expected_bytes", command.le().unwrap_or(0));
    Some(())
}
