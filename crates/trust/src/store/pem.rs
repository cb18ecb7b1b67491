//! Certificates in PEM (RFC 7468): text with base64 between two marks.

use crate::TrustError;

const BEGIN: &str = "-----BEGIN ";
const END: &str = "-----END ";
const MARK: &str = "-----";

/// Whether this is text with a PEM mark near its start.
pub(super) fn is_pem(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(64 * 1024)).unwrap_or_default();
    head.windows(BEGIN.len())
        .any(|window| window == BEGIN.as_bytes())
}

/// The decoded contents of the CERTIFICATE, CMS and PKCS7 blocks, with their labels.
pub(super) fn blocks(bytes: &[u8]) -> Result<Vec<(String, Vec<u8>)>, TrustError> {
    let text = String::from_utf8_lossy(bytes);
    let mut blocks = Vec::new();
    let mut open: Option<(usize, String, Vec<u8>)> = None;
    for (index, line) in text.lines().enumerate() {
        let line = line.trim();
        let number = index + 1;
        if let Some(label) = line
            .strip_prefix(BEGIN)
            .and_then(|rest| rest.strip_suffix(MARK))
        {
            if open.is_some() {
                return Err(TrustError::Pem { line: number });
            }
            open = Some((number, label.to_owned(), Vec::new()));
        } else if line.starts_with(END) {
            let (_, label, base64) = open.take().ok_or(TrustError::Pem { line: number })?;
            let content = decode(&base64).ok_or(TrustError::Pem { line: number })?;
            blocks.push((label, content));
        } else if let Some((_, _, base64)) = &mut open {
            base64.extend_from_slice(line.as_bytes());
        }
    }
    match open {
        Some((line, ..)) => Err(TrustError::Pem { line }),
        None => Ok(blocks),
    }
}

/// Base64 with padding (RFC 4648 §4).
fn decode(text: &[u8]) -> Option<Vec<u8>> {
    let (body, padding) = match text {
        [body @ .., b'=', b'='] => (body, 2),
        [body @ .., b'='] => (body, 1),
        _ => (text, 0),
    };
    if !text.len().is_multiple_of(4) {
        return None;
    }
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    for group in body.chunks(4) {
        let value = group
            .iter()
            .try_fold(0u32, |value, digit| Some((value << 6) | sextet(*digit)?))?;
        let missing = 4 - group.len();
        if missing > 0 && missing != padding {
            return None;
        }
        let [_, octets @ ..] = (value << (6 * missing)).to_be_bytes();
        bytes.extend_from_slice(octets.get(..3 - missing)?);
    }
    Some(bytes)
}

fn sextet(digit: u8) -> Option<u32> {
    let value = match digit {
        b'A'..=b'Z' => digit - b'A',
        b'a'..=b'z' => digit - b'a' + 26,
        b'0'..=b'9' => digit - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    };
    Some(u32::from(value))
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

/// Whether a block of this label is a certificate.
pub(super) fn is_certificate(label: &str) -> bool {
    matches!(label, "CERTIFICATE" | "X509 CERTIFICATE")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples of RFC 4648 §10.
    #[test]
    fn base64_examples() {
        for (text, plain) in [
            ("", ""),
            ("Zg==", "f"),
            ("Zm8=", "fo"),
            ("Zm9v", "foo"),
            ("Zm9vYg==", "foob"),
            ("Zm9vYmE=", "fooba"),
            ("Zm9vYmFy", "foobar"),
        ] {
            assert_eq!(decode(text.as_bytes()).unwrap(), plain.as_bytes());
        }
    }

    #[test]
    fn not_base64() {
        for text in [
            "Z", "Zg", "Zg=", "Zg===", "Z=g=", "Zm9v!g==", "====", "Zm9vZg",
        ] {
            assert_eq!(decode(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn blocks_are_found_between_other_text() {
        let text =
            b"subject=x\n-----BEGIN CERTIFICATE-----\r\nZm9v\r\nYmFy\n-----END CERTIFICATE-----\n";
        let blocks = blocks(text).unwrap();
        assert_eq!(blocks, [("CERTIFICATE".to_owned(), b"foobar".to_vec())]);
    }

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
        let unclosed = b"\n-----BEGIN CERTIFICATE-----\nZm9v\n";
        assert_eq!(blocks(unclosed), Err(TrustError::Pem { line: 2 }));
        let unopened = b"-----END CERTIFICATE-----\n";
        assert_eq!(blocks(unopened), Err(TrustError::Pem { line: 1 }));
    }
}
