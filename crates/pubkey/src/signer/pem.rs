//! The private key of a PEM text.

use super::SignError;
use crate::pem::{Block, blocks};
use zeroize::Zeroizing;

/// The labels of private keys in the clear.
const LABELS: [&str; 3] = ["PRIVATE KEY", "EC PRIVATE KEY", "RSA PRIVATE KEY"];
/// The label of an encrypted PKCS#8 key.
const ENCRYPTED: &str = "ENCRYPTED PRIVATE KEY";

/// The DER bytes of the first private key of a text, which are wiped when they are dropped.
pub(super) fn private_key(text: &str) -> Result<Zeroizing<Vec<u8>>, SignError> {
    let mut read = blocks(text).map_while(Result::ok);
    let key = read.find(is_key).ok_or(SignError::NotPem)?;
    if key.label == ENCRYPTED || key.has_headers() {
        return Err(SignError::Encrypted);
    }
    key.decode().ok_or(SignError::NotPem)
}

fn is_key(block: &Block<'_>) -> bool {
    LABELS.contains(&block.label) || block.label == ENCRYPTED
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(label: &str, body: &str) -> String {
        format!("-----BEGIN {label}-----\n{body}\n-----END {label}-----\n")
    }

    #[test]
    fn blocks_that_are_no_clear_private_key() {
        let cases = [
            (String::new(), SignError::NotPem),
            (block("CERTIFICATE", ""), SignError::NotPem),
            (block("PRIVATE KEY", "Zm9"), SignError::NotPem),
            (
                "-----BEGIN PRIVATE KEY-----\nZm9v".into(),
                SignError::NotPem,
            ),
            (
                "-----BEGIN PRIVATE KEY-----\n-----END EC PRIVATE KEY-----".into(),
                SignError::NotPem,
            ),
            (block(ENCRYPTED, ""), SignError::Encrypted),
            (
                block("RSA PRIVATE KEY", "DEK-Info: AES"),
                SignError::Encrypted,
            ),
        ];
        for (text, error) in cases {
            assert_eq!(private_key(&text).unwrap_err(), error, "{text}");
        }
    }

    #[test]
    fn an_ec_parameters_block_before_the_key_is_skipped() {
        let text = block("EC PARAMETERS", "Bgg=") + &block("EC PRIVATE KEY", "Zm9v");
        assert_eq!(private_key(&text).unwrap().as_slice(), b"foo");
    }
}
