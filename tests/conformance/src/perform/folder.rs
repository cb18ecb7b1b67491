//! Bases `files` and `files-aa`: a folder, given to `verify`.

use crate::scenario::Folder;
use vidimus::FileSet;
use vidimus::chip::personalise::Personalised;
use vidimus::iso7816::Fault;
use vidimus::lds::File;
use vidimus::session::ReadOutcome;

/// The evidence of the folder: the data groups and EF.SOD, without EF.COM.
pub(super) fn evidence(
    document: &Personalised,
    folder: &Folder,
) -> Result<ReadOutcome, Box<dyn Fault>> {
    let mut set = FileSet::new();
    let wanted = |file: &File| match file {
        File::Sod => folder.without.as_deref() != Some("sod"),
        File::Dg(group) => folder.without != Some(format!("dg{}", group.number())),
        _ => false,
    };
    let mut contents: Vec<Vec<u8>> = document
        .files
        .iter()
        .filter(|(file, _)| wanted(file))
        .map(|(_, bytes)| bytes.clone())
        .collect();
    if folder.second_dg2 {
        contents.push(vec![0x75, 0x01, 0x00]);
    }
    if folder.unknown {
        contents.push(b"no chip file at all".to_vec());
    }
    for bytes in contents {
        set.add(bytes)
            .map_err(|error| Box::new(error) as Box<dyn Fault>)?;
    }
    Ok(ReadOutcome {
        evidence: set.into_evidence(),
        error: None,
    })
}
