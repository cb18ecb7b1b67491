//! The profiles that come along, as the files in `profiles/` have them.

use super::{Profile, file};
use std::sync::LazyLock;

/// The files; `icao` is first.
const FILES: [&str; 4] = [
    include_str!("../../profiles/icao.toml"),
    include_str!("../../profiles/vn-cccd.toml"),
    include_str!("../../profiles/eu-id-card.toml"),
    include_str!("../../profiles/iso18013.toml"),
];

/// `icao`. Its file says what [`file::base`] says (a test compares them), so that it is there
/// whatever becomes of the files.
static ICAO: LazyLock<Profile> = LazyLock::new(file::base);

// the files are part of the crate, and a test reads each
static ALL: LazyLock<Vec<Profile>> = LazyLock::new(|| {
    FILES
        .into_iter()
        .filter_map(|text| file::parse(text).ok())
        .collect()
});

pub(super) fn all() -> &'static [Profile] {
    &ALL
}

pub(super) fn icao() -> &'static Profile {
    &ICAO
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_a_profile() {
        let names: Vec<&str> = all().iter().map(Profile::name).collect();
        assert_eq!(names, ["icao", "vn-cccd", "eu-id-card", "iso18013"]);
        assert_eq!(all().first(), Some(icao()));
    }
}
