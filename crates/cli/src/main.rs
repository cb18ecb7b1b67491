//! The command `vidimus`: reads the chip of passports and identity cards and says, check by
//! check, what that proves.
//!
//! This crate alone prints and ends the process. It parses arguments ([`args`]), fetches what
//! the libraries must be given (files, time, randomness, secrets: [`io`]), calls them
//! ([`commands`]) and shows the result ([`output`]). Contract: docs/exit-codes.md and the JSON
//! schemas beside it.

#![allow(
    unreachable_pub,
    reason = "a program: nothing in it is reachable from outside"
)]

mod args;
mod commands;
mod context;
mod failure;
mod hex;
mod io;
mod output;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    output::quiet_panics();
    let code = match args::Cli::try_parse() {
        Ok(cli) => commands::run(cli),
        Err(error) => output::usage(&error),
    };
    ExitCode::from(output::final_code(code))
}
