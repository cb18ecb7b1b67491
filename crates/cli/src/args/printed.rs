//! What is printed on the document, to be held against its chip.

use clap::Args;
use std::path::PathBuf;

/// The printed side.
#[derive(Debug, Default, Args)]
pub struct PrintedArgs {
    /// Compare what is printed with the chip: text of the MRZ, content of the QR code, a digital seal
    /// (VDS, VDS-NC), or a picture (PNG, JPEG) with a QR code (`-`: stdin; may be repeated)
    #[arg(long, value_name = "FILE")]
    pub printed: Vec<PathBuf>,
}
