//! Faults of Terminal Authentication: EF.CVCA, the chip's date, the chain that a terminal gets.

use super::params::Params;
use crate::personalise::{CardSpec, CvcaForm, PersonaliseError, TerminalSpec};
use vidimus_lds::cvc::{TaAlgorithm, TaHash};
use vidimus_pubkey::ec::NamedCurve;

type Done = Result<(), PersonaliseError>;

/// The terminal's side; a document without Terminal Authentication gets it.
fn terminal(spec: &mut CardSpec) -> &mut TerminalSpec {
    spec.proofs
        .terminal
        .get_or_insert_with(TerminalSpec::default)
}

/// `ta-algo`: what every key of the chain signs with.
pub(super) fn algorithm(spec: &mut CardSpec, params: &Params<'_>) -> Done {
    let name = params.required("alg")?;
    let named = algorithm_named(name).ok_or_else(|| params.bad("alg"))?;
    let terminal = terminal(spec);
    terminal.algorithm = named;
    // a salt of 64 bytes does not go into 1024 bits
    let long = named == TaAlgorithm::RsaPss(TaHash::Sha512);
    terminal.rsa_bits = if long { 2048 } else { 1024 };
    spec.write_proofs()
}

/// `rsa-v15-sha256`, `rsa-pss-sha512`, `ecdsa-sha224`, …
fn algorithm_named(name: &str) -> Option<TaAlgorithm> {
    let (family, hash) = name.rsplit_once('-')?;
    let hash = match hash {
        "sha1" => TaHash::Sha1,
        "sha224" => TaHash::Sha224,
        "sha256" => TaHash::Sha256,
        "sha384" => TaHash::Sha384,
        "sha512" => TaHash::Sha512,
        _ => return None,
    };
    let algorithm = match family {
        "rsa-v15" => TaAlgorithm::RsaPkcs1(hash),
        "rsa-pss" => TaAlgorithm::RsaPss(hash),
        "ecdsa" => TaAlgorithm::Ecdsa(hash),
        _ => return None,
    };
    TaAlgorithm::ALL.contains(&algorithm).then_some(algorithm)
}

/// `ta=rsa-1024`, `ta=ecdsa-256`: kind and size of the chain's keys.
pub(super) fn chain_keys(spec: &mut CardSpec, params: &Params<'_>) -> Done {
    let terminal = terminal(spec);
    match params.required("ta")? {
        "rsa-1024" => terminal.rsa_bits = 1024,
        "rsa-2048" => terminal.rsa_bits = 2048,
        "ecdsa-224" => terminal.curve = NamedCurve::P224,
        "ecdsa-256" => terminal.curve = NamedCurve::P256,
        "ecdsa-384" => terminal.curve = NamedCurve::P384,
        "ecdsa-521" => terminal.curve = NamedCurve::P521,
        _ => return params.refuse("ta"),
    }
    if params.required("ta")?.starts_with("rsa") {
        terminal.algorithm = TaAlgorithm::RsaPss(TaHash::Sha256);
    }
    Ok(())
}

/// `ta-chain`: signatures and link certificates.
pub(super) fn chain(spec: &mut CardSpec, params: &Params<'_>) -> Done {
    let terminal = terminal(spec);
    for (key, flaw) in [
        ("dv", &mut terminal.bad_verifier),
        ("is", &mut terminal.bad_terminal),
    ] {
        match params.get(key) {
            None => {}
            Some("bad-signature") => *flaw = true,
            Some(_) => return params.refuse(key),
        }
    }
    if params.get("links").is_some() {
        let links = u8::try_from(params.size("links")?).unwrap_or(u8::MAX);
        let needed = match params.get("needed") {
            None => links,
            Some(_) => u8::try_from(params.size("needed")?).unwrap_or(u8::MAX),
        };
        if links > 8 || needed > links {
            return params.refuse("links");
        }
        (terminal.links, terminal.needed) = (links, needed);
    }
    spec.write_proofs()
}

/// `ta-chip`: the chip's date; another document number is the running chip's part.
pub(super) fn chip(spec: &mut CardSpec, params: &Params<'_>) -> Done {
    match params.required("date")? {
        "after-expiry" => terminal(spec).after_expiry = true,
        _ => return params.refuse("date"),
    }
    spec.write_proofs()
}

/// `ta-rights`: what the terminal's certificate does not allow.
pub(super) fn rights(spec: &mut CardSpec, params: &Params<'_>) -> Done {
    let terminal = terminal(spec);
    for name in params.required("deny")?.split('+') {
        match name {
            "dg3" => terminal.rights.dg3 = false,
            "dg4" => terminal.rights.dg4 = false,
            _ => return params.refuse("deny"),
        }
    }
    spec.write_proofs()
}

/// `cvca`: EF.CVCA.
pub(super) fn cvca(spec: &mut CardSpec, params: &Params<'_>) -> Done {
    terminal(spec).cvca = match (params.get("car"), params.get("tag")) {
        (Some("wrong"), None) => CvcaForm::Wrong,
        (Some("absent"), None) => CvcaForm::Absent,
        (Some("zeros"), None) => CvcaForm::Zeros,
        (Some("three"), None) => CvcaForm::Three,
        (None, Some(_)) => match params.hex("tag")?.as_slice() {
            [tag] => CvcaForm::Tag(*tag),
            _ => return params.refuse("tag"),
        },
        _ => return params.refuse("car"),
    };
    spec.write_proofs()
}

/// `ta-fid`, `ta-sfid`: TerminalAuthenticationInfo points at no file.
pub(super) fn wrong_file(spec: &mut CardSpec, params: &Params<'_>) -> Done {
    terminal(spec).file = Some(match (params.get("ta-fid"), params.get("ta-sfid")) {
        (Some("wrong"), None) => (0x0FFF, None),
        (None, Some("wrong")) => (0x011C, Some(0x1A)),
        (Some(_), _) => return params.refuse("ta-fid"),
        _ => return params.refuse("ta-sfid"),
    });
    spec.write_proofs()
}
