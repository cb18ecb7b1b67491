//! Visible digital seals: who signed one, and may we believe it (Doc 9303-13 appendix D).
//!
//! Same store, same path and same rules as a document signer, with another purpose: a bar code signer
//! (extended key usage 2.23.136.1.1.11.1) signs a VDS, a signer of VDS-NC (2.23.136.1.1.14.2) what
//! is in JSON. A document signer verifies no seal, and a seal's signer verifies no EF.SOD.
//!
//! The certificate of a VDS comes from the store alone: the seal names country, signer and serial
//! number. A VDS-NC carries its own, which is no anchor by that.

pub use crate::pa::seal::{SealFinding, SealInput, verify};
