//! Any bytes as DG11: what is read lies in the file, and so does every fault.
#![no_main]

use vidimus_lds::dg11::Dg11;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let decoded = Dg11::read(data);
    assert!(
        decoded
            .faults
            .iter()
            .all(|fault| fault.offset() <= data.len())
    );
    assert!(decoded.value.unknown.len() + decoded.value.other_names.len() <= data.len());
    for name in decoded
        .value
        .full_name
        .iter()
        .chain(&decoded.value.other_names)
    {
        let name = name.reveal();
        assert!(name.text().raw().len() <= data.len());
        let _ = (name.primary(), name.secondary(), name.text().for_terminal());
    }
});
