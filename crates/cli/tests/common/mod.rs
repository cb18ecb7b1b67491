//! What the tests of the command share: a folder to run it in, a document with canaries, and
//! what must hold for every run.

#![allow(dead_code, unused_imports, reason = "each test file uses a part of it")]

mod canary;
mod document;
mod golden;
mod run;
mod sandbox;
mod schema;

pub(crate) use canary::assert_no_canary;
pub(crate) use document::{Document, edited, flipped_response, record};
pub(crate) use golden::{Case, check};
pub(crate) use run::{Run, environment, program};
pub(crate) use sandbox::Sandbox;
pub(crate) use schema::validate;

/// The time at which the tests judge: the clock of the machine must not matter.
pub(crate) const AT: &str = "2027-01-01";
