//! Sequences of looks, and what each must bring.

use super::*;

const READER: &str = "R";

fn slot(reader: &str, card: bool, changes: u16) -> Slot {
    Slot {
        reader: reader.into(),
        card,
        changes,
    }
}

/// Looks at one reader, each as (card, count): after each look the count of the card that
/// waits, and how many left unserved. A card that waits is served when `serve` says so.
fn run(serve: bool, looks: &[(bool, u16)]) -> Vec<(Option<u16>, usize)> {
    let mut presence = Presence::new();
    let mut outcome = Vec::new();
    for &(card, changes) in looks {
        let left = presence.see(&[slot(READER, card, changes)]).len();
        let waiting = presence.waiting();
        outcome.push((waiting.as_ref().map(|visit| visit.changes), left));
        if let Some(visit) = waiting.filter(|_| serve) {
            presence.serve(&visit);
        }
    }
    outcome
}

#[test]
fn a_card_is_served_once_however_long_it_lies() {
    let looks = [(false, 4), (true, 5), (true, 5), (true, 5), (false, 6)];
    let none = (None, 0);
    assert_eq!(run(true, &looks), [none, (Some(5), 0), none, none, none]);
}

#[test]
fn a_card_that_lay_there_before_is_served() {
    assert_eq!(
        run(true, &[(true, 0), (true, 0)]),
        [(Some(0), 0), (None, 0)]
    );
}

/// What the table of `looks` means for the second look, after a first one whose card was served.
#[test]
fn a_swap_between_two_looks_shows_in_the_count() {
    for (first, second, expected) in [
        ((true, 1), (true, 3), (Some(3), 0)),
        ((true, 1), (true, 5), (Some(5), 1)),
        ((true, 1), (false, 2), (None, 0)),
        ((true, 1), (false, 4), (None, 1)),
        ((true, 1), (false, 6), (None, 2)),
        ((false, 2), (true, 3), (Some(3), 0)),
        ((false, 2), (true, 5), (Some(5), 1)),
        ((false, 2), (false, 4), (None, 1)),
        ((false, 2), (false, 2), (None, 0)),
        // the count goes round
        ((true, u16::MAX), (true, 1), (Some(1), 0)),
        ((false, u16::MAX), (true, 0), (Some(0), 0)),
        // and where it began anew nothing is made up
        ((true, 900), (true, 1), (Some(1), 0)),
        ((true, 900), (false, 0), (None, 0)),
        // nobody counts
        ((true, 0), (false, 0), (None, 0)),
        ((false, 0), (true, 0), (Some(0), 0)),
        // a count that does not fit what is seen
        ((true, 1), (true, 2), (Some(2), 0)),
        ((false, 1), (false, 2), (None, 1)),
    ] {
        let outcome = run(true, &[first, second]);
        assert_eq!(outcome[1], expected, "{first:?} then {second:?}");
    }
}

#[test]
fn a_card_that_left_before_its_turn_is_told() {
    assert_eq!(
        run(false, &[(true, 1), (false, 2)]),
        [(Some(1), 0), (None, 1)]
    );
    assert_eq!(run(false, &[(true, 1), (true, 3)])[1], (Some(3), 1));
    assert_eq!(run(false, &[(true, 1), (false, 4)])[1], (None, 2));
    // nobody counts
    assert_eq!(run(false, &[(true, 0), (false, 0)])[1], (None, 1));
}

#[test]
fn the_card_that_came_first_has_its_turn_first() {
    let mut presence = Presence::new();
    presence.see(&[slot("A", false, 0), slot("B", true, 1)]);
    presence.see(&[slot("A", true, 1), slot("B", true, 1)]);
    let first = presence.waiting().unwrap();
    assert_eq!(first.reader, "B");
    presence.serve(&first);
    assert_eq!(presence.waiting().unwrap().reader, "A");
    // B's next card comes after A's
    presence.see(&[slot("A", true, 1), slot("B", true, 3)]);
    assert_eq!(presence.waiting().unwrap().reader, "A");
}

#[test]
fn a_card_swapped_since_it_was_seen_is_another() {
    let mut presence = Presence::new();
    presence.see(&[slot(READER, true, 1)]);
    let first = presence.waiting().unwrap();
    assert!(presence.still(&first));
    assert_eq!(presence.see(&[slot(READER, true, 3)]), [READER]);
    assert!(!presence.still(&first));
    presence.serve(&first);
    assert_eq!(presence.waiting().unwrap().changes, 3, "it still waits");
}

#[test]
fn a_reader_that_goes_takes_its_card_along_and_comes_back_with_a_new_one() {
    let mut presence = Presence::new();
    presence.see(&[slot("A", true, 7), slot("B", true, 7)]);
    presence.serve(&presence.waiting().unwrap());
    assert_eq!(presence.see(&[slot("A", true, 7)]), ["B"], "unserved");
    assert!(presence.see(&[]).is_empty(), "served");
    assert!(presence.see(&[slot("A", true, 0)]).is_empty());
    assert_eq!(presence.waiting().unwrap().reader, "A");
    assert_eq!(presence.forget(), ["A"]);
    assert_eq!(presence.waiting(), None);
}

/// Whatever is seen, every card is served or told, and none twice: a model that knows each
/// change, looked at now and then.
#[test]
fn no_card_is_lost_and_none_counts_twice() {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut next = |below: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (state >> 33) % below
    };
    for _ in 0..200 {
        let (mut presence, mut card, mut changes) = (Presence::new(), false, 0_u16);
        presence.see(&[slot(READER, card, changes)]);
        let (mut came, mut served, mut left) = (0, 0, 0);
        for _ in 0..100 {
            for _ in 0..next(6) {
                card = !card;
                changes = changes.wrapping_add(1);
                came += usize::from(card);
            }
            left += presence.see(&[slot(READER, card, changes)]).len();
            if let Some(visit) = presence.waiting().filter(|_| next(2) == 0) {
                presence.serve(&visit);
                served += 1;
            }
        }
        let waits = usize::from(presence.waiting().is_some());
        assert_eq!(came, served + left + waits);
    }
}
