//! Faults of Active and Chip Authentication that are in the document's files and keys.
//!
//! Whatever they change is signed: DG14 and DG15 are written anew.

use super::params::Params;
use crate::Cipher;
use crate::personalise::proofs::spki_of;
use crate::personalise::{
    AaKeySpec, AaSpec, CaSecret, CaSpec, CardSpec, KeyOid, PersonaliseError, TerminalSpec, files,
};
use crate::pki::{CurveFlaw, TestKey, der, explicit_p256, hash_named, named_parameters};
use vidimus_iso7816::tlv::{Reader, Tag};
use vidimus_pubkey::HashAlgorithm;
use vidimus_pubkey::agreement::{Domain, SpkiForm};
use vidimus_pubkey::ec::{Curve, NamedCurve};

type Done = Result<(), PersonaliseError>;

/// secp256k1, 1.3.132.0.10: a curve that no travel document may use.
const SECP256K1: [u8; 5] = [0x2B, 0x81, 0x04, 0x00, 0x0A];
/// 0.4.0.127.0.7: the arc that short object identifiers are under.
const ARC: [u8; 5] = [0x04, 0x00, 0x7F, 0x00, 0x07];
/// dhKeyAgreement, 1.2.840.113549.1.3.1.
const DH_KEY_AGREEMENT: [u8; 9] = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x03, 0x01];

/// `aa-algo`: key and hash of Active Authentication.
pub(super) fn active(spec: &mut CardSpec, params: &Params<'_>) -> Done {
    let name = params.required("alg")?;
    let (family, hash) = name.split_once('-').ok_or_else(|| params.bad("alg"))?;
    let hash = hash_named(hash).ok_or_else(|| params.bad("alg"))?;
    let active = match family {
        "rsa" => AaSpec::rsa(rsa_key(params, hash)?, hash),
        "ecdsa" => AaSpec::ecdsa(curve(params)?, hash),
        _ => return params.refuse("alg"),
    };
    if !matches!(params.get("dg14"), None | Some("aa-info")) {
        return params.refuse("dg14");
    }
    spec.proofs.active = Some(active);
    spec.write_proofs()
}

/// SHA-1 comes with 1024 bits where nothing else is said, the others with 2048.
fn rsa_key(params: &Params<'_>, hash: HashAlgorithm) -> Result<TestKey, PersonaliseError> {
    Ok(match params.get("bits") {
        None if hash == HashAlgorithm::Sha1 => TestKey::AaRsa1024,
        None | Some("2048") => TestKey::AaRsa2048,
        Some("768") => TestKey::AaRsa768,
        Some("1023") => TestKey::AaRsa1023,
        Some("1024") => TestKey::AaRsa1024,
        Some("1025") => TestKey::AaRsa1025,
        Some("3072") => TestKey::AaRsa3072,
        Some(_) => return params.refuse("bits"),
    })
}

/// The document's part of `aa-response`: a key that the answer is possible with.
pub(super) fn active_response(spec: &mut CardSpec, params: &Params<'_>) -> Done {
    let on_curve = matches!(
        &spec.proofs.active,
        Some(AaSpec {
            key: AaKeySpec::Ec(_),
            ..
        })
    );
    if params.get("bytes").is_some() {
        let key = match params.size("bytes")? {
            96 => TestKey::AaRsa768,
            128 => TestKey::AaRsa1024,
            256 => TestKey::AaRsa2048,
            384 => TestKey::AaRsa3072,
            _ => return params.refuse("bytes"),
        };
        spec.proofs.active = Some(AaSpec::rsa(key, HashAlgorithm::Sha256));
    } else if params.get("trailer") == Some("BC") {
        spec.proofs.active = Some(AaSpec::rsa(TestKey::AaRsa2048, HashAlgorithm::Sha1));
    } else if !on_curve && (params.get("r").is_some() || params.get("form") == Some("der")) {
        let sha256 = HashAlgorithm::Sha256;
        spec.proofs.active = Some(AaSpec::ecdsa(NamedCurve::P256, sha256));
    } else if spec.proofs.active.is_none() {
        let sha256 = HashAlgorithm::Sha256;
        spec.proofs.active = Some(AaSpec::rsa(TestKey::AaRsa2048, sha256));
    }
    spec.write_proofs()
}

/// `ca-algo`: domain and cipher of Chip Authentication, and the keys of a terminal's chain.
pub(super) fn agreement(spec: &mut CardSpec, params: &Params<'_>) -> Done {
    let domain = match params.required("kex")? {
        "dh" => group(params)?,
        "ecdh" => Domain::Ec(Curve::named(curve(params)?)),
        _ => return params.refuse("kex"),
    };
    let ciphers = match params.get("cipher") {
        None => vec![Cipher::Aes128],
        Some(_) => ciphers(params, "cipher")?,
    };
    spec.proofs.chip = vec![CaSpec::new(domain, ciphers)];
    if !matches!(params.get("apdu"), None | Some("extended")) {
        return params.refuse("apdu");
    }
    if params.get("ta").is_some() {
        super::terminal::chain_keys(spec, params)?;
    }
    spec.write_proofs()
}

fn group(params: &Params<'_>) -> Result<Domain, PersonaliseError> {
    let id = match params.get("bits") {
        Some("1024") => 0,
        Some("2048-224") => 1,
        None | Some("2048") => 2,
        Some(_) => return params.refuse("bits"),
    };
    Domain::standardized(id).ok_or_else(|| params.bad("bits").into())
}

/// A curve by its size, or by its name.
fn curve(params: &Params<'_>) -> Result<NamedCurve, PersonaliseError> {
    Ok(match params.get("curve") {
        None | Some("256" | "p256") => NamedCurve::P256,
        Some("224" | "p224") => NamedCurve::P224,
        Some("384" | "p384") => NamedCurve::P384,
        Some("521" | "p521") => NamedCurve::P521,
        Some(name) => {
            let known = NamedCurve::ALL
                .into_iter()
                .find(|curve| curve.name() == name);
            known.ok_or_else(|| params.bad("curve"))?
        }
    })
}

/// Ciphers joined by `+`.
fn ciphers(params: &Params<'_>, key: &'static str) -> Result<Vec<Cipher>, PersonaliseError> {
    let cipher = |name: &str| match name {
        "3des" => Some(Cipher::TripleDes),
        "aes128" => Some(Cipher::Aes128),
        "aes192" => Some(Cipher::Aes192),
        "aes256" => Some(Cipher::Aes256),
        _ => None,
    };
    let all = params.required(key)?.split('+').map(cipher);
    all.collect::<Option<_>>()
        .ok_or_else(|| params.bad(key).into())
}

/// `dg14-infos`: what DG14 says.
pub(super) fn infos(spec: &mut CardSpec, params: &Params<'_>) -> Done {
    if let Some("empty") = params.get("list") {
        spec.proofs.empty = true;
        return spec.write_proofs();
    }
    if params.get("aa-oid").is_some() {
        return unknown_algorithm(spec, params);
    }
    if params.get("ta-fid").is_some() || params.get("ta-sfid").is_some() {
        return super::terminal::wrong_file(spec, params);
    }
    if params.get("keys").is_some() {
        return several_keys(spec, params);
    }
    let key = first_key(spec)?;
    for name in [
        "keyid", "chip", "info", "key", "ciphers", "version", "key-oid",
    ] {
        if params.get(name).is_some() {
            change(key, params, name)?;
        }
    }
    spec.write_proofs()
}

/// One element of the first key.
fn change(key: &mut CaSpec, params: &Params<'_>, name: &'static str) -> Done {
    let id = |name| params.size(name).map(|id| u64::try_from(id).ok());
    let absent = params.get(name) == Some("absent");
    match name {
        "keyid" => {
            key.info_key_id = id(name)?;
            key.public_key_id = id(name)?;
        }
        "chip" => key.key_id = id(name)?,
        "info" if absent => {
            // that is how the older chips are, of which this is one
            key.info = false;
            key.ciphers = vec![Cipher::TripleDes];
        }
        "info" => key.info_key_id = id(name)?,
        "key" => {
            key.public_key_id = id(name)?;
            key.key_id = id(name)?;
        }
        "ciphers" => key.ciphers = ciphers(params, name)?,
        "version" if absent => key.version = None,
        "version" => {
            let version = u32::try_from(params.size(name)?);
            key.version = Some(version.map_err(|_| params.bad(name))?);
        }
        _ if absent => key.key_oid = KeyOid::Absent,
        _ => key.key_oid = KeyOid::Other(short_oid(params, name)?),
    }
    Ok(())
}

/// `2.2.1.3` under 0.4.0.127.0.7, as content octets.
fn short_oid(params: &Params<'_>, key: &'static str) -> Result<Vec<u8>, PersonaliseError> {
    let mut content = ARC.to_vec();
    for arc in params.required(key)?.split('.') {
        let arc: u8 = arc.parse().map_err(|_| params.bad(key))?;
        content.push(arc & 0x7F);
    }
    Ok(content)
}

/// The first key for Chip Authentication; a document that has none gets one.
fn first_key(spec: &mut CardSpec) -> Result<&mut CaSpec, PersonaliseError> {
    let p256 = Domain::Ec(Curve::named(NamedCurve::P256));
    let keys = &mut spec.proofs.chip;
    if keys.is_empty() {
        keys.push(CaSpec::new(p256, vec![Cipher::Aes128]));
    }
    let missing = PersonaliseError::AgreementKey(vidimus_pubkey::KeyError::ScalarOutOfRange);
    keys.first_mut().ok_or(missing)
}

/// `keys=N`, numbered from one; `unsupported=1`: the first is on a curve nobody takes.
fn several_keys(spec: &mut CardSpec, params: &Params<'_>) -> Done {
    let count = params.size("keys")?;
    if !(1..=3).contains(&count) {
        return params.refuse("keys");
    }
    let curves = [
        NamedCurve::P256,
        NamedCurve::BrainpoolP256r1,
        NamedCurve::P384,
    ];
    spec.proofs.chip = (1u64..)
        .zip(curves.into_iter().take(count))
        .map(|(id, curve)| {
            let domain = Domain::Ec(Curve::named(curve));
            CaSpec::new(domain, vec![Cipher::Aes128]).with_id(id)
        })
        .collect();
    if params.get("unsupported").is_some() {
        let name = der::oid(vidimus_pubkey::oid::EC_PUBLIC_KEY);
        let identifier = der::sequence(&[name, der::oid(&SECP256K1)]);
        let point = Curve::named(NamedCurve::P256).generator();
        let first = first_key(spec)?;
        first.spki = Some(spki_of(&identifier, &point));
    }
    spec.write_proofs()
}

/// `aa-oid`: an algorithm in dotted form that nobody knows, with a key on a curve.
fn unknown_algorithm(spec: &mut CardSpec, params: &Params<'_>) -> Done {
    let mut arcs = Vec::new();
    for arc in params.required("aa-oid")?.split('.') {
        let arc: u8 = arc.parse().map_err(|_| params.bad("aa-oid"))?;
        arcs.push(arc & 0x7F);
    }
    let [first, second, rest @ ..] = arcs.as_slice() else {
        return params.refuse("aa-oid");
    };
    let mut active = AaSpec::ecdsa(NamedCurve::P256, HashAlgorithm::Sha256);
    let content = [&[first.saturating_mul(40).saturating_add(*second)], rest].concat();
    active.info = Some(content);
    spec.proofs.active = Some(active);
    spec.write_proofs()
}

/// `dg14-key`: the public key in DG14, and whether the chip has its private half.
pub(super) fn key(spec: &mut CardSpec, params: &Params<'_>) -> Done {
    if params.get("kex") == Some("dh") {
        let group = Domain::standardized(2).ok_or_else(|| params.bad("kex"))?;
        spec.proofs.chip = vec![CaSpec::new(group, vec![Cipher::TripleDes])];
    }
    let form = params.get("curve-form");
    let value = params.get("value");
    let first = first_key(spec)?;
    match (form, value) {
        (Some("named"), _) => first.form = SpkiForm::Named,
        (Some("explicit"), Some("other-generator")) => {
            let key = explicit_p256(TestKey::CaP256, CurveFlaw::DoubledGenerator)?;
            first.spki = Some(key);
        }
        (Some("explicit"), None) => {
            let brainpool = Domain::Ec(Curve::named(NamedCurve::BrainpoolP256r1));
            *first = CaSpec::new(brainpool, vec![Cipher::Aes128]);
        }
        (Some(_), _) => return params.refuse("curve-form"),
        (None, Some(value)) => first.spki = Some(bad_key(first, value, params)?),
        (None, None) => {}
    }
    match params.get("private") {
        None => {}
        Some("other") => first.own_secret = Some(CaSecret::Seed("another chip".to_owned())),
        Some(_) => return params.refuse("private"),
    }
    spec.write_proofs()
}

/// A public key that cannot be used.
fn bad_key(key: &CaSpec, value: &str, params: &Params<'_>) -> Result<Vec<u8>, PersonaliseError> {
    let spki = key.spki()?;
    let parts = parts(&spki).ok_or_else(|| params.bad("value"))?;
    let (identifier, public) = parts;
    let mut public = public.to_vec();
    Ok(match (key.domain, value) {
        (Domain::Dh(group), "out-of-range") => spki_of(identifier, &der::integer_bytes(group.p())),
        (Domain::Dh(group), "parameters-incomplete") => {
            let name = der::oid(&DH_KEY_AGREEMENT);
            let parameters = der::sequence(&[der::integer_bytes(group.p())]);
            spki_of(&der::sequence(&[name, parameters]), &public)
        }
        (Domain::Ec(_), "off-curve") => {
            if let Some(last) = public.last_mut() {
                *last ^= 1;
            }
            spki_of(identifier, &public)
        }
        (Domain::Ec(curve), "algorithm-mismatch") => {
            let name = der::oid(&DH_KEY_AGREEMENT);
            spki_of(&der::sequence(&[name, named_parameters(curve)]), &public)
        }
        _ => return params.refuse("value"),
    })
}

/// Algorithm identifier and key bits of a `SubjectPublicKeyInfo`.
fn parts(spki: &[u8]) -> Option<(&[u8], &[u8])> {
    let mut fields = Reader::new(spki).expect(Tag(0x30)).ok()?.children().ok()?;
    let identifier = fields.expect(Tag(0x30)).ok()?.bytes;
    let bits = fields.expect(Tag(0x03)).ok()?.value;
    Some((identifier, bits.get(1..)?))
}

/// `dg-replace:dg=14;key=attacker`: another DG14 after signing, with a key that the chip has.
pub(super) fn attacker_key(spec: &mut CardSpec) -> Done {
    first_key(spec)?;
    let mut copy = spec.clone();
    let key = first_key(&mut copy)?;
    key.secret = CaSecret::Seed("attacker".to_owned());
    key.own_secret = None;
    copy.write_proofs()?;
    let group = vidimus_lds::DataGroup::DG14;
    let forged = copy.groups.get(&group).cloned();
    spec.write_proofs()?;
    spec.replaced.insert(vidimus_lds::File::Dg(group), forged);
    first_key(spec)?.own_secret = Some(CaSecret::Seed("attacker".to_owned()));
    Ok(())
}

/// `file-denied:…;rights=eac`: data groups that wait for Terminal Authentication.
pub(super) fn guarded(spec: &mut CardSpec, params: &Params<'_>) -> Done {
    if params.get("rights") != Some("eac") {
        return params.refuse("rights");
    }
    for group in params.groups()? {
        match group.number() {
            11 => spec.put_dg11(None),
            12 => spec.put(12, files::dg12("AMAUROT OFFICE")),
            _ => {}
        }
        let terminal = spec
            .proofs
            .terminal
            .get_or_insert_with(TerminalSpec::default);
        terminal.guarded.insert(group);
    }
    spec.write_proofs()
}
