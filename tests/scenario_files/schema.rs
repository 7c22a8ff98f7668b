//! The JSON Schema: it is what is committed, takes every scenario of the packs, and refuses what the reader refuses.

use std::fs;

use placewell::scenario::schema;
use serde_json::{Value, json};

use super::{is_current, measures, options, pack_files, root};

fn published() -> Value {
    schema(&options(&measures(), &placewell::kpis::targets()))
}

#[test]
fn the_schema_that_is_committed_is_current() {
    is_current("scenarios/schema.json", &format!("{:#}\n", published()));
}

/// Why a value does not fit a schema; `None` where it does. As much of JSON Schema as the published one uses: a keyword
/// that is not known ends the test, so that none is passed over.
fn misfit(root: &Value, schema: &Value, value: &Value) -> Option<String> {
    let schema = schema.as_object()?;
    for (keyword, wanted) in schema {
        let number = || value.as_f64();
        let length = || value.as_array().map(Vec::len);
        let below = |schemas: &Value| -> usize {
            let schemas = schemas.as_array().unwrap().iter();
            schemas.filter(|s| misfit(root, s, value).is_none()).count()
        };
        let fits = match keyword.as_str() {
            "$schema" | "$defs" | "title" | "description" | "default" => true,
            "type" => match wanted.as_str().unwrap() {
                "object" => value.is_object(),
                "array" => value.is_array(),
                "string" => value.is_string(),
                "boolean" => value.is_boolean(),
                "number" => value.is_number(),
                "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
                other => panic!("type {other}"),
            },
            "const" => value == wanted,
            "enum" => wanted.as_array().unwrap().contains(value),
            "minimum" => number().is_none_or(|n| n >= wanted.as_f64().unwrap()),
            "maximum" => number().is_none_or(|n| n <= wanted.as_f64().unwrap()),
            "minLength" => value.as_str().is_none_or(|text| !text.is_empty()),
            "minItems" => length().is_none_or(|n| n as u64 >= wanted.as_u64().unwrap()),
            "maxItems" => length().is_none_or(|n| n as u64 <= wanted.as_u64().unwrap()),
            // The reader's own tests are about the spelling of texts.
            "pattern" | "propertyNames" => true,
            "required" => {
                let names = wanted.as_array().unwrap().iter();
                value.as_object().is_none_or(|object| {
                    names
                        .into_iter()
                        .all(|name| object.contains_key(name.as_str().unwrap()))
                })
            }
            "oneOf" => below(wanted) == 1,
            "anyOf" => below(wanted) >= 1,
            "$ref" => {
                let at = wanted.as_str().unwrap().strip_prefix('#').unwrap();
                misfit(root, root.pointer(at).unwrap(), value).is_none()
            }
            "items" => {
                let items = value.as_array().into_iter().flatten();
                let wrong = items
                    .into_iter()
                    .find_map(|item| misfit(root, wanted, item));
                if let Some(wrong) = wrong {
                    return Some(wrong);
                }
                true
            }
            "properties" => {
                for (name, of_name) in wanted.as_object().unwrap() {
                    let wrong = value.get(name).and_then(|v| misfit(root, of_name, v));
                    if let Some(wrong) = wrong {
                        return Some(format!("{name}: {wrong}"));
                    }
                }
                true
            }
            "additionalProperties" => {
                let named = schema.get("properties").and_then(Value::as_object);
                let known = |name: &str| named.is_some_and(|named| named.contains_key(name));
                let others = value.as_object().into_iter().flatten();
                let mut others = others.filter(|(name, _)| !known(name));
                let wrong = others.find_map(|(name, other)| {
                    if *wanted == json!(false) {
                        return Some(format!("{name} is not known"));
                    }
                    misfit(root, wanted, other).map(|wrong| format!("{name}: {wrong}"))
                });
                if let Some(wrong) = wrong {
                    return Some(wrong);
                }
                true
            }
            other => panic!("the keyword {other} is not known here"),
        };
        if !fits {
            return Some(format!("{keyword} {wanted} does not take {value}"));
        }
    }
    None
}

/// A TOML text as an editor gives it to a schema: dates are texts.
fn as_json(text: &str) -> Value {
    fn plain(value: toml::Value) -> Value {
        match value {
            toml::Value::Datetime(date) => json!(date.to_string()),
            toml::Value::Table(table) => table
                .into_iter()
                .map(|(name, value)| (name, plain(value)))
                .collect(),
            toml::Value::Array(list) => list.into_iter().map(plain).collect(),
            toml::Value::String(text) => json!(text),
            toml::Value::Integer(number) => json!(number),
            toml::Value::Float(number) => json!(number),
            toml::Value::Boolean(flag) => json!(flag),
        }
    }
    plain(toml::Value::Table(text.parse().unwrap()))
}

#[test]
fn the_schema_takes_every_scenario_of_the_packs() {
    let schema = published();
    for path in pack_files() {
        let value = as_json(&fs::read_to_string(&path).unwrap());
        if let Some(wrong) = misfit(&schema, &schema, &value) {
            panic!("{}: {wrong}", path.display());
        }
    }
}

/// What the reader finds wrong in one file by itself, the schema finds wrong too; what takes a second file, a calendar or a
/// comparison of two values is beyond it.
#[test]
fn the_schema_refuses_what_the_reader_refuses_in_one_file_by_itself() {
    const BEYOND: [&str; 19] = [
        "ages-reversed",
        "answers-twice",
        "cost-of-each-of-none",
        "extends-absolute",
        "name-of-the-baseline",
        "name-of-the-baseline-written",
        "levers-opposite",
        "sweep-twice",
        "dates-reversed",
        "extends-circular",
        "extends-itself",
        "extends-missing",
        "interval-reversed",
        "levers-contradict",
        "not-toml",
        "not-utf8",
        "sweep-wrong",
        "policy-wrong",
        "tiers-place-nobody",
    ];
    let schema = published();
    let mut refused = 0;
    for case in fs::read_dir(root().join("tests/bad_scenarios")).unwrap() {
        let case = case.unwrap().path();
        let name = case.file_name().unwrap().to_str().unwrap().to_owned();
        if BEYOND.contains(&name.as_str()) {
            continue;
        }
        let value = as_json(&fs::read_to_string(case.join("scenario.toml")).unwrap());
        assert!(
            misfit(&schema, &schema, &value).is_some(),
            "{name} passes the schema"
        );
        refused += 1;
    }
    assert!(refused >= 8, "only {refused}");
}
