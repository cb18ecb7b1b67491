//! Terminal Authentication version 1 (Doc 9303-11 §7.1, BSI TR-03110-1 §3.5): the terminal shows
//! that it may read fingerprints and irises.
//!
//! ```text
//! terminal                                              chip
//!   for each certificate of the chain:
//!     MSE:Set DST  83 authority                  ──▶
//!     PSO:Verify Certificate  7F4E 5F37          ──▶
//!   MSE:Set AT  83 holder of the last one        ──▶
//!   GET CHALLENGE                                ──▶
//!                                                ◀──   rIC (8)
//!   s = Sign(SK.IFD, ID.IC || rIC || Comp(PK.DH,IFD))
//!   EXTERNAL AUTHENTICATE s                      ──▶
//! ```
//!
//! | command | header | data |
//! |---|---|---|
//! | MSE:Set DST | `00 22 81B6` | `83` reference of the key that verifies the next certificate |
//! | PSO:Verify Certificate | `00 2A 00BE` | `7F4E` body, `5F37` signature, without `7F21` |
//! | MSE:Set AT | `00 22 81A4` | `83` reference of the terminal's own key |
//! | GET CHALLENGE | `00 84 0000`, Le 8 | none |
//! | EXTERNAL AUTHENTICATE | `00 82 0000` | the signature, plain |
//!
//! | part of what is signed | after BAC | after PACE |
//! |---|---|---|
//! | `ID.IC` | document number with its check digit | `Comp` of the chip's last PACE key |
//! | `rIC` | eight bytes | eight bytes |
//! | `Comp(PK.DH,IFD)` | x-coordinate, or SHA-1 of the DH value | the same |
//!
//! Two machines with a pause between them, for the key that signs may live in a module far away:
//! [`Presentation`] ends with the challenge, [`message`] says what to sign,
//! [`TerminalChain::algorithm`] says how, and [`Authentication`] sends the signature. Both run
//! over the channel of Chip Authentication (or of PACE with chip authentication mapping), whose
//! ephemeral key the signature binds. A chip takes one run a session.
//!
//! [`TerminalChain::find`] picks the certificates; the chip alone decides about them, by its own
//! date and its own keys. What the terminal can see itself stands in [`OwnCheck`] and stops
//! nothing.

use vidimus_lds::cvc::CvCertificate;
use vidimus_pubkey::PublicKey;

mod algorithm;
mod authentication;
mod chain;
mod check;
mod key;
mod message;
mod path;
mod presentation;

pub use algorithm::signature_algorithm;
pub use authentication::Authentication;
pub use chain::TerminalChain;
pub use check::{OwnCheck, SignatureCheck, Validity};
pub use message::{ChipIdentifier, message};
pub use presentation::{Presentation, Presented};

/// Step name of MSE:Set DST.
pub(crate) const MSE_SET_DST: &str = "ta.mse_set_dst";
/// Step name of PSO:Verify Certificate.
pub(crate) const VERIFY_CERTIFICATE: &str = "ta.pso_verify_certificate";
/// Step name of MSE:Set AT.
pub(crate) const MSE_SET_AT: &str = "ta.mse_set_at";
/// Step name of GET CHALLENGE.
pub(crate) const GET_CHALLENGE: &str = "ta.get_challenge";
/// Step name of EXTERNAL AUTHENTICATE.
pub(crate) const EXTERNAL_AUTHENTICATE: &str = "ta.external_authenticate";

/// Whether a certificate is for this key, as far as that shows without knowing the curve: only
/// authorities write theirs down.
#[must_use]
pub fn holds_key(certificate: &CvCertificate<'_>, key: &PublicKey) -> bool {
    key::is_key(&certificate.public_key.data, key)
}
