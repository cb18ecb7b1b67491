//! A transport whose every wait has an end.
//!
//! `SCardConnect`, `SCardBeginTransaction` and `SCardTransmit` block for as long as the reader
//! or another program pleases, and cannot be cancelled. For unattended use a thread of its own,
//! with a context of its own, makes these calls for one card; who waits for it asks a *limit*
//! every few milliseconds whether to go on. A thread that is given up ends when its call does,
//! at the latest when the card is taken away.

use crate::card::PcscCard;
use crate::error::fault;
use pcsc::{Context, Scope};
use std::ffi::{CStr, CString};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};
use vidimus_iso7816::{Transport, TransportError, TransportLimits};

/// How often the limit is asked.
const SLICE: Duration = Duration::from_millis(20);
/// How long the end of a transaction is waited for, so that the card is reset before anything
/// else happens to it.
const ENDING: Duration = Duration::from_secs(1);

/// One connection and one transaction with a card, as [`crate::PcscTransport`]; but every wait
/// ends as soon as the limit, a function, returns an error, with that error.
pub struct BoundedTransport<L> {
    limit: L,
    /// `None` only while it is dropped
    commands: Option<Sender<Vec<u8>>>,
    answers: Receiver<Answer>,
    about: About,
    over: Option<TransportError>,
    given_up: bool,
}

/// What the thread that talks to the card says.
enum Answer {
    Ours,
    Begun(About),
    Response(Result<Vec<u8>, TransportError>),
    Failed(TransportError),
}

/// What a transport says of itself.
struct About {
    reader: String,
    atr: Vec<u8>,
    limits: TransportLimits,
}

impl<L: Fn() -> Result<(), TransportError>> BoundedTransport<L> {
    /// Connects to the card on the reader of this exact name and begins the one transaction.
    ///
    /// # Errors
    /// What the limit returns; [`TransportError::CardInUse`] when another program keeps the card
    /// for longer than `patience`; else as [`crate::Service::open`] and [`PcscCard::begin`].
    pub fn open(reader: &str, patience: Duration, limit: L) -> Result<Self, TransportError> {
        let reader = CString::new(reader).map_err(|_| TransportError::NoReader)?;
        let (commands, received) = channel();
        let (sender, answers) = channel();
        std::thread::Builder::new()
            .name("card".into())
            .spawn(move || serve(&reader, &received, &sender))
            .map_err(|_| TransportError::Other { code: 0 })?;
        let mut transport = Self {
            limit,
            commands: Some(commands),
            answers,
            about: About {
                reader: String::new(),
                atr: Vec::new(),
                limits: TransportLimits::SHORT,
            },
            over: None,
            given_up: false,
        };
        transport.begin(patience)?;
        Ok(transport)
    }

    /// Already the connection waits while another program has a transaction.
    fn begin(&mut self, patience: Duration) -> Result<(), TransportError> {
        let since = Instant::now();
        let in_use = || (since.elapsed() >= patience).then_some(TransportError::CardInUse);
        loop {
            match self.wait(in_use)? {
                Answer::Ours => {}
                Answer::Begun(about) => {
                    self.about = about;
                    return Ok(());
                }
                Answer::Failed(error) | Answer::Response(Err(error)) => return Err(error),
                Answer::Response(Ok(_)) => return Err(TransportError::Unresponsive),
            }
        }
    }

    /// The next answer of the thread, unless the limit or `also` has enough.
    fn wait(
        &mut self,
        also: impl Fn() -> Option<TransportError>,
    ) -> Result<Answer, TransportError> {
        loop {
            match self.answers.recv_timeout(SLICE) {
                Ok(answer) => return Ok(answer),
                Err(RecvTimeoutError::Disconnected) => return Err(TransportError::Unresponsive),
                Err(RecvTimeoutError::Timeout) => {}
            }
            if let Err(error) = (self.limit)().and(also().map_or(Ok(()), Err)) {
                self.given_up = true;
                return Err(error);
            }
        }
    }

    fn exchange(&mut self, command: &[u8]) -> Result<Vec<u8>, TransportError> {
        (self.limit)()?;
        let sent = self.commands.as_ref().map(|to| to.send(command.to_vec()));
        if !matches!(sent, Some(Ok(()))) {
            return Err(TransportError::Unresponsive);
        }
        match self.wait(|| None)? {
            Answer::Response(result) => result,
            Answer::Failed(error) => Err(error),
            Answer::Ours | Answer::Begun(_) => Err(TransportError::Unresponsive),
        }
    }
}

/// The thread: connects, begins, exchanges, and resets the card at the end.
fn serve(reader: &CStr, commands: &Receiver<Vec<u8>>, answers: &Sender<Answer>) {
    if let Err(error) = converse(reader, commands, answers) {
        // nobody listens any more where it was given up
        let _ = answers.send(Answer::Failed(error));
    }
}

fn converse(
    reader: &CStr,
    commands: &Receiver<Vec<u8>>,
    answers: &Sender<Answer>,
) -> Result<(), TransportError> {
    let context = Context::establish(Scope::User).map_err(fault)?;
    let mut card = PcscCard::connect(&context, reader)?;
    let unwanted = || answers.send(Answer::Ours).is_err();
    let Some(mut transport) = card.begin_unless(unwanted)? else {
        return Ok(());
    };
    let about = About {
        reader: transport.name().to_owned(),
        atr: transport.atr().to_owned(),
        limits: transport.limits(),
    };
    let mut heard = answers.send(Answer::Begun(about));
    while let (Ok(()), Ok(command)) = (heard, commands.recv()) {
        heard = answers.send(Answer::Response(transport.transmit(&command)));
    }
    Ok(())
}

impl<L: Fn() -> Result<(), TransportError>> Transport for BoundedTransport<L> {
    fn transmit(&mut self, command: &[u8]) -> Result<Vec<u8>, TransportError> {
        if let Some(error) = self.over {
            return Err(error);
        }
        let result = self.exchange(command);
        if let (Err(error), true) = (&result, self.given_up) {
            self.over = Some(*error);
        }
        result
    }

    fn limits(&self) -> TransportLimits {
        self.about.limits
    }

    fn atr(&self) -> &[u8] {
        &self.about.atr
    }

    fn name(&self) -> &str {
        &self.about.reader
    }
}

impl<L> Drop for BoundedTransport<L> {
    fn drop(&mut self) {
        drop(self.commands.take());
        if self.given_up {
            return;
        }
        let end = Instant::now() + ENDING;
        // the thread's side of the channel closes when the card was reset and let go
        while let Ok(_late) = self
            .answers
            .recv_timeout(end.saturating_duration_since(Instant::now()))
        {}
    }
}

impl<L> core::fmt::Debug for BoundedTransport<L> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "BoundedTransport(on {})", self.about.reader)
    }
}
