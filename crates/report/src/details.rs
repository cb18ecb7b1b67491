//! What the data groups beyond DG1 say, field by field, for people.
//!
//! Every value has a stable field name; `lang` has the titles. Text that is none of its character
//! set is shown with a sign of replacement, flagged, and its bytes are kept; what has no meaning
//! here is listed with its bytes. Nothing here is judged.

mod dg11;
mod dg12;
mod other;
mod vietnamese;

use crate::judge::Case;
use vidimus_lds::content::{DisplayedImage, PersonName, RawField, Text};
use vidimus_lds::evidence::Application;
use vidimus_lds::text::escape_for_terminal;
use vidimus_lds::{DataGroup, Personal};
use vidimus_trust::Outcome;

/// One value.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Detail {
    /// the data group that says it
    pub group: DataGroup,
    /// what it is, by its stable name; `unknown` where nobody knows
    pub field: &'static str,
    /// which of several; for an unknown one, its tag or number
    pub item: Option<String>,
    /// the value, safe to show on a terminal; hexadecimal bytes of an unknown one
    pub value: Personal<String>,
    /// hexadecimal bytes as they stand, where characters had to be replaced
    pub raw: Option<Personal<String>>,
    /// whether the data group is shown to be what was signed
    pub proved: bool,
}

impl Detail {
    /// Whether characters had to be replaced.
    #[must_use]
    pub const fn is_damaged(&self) -> bool {
        self.raw.is_some()
    }
}

/// Lists what the bytes of one data group say.
type Reader = fn(&[u8], &mut List);

/// Every value of every data group that is read here, in order.
pub(crate) fn of(case: &Case<'_>) -> Vec<Detail> {
    if case.evidence.application != Application::Emrtd {
        return Vec::new();
    }
    let readers: [(DataGroup, Reader); 6] = [
        (DataGroup::DG5, other::dg5),
        (DataGroup::DG7, other::dg7),
        (DataGroup::DG11, dg11::read),
        (DataGroup::DG12, dg12::read),
        (DataGroup::DG13, vietnamese::read),
        (DataGroup::DG16, other::dg16),
    ];
    let mut all = Vec::new();
    for (group, read) in readers {
        let known = group != DataGroup::DG13 || case.reads_vietnamese_dg13();
        let Some(bytes) = case.evidence.data_group(group).filter(|_| known) else {
            continue;
        };
        let mut list = List {
            group,
            proved: case.authentic && case.hash(group) == Outcome::Passed,
            found: Vec::new(),
        };
        read(bytes, &mut list);
        all.append(&mut list.found);
    }
    all
}

/// The values of one data group while it is read.
pub(super) struct List {
    group: DataGroup,
    proved: bool,
    found: Vec<Detail>,
}

impl List {
    fn push(&mut self, field: &'static str, item: Option<String>, value: &str) {
        self.found.push(Detail {
            group: self.group,
            field,
            item,
            value: Personal::new(escape_for_terminal(value).into_owned()),
            raw: None,
            proved: self.proved,
        });
    }

    /// A value that is shown as it is.
    fn plain(&mut self, field: &'static str, value: Option<String>) {
        if let Some(value) = value {
            self.push(field, None, &value);
        }
    }

    fn text(&mut self, field: &'static str, text: Option<&Text<'_>>) {
        self.item(field, None, text);
    }

    /// A text, one of several where `item` says so.
    fn item(&mut self, field: &'static str, item: Option<String>, text: Option<&Text<'_>>) {
        let Some(text) = text else { return };
        self.push(field, item, text.as_str());
        if let Some(last) = self.found.last_mut().filter(|_| text.is_damaged()) {
            last.raw = Some(Personal::new(crate::check::hex(text.raw())));
        }
    }

    fn name(&mut self, field: &'static str, name: Option<&PersonName<'_>>) {
        self.text(field, name.map(PersonName::text));
    }

    /// A picture: its format and size.
    fn picture(&mut self, field: &'static str, picture: Option<&DisplayedImage<'_>>) {
        let Some(picture) = picture else { return };
        let size = picture.header.as_ref().map(|header| {
            let (width, height) = (header.width, header.height);
            format!("{width} x {height}, ")
        });
        let text = format!(
            "{}, {}{} bytes",
            picture.format.name(),
            size.unwrap_or_default(),
            picture.bytes.reveal().len()
        );
        self.push(field, None, &text);
    }

    fn unknown(&mut self, fields: &[RawField<'_>]) {
        for field in fields {
            let tag = Some(format!("{:X}", field.tag.0));
            self.push("unknown", tag, &crate::check::hex(field.value.reveal()));
        }
    }
}
