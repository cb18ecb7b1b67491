//! Password Authenticated Connection Establishment in the master file (Doc 9303-11 §4.4).
//!
//! ```text
//! 00 22 C1 A4  80 OID 83 password [84 parameters] [7F4C authorisation]
//! 10 86 00 00  7C {}            -> 7C { 80 encrypted nonce }
//! 10 86 00 00  7C { 81 mapping} -> 7C { 82 mapping }
//! 10 86 00 00  7C { 83 key }    -> 7C { 84 key }
//! 00 86 00 00  7C { 85 token }  -> 7C { 86 token [87 88 authorities] [8A chip data] }
//! ```
//!
//! The machine in `vidimus-access` runs these; here is what surrounds it: which variant, with or
//! without DO 84, what becomes of the result, and what a failure is called. Which authorities
//! the chip trusts (87, 88) it tells only a terminal that sends 7F4C (§4.4.5).

use super::Opener;
use crate::command::{self, SELECT_MASTER_FILE};
use crate::file_reader::FileReader;
use crate::quirks::Quirk;
use crate::{SessionError, prove};
use vidimus_access::{
    AccessError, AccessKey, MrzKey, Pace, PaceChoice, PaceError, PaceOptions, PaceOutput,
    PaceParameters, PaceSecrets,
};
use vidimus_iso7816::{Fault, Note, StatusWord};
use vidimus_lds::evidence::{PaceUsed, PasswordKind, Protocol, StepState};
use vidimus_lds::security_info::SecurityInfos;
use vidimus_lds::{File, Oid};

/// The value of the authorization template that makes a chip name its authorities: id-IS,
/// 0.4.0.127.0.7.3.1.2.1, and all access bits set (Doc 9303-11 §4.4.4.1).
const INSPECTION_SYSTEM: [u8; 14] = [
    0x06, 0x09, 0x04, 0x00, 0x7F, 0x00, 0x07, 0x03, 0x01, 0x02, 0x01, 0x53, 0x01, 0x3F,
];

impl<'a> FileReader<'a> {
    /// Opens the chip by PACE and selects the application under its keys. When PACE fails, BAC
    /// follows only with the key given as leave for it.
    pub(super) fn open_by_pace(
        &mut self,
        key: &'a AccessKey,
        fallback: &[&'a MrzKey],
    ) -> Result<(), SessionError> {
        let (kind, mrz) = kind_of(key);
        self.trying(Protocol::Pace, kind, mrz.map(MrzKey::information));
        match self.run_pace_as_offered(key) {
            Ok(tag84) => self.opened_by_pace(key, tag84),
            Err(error) => {
                self.pace_failed(&error);
                if fallback.is_empty() || !matches!(error, SessionError::Access(_)) {
                    return Err(error);
                }
                self.evidence.access.bac_after_pace_failure = true;
                self.select_application()?;
                self.open_by_bac(fallback)
            }
        }
    }

    /// Opens the chip by PACE as the plan says that such chips have it, though EF.CardAccess could
    /// not be read. A chip that refuses to begin has no such PACE: then BAC, as without a constant.
    /// One that begins and does not end by it has it, and BAC would be a downgrade.
    pub(super) fn open_by_constant(
        &mut self,
        key: &'a AccessKey,
        fallback: &[&'a MrzKey],
    ) -> Result<(), SessionError> {
        let constant = self.plan.card_access.constant.clone();
        self.evidence.access.card_access_constant = constant;
        let (kind, mrz) = kind_of(key);
        self.trying(Protocol::Pace, kind, mrz.map(MrzKey::information));
        match self.run_pace_as_offered(key) {
            Ok(tag84) => {
                self.use_quirk(Quirk::CardAccessConstant);
                self.opened_by_pace(key, tag84)
            }
            Err(error) if !fallback.is_empty() && is_not_begun(&error) => {
                let access = &mut self.evidence.access;
                access.card_access_constant = None;
                access.pace_info = None;
                self.select_application()?;
                self.open_by_bac(fallback)
            }
            Err(error) => {
                self.pace_failed(&error);
                Err(error)
            }
        }
    }

    /// What follows in the master file, and the application. The opener is set before the
    /// application is selected: a session lost in between is opened again up to the same point.
    fn opened_by_pace(&mut self, key: &'a AccessKey, tag84: bool) -> Result<(), SessionError> {
        let opener = |selected| Opener::Pace {
            key,
            tag84,
            selected,
        };
        self.opened(Protocol::Pace);
        self.opener = opener(false);
        self.read_card_security()?;
        self.select_application()?;
        self.opener = opener(true);
        Ok(())
    }

    /// PACE once more, in the same way. The application may still be the current one, so the master file is selected first, in the
    /// form that the chip takes.
    pub(super) fn open_again_by_pace(
        &mut self,
        key: &AccessKey,
        tag84: bool,
    ) -> Result<(), SessionError> {
        let choice = self.choice()?;
        for select in command::select_master_file() {
            let response = self.link.exchange(SELECT_MASTER_FILE, &select)?;
            if response.status().is_success_or_warning() {
                break;
            }
        }
        self.run_pace(&choice.parameters, key, tag84)
    }

    /// The strongest variant that EF.CardAccess offers and that we know.
    fn choice(&self) -> Result<PaceChoice, SessionError> {
        let file = self.known_card_access();
        let choice = SecurityInfos::parse_file(file, File::CardAccess)
            .ok()
            .and_then(|infos| vidimus_access::pace::choose(&infos));
        choice.ok_or_else(|| AccessError::from(PaceError::NoUsableInfo).into())
    }

    /// Runs the chosen variant. Where the chip refuses the way it is asked, it is asked in one
    /// other way under `field`: with data object 84, which old chips insist on, or without it,
    /// which others do. Tells whether 84 went along.
    fn run_pace_as_offered(&mut self, key: &AccessKey) -> Result<bool, SessionError> {
        let choice = self.choice()?;
        let parameters = choice.parameters;
        self.evidence.access.pace_info = Some(used(&parameters));
        let tag84 = choice.ambiguous;
        tracing::info!(
            variant = ?parameters,
            parameters_named = tag84,
            "PACE chosen: the strongest that EF.CardAccess offers (mapping that proves the chip, AES, longer keys first)"
        );
        match self.run_pace(&parameters, key, tag84) {
            Err(error) if refuses_parameters(&error) && !self.plan.tolerance_strict => {
                tracing::debug!(tag84, "asking for PACE in the other way");
                self.link.transport().note(&Note::Event { name: "retry" });
                // the refusal says more than that of the second try
                match self.run_pace(&parameters, key, !tag84) {
                    Err(again) if refuses_parameters(&again) => return Err(error),
                    result => result?,
                }
                self.use_quirk(if tag84 {
                    Quirk::NoTag84
                } else {
                    Quirk::AlwaysTag84
                });
                Ok(!tag84)
            }
            result => result.map(|()| tag84),
        }
    }

    /// One run; afterwards the link is secured, and what the chip said is kept.
    fn run_pace(
        &mut self,
        parameters: &PaceParameters,
        key: &AccessKey,
        tag84: bool,
    ) -> Result<(), SessionError> {
        let (link, entropy) = (&mut self.link, &mut *self.entropy);
        let secrets =
            PaceSecrets::draw(parameters, |purpose, out| link.draw(entropy, purpose, out))?
                .map_err(|_| SessionError::NoRandomness {
                    purpose: "pace.ephemeral",
                })?;
        let options = PaceOptions {
            send_parameter_id: tag84,
            chat: self.terminal.is_some().then(|| INSPECTION_SYSTEM.to_vec()),
            spend_last_try: self.plan.spend_last_try,
        };
        let output = self
            .link
            .run(&mut Pace::new(*parameters, key, options, secrets))?;
        self.keep(parameters, output);
        Ok(())
    }

    /// Keeps what the run gave beyond keys: to what Terminal Authentication binds a signature, and
    /// the chip's proof where the mapping brings one. Then the channel is taken into use.
    fn keep(&mut self, parameters: &PaceParameters, output: PaceOutput) {
        if output.surplus_cam_data {
            self.use_quirk(Quirk::SurplusCamData);
        }
        self.binding = prove::Binding::after_pace(&output);
        let id = parameters.parameter_id();
        self.evidence.chip.pace_cam = output.cam.map(|data| prove::pace_cam(data, id));
        self.link.secure(output.channel);
    }

    /// With Chip Authentication Mapping: the file that vouches for the chip's static key, while
    /// the master file is still the current one. Nothing about it is fatal.
    fn read_card_security(&mut self) -> Result<(), SessionError> {
        if self.evidence.chip.pace_cam.is_none() {
            return Ok(());
        }
        self.read(File::CardSecurity)
    }

    /// Writes down how far PACE came: what was not started, or broke off, is no failure of it.
    fn pace_failed(&mut self, error: &SessionError) {
        let code = error.code().to_owned();
        let access = &mut self.evidence.access;
        access.attempts_left = match error {
            SessionError::Access(AccessError::WrongKey { attempts_left, .. }) => *attempts_left,
            SessionError::Access(AccessError::Pace(error)) => error.attempts_left(),
            _ => None,
        };
        access.pace = match error {
            SessionError::Access(AccessError::Pace(
                PaceError::NoUsableInfo
                | PaceError::LastTry
                | PaceError::PinSuspended { .. }
                | PaceError::PinBlocked { .. },
            )) => StepState::Aborted { code },
            SessionError::Access(_) => StepState::Failed { code },
            _ => StepState::Aborted { code },
        };
    }
}

/// Whether MSE:Set AT was refused for what stands in it, or is missing: `6A80`, as §4.4.4.1 has
/// it, or `6A87`. Other refusals (`6A88`: no such password) would be the same without DO 84.
fn refuses_parameters(error: &SessionError) -> bool {
    let SessionError::Access(AccessError::Pace(PaceError::MseRefused { status })) = error else {
        return false;
    };
    [StatusWord::new(0x6A80), StatusWord::new(0x6A87)].contains(status)
}

/// Whether the chip refused MSE:Set AT, with whatever status word: no password was used yet.
const fn is_not_begun(error: &SessionError) -> bool {
    matches!(
        error,
        SessionError::Access(AccessError::Pace(PaceError::MseRefused { .. }))
    )
}

/// The variant as evidence has it.
fn used(parameters: &PaceParameters) -> PaceUsed {
    let oid = Oid::new(parameters.protocol_oid());
    PaceUsed {
        oid: oid.map_or_else(|_| String::new(), |oid| oid.to_string()),
        mapping: parameters.mapping(),
        agreement: parameters.agreement(),
        parameter_id: parameters.parameter_id(),
        domain: parameters.domain().name().to_owned(),
    }
}

/// The kind of a password for the evidence, and the MRZ behind it where it is one.
fn kind_of(key: &AccessKey) -> (PasswordKind, Option<&MrzKey>) {
    match key {
        AccessKey::Mrz(mrz) => (PasswordKind::Mrz, Some(mrz)),
        AccessKey::Pin(_) => (PasswordKind::Pin, None),
        AccessKey::Puk(_) => (PasswordKind::Puk, None),
        // CAN, and whatever comes later: PACE alone takes it
        _ => (PasswordKind::Can, None),
    }
}
