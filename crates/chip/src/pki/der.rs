//! Writing DER (ITU-T X.690 §10, §11), object by object, without checking sense.

use vidimus_iso7816::tlv::{Tag, Writer};

/// One object of this tag.
pub(crate) fn object(tag: u32, value: &[u8]) -> Vec<u8> {
    let mut out = Writer::new();
    out.object(Tag(tag), value);
    out.into_bytes()
}

/// SEQUENCE of objects already encoded.
pub(crate) fn sequence<T: AsRef<[u8]>>(parts: &[T]) -> Vec<u8> {
    object(0x30, &concat(parts))
}

/// SET OF objects already encoded, in DER order (X.690 §11.6).
pub(crate) fn set_of(mut parts: Vec<Vec<u8>>) -> Vec<u8> {
    parts.sort();
    object(0x31, &parts.concat())
}

/// `[number] EXPLICIT` or constructed `IMPLICIT`.
pub(crate) fn context<T: AsRef<[u8]>>(number: u32, parts: &[T]) -> Vec<u8> {
    object(0xA0 | number, &concat(parts))
}

/// `[number] IMPLICIT` of a primitive type.
pub(crate) fn implicit(number: u32, value: &[u8]) -> Vec<u8> {
    object(0x80 | number, value)
}

/// INTEGER of a small number.
pub(crate) fn integer(value: u32) -> Vec<u8> {
    integer_bytes(&value.to_be_bytes())
}

/// INTEGER of a number given big-endian, positive.
pub(crate) fn integer_bytes(value: &[u8]) -> Vec<u8> {
    let zeros = value.iter().take_while(|byte| **byte == 0).count();
    let digits = value.get(zeros..).unwrap_or_default();
    match digits.first() {
        None => object(0x02, &[0]),
        Some(0x80..) => object(0x02, &[&[0], digits].concat()),
        Some(_) => object(0x02, digits),
    }
}

/// OCTET STRING.
pub(crate) fn octets(value: &[u8]) -> Vec<u8> {
    object(0x04, value)
}

/// BIT STRING without unused bits.
pub(crate) fn bits(value: &[u8]) -> Vec<u8> {
    object(0x03, &[&[0], value].concat())
}

/// BOOLEAN TRUE.
pub(crate) fn yes() -> Vec<u8> {
    object(0x01, &[0xFF])
}

/// OBJECT IDENTIFIER of content octets.
pub(crate) fn oid(content: &[u8]) -> Vec<u8> {
    object(0x06, content)
}

/// NULL.
pub(crate) fn null() -> Vec<u8> {
    object(0x05, &[])
}

/// PrintableString.
pub(crate) fn printable(text: &str) -> Vec<u8> {
    object(0x13, text.as_bytes())
}

/// UTF8String.
pub(crate) fn utf8(text: &str) -> Vec<u8> {
    object(0x0C, text.as_bytes())
}

/// Time as RFC 5280 §4.1.2.5 writes it: UTCTime before 2050, else GeneralizedTime; `text` is
/// `YYYYMMDDHHMMSS`.
pub(crate) fn time(text: &str, generalized: bool) -> Vec<u8> {
    let short = text.get(2..).filter(|_| text < "2050" && !generalized);
    match short {
        Some(short) => object(0x17, format!("{short}Z").as_bytes()),
        None => generalized_time(text),
    }
}

/// GeneralizedTime; `text` is `YYYYMMDDHHMMSS`.
pub(crate) fn generalized_time(text: &str) -> Vec<u8> {
    object(0x18, format!("{text}Z").as_bytes())
}

fn concat<T: AsRef<[u8]>>(parts: &[T]) -> Vec<u8> {
    parts.iter().fold(Vec::new(), |mut out, part| {
        out.extend_from_slice(part.as_ref());
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_are_minimal_and_positive() {
        assert_eq!(integer(0), [2, 1, 0]);
        assert_eq!(integer(127), [2, 1, 127]);
        assert_eq!(integer(128), [2, 2, 0, 128]);
        assert_eq!(integer_bytes(&[0, 0, 1, 2]), [2, 2, 1, 2]);
    }

    #[test]
    fn sets_are_sorted() {
        assert_eq!(
            set_of(vec![integer(2), integer(1)]),
            [0x31, 6, 2, 1, 1, 2, 1, 2]
        );
    }

    #[test]
    fn times_change_type_in_2050() {
        assert_eq!(time("20491231235959", false).first(), Some(&0x17));
        assert_eq!(time("20500101000000", false).first(), Some(&0x18));
        assert_eq!(time("20240101000000", true).first(), Some(&0x18));
    }
}
