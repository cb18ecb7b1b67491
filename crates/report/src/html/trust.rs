//! Who signed, on whose word that counts, and what is known about revocation.

use super::writer::{Attr, Tag, Writer};
use crate::lang::Word;
use crate::text::{access, trust};
use crate::{Report, time};
use vidimus_trust::{CertificateSummary, Provenance};

pub(super) fn section(report: &Report, w: &mut Writer) {
    w.section("trust", Word::Trust, |w| {
        let lang = w.lang();
        w.element(Tag::Ul, &[], |w| {
            for sentence in trust(report, lang).iter().chain(&access(report, lang)) {
                w.leaf(Tag::Li, &[], sentence);
            }
        });
        w.element(Tag::Ol, &[Attr::Class("chain")], |w| chain(report, w));
    });
}

/// From the signer up to the anchor; where the signer is pinned it is the anchor.
fn chain(report: &Report, w: &mut Writer) {
    let trust = &report.trust;
    let origin = trust.provenance.as_ref();
    let pinned = origin.filter(|_| trust.csca.is_none());
    let links = [
        (Word::Signer, Word::NoSigner, trust.signer.as_ref(), pinned),
        (
            Word::Csca,
            Word::NoCsca,
            trust.csca.as_ref(),
            origin.filter(|_| trust.csca.is_some()),
        ),
    ];
    for (title, none, certificate, origin) in links {
        w.element(Tag::Li, &[], |w| {
            w.element(Tag::H3, &[], |w| w.word(title));
            match certificate {
                Some(certificate) => facts(certificate, origin, w),
                None => w.element(Tag::P, &[Attr::Class("soft")], |w| w.word(none)),
            }
        });
    }
}

fn facts(certificate: &CertificateSummary, origin: Option<&Provenance>, w: &mut Writer) {
    let valid = format!(
        "{} – {}",
        time::day(certificate.not_before),
        time::day(certificate.not_after)
    );
    w.element(Tag::Dl, &[], |w| {
        w.fact(Word::Subject, Some(&certificate.subject));
        w.fact(Word::CertificateIssuer, Some(&certificate.issuer));
        w.fact(Word::Country, certificate.country.as_deref());
        w.fact(Word::Serial, Some(&certificate.serial));
        w.fact(Word::Validity, Some(&valid));
        w.fact(Word::Key, certificate.key.as_deref());
        w.fact(
            Word::Algorithm,
            Some(certificate.signature_algorithm.as_ref()),
        );
        w.fact_with(Word::Sha256, |w| {
            w.leaf(Tag::Code, &[], &certificate.sha256);
        });
        w.fact(Word::Origin, origin.map(|origin| origin.file.as_str()));
    });
}
