//! HTML in which nothing can enter but escaped text.
//!
//! Elements are a [`Tag`], attributes an [`Attr`] of the page's own; what a document, a certificate or a file
//! says enters as text alone, and is escaped on the way. There
//! is no way to write a script, an event handler, a style or an address: neither the tags nor the
//! attributes for them exist here. Elements are closed by the function that opened them, so the
//! page is well-formed whatever is written.
//!
//! Characters that do more than show themselves (controls, marks of direction, invisible ones)
//! are made visible as in the text for terminals, such as `\u{202e}`.

use super::portrait::Portrait;
use super::style::{POLICY, STYLE};
use crate::Lang;
use crate::lang::{PageMsg, Word};
use std::borrow::Cow;
use vidimus_lds::text::escape_for_terminal;

/// The elements a page is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    Html,
    Head,
    Meta,
    Title,
    Style,
    Body,
    Header,
    Main,
    Footer,
    Section,
    Div,
    H1,
    H2,
    H3,
    P,
    Span,
    Strong,
    Code,
    Ul,
    Ol,
    Li,
    Dl,
    Dt,
    Dd,
    Figure,
    Figcaption,
    Img,
    Table,
    Caption,
    Thead,
    Tbody,
    Tfoot,
    Tr,
    Th,
    Td,
    Svg,
    Path,
    Rect,
}

impl Tag {
    const fn name(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Head => "head",
            Self::Meta => "meta",
            Self::Title => "title",
            Self::Style => "style",
            Self::Body => "body",
            Self::Header => "header",
            Self::Main => "main",
            Self::Footer => "footer",
            Self::Section => "section",
            Self::Div => "div",
            Self::H1 => "h1",
            Self::H2 => "h2",
            Self::H3 => "h3",
            Self::P => "p",
            Self::Span => "span",
            Self::Strong => "strong",
            Self::Code => "code",
            Self::Ul => "ul",
            Self::Ol => "ol",
            Self::Li => "li",
            Self::Dl => "dl",
            Self::Dt => "dt",
            Self::Dd => "dd",
            Self::Figure => "figure",
            Self::Figcaption => "figcaption",
            Self::Img => "img",
            Self::Table => "table",
            Self::Caption => "caption",
            Self::Thead => "thead",
            Self::Tbody => "tbody",
            Self::Tfoot => "tfoot",
            Self::Tr => "tr",
            Self::Th => "th",
            Self::Td => "td",
            Self::Svg => "svg",
            Self::Path => "path",
            Self::Rect => "rect",
        }
    }

    /// Starts a line of its own, so that two pages can be compared line by line.
    const fn is_block(self) -> bool {
        !matches!(
            self,
            Self::Span
                | Self::Strong
                | Self::Code
                | Self::Svg
                | Self::Path
                | Self::Rect
                | Self::Th
                | Self::Td
                | Self::Dd
        )
    }
}

/// The attributes there are; all values are the page's own.
#[derive(Clone, Copy, Debug)]
pub(super) enum Attr {
    /// how it looks
    Class(&'static str),
    /// its name, for [`LabelledBy`](Attr::LabelledBy)
    Id(&'static str),
    /// the element that names it
    LabelledBy(&'static str),
    /// language of its text
    Lang(Lang),
    /// what a header cell heads: `col`, `row`
    Scope(&'static str),
    /// only for the eye: what it shows is said beside it
    Hidden,
    /// any other attribute of the page's own, with its value
    Own(&'static str, &'static str),
    /// a number of the page's own, such as a coordinate
    Number(&'static str, u32),
}

/// A page being written.
pub(super) struct Writer {
    lang: Lang,
    out: String,
}

impl Writer {
    pub(super) fn new(lang: Lang) -> Self {
        Self {
            lang,
            out: "<!DOCTYPE html>".to_owned(),
        }
    }

    pub(super) const fn lang(&self) -> Lang {
        self.lang
    }

    pub(super) fn finish(mut self) -> String {
        self.out.push('\n');
        self.out
    }

    /// An element and what is inside.
    pub(super) fn element(
        &mut self,
        tag: Tag,
        attributes: &[Attr],
        inside: impl FnOnce(&mut Self),
    ) {
        self.open(tag, attributes);
        inside(self);
        self.out.push_str("</");
        self.out.push_str(tag.name());
        self.out.push('>');
    }

    /// An element with text inside.
    pub(super) fn leaf(&mut self, tag: Tag, attributes: &[Attr], text: &str) {
        self.element(tag, attributes, |w| w.text(text));
    }

    /// An element that has no inside.
    pub(super) fn void(&mut self, tag: Tag, attributes: &[Attr]) {
        self.open(tag, attributes);
    }

    /// Text, escaped.
    pub(super) fn text(&mut self, text: &str) {
        push_escaped(&mut self.out, text);
    }

    /// A word of the page.
    pub(super) fn word(&mut self, word: Word) {
        self.say(PageMsg::Word(word));
    }

    /// Words of the page.
    pub(super) fn say(&mut self, message: PageMsg) {
        self.text(message.text(self.lang));
    }

    /// The style sheet, which is the only one there is.
    pub(super) fn style_sheet(&mut self) {
        self.open(Tag::Style, &[]);
        // no `<` in it: a test sees to that
        self.out.push_str(&STYLE);
        self.out.push_str("</style>");
    }

    /// A portrait: pixels that we encoded ourselves.
    pub(super) fn portrait(&mut self, portrait: &Portrait) {
        self.open(Tag::Img, &[]);
        // into the start tag just written
        self.out.pop();
        self.out.push_str(" alt=\"");
        let alt = PageMsg::Word(Word::PortraitAlt).text(self.lang);
        push_escaped(&mut self.out, alt);
        self.out.push_str("\" src=\"data:image/png;base64,");
        self.out.push_str(portrait.base64());
        self.out.push_str("\">");
    }

    /// What the browser may do with the page: show it.
    pub(super) fn policy(&mut self) {
        self.open(
            Tag::Meta,
            &[Attr::Own("http-equiv", "Content-Security-Policy")],
        );
        self.out.pop();
        self.out.push_str(" content=\"");
        self.out.push_str(&POLICY);
        self.out.push_str("\">");
    }

    /// A section under a heading of the page.
    pub(super) fn section(
        &mut self,
        id: &'static str,
        title: Word,
        inside: impl FnOnce(&mut Self),
    ) {
        self.titled(id, PageMsg::Word(title).text(self.lang), inside);
    }

    /// A section under any heading.
    pub(super) fn titled(&mut self, id: &'static str, title: &str, inside: impl FnOnce(&mut Self)) {
        self.element(Tag::Section, &[Attr::LabelledBy(id)], |w| {
            w.leaf(Tag::H2, &[Attr::Id(id)], title);
            inside(w);
        });
    }

    /// A term and its value in a list of particulars; nothing where there is no value.
    pub(super) fn fact(&mut self, word: Word, value: Option<&str>) {
        if let Some(value) = value {
            self.fact_with(word, |w| w.text(value));
        }
    }

    /// A term and what is written beside it.
    pub(super) fn fact_with(&mut self, word: Word, value: impl FnOnce(&mut Self)) {
        self.element(Tag::Dt, &[], |w| w.word(word));
        self.element(Tag::Dd, &[], value);
    }

    fn open(&mut self, tag: Tag, attributes: &[Attr]) {
        if tag.is_block() {
            self.out.push('\n');
        }
        self.out.push('<');
        self.out.push_str(tag.name());
        for attribute in attributes {
            let number;
            let (name, value) = match *attribute {
                Attr::Class(value) => ("class", value),
                Attr::Id(value) => ("id", value),
                Attr::LabelledBy(value) => ("aria-labelledby", value),
                Attr::Lang(lang) => ("lang", lang.as_str()),
                Attr::Scope(value) => ("scope", value),
                Attr::Hidden => ("aria-hidden", "true"),
                Attr::Own(name, value) => (name, value),
                Attr::Number(name, value) => {
                    number = value.to_string();
                    (name, number.as_str())
                }
            };
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            push_escaped(&mut self.out, value);
            self.out.push('"');
        }
        self.out.push('>');
    }
}

/// Text in which nothing is markup and every character shows itself; fit for attributes too.
fn push_escaped(out: &mut String, text: &str) {
    for character in visible(text).chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // no character, and every parser would make another one of it
            '\u{FDD0}'..='\u{FDEF}' | '\u{FFFE}' | '\u{FFFF}' => out.push('\u{FFFD}'),
            other => out.push(other),
        }
    }
}

/// The text with escapes for what does not show itself. Most texts of a report are escaped
/// already, so a backslash stays as it is.
fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains('\\') {
        return escape_for_terminal(text);
    }
    let parts = text.split('\\').map(escape_for_terminal);
    Cow::Owned(parts.collect::<Vec<_>>().join("\\"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> String {
        let mut out = String::new();
        push_escaped(&mut out, text);
        out
    }

    #[test]
    fn markup_is_text() {
        assert_eq!(
            written("<script>a & b</script>"),
            "&lt;script&gt;a &amp; b&lt;/script&gt;"
        );
        assert_eq!(written("\" onload='x'"), "&quot; onload=&#39;x&#39;");
    }

    #[test]
    fn what_does_not_show_itself_is_made_visible_once() {
        assert_eq!(written("a\u{202E}b\u{1b}[2J"), "a\\u{202e}b\\u{1b}[2J");
        // escaped before it came here
        assert_eq!(written("a\\u{202e}b"), "a\\u{202e}b");
        assert_eq!(written("Nguyễn Thị Ánh"), "Nguyễn Thị Ánh");
    }

    #[test]
    fn elements_are_closed() {
        let mut writer = Writer::new(Lang::Vi);
        writer.element(Tag::P, &[Attr::Class("a"), Attr::Lang(Lang::Vi)], |w| {
            w.leaf(Tag::Code, &[], "x<y");
        });
        assert_eq!(
            writer.finish(),
            "<!DOCTYPE html>\n<p class=\"a\" lang=\"vi\"><code>x&lt;y</code></p>\n"
        );
    }
}
