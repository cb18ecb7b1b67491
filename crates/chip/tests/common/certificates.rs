//! Certificates for the tests, and a chip that trusts their root.

#![allow(dead_code, reason = "each test file uses a part of it")]

use super::common::dg;
use super::inspection::{Inspection, shown};
use vidimus_chip::keys::TerminalTrust;
use vidimus_chip::personalise::Preset;
use vidimus_chip::pki::{CvKey, CvSpec};
use vidimus_chip::{Chip, Issued, SeededRandom};
use vidimus_iso7816::CommandApdu;
use vidimus_lds::cvc::{CvDate, Role, TaAlgorithm, TaHash};
use vidimus_lds::evidence::EffectiveRights;
use vidimus_pubkey::ec::NamedCurve;

pub(crate) const ECDSA: TaAlgorithm = TaAlgorithm::Ecdsa(TaHash::Sha256);

pub(crate) fn key(name: &str) -> CvKey {
    CvKey::Ec {
        curve: NamedCurve::P256,
        seed: name.to_owned(),
    }
}

pub(crate) fn digits(day: (u16, u8, u8)) -> [u8; 6] {
    CvDate::new(day.0, day.1, day.2).unwrap().digits()
}

/// A certificate of `holder` by `authority`; names are seeds of keys.
pub(crate) fn certificate(authority: &str, holder: &str, role: Role) -> CvSpec {
    CvSpec {
        authority: authority.to_owned(),
        holder: holder.to_owned(),
        key: key(holder),
        algorithm: ECDSA,
        domain: role == Role::Cvca,
        role,
        rights: EffectiveRights {
            dg3: true,
            dg4: true,
        },
        effective: digits((2025, 1, 1)),
        expiration: digits((2026, 12, 31)),
        signer: key(authority),
        signed_with: ECDSA,
        bad_signature: false,
    }
}

/// A session after Chip Authentication; the chip trusts ROOT and thinks it is 2024-06-01.
pub(crate) fn session() -> Inspection {
    session_of(&certificate("UTROOT00001", "UTROOT00001", Role::Cvca))
}

/// The same with this root.
pub(crate) fn session_of(root: &CvSpec) -> Inspection {
    let document = Preset::named("eac").unwrap().spec().unwrap();
    let document = document.personalise().unwrap();
    let mut image = document.image();
    image.keys.terminal = Some(TerminalTrust {
        trust_points: vec![root.to_bytes().unwrap()],
        date: CvDate::new(2024, 6, 1).unwrap(),
        ..image.keys.terminal.clone().unwrap()
    });
    let chip = Chip::new(image, SeededRandom::new("rules"));
    let dg14 = document.files[&dg(14)].clone();
    let mut session = Inspection::open(Issued { chip, document });
    session.agree(&dg14).unwrap();
    session
}

/// MSE:Set DST and PSO:Verify Certificate.
pub(crate) fn show(session: &mut Inspection, authority: &str, content: &[u8]) -> (u16, u16) {
    let length = u8::try_from(authority.len()).unwrap();
    let name = [&[0x83, length][..], authority.as_bytes()].concat();
    let set = CommandApdu::new(0, 0x22, 0x81, 0xB6).with_data(name);
    let verify = CommandApdu::new(0, 0x2A, 0x00, 0xBE).with_data(content);
    (session.status(&set), session.status(&verify))
}

pub(crate) fn present(session: &mut Inspection, spec: &CvSpec) -> (u16, u16) {
    let bytes = spec.to_bytes().unwrap();
    show(session, &spec.authority, &shown(&bytes).content)
}

pub(crate) const TAKEN: (u16, u16) = (0x9000, 0x9000);

/// What is inside the outer object.
pub(crate) fn content(certificate: &[u8]) -> &[u8] {
    let outer = vidimus_iso7816::tlv::Reader::new(certificate).next();
    outer.unwrap().unwrap().value
}
