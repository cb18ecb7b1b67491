//! `vidimus readers`.

use super::Outcome;
use crate::context::Context;
#[cfg(feature = "pcsc")]
use vidimus::report::ExitCode;

/// Lists the readers and whether a card lies on each.
#[cfg(feature = "pcsc")]
pub fn run(context: &Context) -> Outcome {
    use serde_json::{Value, json};
    use vidimus::iso7816::TransportError;
    let readers = vidimus::pcsc::readers()?;
    if readers.is_empty() {
        return Err(TransportError::NoReader.into());
    }
    context.output.result(
        || {
            let rows: Vec<Value> = readers
                .iter()
                .map(|reader| json!({"name": reader.name, "card_present": reader.card_present}))
                .collect();
            json!({"schema": "vidimus-readers/1", "readers": rows})
        },
        || {
            let state = |present| if present { "card present" } else { "no card" };
            readers
                .iter()
                .map(|r| format!("{}  ({})\n", r.name, state(r.card_present)))
                .collect()
        },
    );
    Ok(ExitCode::Accept)
}

/// Says that this build cannot.
#[cfg(not(feature = "pcsc"))]
pub fn run(_: &Context) -> Outcome {
    Err(crate::failure::CommandError::NoPcsc.into())
}
