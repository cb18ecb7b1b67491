//! `vidimus read --loop`: one card after the other until a signal comes, a JSON line each.
//!
//! [`machine`] decides what comes next and does nothing; [`desk`] does it: looks at the readers,
//! fetches key lines, and hands each card to [`card`], whose one result becomes one [`line`].
//! Contract: docs/loop.md.

mod card;
mod desk;
mod line;
mod machine;
mod talk;

use super::plan::plan;
use crate::args::ReadArgs;
use crate::commands::Outcome;
use crate::context::Context;
use crate::failure::CommandError;
use crate::io::keys::{Keys, Source};
use crate::io::{terminal, write};
use card::Cards;
use desk::Desk;
use std::time::Duration;

/// Runs the loop. Everything that can fail without a card fails before one is waited for.
pub fn run(args: &ReadArgs, context: &Context) -> Outcome {
    let budget = budget(args)?;
    let policy = context.policy_for(&args.profile)?;
    let store = context.trust_store()?;
    let plan = plan(args, &policy)?;
    let folder = args.out.as_deref().map(write::folder_of_many).transpose()?;
    let terminal = terminal::load(&args.proofs, context)?;
    let source = Source::new(&args.secrets)?;
    let opening = super::Opening {
        keys: Keys::default(),
        terminal,
        plan,
    };
    let cards = Cards::new(args, context, &policy, &store, opening, folder);
    Desk::new(args, context, source, budget, cards).run()
}

/// The time that one card is given.
fn budget(args: &ReadArgs) -> Result<Duration, CommandError> {
    if args.timeout == 0 {
        return Err(CommandError::Usage {
            option: "--timeout",
            problem:
                "with --loop it is the time one card is given, and no card is read in 0 seconds"
                    .into(),
        });
    }
    Ok(Duration::from_secs(args.timeout.into()))
}
