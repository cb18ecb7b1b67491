//! The four answers, and that the person was not checked, each under the question it answers.

use super::shapes::{marked, shape};
use super::writer::{Attr, Tag, Writer};
use crate::Report;
use crate::lang::{PageMsg, Word};
use crate::text::lines;

pub(super) fn section(report: &Report, reveal: bool, w: &mut Writer) {
    let answers = lines(report, reveal, w.lang());
    w.section("answers", Word::Answers, |w| {
        w.element(Tag::Ul, &[Attr::Class("answers")], |w| {
            for (number, line) in answers.iter().enumerate() {
                w.element(Tag::Li, &[Attr::Class(marked(line.mark))], |w| {
                    shape(w, line.mark);
                    w.element(Tag::Div, &[], |w| {
                        w.element(Tag::H3, &[], |w| w.say(PageMsg::Question(number)));
                        let said = format!("{}: {}", line.label, line.text);
                        w.leaf(Tag::P, &[Attr::Class("say")], &said);
                        for (_, note) in &line.notes {
                            w.leaf(Tag::P, &[], note);
                        }
                    });
                });
            }
        });
    });
}
