//! Key agreement over a curve or in a group of integers, for PACE and Chip Authentication.
//!
//! One set of types for both kinds: a [`SecretScalar`], the public [`AgreementKey`] that belongs
//! to it, and PACE's [`MappedGenerator`]. Values of two domains never meet: every operation that
//! takes two of them compares their [`Domain`] first.
//!
//! Clauses: ICAO Doc 9303-11 §4.4 (PACE) and §6.2 (Chip Authentication), §9.4.4 and §9.5 (domain
//! parameters and encodings); BSI TR-03111 §4.3.1 (ECDH), RFC 2631 §2.1 (DH).
//!
//! | | curve | group modulo a prime |
//! |---|---|---|
//! | secret | number from 1 to the order less one | the same |
//! | public key | `04`, x, y, each as long as the prime | big-endian, as long as the prime |
//! | on the wire | the same | without leading zeros (§9.4.1) |
//! | shared value | x-coordinate | as long as the prime |
//! | `Comp` | x-coordinate | SHA-1 of the value as sent |
//! | ids (§9.5.1) | 8 to 18 | 0 to 2 |
//!
//! Both ends come to one value, and with PACE to one generator first:
//!
//! ```
//! use vidimus_pubkey::agreement::{AgreementKey, Domain, MappedGenerator, SecretScalar};
//!
//! let domain = Domain::standardized(12).ok_or("reserved")?; // P-256
//! // from a random source in earnest
//! let scalar = |byte| SecretScalar::from_bytes(domain, &[byte; 32]);
//! let (terminal, chip) = (scalar(0x11)?, scalar(0x22)?);
//!
//! // Generic Mapping: both reach s·G + H by the other's public key
//! let nonce = [0x33; 16];
//! let ours = MappedGenerator::generic(&terminal, &chip.public_key(), &nonce)?;
//! let theirs = MappedGenerator::generic(&chip, &terminal.public_key(), &nonce)?;
//! assert_eq!(ours.encode(), theirs.encode());
//!
//! // then fresh keys on the new generator
//! let (terminal, chip) = (scalar(0x44)?, scalar(0x55)?);
//! let sent = chip.public_key_on(&theirs)?.to_wire();
//! let received = AgreementKey::from_wire(domain, &sent)?;
//! let secret = terminal.agree(&received)?;
//! assert_eq!(secret, chip.agree(&terminal.public_key_on(&ours)?)?);
//! assert_eq!(secret.len(), domain.shared_len());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! What is secret - scalars, the nonce, the mapped generator, the shared value - takes the same
//! steps whatever its value is; how far that goes is said in `SECURITY.md`. Public keys take the
//! same way, for they come out of it.

mod domain;
mod key;
mod mapping;
mod secret;
mod spki;
#[cfg(feature = "signing")]
mod spki_writer;
mod static_key;
#[cfg(test)]
mod tests;

pub use domain::Domain;
pub use key::AgreementKey;
pub use mapping::MappedGenerator;
pub use secret::SecretScalar;
pub use spki::SpkiAgreementKey;
#[cfg(feature = "signing")]
pub use spki_writer::SpkiForm;
pub use static_key::is_static_key_of;
