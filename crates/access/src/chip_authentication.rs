//! Chip Authentication version 1 (Doc 9303-11 §6.2).

/// Step name of GENERAL AUTHENTICATE.
pub(crate) const GENERAL_AUTHENTICATE: &str = "ca.general_authenticate";
