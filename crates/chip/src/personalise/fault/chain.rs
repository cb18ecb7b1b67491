//! Other keys, algorithms and certificates: `pki`.

use super::params::Params;
use super::published::NEW_NAME;
use crate::personalise::{CardSpec, PersonaliseError, TrustAct, TrustSpec};
use crate::pki::{
    AlgorithmSpec, CurveFlaw, Extension, Scheme, SignatureForm, TestKey, Validity, dsa_spki,
    explicit_p256, hash_named, oid,
};
use vidimus_pubkey::SignatureAlgorithm;

type Done = Result<(), PersonaliseError>;

pub(super) fn pki(spec: &mut CardSpec, params: &Params<'_>) -> Done {
    let scheme = scheme(params)?;
    country(spec, params, &scheme)?;
    spec.sod.key = scheme.ds_key;
    spec.sod.algorithm = scheme.sod.clone();
    (spec.sod.digest, spec.sod.hash) = (scheme.cms, scheme.data_groups);
    if scheme.sod.is_dsa() {
        spec.ds.spki = Some(dsa_spki());
        spec.csca.spki = Some(dsa_spki());
        spec.store = vec![spec.csca.clone()];
    }
    if params.get("issued") == Some("2020") {
        for certificate in [&mut spec.csca, &mut spec.ds] {
            certificate.validity = Validity::days("20200101", "20441231");
        }
        spec.store = vec![spec.csca.clone()];
    }
    validity(spec, params)?;
    anchor(spec, params)?;
    same_names(spec, params)?;
    link(spec, params)
}

/// Keys and algorithms of `sig`, or `sod` and `chain`, `dg`, `cms`, `curve`, `salt`.
fn scheme(params: &Params<'_>) -> Result<Scheme, PersonaliseError> {
    let named = |key: &'static str| {
        let name = params.get(key);
        name.map(|name| AlgorithmSpec::named(name).ok_or_else(|| params.bad(key)))
            .transpose()
    };
    let base = Scheme::base();
    let both = named("sig")?;
    let mut sod = named("sod")?
        .or_else(|| both.clone())
        .unwrap_or_else(|| base.sod.clone());
    let mut chain = named("chain")?
        .or(both)
        .unwrap_or_else(|| base.chain.clone());
    if params.get("salt").is_some() {
        let salt = params.size("salt")?;
        sod = AlgorithmSpec::pss_with_salt(sod.made_with.hash(), salt);
        chain = sod.clone();
    }
    // a certificate must name its hash
    if chain.names_no_hash() {
        chain = AlgorithmSpec::new(SignatureAlgorithm::RsaPkcs1 {
            hash: chain.made_with.hash(),
        });
    }
    let keys = curve_keys(params)?;
    let csca_key = if chain.made_with.is_rsa() {
        TestKey::CscaRsa3072
    } else {
        keys.0
    };
    let ds_key = if sod.made_with.is_rsa() {
        TestKey::DsRsa2048
    } else {
        keys.1
    };
    let mut scheme = Scheme::uniform(&base.name, csca_key, ds_key, sod);
    scheme.chain = chain;
    for (key, hash) in [("dg", &mut scheme.data_groups), ("cms", &mut scheme.cms)] {
        if let Some(name) = params.get(key) {
            *hash = hash_named(name).ok_or_else(|| params.bad(key))?;
        }
    }
    Ok(scheme)
}

/// The EC keys of CA and signer for a curve.
fn curve_keys(params: &Params<'_>) -> Result<(TestKey, TestKey), PersonaliseError> {
    Ok(match params.get("curve") {
        None | Some("256") => (TestKey::CscaP256, TestKey::DsP256),
        Some("224") => (TestKey::CscaBrainpool256r1, TestKey::DsBrainpool224r1),
        Some("384") => (TestKey::CscaP384, TestKey::DsP384),
        Some("521") => (TestKey::CscaP521, TestKey::DsP521),
        Some("512") => (TestKey::CscaBrainpool512r1, TestKey::DsBrainpool512r1),
        Some("p192") => (TestKey::CscaP256, TestKey::DsP192),
        Some("bp160") => (TestKey::CscaP256, TestKey::DsBrainpool160r1),
        Some("bp192") => (TestKey::CscaP256, TestKey::DsBrainpool192r1),
        Some(_) => return params.refuse("curve"),
    })
}

/// Certificates of the issuing state, or of the countries that `country` names.
fn country(spec: &mut CardSpec, params: &Params<'_>, scheme: &Scheme) -> Done {
    let types = ["P", "PP", "I", "ID"];
    let mut persona = spec.persona.clone();
    let mut signer_country = persona.country.clone();
    match params.get("country") {
        None | Some("csca-differs") => {}
        Some("mismatch") => signer_country = "DE".to_owned(),
        Some("lower-case") => signer_country = signer_country.to_lowercase(),
        Some(pair) => {
            let (state, country) = pair
                .strip_prefix("dg1:")
                .and_then(|rest| rest.split_once(",ds:"))
                .ok_or_else(|| params.bad("country"))?;
            state.clone_into(&mut persona.issuer);
            country.clone_into(&mut signer_country);
        }
    }
    let (csca, ds) = scheme.certificates(&signer_country, &persona.issuer, &types)?;
    (spec.csca, spec.ds) = (csca, ds);
    if params.get("country") == Some("csca-differs") {
        spec.csca.subject.country = Some("DE".to_owned());
        spec.csca.issuer = spec.csca.subject.clone();
        spec.ds.issuer = spec.csca.subject.clone();
    }
    spec.store = vec![spec.csca.clone()];
    if persona != spec.persona {
        spec.set_persona(persona)?;
    }
    Ok(())
}

/// `ds` and `csca`: where the signer's certificate is, and when both are valid.
fn validity(spec: &mut CardSpec, params: &Params<'_>) -> Done {
    let span = match params.get("ds") {
        None | Some("in-sod") => None,
        Some("in-store") => {
            spec.ds_embedded = false;
            spec.store.push(spec.ds.clone());
            None
        }
        Some("nowhere") => {
            spec.ds_embedded = false;
            None
        }
        Some("fresh") => Some(("20290101", "20311231")),
        Some("expired") => Some(("20240101", "20291201")),
        Some("exp1y") => Some(("20240101", "20281231")),
        Some("exp5y") => Some(("20240101", "20241231")),
        Some("not-yet-valid") => Some(("20300201", "20441231")),
        Some("future") => Some(("20310101", "20441231")),
        Some(_) => return params.refuse("ds"),
    };
    if let Some((first, last)) = span {
        spec.ds.validity = Validity::days(first, last);
    }
    match params.get("csca") {
        None => Ok(()),
        Some("expired") => {
            spec.csca.validity = Validity::days("20240101", "20290101");
            spec.store = vec![spec.csca.clone()];
            Ok(())
        }
        Some(_) => params.refuse("csca"),
    }
}

/// Who stands behind the signer: `anchor`.
fn anchor(spec: &mut CardSpec, params: &Params<'_>) -> Done {
    match params.get("anchor") {
        None | Some("chain") => {}
        Some("self") => {
            spec.ds.issuer = spec.ds.subject.clone();
            spec.ds.issuer_key = spec.ds.key;
            spec.ds.algorithm = spec.sod.algorithm.clone();
            if spec.ds.algorithm.names_no_hash() {
                spec.ds.algorithm = spec.csca.algorithm.clone();
            }
            spec.ds
                .with(Extension::authority_key_identifier(&spec.ds.key.spki()?));
            spec.store.clear();
        }
        Some("attacker") => {
            attacker(spec);
            spec.csca.subject.common_name = Some("CSCA of an attacker".to_owned());
            spec.csca.issuer = spec.csca.subject.clone();
            spec.ds.issuer = spec.csca.subject.clone();
            let spki = spec.csca.key.spki()?;
            spec.csca.with(Extension::subject_key_identifier(&spki));
            spec.csca.with(Extension::authority_key_identifier(&spki));
            spec.ds.with(Extension::authority_key_identifier(&spki));
        }
        // name and key identifiers stay those of the real CA
        Some("same-name-and-ski") => attacker(spec),
        Some("curveball") => {
            spec.csca.spki = Some(explicit_p256(spec.csca.key, CurveFlaw::DoubledGenerator)?);
            spec.csca.form = SignatureForm::EcdsaDoubledGenerator;
            spec.ds.form = SignatureForm::EcdsaDoubledGenerator;
            spec.embedded.push(spec.csca.clone());
        }
        Some(_) => return params.refuse("anchor"),
    }
    match params.get("embed") {
        None => Ok(()),
        Some("csca") => {
            spec.embedded.push(spec.csca.clone());
            Ok(())
        }
        Some(_) => params.refuse("embed"),
    }
}

/// The CA's key is an attacker's; the store keeps the real one.
fn attacker(spec: &mut CardSpec) {
    spec.csca.key = TestKey::AttackerCscaP256;
    spec.csca.issuer_key = TestKey::AttackerCscaP256;
    spec.ds.issuer_key = TestKey::AttackerCscaP256;
}

/// `link=name-change`: the signer is below an authority that has got another name, and `store`
/// says what the store holds: `old`, `link` or `unvouched-link`, joined by `+`.
fn link(spec: &mut CardSpec, params: &Params<'_>) -> Done {
    match params.get("link") {
        None => return Ok(()),
        Some("name-change") => {}
        Some(_) => return params.refuse("link"),
    }
    let old = spec.csca.clone();
    let new = old.successor(TestKey::CscaP384, Some(NEW_NAME))?;
    spec.ds.issuer = new.subject.clone();
    spec.ds.issuer_key = new.key;
    spec.ds
        .with(Extension::authority_key_identifier(&new.public_key()?));
    let link = old.link_to(&new)?;
    spec.csca = new;
    spec.store.clear();
    for item in params.required("store")?.split('+') {
        match item {
            "old" => spec.store.push(old.clone()),
            "link" => spec.store.push(link.clone()),
            "unvouched-link" => {
                let link = TrustSpec::from(link.clone());
                spec.published.push(link.by(TrustAct::Unvouched));
            }
            _ => return params.refuse("store"),
        }
    }
    Ok(())
}

/// `aki=absent`, and how many CAs of the same name the store holds; the second is the real one.
fn same_names(spec: &mut CardSpec, params: &Params<'_>) -> Done {
    match params.get("aki") {
        None => {}
        Some("absent") => spec.ds.without(oid::AUTHORITY_KEY_IDENTIFIER),
        Some(_) => return params.refuse("aki"),
    }
    if params.get("same-name").is_none() {
        return Ok(());
    }
    let others = [
        TestKey::OtherCscaP256,
        TestKey::AttackerCscaP256,
        TestKey::CscaP384,
    ];
    let count = params.size("same-name")?.min(others.len() + 1);
    let mut store = Vec::new();
    for key in others.into_iter().take(count.saturating_sub(1)) {
        let mut other = spec.csca.clone();
        (other.key, other.issuer_key) = (key, key);
        other.with(Extension::subject_key_identifier(&key.spki()?));
        other.with(Extension::authority_key_identifier(&key.spki()?));
        store.push(other);
    }
    store.insert(1.min(store.len()), spec.csca.clone());
    spec.store = store;
    Ok(())
}
