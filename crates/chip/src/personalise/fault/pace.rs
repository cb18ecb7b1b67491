//! Faults of what a document says of PACE: EF.CardAccess and its signed copies.

use super::params::Params;
use crate::pace::{PaceMapping, PaceProtocol, cipher_named, mapping_named};
use crate::personalise::pace::{BASE, Listed, is_pace, pace_info, unknown_info};
use crate::personalise::{Access, CardSpec, PaceSpec, PersonaliseError};
use crate::pki::Change;
use vidimus_iso7816::StatusWord;
use vidimus_lds::{DataGroup, File};

type Done = Result<(), PersonaliseError>;

/// A MODP group and a curve that stand for their kind.
const DH: u8 = 2;
/// The curve of the other entry where two differ: brainpoolP256r1.
const OTHER: u8 = 13;

pub(super) fn apply(spec: &mut CardSpec, params: &Params<'_>) -> Done {
    match params.name() {
        "pace-params" => fit(spec, |key| params.get(key)).map_err(|key| params.bad(key).into()),
        "cardaccess-infos" => infos(spec, params),
        "cardaccess-encoding" => encoding(spec, params),
        "cardaccess-differs" => differs(spec, params),
        _ => hidden(spec, params),
    }
    .and_then(|()| written(spec, params))
}

/// Lets the document have the PACE that `mapping`, `kex`, `cipher` and `id` name, as far as they
/// are there; the error is the key of a value that is none.
pub(crate) fn fit<'a>(
    spec: &mut CardSpec,
    get: impl Fn(&str) -> Option<&'a str>,
) -> Result<(), &'static str> {
    let Some(pace) = &spec.pace else {
        return Ok(());
    };
    let mut protocol = *pace.protocols.first().unwrap_or(&BASE);
    if let Some(name) = get("mapping") {
        protocol.mapping = mapping_named(name).ok_or("mapping")?;
    }
    if let Some(name) = get("cipher") {
        protocol.cipher = cipher_named(name).ok_or("cipher")?;
    }
    match get("kex") {
        None => {}
        Some("dh") => protocol.parameter_id = DH,
        Some("ecdh") => protocol.parameter_id = BASE.parameter_id,
        Some(_) => return Err("kex"),
    }
    if let Some(id) = get("id") {
        protocol.parameter_id = id.parse().map_err(|_| "id")?;
    }
    if pace.protocols == [protocol] {
        return Ok(());
    }
    PaceProtocol::new(protocol.mapping, protocol.cipher, protocol.parameter_id)
        .map_err(|_| "mapping")?;
    spec.set_pace(vec![protocol]).map_err(|_| "id")
}

/// EF.CardAccess with these entries, its copies the same.
fn infos(spec: &mut CardSpec, params: &Params<'_>) -> Done {
    let unknown = match params.get("extra") {
        None => 0,
        Some("1.2.3.4") => params.number("count").unwrap_or(1).clamp(1, 16),
        Some(_) => return params.refuse("extra"),
    };
    let Some(pace) = &mut spec.pace else {
        return params.refuse("list");
    };
    if let Some(list) = params.get("list") {
        *pace = listed(pace, list).ok_or_else(|| params.bad("list"))?;
    }
    if params.get("chip").is_some() {
        let id = params.number("chip")?;
        let id = u8::try_from(id).map_err(|_| params.bad("chip"))?;
        for protocol in &mut pace.protocols {
            protocol.parameter_id = id;
        }
        pace.unchecked = true;
    }
    for number in 1..=unknown {
        let info = unknown_info(u8::try_from(number).unwrap_or(1));
        pace.infos.push(info.clone());
        pace.signed.push(info);
    }
    Ok(())
}

/// The same passwords, other entries.
fn listed(before: &PaceSpec, list: &str) -> Option<PaceSpec> {
    let entries: Option<Vec<Listed>> = list.split('+').map(Listed::parse).collect();
    let mut pace = before.clone();
    pace.protocols.clear();
    pace.infos.clear();
    for entry in entries? {
        pace.protocols.extend(entry.protocol);
        pace.infos.extend(entry.infos);
    }
    pace.signed.clone_from(&pace.infos);
    Some(pace)
}

/// `length+2`: the outer SET promises two bytes more than there are.
fn encoding(spec: &mut CardSpec, params: &Params<'_>) -> Done {
    if params.required("form")? != "length+2" {
        return params.refuse("form");
    }
    match spec.card_access.as_deref_mut() {
        // a short EF.CardAccess has one byte of length
        Some([0x31, length @ 0..=0x7D, ..]) => *length += 2,
        _ => return params.refuse("form"),
    }
    Ok(())
}

/// EF.CardAccess offers something other than its signed copy.
fn differs(spec: &mut CardSpec, params: &Params<'_>) -> Done {
    let Some(pace) = &mut spec.pace else {
        return params.refuse("field");
    };
    let first = *pace.protocols.first().unwrap_or(&BASE);
    let offered = match params.required("field")? {
        "parameterId" => PaceProtocol {
            parameter_id: OTHER,
            ..first
        },
        "missing-aes" => PaceProtocol {
            cipher: crate::Cipher::TripleDes,
            ..first
        },
        _ => return params.refuse("field"),
    };
    if offered.cipher == first.cipher {
        // two protocols of one identifier would need DO 84
        pace.protocols = vec![offered];
    } else {
        pace.signed.push(pace_info(&offered));
        pace.protocols.push(offered);
    }
    pace.infos = vec![pace_info(&offered)];
    Ok(())
}

/// EF.CardAccess cannot be read, while the signed DG14 says what `dg14` says; BAC works, or with
/// `access=none` the chip is open.
fn hidden(spec: &mut CardSpec, params: &Params<'_>) -> Done {
    spec.access = match params.get("access") {
        None | Some("bac") => Access::Bac,
        Some("none") => Access::Plain,
        Some(_) => return params.refuse("access"),
    };
    let status = match params.get("sw") {
        None | Some("6A82") => None,
        Some(_) => Some(status(params)?),
    };
    match status {
        None => spec.card_access = None,
        Some(status) => {
            spec.denied.insert(File::CardAccess, status);
        }
    }
    let signed = match params.get("dg14") {
        None | Some("pace" | "unreadable") => pace_info(&BASE),
        Some("no-pace") => unknown_info(1),
        Some(_) => return params.refuse("dg14"),
    };
    if let (Some("unreadable"), Some(dg14)) = (params.get("dg14"), DataGroup::new(14)) {
        let denied = StatusWord::SECURITY_STATUS_NOT_SATISFIED;
        spec.denied.insert(File::Dg(dg14), denied);
    }
    match &mut spec.pace {
        // an open chip performs nothing
        Some(_) if spec.access == Access::Plain => spec.pace = None,
        Some(pace) => pace.signed = vec![signed.clone()],
        None => {}
    }
    spec.sign_infos(vec![signed])
}

fn status(params: &Params<'_>) -> Result<StatusWord, PersonaliseError> {
    let value = u16::from_str_radix(params.required("sw")?, 16);
    Ok(StatusWord::new(value.map_err(|_| params.bad("sw"))?))
}

/// Writes the files anew, but for faults that are about the bytes themselves.
fn written(spec: &mut CardSpec, params: &Params<'_>) -> Done {
    match params.name() {
        "cardaccess-infos" | "cardaccess-differs" => {
            if let (Some(pace), Some(security)) = (&spec.pace, &mut spec.card_security) {
                security.infos.clone_from(&pace.signed);
            }
            spec.write_pace()
        }
        _ => Ok(()),
    }
}

/// Faults of EF.CardSecurity, which is signed again.
pub(super) fn card_security(spec: &mut CardSpec, params: &Params<'_>) -> Done {
    let id = mapping_id(spec);
    if params.get("resign").is_some_and(|value| value != "true") {
        return params.refuse("resign");
    }
    let Some(security) = &mut spec.card_security else {
        return params.refuse("field");
    };
    let value = params.required("value")?;
    match (params.required("field")?, value) {
        ("securityInfos", "extra") => security.infos.push(unknown_info(1)),
        ("securityInfos", "one-less") => {
            let found = security.infos.iter().position(|info| is_pace(info));
            if let Some(at) = found {
                security.infos.remove(at);
            }
        }
        ("domain-parameter", "other") => {
            security.add_domain(OTHER + 1);
            return add_domain(spec);
        }
        ("ca-public-key", "absent") => security.keys.clear(),
        ("ca-public-key", "bitflip") => security.flip_key(),
        ("ca-public-key", "other") => security.other_key(id)?,
        ("messageDigest", "bitflip") => {
            security.signed.set("messageDigest", Change::FlipLastBit);
        }
        ("keyId", "mismatch") => security.mismatched_keys(id, OTHER)?,
        _ => return params.refuse("value"),
    }
    Ok(())
}

/// The parameters of the first protocol with Chip Authentication Mapping.
fn mapping_id(spec: &CardSpec) -> u8 {
    let mut all = spec.pace.iter().flat_map(|pace| &pace.protocols);
    all.find(|protocol| protocol.mapping == PaceMapping::ChipAuthentication)
        .map_or(BASE.parameter_id, |protocol| protocol.parameter_id)
}

/// PACEDomainParameterInfo of a standard curve in EF.CardAccess and DG14.
fn add_domain(spec: &mut CardSpec) -> Done {
    let info = Listed::parse(&format!("domain-explicit-{OTHER}")).unwrap_or_default();
    if let Some(pace) = &mut spec.pace {
        pace.infos.extend(info.infos.clone());
        pace.signed.extend(info.infos);
    }
    spec.write_pace()
}
