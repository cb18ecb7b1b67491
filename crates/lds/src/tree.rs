//! Any file as a tree of objects with offsets, for `inspect` and for finding faults.
//!
//! Plain data: whoever prints it decides what to show. Values of files about a person are
//! personal, so `Debug` shows their length only.

use crate::ber::{self, Object, Reader};
use crate::evidence::Application;
use crate::lds2::Lds2File;
use crate::{DataGroup, File, driving_licence, vn_dg13};
use core::fmt;
use vidimus_iso7816::tlv::{Tag, TlvError};

mod names;
mod oids;
mod value;

pub use oids::oid_name;
pub use value::Shown;

/// Most nodes of one tree.
pub const MAX_NODES: usize = 20_000;

/// One object.
#[derive(Clone, PartialEq, Eq)]
pub struct Node {
    /// offset of the tag in the file
    pub offset: usize,
    /// bytes of tag and length
    pub header_len: usize,
    /// bytes of the value
    pub length: usize,
    /// the tag
    pub tag: Tag,
    /// what the tag means here, where it is known
    pub name: Option<&'static str>,
    /// whether the length is indefinite
    pub indefinite: bool,
    /// whether the length takes more bytes than needed
    pub non_minimal: bool,
    /// whether the value is about a person, so that it is hidden unless asked for
    pub personal: bool,
    /// the value of a primitive object; empty for one that holds others
    pub value: Vec<u8>,
    /// the objects inside
    pub children: Vec<Node>,
}

impl Node {
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

/// A tree, as far as the bytes could be walked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tree {
    /// the file the bytes were taken for, by their outer tag
    pub file: Option<File>,
    /// the objects of the outermost level
    pub nodes: Vec<Node>,
    /// where the walk stopped and why, when it did not reach the end
    pub stopped: Option<TlvError>,
    /// zeros behind the last object
    pub padding: usize,
}

/// The tree of these bytes. What comes before a fault is in it, the fault in
/// [`Tree::stopped`]; bytes that hold no object at all give an empty tree.
#[must_use]
pub fn tree(bytes: &[u8]) -> Tree {
    let licence = || File::identify_in(Application::DrivingLicence, bytes);
    match File::identify(bytes) {
        Some(File::Dg(DataGroup::DG1)) if driving_licence::is_licence(bytes) => {
            tree_in(Application::DrivingLicence, bytes, licence())
        }
        None => tree_in(Application::DrivingLicence, bytes, licence()),
        known => tree_of(bytes, known),
    }
}

/// The tree of a file of this application.
#[must_use]
pub fn tree_in(application: Application, bytes: &[u8], file: Option<File>) -> Tree {
    match application {
        Application::Emrtd => tree_of(bytes, file),
        Application::DrivingLicence => walk(bytes, file, None, application),
    }
}

/// The same for a file that is known by other means, EF.ATR/INFO for instance; `None` for a
/// certificate, a list, or anything else.
#[must_use]
pub fn tree_of(bytes: &[u8], file: Option<File>) -> Tree {
    let mut tree = walk(bytes, file, None, Application::Emrtd);
    if file == Some(File::Dg(DataGroup::DG13)) && vn_dg13::recognises(bytes) {
        names::of_citizen_fields(&mut tree.nodes);
    }
    tree
}

/// A record, or the content, of a file of an LDS2 application.
#[must_use]
pub fn tree_of_lds2(bytes: &[u8], file: Lds2File) -> Tree {
    walk(bytes, None, Some(file), Application::Emrtd)
}

fn walk(
    bytes: &[u8],
    file: Option<File>,
    lds2: Option<Lds2File>,
    application: Application,
) -> Tree {
    let mut walk = Walk {
        file,
        lds2,
        application,
        left: MAX_NODES,
        stopped: None,
    };
    let mut reader = Reader::new(bytes);
    let nodes = walk.level(&mut reader, None, true);
    Tree {
        file,
        nodes,
        stopped: walk.stopped,
        padding: reader.rest().len(),
    }
}

struct Walk {
    file: Option<File>,
    /// the file is one of LDS2
    lds2: Option<Lds2File>,
    /// the application the file belongs to
    application: Application,
    /// nodes that may still be made
    left: usize,
    stopped: Option<TlvError>,
}

impl Walk {
    /// The objects of one level; stops for good at the first fault.
    fn level(&mut self, reader: &mut Reader<'_>, parent: Option<Tag>, padded: bool) -> Vec<Node> {
        let mut nodes = Vec::new();
        while self.stopped.is_none() && self.left > 0 {
            if padded && reader.rest().iter().all(|byte| *byte == 0) {
                break;
            }
            match reader.next() {
                Ok(Some(object)) => nodes.push(self.node(&object, parent)),
                Ok(None) => break,
                Err(error) => self.stopped = Some(error),
            }
        }
        nodes
    }

    fn node(&mut self, object: &Object<'_>, parent: Option<Tag>) -> Node {
        self.left -= 1;
        let mut node = Node {
            offset: object.offset,
            header_len: object.header_len,
            length: object.content.len(),
            tag: object.tag,
            name: self.name(parent, object.tag),
            indefinite: object.indefinite,
            non_minimal: object.non_minimal,
            personal: self.is_personal(object.tag),
            value: Vec::new(),
            children: Vec::new(),
        };
        match object.children() {
            Ok(mut inner) => node.children = self.level(&mut inner, Some(object.tag), false),
            Err(_) if !object.tag.is_constructed() => node.value = object.content.to_vec(),
            Err(error) => self.stopped = Some(error),
        }
        self.open_wrapped(&mut node, object);
        node
    }

    fn name(&self, parent: Option<Tag>, tag: Tag) -> Option<&'static str> {
        let of_lds2 = self.lds2.and_then(|file| file.tag_name(tag));
        of_lds2.or_else(|| match self.application {
            Application::Emrtd => names::of(self.file, parent, tag),
            Application::DrivingLicence => names::of_licence(self.file, parent, tag),
        })
    }

    fn is_personal(&self, tag: Tag) -> bool {
        self.lds2
            .map_or_else(|| names::is_personal(self.file, tag), Lds2File::is_personal)
    }

    /// Looks into the OCTET STRING that carries the content of a signed file.
    fn open_wrapped(&mut self, node: &mut Node, object: &Object<'_>) {
        let wraps = object.tag == ber::OCTET_STRING
            && matches!(self.file, Some(File::Sod | File::CardSecurity))
            && matches!(object.content.first(), Some(0x30 | 0x31));
        if !wraps || ber::survey(object.content).is_err() {
            return;
        }
        let mut reader = Reader::at(object.content, object.content_offset());
        let Ok(Some(inner)) = reader.next() else {
            return;
        };
        if reader.rest().is_empty() {
            node.value = Vec::new();
            node.children = vec![self.node(&inner, Some(object.tag))];
        }
    }
}
