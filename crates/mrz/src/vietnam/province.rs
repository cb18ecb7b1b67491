//! The provinces whose codes begin a citizen number.
//!
//! A number keeps the code of the province, as it was named then, where the birth was
//! registered (Decision 124/2004). In July 2025 the 63 provinces became 34; nobody was given a
//! new number, so the old codes live on.

/// A province, by the code that numbers begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Province {
    /// three digits
    pub code: &'static str,
    /// its name when the code was given
    pub name: &'static str,
    /// the name, since July 2025, of the province that it is or has become part of
    pub name_since_2025: &'static str,
}

impl Province {
    /// The province of a code; `None` for one that is not assigned, or that stands for a
    /// country where a citizen was born abroad.
    ///
    /// ```
    /// use vidimus_mrz::vietnam::Province;
    /// let province = Province::from_code("027");
    /// assert_eq!(province.map(|province| province.name), Some("Bắc Ninh"));
    /// assert_eq!(Province::from_code("000"), None);
    /// ```
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let index = PROVINCES
            .binary_search_by_key(&code, |(code, ..)| *code)
            .ok()?;
        let (code, name, name_since_2025) = *PROVINCES.get(index)?;
        Some(Self {
            code,
            name,
            name_since_2025,
        })
    }
}

/// Code, name then, name now.
const PROVINCES: [(&str, &str, &str); 63] = [
    ("001", "Hà Nội", "Hà Nội"),
    ("002", "Hà Giang", "Tuyên Quang"),
    ("004", "Cao Bằng", "Cao Bằng"),
    ("006", "Bắc Kạn", "Thái Nguyên"),
    ("008", "Tuyên Quang", "Tuyên Quang"),
    ("010", "Lào Cai", "Lào Cai"),
    ("011", "Điện Biên", "Điện Biên"),
    ("012", "Lai Châu", "Lai Châu"),
    ("014", "Sơn La", "Sơn La"),
    ("015", "Yên Bái", "Lào Cai"),
    ("017", "Hòa Bình", "Phú Thọ"),
    ("019", "Thái Nguyên", "Thái Nguyên"),
    ("020", "Lạng Sơn", "Lạng Sơn"),
    ("022", "Quảng Ninh", "Quảng Ninh"),
    ("024", "Bắc Giang", "Bắc Ninh"),
    ("025", "Phú Thọ", "Phú Thọ"),
    ("026", "Vĩnh Phúc", "Phú Thọ"),
    ("027", "Bắc Ninh", "Bắc Ninh"),
    ("030", "Hải Dương", "Hải Phòng"),
    ("031", "Hải Phòng", "Hải Phòng"),
    ("033", "Hưng Yên", "Hưng Yên"),
    ("034", "Thái Bình", "Hưng Yên"),
    ("035", "Hà Nam", "Ninh Bình"),
    ("036", "Nam Định", "Ninh Bình"),
    ("037", "Ninh Bình", "Ninh Bình"),
    ("038", "Thanh Hóa", "Thanh Hóa"),
    ("040", "Nghệ An", "Nghệ An"),
    ("042", "Hà Tĩnh", "Hà Tĩnh"),
    ("044", "Quảng Bình", "Quảng Trị"),
    ("045", "Quảng Trị", "Quảng Trị"),
    ("046", "Thừa Thiên Huế", "Huế"),
    ("048", "Đà Nẵng", "Đà Nẵng"),
    ("049", "Quảng Nam", "Đà Nẵng"),
    ("051", "Quảng Ngãi", "Quảng Ngãi"),
    ("052", "Bình Định", "Gia Lai"),
    ("054", "Phú Yên", "Đắk Lắk"),
    ("056", "Khánh Hòa", "Khánh Hòa"),
    ("058", "Ninh Thuận", "Khánh Hòa"),
    ("060", "Bình Thuận", "Lâm Đồng"),
    ("062", "Kon Tum", "Quảng Ngãi"),
    ("064", "Gia Lai", "Gia Lai"),
    ("066", "Đắk Lắk", "Đắk Lắk"),
    ("067", "Đắk Nông", "Lâm Đồng"),
    ("068", "Lâm Đồng", "Lâm Đồng"),
    ("070", "Bình Phước", "Đồng Nai"),
    ("072", "Tây Ninh", "Tây Ninh"),
    ("074", "Bình Dương", "Hồ Chí Minh"),
    ("075", "Đồng Nai", "Đồng Nai"),
    ("077", "Bà Rịa-Vũng Tàu", "Hồ Chí Minh"),
    ("079", "Hồ Chí Minh", "Hồ Chí Minh"),
    ("080", "Long An", "Tây Ninh"),
    ("082", "Tiền Giang", "Đồng Tháp"),
    ("083", "Bến Tre", "Vĩnh Long"),
    ("084", "Trà Vinh", "Vĩnh Long"),
    ("086", "Vĩnh Long", "Vĩnh Long"),
    ("087", "Đồng Tháp", "Đồng Tháp"),
    ("089", "An Giang", "An Giang"),
    ("091", "Kiên Giang", "An Giang"),
    ("092", "Cần Thơ", "Cần Thơ"),
    ("093", "Hậu Giang", "Cần Thơ"),
    ("094", "Sóc Trăng", "Cần Thơ"),
    ("095", "Bạc Liêu", "Cà Mau"),
    ("096", "Cà Mau", "Cà Mau"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn sixty_three_became_thirty_four() {
        assert!(PROVINCES.is_sorted());
        let then: BTreeSet<&str> = PROVINCES.iter().map(|(_, name, _)| *name).collect();
        let now: BTreeSet<&str> = PROVINCES.iter().map(|(.., name)| *name).collect();
        assert_eq!((then.len(), now.len()), (63, 34));
    }
}
