//! Faults of EF.SOD: `sod-field`, `sod-dg-hash`, `sod-dg-number`, `sod-encoding`.

use super::params::Params;
use crate::personalise::{CardSpec, HashEdit, PersonaliseError, SignerIdentifier, SodEncoding};
use crate::pki::{AlgorithmSpec, Change, NameSpec, SignatureForm, StringType, TestKey};
use crate::pki::{der, hash_identifier, oid};

type Done = Result<(), PersonaliseError>;

/// How deep the deep one is.
const DEEP: usize = 10_000;

/// One field of the CMS structure or of the LDS object.
pub(super) fn field(spec: &mut CardSpec, params: &Params<'_>) -> Done {
    let (field, value) = (params.required("field")?, params.required("value")?);
    signer_named(spec, params);
    match field {
        "signature" => return signature(spec, params, value),
        "signedAttrs" if value == "non-der-order" => spec.sod.sorted_attributes = false,
        "signerInfos" if value == "good+bad" => spec.sod.second_signer = true,
        "certificates" if value == "two" => spec.embedded.push(spec.csca.clone()),
        "algorithmParameters" => spec.sod.null_parameters = value == "null",
        "signerInfo.version" if value != "absent" => {
            spec.sod.signer_version = None;
            let version =
                u32::try_from(params.number("value")?).map_err(|_| params.bad("value"))?;
            put(spec, params, field, Change::Is(der::integer(version)));
        }
        "lds.version" if params.get("info").is_some() => versions(spec, params)?,
        "digestAlgorithms" if value == "md5" => {
            let md5 = md5();
            put(
                spec,
                params,
                "signerInfo.digestAlgorithm",
                Change::Is(md5.clone()),
            );
            put(spec, params, field, Change::Is(der::set_of(vec![md5])));
        }
        "hash" if value == "unknown-oid" => unknown_hash(spec),
        _ => {
            let change = change(params, field, value)?;
            put(spec, params, field, change);
        }
    }
    Ok(())
}

/// `sid=issuer-serial`, `ski`, or `string-type`: the issuer's name in other string types.
fn signer_named(spec: &mut CardSpec, params: &Params<'_>) {
    match params.get("sid") {
        Some("ski") => spec.sod.identifier = SignerIdentifier::KeyIdentifier,
        Some("string-type") => {
            spec.sod.identifier = SignerIdentifier::Issuer(NameSpec {
                strings: StringType::Printable,
                ..spec.ds.issuer.clone()
            });
        }
        _ => {}
    }
}

/// What becomes of a field for a value that is no case of its own.
fn change(params: &Params<'_>, field: &str, value: &str) -> Result<Change, PersonaliseError> {
    Ok(match (field, value) {
        (_, "absent") => Change::Absent,
        (_, "bitflip") => Change::FlipLastBit,
        ("signedData.version" | "lds.version", _) => {
            let version =
                u32::try_from(params.number("value")?).map_err(|_| params.bad("value"))?;
            Change::Is(der::integer(version))
        }
        ("eContentType", "1.2.3.4") => Change::Is(der::oid(oid::UNKNOWN)),
        ("eContentType", "legacy-befr") => Change::Is(der::oid(oid::LEGACY_BE_FR)),
        ("eContentType", "legacy-nl") => Change::Is(der::oid(oid::LEGACY_NL)),
        ("eContentType", "id-data") => Change::Is(der::oid(oid::DATA)),
        ("signerInfo.digestAlgorithm" | "lds.hashAlgorithm", "md5") => Change::Is(md5()),
        ("signerInfo.sid", "wrong-serial") => {
            let issuer = NameSpec::new("UT", "Utopia specimens", "CSCA p256");
            Change::Is(der::sequence(&[issuer.to_der(), der::integer(9)]))
        }
        ("signerInfo.sid", "wrong-ski") => Change::Is(der::implicit(0, &[0x55; 20])),
        ("signatureAlgorithm", name) => match AlgorithmSpec::named(name) {
            Some(algorithm) => Change::Is(algorithm.identifier),
            None => return params.refuse("value"),
        },
        _ => return params.refuse("value"),
    })
}

/// Elements outside of what is signed may be named either way; inside, `resign` decides.
fn put(spec: &mut CardSpec, params: &Params<'_>, field: &str, change: Change) {
    if field == "signerInfo.sid" && change == Change::Is(der::implicit(0, &[0x55; 20])) {
        spec.sod.signer_version = Some(3);
    }
    let changes = match params.get("resign") {
        Some("true") => &mut spec.sod.signed,
        _ => &mut spec.sod.unsigned,
    };
    changes.set(field, change);
}

/// Version of the LDS object, with or without version information.
fn versions(spec: &mut CardSpec, params: &Params<'_>) -> Done {
    let version = params.number("value")?;
    spec.sod.lds_version = u32::try_from(version).map_err(|_| params.bad("value"))?;
    spec.sod.version_information = match params.get("info") {
        None | Some("absent") => None,
        Some(lds) => Some((lds.to_owned(), "040000".to_owned())),
    };
    Ok(())
}

/// A hash that nobody knows, in the LDS object and in CMS.
fn unknown_hash(spec: &mut CardSpec) {
    let unknown = hash_identifier(oid::UNKNOWN_HASH, false);
    for field in ["lds.hashAlgorithm", "signerInfo.digestAlgorithm"] {
        spec.sod.signed.replace(field, unknown.clone());
    }
    spec.sod
        .signed
        .replace("digestAlgorithms", der::set_of(vec![unknown]));
}

fn signature(spec: &mut CardSpec, params: &Params<'_>, value: &str) -> Done {
    spec.sod.form = match value {
        "bitflip" | "absent" => {
            let change = change(params, "signature", value)?;
            spec.sod.unsigned.set("signature", change);
            return Ok(());
        }
        "ecdsa-zero-padded" => SignatureForm::EcdsaZeroPadded,
        "ecdsa-zero" | "zero" => SignatureForm::EcdsaZero,
        "n" | "r-is-n" => SignatureForm::EcdsaOrderR,
        "s-is-n" => SignatureForm::EcdsaOrderS,
        "negative" => SignatureForm::EcdsaNegative,
        "rsa-trailing-garbage" => {
            return rsa(spec, TestKey::DsRsa2048E3, SignatureForm::RsaGarbage);
        }
        "rsa-digestinfo-no-null" => {
            return rsa(spec, TestKey::DsRsa2048, SignatureForm::RsaWithoutNull);
        }
        _ => return params.refuse("value"),
    };
    Ok(())
}

/// The document signer gets this RSA key, its security object this form.
fn rsa(spec: &mut CardSpec, key: TestKey, form: SignatureForm) -> Done {
    if let Some(algorithm) = AlgorithmSpec::named("rsa-v15-sha256") {
        spec.set_signer_key(key, algorithm)?;
    }
    spec.sod.form = form;
    Ok(())
}

/// The hash entry of a data group.
pub(super) fn hash(spec: &mut CardSpec, params: &Params<'_>) -> Done {
    let group = params.group()?;
    let number = u32::from(group.number());
    let edit = match params.required("value")? {
        "bitflip" => HashEdit::FlipLastBit(number),
        "absent" => {
            // EF.COM follows, unless it is said to list the data group all the same
            if params.get("com") != Some("with") {
                spec.leave_out_of_com(group);
            }
            HashEdit::Remove(number)
        }
        "extra" => HashEdit::Add(number, vec![0xFF; spec.sod.hash.output_len()]),
        "duplicate" => HashEdit::Add(number, vec![0; spec.sod.hash.output_len()]),
        "renumber-3" => HashEdit::Renumber(number, Some(3)),
        _ => return params.refuse("value"),
    };
    spec.hash_edits.push(edit);
    Ok(())
}

/// The number of a hash entry.
pub(super) fn number(spec: &mut CardSpec, params: &Params<'_>) -> Done {
    let number = u32::from(params.group()?.number());
    let new = match params.required("value")? {
        "absent" => None,
        _ => Some(u32::try_from(params.number("value")?).map_err(|_| params.bad("value"))?),
    };
    spec.hash_edits.push(HashEdit::Renumber(number, new));
    Ok(())
}

/// `ber-indefinite` or `deep`.
pub(super) fn encoding(spec: &mut CardSpec, params: &Params<'_>) -> Done {
    spec.sod.encoding = match params.required("form")? {
        "ber-indefinite" => SodEncoding::BerIndefinite,
        "deep" => SodEncoding::Deep(DEEP),
        _ => return params.refuse("form"),
    };
    Ok(())
}

fn md5() -> Vec<u8> {
    hash_identifier(vidimus_pubkey::oid::MD5, true)
}
