//! `vidimus mrz make`.

use crate::args::{MrzFormat, MrzMakeArgs};
use crate::commands::Outcome;
use crate::context::Context;
use crate::failure::{CommandError, MrzFault};
use crate::io::files;
use crate::output::with;
use serde_json::json;
use vidimus::mrz::{Fields, Format, Mrz, Zone};
use vidimus::report::ExitCode;

/// Makes a zone from `name=value` lines and prints it: that is the data asked for.
pub fn run(args: &MrzMakeArgs, context: &Context) -> Outcome {
    let bytes = files::read(&args.file)?;
    let text = String::from_utf8_lossy(&bytes);
    let mrz = Mrz::make(format(args.format), &fields(&text)?).map_err(MrzFault::Make)?;
    let lines: Vec<&str> = mrz.lines().collect();
    context.output.result(
        || {
            with(
                super::check::document(&Zone::Icao(mrz.clone()), true, true),
                "lines",
                json!(lines),
            )
        },
        || lines.iter().map(|line| format!("{line}\n")).collect(),
    );
    Ok(ExitCode::Accept)
}

const fn format(format: MrzFormat) -> Format {
    match format {
        MrzFormat::Td1 => Format::Td1,
        MrzFormat::Td2 => Format::Td2,
        MrzFormat::Td3 => Format::Td3,
        MrzFormat::MrvA => Format::MrvA,
        MrzFormat::MrvB => Format::MrvB,
    }
}

fn fields(text: &str) -> Result<Fields<'_>, CommandError> {
    let usage = |problem: String| CommandError::Usage {
        option: "FILE",
        problem,
    };
    let mut fields = Fields::default();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (name, value) = line
            .split_once('=')
            .ok_or_else(|| usage("lines of the form name=value expected".into()))?;
        let place = match name.trim() {
            "document_code" => &mut fields.document_code,
            "issuer" => &mut fields.issuer,
            "document_number" => &mut fields.document_number,
            "nationality" => &mut fields.nationality,
            "birth_date" => &mut fields.birth_date,
            "sex" => &mut fields.sex,
            "expiry_date" => &mut fields.expiry_date,
            "primary_identifier" => &mut fields.primary_identifier,
            "secondary_identifier" => &mut fields.secondary_identifier,
            "optional_data" => &mut fields.optional_data,
            "optional_data_second" => &mut fields.optional_data_second,
            other => return Err(usage(format!("no field is named {other}"))),
        };
        *place = value.trim();
    }
    Ok(fields)
}
