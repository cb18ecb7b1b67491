//! Names in a zone: `<<` between identifiers, `<` between parts (Doc 9303-3 §4.6).

use core::fmt;

/// One identifier of a name, such as `ADA<GRACE`.
///
/// `Display` writes its parts with spaces between them; `Debug` hides it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Name<'a>(&'a str);

impl<'a> Name<'a> {
    /// Splits a name field into primary and secondary identifier.
    ///
    /// A second `<<` inside belongs to the secondary identifier, where it counts as one
    /// separator.
    pub(crate) fn split(field: &'a str) -> (Self, Self) {
        let (primary, secondary) = field.split_once("<<").unwrap_or((field, ""));
        (Self(primary), Self(secondary.trim_matches('<')))
    }

    /// A field that holds one identifier only.
    pub(crate) const fn whole(field: &'a str) -> Self {
        Self(field)
    }

    /// As in the zone, `<` between parts, without filler around it.
    #[must_use]
    pub fn as_mrz(&self) -> &'a str {
        self.0.trim_matches('<')
    }

    /// Whether there is no such identifier.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.as_mrz().is_empty()
    }

    /// The parts one by one.
    pub fn parts(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.0.split('<').filter(|part| !part.is_empty())
    }
}

impl fmt::Display for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, part) in self.parts().enumerate() {
            if index > 0 {
                f.write_str(" ")?;
            }
            f.write_str(part)?;
        }
        Ok(())
    }
}

impl fmt::Debug for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Name(<personal>)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits() {
        let (primary, secondary) = Name::split("VAN<DER<SPECIMEN<<ADA<<GRACE<<<<");
        assert_eq!(primary.to_string(), "VAN DER SPECIMEN");
        assert_eq!(secondary.to_string(), "ADA GRACE");
        assert_eq!(secondary.parts().count(), 2);
        let (primary, secondary) = Name::split("SPECIMEN<<<<<<");
        assert_eq!((primary.as_mrz(), secondary.is_empty()), ("SPECIMEN", true));
        let (primary, secondary) = Name::split("<<ADA<<<");
        assert_eq!((primary.is_empty(), secondary.as_mrz()), (true, "ADA"));
    }
}
