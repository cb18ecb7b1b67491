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
    pub(crate) object: Tlv<'a>,
}

impl DataBlock<'_> {
    /// Whether it is a row of fields; ASN.1 otherwise.
    pub(crate) fn is_record(&self) -> bool {
        self.object.tag == RECORD
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

    /// Walks the whole file; a fault ends the walk, what was visited before stays.
    pub(crate) fn file(&mut self, bytes: &[u8], visit: Visit<'_>) -> Result<(), LdsError> {
        let file = self.modality.file();
        let object = outer_object(bytes, file)?;
        self.group(object, visit)
            .map_err(|error| LdsError::tlv(file, error))
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

    fn group(&mut self, object: &[u8], visit: Visit<'_>) -> Result<(), TlvError> {
        let file_tag = self.modality.file().tag().unwrap_or(Tag(0));
        let mut outer = Reader::new(object).expect(file_tag)?.children()?;
        let mut group = outer.expect(GROUP_TEMPLATE)?.children()?;
        let count_at = group.offset();
        let count = group.take_if(COUNT)?;
        let mut templates = 0u32;
        while let Some(template) = group.next()? {
            if template.tag == TEMPLATE {
                templates += 1;
                self.template(&template, visit)?;
            }
        }
        match count.map(|count| count.value) {
            None => self.deviates(count_at, Deviation::Missing(COUNT)),
            Some([declared]) if u32::from(*declared) == templates => {}
            Some(declared) => {
                let counts = Deviation::Count {
                    declared: number(declared),
                    found: templates,
                };
                self.deviates(count_at, counts);
            }
        }
        Ok(())
    }

    fn template(&mut self, template: &Tlv<'_>, visit: Visit<'_>) -> Result<(), TlvError> {
        let mut objects = template.children()?;
        let mut header = None;
        let mut has_record = false;
        while let Some(object) = objects.next()? {
            match object.tag {
                HEADER => header = Some(BiometricHeader::read(&object)?),
                RECORD | CONSTRUCTED_RECORD => {
                    let header = header.clone().unwrap_or_default();
                    visit(self, &DataBlock { header, object });
                }
                ENCRYPTED => self.encrypted += 1,
                _ => {}
            }
            has_record |= matches!(object.tag, RECORD | CONSTRUCTED_RECORD | ENCRYPTED);
        }
        match header {
            Some(header) => header.check(self, template.offset),
            None => self.deviates(template.offset, Deviation::Missing(HEADER)),
        }
        if !has_record {
            self.deviates(template.offset, Deviation::Missing(RECORD));
        }
        Ok(())
    }
}

/// A short big-endian number; longer ones keep their last four bytes.
pub(super) fn number(bytes: &[u8]) -> u32 {
    bytes
        .iter()
        .fold(0, |value, byte| (value << 8) | u32::from(*byte))
}
