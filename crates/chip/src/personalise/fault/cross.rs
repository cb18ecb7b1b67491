//! Faults of two data groups that contradict each other, both of them signed.

use super::holder::hostile_name;
use super::params::Params;
use crate::personalise::{CardSpec, PersonaliseError};
use crate::pki::der::{integer, object, oid, sequence};

type Done = Result<(), PersonaliseError>;

/// UTF-8 as a transfer encoding, 1.0.10646.1.0.8, which DG13 of Vietnamese cards names.
const UTF_8: [u8; 6] = [0x28, 0xD3, 0x16, 0x01, 0x00, 0x08];
/// A citizen number that is not the one in DG1.
const OTHER_NUMBER: &str = "000190000019";

/// DG11 or DG13 against DG1, or the citizen number against the rest of DG1.
pub(super) fn apply(spec: &mut CardSpec, params: &Params<'_>) -> Done {
    let pair = (params.get("pair"), params.get("differs"));
    match (pair, params.get("number-structure")) {
        ((Some("dg1-dg11"), Some("name")), None) => {
            hostile_name(spec, "ANYDER<<RAPHAEL");
            Ok(())
        }
        ((Some("dg1-dg13"), Some("number")), None) => {
            let dg13 = details(&spec.persona.full_name, OTHER_NUMBER);
            spec.put(13, dg13);
            Ok(())
        }
        ((None, None), Some("wrong")) => {
            let mut persona = spec.persona.clone();
            // the number of a woman stays
            "M".clone_into(&mut persona.sex);
            spec.set_persona(persona)
        }
        ((None, None), _) => params.refuse("number-structure"),
        _ => params.refuse("differs"),
    }
}

/// DG13 of a Vietnamese card with citizen number and name.
fn details(name: &str, number: &str) -> Vec<u8> {
    let field = |index: u32, tag: u32, text: &str| {
        sequence(&[integer(index), object(tag, text.as_bytes())])
    };
    let fields = [field(1, 0x13, number), field(2, 0x0C, name)];
    let frame = [integer(1), oid(&UTF_8), object(0x31, &fields.concat())];
    object(0x6D, &sequence(&frame))
}
