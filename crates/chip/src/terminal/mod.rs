//! Terminal Authentication from the chip's side: which certificates the chip takes, and what
//! they allow (Doc 9303-11 §7.1.4.3).
//!
//! What the standard leaves open: a document verifier signs for its own type of terminal only; the
//! reference of a trust point is not taken again.

mod imported;
mod trust_points;
mod verify;

pub(crate) use imported::Imported;
pub(crate) use trust_points::TrustPoints;
