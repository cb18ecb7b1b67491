//! What a chip can do wrong in PACE, and the wrong values it then sends.
//!
//! Every one is something a terminal must notice: a public value that is none is rejected before
//! anything is computed with it (§9.6, key validation of BSI TR-03111 and RFC 2631), equal public
//! keys are refused (§4.4.1 step 3 d), a token that does not fit ends the run. The conformance rows
//! `OWN-PACE-*` and `T53-TS_PACE_*` say which error is expected of which.

use vidimus_pubkey::agreement::{AgreementKey, Domain};

/// A departure from PACE while the chip runs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PaceFlaw {
    /// one bit of the encrypted nonce is the other way round
    Nonce,
    /// the nonce that is mapped is one more than the one sent
    MappedNonce,
    /// the terminal's token is taken whatever it is
    AcceptToken,
    /// a public value is none
    Public(PublicStep, PublicValue),
    /// one bit of the token is the other way round
    TokenBit,
    /// the token is made with the other cipher's code
    TokenMac,
    /// the answer of a step, 1 to 4, has another form
    Object(u8, ObjectForm),
    /// the encrypted chip authentication data are under this tag, or nowhere
    ChipData(Option<u32>, ChipDataValue),
}

/// Which public value: of the mapping, or of the key agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PublicStep {
    Mapping,
    Agreement,
}

/// What stands for a public value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PublicValue {
    /// a single zero byte
    Infinity,
    /// y changed in one bit
    OffCurve,
    /// x not below p, or with MODP a value larger than p
    Range,
    /// one byte less at the end
    Short,
    /// one zero byte more in front
    Padded,
    /// first byte 05
    Form,
    /// x and the parity of y
    Compressed,
    /// a point of another curve
    OtherCurve,
    /// the terminal's own value
    Echo,
    /// sixteen bytes where nothing may be
    NotEmpty,
    /// zero
    Zero,
    /// one
    One,
    /// p - 1
    MinusOne,
    /// p
    Prime,
    /// two, which is outside the subgroup
    NotInSubgroup,
}

/// The form of an answer to GENERAL AUTHENTICATE.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ObjectForm {
    /// the object has another tag
    Tag(u32),
    /// an object of another tag follows
    AlsoTag(u32),
    /// `7C 00`
    Empty,
    /// the last byte of the template is missing
    Cut,
}

/// What stands for the chip authentication data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ChipDataValue {
    /// what should
    Right,
    /// another number, padded and encrypted
    Wrong,
    /// bytes that decrypt to nothing padded
    BadEncoding,
    /// no byte
    Empty,
    /// bytes at random
    Random,
}

impl PublicValue {
    /// The bytes that the chip sends in place of `own`.
    pub(super) fn bytes(self, own: &[u8], terminal: &[u8], domain: Domain) -> Vec<u8> {
        match self {
            Self::Infinity => vec![0],
            Self::NotEmpty => vec![0xA5; 16],
            Self::Echo => terminal.to_vec(),
            Self::Short => own
                .split_last()
                .map_or_else(Vec::new, |(_, rest)| rest.to_vec()),
            Self::Padded => [&[0], own].concat(),
            Self::OffCurve => with_last(own, |last| last ^ 1),
            Self::Form => with_first(own, 5),
            Self::Compressed => compressed(own),
            Self::Range => out_of_range(own, domain),
            Self::OtherCurve => other_point(own.len()).unwrap_or_else(|| vec![0]),
            Self::Zero => small(own.len(), 0),
            Self::One => small(own.len(), 1),
            Self::NotInSubgroup => small(own.len(), 2),
            Self::Prime => prime(domain, own.len()),
            // the primes are odd
            Self::MinusOne => with_last(&prime(domain, own.len()), |last| last ^ 1),
        }
    }
}

/// The bytes with their last one changed.
fn with_last(bytes: &[u8], change: impl Fn(u8) -> u8) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    if let Some(last) = bytes.last_mut() {
        *last = change(*last);
    }
    bytes
}

/// The bytes behind another first one: the form of a point, `04` uncompressed.
fn with_first(bytes: &[u8], first: u8) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    if let Some(byte) = bytes.first_mut() {
        *byte = first;
    }
    bytes
}

/// A number as long as a public value.
fn small(length: usize, value: u8) -> Vec<u8> {
    with_last(&vec![0; length], |_| value)
}

/// The prime of a MODP group; for curves, which have no such flaw, all ones.
fn prime(domain: Domain, length: usize) -> Vec<u8> {
    match domain {
        Domain::Dh(group) => group.p().to_vec(),
        Domain::Ec(_) => vec![0xFF; length],
    }
}

/// `02` or `03` and x, of `04 x y`.
fn compressed(point: &[u8]) -> Vec<u8> {
    let coordinates = point.get(1..).unwrap_or_default();
    let (x, y) = coordinates.split_at(coordinates.len() / 2);
    let odd = y.last().is_some_and(|last| last & 1 == 1);
    [&[2 + u8::from(odd)], x].concat()
}

/// x of ones only, which no prime of its length exceeds; with MODP the whole value.
fn out_of_range(own: &[u8], domain: Domain) -> Vec<u8> {
    if matches!(domain, Domain::Dh(_)) {
        return vec![0xFF; own.len()];
    }
    let mut bytes = own.to_vec();
    let half = bytes.len() / 2;
    for byte in bytes.iter_mut().skip(1).take(half) {
        *byte = 0xFF;
    }
    bytes
}

/// The generator of the first other curve with points of this length, or of another one.
fn other_point(length: usize) -> Option<Vec<u8>> {
    // of two curves with one length the first is that of NIST, which faults are tried on
    let ids = [9, 11, 13, 16, 13];
    let points = ids
        .into_iter()
        .filter_map(|id| match Domain::standardized(id)? {
            Domain::Ec(curve) => AgreementKey::decode(Domain::Ec(curve), &curve.generator()).ok(),
            Domain::Dh(_) => None,
        });
    let points: Vec<_> = points.map(|key| key.encode()).collect();
    let same = points.iter().find(|point| point.len() == length);
    same.or_else(|| points.last()).cloned()
}
