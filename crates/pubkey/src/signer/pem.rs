//! The PEM form of a private key (RFC 7468), decoded without leaving copies behind.

use super::SignError;
use zeroize::Zeroizing;

/// The labels of private keys in the clear.
const LABELS: [&str; 3] = ["PRIVATE KEY", "EC PRIVATE KEY", "RSA PRIVATE KEY"];
/// The label of an encrypted PKCS#8 key.
const ENCRYPTED: &str = "ENCRYPTED PRIVATE KEY";

/// The DER bytes of the first private key of a text.
pub(super) fn private_key(text: &str) -> Result<Zeroizing<Vec<u8>>, SignError> {
    let mut lines = text.lines().map(str::trim);
    let label = lines
        .by_ref()
        .find_map(key_label)
        .ok_or(SignError::NotPem)?;
    if label == ENCRYPTED {
        return Err(SignError::Encrypted);
    }
    let mut decoder = Base64::new(text.len());
    for line in lines {
        if let Some(end) = boundary(line, "-----END ") {
            return match end == label {
                true => decoder.finish().ok_or(SignError::NotPem),
                false => Err(SignError::NotPem),
            };
        }
        if line.contains(':') {
            // RFC 1421 headers: only encrypted keys have them
            return Err(SignError::Encrypted);
        }
        decoder.push(line).ok_or(SignError::NotPem)?;
    }
    Err(SignError::NotPem)
}

fn key_label(line: &str) -> Option<&str> {
    boundary(line, "-----BEGIN ").filter(|label| LABELS.contains(label) || *label == ENCRYPTED)
}

fn boundary<'a>(line: &'a str, start: &str) -> Option<&'a str> {
    line.strip_prefix(start)?.strip_suffix("-----")
}

/// Base64 (RFC 4648 §4), six bits at a time.
struct Base64 {
    out: Zeroizing<Vec<u8>>,
    bits: u32,
    count: u32,
    padding: usize,
    digits: usize,
}

impl Base64 {
    /// Room for a text of this many characters, so that the vector never moves.
    fn new(characters: usize) -> Self {
        Self {
            out: Zeroizing::new(Vec::with_capacity(characters)),
            bits: 0,
            count: 0,
            padding: 0,
            digits: 0,
        }
    }

    /// Takes the digits of a line; `None` at a character that is none.
    fn push(&mut self, line: &str) -> Option<()> {
        for character in line.bytes() {
            self.digits += 1;
            if character == b'=' {
                self.padding += 1;
                continue;
            }
            if self.padding > 0 {
                return None;
            }
            self.bits = (self.bits << 6 | u32::from(value(character)?)) & 0xFFFF;
            self.count += 6;
            if self.count >= 8 {
                self.count -= 8;
                let [.., byte] = (self.bits >> self.count).to_be_bytes();
                self.out.push(byte);
            }
        }
        Some(())
    }

    /// The bytes; `None` when digits or padding do not add up.
    fn finish(self) -> Option<Zeroizing<Vec<u8>>> {
        let left = self.bits & ((1 << self.count) - 1);
        let fits = self.digits.is_multiple_of(4) && self.padding <= 2 && left == 0;
        fits.then_some(self.out)
    }
}

fn value(character: u8) -> Option<u8> {
    Some(match character {
        b'A'..=b'Z' => character - b'A',
        b'a'..=b'z' => character - b'a' + 26,
        b'0'..=b'9' => character - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(base64: &str) -> Option<Vec<u8>> {
        let text = format!("x\n-----BEGIN PRIVATE KEY-----\n{base64}\n-----END PRIVATE KEY-----\n");
        private_key(&text).ok().map(|bytes| bytes.to_vec())
    }

    #[test]
    fn the_vectors_of_rfc_4648() {
        let cases = [
            ("", ""),
            ("Zg==", "f"),
            ("Zm8=", "fo"),
            ("Zm9v", "foo"),
            ("Zm9v\r\nYg==", "foob"),
            ("Zm9vYmE=", "fooba"),
            ("Zm9vYmFy", "foobar"),
        ];
        for (base64, bytes) in cases {
            assert_eq!(decode(base64).unwrap(), bytes.as_bytes());
        }
    }

    #[test]
    fn broken_base64_is_refused() {
        for base64 in ["Zg", "Zg=", "Zg=v", "Zh==", "Z===", "Zm9*", "Zm9v YmFy"] {
            assert_eq!(decode(base64), None, "{base64}");
        }
    }

    #[test]
    fn blocks_that_are_no_clear_private_key() {
        let cases = [
            ("", SignError::NotPem),
            (
                "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----",
                SignError::NotPem,
            ),
            ("-----BEGIN PRIVATE KEY-----\nZm9v", SignError::NotPem),
            (
                "-----BEGIN PRIVATE KEY-----\n-----END EC PRIVATE KEY-----",
                SignError::NotPem,
            ),
            (
                "-----BEGIN ENCRYPTED PRIVATE KEY-----\n",
                SignError::Encrypted,
            ),
            (
                "-----BEGIN RSA PRIVATE KEY-----\nDEK-Info: AES",
                SignError::Encrypted,
            ),
        ];
        for (text, error) in cases {
            assert_eq!(private_key(text).unwrap_err(), error, "{text}");
        }
    }

    #[test]
    fn an_ec_parameters_block_before_the_key_is_skipped() {
        let text = "-----BEGIN EC PARAMETERS-----\nBgg=\n-----END EC PARAMETERS-----\n\
                    -----BEGIN EC PRIVATE KEY-----\nZm9v\n-----END EC PRIVATE KEY-----\n";
        assert_eq!(private_key(text).unwrap().as_slice(), b"foo");
    }
}
