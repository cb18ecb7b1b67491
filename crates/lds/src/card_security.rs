//! EF.CardSecurity: SecurityInfos under a signature (ICAO Doc 9303-11 §9.2.11, Doc 9303-10
//! §3.11.4; TR-03110-3 A.1.2.5).
//!
//! ```text
//! SignedData { id-SecurityObject, SET OF SecurityInfo, certificates, signer }
//! ```
//!
//! It lies in the master file and is there for PACE with Chip Authentication Mapping, and for
//! Chip or Terminal Authentication outside of the travel document application. Its infos repeat
//! those of EF.CardAccess, which are unsigned: to compare both shows a forged choice of protocols.
//!
//! A CMS message of content type id-SecurityObject. Nothing is verified here. As in EF.SOD, a
//! signer identifier whose form contradicts the SignerInfo's version is refused.

use crate::cms::{SignedData, SignerInfo, finish};
use crate::security_info::SecurityInfos;
use crate::{CmsError, File, LdsError, ber, oid, outer_object};

/// EF.CardSecurity, parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardSecurity<'a> {
    /// the CMS message, its content a SET of SecurityInfos
    pub signed: SignedData<'a>,
}

impl<'a> CardSecurity<'a> {
    /// Parses the whole file. Padding after it is ignored; within the content nothing may follow
    /// the SET, for it would be signed and not read.
    ///
    /// # Errors
    /// [`LdsError`] with the offset in the file (in the content, when that came in pieces).
    pub fn parse(bytes: &'a [u8]) -> Result<Self, LdsError> {
        let message = outer_object(bytes, File::CardSecurity)?;
        Self::from_message(message).map_err(|error| LdsError::cms(File::CardSecurity, 0, error))
    }

    fn from_message(message: &'a [u8]) -> Result<Self, CmsError> {
        let signed = SignedData::parse(message)?;
        if signed.content_type != oid::SECURITY_OBJECT {
            let expected = "content type id-SecurityObject";
            return Err(CmsError::content(signed.content_offset, expected));
        }
        let misfit = |info: &&SignerInfo<'_>| !info.version_fits_sid();
        if let Some(info) = signed.signer_infos.iter().find(misfit) {
            let expected = "the version that fits the signer identifier";
            return Err(CmsError::content(info.offset, expected));
        }
        let moved = |mut error: CmsError| {
            error.offset = error.offset.saturating_add(signed.content_offset);
            error
        };
        let mut top = ber::Reader::new(&signed.content);
        top.expect(ber::SET).map_err(|error| moved(error.into()))?;
        finish(&top).map_err(moved)?;
        SecurityInfos::parse(&signed.content).map_err(moved)?;
        Ok(Self { signed })
    }

    /// The infos. They are worth nothing until the signature is verified.
    #[must_use]
    pub fn infos(&self) -> SecurityInfos<'_> {
        // parsed once already, without error
        SecurityInfos::parse(&self.signed.content).unwrap_or_default()
    }
}
