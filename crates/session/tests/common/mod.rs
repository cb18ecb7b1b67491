//! The software chip as the other side.

#![allow(dead_code, reason = "each test file uses a part of it")]

use sha2::Digest as _;
use std::collections::BTreeSet;
use vidimus_access::terminal_authentication::signature_algorithm;
use vidimus_access::{AccessKey, MrzKey, Password};
use vidimus_chip::personalise::{
    CardSpec, Preset, SPECIMEN_CAN, SPECIMEN_PIN, SPECIMEN_PUK, TerminalFiles, apply_fault,
};
use vidimus_chip::{CardImage, Chip, ChipTransport, Fault, SeededRandom};
use vidimus_iso7816::Fault as _;
use vidimus_iso7816::{Note, Transport, TransportError, TransportLimits};
use vidimus_lds::cvc::CvCertificate;
use vidimus_lds::evidence::{FileState, StepState};
use vidimus_lds::{DataGroup, File};
use vidimus_pubkey::{FileSigner, Signer as _};
use vidimus_session::{
    Credentials, Entropy, FileSelection, ProofSelection, ReadOutcome, ReadPlan, SessionError,
    Silent, TerminalAuthority, read, read_with,
};

/// Random numbers that are none.
pub(crate) struct Fixed(pub(crate) u8);

impl Entropy for Fixed {
    fn fill(&mut self, _: &'static str, out: &mut [u8]) -> Result<(), SessionError> {
        for byte in out {
            self.0 = self.0.wrapping_mul(5).wrapping_add(17);
            *byte = self.0;
        }
        Ok(())
    }
}

/// Random numbers that are the same for a seed, and differ from each other.
pub(crate) struct Seeded(pub(crate) u64);

impl Entropy for Seeded {
    fn fill(&mut self, purpose: &'static str, out: &mut [u8]) -> Result<(), SessionError> {
        for block in out.chunks_mut(32) {
            self.0 = self.0.wrapping_add(0x1_0000_0001);
            let hash = sha2::Sha256::new()
                .chain_update(self.0.to_be_bytes())
                .chain_update(purpose)
                .finalize();
            block.copy_from_slice(&hash[..block.len()]);
        }
        Ok(())
    }
}

/// The terminal of a specimen document.
pub(crate) struct Terminal {
    pub(crate) files: TerminalFiles,
    /// whether its key signs at all
    pub(crate) signs: bool,
}

impl TerminalAuthority for Terminal {
    fn chain_for(&mut self, _: &[Vec<u8>]) -> Option<Vec<Vec<u8>>> {
        let mut all = vec![self.files.trust_point.clone()];
        all.extend(self.files.chain.iter().cloned());
        Some(all)
    }

    fn sign(&mut self, message: &[u8]) -> Result<Vec<u8>, SessionError> {
        if !self.signs {
            return Err(SessionError::SigningFailed);
        }
        let last = CvCertificate::parse(self.files.chain.last().unwrap()).unwrap();
        let algorithm = signature_algorithm(last.public_key.algorithm.unwrap());
        let signer = FileSigner::from_pem(&self.files.key, algorithm).unwrap();
        Ok(signer.sign(message).unwrap())
    }
}

/// The passwords of the specimens besides the MRZ.
pub(crate) fn can() -> AccessKey {
    AccessKey::Can(Password::new(SPECIMEN_CAN.as_bytes()))
}

pub(crate) fn pin() -> AccessKey {
    AccessKey::Pin(Password::new(SPECIMEN_PIN.as_bytes()))
}

pub(crate) fn puk() -> AccessKey {
    AccessKey::Puk(Password::new(SPECIMEN_PUK.as_bytes()))
}

/// A data group.
pub(crate) fn dg(number: u8) -> File {
    File::Dg(DataGroup::new(number).unwrap())
}

pub(crate) fn named(numbers: &[u8]) -> FileSelection {
    let groups: BTreeSet<_> = numbers.iter().filter_map(|n| DataGroup::new(*n)).collect();
    FileSelection::Named(groups)
}

pub(crate) fn spec(preset: &str) -> CardSpec {
    Preset::named(preset).unwrap().spec().unwrap()
}

/// A chip with faults, of files or of behaviour, as `name:parameters`.
pub(crate) struct Setup {
    pub(crate) image: CardImage,
    pub(crate) faults: Vec<Fault>,
    pub(crate) key: AccessKey,
    pub(crate) terminal: Option<TerminalFiles>,
}

impl Setup {
    pub(crate) fn new(preset: &str, faults: &[&str]) -> Self {
        Self::of(spec(preset), faults)
    }

    pub(crate) fn of(mut spec: CardSpec, faults: &[&str]) -> Self {
        let mut behaviour = Vec::new();
        for fault in faults {
            let (name, params) = fault.split_once(':').unwrap_or((fault, ""));
            match Fault::parse(fault) {
                Ok(fault) if fault.is_of_chip() => behaviour.push(fault),
                _ => apply_fault(&mut spec, name, params).unwrap(),
            }
        }
        let made = spec.personalise().unwrap();
        let key = MrzKey::from_mrz(made.mrz_information.as_bytes()).unwrap();
        Self {
            image: made.image(),
            faults: behaviour,
            key: AccessKey::Mrz(key),
            terminal: made.terminal,
        }
    }

    pub(crate) fn chip(&self) -> Chip {
        let chip = Chip::new(self.image.clone(), SeededRandom::new("session tests"));
        chip.with_faults(&self.faults).unwrap()
    }

    pub(crate) fn transport(&self) -> Log<ChipTransport> {
        Log::new(ChipTransport::new(self.chip()))
    }

    /// Reads the chip with the right key.
    pub(crate) fn read(&self, plan: &ReadPlan) -> (ReadOutcome, Vec<Vec<u8>>) {
        self.read_with(Some(&self.key), plan)
    }

    pub(crate) fn read_with(
        &self,
        key: Option<&AccessKey>,
        plan: &ReadPlan,
    ) -> (ReadOutcome, Vec<Vec<u8>>) {
        let mut transport = self.transport();
        let outcome = read(&mut transport, key, plan, &mut Seeded(1), &mut Silent);
        (outcome, transport.commands)
    }

    /// The terminal that this document lets in.
    pub(crate) fn terminal(&self) -> Terminal {
        let files = self.terminal.clone().unwrap();
        let signs = true;
        Terminal { files, signs }
    }

    /// Reads the chip with the right key and the rights of its terminal.
    pub(crate) fn read_by(
        &self,
        key: &AccessKey,
        terminal: &mut Terminal,
        plan: &ReadPlan,
    ) -> (ReadOutcome, Vec<Vec<u8>>) {
        let mut transport = self.transport();
        let credentials = Credentials {
            key: Some(key),
            also: &[],
            terminal: Some(terminal),
        };
        let entropy = &mut Seeded(1);
        let outcome = read_with(&mut transport, credentials, plan, entropy, &mut Silent);
        (outcome, transport.commands)
    }
}

pub(crate) fn strict() -> ReadPlan {
    ReadPlan {
        tolerance_strict: true,
        ..ReadPlan::default()
    }
}

/// No proofs: the counts of the reading plan alone.
pub(crate) fn files_only() -> ReadPlan {
    ReadPlan {
        proofs: ProofSelection::NONE,
        ..ReadPlan::default()
    }
}

/// A state that is over with this code.
pub(crate) fn failed(code: &str) -> StepState {
    StepState::Failed {
        code: code.to_owned(),
    }
}

pub(crate) fn aborted(code: &str) -> StepState {
    StepState::Aborted {
        code: code.to_owned(),
    }
}

/// Code of the error a read ended with, or `-`.
pub(crate) fn code(outcome: &ReadOutcome) -> &'static str {
    outcome.error.as_ref().map_or("-", |error| error.code())
}

/// Names of the quirks used.
pub(crate) fn quirks(outcome: &ReadOutcome) -> Vec<&str> {
    let used = outcome.evidence.quirks.iter();
    used.map(|quirk| quirk.id.as_str()).collect()
}

pub(crate) fn state(outcome: &ReadOutcome, file: File) -> &FileState {
    &outcome.evidence.files[&file]
}

/// Asserts that a file came over as it is on the chip.
pub(crate) fn assert_read(outcome: &ReadOutcome, setup: &Setup, file: File) {
    match state(outcome, file) {
        FileState::Read(bytes) => assert!(bytes == &setup.image.files[&file], "{file}"),
        other => panic!("{file}: {other:?}"),
    }
}

/// Keeps every command that was sent.
pub(crate) struct Log<T> {
    inner: T,
    pub(crate) commands: Vec<Vec<u8>>,
}

impl<T> Log<T> {
    pub(crate) fn new(inner: T) -> Self {
        Self {
            inner,
            commands: Vec::new(),
        }
    }
}

impl<T: Transport> Transport for Log<T> {
    fn transmit(&mut self, command: &[u8]) -> Result<Vec<u8>, TransportError> {
        self.commands.push(command.to_vec());
        self.inner.transmit(command)
    }

    fn limits(&self) -> TransportLimits {
        self.inner.limits()
    }

    fn atr(&self) -> &[u8] {
        self.inner.atr()
    }

    fn name(&self) -> &str {
        self.inner.name()
    }

    fn note(&mut self, note: &Note<'_>) {
        self.inner.note(note);
    }
}
