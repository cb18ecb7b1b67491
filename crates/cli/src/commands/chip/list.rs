//! `vidimus chip --list`.

use crate::commands::Outcome;
use crate::context::Context;
use serde_json::{Value, json};
use std::fmt::Write as _;
use vidimus::chip::Fault;
use vidimus::chip::personalise::{FAULTS, Preset};
use vidimus::report::ExitCode;

/// Lists presets and faults.
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
    json!({"schema": "vidimus-chip/1", "presets": presets, "faults": chip.chain(files).collect::<Vec<_>>()})
}

fn text() -> String {
    let mut text = String::from("Presets (--preset NAME)\n");
    for preset in Preset::list() {
        let _ = writeln!(text, "  {:24}{}", preset.name(), preset.summary());
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
