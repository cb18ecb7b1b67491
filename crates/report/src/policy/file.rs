//! The TOML form of a policy. Keys are walked by hand, so that every mistake is named.
//!
//! | key | value | without it |
//! |---|---|---|
//! | `name` | text | `custom` |
//! | `tolerance` | `field`, `strict` | `field` |
//! | `chip` | `required_if_offered`, `required`, `not_required` | `required_if_offered` |
//! | `data.required` | list of `dg1` to `dg16`, DG1 among them | DG1, DG2 |
//! | `access.bac_after_pace_failure` | true, false | false |
//!
//! A new key also goes into [`Policy::canonical`], or two policies that differ would have one hash.

use super::{ChipPolicy, Policy, PolicyError, group_key};
use std::collections::BTreeSet;
use toml::{Table, Value};
use vidimus_lds::DataGroup;
use vidimus_trust::Tolerance;

/// No policy needs more; a larger file is not a policy.
const MAX_BYTES: usize = 64 * 1024;

/// The name of a policy whose file gives none.
const UNNAMED: &str = "custom";

const KEYS: &str =
    "`name`, `tolerance`, `chip`, `data.required` and `access.bac_after_pace_failure`";

/// The one key about access.
const BAC_AFTER_PACE_FAILURE: &str = "access.bac_after_pace_failure";

pub(super) fn parse(text: &str) -> Result<Policy, PolicyError> {
    if text.len() > MAX_BYTES {
        return Err(PolicyError::TooLong {
            length: text.len(),
            limit: MAX_BYTES,
        });
    }
    let table: Table = text.parse().map_err(|error| syntax(text, &error))?;
    let mut policy = Policy {
        name: UNNAMED.to_owned(),
        ..Policy::field()
    };
    for (key, value) in &table {
        match key.as_str() {
            "name" => policy.name = word("name", value)?.to_owned(),
            "tolerance" => policy.tolerance = tolerance(word("tolerance", value)?)?,
            "chip" => policy.chip = chip(word("chip", value)?)?,
            "data" => policy.required = data(value)?,
            "access" => policy.bac_after_pace_failure = access(value)?,
            _ => return Err(unknown(key)),
        }
    }
    Ok(policy)
}

fn tolerance(word: &str) -> Result<Tolerance, PolicyError> {
    match word {
        "field" => Ok(Tolerance::Field),
        "strict" => Ok(Tolerance::Strict),
        _ => Err(PolicyError::UnknownValue {
            key: "tolerance",
            value: word.to_owned(),
            allowed: "`field`, `strict`",
        }),
    }
}

fn chip(word: &str) -> Result<ChipPolicy, PolicyError> {
    use ChipPolicy::{NotRequired, Required, RequiredIfOffered};
    [RequiredIfOffered, Required, NotRequired]
        .into_iter()
        .find(|policy| policy.as_str() == word)
        .ok_or_else(|| PolicyError::UnknownValue {
            key: "chip",
            value: word.to_owned(),
            allowed: "`required_if_offered`, `required`, `not_required`",
        })
}

/// `data`, a table with `required` in it; DG1 cannot be left out.
fn data(value: &Value) -> Result<BTreeSet<DataGroup>, PolicyError> {
    let Value::Table(table) = value else {
        return Err(wrong_type("data", "a table", value));
    };
    if let Some(key) = table.keys().find(|key| *key != "required") {
        return Err(unknown(&format!("data.{key}")));
    }
    let Some(list) = table.get("required") else {
        return Ok(Policy::field().required);
    };
    let Value::Array(items) = list else {
        return Err(wrong_type(
            "data.required",
            "a list such as [\"dg1\", \"dg2\"]",
            list,
        ));
    };
    let groups: BTreeSet<_> = items.iter().map(data_group).collect::<Result<_, _>>()?;
    if groups.contains(&DataGroup::DG1) {
        Ok(groups)
    } else {
        Err(PolicyError::Dg1NotRequired)
    }
}

/// `access`, a table with one key.
fn access(value: &Value) -> Result<bool, PolicyError> {
    let Value::Table(table) = value else {
        return Err(wrong_type("access", "a table", value));
    };
    if let Some(key) = table.keys().find(|key| *key != "bac_after_pace_failure") {
        return Err(unknown(&format!("access.{key}")));
    }
    let Some(leave) = table.get("bac_after_pace_failure") else {
        return Ok(false);
    };
    leave
        .as_bool()
        .ok_or_else(|| wrong_type(BAC_AFTER_PACE_FAILURE, "true or false", leave))
}

fn data_group(value: &Value) -> Result<DataGroup, PolicyError> {
    let word = word("data.required", value)?;
    (1..=16)
        .filter_map(DataGroup::new)
        .find(|group| group_key(*group) == word)
        .ok_or_else(|| PolicyError::UnknownValue {
            key: "data.required",
            value: word.to_owned(),
            allowed: "`dg1` to `dg16`",
        })
}

fn word<'a>(key: &'static str, value: &'a Value) -> Result<&'a str, PolicyError> {
    value
        .as_str()
        .ok_or_else(|| wrong_type(key, "a text in quotes", value))
}

fn wrong_type(key: &'static str, expected: &'static str, found: &Value) -> PolicyError {
    PolicyError::WrongType {
        key,
        expected,
        found: found.type_str(),
    }
}

fn unknown(key: &str) -> PolicyError {
    PolicyError::UnknownKey {
        key: key.to_owned(),
        known: KEYS,
    }
}

/// Where the TOML stops making sense, in lines and columns from 1.
fn syntax(text: &str, error: &toml::de::Error) -> PolicyError {
    let start = error.span().map_or(0, |span| span.start);
    let before = text.get(..start).unwrap_or_default();
    let last_line = before.rsplit('\n').next().unwrap_or_default();
    PolicyError::Syntax {
        line: before.matches('\n').count() + 1,
        column: last_line.chars().count() + 1,
        problem: error.message().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Policy, PolicyError> {
        Policy::from_toml(text)
    }

    fn message(text: &str) -> String {
        read(text).unwrap_err().to_string()
    }

    #[test]
    fn an_empty_file_is_field() {
        let policy = read("").unwrap();
        assert_eq!(policy.canonical(), Policy::field().canonical());
        assert_eq!(policy.sha256(), Policy::field().sha256());
        assert_eq!(policy.name(), "custom");
    }

    #[test]
    fn every_key_is_read() {
        let text = "name = \"gate\"\ntolerance = \"strict\"\nchip = \"required\"\ndata.required = [\"dg1\", \"dg11\"]\naccess.bac_after_pace_failure = true";
        let policy = read(text).unwrap();
        assert_eq!(policy.name(), "gate");
        assert_eq!(
            policy.canonical(),
            "access.bac_after_pace_failure=true\nchip=required\ndata.required=dg1,dg11\ntolerance=strict\n"
        );
        assert_ne!(policy.sha256(), Policy::strict().sha256());
        assert_eq!(policy.sha256().len(), 64);
    }

    #[test]
    fn mistakes_are_named() {
        assert!(message("chips = 1").contains("no policy key `chips`"));
        assert!(message("data.require = []").contains("`data.require`"));
        assert!(message("chip = 1").contains("`chip` must be a text in quotes, not integer"));
        assert!(message("chip = \"never\"").contains("`never`"));
        assert!(message("data.required = [\"dg17\"]").contains("`dg17`"));
        assert!(message("data.required = \"dg1\"").contains("a list"));
        assert!(message("access.bac = true").contains("`access.bac`"));
        assert!(message("access.bac_after_pace_failure = 1").contains("true or false"));
        assert!(message("access = 1").contains("`access` must be a table"));
        assert!(message("data = 1").contains("`data` must be a table"));
        assert!(message("data.required = [\"dg2\"]").contains("dg1"));
        assert!(message("tolerance = \"loose\"").contains("`field`, `strict`"));
        assert!(message("name = \"a\"\nchip =").starts_with("line 2, column "));
        assert!(message(&" ".repeat(MAX_BYTES + 1)).contains("at most"));
    }
}
