//! DG6, DG7 and DG8 of a licence: face, fingers, irises. Tags and content are those of DG2, DG3 and
//! DG4 of an eMRTD, so their readers are used; faults name the licence's file.

use crate::dg2::Dg2;
use crate::dg3::Dg3;
use crate::dg4::Dg4;
use crate::{DataGroup, Decoded, File};

const fn file(number: u8) -> File {
    match DataGroup::new(number) {
        Some(group) => File::Dg(group),
        None => File::Sod,
    }
}

/// DG6: the face.
#[must_use]
pub fn face(bytes: &[u8]) -> Decoded<Dg2> {
    Dg2::read(bytes).renamed(file(6))
}

/// DG7: the fingers.
#[must_use]
pub fn fingers(bytes: &[u8]) -> Decoded<Dg3> {
    Dg3::read(bytes).renamed(file(7))
}

/// DG8: the irises.
#[must_use]
pub fn irises(bytes: &[u8]) -> Decoded<Dg4> {
    Dg4::read(bytes).renamed(file(8))
}
