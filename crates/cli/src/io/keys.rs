//! The access key: from a file, stdin, the environment, or a person at a terminal.

mod ask;
mod given;
#[cfg(feature = "pcsc")]
mod many;
mod qr;
mod text;

pub use given::{Keys, source_name};
#[cfg(feature = "pcsc")]
pub use many::{Line, Source};

use crate::args::SecretArgs;
use crate::failure::{CommandError, Failure};
use crate::io::files;
use std::path::{Path, PathBuf};
use text::Kind;
use vidimus::access::AccessKey;
use zeroize::Zeroizing;

/// Refuses secrets given as arguments: every program on the machine can see those.
pub fn refuse_arguments(secrets: &SecretArgs) -> Result<(), CommandError> {
    let given = [
        ("mrz", secrets.mrz.is_some()),
        ("can", secrets.can.is_some()),
        ("pin", secrets.pin.is_some()),
        ("puk", secrets.puk.is_some()),
        ("qr", secrets.qr.is_some()),
    ];
    match given.into_iter().find(|(_, given)| *given) {
        Some((option, _)) => Err(CommandError::SecretArgument { option }),
        None => Ok(()),
    }
}

/// Variables of the environment that hold a key.
const VARIABLES: [(&str, Kind); 2] = [("VIDIMUS_MRZ", Kind::Mrz), ("VIDIMUS_CAN", Kind::Can)];

/// Where a key comes from, by name; the path or text; which key it is.
type Given<T> = (&'static str, T, Kind);

/// The one key the caller gave: by an option, else in the environment, else at a terminal. `None`
/// when there is none, which is enough for a chip without access control.
pub fn find(secrets: &SecretArgs) -> Result<Keys, Failure> {
    match given(secrets)? {
        Some(keys) => Ok(keys),
        None => Ok(ask::key()?.map_or_else(Keys::default, Keys::of)),
    }
}

/// The same without a terminal.
fn given(secrets: &SecretArgs) -> Result<Option<Keys>, Failure> {
    if let Some((_, path, kind)) = only(&options(secrets))? {
        let bytes = Zeroizing::new(files::read(path)?);
        return Ok(Some(text::keys(&bytes, *kind, &named(path))?));
    }
    let set: Vec<_> = VARIABLES
        .into_iter()
        .filter_map(|(name, kind)| Some((name, std::env::var_os(name)?, kind)))
        .collect();
    if let Some((name, value, kind)) = only(&set)? {
        let text = Zeroizing::new(value.clone().into_encoded_bytes());
        return Ok(Some(text::keys(&text, *kind, name)?));
    }
    Ok(None)
}

/// The options that name a file with a key.
fn options(secrets: &SecretArgs) -> Vec<Given<&PathBuf>> {
    let all = [
        ("--mrz-file", &secrets.mrz_file, Kind::Mrz),
        ("--can-file", &secrets.can_file, Kind::Can),
        ("--pin-file", &secrets.pin_file, Kind::Pin),
        ("--puk-file", &secrets.puk_file, Kind::Puk),
        ("--qr-file", &secrets.qr_file, Kind::Qr),
    ];
    let given = all.into_iter();
    given
        .filter_map(|(name, path, kind)| Some((name, path.as_ref()?, kind)))
        .collect()
}

/// The only one; two are a mistake, for nothing says which of them opens the chip.
const fn only<T>(given: &[Given<T>]) -> Result<Option<&Given<T>>, CommandError> {
    match given {
        [] => Ok(None),
        [one] => Ok(Some(one)),
        [(first, ..), (second, ..), ..] => Err(CommandError::SeveralKeys { first, second }),
    }
}

fn of_file(path: &Path, kind: Kind) -> Result<AccessKey, Failure> {
    let bytes = Zeroizing::new(files::read(path)?);
    Ok(text::key(&bytes, kind, &named(path))?)
}

/// The path as messages name it.
fn named(path: &Path) -> String {
    if files::is_stdin(path) {
        "stdin".to_owned()
    } else {
        path.display().to_string()
    }
}

/// Whose document a recording will hold: synthetic only where the MRZ says Utopia, the state of
/// Doc 9303's specimens, or the QR code has a number that nobody can have; whoever forges that hides
/// nothing but his own document.
#[cfg(feature = "pcsc")]
pub fn persona(keys: &Keys) -> vidimus::session::transcript::Persona {
    use vidimus::session::transcript::Persona;
    let specimen = keys.mrz.as_ref().is_some_and(|mrz| mrz.issuer() == "UTO");
    let nobody = keys
        .qr
        .as_ref()
        .is_some_and(|qr| qr::is_of_nobody(qr.reveal()));
    if specimen || nobody {
        Persona::Synthetic
    } else {
        Persona::Personal
    }
}

/// The MRZ information of the key in this file, for the software chip.
pub fn mrz_information(path: &Path) -> Result<Zeroizing<Vec<u8>>, Failure> {
    match of_file(path, Kind::Mrz)? {
        AccessKey::Mrz(key) => Ok(Zeroizing::new(key.information().to_vec())),
        _ => Err(CommandError::KeyMalformed { what: named(path) }.into()),
    }
}

/// The card access number in this file, for the software chip.
pub fn card_access_number(path: &Path) -> Result<Zeroizing<String>, Failure> {
    let bytes = Zeroizing::new(files::read(path)?);
    let digits = text::digits(&bytes, Kind::Can, &named(path))?;
    Ok(Zeroizing::new(digits.to_owned()))
}
