//! What a record says, in words.

use core::fmt;

/// One thing a record says of a picture or a person: a name and a value for people.
///
/// Codes that the standard does not know keep their number: `unknown code 7`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// the standard's name of the field
    pub name: &'static str,
    /// its value, with its unit
    pub value: String,
    /// the code that the value is the name of
    pub code: Option<u32>,
}

/// Gathers attributes; what is not there is left out.
#[derive(Default)]
pub(crate) struct Attributes(Vec<Attribute>);

impl Attributes {
    /// A value as it stands.
    pub(crate) fn add(&mut self, name: &'static str, value: impl fmt::Display) {
        let value = value.to_string();
        self.0.push(Attribute {
            name,
            value,
            code: None,
        });
    }

    /// A value that may be absent, with its unit.
    pub(crate) fn unit(
        &mut self,
        name: &'static str,
        value: Option<impl fmt::Display>,
        unit: &str,
    ) {
        if let Some(value) = value {
            self.add(name, format_args!("{value}{unit}"));
        }
    }

    /// A code, by a table of its meanings.
    pub(crate) fn code(&mut self, name: &'static str, code: Option<u32>, words: &[(u32, &str)]) {
        let Some(code) = code else { return };
        match words.iter().find(|(known, _)| *known == code) {
            Some((_, word)) => self.add(name, word),
            None => self.add(name, format_args!("unknown code {code}")),
        }
        if let Some(added) = self.0.last_mut() {
            added.code = Some(code);
        }
    }

    /// The names of the bits that are set, bit 0 first.
    pub(crate) fn bits(&mut self, name: &'static str, mask: Option<u32>, words: &[&str]) {
        let Some(mask) = mask.filter(|mask| *mask != 0) else {
            return;
        };
        let set = (0u32..32).filter(|bit| mask >> bit & 1 == 1);
        let named: Vec<String> = set
            .map(|bit| match words.get(bit as usize) {
                Some(word) => (*word).to_owned(),
                None => format!("bit {bit}"),
            })
            .collect();
        self.add(name, named.join(", "));
    }

    pub(crate) fn into_list(self) -> Vec<Attribute> {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absent_values_are_left_out_and_unknown_codes_keep_their_number() {
        let mut list = Attributes::default();
        list.unit("distance", None::<u32>, " mm");
        list.unit("distance", Some(7), " mm");
        list.code("eye", Some(2), &[(2, "left")]);
        list.code("eye", Some(9), &[(2, "left")]);
        list.bits("properties", Some(0b101), &["glasses", "beard"]);
        list.bits("properties", Some(0), &["glasses"]);
        let values: Vec<String> = list.into_list().into_iter().map(|one| one.value).collect();
        assert_eq!(values, ["7 mm", "left", "unknown code 9", "glasses, bit 2"]);
    }
}
