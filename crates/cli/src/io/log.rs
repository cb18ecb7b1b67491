//! Logs of the libraries, on stderr.

use tracing::level_filters::LevelFilter;

/// Shows warnings; with `-v` what happens, with `-vv` the details. No library logs a secret or
/// personal data at any level.
pub fn start(verbose: u8) {
    let level = match verbose {
        0 => LevelFilter::WARN,
        1 => LevelFilter::INFO,
        _ => LevelFilter::DEBUG,
    };
    tracing_subscriber::fmt()
        .with_max_level(level)
        .with_writer(std::io::stderr)
        .with_ansi(false)
        .without_time()
        .with_target(false)
        .init();
}
