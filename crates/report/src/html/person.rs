//! The document, its holder and the portrait: what is personal only when asked for.
//!
//! Beside the portrait stands whether it is the one that was signed: an altered one looks as good as
//! any other.

use super::shapes::{shape, word};
use super::writer::{Attr, Tag, Writer};
use super::{PageOptions, PortraitOption};
use crate::lang::{PageMsg, Word};
use crate::text::{Mark, profile};
use crate::{DataGroupStatus, Msg, Report};
use vidimus_lds::{DataGroup, Personal};

pub(super) fn section(report: &Report, options: &PageOptions<'_>, w: &mut Writer) {
    let title = Msg::HeadingDocument.text(w.lang());
    w.titled("document", &title, |w| {
        w.element(Tag::Div, &[Attr::Class("document")], |w| {
            if options.reveal {
                portrait(report, options.portrait, w);
            }
            w.element(Tag::Div, &[], |w| {
                particulars(report, options.reveal, w);
                remarks(report, options.reveal, w);
            });
        });
    });
}

fn particulars(report: &Report, reveal: bool, w: &mut Writer) {
    let document = &report.document;
    if document.issuer.is_none() && document.number.is_none() {
        w.element(Tag::P, &[], |w| w.word(Word::NothingRead));
        return;
    }
    w.element(Tag::Dl, &[Attr::Class("big")], |w| {
        w.fact(Word::Kind, Some(document.kind));
        w.fact(Word::Issuer, document.issuer.as_deref());
        personal(Word::Number, document.number.as_ref(), reveal, w);
        personal(Word::Holder, document.holder.as_ref(), reveal, w);
        personal(Word::BirthDate, document.birth_date.as_ref(), reveal, w);
        personal(Word::ExpiryDate, document.expiry_date.as_ref(), reveal, w);
    });
}

/// A value, or the word that there is one.
fn personal(label: Word, value: Option<&Personal<String>>, reveal: bool, w: &mut Writer) {
    let Some(value) = value else {
        return;
    };
    w.fact_with(label, |w| {
        if reveal {
            w.text(value.reveal());
        } else {
            let class = [Attr::Class("faded")];
            w.element(Tag::Span, &class, |w| w.word(Word::Hidden));
        }
    });
}

fn remarks(report: &Report, reveal: bool, w: &mut Writer) {
    if !report.document.proved && report.document.issuer.is_some() {
        let unproven = Msg::DocumentUnproven.text(w.lang());
        w.element(Tag::P, &[], |w| word(w, Mark::Look, &unproven));
    }
    for sentence in profile(report, w.lang()) {
        w.leaf(Tag::P, &[], &sentence);
    }
    w.element(Tag::P, &[Attr::Class("soft")], |w| {
        w.word(if reveal {
            Word::RevealedNote
        } else {
            Word::HiddenNote
        });
    });
}

fn portrait(report: &Report, portrait: PortraitOption<'_>, w: &mut Writer) {
    let portrait = match portrait {
        PortraitOption::None => return,
        PortraitOption::Failed { code } => {
            w.element(Tag::P, &[], |w| {
                w.word(Word::PortraitFailed);
                w.text(&format!(" [{code}]"));
            });
            return;
        }
        PortraitOption::Decoded(portrait) => portrait,
    };
    let row = report
        .data_groups
        .iter()
        .find(|row| row.group == DataGroup::DG2);
    let status = row.map_or(DataGroupStatus::Unverified, |row| row.status);
    let (mark, class) = match status {
        DataGroupStatus::Authentic => (Mark::Good, "good"),
        DataGroupStatus::Altered => (Mark::Bad, "bad"),
        _ => (Mark::Look, "look"),
    };
    w.element(Tag::Figure, &[], |w| {
        w.portrait(portrait);
        w.element(Tag::Figcaption, &[Attr::Class(class)], |w| {
            shape(w, mark);
            w.text(" ");
            w.say(PageMsg::Portrait(status));
        });
    });
}
