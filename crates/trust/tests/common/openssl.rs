//! Keys and signatures by the system's OpenSSL.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

/// A folder for keys, removed at the end of the process by the system's own means.
fn folder() -> &'static Path {
    static FOLDER: OnceLock<tempfile::TempDir> = OnceLock::new();
    FOLDER.get_or_init(|| tempfile::tempdir().unwrap()).path()
}

/// Runs openssl with `input` on its standard input.
pub(crate) fn run(arguments: &[&str], input: &[u8]) -> Vec<u8> {
    use std::io::Write as _;
    let mut child = Command::new("openssl")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the tests need the command openssl");
    child.stdin.take().unwrap().write_all(input).unwrap();
    let output = child.wait_with_output().unwrap();
    let talk = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "openssl {arguments:?}: {talk}");
    output.stdout
}

/// A key pair in a file.
#[derive(Clone)]
pub(crate) struct Key {
    file: PathBuf,
    pub(crate) spki: Vec<u8>,
}

impl Key {
    /// Where the private key lies, in PEM.
    pub(crate) fn file(&self) -> &Path {
        &self.file
    }

    /// The key in a PEM file.
    pub(crate) fn from_file(file: &Path) -> Self {
        let path = file.to_str().unwrap();
        let spki = run(&["pkey", "-in", path, "-pubout", "-outform", "DER"], &[]);
        Self {
            file: file.to_owned(),
            spki,
        }
    }

    /// A new key: `ec:prime256v1:named`, `ec:brainpoolP256r1:explicit`, `rsa:2048`.
    pub(crate) fn generate(label: &str, kind: &str) -> Self {
        let file = folder().join(format!("{label}.pem"));
        let path = file.to_str().unwrap();
        let parts: Vec<&str> = kind.split(':').collect();
        match parts.as_slice() {
            ["ec", curve, form] => {
                let curve = format!("ec_paramgen_curve:{curve}");
                let form = format!(
                    "ec_param_enc:{}_curve",
                    if *form == "named" { "named" } else { form }
                );
                let form = form.replace("explicit_curve", "explicit");
                run(
                    &[
                        "genpkey",
                        "-algorithm",
                        "EC",
                        "-pkeyopt",
                        &curve,
                        "-pkeyopt",
                        &form,
                        "-out",
                        path,
                    ],
                    &[],
                );
            }
            ["rsa", bits] => {
                let bits = format!("rsa_keygen_bits:{bits}");
                run(
                    &[
                        "genpkey",
                        "-algorithm",
                        "RSA",
                        "-pkeyopt",
                        &bits,
                        "-out",
                        path,
                    ],
                    &[],
                );
            }
            _ => panic!("key kind {kind}"),
        }
        Self::from_file(&file)
    }

    /// The PEM file with its private half.
    pub(crate) fn path(&self) -> &Path {
        &self.file
    }

    /// Signs a PKCS#1 v1.5 block with exactly these bytes inside.
    pub(crate) fn sign_block(&self, block: &[u8]) -> Vec<u8> {
        let file = self.file.to_str().unwrap();
        let padding = "rsa_padding_mode:pkcs1";
        run(
            &["pkeyutl", "-sign", "-inkey", file, "-pkeyopt", padding],
            block,
        )
    }

    /// Signs; `options` go to `openssl dgst`.
    pub(crate) fn sign(&self, digest: &str, options: &[&str], message: &[u8]) -> Vec<u8> {
        let digest = format!("-{digest}");
        let mut arguments = vec!["dgst", &digest, "-sign", self.file.to_str().unwrap()];
        for option in options {
            arguments.extend(["-sigopt", option]);
        }
        run(&arguments, message)
    }
}
