//! A recorded session run again.
//!
//! The same [`read_with`] as on a live chip; recorded are the transport, the random numbers and
//! what a terminal's authority gave. Afterwards errors are put right: a broken response in a
//! replay means that the recording was changed, unless the recorded session met the same error
//! after the same exchange.

use super::{Mode, Replay, ReplayEntropy, ReplayTerminal, Transcript, TranscriptError};
use crate::middleware::{Trace, TraceLine};
use crate::{
    Credentials, Observer, ReadOutcome, SessionError, Silent, TerminalAuthority, read_with,
};
use vidimus_access::AccessKey;
use vidimus_iso7816::{Fault, Transport, TransportError};
use vidimus_lds::evidence::{Evidence, Failure, Source, StepState};

/// Runs the whole read again on a recording, with the recorded plan and randomness. The key is
/// the recorded one unless another is given.
///
/// Another key than the recorded one makes other commands: strict replays then end at the first
/// protected one. The evidence says that it is of a recording, with the hash of the whole file,
/// so that no report takes it for a live chip.
pub fn replay(
    transcript: &Transcript,
    key: Option<&AccessKey>,
    mode: Mode,
    observer: &mut dyn Observer,
) -> ReadOutcome {
    replay_traced(transcript, key, mode, observer, &mut |_| ())
}

/// The same, telling a listener of every exchange, in words.
pub fn replay_traced(
    transcript: &Transcript,
    key: Option<&AccessKey>,
    mode: Mode,
    observer: &mut dyn Observer,
    listener: &mut dyn FnMut(&TraceLine),
) -> ReadOutcome {
    let recorded = transcript.header().access.as_ref();
    let recorded = recorded.and_then(super::RecordedKey::key);
    // another key than the recorded ones is used alone
    let also = transcript.header().also.iter();
    let also: Vec<AccessKey> = also
        .filter(|_| key.is_none())
        .filter_map(super::RecordedKey::key)
        .collect();
    let key = key.or(recorded.as_ref());
    let mut transport = Replay::new(transcript, mode);
    let mut entropy = ReplayEntropy::new(transcript);
    let mut traced = Trace::new(&mut transport, |line: &TraceLine| listener(line));
    let link: &mut dyn Transport = &mut traced;
    let mut terminal = ReplayTerminal::new(transcript);
    let credentials = Credentials {
        key,
        also: &also,
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
    outcome.error = match outcome.error {
        Some(error) => Some(located(error, &transport)),
        None if mode == Mode::Strict => {
            changed_in_proof(&outcome.evidence, &transport).map(SessionError::Transcript)
        }
        None => None,
    };
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
/// recorded as such, after the same exchange, is the session's own.
fn located(error: SessionError, replay: &Replay<'_>) -> SessionError {
    let changed = match &error {
        SessionError::Transport {
            source: TransportError::Diverged { .. },
            ..
        } => replay.fault().cloned(),
        SessionError::SecureMessaging { .. } | SessionError::Access(_)
            if !replay.goes_on_with_event(error.code()) =>
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

/// Whether secure messaging broke in a proof, where that does not end the read, and nothing of
/// the kind was recorded: then the answer was changed.
fn changed_in_proof(evidence: &Evidence, replay: &Replay<'_>) -> Option<TranscriptError> {
    match &evidence.access.secure_messaging {
        StepState::Failed { code } if !replay.transcript().has_event(code) => {
            Some(TranscriptError::AnswerDiffers {
                exchange: replay.exchange(),
            })
        }
        _ => None,
    }
}
