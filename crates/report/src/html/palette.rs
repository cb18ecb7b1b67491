//! The colours of the page, light and dark, and which of them stand on which.
//!
//! No colour is named anywhere else. Contrast after WCAG 2.2 §1.4.3: text at least 4.5 to 1.

/// A colour's name in the style sheet, and its value in light and in dark surroundings.
pub(super) struct Colour {
    /// name of the custom property, without `--`
    pub(super) name: &'static str,
    /// on light
    pub(super) light: u32,
    /// on dark
    pub(super) dark: u32,
}

const fn colour(name: &'static str, light: u32, dark: u32) -> Colour {
    Colour { name, light, dark }
}

/// Every colour.
pub(super) const PALETTE: [Colour; 19] = [
    colour("page", 0xF3_F4_F6, 0x12_15_19),
    colour("card", 0xFF_FF_FF, 0x1C_20_26),
    colour("ink", 0x17_1A_1F, 0xEE_F1_F5),
    colour("soft", 0x4B_52_5C, 0xB4_BC_C7),
    colour("line", 0xC8_CE_D6, 0x3D_44_4E),
    colour("good", 0x0A_66_37, 0x72_DE_9F),
    colour("good-tint", 0xE3_F4_E9, 0x12_2F_1F),
    colour("good-solid", 0x0A_66_37, 0x0E_69_3B),
    colour("good-on", 0xFF_FF_FF, 0xFF_FF_FF),
    colour("look", 0x74_47_00, 0xFF_D0_75),
    colour("look-tint", 0xFD_F1_D6, 0x37_29_0A),
    colour("look-solid", 0xFF_D2_66, 0xE9_B5_3C),
    colour("look-on", 0x2B_1C_00, 0x2B_1C_00),
    colour("bad", 0xA1_14_1B, 0xFF_A3_9E),
    colour("bad-tint", 0xFD_E8_E8, 0x42_17_19),
    colour("bad-solid", 0xA1_14_1B, 0xA9_1D_24),
    colour("bad-on", 0xFF_FF_FF, 0xFF_FF_FF),
    colour("plain-tint", 0xEB_EE_F2, 0x2A_2F_37),
    colour("bar", 0x1F_5F_A8, 0x7F_B6_F2),
];

/// Each ground with the colours of text that stand on it somewhere.
#[cfg(test)]
pub(super) const ON: [(&str, &[&str]); 9] = [
    ("page", &["ink", "soft", "good", "look", "bad", "bar"]),
    ("card", &["ink", "soft", "good", "look", "bad", "bar"]),
    ("good-tint", &["ink", "soft", "good"]),
    ("look-tint", &["ink", "soft", "look"]),
    ("bad-tint", &["ink", "soft", "bad"]),
    ("plain-tint", &["ink", "soft"]),
    ("good-solid", &["good-on"]),
    ("look-solid", &["look-on"]),
    ("bad-solid", &["bad-on"]),
];

/// The custom properties of one scheme.
pub(super) fn properties(value: impl Fn(&Colour) -> u32) -> String {
    let lines = PALETTE.iter();
    lines
        .map(|colour| format!("--{}:#{:06x};", colour.name, value(colour)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance, WCAG 2.2.
    fn luminance(colour: u32) -> f64 {
        let channel = |shift: u32| {
            let value = f64::from(colour >> shift & 0xFF) / 255.0;
            if value <= 0.04045 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * channel(16) + 0.7152 * channel(8) + 0.0722 * channel(0)
    }

    fn contrast(first: u32, second: u32) -> f64 {
        let (a, b) = (luminance(first), luminance(second));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    fn named(name: &str) -> &'static Colour {
        PALETTE.iter().find(|colour| colour.name == name).unwrap()
    }

    #[test]
    fn contrast_is_that_of_the_guidelines() {
        assert!((contrast(0, 0xFF_FF_FF) - 21.0).abs() < 0.01);
        // the grey that just meets 4.5 on white
        assert!((contrast(0x76_76_76, 0xFF_FF_FF) - 4.54).abs() < 0.01);
    }

    #[test]
    fn every_text_can_be_read_in_both_schemes() {
        for (ground, texts) in ON {
            for text in texts {
                let (ground, text) = (named(ground), named(text));
                for (on, of) in [(ground.light, text.light), (ground.dark, text.dark)] {
                    let ratio = contrast(on, of);
                    let (on, of) = (ground.name, text.name);
                    assert!(ratio >= 4.5, "{of} on {on}: {ratio:.2}");
                }
            }
        }
    }
}
