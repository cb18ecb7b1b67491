//! From the file to each biometric data block.

use super::{BiometricHeader, Modality};
use crate::decoded::{Decoded, MAX_FINDINGS};
use crate::structure::{Deviation, StructureFinding};
use crate::{LdsError, outer_object};
use vidimus_iso7816::tlv::{Reader, Tag, Tlv, TlvError};

const GROUP_TEMPLATE: Tag = Tag(0x7F61);
const COUNT: Tag = Tag(0x02);
const TEMPLATE: Tag = Tag(0x7F60);
const HEADER: Tag = Tag(0xA1);
const RECORD: Tag = Tag(0x5F2E);
const CONSTRUCTED_RECORD: Tag = Tag(0x7F2E);
/// Secure messaging template (ISO/IEC 7816-11): an encrypted record.
const ENCRYPTED: Tag = Tag(0x7D);

/// A walk through one file, and what was found to deviate on the way.
pub(crate) struct Walk {
    pub(crate) modality: Modality,
    /// how many records are encrypted
    pub(crate) encrypted: usize,
    pub(crate) findings: Vec<StructureFinding>,
}

/// A biometric data block, with the header of the template it is in.
pub(crate) struct DataBlock<'a> {
    pub(crate) header: BiometricHeader,
    pub(crate) content: Content<'a>,
}

/// How a data block is built.
pub(crate) enum Content<'a> {
    /// a row of fields at an offset of the file
    Record { data: &'a [u8], offset: usize },
    /// ASN.1: `7F2E`, or what is in it
    Block(Tlv<'a>),
}

impl<'a> DataBlock<'a> {
    fn of(header: BiometricHeader, object: Tlv<'a>) -> Self {
        let content = match object.tag {
            RECORD => Content::Record {
                data: object.value,
                offset: object.value_offset(),
            },
            _ => Content::Block(object),
        };
        Self { header, content }
    }

    /// A row of fields without a template around it.
    pub(crate) fn record(data: &'a [u8], offset: usize) -> Self {
        Self {
            header: BiometricHeader::default(),
            content: Content::Record { data, offset },
        }
    }

    /// A record without a template around it: `7F2E`, what is in it, or a row of fields.
    pub(crate) fn alone(bytes: &'a [u8], modality: Modality) -> Self {
        let block_tag = Tag(modality.block_tag());
        let object = next(&mut Reader::new(bytes)).ok().flatten();
        match object.filter(|found| found.tag == CONSTRUCTED_RECORD || found.tag == block_tag) {
            Some(object) => Self::of(BiometricHeader::default(), object),
            None => Self::record(bytes, 0),
        }
    }
}

/// What takes the data blocks.
type Visit<'v> = &'v mut dyn FnMut(&mut Walk, &DataBlock<'_>);

impl Walk {
    pub(crate) const fn new(modality: Modality) -> Self {
        Self {
            modality,
            encrypted: 0,
            findings: Vec::new(),
        }
    }

    /// Walks the whole file; a fault ends the walk, what was visited before stays. Of a file cut
    /// short everything is visited that is there.
    pub(crate) fn file(&mut self, bytes: &[u8], visit: Visit<'_>) -> Result<(), LdsError> {
        let file = self.modality.file();
        let at = |error| LdsError::tlv(file, error);
        match outer_object(bytes, file) {
            Ok(object) => {
                let tag = file.tag().unwrap_or(Tag(0));
                let outer = Reader::new(object).expect(tag).map_err(at)?;
                self.group(&outer, visit).map_err(at)
            }
            Err(error @ LdsError::Truncated { .. }) => {
                if let Some(there) = Reader::new(bytes).take_cut() {
                    // that the file ends is the fault, wherever the walk finds it
                    let _ = self.group(&there, visit);
                }
                Err(error)
            }
            Err(error) => Err(error),
        }
    }

    /// The names of tolerances are those of DG2; what deviates in DG3 or DG4 has none.
    pub(crate) fn deviates(&mut self, offset: usize, what: Deviation) {
        if self.findings.len() < MAX_FINDINGS {
            let mut finding = StructureFinding::new(offset, what);
            if self.modality != Modality::Face {
                finding.quirk = None;
            }
            self.findings.push(finding);
        }
    }

    /// What was read, with this fault.
    pub(crate) fn finish<T>(self, value: T, walked: Result<(), LdsError>) -> Decoded<T> {
        Decoded {
            value,
            faults: walked.err().into_iter().collect(),
            notes: self.findings,
        }
    }

    fn group(&mut self, outer: &Tlv<'_>, visit: Visit<'_>) -> Result<(), TlvError> {
        let mut outer = outer.children()?;
        let mut again = outer.clone();
        let Some(group) = next(&mut outer)?.filter(|found| found.tag == GROUP_TEMPLATE) else {
            return again.expect(GROUP_TEMPLATE).map(drop);
        };
        let mut objects = group.children()?;
        let count_at = objects.offset();
        let count = objects.take_if(COUNT)?;
        let mut templates = 0u32;
        while let Some(template) = next(&mut objects)? {
            if template.tag == TEMPLATE {
                templates += 1;
                self.template(&template, visit)?;
            }
        }
        if !group.is_cut() {
            self.judge_count(count_at, count.map(|count| count.value), templates);
        }
        Ok(())
    }

    fn judge_count(&mut self, offset: usize, declared: Option<&[u8]>, found: u32) {
        match declared {
            None => self.deviates(offset, Deviation::Missing(COUNT)),
            Some([declared]) if u32::from(*declared) == found => {}
            Some(declared) => {
                let declared = number(declared);
                self.deviates(offset, Deviation::Count { declared, found });
            }
        }
    }

    fn template(&mut self, template: &Tlv<'_>, visit: Visit<'_>) -> Result<(), TlvError> {
        let mut objects = template.children()?;
        let mut header = None;
        let mut has_record = false;
        while let Some(object) = next(&mut objects)? {
            match object.tag {
                HEADER => header = Some(BiometricHeader::read(&object)?),
                RECORD | CONSTRUCTED_RECORD => {
                    let header = header.clone().unwrap_or_default();
                    visit(self, &DataBlock::of(header, object));
                }
                ENCRYPTED => self.encrypted += 1,
                _ => {}
            }
            has_record |= matches!(object.tag, RECORD | CONSTRUCTED_RECORD | ENCRYPTED);
        }
        match header {
            Some(header) => header.check(self, template.offset),
            None if template.is_cut() => {}
            None => self.deviates(template.offset, Deviation::Missing(HEADER)),
        }
        if !has_record && !template.is_cut() {
            self.deviates(template.offset, Deviation::Missing(RECORD));
        }
        Ok(())
    }
}

/// The next object, or what is there of it where the file ends.
pub(crate) fn next<'a>(objects: &mut Reader<'a>) -> Result<Option<Tlv<'a>>, TlvError> {
    match objects.next() {
        Err(error) => objects.take_cut().map(Some).ok_or(error),
        found => found,
    }
}

/// A short big-endian number; longer ones keep their last four bytes.
pub(super) fn number(bytes: &[u8]) -> u32 {
    bytes
        .iter()
        .fold(0, |value, byte| (value << 8) | u32::from(*byte))
}
