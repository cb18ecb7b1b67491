//! Does what the machine decides: this is where the loop meets readers, stdin and signals.

use super::card::{self, Cards, Limit};
use super::line::{self, Ended, Head};
use super::machine::{Action, Ending, Event, Machine};
use super::talk::{Talk, Waiting};
use crate::args::ReadArgs;
use crate::commands::Outcome;
use crate::context::Context;
use crate::failure::Failure;
use crate::io::interrupt::Interrupt;
use crate::io::keys::{Keys, Line, Source};
use crate::output;
use std::time::{Duration, Instant, SystemTime};
use vidimus::pcsc::presence::Visit;
use vidimus::pcsc::{PcscError, Service, Watch};
use vidimus::report::ExitCode;

/// The longest single wait: signals, key lines and a closed stdout are noticed after it.
const SLICE: Duration = Duration::from_millis(100);

/// The loop and everything around it.
pub struct Desk<'a> {
    machine: Machine<Keys, Failure>,
    source: Source<'a>,
    cards: Cards<'a>,
    context: &'a Context,
    reader: Option<&'a str>,
    budget: Duration,
    interrupt: Interrupt,
    talk: Talk,
    started: Instant,
    /// whether readers were ever seen
    looked: bool,
}

/// Why the service is no longer looked at.
enum Parted {
    /// it is gone
    Lost,
    /// the loop is over
    Over(ExitCode),
}

impl<'a> Desk<'a> {
    /// Listens for signals from now on.
    pub fn new(
        args: &'a ReadArgs,
        context: &'a Context,
        source: Source<'a>,
        budget: Duration,
        cards: Cards<'a>,
    ) -> Self {
        Self {
            machine: Machine::new(matches!(source, Source::Lines(_)), budget),
            source,
            cards,
            context,
            reader: args.reader.as_deref(),
            budget,
            interrupt: Interrupt::listen(),
            talk: Talk::new(context.output),
            started: Instant::now(),
            looked: false,
        }
    }

    /// Runs until the machine ends it.
    pub fn run(mut self) -> Outcome {
        loop {
            match self.next() {
                Action::Connect { after } => {
                    self.pause(after);
                    match Service::connect() {
                        Ok(service) => match self.attend(&service)? {
                            Parted::Lost => self.on(Event::Lost),
                            Parted::Over(code) => return Ok(code),
                        },
                        Err(_) => {
                            self.talk.waits_for(Waiting::Service);
                            self.on(Event::Lost);
                        }
                    }
                }
                Action::Tell { number, told } => self.tell(number, told),
                Action::End(code) => return Ok(code),
                // only where the service is there
                Action::Look | Action::Open(_) => self.on(Event::Lost),
            }
        }
    }

    /// Does what is to be done as long as the service is there.
    fn attend(&mut self, service: &Service) -> Result<Parted, Failure> {
        self.on(Event::Connected);
        let mut watch = service.watch(self.reader);
        loop {
            let there = match self.next() {
                Action::Look => self.look(&mut watch, SLICE)?,
                Action::Open(visit) => self.card(&mut watch, &visit)?,
                Action::Tell { number, told } => {
                    self.tell(number, told);
                    true
                }
                Action::Connect { .. } => false,
                Action::End(code) => return Ok(Parted::Over(code)),
            };
            if !there {
                return Ok(Parted::Lost);
            }
        }
    }

    /// What the machine wants, after it heard what came in the meantime.
    fn next(&mut self) -> Action<Failure> {
        output::notice_closed_pipe();
        if self.interrupt.came() {
            self.on(Event::End(Ending::Signal));
        }
        if !output::heard() {
            self.on(Event::End(Ending::Deaf));
        }
        if let Source::Lines(feed) = &self.source
            && self.machine.wants_key()
        {
            match feed.next() {
                Line::Key(key) => self.on(Event::Key(key.map_err(Failure::from))),
                Line::Over => self.on(Event::KeysOver),
                Line::NotYet => {}
            }
        }
        self.machine.next(self.started.elapsed())
    }

    fn on(&mut self, event: Event<Keys, Failure>) {
        self.machine.on(event, self.started.elapsed());
    }

    /// Looks at the readers; `false` when the service is gone.
    fn look(&mut self, watch: &mut Watch<'_>, patience: Duration) -> Result<bool, Failure> {
        let slots = match watch.look(patience) {
            Ok(slots) => slots,
            // at the start it is a wrong call; later a reader was added, and may go again
            Err(error @ PcscError::AmbiguousReader { .. }) if !self.looked => {
                return Err(error.into());
            }
            Err(PcscError::AmbiguousReader { .. }) => {
                self.talk.waits_for(Waiting::OneReader);
                std::thread::sleep(patience);
                self.on(Event::Seen(Vec::new()));
                return Ok(true);
            }
            Err(_) => {
                self.talk.waits_for(Waiting::Service);
                return Ok(false);
            }
        };
        self.looked = true;
        let no_reader = slots.is_empty();
        self.on(Event::Seen(slots));
        self.talk.waits_for(if no_reader {
            Waiting::Reader
        } else if self.machine.waits_for_key() {
            Waiting::Key
        } else {
            Waiting::Card
        });
        Ok(true)
    }

    /// Reads one card and writes its line; `false` when the service is gone.
    fn card(&mut self, watch: &mut Watch<'_>, visit: &Visit) -> Result<bool, Failure> {
        let started = SystemTime::now();
        let limit = Limit::new(self.interrupt.clone(), self.budget);
        let opened = card::open(&visit.reader, &limit);
        // a card swapped since it was seen is another one, whose turn is yet to come
        if opened.is_ok() && !self.look(watch, Duration::ZERO)? {
            return Ok(false);
        }
        let Some(begun) = self.machine.begin(visit) else {
            return Ok(true);
        };
        let head = Head {
            number: begun.number,
            reader: Some(visit.reader.clone()),
            started,
        };
        let folder = self.cards.folder(&head);
        let ended = match opened {
            Ok(transport) => self
                .key(begun.key)
                .and_then(|key| self.cards.read(transport, key, folder.as_deref())),
            Err(error) => Err(error.into()),
        };
        self.write(&head, &ended);
        Ok(true)
    }

    /// The card's own key, or the one for all, as it is now.
    fn key(&self, own: Option<Keys>) -> Result<Option<Keys>, Failure> {
        match own {
            Some(key) => Ok(Some(key)),
            None => self.source.standing(),
        }
    }

    fn tell(&mut self, number: u64, told: super::machine::Told<Failure>) {
        let (reader, failure) = line::of_told(told);
        let head = Head {
            number,
            reader,
            started: SystemTime::now(),
        };
        line::write(&head, &Err(failure), None, self.context);
        self.talk.card_done();
    }

    fn write(&mut self, head: &Head, ended: &Ended) {
        let folder = self.cards.folder(head).filter(|folder| folder.is_dir());
        let code = line::write(head, ended, folder.as_deref(), self.context);
        self.on(Event::Done(code));
        self.talk.card_done();
    }

    /// Waits, unless a signal comes.
    fn pause(&self, pause: Duration) {
        let end = Instant::now() + pause;
        while !self.interrupt.came() && Instant::now() < end {
            std::thread::sleep(SLICE.min(end.saturating_duration_since(Instant::now())));
        }
    }
}
