//! A command and its response in words, without any secret or personal byte.
//!
//! Data fields are counted, never shown: file contents are personal, authentication data are
//! secret, protected data say nothing. What is shown: header, file identifiers, lengths, status.

use std::fmt::Write as _;
use vidimus_iso7816::{CommandApdu, ResponseApdu};

/// One exchange in words, such as `READ BINARY SFI 1D, Le 231 -> 231 bytes, 9000 success`.
/// Bytes that are no APDU are counted only.
///
/// ```
/// use vidimus_session::describe_masked;
/// let command = [0x00, 0xA4, 0x02, 0x0C, 0x02, 0x01, 0x1C];
/// let text = describe_masked(&command, &[0x90, 0x00]);
/// assert_eq!(text, "SELECT file 011C -> 9000 success");
/// ```
#[must_use]
pub fn describe_masked(command: &[u8], response: &[u8]) -> String {
    let mut line = match CommandApdu::parse(command) {
        Ok(command) => describe_command(&command),
        Err(_) => format!("{} bytes that are no command", command.len()),
    };
    line.push_str(" -> ");
    line.push_str(&match ResponseApdu::parse(response) {
        Ok(response) => describe_response(&response),
        Err(_) => "no answer".to_owned(),
    });
    line
}

/// The command. Under secure messaging (both bits of `0C` in the class) even the identifier in a
/// SELECT is encrypted, so its data are counted like any other.
fn describe_command(command: &CommandApdu) -> String {
    let mut line = name(command);
    let protected = command.cla() & 0x0C == 0x0C;
    if !protected && command.ins() == 0xA4 {
        // the identifier of an application or file is no secret
        line.push(' ');
        for byte in command.data() {
            let _ = write!(line, "{byte:02X}");
        }
    } else if !command.data().is_empty() {
        let _ = write!(line, ", {} bytes", command.data().len());
    }
    if let Some(ne) = command.le() {
        let _ = write!(line, ", Le {ne}");
    }
    line
}

fn describe_response(response: &ResponseApdu) -> String {
    let status = response.status();
    match response.data().len() {
        0 => format!("{status} {}", status.meaning()),
        len => format!("{len} bytes, {status} {}", status.meaning()),
    }
}

/// The name of the instruction and what its parameters say (ISO/IEC 7816-4 table 4).
fn name(command: &CommandApdu) -> String {
    let [cla, ins, p1, p2] = command.header();
    match ins {
        0xA4 if p1 == 4 => "SELECT application".to_owned(),
        0xA4 if p1 == 2 => "SELECT file".to_owned(),
        0xA4 => "SELECT master file".to_owned(),
        0xB0 if p1 & 0x80 != 0 => format!("READ BINARY SFI {:02X} at {p2}", p1 & 0x1F),
        0xB0 => format!("READ BINARY at {}", u16::from_be_bytes([p1, p2])),
        0xB1 => "READ BINARY (odd)".to_owned(),
        0x84 => "GET CHALLENGE".to_owned(),
        0x82 => "EXTERNAL AUTHENTICATE".to_owned(),
        0x88 => "INTERNAL AUTHENTICATE".to_owned(),
        0x86 if cla & 0x10 != 0 => "GENERAL AUTHENTICATE, more to come".to_owned(),
        0x86 => "GENERAL AUTHENTICATE".to_owned(),
        0x22 => match p2 {
            0xA4 => format!("MSE:Set AT ({p1:02X}A4)"),
            0xA6 => format!("MSE:Set KAT ({p1:02X}A6)"),
            0xB6 => format!("MSE:Set DST ({p1:02X}B6)"),
            _ => format!("MSE {p1:02X}{p2:02X}"),
        },
        0x2A => "PSO VERIFY CERTIFICATE".to_owned(),
        0xC0 => "GET RESPONSE".to_owned(),
        _ => format!("{cla:02X} {ins:02X} {p1:02X} {p2:02X}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_and_lengths_are_shown_and_data_are_not() {
        let read = describe_masked(&[0x00, 0xB0, 0x9D, 0, 231], &[0x90, 0x00]);
        assert_eq!(read, "READ BINARY SFI 1D at 0, Le 231 -> 9000 success");
        let select = describe_masked(&[0, 0xA4, 2, 0x0C, 2, 1, 0x1E], &[0x6A, 0x82]);
        assert_eq!(
            select,
            "SELECT file 011E -> 6A82 file or application not found"
        );
        let secret = [0, 0x82, 0, 0, 3, 0xC0, 0xFF, 0xEE, 40];
        let auth = describe_masked(&secret, &[0xC0, 0xFF, 0xEE, 0x90, 0]);
        assert_eq!(
            auth,
            "EXTERNAL AUTHENTICATE, 3 bytes, Le 40 -> 3 bytes, 9000 success"
        );
        let pace = describe_masked(&[0, 0x22, 0xC1, 0xA4, 1, 0], &[0x63, 0xC2]);
        assert!(
            pace.starts_with("MSE:Set AT (C1A4), 1 bytes -> 63C2"),
            "{pace}"
        );
        let nonce = describe_masked(&[0x10, 0x86, 0, 0, 2, 0x7C, 0, 0], &[0x90, 0]);
        assert_eq!(
            nonce,
            "GENERAL AUTHENTICATE, more to come, 2 bytes, Le 256 -> 9000 success"
        );
        assert_eq!(
            describe_masked(&[1], &[]),
            "1 bytes that are no command -> no answer"
        );
    }
}
