//! One run of PACE, from MSE:Set AT to the tokens (Doc 9303-11 §4.4.1).
//!
//! | step | drawn here | afterwards known |
//! |---|---|---|
//! | 1 nonce | `pace.nonce`: s | z was sent |
//! | 2 mapping | `pace.mapping`: SK_Map,IC (not with integrated mapping) | the mapped generator |
//! | 3 agreement | `pace.ephemeral`: SK_DH,IC | K, KSEnc, KSMAC |
//! | 4 tokens | | whether both know the password |
//!
//! The terminal's token is checked before the chip's own leaves: a terminal with a wrong password
//! learns nothing but that it was wrong, at a cost of one try where the password counts tries.
//! Tokens are compared in constant time.
//!
//! With Chip Authentication Mapping the answer also carries A_IC, from which whoever has the static
//! public key of EF.CardSecurity can tell that the chip knows the private one.

use super::random_function::{nonce_lengths, pseudo_random};
use super::step::Step;
use super::{ChipDataValue, PaceFlaw, PaceMapping, PaceRules, PublicStep, PublicValue, Request};
use crate::Random;
use crate::channel::Channel;
use crate::crypto::{SessionKeys, pad};
use subtle::ConstantTimeEq;
use vidimus_iso7816::StatusWord;
use vidimus_iso7816::tlv::{Tag, Writer};
use vidimus_pubkey::agreement::{AgreementKey, Domain, MappedGenerator, SecretScalar};
use zeroize::Zeroizing;

/// What stands between two commands of the protocol.
pub(crate) struct Run {
    request: Request,
    domain: Domain,
    flaws: Vec<PaceFlaw>,
    stage: Stage,
}

/// How far the run is.
enum Stage {
    /// a protocol and a password are selected
    Selected,
    /// the nonce s was sent
    Nonce(Zeroizing<Vec<u8>>),
    /// the generator is mapped; with the generic kinds by this key pair
    Mapped(MappedGenerator, Option<SecretScalar>),
    /// the mapping was left out by a faulty chip, nothing further works
    Astray,
    /// both public keys are known
    Agreed(Agreed),
}

/// What the last step needs.
struct Agreed {
    keys: SessionKeys,
    own: AgreementKey,
    terminal: AgreementKey,
    mapping: Option<SecretScalar>,
}

/// A run that came to its end.
pub(crate) struct Opened {
    /// secure messaging, counter zero
    pub(crate) channel: Channel,
    /// Comp of the chip's ephemeral key: ID_IC of Terminal Authentication
    pub(crate) identifier: Vec<u8>,
    /// Comp of the terminal's ephemeral key, where the chip proved itself (CAM)
    pub(crate) terminal_key: Option<Vec<u8>>,
}

/// What a step gives.
pub(crate) enum Progress {
    /// an answer, and the run goes on
    Next(Vec<u8>, Run),
    /// the terminal's token is wrong
    WrongToken,
    /// the last answer
    Done(Vec<u8>, Opened),
}

type Outcome<T> = Result<T, StatusWord>;

/// What the chip's surroundings give to a step.
pub(crate) struct Surroundings<'a> {
    pub(crate) rules: &'a PaceRules,
    pub(crate) random: &'a mut dyn Random,
    /// certification authority references for 87 and 88, newest first
    pub(crate) authorities: &'a [Vec<u8>],
}

impl Run {
    /// A run of this request; `None` where its domain parameters are none.
    pub(crate) fn new(request: Request, flaws: Vec<PaceFlaw>) -> Option<Self> {
        Some(Self {
            domain: request.protocol.domain()?,
            request,
            flaws,
            stage: Stage::Selected,
        })
    }

    /// What was asked for.
    pub(crate) const fn request(&self) -> &Request {
        &self.request
    }

    /// The number of the step that comes next, 1 to 4.
    pub(crate) const fn step(&self) -> u8 {
        self.next() as u8
    }

    const fn next(&self) -> Step {
        match self.stage {
            Stage::Selected => Step::Nonce,
            Stage::Nonce(_) => Step::Mapping,
            Stage::Mapped(..) | Stage::Astray => Step::Agreement,
            Stage::Agreed(_) => Step::Tokens,
        }
    }

    /// Whether the command of this step is the last of the chain.
    pub(crate) const fn is_last(&self) -> bool {
        matches!(self.stage, Stage::Agreed(_))
    }

    /// Takes one GENERAL AUTHENTICATE; an error ends the run.
    pub(crate) fn advance(
        mut self,
        data: &[u8],
        around: &mut Surroundings<'_>,
    ) -> Outcome<Progress> {
        let step = self.next();
        let value = step.read(data)?;
        let (answer, stage) = match core::mem::replace(&mut self.stage, Stage::Astray) {
            Stage::Selected => self.draw_nonce(around)?,
            Stage::Nonce(nonce) => self.map(&nonce, value, around)?,
            Stage::Mapped(generator, mapping) => self.agree(&generator, mapping, value, around)?,
            Stage::Astray => return Err(StatusWord::INCORRECT_DATA),
            Stage::Agreed(agreed) => return Ok(self.conclude(agreed, value, around)),
        };
        self.stage = stage;
        let answer = step.write(&answer, &[], &self.flaws);
        Ok(Progress::Next(answer, self))
    }

    fn has(&self, flaw: PaceFlaw) -> bool {
        self.flaws.contains(&flaw)
    }

    /// Step 1: s, sent as z = E(Kπ, s).
    fn draw_nonce(&self, around: &mut Surroundings<'_>) -> Outcome<(Vec<u8>, Stage)> {
        let cipher = self.request.protocol.cipher;
        let length = match self.request.protocol.mapping {
            PaceMapping::Integrated => nonce_lengths(cipher).0,
            PaceMapping::Generic | PaceMapping::ChipAuthentication => 16,
        };
        let mut nonce = Zeroizing::new(vec![0; length]);
        around
            .random
            .fill("pace.nonce", &mut nonce)
            .map_err(|_| StatusWord::UNKNOWN_ERROR)?;
        let key = around.rules.key(self.request.password);
        let key = key.ok_or(StatusWord::REFERENCED_DATA_NOT_FOUND)?;
        let mut sent = key.encrypt(cipher, &nonce);
        if self.has(PaceFlaw::Nonce) {
            flip_last_bit(&mut sent);
        }
        if self.has(PaceFlaw::MappedNonce) {
            plus_one(&mut nonce);
        }
        Ok((sent, Stage::Nonce(nonce)))
    }

    /// Step 2 of the generic kinds: H = KA(SK_Map,IC, PK_Map,IFD), then Ĝ = s·G + H, with MODP
    /// ĝ = g^s · h (§4.4.3.3.1). Integrated mapping goes another way.
    fn map(
        &self,
        nonce: &[u8],
        value: &[u8],
        around: &mut Surroundings<'_>,
    ) -> Outcome<(Vec<u8>, Stage)> {
        if self.request.protocol.mapping == PaceMapping::Integrated {
            return self.map_integrated(nonce, value);
        }
        let secret = self.draw_secret("pace.mapping", around)?;
        let own = secret.public_key().to_wire();
        let sent = self.public(PublicStep::Mapping, own, value);
        let stage = match AgreementKey::from_wire(self.domain, value) {
            Err(_) if around.rules.unchecked => Stage::Astray,
            Err(_) => return Err(StatusWord::INCORRECT_DATA),
            Ok(terminal) => {
                let generator = MappedGenerator::generic(&secret, &terminal, nonce)
                    .map_err(|_| StatusWord::INCORRECT_DATA)?;
                Stage::Mapped(generator, Some(secret))
            }
        };
        Ok((sent, stage))
    }

    /// The terminal sends the nonce t, as long as a key of the cipher, the chip nothing: DO 82 is
    /// there and empty (§4.4.5.2.2).
    fn map_integrated(&self, nonce: &[u8], t: &[u8]) -> Outcome<(Vec<u8>, Stage)> {
        let cipher = self.request.protocol.cipher;
        if t.len() != nonce_lengths(cipher).1 {
            return Err(StatusWord::INCORRECT_DATA);
        }
        let number = pseudo_random(cipher, nonce, t, self.domain.bits());
        let generator = MappedGenerator::integrated(self.domain, &number)
            .map_err(|_| StatusWord::INCORRECT_DATA)?;
        let sent = self.public(PublicStep::Mapping, Vec::new(), t);
        Ok((sent, Stage::Mapped(generator, None)))
    }

    /// Step 3: K, and from it the session keys.
    fn agree(
        &self,
        generator: &MappedGenerator,
        mapping: Option<SecretScalar>,
        value: &[u8],
        around: &mut Surroundings<'_>,
    ) -> Outcome<(Vec<u8>, Stage)> {
        let wrong = |_| StatusWord::INCORRECT_DATA;
        let terminal = AgreementKey::from_wire(self.domain, value).map_err(wrong)?;
        let secret = self.draw_secret("pace.ephemeral", around)?;
        let own = secret.public_key_on(generator).map_err(wrong)?;
        if own == terminal {
            return Err(StatusWord::INCORRECT_DATA);
        }
        let shared = secret.agree(&terminal).map_err(wrong)?;
        let keys = SessionKeys::from_secret(&shared, self.request.protocol.cipher);
        let sent = self.public(PublicStep::Agreement, own.to_wire(), value);
        let agreed = Agreed {
            keys,
            own,
            terminal,
            mapping,
        };
        Ok((sent, Stage::Agreed(agreed)))
    }

    /// Step 4: the terminal's token over the chip's key, the chip's over the terminal's.
    fn conclude(&self, agreed: Agreed, value: &[u8], around: &mut Surroundings<'_>) -> Progress {
        let expected = agreed.keys.token(&self.public_key_object(&agreed.own));
        let fits = bool::from(expected.ct_eq(value));
        if !fits && !self.has(PaceFlaw::AcceptToken) {
            return Progress::WrongToken;
        }
        let token = self.token(&agreed);
        let authorities = match self.request.authorisation {
            true => around.authorities,
            false => &[],
        };
        let mut more: Vec<(u32, &[u8])> = Vec::new();
        for (tag, authority) in [0x87, 0x88].into_iter().zip(authorities) {
            more.push((tag, authority));
        }
        let chip_data = self.chip_data(&agreed, around.rules);
        if let Some((tag, data)) = &chip_data {
            more.push((*tag, data));
        }
        let answer = Step::Tokens.write(&token, &more, &self.flaws);
        let is_cam = self.request.protocol.mapping == PaceMapping::ChipAuthentication;
        let opened = Opened {
            identifier: agreed.own.compressed(),
            terminal_key: is_cam.then(|| agreed.terminal.compressed()),
            channel: Channel::new(agreed.keys, 0),
        };
        Progress::Done(answer, opened)
    }

    /// T_IC: the code over the terminal's ephemeral key, under KSMAC, eight bytes.
    fn token(&self, agreed: &Agreed) -> Vec<u8> {
        let object = self.public_key_object(&agreed.terminal);
        if self.has(PaceFlaw::TokenMac) {
            return agreed.keys.other_token(&object).to_vec();
        }
        let mut token = agreed.keys.token(&object).to_vec();
        if self.has(PaceFlaw::TokenBit) {
            flip_last_bit(&mut token);
        }
        token
    }

    /// `7F49 { 06 OID, 86 point | 84 value }` (§9.4.5).
    fn public_key_object(&self, key: &AgreementKey) -> Vec<u8> {
        let tag = match self.domain {
            Domain::Ec(_) => 0x86,
            Domain::Dh(_) => 0x84,
        };
        let mut fields = Writer::new();
        fields.object(Tag(0x06), &self.request.oid);
        fields.object(Tag(tag), &key.to_wire());
        let mut object = Writer::new();
        object.object(Tag(0x7F49), &fields.into_bytes());
        object.into_bytes()
    }

    /// Tag and value of the encrypted chip authentication data, where there are any.
    fn chip_data(&self, agreed: &Agreed, rules: &PaceRules) -> Option<(u32, Vec<u8>)> {
        let flaw = self.flaws.iter().find_map(|flaw| match flaw {
            PaceFlaw::ChipData(tag, value) => Some((*tag, *value)),
            _ => None,
        });
        let right = || self.right_chip_data(agreed, rules);
        let Some((tag, value)) = flaw else {
            return Some((0x8A, right()?));
        };
        let data = match value {
            ChipDataValue::Right => right()?,
            ChipDataValue::Empty => Vec::new(),
            ChipDataValue::Random => vec![0x3C; 48],
            ChipDataValue::Wrong => encrypt_chip_data(agreed, vec![0x42; self.domain.secret_len()]),
            ChipDataValue::BadEncoding => {
                let mut blocks = vec![0x42; 48];
                agreed.keys.encrypt(u128::MAX, &mut blocks);
                blocks
            }
        };
        Some((tag?, data))
    }

    /// A_IC = E(KSEnc, CA_IC), CA_IC = SK_Map,IC / SK_IC (§4.4.3.5.1).
    fn right_chip_data(&self, agreed: &Agreed, rules: &PaceRules) -> Option<Vec<u8>> {
        if self.request.protocol.mapping != PaceMapping::ChipAuthentication {
            return None;
        }
        let own = rules.static_key(self.domain)?;
        let data = agreed.mapping.as_ref()?.quotient(&own).ok()?;
        Some(encrypt_chip_data(agreed, data.to_vec()))
    }

    /// A scalar of the domain, drawn evenly. The purpose names it in scripted randomness, so that
    /// the worked examples of App. G to I can be run byte for byte.
    fn draw_secret(
        &self,
        purpose: &'static str,
        around: &mut Surroundings<'_>,
    ) -> Outcome<SecretScalar> {
        SecretScalar::sample(self.domain, |out| around.random.fill(purpose, out))
            .map_err(|_| StatusWord::UNKNOWN_ERROR)?
            .map_err(|_| StatusWord::UNKNOWN_ERROR)
    }

    /// A public value, or what a faulty chip sends for it.
    fn public(&self, step: PublicStep, own: Vec<u8>, terminal: &[u8]) -> Vec<u8> {
        let flaw: Option<PublicValue> = self.flaws.iter().find_map(|flaw| match flaw {
            PaceFlaw::Public(at, value) if *at == step => Some(*value),
            _ => None,
        });
        match flaw {
            Some(value) => value.bytes(&own, terminal, self.domain),
            None => own,
        }
    }
}

/// Padded with method 2 and encrypted; the IV is E(KSEnc, -1) (§4.4.3.5.3).
fn encrypt_chip_data(agreed: &Agreed, mut data: Vec<u8>) -> Vec<u8> {
    pad(&mut data, agreed.keys.cipher().block_bytes());
    agreed.keys.encrypt(u128::MAX, &mut data);
    data
}

fn flip_last_bit(bytes: &mut [u8]) {
    if let Some(last) = bytes.last_mut() {
        *last ^= 1;
    }
}

/// Adds one to a big-endian number, modulo its length.
fn plus_one(bytes: &mut [u8]) {
    for byte in bytes.iter_mut().rev() {
        *byte = byte.wrapping_add(1);
        if *byte != 0 {
            return;
        }
    }
}

impl core::fmt::Debug for Run {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Run({}, step {})", self.request.protocol, self.step())
    }
}
