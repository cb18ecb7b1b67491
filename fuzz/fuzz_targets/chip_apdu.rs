//! Any sequence of command APDUs, to a chip with and without access control.
#![no_main]

use libfuzzer_sys::fuzz_target;
use vidimus_chip::{AccessRules, BacKey, Buffers, CardImage, Chip, SeededRandom};
use vidimus_lds::{DataGroup, File};

fuzz_target!(|data: &[u8]| {
    let Some((&mode, mut rest)) = data.split_first() else {
        return;
    };
    let access = match mode & 1 {
        0 => AccessRules::plain(),
        _ => AccessRules::bac(BacKey::from_mrz_information(b"L898902C<369080619406236")),
    };
    let mut files = vec![(File::Com, vec![0x60, 0x00]), (File::Sod, vec![0x77; 300])];
    files.extend(DataGroup::new(1).map(|group| (File::Dg(group), vec![0x61; 40_000])));
    let mut image = CardImage::new(files.into_iter().collect(), access);
    if mode & 2 != 0 {
        image.announce_extended(Buffers {
            command: 20_000,
            response: 20_000,
        });
    }
    let mut chip = Chip::new(image, SeededRandom::new("fuzz"));
    // each command after its length
    while let Some((&length, more)) = rest.split_first() {
        let (command, after) = more.split_at(usize::from(length).min(more.len()));
        assert!(chip.process(command).len() >= 2);
        rest = after;
    }
});
