//! Private key usage period (2.5.29.16, RFC 3280 §4.2.1.4, Doc 9303-12 §7.1.1).

use super::whole;
use vidimus_iso7816::tlv::{Tag, Tlv};
use x509_parser::prelude::FromDer;
use x509_parser::time::ASN1Time;

/// When the private key may make signatures; its certificate is valid much longer, so that these
/// can be checked. Seconds since 1970, both ends belong to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PrivateKeyUsagePeriod {
    /// the first second
    pub not_before: Option<i64>,
    /// the last second
    pub not_after: Option<i64>,
}

impl PrivateKeyUsagePeriod {
    /// ```text
    /// PrivateKeyUsagePeriod ::= SEQUENCE {
    ///     notBefore [0] GeneralizedTime OPTIONAL, notAfter [1] GeneralizedTime OPTIONAL }
    /// ```
    /// A time that is none sets no bound.
    pub(super) fn parse(value: &[u8]) -> Option<Self> {
        let mut bounds = whole(value, Tag(0x30))?.children().ok()?;
        let not_before = bounds.take_if(Tag(0x80)).ok()?;
        let not_after = bounds.take_if(Tag(0x81)).ok()?;
        bounds.is_empty().then(|| Self {
            not_before: not_before.as_ref().and_then(seconds),
            not_after: not_after.as_ref().and_then(seconds),
        })
    }

    /// Whether no second from `first` to `last` lies in it.
    #[must_use]
    pub fn is_outside(&self, first: i64, last: i64) -> bool {
        self.not_before.is_some_and(|bound| last < bound)
            || self.not_after.is_some_and(|bound| first > bound)
    }
}

/// The content under the tag of its type: the implicit tag does not say it, its length does.
fn seconds(bound: &Tlv<'_>) -> Option<i64> {
    let tag = if bound.value.len() == 13 { 0x17 } else { 0x18 };
    let length = u8::try_from(bound.value.len()).ok()?;
    let der = [&[tag, length], bound.value].concat();
    let (_, time) = ASN1Time::from_der(&der).ok()?;
    Some(time.timestamp())
}
