//! The ready-made documents with PACE, and their names: `pace-gm-aes128-12` for each protocol
//! there is, `pace-bac-gm-aes128-12` with BAC beside it.

use crate::pace::{PaceMapping, PaceProtocol, PaceProtocolError};
use crate::personalise::{Access, CardSpec, PersonaliseError};
use crate::{Cipher, personalise::PaceSpec};
use std::sync::LazyLock;

/// What the bases of the conformance cases use: generic mapping, AES-128, P-256.
pub(crate) const BASE: PaceProtocol = PaceProtocol {
    mapping: PaceMapping::Generic,
    cipher: Cipher::Aes128,
    parameter_id: 12,
};
/// The same with Chip Authentication Mapping.
pub(crate) const BASE_CAM: PaceProtocol = PaceProtocol {
    mapping: PaceMapping::ChipAuthentication,
    ..BASE
};

/// A protocol, and whether BAC opens the chip too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PaceKind {
    pub(crate) protocol: PaceProtocol,
    pub(crate) bac: bool,
}

/// A name and what it stands for.
pub(crate) type Named = (String, PaceKind);

/// Every name, made once.
static NAMES: LazyLock<Vec<Named>> = LazyLock::new(|| {
    let kinds = [("pace-bac-", true), ("pace-", false)];
    let named = |protocol: PaceProtocol| {
        kinds.map(|(prefix, bac)| (format!("{prefix}{protocol}"), PaceKind { protocol, bac }))
    };
    PaceProtocol::all().flat_map(named).collect()
});

impl PaceKind {
    /// PACE-only with the base protocol.
    pub(crate) const fn only(protocol: PaceProtocol) -> Self {
        Self {
            protocol,
            bac: false,
        }
    }

    /// The document of a name such as `pace-im-aes256-13`; an error says why there is none,
    /// `None` that the name is of another form.
    pub(crate) fn named(name: &str) -> Option<Result<&'static Named, PaceProtocolError>> {
        if let Some(found) = NAMES.iter().find(|(own, _)| own == name) {
            return Some(Ok(found));
        }
        let rest = name.strip_prefix("pace-")?;
        let protocol = rest.strip_prefix("bac-").unwrap_or(rest);
        match protocol.parse::<PaceProtocol>() {
            Err(reason) => Some(Err(reason)),
            Ok(_) => None,
        }
    }

    /// Lets the document have it.
    pub(crate) fn put_into(self, spec: &mut CardSpec) -> Result<(), PersonaliseError> {
        spec.access = if self.bac { Access::Bac } else { Access::Plain };
        spec.set_pace(vec![self.protocol])
    }

    /// Lets the chip perform it, the files left as they are.
    pub(crate) fn perform_in(self, spec: &mut CardSpec) {
        spec.access = if self.bac { Access::Bac } else { Access::Plain };
        spec.pace = Some(PaceSpec::new(vec![self.protocol]));
    }
}
