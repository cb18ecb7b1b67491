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

#[cfg(test)]
mod tests {
    use super::PrivateKeyUsagePeriod;
    use proptest::prelude::*;

    /// 2025-01-01 and 2025-04-01, by `date -u -d @N`.
    const FROM: i64 = 1_735_689_600;
    const TO: i64 = 1_743_465_600;

    fn encoded(bounds: &[(u8, &[u8])]) -> Vec<u8> {
        let content: Vec<u8> = bounds
            .iter()
            .flat_map(|(tag, text)| {
                [&[*tag, u8::try_from(text.len()).unwrap_or(0)][..], text].concat()
            })
            .collect();
        [
            &[0x30, u8::try_from(content.len()).unwrap_or(0)][..],
            &content,
        ]
        .concat()
    }

    fn parse(bounds: &[(u8, &[u8])]) -> Option<(Option<i64>, Option<i64>)> {
        PrivateKeyUsagePeriod::parse(&encoded(bounds))
            .map(|period| (period.not_before, period.not_after))
    }

    #[test]
    fn bounds_in_both_types_of_time() {
        let (from, to) = (b"20250101000000Z", b"20250401000000Z");
        let both = Some((Some(FROM), Some(TO)));
        assert_eq!(parse(&[(0x80, from), (0x81, to)]), both);
        let (short_from, short_to) = (b"250101000000Z", b"250401000000Z");
        assert_eq!(parse(&[(0x80, short_from), (0x81, short_to)]), both);
        assert_eq!(parse(&[(0x81, to)]), Some((None, Some(TO))));
        assert_eq!(parse(&[(0x80, b"next year")]), Some((None, None)));
        assert_eq!(parse(&[(0x81, to), (0x80, from)]), None, "order");
        assert_eq!(parse(&[(0x18, from)]), None, "not implicit");
    }

    #[test]
    fn both_ends_belong_to_it() {
        let period = PrivateKeyUsagePeriod {
            not_before: Some(FROM),
            not_after: Some(TO),
        };
        for (first, last, outside) in [
            (FROM, FROM, false),
            (TO, TO, false),
            (FROM - 1, FROM - 1, true),
            (TO + 1, TO + 1, true),
            (FROM - 100, FROM, false),
            (TO, TO + 100, false),
        ] {
            assert_eq!(period.is_outside(first, last), outside, "{first} {last}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]

        /// Whatever the bytes, no panic; and an empty period holds everything.
        #[test]
        fn any_bytes(content in proptest::collection::vec(any::<u8>(), 0..48), at: i64) {
            if let Some(period) = PrivateKeyUsagePeriod::parse(&content) {
                let bounded = period.not_before.is_some() || period.not_after.is_some();
                prop_assert!(bounded || !period.is_outside(at, at));
            }
            let _ = PrivateKeyUsagePeriod::parse(&encoded(&[(0x80, &content)]));
        }
    }
}
