//! Protocols in the words of the standards, the same in every language.

use crate::conclusions::is_proved;
use crate::{Check, CheckId, Report};
use serde_json::Value;
use vidimus_lds::evidence::{AccessEvidence, PasswordKind, Protocol};
use vidimus_lds::text::escape_for_terminal;

/// `PACE-ECDH-GM, brainpoolP256r1, AES-128, CAN`; `None` when nothing secured the chip.
pub(super) fn opened_by(access: &AccessEvidence) -> Option<String> {
    let mut parts = match (access.protocol, &access.pace_info) {
        (Protocol::None, _) => return None,
        (Protocol::Pace, Some(used)) => {
            let (agreement, mapping) = (used.agreement.name(), used.mapping.name());
            let domain = escape_for_terminal(&used.domain).into_owned();
            vec![format!("PACE-{agreement}-{mapping}"), domain]
        }
        (Protocol::Pace, None) => vec!["PACE".to_owned()],
        (Protocol::Bac, _) => vec!["BAC".to_owned()],
        (Protocol::Bap, _) => vec!["BAP".to_owned()],
    };
    parts.extend(access.cipher.map(|cipher| cipher.name().to_owned()));
    parts.extend(access.password.map(|kind| password(kind).to_owned()));
    Some(parts.join(", "))
}

const fn password(kind: PasswordKind) -> &'static str {
    match kind {
        // the one line of a licence is its machine-readable zone
        PasswordKind::Mrz | PasswordKind::Licence => "MRZ",
        PasswordKind::Can => "CAN",
        PasswordKind::Pin => "PIN",
        PasswordKind::Puk => "PUK",
    }
}

/// The proofs that passed with an authentic key, each with that key:
/// `Chip Authentication (P-256, AES-128); Active Authentication (RSA-2048, SHA-256)`.
pub(super) fn proved_by(report: &Report) -> String {
    let proofs = [
        (
            CheckId::CaKeyAgreement,
            "Chip Authentication",
            ["domain_parameters", "cipher"],
        ),
        (
            CheckId::AaResponse,
            "Active Authentication",
            ["key", "hash"],
        ),
        (CheckId::PaceCam, "PACE-CAM", ["domain_parameters", "key"]),
    ];
    let passed = proofs.into_iter().filter_map(|(id, name, facts)| {
        let check = report.checks.get(id)?;
        is_proved(&report.checks, id).then(|| named(name, check, facts))
    });
    passed.collect::<Vec<_>>().join("; ")
}

fn named(name: &str, check: &Check, facts: [&str; 2]) -> String {
    let values = facts
        .into_iter()
        .filter_map(|fact| check.evidence.get(fact));
    let values: Vec<&str> = values.filter_map(Value::as_str).collect();
    if values.is_empty() {
        name.to_owned()
    } else {
        format!("{name} ({})", values.join(", "))
    }
}
