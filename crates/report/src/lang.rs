//! The languages people read, and every sentence in both (DESIGN §4, `--lang en|vi`).
//!
//! Ids, codes and JSON are never translated. A sentence is a [`Msg`], typed with what it needs;
//! both catalogs are exhaustive matches, so a missing translation does not compile.

mod desk;
mod en;
mod fields;
mod msg;
mod page;
mod page_words;
mod places;
#[cfg(test)]
mod samples;
mod vi;

pub use desk::DeskMsg;
pub(crate) use fields::field_title;
pub use msg::Msg;
pub(crate) use page::PageMsg;
pub(crate) use page_words::Word;
pub(crate) use places::{face_name, places};

/// A language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Vietnamese.
    Vi,
}

impl Lang {
    /// Every language.
    pub const ALL: [Self; 2] = [Self::En, Self::Vi];

    /// The language of `en`, `vi`, or of a locale such as `vi_VN.UTF-8`; `None` for others.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let language = name.split(['_', '-', '.', '@']).next().unwrap_or_default();
        match language.to_ascii_lowercase().as_str() {
            "en" | "c" | "posix" => Some(Self::En),
            "vi" => Some(Self::Vi),
            _ => None,
        }
    }

    /// The two-letter name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Vi => "vi",
        }
    }
}

impl Msg<'_> {
    /// The sentence in a language.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        match lang {
            Lang::En => en::text(self),
            Lang::Vi => vi::text(self),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locales_are_understood() {
        assert_eq!(Lang::parse("vi_VN.UTF-8"), Some(Lang::Vi));
        assert_eq!(Lang::parse("en"), Some(Lang::En));
        assert_eq!(Lang::parse("C.UTF-8"), Some(Lang::En));
        assert_eq!(Lang::parse("fr_FR"), None);
        for lang in Lang::ALL {
            assert_eq!(Lang::parse(lang.as_str()), Some(lang));
        }
    }

    /// The words of the page for a browser, likewise.
    #[test]
    fn words_of_the_page_are_complete() {
        let words = Word::ALL.iter().map(|word| PageMsg::Word(*word));
        let others = (0..5).map(PageMsg::Question);
        let others = others.chain((0..7).map(PageMsg::Family));
        for message in words.chain(others.chain((1..=16).map(PageMsg::Group))) {
            let [english, vietnamese] = Lang::ALL.map(|lang| message.text(lang));
            assert!(!english.is_empty() && !vietnamese.is_empty(), "{message:?}");
            assert_ne!(english, vietnamese, "{message:?}");
        }
    }

    /// Every sentence exists in both languages, differs between them, and is one line.
    #[test]
    fn catalogs_are_complete() {
        for message in samples::SAMPLES {
            let [english, vietnamese] = Lang::ALL.map(|lang| message.text(lang));
            assert!(!english.is_empty() && !vietnamese.is_empty(), "{message:?}");
            assert_ne!(english, vietnamese, "{message:?}");
            for text in [english, vietnamese] {
                assert!(
                    !text.contains('\n') && !text.ends_with(['.', ' ']),
                    "{text:?}"
                );
            }
        }
    }
}
