//! What in a file deviates from the standard: the findings behind the check `lds.structure`.
//!
//! Deviations are found in files that are otherwise usable, signed ones included; they say that
//! an issuer made a mistake, not that somebody forged. Content rules of DG1 are those of Doc
//! 9303-3 to -6, of DG2 to DG4 those of the ISO/IEC 19794 series.

use crate::content::CharacterSet;
use crate::dg1::Dg1;
use crate::dg2::Dg2;
use crate::dg3::Dg3;
use crate::dg4::Dg4;
use crate::dg5::Dg5;
use crate::dg7::Dg7;
use crate::dg11::Dg11;
use crate::dg12::Dg12;
use crate::dg16::Dg16;
use crate::driving_licence::{
    self, LicenceCom, LicenceDg1, LicenceDg2, LicenceDg3, LicenceDg4, LicenceDg5, LicenceDg12,
};
use crate::evidence::Application;
use crate::{
    DataGroup, Defect, File, LdsError, atr_info, card_security, com, cvca, dg15, outer_object,
    security_info, sod,
};
use core::fmt;
use vidimus_iso7816::Fault as _;
use vidimus_iso7816::tlv::{Reader, Tag};
use vidimus_mrz::{Format, Mrz, Problem, ProblemKind};

/// One deviation and where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StructureFinding {
    /// offset in the file
    pub offset: usize,
    /// the code of the check: `malformed.*`
    pub code: &'static str,
    /// the name under which it is known from real documents, and what that changes
    pub quirk: Option<KnownQuirk>,
    /// what it is
    pub what: Deviation,
}

/// A deviation that real documents are known to have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KnownQuirk {
    /// its name, such as `dg2.record_length`
    pub id: &'static str,
    /// what its being known changes
    pub effect: QuirkEffect,
}

/// What it changes for the check `lds.structure` that a deviation is known.
///
/// The line is drawn by what a reader has to guess: where the content reads the same whoever
/// reads it, the deviation is excused; where two readers may take different bytes for the
/// content, it stays a fault, and the name says why the content could be shown all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum QuirkEffect {
    /// Under the tolerance `field` the check passes and the quirk is listed.
    Excuses,
    /// The check fails in both tolerances; under `field` the quirk is listed beside it.
    Explains,
}

/// What deviates.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Deviation {
    /// The file does not decode from here on.
    Unreadable(Defect),
    /// A rule about the content of the MRZ is broken.
    Mrz(Problem),
    /// The MRZ of DG1 holds characters that had to be put right: lower case, space.
    MrzPutRight,
    /// A length in more bytes than needed; allowed in BER, a note.
    NonMinimalLength,
    /// An object that belongs here is missing.
    Missing(Tag),
    /// The count of biometric templates or pictures differs from what is there.
    Count {
        /// what is declared
        declared: u32,
        /// what is there
        found: u32,
    },
    /// A field holds a value that does not exist.
    Value {
        /// the field
        field: DeviantField,
        /// its value
        found: u32,
    },
    /// The biometric type on two bytes, as older documents have it; a note.
    OldBiometricType,
    /// A length inside a biometric record contradicts the data.
    RecordLength {
        /// what is declared
        declared: u64,
        /// what is there
        found: u64,
    },
    /// More feature points are declared than there is room for.
    FeaturePoints {
        /// what is declared
        declared: u16,
    },
    /// The declared image type is not what the picture is; a note, for its first bytes decide.
    ImageType,
    /// The declared width and height are not those of the picture; a note.
    ImageSize,
    /// No picture where one belongs.
    NoPicture,
    /// Bytes that are no text of the character set; shown with replacements, a note.
    Characters(CharacterSet),
    /// Fillers in a name where none belong; a note.
    NameForm,
    /// A date as two digits a byte where eight digits belong.
    PackedDate,
    /// An entry of a list, of this tag, without the list around it.
    UnwrappedList(Tag),
    /// Zeros behind the picture; a note.
    Padding {
        /// how many
        count: usize,
    },
}

/// A field of DG2, DG3 or DG4 with a closed list of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DeviantField {
    /// Format owner `87`.
    FormatOwner,
    /// Format type `88`.
    FormatType,
    /// Biometric type `81`.
    BiometricType,
    /// Biometric subtype `82`.
    BiometricSubtype,
    /// Format identifier of the record, `FAC`, `FIR` or `IIR` and zero.
    RecordFormat,
    /// Version of the record, `010` and zero.
    RecordVersion,
    /// Gender.
    Gender,
    /// Eye colour.
    EyeColour,
    /// Hair colour.
    HairColour,
    /// Yaw of the head.
    Yaw,
    /// Pitch of the head.
    Pitch,
    /// Roll of the head.
    Roll,
    /// Uncertainty of the yaw.
    YawUncertainty,
    /// Uncertainty of the pitch.
    PitchUncertainty,
    /// Uncertainty of the roll.
    RollUncertainty,
    /// Face image type.
    FaceImageType,
    /// Image data type.
    ImageDataType,
    /// Position of a finger.
    FingerPosition,
    /// Compression of a finger image.
    Compression,
    /// Unit of the resolution of a finger image.
    ScaleUnits,
    /// Which eye.
    EyePosition,
    /// Format of an iris image.
    IrisImageFormat,
}

impl KnownQuirk {
    /// The name of a deviation, if it has one.
    const fn of(what: &Deviation) -> Option<Self> {
        let (id, effect) = match what {
            Deviation::Missing(Tag(0x02)) => ("dg2.structure", QuirkEffect::Explains),
            Deviation::RecordLength { .. } => ("dg2.record_length", QuirkEffect::Explains),
            Deviation::ImageType => ("dg2.type_byte", QuirkEffect::Excuses),
            Deviation::PackedDate => ("lds.packed_date", QuirkEffect::Excuses),
            Deviation::UnwrappedList(_) => ("lds.unwrapped_list", QuirkEffect::Excuses),
            _ => return None,
        };
        Some(Self { id, effect })
    }
}

impl StructureFinding {
    pub(crate) const fn new(offset: usize, what: Deviation) -> Self {
        let quirk = KnownQuirk::of(&what);
        Self {
            offset,
            code: "malformed.content",
            quirk,
            what,
        }
    }

    pub(crate) fn unreadable(error: &LdsError) -> Self {
        let what =
            match error {
                LdsError::Malformed {
                    defect: Defect::Count { declared, found },
                    ..
                } => Deviation::Count {
                    declared: *declared,
                    found: *found,
                },
                LdsError::Malformed { defect, .. } => Deviation::Unreadable(defect.clone()),
                LdsError::WrongTag { expected, .. } => Deviation::Missing(*expected),
                LdsError::Truncated { missing, .. } => Deviation::Unreadable(Defect::Tlv(
                    vidimus_iso7816::tlv::TlvErrorKind::Truncated { missing: *missing },
                )),
            };
        Self {
            offset: error.offset(),
            code: error.code(),
            quirk: None,
            what,
        }
    }

    /// Whether it makes `lds.structure` fail where no quirk excuses it; the others are worth a
    /// note only.
    #[must_use]
    pub const fn is_failure(&self) -> bool {
        !matches!(
            self.what,
            Deviation::NonMinimalLength
                | Deviation::OldBiometricType
                | Deviation::ImageType
                | Deviation::ImageSize
                | Deviation::Characters(_)
                | Deviation::NameForm
                | Deviation::Padding { .. }
        )
    }
}

/// Everything that deviates in a file, in the order in which it is found.
///
/// A file that is not the file it should be (wrong outer tag, cut short) is one finding.
#[must_use]
pub fn check(file: File, bytes: &[u8]) -> Vec<StructureFinding> {
    let found = match file {
        File::Dg(DataGroup::DG1) => Dg1::parse(bytes).map(|dg1| check_mrz(&dg1)),
        File::Dg(DataGroup::DG2) => Ok(Dg2::read(bytes).deviations()),
        File::Dg(DataGroup::DG3) => Ok(Dg3::read(bytes).deviations()),
        File::Dg(DataGroup::DG4) => Ok(Dg4::read(bytes).deviations()),
        File::Dg(DataGroup::DG5) => Ok(Dg5::read(bytes).deviations()),
        File::Dg(DataGroup::DG7) => Ok(Dg7::read(bytes).deviations()),
        File::Dg(DataGroup::DG11) => Ok(Dg11::read(bytes).deviations()),
        File::Dg(DataGroup::DG12) => Ok(Dg12::read(bytes).deviations()),
        File::Dg(DataGroup::DG16) => Ok(Dg16::read(bytes).deviations()),
        other => decodes(other, bytes).map(|()| Vec::new()),
    };
    let mut findings = found.unwrap_or_else(|error| vec![StructureFinding::unreadable(&error)]);
    findings.extend(non_minimal_outer_length(file, bytes));
    findings
}

/// The same of a file of this application.
#[must_use]
pub fn check_of(application: Application, file: File, bytes: &[u8]) -> Vec<StructureFinding> {
    let Application::DrivingLicence = application else {
        return check(file, bytes);
    };
    let number = match file {
        File::Dg(group) => group.number(),
        File::Com => return LicenceCom::read(bytes).deviations(),
        _ => return check(file, bytes),
    };
    let unreadable = |error: LdsError| vec![StructureFinding::unreadable(&error)];
    let decodes = |result: Result<(), LdsError>| result.err().map_or_else(Vec::new, unreadable);
    match number {
        1 => LicenceDg1::read(bytes).deviations(),
        2 => LicenceDg2::read(bytes).deviations(),
        3 => LicenceDg3::read(bytes).deviations(),
        4 => LicenceDg4::read(bytes).deviations(),
        5 => LicenceDg5::read(bytes).deviations(),
        6 => driving_licence::biometrics::face(bytes).deviations(),
        7 => driving_licence::biometrics::fingers(bytes).deviations(),
        8 => driving_licence::biometrics::irises(bytes).deviations(),
        12 => LicenceDg12::read(bytes).deviations(),
        13 => decodes(driving_licence::active_authentication(bytes).map(drop)),
        14 => check(file, bytes),
        _ => decodes(application.outer_object(bytes, file).map(drop)),
    }
}

/// Whether a file of which only the encoding is looked at decodes.
///
/// # Errors
/// What its parser says.
pub(crate) fn decodes(file: File, bytes: &[u8]) -> Result<(), LdsError> {
    match file {
        File::Com => com::EfCom::parse(bytes).map(drop),
        File::Sod => sod::SecurityObject::parse(bytes).map(drop),
        File::AtrInfo => atr_info::AtrInfo::parse(bytes).map(drop),
        File::CardAccess | File::Dg(DataGroup::DG14) => {
            security_info::SecurityInfos::parse_file(bytes, file).map(drop)
        }
        File::CardSecurity => card_security::CardSecurity::parse(bytes).map(drop),
        File::Cvca => cvca::EfCvca::parse(bytes).map(drop),
        File::Dg(DataGroup::DG15) => dg15::Dg15::parse(bytes).map(drop),
        other => outer_object(bytes, other).map(drop),
    }
}

/// The content rules of the MRZ in DG1.
fn check_mrz(dg1: &Dg1) -> Vec<StructureFinding> {
    let at = dg1.text_offset;
    let put_right = dg1.mrz.notes() != vidimus_mrz::Notes::default();
    put_right
        .then(|| StructureFinding::new(at, Deviation::MrzPutRight))
        .into_iter()
        .chain(dg1.mrz.content_problems().filter(is_ours).map(|problem| {
            let offset = at.saturating_add(place(dg1.mrz.format(), &problem));
            StructureFinding::new(offset, Deviation::Mrz(problem))
        }))
        .collect()
}

/// The issuing state is judged where countries are compared (`pa.chain.country`).
fn is_ours(problem: &Problem) -> bool {
    problem.kind != ProblemKind::IssuingState
}

/// Where line and column are in the joined text.
fn place(format: Format, problem: &Problem) -> usize {
    let line = usize::from(problem.line.saturating_sub(1));
    line.saturating_mul(format.width()) + usize::from(problem.column.saturating_sub(1))
}

/// The outer length in more bytes than needed.
fn non_minimal_outer_length(file: File, bytes: &[u8]) -> Option<StructureFinding> {
    file.tag()?;
    let outer = Reader::new(bytes).next().ok()??;
    outer
        .non_minimal
        .then(|| StructureFinding::new(outer.offset, Deviation::NonMinimalLength))
}

impl DeviantField {
    /// The field's name in words.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::FormatOwner => "format owner",
            Self::FormatType => "format type",
            Self::BiometricType => "biometric type",
            Self::BiometricSubtype => "biometric subtype",
            Self::RecordFormat => "format identifier of the record",
            Self::RecordVersion => "version of the record",
            Self::Gender => "gender",
            Self::EyeColour => "eye colour",
            Self::HairColour => "hair colour",
            Self::Yaw => "yaw",
            Self::Pitch => "pitch",
            Self::Roll => "roll",
            Self::YawUncertainty => "uncertainty of the yaw",
            Self::PitchUncertainty => "uncertainty of the pitch",
            Self::RollUncertainty => "uncertainty of the roll",
            Self::FaceImageType => "face image type",
            Self::ImageDataType => "image data type",
            Self::FingerPosition => "position of the finger",
            Self::Compression => "compression of the finger image",
            Self::ScaleUnits => "unit of the resolution",
            Self::EyePosition => "position of the eye",
            Self::IrisImageFormat => "format of the iris image",
        }
    }
}

impl fmt::Display for Deviation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(defect) => write!(f, "does not decode: {defect}"),
            Self::Mrz(problem) => write!(f, "MRZ {problem}"),
            Self::MrzPutRight => f.write_str("MRZ with lower case or space"),
            Self::NonMinimalLength => f.write_str("length in more bytes than needed"),
            Self::Missing(tag) => write!(f, "object {tag} missing"),
            Self::Count { declared, found } => write!(f, "{declared} declared, {found} there"),
            Self::Value { field, found } => write!(f, "{} {found:02X}", field.name()),
            Self::OldBiometricType => f.write_str("biometric type on two bytes"),
            Self::RecordLength { declared, found } => {
                write!(f, "record length {declared}, {found} bytes there")
            }
            Self::FeaturePoints { declared } => {
                write!(f, "{declared} feature points, no room for them")
            }
            Self::ImageType => f.write_str("declared image type is not that of the picture"),
            Self::ImageSize => f.write_str("declared image size is not that of the picture"),
            Self::NoPicture => f.write_str("no picture"),
            Self::Characters(set) => write!(f, "bytes that are no {set}"),
            Self::NameForm => f.write_str("fillers in a name where none belong"),
            Self::PackedDate => f.write_str("date in packed digits"),
            Self::UnwrappedList(tag) => write!(f, "object {tag} outside its list"),
            Self::Padding { count } => write!(f, "{count} zeros behind the picture"),
        }
    }
}

impl fmt::Display for StructureFinding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at byte {}", self.what, self.offset)
    }
}

/// A zone with nothing to say against it, for callers that hold one already.
#[must_use]
pub fn mrz_is_clean(mrz: &Mrz) -> bool {
    !mrz.content_problems().any(|problem| is_ours(&problem))
}
