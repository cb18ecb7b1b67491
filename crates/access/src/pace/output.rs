//! What a finished run yields.

use super::cam::CamData;
use crate::SecureChannel;
use vidimus_pubkey::agreement::AgreementKey;

/// The open channel, and what the chip said on the way.
#[derive(Debug)]
#[non_exhaustive]
pub struct PaceOutput {
    /// the channel, its counter at zero (§9.8.6.3, §9.8.7.3): the first command takes 1
    pub channel: SecureChannel,
    /// PK.DH.IC: after PACE, its compressed form names the chip in Terminal Authentication
    pub chip_key: AgreementKey,
    /// PK.DH.IFD: after Chip Authentication Mapping, Terminal Authentication binds it unless
    /// Chip Authentication brings a newer one
    pub terminal_key: AgreementKey,
    /// Objects 87 and 88, the newest first: the authorities whose certificates the chip takes.
    pub certificate_references: Vec<Vec<u8>>,
    /// with Chip Authentication Mapping: what proves the chip, or why nothing does
    pub cam: Option<CamData>,
    /// Whether the chip sent chip authentication data (8A) that no other mapping has. They are
    /// left aside (§4.4.5 forbids them).
    pub surplus_cam_data: bool,
}
