//! From bytes to nodes.

use super::{Node, names};
use crate::File;
use crate::ber::{self, Object, Reader};
use crate::evidence::Application;
use crate::lds2::Lds2File;
use vidimus_iso7816::tlv::{Tag, TlvError};

pub(super) struct Walk {
    pub(super) file: Option<File>,
    /// the file is one of LDS2
    pub(super) lds2: Option<Lds2File>,
    /// the application the file belongs to
    pub(super) application: Application,
    /// nodes that may still be made
    pub(super) left: usize,
    pub(super) stopped: Option<TlvError>,
}

impl Walk {
    /// The objects of one level; stops for good at the first fault. Of an object that the file
    /// ends in, what is there is a node too.
    pub(super) fn level(
        &mut self,
        reader: &mut Reader<'_>,
        parent: Option<Tag>,
        padded: bool,
    ) -> Vec<Node> {
        let mut nodes = Vec::new();
        while self.stopped.is_none() && self.left > 0 {
            if padded && reader.rest().iter().all(|byte| *byte == 0) {
                break;
            }
            match reader.next() {
                Ok(Some(object)) => nodes.push(self.node(&object, parent)),
                Ok(None) => break,
                Err(error) => {
                    if let Some(there) = reader.take_cut() {
                        nodes.push(self.node(&there, parent));
                    }
                    // the innermost object that is not whole comes first
                    self.stopped.get_or_insert(error);
                }
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
            tag: Some(object.tag),
            name: self.name(parent, object.tag),
            missing: object.missing,
            indefinite: object.indefinite,
            non_minimal: object.non_minimal,
            personal: self.is_personal(object.tag),
            meaning: None,
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
        // the demographic data of a European licence are objects under a primitive tag
        let is_licence = self.application == Application::DrivingLicence;
        if is_licence && object.tag == Tag(0x5F02) {
            let mut inner = Reader::at(object.content, object.content_offset());
            node.children = self.level(&mut inner, Some(object.tag), false);
            if !node.children.is_empty() {
                node.value = Vec::new();
            }
            return;
        }
        let wraps = object.tag == ber::OCTET_STRING
            && matches!(self.file, Some(File::Sod | File::CardSecurity))
            && matches!(object.content.first(), Some(0x30 | 0x31));
        let is_cut = object.missing > 0;
        if !wraps || (!is_cut && ber::survey(object.content).is_err()) {
            return;
        }
        let mut reader = Reader::at(object.content, object.content_offset());
        if is_cut {
            node.value = Vec::new();
            node.children = self.level(&mut reader, Some(object.tag), false);
            return;
        }
        let Ok(Some(inner)) = reader.next() else {
            return;
        };
        if reader.rest().is_empty() {
            node.value = Vec::new();
            node.children = vec![self.node(&inner, Some(object.tag))];
        }
    }
}
