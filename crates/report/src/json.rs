//! The report as JSON (docs/report.schema.json, `vidimus-report/1`).
//!
//! Readers of the document may rely on these:
//!
//! - A field that has nothing to say is left out. `null` stands only where that itself says
//!   something: `expired` of a document whose expiry is not known, the `step` of a failure in none.
//! - Texts are English whatever the language of the page: they are for logs, and codes are for
//!   programs. Times are RFC 3339 in UTC, hashes and serial numbers hexadecimal.
//! - A hidden value is the object `{"redacted": true}`, a shown one `{"value": …, "source": "dg1"}`,
//!   so nobody takes stars for a number (DESIGN §4).
//! - `checks` holds every check that was judged, passed ones included; `reasons` names those that
//!   decided.
//!
//! A new field raises the second number of [`SCHEMA_VERSION`]; taking one away makes another
//! schema. Either goes into the schema file, against which the tests hold every document.

mod faces;

use crate::check::hex;
use crate::{
    Check, DataGroupRow, Lang, Policy, Report, RevocationList, TrustSection, UsedProfile, explain,
    time, tolerance_name,
};
use serde_json::{Map, Value, json};
use vidimus_lds::Personal;
use vidimus_lds::evidence::{AccessEvidence, CipherName, PasswordKind, Protocol, QuirkUse, Source};
use vidimus_lds::text::escape_for_terminal;
use vidimus_trust::{CertificateSummary, Outcome, Provenance};

/// The schema id of reports.
pub const REPORT_SCHEMA: &str = "vidimus-report/1";

/// Grows with every field added; see CHANGELOG.md.
const SCHEMA_VERSION: &str = "1.2.0";

impl Report {
    /// The report as one JSON document. Personal data are `{"redacted": true}` unless
    /// `reveal`.
    #[must_use]
    pub fn to_json(&self, reveal: bool) -> Value {
        let mut document = json!({
            "schema": REPORT_SCHEMA,
            "schema_version": SCHEMA_VERSION,
            "tool": tool(self),
            "created": time::rfc3339(self.created),
            "evaluated_at": time::rfc3339(self.at.unix),
            "evaluated_at_source": self.at.source.as_str(),
            "verdict": self.verdict.as_str(),
            "decision": self.decision.as_str(),
            "exit_code": self.exit_code().value(),
            "reasons": self.reasons.iter().map(|id| id.as_str()).collect::<Vec<_>>(),
            "conclusions": conclusions(self),
            "source": source(&self.source),
            "policy": policy(&self.policy),
            "profile": profile(&self.profile),
            "document": document_section(self, reveal),
            "access": access(&self.access),
            "checks": self.checks.iter().map(check).collect::<Vec<_>>(),
            "data_groups": self.data_groups.iter().map(data_group).collect::<Vec<_>>(),
            "trust": trust(&self.trust),
            "quirks": self.quirks.iter().map(quirk).collect::<Vec<_>>(),
            "notices": self.notices.iter().map(|code| notice(code)).collect::<Vec<_>>(),
            "apdu": {
                "count": self.apdu.count,
                "bytes_sent": self.apdu.sent,
                "bytes_received": self.apdu.received,
            },
        });
        if !self.agreement.is_empty() {
            let rows = self.agreement.iter();
            let rows: Vec<_> = rows.map(|row| faces::agreement(row, reveal)).collect();
            put(&mut document, "agreement", Some(rows));
        }
        if let (Some(failure), Some(object)) = (&self.failure, document.as_object_mut()) {
            object.insert(
                "read_failure".into(),
                json!({ "code": failure.code, "step": failure.step }),
            );
        }
        document
    }
}

fn tool(report: &Report) -> Value {
    let mut tool = json!({ "name": report.tool.name, "version": report.tool.version });
    put(&mut tool, "commit", report.tool.commit.as_deref());
    tool
}

fn conclusions(report: &Report) -> Value {
    let answers = &report.conclusions;
    json!({
        "data": answers.data.as_str(),
        "chip": answers.chip.as_str(),
        "chip_freshness": answers.chip_freshness.as_str(),
        "currency": answers.currency.as_str(),
        "printed": answers.printed.as_str(),
    })
}

/// Where the evidence comes from. A recording is named by its hash, never by a path.
fn source(source: &Source) -> Value {
    match source {
        Source::Reader { name } => json!({ "kind": "reader", "reader": name }),
        // files that somebody keeps, with a word on where they say they come from
        Source::Saved { reader } => json!({ "kind": "files", "reader": reader }),
        Source::Transcript { sha256 } => {
            json!({ "kind": "transcript", "transcript_sha256": sha256 })
        }
        _ => json!({ "kind": "files" }),
    }
}

fn policy(policy: &Policy) -> Value {
    let required: Vec<_> = policy
        .required()
        .iter()
        .map(|group| group.name().to_ascii_lowercase())
        .collect();
    let mut section = json!({
        "name": policy.name(),
        "tolerance": tolerance_name(policy.tolerance()),
        "sha256": policy.sha256(),
        "chip": policy.chip().as_str(),
        "data_required": required,
    });
    let settings = policy.departures();
    put(
        &mut section,
        "settings",
        (!settings.is_empty()).then(|| json!(settings)),
    );
    section
}

/// Which document profile, and the word for why.
fn profile(used: &UsedProfile) -> Value {
    let mut section = json!({
        "name": used.profile.name(),
        "reason": used.reason.code(),
    });
    let waived: Vec<_> = used.waived.iter().map(|group| group.name()).collect();
    put(
        &mut section,
        "waived",
        (!waived.is_empty()).then(|| json!(waived)),
    );
    section
}

fn document_section(report: &Report, reveal: bool) -> Value {
    let document = &report.document;
    let mut section = json!({
        "type": document.kind,
        "expired": document.expired,
        "proved": document.proved,
        "profile": report.profile.profile.name(),
    });
    put(&mut section, "issuer", document.issuer.as_deref());
    let fields = [
        ("number", &document.number),
        ("holder", &document.holder),
        ("birth_date", &document.birth_date),
        ("expiry_date", &document.expiry_date),
    ];
    for (name, value) in fields {
        put(
            &mut section,
            name,
            value.as_ref().map(|value| personal(value, reveal)),
        );
    }
    if !document.details.is_empty() {
        let details = document.details.iter();
        let details: Vec<_> = details.map(|one| faces::detail(one, reveal)).collect();
        put(&mut section, "details", Some(details));
    }
    section
}

/// A value of DG1, or that there is one.
fn personal(value: &Personal<String>, reveal: bool) -> Value {
    if reveal {
        json!({ "value": value.reveal(), "source": "dg1" })
    } else {
        json!({ "redacted": true })
    }
}

/// How the chip was opened. The password is named by its kind; its value is in no report.
fn access(access: &AccessEvidence) -> Value {
    let mut section = json!({ "protocol": match access.protocol {
        Protocol::None => "none",
        Protocol::Bac => "bac",
        Protocol::Pace => "pace",
        Protocol::Bap => "bap",
    }});
    let password = access.password.map(|kind| match kind {
        PasswordKind::Mrz => "mrz",
        PasswordKind::Can => "can",
        PasswordKind::Pin => "pin",
        PasswordKind::Puk => "puk",
        PasswordKind::Licence => "licence",
    });
    let cipher = access.cipher.map(|cipher| match cipher {
        CipherName::TripleDes => "3des",
        CipherName::Aes128 => "aes128",
        CipherName::Aes192 => "aes192",
        CipherName::Aes256 => "aes256",
    });
    put(&mut section, "password", password);
    put(&mut section, "cipher", cipher);
    put(&mut section, "attempts_left", access.attempts_left);
    if let Some(used) = &access.pace_info {
        let domain = escape_for_terminal(&used.domain).into_owned();
        put(
            &mut section,
            "mapping",
            Some(used.mapping.name().to_ascii_lowercase()),
        );
        put(
            &mut section,
            "agreement",
            Some(used.agreement.name().to_ascii_lowercase()),
        );
        put(&mut section, "domain_parameters", Some(domain));
        put(&mut section, "parameter_id", Some(used.parameter_id));
    }
    section
}

/// One check. `hint` is what to do about its code and stands there for none that passed;
/// `evidence` holds the facts that it was judged by.
fn check(check: &Check) -> Value {
    let mut line = json!({
        "id": check.id.as_str(),
        "outcome": check.outcome.as_str(),
        "title": check.id.title(Lang::En),
        "reference": check.id.reference(),
    });
    put(&mut line, "code", check.code.as_deref());
    put(&mut line, "detail", check.detail.as_deref());
    let hint = check
        .code
        .as_deref()
        .filter(|_| check.outcome != Outcome::Passed);
    put(
        &mut line,
        "hint",
        hint.and_then(|code| explain::remedy(code, Lang::En)),
    );
    if !check.evidence.is_empty() {
        put(
            &mut line,
            "evidence",
            Some(Value::Object(check.evidence.clone())),
        );
    }
    line
}

fn data_group(row: &DataGroupRow) -> Value {
    let mut line = json!({
        "name": row.group.name(),
        "present": row.present,
        "status": row.status.as_str(),
    });
    put(&mut line, "listed_in_sod", row.listed_in_sod);
    put(&mut line, "bytes", row.bytes);
    put(
        &mut line,
        "trailing_bytes",
        (row.trailing > 0).then_some(row.trailing),
    );
    line
}

/// The store as a whole, and the two certificates that this document leads to. Where the signer
/// is pinned there is one, and the pin is its provenance.
fn trust(trust: &TrustSection) -> Value {
    let mut anchors = json!({ "count": trust.count, "countries": trust.countries });
    put(&mut anchors, "source", trust.source());
    put(&mut anchors, "as_of", trust.as_of.map(time::day));
    let mut section = json!({
        "anchors": anchors,
        "standing": trust.standing.as_str(),
        "revocation": trust.revocation.as_str(),
    });
    let list = trust.revocation_list.as_ref().map(revocation_list);
    put(&mut section, "revocation_list", list);
    let mut signer = trust.signer.as_ref().map(certificate);
    let mut csca = trust.csca.as_ref().map(certificate);
    let provenance = trust.provenance.as_ref().map(provenance);
    if let Some(object) = csca.as_mut().or(signer.as_mut()) {
        put(object, "provenance", provenance);
    }
    if let (Some(object), Some((first, last))) = (&mut csca, trust.seen) {
        put(object, "first_seen", Some(time::rfc3339(first)));
        put(object, "last_seen", Some(time::rfc3339(last)));
    }
    put(&mut section, "signer", signer);
    put(&mut section, "csca", csca);
    section
}

fn revocation_list(list: &RevocationList) -> Value {
    let mut object = json!({ "this_update": time::rfc3339(list.this_update) });
    put(
        &mut object,
        "next_update",
        list.next_update.map(time::rfc3339),
    );
    put(&mut object, "age_days", list.age_days);
    put(&mut object, "revoked", list.revoked.map(time::rfc3339));
    object
}

fn certificate(certificate: &CertificateSummary) -> Value {
    let mut object = json!({
        "subject": certificate.subject,
        "issuer": certificate.issuer,
        "serial": certificate.serial,
        "not_before": time::rfc3339(certificate.not_before),
        "not_after": time::rfc3339(certificate.not_after),
        "signature_algorithm": certificate.signature_algorithm,
        "sha256": certificate.sha256,
    });
    put(&mut object, "country", certificate.country.as_deref());
    put(&mut object, "key", certificate.key.as_deref());
    put(
        &mut object,
        "subject_key_identifier",
        certificate.subject_key_identifier.as_deref(),
    );
    put(
        &mut object,
        "authority_key_identifier",
        certificate.authority_key_identifier.as_deref(),
    );
    object
}

/// How an anchor came into the store: from which file, under whose signature, by whose act.
fn provenance(provenance: &Provenance) -> Value {
    let mut object = json!({
        "file": provenance.file,
        "kind": provenance.kind.as_str(),
        "list_signature": provenance.list_signature.as_str(),
        "vouched": provenance.is_vouched(),
        "by": provenance.by(),
    });
    if let Some((subject, sha256)) = provenance.vouched_by.anchor() {
        let anchor = json!({ "subject": subject, "sha256": hex(sha256) });
        put(&mut object, "by_anchor", Some(anchor));
    }
    let signer = provenance
        .list_signer
        .as_ref()
        .map(|signer| signer.subject.as_str());
    put(&mut object, "list_signer", signer);
    put(
        &mut object,
        "signing_time",
        provenance.signing_time.map(time::rfc3339),
    );
    put(&mut object, "added", provenance.added.map(time::rfc3339));
    put(&mut object, "group", provenance.group.as_deref());
    object
}

fn quirk(quirk: &QuirkUse) -> Value {
    json!({ "id": quirk.id, "effect": quirk.effect })
}

fn notice(code: &str) -> Value {
    let title = explain(code, Lang::En).map_or_else(String::new, |notice| notice.title.into());
    json!({ "code": code, "title": title })
}

/// Puts a field in where there is a value.
fn put(object: &mut Value, name: &str, value: Option<impl Into<Value>>) {
    let fields: Option<&mut Map<String, Value>> = object.as_object_mut();
    if let (Some(fields), Some(value)) = (fields, value) {
        fields.insert(name.to_owned(), value.into());
    }
}
