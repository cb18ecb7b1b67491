//! One card of many: opened, read, judged, written; whatever is wrong with it ends here.

use super::super::outputs::Outputs;
use super::super::{Opening, finish, profile, session};
use super::line::{Ended, Head, folder_name};
use crate::args::ReadArgs;
use crate::context::Context;
use crate::failure::{BugFault, Failure};
use crate::io::interrupt::Interrupt;
use crate::io::keys::Keys;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use vidimus::iso7816::{Transport, TransportError};
use vidimus::pcsc::BoundedTransport;
use vidimus::report::{DeskMsg, Policy};
use vidimus::trust::TrustStore;

/// How long another program may keep the card, or the card may take to wake up.
const PATIENCE: Duration = Duration::from_secs(3);
/// The pause before a card that could not be opened is tried again.
const PAUSE: Duration = Duration::from_millis(100);

/// What every card is read and judged with.
pub struct Cards<'a> {
    args: &'a ReadArgs,
    context: &'a Context,
    policy: &'a Policy,
    store: &'a TrustStore,
    opening: Opening,
    folder: Option<PathBuf>,
}

/// When a card's time is over: at its end, or with a signal.
#[derive(Clone)]
pub struct Limit {
    interrupt: Interrupt,
    end: Instant,
    budget: Duration,
}

impl Limit {
    /// From now on.
    pub fn new(interrupt: Interrupt, budget: Duration) -> Self {
        let now = Instant::now();
        Self {
            interrupt,
            end: now.checked_add(budget).unwrap_or(now),
            budget,
        }
    }

    fn ask(&self) -> Result<(), TransportError> {
        if self.interrupt.came() {
            Err(TransportError::Cancelled)
        } else if Instant::now() >= self.end {
            Err(TransportError::CardTimeout)
        } else {
            Ok(())
        }
    }
}

/// Connects to the card on this reader. A card that is not yet awake, or that another program
/// has just taken, is tried again for a while.
pub fn open(reader: &str, limit: &Limit) -> Result<impl Transport + use<>, TransportError> {
    // a card in use is told so, not only that its time is over
    let patience = PATIENCE.min(limit.budget / 2);
    let end = Instant::now() + patience;
    loop {
        let asked = limit.clone();
        match BoundedTransport::open(reader, patience, move || asked.ask()) {
            Err(
                TransportError::Unresponsive
                | TransportError::CardInUse
                | TransportError::CardReset,
            ) if Instant::now() < end => std::thread::sleep(PAUSE),
            result => return result,
        }
        limit.ask()?;
    }
}

impl<'a> Cards<'a> {
    /// Says what is to be known of the folder, if there is one.
    pub fn new(
        args: &'a ReadArgs,
        context: &'a Context,
        policy: &'a Policy,
        store: &'a TrustStore,
        opening: Opening,
        folder: Option<PathBuf>,
    ) -> Self {
        if folder.is_some() {
            context
                .output
                .say(&DeskMsg::KeepFilesSecret.text(context.lang()));
        }
        Self {
            args,
            context,
            policy,
            store,
            opening,
            folder,
        }
    }

    /// The folder of this card's files, where files are asked for.
    pub fn folder(&self, head: &Head) -> Option<PathBuf> {
        let all = self.folder.as_deref()?;
        Some(all.join(folder_name(head)))
    }

    /// Reads an open card and judges it. A panic is our bug, and this card's alone.
    pub fn read(
        &mut self,
        transport: impl Transport,
        keys: Option<Keys>,
        folder: Option<&Path>,
    ) -> Ended {
        self.opening.keys = keys.unwrap_or_default();
        let ended = catch_unwind(AssertUnwindSafe(|| self.read_open(transport, folder)));
        self.opening.keys = Keys::default();
        ended.unwrap_or_else(|_| Err(Failure::from(BugFault)))
    }

    fn read_open(&mut self, transport: impl Transport, folder: Option<&Path>) -> Ended {
        let plan = self.opening.plan.clone();
        self.opening.plan = profile::steer(plan, self.policy, &self.opening.keys)?;
        self.opening.check()?;
        let outputs = Outputs::of_card(folder)?;
        let mut session = session::exchange(transport, self.args, &mut self.opening, self.context);
        session.evidence.printed.qr = self.opening.keys.qr.take();
        finish::conclude(session, outputs, self.policy, self.store, self.context)
    }
}
