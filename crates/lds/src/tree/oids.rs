//! What object identifiers are called.

/// The name of an object identifier that occurs in documents, certificates and lists.
#[must_use]
pub fn oid_name(dotted: &str) -> Option<&'static str> {
    let at = OIDS.binary_search_by(|(oid, _)| (*oid).cmp(dotted)).ok()?;
    OIDS.get(at).map(|(_, name)| *name)
}

/// Identifier and name, sorted as text.
const OIDS: &[(&str, &str)] = &[
    ("0.4.0.127.0.7.1.1.4.1.1", "ecdsa-plain-SHA1"),
    ("0.4.0.127.0.7.1.1.4.1.2", "ecdsa-plain-SHA224"),
    ("0.4.0.127.0.7.1.1.4.1.3", "ecdsa-plain-SHA256"),
    ("0.4.0.127.0.7.1.1.4.1.4", "ecdsa-plain-SHA384"),
    ("0.4.0.127.0.7.1.1.4.1.5", "ecdsa-plain-SHA512"),
    ("0.4.0.127.0.7.1.2", "standardizedDomainParameters"),
    ("0.4.0.127.0.7.2.2.1.1", "id-PK-DH"),
    ("0.4.0.127.0.7.2.2.1.2", "id-PK-ECDH"),
    ("0.4.0.127.0.7.2.2.2", "id-TA"),
    ("0.4.0.127.0.7.2.2.2.1.1", "id-TA-RSA-v1-5-SHA-1"),
    ("0.4.0.127.0.7.2.2.2.1.2", "id-TA-RSA-v1-5-SHA-256"),
    ("0.4.0.127.0.7.2.2.2.1.3", "id-TA-RSA-PSS-SHA-1"),
    ("0.4.0.127.0.7.2.2.2.1.4", "id-TA-RSA-PSS-SHA-256"),
    ("0.4.0.127.0.7.2.2.2.1.5", "id-TA-RSA-v1-5-SHA-512"),
    ("0.4.0.127.0.7.2.2.2.1.6", "id-TA-RSA-PSS-SHA-512"),
    ("0.4.0.127.0.7.2.2.2.2.1", "id-TA-ECDSA-SHA-1"),
    ("0.4.0.127.0.7.2.2.2.2.2", "id-TA-ECDSA-SHA-224"),
    ("0.4.0.127.0.7.2.2.2.2.3", "id-TA-ECDSA-SHA-256"),
    ("0.4.0.127.0.7.2.2.2.2.4", "id-TA-ECDSA-SHA-384"),
    ("0.4.0.127.0.7.2.2.2.2.5", "id-TA-ECDSA-SHA-512"),
    ("0.4.0.127.0.7.2.2.3.1", "id-CA-DH"),
    ("0.4.0.127.0.7.2.2.3.1.1", "id-CA-DH-3DES-CBC-CBC"),
    ("0.4.0.127.0.7.2.2.3.1.2", "id-CA-DH-AES-CBC-CMAC-128"),
    ("0.4.0.127.0.7.2.2.3.1.3", "id-CA-DH-AES-CBC-CMAC-192"),
    ("0.4.0.127.0.7.2.2.3.1.4", "id-CA-DH-AES-CBC-CMAC-256"),
    ("0.4.0.127.0.7.2.2.3.2", "id-CA-ECDH"),
    ("0.4.0.127.0.7.2.2.3.2.1", "id-CA-ECDH-3DES-CBC-CBC"),
    ("0.4.0.127.0.7.2.2.3.2.2", "id-CA-ECDH-AES-CBC-CMAC-128"),
    ("0.4.0.127.0.7.2.2.3.2.3", "id-CA-ECDH-AES-CBC-CMAC-192"),
    ("0.4.0.127.0.7.2.2.3.2.4", "id-CA-ECDH-AES-CBC-CMAC-256"),
    ("0.4.0.127.0.7.2.2.4.1", "id-PACE-DH-GM"),
    ("0.4.0.127.0.7.2.2.4.1.1", "id-PACE-DH-GM-3DES-CBC-CBC"),
    ("0.4.0.127.0.7.2.2.4.1.2", "id-PACE-DH-GM-AES-CBC-CMAC-128"),
    ("0.4.0.127.0.7.2.2.4.1.3", "id-PACE-DH-GM-AES-CBC-CMAC-192"),
    ("0.4.0.127.0.7.2.2.4.1.4", "id-PACE-DH-GM-AES-CBC-CMAC-256"),
    ("0.4.0.127.0.7.2.2.4.2", "id-PACE-ECDH-GM"),
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
    ("0.4.0.127.0.7.2.2.4.3", "id-PACE-DH-IM"),
    ("0.4.0.127.0.7.2.2.4.3.1", "id-PACE-DH-IM-3DES-CBC-CBC"),
    ("0.4.0.127.0.7.2.2.4.3.2", "id-PACE-DH-IM-AES-CBC-CMAC-128"),
    ("0.4.0.127.0.7.2.2.4.3.3", "id-PACE-DH-IM-AES-CBC-CMAC-192"),
    ("0.4.0.127.0.7.2.2.4.3.4", "id-PACE-DH-IM-AES-CBC-CMAC-256"),
    ("0.4.0.127.0.7.2.2.4.4", "id-PACE-ECDH-IM"),
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
    ("0.4.0.127.0.7.2.2.4.6", "id-PACE-ECDH-CAM"),
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
    ("0.4.0.127.0.7.2.2.5", "id-RI"),
    ("0.4.0.127.0.7.2.2.5.1", "id-RI-DH"),
    ("0.4.0.127.0.7.2.2.5.2", "id-RI-ECDH"),
    ("0.4.0.127.0.7.2.2.6", "id-CI"),
    ("0.4.0.127.0.7.2.2.8", "id-PT"),
    ("0.4.0.127.0.7.3.1.2.1", "id-IS"),
    ("0.4.0.127.0.7.3.1.2.2", "id-AT"),
    ("0.4.0.127.0.7.3.1.2.3", "id-ST"),
    ("0.4.0.127.0.7.3.2.1", "id-SecurityObject"),
    ("1.2.528.1.1006.1.20.1", "LDS security object (legacy, NL)"),
    ("1.2.840.10040.4.1", "dsa"),
    ("1.2.840.10045.1.1", "prime-field"),
    ("1.2.840.10045.2.1", "ecPublicKey"),
    ("1.2.840.10045.3.1.1", "P-192"),
    ("1.2.840.10045.3.1.7", "P-256"),
    ("1.2.840.10045.4.1", "ecdsa-with-SHA1"),
    ("1.2.840.10045.4.3.1", "ecdsa-with-SHA224"),
    ("1.2.840.10045.4.3.2", "ecdsa-with-SHA256"),
    ("1.2.840.10045.4.3.3", "ecdsa-with-SHA384"),
    ("1.2.840.10045.4.3.4", "ecdsa-with-SHA512"),
    ("1.2.840.10046.2.1", "dhpublicnumber"),
    ("1.2.840.113549.1.1.1", "rsaEncryption"),
    ("1.2.840.113549.1.1.10", "RSASSA-PSS"),
    ("1.2.840.113549.1.1.11", "sha256WithRSAEncryption"),
    ("1.2.840.113549.1.1.12", "sha384WithRSAEncryption"),
    ("1.2.840.113549.1.1.13", "sha512WithRSAEncryption"),
    ("1.2.840.113549.1.1.5", "sha1WithRSAEncryption"),
    ("1.2.840.113549.1.1.8", "mgf1"),
    ("1.2.840.113549.1.3.1", "dhKeyAgreement"),
    ("1.2.840.113549.1.7.1", "data"),
    ("1.2.840.113549.1.7.2", "signedData"),
    ("1.2.840.113549.1.9.1", "emailAddress"),
    ("1.2.840.113549.1.9.3", "contentType"),
    ("1.2.840.113549.1.9.4", "messageDigest"),
    ("1.2.840.113549.1.9.5", "signingTime"),
    ("1.2.840.113549.2.5", "MD5"),
    ("1.3.132.0.33", "P-224"),
    ("1.3.132.0.34", "P-384"),
    ("1.3.132.0.35", "P-521"),
    ("1.3.14.3.2.26", "SHA-1"),
    ("1.3.27.1.1.1", "LDS security object (legacy, BE and FR)"),
    ("1.3.36.3.3.2.8.1.1.11", "brainpoolP384r1"),
    ("1.3.36.3.3.2.8.1.1.13", "brainpoolP512r1"),
    ("1.3.36.3.3.2.8.1.1.3", "brainpoolP192r1"),
    ("1.3.36.3.3.2.8.1.1.5", "brainpoolP224r1"),
    ("1.3.36.3.3.2.8.1.1.7", "brainpoolP256r1"),
    ("1.3.36.3.3.2.8.1.1.9", "brainpoolP320r1"),
    ("2.16.840.1.101.3.4.2.1", "SHA-256"),
    ("2.16.840.1.101.3.4.2.2", "SHA-384"),
    ("2.16.840.1.101.3.4.2.3", "SHA-512"),
    ("2.16.840.1.101.3.4.2.4", "SHA-224"),
    ("2.23.136.1.1.1", "ldsSecurityObject"),
    ("2.23.136.1.1.13", "id-EFDIR"),
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
        assert_eq!(
            oid_name("0.4.0.127.0.7.2.2.4.6.2"),
            Some("id-PACE-ECDH-CAM-AES-CBC-CMAC-128")
        );
        assert_eq!(
            oid_name("0.4.0.127.0.7.2.2.2.1.4"),
            Some("id-TA-RSA-PSS-SHA-256")
        );
    }
}
