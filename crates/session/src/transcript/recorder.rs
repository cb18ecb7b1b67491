//! Writing a recording while a session runs.
//!
//! The recorder is a transport around a transport: the session does not know of it. What it could
//! not see on the wire (steps, random numbers, certificates, failures) reaches it as
//! [`Note`]s, which come before the exchange they belong to. The text is held in memory and
//! wiped when dropped, for it holds the keys of the session; when and where it is stored is the
//! caller's business.

use super::line::Line;
use super::parse::sha256;
use super::{Exchange, Header, Persona, RecordedKey};
use crate::ReadPlan;
use std::time::Instant;
use vidimus_access::AccessKey;
use vidimus_iso7816::{Fault, Note, Transport, TransportError, TransportLimits};
use zeroize::Zeroizing;

/// What a recording says of itself that the transport does not know.
#[derive(Debug)]
pub struct Recording<'a> {
    /// program and version
    pub tool: &'a str,
    /// now, in seconds since 1970
    pub recorded_at: i64,
    /// whose document
    pub persona: Persona,
    /// the key the chip will be opened with
    pub access: Option<&'a AccessKey>,
    /// further keys for BAC, as [`Credentials::also`](crate::Credentials::also) has them
    pub also: &'a [AccessKey],
    /// the plan the chip will be read by
    pub plan: &'a ReadPlan,
}

/// Microseconds since connect.
type Clock = Box<dyn FnMut() -> u64 + Send>;

/// Records everything that goes through a transport.
pub struct Recorder<T> {
    inner: T,
    clock: Clock,
    text: Zeroizing<Vec<u8>>,
    exchanges: u32,
    step: (&'static str, bool),
}

impl<T: Transport> core::fmt::Debug for Recorder<T> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Recorder({} exchanges)", self.exchanges)
    }
}

impl<T: Transport> Recorder<T> {
    /// Starts a recording of `inner`, which is connected.
    pub fn new(inner: T, recording: &Recording<'_>) -> Self {
        let header = Header {
            tool: recording.tool.to_owned(),
            recorded_at: Some(recording.recorded_at),
            reader: inner.name().to_owned(),
            atr: inner.atr().to_vec(),
            persona: recording.persona,
            access: recording.access.and_then(RecordedKey::of),
            also: recording.also.iter().filter_map(RecordedKey::of).collect(),
            plan: recording.plan.clone(),
            limits: inner.limits(),
        };
        let mut recorder = Self {
            inner,
            clock: stopwatch(),
            text: Zeroizing::default(),
            exchanges: 0,
            step: ("", false),
        };
        recorder.write(&header.to_line());
        recorder
    }

    /// Takes the times of exchanges from this clock, in microseconds since connect, rather than
    /// from the machine's: for recordings that are the same byte for byte when made again.
    #[must_use]
    pub fn with_clock(mut self, clock: impl FnMut() -> u64 + Send + 'static) -> Self {
        self.clock = Box::new(clock);
        self
    }

    /// Ends the recording: its bytes, the end line included, and the transport.
    pub fn finish(mut self) -> (Zeroizing<Vec<u8>>, T) {
        let hash = sha256(&self.text);
        self.write(&Line::end(hash));
        (self.text, self.inner)
    }

    fn write(&mut self, line: &impl serde::Serialize) {
        // strings, numbers and booleans only: there is nothing that could fail
        if let Ok(json) = serde_json::to_vec(line).map(Zeroizing::new) {
            self.text.extend_from_slice(&json);
            self.text.push(b'\n');
        }
    }

    /// One exchange, under the step that was noted last: GET RESPONSE and repetitions keep the step
    /// of the command they belong to.
    fn write_exchange(&mut self, command: &[u8], response: &[u8]) {
        self.exchanges += 1;
        let (step, protected) = self.step;
        let line = Line::exchange(&Exchange {
            number: self.exchanges,
            t_us: (self.clock)(),
            command: command.to_vec(),
            response: response.to_vec(),
            protected,
            step: step.to_owned(),
        });
        self.write(&line);
    }
}

/// The machine's monotonic clock, from now on.
fn stopwatch() -> Clock {
    let connected = Instant::now();
    Box::new(move || u64::try_from(connected.elapsed().as_micros()).unwrap_or(u64::MAX))
}

impl<T: Transport> Transport for Recorder<T> {
    fn transmit(&mut self, command: &[u8]) -> Result<Vec<u8>, TransportError> {
        let result = self.inner.transmit(command);
        match &result {
            Ok(response) => self.write_exchange(command, response),
            Err(error) => {
                self.write_exchange(command, &[]);
                self.write(&Line::event(error.code()));
            }
        }
        result
    }

    fn limits(&self) -> TransportLimits {
        self.inner.limits()
    }

    fn atr(&self) -> &[u8] {
        self.inner.atr()
    }

    fn name(&self) -> &str {
        self.inner.name()
    }

    fn note(&mut self, note: &Note<'_>) {
        match note {
            Note::Step { name, protected } => self.step = (name, *protected),
            Note::Random { purpose, bytes } => self.write(&Line::random(purpose, bytes)),
            Note::Given { what, bytes } => self.write(&Line::given(what, bytes)),
            Note::Event { name } => self.write(&Line::event(name)),
            _ => {}
        }
        self.inner.note(note);
    }
}
