//! Three made-up Vietnamese citizens, with all that stands on and in their cards.
//!
//! Province `000` is not assigned, so nobody has these numbers. Numbers, zones and QR codes are
//! those of the project's shared examples; what only the chip holds is made up here.

use super::Persona;
use crate::pki::der::{integer, object, printable, sequence, utf8};
use vidimus_mrz::Format;

/// 1.0.10646.1.0.8: text in UTF-8 (ISO/IEC 10646).
const UTF8_TEXT: [u8; 6] = [0x28, 0xD3, 0x16, 0x01, 0x00, 0x08];

/// How DG13 writes the parents: cards of both kinds are in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DetailsLayout {
    /// each in a sequence of its own
    A,
    /// both in one sequence
    B,
}

/// A made-up citizen. Nobody by these data exists, so `Debug` hides nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citizen {
    /// twelve digits
    pub number: &'static str,
    /// the number of nine digits before it, or nothing
    pub old_number: &'static str,
    /// full name, with its marks
    pub name: &'static str,
    /// birth, `dd/mm/yyyy`
    pub birth: &'static str,
    /// whether male
    pub male: bool,
    /// place of origin
    pub origin: &'static str,
    /// place of residence
    pub residence: &'static str,
    /// day of issue, `dd/mm/yyyy`
    pub issued: &'static str,
    /// `YYMMDD` of the zone
    pub expiry: &'static str,
    /// the same in words, in DG13
    pub expiry_text: &'static str,
    /// father and mother
    pub parents: [&'static str; 2],
    /// husband or wife, or nothing
    pub spouse: &'static str,
    /// how DG13 is written
    pub layout: DetailsLayout,
    /// surname and given names in the zone
    zone_name: [&'static str; 2],
    /// short name
    persona: &'static str,
}

const CITIZENS: [Citizen; 3] = [
    Citizen {
        number: "000090000017",
        old_number: "000000017",
        name: "Nguyễn Văn Mẫu",
        birth: "31/12/1990",
        male: true,
        origin: "Xã Mẫu, Huyện Mẫu, Hà Nội",
        residence: "Số 1 Đường Thử, Phường Mẫu, Quận Mẫu, Hà Nội",
        issued: "01/07/2021",
        expiry: "301231",
        expiry_text: "31/12/2030",
        parents: ["Nguyễn Văn Cha", "Lê Thị Mẹ"],
        spouse: "",
        layout: DetailsLayout::A,
        zone_name: ["NGUYEN", "VAN MAU"],
        persona: "vietnam-citizen-a",
    },
    Citizen {
        number: "000301000024",
        old_number: "",
        name: "Đặng Thị Ví Dụ Đỗ Quyên",
        birth: "28/02/2001",
        male: false,
        origin: "Xã Mẫu, Huyện Mẫu, Cà Mau",
        residence: "Thôn Thử, Xã Mẫu, Huyện Mẫu, Cà Mau",
        issued: "02/03/2023",
        expiry: "260228",
        expiry_text: "28/02/2026",
        parents: ["Đặng Văn Thử", "Đỗ Thị Mẫu"],
        spouse: "",
        layout: DetailsLayout::B,
        zone_name: ["DANG", "THI VI DU DO QUYEN"],
        persona: "vietnam-citizen-b",
    },
    Citizen {
        number: "000058000031",
        old_number: "000000031",
        name: "Trần Thử",
        birth: "01/01/1958",
        male: true,
        origin: "Phường Thử, Đà Nẵng",
        residence: "12 Phố Mẫu, Phường Thử, Đà Nẵng",
        issued: "15/04/2021",
        expiry: "991231",
        expiry_text: "Không thời hạn",
        parents: ["Trần Văn Mẫu", "Phạm Thị Thử"],
        spouse: "Lê Thị Ví Dụ",
        layout: DetailsLayout::B,
        zone_name: ["TRAN", "THU"],
        persona: "vietnam-citizen-c",
    },
];

impl Citizen {
    /// The three: A, B and C, whose card never expires.
    #[must_use]
    pub const fn all() -> &'static [Self] {
        &CITIZENS
    }

    /// The citizen of one letter, `a` to `c`.
    #[must_use]
    pub fn named(letter: char) -> Option<&'static Self> {
        let mut citizens = CITIZENS.iter();
        citizens.find(|citizen| citizen.persona.ends_with(letter))
    }

    /// The card access number: the end of the number.
    #[must_use]
    pub fn can(&self) -> &'static str {
        self.number.get(6..).unwrap_or_default()
    }

    /// The QR code: seven fields, or eleven as on cards since July 2024.
    #[must_use]
    pub fn qr(&self, fields: QrFields) -> String {
        let date = |text: &str| text.replace('/', "");
        let rest = match fields {
            QrFields::Seven => "",
            QrFields::Eleven => "||||",
        };
        format!(
            "{}|{}|{}|{}|{}|{}|{}{rest}",
            self.number,
            self.old_number,
            self.name,
            date(self.birth),
            self.sex(),
            self.residence,
            date(self.issued),
        )
    }

    const fn sex(&self) -> &'static str {
        if self.male { "Nam" } else { "Nữ" }
    }

    /// The holder, for zone and DG1. The last character of the optional data is a check digit over
    /// the rest of them.
    #[must_use]
    pub fn persona(&self) -> Persona {
        let optional = format!("{}<<", self.number);
        let digit = vidimus_mrz::check_digit(&optional);
        let [surname, given_names] = self.zone_name;
        let short = |text: &str| {
            let [day, month, year] = [0..2, 3..5, 8..10].map(|part| text.get(part).unwrap_or(""));
            format!("{year}{month}{day}")
        };
        Persona {
            name: self.persona,
            format: Format::Td1,
            document_code: "ID".to_owned(),
            issuer: "VNM".to_owned(),
            country: "VN".to_owned(),
            document_number: self.number.get(3..).unwrap_or_default().to_owned(),
            nationality: "VNM".to_owned(),
            birth_date: short(self.birth),
            sex: if self.male { "M" } else { "F" }.to_owned(),
            expiry_date: self.expiry.to_owned(),
            surname: surname.to_owned(),
            given_names: given_names.to_owned(),
            optional_data: format!("{optional}{digit}"),
            full_name: self.name.to_owned(),
            place_of_birth: self.origin.to_owned(),
        }
    }

    /// DG13: `6D { 30 { 1, OID, SET of numbered fields } }`, the fields in rising order.
    #[must_use]
    pub fn dg13(&self) -> Vec<u8> {
        let field = |number: u32, content: Vec<u8>| sequence(&[integer(number), content]);
        let mut fields = vec![
            field(1, printable(self.number)),
            field(2, utf8(self.name)),
            field(3, printable(self.birth)),
            field(4, utf8(self.sex())),
            field(5, utf8("Việt Nam")),
            field(6, utf8("Kinh")),
            field(7, utf8("Không")),
            field(8, utf8(self.origin)),
            field(9, utf8(self.residence)),
            field(10, utf8("Nốt ruồi mẫu 1cm")),
            field(11, printable(self.issued)),
            field(12, utf8(self.expiry_text)),
            field(13, self.parents_of_layout()),
            field(14, self.spouse_or_nothing()),
        ];
        if !self.old_number.is_empty() {
            fields.push(field(15, printable(self.old_number)));
        }
        fields.push(field(16, printable("00000000DEADBEEF")));
        // a SET whose members stand as they come, not in the order of DER
        let set = object(0x31, &fields.concat());
        let oid = object(0x06, &UTF8_TEXT);
        object(0x6D, &sequence(&[integer(1), oid, set]))
    }

    fn parents_of_layout(&self) -> Vec<u8> {
        let [father, mother] = self.parents.map(utf8);
        match self.layout {
            DetailsLayout::A => [sequence(&[father]), sequence(&[mother])].concat(),
            DetailsLayout::B => sequence(&[father, mother]),
        }
    }

    fn spouse_or_nothing(&self) -> Vec<u8> {
        if self.spouse.is_empty() {
            return Vec::new();
        }
        sequence(&[utf8(self.spouse)])
    }
}

/// How many fields a QR code has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QrFields {
    /// cards until June 2024
    Seven,
    /// cards since: four empty ones more
    Eleven,
}
