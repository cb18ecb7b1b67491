//! Where something stands, in words.

use crate::{Face, Lang, Place};

/// Places, one after the other: `QR character 25, DG1 line 3 column 1`.
pub(crate) fn places(at: &[(Face, Place)], lang: Lang) -> String {
    let words = at.iter().map(|(face, place)| {
        let name = face_name(*face, lang);
        let column = place.column;
        match (place.line, lang) {
            (Some(line), Lang::En) => format!("{name} line {line} column {column}"),
            (Some(line), Lang::Vi) => format!("{name} dòng {line} cột {column}"),
            (None, Lang::En) => format!("{name} character {column}"),
            (None, Lang::Vi) => format!("{name} ký tự {column}"),
        }
    });
    words.collect::<Vec<_>>().join(", ")
}

/// What a face is called.
pub(crate) const fn face_name(face: Face, lang: Lang) -> &'static str {
    match (face, lang) {
        (Face::PrintedMrz, Lang::En) => "printed MRZ",
        (Face::PrintedMrz, Lang::Vi) => "MRZ in",
        (Face::Qr, _) => "QR",
        (Face::Seal, Lang::En) => "seal",
        (Face::Seal, Lang::Vi) => "con dấu số",
        (Face::Dg1, _) => "DG1",
        (Face::Dg11, _) => "DG11",
        (Face::Dg12, _) => "DG12",
        (Face::Dg13, _) => "DG13",
    }
}
