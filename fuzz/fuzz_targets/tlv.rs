//! Walks any bytes as BER and as DER, down to the depth limit.
#![no_main]

use vidimus_iso7816::tlv::{Encoding, Reader};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    for encoding in [Encoding::Ber, Encoding::Der] {
        let mut open = vec![Reader::with_encoding(data, encoding)];
        while let Some(mut reader) = open.pop() {
            while let Ok(Some(object)) = reader.next() {
                assert!(object.value_offset() + object.value.len() <= data.len());
                if let (true, Ok(children)) = (object.tag.is_constructed(), object.children()) {
                    open.push(children);
                }
            }
        }
    }
});
