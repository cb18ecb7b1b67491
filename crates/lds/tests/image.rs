//! Pictures: against OpenJPEG where it is installed, and hostile ones.
#![cfg(feature = "image")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    missing_docs,
    reason = "tests"
)]

mod common;

use common::{Dice, mutate, shared_bytes};
use vidimus_iso7816::Fault;
use vidimus_lds::dg2::Dg2;
use vidimus_lds::dg4::Dg4;
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

/// A picture as OpenJPEG or libjpeg writes it: PGM, PPM or PAM.
struct Pnm {
    width: usize,
    channels: usize,
    samples: Vec<u8>,
    max: u32,
}

fn read_pnm(bytes: &[u8]) -> Pnm {
    let mut at = 0;
    let mut words = std::iter::from_fn(|| {
        loop {
            while bytes[at].is_ascii_whitespace() {
                at += 1;
            }
            if bytes[at] != b'#' {
                break;
            }
            while bytes[at] != b'\n' {
                at += 1;
            }
        }
        let start = at;
        while !bytes[at].is_ascii_whitespace() {
            at += 1;
        }
        Some(String::from_utf8_lossy(&bytes[start..at]).into_owned())
    });
    let kind = words.next().unwrap();
    let mut pnm = Pnm {
        width: 0,
        channels: 0,
        samples: Vec::new(),
        max: 255,
    };
    if kind == "P7" {
        loop {
            let key = words.next().unwrap();
            if key == "ENDHDR" {
                break;
            }
            let value = words.next().unwrap();
            match key.as_str() {
                "WIDTH" => pnm.width = value.parse().unwrap(),
                "DEPTH" => pnm.channels = value.parse().unwrap(),
                "MAXVAL" => pnm.max = value.parse().unwrap(),
                _ => {}
            }
        }
    } else {
        pnm.channels = if kind == "P6" { 3 } else { 1 };
        pnm.width = words.next().unwrap().parse().unwrap();
        words.next();
        pnm.max = words.next().unwrap().parse().unwrap();
    }
    pnm.samples = bytes[at + 1..].to_vec();
    pnm
}

/// Decodes with another program; `None`, said aloud, where it is not installed.
fn other_decoder(program: &str, arguments: &[&str], output: &std::path::Path) -> Option<Pnm> {
    match std::process::Command::new(program).args(arguments).output() {
        Ok(done) if done.status.success() => {
            let bytes = std::fs::read(output).unwrap();
            std::fs::remove_file(output).unwrap();
            Some(read_pnm(&bytes))
        }
        Ok(done) => panic!("{program}: {}", String::from_utf8_lossy(&done.stderr)),
        Err(_) => {
            eprintln!("SKIPPED(not installed): {program}");
            None
        }
    }
}

fn colours(samples: &Samples) -> (&[u8], usize) {
    match samples {
        Samples::Grey(samples) => (samples, 1),
        Samples::Rgb(samples) => (samples, 3),
        _ => panic!("neither grey nor RGB"),
    }
}

/// How far our samples are from those of OpenJPEG, at most; `None` where it is not installed.
fn distance_from_openjpeg(name: &str, bytes: &[u8]) -> Option<u32> {
    let ours = decode(bytes, &PixelLimits::default()).unwrap();
    let file = std::env::temp_dir().join(format!("vidimus-{}-{name}", std::process::id()));
    let output = file.with_extension("ppm");
    std::fs::write(&file, bytes).unwrap();
    let arguments = ["-i", file.to_str().unwrap(), "-o", output.to_str().unwrap()];
    let theirs = other_decoder("opj_decompress", &arguments, &output);
    std::fs::remove_file(&file).unwrap();
    let theirs = theirs?;
    let (samples, channels) = colours(&ours.samples);
    let width = ours.width as usize;
    // a subsampled component is written as it is by OpenJPEG
    let step = width.div_ceil(theirs.width);
    let distances = samples.iter().enumerate().map(|(at, sample)| {
        let (row, column, channel) = (at / channels / width, at / channels % width, at % channels);
        let place = (row * theirs.width + column / step) * theirs.channels + channel;
        let scaled = (u32::from(theirs.samples[place]) * 255 + theirs.max / 2) / theirs.max;
        scaled.abs_diff(u32::from(*sample))
    });
    distances.max()
}

#[test]
fn jpeg_2000_comes_out_as_from_openjpeg() {
    // without loss nothing may differ, with loss the last bit, which the decoders round each in
    // its way
    for (file, most) in [
        ("silver.jp2", 1),
        ("vdstools_face_image_gen.jp2", 1),
        ("vdstools_face_image_gen_female.jp2", 1),
        ("jp2-openjpeg/basn4a08.jp2", 0),
        ("jp2-openjpeg/basn6a08.jp2", 0),
        ("jp2-openjpeg/p0_02.j2k", 0),
        ("jp2-openjpeg/p0_03.j2k", 0),
        ("jp2-openjpeg/p0_11.j2k", 0),
        ("jp2-openjpeg/p0_12.j2k", 0),
        ("jp2-openjpeg/p0_14.j2k", 0),
    ] {
        let Some(bytes) = shared_bytes(&format!("face/{file}")) else {
            return;
        };
        let name = file.replace('/', "-");
        let Some(worst) = distance_from_openjpeg(&name, &bytes) else {
            return;
        };
        assert!(worst <= most, "{file}: differs by {worst}");
    }
}

#[test]
fn pictures_of_the_specimens_come_out_as_from_openjpeg() {
    let Some(face) = portrait() else { return };
    let Some(dg4) = shared_bytes("lds/bsi-tr03105-5-refset/DG4.bin") else {
        return;
    };
    let irises = Dg4::parse(&dg4).unwrap().irises;
    let irises = irises.iter().map(|iris| iris.bytes(&dg4).unwrap().to_vec());
    let Some(older) = shared_bytes("lds/bsi2008/Datagroup2.bin") else {
        return;
    };
    let older_face = Dg2::read(&older).value.portrait().unwrap().image.clone();
    let drawn = include_bytes!("../../chip/assets/portrait/portrait.jp2").to_vec();
    let faces = [face, older[older_face].to_vec(), drawn];
    for (number, picture) in faces.into_iter().chain(irises).enumerate() {
        let name = format!("specimen-{number}.jp2");
        let Some(worst) = distance_from_openjpeg(&name, &picture) else {
            return;
        };
        assert!(worst <= 1, "{name}: differs by {worst}");
    }
}

#[test]
fn jpeg_comes_out_as_from_libjpeg() {
    let Some(path) = common::shared("mrz/images/passporteye_passport-td3.jpg") else {
        return;
    };
    let bytes = std::fs::read(&path).unwrap();
    let ours = decode(&bytes, &PixelLimits::default()).unwrap();
    let output = std::env::temp_dir().join(format!("vidimus-{}.ppm", std::process::id()));
    let arguments = [
        "-ppm",
        "-outfile",
        output.to_str().unwrap(),
        path.to_str().unwrap(),
    ];
    let Some(theirs) = other_decoder("djpeg", &arguments, &output) else {
        return;
    };
    let (samples, channels) = colours(&ours.samples);
    assert_eq!((ours.width, channels), (1334, 3));
    assert_eq!(samples.len(), theirs.samples.len());
    // decoders round differently, and smooth subsampled colour each in its way
    let sum: u64 = samples
        .iter()
        .zip(&theirs.samples)
        .map(|(ours, theirs)| u64::from(ours.abs_diff(*theirs)))
        .sum();
    assert!(sum / samples.len() as u64 <= 1, "mean difference above 1");
}

/// A JPEG 2000 codestream header for a picture of this size, and nothing after it.
fn codestream(width: u32, height: u32, components: u16) -> Vec<u8> {
    let mut bytes = vec![0xFF, 0x4F, 0xFF, 0x51];
    bytes.extend((38 + 3 * components).to_be_bytes());
    bytes.extend([0, 0]);
    for field in [width, height, 0, 0, width, height, 0, 0] {
        bytes.extend(field.to_be_bytes());
    }
    bytes.extend(components.to_be_bytes());
    bytes.extend([7, 1, 1].repeat(components.into()));
    bytes
}

/// A JPEG that declares this size.
fn jpeg(width: u16, height: u16) -> Vec<u8> {
    let [[w1, w2], [h1, h2]] = [width.to_be_bytes(), height.to_be_bytes()];
    vec![
        0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 0, 0, 0xFF, 0xC0, 0, 17, 8, h1, h2, w1, w2, 3, 1, 0x11, 0, 2,
        0x11, 0, 3, 0x11, 0, 0xFF, 0xD9,
    ]
}

#[test]
fn picture_bombs_are_refused_by_their_headers() {
    let code = |bytes: &[u8]| decode(bytes, &PixelLimits::default()).unwrap_err().code();
    assert_eq!(code(&codestream(1 << 31, 1 << 31, 3)), "image.too_large");
    assert_eq!(code(&codestream(8192, 8192, 3)), "image.too_large");
    assert_eq!(code(&codestream(100, 100, 5)), "image.too_large");
    assert_eq!(code(&jpeg(65_535, 65_535)), "image.too_large");
    assert_eq!(code(&jpeg(100, 100)), "image.undecodable");
    assert_eq!(code(&codestream(100, 100, 3)), "image.undecodable");
    assert_eq!(code(&codestream(0, 100, 3)), "image.undecodable");
    assert_eq!(code(b"GIF89a"), "image.unknown_format");
    // a JP2 whose boxes claim to be small and whose codestream is not
    let mut boxed = b"\0\0\0\x0CjP  \r\n\x87\n\0\0\0\x14ftypjp2 \0\0\0\0jp2 ".to_vec();
    boxed.extend([0, 0, 0, 0]);
    boxed.extend(b"jp2c");
    boxed.extend(codestream(1 << 31, 1 << 31, 3));
    assert_eq!(code(&boxed), "image.too_large");
    assert!(matches!(
        decode(
            &boxed,
            &PixelLimits {
                max_side: u32::MAX,
                max_pixels: 10,
                ..PixelLimits::default()
            }
        ),
        Err(ImageError::TooLarge { .. })
    ));
}

/// A codestream whose coding style cuts a picture of one component this finely.
fn cut(side: u32, style: &[u8]) -> Vec<u8> {
    let mut bytes = codestream(side, side, 1);
    bytes.extend([0xFF, 0x52, 0, u8::try_from(style.len()).unwrap() + 2]);
    bytes.extend(style);
    bytes
}

#[test]
fn fine_cuts_and_palettes_count() {
    use vidimus_lds::picture::PictureHeader;
    let parts = |bytes: &[u8]| PictureHeader::read(bytes).unwrap().parts;
    // code-blocks of 64 by 64 and of 4 by 4, no precincts
    assert_eq!(parts(&cut(4096, &[0, 0, 0, 1, 0, 0, 4, 4, 0, 0])), 4096);
    assert_eq!(parts(&cut(4096, &[0, 0, 0, 1, 0, 0, 0, 0, 0, 0])), 1 << 20);
    // precincts of one pixel, and of two by two at half the resolution
    assert_eq!(
        parts(&cut(4096, &[1, 0, 0, 1, 0, 0, 4, 4, 0, 0, 0x00])),
        1 << 24
    );
    assert_eq!(
        parts(&cut(4096, &[1, 0, 0, 1, 0, 1, 4, 4, 0, 0, 0x11, 0xFF])),
        1 << 20
    );
    // one component that a mapping makes a thousand of
    let mapping = [&[0, 0, 0x0F, 0xA8][..], b"cmap", &[0, 0, 1, 0].repeat(1000)].concat();
    let mut boxed = b"\0\0\0\x0CjP  \r\n\x87\n".to_vec();
    boxed.extend(u32::try_from(mapping.len() + 8).unwrap().to_be_bytes());
    boxed.extend(b"jp2h");
    boxed.extend(mapping);
    boxed.extend(b"\0\0\0\0jp2c");
    boxed.extend(codestream(64, 64, 1));
    assert_eq!(PictureHeader::read(&boxed).unwrap().components, 1000);
    let refused = decode(&boxed, &PixelLimits::default()).unwrap_err();
    assert_eq!(refused.code(), "image.too_large");
}

#[test]
fn changed_pictures_decode_or_say_no() {
    let mut dice = Dice::new(2);
    for file in [
        "face/vdstools_face_image_gen.jp2",
        "face/jp2-openjpeg/p0_12.j2k",
        "face/jp2-openjpeg/p0_14.j2k",
        "face/jp2-openjpeg/basn6a08.jp2",
    ] {
        let Some(bytes) = shared_bytes(file) else {
            return;
        };
        let limits = PixelLimits {
            max_side: 512,
            ..PixelLimits::default()
        };
        for _ in 0..150 {
            let _ = decode(&mutate(&bytes, &mut dice), &limits);
        }
    }
}
