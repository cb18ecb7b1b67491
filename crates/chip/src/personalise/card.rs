//! A whole document, before it is signed and after.

use super::files::{self, ComSpec};
use super::{CardSecuritySpec, PaceSpec};
use super::{FaceSpec, PersonaliseError, Portrait, SodSpec};
use super::{ProofSpec, TerminalFiles, TerminalSpec};
use super::{TrustFile, TrustSpec, trust};
use crate::keys::ChipKeys;
use crate::persona::Persona;
use crate::pki::{AlgorithmSpec, CertificateSpec, Extension, Scheme, TestKey};
use crate::{AccessRules, BacKey, CardImage, PaceRules};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use vidimus_iso7816::StatusWord;
use vidimus_iso7816::tlv::Reader;
use vidimus_lds::evidence::Application;
use vidimus_lds::{DataGroup, File};

/// What opens the chip, besides PACE.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// nothing is asked for
    Plain,
    /// Basic Access Control with the printed zone
    Bac,
}

/// What is done to a hash entry of the security object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HashEdit {
    /// the lowest bit of the hash of this data group is the other way round
    FlipLastBit(u32),
    /// the entries of this data group are left out
    Remove(u32),
    /// an entry of this number and hash is added after the others
    Add(u32, Vec<u8>),
    /// the entry of the first number gets the second, or none
    Renumber(u32, Option<u32>),
}

/// A document to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardSpec {
    /// the holder
    pub persona: Persona,
    /// what opens the chip
    pub access: Access,
    /// the application that the files belong to
    pub application: Application,
    /// the MRZ information that the chip's key is made of; of a driving licence the reference
    /// string, which stands between the first and the last character of its line
    pub mrz_information: String,
    /// the line of a driving licence, in place of the persona's zone
    pub line: Option<String>,
    /// the country signing CA
    pub csca: CertificateSpec,
    /// the document signer
    pub ds: CertificateSpec,
    /// certificates in the security object besides the document signer's, before it
    pub embedded: Vec<CertificateSpec>,
    /// whether the document signer's certificate is in the security object
    pub ds_embedded: bool,
    /// the certificates that a trust store for this document holds
    pub store: Vec<CertificateSpec>,
    /// what it holds besides: lists, and what gets in by another act
    pub published: Vec<TrustSpec>,
    /// the data groups that are hashed, whole files
    pub groups: BTreeMap<DataGroup, Vec<u8>>,
    /// data groups hashed over the whole file rather than over its outer object
    pub hash_whole_file: BTreeSet<DataGroup>,
    /// files put on the chip in place of those that were made; `None` takes one away
    pub replaced: BTreeMap<File, Option<Vec<u8>>>,
    /// EF.COM
    pub com: Option<ComSpec>,
    /// the security object, without hashes: these come from the groups
    pub sod: SodSpec,
    /// what is done to the hash entries of the security object, in this order
    pub hash_edits: Vec<HashEdit>,
    /// what the chip proves itself with, and whom it trusts
    pub proofs: ProofSpec,
    /// PACE, where the chip performs it
    pub pace: Option<PaceSpec>,
    /// EF.CardSecurity
    pub card_security: Option<CardSecuritySpec>,
    /// files that answer a status word, to SELECT and to READ BINARY
    pub denied: BTreeMap<File, StatusWord>,
    /// EF.CardAccess
    pub card_access: Option<Vec<u8>>,
    /// EF.ATR/INFO
    pub atr_info: Option<Vec<u8>>,
}

/// A document that was made.
///
/// Everybody has its keys, so `Debug` hides nothing but the bytes.
#[derive(Clone)]
pub struct Personalised {
    /// the files, of the master file and of the application
    pub files: BTreeMap<File, Vec<u8>>,
    /// what opens the chip
    pub access: Access,
    /// the application that the files belong to
    pub application: Application,
    /// the MRZ information that the chip's key is made of, or the reference string of a licence
    pub mrz_information: String,
    /// the machine-readable zone as printed, lines joined by line feeds
    pub printed_mrz: String,
    /// the country signing CA's certificate, DER
    pub csca: Vec<u8>,
    /// the document signer's certificate, DER
    pub ds: Vec<u8>,
    /// the certificates that a trust store for this document holds, DER
    pub store: Vec<Vec<u8>>,
    /// what it holds besides, in the order in which it is added
    pub published: Vec<TrustFile>,
    /// PACE, where the chip performs it, with the passwords
    pub pace: Option<PaceSpec>,
    /// the same as the chip has it
    pub(super) rules: Option<Arc<PaceRules>>,
    /// files that answer a status word
    pub(super) denied: BTreeMap<File, StatusWord>,
    /// the private keys of the chip, and whom it trusts
    pub keys: ChipKeys,
    /// the secrets as files of the folder `keys` that [`CardImage::from_dir`] reads, by name
    pub key_files: Vec<(String, Vec<u8>)>,
    /// what a terminal needs for DG3 and DG4
    pub terminal: Option<TerminalFiles>,
}

impl CardSpec {
    /// A document with DG1, DG2 and EF.COM, protected by BAC.
    ///
    /// # Errors
    /// [`PersonaliseError`] where persona or keys do not fit.
    pub fn new(persona: Persona, scheme: &Scheme) -> Result<Self, PersonaliseError> {
        let mrz = persona.mrz()?;
        let types = ["P", "PP", "I", "ID"];
        let (csca, ds) = scheme.certificates(&persona.country, &persona.issuer, &types)?;
        let mut sod = SodSpec::new(scheme.ds_key, scheme.sod.clone());
        (sod.digest, sod.hash) = (scheme.cms, scheme.data_groups);
        let mut spec = Self {
            access: Access::Bac,
            application: Application::Emrtd,
            line: None,
            mrz_information: mrz.access_key_information().as_str().to_owned(),
            store: vec![csca.clone()],
            published: Vec::new(),
            csca,
            ds,
            embedded: Vec::new(),
            ds_embedded: true,
            groups: BTreeMap::new(),
            hash_whole_file: BTreeSet::new(),
            replaced: BTreeMap::new(),
            com: None,
            sod,
            hash_edits: Vec::new(),
            proofs: ProofSpec::default(),
            pace: None,
            card_security: None,
            denied: BTreeMap::new(),
            card_access: None,
            atr_info: None,
            persona,
        };
        spec.put(1, files::dg1(mrz.joined()));
        spec.put(2, FaceSpec::new(Portrait::Jpeg).to_dg2());
        Ok(spec)
    }

    /// Puts a data group in; it is hashed and listed in EF.COM.
    pub fn put(&mut self, number: u8, file: Vec<u8>) {
        if let Some(group) = DataGroup::new(number) {
            self.groups.insert(group, file);
            self.com = Some(ComSpec::new(self.tags()));
        }
    }

    /// Puts DG11 in, of this size where one is given.
    pub fn put_dg11(&mut self, size: Option<usize>) {
        self.put(11, files::dg11(&self.persona, size));
    }

    /// Another holder, with the same keys: DG1, DG11 where there is one, and the chip's key.
    ///
    /// # Errors
    /// [`PersonaliseError::Mrz`] when the persona does not fit its zone.
    pub fn set_persona(&mut self, persona: Persona) -> Result<(), PersonaliseError> {
        let mrz = persona.mrz()?;
        self.mrz_information = mrz.access_key_information().as_str().to_owned();
        self.persona = persona;
        self.put(1, files::dg1(mrz.joined()));
        if DataGroup::new(11).is_some_and(|dg11| self.groups.contains_key(&dg11)) {
            self.put_dg11(None);
        }
        Ok(())
    }

    /// Another key for the document signer, which signs with this algorithm.
    ///
    /// # Errors
    /// [`PersonaliseError::Pki`] when the key is none.
    pub fn set_signer_key(
        &mut self,
        key: TestKey,
        algorithm: AlgorithmSpec,
    ) -> Result<(), PersonaliseError> {
        self.ds.key = key;
        self.ds
            .with(Extension::subject_key_identifier(&key.spki()?));
        self.sod.key = key;
        self.sod.digest = algorithm.made_with.hash();
        self.sod.algorithm = algorithm;
        Ok(())
    }

    /// Takes a data group out of EF.COM's list.
    pub(crate) fn leave_out_of_com(&mut self, group: DataGroup) {
        let tags = self.com.as_mut().and_then(|com| com.tags.as_mut());
        if let Some(tags) = tags {
            tags.retain(|tag| u32::from(*tag) != group.tag().0);
        }
    }

    /// The tags of the data groups there are.
    pub(crate) fn tags(&self) -> Vec<u8> {
        let tag = |group: &DataGroup| u8::try_from(group.tag().0).ok();
        self.groups.keys().filter_map(tag).collect()
    }

    /// Signs, and gives the files.
    ///
    /// # Errors
    /// [`PersonaliseError::Pki`] when a key does not fit its algorithm,
    /// [`PersonaliseError::Size`] when EF.SOD cannot have the size asked for.
    pub fn personalise(&self) -> Result<Personalised, PersonaliseError> {
        let ds = self.ds.to_der()?;
        let mut certificates = Vec::new();
        for certificate in &self.embedded {
            certificates.push(certificate.to_der()?);
        }
        certificates.extend(self.ds_embedded.then(|| ds.clone()));
        let mut sod = self.sod.clone();
        sod.hashes = self.hashes();
        let sod = sod.to_bytes(&self.ds, &certificates)?;
        if let Some(bytes) = self.sod.size.filter(|size| *size != sod.len()) {
            return Err(PersonaliseError::Size {
                file: File::Sod.name(),
                bytes,
            });
        }
        let store = self.store.iter().map(CertificateSpec::to_der);
        let mut files = self.files(sod);
        if let Some(spec) = &self.card_security {
            let signed = spec.to_bytes(&self.sod, &self.ds, core::slice::from_ref(&ds))?;
            files.entry(File::CardSecurity).or_insert(signed);
        }
        let rules = self.pace.as_ref();
        let rules = rules.map(|pace| pace.rules(&self.mrz_information));
        Ok(Personalised {
            files,
            access: self.access,
            mrz_information: self.mrz_information.clone(),
            application: self.application,
            printed_mrz: match &self.line {
                Some(line) => line.clone(),
                None => self.persona.mrz()?.lines().collect::<Vec<_>>().join("\n"),
            },
            csca: self.csca.to_der()?,
            ds,
            store: store.collect::<Result<_, _>>()?,
            published: trust::files(&self.published)?,
            pace: self.pace.clone(),
            rules: rules.transpose()?.map(Arc::new),
            denied: self.denied.clone(),
            keys: self.keys()?,
            key_files: self.key_files()?,
            terminal: self
                .proofs
                .terminal
                .as_ref()
                .map(TerminalSpec::files)
                .transpose()?,
        })
    }

    fn files(&self, sod: Vec<u8>) -> BTreeMap<File, Vec<u8>> {
        let groups = self.groups.iter();
        let mut files: BTreeMap<File, Vec<u8>> = groups
            .map(|(group, bytes)| (File::Dg(*group), bytes.clone()))
            .collect();
        files.insert(File::Sod, sod);
        let optional = [
            (File::Com, self.com.as_ref().map(ComSpec::to_bytes)),
            (File::CardAccess, self.card_access.clone()),
            (File::AtrInfo, self.atr_info.clone()),
        ];
        for (file, bytes) in optional {
            files.extend(bytes.map(|bytes| (file, bytes)));
        }
        for (file, bytes) in &self.replaced {
            match bytes {
                Some(bytes) => files.insert(*file, bytes.clone()),
                None => files.remove(file),
            };
        }
        files
    }

    fn hashes(&self) -> Vec<(Option<u32>, Vec<u8>)> {
        let hashed = self.groups.iter().map(|(group, file)| {
            let whole = self.hash_whole_file.contains(group);
            let bytes = if whole { file } else { outer_object(file) };
            let hash = self.sod.hash.hash(bytes).as_ref().to_vec();
            (Some(u32::from(group.number())), hash)
        });
        let mut entries = hashed.collect();
        for edit in &self.hash_edits {
            edit.apply(&mut entries);
        }
        entries
    }
}

impl HashEdit {
    fn apply(&self, entries: &mut Vec<(Option<u32>, Vec<u8>)>) {
        let of = |number: u32| move |entry: &&mut (Option<u32>, Vec<u8>)| entry.0 == Some(number);
        match self {
            Self::FlipLastBit(number) => {
                let entry = entries.iter_mut().find(of(*number));
                if let Some(last) = entry.and_then(|(_, hash)| hash.last_mut()) {
                    *last ^= 1;
                }
            }
            Self::Remove(number) => entries.retain(|entry| entry.0 != Some(*number)),
            Self::Add(number, hash) => entries.push((Some(*number), hash.clone())),
            Self::Renumber(from, to) => {
                if let Some(entry) = entries.iter_mut().find(of(*from)) {
                    entry.0 = *to;
                }
            }
        }
    }
}

/// The outer object alone, or everything where there is none.
fn outer_object(file: &[u8]) -> &[u8] {
    let rest = Reader::new(file).next().ok().flatten();
    rest.and_then(|outer| file.get(..outer.bytes.len()))
        .unwrap_or(file)
}

impl Personalised {
    /// The chip with these files.
    #[must_use]
    pub fn image(&self) -> CardImage {
        let mut access = match self.access {
            Access::Plain => AccessRules::plain(),
            Access::Bac => AccessRules::bac(BacKey::from_mrz_information(
                self.mrz_information.as_bytes(),
            )),
        };
        access.pace.clone_from(&self.rules);
        let mut image = CardImage::new(self.files.clone(), access);
        image.application = self.application;
        image.denied.clone_from(&self.denied);
        image.keys = self.keys.clone();
        image
    }
}

impl core::fmt::Debug for Personalised {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let sizes = self
            .files
            .iter()
            .map(|(file, bytes)| (file.name(), bytes.len()));
        f.debug_map().entries(sizes).finish()
    }
}
