//! What kinds are called.

use super::Kind;
use vidimus_lds::File;
use vidimus_lds::biometric::{Modality, RecordFormat};
use vidimus_lds::lds2::Lds2File;

impl Kind {
    /// The name in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::ChipFile(file) => file.name(),
            Self::LicenceFile(file) => licence(file).0,
            Self::Seal => "seal",
            Self::Lds2(file) => lds2(file).0,
            Self::Record(Modality::Face, _) => "face_record",
            Self::Record(Modality::Finger, _) => "finger_record",
            Self::Record(Modality::Iris, _) => "iris_record",
            Self::Picture(_) => "picture",
            Self::Zone(_) => "mrz",
            Self::CitizenCode => "vn_citizen_qr",
            Self::Certificate => "certificate",
            Self::CvCertificate => "cv_certificate",
            Self::MasterList => "master_list",
            Self::DeviationList => "deviation_list",
            Self::DefectList => "defect_list",
            Self::Ldif => "ldif",
            Self::Cms => "cms",
            Self::RevocationList => "crl",
            Self::Transcript => "transcript",
            Self::Apdu => "apdu",
            Self::PrivateKey => "private_key",
            Self::Tlv => "tlv",
            Self::Unknown => "unknown",
        }
    }

    /// The name for people.
    #[must_use]
    pub fn description(self) -> &'static str {
        match self {
            Self::ChipFile(file) => file.name(),
            Self::LicenceFile(file) => licence(file).1,
            Self::Seal => "visible digital seal",
            Self::Lds2(file) => lds2(file).1,
            Self::Record(modality, format) => record(modality, format),
            Self::Picture(format) => format.name(),
            Self::Zone(form) => form.name(),
            Self::CitizenCode => "QR code of a Vietnamese citizen card",
            Self::Certificate => "X.509 certificate",
            Self::CvCertificate => "card verifiable certificate",
            Self::MasterList => "CSCA master list",
            Self::DeviationList => "deviation list",
            Self::DefectList => "defect list",
            Self::Ldif => "LDIF, a directory export",
            Self::Cms => "CMS signed message",
            Self::RevocationList => "certificate revocation list",
            Self::Transcript => "recorded session",
            Self::Apdu => "command APDU",
            Self::PrivateKey => "private key, which is not shown",
            Self::Tlv => "objects of an unknown file",
            Self::Unknown => "unknown, nothing that Vidimus can read",
        }
    }
}

/// A file of a licence that its content tells from those of an eMRTD, in JSON and for people.
fn licence(file: File) -> (&'static str, &'static str) {
    let number = match file {
        File::Dg(group) => group.number(),
        _ => 0,
    };
    match number {
        1 => ("idl_dg1", "DG1 of a driving licence"),
        2 => ("idl_dg2", "DG2 of a driving licence"),
        3 => ("idl_dg3", "DG3 of a driving licence"),
        4 => ("idl_dg4", "DG4 of a driving licence"),
        5 => ("idl_dg5", "DG5 of a driving licence"),
        12 => ("idl_dg12", "DG12 of a driving licence"),
        _ => ("idl_com", "EF.COM of a driving licence"),
    }
}

/// A record of LDS2, in JSON and for people.
const fn lds2(file: Lds2File) -> (&'static str, &'static str) {
    match file {
        Lds2File::Certificates => ("lds2_certificate", "LDS2 certificate record"),
        Lds2File::EntryRecords | Lds2File::ExitRecords => {
            ("lds2_travel_record", "LDS2 travel record")
        }
        Lds2File::VisaRecords => ("lds2_visa_record", "LDS2 visa record"),
        _ => ("lds2_biometrics", "LDS2 additional biometrics"),
    }
}

const fn record(modality: Modality, format: RecordFormat) -> &'static str {
    match (modality, format) {
        (Modality::Finger, RecordFormat::Iso19794) => "finger image record (ISO/IEC 19794-4)",
        (Modality::Face, RecordFormat::Iso19794) => "face record (ISO/IEC 19794-5)",
        (Modality::Iris, RecordFormat::Iso19794) => "iris image record (ISO/IEC 19794-6)",
        (Modality::Finger, _) => "finger image data (ISO/IEC 39794-4)",
        (Modality::Face, _) => "face image data (ISO/IEC 39794-5)",
        (Modality::Iris, _) => "iris image data (ISO/IEC 39794-6)",
    }
}
