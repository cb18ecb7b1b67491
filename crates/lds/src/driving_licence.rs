//! The files of a driving licence: ISO/IEC 18013-2 and -3, and the form that Regulation (EU) No
//! 383/2012 gives to DG1.
//!
//! | file | tag | holds | module |
//! |---|---|---|---|
//! | EF.COM | `60` | version, tags, security mechanisms; unsigned | [`LicenceCom`] |
//! | EF.SOD | `77` | hashes and signature, as in an eMRTD | [`crate::sod`] |
//! | DG1 | `61` | holder, licence, categories of vehicles | [`LicenceDg1`] |
//! | DG2 | `6B` | further holder details | [`LicenceDg2`] |
//! | DG3 | `6C` | details of the issuing authority | [`LicenceDg3`] |
//! | DG4, DG5 | `65`, `67` | portraits, signature, for people | [`LicenceDg4`], [`LicenceDg5`] |
//! | DG6, DG7, DG8 | `75`, `63`, `76` | face, fingers, irises, for machines | [`biometrics`] |
//! | DG9 | `70` | other biometrics | – |
//! | DG11 | `6D` | what the state likes | – |
//! | DG12 | `71` | the reference string of the key | [`LicenceDg12`] |
//! | DG13 | `6F` | public key of Active Authentication, as DG15 of an eMRTD | [`active_authentication`] |
//! | DG14 | `6E` | security infos, as DG14 of an eMRTD | [`crate::security_info`] |
//!
//! # How sure this is
//! The text of ISO/IEC 18013 is not public. What is written here was learnt so:
//!
//! | fact | from |
//! |---|---|
//! | DG1 of the European Union, all tags, date order | Regulation (EU) No 383/2012 annex I, I.6 (public law) |
//! | tags and short identifiers of DG12, DG13, DG14, EF.SOD, EF.CardAccess | public table of contents of ISO/IEC 18013-3:2017 |
//! | tags of DG1 to DG9 and DG11, identifiers `0001` to `001E` | two open implementations that cite ISO/IEC 18013-2 table C.2; DG1, DG5, DG6, DG11 to DG13 by readers of Dutch licences too |
//! | DG1 of ISO/IEC 18013-2 (`5F1F`), DG2, DG3, DG4, categories | one open implementation and its descendants: order of fields and dates not confirmed elsewhere |
//! | content type of EF.SOD (that of an eMRTD) | the same; another one is refused |
//! | text in ISO/IEC 8859-1 | one reader of Dutch licences |
//! | tag `62` of DG10 | not confirmed; one source reads `62` as another form of DG11 |
//!
//! What is not confirmed can make a genuine licence unreadable here; it cannot make a forged
//! one look genuine, for hashes are taken over bytes.

mod authority;
pub mod biometrics;
mod categories;
mod com;
mod dg1;
mod dg12;
mod european;
mod holder;
mod international;
mod pictures;
pub(crate) mod tags;
mod tell;
mod text;

pub use authority::LicenceDg3;
pub use categories::{Category, MAX_CATEGORIES};
pub use com::LicenceCom;
pub use dg1::{LicenceDg1, LicenceForm};
pub use dg12::LicenceDg12;
pub use holder::LicenceDg2;
pub use pictures::{LicenceDg4, LicenceDg5, LicencePortrait};
pub use tags::tag_name;
pub use tell::identify;

use crate::decoded::Findings;
use crate::evidence::Application;
use crate::template::{Template, read_file_of};
use crate::{DataGroup, Decoded, File, LdsError};

/// The key of Active Authentication in DG13: `6F { SubjectPublicKeyInfo }`, as DG15 of an eMRTD
/// has it.
///
/// # Errors
/// [`LdsError`] when it is not DG13 or holds anything but a SEQUENCE.
pub fn active_authentication(bytes: &[u8]) -> Result<crate::dg15::Dg15<'_>, LdsError> {
    crate::dg15::Dg15::parse_as(bytes, DG13)
}

const DG13: File = File::Dg(DataGroup::DG13);

/// Whether these bytes are the DG1 of a licence: `61` with categories of vehicles (`7F63`) or
/// European demographic data (`5F02`) inside, whatever else is wrong with it.
///
/// The DG1 of an eMRTD is `61 { 5F1F MRZ }` and holds neither. A file that is cut before them
/// cannot be told, and is held for that of an eMRTD.
///
/// ```
/// use vidimus_lds::driving_licence::is_licence;
/// assert!(is_licence(b"\x61\x06\x7F\x63\x03\x02\x01\0"));
/// assert!(!is_licence(b"\x61\x05\x5F\x1F\x02P<"));
/// assert!(!is_licence(b"not even an object"));
/// ```
#[must_use]
pub fn is_licence(bytes: &[u8]) -> bool {
    let mut findings = Findings::new(File::Dg(DataGroup::DG1));
    let (mut template, _) = Template::open(Application::DrivingLicence, bytes, &mut findings);
    let mut objects = core::iter::from_fn(|| template.next(&mut findings));
    objects.any(|object| matches!(object.tag.0, 0x7F63 | 0x5F02))
}

/// A whole file of a licence, with one function.
fn read_file<'a, T>(
    bytes: &'a [u8],
    group: DataGroup,
    read: impl FnOnce(Template<'a>, &'a [u8], &mut Findings) -> T,
) -> Decoded<T> {
    read_file_of(Application::DrivingLicence, bytes, File::Dg(group), read)
}
