//! The trust folder that `add` and `remove` change.

use crate::context::{Context, user_trust_folder};
use crate::failure::{CommandError, Failure};
use vidimus::trust::TrustStore;
use vidimus::{TrustFolder, TrustFolderError};

/// The folder that is kept: the first `--trust`, else the user's.
pub fn folder(context: &Context) -> Result<TrustFolder, Failure> {
    let given = context.global.trust.first().cloned();
    let path = given
        .or_else(user_trust_folder)
        .ok_or(CommandError::Usage {
            option: "--trust",
            problem: "give the folder to keep certificates in".into(),
        })?;
    let there = path.ancestors().find(|ancestor| ancestor.exists());
    if there.is_some_and(|ancestor| ancestor != path && !ancestor.is_dir()) {
        let source = std::io::ErrorKind::NotADirectory.into();
        return Err(CommandError::Unwritable { path, source }.into());
    }
    if path.exists() && !path.is_dir() {
        let problem = format!("{} is not a folder", path.display());
        return Err(CommandError::Usage {
            option: "--trust",
            problem,
        }
        .into());
    }
    Ok(TrustFolder::open(path))
}

/// The folder's faults with files, told as those of the command are.
pub fn fault(error: TrustFolderError) -> Failure {
    match error {
        TrustFolderError::Unreadable { path, source } => {
            CommandError::Unreadable { path, source }.into()
        }
        TrustFolderError::Unwritable { path, source } => {
            CommandError::Unwritable { path, source }.into()
        }
        TrustFolderError::TooLarge { path, limit } => CommandError::TooLarge { path, limit }.into(),
        error => error.into(),
    }
}

/// The store as it is now, after every change; what is no longer taken is told.
pub fn built(folder: &mut TrustFolder, context: &Context) -> Result<TrustStore, Failure> {
    for (name, error) in folder.left_out().map_err(fault)? {
        let text = format!("not trusted, left out: {name}: {error}");
        context.output.say(&text);
    }
    Ok(folder.builder().map_err(fault)?.clone().build())
}
