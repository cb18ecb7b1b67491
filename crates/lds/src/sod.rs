//! EF.SOD, the document security object (ICAO Doc 9303-10 §4.6.2; version 0 in its appendix D).
//!
//! Refused, after the test cases of TR-03105-5.1: a signer identifier whose form contradicts the
//! SignerInfo's version, version info outside version 1, a data group twice. A list of one hash
//! is taken, though the standard wants two: what is missing shows when it is looked up.

use crate::ber::{self, Object, Reader};
use crate::cms::{SignedData, SignerInfo, finish, read_oid, read_version};
use crate::{CmsError, DataGroup, Defect, File, LdsError, Oid, oid, outer_object};
use std::collections::BTreeMap;
use vidimus_iso7816::tlv;

/// EF.SOD: the CMS shell and the hash list that it signs.
#[derive(Clone, PartialEq, Eq)]
pub struct SecurityObject<'a> {
    /// the CMS message
    pub signed: SignedData<'a>,
    /// its content
    pub lds: LdsSecurityObject,
    /// whether the content type is one of the older names that some states used (quirk
    /// `sod.legacy_content_type`)
    pub legacy_content_type: bool,
}

/// LDSSecurityObject: the hash of every data group.
#[derive(Clone, PartialEq, Eq)]
pub struct LdsSecurityObject {
    /// 0 or 1
    pub version: u8,
    /// identifier of the hash algorithm, DER content octets
    pub hash_algorithm_oid: Vec<u8>,
    /// the hashes; their length is not compared with the algorithm here
    pub hashes: BTreeMap<DataGroup, Vec<u8>>,
    /// LDS version such as `0108`; there in version 1
    pub lds_version: Option<String>,
    /// Unicode version such as `040000`; there in version 1
    pub unicode_version: Option<String>,
}

impl<'a> SecurityObject<'a> {
    /// Parses the whole file, tag `77` outside. Padding after it is ignored.
    ///
    /// # Errors
    /// [`LdsError`] with the offset in the file (in the content, when that came in pieces).
    pub fn parse(ef_sod: &'a [u8]) -> Result<Self, LdsError> {
        let object = outer_object(ef_sod, File::Sod)?;
        let at = |error| LdsError::tlv(File::Sod, error);
        let outer = tlv::Reader::new(object)
            .expect(tlv::Tag(0x77))
            .map_err(at)?;
        Self::from_message(outer.value)
            .map_err(|error| LdsError::cms(File::Sod, outer.value_offset(), error))
    }

    /// Parses the CMS message alone, without tag `77`.
    ///
    /// # Errors
    /// [`CmsError`] with the offset in the message.
    pub fn from_message(message: &'a [u8]) -> Result<Self, CmsError> {
        let signed = SignedData::parse(message)?;
        let legacy_content_type = match signed.content_type {
            oid::LDS_SECURITY_OBJECT => false,
            oid::LEGACY_LDS_OBJECT | oid::LEGACY_SDU_OBJECT | oid::DATA => true,
            _ => {
                let expected = "content type ldsSecurityObject";
                return Err(CmsError::content(signed.content_offset, expected));
            }
        };
        let misfit = |info: &&SignerInfo<'_>| !info.version_fits_sid();
        if let Some(info) = signed.signer_infos.iter().find(misfit) {
            let expected = "the version that fits the signer identifier";
            return Err(CmsError::content(info.offset, expected));
        }
        let lds = LdsSecurityObject::parse(&signed.content, signed.content_offset)?;
        Ok(Self {
            signed,
            lds,
            legacy_content_type,
        })
    }
}

impl LdsSecurityObject {
    /// Parses the content, which lies at `offset` of the message.
    fn parse(content: &[u8], offset: usize) -> Result<Self, CmsError> {
        ber::survey(content).map_err(|mut error| {
            error.offset = error.offset.saturating_add(offset);
            error
        })?;
        let mut top = Reader::at(content, offset);
        let mut fields = top.expect(ber::SEQUENCE)?.children()?;
        finish(&top)?;
        let version = read_version(&mut fields, "LDSSecurityObject", &[0, 1])?;
        let hash_algorithm = read_hash_algorithm(&mut fields)?;
        let hashes = read_hashes(&mut fields)?;
        let version_info_at = fields.offset();
        let version_info = fields
            .take_if(ber::SEQUENCE)?
            .map(|info| read_version_info(&info))
            .transpose()?;
        finish(&fields)?;
        // §4.6.2.3: the version info is in version 1, and only there
        if version_info.is_some() != (version == 1) {
            let expected = "version info in version 1 and only there";
            return Err(CmsError::content(version_info_at, expected));
        }
        let (lds_version, unicode_version) = version_info.unzip();
        Ok(Self {
            version,
            hash_algorithm_oid: hash_algorithm.content().to_vec(),
            hashes,
            lds_version,
            unicode_version,
        })
    }
}

/// DigestAlgorithmIdentifier: parameters absent or NULL, both right (§4.6.2.2).
fn read_hash_algorithm<'a>(fields: &mut Reader<'a>) -> Result<Oid<'a>, CmsError> {
    let mut inner = fields.expect(ber::SEQUENCE)?.children()?;
    let algorithm = read_oid(&mut inner)?;
    let parameters_at = inner.offset();
    match inner.next()? {
        None => Ok(algorithm),
        Some(null) if null.tag == ber::NULL && null.content.is_empty() => {
            finish(&inner)?;
            Ok(algorithm)
        }
        Some(_) => Err(CmsError::content(parameters_at, "NULL or no parameters")),
    }
}

fn read_hashes(fields: &mut Reader<'_>) -> Result<BTreeMap<DataGroup, Vec<u8>>, CmsError> {
    let list = fields.expect(ber::SEQUENCE)?;
    let mut entries = list.children()?;
    let mut hashes = BTreeMap::new();
    while !entries.rest().is_empty() {
        let entry = entries.expect(ber::SEQUENCE)?;
        let (group, hash) = read_hash(&entry)?;
        if hashes.insert(group, hash).is_some() {
            return Err(CmsError {
                offset: entry.offset,
                defect: Defect::DuplicateDataGroup {
                    number: group.number(),
                },
            });
        }
    }
    if hashes.is_empty() {
        return Err(CmsError::content(list.offset, "a data group hash"));
    }
    Ok(hashes)
}

fn read_hash(entry: &Object<'_>) -> Result<(DataGroup, Vec<u8>), CmsError> {
    let mut fields = entry.children()?;
    let number = fields.expect(ber::INTEGER)?;
    let found = number.to_u64().unwrap_or(u64::MAX);
    let group = u8::try_from(found)
        .ok()
        .and_then(DataGroup::new)
        .ok_or(CmsError {
            offset: number.offset,
            defect: Defect::DataGroupNumber { found },
        })?;
    let hash = fields.expect(ber::OCTET_STRING)?.content.to_vec();
    finish(&fields)?;
    Ok((group, hash))
}

/// LDSVersionInfo: two strings.
fn read_version_info(info: &Object<'_>) -> Result<(String, String), CmsError> {
    let mut fields = info.children()?;
    let lds = read_digits(&mut fields)?;
    let unicode = read_digits(&mut fields)?;
    finish(&fields)?;
    Ok((lds, unicode))
}

/// A PrintableString of a few digits; UTF8String is taken too.
fn read_digits(fields: &mut Reader<'_>) -> Result<String, CmsError> {
    let string = match fields.take_if(ber::UTF8_STRING)? {
        Some(string) => string,
        None => fields.expect(ber::PRINTABLE_STRING)?,
    };
    let digits = string.content.iter().all(u8::is_ascii_digit) && string.content.len() <= 8;
    match core::str::from_utf8(string.content) {
        Ok(text) if digits && !text.is_empty() => Ok(text.to_owned()),
        _ => Err(CmsError::content(
            string.offset,
            "a version of up to eight digits",
        )),
    }
}

impl core::fmt::Debug for SecurityObject<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("SecurityObject")
            .field("signed", &self.signed)
            .field("lds", &self.lds)
            .field("legacy_content_type", &self.legacy_content_type)
            .finish()
    }
}

/// The hashes are personal data: the hash of DG1 can be guessed back.
impl core::fmt::Debug for LdsSecurityObject {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("LdsSecurityObject")
            .field("version", &self.version)
            .field("groups", &self.hashes.keys())
            .field("lds_version", &self.lds_version)
            .field("unicode_version", &self.unicode_version)
            .finish_non_exhaustive()
    }
}
