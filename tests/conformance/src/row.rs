//! One row of the table.

use crate::csv::records;
use std::collections::BTreeMap;
use vidimus::report::Policy;

/// The tolerance a row is run in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rules {
    /// what documents in the field need
    Field,
    /// what a conformance laboratory expects
    Strict,
}

impl Rules {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Field, Self::Strict];

    /// The word in the table.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Field => "field",
            Self::Strict => "strict",
        }
    }

    /// The built-in policy of this tolerance.
    #[must_use]
    pub fn policy(self) -> Policy {
        match self {
            Self::Field => Policy::field(),
            Self::Strict => Policy::strict(),
        }
    }
}

/// One row of the table.
#[derive(Clone, Debug)]
pub struct Row(BTreeMap<String, String>);

/// The stages of the table that this version is made for, and how many rows each has at least.
pub const STAGES: [(&str, usize); 4] = [("1", 337), ("2", 198), ("3", 25), ("4", 86)];

/// Rows of a later stage that are run already: those of defect lists.
pub const AHEAD: [&str; 10] = [
    "T35-5.6.4.4.1",
    "T35-5.8.2.1.1",
    "T35-5.8.2.1.1b",
    "T35-5.8.2.1.2",
    "T35-5.8.2.1.3",
    "T35-5.8.2.1.4",
    "T35-5.8.2.1.5",
    "T35-5.8.2.2.2",
    "T35-5.8.2.2.4",
    "T35-5.8.2.2.5",
];

/// The rows of the table that need one of [`STAGES`] and no later one, and those of [`AHEAD`].
#[must_use]
pub fn rows(text: &str) -> Vec<Row> {
    let all = records(text).into_iter().map(Row);
    let made = |row: &Row| {
        let stage = STAGES.iter().any(|(needs, _)| row.get("needs") == *needs);
        stage || AHEAD.contains(&row.id())
    };
    all.filter(made).collect()
}

impl Row {
    /// A cell as written.
    #[must_use]
    pub fn get(&self, column: &str) -> &str {
        self.0.get(column).map_or("", String::as_str)
    }

    /// Its name.
    #[must_use]
    pub fn id(&self) -> &str {
        self.get("id")
    }

    /// The base it starts from.
    #[must_use]
    pub fn base(&self) -> &str {
        let setup = self.get("setup").strip_prefix('[').unwrap_or_default();
        setup.split_once(']').map_or("", |(base, _)| base)
    }

    /// A parameter of the fault.
    #[must_use]
    pub fn parameter(&self, key: &str) -> Option<&str> {
        let pairs = self.get("param").split(';');
        let mut named = pairs.filter_map(|pair| pair.split_once('='));
        named.find(|(own, _)| *own == key).map(|(_, value)| value)
    }

    /// A cell as it reads in this tolerance: `field:…|strict:…` where they differ.
    #[must_use]
    pub fn cell(&self, column: &str, rules: Rules) -> &str {
        let text = self.get(column);
        let Some((field, strict)) = text
            .strip_prefix("field:")
            .and_then(|rest| rest.split_once("|strict:"))
        else {
            return text;
        };
        match rules {
            Rules::Field => field,
            Rules::Strict => strict,
        }
    }

    /// Whether it is run in this tolerance at all.
    #[must_use]
    pub fn runs_in(&self, rules: Rules) -> bool {
        let tolerance = self.get("tolerance");
        tolerance == "both" || tolerance == rules.as_str()
    }

    /// Whether a document is needed for it; the others are tests of one function or command.
    #[must_use]
    pub fn has_document(&self) -> bool {
        !matches!(self.base(), "unit" | "cmd")
    }
}
