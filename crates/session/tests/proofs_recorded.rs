//! Recordings of PACE, Active, Chip and Terminal Authentication: replayed byte for byte without
//! any key of chip or terminal, and what becomes of them when somebody changes or forges one.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

mod common;

use common::{Seeded, Setup, Terminal, can, code};
use vidimus_access::AccessKey;
use vidimus_chip::{ChipTransport, SeededRandom};
use vidimus_iso7816::Transport;
use vidimus_lds::evidence::{ChallengeSource, Evidence, Source, StepState};
use vidimus_session::transcript::{Entry, Mode, Persona, Recorder, Recording, Transcript, replay};
use vidimus_session::{Credentials, ReadOutcome, ReadPlan, Silent, TerminalAuthority, read_with};

fn record(
    transport: impl Transport,
    key: &AccessKey,
    terminal: Option<&mut Terminal>,
    plan: &ReadPlan,
) -> (ReadOutcome, Vec<u8>) {
    let recording = Recording {
        tool: "test 1.0",
        recorded_at: 1_700_000_000,
        persona: Persona::Synthetic,
        access: Some(key),
        also: &[],
        plan,
    };
    let mut recorder = Recorder::new(transport, &recording).with_clock(|| 0);
    let credentials = Credentials {
        key: Some(key),
        also: &[],
        terminal: terminal.map(|terminal| terminal as &mut dyn TerminalAuthority),
    };
    let entropy = &mut Seeded(7);
    let outcome = read_with(&mut recorder, credentials, plan, entropy, &mut Silent);
    (outcome, recorder.finish().0.to_vec())
}

fn replayed(bytes: &[u8]) -> ReadOutcome {
    let transcript = Transcript::parse(bytes).unwrap();
    replay(&transcript, None, Mode::Strict, &mut Silent)
}

/// Evidence without where it comes from.
fn observed(mut evidence: Evidence) -> Evidence {
    evidence.source = Source::Files;
    evidence.recorded_at = None;
    evidence
}

fn edited(bytes: &[u8], edit: impl Fn(&mut Vec<String>)) -> Vec<u8> {
    let text = std::str::from_utf8(bytes).unwrap();
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    lines.pop();
    edit(&mut lines);
    let body: String = lines.iter().map(|line| format!("{line}\n")).collect();
    Transcript::sealed(body.as_bytes())
}

/// Index of the line of the nth exchange of a step.
fn line_of(lines: &[String], step: &str) -> usize {
    let wanted = format!("\"step\":\"{step}\"");
    lines
        .iter()
        .position(|line| line.contains(&wanted))
        .unwrap()
}

fn session(preset: &str, faults: &[&str], key: Option<&AccessKey>) -> (ReadOutcome, Vec<u8>) {
    let setup = Setup::new(preset, faults);
    let key = key.unwrap_or(&setup.key);
    let mut terminal = setup.terminal.is_some().then(|| setup.terminal());
    let transport = ChipTransport::new(setup.chip());
    record(transport, key, terminal.as_mut(), &ReadPlan::default())
}

#[test]
fn a_replay_needs_no_key_and_observes_the_same() {
    let presets = [
        "pace",
        "pace-gm-3des-2",
        "pace-im-aes256-13",
        "pace-cam",
        "pace-aa",
        "pace-ca",
        "bac-aa",
        "bac-aa-ec",
        "bac-ca",
        "bac-ca-dh",
        "eac",
        "eac-pace",
        "eac-cam",
        "full",
    ];
    for preset in presets {
        for key in [None, preset.contains("pace").then(can)] {
            let (live, bytes) = session(preset, &[], key.as_ref());
            assert_eq!(code(&live), "-", "{preset}");
            let again = replayed(&bytes);
            assert_eq!(code(&again), "-", "{preset}");
            assert!(matches!(again.evidence.source, Source::Transcript { .. }));
            assert_eq!(
                observed(again.evidence),
                observed(live.evidence),
                "{preset}"
            );
        }
    }
}

#[test]
fn sessions_that_went_wrong_go_wrong_alike() {
    let cases = [
        ("pace", "pace-token:value=bitflip"),
        ("pace", "pace-public:step=ga3;value=echo"),
        ("pace", "mse-needs-84:sw=6A80"),
        ("pace", "sm-wrong-keys:after=pace"),
        ("pace", "sm-plain:kind=status;sw=6700;at=read;times=1"),
        ("pace-cam", "pace-cam-data:tag=absent"),
        ("bac-aa", "aa-response:key=none;sw=6A80"),
        ("bac-ca", "sm-wrong-keys:after=ca;keys=old"),
        ("bac-ca", "sw-on-step:step=ca.mse;sw=6300"),
        ("eac", "cvca:car=wrong"),
        ("eac", "ta-chain:is=bad-signature"),
        ("eac", "challenge-length:step=ta;bytes=7"),
        ("eac", "ta-chip:id-ic=other"),
    ];
    for (preset, fault) in cases {
        let (live, bytes) = session(preset, &[fault], None);
        let again = replayed(&bytes);
        assert_eq!(code(&again), code(&live), "{fault}");
        assert_eq!(observed(again.evidence), observed(live.evidence), "{fault}");
    }
}

/// A card lost in a proof: the file says so, and the replay does the same.
#[test]
fn a_card_that_was_lost_is_lost_again() {
    let setup = Setup::new("full", &[]);
    let key = can();
    let plan = ReadPlan::default();
    let chip = || ChipTransport::new(setup.chip());
    let (whole, _) = record(chip(), &key, Some(&mut setup.terminal()), &plan);
    for exchange in 1..=whole.evidence.apdu.count {
        let transport = chip().removed_at(exchange);
        let (live, bytes) = record(transport, &key, Some(&mut setup.terminal()), &plan);
        let expected = ["transport.card_removed", "-"];
        assert!(
            expected.contains(&code(&live)),
            "{exchange}: {}",
            code(&live)
        );
        assert_eq!(
            live.evidence.apdu.count, exchange,
            "nothing was sent afterwards"
        );
        let again = replayed(&bytes);
        assert_eq!(code(&again), code(&live), "{exchange}");
        assert_eq!(
            observed(again.evidence),
            observed(live.evidence),
            "{exchange}"
        );
    }
}

#[test]
fn everything_drawn_and_given_is_in_the_recording() {
    let (_, bytes) = session("full", &[], Some(&can()));
    let transcript = Transcript::parse(&bytes).unwrap();
    let random: Vec<_> = transcript
        .entries()
        .iter()
        .filter_map(|entry| match entry {
            Entry::Random { purpose, .. } => Some(purpose.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(
        random,
        [
            "pace.mapping",
            "pace.ephemeral",
            "aa.challenge",
            "ca.ephemeral"
        ]
    );
    let given: Vec<_> = transcript
        .entries()
        .iter()
        .filter_map(|entry| match entry {
            Entry::Given { what, .. } => Some(what.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(given.first(), Some(&"ta.certificate"));
    assert_eq!(given.last(), Some(&"ta.signature"));
    let (_, bytes) = session("pace-im-aes256-13", &[], None);
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.contains("\"use\":\"pace.nonce_t\""));
}

#[test]
fn the_callers_challenge_is_in_the_plan() {
    let setup = Setup::new("bac-aa", &[]);
    let plan = ReadPlan {
        aa_challenge: Some([1, 2, 3, 4, 5, 6, 7, 8]),
        spend_last_try: true,
        bac_after_pace_failure: true,
        ..ReadPlan::default()
    };
    let transport = ChipTransport::new(setup.chip());
    let (_, bytes) = record(transport, &setup.key, None, &plan);
    let transcript = Transcript::parse(&bytes).unwrap();
    assert_eq!(transcript.header().plan, plan);
    let again = replayed(&bytes)
        .evidence
        .chip
        .active_authentication
        .unwrap();
    assert_eq!(again.challenge_source, ChallengeSource::Caller);
    assert_eq!(again.challenge, [1, 2, 3, 4, 5, 6, 7, 8]);
}

/// One digit of a recorded answer changed, the end line made anew: named as what it is.
#[test]
fn a_changed_answer_shows_and_where() {
    let (_, bytes) = session("full", &[], Some(&can()));
    let text = String::from_utf8(bytes.clone()).unwrap();
    let lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for step in [
        "pace.ga1",
        "pace.ga2",
        "pace.ga3",
        "pace.ga4",
        "aa.internal_authenticate",
        "ca.mse_set_at",
        "ca.general_authenticate",
        "ta.get_challenge",
        "ta.external_authenticate",
    ] {
        let at = line_of(&lines, step);
        let changed = edited(&bytes, |lines| {
            let line = &mut lines[at];
            let (before, rest) = line.split_once("\"r\":\"").unwrap();
            let (digits, _) = rest.split_once('"').unwrap();
            let at = 12.min(digits.len() - 1);
            let start = before.len() + 5 + at;
            let digit = if digits.as_bytes()[at] == b'0' {
                "1"
            } else {
                "0"
            };
            line.replace_range(start..=start, digit);
        });
        let outcome = replayed(&changed);
        assert!(
            code(&outcome).starts_with("transcript."),
            "{step}: {}",
            code(&outcome)
        );
    }
}

#[test]
fn a_recording_without_the_signature() {
    let (_, bytes) = session("eac", &[], None);
    let cut = edited(&bytes, |lines| {
        lines.retain(|line| !line.contains("ta.signature"));
    });
    assert_eq!(code(&replayed(&cut)), "transcript.signature_missing");
    let cut = edited(&bytes, |lines| {
        lines.retain(|line| !line.contains("ca.ephemeral"));
    });
    assert_eq!(code(&replayed(&cut)), "transcript.random_missing");
}

/// Somebody's authentic files, and Chip Authentication answered by somebody who knows the
/// terminal's key and not the chip's. It replays without a fault: this is why a recording is
/// never evidence of a chip (DESIGN.md section 2), whatever its states say.
#[test]
fn anybody_can_forge_a_recording_of_chip_authentication() {
    // the forger's chip has the victim's files, and another static key in place of the right one
    let victim = Setup::new("bac-ca", &[]);
    let forger = Setup::new("bac-ca", &["dg14-key:private=other"]);
    assert_eq!(
        victim.image.files.keys().count(),
        forger.image.files.keys().count()
    );
    let plan = ReadPlan::default();
    let honest = {
        let chip = vidimus_chip::Chip::new(forger.image.clone(), SeededRandom::new("forger"));
        let chip = chip.with_faults(&forger.faults).unwrap();
        record(ChipTransport::new(chip), &forger.key, None, &plan).0
    };
    let failed = honest.evidence.chip.chip_authentication.unwrap().state;
    assert!(matches!(failed, StepState::Failed { .. }), "live it fails");

    // with the terminal's ephemeral key, which the forger draws himself, the secret is known:
    // KA(SK.IFD, PK.IC) needs no key of the chip
    let forged = forge::session(&forger);
    let outcome = replayed(&forged);
    assert_eq!(code(&outcome), "-");
    let seen = outcome.evidence.chip.chip_authentication.unwrap();
    assert_eq!(seen.state, StepState::Passed, "a state is no opinion");
    assert!(matches!(outcome.evidence.source, Source::Transcript { .. }));
}

/// The forger's tools: a chip without the static key, beside it the terminal's secrets.
mod forge {
    use super::*;
    use std::sync::{Arc, Mutex};
    use vidimus_access::{AgreementKey, SecretScalar, kdf};
    use vidimus_iso7816::{Note, TransportError, TransportLimits};
    use vidimus_lds::security_info::SecurityInfos;
    use vidimus_lds::{DataGroup, File};

    /// Answers the command after Chip Authentication itself, under keys out of the terminal's
    /// secret.
    struct Forger<T> {
        chip: T,
        dg14: Vec<u8>,
        secret: Arc<Mutex<Vec<u8>>>,
        confirming: bool,
    }

    impl<T: Transport> Transport for Forger<T> {
        fn transmit(&mut self, command: &[u8]) -> Result<Vec<u8>, TransportError> {
            if self.confirming {
                return Ok(self.answer());
            }
            self.chip.transmit(command)
        }

        fn limits(&self) -> TransportLimits {
            self.chip.limits()
        }

        fn note(&mut self, note: &Note<'_>) {
            match note {
                Note::Random { purpose, bytes } if *purpose == "ca.ephemeral" => {
                    *self.secret.lock().unwrap() = bytes.to_vec();
                }
                Note::Step { name, .. } => self.confirming = *name == "ca.confirm",
                _ => {}
            }
            self.chip.note(note);
        }
    }

    impl<T> Forger<T> {
        /// A protected `9000` without data, under AES-128 with the counter at two: `99 02 9000`
        /// and a checksum over counter and object.
        fn answer(&self) -> Vec<u8> {
            let infos = SecurityInfos::parse_file(&self.dg14, File::Dg(DataGroup::DG14)).unwrap();
            let info = infos.chip_authentication_keys().next().unwrap().unwrap();
            let key = AgreementKey::from_spki(info.spki).unwrap().key;
            let secret = SecretScalar::from_bytes(key.domain(), &self.secret.lock().unwrap());
            let shared = secret.unwrap().agree(&key).unwrap();
            let mac = kdf::derive(
                vidimus_access::Cipher::Aes128,
                &shared,
                kdf::Purpose::Authentication,
            );
            let mut message = [0; 32];
            message[15] = 2;
            message[16..20].copy_from_slice(&[0x99, 2, 0x69, 0x82]);
            message[20] = 0x80;
            let tag = cmac(mac.as_bytes(), message);
            let mut answer = vec![0x99, 2, 0x69, 0x82, 0x8E, 8];
            answer.extend_from_slice(&tag[..8]);
            answer.extend_from_slice(&[0x69, 0x82]);
            answer
        }
    }

    /// CMAC (NIST SP 800-38B) of two whole blocks, by the system's OpenSSL.
    fn cmac(key: &[u8], message: [u8; 32]) -> Vec<u8> {
        use std::io::Write as _;
        use std::process::{Command, Stdio};
        let hex =
            |bytes: &[u8]| -> String { bytes.iter().map(|byte| format!("{byte:02x}")).collect() };
        let mut child = Command::new("openssl")
            .args(["mac", "-cipher", "AES-128-CBC", "-macopt"])
            .arg(format!("hexkey:{}", hex(key)))
            .args(["-in", "-", "-binary", "CMAC"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(&message).unwrap();
        child.wait_with_output().unwrap().stdout
    }

    pub(super) fn session(forger: &Setup) -> Vec<u8> {
        let transport = Forger {
            chip: ChipTransport::new(forger.chip()),
            dg14: forger.image.files[&common::dg(14)].clone(),
            secret: Arc::default(),
            confirming: false,
        };
        let (outcome, bytes) = record(transport, &forger.key, None, &ReadPlan::default());
        assert_eq!(code(&outcome), "-");
        bytes
    }
}
