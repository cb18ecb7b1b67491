//! Keys from the QR code of a Vietnamese citizen card: the card access number, which is the end of
//! the number, for PACE; for BAC the zone's fields, with each day of expiry that birth and issue allow.

use super::given::Keys;
use crate::failure::CommandError;
use vidimus::access::{AccessKey, MrzKey, Password};
use vidimus::lds::Personal;
use vidimus::mrz::vietnam::QrCode;

/// Reads the keys in this text, which came from `source`.
pub fn keys(bytes: &[u8], source: &str) -> Result<Keys, CommandError> {
    let malformed = |problem: String| CommandError::QrMalformed {
        what: source.to_owned(),
        problem,
    };
    let text = std::str::from_utf8(bytes).map_err(|_| malformed("it is no UTF-8".into()))?;
    let code = QrCode::parse(text).map_err(|error| malformed(error.to_string()))?;
    let information = code.expiries().into_iter();
    let information = information.map(|expiry| code.access_key_information(expiry));
    let for_bac = information.filter_map(|key| MrzKey::from_mrz(key.as_bytes()).ok());
    Ok(Keys {
        key: Some(AccessKey::Can(Password::new(code.number.can().as_bytes()))),
        also: for_bac.map(AccessKey::Mrz).collect(),
        mrz: None,
        qr: Some(Personal::new(text.trim().to_owned())),
    })
}

/// Whether nobody has the number in this code: province `000` is not assigned.
#[cfg(feature = "pcsc")]
pub fn is_of_nobody(text: &str) -> bool {
    let number = QrCode::parse(text).map(|code| code.number);
    number.is_ok_and(|number| number.province_code() == "000")
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: &str = "000090000017|000000017|Nguyễn Văn Mẫu|31121990|Nam|Số 1|01072021";

    fn information(keys: &Keys) -> Vec<String> {
        let bac = keys.also.iter().map(|key| match key {
            AccessKey::Mrz(key) => String::from_utf8_lossy(key.information()).into_owned(),
            _ => String::new(),
        });
        bac.collect()
    }

    #[test]
    fn a_code_gives_a_card_access_number_and_a_few_zones() {
        for text in [A.to_owned(), format!("{A}||||\r\n"), format!("\u{FEFF}{A}")] {
            let keys = keys(text.as_bytes(), "x").unwrap();
            let Some(AccessKey::Can(can)) = &keys.key else {
                panic!("no CAN")
            };
            assert_eq!(can.as_bytes(), b"000017");
            let all = information(&keys);
            assert_eq!(all.first().unwrap(), "090000017790123183012316");
            assert!((1..=4).contains(&all.len()));
            assert!(!keys.are_for_pace_alone());
        }
    }

    #[test]
    fn what_is_no_code_is_told_without_its_text() {
        for text in [
            "",
            "https://example.org/x",
            &A.replace("31121990", "31131990"),
            A.get(..38).unwrap_or_default(),
        ] {
            let error = keys(text.as_bytes(), "qr.txt").unwrap_err();
            let told = format!("{error} {error:?}");
            assert!(
                told.contains("qr.txt") && !told.contains("00000017"),
                "{told}"
            );
        }
        assert!(keys(b"\xFF", "x").is_err());
    }
}
