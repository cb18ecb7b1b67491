//! `ta.access`: Terminal Authentication (Doc 9303-11 §7.1), by which the terminal shows what it
//! may read. It proves nothing about the chip.
//!
//! Facts beside the outcome: `chain`, the holder references from the authority down; `dg3` and `dg4`,
//! what the whole chain allows. They come from certificates that the caller brought, so the names
//! are escaped. A chip that opens DG3 has agreed; what DG3 is worth says `pa.hash.dg3`.

use super::Findings;
use super::case::{Case, Listed};
use super::security_infos::Dg14;
use crate::{Check, CheckId};
use vidimus_lds::evidence::StepState;
use vidimus_lds::text::escape_for_terminal;
use vidimus_trust::Outcome::{Aborted, Failed, NotRequested, NotSupported, Passed};

const ID: CheckId = CheckId::TaAccess;

pub(super) fn judge(case: &Case<'_>, findings: &mut Findings) {
    findings.checks.insert(access(case));
}

fn access(case: &Case<'_>) -> Check {
    let Some(run) = &case.evidence.chip.terminal_authentication else {
        return without_run(case);
    };
    let check = match &run.state {
        StepState::Passed => Check::new(ID, Passed)
            .fact("dg3", run.rights.dg3)
            .fact("dg4", run.rights.dg4),
        StepState::Failed { code } => Check::new(ID, Failed).code(code.clone()),
        StepState::Aborted { code } => Check::new(ID, Aborted).code(code.clone()),
        StepState::NotRequested | StepState::NotSupported => return without_run(case),
    };
    let chain = run.chain.iter();
    let chain: Vec<String> = chain
        .map(|holder| escape_for_terminal(holder).into_owned())
        .collect();
    check.fact("chain", chain)
}

/// Nobody wanted it, or authentic data show that the chip does not offer it.
fn without_run(case: &Case<'_>) -> Check {
    let dg14 = Dg14::of(case);
    let offered = dg14.infos.offers_terminal_authentication();
    let surely_not = match dg14.listed {
        Listed::No => true,
        Listed::Authentic => dg14.infos.is_readable() && !offered,
        _ => false,
    };
    Check::new(
        ID,
        if surely_not {
            NotSupported
        } else {
            NotRequested
        },
    )
}
