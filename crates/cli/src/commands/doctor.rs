//! `vidimus doctor`.

use super::Outcome;
use crate::args::DoctorArgs;
use crate::context::Context;

/// Says that this build cannot.
#[cfg(not(feature = "pcsc"))]
pub fn run(_: &DoctorArgs, _: &Context) -> Outcome {
    Err(crate::failure::CommandError::NoPcsc.into())
}

#[cfg(feature = "pcsc")]
pub use with_pcsc::run;

#[cfg(feature = "pcsc")]
mod with_pcsc {
    use super::{Context, DoctorArgs, Outcome};
    use crate::hex;
    use crate::output::{Output, with};
    use serde_json::{Value, json};
    use std::fmt::Write as _;
    use std::time::Duration;
    use vidimus::lds::application::KnownApplication;
    use vidimus::lds::tree::oid_name;
    use vidimus::pcsc::Service;
    use vidimus::pcsc::doctor::offer::{CardOffer, SecurityInfo, card_offer};
    use vidimus::pcsc::doctor::{Diagnosis, Finding, State, diagnose};
    use vidimus::pubkey::agreement::Domain;
    use vidimus::report::ExitCode;

    /// id-PACE and the dot behind it.
    const ID_PACE: &str = "0.4.0.127.0.7.2.2.4.";

    /// Looks at service, readers and card; exit 5 where no read can work.
    pub fn run(args: &DoctorArgs, context: &Context) -> Outcome {
        let diagnosis = diagnose(args.reader.as_deref());
        let offer = if args.card && diagnosis.state() != State::Problem {
            let service = Service::connect()?;
            let mut card = service.open(args.reader.as_deref(), Some(Duration::ZERO))?;
            let atr = hex::upper(card.atr());
            Some((atr, card_offer(&mut card.begin()?)?))
        } else {
            None
        };
        context.output.result(
            || document(&diagnosis, offer.as_ref()),
            || text(&diagnosis, offer.as_ref()),
        );
        let broken = diagnosis.state() == State::Problem;
        Ok(if broken {
            ExitCode::Transport
        } else {
            ExitCode::Accept
        })
    }

    const fn state(state: State) -> &'static str {
        match state {
            State::Ok => "ok",
            State::Warning => "warning",
            State::Problem => "problem",
        }
    }

    fn document(diagnosis: &Diagnosis, offer: Option<&(String, CardOffer)>) -> Value {
        let findings: Vec<Value> = diagnosis.findings.iter().map(finding).collect();
        let document = json!({
            "schema": "vidimus-doctor/1",
            "state": state(diagnosis.state()),
            "findings": findings,
        });
        match offer {
            Some((atr, offer)) => with(document, "card", card(atr, offer)),
            None => document,
        }
    }

    fn finding(finding: &Finding) -> Value {
        json!({
            "id": finding.id(), "state": state(finding.state()), "message": finding.to_string(),
            "advice": finding.advice(), "reader": finding.reader(),
        })
    }

    fn card(atr: &str, offer: &CardOffer) -> Value {
        json!({
            "atr": atr,
            "algorithms": algorithms(offer),
            "files": offer.files.iter().map(|probe| json!({
                "name": probe.name, "id": probe.id.to_string(), "sfi": probe.sfi.to_string(),
                "status": probe.status.to_string(),
            })).collect::<Vec<_>>(),
            "security_infos": offer.security_infos.iter().map(|info| json!({
                "oid": info.oid, "numbers": info.numbers, "more": info.more,
                "name": oid_name(&info.oid), "domain_parameters": domain(info),
            })).collect::<Vec<_>>(),
            "buffers": offer.buffers.map(|(command, response)| json!({"command": command, "response": response})),
            "applications": offer.applications.iter().map(|aid| hex::upper(aid)).collect::<Vec<_>>(),
            "application_names": offer.applications.iter().map(|aid| {
                KnownApplication::from_identifier(aid).map(KnownApplication::name)
            }).collect::<Vec<_>>(),
            "emrtd": offer.emrtd.to_string(),
            "get_challenge": offer.challenge.to_string(),
        })
    }

    /// The ways to open the chip, by the names that the standards give them.
    fn algorithms(offer: &CardOffer) -> Vec<String> {
        let named = offer.security_infos.iter().map(|info| {
            let name = oid_name(&info.oid).unwrap_or(&info.oid);
            name.to_owned()
        });
        let bac = offer.challenge.is_success().then(|| "BAC".to_owned());
        bac.into_iter().chain(named).collect()
    }

    /// The standardized domain parameters that a PACEInfo names (Doc 9303-11 §9.5.1).
    fn domain(info: &SecurityInfo) -> Option<&'static str> {
        let pace = info.oid.starts_with(ID_PACE);
        let id = info.numbers.get(1).filter(|_| pace)?;
        Some(Domain::standardized(u8::try_from(*id).ok()?)?.name())
    }

    fn text(diagnosis: &Diagnosis, offer: Option<&(String, CardOffer)>) -> String {
        let mut text = String::new();
        for finding in &diagnosis.findings {
            let symbol = match (finding.state(), Output::unicode()) {
                (State::Ok, true) => "✓",
                (State::Ok, false) => "[ok]",
                (State::Warning, _) => "!",
                (State::Problem, true) => "✗",
                (State::Problem, false) => "[!!]",
            };
            let _ = writeln!(text, "{symbol} {finding}");
            if let Some(advice) = finding.advice() {
                let _ = writeln!(text, "    hint: {advice}");
            }
        }
        if let Some((atr, offer)) = offer {
            card_text(&mut text, atr, offer);
        }
        text
    }

    fn card_text(text: &mut String, atr: &str, offer: &CardOffer) {
        let _ = writeln!(
            text,
            "\nWhat the card offers (no personal data; safe to share)"
        );
        let _ = writeln!(text, "  answer to reset: {atr}");
        let _ = writeln!(
            text,
            "  travel document application: {} {}",
            offer.emrtd,
            offer.emrtd.meaning()
        );
        let _ = writeln!(
            text,
            "  GET CHALLENGE (BAC): {} {}",
            offer.challenge,
            offer.challenge.meaning()
        );
        if let Some((command, response)) = offer.buffers {
            let _ = writeln!(
                text,
                "  buffers: {command} bytes to the card, {response} from it"
            );
        }
        for info in &offer.security_infos {
            let name = oid_name(&info.oid).unwrap_or(&info.oid);
            let _ = write!(text, "  EF.CardAccess: {name}");
            if let (Some(domain), Some(id)) = (domain(info), info.numbers.get(1)) {
                let _ = write!(text, " on {domain} (parameters {id})");
            }
            let _ = writeln!(text, "; {} {:?}", info.oid, info.numbers);
        }
        for application in &offer.applications {
            let name = KnownApplication::from_identifier(application)
                .map_or(String::new(), |known| format!(" ({known})"));
            let _ = writeln!(text, "  application: {}{name}", hex::upper(application));
        }
        for probe in &offer.files {
            let _ = writeln!(
                text,
                "  {:16} {} {}",
                probe.name,
                probe.status,
                probe.status.meaning()
            );
        }
    }
}
