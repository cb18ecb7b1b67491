//! Applications by their identifiers (ISO/IEC 7816-4 §12.2.3), and the files of those of LDS2.

use core::fmt;

/// An application that travel and identity documents are known to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum KnownApplication {
    /// The eMRTD application, LDS1 (Doc 9303-10 §4.1).
    Emrtd,
    /// Travel records, LDS2 (§5.1).
    TravelRecords,
    /// Visa records, LDS2 (§5.2).
    VisaRecords,
    /// Additional biometrics, LDS2 (§5.3).
    AdditionalBiometrics,
    /// Driving licence (ISO/IEC 18013-2).
    DrivingLicence,
    /// Driving licence of the Netherlands and its like, with an identifier of its own.
    DrivingLicenceEdl,
    /// eID (TR-03110-4; German identity cards and others).
    Eid,
    /// eSign (TR-03110-2 §2.6; qualified signatures of German identity cards).
    Esign,
}

/// Every known application with its identifier and its name.
const APPLICATIONS: [(KnownApplication, &[u8], &str); 8] = [
    (
        KnownApplication::Emrtd,
        &[0xA0, 0, 0, 2, 0x47, 0x10, 0x01],
        "eMRTD",
    ),
    (
        KnownApplication::TravelRecords,
        &[0xA0, 0, 0, 2, 0x47, 0x20, 0x01],
        "travel records",
    ),
    (
        KnownApplication::VisaRecords,
        &[0xA0, 0, 0, 2, 0x47, 0x20, 0x02],
        "visa records",
    ),
    (
        KnownApplication::AdditionalBiometrics,
        &[0xA0, 0, 0, 2, 0x47, 0x20, 0x03],
        "additional biometrics",
    ),
    (
        KnownApplication::DrivingLicence,
        &[0xA0, 0, 0, 2, 0x48, 0x02, 0x00],
        "driving licence",
    ),
    (
        KnownApplication::DrivingLicenceEdl,
        b"\xA0\0\0\x04\x56EDL-01",
        "driving licence (EDL)",
    ),
    (
        KnownApplication::Eid,
        &[0xE8, 0x07, 0x04, 0, 0x7F, 0, 0x07, 0x03, 0x02],
        "eID",
    ),
    (KnownApplication::Esign, b"\xA0\0\0\x01\x67ESIGN", "eSign"),
];

impl KnownApplication {
    /// The application of exactly this identifier.
    ///
    /// ```
    /// use vidimus_lds::application::KnownApplication;
    /// let found = KnownApplication::from_identifier(&[0xA0, 0, 0, 2, 0x47, 0x20, 0x02]);
    /// assert_eq!(found, Some(KnownApplication::VisaRecords));
    /// ```
    #[must_use]
    pub fn from_identifier(identifier: &[u8]) -> Option<Self> {
        let mut all = APPLICATIONS.iter();
        all.find_map(|(known, theirs, _)| (*theirs == identifier).then_some(*known))
    }

    /// Every one of them.
    pub fn all() -> impl Iterator<Item = Self> {
        APPLICATIONS.iter().map(|(known, _, _)| *known)
    }

    /// Its identifier.
    #[must_use]
    pub fn identifier(self) -> &'static [u8] {
        self.entry().1
    }

    /// What it is called.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.entry().2
    }

    /// Whether it is one of the three that can be added to an eMRTD.
    #[must_use]
    pub const fn is_lds2(self) -> bool {
        matches!(
            self,
            Self::TravelRecords | Self::VisaRecords | Self::AdditionalBiometrics
        )
    }

    fn entry(self) -> (Self, &'static [u8], &'static str) {
        let mut all = APPLICATIONS.iter();
        all.find(|(known, _, _)| *known == self)
            .copied()
            .unwrap_or((self, &[], ""))
    }
}

impl fmt::Display for KnownApplication {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_distinct_and_lead_back() {
        for known in KnownApplication::all() {
            let found = KnownApplication::from_identifier(known.identifier());
            assert_eq!(found, Some(known));
            assert!((5..=16).contains(&known.identifier().len()));
        }
        let lds2 = KnownApplication::all().filter(|known| known.is_lds2());
        assert_eq!(lds2.count(), 3);
        // a longer one is another application
        let longer = [0xA0, 0, 0, 2, 0x47, 0x10, 0x01, 0];
        assert_eq!(KnownApplication::from_identifier(&longer), None);
    }
}
