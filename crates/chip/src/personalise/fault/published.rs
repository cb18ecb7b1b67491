//! What is in the trust store besides the authority: `store`, `crl`, `deviation-list`, `defect`.
//!
//! Nothing of it is on the chip. Where a list speaks of something that is wrong with the document,
//! the document has it.

use super::params::Params;
use crate::personalise::{CardSpec, PersonaliseError, TrustAct, TrustSpec};
use crate::pki::{
    Change, CrlEntry, CrlSpec, DefectSpec, DeviationSpec, Extension, SignedListKind,
    SignedListSpec, SignerName, TestKey, defect_list, der, deviation_list, master_list, oid,
};

type Done = Result<(), PersonaliseError>;

/// Common name of the authority that follows the first one.
pub(super) const NEW_NAME: &str = "CSCA of 2028";
/// Two-letter and three-letter code of another country.
const ABROAD: (&str, &str) = ("DE", "D");
/// When the signer was revoked.
const REVOKED_ON: &str = "20290601120000";
/// Key compromise (RFC 5280 §5.3.1).
const KEY_COMPROMISE: u8 = 1;

/// `store`: `csca=absent`, `link-only`, `unvouched`, `first-use-list`; `signer=pinned`;
/// `list=YYYYMMDD`, a master list signed on that day below the authority, which is in the store.
pub(super) fn store(spec: &mut CardSpec, params: &Params<'_>) -> Done {
    match params.get("csca") {
        None => {}
        Some("absent") => spec.store.clear(),
        Some("link-only") => {
            let before = spec.csca.successor(TestKey::CscaP384, None)?;
            spec.store = vec![before.link_to(&spec.csca)?];
        }
        Some("unvouched") => {
            spec.store.clear();
            let authority = TrustSpec::from(spec.csca.clone());
            spec.published.push(authority.by(TrustAct::Unvouched));
        }
        Some("first-use-list") => {
            spec.store.clear();
            let publisher = spec.csca.foreign(ABROAD.0, ABROAD.1)?;
            let content = master_list(&[spec.csca.to_der()?]);
            let list = SignedListSpec::below(&publisher, SignedListKind::Master, content)?;
            let list = TrustSpec::from(list);
            spec.published.push(list.by(TrustAct::Unvouched));
        }
        Some(_) => return params.refuse("csca"),
    }
    match params.get("signer") {
        None => {}
        Some("pinned") => {
            spec.store.clear();
            let signer = TrustSpec::from(spec.ds.clone());
            spec.published.push(signer.by(TrustAct::Signer));
        }
        Some(_) => return params.refuse("signer"),
    }
    let Some(day) = params.get("list") else {
        return Ok(());
    };
    let content = master_list(&[spec.csca.to_der()?]);
    let mut list = SignedListSpec::below(&spec.csca, SignedListKind::Master, content)?;
    list.signing_time = format!("{day}120000");
    spec.published.push(list.into());
    Ok(())
}

/// `crl`: who signed it, whether that is right, how old it is, and whom it lists.
pub(super) fn crl(spec: &mut CardSpec, params: &Params<'_>) -> Done {
    let (first, last) = match params.get("state") {
        None => ("20291215", "20300315"),
        Some("absent") => return Ok(()),
        Some("stale") => ("20290623", "20290923"),
        Some("future") => ("20300201", "20300501"),
        Some(_) => return params.refuse("state"),
    };
    let mut list = crl_by(spec, params, first, last)?;
    match params.get("signature") {
        None => {}
        Some("bad") => list.changes.set("signatureValue", Change::FlipLastBit),
        Some(_) => return params.refuse("signature"),
    }
    let entry = CrlEntry::new(&spec.ds.serial, REVOKED_ON).because(KEY_COMPROMISE);
    match params.get("lists") {
        None | Some("none") => {}
        Some("ds") => list = list.revoking(entry),
        Some("csca") => list = list.revoking(CrlEntry::new(&spec.csca.serial, REVOKED_ON)),
        Some("older-only") => {
            let older = CrlSpec::of(&spec.csca, "20290901", "20291201")?;
            spec.published.push(older.revoking(entry).into());
            list.extensions.retain(|own| own.oid != oid::CRL_NUMBER);
            list.extensions.push(Extension::crl_number(2));
        }
        Some(_) => return params.refuse("lists"),
    }
    spec.published.push(list.into());
    Ok(())
}

/// An empty list of the signer that `signer` names.
fn crl_by(
    spec: &mut CardSpec,
    params: &Params<'_>,
    first: &str,
    last: &str,
) -> Result<CrlSpec, PersonaliseError> {
    let signer = match params.get("signer") {
        None => spec.csca.clone(),
        Some("new-csca") => {
            let next = spec.csca.successor(TestKey::CscaP384, Some(NEW_NAME))?;
            spec.store.push(next.clone());
            next
        }
        Some("other-country") => {
            let other = spec.csca.foreign(ABROAD.0, ABROAD.1)?;
            spec.store.push(other.clone());
            other
        }
        // in the authority's name and with its key identifier
        Some("attacker") => {
            let mut list = CrlSpec::of(&spec.csca, first, last)?;
            list.issuer_key = TestKey::AttackerCscaP256;
            return Ok(list);
        }
        Some(_) => return params.refuse("signer"),
    };
    Ok(CrlSpec::of(&signer, first, last)?)
}

/// `deviation-list`: `match=dg2` says that the length of DG2 is wrong, `match=hash` that its hash
/// is; `match=sod-signature`, or none, that the signature of EF.SOD is. `signature=bad` breaks that of the list itself.
pub(super) fn deviations(spec: &mut CardSpec, params: &Params<'_>) -> Done {
    let (deviation, words) = match params.get("match") {
        None | Some("sod-signature") => ((vec![2, 3], None), "signature of EF.SOD"),
        Some("dg2") => ((vec![2, 1], Some(2)), "length of DG2"),
        Some("hash") => ((vec![2, 2], Some(2)), "hash of DG2"),
        Some(_) => return params.refuse("match"),
    };
    let entry = DeviationSpec {
        document_type: Some("P".to_owned()),
        signer: Some(SignerName::key(&spec.ds)?),
        deviations: vec![deviation],
        description: Some(words.to_owned()),
        ..DeviationSpec::default()
    };
    publish(
        spec,
        params,
        SignedListKind::Deviation,
        deviation_list(&[entry]),
    )
}

/// `defect`: what a defect list says of the signer's documents, and what it speaks of in this one.
pub(super) fn defect(spec: &mut CardSpec, params: &Params<'_>) -> Done {
    let known = match params.required("kind")? {
        "ds-revoked" => {
            let status =
                u8::try_from(params.number("status")?).map_err(|_| params.bad("status"))?;
            (vec![1, 1], Some(enumerated(status)))
        }
        "ds-malformed" => return malformed_signer(spec, params),
        "ca-compromised" => (vec![1, 3], None),
        "aa-compromised" => (vec![1, 4], None),
        // Chip Authentication; that it fails is the chip's part
        "ca-failure" => (vec![1, 5], Some(enumerated(0))),
        "sod-malformed" => {
            spec.sod.unsigned.set("signature", Change::FlipLastBit);
            (vec![2, 2], None)
        }
        "com-sod" => (vec![2, 3], Some(unlisted_in_com(spec, params)?)),
        "wrong-sid" => {
            let wrong = der::sequence(&[spec.ds.issuer.to_der(), der::integer(9)]);
            spec.sod.unsigned.replace("signerInfo.sid", wrong);
            let SignerName::IssuerAndSerial(right) = SignerName::serial(&spec.ds) else {
                return params.refuse("kind");
            };
            (vec![2, 4], Some(right))
        }
        "issuing-country" => {
            let right = spec.persona.country.clone();
            three_letters(spec);
            (vec![2, 5], Some(der::printable(&right)))
        }
        _ => return params.refuse("kind"),
    };
    publish_defect(spec, params, known)
}

fn publish_defect(
    spec: &mut CardSpec,
    params: &Params<'_>,
    known: (Vec<u8>, Option<Vec<u8>>),
) -> Done {
    let entry = DefectSpec {
        signer: SignerName::serial(&spec.ds),
        digest: None,
        defects: vec![known],
    };
    publish(spec, params, SignedListKind::Defect, defect_list(&[entry]))
}

/// Signs the list below the authority and puts it into the store.
fn publish(
    spec: &mut CardSpec,
    params: &Params<'_>,
    kind: SignedListKind,
    content: Vec<u8>,
) -> Done {
    let mut list = SignedListSpec::below(&spec.csca, kind, content)?;
    match params.get("signature") {
        None => {}
        Some("bad") => list.bad_signature = true,
        Some(_) => return params.refuse("signature"),
    }
    spec.published.push(list.into());
    Ok(())
}

/// The signer's key usage does not decode; the list brings a certificate that does.
fn malformed_signer(spec: &mut CardSpec, params: &Params<'_>) -> Done {
    let good = spec.ds.to_der()?;
    if let Some(usage) = spec.ds.key_usage() {
        usage.value = vec![0x03, 0x7F, 0x07, 0x80];
    }
    publish_defect(spec, params, (vec![1, 2], Some(good)))
}

/// EF.COM does not list the data group, EF.SOD does; both lists, as the defect list gives them.
fn unlisted_in_com(spec: &mut CardSpec, params: &Params<'_>) -> Result<Vec<u8>, PersonaliseError> {
    let group = params.group()?;
    super::files::ensure(spec, group)?;
    spec.leave_out_of_com(group);
    let all = spec.groups.keys().map(|group| u32::from(group.number()));
    let (without, with): (Vec<u32>, Vec<u32>) = (
        all.clone()
            .filter(|number| *number != u32::from(group.number()))
            .collect(),
        all.collect(),
    );
    let numbers = |list: Vec<u32>| der::set_of(list.into_iter().map(der::integer).collect());
    Ok(der::sequence(&[numbers(without), numbers(with)]))
}

/// Authority and signer carry the three-letter code where two letters belong.
fn three_letters(spec: &mut CardSpec) {
    let code = Some(spec.persona.issuer.clone());
    spec.csca.subject.country.clone_from(&code);
    spec.csca.issuer.country.clone_from(&code);
    spec.ds.issuer.country.clone_from(&code);
    spec.ds.subject.country = code;
    spec.store = vec![spec.csca.clone()];
}

/// ENUMERATED.
fn enumerated(value: u8) -> Vec<u8> {
    der::object(0x0A, &[value])
}
