//! What concerns protocols and terminals: security infos, EF.CVCA, card verifiable certificates.

use super::Values;
use vidimus::lds::card_security::CardSecurity;
use vidimus::lds::cvc::{Authorization, CvCertificate, Role, TerminalType};
use vidimus::lds::cvca::EfCvca;
use vidimus::lds::security_info::SecurityInfos;
use vidimus::lds::tree::oid_name;
use vidimus::lds::{DataGroup, File, Oid};
use vidimus::pubkey::agreement::AgreementKey;

/// The protocols of EF.CardAccess or EF.CardSecurity, in their order.
pub(super) fn security_infos(values: &mut Values, file: File, bytes: &[u8]) -> Option<()> {
    if file == File::CardAccess {
        list(values, &SecurityInfos::parse_file(bytes, file).ok()?);
        return Some(());
    }
    let security = CardSecurity::parse(bytes).ok()?;
    list(values, &security.infos());
    values.add("signers", security.signed.signer_infos.len());
    values.add("certificates", security.signed.certificates.len());
    if let Some(der) = security.signed.certificates.first() {
        super::certificate(values, der);
    }
    Some(())
}

/// What DG14 offers, and the keys for it in words: the keys themselves name the chip.
pub(super) fn chip_protocols(values: &mut Values, bytes: &[u8]) -> Option<()> {
    let infos = SecurityInfos::parse_file(bytes, File::Dg(DataGroup::DG14)).ok()?;
    list(values, &infos);
    let keys = infos.chip_authentication_keys().flatten();
    let keys: Vec<String> = keys
        .map(|info| {
            let key = AgreementKey::from_spki(info.spki);
            let words = key.map_or_else(
                |error| error.to_string(),
                |key| key.key.domain().name().to_owned(),
            );
            let number = info.key_id.map(|id| format!("{id}: ")).unwrap_or_default();
            format!("{number}{words}")
        })
        .collect();
    values.add("keys", keys.join(", "));
    Some(())
}

fn list(values: &mut Values, infos: &SecurityInfos<'_>) {
    let names: Vec<String> = infos.infos.iter().map(|info| name(info.oid)).collect();
    values.add("protocols", names.join(" "));
    let pace = infos.pace().flatten();
    let ids: Vec<String> = pace
        .filter_map(|info| Some(info.parameter_id?.to_string()))
        .collect();
    values.add("pace_parameters", ids.join(" "));
}

/// The authorities that the chip knows, the newest first.
pub(super) fn authorities(values: &mut Values, bytes: &[u8]) -> Option<()> {
    let file = EfCvca::parse(bytes).ok()?;
    let names: Vec<String> = file.authorities.iter().map(ToString::to_string).collect();
    values.add("authorities", names.join(" "));
    Some(())
}

/// The first certificate in full, of the others the holders.
pub(super) fn cv_certificates(values: &mut Values, bytes: &[u8]) -> Option<()> {
    let all = CvCertificate::parse_all(bytes).ok()?;
    let (first, others) = all.split_first()?;
    let key = &first.public_key;
    values.add("authority", first.authority.to_string());
    values.add("holder", first.holder.to_string());
    values.add("role", role(first.authorization.role()));
    values.add("terminal", terminal(&first.authorization));
    let rights = first.authorization.rights();
    values.add("may_read_dg3", rights.dg3);
    values.add("may_read_dg4", rights.dg4);
    values.add("effective", first.effective.to_string());
    values.add("expiration", first.expiration.to_string());
    values.add("key_algorithm", name(key.oid));
    if !others.is_empty() {
        let names: Vec<String> = others.iter().map(|one| one.holder.to_string()).collect();
        values.add("further_holders", names.join(" "));
    }
    Some(())
}

/// The name of an identifier, or its numbers.
fn name(oid: Oid<'_>) -> String {
    let dotted = oid.to_string();
    oid_name(&dotted).map_or(dotted, ToOwned::to_owned)
}

const fn role(role: Role) -> &'static str {
    match role {
        Role::Cvca => "country verifying certification authority",
        Role::DomesticVerifier => "domestic document verifier",
        Role::ForeignVerifier => "foreign document verifier",
        Role::Terminal => "terminal",
    }
}

fn terminal(authorization: &Authorization<'_>) -> String {
    match authorization.terminal_type() {
        Some(TerminalType::InspectionSystem) => "inspection system".to_owned(),
        Some(TerminalType::AuthenticationTerminal) => "authentication terminal".to_owned(),
        Some(TerminalType::SignatureTerminal) => "signature terminal".to_owned(),
        None => authorization.oid.to_string(),
    }
}
