//! What goes wrong around the cards.

use super::cards::{Dice, Documents, Fate, wait_until};
use super::gate::Gate;
use crate::common::Sandbox;
use crate::stack::{READER, assert_nothing_partial, mode, there_is_a_stack};
use pcsc::{Context, Protocols, Scope, ShareMode};
use serde_json::Value;
use std::io::Write;
use std::time::{Duration, Instant};
use vidimus_testkit::{PcscService, Readers, in_own_network};

const SECOND: &str = "Virtual PCD 00 01";
const MRZ: [&str; 2] = ["--mrz-file", "mrz.txt"];

/// Service, sandbox and documents; `None` where there is no stack, or the test ran elsewhere.
fn ready(name: &str) -> Option<(PcscService, Sandbox, Documents)> {
    let name = format!("unattended::trouble::{name}");
    if !there_is_a_stack() || !in_own_network(&name) {
        return None;
    }
    let service = PcscService::start(Readers::Virtual);
    Some((service, Sandbox::new(), Documents::new()))
}

fn code(line: &Value) -> &str {
    line["code"].as_str().unwrap_or_default()
}

/// OWN-CLI-11: a bad card, a good card, a signal between cards.
#[test]
fn pcscd_a_loop_ends_on_a_signal_between_cards() {
    let Some((service, sandbox, documents)) = ready("pcscd_a_loop_ends_on_a_signal_between_cards")
    else {
        return;
    };
    for signal in ["INT", "TERM"] {
        let options = [&MRZ[..], &["--out", signal]].concat();
        let mut gate = Gate::start(&service, &sandbox, &options);
        for fate in [Fate::Altered, Fate::Good] {
            let card = documents.insert(0, fate);
            assert_eq!(gate.line()["decision"].as_str(), fate.line().0);
            // it lies there a while longer, and is not read again
            std::thread::sleep(Duration::from_millis(700));
            drop(card);
        }
        gate.signal(signal);
        let ended = gate.end();
        assert_eq!((ended.code, ended.lines.len()), (130, 2), "{}", ended.talk);
        for line in &ended.lines {
            let folder = line["loop"]["folder"].as_str().unwrap();
            assert_eq!(mode(&sandbox, folder), 0o700);
            assert_eq!(mode(&sandbox, &format!("{folder}/EF.SOD.bin")), 0o600);
        }
        assert_eq!(mode(&sandbox, signal), 0o700);
    }
    assert_nothing_partial(&sandbox);
}

/// A card that hangs when the signal comes has its line, and the end does not wait for the card.
#[test]
fn pcscd_a_signal_cuts_a_card_short() {
    let Some((service, sandbox, documents)) = ready("pcscd_a_signal_cuts_a_card_short") else {
        return;
    };
    let options = [&MRZ[..], &["--timeout", "600", "--trace"]].concat();
    let gate = Gate::start(&service, &sandbox, &options);
    let _card = documents.insert(0, Fate::Hangs(10));
    // nothing tells from outside that it hangs; whenever the signal comes, the rule is one
    std::thread::sleep(Duration::from_secs(2));
    let before = Instant::now();
    gate.signal("TERM");
    let ended = gate.end();
    assert!(before.elapsed() < Duration::from_secs(60));
    assert_eq!(ended.code, 130, "{}", ended.talk);
    assert_eq!(ended.lines.len(), 1, "{}", ended.talk);
    assert_eq!(code(&ended.lines[0]), "transport.cancelled");
}

/// Two loops, each with a reader of its own, at the same time.
#[test]
fn pcscd_two_loops_on_two_readers() {
    let Some((service, sandbox, documents)) = ready("pcscd_two_loops_on_two_readers") else {
        return;
    };
    std::thread::scope(|scope| {
        for (reader, name) in [(0, READER), (1, SECOND)] {
            let (service, sandbox, documents) = (&service, &sandbox, &documents);
            scope.spawn(move || {
                let options = [&MRZ[..], &["--reader", name]].concat();
                let mut gate = Gate::start(service, sandbox, &options);
                let mut dice = Dice(reader.into());
                for _ in 0..8 {
                    let kinds = [Fate::Good, Fate::Altered, Fate::Pulled(1 + dice.below(20))];
                    let fate = kinds[usize::try_from(dice.below(3)).unwrap()];
                    let _card = documents.insert(reader, fate);
                    let line = gate.line();
                    assert_eq!(line["loop"]["reader"], name);
                    let found = (line["decision"].as_str(), line["code"].as_str());
                    assert_eq!(found, fate.line(), "{line:#}");
                }
                gate.signal("INT");
                let ended = gate.end();
                assert_eq!((ended.code, ended.lines.len()), (130, 8), "{}", ended.talk);
            });
        }
    });
}

/// The service stops between cards and in the middle of one, and comes back.
#[test]
fn pcscd_a_loop_outlives_the_service() {
    let Some((mut service, sandbox, documents)) = ready("pcscd_a_loop_outlives_the_service") else {
        return;
    };
    let mut gate = Gate::start(&service, &sandbox, &MRZ);
    let read = |gate: &mut Gate| {
        let _card = documents.insert(0, Fate::Good);
        assert_eq!(gate.line()["decision"], "accept");
    };
    read(&mut gate);
    service.stop();
    std::thread::sleep(Duration::from_millis(800));
    service.start_again();
    read(&mut gate);
    let small = gate.size();
    let card = documents.insert(0, Fate::Hangs(5));
    std::thread::sleep(Duration::from_secs(2));
    service.stop();
    let broken = gate.line();
    let gone = [
        "transport.no_service",
        "transport.reader_gone",
        "transport.card_removed",
    ];
    assert!(gone.contains(&code(&broken)), "{broken:#}");
    drop(card);
    service.start_again();
    read(&mut gate);
    let large = gate.size();
    assert!(large.files <= small.files + 1 && large.threads <= small.threads + 1);
    gate.signal("TERM");
    let ended = gate.end();
    assert_eq!(ended.code, 130);
    assert!(
        ended.talk.contains("waiting for the PC/SC service"),
        "{}",
        ended.talk
    );
}

/// It may be started before the service, and before there is a reader.
#[test]
fn pcscd_a_loop_waits_for_the_service() {
    let Some((mut service, sandbox, documents)) = ready("pcscd_a_loop_waits_for_the_service")
    else {
        return;
    };
    service.stop();
    let mut gate = Gate::start(
        &service,
        &sandbox,
        &[&MRZ[..], &["--reader", READER]].concat(),
    );
    std::thread::sleep(Duration::from_millis(500));
    service.start_again();
    let _card = documents.insert(0, Fate::Good);
    assert_eq!(gate.line()["decision"], "accept");
    gate.signal("TERM");
    assert_eq!(gate.end().code, 130);
}

/// Another program has the card for itself; then it lets go.
#[test]
fn pcscd_a_loop_tells_of_another_program() {
    let Some((service, sandbox, documents)) = ready("pcscd_a_loop_tells_of_another_program") else {
        return;
    };
    let context = Context::establish(Scope::User).unwrap();
    let take = |mode| loop {
        match context.connect(c"Virtual PCD 00 00", mode, Protocols::ANY) {
            Ok(card) => return card,
            Err(_) => std::thread::sleep(Duration::from_millis(20)),
        }
    };
    let card = documents.insert(0, Fate::Good);
    let theirs = take(ShareMode::Exclusive);
    let mut gate = Gate::start(&service, &sandbox, &MRZ);
    assert_eq!(code(&gate.line()), "transport.card_in_use");
    drop((theirs, card));
    let card = documents.insert(0, Fate::Good);
    assert_eq!(gate.line()["decision"], "accept");
    drop(card);
    gate.signal("TERM");
    assert_eq!(gate.end().code, 130);
    // the same where the other program is in the middle of something
    let card = documents.insert(0, Fate::Good);
    let mut theirs = take(ShareMode::Shared);
    let transaction = theirs.transaction().unwrap();
    let mut gate = Gate::start(&service, &sandbox, &MRZ);
    assert_eq!(code(&gate.line()), "transport.card_in_use");
    drop(transaction);
    drop((theirs, card));
    let _card = documents.insert(0, Fate::Good);
    assert_eq!(gate.line()["decision"], "accept");
}

/// A card is swapped for another while nobody looked: only the count of changes tells.
#[test]
fn pcscd_a_quick_swap_is_two_cards() {
    let Some((service, sandbox, documents)) = ready("pcscd_a_quick_swap_is_two_cards") else {
        return;
    };
    let mut gate = Gate::start(&service, &sandbox, &MRZ);
    let mut card = documents.insert(0, Fate::Good);
    for fate in [Fate::Altered, Fate::Good, Fate::Good, Fate::WrongKey] {
        gate.line();
        // the loop sleeps while the cards change
        gate.signal("STOP");
        drop(card);
        card = documents.insert(0, fate);
        wait_until(0, true);
        gate.signal("CONT");
    }
    gate.line();
    gate.signal("TERM");
    let lines = gate.end().lines;
    let found: Vec<_> = lines
        .iter()
        .map(|line| line["decision"].as_str().unwrap_or(code(line)))
        .collect();
    let expected = ["accept", "reject", "accept", "accept", "access.wrong_key"];
    assert_eq!(found, expected);
}

/// A key a line of stdin: good, none at all, another document's, and the end.
#[test]
fn pcscd_a_loop_with_a_key_a_line() {
    let Some((service, sandbox, documents)) = ready("pcscd_a_loop_with_a_key_a_line") else {
        return;
    };
    let zone = String::from_utf8(sandbox.read("mrz.txt")).unwrap();
    let zone = zone.trim_end().replace('\n', "");
    let mut gate = Gate::start(&service, &sandbox, &["--mrz-file", "-", "--timeout", "5"]);
    let mut scanner = gate.stdin();
    let card = documents.insert(0, Fate::Good);
    writeln!(scanner, "{zone}\r").unwrap();
    assert_eq!(gate.line()["decision"], "accept", "the card first");
    writeln!(scanner, "\nscan me").unwrap();
    let bad = gate.line();
    assert_eq!(
        (code(&bad), &bad["loop"]["reader"]),
        ("usage.key_malformed", &Value::Null)
    );
    writeln!(scanner, "X00000001 800101 391231").unwrap();
    drop(card);
    let card = documents.insert(0, Fate::Good);
    assert_eq!(code(&gate.line()), "access.wrong_key", "the key first");
    drop(card);
    writeln!(scanner, "{zone}").unwrap();
    assert_eq!(code(&gate.line()), "transport.timeout", "nobody comes");
    write!(scanner, "QX7CANARY 670713 380519").unwrap();
    drop(scanner);
    let _card = documents.insert(0, Fate::Altered);
    let ended = gate.end();
    assert_eq!(ended.lines.len(), 5, "{}", ended.talk);
    assert_eq!(ended.lines[4]["decision"], "reject");
    assert_eq!(ended.code, 1, "the worst of them");
}

/// Nobody takes the lines any more.
#[test]
fn pcscd_a_loop_ends_when_nobody_listens() {
    let Some((service, sandbox, documents)) = ready("pcscd_a_loop_ends_when_nobody_listens") else {
        return;
    };
    let mut gate = Gate::start(&service, &sandbox, &[&MRZ[..], &["--quiet"]].concat());
    let _card = documents.insert(0, Fate::Good);
    assert_eq!(gate.line()["decision"], "accept", "--quiet is for the talk");
    gate.deafen();
    let ended = gate.end();
    assert_eq!((ended.code, ended.talk.as_str()), (0, ""));
}
