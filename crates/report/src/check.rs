//! One check and the set of them (BSI TR-03135-1 §5.6: every check has one of six outcomes).

use crate::{CheckId, Difference, Policy};
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::collections::BTreeMap;
use vidimus_lds::evidence::Application;
use vidimus_trust::Outcome;

/// What came out of one check, and why.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Check {
    /// Which check.
    pub id: CheckId,
    /// What came out.
    pub outcome: Outcome,
    /// Stable machine code of the reason; `vidimus explain CODE` tells more.
    pub code: Option<Cow<'static, str>>,
    /// The particulars, in English, free of personal data and of control characters.
    pub detail: Option<String>,
    /// Facts for machines, such as the algorithm; free of personal data.
    pub evidence: Map<String, Value>,
    /// Where two faces of the document differ, for checks that compare them; also in `evidence`.
    pub differences: Vec<Difference>,
}

impl Check {
    /// A check with this outcome and nothing more to say.
    #[must_use]
    pub fn new(id: CheckId, outcome: Outcome) -> Self {
        Self {
            id,
            outcome,
            code: None,
            detail: None,
            evidence: Map::new(),
            differences: Vec::new(),
        }
    }

    /// The same with a reason. What does not look like a code (evidence may come from anybody's
    /// file) becomes `unknown`.
    #[must_use]
    pub fn code(mut self, code: impl Into<Cow<'static, str>>) -> Self {
        self.code = Some(clean_code(code.into()));
        self
    }

    /// The same with particulars.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// The same with a fact for machines.
    #[must_use]
    pub fn fact(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.evidence.insert(name.to_owned(), value.into());
        self
    }
}

/// A code as it is, or `unknown`.
pub(crate) fn clean_code(code: Cow<'static, str>) -> Cow<'static, str> {
    let allowed = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'.');
    if !code.is_empty() && code.len() <= 64 && code.bytes().all(allowed) {
        code
    } else {
        Cow::Borrowed("unknown")
    }
}

/// Bytes as hexadecimal digits, in lower case.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use core::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// A SHA-256 from its 64 hexadecimal digits.
pub(crate) fn unhex(digits: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    let mut pairs = digits.as_bytes().chunks_exact(2);
    for (byte, pair) in bytes.iter_mut().zip(pairs.by_ref()) {
        *byte = u8::from_str_radix(core::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    // a sign would do as a digit above
    let plain = digits.len() == 64 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    plain.then_some(bytes)
}

/// All checks of a report, in the order of [`CheckId`], each once.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Checks {
    checks: BTreeMap<CheckId, Check>,
    application: Application,
}

impl Checks {
    /// None yet, of a document of this application: it says which data group holds the key of
    /// Active Authentication.
    #[must_use]
    pub const fn of(application: Application) -> Self {
        Self {
            checks: BTreeMap::new(),
            application,
        }
    }

    /// The application of the document.
    #[must_use]
    pub const fn application(&self) -> Application {
        self.application
    }

    /// Puts a check in; an earlier one of the same id is replaced.
    pub fn insert(&mut self, check: Check) {
        self.checks.insert(check.id, check);
    }

    /// Puts a check that the policy requires in as not requested where nobody made it, so that
    /// what is missing has a name in the report.
    pub(crate) fn name_those_required(&mut self, policy: &Policy) {
        for id in policy.required_checks() {
            let missing = || Check::new(*id, Outcome::NotRequested);
            self.checks.entry(*id).or_insert_with(missing);
        }
    }

    /// The check of this id, if it is there.
    #[must_use]
    pub fn get(&self, id: CheckId) -> Option<&Check> {
        self.checks.get(&id)
    }

    /// The outcome of this check. One that is not in the report was not requested: absence
    /// never counts as passed.
    #[must_use]
    pub fn outcome(&self, id: CheckId) -> Outcome {
        self.get(id)
            .map_or(Outcome::NotRequested, |check| check.outcome)
    }

    /// Whether this check is there and passed.
    #[must_use]
    pub fn passed(&self, id: CheckId) -> bool {
        self.outcome(id) == Outcome::Passed
    }

    /// Whether this check failed.
    #[must_use]
    pub fn failed(&self, id: CheckId) -> bool {
        self.outcome(id) == Outcome::Failed
    }

    /// The checks in order.
    pub fn iter(&self) -> impl Iterator<Item = &Check> {
        self.checks.values()
    }

    /// The `pa.hash.*` checks.
    pub fn hashes(&self) -> impl Iterator<Item = &Check> {
        self.iter().filter(|check| check.id.data_group().is_some())
    }

    /// Whether everything about EF.SOD and its signer that support and keys rest on passed: the
    /// signed list of data groups may be believed (DESIGN §2, "authentic SOD").
    #[must_use]
    pub fn sod_is_authentic(&self) -> bool {
        const NEEDED: [CheckId; 7] = [
            CheckId::PaSodParse,
            CheckId::PaSodSignature,
            CheckId::PaSodSignerProfile,
            CheckId::PaChainAnchor,
            CheckId::PaChainSignature,
            CheckId::PaChainValidity,
            CheckId::PaChainCountry,
        ];
        NEEDED.into_iter().all(|id| self.passed(id)) && !self.failed(CheckId::PaChainRevocation)
    }
}

impl FromIterator<Check> for Checks {
    fn from_iter<T: IntoIterator<Item = Check>>(checks: T) -> Self {
        let mut set = Self::default();
        checks.into_iter().for_each(|check| set.insert(check));
        set
    }
}
