//! Errors sorted by whose fault they are.

/// Whose fault an error is; the exit code of the command follows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FaultClass {
    /// No service, no reader, card gone: the way to the card (exit 5).
    Transport,
    /// The chip refuses us: wrong MRZ, CAN, missing rights (exit 4).
    AccessDenied,
    /// The chip broke the protocol (exit 6).
    CardMisbehaved,
    /// The chip, or a key, needs what we do not have (exit 7).
    CardIncompatible,
    /// Bytes that are not what they should be (exit 6).
    Malformed,
    /// The caller asked for something impossible (exit 2).
    ApiMisuse,
}

/// What every error type of the workspace can say of itself, besides its message.
pub trait Fault: std::error::Error {
    /// Stable machine code, such as `bac.mac_mismatch`; `vidimus explain CODE` tells more.
    fn code(&self) -> &'static str;

    /// Whose fault it is.
    fn class(&self) -> FaultClass;

    /// The protocol step in which it happened, where one is known.
    fn step(&self) -> Option<&'static str> {
        None
    }

    /// What the person can do now, in one clause without a full stop.
    fn hint(&self) -> Option<&'static str> {
        None
    }
}
