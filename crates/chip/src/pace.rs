//! PACE from the chip's side (Doc 9303-11 §4.4).
//!
//! [`PaceRules`] says which protocols and passwords a chip takes; a run of the protocol goes
//! through MSE:Set AT and four times GENERAL AUTHENTICATE. The chip draws nonce and key pairs,
//! maps the nonce, checks the terminal's token and gives its own; the session keys are then
//! those of secure messaging. With Chip Authentication Mapping it also proves that it knows the
//! private half of the key in EF.CardSecurity.
//!
//! | command | terminal sends | chip answers | module |
//! |---|---|---|---|
//! | `00 22 C1 A4` | `80` protocol, `83` password, `84` parameters, `7F4C` authorisation | `9000`, or `63Cx` for a PIN that was wrong before | [`request`], [`pin`] |
//! | `10 86 00 00` | `7C {}` | `80` z = E(Kπ, s) | [`run`] |
//! | `10 86 00 00` | `81` public key, or nonce t | `82` public key, or nothing | [`run`], [`random_function`] |
//! | `10 86 00 00` | `83` ephemeral key | `84` ephemeral key | [`run`] |
//! | `00 86 00 00` | `85` token | `86` token, `87` `88` authorities, `8A` chip data | [`run`] |
//!
//! (§4.4.5 table 4.) A run is a value that each command consumes and gives back: any error, or any
//! other command in between, drops it and with it the nonce, so that there is no state in which a
//! guess could go on. Faults are named in [`flaw`] and take effect at single places of [`run`], where
//! the honest value would be sent, mapped or checked.

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
