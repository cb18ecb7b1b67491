//! The made-up holders of specimen documents.
//!
//! All of them live in Utopia (`UTO`), which Doc 9303-3 §5 keeps for specimens, but for one
//! holder of a Vietnamese card, whose number has the province code 000, which no province has.
//! Names, numbers and dates are invented here; documents expire on 2039-12-31.

mod citizen;

pub use citizen::{Citizen, DetailsLayout, QrFields};

use vidimus_mrz::{Fields, Format, Mrz, MrzMakeError};

/// A made-up holder and what stands on the document.
///
/// Nobody by these data exists, so `Debug` hides nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Persona {
    /// short name, such as `utopia-td3`
    pub name: &'static str,
    /// format of the zone
    pub format: Format,
    /// document code
    pub document_code: String,
    /// three-letter code of the issuing state
    pub issuer: String,
    /// two-letter code of the issuing state
    pub country: String,
    /// whole document number
    pub document_number: String,
    /// three-letter code of the nationality
    pub nationality: String,
    /// `YYMMDD`
    pub birth_date: String,
    /// `F`, `M` or `<`
    pub sex: String,
    /// `YYMMDD`
    pub expiry_date: String,
    /// surname
    pub surname: String,
    /// given names
    pub given_names: String,
    /// optional data of the zone
    pub optional_data: String,
    /// the name as DG11 has it, not transliterated
    pub full_name: String,
    /// place of birth for DG11
    pub place_of_birth: String,
}

/// Name, format, code, number, birth, sex, surname, given names, place of birth.
type Row = (
    &'static str,
    Format,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
);

const UTOPIANS: [Row; 6] = [
    (
        "utopia-td3",
        Format::Td3,
        "P",
        "X00000001",
        "800101",
        "F",
        "SPECIMEN",
        "ADA GRACE",
        "AMAUROT",
    ),
    (
        "utopia-td3-second",
        Format::Td3,
        "PP",
        "X00000002",
        "751224",
        "M",
        "SPECIMEN",
        "RAPHAEL",
        "ANYDER",
    ),
    (
        "utopia-td3-short-number",
        Format::Td3,
        "P",
        "X0000003",
        "920229",
        "<",
        "SPECIMEN",
        "MORUS",
        "AMAUROT",
    ),
    (
        "utopia-td2",
        Format::Td2,
        "I",
        "Y00000001",
        "620704",
        "M",
        "VAN SPECIMEN",
        "PETER GILES",
        "ANYDER",
    ),
    (
        "utopia-td1",
        Format::Td1,
        "I",
        "Z00000001",
        "990630",
        "F",
        "SPECIMEN",
        "HYTHLODA",
        "AMAUROT",
    ),
    (
        "utopia-td1-long-number",
        Format::Td1,
        "I",
        "Z00000001ABC",
        "851111",
        "F",
        "SPECIMEN",
        "UDEPA",
        "ANYDER",
    ),
];

impl Persona {
    /// Every persona.
    pub fn all() -> impl Iterator<Item = Self> {
        let made = [vietnamese(), european()];
        let citizens = Citizen::all().iter().map(Citizen::persona);
        UTOPIANS.iter().map(utopian).chain(made).chain(citizens)
    }

    /// The persona of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::all().find(|persona| persona.name == name)
    }

    /// Ada Grace Specimen of Utopia, with a passport.
    #[must_use]
    pub fn utopia_td3() -> Self {
        let [first, ..] = &UTOPIANS;
        utopian(first)
    }

    /// The machine-readable zone.
    ///
    /// # Errors
    /// [`MrzMakeError`] where a field does not fit.
    pub fn mrz(&self) -> Result<Mrz, MrzMakeError> {
        Mrz::make(
            self.format,
            &Fields {
                document_code: &self.document_code,
                issuer: &self.issuer,
                document_number: &self.document_number,
                nationality: &self.nationality,
                birth_date: &self.birth_date,
                sex: &self.sex,
                expiry_date: &self.expiry_date,
                primary_identifier: &self.surname,
                secondary_identifier: &self.given_names,
                optional_data: &self.optional_data,
                optional_data_second: "",
            },
        )
    }

    /// Birth date with its century, `YYYYMMDD`, for DG11: every persona with a DG11 is born before
    /// 2000.
    #[must_use]
    pub fn full_birth_date(&self) -> String {
        format!("19{}", self.birth_date)
    }
}

fn utopian(row: &Row) -> Persona {
    let (name, format, code, number, birth, sex, surname, given_names, place) = *row;
    Persona {
        name,
        format,
        document_code: code.to_owned(),
        issuer: "UTO".to_owned(),
        country: "UT".to_owned(),
        document_number: number.to_owned(),
        nationality: "UTO".to_owned(),
        birth_date: birth.to_owned(),
        sex: sex.to_owned(),
        expiry_date: "391231".to_owned(),
        surname: surname.to_owned(),
        given_names: given_names.to_owned(),
        optional_data: String::new(),
        full_name: format!(
            "{}<<{}",
            surname.replace(' ', "<"),
            given_names.replace(' ', "<")
        ),
        place_of_birth: place.to_owned(),
    }
}

/// A citizen card: the last nine of the twelve digits as number, all twelve in the optional
/// data, filler, and a check digit over them.
fn vietnamese() -> Persona {
    let number = "000190000012";
    let digit = vidimus_mrz::check_digit(number);
    Persona {
        name: "vietnam-td1",
        format: Format::Td1,
        document_code: "ID".to_owned(),
        issuer: "VNM".to_owned(),
        country: "VN".to_owned(),
        document_number: number.chars().skip(3).collect(),
        nationality: "VNM".to_owned(),
        birth_date: "900115".to_owned(),
        sex: "F".to_owned(),
        expiry_date: "391231".to_owned(),
        surname: "SPECIMEN".to_owned(),
        given_names: "THI MAU".to_owned(),
        optional_data: format!("{number}<<{digit}"),
        full_name: "SPECIMEN THỊ MẪU".to_owned(),
        place_of_birth: "KHÔNG TỈNH".to_owned(),
    }
}

/// A card of the European Union, of a state that issues such cards.
fn european() -> Persona {
    Persona {
        name: "europe-td1",
        format: Format::Td1,
        document_code: "ID".to_owned(),
        issuer: "FIN".to_owned(),
        country: "FI".to_owned(),
        document_number: "X0000000E".to_owned(),
        nationality: "FIN".to_owned(),
        birth_date: "740228".to_owned(),
        sex: "M".to_owned(),
        expiry_date: "391231".to_owned(),
        surname: "SPECIMEN".to_owned(),
        given_names: "MALLI".to_owned(),
        optional_data: String::new(),
        full_name: "SPECIMEN<<MALLI".to_owned(),
        place_of_birth: "MALLILA".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_zone_is_valid() {
        for persona in Persona::all() {
            let mrz = persona.mrz().unwrap();
            assert_eq!(mrz.content_problems().count(), 0, "{}", persona.name);
            let citizen = persona.name.starts_with("vietnam-citizen");
            assert!(citizen || mrz.expiry_date().as_str().starts_with("39"));
        }
        let formats: Vec<_> = Persona::all().map(|persona| persona.format).collect();
        assert!(
            [Format::Td1, Format::Td2, Format::Td3]
                .iter()
                .all(|one| formats.contains(one))
        );
    }
}
