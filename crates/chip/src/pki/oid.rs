//! Object identifiers of certificates and security objects, as content octets.

/// RFC 5652: id-signedData.
pub(crate) const SIGNED_DATA: &[u8] = &pkcs(&[7, 2]);
/// RFC 5652: id-data.
pub(crate) const DATA: &[u8] = &pkcs(&[7, 1]);
/// RFC 5652 §11.1: content-type attribute.
pub(crate) const CONTENT_TYPE: &[u8] = &pkcs(&[9, 3]);
/// RFC 5652 §11.2: message-digest attribute.
pub(crate) const MESSAGE_DIGEST: &[u8] = &pkcs(&[9, 4]);
/// RFC 5652 §11.3: signing-time attribute.
pub(crate) const SIGNING_TIME: &[u8] = &pkcs(&[9, 5]);

/// RFC 5280 §4.2.1.2: subjectKeyIdentifier.
pub(crate) const SUBJECT_KEY_IDENTIFIER: &[u8] = &[0x55, 0x1D, 0x0E];
/// RFC 5280 §4.2.1.3: keyUsage.
pub(crate) const KEY_USAGE: &[u8] = &[0x55, 0x1D, 0x0F];
/// X.509: privateKeyUsagePeriod.
pub(crate) const PRIVATE_KEY_USAGE_PERIOD: &[u8] = &[0x55, 0x1D, 0x10];
/// RFC 5280 §4.2.1.6: subjectAltName.
pub(crate) const SUBJECT_ALT_NAME: &[u8] = &[0x55, 0x1D, 0x11];
/// RFC 5280 §4.2.1.7: issuerAltName.
pub(crate) const ISSUER_ALT_NAME: &[u8] = &[0x55, 0x1D, 0x12];
/// RFC 5280 §4.2.1.9: basicConstraints.
pub(crate) const BASIC_CONSTRAINTS: &[u8] = &[0x55, 0x1D, 0x13];
/// RFC 5280 §5.2.3: cRLNumber.
pub(crate) const CRL_NUMBER: &[u8] = &[0x55, 0x1D, 0x14];
/// RFC 5280 §5.3.1: reasonCode.
pub(crate) const REASON_CODE: &[u8] = &[0x55, 0x1D, 0x15];
/// RFC 5280 §5.2.4: deltaCRLIndicator.
pub(crate) const DELTA_CRL: &[u8] = &[0x55, 0x1D, 0x1B];
/// RFC 5280 §4.2.1.13: cRLDistributionPoints.
pub(crate) const CRL_DISTRIBUTION_POINTS: &[u8] = &[0x55, 0x1D, 0x1F];
/// RFC 5280 §4.2.1.1: authorityKeyIdentifier.
pub(crate) const AUTHORITY_KEY_IDENTIFIER: &[u8] = &[0x55, 0x1D, 0x23];
/// RFC 5280 §4.2.1.12: extKeyUsage.
pub(crate) const EXTENDED_KEY_USAGE: &[u8] = &[0x55, 0x1D, 0x25];

/// Doc 9303-12 §7.1.1.6: documentTypeList, 2.23.136.1.1.6.2.
pub(crate) const DOCUMENT_TYPE_LIST: &[u8] = &[0x67, 0x81, 0x08, 0x01, 0x01, 0x06, 0x02];
/// Doc 9303-10 §4.6.2: the LDS security object, 2.23.136.1.1.1.
pub(crate) const LDS_SECURITY_OBJECT: &[u8] = &[0x67, 0x81, 0x08, 0x01, 0x01, 0x01];
/// Doc 9303-11 §9.2.11: id-SecurityObject, 0.4.0.127.0.7.3.2.1.
pub(crate) const SECURITY_OBJECT: &[u8] = &[0x04, 0x00, 0x7F, 0x00, 0x07, 0x03, 0x02, 0x01];
/// Doc 9303-12 §7.1.1.5: name change, 2.23.136.1.1.6.1.
pub(crate) const NAME_CHANGE: &[u8] = &[0x67, 0x81, 0x08, 0x01, 0x01, 0x06, 0x01];
/// Doc 9303-12 §9.2: content of a master list, 2.23.136.1.1.2.
pub(crate) const MASTER_LIST: &[u8] = &[0x67, 0x81, 0x08, 0x01, 0x01, 0x02];
/// Doc 9303-12 §10.2: content of a deviation list, 2.23.136.1.1.7; the deviations are below it.
pub(crate) const DEVIATION_LIST: &[u8] = &[0x67, 0x81, 0x08, 0x01, 0x01, 0x07];
/// Doc 9303-12 §10.2: key purpose of a deviation list signer, 2.23.136.1.1.8.
pub(crate) const DEVIATION_LIST_SIGNER: &[u8] = &[0x67, 0x81, 0x08, 0x01, 0x01, 0x08];
/// BSI TR-03129-2 §7: content of a defect list, 0.4.0.127.0.7.3.1.5; the defects are below it.
pub(crate) const DEFECT_LIST: &[u8] = &[0x04, 0x00, 0x7F, 0x00, 0x07, 0x03, 0x01, 0x05];
/// BSI TR-03129-2 §7.2: key purpose of a defect list signer, 0.4.0.127.0.7.3.11.2.1.2.
pub(crate) const DEFECT_LIST_SIGNER: &[u8] =
    &[0x04, 0x00, 0x7F, 0x00, 0x07, 0x03, 0x0B, 0x02, 0x01, 0x02];
/// Doc 9303-12 §9: key purpose of a master list signer, 2.23.136.1.1.3.
pub(crate) const MASTER_LIST_SIGNER: &[u8] = &[0x67, 0x81, 0x08, 0x01, 0x01, 0x03];

/// Doc 9303-12 §7.1.1: key purpose of a bar code signer, 2.23.136.1.1.11.1.
pub(crate) const BAR_CODE_SIGNER: &[u8] = &[0x67, 0x81, 0x08, 0x01, 0x01, 0x0B, 0x01];
/// ICAO TR VDS-NC: key purpose of its signer, 2.23.136.1.1.14.2.
pub(crate) const VDS_NC_SIGNER: &[u8] = &[0x67, 0x81, 0x08, 0x01, 0x01, 0x0E, 0x02];

/// LDS object of older Belgian and French documents, 1.3.27.1.1.1.
pub(crate) const LEGACY_BE_FR: &[u8] = &[0x2B, 0x1B, 0x01, 0x01, 0x01];
/// LDS object of older Dutch documents, 1.2.528.1.1006.1.20.1.
pub(crate) const LEGACY_NL: &[u8] = &[0x2A, 0x84, 0x10, 0x01, 0x87, 0x6E, 0x01, 0x14, 0x01];

/// 1.2.3.4, which is nobody's.
pub(crate) const UNKNOWN: &[u8] = &[0x2A, 0x03, 0x04];
/// 1.2.3.5, a hash that nobody knows.
pub(crate) const UNKNOWN_HASH: &[u8] = &[0x2A, 0x03, 0x05];
/// An attribute of our own under the example arc 2.999: octets that fill a file up.
pub(crate) const PADDING: &[u8] = &[0x88, 0x37, 0x56];

/// BSI TR-03110-3 A.1.1.1: id-PK-ECDH, 0.4.0.127.0.7.2.2.1.2.
pub(crate) const PK_ECDH: &[u8] = &[0x04, 0x00, 0x7F, 0x00, 0x07, 0x02, 0x02, 0x01, 0x02];
/// BSI TR-03110-3 A.1.1.2: id-CA-ECDH-AES-CBC-CMAC-128, 0.4.0.127.0.7.2.2.3.2.2.
pub(crate) const CA_ECDH_AES_128: &[u8] =
    &[0x04, 0x00, 0x7F, 0x00, 0x07, 0x02, 0x02, 0x03, 0x02, 0x02];
/// Doc 9303-11 §9.2.3: id-PACE-ECDH-GM-AES-CBC-CMAC-128, 0.4.0.127.0.7.2.2.4.2.2.
pub(crate) const PACE_ECDH_GM_AES_128: &[u8] =
    &[0x04, 0x00, 0x7F, 0x00, 0x07, 0x02, 0x02, 0x04, 0x02, 0x02];

/// Under 1.2.840.113549.1, of RSA Security.
const fn pkcs(arcs: &[u8; 2]) -> [u8; 9] {
    let [first, second] = *arcs;
    [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, first, second]
}
