//! How two values stand to each other.

/// What holding two values against each other gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Relation {
    /// they say the same
    Same,
    /// they do not; the first character that differs in each, from 0
    Differs { one: usize, two: usize },
    /// they cannot be held against each other: nothing is shown
    Open,
}

impl Relation {
    /// Seen from the other value.
    pub(crate) const fn turned(self) -> Self {
        match self {
            Self::Differs { one, two } => Self::Differs { one: two, two: one },
            other => other,
        }
    }

    /// The first place where two rows of characters differ.
    pub(crate) fn of_characters(one: &str, two: &str) -> Self {
        let mut pairs = one.chars().zip(two.chars());
        let alike = pairs.by_ref().take_while(|(a, b)| a == b).count();
        let is_end = |text: &str| text.chars().count() == alike;
        if is_end(one) && is_end(two) {
            Self::Same
        } else {
            Self::Differs {
                one: alike,
                two: alike,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters() {
        let at = |one, two| Relation::Differs { one, two };
        assert_eq!(Relation::of_characters("AB", "AB"), Relation::Same);
        assert_eq!(Relation::of_characters("AB", "AC"), at(1, 1));
        assert_eq!(Relation::of_characters("AB", "ABC"), at(2, 2));
        assert_eq!(Relation::of_characters("", "A"), at(0, 0));
        let differs = Relation::Differs { one: 1, two: 2 };
        assert_eq!(differs.turned(), at(2, 1));
    }
}
