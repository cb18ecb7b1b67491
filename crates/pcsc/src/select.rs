//! Which reader a name means.

use crate::error::PcscError;
use std::ffi::{CStr, CString};
use vidimus_iso7816::TransportError;

/// The readers to watch: all of them, or the one that the name fits.
///
/// A name fits whole, or else as a part of exactly one reader's name, upper and lower case
/// alike.
pub(crate) fn candidates(
    readers: Vec<CString>,
    wanted: Option<&str>,
) -> Result<Vec<CString>, PcscError> {
    let Some(wanted) = wanted else {
        return if readers.is_empty() {
            Err(TransportError::NoReader.into())
        } else {
            Ok(readers)
        };
    };
    if let Some(exact) = readers.iter().find(|reader| name(reader) == wanted) {
        return Ok(vec![exact.clone()]);
    }
    let part = wanted.to_lowercase();
    let mut fitting = readers;
    fitting.retain(|reader| name(reader).to_lowercase().contains(&part));
    match fitting.len() {
        0 => Err(TransportError::NoReader.into()),
        1 => Ok(fitting),
        _ => Err(PcscError::AmbiguousReader {
            readers: fitting.iter().map(|reader| name(reader)).collect(),
        }),
    }
}

/// A reader's name for people.
pub(crate) fn name(reader: &CStr) -> String {
    reader.to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use vidimus_iso7816::Fault;

    fn pick(wanted: Option<&str>) -> Result<Vec<String>, &'static str> {
        let readers = [
            c"ACS ACR1252 00 00",
            c"Virtual PCD 00 00",
            c"Virtual PCD 00 01",
        ];
        let readers = readers.map(CStr::to_owned).to_vec();
        let found = candidates(readers, wanted).map_err(|error| error.code())?;
        Ok(found.iter().map(|reader| name(reader)).collect())
    }

    #[test]
    fn a_part_of_one_name_is_enough() {
        assert_eq!(pick(Some("acr1252")).unwrap(), ["ACS ACR1252 00 00"]);
        assert_eq!(
            pick(Some("Virtual PCD 00 01")).unwrap(),
            ["Virtual PCD 00 01"]
        );
        assert_eq!(pick(None).unwrap().len(), 3);
    }

    #[test]
    fn no_reader_and_several_are_told_apart() {
        assert_eq!(pick(Some("virtual")), Err("usage.ambiguous_reader"));
        assert_eq!(pick(Some("00 00")), Err("usage.ambiguous_reader"));
        assert_eq!(pick(Some("Identiv")), Err("transport.no_reader"));
        let none = candidates(Vec::new(), None).unwrap_err();
        assert_eq!(none.code(), "transport.no_reader");
    }

    #[test]
    fn a_whole_name_wins_over_longer_ones() {
        let readers = [c"Reader", c"Reader 2"].map(CStr::to_owned).to_vec();
        let found = candidates(readers, Some("Reader")).unwrap();
        assert_eq!(found, [c"Reader".to_owned()]);
    }
}
