//! The recorded exchanges.

use super::common::{field, shared_json};
use serde_json::Value;
use vidimus_access::{Cipher, SecureChannel};
use vidimus_iso7816::{CommandApdu, Machine, Poll, ResponseApdu};

/// The recorded session of a test; `None` without the reference data.
pub(crate) fn session(test: &str) -> Option<Value> {
    let sessions = shared_json("apdu/sessions.json")?;
    let sessions = sessions.as_array().unwrap();
    let found = sessions.iter().find(|session| session["test"] == test);
    Some(found.unwrap_or_else(|| panic!("no session {test}")).clone())
}

/// The recorded inputs of a line, in their order.
pub(crate) fn inputs(session: &Value, line: u64) -> Vec<Vec<u8>> {
    let inputs = session["inputs"].as_array().unwrap().iter();
    let of_line = inputs.filter(|input| input["line"] == line);
    of_line.map(|input| field(input, "hex")).collect()
}

/// The channel of the keys and the counter recorded in these lines.
pub(crate) fn channel(cipher: Cipher, session: &Value, keys: u64, counter: u64) -> SecureChannel {
    let keys = inputs(session, keys);
    SecureChannel::new(cipher, &keys[0], &keys[1], &inputs(session, counter)[0]).unwrap()
}

/// Sends one command over the channel, which must come out as recorded, and opens the answer.
pub(crate) fn exchange(
    mut channel: SecureChannel,
    plain: &CommandApdu,
    recorded: &Value,
) -> (SecureChannel, ResponseApdu) {
    let protected = channel.wrap(plain).unwrap();
    assert_eq!(protected.to_bytes().unwrap(), field(recorded, "c"));
    let response = ResponseApdu::parse(&field(recorded, "r")).unwrap();
    channel.unwrap(plain, &response).unwrap()
}

/// Runs a machine over recorded exchanges; what it yields, and the channel it ran on.
pub(crate) fn run<M: Machine>(
    mut machine: M,
    mut channel: SecureChannel,
    recorded: &[Value],
) -> (M::Output, SecureChannel)
where
    M::Error: core::fmt::Debug,
{
    let mut response = None;
    for exchanged in recorded {
        let Poll::Transmit(command) = machine.poll(response.as_ref()).unwrap() else {
            panic!("done too early")
        };
        let (next, plain) = exchange(channel, &command, exchanged);
        (channel, response) = (next, Some(plain));
    }
    let Poll::Done(output) = machine.poll(response.as_ref()).unwrap() else {
        panic!("not done")
    };
    (output, channel)
}
