//! From options to a chip.

use super::folder;
use crate::args::ChipArgs;
use crate::context::Context;
use crate::failure::{ChipFault, CommandError, Failure};
use crate::io::{files, keys};
use std::path::Path;
use vidimus::Entropy as _;
use vidimus::chip::personalise::{Access, CardSpec, Personalised, Preset, PresetFile};
use vidimus::chip::{Chip, Fault, NoRandomness};

/// The chip that the options describe.
pub fn chip(args: &ChipArgs, context: &Context) -> Result<Chip, Failure> {
    let (image, faults) = match &args.from {
        Some(folder) => (
            folder::image(args, folder, context)?,
            faults_of_option(args)?,
        ),
        None => {
            let made = document(args)?;
            (made.document.image(), made.of_chip)
        }
    };
    let random = |out: &mut [u8]| {
        vidimus::SystemEntropy
            .fill("chip", out)
            .map_err(|_| NoRandomness)
    };
    Ok(Chip::new(image, random).with_faults(&faults)?)
}

fn faults_of_option(args: &ChipArgs) -> Result<Vec<Fault>, Failure> {
    let faults = args.fault.iter().map(|text| Fault::parse(text));
    Ok(faults.collect::<Result<_, _>>()?)
}

/// A preset that was personalised, and the faults that are the chip's own.
pub struct Made {
    /// files, keys, what a terminal needs
    pub document: Personalised,
    /// faults yet to be put into the chip
    pub of_chip: Vec<Fault>,
}

/// A preset is personalised anew, with the faults of its files; those of the chip remain.
pub fn document(args: &ChipArgs) -> Result<Made, Failure> {
    let PresetFile {
        mut spec,
        mut faults,
    } = preset(&args.preset)?;
    faults.extend(faults_of_option(args)?);
    set_keys(&mut spec, args)?;
    let mut of_chip = Vec::new();
    for fault in faults {
        fault.apply_to(&mut spec).map_err(ChipFault::from)?;
        if !fault.is_of_document() || fault.is_of_both() {
            of_chip.push(fault);
        }
    }
    let document = spec.personalise().map_err(ChipFault::from)?;
    Ok(Made { document, of_chip })
}

/// A name of the list, or one made of its parts; else a file.
fn preset(name: &str) -> Result<PresetFile, Failure> {
    let reason = match Preset::find(name) {
        Ok(preset) => {
            let spec = preset.spec().map_err(ChipFault::from)?;
            let faults = Vec::new();
            return Ok(PresetFile { spec, faults });
        }
        Err(reason) => reason,
    };
    let path = Path::new(name);
    if path.is_file() {
        let text = files::read(path)?;
        let described = PresetFile::parse(&String::from_utf8_lossy(&text));
        return Ok(described.map_err(ChipFault::from)?);
    }
    if name.starts_with("pace-") {
        return Err(ChipFault::from(reason).into());
    }
    Err(CommandError::UnknownName {
        kind: "preset",
        name: name.into(),
    }
    .into())
}

/// Other keys than the preset's own open the card.
fn set_keys(spec: &mut CardSpec, args: &ChipArgs) -> Result<(), Failure> {
    if let Some(path) = &args.mrz_file {
        let information = keys::mrz_information(path)?;
        spec.mrz_information = String::from_utf8_lossy(&information).into_owned();
        if spec.pace.is_none() {
            spec.access = Access::Bac;
        }
    }
    if let Some(path) = &args.can_file {
        let number = keys::card_access_number(path)?;
        let pace = spec.pace.as_mut().ok_or_else(no_pace)?;
        pace.can = Some(number.as_str().to_owned());
    }
    Ok(())
}

/// A CAN for a card that has no use for it.
pub fn no_pace() -> CommandError {
    let problem = "this card does not perform PACE, so no card access number opens it";
    CommandError::Usage {
        option: "--can-file",
        problem: problem.into(),
    }
}
