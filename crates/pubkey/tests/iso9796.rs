//! Signatures of Active Authentication: a recorded one, and blocks by hand that the system's
//! OpenSSL takes to the private power.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

mod common;

use common::{OpenSsl, field, shared_json};
use proptest::prelude::*;
use vidimus_pubkey::iso9796::verify;
use vidimus_pubkey::{HashAlgorithm, KeyError, PublicKey, RsaPublicKey, RsaSizes, VerifyError};

const CHALLENGE: &[u8] = &[0xA1, 2, 3, 4, 5, 6, 7, 8];

/// The trailers of Doc 9303-11 §6.1.2.2.
fn trailer(hash: HashAlgorithm) -> &'static [u8] {
    match hash {
        HashAlgorithm::Sha1 => &[0xBC],
        HashAlgorithm::Sha224 => &[0x38, 0xCC],
        HashAlgorithm::Sha256 => &[0x34, 0xCC],
        HashAlgorithm::Sha384 => &[0x36, 0xCC],
        HashAlgorithm::Sha512 => &[0x35, 0xCC],
    }
}

/// How a block is made.
#[derive(Clone, Copy)]
struct Form<'a> {
    hash: HashAlgorithm,
    trailer: &'a [u8],
    /// what stands before M1
    head: &'a [u8],
    /// bytes of the block
    length: usize,
    /// makes one M1 differ from another
    seed: u8,
}

impl Form<'_> {
    fn new(hash: HashAlgorithm, length: usize) -> Self {
        Self {
            hash,
            trailer: trailer(hash),
            head: &[0x6A],
            length,
            seed: 0x11,
        }
    }

    fn block(&self) -> Vec<u8> {
        let fixed = self.head.len() + self.hash.output_len() + self.trailer.len();
        let m1: Vec<u8> = (0..self.length - fixed)
            .map(|at| self.seed.wrapping_add(u8::try_from(at % 251).unwrap()))
            .collect();
        let digest = self.hash.hash_parts(&[&m1, CHALLENGE]);
        [self.head, &m1, digest.as_ref(), self.trailer].concat()
    }
}

struct Chip {
    openssl: OpenSsl,
    key: RsaPublicKey,
}

impl Chip {
    fn new(bits: u32, exponent: u32) -> Self {
        let openssl = OpenSsl::new();
        openssl.run(&format!(
            "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:{bits} \
             -pkeyopt rsa_keygen_pubexp:{exponent} -out key.pem"
        ));
        openssl.run("pkey -in key.pem -pubout -outform DER -out public.der");
        let spki = openssl.read("public.der");
        let key = match PublicKey::from_spki_with(&spki, RsaSizes::ActiveAuthentication) {
            Ok(PublicKey::Rsa(key)) => key,
            other => panic!("{other:?}"),
        };
        assert_eq!(key.to_spki(), spki);
        Self { openssl, key }
    }

    fn length(&self) -> usize {
        self.key.modulus().len()
    }

    /// The private power of a block, which may be shorter than the modulus.
    fn power(&self, block: &[u8]) -> Vec<u8> {
        let mut padded = vec![0; self.length() - block.len()];
        padded.extend_from_slice(block);
        self.openssl.write("block", &padded);
        self.openssl.run(
            "pkeyutl -decrypt -inkey key.pem -pkeyopt rsa_padding_mode:none -in block -out signature",
        );
        self.openssl.read("signature")
    }

    fn verdict(&self, form: Form<'_>) -> Result<Option<&'static str>, VerifyError> {
        let recovered = verify(&self.key, CHALLENGE, &self.power(&form.block()))?;
        assert_eq!(recovered.hash, form.hash);
        Ok(recovered.quirk)
    }

    /// The modulus less this number.
    fn complement(&self, number: &[u8]) -> Vec<u8> {
        let mut borrow = 0;
        let mut out: Vec<u8> = (self.key.modulus().iter().zip(number).rev())
            .map(|(n, s)| {
                let difference = i16::from(*n) - i16::from(*s) - borrow;
                borrow = i16::from(difference < 0);
                u8::try_from(difference.rem_euclid(256)).unwrap()
            })
            .collect();
        out.reverse();
        out
    }
}

#[test]
fn a_recorded_signature_is_right() {
    let Some(sessions) = shared_json("apdu/sessions.json") else {
        return;
    };
    let list = sessions.as_array().cloned();
    let list = list.unwrap_or_else(|| sessions["sessions"].as_array().unwrap().clone());
    let session = list.iter().find(|one| one["test"] == "TestDoActiveAuth");
    let inputs = session.unwrap()["inputs"].as_array().unwrap();
    let input = |name: &str| {
        let found = inputs
            .iter()
            .find(|one| one["src"].as_str().unwrap().contains(name));
        field(found.unwrap(), "hex")
    };
    let file = input("dg15bytes");
    let spki = &file[4..];
    let Ok(PublicKey::Rsa(key)) = PublicKey::from_spki_with(spki, RsaSizes::ActiveAuthentication)
    else {
        panic!("no key");
    };
    let (challenge, signature) = (input("Nonce:"), input("Signature:"));
    let recovered = verify(&key, &challenge, &signature).unwrap();
    assert_eq!(
        (recovered.hash, recovered.quirk),
        (HashAlgorithm::Sha256, None)
    );
    let mut other = challenge.clone();
    other[3] ^= 1;
    assert_eq!(
        verify(&key, &other, &signature),
        Err(VerifyError::BadSignature)
    );
    for at in 0..signature.len() {
        let mut changed = signature.clone();
        changed[at] ^= 0x10;
        assert!(verify(&key, &challenge, &changed).is_err(), "byte {at}");
    }
}

#[test]
fn every_hash_and_both_forms_at_odd_sizes() {
    for (bits, exponent) in [
        (1000, 65_537),
        (1023, 3),
        (1024, 65_537),
        (1025, 17),
        (1536, 3),
    ] {
        let chip = Chip::new(bits, exponent);
        assert_eq!(chip.key.bits(), usize::try_from(bits).unwrap());
        for hash in HashAlgorithm::ALL {
            let form = Form::new(hash, chip.key.bits() / 8);
            assert_eq!(chip.verdict(form), Ok(None), "{bits} {hash}");
            let other = chip.complement(&chip.power(&form.block()));
            let recovered = verify(&chip.key, CHALLENGE, &other).unwrap();
            assert_eq!(recovered.hash, hash);
            assert!(verify(&chip.key, &CHALLENGE[1..], &other).is_err());
        }
    }
}

/// A signature with a leading zero, sent with it and without (OWN-AA-06).
#[test]
fn a_signature_may_lack_its_leading_zero() {
    let chip = Chip::new(1024, 3);
    let forms = HashAlgorithm::ALL.into_iter().flat_map(|hash| {
        let form = Form::new(hash, 128);
        (0..=255).map(move |seed| Form { seed, ..form })
    });
    let signature = forms
        .map(|form| chip.power(&form.block()))
        .find(|signature| signature[0] == 0 && signature[1] != 0);
    let Some(signature) = signature else {
        return; // the luck of one key in a hundred
    };
    assert!(verify(&chip.key, CHALLENGE, &signature).is_ok());
    assert!(verify(&chip.key, CHALLENGE, &signature[1..]).is_ok());
    assert!(verify(&chip.key, CHALLENGE, &signature[2..]).is_err());
    let longer = [&[0], &signature[..]].concat();
    let malformed = Err(VerifyError::MalformedSignature);
    assert_eq!(verify(&chip.key, CHALLENGE, &longer), malformed);
    assert_eq!(verify(&chip.key, CHALLENGE, &[]), malformed);
}

#[test]
fn a_short_m1_is_a_quirk_and_its_filler_is_exact() {
    let chip = Chip::new(1024, 65_537);
    let form = Form::new(HashAlgorithm::Sha1, 128);
    let with = |head| chip.verdict(Form { head, ..form });
    for head in [
        &[0x4B, 0xBA][..],
        &[0x4B, 0xBB, 0xBB, 0xBB, 0xBA],
        &[0x6B, 0xBB, 0xBA],
    ] {
        assert_eq!(with(head), Ok(Some("aa.short_m1")), "{head:02X?}");
    }
    for head in [
        &[0x4A][..],
        &[0x7A],
        &[0x2A],
        &[0x00, 0x6A],
        &[0x4B, 0xBB],
        &[0x4B, 0xAA, 0xBA],
        &[0x4B, 0xB0, 0xBA],
        &[0x6B, 0x00, 0x0A],
    ] {
        assert_eq!(with(head), Err(VerifyError::BadSignature), "{head:02X?}");
    }
    // no M1 at all
    let fixed = 1 + 1 + 20 + 1;
    let mut all = vec![0xBB; 128 - fixed + 2];
    all[0] = 0x4B;
    *all.last_mut().unwrap() = 0xBA;
    assert_eq!(with(&all), Ok(Some("aa.short_m1")));
}

#[test]
fn other_trailers_are_refused() {
    let chip = Chip::new(1024, 65_537);
    for hash in HashAlgorithm::ALL {
        let form = Form::new(hash, 128);
        let own = form.trailer;
        let rest = [
            &[0xBB][..],
            &[0xCC],
            &[0x99, 0xCC],
            &[0x33, 0xCC],
            &[0x31, 0xCC],
            &[0xBC, 0x00],
            &[0xBC],
            &[0x34, 0xCC],
            &[0x35, 0xCC],
            &[],
        ];
        for trailer in rest.into_iter().filter(|trailer| *trailer != own) {
            let found = chip.verdict(Form { trailer, ..form });
            assert_eq!(
                found,
                Err(VerifyError::BadSignature),
                "{hash} {trailer:02X?}"
            );
        }
    }
}

/// With exponent 3 small cubes are known to anybody.
#[test]
fn cubes_forge_nothing() {
    let chip = Chip::new(1024, 3);
    let n = chip.key.modulus().to_vec();
    let mut forged: Vec<Vec<u8>> = (0..=255).map(|root| vec![root]).collect();
    // 1E19… to the third power begins with 6A and wraps at no modulus of 1024 bits; it never
    // ends in C, for no cube is 4 modulo 8
    for tail in 0..=255u8 {
        let mut root = vec![0; 43];
        root[0] = 0x1E;
        root[1] = 0x19;
        root[42] = tail;
        forged.push(root);
    }
    forged.push(n);
    forged.push(chip.complement(&[&[0; 127][..], &[1]].concat()));
    forged.push(vec![0xFF; 128]);
    for signature in forged {
        let found = verify(&chip.key, CHALLENGE, &signature);
        assert_eq!(found, Err(VerifyError::BadSignature));
    }
}

#[test]
fn keys_shorter_than_1000_bits_are_refused() {
    let modulus = |bits: usize| {
        let mut bytes = vec![0xC5; bits.div_ceil(8)];
        bytes[0] = 1 << ((bits - 1) % 8);
        bytes
    };
    let sized = |bits, sizes| RsaPublicKey::from_components_with(&modulus(bits), &[3], sizes);
    let spki = |bits| {
        let chips = sized(1024, RsaSizes::Certificate).unwrap().to_spki();
        assert!(PublicKey::from_spki(&chips).is_ok());
        sized(bits, RsaSizes::ActiveAuthentication)
    };
    for bits in [512, 768, 992, 999] {
        let error = spki(bits).unwrap_err();
        assert_eq!(error, KeyError::ModulusTooShort { bits });
        assert_eq!(error.code(), "algorithm_refused");
    }
    for bits in [1000, 1008, 1023] {
        assert!(spki(bits).is_ok());
        let error = sized(bits, RsaSizes::Certificate).unwrap_err();
        assert_eq!(error, KeyError::ModulusSize { bits });
    }
    let error = spki(8193).unwrap_err();
    assert_eq!(error, KeyError::ModulusSize { bits: 8193 });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_bytes_are_refused_without_panic(
        signature in proptest::collection::vec(any::<u8>(), 0..140), bits in 1000usize..1100,
    ) {
        let mut modulus = vec![0xC5; bits.div_ceil(8)];
        modulus[0] = 1 << ((bits - 1) % 8);
        let sizes = RsaSizes::ActiveAuthentication;
        let key = RsaPublicKey::from_components_with(&modulus, &[3], sizes).unwrap();
        prop_assert!(verify(&key, CHALLENGE, &signature).is_err());
    }
}
