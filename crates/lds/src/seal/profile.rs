//! Which features a document has, by feature definition and category.
//!
//! Visa and emergency travel document are ICAO's (Doc 9303-7, Doc 9303-8), the even categories are
//! those of BSI TR-03137 and TR-03171. A seal of any other pair decodes too: its features stay raw.

use super::Item;

/// A kind of sealed document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DocumentType {
    /// Doc 9303-7
    Visa,
    /// Doc 9303-8
    EmergencyTravelDocument,
    /// German arrival attestation
    ArrivalAttestation,
    /// German social insurance card
    SocialInsuranceCard,
    /// German residence permit as a sticker
    ResidencePermit,
    /// supplementary sheet to a German residence permit
    SupplementarySheet,
    /// sticker with a new address on a German identity card
    AddressStickerIdentityCard,
    /// the same on a residence permit
    AddressStickerResidencePermit,
    /// the same in a passport
    AddressStickerPassport,
    /// a document of an authority, defined by a profile of its own (TR-03171)
    AdministrativeDocument,
    /// a pair that is not known here
    Unknown,
}

/// How a value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Coding {
    /// 72 characters in C40: two lines of 36
    MrzTd2,
    /// 72 characters in C40: a line of 44 and the first 28 of the second
    MrzVisaA,
    /// 64 characters in C40: a line of 36 and the first 28 of the second
    MrzVisaB,
    C40,
    Utf8,
    /// one byte
    Number,
    /// days, months, years in a byte each
    Duration,
    Bytes,
}

/// Tag, meaning, coding.
type Known = (u8, Item, Coding);

/// Definition and category, document, name, features.
type Row = (u8, u8, DocumentType, &'static str, &'static [Known]);

const VISA: &[Known] = &[
    (0x01, Item::Mrz, Coding::MrzVisaA),
    (0x02, Item::Mrz, Coding::MrzVisaB),
    (0x03, Item::NumberOfEntries, Coding::Number),
    (0x04, Item::DurationOfStay, Coding::Duration),
    (0x05, Item::PassportNumber, Coding::C40),
    (0x06, Item::VisaType, Coding::Bytes),
    (0x07, Item::AdditionalFeatures, Coding::Bytes),
];
const EMERGENCY: &[Known] = &[(0x02, Item::Mrz, Coding::MrzTd2)];
const ARRIVAL: &[Known] = &[
    (0x02, Item::Mrz, Coding::MrzTd2),
    (0x03, Item::RegisterNumber, Coding::C40),
];
const SOCIAL: &[Known] = &[
    (0x01, Item::SocialInsuranceNumber, Coding::C40),
    (0x02, Item::Surname, Coding::Utf8),
    (0x03, Item::GivenNames, Coding::Utf8),
    (0x04, Item::BirthName, Coding::Utf8),
];
const PERMIT: &[Known] = &[
    (0x02, Item::Mrz, Coding::MrzTd2),
    (0x03, Item::PassportNumber, Coding::C40),
];
const SHEET: &[Known] = &[
    (0x04, Item::Mrz, Coding::MrzTd2),
    (0x05, Item::SheetNumber, Coding::C40),
];
const ADDRESS: &[Known] = &[
    (0x01, Item::DocumentNumber, Coding::C40),
    (0x02, Item::MunicipalityKey, Coding::C40),
    (0x03, Item::Address, Coding::C40),
];
const POSTAL: &[Known] = &[
    (0x01, Item::DocumentNumber, Coding::C40),
    (0x02, Item::MunicipalityKey, Coding::C40),
    (0x03, Item::PostalCode, Coding::C40),
];
const ADMINISTRATIVE: &[Known] = &[
    (0x00, Item::ProfileNumber, Coding::Bytes),
    (0x01, Item::ValidityDates, Coding::Bytes),
];

/// The documents that are known.
const ROWS: [Row; 10] = {
    use DocumentType as D;
    [
        (0x5D, 0x01, D::Visa, "visa", VISA),
        (
            0x5E,
            0x03,
            D::EmergencyTravelDocument,
            "emergency travel document",
            EMERGENCY,
        ),
        (
            0xFD,
            0x02,
            D::ArrivalAttestation,
            "arrival attestation",
            ARRIVAL,
        ),
        (
            0xFC,
            0x04,
            D::SocialInsuranceCard,
            "social insurance card",
            SOCIAL,
        ),
        (0xFB, 0x06, D::ResidencePermit, "residence permit", PERMIT),
        (
            0xFA,
            0x06,
            D::SupplementarySheet,
            "supplementary sheet",
            SHEET,
        ),
        (
            0xF9,
            0x08,
            D::AddressStickerIdentityCard,
            "address sticker of an identity card",
            ADDRESS,
        ),
        (
            0xF9,
            0x0C,
            D::AddressStickerResidencePermit,
            "address sticker of a residence permit",
            ADDRESS,
        ),
        (
            0xF8,
            0x0A,
            D::AddressStickerPassport,
            "address sticker of a passport",
            POSTAL,
        ),
        (
            0x01,
            0xC8,
            D::AdministrativeDocument,
            "administrative document",
            ADMINISTRATIVE,
        ),
    ]
};

impl DocumentType {
    /// The document of this feature definition and category.
    #[must_use]
    pub fn of(definition: u8, category: u8) -> Self {
        let mut rows = ROWS.iter();
        rows.find(|row| (row.0, row.1) == (definition, category))
            .map_or(Self::Unknown, |row| row.2)
    }

    /// What it is called.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.row().map_or("unknown document", |row| row.3)
    }

    /// Meaning and coding of the feature with this tag.
    pub(super) fn feature(self, tag: u8) -> Option<(Item, Coding)> {
        let mut features = self.row()?.4.iter();
        let (_, item, coding) = features.find(|known| known.0 == tag)?;
        Some((*item, *coding))
    }

    fn row(self) -> Option<&'static Row> {
        ROWS.iter().find(|row| row.2 == self)
    }
}
