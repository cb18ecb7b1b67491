//! DG1: the machine-readable zone (ICAO Doc 9303-10 §4.7.1).

use crate::{DataGroup, Defect, File, LdsError, Personal, outer_object};
use vidimus_iso7816::tlv::{Reader, Tag};
use vidimus_mrz::Mrz;

const FILE: File = File::Dg(DataGroup::DG1);
/// The one object in DG1: the MRZ without line breaks.
pub(crate) const MRZ_DATA: Tag = Tag(0x5F1F);

/// DG1: the machine-readable zone.
#[derive(Clone, Debug)]
pub struct Dg1 {
    /// the zone, parsed
    pub mrz: Mrz,
    /// the zone as it stands, without line breaks
    pub text: Personal<String>,
    /// offset of the zone's first character in the file
    pub text_offset: usize,
}

impl Dg1 {
    /// Parses the whole file: `61 { 5F1F MRZ }`.
    ///
    /// # Errors
    /// [`LdsError`] when it is not DG1, does not decode, or its text is no MRZ of TD1, TD2 or TD3.
    pub fn parse(bytes: &[u8]) -> Result<Self, LdsError> {
        let object = outer_object(bytes, FILE)?;
        let at = |error| LdsError::tlv(FILE, error);
        let mut inner = Reader::new(object)
            .expect(Tag(0x61))
            .and_then(|outer| outer.children())
            .map_err(at)?;
        let zone = inner.expect(MRZ_DATA).map_err(at)?;
        let mrz = Mrz::parse_bytes(zone.value).map_err(|error| LdsError::Malformed {
            file: FILE,
            offset: zone.value_offset(),
            defect: Defect::Mrz(error),
        })?;
        Ok(Self {
            mrz,
            text: Personal::new(String::from_utf8_lossy(zone.value).into_owned()),
            text_offset: zone.value_offset(),
        })
    }
}
