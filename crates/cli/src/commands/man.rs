//! `vidimus man`: manual pages in roff, of the same type as the help, so that they cannot differ
//! from it. `--dir` writes one for each command, named as git names its own.

use super::{Outcome, help};
use crate::args::{Cli, ManArgs};
use crate::context::Context;
use crate::failure::{CommandError, Failure};
use clap::{Command, CommandFactory};
use serde_json::json;
use std::path::Path;
use vidimus::report::ExitCode;

/// Runs `vidimus man [COMMAND…]`, or `vidimus man --dir DIR`.
pub fn run(args: &ManArgs, context: &Context) -> Outcome {
    let text = match &args.dir {
        Some(folder) => all(folder)?,
        None => page(help::command(&args.command)?)?,
    };
    context.output.page(
        || json!({"schema": "vidimus-help/1", "text": text}),
        || text.clone(),
    );
    Ok(ExitCode::Accept)
}

/// Writes every page, and lists them.
fn all(folder: &Path) -> Result<String, Failure> {
    std::fs::create_dir_all(folder).map_err(|source| CommandError::Unwritable {
        path: folder.to_owned(),
        source,
    })?;
    let mut command = Cli::command();
    command.build();
    let mut written = String::new();
    write_tree(command, folder, &mut written)?;
    Ok(written)
}

/// Writes the page of a command and those of its subcommands.
fn write_tree(command: Command, folder: &Path, written: &mut String) -> Result<(), Failure> {
    let name = format!("{}.1", file_name(&command));
    let subcommands: Vec<Command> = command.get_subcommands().cloned().collect();
    let path = folder.join(&name);
    let page = page(command)?;
    std::fs::write(&path, page).map_err(|source| CommandError::Unwritable { path, source })?;
    written.push_str(&name);
    written.push('\n');
    let mut subcommands = subcommands.into_iter();
    subcommands.try_for_each(|command| write_tree(command, folder, written))
}

/// `vidimus-trust-add`, as git's and cargo's pages are named.
fn file_name(command: &Command) -> String {
    command
        .get_display_name()
        .unwrap_or_else(|| command.get_name())
        .to_owned()
}

/// One page. Its name is upper case in the title, as in the pages of other tools.
fn page(command: Command) -> Result<String, Failure> {
    let name = file_name(&command);
    let source = concat!("vidimus ", env!("CARGO_PKG_VERSION"));
    let page = clap_mangen::Man::new(command)
        .title(name.to_uppercase())
        .manual("Vidimus")
        .source(source);
    let mut bytes = Vec::new();
    page.render(&mut bytes)
        .map_err(|source| CommandError::Unwritable {
            path: name.into(),
            source,
        })?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
