//! What every command needs: how to speak, when to judge, whom to trust, by which policy.

use crate::args::{At, Global, Language, ProfileArgs};
use crate::failure::{CommandError, Failure, TrustFault};
use crate::io::{files, profile};
use crate::output::Output;
use std::path::{Path, PathBuf};
use vidimus::TrustFolder;
use vidimus::lds::evidence::Evidence;
use vidimus::report::{EvaluationTime, Lang, Policy, Report, Tool};
use vidimus::trust::{Source, TrustError, TrustStore, TrustStoreBuilder};

/// The options of every command, made ready for use.
#[derive(Debug)]
pub struct Context {
    /// how to speak
    pub output: Output,
    /// the options themselves
    pub global: Global,
}

impl Context {
    /// From the options.
    pub fn new(global: Global) -> Self {
        Self {
            output: Output::new(&global, lang_of(&global)),
            global,
        }
    }

    /// The language of text for people: the option, else LC_ALL, LC_MESSAGES or LANG.
    pub const fn lang(&self) -> Lang {
        self.output.lang()
    }

    /// The policy: a built-in name, or a TOML file.
    pub fn policy(&self) -> Result<Policy, Failure> {
        let name = self.global.policy.as_str();
        if let Some(policy) = Policy::named(name) {
            return Ok(policy);
        }
        if !Path::new(name).exists() {
            return Err(CommandError::UnknownName {
                kind: "policy",
                name: name.into(),
            }
            .into());
        }
        let bytes = files::read(Path::new(name))?;
        Ok(Policy::from_toml(&String::from_utf8_lossy(&bytes))?)
    }

    /// The policy, for documents of the profile that a command's options name.
    pub fn policy_for(&self, profile: &ProfileArgs) -> Result<Policy, Failure> {
        Ok(self.policy()?.with_profile(profile::choice(profile)?))
    }

    /// The certificates to trust: `--trust`, else the user's trust folder.
    pub fn trust_store(&self) -> Result<TrustStore, Failure> {
        Ok(self.trust_builder()?.build())
    }

    /// The same, to be added to. A file that the user named must go in, where a folder may hold
    /// the anchor that vouches for it; one that only lies in a folder is left out with a word.
    pub fn trust_builder(&self) -> Result<TrustStoreBuilder, Failure> {
        let (folders, named): (Vec<_>, Vec<_>) = self
            .trust_paths()
            .into_iter()
            .partition(|path| path.is_dir());
        let read = |path: PathBuf| Ok((files::read(&path)?, path));
        let named = named
            .into_iter()
            .map(read)
            .collect::<Result<_, Failure>>()?;
        let mut builder = TrustStoreBuilder::new();
        let (waiting, _) = add_named(&mut builder, named)?;
        for folder in folders {
            for (name, error) in TrustFolder::open(folder).load_into(&mut builder)? {
                self.output
                    .say(&format!("not trusted, left out: {name}: {error}"));
            }
        }
        match add_named(&mut builder, waiting)? {
            (_, Some(fault)) => Err(fault.into()),
            (_, None) => Ok(builder),
        }
    }

    fn trust_paths(&self) -> Vec<PathBuf> {
        if self.global.trust.is_empty() {
            user_trust_folder()
                .into_iter()
                .filter(|folder| folder.is_dir())
                .collect()
        } else {
            self.global.trust.clone()
        }
    }

    /// When to judge: `--at`, else the clock. `recorded` needs the recording's time.
    pub fn evaluation_time(&self, evidence: &Evidence) -> Result<EvaluationTime, CommandError> {
        match self.global.at {
            None => Ok(EvaluationTime::clock(vidimus::now())),
            Some(At::Given(unix)) => Ok(EvaluationTime::given(unix)),
            Some(At::Recorded) => evidence
                .recorded_at
                .map(EvaluationTime::recorded)
                .ok_or(CommandError::NothingRecorded),
        }
    }

    /// Judges the evidence with a store and policy at hand.
    pub fn judge_with(
        &self,
        evidence: &Evidence,
        store: &TrustStore,
        policy: &Policy,
    ) -> Result<Report, Failure> {
        let at = self.evaluation_time(evidence)?;
        let report = vidimus::report::judge(evidence, store, policy, at, &tool());
        Ok(report.created_at(vidimus::now()))
    }
}

/// The language of text for people: the option, else the environment.
fn lang_of(global: &Global) -> Lang {
    let vietnamese = || {
        ["LC_ALL", "LC_MESSAGES", "LANG"]
            .iter()
            .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
            .is_some_and(|value| value.starts_with("vi"))
    };
    match global.lang {
        Some(Language::En) => Lang::En,
        Some(Language::Vi) => Lang::Vi,
        None if vietnamese() => Lang::Vi,
        None => Lang::En,
    }
}

/// Adds files that the user named. Returns those that wait for an anchor, and why the first does.
fn add_named(builder: &mut TrustStoreBuilder, named: NamedFiles) -> Result<Waiting, Failure> {
    let sources: Vec<(&[u8], Source)> = named
        .iter()
        .map(|(bytes, path)| (bytes.as_slice(), Source::new(path.display().to_string())))
        .collect();
    let results = builder.add_all(&sources);
    let (mut waiting, mut first) = (NamedFiles::new(), None);
    for (result, (bytes, path)) in results.into_iter().zip(named) {
        let Err(source) = result else {
            continue;
        };
        let waits = matches!(source, TrustError::ListSignerUntrusted { .. });
        let fault = TrustFault {
            path: path.clone(),
            source,
        };
        if !waits {
            return Err(fault.into());
        }
        waiting.push((bytes, path));
        first.get_or_insert(fault);
    }
    Ok((waiting, first))
}

type NamedFiles = Vec<(Vec<u8>, PathBuf)>;
type Waiting = (NamedFiles, Option<TrustFault>);

/// This program, as reports name it.
pub fn tool() -> Tool {
    Tool {
        name: "vidimus".into(),
        version: env!("CARGO_PKG_VERSION").into(),
        commit: option_env!("VIDIMUS_COMMIT").map(Into::into),
        built_at: BUILT_AT,
    }
}

/// A clock before this day is wrong: the day this version was written, 2026-11-22.
const BUILT_AT: i64 = 1_795_305_600;

/// Where `vidimus trust add` keeps what it adds: `$XDG_DATA_HOME/vidimus/trust`.
pub fn user_trust_folder() -> Option<PathBuf> {
    let data = std::env::var_os("XDG_DATA_HOME").filter(|value| !value.is_empty());
    let home = || Some(PathBuf::from(std::env::var_os("HOME")?).join(".local/share"));
    data.map(PathBuf::from)
        .or_else(home)
        .map(|base| base.join("vidimus/trust"))
}
