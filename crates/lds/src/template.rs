//! The objects inside the outer object of a file, read as far as they go.

use crate::content::RawField;
use crate::decoded::Findings;
use crate::evidence::Application;
use crate::{Defect, File, LdsError};
use std::collections::BTreeSet;
use vidimus_iso7816::tlv::{Reader, Tag, Tlv};

/// The count in front of a list.
const COUNT: Tag = Tag(0x02);
/// Most entries that a list may declare: two decimal digits.
const MAX_COUNT: u8 = 99;

/// Walks the objects of one template; the first one that cannot be read ends the walk.
pub(crate) struct Template<'a> {
    reader: Reader<'a>,
    /// offset of its own tag
    start: usize,
    /// what lies in front of the reader's bytes, where it does not know
    base: usize,
    /// the file ends inside the template, which was told already
    cut: bool,
    /// zeros up to the end are no objects
    padded: bool,
    /// the tags that went by
    seen: BTreeSet<Tag>,
}

impl<'a> Template<'a> {
    /// The outer object of a data group. Of a file that was cut short, what is there; of another
    /// file, nothing. Either is told as a fault.
    pub(crate) fn open(
        application: Application,
        bytes: &'a [u8],
        findings: &mut Findings,
    ) -> (Self, &'a [u8]) {
        match application.outer_object(bytes, findings.file()) {
            Ok(object) => (Self::whole(object, findings), object),
            Err(error) => {
                let same_file = matches!(error, LdsError::Truncated { .. });
                findings.fault(error);
                match Reader::new(bytes).take_cut().filter(|_| same_file) {
                    Some(there) => (Self::inside(&there, findings), bytes),
                    None => (Self::of(Reader::new(&[]), 0), &[]),
                }
            }
        }
    }

    /// An object whose tag was looked at.
    fn whole(object: &'a [u8], findings: &mut Findings) -> Self {
        let inner = Reader::new(object)
            .next()
            .and_then(|outer| outer.map_or(Ok(Reader::new(&[])), |outer| outer.children()));
        let reader = inner.unwrap_or_else(|error| {
            findings.tlv(error);
            Reader::new(&[])
        });
        Self::of(reader, 0)
    }

    const fn of(reader: Reader<'a>, start: usize) -> Self {
        Self {
            reader,
            start,
            base: 0,
            cut: false,
            padded: false,
            seen: BTreeSet::new(),
        }
    }

    /// Objects that nothing stands around, up to the end or to zeros that fill the file.
    pub(crate) fn in_a_row(bytes: &'a [u8]) -> Self {
        Self {
            padded: true,
            ..Self::of(Reader::new(bytes), 0)
        }
    }

    /// The objects inside one object.
    pub(crate) fn inside(object: &Tlv<'a>, findings: &mut Findings) -> Self {
        let reader = object.children().unwrap_or_else(|error| {
            findings.tlv(error);
            Reader::new(&[])
        });
        Self {
            cut: object.is_cut(),
            ..Self::of(reader, object.offset)
        }
    }

    /// Whether the file ends inside the template, which was told already.
    pub(crate) const fn is_cut(&self) -> bool {
        self.cut
    }

    /// The objects in the value of an object whose tag says that there are none.
    pub(crate) fn within(object: &Tlv<'a>) -> Self {
        Self {
            base: object.value_offset(),
            cut: object.is_cut(),
            ..Self::of(Reader::new(object.value), object.offset)
        }
    }

    /// The next object of a tag that did not go by yet, but for those that may be repeated.
    /// Repeated ones are told and kept as they stand.
    pub(crate) fn next_single(
        &mut self,
        repeatable: Option<Tag>,
        unknown: &mut Vec<RawField<'a>>,
        findings: &mut Findings,
    ) -> Option<Tlv<'a>> {
        loop {
            let object = self.next(findings)?;
            if self.seen.insert(object.tag) || Some(object.tag) == repeatable {
                return Some(object);
            }
            findings.content(object.offset, "each object once");
            unknown.push(RawField::new(&object));
        }
    }

    /// The next object. Where the file ends inside an object that holds others, what is there of
    /// it comes last; what is there of a value is no value.
    pub(crate) fn next(&mut self, findings: &mut Findings) -> Option<Tlv<'a>> {
        if self.padded && self.reader.rest().iter().all(|byte| *byte == 0) {
            return None;
        }
        match self.reader.next() {
            Ok(found) => found.map(|mut object| {
                object.offset += self.base;
                object
            }),
            Err(mut error) => {
                let there = self.reader.take_cut();
                self.reader = Reader::new(&[]);
                error.offset = error.offset.saturating_add(self.base);
                if !self.cut {
                    self.cut = there.is_some();
                    findings.tlv(error);
                }
                there
                    .filter(|object| object.tag.is_constructed())
                    .map(|mut object| {
                        object.offset += self.base;
                        object
                    })
            }
        }
    }
}

/// A list of objects of one tag behind their count: `02 01 n, item, item, …`.
///
/// The items are kept whatever the count says; a count that is missing, of no use or wrong is a
/// fault. Objects of other tags are kept as they are.
pub(crate) fn read_list<'a, T>(
    template: &mut Template<'a>,
    is_item: impl Fn(Tag) -> bool,
    unknown: &mut Vec<RawField<'a>>,
    findings: &mut Findings,
    mut read: impl FnMut(&Tlv<'a>, &mut Findings) -> T,
) -> Vec<T> {
    let mut items = Vec::new();
    let mut count = None;
    while let Some(object) = template.next(findings) {
        if is_item(object.tag) {
            items.push(read(&object, findings));
        } else if object.tag == COUNT && count.is_none() {
            count = Some(object);
        } else {
            unknown.push(RawField::new(&object));
        }
    }
    if !template.cut {
        judge_count(count.as_ref(), items.len(), template.start, findings);
    }
    items
}

fn judge_count(count: Option<&Tlv<'_>>, found: usize, list: usize, findings: &mut Findings) {
    let Some(object) = count else {
        if found > 0 {
            findings.content(list, "a count in front of a list");
        }
        return;
    };
    let offset = object.value_offset();
    match *object.value {
        [declared @ 1..=MAX_COUNT] if usize::from(declared) == found => {}
        [declared @ 1..=MAX_COUNT] => findings.defect(
            offset,
            Defect::Count {
                declared: declared.into(),
                found: u32::try_from(found).unwrap_or(u32::MAX),
            },
        ),
        _ => findings.content(offset, "a count of one byte, 1 to 99"),
    }
}

/// The tags of a tag list, of one or two bytes each.
pub(crate) fn read_tag_list(object: &Tlv<'_>, findings: &mut Findings) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut rest = object.value;
    loop {
        rest = match *rest {
            [] => return tags,
            [first, second, ref after @ ..] if first & 0x1F == 0x1F && second & 0x80 == 0 => {
                tags.push(Tag(u32::from_be_bytes([0, 0, first, second])));
                after
            }
            [first, ref after @ ..] if first & 0x1F != 0x1F => {
                tags.push(Tag(first.into()));
                after
            }
            _ => {
                let left = rest.len();
                let offset = object.value_offset() + object.value.len().saturating_sub(left);
                findings.content(offset, "a tag of one or two bytes");
                return tags;
            }
        }
    }
}

/// Reads a whole file with one function.
pub(crate) fn read_file<'a, T>(
    bytes: &'a [u8],
    file: File,
    read: impl FnOnce(Template<'a>, &'a [u8], &mut Findings) -> T,
) -> crate::Decoded<T> {
    read_file_of(Application::Emrtd, bytes, file, read)
}

/// The same of a file of this application.
pub(crate) fn read_file_of<'a, T>(
    application: Application,
    bytes: &'a [u8],
    file: File,
    read: impl FnOnce(Template<'a>, &'a [u8], &mut Findings) -> T,
) -> crate::Decoded<T> {
    let mut findings = Findings::new(file);
    let (template, raw) = Template::open(application, bytes, &mut findings);
    let value = read(template, raw, &mut findings);
    findings.finish(value)
}
