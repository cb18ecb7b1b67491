//! `vidimus read`: wait for a card, open it, read it, prove it, verify it, report.

mod finish;
mod outputs;
mod plan;
#[cfg(feature = "pcsc")]
mod progress;
mod session;
#[cfg(feature = "pcsc")]
mod unattended;

use super::Outcome;
use crate::args::ReadArgs;
use crate::context::Context;
use crate::io::{keys, printed, terminal};
use finish::finish;
use outputs::Outputs;
use plan::plan;
use vidimus::Terminal;
use vidimus::access::AccessKey;
use vidimus::lds::evidence::Evidence;
use vidimus::session::middleware::ExchangeTime;
use vidimus::session::{AccessMode, ReadPlan, SessionError};

/// Runs `vidimus read`. Everything that can fail without a card fails before one is touched.
pub fn run(args: &ReadArgs, context: &Context) -> Outcome {
    keys::refuse_arguments(&args.secrets)?;
    if args.unattended {
        return unattended(args, context);
    }
    let policy = context.policy()?;
    let store = context.trust_store()?;
    let plan = plan(args, &policy)?;
    let printed = printed::load(&args.printed)?;
    let outputs = Outputs::prepare(args)?;
    let terminal = terminal::load(&args.proofs, context)?;
    let mut opening = Opening {
        key: keys::find(&args.secrets)?,
        terminal,
        plan,
    };
    opening.check()?;
    let mut session = session::run(args, &mut opening, context)?;
    printed::add(printed, &mut session.evidence);
    finish(session, outputs, &policy, &store, context)
}

/// One card after the other.
#[cfg(feature = "pcsc")]
fn unattended(args: &ReadArgs, context: &Context) -> Outcome {
    unattended::run(args, context)
}

/// Says that this build cannot.
#[cfg(not(feature = "pcsc"))]
fn unattended(_: &ReadArgs, _: &Context) -> Outcome {
    Err(crate::failure::CommandError::NoPcsc.into())
}

/// What a chip is opened and read with.
pub(super) struct Opening {
    /// what opens it
    pub key: Option<AccessKey>,
    /// what lets further in
    #[cfg_attr(
        not(feature = "pcsc"),
        allow(dead_code, reason = "used where there are readers")
    )]
    pub terminal: Option<Terminal>,
    /// what to read, and how
    pub plan: ReadPlan,
}

impl Opening {
    /// Fails where the key cannot do what the plan wants.
    fn check(&self) -> Result<(), SessionError> {
        if self.plan.access == AccessMode::Bac && self.key.as_ref().is_some_and(only_for_pace) {
            return Err(SessionError::KeyNotForBac);
        }
        Ok(())
    }
}

/// Whether the key works with PACE and not with BAC.
const fn only_for_pace(key: &AccessKey) -> bool {
    !matches!(key, AccessKey::Mrz(_))
}

/// What a session brought, whole or not.
pub(super) struct Session {
    /// what was observed
    pub evidence: Evidence,
    /// why it ended early
    pub error: Option<SessionError>,
    /// how long each exchange took
    pub times: Vec<ExchangeTime>,
    /// the recording, where one was asked for
    pub recording: Option<zeroize::Zeroizing<Vec<u8>>>,
}
