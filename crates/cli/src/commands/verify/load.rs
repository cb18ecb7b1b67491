//! The files of one document.

use super::inputs::is_evidence;
use crate::failure::{CommandError, Failure};
use crate::io::files;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use vidimus::FileSet;
use vidimus::lds::File;
use vidimus::lds::evidence::Evidence;

/// The files of one document; or what a live read observed, out of the `evidence.json` that it
/// wrote. `say` is told of files that are left out.
pub fn evidence(paths: &[PathBuf], say: &mut dyn FnMut(String)) -> Result<Evidence, Failure> {
    if let [path] = paths
        && is_evidence(path)
    {
        return saved(path);
    }
    let mut set = FileSet::new();
    let mut seen: BTreeMap<File, PathBuf> = BTreeMap::new();
    for path in paths {
        for file in files::expand(path)? {
            add(&mut set, &mut seen, file, say)?;
        }
    }
    if set.is_empty() {
        let path = paths.first().cloned().unwrap_or_default();
        return Err(CommandError::NoChipFile { path }.into());
    }
    Ok(set.into_evidence())
}

/// Evidence of an earlier read. What proved the chip then proves nothing to somebody who only
/// has the file: the library sees to it that it is never live again.
fn saved(path: &Path) -> Result<Evidence, Failure> {
    serde_json::from_slice(&files::read(path)?).map_err(|_| {
        let path = path.to_owned();
        let expected = "evidence of an earlier read";
        CommandError::Unrecognised { path, expected }.into()
    })
}

/// One more file of the document. Two of one kind are refused: which of them was meant?
fn add(
    set: &mut FileSet,
    seen: &mut BTreeMap<File, PathBuf>,
    path: PathBuf,
    say: &mut dyn FnMut(String),
) -> Result<(), Failure> {
    let bytes = files::read(&path)?;
    if let Some(known) = File::identify(&bytes)
        && let Some(first) = seen.get(&known)
    {
        let name = known.name().to_owned();
        return Err(CommandError::DuplicateFile {
            first: first.clone(),
            second: path,
            name,
        }
        .into());
    }
    match set.add(bytes)? {
        Some(known) => {
            seen.insert(known, path);
        }
        None if !made_by_read(&path) => {
            say(format!("left out, no chip file: {}", path.display()));
        }
        None => {}
    }
    Ok(())
}

/// Whether this is one of the two documents that `read --out` writes beside the files.
fn made_by_read(path: &Path) -> bool {
    path.file_name()
        .is_some_and(|name| name == "evidence.json" || name == "report.json")
}
