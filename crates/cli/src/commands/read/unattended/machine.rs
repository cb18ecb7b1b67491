//! What an unattended read does next, decided from what happened: readers seen, a key line, the
//! end of a read, a signal, time that passed. Nothing is done here, so that every order of events
//! can be tried in a test.

use std::collections::VecDeque;
use std::time::Duration;
use vidimus::iso7816::TransportError;
use vidimus::pcsc::presence::{Presence, Slot, Visit};
use vidimus::report::ExitCode;

/// The first pause before the service is tried again; each further one is twice as long.
const FIRST_PAUSE: Duration = Duration::from_millis(250);
/// The longest of those pauses.
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// The state of the loop. `K` is a key; `B` says what is wrong with a line that holds none.
#[derive(Debug)]
pub struct Machine<K, B> {
    keys: Keys<K>,
    /// how long a key waits for its card
    patience: Duration,
    presence: Presence,
    link: Link,
    /// lines about cards and keys that no read is about
    told: VecDeque<Told<B>>,
    number: u64,
    worst: ExitCode,
    ending: Option<Ending>,
}

#[derive(Debug)]
enum Keys<K> {
    /// one key, or none, for every card
    Standing,
    /// a key a line
    Lines {
        /// the key whose card is to come, and when it came itself
        waits: Option<(K, Duration)>,
        /// whether no more lines come
        over: bool,
    },
}

/// Whether the service is there.
#[derive(Debug, Default)]
struct Link {
    up: bool,
    /// whether it has shown its readers since it is up
    seen: bool,
    /// how often it was not reached, or lost again at once
    failures: u32,
}

/// Why the loop ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// SIGINT or SIGTERM
    Signal,
    /// nobody takes the lines any more
    Deaf,
}

/// What happened.
#[derive(Debug)]
pub enum Event<K, B> {
    /// the service answers
    Connected,
    /// the service is away
    Lost,
    /// how the readers are
    Seen(Vec<Slot>),
    /// a line of the key stream: a key, or what is wrong with it
    Key(Result<K, B>),
    /// the key stream has ended
    KeysOver,
    /// a read that was begun ended with this
    Done(ExitCode),
    /// the loop is to end
    End(Ending),
}

/// What to do.
#[derive(Debug, PartialEq, Eq)]
pub enum Action<B> {
    /// connect to the service after a pause
    Connect {
        /// the pause
        after: Duration,
    },
    /// look at the readers
    Look,
    /// open this card; [`Machine::begin`] then says whether to go on
    Open(Visit),
    /// write a line
    Tell {
        /// its number
        number: u64,
        /// what about
        told: Told<B>,
    },
    /// end with this code
    End(ExitCode),
}

/// A line that no read is about.
#[derive(Debug, PartialEq, Eq)]
pub enum Told<B> {
    /// a card left before its turn came
    Left {
        /// the reader's name
        reader: String,
        /// why, as far as is known
        error: TransportError,
    },
    /// no card came for a key
    KeyUnused,
    /// a line holds no key
    KeyBad(B),
}

impl<B> Told<B> {
    /// What it adds to the exit code of the whole.
    const fn code(&self) -> ExitCode {
        match self {
            Self::Left { .. } | Self::KeyUnused => ExitCode::Transport,
            Self::KeyBad(_) => ExitCode::Malformed,
        }
    }
}

/// A card that is to be read now.
#[derive(Debug, PartialEq, Eq)]
pub struct Begun<K> {
    /// the number of its line
    pub number: u64,
    /// its own key; `None` where all have the same
    pub key: Option<K>,
}

impl<K, B> Machine<K, B> {
    /// A loop with one key for all cards, or with `lines` a key a line, which waits for its card
    /// as long as `patience`.
    pub fn new(lines: bool, patience: Duration) -> Self {
        let keys = if lines {
            Keys::Lines {
                waits: None,
                over: false,
            }
        } else {
            Keys::Standing
        };
        Self {
            keys,
            patience,
            presence: Presence::new(),
            link: Link::default(),
            told: VecDeque::new(),
            number: 0,
            worst: ExitCode::Accept,
            ending: None,
        }
    }

    /// Takes in what happened, `now` after the start.
    pub fn on(&mut self, event: Event<K, B>, now: Duration) {
        match event {
            Event::Connected => self.link.up = true,
            Event::Lost => self.lost(),
            Event::Seen(slots) => self.seen(&slots),
            Event::Key(Ok(key)) => self.key(key, now),
            Event::Key(Err(bad)) => self.told.push_back(Told::KeyBad(bad)),
            Event::KeysOver => {
                if let Keys::Lines { over, .. } = &mut self.keys {
                    *over = true;
                }
            }
            Event::Done(code) => self.note(code),
            Event::End(ending) => self.ending = self.ending.or(Some(ending)),
        }
    }

    /// What to do next, `now` after the start.
    pub fn next(&mut self, now: Duration) -> Action<B> {
        if self.ending == Some(Ending::Deaf) {
            return Action::End(self.worst);
        }
        self.expire(now);
        if let Some(told) = self.told.pop_front() {
            self.note(told.code());
            let number = self.count();
            return Action::Tell { number, told };
        }
        if self.ending == Some(Ending::Signal) {
            return Action::End(ExitCode::Interrupted);
        }
        if matches!(
            &self.keys,
            Keys::Lines {
                waits: None,
                over: true
            }
        ) {
            return Action::End(self.worst);
        }
        if !self.link.up {
            let after = pause(self.link.failures);
            return Action::Connect { after };
        }
        match self.presence.waiting().filter(|_| self.has_key()) {
            Some(visit) => Action::Open(visit),
            None => Action::Look,
        }
    }

    /// Begins to read a card that [`Action::Open`] named: takes its number and its key. `None`
    /// when it is no longer the card that lies there.
    pub fn begin(&mut self, visit: &Visit) -> Option<Begun<K>> {
        if !self.presence.still(visit) || !self.has_key() {
            return None;
        }
        self.presence.serve(visit);
        let key = match &mut self.keys {
            Keys::Standing => None,
            Keys::Lines { waits, .. } => waits.take().map(|(key, _)| key),
        };
        let number = self.count();
        Some(Begun { number, key })
    }

    /// Whether a further line of the key stream is to be fetched.
    pub fn wants_key(&self) -> bool {
        matches!(
            &self.keys,
            Keys::Lines {
                waits: None,
                over: false
            }
        ) && self.told.is_empty()
    }

    /// Whether a card lies there for which a key is awaited.
    pub fn waits_for_key(&self) -> bool {
        !self.has_key() && self.presence.waiting().is_some()
    }

    const fn has_key(&self) -> bool {
        match &self.keys {
            Keys::Standing => true,
            Keys::Lines { waits, .. } => waits.is_some(),
        }
    }

    fn key(&mut self, key: K, now: Duration) {
        if let Keys::Lines { waits, .. } = &mut self.keys {
            *waits = Some((key, now));
        }
    }

    /// A key that nobody came for must not open the next person's card: it would not, and that
    /// person would be told so.
    fn expire(&mut self, now: Duration) {
        let card_waits = self.presence.waiting().is_some();
        if let Keys::Lines { waits, .. } = &mut self.keys
            && !card_waits
            && let Some((_, since)) = waits
            && now.saturating_sub(*since) >= self.patience
        {
            *waits = None;
            self.told.push_back(Told::KeyUnused);
        }
    }

    fn seen(&mut self, slots: &[Slot]) {
        self.link = Link {
            up: true,
            seen: true,
            failures: 0,
        };
        for reader in self.presence.see(slots) {
            let there = slots.iter().any(|slot| slot.reader == reader);
            let error = if there {
                TransportError::CardRemoved
            } else {
                TransportError::ReaderGone
            };
            self.left(reader, error);
        }
    }

    fn lost(&mut self) {
        let failures = if self.link.seen {
            0
        } else {
            self.link.failures.saturating_add(1)
        };
        self.link = Link {
            failures,
            ..Link::default()
        };
        for reader in self.presence.forget() {
            self.left(reader, TransportError::NoService);
        }
    }

    /// A card for which no key had come was nobody's turn.
    fn left(&mut self, reader: String, error: TransportError) {
        if self.has_key() {
            self.told.push_back(Told::Left { reader, error });
        }
    }

    fn count(&mut self) -> u64 {
        self.number += 1;
        self.number
    }

    fn note(&mut self, code: ExitCode) {
        self.worst = ExitCode::worst_of([self.worst, code]);
    }
}

/// How long to wait before the service is tried again, after so many failures.
fn pause(failures: u32) -> Duration {
    match failures.checked_sub(1) {
        None => Duration::ZERO,
        Some(doublings) => FIRST_PAUSE
            .saturating_mul(2_u32.saturating_pow(doublings))
            .min(LONGEST_PAUSE),
    }
}

#[cfg(test)]
mod tests;
