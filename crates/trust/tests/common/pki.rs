//! A whole synthetic issuer: authority, document signer, SOD. Every field can be changed
//! before it is encoded and signed.

use super::der::{
    algorithm, bits, extension, integer, name, object, octets, oid, sequence, set, utc_time,
};
use super::openssl::Key;
use std::collections::BTreeMap;
use std::sync::OnceLock;
use vidimus_lds::evidence::FileState;
use vidimus_lds::{DataGroup, File};
use vidimus_pubkey::HashAlgorithm;

pub(crate) const ECDSA_SHA256: &str = "1.2.840.10045.4.3.2";
pub(crate) const SHA256: &str = "2.16.840.1.101.3.4.2.1";
pub(crate) const LDS_OBJECT: &str = "2.23.136.1.1.1";
/// 2026-06-01, inside every validity.
pub(crate) const AT: i64 = 1_780_272_000;

/// Keys made once a process.
pub(crate) struct Keys {
    pub(crate) csca: Key,
    pub(crate) ds: Key,
    pub(crate) other: Key,
}

pub(crate) fn keys() -> &'static Keys {
    static KEYS: OnceLock<Keys> = OnceLock::new();
    KEYS.get_or_init(|| Keys {
        csca: Key::generate("csca", "ec:prime256v1:named"),
        ds: Key::generate("ds", "ec:prime256v1:explicit"),
        other: Key::generate("other", "ec:prime256v1:named"),
    })
}

pub(crate) fn csca_name(country: &str) -> Vec<u8> {
    name(&[
        (6, 0x13, country),
        (10, 0x0C, "Utopia Ministry"),
        (3, 0x0C, "CSCA Utopia"),
    ])
}

pub(crate) fn ds_name(country: &str) -> Vec<u8> {
    name(&[
        (6, 0x13, country),
        (10, 0x0C, "Utopia Ministry"),
        (3, 0x0C, "Document Signer 1"),
    ])
}

pub(crate) fn validity(from: &str, to: &str) -> Vec<u8> {
    sequence(&[&utc_time(from), &utc_time(to)])
}

pub(crate) fn ski(id: &[u8]) -> Vec<u8> {
    extension("2.5.29.14", false, &octets(id))
}

pub(crate) fn aki(id: &[u8]) -> Vec<u8> {
    extension("2.5.29.35", false, &sequence(&[&object(0x80, id)]))
}

/// Key usage from its first octet: 80 digitalSignature, 04 keyCertSign.
pub(crate) fn key_usage(critical: bool, octet: u8) -> Vec<u8> {
    let unused = octet.trailing_zeros() as u8;
    extension("2.5.29.15", critical, &object(3, &[unused, octet]))
}

pub(crate) fn basic_constraints(ca: bool) -> Vec<u8> {
    let flag: &[u8] = if ca { &[1, 1, 0xFF] } else { &[] };
    extension("2.5.29.19", true, &sequence(&[flag]))
}

pub(crate) fn purpose(dotted: &str) -> Vec<u8> {
    extension("2.5.29.37", true, &sequence(&[&oid(dotted)]))
}

pub(crate) fn document_types(types: &[&str]) -> Vec<u8> {
    let types: Vec<Vec<u8>> = types
        .iter()
        .map(|text| object(0x13, text.as_bytes()))
        .collect();
    let list = sequence(&[&integer(0), &object(0x31, &types.concat())]);
    extension("2.23.136.1.1.6.2", false, &list)
}

/// When the private key may be used, as GeneralizedTime.
pub(crate) fn usage_period(from: &str, to: &str) -> Vec<u8> {
    let bounds = [object(0x80, from.as_bytes()), object(0x81, to.as_bytes())];
    extension("2.5.29.16", false, &object(0x30, &bounds.concat()))
}

/// The extension of a link certificate whose two names are one authority's.
pub(crate) fn name_change() -> Vec<u8> {
    extension("2.23.136.1.1.6.1", true, &[5, 0])
}

/// A certificate before it is signed; a field that is empty is left out.
#[derive(Clone)]
pub(crate) struct CertificateSpec {
    pub(crate) version: Vec<u8>,
    pub(crate) serial: Vec<u8>,
    pub(crate) inner_algorithm: Vec<u8>,
    pub(crate) issuer: Vec<u8>,
    pub(crate) validity: Vec<u8>,
    pub(crate) subject: Vec<u8>,
    pub(crate) spki: Vec<u8>,
    pub(crate) extensions: Vec<Vec<u8>>,
    pub(crate) outer_algorithm: Vec<u8>,
    pub(crate) issuer_key: Key,
    pub(crate) digest: &'static str,
    pub(crate) drop_signature: bool,
    pub(crate) flip_signature: bool,
    /// the bytes, once they are settled
    pub(crate) frozen: Option<Vec<u8>>,
}

impl CertificateSpec {
    /// The same bytes each time from now on: an ECDSA signature is another one each time.
    pub(crate) fn frozen(mut self) -> Self {
        self.frozen = Some(self.encode());
        self
    }

    pub(crate) fn csca() -> Self {
        Self {
            version: object(0xA0, &integer(2)),
            serial: integer(1),
            inner_algorithm: algorithm(ECDSA_SHA256),
            issuer: csca_name("UT"),
            validity: validity("240101000000Z", "390101000000Z"),
            subject: csca_name("UT"),
            spki: keys().csca.spki.clone(),
            extensions: vec![
                ski(b"csca-1"),
                key_usage(true, 0x06),
                basic_constraints(true),
            ],
            outer_algorithm: algorithm(ECDSA_SHA256),
            issuer_key: keys().csca.clone(),
            digest: "sha256",
            drop_signature: false,
            flip_signature: false,
            frozen: None,
        }
    }

    pub(crate) fn ds() -> Self {
        Self {
            serial: integer(7),
            subject: ds_name("UT"),
            validity: validity("250101000000Z", "350101000000Z"),
            spki: keys().ds.spki.clone(),
            extensions: vec![
                aki(b"csca-1"),
                key_usage(true, 0x80),
                document_types(&["P"]),
            ],
            ..Self::csca()
        }
    }

    pub(crate) fn encode(&self) -> Vec<u8> {
        if let Some(bytes) = &self.frozen {
            return bytes.clone();
        }
        let extensions = if self.extensions.is_empty() {
            Vec::new()
        } else {
            object(0xA3, &object(0x30, &self.extensions.concat()))
        };
        let tbs = sequence(&[
            &self.version,
            &self.serial,
            &self.inner_algorithm,
            &self.issuer,
            &self.validity,
            &self.subject,
            &self.spki,
            &extensions,
        ]);
        let mut signature = self.issuer_key.sign(self.digest, &[], &tbs);
        if self.flip_signature {
            *signature.last_mut().unwrap() ^= 1;
        }
        let value = if self.drop_signature {
            Vec::new()
        } else {
            bits(&signature)
        };
        sequence(&[&tbs, &self.outer_algorithm, &value])
    }
}

/// A SOD before it is signed.
#[derive(Clone)]
pub(crate) struct SodSpec {
    pub(crate) version: Vec<u8>,
    pub(crate) digest_algorithms: Vec<u8>,
    pub(crate) content_type: Vec<u8>,
    pub(crate) lds_version: u8,
    pub(crate) hash_algorithm: Vec<u8>,
    pub(crate) hash: HashAlgorithm,
    pub(crate) version_info: Vec<u8>,
    pub(crate) hashes: Vec<(u8, Vec<u8>)>,
    pub(crate) extra_certificates: Vec<Vec<u8>>,
    pub(crate) with_ds: bool,
    pub(crate) signers: Vec<SignerSpec>,
}

/// A SignerInfo before it is signed.
#[derive(Clone)]
pub(crate) struct SignerSpec {
    pub(crate) version: u8,
    pub(crate) sid: Option<Vec<u8>>,
    pub(crate) digest_algorithm: Vec<u8>,
    pub(crate) hash: HashAlgorithm,
    pub(crate) flip_digest: bool,
    pub(crate) drop_digest: bool,
    pub(crate) reverse_attributes: bool,
    /// UTCTime of the attribute signingTime
    pub(crate) signing_time: Option<&'static str>,
    pub(crate) signature_algorithm: Vec<u8>,
    pub(crate) key: Key,
    pub(crate) digest: &'static str,
    pub(crate) options: Vec<&'static str>,
    pub(crate) signature: Option<Vec<u8>>,
    pub(crate) flip_signature: bool,
}

impl SignerSpec {
    pub(crate) fn new() -> Self {
        Self {
            version: 1,
            sid: None,
            digest_algorithm: algorithm(SHA256),
            hash: HashAlgorithm::Sha256,
            flip_digest: false,
            drop_digest: false,
            reverse_attributes: false,
            signing_time: None,
            signature_algorithm: algorithm(ECDSA_SHA256),
            key: keys().ds.clone(),
            digest: "sha256",
            options: Vec::new(),
            signature: None,
            flip_signature: false,
        }
    }

    fn encode(&self, content_type: &[u8], content: &[u8], sid: &[u8]) -> Vec<u8> {
        let mut digest = self.hash.hash(content).as_ref().to_vec();
        if self.flip_digest {
            digest[0] ^= 1;
        }
        let attributes = self.attributes(content_type, &digest);
        let to_be_signed = object(0x31, &attributes);
        let mut signature = match &self.signature {
            Some(signature) => signature.clone(),
            None => self.key.sign(self.digest, &self.options, &to_be_signed),
        };
        if self.flip_signature {
            *signature.last_mut().unwrap() ^= 1;
        }
        sequence(&[
            &integer(self.version),
            sid,
            &self.digest_algorithm,
            &object(0xA0, &attributes),
            &self.signature_algorithm,
            &octets(&signature),
        ])
    }

    /// The attributes one after the other, without the tag of their set.
    fn attributes(&self, content_type: &[u8], digest: &[u8]) -> Vec<u8> {
        let attribute = |kind: &str, value: &[u8]| sequence(&[&oid(kind), &set(&[value])]);
        let mut attributes = vec![attribute("1.2.840.113549.1.9.3", content_type)];
        if !self.drop_digest {
            attributes.push(attribute("1.2.840.113549.1.9.4", &octets(digest)));
        }
        if let Some(time) = self.signing_time {
            attributes.push(attribute("1.2.840.113549.1.9.5", &utc_time(time)));
        }
        attributes.sort();
        if self.reverse_attributes {
            attributes.reverse();
        }
        attributes.concat()
    }
}

/// All that makes a document.
#[derive(Clone)]
pub(crate) struct World {
    pub(crate) csca: CertificateSpec,
    pub(crate) ds: CertificateSpec,
    pub(crate) sod: SodSpec,
    pub(crate) groups: BTreeMap<u8, Vec<u8>>,
    pub(crate) issuing_state: &'static str,
    pub(crate) document_code: &'static str,
    pub(crate) at: i64,
    pub(crate) issue_date: Option<i64>,
    /// what is done to the file after it is signed
    pub(crate) patch_sod: Option<fn(&mut Vec<u8>)>,
}

impl World {
    pub(crate) fn new() -> Self {
        let dg1 = object(0x61, &[0x41; 60]);
        let dg2 = object(0x75, &[0x42; 600]);
        Self {
            csca: CertificateSpec::csca(),
            ds: CertificateSpec::ds(),
            sod: SodSpec {
                version: integer(3),
                digest_algorithms: set(&[&algorithm(SHA256)]),
                content_type: oid(LDS_OBJECT),
                lds_version: 0,
                hash_algorithm: algorithm(SHA256),
                hash: HashAlgorithm::Sha256,
                version_info: Vec::new(),
                hashes: Vec::new(),
                extra_certificates: Vec::new(),
                with_ds: true,
                signers: vec![SignerSpec::new()],
            },
            groups: BTreeMap::from([(1, dg1), (2, dg2)]),
            issuing_state: "UTO",
            document_code: "P<",
            at: AT,
            issue_date: None,
            patch_sod: None,
        }
    }

    /// The files of the document.
    pub(crate) fn files(&self) -> BTreeMap<File, FileState> {
        let mut files: BTreeMap<File, FileState> = self
            .groups
            .iter()
            .map(|(number, bytes)| {
                let group = DataGroup::new(*number).unwrap();
                (File::Dg(group), FileState::Read(bytes.clone()))
            })
            .collect();
        let mut sod = self.encode_sod();
        if let Some(patch) = self.patch_sod {
            patch(&mut sod);
        }
        files.insert(File::Sod, FileState::Read(sod));
        files
    }

    /// What the first signer signs.
    pub(crate) fn signed_attributes(&self) -> Vec<u8> {
        let signer = &self.sod.signers[0];
        let digest = signer.hash.hash(&self.lds_object());
        object(
            0x31,
            &signer.attributes(&self.sod.content_type, digest.as_ref()),
        )
    }

    fn encode_sod(&self) -> Vec<u8> {
        let spec = &self.sod;
        let ds = self.ds.encode();
        let content = self.lds_object();
        let own_sid = sequence(&[&self.ds.issuer, &self.ds.serial]);
        let mut certificates = spec.extra_certificates.clone();
        if spec.with_ds {
            certificates.push(ds);
        }
        let signers: Vec<Vec<u8>> = spec
            .signers
            .iter()
            .map(|signer| {
                let sid = signer.sid.as_ref().unwrap_or(&own_sid);
                signer.encode(&spec.content_type, &content, sid)
            })
            .collect();
        let message = signed_data(spec, &content, &certificates, &signers);
        object(0x77, &message)
    }

    /// An EF.CardSecurity of this content, signed by the same signers.
    pub(crate) fn card_security(&self, content: &[u8]) -> Vec<u8> {
        let own_sid = sequence(&[&self.ds.issuer, &self.ds.serial]);
        let signers = self.sod.signers.iter();
        let signers: Vec<Vec<u8>> = signers
            .map(|signer| {
                let sid = signer.sid.as_ref().unwrap_or(&own_sid);
                signer.encode(&self.sod.content_type, content, sid)
            })
            .collect();
        signed_data(&self.sod, content, &[self.ds.encode()], &signers)
    }

    fn lds_object(&self) -> Vec<u8> {
        let spec = &self.sod;
        let mut hashes: Vec<(u8, Vec<u8>)> = spec.hashes.clone();
        if hashes.is_empty() {
            let digest = |bytes: &Vec<u8>| spec.hash.hash(bytes).as_ref().to_vec();
            hashes = self
                .groups
                .iter()
                .map(|(number, bytes)| (*number, digest(bytes)))
                .collect();
        }
        let entries: Vec<Vec<u8>> = hashes
            .iter()
            .map(|(number, hash)| sequence(&[&integer(*number), &octets(hash)]))
            .collect();
        sequence(&[
            &integer(spec.lds_version),
            &spec.hash_algorithm,
            &object(0x30, &entries.concat()),
            &spec.version_info,
        ])
    }
}

/// A SignedData message.
pub(crate) fn signed_data(
    spec: &SodSpec,
    content: &[u8],
    certificates: &[Vec<u8>],
    signers: &[Vec<u8>],
) -> Vec<u8> {
    let certificates = if certificates.is_empty() {
        Vec::new()
    } else {
        object(0xA0, &certificates.concat())
    };
    let signed = sequence(&[
        &spec.version,
        &spec.digest_algorithms,
        &sequence(&[&spec.content_type, &object(0xA0, &octets(content))]),
        &certificates,
        &object(0x31, &signers.concat()),
    ]);
    sequence(&[&oid("1.2.840.113549.1.7.2"), &object(0xA0, &signed)])
}

/// A master list of these entries, signed by `signer` (whose key is the document signer's).
pub(crate) fn master_list(entries: &[Vec<u8>], signer: &CertificateSpec) -> Vec<u8> {
    signed_list("2.23.136.1.1.2", &bare_list(entries), signer)
}

/// A list of this content type and content, signed by `signer` (whose key is the document
/// signer's).
pub(crate) fn signed_list(kind: &str, content: &[u8], signer: &CertificateSpec) -> Vec<u8> {
    let mut spec = World::new().sod;
    spec.content_type = oid(kind);
    let sid = sequence(&[&signer.issuer, &signer.serial]);
    let info = SignerSpec::new().encode(&spec.content_type, content, &sid);
    signed_data(&spec, content, &[signer.encode()], &[info])
}

/// The content of a master list.
pub(crate) fn bare_list(entries: &[Vec<u8>]) -> Vec<u8> {
    sequence(&[&integer(0), &object(0x31, &entries.concat())])
}

/// The certificate of a master list signer below the authority.
pub(crate) fn list_signer() -> CertificateSpec {
    list_signer_for("2.23.136.1.1.3")
}

/// The certificate of a signer of lists below the authority, by the purpose of its key.
pub(crate) fn list_signer_for(dotted: &str) -> CertificateSpec {
    let mut signer = CertificateSpec::ds();
    signer.subject = name(&[(6, 0x13, "UT"), (3, 0x0C, "List Signer")]);
    signer.extensions = vec![aki(b"csca-1"), key_usage(true, 0x80), purpose(dotted)];
    signer
}
