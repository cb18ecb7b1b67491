//! Card verifiable certificates and EF.CVCA: the examples of others, their chains verified, and
//! what is refused.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

mod common;

use common::{Dice, mutate, shared_bytes};
use proptest::prelude::*;
use vidimus_iso7816::tlv::{Tag, Writer};
use vidimus_lds::cvc::{
    CertificateReference, CvCertificate, CvDate, EcDomain, KeyData, MAX_CERTIFICATES, Role,
    TaAlgorithm, TaHash, TerminalType,
};
use vidimus_lds::cvca::EfCvca;
use vidimus_pubkey::ec::{Curve, NamedCurve};
use vidimus_pubkey::{
    CurveForm, EcPublicKey, EcdsaEncoding, HashAlgorithm, PublicKey, RsaPublicKey,
    SignatureAlgorithm, Verifier,
};

const FILES: [&str; 13] = [
    "lds/npa-example/ecdh/cvca.cvcert",
    "lds/npa-example/ecdh/dvca.cvcert",
    "lds/npa-example/ecdh/at.cvcert",
    "cvc/openpace/at_cert_19a.cvcert",
    "cvc/openpace/at_cert_19a_ecdh.cvcert",
    "cvc/openpace/dv_cert_19.cvcert",
    "cvc/openpace/dv_cert_19_ecdh.cvcert",
    "cvc/jmrtd/certCVCA_new.cvcert",
    "cvc/jmrtd/certCVCA_orig.cvcert",
    "cvc/jmrtd/certDVD_new.cvcert",
    "cvc/jmrtd/certDVD_orig.cvcert",
    "cvc/jmrtd/certIS_new.cvcert",
    "cvc/jmrtd/certIS_orig.cvcert",
];

// --- chains -----------------------------------------------------------------------------------

fn hash(hash: TaHash) -> HashAlgorithm {
    match hash {
        TaHash::Sha1 => HashAlgorithm::Sha1,
        TaHash::Sha224 => HashAlgorithm::Sha224,
        TaHash::Sha256 => HashAlgorithm::Sha256,
        TaHash::Sha384 => HashAlgorithm::Sha384,
        TaHash::Sha512 => HashAlgorithm::Sha512,
    }
}

/// The curve with this base point and order.
fn curve(domain: &EcDomain<'_>) -> &'static Curve {
    let curves = NamedCurve::ALL.into_iter().map(Curve::named);
    curves
        .into_iter()
        .find(|curve| curve.generator() == domain.base && curve.order() == domain.order)
        .unwrap()
}

/// Whether the issuer's key signed the certificate; a point takes the root's curve.
fn verifies(
    certificate: &CvCertificate<'_>,
    issuer: &CvCertificate<'_>,
    root: &CvCertificate<'_>,
) -> bool {
    let key = match issuer.public_key.data {
        KeyData::Rsa { modulus, exponent } => {
            PublicKey::Rsa(RsaPublicKey::from_components(modulus, exponent).unwrap())
        }
        KeyData::Ec { domain, point } => {
            let KeyData::Ec {
                domain: inherited, ..
            } = root.public_key.data
            else {
                panic!("a root with a curve");
            };
            let curve = curve(&domain.or(inherited).unwrap());
            PublicKey::Ec(
                EcPublicKey::from_sec1(curve, point).unwrap(),
                CurveForm::Explicit,
            )
        }
    };
    let algorithm = match issuer.public_key.algorithm.unwrap() {
        TaAlgorithm::RsaPkcs1(of) => SignatureAlgorithm::RsaPkcs1 { hash: hash(of) },
        TaAlgorithm::RsaPss(of) => SignatureAlgorithm::rsa_pss(hash(of)),
        TaAlgorithm::Ecdsa(of) => SignatureAlgorithm::Ecdsa {
            hash: hash(of),
            encoding: EcdsaEncoding::Plain,
        },
    };
    certificate.authority == issuer.holder
        && key
            .verify(&algorithm, certificate.body, certificate.signature)
            .is_ok()
}

#[test]
fn chains_of_others_verify() {
    // certificate, issuer, root (whose curve the points are on)
    for (subject, issuer, root) in [
        (0, 0, 0),
        (1, 0, 0),
        (2, 1, 0),
        (3, 5, 5),
        (4, 6, 0),
        (6, 0, 0),
        (8, 8, 8),
        (7, 8, 8),
        (9, 7, 7),
        (10, 8, 8),
        (11, 9, 7),
        (12, 10, 8),
    ] {
        let Some(bytes) = FILES.get(subject).and_then(|file| shared_bytes(file)) else {
            return;
        };
        let [issuer_bytes, root_bytes] = [issuer, root].map(|at| shared_bytes(FILES[at]).unwrap());
        let issuer = CvCertificate::parse(&issuer_bytes).unwrap();
        let root = CvCertificate::parse(&root_bytes).unwrap();
        let certificate = CvCertificate::parse(&bytes).unwrap();
        assert!(verifies(&certificate, &issuer, &root), "{}", FILES[subject]);
        // any other byte in the body, and it does not
        let mut changed = bytes.clone();
        let day = bytes
            .windows(3)
            .position(|at| at == [0x5F, 0x24, 6])
            .unwrap()
            + 8;
        changed[day] ^= 1;
        let changed = CvCertificate::parse(&changed).unwrap();
        assert!(!verifies(&changed, &issuer, &root), "{}", FILES[subject]);
    }
}

#[test]
fn what_the_certificates_say() {
    let Some(bytes) = shared_bytes(FILES[0]) else {
        return;
    };
    let cvca = CvCertificate::parse(&bytes).unwrap();
    assert!(cvca.is_self_signed());
    assert_eq!(cvca.holder.as_bytes(), b"DECVCAAT00001");
    assert_eq!(cvca.holder.country(), Some("DE"));
    assert_eq!(cvca.authorization.role(), Role::Cvca);
    assert_eq!(
        cvca.authorization.terminal_type(),
        Some(TerminalType::InspectionSystem)
    );
    let rights = cvca.authorization.rights();
    assert!(rights.dg3 && rights.dg4);
    assert_eq!(cvca.effective.to_string(), "2010-09-30");
    assert_eq!(cvca.expiration.to_string(), "2011-09-25");
    assert_eq!(
        cvca.public_key.algorithm,
        Some(TaAlgorithm::Ecdsa(TaHash::Sha512))
    );
    assert_eq!(cvca.extensions, None);
    assert_eq!(cvca.signature.len(), 128);
    assert_eq!(
        [cvca.body, &bytes[bytes.len() - 128 - 4..]].concat(),
        cvca.value
    );
}

#[test]
fn what_the_certificates_of_terminals_say() {
    let Some(bytes) = shared_bytes("cvc/openpace/at_cert_19a.cvcert") else {
        return;
    };
    let terminal = CvCertificate::parse(&bytes).unwrap();
    assert_eq!(terminal.authorization.role(), Role::Terminal);
    assert_eq!(
        terminal.authorization.terminal_type(),
        Some(TerminalType::AuthenticationTerminal)
    );
    // the low bits mean something else for this type of terminal
    assert!(!terminal.authorization.rights().dg3 && !terminal.authorization.rights().dg4);
    assert_eq!(
        terminal.public_key.algorithm,
        Some(TaAlgorithm::RsaPkcs1(TaHash::Sha1))
    );
    let KeyData::Rsa { modulus, exponent } = terminal.public_key.data else {
        panic!("an RSA key");
    };
    assert_eq!((modulus.len(), exponent), (128, &[1, 0, 1][..]));

    let bytes = shared_bytes("cvc/jmrtd/certDVD_new.cvcert").unwrap();
    let verifier = CvCertificate::parse(&bytes).unwrap();
    assert_eq!(verifier.authority.to_string(), "NLCVCAA00002");
    assert_eq!(verifier.authorization.role(), Role::DomesticVerifier);
    assert!(verifier.authorization.rights().dg3 && !verifier.authorization.rights().dg4);
    assert!(matches!(
        verifier.public_key.data,
        KeyData::Ec { domain: None, .. }
    ));
}

#[test]
fn certificates_in_a_row() {
    let mut row = Vec::new();
    for file in FILES {
        let Some(bytes) = shared_bytes(file) else {
            return;
        };
        row.extend(bytes);
    }
    let all = CvCertificate::parse_all(&row).unwrap();
    assert_eq!(all.len(), FILES.len());
    assert_eq!(
        all.iter().map(|one| one.bytes).collect::<Vec<_>>().concat(),
        row
    );
    assert!(CvCertificate::parse(&row).is_err());
    let one = all[10].bytes;
    assert_eq!(
        CvCertificate::parse_all(&one.repeat(MAX_CERTIFICATES))
            .unwrap()
            .len(),
        MAX_CERTIFICATES
    );
    assert!(CvCertificate::parse_all(&one.repeat(MAX_CERTIFICATES + 1)).is_err());
    assert!(CvCertificate::parse_all(&[]).is_err());
}

// --- certificates made here -------------------------------------------------------------------

fn object(tag: u32, value: &[u8]) -> Vec<u8> {
    let mut out = Writer::new();
    out.object(Tag(tag), value);
    out.into_bytes()
}

/// The objects of a body, each on its own so that one can be changed.
fn fields() -> Vec<Vec<u8>> {
    let ta = TaAlgorithm::Ecdsa(TaHash::Sha256).oid().unwrap();
    let key = [object(6, &ta), object(0x86, &[4; 65])].concat();
    let chat = [
        object(6, &[4, 0, 0x7F, 0, 7, 3, 1, 2, 1]),
        object(0x53, &[0x43]),
    ]
    .concat();
    vec![
        object(0x5F29, &[0]),
        object(0x42, b"UTCVCA00001"),
        object(0x7F49, &key),
        object(0x5F20, b"UTDV00001"),
        object(0x7F4C, &chat),
        object(0x5F25, &[2, 6, 0, 6, 0, 1]),
        object(0x5F24, &[2, 7, 0, 6, 0, 1]),
    ]
}

fn certificate(fields: &[Vec<u8>]) -> Vec<u8> {
    let body = object(0x7F4E, &fields.concat());
    object(0x7F21, &[body, object(0x5F37, &[1; 64])].concat())
}

/// The code of what is wrong with a certificate of which one object is another.
fn code_with(index: usize, replacement: Vec<u8>) -> &'static str {
    let mut fields = fields();
    fields[index] = replacement;
    let bytes = certificate(&fields);
    CvCertificate::parse(&bytes).unwrap_err().defect.code()
}

#[test]
fn what_is_refused() {
    let good = certificate(&fields());
    let parsed = CvCertificate::parse(&good).unwrap();
    assert_eq!(parsed.authorization.role(), Role::ForeignVerifier);
    assert_eq!(code_with(0, object(0x5F29, &[1])), "malformed.content");
    assert_eq!(code_with(1, object(0x42, b"")), "malformed.content");
    assert_eq!(code_with(1, object(0x42, &[b'A'; 17])), "malformed.content");
    assert_eq!(code_with(3, object(0x5F21, b"UTDV00001")), "malformed.tag");
    assert_eq!(
        code_with(5, object(0x5F25, &[2, 6, 1, 3, 0, 1])),
        "malformed.content"
    );
    assert_eq!(code_with(5, object(0x5F25, b"260601")), "malformed.content");
    assert_eq!(
        code_with(4, object(0x7F4C, &object(6, &[1]))),
        "malformed.tag"
    );
    // an order that is not the standard's
    let mut swapped = fields();
    swapped.swap(5, 6);
    assert!(CvCertificate::parse(&certificate(&swapped)).is_err());
    // extensions are taken, whatever they are, and nothing after them
    let mut extended = fields();
    extended.push(object(0x65, &object(0x73, &object(6, &[1]))));
    let bytes = certificate(&extended);
    assert!(CvCertificate::parse(&bytes).unwrap().extensions.is_some());
    extended.push(object(0x65, &[]));
    assert!(CvCertificate::parse(&certificate(&extended)).is_err());
    // a request has no authorization and no dates
    let request = certificate(&fields()[..4]);
    assert!(CvCertificate::parse(&request).is_err());
    assert!(CvCertificate::parse(&object(0x67, &request)).is_err());
}

#[test]
fn keys_with_all_parameters_or_none() {
    let ta = object(6, &TaAlgorithm::Ecdsa(TaHash::Sha256).oid().unwrap());
    let part = |tag: u32| object(tag, &[tag.to_le_bytes()[0]; 4]);
    let parse = |tags: &[u32]| {
        let parts: Vec<u8> = tags.iter().flat_map(|tag| part(*tag)).collect();
        let mut fields = fields();
        fields[2] = object(0x7F49, &[ta.clone(), parts].concat());
        let bytes = certificate(&fields);
        CvCertificate::parse(&bytes).map(|one| match one.public_key.data {
            KeyData::Ec { domain, .. } => domain.map(|domain| domain.cofactor.to_vec()),
            KeyData::Rsa { .. } => panic!("not an RSA key"),
        })
    };
    assert_eq!(parse(&[0x86]).unwrap(), None);
    assert_eq!(
        parse(&[0x81, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87]).unwrap(),
        Some(vec![0x87; 4])
    );
    assert_eq!(
        parse(&[0x81, 0x82, 0x83, 0x84, 0x85, 0x86]).unwrap(),
        Some(vec![1])
    );
    for tags in [
        &[0x81, 0x82][..],
        &[0x81, 0x86],
        &[],
        &[0x86, 0x87],
        &[0x86, 0x86],
    ] {
        assert!(parse(tags).is_err(), "{tags:X?}");
    }
}

#[test]
fn algorithms_and_their_identifiers() {
    for algorithm in TaAlgorithm::ALL {
        let oid = algorithm.oid().unwrap();
        assert_eq!(TaAlgorithm::from_oid(&oid), Some(algorithm));
        let name = vidimus_lds::tree::oid_name(&vidimus_lds::Oid::new(&oid).unwrap().to_string());
        let wanted = match algorithm {
            TaAlgorithm::RsaPkcs1(_) => "id-TA-RSA-v1-5-",
            TaAlgorithm::RsaPss(_) => "id-TA-RSA-PSS-",
            TaAlgorithm::Ecdsa(_) => "id-TA-ECDSA-",
        };
        assert!(name.unwrap().starts_with(wanted), "{algorithm:?}");
    }
    assert_eq!(TaAlgorithm::RsaPss(TaHash::Sha384).oid(), None);
    assert_eq!(
        TaAlgorithm::from_oid(&[4, 0, 0x7F, 0, 7, 2, 2, 2, 1, 0]),
        None
    );
}

#[test]
fn dates() {
    assert_eq!(CvDate::new(2024, 2, 29).unwrap().to_string(), "2024-02-29");
    for (year, month, day) in [
        (2023, 2, 29),
        (2024, 4, 31),
        (2024, 0, 1),
        (1999, 1, 1),
        (2100, 1, 1),
        (2024, 1, 0),
    ] {
        assert_eq!(CvDate::new(year, month, day), None);
    }
    // `date -u -d 2026-06-01 +%s`
    assert_eq!(CvDate::new(2026, 6, 1).unwrap().unix(), 1_780_272_000);
    assert_eq!(
        CvDate::from_unix(1_780_272_000 + 86_399),
        CvDate::new(2026, 6, 1)
    );
    assert_eq!(CvDate::from_unix(0), None);
    assert_eq!(CvDate::from_unix(i64::MAX), None);
    assert_eq!(CvDate::from_unix(i64::MIN), None);
    assert!(CvDate::new(2026, 6, 1) < CvDate::new(2026, 7, 1));
    assert_eq!(CvDate::from_digits(&[2, 6, 0, 6, 0, 10]), None);
}

#[test]
fn references_are_shown_safely() {
    let shown = CertificateReference::new(b"UT\x1b[2J\xE9")
        .unwrap()
        .to_string();
    assert_eq!(shown, "UT\\u{1b}[2Jé");
    assert_eq!(CertificateReference::new(b"ut1").unwrap().country(), None);
    assert_eq!(CertificateReference::new(b"U").unwrap().country(), None);
}

// --- EF.CVCA ----------------------------------------------------------------------------------

#[test]
fn ef_cvca() {
    let padded = |objects: &[u8]| {
        let mut bytes = objects.to_vec();
        bytes.resize(36, 0);
        bytes
    };
    let reference = |name: &[u8]| object(0x42, name);
    let names = |bytes: &[u8]| -> Vec<String> {
        let file = EfCvca::parse(bytes).unwrap();
        file.authorities.iter().map(ToString::to_string).collect()
    };
    let two = [reference(b"UTCVCA00002"), reference(b"UTCVCA00001")].concat();
    assert_eq!(names(&padded(&two)), ["UTCVCA00002", "UTCVCA00001"]);
    assert_eq!(names(&two), ["UTCVCA00002", "UTCVCA00001"]);
    // T51-AP_E_10: three short references
    let three = [&b"UTA00001"[..], b"UTA00002", b"UTA00003"]
        .map(reference)
        .concat();
    assert_eq!(names(&padded(&three)).len(), 3);
    // T51-AP_E_09, T51-LDS_G_01, T51-LDS_G_02
    let code = |bytes: &[u8]| EfCvca::parse(bytes).unwrap_err().check_code();
    assert_eq!(code(&padded(&reference(b""))), "malformed.content");
    assert!(EfCvca::parse(&padded(&object(0, b"UTCVCA00001"))).is_err());
    assert_eq!(code(&padded(&[])), "malformed.content");
    assert_eq!(code(&[]), "malformed.content");
    assert_eq!(code(&reference(b"UTCVCA00001")[..9]), "malformed.truncated");
    assert!(EfCvca::parse(&padded(&[two, object(0x43, b"x")].concat())).is_err());
    let many = reference(b"U").repeat(EfCvca::MAX_AUTHORITIES + 1);
    assert_eq!(code(&many), "malformed.length");
}

// --- hostile bytes ----------------------------------------------------------------------------

#[test]
fn changed_and_cut_certificates() {
    let mut dice = Dice::new(7);
    for file in FILES {
        let Some(bytes) = shared_bytes(file) else {
            return;
        };
        for _ in 0..200 {
            let changed = mutate(&bytes, &mut dice);
            let _ = CvCertificate::parse_all(&changed);
        }
        for end in 0..bytes.len() {
            assert!(CvCertificate::parse(&bytes[..end]).is_err());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = CvCertificate::parse_all(&bytes);
        let _ = EfCvca::parse(&bytes);
        for index in 0..fields().len() {
            let mut fields = fields();
            fields[index].clone_from(&bytes);
            let _ = CvCertificate::parse(&certificate(&fields));
        }
    }

    #[test]
    fn dates_go_to_digits_and_back(day in 0i64..36_525) {
        let date = CvDate::from_unix(946_684_800 + day * 86_400).unwrap();
        prop_assert_eq!(CvDate::from_digits(&date.digits()), Some(date));
        prop_assert_eq!(date.unix(), 946_684_800 + day * 86_400);
    }

    #[test]
    fn references_go_through(names in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 1..17), 1..16)) {
        let bytes: Vec<u8> = names.iter().flat_map(|name| object(0x42, name)).collect();
        let file = EfCvca::parse(&bytes).unwrap();
        let found: Vec<&[u8]> = file.authorities.iter().map(|one| one.as_bytes()).collect();
        prop_assert_eq!(found, names);
    }
}
