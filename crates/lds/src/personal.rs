//! Personal data, hidden until revealed on purpose.

use core::fmt;

/// A value that tells about a person: a name, a number, a date, a picture.
///
/// `Debug` prints `<personal>`, there is no `Display` and no serialisation; who wants the value
/// writes [`reveal`](Self::reveal), which is easy to find in a review.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Personal<T>(T);

impl<T> Personal<T> {
    /// Hides a value.
    #[must_use]
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// The value, for those who may see it.
    #[must_use]
    pub const fn reveal(&self) -> &T {
        &self.0
    }

    /// The value, taken out.
    #[must_use]
    pub fn into_revealed(self) -> T {
        self.0
    }

    /// Another value made from the hidden one, hidden as well.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Personal<U> {
        Personal(change(self.0))
    }
}

impl<T> From<T> for Personal<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl<T> fmt::Debug for Personal<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<personal>")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_hides_and_reveal_shows() {
        let name = Personal::new("CANARY".to_owned());
        assert_eq!(
            format!("{name:?} {:?}", Some(&name)),
            "<personal> Some(<personal>)"
        );
        assert_eq!(name.map(|text| text.len()).reveal(), &6);
    }
}
