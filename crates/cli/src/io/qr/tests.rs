//! Codes made by another program's library, turned, scaled and spoilt.

use super::*;
use qrcode::{EcLevel, QrCode};

const CITIZEN: &str =
    "000090000017|000000017|Nguyễn Văn Mẫu|31121990|Nam|Số 1 Đường Thử, Hà Nội|01072021";

/// A code of so many pixels a module, turned by so many degrees in a wide white picture.
fn picture(content: &[u8], module: usize, degrees: f64) -> Picture {
    let code = QrCode::with_error_correction_level(content, EcLevel::M).unwrap();
    let modules = code.width();
    let dark: Vec<bool> = code
        .to_colors()
        .iter()
        .map(|c| c.select(true, false))
        .collect();
    let side = (modules + 8) * module * 3 / 2;
    let (sin, cos) = degrees.to_radians().sin_cos();
    let (center, middle) = (side as f64 / 2.0, (modules * module) as f64 / 2.0);
    let mut pixels = Vec::with_capacity(side * side);
    for y in 0..side {
        for x in 0..side {
            let (dx, dy) = (x as f64 + 0.5 - center, y as f64 + 0.5 - center);
            let (u, v) = (dx * cos + dy * sin + middle, dy * cos - dx * sin + middle);
            let inside = |at: f64| (0.0..(modules * module) as f64).contains(&at);
            let is_dark =
                inside(u) && inside(v) && dark[v as usize / module * modules + u as usize / module];
            pixels.push(if is_dark { 20 } else { 235 });
        }
    }
    Picture {
        width: side as u32,
        height: side as u32,
        samples: Samples::Grey(pixels),
    }
}

fn read(picture: &Picture) -> Result<Vec<Vec<u8>>, PrintedProblem> {
    codes(&picture.to_png().unwrap())
}

#[test]
fn at_every_angle_and_several_scales() {
    for module in [2, 3, 5, 9] {
        for degrees in [0.0, 7.0, 45.0, 90.0, 133.0, 180.0, 300.0] {
            let turned = module < 3 && degrees != 0.0;
            if turned {
                continue; // below what a turned module needs
            }
            let found = read(&picture(CITIZEN.as_bytes(), module, degrees));
            let found = found.unwrap_or_else(|problem| panic!("{module} {degrees}: {problem}"));
            assert_eq!(found, [CITIZEN.as_bytes()], "{module} {degrees}");
        }
    }
}

#[test]
fn bytes_that_are_no_text_come_as_they_are() {
    let seal: Vec<u8> = (0..=255).chain(0..100).collect();
    assert_eq!(read(&picture(&seal, 4, 0.0)).unwrap(), [seal]);
}

#[test]
fn grey_noise_and_a_coloured_picture() {
    let mut noisy = picture(CITIZEN.as_bytes(), 6, 3.0);
    let Samples::Grey(pixels) = &mut noisy.samples else {
        panic!()
    };
    let mut state = 1u32;
    for pixel in pixels.iter_mut() {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        *pixel = pixel
            .saturating_add((state >> 26) as u8)
            .saturating_sub((state >> 27) as u8);
    }
    assert_eq!(read(&noisy).unwrap(), [CITIZEN.as_bytes()]);
    let Samples::Grey(pixels) = &noisy.samples else {
        panic!()
    };
    let rgb = pixels
        .iter()
        .flat_map(|grey| [*grey, grey / 2, 0])
        .collect();
    let coloured = Picture {
        samples: Samples::Rgb(rgb),
        ..noisy
    };
    assert_eq!(read(&coloured).unwrap(), [CITIZEN.as_bytes()]);
}

#[test]
fn two_codes_in_one_picture() {
    let (one, two) = (picture(b"ONE", 5, 0.0), picture(b"TWO", 5, 0.0));
    let (Samples::Grey(top), Samples::Grey(bottom)) = (&one.samples, &two.samples) else {
        panic!()
    };
    let both = Picture {
        width: one.width,
        height: one.height * 2,
        samples: Samples::Grey([&top[..], &bottom[..]].concat()),
    };
    let mut found = read(&both).unwrap();
    found.sort();
    assert_eq!(found, [b"ONE", b"TWO"]);
}

#[test]
fn no_code_and_no_picture() {
    let blank = Picture {
        width: 300,
        height: 200,
        samples: Samples::Grey(vec![255; 60_000]),
    };
    assert!(matches!(read(&blank), Err(PrintedProblem::NoCode)));
    let spoilt = {
        let mut picture = picture(CITIZEN.as_bytes(), 4, 0.0);
        let Samples::Grey(pixels) = &mut picture.samples else {
            panic!()
        };
        let half = pixels.len() / 2;
        pixels[half..].fill(255);
        picture
    };
    assert!(matches!(read(&spoilt), Err(PrintedProblem::NoCode)));
    assert!(matches!(
        codes(b"\x89PNG\r\n\x1a\nrest"),
        Err(PrintedProblem::Picture(_))
    ));
    let whole = picture(b"ONE", 4, 0.0).to_png().unwrap();
    for end in (0..whole.len()).step_by(7) {
        assert!(codes(&whole[..end]).is_err());
    }
}

/// Corner marks side by side: the decoder tries each with each.
#[test]
fn a_picture_of_corner_marks_is_given_up() {
    const MARKS: usize = 80;
    const SIDE: usize = MARKS * 16;
    let mark = |x: usize, y: usize| {
        let ring = 3usize.abs_diff(x).max(3usize.abs_diff(y));
        ring == 3 || ring < 2
    };
    let pixel = |index: usize| {
        let (x, y) = (index % SIDE / 2 % 8, index / SIDE / 2 % 8);
        if x < 7 && y < 7 && mark(x, y) { 0 } else { 255 }
    };
    let picture = Picture {
        width: SIDE as u32,
        height: SIDE as u32,
        samples: Samples::Grey((0..SIDE * SIDE).map(pixel).collect()),
    };
    let png = picture.to_png().unwrap();
    let found = codes_within(Duration::from_millis(500), &png);
    assert!(matches!(found, Err(PrintedProblem::NoCode)));
}
