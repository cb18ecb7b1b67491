//! Every face of one document, as far as it was looked at.

use super::{DataField, Difference, Face, QrFace, Relation, Value};
use super::{data_group_faces, seal_face, zone_face};
use crate::judge::Case;
use vidimus_lds::DataGroup;
use vidimus_lds::evidence::Application;
use vidimus_lds::seal::Seal;
use vidimus_mrz::vietnam::QrError;
use vidimus_mrz::{Mrz, MrzError};
use vidimus_trust::Outcome;

/// The faces that could be read. A data group that is not what was signed is none of them, but for
/// DG1, which the others are held against whatever it is.
pub(crate) struct Faces {
    found: Vec<(Face, Vec<(DataField, Value)>)>,
    /// data groups of which something could not be read
    incomplete: Vec<Face>,
    /// the printed zone, or why there is none; `None` when none was given
    pub(crate) printed_mrz: Option<Result<Mrz, MrzError>>,
    /// what is wrong with the QR code, or why there is none; `None` when none was given
    pub(crate) qr: Option<Result<Option<QrError>, QrError>>,
}

/// Two values of one field, and how they stand.
pub(crate) struct Compared {
    pub(crate) field: DataField,
    pub(crate) relation: Relation,
    /// one of the values is damaged
    pub(crate) unreadable: bool,
    /// where they differ
    pub(crate) difference: Option<Difference>,
}

impl Faces {
    pub(crate) fn of(case: &Case<'_>) -> Self {
        let mut faces = Self {
            found: Vec::new(),
            incomplete: Vec::new(),
            printed_mrz: None,
            qr: None,
        };
        faces.take_printed(case);
        faces.take_data_groups(case);
        faces
    }

    /// Puts a face in.
    fn put(&mut self, face: Face, values: Vec<(DataField, Value)>) {
        self.found.push((face, values));
        self.found.sort_by_key(|(face, _)| *face);
    }

    fn take_printed(&mut self, case: &Case<'_>) {
        let printed = &case.evidence.printed;
        if let Some(text) = &printed.mrz {
            let mrz = Mrz::parse(text.reveal());
            if let Ok(mrz) = &mrz {
                let values = zone_face::values(mrz, case.is_citizen_card());
                self.put(Face::PrintedMrz, values);
            }
            self.printed_mrz = Some(mrz);
        }
        if let Some(text) = &printed.qr {
            let face = QrFace::read(text.reveal());
            self.qr = Some(face.map(|face| {
                self.put(Face::Qr, face.values);
                face.fault
            }));
        }
        let seal = printed.seal.as_ref();
        if let Some(Ok(seal)) = seal.map(|bytes| Seal::parse(bytes.reveal())) {
            let chip = case.dg1.parsed().map(|dg1| &dg1.mrz);
            self.put(Face::Seal, seal_face::values(&seal, chip));
        }
    }

    fn take_data_groups(&mut self, case: &Case<'_>) {
        // the same numbers are other data groups in a licence
        if case.evidence.application == Application::DrivingLicence {
            return;
        }
        let unaltered = |group: DataGroup| {
            let bytes = case.evidence.data_group(group);
            bytes.filter(|_| case.hash(group) != Outcome::Failed)
        };
        if let Some(dg1) = case.dg1.parsed() {
            self.put(
                Face::Dg1,
                zone_face::values(&dg1.mrz, case.is_citizen_card()),
            );
        }
        let dg13 = unaltered(DataGroup::DG13).filter(|_| case.reads_vietnamese_dg13());
        let read = [
            (
                Face::Dg11,
                unaltered(DataGroup::DG11).map(data_group_faces::dg11),
            ),
            (
                Face::Dg12,
                unaltered(DataGroup::DG12).map(data_group_faces::dg12),
            ),
            (Face::Dg13, dg13.map(data_group_faces::vietnamese_dg13)),
        ];
        for (face, found) in read {
            let Some((values, whole)) = found else {
                continue;
            };
            self.put(face, values);
            if !whole {
                self.incomplete.push(face);
            }
        }
        self.name_personal_number(case);
    }

    /// The optional data of DG1 and of the printed zone are also the person's number, where DG11 has
    /// one of their form.
    fn name_personal_number(&mut self, case: &Case<'_>) {
        let Some(number) = self.value(Face::Dg11, DataField::PersonalNumber).cloned() else {
            return;
        };
        let dg1 = case.dg1.parsed().map(|dg1| &dg1.mrz);
        let printed = self.printed_mrz.as_ref().and_then(|mrz| mrz.as_ref().ok());
        let found: Vec<_> = [(Face::Dg1, dg1), (Face::PrintedMrz, printed)]
            .into_iter()
            .filter(|(face, _)| self.value(*face, DataField::PersonalNumber).is_none())
            .filter_map(|(face, mrz)| {
                let (place, text) = data_group_faces::number_in_zone(mrz?, &number)?;
                Some((face, Value::new(super::Kind::Exact, text, place)))
            })
            .collect();
        for (face, value) in found {
            let mut faces = self.found.iter_mut();
            if let Some((_, values)) = faces.find(|(other, _)| *other == face) {
                values.push((DataField::PersonalNumber, value));
            }
        }
    }

    /// What this face says of a field.
    pub(crate) fn value(&self, face: Face, field: DataField) -> Option<&Value> {
        let (_, values) = self.found.iter().find(|(other, _)| *other == face)?;
        let found = values.iter().find(|(other, _)| *other == field);
        found.map(|(_, value)| value)
    }

    /// The faces that there are, in order.
    pub(crate) fn present(&self) -> impl Iterator<Item = Face> {
        self.found.iter().map(|(face, _)| *face)
    }

    /// Whether the face is there, with something of it unread.
    pub(crate) fn is_incomplete(&self, face: Face) -> bool {
        self.incomplete.contains(&face)
    }

    /// Every field that both faces have.
    pub(crate) fn compare(&self, one: Face, two: Face) -> Vec<Compared> {
        DataField::ALL
            .into_iter()
            .filter_map(|field| self.compare_field(field, one, two))
            .collect()
    }

    fn compare_field(&self, field: DataField, one: Face, two: Face) -> Option<Compared> {
        let (first, second) = (self.value(one, field)?, self.value(two, field)?);
        let relation = first.relation(second);
        let difference = match relation {
            Relation::Differs { one: a, two: b } => Some(Difference::new(
                field.as_str(),
                vec![(one, first.place(a)), (two, second.place(b))],
            )),
            Relation::Same | Relation::Open => None,
        };
        Some(Compared {
            field,
            relation,
            unreadable: first.is_unreadable() || second.is_unreadable(),
            difference,
        })
    }
}
