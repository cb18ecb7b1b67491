//! Object identifiers as their DER content octets (ITU-T X.690 §8.19), without tag and length.
//!
//! Comparing octets needs no arithmetic; [`to_dotted`] is for people.

/// RFC 8017: rsaEncryption, 1.2.840.113549.1.1.1.
pub const RSA_ENCRYPTION: &[u8] = &pkcs1(1);
/// RFC 8017: md2WithRSAEncryption, 1.2.840.113549.1.1.2.
pub const MD2_WITH_RSA: &[u8] = &pkcs1(2);
/// RFC 8017: md4WithRSAEncryption, 1.2.840.113549.1.1.3.
pub const MD4_WITH_RSA: &[u8] = &pkcs1(3);
/// RFC 8017: md5WithRSAEncryption, 1.2.840.113549.1.1.4.
pub const MD5_WITH_RSA: &[u8] = &pkcs1(4);
/// RFC 8017: sha1WithRSAEncryption, 1.2.840.113549.1.1.5.
pub const SHA1_WITH_RSA: &[u8] = &pkcs1(5);
/// OIW: sha1WithRSASignature, 1.3.14.3.2.29, an older name of the same algorithm.
pub const SHA1_WITH_RSA_OIW: &[u8] = &[0x2B, 0x0E, 0x03, 0x02, 0x1D];
/// RFC 8017: id-mgf1, 1.2.840.113549.1.1.8.
pub const MGF1: &[u8] = &pkcs1(8);
/// RFC 8017: id-RSASSA-PSS, 1.2.840.113549.1.1.10.
pub const RSASSA_PSS: &[u8] = &pkcs1(10);
/// RFC 8017: sha256WithRSAEncryption, 1.2.840.113549.1.1.11.
pub const SHA256_WITH_RSA: &[u8] = &pkcs1(11);
/// RFC 8017: sha384WithRSAEncryption, 1.2.840.113549.1.1.12.
pub const SHA384_WITH_RSA: &[u8] = &pkcs1(12);
/// RFC 8017: sha512WithRSAEncryption, 1.2.840.113549.1.1.13.
pub const SHA512_WITH_RSA: &[u8] = &pkcs1(13);
/// RFC 8017: sha224WithRSAEncryption, 1.2.840.113549.1.1.14.
pub const SHA224_WITH_RSA: &[u8] = &pkcs1(14);

/// RFC 1319: md2, 1.2.840.113549.2.2.
pub const MD2: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x02, 0x02];
/// RFC 1320: md4, 1.2.840.113549.2.4.
pub const MD4: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x02, 0x04];
/// RFC 1321: md5, 1.2.840.113549.2.5.
pub const MD5: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x02, 0x05];
/// FIPS 180-4: id-sha1, 1.3.14.3.2.26.
pub const SHA1: &[u8] = &[0x2B, 0x0E, 0x03, 0x02, 0x1A];
/// FIPS 180-4: id-sha256, 2.16.840.1.101.3.4.2.1.
pub const SHA256: &[u8] = &nist_hash(1);
/// FIPS 180-4: id-sha384, 2.16.840.1.101.3.4.2.2.
pub const SHA384: &[u8] = &nist_hash(2);
/// FIPS 180-4: id-sha512, 2.16.840.1.101.3.4.2.3.
pub const SHA512: &[u8] = &nist_hash(3);
/// FIPS 180-4: id-sha224, 2.16.840.1.101.3.4.2.4.
pub const SHA224: &[u8] = &nist_hash(4);

/// RFC 5480: id-ecPublicKey, 1.2.840.10045.2.1.
pub const EC_PUBLIC_KEY: &[u8] = &[0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01];
/// X9.62: ecdsa-with-SHA1, 1.2.840.10045.4.1.
pub const ECDSA_WITH_SHA1: &[u8] = &[0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x01];
/// X9.62: ecdsa-with-Specified, 1.2.840.10045.4.3; the hash stands in the parameters.
pub const ECDSA_WITH_SPECIFIED: &[u8] = &[0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03];
/// RFC 5758: ecdsa-with-SHA224, 1.2.840.10045.4.3.1.
pub const ECDSA_WITH_SHA224: &[u8] = &ecdsa_sha2(1);
/// RFC 5758: ecdsa-with-SHA256, 1.2.840.10045.4.3.2.
pub const ECDSA_WITH_SHA256: &[u8] = &ecdsa_sha2(2);
/// RFC 5758: ecdsa-with-SHA384, 1.2.840.10045.4.3.3.
pub const ECDSA_WITH_SHA384: &[u8] = &ecdsa_sha2(3);
/// RFC 5758: ecdsa-with-SHA512, 1.2.840.10045.4.3.4.
pub const ECDSA_WITH_SHA512: &[u8] = &ecdsa_sha2(4);

/// BSI TR-03111 §5.2.1: ecdsa-plain-SHA1, 0.4.0.127.0.7.1.1.4.1.1.
pub const ECDSA_PLAIN_SHA1: &[u8] = &ecdsa_plain(1);
/// BSI TR-03111 §5.2.1: ecdsa-plain-SHA224, 0.4.0.127.0.7.1.1.4.1.2.
pub const ECDSA_PLAIN_SHA224: &[u8] = &ecdsa_plain(2);
/// BSI TR-03111 §5.2.1: ecdsa-plain-SHA256, 0.4.0.127.0.7.1.1.4.1.3.
pub const ECDSA_PLAIN_SHA256: &[u8] = &ecdsa_plain(3);
/// BSI TR-03111 §5.2.1: ecdsa-plain-SHA384, 0.4.0.127.0.7.1.1.4.1.4.
pub const ECDSA_PLAIN_SHA384: &[u8] = &ecdsa_plain(4);
/// BSI TR-03111 §5.2.1: ecdsa-plain-SHA512, 0.4.0.127.0.7.1.1.4.1.5.
pub const ECDSA_PLAIN_SHA512: &[u8] = &ecdsa_plain(5);

/// RFC 5480: id-ecDH, 1.3.132.1.12, a key for agreement only.
pub const EC_DH: &[u8] = &[0x2B, 0x81, 0x04, 0x01, 0x0C];
/// Doc 9303-11 §9.5.1: standardizedDomainParameters, 0.4.0.127.0.7.1.2; the parameter is the
/// id.
pub const STANDARDIZED_DOMAIN_PARAMETERS: &[u8] = &[0x04, 0x00, 0x7F, 0x00, 0x07, 0x01, 0x02];
/// PKCS#3: dhKeyAgreement, 1.2.840.113549.1.3.1.
pub const DH_KEY_AGREEMENT: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x03, 0x01];
/// X9.42: dhpublicnumber, 1.2.840.10046.2.1.
pub const DH_PUBLIC_NUMBER: &[u8] = &[0x2A, 0x86, 0x48, 0xCE, 0x3E, 0x02, 0x01];

/// RFC 3279: id-dsa, 1.2.840.10040.4.1.
pub const DSA: &[u8] = &[0x2A, 0x86, 0x48, 0xCE, 0x38, 0x04, 0x01];

const fn pkcs1(last: u8) -> [u8; 9] {
    [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, last]
}

const fn nist_hash(last: u8) -> [u8; 9] {
    [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, last]
}

const fn ecdsa_sha2(last: u8) -> [u8; 8] {
    [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, last]
}

const fn ecdsa_plain(last: u8) -> [u8; 10] {
    [0x04, 0x00, 0x7F, 0x00, 0x07, 0x01, 0x01, 0x04, 0x01, last]
}

/// The longest identifier that is written out, in content octets.
const MAX_OCTETS: usize = 64;

/// The dotted form of an identifier's content octets, such as `2.16.840.1.101.3.4.2.1`.
///
/// `None` when the octets are no identifier: empty, longer than 64 octets, ending inside an
/// arc, an arc with leading zeros (`80`), or an arc above 64 bits.
#[must_use]
pub fn to_dotted(content: &[u8]) -> Option<String> {
    if content.is_empty() || content.len() > MAX_OCTETS {
        return None;
    }
    let mut out = String::new();
    let mut rest = content;
    while let Some((arc, after)) = read_arc(rest)? {
        push_arc(&mut out, arc);
        rest = after;
    }
    Some(out)
}

/// The next arc and what follows it; `Some(None)` at the end, `None` when malformed.
#[allow(clippy::type_complexity, reason = "a private cursor step")]
fn read_arc(octets: &[u8]) -> Option<Option<(u64, &[u8])>> {
    if octets.is_empty() {
        return Some(None);
    }
    let last = octets.iter().position(|octet| octet & 0x80 == 0)?;
    let (arc, rest) = octets.split_at_checked(last + 1)?;
    if arc.first() == Some(&0x80) {
        return None;
    }
    let value = arc.iter().try_fold(0u64, |value, octet| {
        (value >> 57 == 0).then_some((value << 7) | u64::from(octet & 0x7F))
    })?;
    Some(Some((value, rest)))
}

/// Appends an arc; the first octet group holds the first two arcs (X.690 §8.19.4).
fn push_arc(out: &mut String, arc: u64) {
    if out.is_empty() {
        let first = (arc / 40).min(2);
        *out = format!("{first}.{}", arc - 40 * first);
    } else {
        out.push('.');
        out.push_str(&arc.to_string());
    }
}

/// The dotted form for messages, with the octets in hex where there is none.
pub(crate) fn dotted(content: &[u8]) -> String {
    to_dotted(content).unwrap_or_else(|| {
        let octets = content.iter().take(MAX_OCTETS);
        octets.fold(String::from("0x"), |out, octet| {
            out + &format!("{octet:02X}")
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_read_as_the_standards_write_them() {
        let known: [(&[u8], &str); 8] = [
            (SHA256, "2.16.840.1.101.3.4.2.1"),
            (SHA1, "1.3.14.3.2.26"),
            (RSASSA_PSS, "1.2.840.113549.1.1.10"),
            (ECDSA_WITH_SHA384, "1.2.840.10045.4.3.3"),
            (ECDSA_PLAIN_SHA512, "0.4.0.127.0.7.1.1.4.1.5"),
            (EC_PUBLIC_KEY, "1.2.840.10045.2.1"),
            (DSA, "1.2.840.10040.4.1"),
            (&[0x88, 0x37, 0x03], "2.999.3"),
        ];
        for (octets, text) in known {
            assert_eq!(to_dotted(octets).as_deref(), Some(text));
        }
    }

    #[test]
    fn what_is_no_identifier_has_no_dotted_form() {
        for octets in [
            &[][..],
            &[0x2A, 0x86],
            &[0x2A, 0x80, 0x01],
            &[0xFF; 12],
            &[1; 65],
        ] {
            assert_eq!(to_dotted(octets), None, "{octets:02X?}");
        }
        assert_eq!(dotted(&[0x2A, 0x86]), "0x2A86");
    }

    #[test]
    fn an_arc_may_have_64_bits_and_no_more() {
        let mut largest = vec![0x2A, 0x81];
        largest.extend([0xFF; 8]);
        largest.push(0x7F);
        assert_eq!(to_dotted(&largest).unwrap(), "1.2.18446744073709551615");
        largest[1] = 0x82;
        assert_eq!(to_dotted(&largest), None);
    }
}
