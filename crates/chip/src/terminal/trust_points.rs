//! The keys of the CVCA that a chip has, and its date. Both survive a loss of power
//! (Doc 9303-11 §7.1.4.3.1 to §7.1.4.3.5).
//!
//! A chip has no clock: its date is the latest effective date of a certificate that it trusts
//! with it, and only ever moves forward. A link certificate adds a trust point; of three the one
//! with the oldest effective date goes.

use super::Imported;
use crate::keys::TerminalTrust;
use vidimus_iso7816::StatusWord;
use vidimus_lds::cvc::{CvCertificate, CvDate, Role};

/// Most trust points that stay enabled (§7.1.4.3.2).
const MOST: usize = 2;

/// Trust points and date of a chip.
#[derive(Clone, Debug)]
pub(crate) struct TrustPoints {
    /// the newest first
    points: Vec<Imported>,
    today: CvDate,
}

impl TrustPoints {
    /// Those that a chip was personalised with; certificates that do not parse are left out.
    pub(crate) fn new(trust: &TerminalTrust) -> Self {
        let parsed = trust.trust_points.iter().filter_map(|bytes| {
            let certificate = CvCertificate::parse(bytes).ok()?;
            Imported::new(&certificate, None).ok()
        });
        let mut all = Self {
            points: parsed.collect(),
            today: trust.date,
        };
        all.tidy();
        all
    }

    /// The chip's current date.
    pub(crate) const fn today(&self) -> CvDate {
        self.today
    }

    /// The references, the newest first, as EF.CVCA and PACE tell them.
    pub(crate) fn references(&self) -> impl Iterator<Item = &[u8]> {
        self.points.iter().map(|point| point.reference.as_slice())
    }

    /// The trust point of this reference.
    pub(crate) fn get(&self, reference: &[u8]) -> Option<&Imported> {
        self.points
            .iter()
            .find(|point| point.reference == reference)
    }

    /// Verifies a certificate with the issuer's key. A new trust point is kept here; any other
    /// key is returned. The date follows certificates that are trusted with it.
    ///
    /// # Errors
    /// The status word of the refusal; then nothing has changed.
    pub(crate) fn import(
        &mut self,
        issuer: &Imported,
        value: &[u8],
    ) -> Result<Option<Imported>, StatusWord> {
        let imported = issuer.verify(value, self.today)?;
        if self.get(&imported.reference).is_some() {
            return Err(StatusWord::INCORRECT_DATA);
        }
        if imported.accurate {
            self.today = self.today.max(imported.effective);
        }
        if imported.role != Role::Cvca {
            return Ok(Some(imported));
        }
        self.points.push(imported);
        self.tidy();
        Ok(None)
    }

    /// Newest first, and no more than two.
    fn tidy(&mut self) {
        self.points
            .sort_by_key(|point| core::cmp::Reverse(point.effective));
        self.points.truncate(MOST);
    }
}
