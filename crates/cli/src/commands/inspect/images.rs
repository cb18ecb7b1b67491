//! `--images DIR`: the pictures of the inspected files, as PNG where one decodes.

use super::values::Values;
use crate::failure::{CommandError, Failure};
use crate::io::files;
use crate::io::write::{Pending, private_folder};
use crate::output::with;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use vidimus::iso7816::Fault;
use vidimus::lds::image::{self, ImageError, PixelLimits};
use vidimus::lds::listing::ListedPicture;
use vidimus::lds::text::escape_for_terminal;

/// Where pictures go.
pub struct Folder(PathBuf);

impl Folder {
    /// The folder (0700), which may be there already.
    pub fn new(folder: &Path) -> Result<Self, CommandError> {
        if !folder.is_dir() {
            private_folder(folder).map_err(|source| CommandError::Unwritable {
                path: folder.to_owned(),
                source,
            })?;
        }
        Ok(Self(folder.to_owned()))
    }

    /// Writes every picture of a file, named after it: decoded to PNG, or as it stands where that
    /// cannot be. A name that is taken is an error, and nothing of this file is written then.
    pub fn export(&self, file: &Path, bytes: &[u8], values: &mut Values) -> Result<(), Failure> {
        let (mut all, mut refused) = (Vec::new(), Vec::new());
        for (place, picture) in values.pictures.iter().enumerate() {
            let Some(raw) = picture.bytes(bytes).filter(|raw| !raw.is_empty()) else {
                continue;
            };
            let decoded = decode(raw, picture);
            if let Err(bomb @ ImageError::TooLarge { .. }) = decoded {
                refused.push(said(None, Some(&bomb)));
                continue;
            }
            let end = match &decoded {
                Ok(_) => "png",
                Err(_) => picture.format.extension(),
            };
            let name = format!("{}-{}.{end}", stem(file), place + 1);
            all.push((
                self.place(&name)?,
                name,
                decoded.map_err(|error| (error, raw)),
            ));
        }
        let mut written = Vec::new();
        for (place, name, picture) in all {
            written.push(said(
                Some(&name),
                picture.as_ref().err().map(|(reason, _)| reason),
            ));
            match picture {
                Ok(png) => place.commit(&png)?,
                Err((_, raw)) => place.commit(raw)?,
            }
        }
        written.extend(refused);
        tell(values, written);
        Ok(())
    }

    fn place(&self, name: &str) -> Result<Pending, CommandError> {
        let path = self.0.join(name);
        if path.symlink_metadata().is_ok() {
            return Err(CommandError::Exists { path });
        }
        Pending::new(&path)
    }
}

fn decode(raw: &[u8], picture: &ListedPicture) -> Result<Vec<u8>, ImageError> {
    let limits = PixelLimits::default();
    image::decode_as(raw, picture.header.as_ref(), &limits)?.to_png()
}

/// What became of a picture.
fn said(name: Option<&str>, reason: Option<&ImageError>) -> Value {
    let mut said = json!({"file": name, "decoded": reason.is_none()});
    if let Some(reason) = reason {
        said = with(said, "code", json!(reason.code()));
        said = with(said, "message", json!(reason.to_string()));
    }
    said
}

/// Says what was written, and why something was not, or left as it is.
fn tell(values: &mut Values, written: Vec<Value>) {
    for one in &written {
        let of = |name: &str| one.get(name).and_then(Value::as_str);
        let line = match (of("file"), of("code"), of("message")) {
            (Some(name), Some(code), Some(message)) => {
                format!("{name}, as it stands: {message} ({code})")
            }
            (None, Some(code), Some(message)) => format!("nothing: {message} ({code})"),
            (name, ..) => name.unwrap_or_default().to_owned(),
        };
        let line = escape_for_terminal(&line);
        values.lines.push(format!("{:24}{line}", "written"));
    }
    if !written.is_empty() {
        values.top_level.push(("written", written.into()));
    }
}

/// The name of the inspected file without its ending.
fn stem(file: &Path) -> String {
    if files::is_stdin(file) {
        return "stdin".to_owned();
    }
    file.file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}
