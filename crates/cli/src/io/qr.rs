//! QR codes in a picture (ISO/IEC 18004).
//!
//! The picture is turned to grey inside a white edge and looked at in several sizes, for a code may be
//! too coarse in its noise at full size; every code found in any of them counts, once. The work is
//! bounded: pixels of the picture by [`PixelLimits`], of all sizes together by [`WORK`]. The
//! decoder is other people's code and sees hostile pictures: a panic in it counts as no code, and a
//! picture that keeps it busy for longer than [`PATIENCE`] has none: it tries every three corner marks
//! with each other, and a small picture has room for thousands.

use crate::failure::PrintedProblem;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;
use vidimus::lds::image::{Picture, PixelLimits, Samples, decode};

/// Most pixels looked at, over all sizes.
const WORK: usize = 40_000_000;
/// Most codes taken.
const MAX_CODES: usize = 16;
/// How long a picture is looked at; a good one of twelve million pixels takes a few seconds.
const PATIENCE: Duration = Duration::from_secs(60);
/// Pixels of white around the picture.
const EDGE: usize = 16;
/// Each size is the picture's divided by this; 0 stands for twice the size.
const DIVISORS: [usize; 5] = [1, 2, 3, 4, 0];
/// Only pictures of at most so many pixels are looked at in twice their size.
const SMALL: usize = 500_000;

/// Grey pixels, row by row.
struct Grey {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
}

/// The content of every code in a picture, in the order they were found.
pub fn codes(picture: &[u8]) -> Result<Vec<Vec<u8>>, PrintedProblem> {
    codes_within(PATIENCE, picture)
}

/// The same, or no code after so long: of the codes found until then nobody knows whether they are all.
/// The search cannot be stopped; it ends with the process, which this error ends.
fn codes_within(patience: Duration, picture: &[u8]) -> Result<Vec<Vec<u8>>, PrintedProblem> {
    let picture = decode(picture, &PixelLimits::default()).map_err(PrintedProblem::Picture)?;
    let (sender, receiver) = channel();
    thread::spawn(move || {
        // nobody listens any more after the time
        let _ = sender.send(search(&Grey::of(&picture)));
    });
    let found = receiver.recv_timeout(patience).unwrap_or_default();
    if found.is_empty() {
        return Err(PrintedProblem::NoCode);
    }
    Ok(found)
}

/// The codes in every size.
fn search(grey: &Grey) -> Vec<Vec<u8>> {
    let mut work = 0;
    let mut found: Vec<Vec<u8>> = Vec::new();
    for divisor in DIVISORS {
        let Some((width, height)) = grey.size(divisor) else {
            continue;
        };
        work += width * height;
        if work > WORK {
            break;
        }
        for code in look(grey, divisor, width, height) {
            if !found.contains(&code) && found.len() < MAX_CODES {
                found.push(code);
            }
        }
    }
    found
}

/// The codes in one size.
fn look(grey: &Grey, divisor: usize, width: usize, height: usize) -> Vec<Vec<u8>> {
    let read = || {
        let at = |x: usize, y: usize| grey.pixel(divisor, x, y);
        let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, height, at);
        let grids = image.detect_grids();
        let contents = grids.iter().take(MAX_CODES).filter_map(|grid| {
            let mut content = Vec::new();
            grid.decode_to(&mut content).ok()?;
            Some(content)
        });
        contents.collect()
    };
    // nothing of ours is changed in there, so nothing can be left half-changed
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_default()
}

impl Grey {
    fn of(picture: &Picture) -> Self {
        let pixels = match &picture.samples {
            Samples::Grey(pixels) => pixels.clone(),
            Samples::Rgb(samples) => samples.chunks_exact(3).map(luminance).collect(),
            _ => Vec::new(),
        };
        let side = |side: u32| usize::try_from(side).unwrap_or_default();
        Self {
            width: side(picture.width),
            height: side(picture.height),
            pixels,
        }
    }

    /// Width and height of a size, white edge included; `None` where it makes no sense.
    fn size(&self, divisor: usize) -> Option<(usize, usize)> {
        let side = |side: usize| match divisor {
            0 => side * 2,
            _ => side / divisor,
        };
        let (width, height) = (side(self.width), side(self.height));
        let fits = match divisor {
            0 => self.width * self.height <= SMALL,
            1 => true,
            // the smallest code has 21 modules
            _ => width.min(height) >= 42,
        };
        fits.then_some((width + 2 * EDGE, height + 2 * EDGE))
    }

    /// The mean of the pixels that one pixel of this size stands for.
    fn pixel(&self, divisor: usize, x: usize, y: usize) -> u8 {
        const WHITE: u8 = 255;
        let (Some(x), Some(y)) = (x.checked_sub(EDGE), y.checked_sub(EDGE)) else {
            return WHITE;
        };
        let (left, top, step) = match divisor {
            0 => (x / 2, y / 2, 1),
            _ => (x * divisor, y * divisor, divisor),
        };
        if left + step > self.width || top + step > self.height {
            return WHITE;
        }
        let rows = (top..top + step).filter_map(|row| {
            let start = row * self.width + left;
            self.pixels.get(start..start + step)
        });
        let (sum, count) = rows.flatten().fold((0u32, 0u32), |(sum, count), pixel| {
            (sum + u32::from(*pixel), count + 1)
        });
        let mean = sum.checked_div(count).unwrap_or(WHITE.into());
        u8::try_from(mean).unwrap_or(WHITE)
    }
}

/// Rec. 601 luma.
fn luminance(pixel: &[u8]) -> u8 {
    let weights = [299, 587, 114];
    let sum: u32 = pixel
        .iter()
        .zip(weights)
        .map(|(sample, weight)| u32::from(*sample) * weight)
        .sum();
    u8::try_from(sum / 1000).unwrap_or(u8::MAX)
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "tests; the numbers are small"
)]
mod tests;
