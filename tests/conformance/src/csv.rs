//! Comma-separated values (RFC 4180).

use std::collections::BTreeMap;

/// The records of a table, each by the names of its first line. A record with another number of
/// cells than that line is left out.
#[must_use]
pub fn records(text: &str) -> Vec<BTreeMap<String, String>> {
    let mut lines = cells(text).into_iter();
    let Some(header) = lines.next() else {
        return Vec::new();
    };
    let whole = lines.filter(|record| record.len() == header.len());
    whole
        .map(|record| header.iter().cloned().zip(record).collect())
        .collect()
}

fn cells(text: &str) -> Vec<Vec<String>> {
    let (mut records, mut record, mut cell) = (Vec::new(), Vec::new(), String::new());
    let mut quoted = false;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' if quoted && characters.next_if_eq(&'"').is_some() => cell.push('"'),
            '"' => quoted = !quoted,
            ',' if !quoted => record.push(core::mem::take(&mut cell)),
            '\n' if !quoted => {
                record.push(core::mem::take(&mut cell));
                records.push(core::mem::take(&mut record));
            }
            '\r' if !quoted => {}
            other => cell.push(other),
        }
    }
    if !cell.is_empty() || !record.is_empty() {
        record.push(cell);
        records.push(record);
    }
    records
}

/// A cell as it is written, in quotes where it needs them.
#[must_use]
pub fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_commas_and_short_records() {
        let read = records("a,b\n1,\"x, \"\"y\"\"\"\r\nlone\n2,z");
        let cell = |at: usize, name: &str| read.get(at).and_then(|record| record.get(name));
        assert_eq!(read.len(), 2);
        assert_eq!(cell(0, "b").map(String::as_str), Some("x, \"y\""));
        assert_eq!(cell(1, "b").map(String::as_str), Some("z"));
        assert_eq!(quoted("x, \"y\""), "\"x, \"\"y\"\"\"");
        assert_eq!(quoted("plain"), "plain");
    }
}
