//! Breaking one rule of a document before or after it is signed, by name.
//!
//! The names and parameters are those of the conformance cases (persona, files, signatures, and
//! what the trust store holds).
//! Relative times refer to [`JUDGED_AT`].

mod biometric;
mod certificate;
mod chain;
mod cross;
mod files;
mod holder;
pub(crate) mod pace;
mod params;
mod proofs;
mod published;
mod security_object;
mod terminal;

use super::{CardSpec, PersonaliseError};
use crate::FaultError;
use params::Params;

/// The time at which a document with a fault is to be judged: `expired`, `future`, `yesterday`
/// and the like refer to it.
pub const JUDGED_AT: &str = "2030-01-01T00:00:00Z";

/// Every fault of personalisation with its parameters; `+` joins values of runs of their own,
/// of which [`apply_fault`] takes one.
pub const FAULTS: &[(&str, &str)] = &[
    ("persona", "number td expiry nationality name key"),
    ("mrz-field", "field value cd"),
    (
        "pki",
        "sig sod chain dg cms curve salt issued ds csca anchor embed country aki same-name link store",
    ),
    ("ds-field", "field value csca"),
    ("sod-field", "field value resign sid info"),
    ("sod-dg-hash", "dg value com resign"),
    ("sod-dg-number", "dg value resign"),
    ("sod-encoding", "form"),
    ("com-field", "do value sod"),
    ("dg-bitflip", "dg byte"),
    ("dg-replace", "dg from key"),
    ("dg-unlisted", "dg"),
    ("dg-drop-object", "dg tag"),
    ("dg-encoding", "dg form"),
    (
        "biometric-header",
        "dg do value drop count present instance encrypted",
    ),
    ("biometric-record", "dg field value features present"),
    (
        "biometric-image",
        "dg format count bytes declared pixels type-byte padding",
    ),
    ("cross", "pair differs number-structure"),
    ("file-missing", "dg file listed com"),
    ("file-empty", "dg file form"),
    ("file-outer-tag", "file tag"),
    ("file-outer-length", "file delta hash"),
    ("file-trailing", "dg bytes hash"),
    ("file-size", "dg file bytes"),
    ("pace-params", "mapping id cipher kex"),
    ("cardaccess-infos", "list chip extra count"),
    ("cardaccess-encoding", "form"),
    ("cardaccess-differs", "field"),
    ("cardaccess-hidden", "access dg14 sw files"),
    ("cardsecurity-field", "field value resign"),
    ("file-denied", "dg rights"),
    ("aa-algo", "alg bits curve dg14"),
    (
        "aa-response",
        "key challenge trailer hash m1 form r leading-zero bytes sw",
    ),
    ("ca-algo", "kex cipher bits curve apdu ta"),
    (
        "dg14-infos",
        "keys keyid info key ciphers version key-oid aa-oid ta-fid ta-sfid list unsupported chip sw",
    ),
    ("dg14-key", "kex value curve-form private"),
    ("ta-algo", "alg"),
    ("ta-chain", "dv is links needed"),
    ("ta-chip", "date"),
    ("ta-rights", "deny"),
    ("cvca", "car tag"),
    ("store", "csca signer list"),
    ("crl", "lists signer signature state"),
    ("deviation-list", "match signature"),
    ("defect", "kind status dg replacement names signature"),
];

/// Breaks one rule of the document: `params` is `key=value;key=value`, one value each.
///
/// # Errors
/// [`PersonaliseError::Fault`] for an unknown name, parameter or value; else where keys do not
/// fit.
pub fn apply_fault(spec: &mut CardSpec, name: &str, params: &str) -> Result<(), PersonaliseError> {
    let Some((_, known)) = FAULTS.iter().find(|(own, _)| *own == name) else {
        return Err(FaultError::UnknownName {
            name: name.to_owned(),
        }
        .into());
    };
    let params = Params::parse(name, known, params)?;
    match name {
        "pace-params"
        | "cardaccess-infos"
        | "cardaccess-encoding"
        | "cardaccess-differs"
        | "cardaccess-hidden" => pace::apply(spec, &params),
        "cardsecurity-field" => pace::card_security(spec, &params),
        "persona" => holder::persona(spec, &params),
        "mrz-field" => holder::mrz_field(spec, &params),
        "pki" => chain::pki(spec, &params),
        "ds-field" => certificate::ds_field(spec, &params),
        "sod-field" => security_object::field(spec, &params),
        "sod-dg-hash" => security_object::hash(spec, &params),
        "sod-dg-number" => security_object::number(spec, &params),
        "sod-encoding" => security_object::encoding(spec, &params),
        "biometric-header" => biometric::header(spec, &params),
        "biometric-record" => biometric::record(spec, &params),
        "biometric-image" => biometric::image(spec, &params),
        "cross" => cross::apply(spec, &params),
        "aa-algo" => proofs::active(spec, &params),
        "aa-response" => proofs::active_response(spec, &params),
        "ca-algo" => proofs::agreement(spec, &params),
        "dg14-infos" => proofs::infos(spec, &params),
        "dg14-key" => proofs::key(spec, &params),
        "dg-replace" if params.get("key") == Some("attacker") => proofs::attacker_key(spec),
        "file-denied" => proofs::guarded(spec, &params),
        "ta-algo" => terminal::algorithm(spec, &params),
        "ta-chain" => terminal::chain(spec, &params),
        "ta-chip" => terminal::chip(spec, &params),
        "ta-rights" => terminal::rights(spec, &params),
        "cvca" => terminal::cvca(spec, &params),
        "store" => published::store(spec, &params),
        "crl" => published::crl(spec, &params),
        "deviation-list" => published::deviations(spec, &params),
        "defect" => published::defect(spec, &params),
        _ => files::apply(spec, &params),
    }
}
