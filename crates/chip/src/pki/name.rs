//! Distinguished names (RFC 5280 §4.1.2.4, Doc 9303-12 §7.1.1).

use super::der;

/// The string type of a name's values; the country is always a PrintableString.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum StringType {
    /// UTF8String
    #[default]
    Utf8,
    /// PrintableString
    Printable,
}

/// A distinguished name of up to three parts, one value each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameSpec {
    /// countryName, two letters; left out where `None`
    pub country: Option<String>,
    /// organizationName
    pub organization: String,
    /// commonName; left out where `None`
    pub common_name: Option<String>,
    /// type of organization and common name
    pub strings: StringType,
}

impl NameSpec {
    /// A name of all three parts.
    #[must_use]
    pub fn new(country: &str, organization: &str, common_name: &str) -> Self {
        Self {
            country: Some(country.to_owned()),
            organization: organization.to_owned(),
            common_name: Some(common_name.to_owned()),
            strings: StringType::Utf8,
        }
    }

    /// The name in DER.
    #[must_use]
    pub fn to_der(&self) -> Vec<u8> {
        let text = |value: &str| match self.strings {
            StringType::Utf8 => der::utf8(value),
            StringType::Printable => der::printable(value),
        };
        let country = self.country.as_deref();
        let common_name = self.common_name.as_deref();
        let parts = [
            country.map(|value| attribute(6, der::printable(value))),
            Some(attribute(10, text(&self.organization))),
            common_name.map(|value| attribute(3, text(value))),
        ];
        der::sequence(&parts.into_iter().flatten().collect::<Vec<_>>())
    }
}

/// A relative name of one attribute of X.520, `id-at` and this number.
pub(crate) fn attribute(number: u8, value: Vec<u8>) -> Vec<u8> {
    let pair = der::sequence(&[der::oid(&[0x55, 0x04, number]), value]);
    der::set_of(vec![pair])
}
