//! What the document profile makes of a reading plan.
//!
//! Before a chip is read little is known of the document: the zone or the QR code that opens it, or
//! what the user says. The report chooses once more, by what was read.

use crate::failure::CommandError;
use crate::io::keys::{Keys, source_name};
use vidimus::lds::evidence::Application;
use vidimus::lds::profile::{ChoiceReason, Chosen, Profile, choose};
use vidimus::report::Policy;
use vidimus::session::ReadPlan;

/// The profile of driving licences.
const LICENCE: &str = "iso18013";

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
        _ => Ok(or_licence(plan.with_profile(profile), chosen)),
    }
}

/// The plan for driving licences as well, where nobody asked for a profile and nothing says that the
/// document is one: a card without the travel document's application is then asked for theirs.
fn or_licence(plan: ReadPlan, chosen: Chosen<'_>) -> ReadPlan {
    let travel = chosen.profile.application() == Application::Emrtd;
    match Profile::named(LICENCE) {
        Some(licence) if travel && chosen.reason != ChoiceReason::Asked => plan.or_profile(licence),
        _ => plan,
    }
}
