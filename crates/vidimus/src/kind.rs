//! What bytes are, whatever they are called: chip files, records, pictures, certificates, lists,
//! text, commands.

use vidimus_iso7816::CommandApdu;
use vidimus_iso7816::tlv::{Reader, Tag};
use vidimus_lds::File;
use vidimus_lds::biometric::{Modality, RecordFormat};
use vidimus_lds::card_security::CardSecurity;
use vidimus_lds::cvc::CV_CERTIFICATE;
use vidimus_lds::driving_licence;
use vidimus_lds::lds2::Lds2File;
use vidimus_lds::picture::ImageFormat;
use vidimus_lds::seal::Seal;
use vidimus_mrz::vietnam::QrCode;
use vidimus_mrz::{Zone, ZoneForm};
use vidimus_trust::ldif::is_ldif;

mod der;
mod names;

/// A kind of input that can be told and shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// a file of the chip
    ChipFile(File),
    /// a file of a driving licence, in that application's numbering
    LicenceFile(File),
    /// a visible digital seal, in bytes or in JSON
    Seal,
    /// a record, or the content, of a file of an LDS2 application
    Lds2(Lds2File),
    /// a biometric record without a file around it
    Record(Modality, RecordFormat),
    /// a picture
    Picture(ImageFormat),
    /// a machine-readable zone as text
    Zone(ZoneForm),
    /// the text of the QR code of a Vietnamese citizen card
    CitizenCode,
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
    /// a private key, which is not for showing
    PrivateKey,
    /// objects of nothing we know
    Tlv,
    /// nothing we know
    Unknown,
}

impl Kind {
    /// By content; the name of a file says nothing.
    ///
    /// ```
    /// use vidimus::{Kind, lds::File};
    /// assert_eq!(Kind::of(&[0x60, 0x00]), Kind::ChipFile(File::Com));
    /// assert_eq!(Kind::of(b"\x89PNG\r\n\x1a\n").name(), "picture");
    /// assert_eq!(Kind::of(b"a shopping list"), Kind::Unknown);
    /// ```
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        if bytes.starts_with(b"{\"vidimus_session\"") {
            return Self::Transcript;
        }
        match der::der(bytes) {
            // a signed message like others, told by what is signed
            Some(Self::Cms) if CardSecurity::parse(bytes).is_ok() => {
                return Self::ChipFile(File::CardSecurity);
            }
            Some(Self::Cms) => return der::message(bytes),
            Some(kind) => return kind,
            None if is_ldif(bytes) => return Self::Ldif,
            None => {}
        }
        let kinds = [text, seal, picture, record, objects];
        let found = kinds.iter().find_map(|kind| kind(bytes));
        found.unwrap_or(Self::Unknown)
    }

    /// Whether it is made of objects.
    #[must_use]
    pub const fn is_tlv(self) -> bool {
        !matches!(
            self,
            Self::Transcript
                | Self::Ldif
                | Self::Apdu
                | Self::PrivateKey
                | Self::Unknown
                | Self::Record(..)
                | Self::Picture(_)
                | Self::Zone(_)
                | Self::CitizenCode
                | Self::Seal
        )
    }

    /// The file of the chip.
    #[must_use]
    pub const fn file(self) -> Option<File> {
        match self {
            Self::ChipFile(file) => Some(file),
            _ => None,
        }
    }
}

/// What somebody read off a document: a zone, a QR code.
fn text(bytes: &[u8]) -> Option<Kind> {
    let text = core::str::from_utf8(bytes).ok()?;
    if QrCode::parse(text).is_ok() {
        return Some(Kind::CitizenCode);
    }
    let zone = Zone::parse(text).ok()?;
    // any characters of the right number parse; a form of one line may be hexadecimal digits
    let mut characters = zone.joined().bytes();
    let is_zone = characters.all(|one| matches!(one, b'A'..=b'Z' | b'0'..=b'9' | b'<'))
        && (zone.joined().contains('<') || zone.check_digits().all_passed());
    is_zone.then_some(Kind::Zone(zone.form()))
}

/// A broken seal is one too, if its header can be read.
fn seal(bytes: &[u8]) -> Option<Kind> {
    let is_json = || bytes.first() != Some(&0xDC);
    let found = Seal::is_likely(bytes)
        && (is_json() || Seal::parse(bytes).is_ok() || Seal::read_before_fault(bytes).is_some());
    found.then_some(Kind::Seal)
}

fn picture(bytes: &[u8]) -> Option<Kind> {
    match ImageFormat::detect(bytes) {
        ImageFormat::Unknown => None,
        format => Some(Kind::Picture(format)),
    }
}

fn record(bytes: &[u8]) -> Option<Kind> {
    let (modality, format) = Modality::of_record(bytes)?;
    // behind such a record a signature may stand, and then it is a file of LDS2
    match Lds2File::identify(bytes) {
        Some(file) => Some(Kind::Lds2(file)),
        None => Some(Kind::Record(modality, format)),
    }
}

fn objects(bytes: &[u8]) -> Option<Kind> {
    let first = Reader::new(bytes).next();
    if matches!(&first, Ok(Some(tlv)) if tlv.tag == CV_CERTIFICATE) {
        return Some(Kind::CvCertificate);
    }
    if let Some(file) = Lds2File::identify(bytes) {
        return Some(Kind::Lds2(file));
    }
    if let Some(file) = driving_licence::identify(bytes) {
        return Some(Kind::LicenceFile(file));
    }
    if let Some(file) = File::identify(bytes) {
        return Some(Kind::ChipFile(file));
    }
    if is_atr_info(bytes) {
        return Some(Kind::ChipFile(File::AtrInfo));
    }
    if matches!(bytes.first(), Some(0x00 | 0x0C | 0x10 | 0x8C)) && CommandApdu::parse(bytes).is_ok()
    {
        return Some(Kind::Apdu);
    }
    let whole = matches!(first, Ok(Some(tlv)) if tlv.bytes.len() == bytes.len());
    whole.then_some(Kind::Tlv)
}

/// EF.ATR/INFO has no object around it: several of those that belong in it, or the one that says
/// how long commands may be (ISO/IEC 7816-4 §12.1.1).
fn is_atr_info(bytes: &[u8]) -> bool {
    const BUFFERS: Tag = Tag(0x7F66);
    const BELONGING: [u32; 8] = [0x43, 0x45, 0x46, 0x47, 0x4F, 0x5F52, 0x7F66, 0xE0];
    let mut objects = Reader::new(bytes);
    let mut tags = Vec::new();
    while !objects.rest().iter().all(|byte| *byte == 0) {
        match objects.next() {
            Ok(Some(object)) if BELONGING.contains(&object.tag.0) => tags.push(object.tag),
            _ => return false,
        }
    }
    tags.len() > 1 || tags.contains(&BUFFERS)
}
