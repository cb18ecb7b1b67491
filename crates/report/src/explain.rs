//! What every id and code means, for `vidimus explain` and docs/checks.md.
//!
//! Five kinds of names: checks, errors that end a run, reasons inside checks, notices, quirks.
//! The tables below are the only place where they are explained; tests hold them against the
//! lists of the crates that use them.

mod checks;
mod errors_card;
mod errors_data;
mod errors_image;
mod errors_printed;
mod errors_proofs;
mod errors_seal;
mod errors_trust;
mod errors_usage;
mod notices;
mod quirks;
mod reasons;
mod reasons_comparison;
mod reasons_lists;
mod reasons_policy;
mod reasons_signer;

use crate::{CheckId, Lang};
use std::borrow::Cow;

/// What kind of name it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// The id of a check.
    Check,
    /// The code of an error that ends a run.
    Error,
    /// The code of a reason inside a check.
    Reason,
    /// Something a report remarks without judging it.
    Notice,
    /// A named deviation that is tolerated.
    Quirk,
}

impl Kind {
    /// The word for it.
    #[must_use]
    pub const fn as_str(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Check, Lang::En) => "check",
            (Self::Error, Lang::En) => "error",
            (Self::Reason, Lang::En) => "reason inside a check",
            (Self::Notice, Lang::En) => "notice",
            (Self::Quirk, Lang::En) => "quirk",
            (Self::Check, _) => "kiểm tra",
            (Self::Error, _) => "lỗi",
            (Self::Reason, _) => "lý do trong kiểm tra",
            (Self::Notice, _) => "lưu ý",
            (Self::Quirk, _) => "sai lệch có tên",
        }
    }
}

/// An explanation. Title and remedy are translated; cause and meaning are in English where
/// there is no translation yet.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Explanation {
    /// The id or code.
    pub code: &'static str,
    /// What kind of name it is.
    pub kind: Kind,
    /// A few words.
    pub title: Cow<'static, str>,
    /// What is done, or what brings it about.
    pub cause: &'static str,
    /// What follows for the document.
    pub meaning: &'static str,
    /// What to do now; empty where there is nothing to do.
    pub remedy: &'static str,
    /// The clause, where one defines it; empty otherwise.
    pub reference: &'static str,
    /// The language of title and remedy.
    pub lang: Lang,
}

/// A row of the tables.
#[derive(Clone, Copy)]
struct Entry {
    code: &'static str,
    title: [&'static str; 2],
    cause: &'static str,
    meaning: &'static str,
    remedy: [&'static str; 2],
}

/// No remedy: there is nothing to do.
const NONE: [&str; 2] = ["", ""];

/// A row: titles and remedies in English and Vietnamese.
const fn entry(
    code: &'static str,
    title: [&'static str; 2],
    cause: &'static str,
    meaning: &'static str,
    remedy: [&'static str; 2],
) -> Entry {
    Entry {
        code,
        title,
        cause,
        meaning,
        remedy,
    }
}

/// Explains an id or a code; `None` for a name that does not exist.
#[must_use]
pub fn explain(code: &str, lang: Lang) -> Option<Explanation> {
    if let Some(id) = CheckId::parse(code) {
        return Some(checks::explain(id, lang));
    }
    let (kind, entry) = rows().find(|(_, entry)| entry.code == code)?;
    Some(entry.explanation(kind, lang))
}

/// Every explanation, checks first, then errors, reasons, notices and quirks by name.
#[must_use]
pub fn all(lang: Lang) -> Vec<Explanation> {
    let mut others: Vec<_> = rows()
        .map(|(kind, entry)| entry.explanation(kind, lang))
        .collect();
    others.sort_by_key(|explanation| (explanation.kind, explanation.code));
    let mut list: Vec<_> = CheckId::all().map(|id| checks::explain(id, lang)).collect();
    list.append(&mut others);
    list
}

/// What to do about a code, for hints; `None` where there is nothing to do.
pub(crate) fn remedy(code: &str, lang: Lang) -> Option<&'static str> {
    explain(code, lang)
        .map(|explanation| explanation.remedy)
        .filter(|remedy| !remedy.is_empty())
}

fn rows() -> impl Iterator<Item = (Kind, &'static Entry)> {
    let tables = [
        (Kind::Error, errors_card::TABLE),
        (Kind::Error, errors_proofs::TABLE),
        (Kind::Error, errors_data::TABLE),
        (Kind::Error, errors_image::TABLE),
        (Kind::Error, errors_seal::TABLE),
        (Kind::Error, errors_printed::TABLE),
        (Kind::Error, errors_trust::TABLE),
        (Kind::Error, errors_usage::TABLE),
        (Kind::Reason, reasons::TABLE),
        (Kind::Reason, reasons_comparison::TABLE),
        (Kind::Reason, reasons_lists::TABLE),
        (Kind::Reason, reasons_policy::TABLE),
        (Kind::Reason, reasons_signer::TABLE),
        (Kind::Notice, notices::TABLE),
        (Kind::Quirk, quirks::TABLE),
    ];
    tables
        .into_iter()
        .flat_map(|(kind, table)| table.iter().map(move |entry| (kind, entry)))
}

impl Entry {
    fn explanation(&self, kind: Kind, lang: Lang) -> Explanation {
        let pick = |[english, vietnamese]: [&'static str; 2]| match lang {
            Lang::En => english,
            Lang::Vi => vietnamese,
        };
        Explanation {
            code: self.code,
            kind,
            title: Cow::Borrowed(pick(self.title)),
            cause: self.cause,
            meaning: self.meaning,
            remedy: pick(self.remedy),
            reference: "",
            lang,
        }
    }
}

impl Explanation {
    /// The page `vidimus explain CODE` prints.
    #[must_use]
    pub fn to_text(&self) -> String {
        let lang = self.lang;
        let mut page = format!(
            "{}: {}\n({})\n",
            self.code,
            self.title,
            self.kind.as_str(lang)
        );
        let (cause, meaning, remedy, reference) = match lang {
            Lang::En => ("why", "meaning", "what to do", "clause"),
            Lang::Vi => ("vì sao", "ý nghĩa", "cần làm gì", "điều khoản"),
        };
        for (name, text) in [
            (cause, self.cause),
            (meaning, self.meaning),
            (remedy, self.remedy),
            (reference, self.reference),
        ] {
            if !text.is_empty() {
                page += &format!("\n{name}: {text}\n");
            }
        }
        page
    }
}
