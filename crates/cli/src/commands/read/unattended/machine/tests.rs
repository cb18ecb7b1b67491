//! Orders of events, and what must come of each.

use super::*;

type Loop = Machine<&'static str, &'static str>;
type Events = Event<&'static str, &'static str>;

const PATIENCE: Duration = Duration::from_secs(30);

fn at(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

fn slots(of: &[(&str, bool, u16)]) -> Events {
    let slot = |&(reader, card, changes): &(&str, bool, u16)| Slot {
        reader: reader.into(),
        card,
        changes,
    };
    Event::Seen(of.iter().map(slot).collect())
}

fn card(changes: u16) -> Events {
    slots(&[("R", true, changes)])
}

fn empty(changes: u16) -> Events {
    slots(&[("R", false, changes)])
}

fn visit(changes: u16) -> Visit {
    Visit {
        reader: "R".into(),
        changes,
    }
}

/// A loop after these events, each at second 0.
fn after(lines: bool, events: impl IntoIterator<Item = Events>) -> Loop {
    let mut machine = Loop::new(lines, PATIENCE);
    for event in events {
        machine.on(event, at(0));
    }
    machine
}

fn told(number: u64, told: Told<&'static str>) -> Action<&'static str> {
    Action::Tell { number, told }
}

fn left(error: TransportError) -> Told<&'static str> {
    Told::Left {
        reader: "R".into(),
        error,
    }
}

/// Reads the card that is to be opened, with this end.
fn read(machine: &mut Loop, code: ExitCode) -> Begun<&'static str> {
    let Action::Open(visit) = machine.next(at(0)) else {
        panic!("nothing to open: {machine:?}");
    };
    let begun = machine.begin(&visit).expect("the card lies there");
    machine.on(Event::Done(code), at(0));
    begun
}

/// What is done first after some events: without a key stream (`false`) or with one.
fn check(lines: bool, orders: Vec<(&str, Vec<Events>, Action<&'static str>)>) {
    for (name, events, expected) in orders {
        assert_eq!(after(lines, events).next(at(0)), expected, "{name}");
    }
}

#[test]
fn readers_and_cards_come_and_go() {
    use Action::{Connect, Look, Open};
    let now = Connect { after: at(0) };
    let removed = || told(1, left(TransportError::CardRemoved));
    let gone = told(1, left(TransportError::ReaderGone));
    let no_service = told(1, left(TransportError::NoService));
    check(
        false,
        vec![
            ("start", vec![], now),
            ("no card", vec![empty(0)], Look),
            ("no reader", vec![slots(&[])], Look),
            ("a card", vec![empty(0), card(1)], Open(visit(1))),
            ("it lay there", vec![card(0)], Open(visit(0))),
            (
                "a key nobody asked for",
                vec![empty(0), Event::KeysOver],
                Look,
            ),
            ("it left", vec![card(1), empty(2)], removed()),
            ("it was swapped", vec![card(1), card(3)], removed()),
            ("it came and left", vec![empty(1), empty(3)], removed()),
            ("the reader went", vec![card(1), slots(&[])], gone),
            ("the service went", vec![card(1), Event::Lost], no_service),
        ],
    );
}

#[test]
fn keys_and_cards_come_in_any_order() {
    use Action::{End, Look, Open};
    let key = || Event::Key(Ok("k"));
    let bad = Event::Key(Err("b"));
    let card_read = || Open(visit(1));
    check(
        true,
        vec![
            ("card, no key", vec![card(1)], Look),
            ("key, no card", vec![empty(0), key()], Look),
            ("key, card", vec![key(), card(1)], card_read()),
            ("card, key", vec![card(1), key()], card_read()),
            ("bad key", vec![card(1), bad], told(1, Told::KeyBad("b"))),
            (
                "no more keys",
                vec![card(1), Event::KeysOver],
                End(ExitCode::Accept),
            ),
            ("last key", vec![empty(0), key(), Event::KeysOver], Look),
            ("card left, no key", vec![card(1), empty(2)], Look),
        ],
    );
}

#[test]
fn the_loop_ends_on_a_signal_or_without_a_listener() {
    use Action::End;
    let signal = || Event::End(Ending::Signal);
    let deaf = || Event::End(Ending::Deaf);
    let removed = told(1, left(TransportError::CardRemoved));
    let interrupted = || End(ExitCode::Interrupted);
    check(
        false,
        vec![
            ("signal", vec![card(1), signal()], interrupted()),
            ("without service", vec![signal()], interrupted()),
            ("line owed", vec![card(1), empty(2), signal()], removed),
            ("deaf", vec![card(1), deaf()], End(ExitCode::Accept)),
            (
                "owed to nobody",
                vec![card(1), empty(2), deaf()],
                End(ExitCode::Accept),
            ),
            (
                "the first counts",
                vec![deaf(), signal()],
                End(ExitCode::Accept),
            ),
        ],
    );
}

#[test]
fn a_card_is_read_once_and_numbers_run_on() {
    let mut machine = after(false, [card(1)]);
    assert_eq!(
        read(&mut machine, ExitCode::Reject),
        Begun {
            number: 1,
            key: None
        }
    );
    machine.on(card(1), at(1));
    assert_eq!(machine.next(at(1)), Action::Look, "it lies there still");
    // pulled and another put in while nobody looked
    machine.on(card(3), at(2));
    assert_eq!(read(&mut machine, ExitCode::Accept).number, 2);
    machine.on(Event::End(Ending::Signal), at(3));
    assert_eq!(machine.next(at(3)), Action::End(ExitCode::Interrupted));
}

#[test]
fn a_card_swapped_while_it_was_opened_is_not_begun() {
    let mut machine = after(false, [card(1)]);
    assert_eq!(machine.next(at(0)), Action::Open(visit(1)));
    machine.on(card(3), at(0));
    assert_eq!(machine.begin(&visit(1)), None);
    assert_eq!(
        machine.next(at(0)),
        told(1, left(TransportError::CardRemoved))
    );
    assert_eq!(read(&mut machine, ExitCode::Accept).number, 2);
}

#[test]
fn each_key_is_for_one_card() {
    let mut machine = after(true, [card(1)]);
    assert!(machine.wants_key() && machine.waits_for_key());
    machine.on(Event::Key(Ok("first")), at(0));
    assert!(!machine.wants_key() && !machine.waits_for_key());
    assert_eq!(
        read(&mut machine, ExitCode::AccessDenied).key,
        Some("first")
    );
    machine.on(Event::Key(Ok("second")), at(0));
    assert_eq!(machine.next(at(0)), Action::Look, "the card had its turn");
    machine.on(card(3), at(0));
    assert_eq!(read(&mut machine, ExitCode::Accept).key, Some("second"));
    machine.on(Event::KeysOver, at(0));
    assert_eq!(
        machine.next(at(0)),
        Action::End(ExitCode::AccessDenied),
        "the worst"
    );
}

#[test]
fn a_key_line_that_is_none_takes_a_number_and_no_card() {
    let mut machine = after(true, [card(1), Event::Key(Err("bad"))]);
    assert!(!machine.wants_key(), "its line comes first");
    assert_eq!(machine.next(at(0)), told(1, Told::KeyBad("bad")));
    assert!(machine.wants_key());
    machine.on(Event::Key(Ok("good")), at(0));
    assert_eq!(read(&mut machine, ExitCode::Accept).number, 2);
    machine.on(Event::KeysOver, at(0));
    assert_eq!(machine.next(at(0)), Action::End(ExitCode::Malformed));
}

#[test]
fn a_key_waits_for_its_card_and_no_longer() {
    let mut machine = after(true, [empty(0), Event::Key(Ok("k")), Event::KeysOver]);
    assert_eq!(machine.next(at(29)), Action::Look);
    assert_eq!(machine.next(at(30)), told(1, Told::KeyUnused));
    assert_eq!(machine.next(at(30)), Action::End(ExitCode::Transport));
    // a card that is there is opened with it, however late
    let mut machine = after(true, [empty(0), Event::Key(Ok("k"))]);
    machine.on(card(1), at(31));
    assert_eq!(machine.next(at(31)), Action::Open(visit(1)));
    // and without a key stream nothing ends
    let mut machine = after(false, [empty(0)]);
    assert_eq!(machine.next(at(1_000_000)), Action::Look);
}

#[test]
fn a_card_that_left_does_not_use_up_the_key() {
    let mut machine = after(true, [card(1), Event::Key(Ok("k")), empty(2)]);
    assert_eq!(
        machine.next(at(0)),
        told(1, left(TransportError::CardRemoved))
    );
    machine.on(card(3), at(0));
    assert_eq!(read(&mut machine, ExitCode::Accept).key, Some("k"));
}

#[test]
fn a_service_that_stays_away_is_tried_less_and_less_often() {
    let mut machine = after(false, [empty(0)]);
    let mut pauses = Vec::new();
    for _ in 0..9 {
        machine.on(Event::Lost, at(0));
        let Action::Connect { after } = machine.next(at(0)) else {
            panic!("{machine:?}");
        };
        pauses.push(after.as_millis());
    }
    assert_eq!(pauses, [0, 250, 500, 1000, 2000, 4000, 5000, 5000, 5000]);
    // that it lets us in is not enough: it must show its readers
    machine.on(Event::Connected, at(0));
    machine.on(Event::Lost, at(0));
    assert_eq!(machine.next(at(0)), Action::Connect { after: at(5) });
    machine.on(card(0), at(0));
    assert_eq!(machine.next(at(0)), Action::Open(visit(0)), "counted anew");
    machine.on(Event::Lost, at(0));
    machine.next(at(0));
    assert_eq!(machine.next(at(0)), Action::Connect { after: at(0) });
    assert_eq!(pause(u32::MAX), LONGEST_PAUSE);
}

#[test]
fn two_readers_have_their_turns_in_the_order_of_their_cards() {
    let mut machine = after(false, [slots(&[("A", false, 0), ("B", true, 1)])]);
    machine.on(slots(&[("A", true, 1), ("B", true, 1)]), at(0));
    let mut order = Vec::new();
    while let Action::Open(visit) = machine.next(at(0)) {
        machine.begin(&visit).unwrap();
        order.push(visit.reader);
    }
    assert_eq!(order, ["B", "A"]);
}
