//! The names of the steps, in the order of the commands.

/// MSE:Set AT: protocol and password.
pub(crate) const MSE_SET_AT: &str = "pace.mse_set_at";
/// The encrypted nonce.
pub(crate) const ENCRYPTED_NONCE: &str = "pace.ga1";
/// The data of the mapping.
pub(crate) const MAP_NONCE: &str = "pace.ga2";
/// The ephemeral public keys.
pub(crate) const KEY_AGREEMENT: &str = "pace.ga3";
/// The tokens.
pub(crate) const MUTUAL_AUTHENTICATION: &str = "pace.ga4";
