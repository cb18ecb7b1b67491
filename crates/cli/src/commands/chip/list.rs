//! `vidimus chip --list`.

use crate::commands::Outcome;
use crate::context::Context;
use serde_json::{Value, json};
use std::fmt::Write as _;
use vidimus::chip::Fault;
use vidimus::chip::persona::Persona;
use vidimus::chip::personalise::{FAULTS, Preset, SPECIMEN_CAN, SPECIMEN_PIN, SPECIMEN_PUK};
use vidimus::report::ExitCode;

/// Names of presets that are made of their parts.
const PATTERN: &str = "pace-MAPPING-CIPHER-ID, pace-bac-MAPPING-CIPHER-ID";
/// What the parts may be.
const PARTS: &str = "MAPPING gm, im or cam; CIPHER 3des, aes128, aes192 or aes256; ID of the \
                     domain parameters 0 to 2 (DH) or 8 to 18 (ECDH); with bac- BAC opens it too";

/// Lists presets, passwords and faults.
pub fn run(context: &Context) -> Outcome {
    context.output.result(document, text);
    Ok(ExitCode::Accept)
}

fn document() -> Value {
    let presets: Vec<Value> = Preset::list()
        .iter()
        .map(|preset| json!({"name": preset.name(), "summary": preset.summary()}))
        .collect();
    let catalogue = Fault::list();
    let chip = catalogue.iter().map(|fault| {
        let parameters: Vec<&str> = fault.parameters.iter().map(|p| p.key).collect();
        json!({"name": fault.name, "side": "chip", "meaning": fault.meaning, "parameters": parameters})
    });
    let files = FAULTS.iter().map(|(name, parameters)| {
        let parameters: Vec<&str> = parameters.split_whitespace().collect();
        json!({"name": name, "side": "files", "parameters": parameters})
    });
    json!({
        "schema": "vidimus-chip/1", "presets": presets,
        "pattern": {"names": PATTERN, "meaning": PARTS},
        "passwords": {
            "mrz": zone(), "can": SPECIMEN_CAN, "pin": SPECIMEN_PIN, "puk": SPECIMEN_PUK,
        },
        "faults": chip.chain(files).collect::<Vec<_>>(),
    })
}

/// The printed zone of the specimen that most presets are; nobody's.
fn zone() -> String {
    let mrz = Persona::utopia_td3().mrz();
    mrz.map(|mrz| mrz.lines().collect::<Vec<_>>().join("\n"))
        .unwrap_or_default()
}

fn text() -> String {
    let mut text = String::from("Presets (--preset NAME)\n");
    for preset in Preset::list() {
        let _ = writeln!(text, "  {:24}{}", preset.name(), preset.summary());
    }
    let _ = writeln!(text, "  {PATTERN}");
    let _ = writeln!(text, "  {:24}{PARTS}", "");
    text += "\nPasswords of every specimen, for all to know\n";
    for line in zone().lines() {
        let _ = writeln!(text, "  MRZ  {line}");
    }
    for (name, value) in [
        ("CAN", SPECIMEN_CAN),
        ("PIN", SPECIMEN_PIN),
        ("PUK", SPECIMEN_PUK),
    ] {
        let _ = writeln!(text, "  {name}  {value}");
    }
    text += "\nFaults of the chip (--fault NAME:KEY=VALUE;KEY=VALUE)\n";
    for fault in Fault::list() {
        let _ = writeln!(text, "  {:24}{}", fault.name, fault.meaning);
        for parameter in fault.parameters {
            let _ = writeln!(
                text,
                "  {:24}  {} = {}",
                "", parameter.key, parameter.values
            );
        }
    }
    text += "\nFaults of persona, files and signatures (with --preset only)\n";
    for (name, parameters) in FAULTS {
        let _ = writeln!(text, "  {name:24}{parameters}");
    }
    text
}
