//! From options to a chip.

use crate::args::ChipArgs;
use crate::context::Context;
use crate::failure::{ChipFault, CommandError, Failure};
use crate::io::{files, keys};
use std::path::Path;
use vidimus::Entropy as _;
use vidimus::chip::personalise::Preset;
use vidimus::chip::{AccessRules, BacKey, CardImage, Chip, Fault, NoRandomness};

/// The chip that the options describe.
pub fn chip(args: &ChipArgs, context: &Context) -> Result<Chip, Failure> {
    let (image, chip_faults) = match &args.from {
        Some(folder) => (from_folder(args, folder, context)?, args.fault.clone()),
        None => from_preset(args)?,
    };
    let faults = chip_faults
        .iter()
        .map(|text| Fault::parse(text))
        .collect::<Result<Vec<_>, _>>()?;
    let random = |out: &mut [u8]| {
        vidimus::SystemEntropy
            .fill("chip", out)
            .map_err(|_| NoRandomness)
    };
    Ok(Chip::new(image, random).with_faults(&faults)?)
}

fn from_folder(args: &ChipArgs, folder: &Path, context: &Context) -> Result<CardImage, Failure> {
    let information = args
        .mrz_file
        .as_deref()
        .map(keys::mrz_information)
        .transpose()?;
    // said in the words of this program
    files::list(folder)?;
    let loaded = CardImage::from_dir(folder, information.as_deref().map(Vec::as_slice))?;
    for name in &loaded.left_out {
        context.output.say(&format!("left out: {name}"));
    }
    Ok(loaded.image)
}

/// A preset is personalised anew, with the faults of its files; those of the chip remain.
fn from_preset(args: &ChipArgs) -> Result<(CardImage, Vec<String>), Failure> {
    let (name, mut faults) = preset_name(&args.preset)?;
    faults.extend(args.fault.iter().cloned());
    let preset = Preset::named(&name).ok_or_else(|| CommandError::UnknownName {
        kind: "preset",
        name: name.clone(),
    })?;
    let mut spec = preset.spec().map_err(ChipFault::from)?;
    let mut of_chip = Vec::new();
    for text in faults {
        let fault = Fault::parse(&text)?;
        fault.apply_to(&mut spec).map_err(ChipFault::from)?;
        if !fault.is_of_document() || fault.is_of_both() {
            of_chip.push(text);
        }
    }
    let mut image = spec.personalise().map_err(ChipFault::from)?.image();
    if let Some(path) = &args.mrz_file {
        image.access =
            AccessRules::bac(BacKey::from_mrz_information(&keys::mrz_information(path)?));
    }
    Ok((image, of_chip))
}

/// A name of the list; or a file of `preset = NAME` and `fault = NAME:…` lines.
fn preset_name(preset: &str) -> Result<(String, Vec<String>), Failure> {
    let path = Path::new(preset);
    if Preset::named(preset).is_some() || !path.is_file() {
        return Ok((preset.to_owned(), Vec::new()));
    }
    let text = String::from_utf8_lossy(&files::read(path)?).into_owned();
    let mut name = None;
    let mut faults = Vec::new();
    for line in text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
    {
        match line
            .split_once('=')
            .map(|(key, value)| (key.trim(), value.trim()))
        {
            Some(("preset", value)) => name = Some(value.to_owned()),
            Some(("fault", value)) => faults.push(value.to_owned()),
            _ => {
                let problem = "lines `preset = NAME` and `fault = NAME:KEY=VALUE` expected".into();
                return Err(CommandError::Usage {
                    option: "--preset",
                    problem,
                }
                .into());
            }
        }
    }
    Ok((name.unwrap_or_else(|| "bac".into()), faults))
}
