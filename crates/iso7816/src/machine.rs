//! The shape of every protocol: a machine that is fed responses and asks for commands.

use crate::{CommandApdu, ResponseApdu};

/// What a [`Machine`] wants next.
#[derive(Debug)]
pub enum Poll<T> {
    /// Send this command and poll again with its response.
    Transmit(CommandApdu),
    /// The protocol is finished; do not poll again.
    Done(T),
}

/// A protocol without any input or output of its own (sans-IO).
///
/// The first call passes `None`; every later one passes the response to the command that the
/// call before asked for. Time and randomness are given to the machine when it is made.
pub trait Machine {
    /// What the protocol yields, such as a secured channel.
    type Output;
    /// Why it could not finish.
    type Error;

    /// Takes the last response and says what to do next.
    ///
    /// # Errors
    /// The protocol's own error. A machine that has failed must not be polled again.
    fn poll(&mut self, response: Option<&ResponseApdu>) -> Result<Poll<Self::Output>, Self::Error>;

    /// The name of the step whose command was asked for last, such as
    /// `bac.external_authenticate`; it stands in transcripts and errors.
    fn step(&self) -> &'static str;
}
