//! One row of the tables: a letter and what a zone may write for it.

/// Under which circumstances another answer than the first is the recommended one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    Belarusian,
    Bulgarian,
    Macedonian,
    Serbian,
    Ukrainian,
    /// Ukrainian, at the beginning of a part of the name
    UkrainianInitial,
}

/// A capital letter and its answers.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) letter: char,
    /// every allowed answer, the recommended one first; one that is empty is "not encoded";
    /// none at all is the shadda, which doubles the letter before it
    pub(super) answers: &'static [&'static str],
    /// the answer to recommend in some languages
    pub(super) exceptions: &'static [(When, &'static str)],
}

/// A row whose recommended answer is the same in every language.
pub(super) const fn row(letter: char, answers: &'static [&'static str]) -> Row {
    except(letter, answers, &[])
}

/// A row with exceptions.
pub(super) const fn except(
    letter: char,
    answers: &'static [&'static str],
    exceptions: &'static [(When, &'static str)],
) -> Row {
    Row {
        letter,
        answers,
        exceptions,
    }
}
