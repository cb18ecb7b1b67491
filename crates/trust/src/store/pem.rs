//! Certificates and lists in PEM (RFC 7468).

use crate::TrustError;
pub(super) use vidimus_pubkey::pem::is_pem;
use vidimus_pubkey::pem::{self, Block, BrokenBlock};

impl From<BrokenBlock> for TrustError {
    fn from(BrokenBlock { line }: BrokenBlock) -> Self {
        Self::Pem { line }
    }
}

/// The decoded contents of every block, with their labels.
pub(super) fn blocks(bytes: &[u8]) -> Result<Vec<(String, Vec<u8>)>, TrustError> {
    let text = String::from_utf8_lossy(bytes);
    pem::blocks(&text).map(|block| decoded(&block?)).collect()
}

fn decoded(block: &Block<'_>) -> Result<(String, Vec<u8>), TrustError> {
    let broken = TrustError::Pem { line: block.line };
    let mut content = block.decode().ok_or(broken)?;
    Ok((block.label.to_owned(), std::mem::take(&mut *content)))
}

/// The certificates of a PEM text, in DER, in their order.
///
/// # Errors
/// [`TrustError::Pem`] where a block is not closed or not base64.
pub fn pem_certificates(text: &[u8]) -> Result<Vec<Vec<u8>>, TrustError> {
    let certificates = blocks(text)?
        .into_iter()
        .filter(|(label, _)| is_certificate(label));
    Ok(certificates.map(|(_, der)| der).collect())
}

/// The contents of every block of a PEM text, whatever its label, in their order; `None` where
/// the bytes have no PEM mark.
///
/// # Errors
/// [`TrustError::Pem`] where a block is not closed or not base64.
pub fn pem_contents(bytes: &[u8]) -> Result<Option<Vec<Vec<u8>>>, TrustError> {
    if !is_pem(bytes) {
        return Ok(None);
    }
    let contents = blocks(bytes)?.into_iter().map(|(_, content)| content);
    Ok(Some(contents.collect()))
}

/// Label of a revocation list (RFC 7468 §6).
pub(super) const CRL: &str = "X509 CRL";

/// Whether a block of this label is a certificate.
pub(super) fn is_certificate(label: &str) -> bool {
    matches!(label, "CERTIFICATE" | "X509 CERTIFICATE")
}

/// Whether a block of this label is signed data.
pub(super) fn is_signed_message(label: &str) -> bool {
    matches!(label, "CMS" | "PKCS7")
}

/// Whether a block of this label may go into a store.
pub(super) fn is_known(label: &str) -> bool {
    is_certificate(label) || is_signed_message(label) || label == CRL
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contents_of_any_label() {
        let text = b"-----BEGIN CVC-----\nZm9v\n-----END CVC-----\n\
                     -----BEGIN X-----\nYmFy\n-----END X-----\n";
        let contents = pem_contents(text).unwrap().unwrap();
        assert_eq!(contents, [b"foo", b"bar"]);
        assert_eq!(pem_contents(b"\x7F\x21\x00"), Ok(None));
        assert!(pem_contents(b"-----BEGIN CVC-----\nZm9").is_err());
    }

    #[test]
    fn broken_blocks_name_their_line() {
        let cases = [
            ("\n-----BEGIN CERTIFICATE-----\nZm9v\n", 2),
            (
                "x\ny\n-----BEGIN CERTIFICATE-----\nZm9\n-----END CERTIFICATE-----\n",
                3,
            ),
        ];
        for (text, line) in cases {
            assert_eq!(blocks(text.as_bytes()), Err(TrustError::Pem { line }));
        }
    }
}
