//! A document of its own, whose holder's data appear nowhere else, and recordings of its chip.

use vidimus::Terminal;
use vidimus::access::{AccessKey, MrzKey};
use vidimus::chip::persona::Persona;
use vidimus::chip::personalise::{Personalised, Preset, apply_fault};
use vidimus::chip::{Chip, ChipTransport, Fault, SeededRandom};
use vidimus::iso7816::Transport;
use vidimus::session::transcript::{self, Recorder, Recording, Transcript};
use vidimus::session::{
    Credentials, Entropy, ReadOutcome, ReadPlan, SessionError, Silent, TerminalAuthority, read_with,
};

/// A document that was made, and what breaks the chip it is on.
pub(crate) struct Document {
    pub(crate) made: Personalised,
    faults: Vec<Fault>,
}

/// Every word of this holder is a canary.
pub(crate) fn holder() -> Persona {
    let mut persona = Persona::utopia_td3();
    persona.document_number = "QX7CANARY".into();
    persona.birth_date = "670713".into();
    persona.expiry_date = "380519".into();
    persona.surname = "CANARYSURNAME".into();
    persona.given_names = "CANARYGIVEN".into();
    persona.optional_data = "CANARYOPT".into();
    persona.full_name = "CANARYSURNAME<<CANARYGIVEN".into();
    persona.place_of_birth = "CANARYPLACE".into();
    persona
}

impl Document {
    /// A preset of the software chip with this holder and these faults.
    pub(crate) fn new(preset: &str, faults: &[&str]) -> Self {
        let mut spec = Preset::named(preset).unwrap().spec().unwrap();
        spec.set_persona(holder()).unwrap();
        let mut of_chip = Vec::new();
        for text in faults {
            let (name, parameters) = text.split_once(':').unwrap_or((text, ""));
            match Fault::parse(text) {
                Ok(fault) if fault.is_of_chip() => of_chip.push(fault),
                _ => apply_fault(&mut spec, name, parameters).unwrap(),
            }
        }
        let made = spec.personalise().unwrap();
        Self {
            made,
            faults: of_chip,
        }
    }

    pub(crate) fn key(&self) -> AccessKey {
        AccessKey::Mrz(MrzKey::from_mrz(self.made.mrz_information.as_bytes()).unwrap())
    }

    /// Reads a chip of this document with its MRZ, and with a terminal's rights where it has
    /// something to let in to.
    fn read(&self, transport: &mut dyn Transport) -> ReadOutcome {
        let key = self.key();
        let files = self.made.terminal.as_ref();
        let mut terminal =
            files.map(|files| Terminal::from_files(&files.chain, files.key.as_bytes()).unwrap());
        let credentials = Credentials {
            key: Some(&key),
            also: &[],
            terminal: terminal
                .as_mut()
                .map(|terminal| terminal as &mut dyn TerminalAuthority),
        };
        let plan = ReadPlan::default();
        read_with(transport, credentials, &plan, &mut Counted(1), &mut Silent)
    }

    /// What `read --out` writes to `evidence.json`.
    pub(crate) fn evidence(&self) -> Vec<u8> {
        let outcome = self.read(&mut self.transport());
        assert!(outcome.error.is_none(), "{:?}", outcome.error);
        serde_json::to_vec_pretty(&outcome.evidence).unwrap()
    }

    fn transport(&self) -> ChipTransport {
        let chip = Chip::new(self.made.image(), SeededRandom::new("tests of the command"));
        ChipTransport::new(chip.with_faults(&self.faults).unwrap())
    }
}

/// Random bytes that are none, but look like canaries of their own.
struct Counted(u8);

impl Entropy for Counted {
    fn fill(&mut self, _: &'static str, out: &mut [u8]) -> Result<(), SessionError> {
        for byte in out {
            self.0 = self.0.wrapping_mul(5).wrapping_add(17);
            *byte = self.0;
        }
        Ok(())
    }
}

/// Reads the document's chip and records it; the times are made up, so that they stay the same.
pub(crate) fn record(document: &Document, persona: transcript::Persona) -> Vec<u8> {
    let (key, plan) = (document.key(), ReadPlan::default());
    let recording = Recording {
        tool: "vidimus test",
        recorded_at: 1_798_000_000,
        persona,
        access: Some(&key),
        also: &[],
        plan: &plan,
    };
    let mut recorder = Recorder::new(document.transport(), &recording);
    let _ = document.read(&mut recorder);
    let (bytes, _) = recorder.finish();
    edited(&bytes, |lines| {
        for (at, line) in lines.iter_mut().enumerate() {
            let mut value: serde_json::Value = serde_json::from_str(line).unwrap();
            if value.get("t_us").is_some() {
                value["t_us"] = (at * 1000).into();
                *line = value.to_string();
            }
        }
    })
}

/// Changes the lines of a recording and writes its end line anew.
pub(crate) fn edited(bytes: &[u8], edit: impl Fn(&mut Vec<String>)) -> Vec<u8> {
    let text = std::str::from_utf8(bytes).unwrap();
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    lines.pop();
    edit(&mut lines);
    let body: String = lines.iter().map(|line| format!("{line}\n")).collect();
    Transcript::sealed(body.as_bytes())
}

/// Flips a bit in a field (`c` or `r`) of the exchange with this number.
pub(crate) fn flipped_response(bytes: &[u8], number: u64, field: &str) -> Vec<u8> {
    edited(bytes, |lines| {
        for line in lines {
            let mut value: serde_json::Value = serde_json::from_str(line).unwrap();
            if value.get("n").and_then(serde_json::Value::as_u64) == Some(number) {
                let mut digits = value[field].as_str().unwrap().to_owned();
                let at = digits.len() / 2;
                let other = if &digits[at..=at] == "0" { "1" } else { "0" };
                digits.replace_range(at..=at, other);
                value[field] = digits.into();
                *line = value.to_string();
            }
        }
    })
}
