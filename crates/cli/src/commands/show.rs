//! What several commands show: a report, a portrait.

use crate::context::Context;
use crate::failure::{CommandError, Failure};
use crate::io::write::Pending;
use crate::output::Output;
use vidimus::lds::evidence::Evidence;
use vidimus::lds::image::{self, Picture, PixelLimits};
use vidimus::lds::{DataGroup, dg2};
use vidimus::report::{Report, TextStyle};

/// Prints a report, as JSON or for people.
pub fn report(report: &Report, context: &Context) {
    let reveal = context.global.reveal;
    context
        .output
        .page(|| report.to_json(reveal), || text(report, context));
}

/// The report for people.
pub fn text(report: &Report, context: &Context) -> String {
    let style = TextStyle {
        color: context.output.colored(),
        unicode: Output::unicode(),
        width: Output::width(),
        reveal: context.global.reveal,
        verbose: context.global.verbose > 0,
    };
    report.text(context.lang(), style)
}

/// Decodes the portrait of DG2 and writes it as PNG.
pub fn portrait(evidence: &Evidence, place: Pending) -> Result<(), Failure> {
    Ok(place.commit(&picture(evidence)?.to_png()?)?)
}

/// The portrait of DG2 as pixels.
pub fn picture(evidence: &Evidence) -> Result<Picture, Failure> {
    let file = DataGroup::new(2).and_then(|group| evidence.data_group(group));
    let bytes = file.ok_or(CommandError::NoPortrait)?;
    let parsed = dg2::Dg2::parse(bytes)?;
    let face = parsed.portrait().ok_or(CommandError::NoPortrait)?;
    let picture = face.bytes(bytes).ok_or(CommandError::NoPortrait)?;
    Ok(image::decode(picture, &PixelLimits::default())?)
}

/// One line of `--trace`.
pub fn trace(line: &vidimus::session::middleware::TraceLine) -> String {
    let sm = if line.protected { "[SM]" } else { "" };
    let ms = line.duration.as_secs_f64() * 1000.0;
    format!(
        "{:4}  {:30} {sm:4}  {}  {ms:.1} ms",
        line.number, line.step, line.text
    )
}
