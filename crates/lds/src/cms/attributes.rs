//! SignedAttributes (RFC 5652 §5.3, §5.4, §11).

use super::{finish, read_oid};
use crate::ber::{self, Object, Reader};
use crate::oid::{self, Oid};
use crate::{CmsError, instant};
use std::borrow::Cow;
use vidimus_iso7816::tlv::Writer;

/// What is signed besides, or rather: what is signed, for the content's digest is in it.
#[derive(Clone, PartialEq, Eq)]
pub struct SignedAttributes<'a> {
    /// every value of every contentType attribute; exactly one belongs here
    pub content_types: Vec<Oid<'a>>,
    /// every value of every messageDigest attribute; exactly one belongs here
    pub message_digests: Vec<Cow<'a, [u8]>>,
    /// the first signingTime, in seconds since 1970, where it is readable
    pub signing_time: Option<i64>,
    /// whether the attributes stand in DER order (by their encodings)
    pub sorted: bool,
    /// the bytes to verify over, as received
    to_be_signed: Vec<u8>,
    /// the raw attributes, in DER lengths
    attributes: Vec<Cow<'a, [u8]>>,
}

impl<'a> SignedAttributes<'a> {
    /// What the signature is made over: the attributes as received, under tag `31` in place of
    /// `A0` and in definite lengths (§5.4).
    #[must_use]
    pub fn to_be_signed(&self) -> &[u8] {
        &self.to_be_signed
    }

    /// The same in DER order; differs from [`to_be_signed`](Self::to_be_signed) only when the
    /// attributes are not [`sorted`](Self::sorted).
    #[must_use]
    pub fn to_be_signed_in_der_order(&self) -> Vec<u8> {
        let mut attributes: Vec<&[u8]> = self.attributes.iter().map(AsRef::as_ref).collect();
        attributes.sort_unstable();
        let mut set = Writer::new();
        set.object(ber::SET, &attributes.concat());
        set.into_bytes()
    }

    pub(super) fn read(object: &Object<'a>) -> Result<Self, CmsError> {
        let mut found = Self {
            content_types: Vec::new(),
            message_digests: Vec::new(),
            signing_time: None,
            sorted: true,
            to_be_signed: re_tagged(object)?,
            attributes: Vec::new(),
        };
        let is_der = found.to_be_signed.get(1..) == object.bytes.get(1..);
        let mut set = object.children()?;
        while !set.rest().is_empty() {
            let attribute = set.expect(ber::SEQUENCE)?;
            found.read_attribute(&attribute)?;
            found.attributes.push(if is_der {
                Cow::Borrowed(attribute.bytes)
            } else {
                Cow::Owned(ber::to_der(&attribute, ber::SEQUENCE)?)
            });
        }
        found.sorted = found.attributes.is_sorted();
        Ok(found)
    }

    fn read_attribute(&mut self, attribute: &Object<'a>) -> Result<(), CmsError> {
        let mut fields = attribute.children()?;
        let kind = read_oid(&mut fields)?;
        let mut values = fields.expect(ber::SET)?.children()?;
        finish(&fields)?;
        while !values.rest().is_empty() {
            match kind {
                oid::CONTENT_TYPE => self.content_types.push(read_oid(&mut values)?),
                oid::MESSAGE_DIGEST => self.message_digests.push(read_digest(&mut values)?),
                oid::SIGNING_TIME => self.read_signing_time(&mut values)?,
                _ => {
                    values.next()?;
                }
            }
        }
        Ok(())
    }

    /// An unreadable time is no time: nothing rests on it alone.
    fn read_signing_time(&mut self, values: &mut Reader<'a>) -> Result<(), CmsError> {
        if let Some(value) = values.next()? {
            let time = instant::parse(value.tag, value.content);
            self.signing_time = self.signing_time.or(time);
        }
        Ok(())
    }
}

/// The attributes under tag `31`: one byte changed in DER, re-encoded in BER.
fn re_tagged(object: &Object<'_>) -> Result<Vec<u8>, CmsError> {
    let survey = ber::survey(object.bytes)?;
    if survey.indefinite || survey.strings_in_pieces {
        return Ok(ber::to_der(object, ber::SET)?);
    }
    let mut bytes = object.bytes.to_vec();
    if let Some(tag) = bytes.first_mut() {
        *tag = 0x31;
    }
    Ok(bytes)
}

fn read_digest<'a>(values: &mut Reader<'a>) -> Result<Cow<'a, [u8]>, CmsError> {
    match values.take_if(ber::OCTET_STRING_IN_PIECES)? {
        Some(pieces) => Ok(pieces.octets()?),
        None => Ok(Cow::Borrowed(values.expect(ber::OCTET_STRING)?.content)),
    }
}

impl core::fmt::Debug for SignedAttributes<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("SignedAttributes")
            .field("content_types", &self.content_types)
            .field("message_digests", &self.message_digests.len())
            .field("signing_time", &self.signing_time)
            .field("sorted", &self.sorted)
            .finish_non_exhaustive()
    }
}
