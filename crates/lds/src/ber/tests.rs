//! The reader on its own.

use super::*;
use proptest::prelude::*;
use vidimus_iso7816::Fault as _;

fn code(bytes: &[u8]) -> &'static str {
    let mut reader = Reader::new(bytes);
    loop {
        match reader.next() {
            Ok(Some(_)) => {}
            Ok(None) => return "ok",
            Err(error) => return error.code(),
        }
    }
}

#[test]
fn faults_have_their_codes() {
    assert_eq!(
        code(&[4, 0x84, 0xFF, 0xFF, 0xFF, 0xFF, 1, 2, 3]),
        "malformed.truncated"
    );
    assert_eq!(code(&[4, 0x84, 0x80, 0, 0, 0]), "malformed.truncated");
    assert_eq!(code(&[4, 0x85, 0, 0, 0, 0, 0]), "malformed.length");
    assert_eq!(
        code(&[0x1F, 0x81, 0x81, 0x81, 0x81, 0x81, 1, 0]),
        "malformed.tag"
    );
    assert_eq!(
        code(&[4, 0x80, 0, 0]),
        "malformed.length",
        "primitive and indefinite"
    );
    assert_eq!(code(&[0x30, 0x80, 2, 1, 5]), "malformed.truncated");
    assert_eq!(code(&[0x30, 0x80, 2, 9, 5, 0, 0]), "malformed.length");
    assert_eq!(code(&[0x30, 0x80].repeat(10_000)), "malformed.depth");
    assert_eq!(
        code(&[5, 0].repeat(MAX_ITEMS + 1)),
        "malformed.too_many_items"
    );
}

#[test]
fn inner_length_over_its_parent() {
    let mut inner = Reader::new(&[0x30, 3, 4, 9, 0])
        .next()
        .unwrap()
        .unwrap()
        .children()
        .unwrap();
    let error = inner.next().unwrap_err();
    assert_eq!((error.code(), error.offset), ("malformed.length", 2));
}

#[test]
fn indefinite_lengths_nest() {
    let bytes = [0x30, 0x80, 0x31, 0x80, 2, 1, 7, 0, 0, 5, 0, 0, 0, 2, 1, 9];
    let mut reader = Reader::new(&bytes);
    let sequence = reader.next().unwrap().unwrap();
    assert!(sequence.indefinite);
    assert_eq!(sequence.bytes, &bytes[..13]);
    assert_eq!(sequence.content, &bytes[2..11]);
    let mut children = sequence.children().unwrap();
    let set = children.next().unwrap().unwrap();
    assert_eq!((set.tag, set.offset, set.content), (SET, 2, &[2, 1, 7][..]));
    assert_eq!(children.next().unwrap().unwrap().tag, NULL);
    assert_eq!(children.next().unwrap(), None);
    let after = reader.next().unwrap().unwrap();
    assert_eq!((after.offset, after.to_u64()), (13, Some(9)));
    assert_eq!(
        to_der(&sequence, SEQUENCE).unwrap(),
        [0x30, 7, 0x31, 3, 2, 1, 7, 5, 0]
    );
}

#[test]
fn strings_in_pieces_are_joined() {
    let bytes = [
        0x24, 0x80, 4, 2, 1, 2, 0x24, 3, 4, 1, 3, 4, 0, 4, 1, 4, 0, 0,
    ];
    let string = Reader::new(&bytes).next().unwrap().unwrap();
    assert_eq!(*string.octets().unwrap(), [1, 2, 3, 4]);
    assert_eq!(
        to_der(&string, OCTET_STRING_IN_PIECES).unwrap(),
        [4, 4, 1, 2, 3, 4]
    );
    let wrong = Reader::new(&[0x24, 3, 2, 1, 1]).next().unwrap().unwrap();
    assert_eq!(wrong.octets().unwrap_err().code(), "malformed.tag");
}

#[test]
fn small_integers() {
    let value = |bytes: &[u8]| Reader::new(bytes).next().unwrap().unwrap().to_u64();
    assert_eq!(value(&[2, 1, 0]), Some(0));
    assert_eq!(value(&[2, 2, 0, 0xFF]), Some(255));
    assert_eq!(
        value(&[2, 9, 0, 255, 255, 255, 255, 255, 255, 255, 255]),
        Some(u64::MAX)
    );
    assert_eq!(value(&[2, 1, 0xFF]), None);
    assert_eq!(value(&[2, 0]), None);
    assert_eq!(value(&[2, 9, 1, 0, 0, 0, 0, 0, 0, 0, 0]), None);
}

#[test]
fn survey_sees_what_der_has_not() {
    assert_eq!(survey(&[0x30, 3, 2, 1, 5]), Ok(Survey::default()));
    assert!(survey(&[0x30, 0x81, 3, 2, 1, 5]).unwrap().non_minimal);
    assert!(
        survey(&[0x30, 7, 0x31, 0x80, 2, 1, 5, 0, 0])
            .unwrap()
            .indefinite
    );
    assert!(survey(&[0x24, 3, 4, 1, 5]).unwrap().strings_in_pieces);
    // broken inside a parent of definite length: left to that parent's reader
    assert_eq!(survey(&[0x30, 3, 2, 9, 5]), Ok(Survey::default()));
    let deep = [0x30, 0x80].repeat(MAX_DEPTH + 1);
    let error = survey(&deep).unwrap_err();
    assert_eq!(
        (error.code(), error.offset),
        ("malformed.depth", 2 * MAX_DEPTH)
    );
}

/// An object in DER, and in a BER of the same meaning.
type Both = (Vec<u8>, Vec<u8>);

/// Random trees.
fn tree() -> impl Strategy<Value = Both> {
    let leaf = proptest::collection::vec(any::<u8>(), 0..200).prop_map(|content| {
        let mut der = vidimus_iso7816::tlv::Writer::new();
        der.object(INTEGER, &content);
        let der = der.into_bytes();
        (der.clone(), der)
    });
    leaf.prop_recursive(6, 40, 5, |inner| {
        (proptest::collection::vec(inner, 0..5), any::<bool>()).prop_map(
            |(children, indefinite)| {
                let join = |pick: fn(&Both) -> &Vec<u8>| {
                    children
                        .iter()
                        .flat_map(|child| pick(child).clone())
                        .collect::<Vec<u8>>()
                };
                let (der_content, ber_content) = (join(|child| &child.0), join(|child| &child.1));
                let mut der = vidimus_iso7816::tlv::Writer::new();
                der.object(SEQUENCE, &der_content);
                let ber = if indefinite {
                    [&[0x30, 0x80][..], &ber_content, &[0, 0]].concat()
                } else {
                    let mut ber = vidimus_iso7816::tlv::Writer::new();
                    ber.object(SEQUENCE, &ber_content);
                    ber.into_bytes()
                };
                (der.into_bytes(), ber)
            },
        )
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn ber_becomes_the_der_it_means((der, ber) in tree()) {
        let object = Reader::new(&ber).next().unwrap().unwrap();
        prop_assert_eq!(object.bytes, &ber[..]);
        let expected = ber != der;
        prop_assert_eq!(to_der(&object, object.tag).unwrap(), der);
        prop_assert_eq!(survey(&ber).unwrap().indefinite, expected);
    }

    #[test]
    fn anything_is_walked_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let mut reader = Reader::new(&bytes);
        while let Ok(Some(object)) = reader.next() {
            let _ = object.octets();
            let _ = to_der(&object, object.tag);
            prop_assert!(object.bytes.len() >= object.header_len + object.content.len());
        }
        let _ = survey(&bytes);
        let _ = crate::tree::tree(&bytes);
    }
}
