//! TerminalAuthenticationInfo (Doc 9303-11 §9.2.8; the file reference: TR-03110-3 A.7.2.4).

use super::number::read_number;
use super::{SecurityInfo, TERMINAL_AUTHENTICATION};
use crate::CmsError;
use crate::ber::{self, Object};
use crate::cms::finish;
use vidimus_iso7816::{FileId, Sfi};

/// That Terminal Authentication is there, and where EF.CVCA lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TerminalAuthenticationInfo {
    /// 1; 2 in cards after TR-03110 version 2
    pub version: u64,
    /// the identifier of EF.CVCA; absent when it is the default, `011C` by TR-03110-3
    pub ef_cvca: Option<FileId>,
    /// its short identifier; when the file is absent the default is `1C`
    pub ef_cvca_sfi: Option<Sfi>,
}

impl TerminalAuthenticationInfo {
    /// `None` when the identifier is not id-TA itself: the ones below it are of certificates.
    pub(super) fn read(info: &SecurityInfo<'_>) -> Option<Result<Self, CmsError>> {
        (info.oid.content() == TERMINAL_AUTHENTICATION).then(|| {
            let data = info.data.clone()?;
            let version = read_number(&data.required, "a version")?;
            let (ef_cvca, ef_cvca_sfi) = match &data.optional {
                Some(file) => {
                    let (id, sfi) = read_file_id(file)?;
                    (Some(id), sfi)
                }
                None => (None, None),
            };
            Ok(Self {
                version,
                ef_cvca,
                ef_cvca_sfi,
            })
        })
    }
}

/// FileID: an OCTET STRING of two bytes, and one of one byte that may be missing.
fn read_file_id(object: &Object<'_>) -> Result<(FileId, Option<Sfi>), CmsError> {
    if object.tag != ber::SEQUENCE {
        return Err(CmsError::content(object.offset, "a file identifier"));
    }
    let mut fields = object.children()?;
    let long = fields.expect(ber::OCTET_STRING)?;
    let &[high, low] = long.content else {
        return Err(CmsError::content(long.offset, "an identifier of two bytes"));
    };
    let short = fields.take_if(ber::OCTET_STRING)?;
    finish(&fields)?;
    let short = short.map(|short| read_sfi(&short)).transpose()?;
    Ok((FileId::new(u16::from_be_bytes([high, low])), short))
}

fn read_sfi(short: &Object<'_>) -> Result<Sfi, CmsError> {
    let sfi = match short.content {
        &[value] => Sfi::new(value),
        _ => None,
    };
    sfi.ok_or_else(|| CmsError::content(short.offset, "a short identifier"))
}
