//! Many cards.

use super::cards::{Dice, Documents, Fate};
use super::gate::Gate;
use crate::common::Sandbox;
use crate::stack::there_is_a_stack;
use serde_json::Value;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;
use vidimus_testkit::{PcscService, Readers, in_own_network};

const CARDS: u32 = 200;
const READERS: u16 = 2;

/// Two hundred cards on two readers before one loop, put in and pulled at random moments, good
/// and bad: each has its one line, and the loop does not grow.
#[test]
fn pcscd_a_loop_over_two_hundred_cards() {
    if !there_is_a_stack()
        || !in_own_network("unattended::crowd::pcscd_a_loop_over_two_hundred_cards")
    {
        return;
    }
    let sandbox = Sandbox::new();
    let service = PcscService::start(Readers::Virtual);
    let documents = Documents::new();
    let options = ["--mrz-file", "mrz.txt", "--timeout", "6"];
    let mut gate = Gate::start(&service, &sandbox, &options);
    let expected: Mutex<Vec<Option<Fate>>> = Mutex::new(vec![None; READERS.into()]);
    let (next_card, sizes) = (Mutex::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        let mut told: Vec<Sender<()>> = Vec::new();
        for reader in 0..READERS {
            let (sender, line_seen) = channel();
            told.push(sender);
            let (documents, expected, next_card) = (&documents, &expected, &next_card);
            scope.spawn(move || people(reader, documents, expected, next_card, &line_seen));
        }
        for number in 1..=CARDS {
            let line = gate.line();
            let reader = reader_of(&line);
            let fate = expected.lock().unwrap()[usize::from(reader)].take();
            assert_right(&line, fate);
            if number == CARDS / 4 || number == CARDS {
                sizes.lock().unwrap().push(gate.size());
            }
            // the people of this reader go on
            let _ = told[usize::from(reader)].send(());
        }
    });
    gate.signal("TERM");
    let ended = gate.end();
    assert_eq!(
        (ended.code, ended.lines.len()),
        (130, 200),
        "{}",
        ended.talk
    );
    let [early, late] = sizes.lock().unwrap()[..] else {
        panic!("two sizes");
    };
    assert!(
        late.kilobytes < early.kilobytes + 8192,
        "{early:?} {late:?}"
    );
    assert!(late.files <= early.files + 2, "{early:?} {late:?}");
    assert!(late.threads <= early.threads + 2, "{early:?} {late:?}");
}

/// People before one reader: a card at a time, pulled once its line is there, or earlier.
fn people(
    reader: u16,
    documents: &Documents,
    expected: &Mutex<Vec<Option<Fate>>>,
    next_card: &Mutex<u32>,
    line_seen: &Receiver<()>,
) {
    loop {
        let number = {
            let mut next = next_card.lock().unwrap();
            *next += 1;
            *next
        };
        if number > CARDS {
            return;
        }
        let mut dice = Dice(u64::from(number) * 7919);
        std::thread::sleep(Duration::from_millis(dice.below(60).into()));
        let fate = fate(number, &mut dice);
        expected.lock().unwrap()[usize::from(reader)] = Some(fate);
        let card = documents.insert(reader, fate);
        if line_seen.recv().is_err() {
            return;
        }
        std::thread::sleep(Duration::from_millis(dice.below(60).into()));
        drop(card);
    }
}

/// Good and bad mixed; two hang, which costs the whole time of a card each.
fn fate(number: u32, dice: &mut Dice) -> Fate {
    if matches!(number, 40 | 120) {
        return Fate::Hangs(1 + dice.below(20));
    }
    match dice.below(10) {
        0..=4 => Fate::Good,
        5 | 6 => Fate::Altered,
        7 => Fate::WrongKey,
        _ => Fate::Pulled(1 + dice.below(20)),
    }
}

fn reader_of(line: &Value) -> u16 {
    let name = line["loop"]["reader"].as_str().unwrap();
    u16::from(name == "Virtual PCD 00 01")
}

fn assert_right(line: &Value, fate: Option<Fate>) {
    let fate = fate.unwrap_or_else(|| panic!("a line without a card: {line}"));
    let (decision, code) = fate.line();
    let found = (line["decision"].as_str(), line["code"].as_str());
    assert_eq!(found, (decision, code), "{fate:?}: {line:#}");
}
