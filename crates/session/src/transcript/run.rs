//! A recorded session run again.

use super::{Mode, Replay, ReplayEntropy, ReplayTerminal, Transcript, TranscriptError};
use crate::{
    Credentials, Observer, ReadOutcome, SessionError, Silent, TerminalAuthority, read_with,
};
use vidimus_access::{AccessError, AccessKey};
use vidimus_iso7816::{Fault, Transport, TransportError};
use vidimus_lds::evidence::{Failure, Source};

/// Runs the whole read again on a recording, with the recorded plan and randomness. The key is
/// the recorded one unless another is given.
pub fn replay(
    transcript: &Transcript,
    key: Option<&AccessKey>,
    mode: Mode,
    observer: &mut dyn Observer,
) -> ReadOutcome {
    let recorded = transcript.header().access.as_ref();
    let recorded = recorded.and_then(super::RecordedKey::key);
    let key = key.or(recorded.as_ref());
    let mut transport = Replay::new(transcript, mode);
    let mut entropy = ReplayEntropy::new(transcript);
    let link: &mut dyn Transport = &mut transport;
    let mut terminal = ReplayTerminal::new(transcript);
    let credentials = Credentials {
        key,
        terminal: terminal
            .as_mut()
            .map(|terminal| terminal as &mut dyn TerminalAuthority),
    };
    let plan = &transcript.header().plan;
    let mut outcome = read_with(link, credentials, plan, &mut entropy, observer);
    outcome.evidence.source = Source::Transcript {
        sha256: transcript.sha256().to_owned(),
    };
    outcome.evidence.recorded_at = transcript.header().recorded_at;
    outcome.error = outcome
        .error
        .map(|error| located(error, &transport, transcript));
    if let Some(error) = &outcome.error {
        outcome.evidence.failure = Some(Failure {
            code: error.code().to_owned(),
            step: error.step().map(str::to_owned),
        });
    }
    outcome
}

/// The first exchange in which a replay differs from the recording; `None` where it does not.
pub(super) fn first_difference(transcript: &Transcript) -> Option<u32> {
    let outcome = replay(transcript, None, Mode::Strict, &mut Silent);
    match outcome.error? {
        SessionError::Transcript(error) => error.exchange(),
        _ => None,
    }
}

/// Says where and how the session differed from the recording, if it did. An error that was
/// recorded as such is the session's own.
fn located(error: SessionError, replay: &Replay<'_>, transcript: &Transcript) -> SessionError {
    let changed = match &error {
        SessionError::Transport {
            source: TransportError::Diverged { .. },
            ..
        } => replay.fault().cloned(),
        SessionError::SecureMessaging { .. } | SessionError::Access(_)
            if opens_badly(&error) && !transcript.has_event(error.code()) =>
        {
            Some(TranscriptError::UnwrapFailed {
                exchange: replay.exchange(),
                reason: error.code(),
            })
        }
        _ => None,
    };
    changed.map_or(error, SessionError::Transcript)
}

/// Whether the error is about a response that does not open.
const fn opens_badly(error: &SessionError) -> bool {
    matches!(
        error,
        SessionError::SecureMessaging { .. }
            | SessionError::Access(
                AccessError::MacMismatch
                    | AccessError::ResponseLength { .. }
                    | AccessError::RndIfdMismatch
                    | AccessError::RndIcMismatch
            )
    )
}
