//! How long each step took, as bars on one axis: a table, so that it can be read without them.
//!
//! Exchanges of one step that follow one another share a row. A recording may hold a million
//! exchanges and any times: rows and bars are limited, and the rest is counted.

use super::writer::{Attr, Tag, Writer};
use super::{Exchange, Timing};
use crate::Report;
use crate::lang::Word;
use vidimus_lds::evidence::Source;

/// Most rows.
const MAX_ROWS: usize = 100;
/// Most bars in a row; more are drawn as one.
const MAX_BARS: usize = 200;
/// Length of the axis in the units of the drawing.
const AXIS: u32 = 10_000;
/// A bar shorter than this would not be seen.
const MIN_BAR: u32 = 24;

pub(super) fn section(report: &Report, timing: Timing<'_>, w: &mut Writer) {
    w.section("times", Word::Times, |w| match timing {
        Timing::Live([]) | Timing::Recorded([]) => note(Word::NoExchange, w),
        Timing::Live(exchanges) => table(exchanges, Word::TimesLive, w),
        Timing::Recorded(exchanges) => table(exchanges, Word::TimesRecorded, w),
        Timing::None => note(
            match report.source {
                Source::Files => Word::NothingExchanged,
                _ => Word::TimesNotKept,
            },
            w,
        ),
    });
}

fn note(word: Word, w: &mut Writer) {
    w.element(Tag::P, &[Attr::Class("soft")], |w| w.word(word));
}

fn table(exchanges: &[Exchange<'_>], caption: Word, w: &mut Writer) {
    let end = exchanges
        .iter()
        .map(Exchange::end)
        .max()
        .unwrap_or(1)
        .max(1);
    let rows: Vec<&[Exchange<'_>]> = exchanges
        .chunk_by(|first, second| first.step == second.step)
        .collect();
    w.element(Tag::Table, &[], |w| {
        w.element(Tag::Caption, &[], |w| w.word(caption));
        w.element(Tag::Thead, &[], |w| w.element(Tag::Tr, &[], header));
        w.element(Tag::Tbody, &[], |w| {
            for row in rows.iter().take(MAX_ROWS) {
                w.element(Tag::Tr, &[], |w| step(row, end, w));
            }
        });
        w.element(Tag::Tfoot, &[], |w| {
            let shown: usize = rows.iter().take(MAX_ROWS).map(|row| row.len()).sum();
            let rest = exchanges.get(shown..).unwrap_or_default();
            if !rest.is_empty() {
                w.element(Tag::Tr, &[], |w| sums(Word::MoreSteps, rest, w));
            }
            w.element(Tag::Tr, &[], |w| sums(Word::Sum, exchanges, w));
        });
    });
}

fn header(w: &mut Writer) {
    let step = [Attr::Scope("col"), Attr::Class("step")];
    w.element(Tag::Th, &step, |w| w.word(Word::Step));
    w.element(Tag::Th, &[Attr::Scope("col")], |w| w.word(Word::Bars));
    let number = [Attr::Scope("col"), Attr::Class("number")];
    w.element(Tag::Th, &number, |w| w.word(Word::Milliseconds));
    let wide = [Attr::Scope("col"), Attr::Class("number wide")];
    for word in [Word::Exchanges, Word::Sent, Word::Received] {
        w.element(Tag::Th, &wide, |w| w.word(word));
    }
}

fn step(row: &[Exchange<'_>], end: u64, w: &mut Writer) {
    let name = row.first().map_or("", |exchange| exchange.step.as_ref());
    let header = [Attr::Scope("row"), Attr::Class("step")];
    w.element(Tag::Th, &header, |w| {
        w.leaf(Tag::Code, &[], name);
    });
    w.element(Tag::Td, &[], |w| bars(row, end, w));
    numbers(row, w);
}

fn sums(word: Word, exchanges: &[Exchange<'_>], w: &mut Writer) {
    w.element(Tag::Th, &[Attr::Scope("row")], |w| w.word(word));
    w.element(Tag::Td, &[], |_| ());
    numbers(exchanges, w);
}

fn numbers(exchanges: &[Exchange<'_>], w: &mut Writer) {
    let time = exchanges
        .iter()
        .fold(0_u64, |sum, exchange| sum.saturating_add(exchange.duration));
    w.leaf(Tag::Td, &[Attr::Class("number")], &milliseconds(time));
    let sent: usize = exchanges.iter().map(|exchange| exchange.sent).sum();
    let received: usize = exchanges.iter().map(|exchange| exchange.received).sum();
    for count in [exchanges.len(), sent, received] {
        let class = [Attr::Class("number wide")];
        w.leaf(Tag::Td, &class, &count.to_string());
    }
}

/// The bars of a row: for the eye alone, the numbers stand beside them.
fn bars(row: &[Exchange<'_>], end: u64, w: &mut Writer) {
    let whole;
    let row = match row {
        [first, .., last] if row.len() > MAX_BARS => {
            let duration = last.end().saturating_sub(first.start);
            whole = [Exchange {
                duration,
                ..first.clone()
            }];
            &whole
        }
        _ => row,
    };
    let drawing = [
        Attr::Class("bar"),
        Attr::Own("viewBox", "0 0 10000 10"),
        Attr::Own("preserveAspectRatio", "none"),
        Attr::Hidden,
    ];
    w.element(Tag::Svg, &drawing, |w| {
        for exchange in row {
            let width = place(exchange.duration, end).max(MIN_BAR);
            let x = place(exchange.start, end).min(AXIS - MIN_BAR);
            let bar = [
                Attr::Number("x", x),
                Attr::Number("y", 1),
                Attr::Number("width", width.min(AXIS - x)),
                Attr::Number("height", 8),
            ];
            w.element(Tag::Rect, &bar, |_| ());
        }
    });
}

/// A time as a place on the axis.
fn place(time: u64, end: u64) -> u32 {
    let scaled = u128::from(time) * u128::from(AXIS) / u128::from(end);
    u32::try_from(scaled).unwrap_or(AXIS).min(AXIS)
}

/// With one decimal.
fn milliseconds(micros: u64) -> String {
    format!("{}.{}", micros / 1000, micros % 1000 / 100)
}

impl Exchange<'_> {
    const fn end(&self) -> u64 {
        self.start.saturating_add(self.duration)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lang;

    fn exchange(start: u64, duration: u64) -> Exchange<'static> {
        Exchange {
            step: "read.dg1".into(),
            start,
            duration,
            sent: 13,
            received: 200,
        }
    }

    fn drawn(row: &[Exchange<'_>], end: u64) -> String {
        let mut writer = Writer::new(Lang::En);
        bars(row, end, &mut writer);
        writer.finish()
    }

    #[test]
    fn bars_stand_where_the_time_was() {
        let text = drawn(
            &[exchange(0, 500_000), exchange(500_000, 500_000)],
            1_000_000,
        );
        assert!(text.contains("<rect x=\"0\" y=\"1\" width=\"5000\" height=\"8\">"));
        assert!(text.contains("<rect x=\"5000\" y=\"1\" width=\"5000\" height=\"8\">"));
    }

    #[test]
    fn no_bar_leaves_the_axis_whatever_the_times() {
        for (start, duration) in [(u64::MAX, u64::MAX), (0, u64::MAX), (u64::MAX, 0), (0, 0)] {
            let exchange = exchange(start, duration);
            let end = exchange.end().max(1);
            let text = drawn(&[exchange], end);
            let number = |name: &str| -> u32 {
                let (_, rest) = text.split_once(&format!(" {name}=\"")).unwrap();
                rest.split('"').next().unwrap().parse().unwrap()
            };
            assert!(number("x") + number("width") <= AXIS, "{text}");
            assert!(number("width") >= MIN_BAR, "{text}");
        }
        let many = vec![exchange(0, 1); MAX_BARS + 1];
        assert_eq!(drawn(&many, 100).matches("<rect").count(), 1);
    }

    #[test]
    fn times_are_milliseconds() {
        assert_eq!(milliseconds(0), "0.0");
        assert_eq!(milliseconds(1_250), "1.2");
        assert_eq!(milliseconds(65_049_999), "65049.9");
    }
}
