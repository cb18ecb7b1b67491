//! The files of the LDS2 applications (ICAO Doc 9303-10 §5): where they are, and what the tags in
//! them are called. Their records are shown as trees, not judged.
//!
//! | application | files |
//! |---|---|
//! | travel records | EF.Certificates `011A`, EF.EntryRecords `0101`, EF.ExitRecords `0102` |
//! | visa records | EF.Certificates `011A`, EF.VisaRecords `0103` |
//! | additional biometrics | EF.Certificates `011A`, EF.Biometrics1 to 64 `0201` to `0240` |

mod identify;

use crate::application::KnownApplication;
use core::fmt;
use vidimus_iso7816::tlv::Tag;
use vidimus_iso7816::{FileId, Sfi};

/// A file of an LDS2 application.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Lds2File {
    /// EF.Certificates of any of the three: who signed the records, a certificate a record.
    Certificates,
    /// EF.EntryRecords of travel records.
    EntryRecords,
    /// EF.ExitRecords of travel records.
    ExitRecords,
    /// EF.VisaRecords of visa records.
    VisaRecords,
    /// EF.Biometrics1 to EF.Biometrics64 of additional biometrics, by number.
    Biometrics(BiometricsNumber),
}

/// 1 to 64.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BiometricsNumber(u8);

impl BiometricsNumber {
    /// `None` outside 1 to 64.
    #[must_use]
    pub const fn new(number: u8) -> Option<Self> {
        match number {
            1..=64 => Some(Self(number)),
            _ => None,
        }
    }

    /// The number.
    #[must_use]
    pub const fn get(self) -> u8 {
        self.0
    }
}

impl Lds2File {
    /// The files of an application; none for one that is not of LDS2.
    pub fn of(application: KnownApplication) -> impl Iterator<Item = Self> {
        let records: &[Self] = match application {
            KnownApplication::TravelRecords => {
                &[Self::Certificates, Self::EntryRecords, Self::ExitRecords]
            }
            KnownApplication::VisaRecords => &[Self::Certificates, Self::VisaRecords],
            KnownApplication::AdditionalBiometrics => &[Self::Certificates],
            _ => &[],
        };
        let biometrics = match application {
            KnownApplication::AdditionalBiometrics => 1..=64,
            _ => 0..=0,
        };
        let numbers = biometrics.filter_map(BiometricsNumber::new);
        records.iter().copied().chain(numbers.map(Self::Biometrics))
    }

    /// The identifier.
    #[must_use]
    pub fn id(self) -> FileId {
        FileId::new(match self {
            Self::Certificates => 0x011A,
            Self::EntryRecords => 0x0101,
            Self::ExitRecords => 0x0102,
            Self::VisaRecords => 0x0103,
            Self::Biometrics(number) => 0x0200 | u16::from(number.0),
        })
    }

    /// The short identifier; EF.Biometrics have none.
    #[must_use]
    pub fn sfi(self) -> Option<Sfi> {
        Sfi::new(match self {
            Self::Certificates => 0x1A,
            Self::EntryRecords => 0x01,
            Self::ExitRecords => 0x02,
            Self::VisaRecords => 0x03,
            Self::Biometrics(_) => return None,
        })
    }

    /// Whether it is read by records; the others by offset.
    #[must_use]
    pub const fn has_records(self) -> bool {
        !matches!(self, Self::Biometrics(_))
    }

    /// Whether a value in it is about the holder; certificates are about their signers.
    #[must_use]
    pub const fn is_personal(self) -> bool {
        !matches!(self, Self::Certificates)
    }

    /// What a tag means in a record of this file (tables 83, 86, 90, and of EF.Biometrics).
    #[must_use]
    pub fn tag_name(self, tag: Tag) -> Option<&'static str> {
        signature(tag).or_else(|| match self {
            Self::Certificates => certificate(tag),
            Self::EntryRecords | Self::ExitRecords => travel(tag),
            Self::VisaRecords => visa(tag),
            Self::Biometrics(_) => biometrics(tag),
        })
    }
}

/// What stands behind every signed record.
fn signature(tag: Tag) -> Option<&'static str> {
    Some(match tag.0 {
        0x5F37 => "signature",
        0x5F38 => "number of the signer's certificate record",
        _ => return None,
    })
}

fn certificate(tag: Tag) -> Option<&'static str> {
    Some(match tag.0 {
        0x5F3A => "country and serial number",
        0x72 => "certificate",
        _ => return None,
    })
}

fn travel(tag: Tag) -> Option<&'static str> {
    Some(match tag.0 {
        0x73 => "travel record",
        0x5F44 => "state",
        0x5F4C => "visa approvals, refusals and revocations",
        0x5F45 => "travel date",
        0x5F4B => "inspection authority",
        0x5F46 => "inspection location",
        0x5F4A => "inspector reference",
        0x5F4D => "result of inspection",
        0x5F49 => "mode of travel",
        0x5F48 => "duration of stay in days",
        0x5F4E => "conditions",
        _ => return None,
    })
}

fn visa(tag: Tag) -> Option<&'static str> {
    Some(match tag.0 {
        0x71 => "visa record",
        0x5F28 => "issuing state or organization",
        0x43 => "document type",
        0x5F71 => "machine-readable visa, type A",
        0x5F72 => "machine-readable visa, type B",
        0x5F73 => "number of entries",
        0x5F74 => "duration of stay",
        0x5F75 => "passport number",
        0x5F76 => "visa type",
        0x5F77 => "territory",
        0x49 => "place of issuance",
        0x5F25 => "date of issuance",
        0x5F24 => "date of expiry",
        0x5A => "document number",
        0x5F32 => "additional information",
        0x5B => "name of holder",
        0x5F33 => "primary identifier",
        0x5F34 => "secondary identifier",
        0x5F35 => "sex",
        0x5F2B => "date of birth",
        0x5F2C => "nationality",
        0x5F1F => "MRZ",
        0x5F40 => "file of additional biometrics",
        _ => return None,
    })
}

fn biometrics(tag: Tag) -> Option<&'static str> {
    Some(match tag.0 {
        0x7F2E => "biometric data template",
        0x5F2E => "biometric data",
        _ => return None,
    })
}

impl fmt::Display for Lds2File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Certificates => f.write_str("EF.Certificates"),
            Self::EntryRecords => f.write_str("EF.EntryRecords"),
            Self::ExitRecords => f.write_str("EF.ExitRecords"),
            Self::VisaRecords => f.write_str("EF.VisaRecords"),
            Self::Biometrics(number) => write!(f, "EF.Biometrics{}", number.0),
        }
    }
}
