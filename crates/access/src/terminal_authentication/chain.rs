//! The certificates that a terminal shows.

use super::key::{is_key, public_key};
use super::{Presented, SignatureCheck, path, signature_algorithm};
use crate::AccessError;
use vidimus_lds::cvc::{CertificateReference, CvCertificate, EcDomain, KeyData, Role};
use vidimus_lds::evidence::EffectiveRights;
use vidimus_pubkey::{KeyError, PublicKey, SignatureAlgorithm};

/// Chains that are tried after one with a wrong signature: each costs some verifications, and
/// who fills a folder with wrong ones must not keep a reader busy.
const MAX_OTHERS: usize = 32;

/// A chain from a key of the chip to the terminal: link certificates where they are needed, the
/// document verifier's, the terminal's.
///
/// ```text
/// chip's key ─▶ [link certificate ─▶ …] ─▶ document verifier ─▶ terminal
///   CVCA             CVCA                    DV                   IS
/// ```
///
/// Each certificate's authority reference is the holder reference of the one before. A link
/// certificate makes the chip trust a newer key (§7.1.4.3.2), for good: it changes the document.
///
/// It fits together by names and roles. Signatures, dates and rights are the chip's to judge;
/// [`TerminalChain::own_check`] says what the terminal sees of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TerminalChain<'a> {
    /// the certificate of the chip's own key, where it was among those given: it is not shown
    pub(super) root: Option<CvCertificate<'a>>,
    pub(super) certificates: Vec<CvCertificate<'a>>,
}

impl<'a> TerminalChain<'a> {
    /// Looks for a chain among certificates in any order.
    ///
    /// `authorities` are the names of the chip's keys, from EF.CVCA or from the end of PACE; the
    /// first one with a chain is taken, and of its chains the shortest, so link certificates
    /// that are not needed stay out; a chain with a signature that is seen to be wrong only when
    /// there is no other. With `signer` the chain must end in a certificate of that
    /// key.
    ///
    /// ```
    /// use vidimus_access::terminal_authentication::TerminalChain;
    /// use vidimus_iso7816::tlv::{Tag, Writer};
    /// use vidimus_lds::cvc::{CertificateReference, CvCertificate};
    ///
    /// let object = |tag, parts: &[&[u8]]| {
    ///     let mut out = Writer::new();
    ///     out.object(Tag(tag), &parts.concat());
    ///     out.into_bytes()
    /// };
    /// // inspection systems by ECDSA with SHA-256; the two highest bits are the role
    /// let certificate = |authority: &[u8], holder: &[u8], bits: u8| {
    ///     let algorithm = object(0x06, &[&[4, 0, 0x7F, 0, 7, 2, 2, 2, 2, 3]]);
    ///     let kind = object(0x06, &[&[4, 0, 0x7F, 0, 7, 3, 1, 2, 1]]);
    ///     let body = object(0x7F4E, &[
    ///         &object(0x5F29, &[&[0]]),
    ///         &object(0x42, &[authority]),
    ///         &object(0x7F49, &[&algorithm, &object(0x86, &[&[4; 65]])]),
    ///         &object(0x5F20, &[holder]),
    ///         &object(0x7F4C, &[&kind, &object(0x53, &[&[bits]])]),
    ///         &object(0x5F25, &[&[2, 5, 0, 1, 0, 1]]),
    ///         &object(0x5F24, &[&[2, 6, 0, 1, 0, 1]]),
    ///     ]);
    ///     object(0x7F21, &[&body, &object(0x5F37, &[&[1; 64]])])
    /// };
    /// let verifier = certificate(b"UTCVCA00001", b"UTDV00001", 0b1000_0011);
    /// let terminal = certificate(b"UTDV00001", b"UTIS00001", 0b0000_0001);
    /// let found = [CvCertificate::parse(&terminal)?, CvCertificate::parse(&verifier)?];
    ///
    /// let authority = CertificateReference::new(b"UTCVCA00001").ok_or("a reference")?;
    /// let chain = TerminalChain::find(&[authority], &found, None)?;
    /// assert_eq!(chain.holders(), ["UTDV00001", "UTIS00001"]);
    /// // fingerprints by both, irises only by the verifier's
    /// assert!(chain.rights().dg3 && !chain.rights().dg4);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`AccessError::NoChain`].
    pub fn find(
        authorities: &[CertificateReference<'_>],
        certificates: &[CvCertificate<'a>],
        signer: Option<&PublicKey>,
    ) -> Result<Self, AccessError> {
        let mut chains = authorities.iter().flat_map(|authority| {
            let all = path::all(authority, certificates, signer).into_iter();
            all.map(|chain| Self {
                root: root(authority, certificates).cloned(),
                certificates: chain.into_iter().cloned().collect(),
            })
        });
        let first = chains.next().ok_or(AccessError::NoChain)?;
        if first.is_plausible() {
            return Ok(first);
        }
        // a chain that is wrong is still shown when there is no other: the chip decides
        let other = chains.take(MAX_OTHERS).find(Self::is_plausible);
        Ok(other.unwrap_or(first))
    }

    /// Whether no signature is known to be wrong.
    fn is_plausible(&self) -> bool {
        let mut checks = self.own_check(None).into_iter();
        checks.all(|check| check.signature != SignatureCheck::Wrong)
    }

    /// The certificates to show, in their order; at least a verifier's and a terminal's.
    #[must_use]
    pub fn certificates(&self) -> &[CvCertificate<'a>] {
        &self.certificates
    }

    /// The same as the chip gets them, for [`Presentation::new`](super::Presentation::new).
    #[must_use]
    pub fn presented(&self) -> Vec<Presented> {
        let shown = self.certificates.iter().map(|certificate| Presented {
            authority: certificate.authority.as_bytes().to_vec(),
            holder: certificate.holder.as_bytes().to_vec(),
            content: certificate.value.to_vec(),
        });
        shown.collect()
    }

    /// The names of the holders, in the order of the chain, for people and for the evidence.
    #[must_use]
    pub fn holders(&self) -> Vec<String> {
        let holders = self.certificates.iter();
        holders.map(|shown| shown.holder.to_string()).collect()
    }

    /// What the terminal signs with: the algorithm of the last certificate; `None` when it is
    /// none of Terminal Authentication.
    #[must_use]
    pub fn algorithm(&self) -> Option<SignatureAlgorithm> {
        let algorithm = self.certificates.last()?.public_key.algorithm?;
        Some(signature_algorithm(algorithm))
    }

    /// Whether the last certificate is for this key.
    #[must_use]
    pub fn is_for(&self, key: &PublicKey) -> bool {
        let last = self.certificates.last();
        last.is_some_and(|last| is_key(&last.public_key.data, key))
    }

    /// The rights that authority, verifier and terminal all have (§7.1.4.3.6); those of the
    /// authority count where its certificate is known.
    #[must_use]
    pub fn rights(&self) -> EffectiveRights {
        let mut links = self.certificates.iter().filter(|shown| is_authority(shown));
        let authority = links.next_back().or(self.root.as_ref());
        let others = self
            .certificates
            .iter()
            .filter(|shown| !is_authority(shown));
        let all = EffectiveRights {
            dg3: true,
            dg4: true,
        };
        let rights = others
            .chain(authority)
            .map(|one| one.authorization.rights());
        rights.fold(all, |all, one| EffectiveRights {
            dg3: all.dg3 && one.dg3,
            dg4: all.dg4 && one.dg4,
        })
    }

    /// The certificate whose key signed the one at this position, where it is known.
    pub(super) fn issuer(&self, position: usize) -> Option<&CvCertificate<'a>> {
        match position.checked_sub(1) {
            Some(before) => self.certificates.get(before),
            None => self.root.as_ref(),
        }
    }

    /// The key of the certificate at this position; `None` is the chip's own key. Only
    /// authorities write their curve down: the others have that of the authority above.
    pub(super) fn key(&self, position: Option<usize>) -> Result<PublicKey, KeyError> {
        let unknown = || KeyError::CurveNotKnown { oid: None };
        let own = match position {
            Some(position) => self.certificates.get(position),
            None => self.root.as_ref(),
        };
        let own = own.ok_or_else(unknown)?;
        let above = self.certificates.iter().take(position.unwrap_or(0));
        let mut domains = self.root.iter().chain(above).filter_map(domain);
        public_key(&own.public_key.data, domains.next_back())
    }
}

fn is_authority(certificate: &CvCertificate<'_>) -> bool {
    certificate.authorization.role() == Role::Cvca
}

/// The certificate of an authority's key, the one signed by itself first.
fn root<'c, 'a>(
    authority: &CertificateReference<'_>,
    certificates: &'c [CvCertificate<'a>],
) -> Option<&'c CvCertificate<'a>> {
    let name = authority.as_bytes();
    let held = |one: &&CvCertificate<'_>| is_authority(one) && one.holder.as_bytes() == name;
    let mut own = certificates.iter().filter(held);
    let first = own.next();
    let mut all = first.into_iter().chain(own);
    all.clone()
        .find(|one| one.is_self_signed())
        .or_else(|| all.next())
}

fn domain<'c, 'a>(certificate: &'c CvCertificate<'a>) -> Option<&'c EcDomain<'a>> {
    match &certificate.public_key.data {
        KeyData::Ec { domain, .. } => domain.as_ref(),
        KeyData::Rsa { .. } => None,
    }
}
