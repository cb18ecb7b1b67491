//! PACEInfo and PACEDomainParameterInfo (Doc 9303-11 §9.2.1, §9.2.2).

use crate::pace::PaceProtocol;
use crate::pki::der::{integer, oid, sequence};
use vidimus_pubkey::agreement::Domain;
use vidimus_pubkey::ec::{Curve, NamedCurve};

/// id-PACE, 0.4.0.127.0.7.2.2.4.
const ID_PACE: [u8; 8] = [0x04, 0x00, 0x7F, 0x00, 0x07, 0x02, 0x02, 0x04];
/// id-PACE-ECDH-GM, which names PACEDomainParameterInfo for curves.
const ECDH_GM: u8 = 2;
/// The only version of PACE (§9.2.1).
const VERSION: u32 = 2;
/// A number above those of standardized parameters.
pub(super) const PROPRIETARY: u8 = 33;

/// PACEInfo of a protocol.
pub(crate) fn pace_info(protocol: &PaceProtocol) -> Vec<u8> {
    info(&protocol.oid(), VERSION, Some(protocol.parameter_id))
}

/// PACEInfo of an object identifier.
pub(super) fn info(protocol: &[u8], version: u32, id: Option<u8>) -> Vec<u8> {
    let id = id.map_or_else(Vec::new, |id| integer(u32::from(id)));
    sequence(&[oid(protocol), integer(version), id])
}

/// PACEInfo with explicit parameters elsewhere.
pub(super) fn proprietary_info(protocol: &[u8]) -> Vec<u8> {
    info(protocol, VERSION, Some(PROPRIETARY))
}

/// PACEDomainParameterInfo with all parameters of a standard curve; `None` for MODP and for
/// numbers of nothing.
pub(crate) fn explicit_standard(id: u8) -> Option<Vec<u8>> {
    match Domain::standardized(id)? {
        Domain::Ec(curve) => Some(explicit(&curve.to_explicit(), id)),
        Domain::Dh(_) => None,
    }
}

/// The same with parameters of no table: those of P-256 with another last byte, the cofactor.
pub(super) fn explicit_weak() -> Vec<u8> {
    let mut parameters = Curve::named(NamedCurve::P256).to_explicit();
    if let Some(cofactor) = parameters.last_mut() {
        *cofactor = 4;
    }
    explicit(&parameters, PROPRIETARY)
}

fn explicit(parameters: &[u8], id: u8) -> Vec<u8> {
    let protocol = [&ID_PACE[..], &[ECDH_GM]].concat();
    let algorithm = sequence(&[oid(vidimus_pubkey::oid::EC_PUBLIC_KEY), parameters.to_vec()]);
    sequence(&[oid(&protocol), algorithm, integer(u32::from(id))])
}

/// Whether a SecurityInfo is one of PACE.
pub(crate) fn is_pace(info: &[u8]) -> bool {
    // 30 length, 06 length; no info of PACE but those with explicit parameters is long
    let lengths = info.windows(ID_PACE.len());
    lengths.take(8).any(|bytes| bytes == ID_PACE)
}

/// A SecurityInfo of nobody's protocol, 1.2.3.4 with one arc more, and odd optional data.
pub(crate) fn unknown_info(number: u8) -> Vec<u8> {
    let name = [crate::pki::oid::UNKNOWN, &[number]].concat();
    let optional = sequence(&[integer(u32::from(number))]);
    sequence(&[oid(&name), integer(1), optional])
}
