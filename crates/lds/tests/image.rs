//! Pictures: against OpenJPEG where it is installed, and hostile ones.
#![cfg(feature = "image")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

mod common;

use common::{Dice, mutate, shared_bytes};
use vidimus_iso7816::Fault;
use vidimus_lds::dg2::Dg2;
use vidimus_lds::image::{ImageError, PixelLimits, Samples, decode};

fn portrait() -> Option<Vec<u8>> {
    let bytes = shared_bytes("lds/bsi-tr03105-5-refset/DG2.bin")?;
    let dg2 = Dg2::parse(&bytes).unwrap();
    Some(dg2.portrait()?.bytes(&bytes)?.to_vec())
}

#[test]
fn the_portrait_of_the_reference_set_becomes_a_png() {
    let Some(bytes) = portrait() else {
        return;
    };
    let picture = decode(&bytes, &PixelLimits::default()).unwrap();
    assert_eq!((picture.width, picture.height), (413, 531));
    assert!(matches!(&picture.samples, Samples::Rgb(samples) if samples.len() == 413 * 531 * 3));
    let png = picture.to_png().unwrap();
    assert!(png.starts_with(b"\x89PNG\r\n\x1a\n"));
    if let Some(folder) = std::env::var_os("VIDIMUS_KEEP_PNG") {
        std::fs::write(std::path::Path::new(&folder).join("refset.png"), png).unwrap();
    }
}
