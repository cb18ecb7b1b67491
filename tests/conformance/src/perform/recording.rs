//! Bases `rec-*`: a session recorded, changed, and replayed.

use super::{OLD, key, plan, read_over};
use crate::row::Rules;
use crate::scenario::{Recording as Change, Scenario};
use vidimus::chip::ChipTransport;
use vidimus::chip::personalise::Personalised;
use vidimus::iso7816::Fault;
use vidimus::pubkey::HashAlgorithm;
use vidimus::session::transcript::{Mode, Persona, Recorder, Recording, Transcript, replay};
use vidimus::session::{ReadOutcome, Silent};

pub(super) fn replayed(
    transport: ChipTransport,
    scenario: &Scenario,
    document: &Personalised,
) -> Result<ReadOutcome, Box<dyn Fault>> {
    // made in the default tolerance: what a recording holds does not follow who judges it later
    let (key, plan) = (key(scenario, document), plan(scenario, Rules::Field));
    let recording = Recording {
        tool: "conformance",
        recorded_at: OLD,
        persona: Persona::Synthetic,
        access: key.as_ref(),
        also: &[],
        plan: &plan,
    };
    let mut recorder = Recorder::new(transport, &recording);
    let live = read_over(&mut recorder, scenario, document, &plan);
    if let Some(error) = live.error {
        return Err(Box::new(error));
    }
    let bytes = changed(&recorder.finish().0, scenario.host.recording);
    let transcript =
        Transcript::parse(&bytes).map_err(|error| Box::new(error) as Box<dyn Fault>)?;
    Ok(replay(&transcript, None, Mode::Strict, &mut Silent))
}

/// The recording with a change in its lines and an end line that fits.
fn changed(bytes: &[u8], change: Change) -> Vec<u8> {
    let text = String::from_utf8_lossy(bytes);
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    lines.pop();
    match change {
        Change::Whole => {}
        Change::WithoutRandom => lines.retain(|line| !line.contains("\"random\"")),
        Change::ResponseByte => lines.iter_mut().rev().take(3).for_each(flip_response),
    }
    let body: String = lines.iter().map(|line| format!("{line}\n")).collect();
    let hash = HashAlgorithm::Sha256.hash(body.as_bytes());
    let hex: String = hash
        .as_ref()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("{body}{{\"event\":\"end\",\"sha256\":\"{hex}\"}}\n").into_bytes()
}

/// Another first digit of the response, which is a byte of a protected one.
fn flip_response(line: &mut String) {
    let Some(at) = line.find("\"r\":\"").map(|at| at + 5 + 8) else {
        return;
    };
    let other = if line.get(at..=at) == Some("0") {
        "1"
    } else {
        "0"
    };
    line.replace_range(at..=at, other);
}
