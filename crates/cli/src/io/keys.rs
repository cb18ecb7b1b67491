//! The access key: from a file, stdin, the environment, or a person at a terminal.

use crate::args::SecretArgs;
use crate::failure::{CommandError, Failure};
use crate::io::files;
use std::io::IsTerminal;
use vidimus::access::{AccessKey, MrzKey};
use vidimus::mrz::Mrz;
use zeroize::Zeroizing;

/// Refuses secrets given as arguments: every program on the machine can see those.
pub fn refuse_arguments(secrets: &SecretArgs) -> Result<(), CommandError> {
    let given = [
        ("mrz", secrets.mrz.is_some()),
        ("can", secrets.can.is_some()),
        ("pin", secrets.pin.is_some()),
        ("puk", secrets.puk.is_some()),
    ];
    match given.into_iter().find(|(_, given)| *given) {
        Some((option, _)) => Err(CommandError::SecretArgument { option }),
        None => Ok(()),
    }
}

/// The key the caller gave; `None` when there is none, which is enough for a chip without access
/// control.
pub fn find(secrets: &SecretArgs) -> Result<Option<AccessKey>, Failure> {
    if secrets.can_file.is_some() {
        return Err(CommandError::PasswordUnsupported { what: "CAN" }.into());
    }
    if let Some(path) = &secrets.mrz_file {
        let text = Zeroizing::new(files::read(path)?);
        return key_from_text(&text, &path.display().to_string()).map(Some);
    }
    if let Some(text) = std::env::var_os("VIDIMUS_MRZ") {
        let text = Zeroizing::new(text.into_encoded_bytes());
        return key_from_text(&text, "VIDIMUS_MRZ").map(Some);
    }
    if std::env::var_os("VIDIMUS_CAN").is_some() {
        return Err(CommandError::PasswordUnsupported { what: "CAN" }.into());
    }
    ask()
}

/// Asks the person, where there is one.
fn ask() -> Result<Option<AccessKey>, Failure> {
    if !std::io::stdin().is_terminal() || !std::io::stderr().is_terminal() {
        return Ok(None);
    }
    let prompt = |what: &str| {
        rpassword::prompt_password(what)
            .map(Zeroizing::new)
            .map_err(|source| CommandError::Unreadable {
                path: "the terminal".into(),
                source,
            })
    };
    let number = prompt("Document number (hidden; empty for a chip without access control): ")?;
    if number.trim().is_empty() {
        return Ok(None);
    }
    let birth = prompt("Birth date YYMMDD: ")?;
    let expiry = prompt("Expiry date YYMMDD: ")?;
    let text = Zeroizing::new(format!("{}\n{}\n{}", *number, *birth, *expiry));
    key_from_text(text.as_bytes(), "what was typed").map(Some)
}

/// Reads an MRZ as printed, or document number, birth date and expiry date on three lines.
fn key_from_text(bytes: &[u8], source: &str) -> Result<AccessKey, Failure> {
    let malformed = || CommandError::KeyMalformed {
        what: source.to_owned(),
    };
    let text = std::str::from_utf8(bytes).map_err(|_| malformed())?.trim();
    if let Ok(mrz) = Mrz::parse(text) {
        let key =
            MrzKey::from_mrz(mrz.access_key_information().as_bytes()).map_err(|_| malformed())?;
        return Ok(AccessKey::Mrz(key));
    }
    let lines: Vec<&str> = text.split_whitespace().collect();
    match lines.as_slice() {
        [number, birth, expiry] => {
            let key = MrzKey::from_fields(number, birth, expiry).map_err(|_| malformed())?;
            Ok(AccessKey::Mrz(key))
        }
        _ => Err(malformed().into()),
    }
}

/// Whose document a recording will hold: synthetic only where the MRZ says Utopia, the state of
/// Doc 9303's specimens; whoever forges that hides nothing but his own document.
#[cfg(feature = "pcsc")]
pub fn persona(secrets: &SecretArgs) -> vidimus::session::transcript::Persona {
    use vidimus::session::transcript::Persona;
    let specimen = secrets
        .mrz_file
        .as_deref()
        .filter(|path| !files::is_stdin(path))
        .and_then(|path| files::read(path).ok())
        .map(Zeroizing::new)
        .and_then(|bytes| Mrz::parse_bytes(&bytes).ok())
        .is_some_and(|mrz| mrz.issuer() == "UTO");
    if specimen {
        Persona::Synthetic
    } else {
        Persona::Personal
    }
}

/// The MRZ information of the key in this file, for the software chip.
pub fn mrz_information(path: &std::path::Path) -> Result<Zeroizing<Vec<u8>>, Failure> {
    let text = Zeroizing::new(files::read(path)?);
    match key_from_text(&text, &path.display().to_string())? {
        AccessKey::Mrz(key) => Ok(Zeroizing::new(key.information().to_vec())),
        _ => Err(CommandError::KeyMalformed {
            what: path.display().to_string(),
        }
        .into()),
    }
}
