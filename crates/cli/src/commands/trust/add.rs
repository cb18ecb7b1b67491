//! `vidimus trust add`.

mod sources;
mod text;

use super::document::{self, SourceRow};
use super::store;
use crate::args::TrustAddArgs;
use crate::commands::Outcome;
use crate::context::Context;
use crate::failure::Failure;
use crate::io::files;
use std::fmt::Write as _;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use vidimus::iso7816::Fault;
use vidimus::report::ExitCode;
use vidimus::trust::{Import, Outcome as Verdict, TrustError};
use vidimus::{Act, TrustFolder, TrustFolderError};

/// Adds files to the trust folder, one by one; a refused one leaves the others and the folder
/// as they are. Exit 1 when a list is refused, 6 when a file does not decode.
pub fn run(args: &TrustAddArgs, context: &Context) -> Outcome {
    let files = sources::find(&args.files)?;
    let mut folder = store::folder(context)?;
    let grouped = folder.add_to_group(args.group.as_deref());
    grouped.map_err(store::fault)?;
    let rows = add_all(&mut folder, &files, act(args))?;
    let store = store::built(&mut folder, context)?;
    context.output.result(
        || document::trust(&rows, &store),
        || {
            let mut text: String = rows.iter().map(|row| text::row(row, context)).collect();
            if let Some(group) = &args.group {
                let _ = writeln!(text, "counts only for documents of trust group {group}");
            }
            let place = folder.path().display();
            let _ = writeln!(text, "anchors in {place}: {}", document::count(&store));
            text
        },
    );
    Ok(ExitCode::worst_of(rows.iter().map(code)))
}

fn act(args: &TrustAddArgs) -> Act {
    match args.pin {
        Some(sha256) => Act::Pin(sha256),
        None if args.unvouched => Act::Unvouched,
        None if args.signer => Act::Signer,
        None => Act::Own,
    }
}

/// Adds the files in their order. A list that nobody vouches for yet gets another try after
/// the others: its authority may be in one of them.
fn add_all(
    folder: &mut TrustFolder,
    files: &[PathBuf],
    act: Act,
) -> Result<Vec<SourceRow>, Failure> {
    let mut rows: Vec<Option<SourceRow>> = files.iter().map(|_| None).collect();
    loop {
        let mut progress = false;
        for (file, row) in files.iter().zip(&mut rows) {
            if row.as_ref().is_none_or(waits) {
                let new = add(folder, file, act)?;
                progress |= new.result.is_ok();
                *row = Some(new);
            }
        }
        if !progress || !rows.iter().flatten().any(waits) {
            return Ok(rows.into_iter().flatten().collect());
        }
    }
}

fn waits(row: &SourceRow) -> bool {
    matches!(row.result, Err(TrustError::ListSignerUntrusted { .. }))
}

/// One file: what it brought, or why it is refused. An error where the folder cannot be used.
fn add(folder: &mut TrustFolder, file: &Path, act: Act) -> Result<SourceRow, Failure> {
    let now = vidimus::now();
    let added = if files::is_stdin(file) {
        folder.add_from("-", Cursor::new(files::read(file)?), act, now)
    } else {
        folder.add(file, act, now)
    };
    let result = match added {
        Ok(import) => Ok(import),
        Err(TrustFolderError::Trust(error)) => Err(error),
        Err(error) => return Err(store::fault(error)),
    };
    Ok(SourceRow {
        file: file.display().to_string(),
        result,
    })
}

/// 1 where a list is refused for its signature or for want of a voucher, 6 where a file does
/// not decode.
fn code(row: &SourceRow) -> ExitCode {
    match &row.result {
        Ok(import) if nothing_came_in(import) => ExitCode::Malformed,
        Ok(_) => ExitCode::Accept,
        Err(error) if is_refusal(error) => ExitCode::Reject,
        Err(_) => ExitCode::Malformed,
    }
}

/// A file of which each part was refused.
fn nothing_came_in(import: &Import) -> bool {
    let lists = import.crl_entries.is_some() || import.deviations.is_some();
    let parts = import.parts.iter().any(|part| !nothing_came_in(part));
    import.imported == 0
        && !lists
        && !parts
        && import.refused_count() > 0
        && import.list_signature != Verdict::Passed
}

/// Whether it decodes, and is refused for who signed it, or who did not.
fn is_refusal(error: &TrustError) -> bool {
    let code = error.code();
    code.starts_with("trust.list_") || ["trust.pin_mismatch", "trust.not_a_signer"].contains(&code)
}
