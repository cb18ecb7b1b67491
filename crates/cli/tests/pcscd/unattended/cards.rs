//! Cards for virtual readers, played by threads of the test itself: made once, put in often.

use crate::common::Document;
use pcsc::{Context, ReaderState, Scope, State};
use std::ffi::CString;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;
use vidimus::chip::vpcd::VpcdCard;
use vidimus::chip::{CardImage, Chip, Fault, SeededRandom};
use vidimus_testkit::port;

/// What is to become of a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// authentic, and left lying
    Good,
    /// a byte of DG1 changed after signing
    Altered,
    /// another document than the key is for
    WrongKey,
    /// answers so many commands, one at least, and then nothing
    Hangs(u32),
    /// pulled out after so many commands, one at least
    Pulled(u32),
}

impl Fate {
    /// The line that it must have: decision and code.
    pub(crate) const fn line(self) -> (Option<&'static str>, Option<&'static str>) {
        match self {
            Self::Good => (Some("accept"), None),
            Self::Altered => (Some("reject"), None),
            Self::WrongKey => (None, Some("access.wrong_key")),
            Self::Hangs(_) => (None, Some("transport.card_timeout")),
            Self::Pulled(_) => (None, Some("transport.card_removed")),
        }
    }
}

/// The documents that cards are made of.
pub(crate) struct Documents {
    good: CardImage,
    other: CardImage,
}

impl Documents {
    pub(crate) fn new() -> Self {
        let mut other = Document::new("bac", &[]);
        other.made.mrz_information = "X0000000108001014391231 3".replace(' ', "");
        Self {
            good: Document::new("bac", &[]).made.image(),
            other: other.made.image(),
        }
    }

    fn chip(&self, fate: Fate) -> Chip {
        let image = match fate {
            Fate::WrongKey => &self.other,
            _ => &self.good,
        };
        let faults = match fate {
            Fate::Altered => vec![Fault::parse("dg-bitflip:dg=1;byte=last").unwrap()],
            _ => Vec::new(),
        };
        let chip = Chip::new(image.clone(), SeededRandom::new("cards of a loop"));
        chip.with_faults(&faults).unwrap()
    }

    /// Puts a card into a reader.
    pub(crate) fn insert(&self, reader: u16, fate: Fate) -> Inserted {
        let (mut chip, out) = (self.chip(fate), Arc::new(AtomicBool::new(false)));
        let stop = Arc::clone(&out);
        let mut card = dial(reader);
        let thread = std::thread::spawn(move || {
            // a reader that goes away takes the connection with it
            let _ = match fate {
                Fate::Pulled(after) => card.serve_then_remove(&mut chip, after),
                Fate::Hangs(after) => card.serve_then_hang(&mut chip, after),
                _ => card.serve(&mut chip, &stop),
            };
            while !stop.load(Ordering::Relaxed) {
                std::thread::sleep(Duration::from_millis(5));
            }
            card.remove();
        });
        Inserted {
            reader,
            out,
            thread: Some(thread),
        }
    }
}

/// The driver listens a little after the service does.
fn dial(reader: u16) -> VpcdCard {
    for _ in 0..200 {
        if let Ok(card) = VpcdCard::insert(("127.0.0.1", port(reader))) {
            return card;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("no virtual reader {reader}");
}

/// A card in a reader; taken out when dropped, as far as the service has noticed.
pub(crate) struct Inserted {
    reader: u16,
    out: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Drop for Inserted {
    fn drop(&mut self) {
        self.out.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
        wait_until(self.reader, false);
    }
}

/// Waits until the service sees a card in the reader, or none; not where the service is gone.
/// The virtual reader's driver may let a card that follows at once pass for the one before.
pub(crate) fn wait_until(reader: u16, present: bool) {
    let name = format!("Virtual PCD 00 0{reader}");
    let name = CString::new(name).unwrap();
    let Ok(context) = Context::establish(Scope::User) else {
        return;
    };
    for _ in 0..1000 {
        let mut states = [ReaderState::new(name.clone(), State::UNAWARE)];
        if context
            .get_status_change(Duration::ZERO, &mut states)
            .is_err()
            || states[0].event_state().contains(State::PRESENT) == present
        {
            return;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    panic!("the service does not notice reader {reader}");
}

/// Seeded numbers, so that a run can be run again.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn below(&mut self, limit: u32) -> u32 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        u32::try_from((self.0 >> 33) % u64::from(limit)).unwrap()
    }
}
