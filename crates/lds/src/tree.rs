//! Anything as a tree of objects or fields with offsets, for `inspect` and for finding faults.
//!
//! Plain data: whoever prints it decides what to show. Values of files about a person are
//! personal, so `Debug` shows their length only.

use crate::ber::Reader;
use crate::biometric::Modality;
use crate::evidence::Application;
use crate::lds2::Lds2File;
use crate::{DataGroup, File, driving_licence, vn_dg13};
use vidimus_iso7816::tlv::{Tag, TlvError};

mod names;
mod node;
mod oids;
mod picture;
mod record;
mod text;
mod third;
mod value;
mod walk;

pub use node::Node;
pub use oids::oid_name;
pub use value::Shown;
use walk::Walk;

/// Most nodes of one tree.
pub const MAX_NODES: usize = 20_000;

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
        Application::DrivingLicence => {
            let mut tree = walk(bytes, file, None, application);
            if let Some(modality) = file.and_then(Modality::of_licence_file) {
                tree.open_biometrics(modality);
            }
            tree
        }
    }
}

/// The same for a file that is known by other means, EF.ATR/INFO for instance; `None` for a
/// certificate, a list, or anything else.
#[must_use]
pub fn tree_of(bytes: &[u8], file: Option<File>) -> Tree {
    let mut tree = walk(bytes, file, None, Application::Emrtd);
    if let Some(modality) = file.and_then(Modality::of_file) {
        tree.open_biometrics(modality);
    }
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

/// The markers, chunks or boxes of a picture.
#[must_use]
pub fn tree_of_picture(bytes: &[u8]) -> Tree {
    picture::read(bytes)
}

/// The lines of a machine-readable zone.
#[must_use]
pub fn tree_of_zone(text: &str) -> Tree {
    text::zone(text)
}

/// The fields of the QR code of a Vietnamese citizen card.
#[must_use]
pub fn tree_of_citizen_code(text: &str) -> Tree {
    text::citizen_code(text)
}

/// Header, features and signature of a visible digital seal; of a broken one what stands before
/// the fault.
#[must_use]
pub fn tree_of_seal(bytes: &[u8]) -> Tree {
    text::seal(bytes)
}

/// A biometric record alone, without the file around it: of the ISO/IEC 19794 series, or the
/// data block of the ISO/IEC 39794 series, with or without `7F2E`.
#[must_use]
pub fn tree_of_record(bytes: &[u8], modality: Modality) -> Tree {
    if matches!(bytes.first(), Some(0x64..=0x66 | 0x7F)) {
        let mut tree = walk(bytes, Some(modality.file()), None, Application::Emrtd);
        tree.file = None;
        for node in &mut tree.nodes {
            third::name_data(node);
            third::name_block(node);
        }
        return tree;
    }
    let record::Record { nodes, stopped } = record::read(modality, bytes, 0);
    Tree {
        file: None,
        nodes,
        stopped,
        padding: 0,
    }
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

impl Tree {
    /// Opens the records of DG2, DG3 or DG4, and names what is in blocks of objects.
    fn open_biometrics(&mut self, modality: Modality) {
        let mut stopped = None;
        for node in &mut self.nodes {
            open_below(node, modality, &mut stopped);
        }
        if let Some(inner) = stopped {
            // the field is the innermost thing that is not whole
            self.stopped = Some(inner);
        }
    }
}

fn open_below(node: &mut Node, modality: Modality, stopped: &mut Option<TlvError>) {
    match node.tag {
        Some(Tag(0x7F2E)) => third::name_block(node),
        Some(Tag(0x5F2E)) => {
            let value = core::mem::take(&mut node.value);
            let found = record::read(modality, &value, node.offset + node.header_len);
            node.children = found.nodes;
            *stopped = stopped.take().or(found.stopped);
            if node.children.is_empty() {
                node.value = value;
            }
        }
        _ => {
            open_header(node);
            for child in &mut node.children {
                open_below(child, modality, stopped);
            }
        }
    }
}

/// Shows what a template says about itself: version, type, format; not the subtype, nor when it
/// was made.
fn open_header(template: &mut Node) {
    let about_itself =
        |node: &&mut Node| matches!(node.tag, Some(Tag(0x02 | 0x80 | 0x81 | 0x86..=0x88)));
    let is_header = |node: &Node| node.tag == Some(Tag(0xA1));
    let fields = match template.tag {
        Some(Tag(0x7F61)) => Some(template),
        Some(Tag(0x7F60)) => template.children.iter_mut().find(|node| is_header(node)),
        _ => None,
    };
    let fields = fields.into_iter().flat_map(|node| &mut node.children);
    for field in fields.filter(about_itself) {
        field.personal = false;
    }
}
