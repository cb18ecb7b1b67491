//! How long APDUs a reader carries.
//!
//! What the driver says of itself (PC/SC part 10) decides, but for readers known to say more
//! than they do. A reader that says nothing is taken to carry short APDUs only.

use vidimus_iso7816::TransportLimits;

/// What a reader carries, and how that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Carries {
    /// The driver states the longest APDU (PC/SC part 10, `dwMaxAPDUDataSize`).
    Stated {
        /// bytes of data that an APDU may have
        bytes: u32,
    },
    /// A reader of a kind known from the field.
    Known {
        /// bytes of an APDU
        bytes: usize,
    },
    /// Nothing is known: short APDUs.
    Unknown,
}

/// Readers whose limits are known from the field, by a part of their name; the first fits.
const KNOWN: [(&str, usize); 5] = [
    // revisions differ; the safe side
    ("ACR122", SHORT),
    // refuses APDUs of more than 255 bytes of data
    ("ACR1281", SHORT),
    // fails on 32 KiB
    ("ACR1252", 16_384),
    ("ACR1251", SHORT),
    // vsmartcard's virtual reader ejects a card at a command above 65 535 bytes
    ("Virtual PCD", 65_535),
];

/// Stands for short APDUs in [`KNOWN`].
const SHORT: usize = 0;

impl Carries {
    /// Of a reader of this name whose driver states this.
    pub(crate) fn of(name: &str, stated: Option<u32>) -> Self {
        let known = KNOWN.iter().find(|(part, _)| name.contains(part));
        match (known, stated) {
            (Some(&(_, bytes)), _) => Self::Known { bytes },
            (None, Some(bytes)) => Self::Stated { bytes },
            (None, None) => Self::Unknown,
        }
    }

    /// The same as limits of a transport.
    #[must_use]
    pub fn limits(self) -> TransportLimits {
        let bytes = match self {
            Self::Known { bytes } => bytes,
            Self::Stated { bytes } => usize::try_from(bytes).unwrap_or(0),
            Self::Unknown => SHORT,
        };
        if bytes <= TransportLimits::SHORT.command {
            return TransportLimits::SHORT;
        }
        TransportLimits {
            command: bytes.min(TransportLimits::EXTENDED.command),
            response: bytes.min(TransportLimits::EXTENDED.response),
        }
    }

    /// Whether more than short APDUs are carried.
    #[must_use]
    pub fn is_extended(self) -> bool {
        self.limits() != TransportLimits::SHORT
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_from_the_field_outweighs_what_the_driver_says() {
        let found = Carries::of("ACS ACR1281 1S Dual Reader 00 00", Some(65_536));
        assert_eq!(found.limits(), TransportLimits::SHORT);
        let found = Carries::of("ACS ACR1252 1S CL Reader 00 00", Some(65_536));
        assert_eq!(found.limits().response, 16_384);
        assert!(found.is_extended());
    }

    #[test]
    fn the_driver_decides_for_the_others_and_silence_is_short() {
        let name = "Identiv uTrust 3700 F 00 00";
        assert_eq!(Carries::of(name, None).limits(), TransportLimits::SHORT);
        assert_eq!(Carries::of(name, Some(0)).limits(), TransportLimits::SHORT);
        assert_eq!(
            Carries::of(name, Some(261)).limits(),
            TransportLimits::SHORT
        );
        let whole = Carries::of(name, Some(65_546)).limits();
        assert_eq!(whole, TransportLimits::EXTENDED);
    }
}
