//! Faults of one field of the document signer's certificate: `ds-field`.

use super::params::Params;
use crate::personalise::{CardSpec, PersonaliseError};
use crate::pki::{
    AlgorithmSpec, Change, CurveFlaw, Extension, SignatureForm, TestKey, der, explicit_p256,
    named_brainpool, oid, rsa_spki,
};

type Done = Result<(), PersonaliseError>;

pub(super) fn ds_field(spec: &mut CardSpec, params: &Params<'_>) -> Done {
    let (field, value) = (params.required("field")?, params.required("value")?);
    match field {
        "issuer" if value != "absent" => issuer(spec, params, value),
        "aki" | "keyUsage" | "eku" | "basicConstraints" | "extension" | "documentTypeList" => {
            extension(spec, params, field, value)
        }
        "rsa.e" => {
            let exponent =
                u32::try_from(params.number("value")?).map_err(|_| params.bad("value"))?;
            rsa_signer(spec)?;
            spec.ds.spki = Some(rsa_spki(TestKey::DsRsa2048, exponent)?);
            Ok(())
        }
        "spki.curve" => curve(spec, params, value),
        "spki.algorithm" if value == "md5-rsa" => md5_key(spec),
        "validity" if value == "generalized-before-2050" => {
            spec.ds.validity.generalized = true;
            Ok(())
        }
        "signatureValue" if value == "other-key" => {
            spec.ds.issuer_key = TestKey::OtherCscaP256;
            Ok(())
        }
        _ => element(spec, params, field, value),
    }
}

/// An element left out, flipped or replaced.
fn element(spec: &mut CardSpec, params: &Params<'_>, field: &str, value: &str) -> Done {
    let (element, change) = match (field, value) {
        ("version", "v1") => ("version", Change::Is(der::context(0, &[der::integer(0)]))),
        ("signature", "mismatch") => {
            let other = AlgorithmSpec::named("ecdsa-ansi-sha512").map(|other| other.identifier);
            ("tbs.signature", Change::Is(other.unwrap_or_default()))
        }
        ("signature", "absent") => ("tbs.signature", Change::Absent),
        (
            "version" | "serialNumber" | "issuer" | "validity" | "spki" | "signatureAlgorithm"
            | "signatureValue",
            "absent",
        ) => (field, Change::Absent),
        ("signatureValue", "bitflip") => (field, Change::FlipLastBit),
        _ => return params.refuse("value"),
    };
    spec.ds.changes.set(element, change);
    Ok(())
}

/// The issuer's name in the certificate; `csca=same` gives the CA that name too.
fn issuer(spec: &mut CardSpec, params: &Params<'_>, value: &str) -> Done {
    match value {
        "no-country" => {
            spec.ds.issuer.country = None;
            spec.ds.issuer.common_name = None;
        }
        "other-name" => spec.ds.issuer.common_name = Some("CSCA of another name".to_owned()),
        _ => return params.refuse("value"),
    }
    if params.get("csca") == Some("same") {
        spec.csca.subject = spec.ds.issuer.clone();
        spec.csca.issuer = spec.ds.issuer.clone();
        spec.store = vec![spec.csca.clone()];
    }
    Ok(())
}

fn extension(spec: &mut CardSpec, params: &Params<'_>, field: &str, value: &str) -> Done {
    match (field, value) {
        ("aki", "absent") => spec.ds.without(oid::AUTHORITY_KEY_IDENTIFIER),
        ("aki", "no-key-id") => {
            let issuer = spec.ds.issuer.to_der();
            let only = Extension::authority_name_and_serial(&issuer, &spec.csca.serial);
            spec.ds.with(only);
        }
        ("keyUsage", "absent") => spec.ds.without(oid::KEY_USAGE),
        ("keyUsage", "not-critical") => {
            if let Some(usage) = spec.ds.key_usage() {
                usage.critical = false;
            }
        }
        // keyEncipherment only
        ("keyUsage", "no-digital-signature") => spec.ds.with(Extension::key_usage(0x20, 5)),
        ("eku", "ml-signer") => spec.ds.with(Extension::master_list_signer()),
        ("basicConstraints", "ca") => spec.ds.with(Extension::authority(None)),
        ("extension", "unknown-critical") => spec.ds.with(Extension::unknown_critical()),
        ("documentTypeList", "absent") => spec.ds.without(oid::DOCUMENT_TYPE_LIST),
        ("documentTypeList", codes) => {
            let codes: Vec<_> = codes.split(',').collect();
            spec.ds.with(Extension::document_types(&codes));
        }
        _ => return params.refuse("value"),
    }
    Ok(())
}

fn curve(spec: &mut CardSpec, params: &Params<'_>, value: &str) -> Done {
    let key = spec.ds.key;
    let flaw = match value {
        "other" => {
            // the certificate holds a good key of the other curve; P-256 signs
            spec.ds.spki = Some(named_brainpool(TestKey::DsBrainpool256r1)?);
            return Ok(());
        }
        "other-generator" => CurveFlaw::DoubledGenerator,
        "cofactor-2" => CurveFlaw::CofactorTwo,
        "no-cofactor" => CurveFlaw::NoCofactor,
        "seed" => CurveFlaw::Seed,
        "explicit" => CurveFlaw::None,
        _ => return params.refuse("value"),
    };
    if flaw == CurveFlaw::DoubledGenerator {
        spec.sod.form = SignatureForm::EcdsaDoubledGenerator;
    }
    spec.ds.spki = Some(explicit_p256(key, flaw)?);
    Ok(())
}

/// An RSA key whose algorithm is called md5WithRSAEncryption.
fn md5_key(spec: &mut CardSpec) -> Done {
    rsa_signer(spec)?;
    let mut spki = TestKey::DsRsa2048.spki()?;
    let name = vidimus_pubkey::oid::RSA_ENCRYPTION;
    let at = spki.windows(name.len()).position(|octets| octets == name);
    let last = at.and_then(|at| spki.get_mut(at + name.len() - 1));
    if let Some(last) = last {
        *last = 4;
    }
    spec.ds.spki = Some(spki);
    Ok(())
}

fn rsa_signer(spec: &mut CardSpec) -> Done {
    match AlgorithmSpec::named("rsa-v15-sha256") {
        Some(algorithm) => spec.set_signer_key(TestKey::DsRsa2048, algorithm),
        None => Ok(()),
    }
}
