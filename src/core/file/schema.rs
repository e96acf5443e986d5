//! The JSON Schema of plan files, generated from the plan's types: for programs that read or write plan files.
//!
//! Native only: a test generates it, it is kept in the repository and published with the site.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::{FORMAT, VERSION};
use crate::plan::Plan;

/// The schema (draft 2020-12) as the text that `plan.schema.json` holds.
#[allow(clippy::missing_panics_doc)] // cannot happen: a schema is made of JSON values
pub fn text() -> String {
    let schema = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<PlanFileSchema>();
    let mut text = serde_json::to_string_pretty(&schema).expect("a schema is JSON");
    text.push('\n');
    text
}

/// A plan file, for the schema.
struct PlanFileSchema;

impl JsonSchema for PlanFileSchema {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Groundswell plan file".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A marketing plan of Groundswell. Beyond this schema: ids are unique within their list, and every reference points at something in the plan.",
            "type": "object",
            "properties": {
                "format": { "const": FORMAT },
                "version": { "const": VERSION, "description": "Version of the file's form; an older one is migrated when it is opened." },
                "plan": generator.subschema_for::<Plan>(),
            },
            "required": ["format", "version", "plan"],
            "additionalProperties": false,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_committed_schema_matches_the_types() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/file/plan.schema.json");
        let made = text();
        if std::env::var_os("UPDATE_SCHEMA").is_some() {
            std::fs::write(path, &made).unwrap();
        }
        let kept = std::fs::read_to_string(path).unwrap_or_default();
        assert!(
            kept == made,
            "src/core/file/plan.schema.json is not the schema of the plan's types. \
             If the types changed on purpose: UPDATE_SCHEMA=1 cargo test schema"
        );
    }
}
