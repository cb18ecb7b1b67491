//! A card out of a folder of files, opened by what its EF.CardAccess offers.

use super::make::no_pace;
use crate::args::ChipArgs;
use crate::context::Context;
use crate::failure::Failure;
use crate::io::{files, keys};
use std::path::Path;
use vidimus::chip::{CardImage, PaceKey, PacePassword, PaceProtocol, PaceRules};
use vidimus::lds::security_info::{Mapping, SecurityInfos};
use vidimus::lds::{DataGroup, File};
use zeroize::Zeroizing;

/// The card whose files are in the folder. It performs BAC, and PACE where EF.CardAccess offers
/// it (without chip authentication mapping, whose key no file has).
pub fn image(args: &ChipArgs, folder: &Path, context: &Context) -> Result<CardImage, Failure> {
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
    let mut image = loaded.image;
    let protocols = offered(&image);
    if protocols.is_empty() {
        return match args.can_file {
            Some(_) => Err(no_pace().into()),
            None => Ok(image),
        };
    }
    let mut rules = PaceRules::new(protocols);
    if let Some(information) = information.or_else(|| printed(&image)) {
        let key = PaceKey::from_mrz_information(&information);
        rules = rules.with_password(PacePassword::Mrz, key);
    }
    if let Some(path) = &args.can_file {
        let key = PaceKey::from_number(&keys::card_access_number(path)?);
        rules = rules.with_password(PacePassword::Can, key);
    }
    image.access = image.access.with_pace(rules);
    Ok(image)
}

/// The protocols that EF.CardAccess names and the software chip performs.
fn offered(image: &CardImage) -> Vec<PaceProtocol> {
    let file = image.files.get(&File::CardAccess);
    let infos = file.and_then(|file| SecurityInfos::parse_file(file, File::CardAccess).ok());
    let infos = infos.iter().flat_map(SecurityInfos::pace).flatten();
    infos
        .filter(|info| info.mapping != Mapping::ChipAuthentication)
        .filter_map(|info| {
            let (mapping, cipher) = (info.mapping.name(), info.cipher.name().replace('-', ""));
            let name = format!("{mapping}-{cipher}-{}", info.parameter_id?);
            name.to_lowercase().parse().ok()
        })
        .collect()
}

/// The MRZ information of the zone in DG1.
fn printed(image: &CardImage) -> Option<Zeroizing<Vec<u8>>> {
    let dg1 = image.files.get(&File::Dg(DataGroup::DG1))?;
    let dg1 = vidimus::lds::dg1::Dg1::parse(dg1).ok()?;
    let information = dg1.mrz.access_key_information();
    Some(Zeroizing::new(information.as_bytes().to_vec()))
}
