//! Password Authenticated Connection Establishment, the terminal's side (Doc 9303-11 §4.4;
//! worked examples in appendices G, H and I; PIN and PUK by BSI TR-03110-3).
//!
//! ```text
//! terminal                                          chip
//!   MSE:Set AT protocol, password           ──▶
//!   GENERAL AUTHENTICATE                    ──▶
//!                                           ◀──   z = E(K.π, s)
//!   mapping key, or nonce t                 ──▶
//!                                           ◀──   mapping key, or nothing
//!   Ĝ = s·G + H, or f(R(s, t))
//!   ephemeral key on Ĝ                      ──▶
//!                                           ◀──   ephemeral key on Ĝ
//!   KS.Enc, KS.MAC from the agreed secret
//!   token over the chip's key               ──▶
//!                                           ◀──   token over our key [87 88 8A]
//! ```
//!
//! In bytes, data objects of table 4 (§4.4.5), each inside `7C`:
//!
//! | step | command | answer |
//! |---|---|---|
//! | `pace.mse_set_at` | `00 22 C1A4`, `80`, `83`, `[84]`, `[7F4C]` | no data |
//! | `pace.ga1` | `10 86 0000`, nothing | `80` encrypted nonce |
//! | `pace.ga2` | `10 86 0000`, `81` key or nonce | `82` key, or empty |
//! | `pace.ga3` | `10 86 0000`, `83` key | `84` key |
//! | `pace.ga4` | `00 86 0000`, `85` token | `86` token, `[87]`, `[88]`, `[8A]` |
//!
//! What each mapping makes of the nonce `s` (§4.4.3.3):
//!
//! | mapping | exchanged | generator |
//! |---|---|---|
//! | Generic | two public keys | `s·G + H`, `H` the point they agree on |
//! | Chip Authentication | the same | the same; object `8A` proves the chip afterwards |
//! | Integrated | our nonce `t`, in the clear | `f(R(s, t))`, no key pair |
//!
//! Whoever does not know the password decrypts another `s` and stands on another generator, so
//! no key agrees and no token is right: a run tests one guess and teaches nothing else, which is
//! why a password of six digits is enough (§4.4).
//!
//! A wrong password shows at the end only: the chip refuses the terminal's token. Whatever else
//! is wrong before a `9000` is the chip's fault, or of somebody in between.
//!
//! Stricter than §4.4: the key of the mapping, too, must not be our own, and both public keys
//! are validated where the standard recommends it. Domain parameters that the chip writes out
//! are taken only where they equal standardized ones (§9.2.2).

use crate::kdf::{self, Purpose, SymmetricKey};
use crate::{AccessError, AccessKey, SecureChannel};
use subtle::ConstantTimeEq as _;
use vidimus_iso7816::tlv::Tag;
use vidimus_iso7816::{CommandApdu, Machine, Poll, ResponseApdu};
use vidimus_lds::security_info::Mapping;
use vidimus_pubkey::agreement::{Domain, MappedGenerator, SecretScalar};

mod answer;
mod block;
mod cam;
mod choice;
mod command;
mod error;
mod input;
mod nonce;
mod output;
mod parameters;
mod state;
mod status;
pub(crate) mod step;
mod token;
mod value;

pub use cam::{CamData, CamError};
pub use choice::{PaceChoice, choose};
pub use error::PaceError;
pub use input::{PaceOptions, PaceSecrets};
pub use output::PaceOutput;
pub use parameters::PaceParameters;

use state::{Agreed, MappingData, OwnKey, State};
use status::PasswordReference;
use value::PublicValue;

/// The terminal's side of PACE; ends in a [`SecureChannel`].
///
/// Five commands, all in the clear: PACE runs in the master file, before any channel. Keys and
/// secrets are wiped as soon as they have served, and when it is dropped. An error ends the
/// machine: every later poll is [`AccessError::OutOfOrder`], and another try needs a new machine
/// with fresh secrets.
///
/// Errors of a run: [`AccessError::WrongKey`] where the chip refuses our token, which alone
/// speaks of the password; [`PaceError`] for the rest.
///
/// ```
/// use vidimus_access::{AccessKey, Cipher, Pace, PaceOptions, PaceParameters, PaceSecrets, Password};
/// use vidimus_iso7816::{Machine, Poll};
/// use vidimus_lds::security_info::Mapping;
/// use vidimus_pubkey::agreement::SecretScalar;
///
/// let parameters = PaceParameters::new(Mapping::Generic, Cipher::Aes128, 13).ok_or("reserved")?;
/// // from a random source in earnest
/// let secrets = PaceSecrets::Mapping {
///     mapping: SecretScalar::from_bytes(parameters.domain(), &[0x7F; 31])?,
///     ephemeral: SecretScalar::from_bytes(parameters.domain(), &[0xA7; 31])?,
/// };
/// let can = AccessKey::Can(Password::new(b"123456"));
/// let mut pace = Pace::new(parameters, &can, PaceOptions::default(), secrets);
/// let Ok(Poll::Transmit(command)) = pace.poll(None) else { unreachable!() };
/// assert_eq!(command.to_bytes()?[..5], [0x00, 0x22, 0xC1, 0xA4, 0x0F]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Pace {
    parameters: PaceParameters,
    password: PasswordReference,
    password_key: SymmetricKey,
    options: PaceOptions,
    step: &'static str,
    state: State,
}

impl core::fmt::Debug for Pace {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Pace({}, {})", self.parameters, self.step)
    }
}

impl Pace {
    /// A machine for these parameters, this password and these secrets. Secrets that do not
    /// belong to the parameters are found at the first poll.
    #[must_use]
    pub fn new(
        parameters: PaceParameters,
        key: &AccessKey,
        options: PaceOptions,
        secrets: PaceSecrets,
    ) -> Self {
        let password_key = kdf::derive(parameters.cipher(), &key.pace_secret(), Purpose::Password);
        Self {
            parameters,
            password: PasswordReference(key.pace_reference()),
            password_key,
            options,
            step: step::MSE_SET_AT,
            state: State::Start(secrets),
        }
    }

    fn domain(&self) -> Domain {
        self.parameters.domain()
    }

    /// Sends MSE:Set AT, once the secrets are seen to belong to the parameters.
    fn select(&mut self, secrets: PaceSecrets) -> Result<CommandApdu, AccessError> {
        if !secrets.fit(&self.parameters) {
            return Err(PaceError::SecretsMismatch.into());
        }
        self.state = State::Selecting(secrets);
        Ok(command::set_at(
            &self.parameters,
            self.password.0,
            &self.options,
        ))
    }

    /// Takes the answer to MSE:Set AT and asks for the nonce. Nothing was spent yet, so this is
    /// the place where a last try can still be saved.
    fn query(
        &mut self,
        secrets: PaceSecrets,
        response: &ResponseApdu,
    ) -> Result<CommandApdu, AccessError> {
        status::selected(
            response.status(),
            self.password,
            self.options.spend_last_try,
        )?;
        self.step = step::ENCRYPTED_NONCE;
        self.state = State::Querying(secrets);
        Ok(command::query_nonce())
    }

    /// Takes the encrypted nonce and sends what maps it.
    fn map(&mut self, secrets: PaceSecrets, data: &[u8]) -> Result<CommandApdu, AccessError> {
        let malformed = self.malformed();
        let encrypted = answer::single(data, Tag(0x80)).map_err(|_| malformed)?;
        let integrated = self.parameters.mapping() == Mapping::Integrated;
        let cipher = self.parameters.cipher();
        let nonce =
            nonce::decrypt(cipher, &self.password_key, encrypted, integrated).ok_or(malformed)?;
        self.step = step::MAP_NONCE;
        let (mapping, ephemeral, sent) = match secrets {
            PaceSecrets::Mapping { mapping, ephemeral } => {
                let own = PublicValue::own(mapping.public_key());
                let sent = own.sent.clone();
                let secret = mapping;
                (MappingData::Generic { nonce, secret, own }, ephemeral, sent)
            }
            PaceSecrets::Integrated {
                nonce: t,
                ephemeral,
            } => {
                let bits = self.domain().bits();
                let random = nonce::pseudo_random(cipher, &nonce, &t, bits);
                (MappingData::Integrated(random), ephemeral, t)
            }
        };
        self.state = State::Mapping(mapping, ephemeral);
        Ok(command::exchange(Tag(0x81), &sent))
    }

    /// Takes the chip's part of the mapping and sends the ephemeral key.
    fn agree(
        &mut self,
        mapping: MappingData,
        ephemeral: SecretScalar,
        data: &[u8],
    ) -> Result<CommandApdu, AccessError> {
        let (generator, mapping_key) = self.generator(mapping, data)?;
        let public = ephemeral
            .public_key_on(&generator)
            .map_err(|_| PaceError::MappingDegenerate)?;
        let public = PublicValue::own(public);
        let command = command::exchange(Tag(0x83), &public.sent);
        self.step = step::KEY_AGREEMENT;
        self.state = State::Agreeing(OwnKey {
            secret: ephemeral,
            public,
            mapping_key,
        });
        Ok(command)
    }

    /// The mapped generator, and the chip's key of the mapping where there is one.
    fn generator(
        &self,
        mapping: MappingData,
        data: &[u8],
    ) -> Result<(MappedGenerator, Option<Vec<u8>>), PaceError> {
        match mapping {
            MappingData::Generic { nonce, secret, own } => {
                let sent = answer::single(data, Tag(0x82)).map_err(|_| self.malformed())?;
                let chip = PublicValue::received(self.domain(), sent, &own, self.step)?;
                let generator = MappedGenerator::generic(&secret, &chip.key, &nonce)
                    .map_err(|_| PaceError::MappingDegenerate)?;
                Ok((generator, Some(chip.key.encode())))
            }
            MappingData::Integrated(random) => {
                answer::nothing(data).map_err(|_| self.malformed())?;
                let generator = MappedGenerator::integrated(self.domain(), &random)
                    .map_err(|_| PaceError::MappingDegenerate)?;
                Ok((generator, None))
            }
        }
    }

    /// Takes the chip's ephemeral key, derives the session keys and sends the token.
    fn authenticate(&mut self, own: OwnKey, data: &[u8]) -> Result<CommandApdu, AccessError> {
        let sent = answer::single(data, Tag(0x84)).map_err(|_| self.malformed())?;
        let chip = PublicValue::received(self.domain(), sent, &own.public, self.step)?;
        let secret = own
            .secret
            .agree(&chip.key)
            .map_err(|_| value::invalid(self.domain(), self.step))?;
        let channel = session(&self.parameters, &secret);
        let token = token::token(&channel, &self.parameters, &chip.sent);
        self.step = step::MUTUAL_AUTHENTICATION;
        self.state = State::Authenticating(Box::new(Agreed {
            channel,
            own: own.public,
            chip,
            mapping_key: own.mapping_key,
        }));
        Ok(command::authenticate(&token))
    }

    /// Verifies the chip's token; the channel leaves the machine only here.
    fn finish(&self, agreed: Agreed, data: &[u8]) -> Result<PaceOutput, AccessError> {
        let last = answer::last(data).map_err(|_| self.malformed())?;
        let proves_chip = self.parameters.mapping() == Mapping::ChipAuthentication;
        if last.unknown && !proves_chip {
            return Err(self.malformed().into());
        }
        let expected = token::token(&agreed.channel, &self.parameters, &agreed.own.sent);
        if !bool::from(expected.ct_eq(&last.token)) {
            return Err(PaceError::TokenMismatch.into());
        }
        let order_len = self.domain().secret_len();
        let cam = agreed
            .mapping_key
            .filter(|_| proves_chip)
            .map(|key| CamData::open(key, &last, &agreed.channel, order_len));
        Ok(PaceOutput {
            channel: agreed.channel,
            chip_key: agreed.chip.key,
            terminal_key: agreed.own.key,
            certificate_references: last.references.iter().map(|car| car.to_vec()).collect(),
            cam,
            surplus_cam_data: !proves_chip && last.chip_authentication.is_some(),
        })
    }

    /// The data of an answer to GENERAL AUTHENTICATE that the chip gave with `9000`.
    fn accepted<'a>(&self, response: &'a ResponseApdu) -> Result<&'a [u8], AccessError> {
        status::stepped(response.status(), self.password, self.step)?;
        Ok(response.data())
    }

    /// The fault of the chip at this step; it must be asked for before the step moves on.
    const fn malformed(&self) -> PaceError {
        PaceError::ResponseMalformed { step: self.step }
    }
}

impl Machine for Pace {
    type Output = PaceOutput;
    type Error = AccessError;

    fn poll(&mut self, response: Option<&ResponseApdu>) -> Result<Poll<PaceOutput>, AccessError> {
        let state = core::mem::replace(&mut self.state, State::Finished);
        match (state, response) {
            (State::Start(secrets), None) => self.select(secrets),
            (State::Selecting(secrets), Some(response)) => self.query(secrets, response),
            (State::Querying(secrets), Some(response)) => {
                self.map(secrets, self.accepted(response)?)
            }
            (State::Mapping(mapping, ephemeral), Some(response)) => {
                self.agree(mapping, ephemeral, self.accepted(response)?)
            }
            (State::Agreeing(own), Some(response)) => {
                self.authenticate(own, self.accepted(response)?)
            }
            (State::Authenticating(agreed), Some(response)) => {
                let data = self.accepted(response)?;
                return self.finish(*agreed, data).map(Poll::Done);
            }
            _ => Err(AccessError::OutOfOrder),
        }
        .map(Poll::Transmit)
    }

    fn step(&self) -> &'static str {
        self.step
    }
}

/// The channel of the agreed secret, its counter at zero (§9.8.6.3).
fn session(parameters: &PaceParameters, secret: &[u8]) -> SecureChannel {
    let cipher = parameters.cipher();
    let encryption = kdf::derive(cipher, secret, Purpose::Encryption);
    let authentication = kdf::derive(cipher, secret, Purpose::Authentication);
    SecureChannel::with_counter(cipher, &encryption, &authentication, 0)
}

#[cfg(test)]
mod tests;
