//! Document codes (Doc 9303-4 §4.4, -5, -6 note k, -7) and the special codes of Doc 9303-3 §5.

use crate::Format;

/// What kind of document a document code names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DocumentKind {
    /// TD3 that begins with `P`
    Passport(PassportKind),
    /// `IP`: passport card
    PassportCard,
    /// `I`, `A` or `C` with any other letter: identity card or other official document
    IdentityDocument,
    /// `AC`: crew member certificate
    CrewMemberCertificate,
    /// begins with `V`
    Visa,
    /// a code that the format does not have
    Unknown,
}

/// The second letter of a passport's code (Doc 9303-4 §4.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PassportKind {
    /// `P<`, without a second letter; until the end of 2027
    Unstated,
    /// `PP`: ordinary
    Ordinary,
    /// `PE`: emergency
    Emergency,
    /// `PD`: diplomatic
    Diplomatic,
    /// `PO`: official or service
    Official,
    /// `PR`: refugee
    Refugee,
    /// `PT`: alien
    Alien,
    /// `PS`: stateless person
    Stateless,
    /// `PL`: laissez-passer
    LaissezPasser,
    /// `PM`: military
    Military,
    /// `PU`: single sheet
    SingleSheet,
    /// any other letter; of the issuer's own choice until the end of 2025
    Other(char),
}

impl DocumentKind {
    pub(crate) fn from_code(format: Format, code: &[u8]) -> Self {
        match (format, code) {
            (Format::Td3, [b'P', second]) => PassportKind::from_letter(*second),
            (Format::MrvA | Format::MrvB, [b'V', b'A'..=b'Z' | b'<']) => Self::Visa,
            (Format::Td1 | Format::Td2, [first, second]) => Self::from_card_code(*first, *second),
            _ => Self::Unknown,
        }
    }

    /// First letter A, C or I; second not V; AI forbidden; AC for crew only.
    const fn from_card_code(first: u8, second: u8) -> Self {
        match (first, second) {
            (b'A', b'C') => Self::CrewMemberCertificate,
            (b'A', b'I') | (_, b'V') => Self::Unknown,
            (b'I', b'P') => Self::PassportCard,
            (b'A' | b'C' | b'I', b'A'..=b'Z' | b'<') => Self::IdentityDocument,
            _ => Self::Unknown,
        }
    }
}

impl PassportKind {
    fn from_letter(letter: u8) -> DocumentKind {
        DocumentKind::Passport(match letter {
            b'<' => Self::Unstated,
            b'P' => Self::Ordinary,
            b'E' => Self::Emergency,
            b'D' => Self::Diplomatic,
            b'O' => Self::Official,
            b'R' => Self::Refugee,
            b'T' => Self::Alien,
            b'S' => Self::Stateless,
            b'L' => Self::LaissezPasser,
            b'M' => Self::Military,
            b'U' => Self::SingleSheet,
            b'A'..=b'Z' => Self::Other(char::from(letter)),
            _ => return DocumentKind::Unknown,
        })
    }

    /// Whether a passport issued in this year may have this letter: any until the end of 2025,
    /// one of the list or none in 2026 and 2027, one of the list from 2028 on.
    #[must_use]
    pub const fn fits_year_of_issue(self, year: u16) -> bool {
        match self {
            Self::Other(_) => year < 2026,
            Self::Unstated => year < 2028,
            _ => true,
        }
    }
}

/// Codes that stand where a country's would, and are none of ISO 3166-1 (Doc 9303-3 §5).
const SPECIAL: [(&str, &str); 25] = [
    ("D", "Germany"),
    ("EUE", "European Union"),
    ("GBD", "British Overseas Territories citizen"),
    ("GBN", "British National (Overseas)"),
    ("GBO", "British Overseas citizen"),
    ("GBP", "British protected person"),
    ("GBS", "British subject"),
    ("RKS", "Kosovo"),
    ("UNA", "United Nations specialized agency"),
    (
        "UNK",
        "United Nations Interim Administration Mission in Kosovo",
    ),
    ("UNO", "United Nations"),
    ("UTO", "Utopia (specimens)"),
    ("XBA", "African Development Bank"),
    ("XCC", "Caribbean Community"),
    ("XCE", "Council of Europe"),
    ("XCO", "Common Market for Eastern and Southern Africa"),
    ("XEC", "Economic Community of West African States"),
    ("XIM", "African Export-Import Bank"),
    ("XMP", "Parliamentary Assembly of the Mediterranean"),
    ("XOM", "Sovereign Military Order of Malta"),
    ("XPO", "International Criminal Police Organization"),
    ("XXA", "stateless person"),
    ("XXB", "refugee (convention of 1951)"),
    ("XXC", "refugee (other)"),
    ("XXX", "person of unspecified nationality"),
];

/// The English name of a code that Doc 9303-3 §5 adds to the countries of ISO 3166-1; `None`
/// for any other, countries included.
///
/// ```
/// assert_eq!(vidimus_mrz::special_code_name("UNO"), Some("United Nations"));
/// ```
#[must_use]
pub fn special_code_name(code: &str) -> Option<&'static str> {
    special(code).map(|(_, name)| name)
}

/// The entry of a special code, its own text with it.
pub(crate) fn special(code: &str) -> Option<(&'static str, &'static str)> {
    let index = SPECIAL
        .binary_search_by_key(&code, |(code, _)| *code)
        .ok()?;
    SPECIAL.get(index).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn special_codes_are_sorted_and_found() {
        assert!(SPECIAL.is_sorted());
        for code in "XXA XXB XXC XXX UNO UNA UNK RKS XOM EUE UTO D".split(' ') {
            assert!(special_code_name(code).is_some(), "{code}");
        }
        assert_eq!(special_code_name("FRA"), None);
    }

    #[test]
    fn codes() {
        let kind = |format, code: &str| DocumentKind::from_code(format, code.as_bytes());
        assert_eq!(kind(Format::Td1, "AC"), DocumentKind::CrewMemberCertificate);
        assert_eq!(kind(Format::Td2, "I<"), DocumentKind::IdentityDocument);
        assert_eq!(kind(Format::Td1, "ID"), DocumentKind::IdentityDocument);
        assert_eq!(kind(Format::Td1, "IP"), DocumentKind::PassportCard);
        for code in ["AI", "IV", "Z<", "P<", "I1"] {
            assert_eq!(kind(Format::Td1, code), DocumentKind::Unknown, "{code}");
        }
        assert_eq!(kind(Format::MrvA, "V<"), DocumentKind::Visa);
        for letter in "PEDORTSLMU".chars() {
            let kind = kind(Format::Td3, &format!("P{letter}"));
            assert!(
                matches!(kind, DocumentKind::Passport(passport)
                    if passport.fits_year_of_issue(2028)),
                "{letter}"
            );
        }
        assert!(PassportKind::Other('N').fits_year_of_issue(2025));
        assert!(!PassportKind::Other('N').fits_year_of_issue(2026));
        assert!(!PassportKind::Unstated.fits_year_of_issue(2028));
        assert_eq!(kind(Format::Td3, "Z<"), DocumentKind::Unknown);
    }
}
