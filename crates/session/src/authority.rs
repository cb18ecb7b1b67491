//! What a reader brings to open a chip and to be let further in: a key, and a terminal's rights.
//!
//! The terminal's private key never enters this crate: [`TerminalAuthority`] is asked for a
//! chain and for one signature, in this order and once a session at most. Both answers go into a
//! recording under the names below, so that a replay needs neither key nor chain.

use crate::SessionError;
use vidimus_access::AccessKey;

/// Event in a recording: the session had a terminal authority.
pub(crate) const PRESENT: &str = "ta.authority";
/// Name under which a recording keeps a certificate of the chain.
pub(crate) const CERTIFICATE: &str = "ta.certificate";
/// Name under which a recording keeps the terminal's signature.
pub(crate) const SIGNATURE: &str = "ta.signature";

/// The rights of a terminal in Extended Access Control (Doc 9303-11 §7.1): card-verifiable
/// certificates, and the private key that belongs to the last of them.
///
/// The key itself may lie anywhere: in a file, in a security module, at a server.
pub trait TerminalAuthority {
    /// The chain for a chip that trusts these certification authorities, by their references
    /// (`42`, at most 16 characters each), the current one first: link certificates where they
    /// are needed, the document verifier's certificate, the terminal's own. Each is a whole
    /// `7F21` object. `None` when there is no chain for any of them: no certificate is then
    /// sent to the chip, and the read ends with `ta.no_chain`.
    ///
    /// More than needed may be given and in any order: the shortest way from a reference to a
    /// terminal's certificate is looked for among them.
    fn chain_for(&mut self, references: &[Vec<u8>]) -> Option<Vec<Vec<u8>>>;

    /// The signature over `ID_IC || r_IC || Comp(PK_IFD)` with the key of the terminal's
    /// certificate, by the algorithm named there; ECDSA as plain `r || s`.
    ///
    /// `ID_IC` is the chip's compressed ephemeral key after PACE and the document number with its
    /// check digit after BAC, `r_IC` the eight bytes of GET CHALLENGE, `PK_IFD` the terminal's
    /// newest ephemeral key (Doc 9303-11 §7.1.2). The message is not hashed yet.
    ///
    /// # Errors
    /// [`SessionError::SigningFailed`].
    fn sign(&mut self, message: &[u8]) -> Result<Vec<u8>, SessionError>;
}

/// What a reader brings to a chip.
#[derive(Default)]
pub struct Credentials<'a> {
    /// what opens it; only a chip without access control opens without
    pub key: Option<&'a AccessKey>,
    /// further keys for BAC, tried in their order where PACE is not offered and the first is wrong
    /// or for PACE alone: several days of expiry may be possible where the MRZ was not seen
    pub also: &'a [AccessKey],
    /// what lets further in; without it the guarded data groups stay shut
    pub terminal: Option<&'a mut dyn TerminalAuthority>,
}

impl<'a> Credentials<'a> {
    /// A key alone.
    #[must_use]
    pub const fn key(key: Option<&'a AccessKey>) -> Self {
        Self {
            key,
            also: &[],
            terminal: None,
        }
    }
}

impl core::fmt::Debug for Credentials<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let terminal = self.terminal.is_some();
        f.debug_struct("Credentials")
            .field("key", &self.key)
            .field("terminal", &terminal)
            .finish()
    }
}
