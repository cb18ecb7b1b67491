//! placeholder
use thiserror::Error;
/// What is wrong with a recording.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum TranscriptError {
    /// x
    #[error("x")]
    X,
}
impl vidimus_iso7816::Fault for TranscriptError {
    fn code(&self) -> &'static str {
        ""
    }
    fn class(&self) -> vidimus_iso7816::FaultClass {
        vidimus_iso7816::FaultClass::Malformed
    }
}
