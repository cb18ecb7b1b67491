//! A card in a slot of vsmartcard's virtual reader: a TCP client that is sent messages of a
//! two-byte big-endian length and a payload. A payload of one byte is a control, the rest are
//! command APDUs.

use super::pcscd::wait_for;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::os::linux::net::TcpStreamExt;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

/// The port of the first slot; the second is the next.
const PORT: u16 = 35_963;
/// T=0 and T=1, nothing else.
const ATR: [u8; 5] = [0x3B, 0x80, 0x80, 0x01, 0x01];

/// How a card answers a command APDU; `None` pulls the card out.
pub(crate) type Answer = Box<dyn FnMut(&[u8]) -> Option<Vec<u8>> + Send>;

/// A card that lies in a slot until it is dropped or pulls itself out.
pub(crate) struct VirtualCard {
    stream: TcpStream,
    thread: Option<JoinHandle<()>>,
    resets: Arc<AtomicU32>,
    commands: Arc<Mutex<Vec<Vec<u8>>>>,
}

impl VirtualCard {
    /// Puts a card into slot 0 or 1, and waits until the service sees it.
    pub(crate) fn insert(slot: u16, answer: Answer) -> Self {
        let card = Self::insert_unseen(slot, answer);
        wait_for("the card to be seen", || {
            let readers = vidimus_pcsc::readers().unwrap();
            readers
                .get(usize::from(slot))
                .is_some_and(|reader| reader.card_present)
        });
        card
    }

    /// Puts a card into a slot and returns at once.
    pub(crate) fn insert_unseen(slot: u16, answer: Answer) -> Self {
        let stream = TcpStream::connect(("127.0.0.1", PORT + slot)).unwrap();
        let (resets, commands) = (Arc::default(), Arc::default());
        let work = Work {
            stream: stream.try_clone().unwrap(),
            resets: Arc::clone(&resets),
            commands: Arc::clone(&commands),
            answer,
        };
        Self {
            stream,
            thread: Some(std::thread::spawn(move || work.run())),
            resets,
            commands,
        }
    }

    /// How often the card was reset or its power taken.
    pub(crate) fn resets(&self) -> u32 {
        self.resets.load(Ordering::SeqCst)
    }

    /// The commands that came.
    pub(crate) fn commands(&self) -> Vec<Vec<u8>> {
        self.commands.lock().unwrap().clone()
    }
}

impl Drop for VirtualCard {
    fn drop(&mut self) {
        let _ = self.stream.shutdown(Shutdown::Both);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// The card's side of the connection.
struct Work {
    stream: TcpStream,
    resets: Arc<AtomicU32>,
    commands: Arc<Mutex<Vec<Vec<u8>>>>,
    answer: Answer,
}

impl Work {
    fn run(mut self) {
        while let Some(message) = self.receive() {
            let response = match message.as_slice() {
                [4] => Some(ATR.to_vec()),
                [0 | 2] => {
                    self.resets.fetch_add(1, Ordering::SeqCst);
                    continue;
                }
                [_] => continue,
                command => {
                    self.commands.lock().unwrap().push(command.to_vec());
                    (self.answer)(command)
                }
            };
            let Some(response) = response else {
                break;
            };
            if self.send(&response).is_none() {
                break;
            }
        }
        let _ = self.stream.shutdown(Shutdown::Both);
    }

    fn receive(&mut self) -> Option<Vec<u8>> {
        // without it each small message costs 44 ms
        self.stream.set_quickack(true).ok()?;
        let mut length = [0; 2];
        self.stream.read_exact(&mut length).ok()?;
        let mut message = vec![0; usize::from(u16::from_be_bytes(length))];
        self.stream.read_exact(&mut message).ok()?;
        Some(message)
    }

    fn send(&mut self, message: &[u8]) -> Option<()> {
        let length = u16::try_from(message.len()).ok()?;
        let bytes = [&length.to_be_bytes()[..], message].concat();
        self.stream.write_all(&bytes).ok()
    }
}
