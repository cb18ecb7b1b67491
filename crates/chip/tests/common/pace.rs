//! PACE against the software chip: the terminal's machine as the other side.

use super::plain;
use vidimus_access::{
    AccessError, AccessKey, MrzKey, Pace, PaceOptions, PaceOutput, PaceParameters, PaceSecrets,
    Password, pace::choose,
};
use vidimus_chip::personalise::{CardSpec, Personalised, Preset};
use vidimus_chip::{Chip, Fault, Issued, SeededRandom};
use vidimus_iso7816::{Machine, Poll};
use vidimus_lds::File;
use vidimus_lds::security_info::{Mapping, SecurityInfos};
use vidimus_pubkey::agreement::SecretScalar;

pub(crate) fn spec(preset: &str) -> CardSpec {
    Preset::find(preset).unwrap().spec().unwrap()
}

/// A chip of this preset with these faults, and its document.
pub(crate) fn issue(preset: &str, faults: &[&str]) -> Issued {
    let faults: Vec<Fault> = faults.iter().map(|text| text.parse().unwrap()).collect();
    Issued::new(spec(preset), &faults, SeededRandom::new("pace")).unwrap()
}

/// The four keys of a document: MRZ, CAN, PIN, PUK.
pub(crate) fn keys(document: &Personalised) -> [AccessKey; 4] {
    let pace = document.pace.as_ref().unwrap();
    let number = |number: &Option<String>| Password::new(number.as_ref().unwrap().as_bytes());
    let mrz = MrzKey::from_mrz(document.mrz_information.as_bytes()).unwrap();
    [
        AccessKey::Mrz(mrz),
        AccessKey::Can(number(&pace.can)),
        AccessKey::Pin(number(&pace.pin)),
        AccessKey::Puk(number(&pace.puk)),
    ]
}

/// Secrets that are no secret.
pub(crate) fn secrets(parameters: &PaceParameters) -> PaceSecrets {
    let domain = parameters.domain();
    let scalar = |salt: u8| {
        let mut bytes = vec![salt; domain.secret_len()];
        bytes[0] = 0;
        SecretScalar::from_bytes(domain, &bytes).unwrap()
    };
    let ephemeral = scalar(0x21);
    if parameters.mapping() == Mapping::Integrated {
        let nonce = vec![0xE5; parameters.terminal_nonce_len()];
        return PaceSecrets::Integrated { nonce, ephemeral };
    }
    let mapping = scalar(0x43);
    PaceSecrets::Mapping { mapping, ephemeral }
}

/// What the terminal would use, and whether DO 84 is needed, by EF.CardAccess.
pub(crate) fn choice(document: &Personalised) -> Option<(PaceParameters, bool)> {
    let file = document.files.get(&File::CardAccess)?;
    let infos = SecurityInfos::parse_file(file, File::CardAccess).unwrap();
    let choice = choose(&infos)?;
    Some((choice.parameters, choice.ambiguous))
}

/// Runs PACE as EF.CardAccess offers it.
pub(crate) fn open(issued: &mut Issued, key: &AccessKey) -> Result<PaceOutput, AccessError> {
    let (parameters, send_parameter_id) = choice(&issued.document).unwrap();
    let options = PaceOptions {
        send_parameter_id,
        ..PaceOptions::default()
    };
    run(&mut issued.chip, parameters, key, options)
}

pub(crate) fn run(
    chip: &mut Chip,
    parameters: PaceParameters,
    key: &AccessKey,
    options: PaceOptions,
) -> Result<PaceOutput, AccessError> {
    let secrets = secrets(&parameters);
    let mut machine = Pace::new(parameters, key, options, secrets);
    let mut response = None;
    loop {
        match machine.poll(response.as_ref())? {
            Poll::Transmit(command) => response = Some(plain(chip, &command)),
            Poll::Done(output) => return Ok(output),
        }
    }
}
