//! `vidimus inspect`: what a file is, and its objects with offsets.

mod kind;
mod values;

use super::Outcome;
use crate::args::InspectArgs;
use crate::context::Context;
use crate::failure::Failure;
use crate::io::files;
use crate::output::with;
use kind::Kind;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use vidimus::iso7816::tlv::TlvError;
use vidimus::lds::tree::{self, Node, Tree};
use vidimus::report::ExitCode;
use vidimus::trust::ldif::is_ldif;

/// Runs `vidimus inspect FILE…`; one document or page a file. Unknown input is exit 6.
pub fn run(args: &InspectArgs, context: &Context) -> Outcome {
    let codes = args
        .files
        .iter()
        .map(|file| inspect(file, context))
        .collect::<Result<Vec<_>, Failure>>()?;
    Ok(ExitCode::worst_of(codes))
}

fn inspect(path: &Path, context: &Context) -> Outcome {
    if let Some((export, length)) = directory(path) {
        let mut values = values::Values::default();
        values::directory(&mut values, export);
        let (tree, reveal) = (tree::tree(&[]), context.global.reveal);
        context.output.result(
            || document(path, Kind::Ldif, length, &tree, &values, reveal),
            || text(path, Kind::Ldif, length, &tree, &values, reveal),
        );
        return Ok(ExitCode::Accept);
    }
    let bytes = files::read(path)?;
    let kind = Kind::of(&bytes);
    let tree = if kind.is_tlv() {
        tree::tree_of(&bytes, kind.file())
    } else {
        tree::tree(&[])
    };
    let reveal = context.global.reveal;
    let values = values::of(kind, &bytes, reveal);
    context.output.result(
        || document(path, kind, bytes.len(), &tree, &values, reveal),
        || text(path, kind, bytes.len(), &tree, &values, reveal),
    );
    if kind != Kind::Unknown {
        return Ok(ExitCode::Accept);
    }
    context.output.say(&format!(
        "error: {} is nothing that Vidimus can read",
        path.display()
    ));
    context.output.say(
        "hint: chip files, certificates, lists, recordings and APDUs go in as bytes, not as text",
    );
    Ok(ExitCode::Malformed)
}

/// A directory export and its length: it is read as a stream, for it may be larger than any
/// other file. What cannot be read is told by whoever reads it whole.
fn directory(path: &Path) -> Option<(BufReader<File>, usize)> {
    let metadata = path.metadata().ok()?;
    if !metadata.is_file() {
        return None;
    }
    let mut reader = BufReader::with_capacity(1 << 16, File::open(path).ok()?);
    let found = is_ldif(reader.fill_buf().ok()?);
    found.then_some((reader, usize::try_from(metadata.len()).ok()?))
}

fn document(
    path: &Path,
    kind: Kind,
    length: usize,
    tree: &Tree,
    values: &values::Values,
    reveal: bool,
) -> Value {
    let mut document = json!({
        "schema": "vidimus-inspect/1",
        "file": path.display().to_string(),
        "kind": kind.name(),
        "bytes": length,
        "tree": tree.nodes.iter().map(|node| node_json(node, reveal)).collect::<Vec<_>>(),
        "values": values.fields,
    });
    if let Some(TlvError { kind, offset }) = &tree.stopped {
        let stopped = json!({"offset": offset, "problem": kind.to_string()});
        document = with(document, "stopped", stopped);
    }
    let top_level = values.top_level.iter();
    top_level.fold(document, |document, (name, value)| {
        with(document, name, value.clone())
    })
}

fn node_json(node: &Node, reveal: bool) -> Value {
    let object = json!({
        "offset": node.offset, "tag": node.tag.to_string(), "header": node.header_len,
        "length": node.length, "name": node.name,
    });
    if !node.children.is_empty() {
        let children = node
            .children
            .iter()
            .map(|child| node_json(child, reveal))
            .collect();
        return with(object, "children", children);
    }
    let hidden = node.personal && !reveal;
    let value = if hidden {
        json!({"redacted": true})
    } else {
        json!(node.shown().to_string())
    };
    with(object, "value", value)
}

fn text(
    path: &Path,
    kind: Kind,
    length: usize,
    tree: &Tree,
    values: &values::Values,
    reveal: bool,
) -> String {
    let mut text = format!(
        "{}: {}, {length} bytes\n",
        path.display(),
        kind.description()
    );
    for line in &values.lines {
        let _ = writeln!(text, "  {line}");
    }
    for (depth, node) in tree.nodes.iter().flat_map(Node::walk) {
        node_line(&mut text, depth, node, reveal);
    }
    if let Some(TlvError { kind, offset }) = &tree.stopped {
        let _ = writeln!(text, "{offset:6}  stops here: {kind}");
    }
    text
}

fn node_line(text: &mut String, depth: usize, node: &Node, reveal: bool) {
    let indent = depth * 2;
    let tag = node.tag.to_string();
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
    text.push('\n');
}
