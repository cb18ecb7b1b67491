//! The fields of a zone by name, as they are shown: one list for every form and every reader.

use crate::{DocumentNumber, Mrz, MrzDate, Name, NationalZone, Sex, Zone};
use core::fmt;

/// One field of a zone, for showing.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ShownField {
    /// its stable name, such as `birth_date`
    pub name: &'static str,
    /// the value, without filler
    pub value: String,
    /// whether it is about the holder, and hidden unless revealed
    pub personal: bool,
}

/// Shows no value: most are about a person.
impl fmt::Debug for ShownField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ShownField({}, <personal>)", self.name)
    }
}

impl Zone {
    /// The fields that the form has, in the order of its lines; the second optional data of TD1 are
    /// not among them ([`Mrz::optional_data_second`]).
    ///
    /// ```
    /// let zone = vidimus_mrz::Zone::parse("I<UTOD231458907<<<<<<<<<<<<<<<\n\
    ///     7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<")?;
    /// let fields = zone.fields();
    /// assert_eq!((fields[1].name, &*fields[1].value), ("issuer", "UTO"));
    /// assert!(fields[2].personal);
    /// # Ok::<(), vidimus_mrz::MrzError>(())
    /// ```
    #[must_use]
    pub fn fields(&self) -> Vec<ShownField> {
        match self {
            Self::Icao(mrz) => icao(mrz),
            Self::National(zone) => national(zone),
        }
    }
}

fn icao(mrz: &Mrz) -> Vec<ShownField> {
    let optional = mrz.optional_data().trim_end_matches('<');
    vec![
        public("document_code", mrz.document_code()),
        public("issuer", mrz.issuer()),
        personal("document_number", mrz.document_number().as_str()),
        personal("nationality", mrz.nationality()),
        personal("birth_date", mrz.birth_date().as_str()),
        personal("sex", sex(mrz.sex())),
        personal("expiry_date", mrz.expiry_date().as_str()),
        personal("primary_identifier", &name(mrz.primary_identifier())),
        personal("secondary_identifier", &name(mrz.secondary_identifier())),
        personal("optional_data", optional),
    ]
}

fn national(zone: &NationalZone) -> Vec<ShownField> {
    let (number, birth, expiry) = (
        zone.document_number(),
        zone.birth_date(),
        zone.expiry_date(),
    );
    let names = [zone.primary_identifier(), zone.secondary_identifier()].map(|one| one.map(name));
    let [primary, secondary] = &names;
    let held = [
        (
            "document_number",
            number.as_ref().map(DocumentNumber::as_str),
        ),
        ("birth_date", birth.as_ref().map(MrzDate::as_str)),
        ("sex", zone.sex().map(sex)),
        ("expiry_date", expiry.as_ref().map(MrzDate::as_str)),
        ("primary_identifier", primary.as_deref()),
        ("secondary_identifier", secondary.as_deref()),
        ("office", zone.office()),
    ];
    let held = held.into_iter();
    let personal = held.filter_map(|(name, value)| Some(personal(name, value?)));
    [
        public("document_code", zone.document_code()),
        public("issuer", zone.issuer()),
    ]
    .into_iter()
    .chain(personal)
    .collect()
}

fn public(name: &'static str, value: &str) -> ShownField {
    ShownField {
        name,
        value: value.to_owned(),
        personal: false,
    }
}

fn personal(name: &'static str, value: &str) -> ShownField {
    ShownField {
        personal: true,
        ..public(name, value)
    }
}

fn name(name: Name<'_>) -> String {
    name.parts().collect::<Vec<_>>().join(" ")
}

const fn sex(sex: Sex) -> &'static str {
    match sex {
        Sex::Female => "F",
        Sex::Male => "M",
        Sex::Unspecified => "<",
        Sex::Invalid => "invalid",
    }
}
