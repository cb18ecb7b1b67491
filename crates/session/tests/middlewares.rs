//! Traces, times and progress.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

mod common;

use common::{Fixed, Setup, dg};
use vidimus_access::AccessKey;
use vidimus_chip::ChipTransport;
use vidimus_iso7816::{Transport, TransportError};
use vidimus_lds::File;
use vidimus_session::middleware::{Break, Faults, Timing, Trace, TraceLine, When};
use vidimus_session::{Progress, ReadPlan, Silent, read};

#[test]
fn a_trace_tells_every_exchange_and_no_secret() {
    let setup = Setup::new("plain", &[]);
    let mut lines: Vec<TraceLine> = Vec::new();
    let mut transport = Trace::new(ChipTransport::new(setup.chip()), |line: &TraceLine| {
        lines.push(line.clone());
    });
    let plan = ReadPlan::default();
    let outcome = read(
        &mut transport,
        Some(&setup.key),
        &plan,
        &mut Fixed(1),
        &mut Silent,
    );
    assert_eq!(lines.len(), outcome.evidence.apdu.count as usize);
    assert_eq!(lines[0].step, "read.card_access");
    assert!(
        lines[0].text.starts_with("READ BINARY SFI 1C"),
        "{}",
        lines[0].text
    );
    let text: String = lines.iter().map(|line| line.text.as_str()).collect();
    let AccessKey::Mrz(key) = &setup.key else {
        panic!("not an MRZ")
    };
    let number = std::str::from_utf8(&key.information()[..9]).unwrap();
    let digits: String = key.information()[..4]
        .iter()
        .map(|b| format!("{b:02X}"))
        .collect();
    assert!(!text.contains(number) && !text.contains(&digits), "{text}");
}

#[test]
fn times_are_summed_by_step() {
    let setup = Setup::new("bac", &[]);
    let mut transport = Timing::new(ChipTransport::new(setup.chip()));
    let plan = ReadPlan::default();
    let outcome = read(
        &mut transport,
        Some(&setup.key),
        &plan,
        &mut Fixed(1),
        &mut Silent,
    );
    let steps = transport.steps();
    let count: u32 = steps.values().map(|step| step.count).sum();
    assert_eq!(count, outcome.evidence.apdu.count);
    assert_eq!(steps["bac.get_challenge"].count, 1);
    assert!(steps["read.sod"].longest <= steps["read.sod"].total);
    // the same exchanges one by one, each begun after the one before it ended
    let exchanges = transport.exchanges();
    assert_eq!(exchanges.len(), usize::try_from(count).unwrap());
    assert!(exchanges[0].start.is_zero());
    for pair in exchanges.windows(2) {
        assert!(
            pair[0].start + pair[0].duration <= pair[1].start,
            "{pair:?}"
        );
    }
    let received: usize = exchanges.iter().map(|exchange| exchange.received).sum();
    let sent: usize = exchanges.iter().map(|exchange| exchange.sent).sum();
    let apdu = &outcome.evidence.apdu;
    assert_eq!(
        (sent as u64, received as u64),
        (apdu.sent as u64, apdu.received as u64)
    );
}

#[test]
fn progress_is_told_in_order() {
    let setup = Setup::new("bac", &["le-limit:max=160"]);
    let mut told = Vec::new();
    let mut observer = |progress: &Progress<'_>| {
        told.push(match progress {
            Progress::Opening { .. } => "opening".to_owned(),
            Progress::Opened { cipher, .. } => format!("opened {}", cipher.unwrap_or("-")),
            Progress::Reading { file, done, total } => {
                assert!(
                    total.is_none_or(|total| *done <= total),
                    "{file} {done} {total:?}"
                );
                format!("reading {file}")
            }
            Progress::Finished { file, .. } => format!("finished {file}"),
            Progress::Quirk { id } => format!("quirk {id}"),
            _ => String::new(),
        });
    };
    let mut transport = ChipTransport::new(setup.chip());
    let plan = ReadPlan::default();
    let outcome = read(
        &mut transport,
        Some(&setup.key),
        &plan,
        &mut Fixed(1),
        &mut observer,
    );
    assert!(outcome.error.is_none());
    told.dedup();
    let position = |wanted: &str| told.iter().position(|event| event == wanted).expect(wanted);
    assert!(position("opening") < position("opened 3DES"));
    assert!(position("opened 3DES") < position("quirk read.small_le"));
    assert!(position("finished EF.SOD") < position("reading DG1"));
    assert_eq!(told.last().unwrap(), "finished DG2");
}

#[test]
fn faults_break_where_they_are_told_to() {
    let setup = Setup::new("bac", &[]);
    let gone = (
        When::Step("read.dg2", 3),
        Break::Fail(TransportError::ReaderGone),
    );
    let mut transport = Faults::new(ChipTransport::new(setup.chip()), [gone]);
    let plan = ReadPlan::default();
    let outcome = read(
        &mut transport,
        Some(&setup.key),
        &plan,
        &mut Fixed(1),
        &mut Silent,
    );
    assert_eq!(common::code(&outcome), "transport.reader_gone");
    assert_eq!(
        outcome.evidence.files[&dg(2)].bytes().unwrap().len(),
        2 * 231
    );
    assert!(outcome.evidence.file(File::Sod).is_some());
    assert_eq!(
        transport.transmit(&[0, 0, 0, 0]),
        Err(TransportError::ReaderGone)
    );
    let answer = (When::Always, Break::Answer(vec![0x6F, 0x00]));
    let mut transport = Faults::new(transport.into_inner(), [answer]);
    assert_eq!(transport.transmit(&[0, 0, 0, 0]), Ok(vec![0x6F, 0x00]));
}
