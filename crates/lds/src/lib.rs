//! The logical data structure of a travel document: bytes in, typed values out.
//!
//! Files of ICAO Doc 9303-10 ([`File`], [`DataGroup`]), their parsers ([`com`], [`sod`], [`dg1`] to
//! [`dg5`], [`dg7`], [`dg11`] to [`dg13`], [`dg15`], [`dg16`], [`atr_info`], [`ef_dir`],
//! [`security_info`], [`card_security`], [`cvca`]), what text is made of ([`content`]) and what
//! faces, fingers and irises share ([`biometric`]), the files of driving licences
//! ([`driving_licence`]), the [`application`]s beside the eMRTD and their
//! files ([`lds2`]), the certificates of terminals ([`cvc`]), the CMS shell of EF.SOD,
//! EF.CardSecurity and master lists ([`cms`], on the tolerant reader [`ber`]), visible digital
//! [`seal`]s, what deviates from the standard ([`structure`]), any file as a tree ([`tree`]) and as
//! named values ([`listing`]), what is known of kinds of documents ([`profile`]), portraits as
//! pixels (`image`), and the plain record of what was observed on a document ([`evidence`]).
//!
//! Nothing here verifies a signature or decides anything. Every parser borrows its input, has
//! limits on depth and number, never allocates by a length that the input declares, and says
//! at which byte it gave up ([`LdsError`]).

pub mod application;
pub mod atr_info;
pub mod ber;
pub mod biometric;
pub mod card_security;
pub mod cms;
pub mod com;
pub mod content;
pub mod cvc;
pub mod cvca;
mod data_group;
mod decoded;
pub mod dg1;
pub mod dg11;
pub mod dg12;
pub mod dg13;
pub mod dg15;
pub mod dg16;
pub mod dg2;
pub mod dg3;
pub mod dg4;
pub mod dg5;
pub mod dg7;
pub mod driving_licence;
pub mod ef_dir;
mod error;
pub mod evidence;
mod file;
#[cfg(feature = "image")]
pub mod image;
mod instant;
pub mod lds2;
pub mod listing;
pub mod oid;
mod personal;
pub mod picture;
pub mod profile;
pub mod seal;
pub mod security_info;
pub mod sod;
pub mod structure;
mod template;
pub mod text;
pub mod tree;
pub mod vn_dg13;

pub use data_group::DataGroup;
pub use decoded::{Decoded, MAX_FINDINGS};
pub use error::{CmsError, Defect, LdsError};
pub use file::{File, outer_object};
pub use oid::Oid;
pub use personal::Personal;
