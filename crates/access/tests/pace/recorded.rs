//! Recorded PACE exchanges: each command byte for byte, each answer accepted or refused.

use crate::common::{field, hex, shared_json};
use serde_json::Value;
use vidimus_access::pace::choose;
use vidimus_access::{
    AccessKey, Cipher, MrzKey, Pace, PaceOptions, PaceParameters, PaceSecrets, SecureChannel,
};
use vidimus_iso7816::{CommandApdu, Fault as _, Machine as _, Poll, ResponseApdu};
use vidimus_lds::security_info::{Mapping, SecurityInfos};
use vidimus_pubkey::agreement::SecretScalar;

fn session(test: &str) -> Option<Value> {
    let sessions = shared_json("apdu/sessions.json")?;
    let mut sessions = sessions.as_array().unwrap().iter();
    let found = sessions.find(|session| session["test"] == test);
    Some(found.unwrap_or_else(|| panic!("no session {test}")).clone())
}

fn inputs(session: &Value, line: u64) -> Vec<Vec<u8>> {
    let inputs = session["inputs"].as_array().unwrap().iter();
    inputs
        .filter(|input| input["line"] == line)
        .map(|input| field(input, "hex"))
        .collect()
}

/// The variant that a recorded EF.CardAccess offers.
fn offered(card_access: &[u8]) -> PaceParameters {
    let infos = SecurityInfos::parse(card_access).unwrap();
    let choice = choose(&infos).unwrap();
    assert!(!choice.ambiguous);
    choice.parameters
}

fn mrz() -> AccessKey {
    AccessKey::Mrz(MrzKey::from_fields("T22000129", "640812", "101031").unwrap())
}

fn named_parameters() -> PaceOptions {
    PaceOptions {
        send_parameter_id: true,
        ..PaceOptions::default()
    }
}

/// The recorded terminal names the parameters although there is one set only.
#[test]
fn generic_mapping() {
    let Some(session) = session("TestDoPace_GM_ECDH") else {
        return;
    };
    let parameters = offered(&inputs(&session, 299)[0]);
    assert_eq!(parameters.to_string(), "ECDH-GM AES-128 brainpoolP256r1");
    let secret =
        |line| SecretScalar::from_bytes(parameters.domain(), &inputs(&session, line)[0]).unwrap();
    let secrets = PaceSecrets::Mapping {
        mapping: secret(276),
        ephemeral: secret(283),
    };
    let mut machine = Pace::new(parameters, &mrz(), named_parameters(), secrets);
    let mut response = None;
    for recorded in session["apdus"].as_array().unwrap() {
        let Poll::Transmit(command) = machine.poll(response.as_ref()).unwrap() else {
            panic!("too early")
        };
        assert_eq!(command.to_bytes().unwrap(), field(recorded, "c"));
        response = Some(ResponseApdu::parse(&field(recorded, "r")).unwrap());
    }
    let Poll::Done(mut output) = machine.poll(response.as_ref()).unwrap() else {
        panic!("not done")
    };
    let keys = inputs(&session, 332);
    let mut recorded = SecureChannel::new(Cipher::Aes128, &keys[0], &keys[1], &[0; 16]).unwrap();
    let command = CommandApdu::new(0, 0xA4, 2, 0x0C).with_data([0x01, 0x1E]);
    assert_eq!(output.channel.wrap(&command), recorded.wrap(&command));
}

/// The nonce comes under another tag.
#[test]
fn a_malformed_nonce_is_refused() {
    let Some(session) = session("TestGetNonceMalformedResponse") else {
        return;
    };
    let parameters = PaceParameters::new(Mapping::Generic, Cipher::Aes128, 13).unwrap();
    let secret = || SecretScalar::from_bytes(parameters.domain(), &[7]).unwrap();
    let secrets = PaceSecrets::Mapping {
        mapping: secret(),
        ephemeral: secret(),
    };
    let mut machine = Pace::new(parameters, &mrz(), PaceOptions::default(), secrets);
    machine.poll(None).unwrap();
    let success = ResponseApdu::parse(&hex("9000")).unwrap();
    let Poll::Transmit(query) = machine.poll(Some(&success)).unwrap() else {
        panic!("done")
    };
    let recorded = &session["apdus"][0];
    assert_eq!(query.to_bytes().unwrap(), field(recorded, "c"));
    let response = ResponseApdu::parse(&field(recorded, "r")).unwrap();
    let error = machine.poll(Some(&response)).unwrap_err();
    assert_eq!(error.code(), "pace.response_malformed");
    assert_eq!(error.step(), Some("pace.ga1"));
}

#[test]
fn integrated_mapping_starts_as_recorded() {
    let Some(session) = session("TestDoPace_IM") else {
        return;
    };
    let parameters = offered(&inputs(&session, 1419)[0]);
    assert_eq!(parameters.to_string(), "ECDH-IM AES-128 brainpoolP256r1");
    let secrets = PaceSecrets::Integrated {
        nonce: vec![1; parameters.terminal_nonce_len()],
        ephemeral: SecretScalar::from_bytes(parameters.domain(), &[7]).unwrap(),
    };
    let recorded = &session["apdus"][0];
    // the password it names is in the recorded command
    let password = vidimus_access::Password::new(b"123456");
    let key = match field(recorded, "c")[19] {
        1 => mrz(),
        _ => AccessKey::Can(password),
    };
    let mut machine = Pace::new(parameters, &key, named_parameters(), secrets);
    let Poll::Transmit(command) = machine.poll(None).unwrap() else {
        panic!("done")
    };
    assert_eq!(command.to_bytes().unwrap(), field(recorded, "c"));
}
