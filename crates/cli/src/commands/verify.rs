//! `vidimus verify`: files already read, judged; one document, or any number of them.

mod inputs;
mod line;
mod list;
mod load;
mod many;
mod ordered;
mod progress;

use super::page::PageFile;
use super::{Outcome, show};
use crate::args::VerifyArgs;
use crate::context::Context;
use crate::io::printed;
use crate::io::write::Pending;
use inputs::Inputs;
use vidimus::report::html::Timing;

/// Runs `vidimus verify`.
pub fn run(args: &VerifyArgs, context: &Context) -> Outcome {
    match Inputs::of(args)? {
        Inputs::Document => document(args, context),
        Inputs::Given => many::given(args, context),
        Inputs::Listed => many::listed(args, context),
    }
}

/// One document, told in full.
fn document(args: &VerifyArgs, context: &Context) -> Outcome {
    let portrait = args.portrait.as_deref().map(Pending::new).transpose()?;
    let mut page = PageFile::prepare(args.html.as_deref())?;
    let printed = printed::load(&args.printed)?;
    let mut evidence = load::evidence(&args.paths, &mut |note| context.output.say(&note))?;
    printed::add(printed, &mut evidence);
    let policy = context.policy_for(&args.profile)?;
    let report = context.judge_with(&evidence, &context.trust_store()?, &policy)?;
    page.write(&report, &evidence, Timing::None, context)?;
    show::report(&report, context);
    if let Some(place) = portrait {
        show::portrait(&evidence, place)?;
    }
    Ok(report.exit_code())
}
