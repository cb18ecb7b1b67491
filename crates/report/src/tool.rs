//! Who made a report.

/// The program, as it names itself in reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tool {
    /// Name.
    pub name: String,
    /// Version, such as `0.1.0`.
    pub version: String,
    /// Commit it was built from, where known.
    pub commit: Option<String>,
    /// When it was built, in seconds since 1970: a clock that shows less is wrong. 0 when not
    /// known.
    pub built_at: i64,
}

impl Default for Tool {
    /// This library, of unknown build time.
    fn default() -> Self {
        Self {
            name: "vidimus".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            commit: None,
            built_at: 0,
        }
    }
}
