//! One inspected file, as a document and as a page.

use super::values::Values;
use crate::output::with;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::path::Path;
use vidimus::iso7816::tlv::TlvError;
use vidimus::lds::text::escape_for_terminal;
use vidimus::lds::tree::{Node, Tree};
use vidimus::{Kind, TextForm};

/// Everything about one file.
pub struct Page<'a> {
    path: &'a Path,
    kind: Kind,
    /// how its bytes were written, where that was text
    form: Option<TextForm>,
    length: usize,
    tree: &'a Tree,
    values: &'a Values,
    reveal: bool,
}

impl<'a> Page<'a> {
    /// A file of bytes.
    pub const fn new(
        path: &'a Path,
        kind: Kind,
        length: usize,
        tree: &'a Tree,
        values: &'a Values,
        reveal: bool,
    ) -> Self {
        Self {
            path,
            kind,
            form: None,
            length,
            tree,
            values,
            reveal,
        }
    }

    /// The bytes were written as text.
    pub const fn out_of(mut self, form: Option<TextForm>) -> Self {
        self.form = form;
        self
    }

    /// `vidimus-inspect/1`.
    pub fn document(&self) -> Value {
        let nodes = self.tree.nodes.iter();
        let mut document = json!({
            "schema": "vidimus-inspect/1",
            "file": self.path.display().to_string(),
            "kind": self.kind.name(),
            "description": self.kind.description(),
            "bytes": self.length,
            "tree": nodes.map(|node| node_json(node, self.reveal)).collect::<Vec<_>>(),
            "values": self.values.fields,
        });
        if let Some(form) = self.form {
            document = with(document, "text_form", json!(form.name()));
        }
        if let Some(TlvError { kind, offset }) = &self.tree.stopped {
            let stopped = json!({"offset": offset, "problem": kind.to_string()});
            document = with(document, "stopped", stopped);
        }
        let top_level = self.values.top_level.iter();
        top_level.fold(document, |document, (name, value)| {
            with(document, name, value.clone())
        })
    }

    /// The page for people. Values come escaped already.
    pub fn text(&self) -> String {
        let path = self.path.display().to_string();
        let mut text = format!(
            "{}: {}, {} bytes",
            escape_for_terminal(&path),
            self.kind.description(),
            self.length
        );
        if let Some(form) = self.form {
            let _ = write!(
                text,
                " out of {} text, offsets are those of the bytes",
                form.name()
            );
        }
        text.push('\n');
        for line in &self.values.lines {
            let _ = writeln!(text, "  {line}");
        }
        for (depth, node) in self.tree.nodes.iter().flat_map(Node::walk) {
            node_line(&mut text, depth, node, self.reveal);
        }
        if let Some(TlvError { kind, offset }) = &self.tree.stopped {
            let _ = writeln!(text, "{offset:6}  stops here: {kind}");
        }
        text
    }
}

fn node_json(node: &Node, reveal: bool) -> Value {
    let mut object = json!({
        "offset": node.offset, "tag": node.tag.map(|tag| tag.to_string()),
        "header": node.header_len, "length": node.length, "name": node.name,
    });
    if node.missing > 0 {
        object = with(object, "missing", json!(node.missing));
    }
    if !node.children.is_empty() {
        let children = node.children.iter();
        let children = children.map(|child| node_json(child, reveal)).collect();
        return with(object, "children", children);
    }
    if node.personal && !reveal {
        return with(object, "value", json!({"redacted": true}));
    }
    match &node.meaning {
        Some(meaning) => {
            let object = with(object, "value", json!(node.shown().bytes()));
            with(object, "meaning", json!(meaning))
        }
        None => with(object, "value", json!(node.shown().to_string())),
    }
}

fn node_line(text: &mut String, depth: usize, node: &Node, reveal: bool) {
    let indent = depth * 2;
    let tag = node.tag.map(|tag| tag.to_string()).unwrap_or_default();
    let _ = write!(
        text,
        "{:6}  {:indent$}{tag:4} {:6}",
        node.offset, "", node.length
    );
    if let Some(name) = node.name {
        let _ = write!(text, "  {name}");
    }
    if node.children.is_empty() && node.length > 0 {
        let _ = match node.personal && !reveal {
            true => write!(text, "  (hidden)"),
            false => write!(text, "  {}", node.shown()),
        };
    }
    if node.missing > 0 && (depth == 0 || node.children.is_empty()) {
        let _ = write!(text, "  ({} bytes missing)", node.missing);
    }
    text.push('\n');
}
