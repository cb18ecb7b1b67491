//! What the features of known documents are.

/// A feature by its meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Item {
    /// the machine-readable zone of the sealed document
    Mrz,
    /// the number of the document that carries the seal
    DocumentNumber,
    /// the number of the passport that the sealed document belongs to
    PassportNumber,
    /// how often a visa lets its holder in; 0 is any number of times
    NumberOfEntries,
    /// how long it lets stay
    DurationOfStay,
    /// type of visa
    VisaType,
    /// what the issuing state has to add
    AdditionalFeatures,
    /// number in the German register of foreigners
    RegisterNumber,
    /// number of social insurance
    SocialInsuranceNumber,
    /// surname
    Surname,
    /// given names
    GivenNames,
    /// name at birth
    BirthName,
    /// key of the municipality
    MunicipalityKey,
    /// address
    Address,
    /// postal code
    PostalCode,
    /// number of a supplementary sheet
    SheetNumber,
    /// number of the profile that defines the other features
    ProfileNumber,
    /// first and last day
    ValidityDates,
}

impl Item {
    /// What it is called.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Mrz => "machine-readable zone",
            Self::DocumentNumber => "document number",
            Self::PassportNumber => "passport number",
            Self::NumberOfEntries => "number of entries",
            Self::DurationOfStay => "duration of stay",
            Self::VisaType => "type of visa",
            Self::AdditionalFeatures => "additional features",
            Self::RegisterNumber => "register number",
            Self::SocialInsuranceNumber => "social insurance number",
            Self::Surname => "surname",
            Self::GivenNames => "given names",
            Self::BirthName => "name at birth",
            Self::MunicipalityKey => "municipality key",
            Self::Address => "address",
            Self::PostalCode => "postal code",
            Self::SheetNumber => "sheet number",
            Self::ProfileNumber => "profile number",
            Self::ValidityDates => "validity dates",
        }
    }
}
