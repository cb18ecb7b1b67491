//! What faces say something about.

/// A field that more than one face can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum DataField {
    /// the kind of document, as the zone codes it
    DocumentCode,
    /// issuing state
    Issuer,
    /// number of the document
    DocumentNumber,
    /// number of the person; the citizen number of Vietnam
    PersonalNumber,
    /// full name
    Name,
    /// date of birth
    BirthDate,
    /// sex
    Sex,
    /// nationality
    Nationality,
    /// date of expiry
    ExpiryDate,
    /// date of issue
    IssueDate,
    /// place of residence
    Residence,
    /// number of an earlier identity card
    OldNumber,
    /// optional data of the zone
    OptionalData,
    /// second optional data of the zone
    OptionalDataSecond,
}

impl DataField {
    /// Every field, in the order of reports.
    pub const ALL: [Self; 14] = [
        Self::DocumentCode,
        Self::Issuer,
        Self::DocumentNumber,
        Self::PersonalNumber,
        Self::Name,
        Self::BirthDate,
        Self::Sex,
        Self::Nationality,
        Self::ExpiryDate,
        Self::IssueDate,
        Self::Residence,
        Self::OldNumber,
        Self::OptionalData,
        Self::OptionalDataSecond,
    ];

    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::DocumentCode => "document_code",
            Self::Issuer => "issuer",
            Self::DocumentNumber => "document_number",
            Self::PersonalNumber => "personal_number",
            Self::Name => "name",
            Self::BirthDate => "birth_date",
            Self::Sex => "sex",
            Self::Nationality => "nationality",
            Self::ExpiryDate => "expiry_date",
            Self::IssueDate => "issue_date",
            Self::Residence => "residence",
            Self::OldNumber => "old_number",
            Self::OptionalData => "optional_data",
            Self::OptionalDataSecond => "optional_data_second",
        }
    }
}
