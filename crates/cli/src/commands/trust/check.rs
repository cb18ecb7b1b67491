//! `vidimus trust check`: which anchor verifies a document signer, and why none does.

use super::{candidates, document};
use crate::args::TrustCheckArgs;
use crate::commands::Outcome;
use crate::context::{Context, tool};
use crate::failure::{CommandError, Failure};
use crate::io::files;
use crate::output::with;
use serde_json::{Value, json};
use std::fmt::Write as _;
use vidimus::lds::evidence::{Evidence, FileState};
use vidimus::lds::text::escape_for_terminal;
use vidimus::lds::{File, sod};
use vidimus::report::ExitCode;
use vidimus::trust::{
    Candidate, Certificate, Finding, Outcome as Found, PaInput, PaResult, TrustStore,
    judge_certificate, signer_certificate,
};

/// Judges the signer alone. Exit 0 when an anchor of the store verifies it now, 1 when it must
/// not be believed, else 3.
pub fn run(args: &TrustCheckArgs, context: &Context) -> Outcome {
    let bytes = files::read(&args.file)?;
    let certificate = certificate_of(&bytes).ok_or_else(|| CommandError::Unrecognised {
        path: args.file.clone(),
        expected: "a certificate, or an EF.SOD that carries the one of its only signer",
    })?;
    let store = context.trust_store()?.for_group(args.group.as_deref());
    let evidence = Evidence::default();
    let at = context.evaluation_time(&evidence)?;
    let nothing = std::collections::BTreeMap::<File, FileState>::new();
    let policy = context.policy()?;
    let input = PaInput {
        rules: policy.rules(),
        clock_implausible: at.is_implausible(&tool(), store.newest_list_date()),
        ..PaInput::new(&nothing, at.unix)
    };
    let result = judge_certificate(&certificate, &input, &store).map_err(Failure::from)?;
    let parsed = Certificate::parse(&certificate).map_err(Failure::from)?;
    let candidates = store.candidates(&parsed);
    context.output.result(
        || {
            checked(
                &result,
                &candidates,
                &store,
                &args.file.display().to_string(),
            )
        },
        || text(&result, &candidates),
    );
    Ok(code(&result))
}

/// The certificate itself, or the one inside an EF.SOD that its signer names: another one that
/// lies there says nothing about the document.
fn certificate_of(bytes: &[u8]) -> Option<Vec<u8>> {
    if File::identify(bytes) == Some(File::Sod) {
        let object = sod::SecurityObject::parse(bytes).ok()?;
        return signer_certificate(&object.signed).map(<[u8]>::to_vec);
    }
    if bytes.starts_with(b"-----") {
        return vidimus::trust::pem_certificates(bytes)
            .ok()?
            .into_iter()
            .next();
    }
    bytes.starts_with(&[0x30]).then(|| bytes.to_vec())
}

/// Country is a row where it fails: that of a document is not known here, that of signer and
/// authority is.
fn rows<'a>(result: &'a PaResult<'_>) -> Vec<(&'static str, &'a Finding)> {
    let country = Some(&result.country).filter(|country| country.outcome == Found::Failed);
    let always = [
        ("pa.sod.signer_profile", &result.signer_profile),
        ("pa.chain.anchor", &result.anchor),
        ("pa.chain.signature", &result.chain_signature),
        ("pa.chain.validity", &result.validity),
        ("pa.chain.revocation", &result.revocation),
    ];
    let country = country.map(|country| ("pa.chain.country", country));
    always.into_iter().chain(country).collect()
}

/// Unknown revocation keeps nobody out, as in the default policy.
fn code(result: &PaResult<'_>) -> ExitCode {
    let any = |wanted: Found| {
        rows(result).iter().any(|(id, finding)| {
            let open = *id == "pa.chain.revocation" && wanted == Found::Undetermined;
            finding.outcome == wanted && !open
        })
    };
    match (any(Found::Failed), any(Found::Undetermined)) {
        (true, _) => ExitCode::Reject,
        (false, true) => ExitCode::Refer,
        (false, false) => ExitCode::Accept,
    }
}

fn checked(
    result: &PaResult<'_>,
    candidates: &[Candidate],
    store: &TrustStore,
    file: &str,
) -> Value {
    let candidates: Vec<Value> = candidates.iter().map(candidates::json).collect();
    let checks: Vec<Value> = rows(result)
        .iter()
        .map(|(id, finding)| json!({"id": id, "outcome": finding.outcome.as_str(), "code": finding.code}))
        .collect();
    let checked = json!({
        "file": file,
        "signer": result.signer.as_ref().map(|signer| &signer.subject),
        "anchor": result.csca.as_ref().map(|csca| &csca.subject),
        "anchor_source": result.csca_provenance.as_ref().map(|source| &source.file),
        "checks": checks,
        "candidates": candidates,
    });
    let checked = match store.group() {
        Some(group) => with(checked, "group", group.into()),
        None => checked,
    };
    with(document::trust(&[], store), "checked", checked)
}

fn text(result: &PaResult<'_>, candidates: &[Candidate]) -> String {
    let mut text = String::new();
    if let Some(signer) = &result.signer {
        let _ = writeln!(text, "signer   {}", escape_for_terminal(&signer.subject));
        let _ = writeln!(text, "issuer   {}", escape_for_terminal(&signer.issuer));
    }
    if let Some(csca) = &result.csca {
        let _ = writeln!(text, "anchor   {}", escape_for_terminal(&csca.subject));
    }
    if let Some(source) = &result.csca_provenance {
        let _ = writeln!(text, "from     {}", source.file);
    }
    for (id, finding) in rows(result) {
        let code = finding
            .code
            .map(|code| format!("  [{code}]"))
            .unwrap_or_default();
        let _ = writeln!(text, "{id:24} {}{code}", finding.outcome.as_str());
    }
    text + &candidates_text(candidates)
}

fn candidates_text(candidates: &[Candidate]) -> String {
    let mut text = match candidates.len() {
        0 => return "no anchor in the store has the issuer's name or key identifier\n".into(),
        1 => "anchor that may have signed it:\n".to_owned(),
        count => format!("{count} anchors that may have signed it:\n"),
    };
    text.extend(candidates.iter().map(candidates::text));
    text
}
