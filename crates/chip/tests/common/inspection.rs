//! An inspection system for the tests: the machines of the access crate against a chip.

#![allow(dead_code, reason = "each test file uses a part of it")]

use vidimus_access::terminal_authentication::{
    Authentication, ChipIdentifier, Presentation, Presented, TerminalChain, message,
};
use vidimus_access::{
    AccessError, ActiveAuthentication, AgreementKey, ChipAuthentication, ChipAuthenticationPlan,
    MrzKey, PaceOutput, SecretScalar, SecureChannel, SmError,
};
use vidimus_chip::personalise::{Preset, TerminalFiles};
use vidimus_chip::{Chip, Fault, Issued, SeededRandom};
use vidimus_iso7816::{CommandApdu, Machine, Poll, ResponseApdu};
use vidimus_lds::cvc::CvCertificate;
use vidimus_lds::security_info::SecurityInfos;
use vidimus_lds::{DataGroup, File};
use vidimus_pubkey::{FileSigner, Signer};

/// The challenge of every Active Authentication here.
pub(crate) const CHALLENGE: [u8; 8] = [0xA1, 2, 3, 4, 5, 6, 7, 0x18];

/// A document of this preset with these faults.
pub(crate) fn issue(preset: &str, faults: &[&str]) -> Issued {
    let faults: Vec<Fault> = faults
        .iter()
        .map(|text| Fault::parse(text).unwrap())
        .collect();
    let spec = Preset::named(preset).unwrap().spec().unwrap();
    Issued::new(spec, &faults, SeededRandom::new("inspection")).unwrap()
}

/// A session, opened by BAC or PACE.
pub(crate) struct Inspection {
    pub(crate) chip: Chip,
    channel: Option<SecureChannel>,
    key: MrzKey,
    ephemeral: Option<AgreementKey>,
    /// the chip's ephemeral key of PACE
    chip_key: Option<AgreementKey>,
}

impl Inspection {
    pub(crate) fn open(issued: Issued) -> Self {
        let information = issued.document.mrz_information.clone();
        let mut chip = issued.chip;
        let channel = super::common::bac(&mut chip, information.as_bytes()).unwrap();
        Self {
            chip,
            channel: Some(channel),
            key: MrzKey::from_mrz(information.as_bytes()).unwrap(),
            ephemeral: None,
            chip_key: None,
        }
    }

    /// Goes on after PACE, and selects the application.
    pub(crate) fn after_pace(issued: Issued, output: PaceOutput) -> Self {
        let information = issued.document.mrz_information.clone();
        let mut session = Self {
            chip: issued.chip,
            channel: Some(output.channel),
            key: MrzKey::from_mrz(information.as_bytes()).unwrap(),
            ephemeral: None,
            chip_key: Some(output.chip_key),
        };
        let select = CommandApdu::new(0, 0xA4, 0x04, 0x0C).with_data(vidimus_chip::EMRTD_AID);
        assert_eq!(session.status(&select), 0x9000);
        session
    }

    /// Signs as after BAC from now on.
    pub(crate) fn forget_pace(&mut self) {
        self.chip_key = None;
    }

    /// Opens it again after the chip lost its power.
    pub(crate) fn reopen(self, information: &str) -> Self {
        let mut chip = self.chip;
        chip.reset();
        let channel = super::common::bac(&mut chip, information.as_bytes()).unwrap();
        Self {
            chip,
            channel: Some(channel),
            key: self.key,
            ephemeral: None,
            chip_key: None,
        }
    }

    /// A command under secure messaging; GET RESPONSE fetches what waits.
    pub(crate) fn send(&mut self, command: &CommandApdu) -> Result<ResponseApdu, SmError> {
        let mut channel = self.channel.take().expect("the session is over");
        let wrapped = channel.wrap(command)?;
        let mut response = super::common::plain(&mut self.chip, &wrapped);
        let mut data = response.data().to_vec();
        while let Some(waiting) = response.status().bytes_waiting() {
            let fetch = CommandApdu::new(0x00, 0xC0, 0x00, 0x00).with_le(waiting);
            response = super::common::plain(&mut self.chip, &fetch);
            data.extend_from_slice(response.data());
        }
        let whole = ResponseApdu::new(data, response.status());
        let (channel, opened) = channel.unwrap(command, &whole)?;
        self.channel = Some(channel);
        Ok(opened)
    }

    pub(crate) fn status(&mut self, command: &CommandApdu) -> u16 {
        self.send(command).unwrap().status().value()
    }

    pub(crate) fn run<M: Machine<Error = AccessError>>(
        &mut self,
        mut machine: M,
    ) -> Result<M::Output, AccessError> {
        let mut response = None;
        loop {
            match machine.poll(response.as_ref())? {
                Poll::Transmit(command) => response = Some(self.send(&command).unwrap()),
                Poll::Done(output) => return Ok(output),
            }
        }
    }

    pub(crate) fn active(&mut self, le: u32) -> Result<Vec<u8>, AccessError> {
        self.run(ActiveAuthentication::new(CHALLENGE, le))
    }

    /// Chip Authentication with what this DG14 says.
    pub(crate) fn agree(&mut self, dg14: &[u8]) -> Result<(), AccessError> {
        let plan = plan(dg14);
        let secret = vec![0x11; plan.key.domain().secret_len() - 1];
        let secret = SecretScalar::from_bytes(plan.key.domain(), &secret).unwrap();
        let output = self.run(ChipAuthentication::new(&plan, &secret).unwrap())?;
        self.channel = Some(output.channel);
        self.ephemeral = Some(output.ephemeral);
        Ok(())
    }

    /// The certificates, as far as the challenge.
    pub(crate) fn present(&mut self, files: &TerminalFiles) -> Result<[u8; 8], AccessError> {
        let chain = files.chain.iter().map(|bytes| shown(bytes)).collect();
        self.run(Presentation::new(chain).unwrap())
    }

    /// Takes the chip's key of another session's PACE for this one's.
    pub(crate) fn mistake_session(&mut self, other: &Self) {
        self.chip_key.clone_from(&other.chip_key);
    }

    /// The bytes of a command, which are not sent; the terminal's side of the session is over.
    pub(crate) fn wrapped(&mut self, command: &CommandApdu) -> Vec<u8> {
        let mut channel = self.channel.take().expect("the session is over");
        channel.wrap(command).unwrap().to_bytes().unwrap()
    }

    /// The signature.
    pub(crate) fn prove(
        &mut self,
        files: &TerminalFiles,
        challenge: &[u8; 8],
    ) -> Result<(), AccessError> {
        let message = self.message(challenge);
        self.prove_message(files, &message)
    }

    /// What is to be signed.
    pub(crate) fn message(&self, challenge: &[u8; 8]) -> Vec<u8> {
        let identifier = match &self.chip_key {
            Some(key) => ChipIdentifier::after_pace(key),
            None => ChipIdentifier::after_bac(&self.key),
        };
        message(&identifier, challenge, self.ephemeral.as_ref().unwrap())
    }

    /// The signature over any message.
    pub(crate) fn prove_message(
        &mut self,
        files: &TerminalFiles,
        message: &[u8],
    ) -> Result<(), AccessError> {
        let last = files.chain.last().unwrap();
        let own = CvCertificate::parse(last).unwrap().public_key.algorithm;
        let algorithm = vidimus_access::terminal_authentication::signature_algorithm(own.unwrap());
        let signer = FileSigner::from_pem(&files.key, algorithm).unwrap();
        self.run(Authentication::new(signer.sign(message).unwrap()))
    }

    /// All of it.
    pub(crate) fn authenticate(&mut self, files: &TerminalFiles) -> Result<(), AccessError> {
        let challenge = self.present(files)?;
        self.prove(files, &challenge)
    }

    /// The status word of reading a data group by short identifier.
    pub(crate) fn read(&mut self, sfi: u8) -> u16 {
        self.status(&super::common::read_sfi(sfi, 0, 8))
    }
}

pub(crate) fn plan(dg14: &[u8]) -> ChipAuthenticationPlan {
    let infos = SecurityInfos::parse_file(dg14, File::Dg(DataGroup::DG14)).unwrap();
    ChipAuthenticationPlan::choose(&infos, true)
        .unwrap()
        .unwrap()
}

/// A certificate as it is sent.
pub(crate) fn shown(bytes: &[u8]) -> Presented {
    let certificate = CvCertificate::parse(bytes).unwrap();
    Presented {
        authority: certificate.authority.as_bytes().to_vec(),
        holder: certificate.holder.as_bytes().to_vec(),
        content: certificate.value.to_vec(),
    }
}

/// The chain that the terminal's side finds for these references.
pub(crate) fn found(files: &TerminalFiles, references: &[Vec<u8>]) -> Vec<Presented> {
    let certificates: Vec<_> = files
        .chain
        .iter()
        .map(|bytes| CvCertificate::parse(bytes).unwrap())
        .collect();
    let references: Vec<_> = references
        .iter()
        .map(|bytes| vidimus_lds::cvc::CertificateReference::new(bytes).unwrap())
        .collect();
    TerminalChain::find(&references, &certificates, None)
        .unwrap()
        .presented()
}
