//! `vidimus inspect`: what a file is, its objects and fields with offsets, and what they mean.

mod images;
mod page;
mod values;

use super::Outcome;
use crate::args::InspectArgs;
use crate::context::Context;
use crate::failure::Failure;
use crate::io::files;
use page::Page;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use vidimus::lds::evidence::Application;
use vidimus::lds::tree::{self, Tree};
use vidimus::report::ExitCode;
use vidimus::trust::ldif::is_ldif;
use vidimus::{Kind, TextForm};

/// Runs `vidimus inspect FILE…`; one document or page a file. Unknown input is exit 6.
pub fn run(args: &InspectArgs, context: &Context) -> Outcome {
    let folder = args
        .images
        .as_deref()
        .map(images::Folder::new)
        .transpose()?;
    let codes = args
        .files
        .iter()
        .map(|file| inspect(file, folder.as_ref(), context))
        .collect::<Result<Vec<_>, Failure>>()?;
    Ok(ExitCode::worst_of(codes))
}

fn inspect(path: &Path, folder: Option<&images::Folder>, context: &Context) -> Outcome {
    let reveal = context.global.reveal;
    if let Some((export, length)) = directory(path) {
        let mut values = values::Values::default();
        values::directory(&mut values, export);
        show(
            context,
            &Page::new(path, Kind::Ldif, length, &tree::tree(&[]), &values, reveal),
        );
        return Ok(ExitCode::Accept);
    }
    let given = files::read(path)?;
    let (form, bytes) = match TextForm::unwrap(&given) {
        Some((form, bytes)) => (Some(form), bytes),
        None => (None, given),
    };
    let kind = Kind::of(&bytes);
    let mut values = values::of(kind, &bytes, reveal);
    if let Some(folder) = folder {
        folder.export(path, &bytes, &mut values)?;
    }
    let tree = tree_of(kind, &bytes);
    let page = Page::new(path, kind, bytes.len(), &tree, &values, reveal);
    show(context, &page.out_of(form));
    if kind != Kind::Unknown {
        return Ok(ExitCode::Accept);
    }
    context.output.say(&format!(
        "error: {} is nothing that Vidimus can read",
        path.display()
    ));
    context.output.say(
        "hint: give a chip file, picture, certificate, list, recording, APDU, MRZ or QR text; bytes may be pasted as hexadecimal, base64 or PEM",
    );
    Ok(ExitCode::Malformed)
}

fn show(context: &Context, page: &Page<'_>) {
    context.output.page(|| page.document(), || page.text());
}

fn tree_of(kind: Kind, bytes: &[u8]) -> Tree {
    let text = || core::str::from_utf8(bytes).unwrap_or_default();
    match kind {
        Kind::LicenceFile(file) => tree::tree_in(Application::DrivingLicence, bytes, Some(file)),
        Kind::Seal => tree::tree_of_seal(bytes),
        Kind::Picture(_) => tree::tree_of_picture(bytes),
        Kind::Zone(_) => tree::tree_of_zone(text()),
        Kind::CitizenCode => tree::tree_of_citizen_code(text()),
        Kind::Record(modality, _) => tree::tree_of_record(bytes, modality),
        Kind::Lds2(file) => tree::tree_of_lds2(bytes, file),
        kind if kind.is_tlv() => tree::tree_of(bytes, kind.file()),
        _ => tree::tree(&[]),
    }
}

/// A directory export and its length: it is read as a stream, for it may be larger than any
/// other file. What cannot be read is told by whoever reads it whole.
fn directory(path: &Path) -> Option<(BufReader<File>, usize)> {
    let metadata = path.metadata().ok()?;
    if !metadata.is_file() {
        return None;
    }
    let mut reader = BufReader::with_capacity(1 << 16, File::open(path).ok()?);
    let found = is_ldif(reader.fill_buf().ok()?);
    found.then_some((reader, usize::try_from(metadata.len()).ok()?))
}
