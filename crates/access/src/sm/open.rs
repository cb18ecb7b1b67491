//! Response side (Doc 9303-11 §9.8.4, figure 6; errors §9.8.5).
//!
//! ```text
//! MAC = MAC(KS.MAC, SSC || [85|87 …] || 99 02 SW || 80 00…)
//! ```
//!
//! The order of the checks is the point: nothing is decrypted and no padding is looked at before
//! the MAC is right, so a forger learns nothing from how an answer is refused.

use super::SmError;
use super::counter::CounterBlock;
use super::objects::Objects;
use super::padding;
use super::suite::Suite;
use subtle::ConstantTimeEq;
use vidimus_iso7816::{CommandApdu, ResponseApdu};

/// Above this Ne a response without data is given on as zero bytes, not refused: some chips
/// answer so to extended reads, and the reader steps down (quirk `read.extended_zero`).
const SHORT_NE: u32 = 256;

/// INS of the commands whose answers are not held to Le: GET CHALLENGE, INTERNAL AUTHENTICATE.
const MEASURED_BY_PROTOCOL: [u8; 2] = [0x84, 0x88];

/// Checks form, MAC, status and padding, in this order, and decrypts.
pub(super) fn open(
    suite: &Suite,
    counter: &CounterBlock,
    command: &CommandApdu,
    response: &ResponseApdu,
) -> Result<ResponseApdu, SmError> {
    let odd_ins = command.ins() & 1 == 1;
    let objects = Objects::parse(response, odd_ins)?;
    let mac = suite.mac(counter.as_bytes(), objects.authenticated);
    if !bool::from(mac.ct_eq(objects.mac)) {
        return Err(SmError::MacMismatch);
    }
    if objects.status != response.status() {
        return Err(SmError::StatusMismatch {
            protected: objects.status,
            trailer: response.status(),
        });
    }
    let data = match objects.data {
        Some(value) => decrypt(suite, counter, cryptogram(value, odd_ins)?)?,
        None if is_data_due(command, &objects) => return Err(SmError::DataMissing),
        None => Vec::new(),
    };
    check_length(command, data.len())?;
    Ok(ResponseApdu::new(data, objects.status))
}

fn is_data_due(command: &CommandApdu, objects: &Objects<'_>) -> bool {
    objects.status.is_success() && command.le().is_some_and(|ne| ne <= SHORT_NE)
}

/// The cryptogram in DO 85 (all of it) or DO 87 (after the padding indicator).
fn cryptogram(value: &[u8], odd_ins: bool) -> Result<&[u8], SmError> {
    match value {
        _ if odd_ins => Ok(value),
        [0x01, cryptogram @ ..] => Ok(cryptogram),
        _ => Err(SmError::PaddingIndicator),
    }
}

fn decrypt(suite: &Suite, counter: &CounterBlock, cryptogram: &[u8]) -> Result<Vec<u8>, SmError> {
    let block = suite.block_len();
    if cryptogram.is_empty() || !cryptogram.len().is_multiple_of(block) {
        return Err(SmError::Padding);
    }
    let mut plain = cryptogram.to_vec();
    suite.decrypt(counter, &mut plain);
    let len = padding::unpadded_len(&plain, block).ok_or(SmError::Padding)?;
    plain.truncate(len);
    Ok(plain)
}

/// More than Le asked for is refused, but for answers that the protocol measures itself: a
/// challenge, which has its own error, and the signature of INTERNAL AUTHENTICATE, whose length is
/// that of the chip's key and which a short Le cannot always name.
fn check_length(command: &CommandApdu, found: usize) -> Result<(), SmError> {
    if MEASURED_BY_PROTOCOL.contains(&command.ins()) {
        return Ok(());
    }
    let ne = command.le().unwrap_or(0);
    let expected = usize::try_from(ne).unwrap_or(usize::MAX);
    if found > expected {
        return Err(SmError::DataTooLong { expected, found });
    }
    Ok(())
}
