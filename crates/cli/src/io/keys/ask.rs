//! Asking the person, where there is one.

use super::text::{self, Kind};
use crate::failure::{CommandError, Failure};
use std::io::IsTerminal;
use vidimus::access::AccessKey;
use zeroize::Zeroizing;

/// Where what is typed comes from, in messages.
const TYPED: &str = "what was typed";

/// Asks for the MRZ or the CAN; `None` where there is nobody, or nothing is typed.
pub fn key() -> Result<Option<AccessKey>, Failure> {
    if !std::io::stdin().is_terminal() || !std::io::stderr().is_terminal() {
        return Ok(None);
    }
    let can = prompt("Card access number, the six digits on the front (hidden; empty: MRZ): ")?;
    if !can.trim().is_empty() {
        return Ok(Some(text::key(can.as_bytes(), Kind::Can, TYPED)?));
    }
    let number = prompt("Document number (hidden; empty for a chip without access control): ")?;
    if number.trim().is_empty() {
        return Ok(None);
    }
    let birth = prompt("Birth date YYMMDD: ")?;
    let expiry = prompt("Expiry date YYMMDD: ")?;
    let lines = Zeroizing::new(format!("{}\n{}\n{}", *number, *birth, *expiry));
    Ok(Some(text::key(lines.as_bytes(), Kind::Mrz, TYPED)?))
}

fn prompt(what: &str) -> Result<Zeroizing<String>, CommandError> {
    rpassword::prompt_password(what)
        .map(Zeroizing::new)
        .map_err(|source| CommandError::Unreadable {
            path: "the terminal".into(),
            source,
        })
}
