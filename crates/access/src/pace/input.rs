//! What a run is made with, besides parameters and password.

use super::PaceParameters;
use core::fmt;
use vidimus_lds::security_info::Mapping;
use vidimus_pubkey::KeyError;
use vidimus_pubkey::agreement::SecretScalar;

/// What the caller wants of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PaceOptions {
    /// Name the domain parameters in MSE:Set AT (object 84): needed where
    /// [`PaceChoice::ambiguous`](super::PaceChoice::ambiguous) says so, and by some chips always.
    pub send_parameter_id: bool,
    /// Certificate holder authorization template: the value of object 7F4C. With it the chip
    /// names the authorities whose certificates it takes for Terminal Authentication.
    pub chat: Option<Vec<u8>>,
    /// Go on when the chip says that one try is left for the password. Without it the run ends
    /// before anything is spent, with [`PaceError::LastTry`](super::PaceError::LastTry): a wrong
    /// entry would block the PIN.
    pub spend_last_try: bool,
}

/// The random numbers of one run, fresh for each. The scalars are wiped when dropped.
///
/// They are handed in, not drawn by the machine, so that a recorded run can be made again byte
/// for byte. Used twice, they tie
/// the secrecy of two channels together.
pub enum PaceSecrets {
    /// For Generic and Chip Authentication Mapping.
    Mapping {
        /// SK.Map.IFD
        mapping: SecretScalar,
        /// SK.DH.IFD
        ephemeral: SecretScalar,
    },
    /// For Integrated Mapping.
    Integrated {
        /// t, of [`PaceParameters::terminal_nonce_len`] bytes; it is sent in the clear
        nonce: Vec<u8>,
        /// SK.DH.IFD
        ephemeral: SecretScalar,
    },
}

impl PaceSecrets {
    /// Whether mapping, group and lengths are those of the parameters.
    pub(super) fn fit(&self, parameters: &PaceParameters) -> bool {
        let integrated = parameters.mapping() == Mapping::Integrated;
        let domain = parameters.domain();
        match self {
            Self::Mapping { mapping, ephemeral } => {
                !integrated && mapping.domain() == domain && ephemeral.domain() == domain
            }
            Self::Integrated { nonce, ephemeral } => {
                let len = parameters.terminal_nonce_len();
                integrated && nonce.len() == len && ephemeral.domain() == domain
            }
        }
    }
}

impl fmt::Debug for PaceSecrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PaceSecrets(redacted)")
    }
}

impl PaceSecrets {
    /// Draws what these parameters ask for. `fill` is told what the bytes are for: `pace.mapping`,
    /// `pace.nonce_t`, `pace.ephemeral`; it may be asked more than once for one of them.
    ///
    /// # Errors
    /// The outer error is that of `fill`; the inner one says that what it gives is not random.
    pub fn draw<E>(
        parameters: &PaceParameters,
        mut fill: impl FnMut(&'static str, &mut [u8]) -> Result<(), E>,
    ) -> Result<Result<Self, KeyError>, E> {
        let domain = parameters.domain();
        if parameters.mapping() == Mapping::Integrated {
            let mut nonce = vec![0; parameters.terminal_nonce_len()];
            fill("pace.nonce_t", &mut nonce)?;
            let ephemeral = SecretScalar::sample(domain, |out| fill("pace.ephemeral", out))?;
            return Ok(ephemeral.map(|ephemeral| Self::Integrated { nonce, ephemeral }));
        }
        let mapping = SecretScalar::sample(domain, |out| fill("pace.mapping", out))?;
        let ephemeral = SecretScalar::sample(domain, |out| fill("pace.ephemeral", out))?;
        Ok(match (mapping, ephemeral) {
            (Ok(mapping), Ok(ephemeral)) => Ok(Self::Mapping { mapping, ephemeral }),
            (Err(error), _) | (_, Err(error)) => Err(error),
        })
    }
}
