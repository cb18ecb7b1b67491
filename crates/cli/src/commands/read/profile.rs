//! What the document profile makes of a reading plan.
//!
//! Before a chip is read little is known of the document: the zone or the QR code that opens it, or
//! what the user says. The report chooses once more, by what was read.

use crate::failure::CommandError;
use crate::io::keys::{Keys, source_name};
use vidimus::lds::profile::{ChoiceReason, choose};
use vidimus::report::Policy;
use vidimus::session::ReadPlan;

/// The plan for documents of the profile, if these keys open such documents.
pub fn steer(plan: ReadPlan, policy: &Policy, keys: &Keys) -> Result<ReadPlan, CommandError> {
    let chosen = choose(policy.profile(), &keys.observed());
    let profile = chosen.profile;
    let known = |source| profile.passwords().contains(&source);
    match keys.source() {
        Some(source) if chosen.reason == ChoiceReason::Asked && !known(source) => {
            let wanted = profile.passwords().iter();
            let wanted: Vec<_> = wanted.map(|source| source_name(*source)).collect();
            Err(CommandError::KeyNotInProfile {
                profile: profile.name().to_owned(),
                key: source_name(source).into_owned(),
                wanted: wanted.join(", "),
            })
        }
        _ => Ok(plan.with_profile(profile)),
    }
}
