//! Visible digital seals: made, signed, and spoilt (Doc 9303-13 §2, ICAO TR VDS-NC).
//!
//! The mirror of what a reader does, with code of its own: C40, header, features, raw signature.

use super::{PkiError, TestKey, oid};
use vidimus_pubkey::pem::encode_base64;
use vidimus_pubkey::{EcdsaEncoding, HashAlgorithm, SignatureAlgorithm};

/// Which kind of seal a signer may make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SealKind {
    /// the binary seal
    Vds,
    /// the seal in JSON
    VdsNc,
    /// none: no purpose of seals at all, but that of a master list signer
    Lists,
}

impl SealKind {
    pub(super) const fn purpose(self) -> &'static [u8] {
        match self {
            Self::Vds => oid::BAR_CODE_SIGNER,
            Self::VdsNc => oid::VDS_NC_SIGNER,
            Self::Lists => oid::MASTER_LIST_SIGNER,
        }
    }
}

/// A seal of version 4.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealSpec {
    /// issuing state, three letters
    pub country: String,
    /// two letters and two characters
    pub signer: String,
    /// serial number of the signer's certificate, in hexadecimal digits
    pub certificate: String,
    /// day of issue, `MMDDYYYY`
    pub issued: u32,
    /// day of signing, `MMDDYYYY`
    pub signed: u32,
    /// feature definition and document category
    pub document: [u8; 2],
    /// tag and value, in this order
    pub features: Vec<(u8, Vec<u8>)>,
    /// who signs
    pub key: TestKey,
    /// the hash that the key's size asks for
    pub hash: HashAlgorithm,
}

impl SealSpec {
    /// The seal of a residence permit of Utopia, signed with P-256 by `UT01` under certificate `0A`,
    /// with this zone of two lines of 36 and this number of a passport.
    #[must_use]
    pub fn residence_permit(mrz: &str, passport: &str) -> Self {
        let zone: String = mrz.split_whitespace().collect();
        Self {
            country: "UTO".to_owned(),
            signer: "UT01".to_owned(),
            certificate: "0A".to_owned(),
            issued: 2_012_024,
            signed: 2_022_024,
            document: [0xFB, 0x06],
            features: vec![(0x02, c40(&zone)), (0x03, c40(passport))],
            key: TestKey::DsP256,
            hash: HashAlgorithm::Sha256,
        }
    }

    /// Header and features: what is signed.
    #[must_use]
    pub fn signed_bytes(&self) -> Vec<u8> {
        let reference = format!(
            "{}{:02}{}",
            self.signer,
            self.certificate.len(),
            self.certificate
        );
        let mut bytes = vec![0xDC, 0x03];
        bytes.extend(c40(&format!("{:<3}", self.country)));
        bytes.extend(c40(&reference));
        for date in [self.issued, self.signed] {
            let [_, octets @ ..] = date.to_be_bytes();
            bytes.extend(octets);
        }
        bytes.extend(self.document);
        for (tag, value) in &self.features {
            bytes.push(*tag);
            bytes.extend(length(value.len()));
            bytes.extend(value);
        }
        bytes
    }

    /// The seal.
    ///
    /// # Errors
    /// [`PkiError::Sign`] when the key is none for ECDSA.
    pub fn to_bytes(&self) -> Result<Vec<u8>, PkiError> {
        let mut bytes = self.signed_bytes();
        let signature = self.key.sign(plain(self.hash), &bytes)?;
        bytes.push(0xFF);
        bytes.extend(length(signature.len()));
        bytes.extend(signature);
        Ok(bytes)
    }
}

/// A seal in JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VdsNcSpec {
    /// the member `data`, already in its canonical form
    pub data: String,
    /// the signer's certificate in DER
    pub certificate: Vec<u8>,
    /// who signs, with SHA-256
    pub key: TestKey,
}

impl VdsNcSpec {
    /// The seal as text.
    ///
    /// # Errors
    /// [`PkiError::Sign`] when the key is none for ECDSA.
    pub fn to_text(&self) -> Result<String, PkiError> {
        let hash = HashAlgorithm::Sha256;
        let signature = self.key.sign(plain(hash), self.data.as_bytes())?;
        Ok(format!(
            "{{\"data\":{},\"sig\":{{\"alg\":\"ES256\",\"cer\":\"{}\",\"sigvl\":\"{}\"}}}}",
            self.data,
            base64url(&self.certificate),
            base64url(&signature)
        ))
    }
}

const fn plain(hash: HashAlgorithm) -> SignatureAlgorithm {
    SignatureAlgorithm::Ecdsa {
        hash,
        encoding: EcdsaEncoding::Plain,
    }
}

/// A length in the form of DER, up to two octets.
fn length(len: usize) -> Vec<u8> {
    let [.., high, low] = len.to_be_bytes();
    match (high, low) {
        (0, 0..=0x7F) => vec![low],
        (0, _) => vec![0x81, low],
        _ => vec![0x82, high, low],
    }
}

/// Text in C40 (Doc 9303-13 §2.6.1): capital letters, digits, spaces; `<` is a space.
#[must_use]
pub fn c40(text: &str) -> Vec<u8> {
    let value = |character: &u8| match character {
        digit @ b'0'..=b'9' => u16::from(digit - b'0') + 4,
        letter @ b'A'..=b'Z' => u16::from(letter - b'A') + 14,
        _ => 3,
    };
    let pack = |triple: &[u8]| match triple {
        [one] => [0xFE, one.saturating_add(1)],
        [one, two, rest @ ..] => {
            let third = rest.first().map_or(0, value);
            (1600 * value(one) + 40 * value(two) + third + 1).to_be_bytes()
        }
        [] => [0, 0],
    };
    text.as_bytes().chunks(3).flat_map(pack).collect()
}

/// Base64 for addresses, without padding (RFC 4648 §5).
fn base64url(bytes: &[u8]) -> String {
    let text = encode_base64(bytes);
    let text = text.trim_end_matches('=');
    text.replace('+', "-").replace('/', "_")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Doc 9303-13 appendix C; RFC 4648 §10.
    #[test]
    fn examples() {
        assert_eq!(c40("XK<CD"), [0xEB, 0x04, 0x66, 0xA9]);
        assert_eq!(c40("XKCD"), [0xEB, 0x11, 0xFE, 0x45]);
        assert_eq!(c40("VISA01"), [0xDE, 0x51, 0x58, 0x26]);
        assert_eq!(base64url(b"foob"), "Zm9vYg");
        assert_eq!(base64url(&[0xFB, 0xFF, 0xBF]), "-_-_");
    }
}
