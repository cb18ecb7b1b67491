//! Secure messaging and BAC on the terminal's side; `cargo bench -p vidimus-access`.
//!
//! One iteration of `exchange` is a wrapped READ BINARY and its unwrapped response, which is
//! what a read costs for each chunk of a file. `raw` is the same work by the block ciphers
//! alone: decrypt the data, MAC command and response.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::unreachable,
    missing_docs,
    reason = "benches"
)]

use aes::{Aes128, Aes256};
use cipher::{Array, BlockModeDecrypt as _, InnerIvInit as _, KeyInit as _};
use cmac::{Cmac, Mac as _};
use des::TdesEde2;
use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use vidimus_access::{Bac, Cipher, MrzKey, RetailMac, SecureChannel};
use vidimus_iso7816::tlv::{Tag, Writer};
use vidimus_iso7816::{CommandApdu, Machine as _, Poll, ResponseApdu, StatusWord};

fn main() {
    divan::main();
}

const SIZES: [usize; 2] = [223, 32 * 1024];
const KEY: [u8; 32] = [0x5A; 32];

fn channel(cipher: Cipher) -> SecureChannel {
    let key = &KEY[..cipher.key_len()];
    SecureChannel::new(cipher, key, key, &[0; 16][..cipher.block_len()]).unwrap()
}

/// A response that opens under the second counter value of [`channel`]: a command protected by
/// the same keys lends its cryptogram.
fn response(cipher: Cipher, size: usize) -> ResponseApdu {
    let mut sender = channel(cipher);
    sender.wrap(&CommandApdu::new(0, 0xB0, 0, 0)).unwrap();
    let data = CommandApdu::new(0, 0xB0, 0, 0).with_data(vec![0xA5; size]);
    let protected = sender.wrap(&data).unwrap();
    let cryptogram = &protected.data()[..protected.data().len() - 10];
    let mut objects = cryptogram.to_vec();
    objects.extend_from_slice(&[0x99, 2, 0x90, 0x00]);
    let mut message = sender.counter();
    message.extend_from_slice(&objects);
    let mac = mac(cipher, &message);
    let mut writer = Writer::new();
    writer.raw(&objects).object(Tag(0x8E), &mac);
    ResponseApdu::new(writer.into_bytes(), StatusWord::SUCCESS)
}

/// MAC of a message, padded here.
fn mac(cipher: Cipher, message: &[u8]) -> Vec<u8> {
    let mut padded = message.to_vec();
    padded.push(0x80);
    padded.resize(padded.len().next_multiple_of(cipher.block_len()), 0);
    match cipher {
        Cipher::TripleDes => RetailMac::new(KEY[..16].try_into().unwrap())
            .mac(message)
            .to_vec(),
        Cipher::Aes256 => {
            let mut mac = Cmac::<Aes256>::new_from_slice(&KEY).unwrap();
            mac.update(&padded);
            mac.finalize().into_bytes()[..8].to_vec()
        }
        _ => {
            let mut mac = Cmac::<Aes128>::new_from_slice(&KEY[..16]).unwrap();
            mac.update(&padded);
            mac.finalize().into_bytes()[..8].to_vec()
        }
    }
}

fn exchange(bencher: Bencher<'_, '_>, cipher: Cipher, size: usize) {
    let response = response(cipher, size);
    let command = CommandApdu::new(0, 0xB0, 0, 0).with_le(u32::try_from(size).unwrap());
    bencher
        .counter(BytesCount::new(size))
        .with_inputs(|| channel(cipher))
        .bench_values(|mut channel| {
            let wrapped = channel.wrap(black_box(&command)).unwrap();
            (
                channel.unwrap(&command, black_box(&response)).unwrap(),
                wrapped,
            )
        });
}

#[divan::bench(args = SIZES)]
fn exchange_3des(bencher: Bencher<'_, '_>, size: usize) {
    exchange(bencher, Cipher::TripleDes, size);
}

#[divan::bench(args = SIZES)]
fn exchange_aes_128(bencher: Bencher<'_, '_>, size: usize) {
    exchange(bencher, Cipher::Aes128, size);
}

#[divan::bench(args = SIZES)]
fn exchange_aes_256(bencher: Bencher<'_, '_>, size: usize) {
    exchange(bencher, Cipher::Aes256, size);
}

#[divan::bench(args = SIZES)]
fn raw_3des(bencher: Bencher<'_, '_>, size: usize) {
    let cipher = TdesEde2::new_from_slice(&KEY[..16]).unwrap();
    let mac = RetailMac::new(KEY[..16].try_into().unwrap());
    let data = vec![0u8; size.next_multiple_of(8)];
    bencher
        .counter(BytesCount::new(size))
        .with_inputs(|| data.clone())
        .bench_values(|mut data| {
            let macs = (mac.mac(black_box(&[0; 19])), mac.mac(&data));
            let mut mode = cbc::Decryptor::inner_iv_init(&cipher, &Array::default());
            mode.decrypt_blocks(Array::slice_as_chunks_mut(&mut data).0);
            (macs, data)
        });
}

#[divan::bench(args = SIZES)]
fn raw_aes_128(bencher: Bencher<'_, '_>, size: usize) {
    let cipher = Aes128::new_from_slice(&KEY[..16]).unwrap();
    let mac = Cmac::<Aes128>::new_from_slice(&KEY[..16]).unwrap();
    let data = vec![0u8; size.next_multiple_of(16)];
    bencher
        .counter(BytesCount::new(size))
        .with_inputs(|| data.clone())
        .bench_values(|mut data| {
            let macs = (
                mac.clone().chain_update(black_box([0; 35])).finalize(),
                mac.clone().chain_update(&data).finalize(),
            );
            let mut mode = cbc::Decryptor::inner_iv_init(&cipher, &Array::default());
            mode.decrypt_blocks(Array::slice_as_chunks_mut(&mut data).0);
            (macs.0.into_bytes(), macs.1.into_bytes(), data)
        });
}

/// The whole terminal side of BAC, key derivation from the MRZ included.
#[divan::bench]
fn bac(bencher: Bencher<'_, '_>) {
    // Doc 9303-11 appendix D
    let challenge = hex("4608F91988702212");
    let answer =
        hex("46B9342A41396CD7386BF5803104D7CEDC122B9132139BAF2EEDC94EE178534F2F2D235D074D7449");
    let challenge = ResponseApdu::new(challenge, StatusWord::SUCCESS);
    let answer = ResponseApdu::new(answer, StatusWord::SUCCESS);
    let rnd_ifd = hex("781723860C06C226").try_into().unwrap();
    let k_ifd = hex("0B795240CB7049B01C19B33E32804F0B").try_into().unwrap();
    bencher.bench(|| {
        let key = MrzKey::from_fields(black_box("L898902C"), "690806", "940623").unwrap();
        let mut machine = Bac::new(&key, rnd_ifd, k_ifd);
        machine.poll(None).unwrap();
        machine.poll(Some(&challenge)).unwrap();
        match machine.poll(Some(&answer)).unwrap() {
            Poll::Done(channel) => channel,
            Poll::Transmit(_) => unreachable!("BAC has two commands"),
        }
    });
}

fn hex(text: &str) -> Vec<u8> {
    let digit = |byte: u8| u8::try_from(char::from(byte).to_digit(16).unwrap()).unwrap();
    let pairs = text.as_bytes().chunks_exact(2);
    pairs
        .map(|pair| digit(pair[0]) << 4 | digit(pair[1]))
        .collect()
}
