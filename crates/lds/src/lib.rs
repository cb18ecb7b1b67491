//! The logical data structure of a travel document: bytes in, typed values out.
//!
//! Files of ICAO Doc 9303-10 ([`File`], [`DataGroup`]), their parsers ([`com`], [`sod`],
//! [`dg1`], [`dg2`], [`dg15`], [`atr_info`], [`security_info`], [`card_security`], [`cvca`]), the
//! certificates of terminals ([`cvc`]), the CMS shell of EF.SOD, EF.CardSecurity and master lists
//! ([`cms`], on the tolerant reader [`ber`]), what deviates from the standard
//! ([`structure`]), any file as a tree ([`tree`]), portraits as pixels (`image`), and the plain
//! record of what was observed on a document ([`evidence`]).
//!
//! Nothing here verifies a signature or decides anything. Every parser borrows its input, has
//! limits on depth and number, never allocates by a length that the input declares, and says
//! at which byte it gave up ([`LdsError`]).

pub mod atr_info;
pub mod ber;
pub mod card_security;
pub mod cms;
pub mod com;
pub mod cvc;
pub mod cvca;
mod data_group;
pub mod dg1;
pub mod dg12;
pub mod dg15;
pub mod dg2;
mod error;
pub mod evidence;
mod file;
#[cfg(feature = "image")]
pub mod image;
mod instant;
pub mod oid;
mod personal;
pub mod picture;
pub mod security_info;
pub mod sod;
pub mod structure;
pub mod text;
pub mod tree;

pub use data_group::DataGroup;
pub use error::{CmsError, Defect, LdsError};
pub use file::{File, outer_object};
pub use oid::Oid;
pub use personal::Personal;
