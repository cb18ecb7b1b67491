//! Ctrl-C: the wait ends, the session ends after the exchange under way, nothing is half-written.

use signal_hook::consts::{SIGINT, SIGTERM};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use vidimus::iso7816::{Note, Transport, TransportError, TransportLimits};

/// Set by the first SIGINT or SIGTERM; the second one ends the process at once.
#[derive(Debug, Clone)]
pub struct Interrupt(Arc<AtomicBool>);

impl Interrupt {
    /// Listens from now on.
    pub fn listen() -> Self {
        let flag = Arc::new(AtomicBool::new(false));
        for signal in [SIGINT, SIGTERM] {
            // in this order: the shutdown looks at the flag before it is set
            let armed = signal_hook::flag::register_conditional_shutdown(signal, 130, flag.clone());
            let set = signal_hook::flag::register(signal, flag.clone());
            // without a handler the signal ends the process, as it does by default
            let _ = armed.and(set);
        }
        Self(flag)
    }

    /// Whether a signal came.
    pub fn came(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// The flag itself, for loops elsewhere.
    pub fn flag(&self) -> &AtomicBool {
        &self.0
    }

    /// Calls `cancel` once a signal comes, from a thread of its own.
    pub fn on_signal(&self, cancel: impl Fn() + Send + 'static) {
        let flag = Arc::clone(&self.0);
        std::thread::spawn(move || {
            while !flag.load(Ordering::Relaxed) {
                std::thread::sleep(std::time::Duration::from_millis(50));
            }
            cancel();
        });
    }
}

/// A transport that sends nothing more once a signal came.
#[derive(Debug)]
pub struct Interruptible<T> {
    inner: T,
    interrupt: Interrupt,
}

impl<T: Transport> Interruptible<T> {
    /// Watches over `inner`.
    pub const fn new(inner: T, interrupt: Interrupt) -> Self {
        Self { inner, interrupt }
    }
}

impl<T: Transport> Transport for Interruptible<T> {
    fn transmit(&mut self, command: &[u8]) -> Result<Vec<u8>, TransportError> {
        if self.interrupt.came() {
            return Err(TransportError::Cancelled);
        }
        self.inner.transmit(command)
    }

    fn limits(&self) -> TransportLimits {
        self.inner.limits()
    }

    fn atr(&self) -> &[u8] {
        self.inner.atr()
    }

    fn name(&self) -> &str {
        self.inner.name()
    }

    fn note(&mut self, note: &Note<'_>) {
        self.inner.note(note);
    }
}
