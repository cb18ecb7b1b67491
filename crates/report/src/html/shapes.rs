//! Outcomes as shapes: disc, octagon, triangle and square differ also without colour.

use super::writer::{Attr, Tag, Writer};
use crate::text::Mark;
use crate::{Msg, Outcome};

/// The class of a mark.
pub(super) const fn class(mark: Mark) -> &'static str {
    match mark {
        Mark::Good => "good",
        Mark::Bad => "bad",
        Mark::Look => "look",
        Mark::Plain => "plain",
    }
}

/// The class of a mark beside text.
pub(super) const fn marked(mark: Mark) -> &'static str {
    match mark {
        Mark::Good => "marked good",
        Mark::Bad => "marked bad",
        Mark::Look => "marked look",
        Mark::Plain => "marked plain",
    }
}

/// Outline and sign in one path of a 24 by 24 field, the sign cut out of the outline.
const fn path(mark: Mark) -> &'static str {
    match mark {
        // a disc with a tick
        Mark::Good => {
            "M12 1a11 11 0 1 0 0 22a11 11 0 1 0 0-22zM10.2 17.2L5 12l2-2l3.2 3.2L17 6.4l2 2z"
        }
        // an octagon with a cross
        Mark::Bad => {
            "M7.5 1h9L23 7.5v9L16.5 23h-9L1 16.5v-9zM12 10.2L8.2 6.4L6.4 8.2L10.2 12L6.4 15.8l1.8 1.8L12 13.8l3.8 3.8l1.8-1.8L13.8 12l3.8-3.8l-1.8-1.8z"
        }
        // a triangle with an exclamation mark
        Mark::Look => "M12 1L23.5 22H.5zM10.7 8.5l.5 6.5h1.6l.5-6.5zM10.8 16.5h2.4v2.6h-2.4z",
        // a square with a dash
        Mark::Plain => "M2 2h20v20H2zM6 10.8h12v2.4H6z",
    }
}

/// The shape alone: what it means is said beside it.
pub(super) fn shape(w: &mut Writer, mark: Mark) {
    let attributes = [
        Attr::Class("mark"),
        Attr::Own("viewBox", "0 0 24 24"),
        Attr::Hidden,
    ];
    w.element(Tag::Svg, &attributes, |w| {
        let path = [
            Attr::Own("d", path(mark)),
            Attr::Own("fill-rule", "evenodd"),
        ];
        w.element(Tag::Path, &path, |_| ());
    });
}

/// Shape and word of an outcome.
pub(super) fn outcome(w: &mut Writer, outcome: Outcome) {
    let text = Msg::Outcome(outcome).text(w.lang());
    word(w, Mark::of(outcome), &text);
}

/// A shape with its word.
pub(super) fn word(w: &mut Writer, mark: Mark, text: &str) {
    let class = match mark {
        Mark::Good => "word good",
        Mark::Bad => "word bad",
        Mark::Look => "word look",
        Mark::Plain => "word plain",
    };
    w.element(Tag::Span, &[Attr::Class(class)], |w| {
        shape(w, mark);
        w.leaf(Tag::Span, &[], text);
    });
}
