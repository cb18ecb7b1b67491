//! Every command, mostly when it goes wrong: the output is kept in `tests/golden/`, the JSON
//! fits its schema, nothing is half-written, and the holder's data are not seen.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::too_many_lines,
    clippy::panic,
    clippy::print_stderr,
    missing_docs,
    reason = "tests"
)]

#[path = "../common/mod.rs"]
mod common;

mod basics;
mod chip;
mod docs;
mod html;
mod inspect;
mod inspect_kinds;
mod licence;
mod lists;
mod many;
mod mrz;
mod output;
mod printed;
mod profile;
mod read;
mod refset;
mod replay;
mod shell;
mod trust;
mod trust_lists;
mod verify;
