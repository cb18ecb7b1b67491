//! The document profile that `--profile` names.

use crate::args::ProfileArgs;
use crate::failure::Failure;
use crate::io::files;
use std::path::Path;
use vidimus::lds::profile::{Profile, ProfileChoice, ProfileError};
use vidimus::lds::text::escape_for_terminal;

/// `auto`, a built-in profile, or a TOML file.
pub fn choice(args: &ProfileArgs) -> Result<ProfileChoice, Failure> {
    let name = args.profile.as_str();
    if name == "auto" {
        return Ok(ProfileChoice::Auto);
    }
    if let Some(profile) = Profile::named(name) {
        return Ok(ProfileChoice::named(profile.clone()));
    }
    let path = Path::new(name);
    if !path.exists() {
        let name = escape_for_terminal(name).into_owned();
        return Err(ProfileError::Unknown { name }.into());
    }
    let bytes = files::read(path)?;
    let text = String::from_utf8(bytes).map_err(|error| not_text(&error))?;
    Ok(ProfileChoice::named(Profile::from_toml(&text)?))
}

/// The first byte that is no text, as TOML's own mistakes are told.
fn not_text(error: &std::string::FromUtf8Error) -> ProfileError {
    let whole = error.utf8_error().valid_up_to();
    let before = error.as_bytes().get(..whole).unwrap_or_default();
    let start = before.iter().rposition(|byte| *byte == b'\n');
    ProfileError::Syntax {
        line: before.iter().filter(|byte| **byte == b'\n').count() + 1,
        column: whole - start.map_or(0, |at| at + 1) + 1,
        problem: "a byte that is no UTF-8".to_owned(),
    }
}
