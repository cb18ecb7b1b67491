//! Telling a file of a licence from the file of an eMRTD that starts with the same tag.

use super::{LicenceCom, LicenceDg2, LicenceDg3, LicenceDg4, LicenceDg5, LicenceDg12, is_licence};
use crate::com::EfCom;
use crate::dg5::Dg5;
use crate::dg7::Dg7;
use crate::dg11::Dg11;
use crate::dg12::Dg12;
use crate::{DataGroup, Decoded, File};

/// Which file of a licence these bytes are, where their content says that they are none of an
/// eMRTD.
///
/// Tags clash: `75`, `63`, `76`, `6E` and `6F` hold the same in either application, `77` too, and
/// are held for those of an eMRTD; so are files of which neither reader can make anything.
///
/// ```
/// use vidimus_lds::{DataGroup, File, driving_licence::identify};
/// let com = b"\x60\x09\x5F\x01\x02\x01\0\x5C\x02\x61\x75";
/// assert_eq!(identify(com), Some(File::Com));
/// let com = b"\x60\x14\x5F\x01\x040108\x5F\x36\x06040000\x5C\x02\x61\x75";
/// assert_eq!(identify(com), None, "that of an eMRTD");
/// ```
#[must_use]
pub fn identify(bytes: &[u8]) -> Option<File> {
    let group = |number| DataGroup::new(number).map(File::Dg);
    match *bytes.first()? {
        0x60 => {
            let licence = LicenceCom::read(bytes);
            let other = EfCom::read(bytes);
            let is_theirs = licence.is_whole() && licence.value.version.is_some();
            (is_theirs && !other.is_whole()).then_some(File::Com)
        }
        0x61 if is_licence(bytes) => group(1),
        0x65 => {
            let licence = LicenceDg4::read(bytes).value;
            let other = Dg5::read(bytes).value;
            let is_theirs = !licence.portraits.is_empty() && other.portraits.is_empty();
            is_theirs.then(|| group(4)).flatten()
        }
        0x67 => {
            let licence = LicenceDg5::read(bytes);
            let is_theirs = licence.value.signature.is_some() && licence.value.unknown.is_empty();
            (is_theirs && !Dg7::read(bytes).is_whole())
                .then(|| group(5))
                .flatten()
        }
        0x6B => {
            let (licence, other) = (LicenceDg2::read(bytes), Dg11::read(bytes));
            let strangers = (licence.value.unknown.len(), other.value.unknown.len());
            fewer(&licence, &other, strangers)
                .then(|| group(2))
                .flatten()
        }
        0x6C => {
            let (licence, other) = (LicenceDg3::read(bytes), Dg12::read(bytes));
            let strangers = (licence.value.unknown.len(), other.value.unknown.len());
            fewer(&licence, &other, strangers)
                .then(|| group(3))
                .flatten()
        }
        0x71 => {
            let licence = LicenceDg12::read(bytes).value;
            licence.reference.is_some().then(|| group(12)).flatten()
        }
        _ => None,
    }
}

/// Whether a licence's reader leaves fewer objects over than that of an eMRTD.
fn fewer<A, B>(licence: &Decoded<A>, other: &Decoded<B>, strangers: (usize, usize)) -> bool {
    let (mine, theirs) = strangers;
    mine + licence.faults.len() < theirs + other.faults.len()
}
