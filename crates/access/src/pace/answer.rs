//! The answers of the chip: objects inside `7C` (Doc 9303-11 §4.4.5, table 4).
//!
//! ```text
//! step 1   7C { 80 encrypted nonce }
//! step 2   7C { 82 mapping key }            Integrated: 7C { 82 } or less
//! step 3   7C { 84 ephemeral key }
//! step 4   7C { 86 token (8)  [87 newest authority]  [88 previous one]  [8A cryptogram] }
//! ```
//!
//! Exactly what the step yields, once, and nothing behind it. Two readings are wider than the
//! table: with Integrated Mapping the second answer may leave out the empty `82`, or `7C` with
//! it, for it carries nothing; and the objects of the last answer may come in any order.

use super::command::DYNAMIC_DATA;
use vidimus_iso7816::tlv::{Reader, Tag, TlvError};

/// What is wrong is not told apart: each is `pace.response_malformed`.
pub(super) struct Malformed;

impl From<TlvError> for Malformed {
    fn from(_: TlvError) -> Self {
        Self
    }
}

/// The objects of the last answer.
pub(super) struct LastAnswer<'a> {
    /// 86: the chip's token
    pub(super) token: [u8; 8],
    /// 87 and 88: authorities whose certificates the chip knows, the newest first
    pub(super) references: Vec<&'a [u8]>,
    /// 8A: encrypted chip authentication data
    pub(super) chip_authentication: Option<&'a [u8]>,
    /// Whether there is an object that the table does not have. With Chip Authentication Mapping
    /// that is borne, for the channel stands; with the others it is malformed.
    pub(super) unknown: bool,
}

/// The value of the one object of an answer.
pub(super) fn single(data: &[u8], tag: Tag) -> Result<&[u8], Malformed> {
    let mut objects = inside(data)?;
    let object = objects.expect(tag)?;
    objects.is_empty().then_some(object.value).ok_or(Malformed)
}

/// The second answer of Integrated Mapping: no byte of a value.
pub(super) fn nothing(data: &[u8]) -> Result<(), Malformed> {
    if data.is_empty() || inside(data)?.is_empty() || single(data, Tag(0x82))?.is_empty() {
        return Ok(());
    }
    Err(Malformed)
}

/// The last answer.
pub(super) fn last(data: &[u8]) -> Result<LastAnswer<'_>, Malformed> {
    let mut objects = inside(data)?;
    let mut found: [Option<&[u8]>; 4] = [None; 4];
    let mut unknown = false;
    while let Some(object) = objects.next()? {
        let place = [0x86, 0x87, 0x88, 0x8A]
            .into_iter()
            .zip(&mut found)
            .find(|(tag, _)| object.tag == Tag(*tag));
        match place {
            Some((_, place @ None)) => *place = Some(object.value),
            Some(_) => return Err(Malformed),
            None => unknown = true,
        }
    }
    let [token, newest, previous, chip_authentication] = found;
    let token = <[u8; 8]>::try_from(token.ok_or(Malformed)?).map_err(|_| Malformed)?;
    Ok(LastAnswer {
        token,
        references: [newest, previous].into_iter().flatten().collect(),
        chip_authentication,
        unknown,
    })
}

/// A reader of what is inside `7C`, which must be the whole answer.
fn inside(data: &[u8]) -> Result<Reader<'_>, Malformed> {
    let mut outer = Reader::new(data);
    let object = outer.expect(DYNAMIC_DATA)?;
    if !outer.is_empty() {
        return Err(Malformed);
    }
    Ok(object.children()?)
}
