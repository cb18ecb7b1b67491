//! What a terminal shows a chip to read DG3 and DG4: certificates and their key, out of files.

use crate::args::ProofArgs;
use crate::context::Context;
use crate::failure::{Failure, TerminalFault};
use crate::io::files;
use std::path::Path;
use vidimus::Terminal;
use zeroize::Zeroizing;

/// The terminal of `--ta-chain` and `--ta-key`; `None` where neither is given.
pub fn load(proofs: &ProofArgs, context: &Context) -> Result<Option<Terminal>, Failure> {
    let Some(path) = &proofs.ta_key else {
        return Ok(None);
    };
    let chain = proofs.ta_chain.iter();
    let chain = chain
        .map(|path| certificates(path))
        .collect::<Result<Vec<_>, _>>()?;
    let key = Zeroizing::new(files::read(path)?);
    if others_may_read(path) {
        context.output.say(&format!(
            "other users of this machine can read the terminal's key in {}: `chmod 600` it",
            path.display()
        ));
    }
    let path = path.clone();
    let terminal = Terminal::from_files(&chain, &key);
    Ok(Some(
        terminal.map_err(|source| TerminalFault { path, source })?,
    ))
}

/// The bytes of a file that holds certificates and nothing else.
fn certificates(path: &Path) -> Result<Vec<u8>, Failure> {
    let bytes = files::read(path)?;
    match Terminal::certificates_in(&bytes) {
        Ok(_) => Ok(bytes),
        Err(source) => {
            let path = path.to_owned();
            Err(TerminalFault { path, source }.into())
        }
    }
}

#[cfg(unix)]
fn others_may_read(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    let file = path.metadata().ok().filter(std::fs::Metadata::is_file);
    file.is_some_and(|metadata| metadata.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
fn others_may_read(_: &Path) -> bool {
    false
}
