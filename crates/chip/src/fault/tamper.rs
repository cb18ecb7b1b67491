//! Protected responses sealed wrongly.

use super::behaviour::{Behaviour, SealFault};
use super::hooks::Faults;
use crate::channel::{CHECKSUM, CRYPTOGRAM, CRYPTOGRAM_ODD, Object, Tamper};
use vidimus_iso7816::StatusWord;

/// The faults that apply to one protected response.
pub(crate) struct SealTamper(Vec<SealFault>);

impl Faults {
    /// The faults of protected response number `number` of the session, from 1. Without a
    /// number of their own they wait for responses with data.
    pub(crate) fn seal(&self, number: u32, has_data: bool) -> SealTamper {
        SealTamper(self.all(|behaviour| match behaviour {
            Behaviour::Seal {
                fault,
                response: Some(named),
            } if *named == number => Some(fault.clone()),
            Behaviour::Seal {
                fault,
                response: None,
            } if has_data => Some(fault.clone()),
            _ => None,
        }))
    }
}

impl Tamper for SealTamper {
    fn pad(&mut self, data: &mut Vec<u8>, block: usize) {
        if self
            .0
            .iter()
            .any(|fault| matches!(fault, SealFault::NoPadding))
        {
            // one zero byte at least, so that the plain text ends in 00
            data.resize((data.len() + 1).next_multiple_of(block), 0);
        } else {
            crate::crypto::pad(data, block);
        }
    }

    fn before_mac(&mut self, objects: &mut Vec<Object>) {
        for fault in &self.0 {
            fault.before_mac(objects);
        }
    }

    fn after_mac(&mut self, objects: &mut Vec<Object>) {
        for fault in &self.0 {
            fault.after_mac(objects);
        }
    }

    fn trailer(&mut self, status: StatusWord) -> StatusWord {
        let mismatch = self.0.iter().find_map(|fault| match fault {
            SealFault::StatusMismatch { trailer, .. } => Some(*trailer),
            _ => None,
        });
        mismatch.unwrap_or(status)
    }
}

impl SealFault {
    fn before_mac(&self, objects: &mut Vec<Object>) {
        match self {
            Self::Drop { tag, remac: true } => objects.retain(|object| object.tag != *tag),
            Self::Duplicate { tag } if *tag != CHECKSUM => duplicate(objects, *tag),
            Self::Extra { tag, maced: true } => objects.insert(0, extra(*tag)),
            Self::Swap { from, to } => swap(objects, *from, *to),
            Self::Reorder { order } => reorder(objects, order),
            Self::Resize { tag, bytes } if *tag != CHECKSUM => resize(objects, *tag, *bytes),
            Self::Indicator { value } => {
                set_byte(objects, CRYPTOGRAM, 0, |byte| *byte = *value);
            }
            Self::StatusMismatch { inside, .. } => {
                for object in objects.iter_mut().filter(|object| object.tag == 0x99) {
                    object.value = inside.to_bytes().to_vec();
                }
            }
            _ => {}
        }
    }

    fn after_mac(&self, objects: &mut Vec<Object>) {
        match self {
            Self::Drop { tag, remac: false } => objects.retain(|object| object.tag != *tag),
            Self::Duplicate { tag: CHECKSUM } => duplicate(objects, CHECKSUM),
            Self::Extra { tag, maced: false } => objects.push(extra(*tag)),
            Self::Resize {
                tag: CHECKSUM,
                bytes,
            } => resize(objects, CHECKSUM, *bytes),
            Self::Reorder { order } => reorder(objects, order),
            Self::Flip { tag, byte, mask } => set_byte(objects, *tag, *byte, |byte| *byte ^= mask),
            _ => {}
        }
    }
}

fn extra(tag: u32) -> Object {
    Object {
        tag,
        value: vec![0x00],
    }
}

fn duplicate(objects: &mut Vec<Object>, tag: u32) {
    if let Some(at) = objects.iter().position(|object| object.tag == tag) {
        let again = objects.get(at).cloned();
        objects.splice(at..at, again);
    }
}

/// Another tag; a cryptogram loses or gains the padding indicator with it.
fn swap(objects: &mut [Object], from: u32, to: u32) {
    for object in objects.iter_mut().filter(|object| object.tag == from) {
        object.tag = to;
        match (from, to) {
            (CRYPTOGRAM, CRYPTOGRAM_ODD) if !object.value.is_empty() => {
                object.value.remove(0);
            }
            (CRYPTOGRAM_ODD, CRYPTOGRAM) => object.value.insert(0, 0x01),
            _ => {}
        }
    }
}

/// Sorts by place in the order; objects not named in it go last.
fn reorder(objects: &mut [Object], order: &[u32]) {
    objects.sort_by_key(|object| {
        let place = order.iter().position(|tag| *tag == object.tag);
        place.unwrap_or(usize::MAX)
    });
}

fn resize(objects: &mut [Object], tag: u32, bytes: usize) {
    for object in objects.iter_mut().filter(|object| object.tag == tag) {
        object.value.resize(bytes, 0);
    }
}

fn set_byte(objects: &mut [Object], tag: u32, at: usize, change: impl Fn(&mut u8)) {
    let found = objects.iter_mut().find(|object| object.tag == tag);
    if let Some(byte) = found.and_then(|object| object.value.get_mut(at)) {
        change(byte);
    }
}
