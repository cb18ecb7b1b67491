//! PACE from the chip's side (Doc 9303-11 §4.4).
//!
//! [`PaceRules`] says which protocols and passwords a chip takes; a run of the protocol goes
//! through MSE:Set AT and four times GENERAL AUTHENTICATE. The chip draws nonce and key pairs,
//! maps the nonce, checks the terminal's token and gives its own; the session keys are then
//! those of secure messaging. With Chip Authentication Mapping it also proves that it knows the
//! private half of the key in EF.CardSecurity.

mod authorisation;
mod flaw;
mod password;
mod pin;
mod protocol;
mod random_function;
mod request;
mod rules;
mod run;
mod step;

pub(crate) use flaw::{ChipDataValue, ObjectForm, PaceFlaw, PublicStep, PublicValue};
pub use password::{PaceKey, PacePassword};
pub(crate) use pin::PinState;
pub use protocol::{PaceMapping, PaceProtocol, PaceProtocolError};
pub(crate) use protocol::{cipher_named, mapping_named, oid};
pub(crate) use request::{Parameters, Request};
pub use rules::PaceRules;
pub(crate) use run::{Opened, Progress, Run, Surroundings};
