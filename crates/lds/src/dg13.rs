//! DG13: whatever the issuing state likes (ICAO Doc 9303-10 §4.7.13).
//!
//! Some fill it with objects, some with anything else (SG), so that nothing in it is a fault. The
//! one layout that is known here has its own reader, [`vn_dg13`](crate::vn_dg13).

use crate::tree::{Tree, tree_of};
use crate::{DataGroup, File, LdsError, Personal, outer_object};

const FILE: File = File::Dg(DataGroup::DG13);

/// DG13 as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dg13<'a> {
    /// the outer object
    pub raw: Personal<&'a [u8]>,
    /// its objects, where all of it can be walked as objects
    pub objects: Option<Tree>,
}

impl<'a> Dg13<'a> {
    /// Reads the whole file.
    ///
    /// # Errors
    /// [`LdsError`] when it is not DG13 or cut short.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, LdsError> {
        let raw = outer_object(bytes, FILE)?;
        let tree = tree_of(raw, Some(FILE));
        Ok(Self {
            raw: Personal::new(raw),
            objects: tree.stopped.is_none().then_some(tree),
        })
    }
}
