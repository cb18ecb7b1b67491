//! Reads and judges a chip over a bridge of one's own: a phone, a serial line, a socket.
//!
//! The bridge here carries commands through a channel to another thread, in which a software
//! chip answers. Whatever carries yours, [`Transport::transmit`] is all there is to write.
//!
//! ```text
//! cargo run -p vidimus --example bring_your_own_transport
//! ```
#![allow(clippy::print_stdout, reason = "an example says what it found")]

use std::error::Error;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use vidimus::SystemEntropy;
use vidimus::access::{AccessKey, MrzKey};
use vidimus::iso7816::{Transport, TransportError};
use vidimus::report::{EvaluationTime, Policy, Report, Tool, judge};
use vidimus::session::{ReadPlan, Silent, read};
use vidimus::trust::{Source, TrustStore};
use vidimus_chip::personalise::{Personalised, Preset};
use vidimus_chip::{Chip, SeededRandom};

/// The near end of the bridge.
pub(crate) struct Bridge {
    commands: Sender<Vec<u8>>,
    responses: Receiver<Vec<u8>>,
}

impl Transport for Bridge {
    /// One command there, one response back. An end that hung up took the card with it.
    fn transmit(&mut self, command: &[u8]) -> Result<Vec<u8>, TransportError> {
        let gone = TransportError::CardRemoved;
        self.commands.send(command.to_vec()).map_err(|_| gone)?;
        self.responses.recv().map_err(|_| gone)
    }
}

impl Bridge {
    /// Puts the chip at the far end.
    pub(crate) fn to(mut chip: Chip) -> Self {
        let (commands, arriving) = channel::<Vec<u8>>();
        let (answers, responses) = channel();
        thread::spawn(move || {
            let process = |command: Vec<u8>| chip.process(&command);
            // ends when the near end is dropped
            arriving
                .into_iter()
                .map(process)
                .try_for_each(|answer| answers.send(answer))
        });
        Self {
            commands,
            responses,
        }
    }
}

/// Opens the chip with BAC, reads what EF.SOD lists, and judges it.
pub(crate) fn read_and_judge(
    bridge: &mut Bridge,
    key: &AccessKey,
    store: &TrustStore,
    at: EvaluationTime,
) -> Result<Report, Box<dyn Error>> {
    let plan = ReadPlan::default();
    let outcome = read(bridge, Some(key), &plan, &mut SystemEntropy, &mut Silent);
    // An error means "could not finish"; what was read until then could be judged all the same.
    if let Some(error) = outcome.error {
        return Err(error.into());
    }
    let (evidence, policy) = (outcome.evidence, Policy::field());
    Ok(judge(&evidence, store, &policy, at, &Tool::default()))
}

/// A made-up document, and what a border officer has of it: the printed zone and the CA.
pub(crate) fn document() -> Result<(Personalised, AccessKey, TrustStore), Box<dyn Error>> {
    let preset = Preset::named("bac").ok_or("no preset of this name")?;
    let document = preset.spec()?.personalise()?;
    let key = AccessKey::Mrz(MrzKey::from_mrz(document.mrz_information.as_bytes())?);
    let mut store = TrustStore::builder();
    store.add(&document.csca, &Source::new("csca.cer"))?;
    Ok((document, key, store.build()))
}

fn main() -> Result<(), Box<dyn Error>> {
    let (document, key, store) = document()?;
    let chip = Chip::new(document.image(), SeededRandom::new("example"));
    let mut bridge = Bridge::to(chip);
    let now = EvaluationTime::clock(vidimus::now());
    let report = read_and_judge(&mut bridge, &key, &store, now)?;
    println!("verdict: {}", report.verdict.as_str());
    println!("decision: {}", report.decision.as_str());
    Ok(())
}
