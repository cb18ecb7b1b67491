//! A card, what opens it, and what comes of it.

use vidimus::access::{AccessKey, MrzKey, Password};
use vidimus::iso7816::{Fault as _, Transport, TransportError};
use vidimus::lds::profile::{Observed, Profile, ProfileChoice, choose};
use vidimus::mrz::vietnam::QrCode;
use vidimus::report::{EvaluationTime, Policy, Report, Tool, judge};
use vidimus::session::transcript::{Mode, Persona, Recorder, Recording, Transcript, replay};
use vidimus::session::{
    Credentials, Entropy, ReadOutcome, ReadPlan, SessionError, Silent, read_with,
};
use vidimus::trust::{Source, TrustStore, TrustStoreBuilder};
use vidimus_chip::personalise::{CardSpec, Personalised, Preset};
use vidimus_chip::{Chip, ChipTransport, SeededRandom};

/// 2025-06-01T00:00:00Z: every one of the cards is in date.
pub(crate) const AT: EvaluationTime = EvaluationTime::given(1_748_736_000);

pub(crate) struct Keys {
    pub(crate) key: Option<AccessKey>,
    pub(crate) also: Vec<AccessKey>,
}

pub(crate) fn by_zone(made: &Personalised) -> Keys {
    let key = MrzKey::from_mrz(made.mrz_information.as_bytes()).unwrap();
    Keys {
        key: Some(AccessKey::Mrz(key)),
        also: Vec::new(),
    }
}

pub(crate) fn by_can(can: &str) -> Keys {
    Keys {
        key: Some(AccessKey::Can(Password::new(can.as_bytes()))),
        also: Vec::new(),
    }
}

/// What a QR code opens a chip with.
pub(crate) fn by_qr(text: &str) -> Keys {
    let code = QrCode::parse(text).unwrap();
    let keys = code.expiries().into_iter().map(|expiry| {
        let information = code.access_key_information(expiry);
        AccessKey::Mrz(MrzKey::from_mrz(information.as_bytes()).unwrap())
    });
    Keys {
        also: keys.collect(),
        ..by_can(code.number.can())
    }
}

pub(crate) fn spec(preset: &str) -> CardSpec {
    Preset::find(preset).unwrap().spec().unwrap()
}

/// Random numbers that are the same each time.
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

/// A chip that keeps what it was asked, and may answer for itself.
pub(crate) struct Asked<F> {
    inner: ChipTransport,
    pub(crate) commands: Vec<Vec<u8>>,
    answer: F,
}

impl<F: FnMut(&[u8]) -> Option<Vec<u8>>> Transport for Asked<F> {
    fn transmit(&mut self, command: &[u8]) -> Result<Vec<u8>, TransportError> {
        self.commands.push(command.to_vec());
        match (self.answer)(command) {
            Some(answer) => Ok(answer),
            None => self.inner.transmit(command),
        }
    }
}

/// A session with a card, and its recording.
pub(crate) struct Read {
    pub(crate) outcome: ReadOutcome,
    pub(crate) commands: Vec<Vec<u8>>,
    pub(crate) recording: Vec<u8>,
}

impl Read {
    pub(crate) fn code(&self) -> &'static str {
        self.outcome
            .error
            .as_ref()
            .map_or("-", |error| error.code())
    }

    /// How often the chip was asked for a challenge, in the clear: once for each BAC.
    pub(crate) fn challenges(&self) -> usize {
        let asked = self.commands.iter();
        asked
            .filter(|command| command.starts_with(&[0, 0x84]))
            .count()
    }

    pub(crate) fn quirks(&self) -> Vec<&str> {
        let quirks = self.outcome.evidence.quirks.iter();
        quirks.map(|quirk| quirk.id.as_str()).collect()
    }
}

/// Reads a card, and replays the recording: byte for byte the same.
pub(crate) fn read(made: &Personalised, keys: &Keys, plan: &ReadPlan) -> Read {
    read_asking(made, keys, plan, |_| None)
}

pub(crate) fn read_asking(
    made: &Personalised,
    keys: &Keys,
    plan: &ReadPlan,
    answer: impl FnMut(&[u8]) -> Option<Vec<u8>>,
) -> Read {
    let chip = Chip::new(made.image(), SeededRandom::new("citizens"));
    let mut card = Asked {
        inner: ChipTransport::new(chip),
        commands: Vec::new(),
        answer,
    };
    let recording = Recording {
        tool: "test",
        recorded_at: 1_748_736_000,
        persona: Persona::Synthetic,
        access: keys.key.as_ref(),
        also: &keys.also,
        plan,
    };
    let mut recorder = Recorder::new(&mut card, &recording);
    let credentials = Credentials {
        key: keys.key.as_ref(),
        also: &keys.also,
        terminal: None,
    };
    let outcome = read_with(
        &mut recorder,
        credentials,
        plan,
        &mut Counted(1),
        &mut Silent,
    );
    let recording = recorder.finish().0.to_vec();
    let transcript = Transcript::parse(&recording).unwrap();
    assert_eq!(&transcript.header().plan, plan);
    let again = replay(&transcript, None, Mode::Strict, &mut Silent);
    assert_eq!(again.error, outcome.error);
    assert_eq!(again.evidence.access, outcome.evidence.access);
    assert_eq!(again.evidence.files, outcome.evidence.files);
    Read {
        outcome,
        commands: card.commands,
        recording,
    }
}

/// The plan by a built-in profile.
pub(crate) fn plan(profile: &str) -> ReadPlan {
    ReadPlan::default().with_profile(Profile::named(profile).unwrap())
}

/// Which profile is chosen by itself, and why.
pub(crate) fn chosen(read: &Read) -> (&'static str, &'static str) {
    let choice = ProfileChoice::Auto;
    let chosen = choose(&choice, &Observed::of(&read.outcome.evidence));
    let built_in = Profile::named(chosen.profile.name()).unwrap();
    (built_in.name(), chosen.reason.code())
}

fn store(made: &Personalised) -> TrustStore {
    let mut builder = TrustStoreBuilder::new();
    builder
        .add_certificate(&made.csca, &Source::new("csca.cer").vouched())
        .unwrap();
    builder.build()
}

pub(crate) fn judged(made: &Personalised, read: &Read) -> Report {
    let tool = Tool {
        built_at: 1_700_000_000,
        ..Tool::default()
    };
    let evidence = &read.outcome.evidence;
    judge(evidence, &store(made), &Policy::field(), AT, &tool)
}
