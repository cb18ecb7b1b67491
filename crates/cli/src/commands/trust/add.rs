//! `vidimus trust add`.

use super::document::{self, SourceRow};
use crate::args::TrustAddArgs;
use crate::commands::Outcome;
use crate::context::{Context, user_trust_folder};
use crate::failure::{CommandError, Failure};
use crate::io::{files, write};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use vidimus::iso7816::Fault;
use vidimus::pubkey::HashAlgorithm;
use vidimus::report::{ExitCode, explain};
use vidimus::trust::{Outcome as Finding, Source, TrustError, TrustStoreBuilder};

/// Adds files to the trust folder, one by one; a refused one leaves the others and the folder
/// as they are. Exit 1 when a list is refused, 6 when a file does not decode.
pub fn run(args: &TrustAddArgs, context: &Context) -> Outcome {
    let folder = folder(context)?;
    let mut builder = context.trust_builder()?;
    let mut rows = Vec::new();
    let mut worst = vec![ExitCode::Accept];
    for path in &args.files {
        for file in files::expand(path)? {
            let (row, code) = add(&mut builder, &folder.path, &file)?;
            rows.push(row);
            worst.push(code);
        }
    }
    let store = builder.build();
    context.output.result(
        || document::trust(&rows, &store),
        || {
            let mut text: String = rows.iter().map(|row| row_text(row, context)).collect();
            let place = folder.path.display();
            let _ = writeln!(text, "anchors in {place}: {}", store.len());
            text
        },
    );
    Ok(ExitCode::worst_of(worst))
}

/// Where certificates are kept: the first `--trust` folder, else the user's.
fn folder(context: &Context) -> Result<Folder, Failure> {
    let folder = context
        .global
        .trust
        .first()
        .cloned()
        .or_else(user_trust_folder)
        .ok_or(CommandError::Usage {
            option: "--trust",
            problem: "give the folder to keep certificates in".into(),
        })?;
    if folder.exists() && !folder.is_dir() {
        let problem = format!("{} is not a folder", folder.display());
        return Err(CommandError::Usage {
            option: "--trust",
            problem,
        }
        .into());
    }
    Folder::new(folder)
}

/// The folder to keep files in. One that was made for this and stayed empty goes away again.
struct Folder {
    path: PathBuf,
    made: bool,
}

impl Folder {
    fn new(path: PathBuf) -> Result<Self, Failure> {
        let made = !path.exists();
        match std::fs::create_dir_all(&path) {
            Ok(()) => Ok(Self { path, made }),
            Err(source) => Err(CommandError::Unwritable { path, source }.into()),
        }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if self.made {
            // best effort, and only an empty folder can be removed so
            let _ = std::fs::remove_dir(&self.path);
        }
    }
}

fn add(
    builder: &mut TrustStoreBuilder,
    folder: &Path,
    file: &Path,
) -> Result<(SourceRow, ExitCode), Failure> {
    let bytes = files::read(file)?;
    let name = file.display().to_string();
    let result = builder.add(&bytes, &Source::new(name.clone()));
    let code = result
        .as_ref()
        .map_or_else(refusal_code, |_| ExitCode::Accept);
    if result.is_ok() {
        keep(folder, file, &bytes)?;
    }
    let result = result.map_err(|error| (error.code().to_owned(), error.to_string()));
    Ok((SourceRow { file: name, result }, code))
}

/// 1 where a list is refused for its signature or signer, 6 where a file does not decode.
fn refusal_code(error: &TrustError) -> ExitCode {
    match error {
        TrustError::ListSignature { .. }
        | TrustError::ListSignatureUnchecked { .. }
        | TrustError::ListSigner { .. } => ExitCode::Reject,
        _ => ExitCode::Malformed,
    }
}

/// Keeps a copy under its hash, so that the same file is kept once.
fn keep(folder: &Path, file: &Path, bytes: &[u8]) -> Result<(), CommandError> {
    let digest = HashAlgorithm::Sha256.hash(bytes);
    let hash: String = digest
        .as_ref()
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let prefix = format!("{hash}-");
    let there = files::list(folder)?.iter().any(|path| {
        path.file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with(&prefix))
    });
    if there {
        Ok(())
    } else {
        write::file(&folder.join(prefix + &name), bytes)
    }
}

fn row_text(row: &SourceRow, context: &Context) -> String {
    let import = match &row.result {
        Ok(import) => import,
        Err((code, why)) => {
            let mut text = format!("REFUSED  {}: {why}  [{code}]\n", row.file);
            let remedy = explain(code, context.lang()).map(|entry| entry.remedy);
            if let Some(remedy) = remedy.filter(|remedy| !remedy.is_empty()) {
                let _ = writeln!(text, "         hint: {remedy}");
            }
            return text;
        }
    };
    let mut text = format!("added    {}\n", row.file);
    let _ = writeln!(
        text,
        "         {} certificates, {} taken, {} countries: {}",
        import.certificates,
        import.imported,
        import.countries.len(),
        import
            .countries
            .iter()
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(" ")
    );
    if let Some(signer) = &import.list_signer {
        let _ = writeln!(
            text,
            "         list signature {}: {}",
            import.list_signature.as_str(),
            signer.subject
        );
    }
    if !import.vouched {
        text += "         nobody in the store vouches for it: what it verifies stays undetermined (anchor_unvouched)\n";
    }
    if import.list_signature == Finding::NotSupported && !import.vouched {
        text += "         it carries no signature\n";
    }
    for refused in &import.refused {
        let _ = writeln!(
            text,
            "         left out: entry {}: {}  [{}]",
            refused.index, refused.detail, refused.reason
        );
    }
    text
}
