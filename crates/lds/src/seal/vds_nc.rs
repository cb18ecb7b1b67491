//! VDS-NC: a seal in JSON for environments without constraint (ICAO TR VDS-NC).
//!
//! ```text
//! { "data": { "hdr": { "t": type, "v": version, "is": issuer }, "msg": { … } },
//!   "sig":  { "alg": "ES256" | "ES384" | "ES512", "cer": base64, "sigvl": base64 } }
//! ```
//!
//! The signature is over the canonical form of `data`, whatever the spelling in the bar code. The
//! certificate inside is the signer's; being there makes nobody trust it.

use super::json::{self, Json, Node};
use super::{Part, SealError, SealFault, base64, canonical, part};
use crate::Personal;
use crate::content::FullDate;
use std::borrow::Cow;

/// A seal in JSON.
#[derive(Clone, PartialEq, Eq)]
pub struct VdsNc {
    /// type of document, such as `icao.vacc`
    pub document_type: String,
    /// version of that type
    pub version: u32,
    /// three letters of the issuing state
    pub issuer: String,
    /// name of the signature algorithm (RFC 7518 §3.1)
    pub algorithm: String,
    /// the signer's certificate in DER
    pub certificate: Vec<u8>,
    /// the values of `msg`, each by its path, in the order of the text
    pub members: Vec<Member>,
    signed: Vec<u8>,
    signature: Vec<u8>,
    signature_place: (usize, usize),
}

/// A value that holds no others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// names from `msg` on, parted by dots; elements of arrays by their number from 0
    pub path: String,
    /// offset of the value in the seal
    pub offset: usize,
    /// bytes of the value
    pub len: usize,
    /// the value: a string as it is, everything else as JSON
    pub value: Personal<String>,
}

/// Whether a text is a JSON object with the members of a seal.
pub(super) fn is_likely(bytes: &[u8]) -> bool {
    let named = |name: &[u8]| bytes.windows(name.len()).any(|window| window == name);
    bytes.len() <= super::MAX_LEN
        && bytes.trim_ascii_start().first() == Some(&b'{')
        && named(b"\"data\"")
        && named(b"\"sig\"")
}

impl VdsNc {
    pub(super) fn parse(bytes: &[u8]) -> Result<Self, SealError> {
        let text = core::str::from_utf8(bytes)
            .map_err(|error| SealFault::Json { expected: "UTF-8" }.at(error.valid_up_to()))?;
        let root = json::parse(text)?;
        let (data, sig) = (member(&root, "data")?, member(&root, "sig")?);
        let (header, message) = (member(data, "hdr")?, member(data, "msg")?);
        let (certificate, signature) = (member(sig, "cer")?, member(sig, "sigvl")?);
        let mut members = Vec::new();
        flatten("", message, &mut members);
        Ok(Self {
            document_type: string(header, "t")?,
            version: version(member(header, "v")?)?,
            issuer: string(header, "is")?,
            algorithm: string(sig, "alg")?,
            certificate: octets(certificate)?,
            members,
            signed: canonical::canonical(data).into_bytes(),
            signature: octets(signature)?,
            signature_place: (signature.offset, signature.len),
        })
    }

    pub(super) fn signed_bytes(&self) -> &[u8] {
        &self.signed
    }

    pub(super) fn signature(&self) -> &[u8] {
        &self.signature
    }

    /// The value at this path, such as `pid.n`.
    #[must_use]
    pub fn member(&self, path: &str) -> Option<Personal<&str>> {
        let mut members = self.members.iter();
        let member = members.find(|member| member.path == path)?;
        Some(Personal::new(member.value.reveal()))
    }

    /// Number of the travel document that the seal is for: `dn` of a test, `i` of a vaccination.
    #[must_use]
    pub fn document_number(&self) -> Option<Personal<&str>> {
        self.member("pid.dn").or_else(|| self.member("pid.i"))
    }

    /// Name of the holder, primary identifier first.
    #[must_use]
    pub fn name(&self) -> Option<Personal<&str>> {
        self.member("pid.n")
    }

    /// Date of birth, where it is a day of the calendar.
    #[must_use]
    pub fn birth_date(&self) -> Option<Personal<FullDate>> {
        let text = self.member("pid.dob")?.into_revealed();
        let digits: String = text.split('-').collect();
        FullDate::read(digits.as_bytes()).map(Personal::new)
    }

    pub(super) fn parts(&self) -> Vec<Part<'_>> {
        let header = [
            ("type", self.document_type.clone()),
            ("version", self.version.to_string()),
            ("issuing country", self.issuer.clone()),
            ("signature algorithm", self.algorithm.clone()),
        ];
        let mut parts: Vec<Part<'_>> = header
            .into_iter()
            .map(|(name, value)| part::open(0, 0, name, value))
            .collect();
        parts.extend(self.members.iter().map(|member| Part {
            offset: member.offset,
            len: member.len,
            name: Cow::Borrowed(member.path.as_str()),
            tag: None,
            personal: true,
            value: member.value.clone(),
        }));
        let (offset, len) = self.signature_place;
        parts.push(part::open(
            offset,
            len,
            "signature",
            part::hex(&self.signature),
        ));
        parts
    }
}

impl core::fmt::Debug for VdsNc {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("VdsNc")
            .field("document_type", &self.document_type)
            .field("version", &self.version)
            .field("issuer", &self.issuer)
            .field("algorithm", &self.algorithm)
            .field("members", &self.members.len())
            .finish_non_exhaustive()
    }
}

fn member<'a>(node: &'a Node, member: &'static str) -> Result<&'a Node, SealError> {
    let missing = SealFault::Missing { member }.at(node.offset);
    node.member(member).ok_or(missing)
}

fn string(node: &Node, name: &'static str) -> Result<String, SealError> {
    let member = member(node, name)?;
    let text = member.text().filter(|text| !text.is_empty());
    text.map(str::to_owned)
        .ok_or_else(|| SealFault::Json { expected: "text" }.at(member.offset))
}

/// A whole number.
fn version(node: &Node) -> Result<u32, SealError> {
    let whole = match node.value {
        Json::Number(number) => (0..1000).find(|whole| f64::from(*whole) == number),
        _ => None,
    };
    whole.ok_or_else(|| {
        SealFault::Json {
            expected: "version",
        }
        .at(node.offset)
    })
}

fn octets(node: &Node) -> Result<Vec<u8>, SealError> {
    let expected = "base64";
    let wrong = |at: usize| SealFault::Json { expected }.at(at);
    let text = node.text().ok_or_else(|| wrong(node.offset))?;
    // behind the quotation mark; escapes before the fault may shift it
    let octets = base64::decode(text).map_err(|at| wrong(node.offset + 1 + at))?;
    if octets.is_empty() {
        return Err(wrong(node.offset));
    }
    Ok(octets)
}

/// The values below a node, depth first.
fn flatten(path: &str, node: &Node, members: &mut Vec<Member>) {
    let below = |name: &str| match path {
        // a dot inside a name must not look like a level
        _ if name.contains('.') => format!("{path}.{name:?}"),
        "" => name.to_owned(),
        _ => format!("{path}.{name}"),
    };
    match &node.value {
        Json::Object(inner) => {
            for (name, node) in inner {
                flatten(&below(name), node, members);
            }
        }
        Json::Array(inner) => {
            for (index, node) in inner.iter().enumerate() {
                flatten(&below(&index.to_string()), node, members);
            }
        }
        value => members.push(Member {
            path: path.to_owned(),
            offset: node.offset,
            len: node.len,
            value: Personal::new(match value {
                Json::String(text) => text.clone(),
                _ => canonical::canonical(node),
            }),
        }),
    }
}
