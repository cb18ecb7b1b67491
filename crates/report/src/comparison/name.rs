//! Names: a zone's against a zone's, a written one's, and two written ones.

use super::{Relation, letters};
use vidimus_mrz::transliteration::{NameComparison, NamePlace, names_match};

/// The name field of a zone against a name in national letters.
pub(super) fn zone_and_written(field: &str, truncated: bool, written: &str) -> Relation {
    match names_match(field, truncated, written) {
        NameComparison::Same | NameComparison::SameTruncated => Relation::Same,
        NameComparison::Differs { at } => places(at),
        _ => Relation::Open,
    }
}

/// Two names in national letters; one of them may be in the letters of a zone alone, as issuers
/// put it into DG11.
pub(super) fn written_and_written(one: &str, two: &str) -> Relation {
    let exact = letters::relation(one, two, true);
    if exact == Relation::Same {
        return exact;
    }
    match (as_zone(one), as_zone(two)) {
        (Some(field), None) => zone_and_written(&field, false, two),
        (None, Some(field)) => zone_and_written(&field, false, one).turned(),
        _ => exact,
    }
}

/// A name of plain capital letters as a zone writes it, character for character.
fn as_zone(name: &str) -> Option<String> {
    let plain = |letter: char| letter.is_ascii_uppercase() || matches!(letter, ' ' | '<' | '-');
    name.chars()
        .all(plain)
        .then(|| name.replace([' ', '-'], "<"))
}

fn places(at: NamePlace) -> Relation {
    let before = |column: u16| usize::from(column.saturating_sub(1));
    Relation::Differs {
        one: before(at.field_column.into()),
        two: before(at.printed_column),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_names() {
        let same = |one, two| written_and_written(one, two) == Relation::Same;
        assert!(same("Nguyễn Văn Mẫu", "NGUYỄN VĂN MẪU"));
        assert!(same("NGUYEN<<VAN MAU", "Nguyễn Văn Mẫu"));
        assert!(same("Nguyễn Văn Mẫu", "NGUYEN VAN MAU"));
        assert!(!same("Nguyễn Văn Mẫu", "Nguyễn Văn Mậu"));
        assert!(!same("NGUYEN VAN MAI", "Nguyễn Văn Mẫu"));
        assert_eq!(
            written_and_written("Nguyễn Văn Mẫu", "NGUYEN VAN MAI"),
            Relation::Differs { one: 13, two: 13 }
        );
    }

    #[test]
    fn letters_of_no_table_leave_it_open() {
        assert_eq!(
            zone_and_written("ZHANG<<WEI<<", false, "张伟"),
            Relation::Open
        );
    }
}
