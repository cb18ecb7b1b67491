//! Certificates that are badly made, though rightly signed: none is taken, and the chip's date
//! stays (Doc 9303-11 §7.1.4; cases of TR-03105-3.2, unit ISO7816_J).

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    missing_docs,
    reason = "tests"
)]

#[path = "common/certificates.rs"]
mod certificates;
mod common;
#[path = "common/inspection.rs"]
mod inspection;

use certificates::{ECDSA, TAKEN, certificate, content, digits, present, session_of, show};
use inspection::Inspection;
use vidimus_chip::pki::{CvKey, CvSpec, TestKey};
use vidimus_iso7816::tlv::{Reader, Tag, Writer};
use vidimus_lds::cvc::{CvDate, Role, TaAlgorithm, TaHash};

const RSA: TaAlgorithm = TaAlgorithm::RsaPkcs1(TaHash::Sha256);

/// Tag and value of an object.
type Object = (u32, Vec<u8>);

fn objects(value: &[u8]) -> Vec<Object> {
    let mut reader = Reader::new(value);
    let mut all = Vec::new();
    while let Some(object) = reader.next().unwrap() {
        all.push((object.tag.0, object.value.to_vec()));
    }
    all
}

fn joined(objects: &[Object]) -> Vec<u8> {
    let mut writer = Writer::new();
    for (tag, value) in objects {
        writer.object(Tag(*tag), value);
    }
    writer.into_bytes()
}

fn without(objects: &mut Vec<Object>, tag: u32) {
    let before = objects.len();
    objects.retain(|(found, _)| *found != tag);
    assert!(objects.len() < before, "{tag:X}");
}

fn value(objects: &mut [Object], tag: u32) -> &mut Vec<u8> {
    let found = objects.iter_mut().find(|(found, _)| *found == tag);
    &mut found.unwrap().1
}

/// Changes the objects inside an object.
fn inside(objects: &mut [Object], tag: u32, change: impl FnOnce(&mut Vec<Object>)) {
    let outer = value(objects, tag);
    let mut inner = self::objects(outer);
    change(&mut inner);
    *outer = joined(&inner);
}

fn ecdsa(holder: &str) -> CvSpec {
    certificate("UTROOT00001", holder, Role::DomesticVerifier)
}

/// The same with keys of RSA.
fn rsa(authority: TestKey, holder: TestKey) -> CvSpec {
    CvSpec {
        key: CvKey::Rsa(holder),
        algorithm: RSA,
        signer: CvKey::Rsa(authority),
        signed_with: RSA,
        ..ecdsa("UTMID00001")
    }
}

fn rsa_root() -> CvSpec {
    CvSpec {
        key: CvKey::Rsa(TestKey::TaCvcaRsa2048),
        algorithm: RSA,
        signer: CvKey::Rsa(TestKey::TaCvcaRsa2048),
        signed_with: RSA,
        ..certificate("UTROOT00001", "UTROOT00001", Role::Cvca)
    }
}

/// A session with a chip whose trust point is of this algorithm.
fn session(is_rsa: bool) -> Inspection {
    match is_rsa {
        true => session_of(&rsa_root()),
        false => certificates::session(),
    }
}

/// Body and signature of the certificate with a changed body, signed again.
fn resigned(spec: &CvSpec, change: impl FnOnce(&mut Vec<Object>)) -> Vec<u8> {
    let bytes = spec.to_bytes().unwrap();
    let mut body = objects(content(&bytes)).remove(0).1;
    let mut fields = objects(&body);
    change(&mut fields);
    body = joined(&[(0x7F4E, joined(&fields))]);
    let signature = spec.signer.sign(spec.signed_with, &body).unwrap();
    [body, joined(&[(0x5F37, signature)])].concat()
}

/// Not taken, nothing imported, and the date is where it was.
#[track_caller]
fn refused(is_rsa: bool, content: &[u8], what: &str) {
    let mut session = session(is_rsa);
    let (set, verified) = show(&mut session, "UTROOT00001", content);
    assert_eq!(set, 0x9000);
    assert_ne!(verified, 0x9000, "{what}");
    assert_eq!(
        session.chip.current_date(),
        CvDate::new(2024, 6, 1),
        "{what}"
    );
    let below = certificate("UTMID00001", "UTEND00001", Role::Terminal);
    assert_eq!(present(&mut session, &below).0, 0x6A88, "{what}");
}

/// What [`resigned`] makes of no change is taken, so that it is the change that is refused.
#[test]
fn unchanged_certificates_are_taken() {
    let verifiers = [
        (false, ecdsa("UTMID00001")),
        (true, rsa(TestKey::TaCvcaRsa2048, TestKey::TaDvRsa2048)),
    ];
    for (is_rsa, spec) in verifiers {
        let mut session = session(is_rsa);
        let content = resigned(&spec, |_| {});
        assert_eq!(show(&mut session, "UTROOT00001", &content), TAKEN);
        assert_eq!(session.chip.current_date(), CvDate::new(2025, 1, 1));
    }
}

/// J_6 to J_8, J_23, J_24, J_36 to J_38, J_41: objects of the body.
#[test]
fn bodies_that_lack_an_object_or_have_a_wrong_one() {
    type Change = fn(&mut Vec<Object>);
    let cases: [(&str, Change); 12] = [
        ("J_6", |body| without(body, 0x7F4C)),
        ("J_7", |body| without(body, 0x5F25)),
        ("J_8", |body| without(body, 0x5F24)),
        ("no authority", |body| without(body, 0x42)),
        ("no holder", |body| without(body, 0x5F20)),
        ("no profile", |body| without(body, 0x5F29)),
        ("J_23", |body| {
            inside(body, 0x7F4C, |parts| {
                *value(parts, 0x06).last_mut().unwrap() = 9;
            });
        }),
        ("J_24, J_36", |body| {
            inside(body, 0x7F49, |parts| {
                *value(parts, 0x06).last_mut().unwrap() = 9;
            });
        }),
        ("J_36, of another protocol", |body| {
            inside(body, 0x7F49, |parts| value(parts, 0x06)[8] = 3);
        }),
        ("J_37", |body| {
            inside(body, 0x7F49, |parts| without(parts, 0x06));
        }),
        ("J_38", |body| {
            inside(body, 0x7F49, |parts| without(parts, 0x86));
        }),
        ("J_41", |body| {
            inside(body, 0x7F49, |parts| parts.push((0x88, vec![1])));
        }),
    ];
    for (what, change) in cases {
        refused(false, &resigned(&ecdsa("UTMID00001"), change), what);
    }
}

/// J_39 to J_41 with keys of RSA.
#[test]
fn keys_of_rsa_that_lack_a_number() {
    type Change = fn(&mut Vec<Object>);
    let cases: [(&str, Change); 5] = [
        ("J_39", |parts| without(parts, 0x81)),
        ("J_40", |parts| without(parts, 0x82)),
        ("J_41", |parts| parts.push((0x83, vec![1]))),
        ("J_37", |parts| without(parts, 0x06)),
        ("exponent 1", |parts| *value(parts, 0x82) = vec![1]),
    ];
    let spec = rsa(TestKey::TaCvcaRsa2048, TestKey::TaDvRsa2048);
    for (what, change) in cases {
        let content = resigned(&spec, |body| inside(body, 0x7F49, change));
        refused(true, &content, what);
    }
}

/// J_4, J_5, J_17, J_18, J_26 to J_31: body and signature under wrong tags and lengths.
#[test]
fn certificates_whose_shell_is_wrong() {
    let bytes = ecdsa("UTMID00001").to_bytes().unwrap();
    let good = objects(content(&bytes));
    let tagged = |at: usize, tag| {
        let mut parts = good.clone();
        parts[at].0 = tag;
        joined(&parts)
    };
    let mut cases = vec![
        ("J_4", joined(&good[..1])),
        ("J_5", joined(&good[1..])),
        ("J_17, J_26", tagged(0, 0x7F4F)),
        ("J_18, J_27", tagged(1, 0x5F38)),
        (
            "signature first",
            joined(&[good[1].clone(), good[0].clone()]),
        ),
        (
            "two signatures",
            joined(&[good.clone(), good[1..].to_vec()].concat()),
        ),
        (
            "empty signature",
            joined(&[good[0].clone(), (0x5F37, Vec::new())]),
        ),
    ];
    let content = content(&bytes);
    let body_length = 3;
    let signature_length = content.len() - 65;
    for (what, at) in [("J_28", body_length), ("J_29", signature_length)] {
        for delta in [1, 0xFF] {
            let mut wrong = content.to_vec();
            wrong[at] = wrong[at].wrapping_add(delta);
            cases.push((what, wrong));
        }
    }
    let mut last = content.to_vec();
    *last.last_mut().unwrap() = last.last().unwrap().wrapping_add(1);
    cases.push(("J_30", last));
    cases.push((
        "J_31, length as before",
        content[..content.len() - 1].to_vec(),
    ));
    let mut short = good.clone();
    short[1].1.pop();
    cases.push(("J_31", joined(&short)));
    for (what, content) in cases {
        refused(false, &content, what);
    }
}

/// J_32 to J_34: signatures whose numbers are out of range.
#[test]
fn signatures_out_of_range() {
    let spec = ecdsa("UTMID00001");
    let bytes = spec.to_bytes().unwrap();
    let good = objects(content(&bytes));
    let signed =
        |good: &[Object], signature: Vec<u8>| joined(&[good[0].clone(), (0x5F37, signature)]);
    // the order of P-256
    let order = common::hex("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551");
    for (what, number) in [("J_33 and J_34", vec![0; 32]), ("the order", order)] {
        for range in [0..32, 32..64, 0..64] {
            let mut signature = good[1].1.clone();
            for (at, place) in range.enumerate() {
                signature[place] = number[at % 32];
            }
            refused(false, &signed(&good, signature), what);
        }
    }
    let spec = rsa(TestKey::TaCvcaRsa2048, TestKey::TaDvRsa2048);
    let bytes = spec.to_bytes().unwrap();
    let good = objects(content(&bytes));
    let root = rsa_root().to_bytes().unwrap();
    let root = vidimus_lds::cvc::CvCertificate::parse(&root).unwrap();
    let vidimus_lds::cvc::KeyData::Rsa { modulus, .. } = root.public_key.data else {
        panic!()
    };
    refused(true, &signed(&good, modulus.to_vec()), "J_32, the modulus");
    refused(true, &signed(&good, vec![0xFF; 256]), "J_32, more");
    // s + n is the same number to a careless verifier, where it has the length
    let mut carry = 0;
    let mut sum = good[1].1.clone();
    for (byte, add) in sum.iter_mut().zip(modulus).rev() {
        let total = u16::from(*byte) + u16::from(*add) + carry;
        *byte = total.to_be_bytes()[1];
        carry = total >> 8;
    }
    if carry == 1 {
        sum.insert(0, 1);
    }
    refused(true, &signed(&good, sum), "J_32, s + n");
}

/// J_55, J_56: no clause forbids a key that is shorter than the one above it, and this chip
/// takes it; which end the suite prescribes is not known here.
#[test]
fn keys_shorter_than_the_one_above() {
    let mut session = session(true);
    let verifier = rsa(TestKey::TaCvcaRsa2048, TestKey::TaDvRsa1024);
    assert_eq!(present(&mut session, &verifier), TAKEN);
    let mut session = self::session(true);
    let verifier = rsa(TestKey::TaCvcaRsa2048, TestKey::TaDvRsa2048);
    assert_eq!(present(&mut session, &verifier), TAKEN);
    let terminal = CvSpec {
        authority: "UTMID00001".to_owned(),
        holder: "UTEND00001".to_owned(),
        role: Role::Terminal,
        ..rsa(TestKey::TaDvRsa2048, TestKey::TaIsRsa1024)
    };
    assert_eq!(present(&mut session, &terminal), TAKEN);
}

/// N_1: a link certificate brings another algorithm, and the chain below it is of that.
#[test]
fn the_algorithm_changes_through_a_link() {
    let link = CvSpec {
        key: CvKey::Rsa(TestKey::TaCvcaRsa2048),
        algorithm: RSA,
        effective: digits((2025, 1, 2)),
        ..certificate("UTROOT00001", "UTROOT00002", Role::Cvca)
    };
    let mut session = session(false);
    assert_eq!(present(&mut session, &link), TAKEN);
    let verifier = CvSpec {
        authority: "UTROOT00002".to_owned(),
        ..rsa(TestKey::TaCvcaRsa2048, TestKey::TaDvRsa2048)
    };
    assert_eq!(present(&mut session, &verifier), TAKEN);
    // the other way round the curve must come with the link
    let mut link = CvSpec {
        holder: "UTROOT00002".to_owned(),
        effective: digits((2025, 1, 2)),
        key: certificates::key("UTROOT00002"),
        algorithm: ECDSA,
        ..rsa_root()
    };
    let mut session = self::session(true);
    link.domain = false;
    assert_eq!(present(&mut session, &link), (0x9000, 0x6A80));
    link.domain = true;
    assert_eq!(present(&mut session, &link), TAKEN);
    let verifier = certificate("UTROOT00002", "UTMID00001", Role::DomesticVerifier);
    assert_eq!(present(&mut session, &verifier), TAKEN);
}
