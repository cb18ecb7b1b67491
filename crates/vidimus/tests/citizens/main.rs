//! The cards of three made-up Vietnamese citizens: opened by zone, by card access number and by the
//! QR code alone, read by the profile that is chosen by itself, judged, recorded and replayed.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

mod card;
mod hidden;
mod ladder;
mod opening;
