//! Transports that mean harm: the read always ends, and nothing panics.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

mod common;

use common::{Fixed, Log, Seeded, Setup};
use proptest::prelude::*;
use vidimus_chip::ChipTransport;
use vidimus_iso7816::{Transport, TransportError, TransportLimits};
use vidimus_lds::evidence::{Evidence, StepState};
use vidimus_session::middleware::{Break, Faults, Timing, When};
use vidimus_session::transcript::{Mode, Transcript, replay};
use vidimus_session::{ApduMode, Credentials, FileSelection, ReadPlan, Silent, read, read_with};

/// Answers whatever it likes.
struct Script {
    answers: Vec<Vec<u8>>,
    sent: usize,
    atr: Vec<u8>,
}

impl Transport for Script {
    fn transmit(&mut self, _: &[u8]) -> Result<Vec<u8>, TransportError> {
        self.sent += 1;
        let index = self.sent % self.answers.len();
        Ok(self.answers[index].clone())
    }

    fn limits(&self) -> TransportLimits {
        TransportLimits::EXTENDED
    }

    fn atr(&self) -> &[u8] {
        &self.atr
    }
}

/// Twenty files at most, for each 64 reads beyond those that bring bytes, for each of these six
/// continuations at most.
const BOUND: usize = 20 * 64 * 7;

fn statuses() -> impl Strategy<Value = [u8; 2]> {
    prop_oneof![
        4 => Just([0x90, 0x00]),
        1 => Just([0x62, 0x82]),
        1 => any::<u8>().prop_map(|sw2| [0x61, sw2]),
        1 => any::<u8>().prop_map(|sw2| [0x6C, sw2]),
        1 => Just([0x67, 0x00]),
        1 => Just([0x6B, 0x00]),
        1 => Just([0x6A, 0x82]),
        1 => any::<[u8; 2]>(),
    ]
}

fn answers() -> impl Strategy<Value = Vec<Vec<u8>>> {
    let starts = prop_oneof![
        Just(vec![]),
        Just(vec![0x77, 0x82, 0x10, 0x00]),
        Just(vec![0x77, 0x84, 0xFF, 0xFF, 0xFF, 0xFF]),
        Just(vec![0x31, 0x80]),
        Just(vec![0x53, 0x02]),
        Just(vec![0x7F, 0x66, 0x08, 0x02, 0x02, 0x4E, 0x20]),
        prop::collection::vec(any::<u8>(), 0..8),
    ];
    let answer = (
        starts,
        prop::collection::vec(any::<u8>(), 0..40),
        statuses(),
    );
    let answer = answer.prop_map(|(mut start, more, status)| {
        start.extend(more);
        start.extend(status);
        start
    });
    prop::collection::vec(
        prop_oneof![9 => answer, 1 => Just(vec![]), 1 => Just(vec![0x90])],
        1..6,
    )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    #[test]
    fn any_answers_end_the_read(answers in answers(), strict in any::<bool>(), keyed in any::<bool>()) {
        let key = Setup::new("plain", &[]).key;
        let mut transport = Script { answers, sent: 0, atr: vec![0x3B, 0x85, 0x80, 0x01, 0x80, 0x73, 0xC8, 0x21, 0x40] };
        let plan = ReadPlan { tolerance_strict: strict, files: FileSelection::All, ..ReadPlan::default() };
        let outcome = read(&mut transport, keyed.then_some(&key), &plan, &mut Fixed(1), &mut Silent);
        prop_assert!(transport.sent <= BOUND, "{} commands", transport.sent);
        prop_assert_eq!(outcome.evidence.apdu.count as usize, transport.sent);
    }
}

/// The steps of the protocols.
const STEPS: [&str; 15] = [
    "pace.mse_set_at",
    "pace.ga1",
    "pace.ga2",
    "pace.ga3",
    "pace.ga4",
    "aa.internal_authenticate",
    "ca.mse_set_at",
    "ca.general_authenticate",
    "ca.confirm",
    "ta.mse_set_dst",
    "ta.pso_verify_certificate",
    "ta.mse_set_at",
    "ta.get_challenge",
    "ta.external_authenticate",
    "read.cvca",
];

/// What no step takes, but for MSE:Set AT of PACE the first of them.
const ANSWERS: [&[u8]; 9] = [
    &[0x90, 0x00],
    &[],
    &[0x90],
    &[0x63, 0xC0],
    &[0x7C, 0x00, 0x90, 0x00],
    &[0x7C, 0x84, 0xFF, 0xFF, 0xFF, 0xFF, 0x90, 0x00],
    &[0x7C, 0x0A, 0x86, 0x08, 1, 2, 3, 4, 5, 6, 7, 8, 0x90, 0x00],
    &[
        0x99, 0x02, 0x90, 0x00, 0x8E, 0x08, 1, 2, 3, 4, 5, 6, 7, 8, 0x90, 0x00,
    ],
    &[0x61, 0x00],
];

/// Whether what the step belongs to did not come to its end.
fn is_broken(step: &str, evidence: &Evidence) -> bool {
    let open = |state: Option<&StepState>| state == Some(&StepState::Passed);
    let chip = &evidence.chip;
    let aa = chip.active_authentication.as_ref().map(|aa| &aa.state);
    let ca = chip.chip_authentication.as_ref().map(|ca| &ca.state);
    let ta = chip.terminal_authentication.as_ref().map(|ta| &ta.state);
    !open(match step.split_once('.') {
        Some(("pace", _)) => Some(&evidence.access.pace),
        Some(("aa", _)) => aa,
        Some(("ca", _)) => ca,
        _ => ta,
    })
}

/// Each step answered by anything: no panic, and nothing is finished that way.
#[test]
fn any_answer_to_any_step() {
    let presets = ["full", "eac"].map(|preset| Setup::new(preset, &[]));
    let answered = STEPS
        .into_iter()
        .flat_map(|step| ANSWERS.map(|answer| (step, answer)));
    for (step, answer) in answered.skip(1) {
        for setup in &presets {
            let fault = (When::Step(step, 1), Break::Answer(answer.to_vec()));
            let transport = Faults::new(ChipTransport::new(setup.chip()), [fault]);
            let mut transport = Timing::new(transport);
            let mut terminal = setup.terminal();
            let credentials = Credentials {
                key: Some(&setup.key),
                also: &[],
                terminal: Some(&mut terminal),
            };
            let (plan, entropy) = (ReadPlan::default(), &mut Seeded(1));
            let outcome = read_with(&mut transport, credentials, &plan, entropy, &mut Silent);
            // a step that this document does not have is not broken
            if transport.steps().contains_key(step) {
                assert!(is_broken(step, &outcome.evidence), "{step} {answer:02X?}");
            }
        }
    }
}

/// A file of one megabyte that comes byte by byte.
#[test]
fn a_trickle_is_no_progress() {
    let answers = vec![vec![0x77, 0x90, 0x00], vec![0x83, 0x90, 0x00]];
    let mut transport = Script {
        answers,
        sent: 0,
        atr: vec![],
    };
    let plan = ReadPlan {
        apdu: ApduMode::Short,
        ..ReadPlan::default()
    };
    let outcome = read(&mut transport, None, &plan, &mut Fixed(1), &mut Silent);
    assert!(transport.sent < 500, "{}", transport.sent);
    assert!(outcome.error.is_some());
}

/// Always 256 bytes more: one response ends all the same.
#[test]
fn continuations_end() {
    let mut more = vec![0xA5; 256];
    more.extend([0x61, 0x00]);
    let mut transport = Script {
        answers: vec![more],
        sent: 0,
        atr: vec![],
    };
    let plan = ReadPlan::default();
    let outcome = read(&mut transport, None, &plan, &mut Fixed(1), &mut Silent);
    assert!(outcome.error.is_some());
    assert!(transport.sent < 20 * 300, "{}", transport.sent);
}

/// One bit flipped in any response of a whole session: an error or other evidence, no panic, and
/// under secure messaging never other bytes of a file.
#[test]
fn one_flipped_bit_anywhere() {
    let setup = Setup::new("bac", &[]);
    let (whole, commands) = setup.read(&ReadPlan::default());
    for exchange in 1..=u32::try_from(commands.len()).unwrap() {
        for (byte, bit) in [(0, 0), (5, 7), (12, 3)] {
            let fault = (When::Exchange(exchange), Break::FlipBit(byte, bit));
            let inner = ChipTransport::new(setup.chip());
            let mut transport = Log::new(Faults::new(inner, [fault]));
            let plan = ReadPlan::default();
            let outcome = read(
                &mut transport,
                Some(&setup.key),
                &plan,
                &mut Fixed(1),
                &mut Silent,
            );
            assert!(transport.commands.len() <= commands.len() + 8);
            for (file, state) in &outcome.evidence.files {
                if let (true, Some(bytes)) = (exchange > 4, state.bytes()) {
                    let right = whole.evidence.files[file].bytes().unwrap_or_default();
                    assert!(right.starts_with(bytes), "{file} at exchange {exchange}");
                }
            }
        }
    }
}

#[test]
fn cut_answers_anywhere() {
    let setup = Setup::new("bac", &[]);
    for exchange in 1..=12 {
        for len in [0, 1, 2, 3, 10, 40] {
            let fault = (When::Exchange(exchange), Break::Cut(len));
            let mut transport = Faults::new(ChipTransport::new(setup.chip()), [fault]);
            let plan = ReadPlan::default();
            let _ = read(
                &mut transport,
                Some(&setup.key),
                &plan,
                &mut Fixed(1),
                &mut Silent,
            );
            assert!(transport.exchanges() < 2000);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_bytes_are_a_recording_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(Transcript::parse(&bytes).is_err());
    }

    #[test]
    fn any_lines_are_a_recording_or_an_error(lines in prop::collection::vec(line(), 0..12)) {
        let header = "{\"vidimus_session\":1,\"persona\":\"synthetic\",\"access\":null}\n";
        let mut body = header.to_owned();
        body.extend(lines);
        use sha2::Digest as _;
        let hash = sha2::Sha256::digest(body.as_bytes());
        let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        let bytes = format!("{body}{{\"event\":\"end\",\"sha256\":\"{hash}\"}}\n");
        if let Ok(transcript) = Transcript::parse(bytes.as_bytes()) {
            for mode in [Mode::Strict, Mode::Lenient] {
                let _ = replay(&transcript, None, mode, &mut Silent);
            }
        }
    }
}

fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        (1u32..4, "[0-9A-F]{0,8}", "[0-9A-F]{0,8}").prop_map(|(n, c, r)| format!(
            "{{\"n\":{n},\"t_us\":1,\"c\":\"{c}\",\"r\":\"{r}\",\"sm\":false,\"step\":\"x\"}}\n"
        )),
        Just("{\"n\":1,\"c\":\"00B09C00E7\",\"r\":\"6A82\"}\n".to_owned()),
        "[a-z._]{0,10}".prop_map(|name| format!("{{\"event\":\"{name}\"}}\n")),
        Just("{\"event\":\"random\",\"use\":\"bac.rnd_ifd\",\"hex\":\"00\"}\n".to_owned()),
        "[ -~]{0,20}".prop_map(|text| format!("{text}\n")),
    ]
}
