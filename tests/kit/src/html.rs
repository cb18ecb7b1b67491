//! What a browser makes of a page, by a real parser of the HTML Standard.

use html5ever::tendril::TendrilSink as _;
use html5ever::{Attribute, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// How deep an element stands, its name, its attributes.
pub type Element = (usize, String, Vec<(String, String)>);

/// A parsed page.
#[derive(Debug)]
pub struct Page {
    /// every element in document order
    pub elements: Vec<Element>,
    /// all text outside `<style>`, a space between elements
    pub text: String,
}

/// Elements that may be there, and their attributes besides `class`, `id` and `lang`.
const ALLOWED: [(&str, &[&str]); 38] = [
    ("html", &[]),
    ("head", &[]),
    ("meta", &["charset", "name", "content", "http-equiv"]),
    ("title", &[]),
    ("style", &[]),
    ("body", &[]),
    ("header", &[]),
    ("main", &[]),
    ("footer", &[]),
    ("section", &["aria-labelledby", "role"]),
    ("div", &[]),
    ("h1", &[]),
    ("h2", &[]),
    ("h3", &[]),
    ("p", &[]),
    ("span", &[]),
    ("strong", &[]),
    ("code", &[]),
    ("ul", &[]),
    ("ol", &[]),
    ("li", &[]),
    ("dl", &[]),
    ("dt", &[]),
    ("dd", &[]),
    ("figure", &[]),
    ("figcaption", &[]),
    ("img", &["alt", "src"]),
    ("table", &["aria-labelledby"]),
    ("caption", &[]),
    ("thead", &[]),
    ("tbody", &[]),
    ("tfoot", &[]),
    ("tr", &[]),
    ("th", &["scope"]),
    ("td", &[]),
    ("svg", &["viewBox", "preserveAspectRatio", "aria-hidden"]),
    ("path", &["d", "fill-rule"]),
    ("rect", &["x", "y", "width", "height"]),
];

impl Page {
    /// Parses a page.
    ///
    /// # Panics
    /// When the parser has anything to put right.
    #[must_use]
    pub fn parse(html: &str) -> Self {
        let dom = parse_document(RcDom::default(), html5ever::ParseOpts::default()).one(html);
        let errors = dom.errors.borrow();
        assert!(errors.is_empty(), "{errors:?} in\n{html}");
        let mut page = Self {
            elements: Vec::new(),
            text: String::new(),
        };
        page.walk(&dom.document, 0, false);
        page
    }

    fn walk(&mut self, node: &Handle, depth: usize, in_style: bool) {
        let mut style = in_style;
        match &node.data {
            NodeData::Element { name, attrs, .. } => {
                let pair = |attribute: &Attribute| {
                    (
                        attribute.name.local.to_string(),
                        attribute.value.to_string(),
                    )
                };
                let attributes = attrs.borrow().iter().map(pair).collect();
                self.elements
                    .push((depth, name.local.to_string(), attributes));
                style = &*name.local == "style";
                self.text.push(' ');
            }
            NodeData::Text { contents } if !style => self.text.push_str(&contents.borrow()),
            NodeData::Comment { contents } => panic!("a comment: {contents}"),
            _ => {}
        }
        for child in node.children.borrow().iter() {
            self.walk(child, depth + 1, style);
        }
    }

    /// Asserts that nothing in the page runs, fetches or leads anywhere.
    ///
    /// # Panics
    /// When an element or attribute is not on the list, or a value does more than show.
    pub fn assert_harmless(&self) {
        let mut policies = 0;
        for (_, element, attributes) in &self.elements {
            let allowed = ALLOWED.iter().find(|(name, _)| name == element);
            let Some((_, allowed)) = allowed else {
                panic!("<{element}> is in the page");
            };
            for (name, value) in attributes {
                let common = ["class", "id", "lang"].contains(&name.as_str());
                assert!(
                    common || allowed.contains(&name.as_str()),
                    "<{element} {name}={value:?}> is in the page"
                );
                match name.as_str() {
                    "src" => assert_picture(value),
                    "http-equiv" => {
                        assert_eq!(value, "Content-Security-Policy");
                        policies += 1;
                    }
                    _ => {}
                }
            }
        }
        assert_eq!(policies, 1, "policies");
        let odd = |character: char| {
            (character.is_control() && character != '\n')
                || matches!(character, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
        };
        assert!(!self.text.contains(odd), "{:?}", self.text);
    }

    /// The elements with their attributes, a line each, indented by depth: what stays the same
    /// whatever the texts say.
    #[must_use]
    pub fn structure(&self) -> String {
        let lines = self.elements.iter();
        lines
            .map(|(depth, name, attributes)| {
                format!("{}{name} {attributes:?}\n", " ".repeat(*depth))
            })
            .collect()
    }

    /// How many elements have this name.
    #[must_use]
    pub fn count(&self, name: &str) -> usize {
        let found = self.elements.iter();
        found.filter(|(_, element, _)| element == name).count()
    }
}

/// A PNG inside the page, by its signature `89 50 4E 47 0D 0A 1A 0A` in base64.
fn assert_picture(address: &str) {
    assert!(
        address.starts_with("data:image/png;base64,iVBORw0KGgo"),
        "{}",
        address.get(..60).unwrap_or(address)
    );
}
