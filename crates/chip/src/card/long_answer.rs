//! Answers that are longer than a short response: `61xx` and GET RESPONSE (ISO/IEC 7816-4
//! §5.3.4), which come outside secure messaging.
//!
//! The response is sealed as a whole and cut afterwards, so GET RESPONSE neither counts nor ends
//! the session. A command under secure messaging throws the rest away.

use super::Chip;

/// Data of a short response at most.
const SHORT_RESPONSE: usize = 256;

impl Chip {
    /// The response as it is where it fits, else `61xx`; the rest waits for GET RESPONSE.
    pub(super) fn fit(&mut self, response: Vec<u8>, extended: bool) -> Vec<u8> {
        if extended || response.len() <= SHORT_RESPONSE + 2 {
            return response;
        }
        let status = bytes_waiting(response.len() - 2);
        self.session.waiting = Some(response);
        status.to_vec()
    }

    /// The next part of a response that waits, at most `le` bytes of its data.
    pub(super) fn deliver(&mut self, mut response: Vec<u8>, le: Option<u32>) -> Vec<u8> {
        let wanted = usize::try_from(le.unwrap_or(256)).unwrap_or(usize::MAX);
        let data = response.len().saturating_sub(2);
        if data <= wanted {
            return response;
        }
        let rest = response.split_off(wanted);
        response.extend_from_slice(&bytes_waiting(data - wanted));
        self.session.waiting = Some(rest);
        response
    }
}

/// `61xx`; 256 and more are written `00`.
fn bytes_waiting(count: usize) -> [u8; 2] {
    [0x61, u8::try_from(count).unwrap_or(0)]
}
