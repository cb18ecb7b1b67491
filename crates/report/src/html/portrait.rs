//! A portrait as the page carries it: pixels, encoded anew.
//!
//! The card's own bytes never enter the page: whatever a browser's decoder would make of them, it
//! sees a PNG of ours. A picture larger than a screen shows is made smaller, so that no card makes a
//! page of many megabytes.

use vidimus_lds::image::{ImageError, Picture, Samples};
use vidimus_pubkey::pem::encode_base64;

/// Longest side in the page, in pixels.
const MAX_SIDE: u32 = 640;

/// A portrait for a page.
#[derive(Clone)]
pub struct Portrait {
    base64: String,
}

impl core::fmt::Debug for Portrait {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Portrait(<personal>)")
    }
}

impl Portrait {
    /// From decoded pixels.
    ///
    /// # Errors
    /// [`ImageError::Png`], which a picture made by `decode` does not cause.
    pub fn new(picture: &Picture) -> Result<Self, ImageError> {
        let step = picture.width.max(picture.height).div_ceil(MAX_SIDE).max(1);
        let png = if step == 1 {
            picture.to_png()?
        } else {
            shrunk(picture, step).to_png()?
        };
        Ok(Self {
            base64: encode_base64(&png),
        })
    }

    /// The PNG in base64.
    pub(super) fn base64(&self) -> &str {
        &self.base64
    }
}

/// Every square of `step` pixels a side becomes one, their mean.
fn shrunk(picture: &Picture, step: u32) -> Picture {
    let (channels, samples) = match &picture.samples {
        Samples::Rgb(samples) => (3, samples),
        Samples::Grey(samples) => (1, samples),
        _ => return picture.clone(),
    };
    let (width, height) = (picture.width / step, picture.height / step);
    if width == 0 || height == 0 {
        // a line: nothing to see, and nothing to make smaller
        return picture.clone();
    }
    let row = picture.width * channels;
    let mut out = Vec::new();
    for y in 0..height {
        for x in 0..width {
            for channel in 0..channels {
                let corner = y * step * row + x * step * channels + channel;
                out.push(mean(samples, corner, row, channels, step));
            }
        }
    }
    let samples = if channels == 3 {
        Samples::Rgb(out)
    } else {
        Samples::Grey(out)
    };
    Picture {
        width,
        height,
        samples,
    }
}

/// The mean of a square of samples.
fn mean(samples: &[u8], corner: u32, row: u32, channels: u32, step: u32) -> u8 {
    let places = (0..step).flat_map(|y| (0..step).map(move |x| corner + y * row + x * channels));
    let sum: u64 = places
        .filter_map(|place| samples.get(usize::try_from(place).ok()?))
        .map(|sample| u64::from(*sample))
        .sum();
    u8::try_from(sum / (u64::from(step) * u64::from(step))).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_pictures_become_small_ones() {
        let picture = Picture {
            width: 1282,
            height: 1281,
            samples: Samples::Rgb([10, 20, 30].repeat(1282 * 1281)),
        };
        let small = shrunk(&picture, 3);
        assert_eq!((small.width, small.height), (427, 427));
        assert_eq!(small.samples, Samples::Rgb([10, 20, 30].repeat(427 * 427)));
        assert!(Portrait::new(&picture).unwrap().base64().len() < 100_000);
        let checks: Vec<u8> = (0..4).flat_map(|_| [0, 100, 0, 100]).collect();
        let grey = Picture {
            width: 4,
            height: 4,
            samples: Samples::Grey(checks),
        };
        assert_eq!(shrunk(&grey, 2).samples, Samples::Grey(vec![50; 4]));
    }
}
