//! A name as the data groups write it: `PRIMARY<<SECONDARY<SECOND`.

use super::Text;

/// A name in its parts (Doc 9303-3 §4.6): `<<` between the identifiers, `<` between their words.
/// Unlike in the MRZ nothing is cut off or put into capitals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonName<'a> {
    text: Text<'a>,
    irregular: bool,
}

impl<'a> PersonName<'a> {
    /// Any text as a name; one without `<<` is a primary identifier.
    #[must_use]
    pub fn read(text: Text<'a>) -> Self {
        let shown = text.as_str();
        let regular = shown.split("<<").count() <= 2
            && shown
                .split("<<")
                .all(|part| part.split('<').all(|word| !word.trim().is_empty()));
        Self {
            irregular: !regular,
            text,
        }
    }

    /// The name as it stands.
    #[must_use]
    pub const fn text(&self) -> &Text<'a> {
        &self.text
    }

    /// The primary identifier, its words with one space between; mostly the surname.
    #[must_use]
    pub fn primary(&self) -> String {
        self.identifiers().next().unwrap_or_default()
    }

    /// The secondary identifier, mostly the given names; `None` when there is none.
    #[must_use]
    pub fn secondary(&self) -> Option<String> {
        let rest: Vec<_> = self.identifiers().skip(1).collect();
        (!rest.is_empty()).then(|| rest.join(" "))
    }

    /// Whether fillers stand where none belong: more than one `<<`, at an end, three in a row.
    /// French passports have them (the name is read all the same).
    #[must_use]
    pub const fn is_irregular(&self) -> bool {
        self.irregular
    }

    fn identifiers(&self) -> impl Iterator<Item = String> {
        self.text.as_str().split("<<").filter_map(|part| {
            let words: Vec<_> = part.split('<').flat_map(str::split_whitespace).collect();
            (!words.is_empty()).then(|| words.join(" "))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::CharacterSet;

    fn name(text: &str) -> (String, Option<String>, bool) {
        let name = PersonName::read(Text::decode(text.as_bytes(), CharacterSet::Utf8));
        (name.primary(), name.secondary(), name.is_irregular())
    }

    #[test]
    fn identifiers_and_stray_fillers() {
        let is = |primary: &str, secondary: Option<&str>, irregular| {
            (primary.to_owned(), secondary.map(str::to_owned), irregular)
        };
        assert_eq!(name("SMITH<<JOHN<J"), is("SMITH", Some("JOHN J"), false));
        assert_eq!(name("VAN<DER<STEEN"), is("VAN DER STEEN", None, false));
        assert_eq!(name("Đặng<<Đỗ Quyên"), is("Đặng", Some("Đỗ Quyên"), false));
        assert_eq!(name("MARTIN<<ANNE<<<"), is("MARTIN", Some("ANNE"), true));
        assert_eq!(
            name("SMITH<<BRENDA<<P"),
            is("SMITH", Some("BRENDA P"), true)
        );
        assert_eq!(name("<<<ANNE"), is("ANNE", None, true));
        assert_eq!(name(""), is("", None, true));
    }
}
