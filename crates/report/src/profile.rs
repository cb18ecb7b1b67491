//! What the report says of the document profile that was used.

use crate::Lang;
use crate::judge::Case;
use std::collections::BTreeSet;
use vidimus_lds::DataGroup;
use vidimus_lds::profile::{ChoiceReason, Profile};

/// The document profile that a document was judged by.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct UsedProfile {
    /// The profile.
    pub profile: Profile,
    /// Why this one.
    pub reason: ChoiceReason,
    /// Data groups that the policy asks for, the profile waives and the authentic EF.SOD does not
    /// list: the answer about the data does without them.
    pub waived: BTreeSet<DataGroup>,
    /// Whether the document is plainly another: only a profile that was asked for can be so, and
    /// then it waives nothing.
    pub contradicted: bool,
}

impl UsedProfile {
    pub(crate) fn of(case: &Case<'_>) -> Self {
        let mut waived = case.waived();
        waived.retain(|group| case.policy.required().contains(group));
        Self {
            profile: case.profile.profile.clone(),
            reason: case.profile.reason,
            waived,
            contradicted: case.profile_contradicted,
        }
    }

    /// What documents of this profile are called.
    #[must_use]
    pub fn title(&self, lang: Lang) -> &str {
        self.profile.title(lang.as_str())
    }
}
