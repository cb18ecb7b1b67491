//! EF.DIR (ICAO Doc 9303-10 §3.11.2, ISO/IEC 7816-4 §12.2.1): which applications there are.
//!
//! ```text
//! 61 { 4F identifier, 50 label, … } 61 { … } …        padded with zeros
//! ```
//!
//! Nothing stands around the templates, and nothing in the file is signed; a copy may be in a
//! SecurityInfo of EF.CardSecurity.

use crate::application::KnownApplication;
use crate::content::{CharacterSet, RawField, Text};
use crate::decoded::Findings;
use crate::security_info::SecurityInfo;
use crate::template::Template;
use crate::{Decoded, File, ber};
use vidimus_iso7816::tlv::{Tag, Tlv};

const TEMPLATE: Tag = Tag(0x61);
const IDENTIFIER: Tag = Tag(0x4F);
const LABEL: Tag = Tag(0x50);

/// id-EFDIR, and the same below the arc that ICAO had before.
const EF_DIR_INFOS: [&str; 2] = ["2.23.136.1.1.13", "1.3.27.1.1.13"];

/// Longest identifier of an application (ISO/IEC 7816-4 §12.2.3).
const MAX_IDENTIFIER: usize = 16;

/// The applications of a chip, as it says itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EfDir<'a> {
    /// in the order of the file
    pub applications: Vec<Application<'a>>,
    /// objects that are no application
    pub unknown: Vec<RawField<'a>>,
}

/// One application.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Application<'a> {
    /// offset of its template in the file
    pub offset: usize,
    /// `4F`; `None` when it is missing or of no use
    pub identifier: Option<&'a [u8]>,
    /// which one it is
    pub known: Option<KnownApplication>,
    /// `50`: what its issuer calls it
    pub label: Option<Text<'a>>,
    /// other objects of the template: path, command, address, and the like
    pub other: Vec<RawField<'a>>,
}

impl<'a> EfDir<'a> {
    /// Reads the whole file, as far as it goes.
    ///
    /// ```
    /// use vidimus_lds::{application::KnownApplication, ef_dir::EfDir};
    /// let file = b"\x61\x09\x4F\x07\xA0\0\0\x02\x47\x20\x01\0\0";
    /// let directory = EfDir::read(file).whole()?;
    /// assert_eq!(directory.applications[0].known, Some(KnownApplication::TravelRecords));
    /// # Ok::<(), vidimus_lds::LdsError>(())
    /// ```
    #[must_use]
    pub fn read(bytes: &'a [u8]) -> Decoded<Self> {
        let mut findings = Findings::new(File::Dir);
        let mut directory = Self::default();
        let mut objects = Template::in_a_row(bytes);
        while let Some(object) = objects.next(&mut findings) {
            match object.tag {
                TEMPLATE => {
                    let application = Application::read(&object, &mut findings);
                    // of a template that the file ends in, what is there
                    let is_bare = application == Application::at(object.offset);
                    if !(object.is_cut() && is_bare) {
                        directory.applications.push(application);
                    }
                }
                // ISO/IEC 7816-4 lets an identifier stand alone
                IDENTIFIER => {
                    let mut application = Application::at(object.offset);
                    application.identify(&object, &mut findings);
                    directory.applications.push(application);
                }
                _ => directory.unknown.push(RawField::new(&object)),
            }
        }
        findings.finish(directory)
    }

    /// The copy of the file in an EFDIRInfo (Doc 9303-11 §9.2.11), which EF.CardSecurity signs;
    /// `None` for any other SecurityInfo. Offsets count from the start of the copy.
    #[must_use]
    pub fn of_information(info: &SecurityInfo<'a>) -> Option<Decoded<Self>> {
        let copy = info.data.as_ref().ok()?.required;
        let named = EF_DIR_INFOS.contains(&info.oid.to_string().as_str());
        (named && copy.tag == ber::OCTET_STRING).then(|| Self::read(copy.content))
    }

    /// The known applications of LDS2 among them.
    pub fn lds2(&self) -> impl Iterator<Item = KnownApplication> {
        let known = self.applications.iter().filter_map(|found| found.known);
        known.filter(|known| known.is_lds2())
    }
}

impl<'a> Application<'a> {
    fn at(offset: usize) -> Self {
        Self {
            offset,
            ..Self::default()
        }
    }

    fn read(template: &Tlv<'a>, findings: &mut Findings) -> Self {
        let mut application = Self::at(template.offset);
        let mut named = false;
        let mut inner = Template::inside(template, findings);
        while let Some(object) = inner.next_single(None, &mut application.other, findings) {
            match object.tag {
                IDENTIFIER => {
                    named = true;
                    application.identify(&object, findings);
                }
                LABEL => application.label = Some(Text::decode(object.value, CharacterSet::Utf8)),
                _ => application.other.push(RawField::new(&object)),
            }
        }
        if !named && !inner.is_cut() {
            findings.content(template.offset, "an application identifier");
        }
        application
    }

    fn identify(&mut self, object: &Tlv<'a>, findings: &mut Findings) {
        if (1..=MAX_IDENTIFIER).contains(&object.value.len()) {
            self.identifier = Some(object.value);
            self.known = KnownApplication::from_identifier(object.value);
        } else {
            findings.content(object.value_offset(), "an identifier of 1 to 16 bytes");
            self.other.push(RawField::new(object));
        }
    }
}
