//! Which of the variants in EF.CardAccess is run.

use crate::common;
use vidimus_access::pace::choose;
use vidimus_access::{AccessKey, Pace, PaceChoice, PaceOptions, PaceSecrets, Password};
use vidimus_iso7816::{Machine as _, Poll};
use vidimus_lds::security_info::SecurityInfos;
use vidimus_pubkey::agreement::SecretScalar;
use vidimus_pubkey::ec::{Curve, NamedCurve};

fn object(tag: u8, value: &[u8]) -> Vec<u8> {
    let mut out = match value.len() {
        len @ 0..=127 => vec![tag, len as u8],
        len @ 128..=255 => vec![tag, 0x81, len as u8],
        len => vec![tag, 0x82, (len >> 8) as u8, len as u8],
    };
    out.extend_from_slice(value);
    out
}

/// A PACEInfo by mapping arc and cipher arc.
fn info(mapping: u8, cipher: u8, version: u8, parameter_id: Option<&[u8]>) -> Vec<u8> {
    let oid = [4, 0, 0x7F, 0, 7, 2, 2, 4, mapping, cipher];
    let mut fields = [object(6, &oid), object(2, &[version])].concat();
    fields.extend(parameter_id.map(|id| object(2, id)).unwrap_or_default());
    object(0x30, &fields)
}

fn version_2(mapping: u8, cipher: u8, id: u8) -> Vec<u8> {
    info(mapping, cipher, 2, Some(&[id]))
}

/// A PACEDomainParameterInfo with the parameters of a curve written out.
fn written_out(mapping: u8, ec_parameters: &[u8], id: Option<u8>) -> Vec<u8> {
    let algorithm = [
        object(6, &common::hex("2A8648CE3D0201")),
        ec_parameters.to_vec(),
    ]
    .concat();
    let oid = [4, 0, 0x7F, 0, 7, 2, 2, 4, mapping];
    let mut fields = [object(6, &oid), object(0x30, &algorithm)].concat();
    fields.extend(id.map(|id| object(2, &[id])).unwrap_or_default());
    object(0x30, &fields)
}

fn chosen(infos: &[Vec<u8>]) -> Option<PaceChoice> {
    let set = object(0x31, &infos.concat());
    choose(&SecurityInfos::parse(&set).unwrap())
}

#[track_caller]
fn assert_chosen(infos: &[Vec<u8>], expected: &str, ambiguous: bool) {
    for turn in 0..infos.len() {
        let mut turned = infos.to_vec();
        turned.rotate_left(turn);
        let choice = chosen(&turned).unwrap();
        assert_eq!(choice.parameters.to_string(), expected);
        assert_eq!(choice.ambiguous, ambiguous);
    }
}

/// The stated order, point by point; the order of the infos does not matter.
#[test]
fn the_strongest_is_chosen() {
    let infos = [
        version_2(2, 1, 12),
        version_2(2, 2, 13),
        version_2(2, 4, 16),
    ];
    assert_chosen(&infos, "ECDH-GM AES-256 brainpoolP384r1", true);
    // AES before 3DES, whatever the group
    assert_chosen(
        &[version_2(2, 1, 18), version_2(2, 2, 8)],
        "ECDH-GM AES-128 P-192",
        true,
    );
    // CAM before a longer key
    assert_chosen(
        &[version_2(6, 2, 13), version_2(2, 4, 13)],
        "ECDH-CAM AES-128 brainpoolP256r1",
        false,
    );
    // a longer key before a larger group
    assert_chosen(
        &[version_2(2, 3, 12), version_2(2, 2, 18)],
        "ECDH-GM AES-192 P-256",
        true,
    );
    // a subgroup of 256 bits is as large as a curve of 256 bits, and ECDH comes first
    assert_chosen(
        &[version_2(1, 2, 2), version_2(2, 2, 12)],
        "ECDH-GM AES-128 P-256",
        true,
    );
    assert_chosen(
        &[version_2(1, 2, 2), version_2(2, 2, 11)],
        "DH-GM AES-128 MODP-2048/256",
        true,
    );
    // GM before IM
    assert_chosen(
        &[version_2(4, 2, 13), version_2(2, 2, 13)],
        "ECDH-GM AES-128 brainpoolP256r1",
        false,
    );
}

/// Rows T51-AP_G_36, T53-TS_PACE_3.1, 3.2, OWN-PACE-06, 13, 14.
#[test]
fn what_cannot_be_used_is_passed_over() {
    let good = version_2(2, 1, 12);
    let bad = [
        version_2(5, 2, 2),
        version_2(9, 2, 12),
        version_2(2, 9, 12),
        version_2(6, 1, 12),
        version_2(1, 2, 12),
        version_2(2, 2, 2),
        version_2(2, 2, 31),
        version_2(4, 2, 10),
        info(2, 4, 1, Some(&[16])),
        info(2, 4, 2, None),
        info(2, 4, 2, Some(&[1, 12])),
    ];
    for bad in bad {
        assert!(chosen(std::slice::from_ref(&bad)).is_none(), "{bad:02X?}");
        let choice = chosen(&[bad, good.clone()]).unwrap();
        assert_eq!(choice.parameters.to_string(), "ECDH-GM 3DES P-256");
    }
    assert!(chosen(&[]).is_none());
}

/// Row T51-AP_G_05.
#[test]
fn unknown_infos_do_not_disturb() {
    let odd = object(
        0x30,
        &[object(6, &[0x2A, 3, 4]), object(4, &[1]), object(4, &[2])].concat(),
    );
    let infos = [odd.clone(), version_2(2, 2, 12), odd];
    assert_chosen(&infos, "ECDH-GM AES-128 P-256", false);
}

/// Rows T51-AP_G_07, T53-TS_PACE_1.7, OWN-PACE-01: the standardized set, and else only what
/// equals one.
#[test]
fn parameters_written_out_must_be_known_ones() {
    let curve = Curve::named(NamedCurve::BrainpoolP256r1).to_explicit();
    let mut weak = curve.clone();
    let end = weak.len() - 4;
    weak[end] ^= 1;
    let explicit = info(2, 4, 2, Some(&[40]));
    let standard = version_2(2, 2, 12);
    let known = written_out(2, &curve, Some(40));
    let unknown = written_out(2, &weak, Some(40));
    let both = [standard.clone(), explicit.clone(), known.clone()];
    assert_chosen(&both, "ECDH-GM AES-128 P-256", true);
    assert!(chosen(&[explicit.clone(), unknown.clone()]).is_none());
    assert!(chosen(&[explicit.clone(), written_out(2, &curve, Some(41))]).is_none());
    assert!(chosen(std::slice::from_ref(&explicit)).is_none());
    assert_chosen(
        &[standard, explicit.clone(), unknown],
        "ECDH-GM AES-128 P-256",
        true,
    );
    let choice = chosen(&[explicit, known]).unwrap();
    assert!(choice.parameters.is_explicit() && !choice.ambiguous);
    assert_eq!(
        choice.parameters.to_string(),
        "ECDH-GM AES-256 brainpoolP256r1"
    );
    assert_eq!(choice.parameters.parameter_id(), 13);
    // object 84 takes the chip's own number
    assert_eq!(sent_reference(&choice), [0x84, 1, 40]);
    let only = chosen(&[info(2, 4, 2, None), written_out(2, &curve, None)]).unwrap();
    assert_eq!(sent_reference(&only), [0x83, 1, 2]);
}

/// The last object of MSE:Set AT when the parameters are to be named.
fn sent_reference(choice: &PaceChoice) -> [u8; 3] {
    let parameters = choice.parameters;
    let secret = || SecretScalar::from_bytes(parameters.domain(), &[7]).unwrap();
    let secrets = PaceSecrets::Mapping {
        mapping: secret(),
        ephemeral: secret(),
    };
    let options = PaceOptions {
        send_parameter_id: true,
        ..PaceOptions::default()
    };
    let key = AccessKey::Can(Password::new(b"1"));
    let mut machine = Pace::new(parameters, &key, options, secrets);
    let Poll::Transmit(command) = machine.poll(None).unwrap() else {
        panic!()
    };
    *command.data().last_chunk().unwrap()
}
