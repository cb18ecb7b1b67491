//! The table of data groups: what was listed, what came, what may be believed.

use crate::judge::Case;
use std::collections::BTreeSet;
use vidimus_lds::evidence::FileState;
use vidimus_lds::{DataGroup, File};
use vidimus_trust::Outcome;

/// What may be said of one data group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DataGroupStatus {
    /// Read, and shown to be what the issuer signed.
    Authentic,
    /// Read, and not what was signed.
    Altered,
    /// Read, and not shown to be either.
    Unverified,
    /// Not read, or only in part.
    NotRead,
    /// The chip wants rights for it.
    AccessDenied,
    /// Not there.
    Absent,
}

impl DataGroupStatus {
    /// The word in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Authentic => "authentic",
            Self::Altered => "altered",
            Self::Unverified => "unverified",
            Self::NotRead => "not_read",
            Self::AccessDenied => "access_denied",
            Self::Absent => "absent",
        }
    }
}

/// One row of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DataGroupRow {
    /// Which.
    pub group: DataGroup,
    /// Whether any of it came.
    pub present: bool,
    /// Whether EF.SOD lists it; `None` when EF.SOD does not decode.
    pub listed_in_sod: Option<bool>,
    /// How many bytes came.
    pub bytes: Option<usize>,
    /// How many of them stand behind the outer object and are not covered by the hash.
    pub trailing: usize,
    /// What may be said of it.
    pub status: DataGroupStatus,
}

/// A row for every data group that is listed, was asked for, or came.
pub(crate) fn table(case: &Case<'_>) -> Vec<DataGroupRow> {
    let tried = case.evidence.files.keys().filter_map(|file| match file {
        File::Dg(group) => Some(*group),
        _ => None,
    });
    let groups: BTreeSet<DataGroup> = tried
        .chain(case.pa.listed.iter().flatten().copied())
        .chain(case.evidence.requested.iter().copied())
        .collect();
    groups.into_iter().map(|group| row(case, group)).collect()
}

fn row(case: &Case<'_>, group: DataGroup) -> DataGroupRow {
    let state = case.evidence.files.get(&File::Dg(group));
    let bytes = state.and_then(FileState::bytes);
    DataGroupRow {
        group,
        present: bytes.is_some(),
        listed_in_sod: case
            .pa
            .listed
            .as_ref()
            .map(|listed| listed.contains(&group)),
        bytes: bytes.map(<[u8]>::len),
        trailing: bytes.map_or(0, |bytes| trailing(case, bytes, group)),
        status: status(case, group, state),
    }
}

fn trailing(case: &Case<'_>, bytes: &[u8], group: DataGroup) -> usize {
    let object = case
        .evidence
        .application
        .outer_object(bytes, File::Dg(group));
    let object = object.map_or(bytes.len(), <[u8]>::len);
    bytes.len().saturating_sub(object)
}

fn status(case: &Case<'_>, group: DataGroup, state: Option<&FileState>) -> DataGroupStatus {
    match (state, case.hash(group)) {
        (_, Outcome::Failed) => DataGroupStatus::Altered,
        (Some(FileState::Read(_)), Outcome::Passed) if case.authentic => DataGroupStatus::Authentic,
        (Some(FileState::Read(_) | FileState::Truncated { .. }), _) => DataGroupStatus::Unverified,
        (Some(FileState::Denied { .. }), _) => DataGroupStatus::AccessDenied,
        (Some(FileState::Absent), _) => DataGroupStatus::Absent,
        _ => DataGroupStatus::NotRead,
    }
}
