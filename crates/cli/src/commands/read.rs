//! `vidimus read`: wait for a card, open it, read it, prove it, verify it, report.

mod finish;
mod outputs;
mod plan;
mod profile;
#[cfg(feature = "pcsc")]
mod progress;
mod session;
#[cfg(feature = "pcsc")]
mod unattended;

use super::Outcome;
use crate::args::ReadArgs;
use crate::context::Context;
use crate::io::keys::{self, Keys};
use crate::io::{printed, terminal};
use finish::finish;
use outputs::Outputs;
use plan::plan;
use vidimus::Terminal;
use vidimus::access::AccessKey;
use vidimus::lds::evidence::Evidence;
use vidimus::lds::profile::OpeningProtocol;
use vidimus::session::middleware::ExchangeTime;
use vidimus::session::{AccessMode, ReadPlan, SessionError};

/// Runs `vidimus read`. Everything that can fail without a card fails before one is touched.
pub fn run(args: &ReadArgs, context: &Context) -> Outcome {
    keys::refuse_arguments(&args.secrets)?;
    if args.unattended {
        return unattended(args, context);
    }
    let policy = context.policy_for(&args.profile)?;
    let store = context.trust_store()?;
    let plan = plan(args, &policy)?;
    let printed = printed::load(&args.printed)?;
    let outputs = Outputs::prepare(args)?;
    let terminal = terminal::load(&args.proofs, context)?;
    let keys = keys::find(&args.secrets)?;
    let mut opening = Opening {
        plan: profile::steer(plan, &policy, &keys)?,
        keys,
        terminal,
    };
    opening.check()?;
    let mut session = session::run(args, &mut opening, context)?;
    // what the key was worked out from stands on the document too
    session.evidence.printed.qr = opening.keys.qr;
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
    pub keys: Keys,
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
    /// Fails where the keys cannot do what the plan wants.
    fn check(&self) -> Result<(), SessionError> {
        if self.plan.access == AccessMode::Bac && self.keys.are_for_pace_alone() {
            return Err(SessionError::KeyNotForBac);
        }
        if matches!(self.keys.key, Some(AccessKey::Licence(_))) {
            let protocol = OpeningProtocol::Bap;
            if self.plan.access == AccessMode::Pace {
                return Err(SessionError::KeyNotForPace);
            }
            if !self.plan.protocols.contains(&protocol) {
                let protocol = protocol.word();
                return Err(SessionError::ProtocolNotInProfile { protocol });
            }
        }
        Ok(())
    }
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
