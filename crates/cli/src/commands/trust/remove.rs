//! `vidimus trust remove`.

use super::document;
use super::store;
use crate::args::TrustRemoveArgs;
use crate::commands::Outcome;
use crate::context::Context;
use crate::hex;
use crate::output::with;
use serde_json::{Value, json};
use std::fmt::Write as _;
use vidimus::report::ExitCode;

/// Takes out what was added under these names or fingerprints. What stood on it alone, such as a
/// list whose signer it vouched for, no longer counts either.
pub fn run(args: &TrustRemoveArgs, context: &Context) -> Outcome {
    let mut folder = store::folder(context)?;
    let mut removed = Vec::new();
    for name in &args.names {
        removed.extend(folder.remove(name).map_err(store::fault)?);
    }
    let store = store::built(&mut folder, context)?;
    context.output.result(
        || {
            let entries: Vec<Value> = removed
                .iter()
                .map(|entry| json!({"name": entry.name, "sha256": hex::lower(&entry.sha256)}))
                .collect();
            with(document::trust(&[], &store), "removed", entries.into())
        },
        || {
            let mut text = String::new();
            for entry in &removed {
                let sha256 = hex::lower(&entry.sha256);
                let _ = writeln!(text, "removed  {}  {sha256}", entry.name);
            }
            let place = folder.path().display();
            let _ = writeln!(text, "anchors in {place}: {}", document::count(&store));
            text
        },
    );
    Ok(ExitCode::Accept)
}
