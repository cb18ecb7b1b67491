//! Country codes: the three letters of a travel document (Doc 9303-3 §5) against the two
//! letters of a certificate (ISO 3166-1).
//!
//! The relation is many to many: five British codes belong to `GB`, one Kosovar to `KS` and
//! `XK`. A pair whose members are both known and do not belong together is a mismatch; where
//! one of them is in no table nothing can be said.

mod table;

/// How the codes of a document and of a certificate relate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CountryMatch {
    /// One country.
    Same,
    /// Two countries.
    Different,
    /// One of the codes is not in the table.
    Unknown,
}

/// The two-letter codes that certificates of this issuing state or organization carry.
///
/// `issuing_state` is written as in the machine-readable zone, with or without fillers:
/// `D<<` or `D`, `UTO`. Empty for a code that is not in the table.
#[must_use]
pub fn certificate_codes(issuing_state: &str) -> Vec<&'static str> {
    let code = issuing_state.trim_end_matches('<');
    if let Some((_, codes)) = table::ICAO.iter().find(|(icao, _)| *icao == code) {
        return codes.to_vec();
    }
    iso_alpha_2(code).into_iter().collect()
}

fn iso_alpha_2(alpha_3: &str) -> Option<&'static str> {
    let index = table::ISO
        .binary_search_by_key(&alpha_3, |(alpha_3, _)| alpha_3)
        .ok()?;
    table::ISO.get(index).map(|(_, alpha_2)| *alpha_2)
}

/// The codes of documents whose signers carry this two-letter code; empty where none is known.
#[must_use]
pub fn issuing_states(certificate_code: &str) -> Vec<&'static str> {
    let code = certificate_code.to_ascii_uppercase();
    let iso = table::ISO
        .iter()
        .filter(|(_, alpha_2)| *alpha_2 == code)
        .map(|(alpha_3, _)| *alpha_3);
    let icao = table::ICAO
        .iter()
        .filter(|(_, codes)| codes.contains(&code.as_str()))
        .map(|(icao, _)| *icao);
    iso.chain(icao).collect()
}

/// Whether a certificate's country belongs to a document's issuing state; case does not count.
///
/// A certificate with three letters (one public authority) is read as ISO alpha-3.
#[must_use]
pub fn compare(issuing_state: &str, certificate_code: &str) -> CountryMatch {
    let state_codes = certificate_codes(issuing_state);
    let written = certificate_code.trim().to_ascii_uppercase();
    let code = iso_alpha_2(&written).unwrap_or(&written);
    if state_codes.contains(&code) {
        CountryMatch::Same
    } else if state_codes.is_empty() || issuing_states(code).is_empty() {
        CountryMatch::Unknown
    } else {
        CountryMatch::Different
    }
}

/// Whether two certificates name one country; case does not count.
#[must_use]
pub fn same_certificate_country(one: &str, other: &str) -> bool {
    normal(one) == normal(other)
}

/// A certificate's country code in upper case, and in two letters where it is an ISO alpha-3.
pub(crate) fn normal(certificate_code: &str) -> String {
    let upper = certificate_code.trim().to_ascii_uppercase();
    iso_alpha_2(&upper).map_or(upper, str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table_is_sorted_and_complete() {
        assert!(table::ISO.is_sorted_by(|a, b| a.0 < b.0));
        assert_eq!(table::ISO.len(), 249);
    }

    #[test]
    fn pairs_that_belong_together() {
        for (state, code) in [
            ("UTO", "UT"),
            ("D<<", "DE"),
            ("D", "de"),
            ("GBD", "GB"),
            ("GBS", "gb"),
            ("GBR", "GB"),
            ("EUE", "EU"),
            ("UNO", "UN"),
            ("UNA", "UN"),
            ("RKS", "KS"),
            ("RKS", "XK"),
            ("XOM", "XO"),
            ("VNM", "VN"),
            ("LTU", "LTU"),
        ] {
            assert_eq!(compare(state, code), CountryMatch::Same, "{state} {code}");
        }
    }

    #[test]
    fn pairs_that_do_not() {
        for (state, code) in [("UTO", "DE"), ("FRA", "DE"), ("GBD", "UT"), ("D", "AT")] {
            assert_eq!(
                compare(state, code),
                CountryMatch::Different,
                "{state} {code}"
            );
        }
    }

    #[test]
    fn pairs_that_nobody_knows() {
        for (state, code) in [
            ("XPO", "FR"),
            ("D", "ZZ"),
            ("QQQ", "DE"),
            ("", "DE"),
            ("D", ""),
        ] {
            assert_eq!(
                compare(state, code),
                CountryMatch::Unknown,
                "{state} {code}"
            );
        }
    }

    #[test]
    fn backwards() {
        assert_eq!(issuing_states("de"), ["DEU", "D"]);
        assert_eq!(issuing_states("GB").len(), 6);
        assert!(issuing_states("ZZ").is_empty());
    }
}
