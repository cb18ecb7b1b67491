//! The JSON documents against the schemas in docs/.

use serde_json::Value;
use std::path::Path;

/// Asserts that the schema which the document names allows it.
pub(crate) fn validate(document: &Value) {
    let id = document["schema"].as_str().unwrap_or_default();
    let name = id
        .strip_prefix("vidimus-")
        .and_then(|rest| rest.strip_suffix("/1"))
        .unwrap_or_else(|| panic!("no schema id: {document}"));
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../docs/{name}.schema.json"));
    let text = std::fs::read(&path).unwrap_or_else(|_| panic!("no schema file for {id}"));
    let schema: Value = serde_json::from_slice(&text).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let problems: Vec<String> = validator
        .iter_errors(document)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(problems.is_empty(), "{problems:#?}\nin {document:#}");
}
