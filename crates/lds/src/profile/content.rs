//! What a profile knows about content. Each word names code that is here or in `vidimus-mrz`.

/// How DG13 is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Dg13Decoder {
    /// As [`crate::vn_dg13`] does.
    VietnameseDetails,
}

/// Rules for the machine-readable zone beyond Doc 9303.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MrzRules {
    /// As [`vidimus_mrz::vietnam`] has them: the citizen number in the optional data with a check
    /// digit of its own, which is advice, and the structure of that number, which is advice too.
    VietnameseCitizen,
}

/// What the QR code on the document holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum QrContent {
    /// As [`vidimus_mrz::vietnam::QrCode`] reads it.
    VietnameseCitizen,
}

impl QrContent {
    /// Whether a text is of this kind.
    pub(super) fn recognises(self, text: &str) -> bool {
        match self {
            Self::VietnameseCitizen => vidimus_mrz::vietnam::QrCode::parse(text).is_ok(),
        }
    }
}
