//! What tags and object identifiers are called.

use crate::{DataGroup, File};
use vidimus_iso7816::tlv::Tag;

/// The name of a tag in a file, below a parent.
pub(super) fn of(file: Option<File>, parent: Option<Tag>, tag: Tag) -> Option<&'static str> {
    let outermost = file.filter(|file| parent.is_none() && file.tag() == Some(tag));
    if let Some(file) = outermost {
        return Some(file.name());
    }
    in_file(file, parent, tag).or_else(|| universal(tag))
}

/// Whether a value of a file is about a person. Bytes of unknown origin may be.
pub(super) const fn is_personal(file: Option<File>, tag: Tag) -> bool {
    match file {
        // the keys in DG15 and the infos in DG14 name the chip, and so the holder
        Some(File::Dg(_)) => true,
        // the hashes of small data groups can be guessed; algorithms and signers are no secret
        Some(File::Sod) => !is_of_signer(tag),
        Some(_) | None => false,
    }
}

/// BOOLEAN, INTEGER, BIT STRING, NULL, OBJECT IDENTIFIER, the strings of names, and times.
const fn is_of_signer(tag: Tag) -> bool {
    matches!(
        tag.0,
        0x01 | 0x02 | 0x03 | 0x05 | 0x06 | 0x0C | 0x13 | 0x17 | 0x18
    )
}

/// Names by file (Doc 9303-10 §4.6, §4.7).
fn in_file(file: Option<File>, parent: Option<Tag>, tag: Tag) -> Option<&'static str> {
    match file? {
        File::Com => com(tag),
        File::Dir => directory(tag),
        File::AtrInfo => atr_info(parent, tag),
        File::Cvca => (tag == Tag(0x42)).then_some("certification authority reference"),
        File::Dg(DataGroup::DG1) => (tag == Tag(0x5F1F)).then_some("MRZ"),
        File::Dg(group) if (2..=4).contains(&group.number()) => biometric(parent, tag),
        File::Dg(group) if (5..=7).contains(&group.number()) => displayed(tag),
        File::Dg(DataGroup::DG11) => personal_details(tag),
        File::Dg(DataGroup::DG12) => document_details(tag),
        File::Dg(group) if group.number() == 16 => persons_to_notify(tag),
        _ => None,
    }
}

fn com(tag: Tag) -> Option<&'static str> {
    Some(match tag.0 {
        0x5F01 => "LDS version",
        0x5F36 => "Unicode version",
        0x5C => "tag list",
        _ => return None,
    })
}

fn directory(tag: Tag) -> Option<&'static str> {
    Some(match tag.0 {
        0x61 => "application template",
        0x4F => "application identifier",
        0x50 => "application label",
        _ => return None,
    })
}

fn atr_info(parent: Option<Tag>, tag: Tag) -> Option<&'static str> {
    Some(match (parent.map(|tag| tag.0), tag.0) {
        (Some(0x7F66), 0x02) => "buffer size",
        (_, 0x7F66) => "extended length information",
        (_, 0x43) => "card service data",
        (_, 0x46) => "pre-issuing data",
        (_, 0x47) => "card capabilities",
        (_, 0x4F) => "application identifier",
        (_, 0xE0) => "I/O buffer sizes",
        _ => return None,
    })
}

/// Biometric templates (§4.7.2.1).
fn biometric(parent: Option<Tag>, tag: Tag) -> Option<&'static str> {
    Some(match (parent.map(|tag| tag.0), tag.0) {
        (_, 0x7F61) => "biometric information group template",
        (Some(0x7F61), 0x02) => "number of templates",
        (_, 0x7F60) => "biometric information template",
        (Some(0x7F60), 0xA1) => "biometric header template",
        (Some(0xA1), 0x80) => "ICAO header version",
        (Some(0xA1), 0x81) => "biometric type",
        (Some(0xA1), 0x82) => "biometric subtype",
        (Some(0xA1), 0x83) => "creation date and time",
        (Some(0xA1), 0x84) => "validity period",
        (Some(0xA1), 0x85) => "validity period",
        (Some(0xA1), 0x86) => "creator",
        (Some(0xA1), 0x87) => "format owner",
        (Some(0xA1), 0x88) => "format type",
        (_, 0x5F2E) => "biometric data block",
        (_, 0x7F2E) => "biometric data block",
        _ => return None,
    })
}

fn displayed(tag: Tag) -> Option<&'static str> {
    Some(match tag.0 {
        0x02 => "number of images",
        0x5F40 => "displayed portrait",
        0x5F43 => "displayed signature or mark",
        _ => return None,
    })
}

/// DG11 (§4.7.11).
fn personal_details(tag: Tag) -> Option<&'static str> {
    Some(match tag.0 {
        0x5C => "tag list",
        0x5F0E => "full name",
        0xA0 => "other names",
        0x02 => "number of other names",
        0x5F0F => "other name",
        0x5F10 => "personal number",
        0x5F2B => "full date of birth",
        0x5F11 => "place of birth",
        0x5F42 => "address",
        0x5F12 => "telephone",
        0x5F13 => "profession",
        0x5F14 => "title",
        0x5F15 => "personal summary",
        0x5F16 => "proof of citizenship",
        0x5F17 => "other valid document numbers",
        0x5F18 => "custody information",
        _ => return None,
    })
}

/// DG12 (§4.7.12).
fn document_details(tag: Tag) -> Option<&'static str> {
    Some(match tag.0 {
        0x5C => "tag list",
        0x5F19 => "issuing authority",
        0x5F26 => "date of issue",
        0xA0 => "other persons",
        0x02 => "number of other persons",
        0x5F1A => "other person",
        0x5F1B => "endorsements and observations",
        0x5F1C => "tax and exit requirements",
        0x5F1D => "image of the front",
        0x5F1E => "image of the rear",
        0x5F55 => "personalization time",
        0x5F56 => "personalization device serial number",
        _ => return None,
    })
}

/// DG16 (§4.7.16).
fn persons_to_notify(tag: Tag) -> Option<&'static str> {
    Some(match tag.0 {
        0x02 => "number of persons",
        0xA1..=0xAF => "person",
        0x5F50 => "date recorded",
        0x5F51 => "name of person",
        0x5F52 => "telephone",
        0x5F53 => "address",
        _ => return None,
    })
}

/// ASN.1 universal tags (ISO/IEC 8824-1 table 1), and context tags by number.
fn universal(tag: Tag) -> Option<&'static str> {
    Some(match tag.0 {
        0x01 => "BOOLEAN",
        0x02 => "INTEGER",
        0x03 => "BIT STRING",
        0x04 | 0x24 => "OCTET STRING",
        0x05 => "NULL",
        0x06 => "OBJECT IDENTIFIER",
        0x0A => "ENUMERATED",
        0x0C => "UTF8String",
        0x12 => "NumericString",
        0x13 => "PrintableString",
        0x14 => "TeletexString",
        0x16 => "IA5String",
        0x17 => "UTCTime",
        0x18 => "GeneralizedTime",
        0x1E => "BMPString",
        0x30 => "SEQUENCE",
        0x31 => "SET",
        0xA0 | 0x80 => "[0]",
        0xA1 | 0x81 => "[1]",
        0xA2 | 0x82 => "[2]",
        0xA3 | 0x83 => "[3]",
        _ => return None,
    })
}

/// The name of an object identifier that occurs in documents, certificates and lists.
#[must_use]
pub fn oid_name(dotted: &str) -> Option<&'static str> {
    let at = OIDS.binary_search_by(|(oid, _)| (*oid).cmp(dotted)).ok()?;
    OIDS.get(at).map(|(_, name)| *name)
}

/// Identifier and name, sorted as text.
const OIDS: &[(&str, &str)] = &[
    ("0.4.0.127.0.7.2.2.1.1", "id-PK-DH"),
    ("0.4.0.127.0.7.2.2.1.2", "id-PK-ECDH"),
    ("0.4.0.127.0.7.2.2.2", "id-TA"),
    ("0.4.0.127.0.7.2.2.3.1.1", "id-CA-DH-3DES-CBC-CBC"),
    ("0.4.0.127.0.7.2.2.3.1.2", "id-CA-DH-AES-CBC-CMAC-128"),
    ("0.4.0.127.0.7.2.2.3.1.3", "id-CA-DH-AES-CBC-CMAC-192"),
    ("0.4.0.127.0.7.2.2.3.1.4", "id-CA-DH-AES-CBC-CMAC-256"),
    ("0.4.0.127.0.7.2.2.3.2.1", "id-CA-ECDH-3DES-CBC-CBC"),
    ("0.4.0.127.0.7.2.2.3.2.2", "id-CA-ECDH-AES-CBC-CMAC-128"),
    ("0.4.0.127.0.7.2.2.3.2.3", "id-CA-ECDH-AES-CBC-CMAC-192"),
    ("0.4.0.127.0.7.2.2.3.2.4", "id-CA-ECDH-AES-CBC-CMAC-256"),
    ("0.4.0.127.0.7.2.2.4.1.1", "id-PACE-DH-GM-3DES-CBC-CBC"),
    ("0.4.0.127.0.7.2.2.4.1.2", "id-PACE-DH-GM-AES-CBC-CMAC-128"),
    ("0.4.0.127.0.7.2.2.4.1.3", "id-PACE-DH-GM-AES-CBC-CMAC-192"),
    ("0.4.0.127.0.7.2.2.4.1.4", "id-PACE-DH-GM-AES-CBC-CMAC-256"),
    ("0.4.0.127.0.7.2.2.4.2.1", "id-PACE-ECDH-GM-3DES-CBC-CBC"),
    (
        "0.4.0.127.0.7.2.2.4.2.2",
        "id-PACE-ECDH-GM-AES-CBC-CMAC-128",
    ),
    (
        "0.4.0.127.0.7.2.2.4.2.3",
        "id-PACE-ECDH-GM-AES-CBC-CMAC-192",
    ),
    (
        "0.4.0.127.0.7.2.2.4.2.4",
        "id-PACE-ECDH-GM-AES-CBC-CMAC-256",
    ),
    ("0.4.0.127.0.7.2.2.4.3.1", "id-PACE-DH-IM-3DES-CBC-CBC"),
    ("0.4.0.127.0.7.2.2.4.3.2", "id-PACE-DH-IM-AES-CBC-CMAC-128"),
    ("0.4.0.127.0.7.2.2.4.3.3", "id-PACE-DH-IM-AES-CBC-CMAC-192"),
    ("0.4.0.127.0.7.2.2.4.3.4", "id-PACE-DH-IM-AES-CBC-CMAC-256"),
    ("0.4.0.127.0.7.2.2.4.4.1", "id-PACE-ECDH-IM-3DES-CBC-CBC"),
    (
        "0.4.0.127.0.7.2.2.4.4.2",
        "id-PACE-ECDH-IM-AES-CBC-CMAC-128",
    ),
    (
        "0.4.0.127.0.7.2.2.4.4.3",
        "id-PACE-ECDH-IM-AES-CBC-CMAC-192",
    ),
    (
        "0.4.0.127.0.7.2.2.4.4.4",
        "id-PACE-ECDH-IM-AES-CBC-CMAC-256",
    ),
    (
        "0.4.0.127.0.7.2.2.4.6.2",
        "id-PACE-ECDH-CAM-AES-CBC-CMAC-128",
    ),
    (
        "0.4.0.127.0.7.2.2.4.6.3",
        "id-PACE-ECDH-CAM-AES-CBC-CMAC-192",
    ),
    (
        "0.4.0.127.0.7.2.2.4.6.4",
        "id-PACE-ECDH-CAM-AES-CBC-CMAC-256",
    ),
    ("0.4.0.127.0.7.3.2.1", "id-SecurityObject"),
    ("1.2.528.1.1006.1.20.1", "LDS security object (legacy, NL)"),
    ("1.2.840.10040.4.1", "dsa"),
    ("1.2.840.10045.1.1", "prime-field"),
    ("1.2.840.10045.2.1", "ecPublicKey"),
    ("1.2.840.10045.3.1.7", "P-256"),
    ("1.2.840.10045.4.1", "ecdsa-with-SHA1"),
    ("1.2.840.10045.4.3.1", "ecdsa-with-SHA224"),
    ("1.2.840.10045.4.3.2", "ecdsa-with-SHA256"),
    ("1.2.840.10045.4.3.3", "ecdsa-with-SHA384"),
    ("1.2.840.10045.4.3.4", "ecdsa-with-SHA512"),
    ("1.2.840.113549.1.1.1", "rsaEncryption"),
    ("1.2.840.113549.1.1.10", "RSASSA-PSS"),
    ("1.2.840.113549.1.1.11", "sha256WithRSAEncryption"),
    ("1.2.840.113549.1.1.12", "sha384WithRSAEncryption"),
    ("1.2.840.113549.1.1.13", "sha512WithRSAEncryption"),
    ("1.2.840.113549.1.1.5", "sha1WithRSAEncryption"),
    ("1.2.840.113549.1.1.8", "mgf1"),
    ("1.2.840.113549.1.7.1", "data"),
    ("1.2.840.113549.1.7.2", "signedData"),
    ("1.2.840.113549.1.9.1", "emailAddress"),
    ("1.2.840.113549.1.9.3", "contentType"),
    ("1.2.840.113549.1.9.4", "messageDigest"),
    ("1.2.840.113549.1.9.5", "signingTime"),
    ("1.2.840.113549.2.5", "MD5"),
    ("1.3.132.0.34", "P-384"),
    ("1.3.132.0.35", "P-521"),
    ("1.3.14.3.2.26", "SHA-1"),
    ("1.3.27.1.1.1", "LDS security object (legacy, BE and FR)"),
    ("1.3.36.3.3.2.8.1.1.11", "brainpoolP384r1"),
    ("1.3.36.3.3.2.8.1.1.13", "brainpoolP512r1"),
    ("1.3.36.3.3.2.8.1.1.7", "brainpoolP256r1"),
    ("2.16.840.1.101.3.4.2.1", "SHA-256"),
    ("2.16.840.1.101.3.4.2.2", "SHA-384"),
    ("2.16.840.1.101.3.4.2.3", "SHA-512"),
    ("2.16.840.1.101.3.4.2.4", "SHA-224"),
    ("2.23.136.1.1.1", "ldsSecurityObject"),
    ("2.23.136.1.1.2", "cscaMasterList"),
    ("2.23.136.1.1.3", "cscaMasterListSigningKey"),
    ("2.23.136.1.1.4", "documentTypeList"),
    ("2.23.136.1.1.5", "aaProtocolObject"),
    ("2.23.136.1.1.6.1", "nameChange"),
    ("2.23.136.1.1.6.2", "documentTypeList"),
    ("2.23.136.1.1.7", "deviationList"),
    ("2.5.29.14", "subjectKeyIdentifier"),
    ("2.5.29.15", "keyUsage"),
    ("2.5.29.16", "privateKeyUsagePeriod"),
    ("2.5.29.17", "subjectAltName"),
    ("2.5.29.18", "issuerAltName"),
    ("2.5.29.19", "basicConstraints"),
    ("2.5.29.31", "cRLDistributionPoints"),
    ("2.5.29.32", "certificatePolicies"),
    ("2.5.29.35", "authorityKeyIdentifier"),
    ("2.5.29.37", "extKeyUsage"),
    ("2.5.4.10", "organizationName"),
    ("2.5.4.11", "organizationalUnitName"),
    ("2.5.4.3", "commonName"),
    ("2.5.4.5", "serialNumber"),
    ("2.5.4.6", "countryName"),
    ("2.5.4.7", "localityName"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted() {
        assert!(OIDS.is_sorted_by(|a, b| a.0 < b.0));
        assert_eq!(oid_name("2.23.136.1.1.1"), Some("ldsSecurityObject"));
        assert_eq!(oid_name("1.1"), None);
    }
}
