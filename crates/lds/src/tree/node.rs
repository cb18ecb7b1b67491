//! One node of a tree.

use super::Shown;
use core::fmt;
use vidimus_iso7816::tlv::Tag;

/// One object, or one field of a record that is not made of objects.
#[derive(Clone, PartialEq, Eq)]
pub struct Node {
    /// offset of the tag in the file
    pub offset: usize,
    /// bytes of tag and length; 0 for a field of a record
    pub header_len: usize,
    /// bytes of the value that are there
    pub length: usize,
    /// the tag; `None` for a field of a record, which has none
    pub tag: Option<Tag>,
    /// what it is here, where that is known
    pub name: Option<&'static str>,
    /// bytes of it that the file lacks, as far as that is known
    pub missing: usize,
    /// whether the length is indefinite
    pub indefinite: bool,
    /// whether the length takes more bytes than needed
    pub non_minimal: bool,
    /// whether the value is about a person, so that it is hidden unless asked for
    pub personal: bool,
    /// what the value means, in words: of a field of a record, of a code
    pub meaning: Option<String>,
    /// the value of a primitive object; empty for one that holds others
    pub value: Vec<u8>,
    /// the objects inside
    pub children: Vec<Node>,
}

impl Node {
    /// A field of a record.
    pub(super) fn field(name: &'static str, offset: usize, value: &[u8]) -> Self {
        Self {
            offset,
            header_len: 0,
            length: value.len(),
            tag: None,
            name: Some(name),
            missing: 0,
            indefinite: false,
            non_minimal: false,
            personal: false,
            meaning: None,
            value: value.to_vec(),
            children: Vec::new(),
        }
    }

    /// Fields that belong together.
    pub(super) fn group(name: &'static str, offset: usize, children: Vec<Self>) -> Self {
        let end = children
            .last()
            .map_or(offset, |last| last.offset + last.length);
        Self {
            length: end - offset,
            children,
            ..Self::field(name, offset, &[])
        }
    }

    /// The value in a form for people; the caller decides whether it may be shown.
    #[must_use]
    pub fn shown(&self) -> Shown<'_> {
        Shown::new(self)
    }

    /// This node and all below it, in the order of the file, each with its depth.
    pub fn walk(&self) -> impl Iterator<Item = (usize, &Self)> {
        let mut open = vec![(0, self)];
        core::iter::from_fn(move || {
            let (depth, node) = open.pop()?;
            open.extend(node.children.iter().rev().map(|child| (depth + 1, child)));
            Some((depth, node))
        })
    }
}

impl fmt::Debug for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Node")
            .field("offset", &self.offset)
            .field("tag", &self.tag)
            .field("name", &self.name)
            .field("length", &self.length)
            .field("children", &self.children)
            .finish_non_exhaustive()
    }
}
