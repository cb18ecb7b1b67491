//! What bytes are.

use vidimus::iso7816::CommandApdu;
use vidimus::iso7816::tlv::{Reader, Tag};
use vidimus::lds::File;
use vidimus::lds::card_security::CardSecurity;
use vidimus::lds::cms::SignedData;
use vidimus::lds::cvc::CV_CERTIFICATE;
use vidimus::trust::deviation::DeviationKind;
use vidimus::trust::ldif::is_ldif;

/// A kind of input that `inspect` knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// a file of the chip
    ChipFile(File),
    /// an X.509 certificate in DER
    Certificate,
    /// card verifiable certificates of terminals, one or several in a row
    CvCertificate,
    /// a signed list of country signing CAs
    MasterList,
    /// a signed list of known deviations
    DeviationList,
    /// the same in the form of the German federal office
    DefectList,
    /// another signed message
    Cms,
    /// a certificate revocation list
    RevocationList,
    /// a directory export
    Ldif,
    /// a recorded session
    Transcript,
    /// a command APDU
    Apdu,
    /// objects of nothing we know
    Tlv,
    /// nothing we know
    Unknown,
}

impl Kind {
    /// By the first bytes; the name of a file says nothing.
    pub fn of(bytes: &[u8]) -> Self {
        if bytes.starts_with(b"{\"vidimus_session\"") {
            return Self::Transcript;
        }
        match der(bytes) {
            // a signed message like others, told by what is signed
            Some(Self::Cms) if CardSecurity::parse(bytes).is_ok() => {
                return Self::ChipFile(File::CardSecurity);
            }
            Some(Self::Cms) => return message(bytes),
            Some(kind) => return kind,
            None if is_ldif(bytes) => return Self::Ldif,
            None => {}
        }
        if matches!(Reader::new(bytes).next(), Ok(Some(tlv)) if tlv.tag == CV_CERTIFICATE) {
            return Self::CvCertificate;
        }
        if let Some(file) = File::identify(bytes) {
            return Self::ChipFile(file);
        }
        if matches!(bytes.first(), Some(0x00 | 0x0C | 0x10 | 0x8C))
            && CommandApdu::parse(bytes).is_ok()
        {
            return Self::Apdu;
        }
        let whole =
            matches!(Reader::new(bytes).next(), Ok(Some(tlv)) if tlv.bytes.len() == bytes.len());
        if whole { Self::Tlv } else { Self::Unknown }
    }

    /// Whether it is made of objects.
    pub const fn is_tlv(self) -> bool {
        !matches!(
            self,
            Self::Transcript | Self::Ldif | Self::Apdu | Self::Unknown
        )
    }

    /// The file of the chip.
    pub const fn file(self) -> Option<File> {
        match self {
            Self::ChipFile(file) => Some(file),
            _ => None,
        }
    }

    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::ChipFile(file) => file.name(),
            Self::Certificate => "certificate",
            Self::CvCertificate => "cv_certificate",
            Self::MasterList => "master_list",
            Self::DeviationList => "deviation_list",
            Self::DefectList => "defect_list",
            Self::Ldif => "ldif",
            Self::Cms => "cms",
            Self::RevocationList => "crl",
            Self::Transcript => "transcript",
            Self::Apdu => "apdu",
            Self::Tlv => "tlv",
            Self::Unknown => "unknown",
        }
    }

    /// The name for people.
    pub fn description(self) -> &'static str {
        match self {
            Self::ChipFile(file) => file.name(),
            Self::Certificate => "X.509 certificate",
            Self::CvCertificate => "card verifiable certificate",
            Self::MasterList => "CSCA master list",
            Self::DeviationList => "deviation list",
            Self::DefectList => "defect list",
            Self::Ldif => "LDIF, a directory export",
            Self::Cms => "CMS signed message",
            Self::RevocationList => "certificate revocation list",
            Self::Transcript => "recorded session",
            Self::Apdu => "command APDU",
            Self::Tlv => "objects of an unknown file",
            Self::Unknown => "unknown, nothing that Vidimus can read",
        }
    }
}

/// A signed message, told by the type of its content.
fn message(bytes: &[u8]) -> Kind {
    /// 2.23.136.1.1.2
    const MASTER_LIST: &[u8] = &[0x67, 0x81, 0x08, 0x01, 0x01, 0x02];
    let Ok(message) = SignedData::parse(bytes) else {
        return Kind::Cms;
    };
    let content_type = message.content_type.content();
    match DeviationKind::of(content_type) {
        Some(DeviationKind::DeviationList) => Kind::DeviationList,
        Some(DeviationKind::DefectList) => Kind::DefectList,
        None if content_type == MASTER_LIST => Kind::MasterList,
        None => Kind::Cms,
    }
}

/// Certificates, lists and messages all are one SEQUENCE; what stands inside tells them apart:
/// a CMS message starts with an identifier, a certificate with `[0] version` or a serial number
/// in its first SEQUENCE, a revocation list with an algorithm there.
fn der(bytes: &[u8]) -> Option<Kind> {
    const SEQUENCE: Tag = Tag(0x30);
    if bytes.starts_with(&[0x30, 0x80, 0x06]) {
        return Some(Kind::Cms);
    }
    let outer = Reader::new(bytes).expect(SEQUENCE).ok()?;
    let first = outer.children().ok()?.next().ok()??;
    if first.tag == Tag(0x06) {
        return Some(Kind::Cms);
    }
    if first.tag != SEQUENCE {
        return None;
    }
    let mut inside = first.children().ok()?;
    match inside.next().ok()??.tag {
        Tag(0xA0) => Some(Kind::Certificate),
        Tag(0x02) => match inside.next().ok()??.tag {
            SEQUENCE => {
                let third = inside.next().ok()??.tag;
                let fourth = inside.next().ok()?.map(|tlv| tlv.tag);
                let is_list = third == SEQUENCE && matches!(fourth, Some(Tag(0x17 | 0x18)));
                Some(if is_list {
                    Kind::RevocationList
                } else {
                    Kind::Certificate
                })
            }
            _ => None,
        },
        _ => None,
    }
}
