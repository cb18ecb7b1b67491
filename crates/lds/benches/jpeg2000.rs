//! JPEG 2000 decoded to pixels. `tools/bench` has OpenJPEG decode the same files beside it.
#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    missing_docs,
    reason = "benchmarks"
)]

use divan::{Bencher, black_box};
use vidimus_lds::image::{PixelLimits, decode};

/// The files, from the checkout; those of the shared test data are left out where these are absent.
const FILES: [&str; 5] = [
    "crates/chip/assets/portrait/portrait.jp2",
    "../shared/testdata/face/silver.jp2",
    "../shared/testdata/face/vdstools_face_image_gen.jp2",
    "../shared/testdata/face/vdstools_face_image_gen_female.jp2",
    "../shared/testdata/face/jp2-openjpeg/p0_12.j2k",
];

fn main() {
    divan::main();
}

#[divan::bench(args = FILES)]
fn decode_only(bencher: Bencher<'_, '_>, file: &str) {
    let root = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
    let Ok(bytes) = std::fs::read(root.join(file)) else {
        eprintln!("SKIPPED(shared data absent): {file}");
        return;
    };
    bencher.bench(|| {
        decode(black_box(&bytes), &PixelLimits::default())
            .unwrap()
            .width
    });
}
