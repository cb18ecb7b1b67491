//! LDIF, the text in which directories hand on certificates and lists (RFC 2849).

use vidimus_pubkey::pem::encode_base64;

/// Longest line, after which the text goes on behind a blank on the next.
const WIDTH: usize = 76;

/// A text in LDIF, record by record.
///
/// ```
/// use vidimus_chip::pki::Ldif;
/// let mut text = Ldif::new();
/// text.record("cn=OU,o=dsc,c=UT", &[("userCertificate;binary", b"\x30\x03\x02\x01\x00")]);
/// assert!(text.to_string().ends_with("userCertificate;binary:: MAMCAQA=\n"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ldif(String);

impl Default for Ldif {
    fn default() -> Self {
        Self::new()
    }
}

impl Ldif {
    /// The version line alone.
    #[must_use]
    pub fn new() -> Self {
        Self("version: 1\n".to_owned())
    }

    /// Adds a record: its distinguished name, and values of attributes, which are written in
    /// base64 over as many lines as they need.
    pub fn record(&mut self, name: &str, values: &[(&str, &[u8])]) {
        self.0.push('\n');
        self.line(&format!("dn: {name}"));
        for (attribute, bytes) in values {
            self.line(&format!("{attribute}:: {}", encode_base64(bytes)));
        }
    }

    /// Adds a line, folded where it is too long (RFC 2849, note 2).
    fn line(&mut self, text: &str) {
        let mut width = WIDTH;
        let mut column = 0;
        for letter in text.chars() {
            if column == width {
                self.0.push_str("\n ");
                (width, column) = (WIDTH - 1, 0);
            }
            self.0.push(letter);
            column += 1;
        }
        self.0.push('\n');
    }
}

impl core::fmt::Display for Ldif {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_values_go_on_behind_a_blank() {
        let mut text = Ldif::new();
        text.record("c=UT", &[("cACertificate;binary", &[0x30; 100])]);
        let text = text.to_string();
        assert!(text.lines().all(|line| line.len() <= WIDTH));
        assert!(text.lines().any(|line| line.starts_with(' ')));
        let joined = text.replace("\n ", "");
        assert!(joined.contains(&format!(
            "cACertificate;binary:: {}",
            encode_base64(&[0x30; 100])
        )));
    }
}
