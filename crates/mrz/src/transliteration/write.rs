//! From national letters to a zone's.

use super::Language;
use super::letter::{Kind, Piece, pieces};
use super::row::{Row, When};
use core::fmt;

/// Teh marbuta, whose answer depends on what comes after it (section 6.C, note 2).
const TEH_MARBUTA: char = '\u{0629}';

/// A character that no table gives an answer for. It may be part of a name: only its place is
/// kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Untransliterable {
    /// the character's place in the text, from 1
    pub column: u16,
}

/// The ways to write a text in a zone.
#[derive(Clone, PartialEq, Eq)]
pub struct Variants {
    /// distinct texts, the recommended one first
    pub texts: Vec<String>,
    /// whether these are all
    pub complete: bool,
}

/// What can be written for one piece, the recommended text first.
struct Step {
    texts: Vec<String>,
}

/// A text as a zone writes it by the recommended answers: `A` to `Z`, `<` for what parts words,
/// `<<` for a comma or `<<`. Ready for [`crate::Fields`].
///
/// ```
/// use vidimus_mrz::transliteration::{Language, to_mrz};
/// assert_eq!(to_mrz("Đặng Thị Ví Dụ", Language::Other).as_deref(), Ok("DANG<THI<VI<DU"));
/// assert_eq!(to_mrz("Юлія", Language::Ukrainian).as_deref(), Ok("YULIIA"));
/// ```
///
/// # Errors
/// [`Untransliterable`]: the place of the first character in none of the tables, such as a
/// digit or a letter of another script; or of the one after 512, which are enough for a name.
pub fn to_mrz(text: &str, language: Language) -> Result<String, Untransliterable> {
    let steps = steps(text, language)?;
    let first = |step: &Step| step.texts.first().cloned();
    Ok(steps.iter().filter_map(first).collect())
}

/// All ways to write a text, at most `limit` of them.
///
/// # Errors
/// As [`to_mrz`].
pub fn variants(
    text: &str,
    language: Language,
    limit: usize,
) -> Result<Variants, Untransliterable> {
    let mut found = Variants {
        texts: vec![String::new()],
        complete: true,
    };
    for step in steps(text, language)? {
        found.extend(&step, limit.max(1));
    }
    Ok(found)
}

impl Variants {
    /// Appends every text of a step to every text so far. The recommended text stays first
    /// because both lists have theirs first.
    fn extend(&mut self, step: &Step, limit: usize) {
        let mut next = Vec::with_capacity(self.texts.len());
        for ending in &step.texts {
            for text in &self.texts {
                let joined = format!("{text}{ending}");
                if !next.contains(&joined) {
                    next.push(joined);
                }
            }
        }
        self.complete &= next.len() <= limit;
        next.truncate(limit);
        self.texts = next;
    }
}

fn steps(text: &str, language: Language) -> Result<Vec<Step>, Untransliterable> {
    let pieces = pieces(text);
    let mut steps: Vec<Step> = Vec::with_capacity(pieces.len());
    let mut initial = true;
    for (index, piece) in pieces.iter().enumerate() {
        let after = pieces.get(index + 1..).unwrap_or_default();
        match piece.kind {
            Kind::Plain(letter) => steps.push(Step::one(letter)),
            Kind::Row(row) => steps.push(Step::of(row, language, initial, ends_part(after))),
            Kind::Separator => steps.push(Step::one('<')),
            Kind::Identifiers => steps.push(Step {
                texts: vec!["<<".to_owned()],
            }),
            Kind::Double => double(&mut steps),
            Kind::Unknown => {
                return Err(Untransliterable {
                    column: piece.column,
                });
            }
        }
        initial = matches!(piece.kind, Kind::Separator | Kind::Identifiers);
    }
    Ok(joined_separators(steps))
}

/// Several separators in a row are one; none stand at the ends.
fn joined_separators(steps: Vec<Step>) -> Vec<Step> {
    let mut kept: Vec<Step> = Vec::with_capacity(steps.len());
    for step in steps {
        let Some(last) = kept.last_mut().filter(|_| step.is_separator()) else {
            kept.push(step);
            continue;
        };
        if !last.is_separator() {
            kept.push(step);
        } else if step.texts.iter().any(|text| text == "<<") {
            *last = step;
        }
    }
    if kept.last().is_some_and(Step::is_separator) {
        kept.pop();
    }
    let lead = usize::from(kept.first().is_some_and(Step::is_separator));
    kept.into_iter().skip(lead).collect()
}

/// Shadda: the letter before it is written twice (section 6.C, note 3).
fn double(steps: &mut [Step]) {
    let last = steps.last_mut().filter(|step| !step.is_separator());
    for text in last.into_iter().flat_map(|step| &mut step.texts) {
        *text = text.repeat(2);
    }
}

/// Whether a part of the name ends before these pieces.
fn ends_part(after: &[Piece]) -> bool {
    let next = after
        .iter()
        .find(|piece| !matches!(piece.kind, Kind::Double));
    next.is_none_or(|piece| matches!(piece.kind, Kind::Separator | Kind::Identifiers))
}

impl Step {
    fn one(letter: char) -> Self {
        Self {
            texts: vec![letter.to_string()],
        }
    }

    /// The answers of a row, the one for this language and place first.
    fn of(row: &Row, language: Language, initial: bool, last: bool) -> Self {
        let named = row
            .exceptions
            .iter()
            .find(|(when, _)| when.is(language, initial));
        let chosen = match (named, row.letter) {
            (Some((_, answer)), _) => Some(*answer),
            (None, TEH_MARBUTA) if last => Some("XAH"),
            (None, _) => row.answers.first().copied(),
        };
        let others = row.answers.iter().copied();
        let others = others.filter(|answer| Some(*answer) != chosen);
        Self {
            texts: chosen
                .into_iter()
                .chain(others)
                .map(str::to_owned)
                .collect(),
        }
    }

    fn is_separator(&self) -> bool {
        self.texts.first().is_some_and(|text| text.starts_with('<'))
    }
}

impl When {
    fn is(self, language: Language, initial: bool) -> bool {
        match self {
            Self::Belarusian => language == Language::Belarusian,
            Self::Bulgarian => language == Language::Bulgarian,
            Self::Macedonian => language == Language::Macedonian,
            Self::Serbian => language == Language::Serbian,
            Self::Ukrainian => language == Language::Ukrainian,
            Self::UkrainianInitial => language == Language::Ukrainian && initial,
        }
    }
}

impl Untransliterable {
    /// The stable machine code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "malformed.content"
    }
}

impl fmt::Display for Untransliterable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "character {} has no answer in the tables of Doc 9303-3",
            self.column
        )
    }
}

impl core::error::Error for Untransliterable {}

impl fmt::Debug for Variants {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Variants({}, <personal>)", self.texts.len())
    }
}
