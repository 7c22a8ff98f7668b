//! The JSON Schema of scenario files, for completion and checking in an editor.

use serde_json::{Map, Value, json};

use super::Horizon;
use super::levers::{ALL, Key, Lever, Needs, Takes};
use super::moment::LONGEST;
use super::sweep::MOST;
use crate::ingest::{Options, points_by_name, policy_keys};
use crate::model::Points;

/// The schema, with the targets that are known.
pub fn schema(known: &Options) -> Value {
    let horizon = Horizon::default();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A scenario of placewell",
        "description": "What a council could change. Written by `placewell scenario schema`; do not edit it by hand.",
        "type": "object",
        "additionalProperties": false,
        "$defs": fragments(),
        "properties": {
            "name": { "type": "string", "pattern": "^[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}$", "description": "Name, used in file names; the file's own where left out." },
            "title": { "type": "string", "minLength": 1, "description": "Name for people." },
            "summary": { "type": "string", "minLength": 1, "description": "What it is about." },
            "answers": { "type": "array", "items": { "type": "string", "minLength": 1 }, "description": "Ids of the requirements that it answers." },
            "extends": { "type": "string", "minLength": 1, "description": "A scenario file beside this one, whose horizon, levers, targets and policy hold where this one says nothing." },
            "horizon": {
                "type": "object",
                "additionalProperties": false,
                "description": "How long and how often it runs.",
                "properties": {
                    "months": { "type": "integer", "minimum": 1, "maximum": LONGEST, "default": horizon.months, "description": "Months ahead." },
                    "replications": { "type": "integer", "minimum": 1, "maximum": super::file::MOST_REPLICATIONS, "default": horizon.replications, "description": "Replications." },
                    "seed": { "type": "integer", "minimum": 0, "default": horizon.seed, "description": "Seed of everything that is drawn." },
                },
            },
            "levers": levers(),
            "targets": targets(known),
            "policy": policy(),
            "sweep": sweep(),
        },
    })
}

/// The fragments that others refer to: one for each lever, and one for each key that several levers have.
#[derive(Default)]
struct Fragments(Map<String, Value>);

impl Fragments {
    /// A key's schema, or where to find it. Two levers may have different keys of one name; the first is the one to find.
    fn key(&mut self, key: &Key, draws: bool) -> Value {
        let schema = key_schema(key, draws);
        let name = format!("key_{}", key.name);
        let kept = self.0.entry(name.clone()).or_insert_with(|| schema.clone());
        if *kept == schema {
            json!({ "$ref": format!("#/$defs/{name}") })
        } else {
            schema
        }
    }

    /// A lever's fragment.
    fn lever(&mut self, lever: &Lever) {
        let mut properties = Map::new();
        properties.insert("lever".to_owned(), json!({ "const": lever.id }));
        for key in lever.all_keys() {
            properties.insert(key.name.to_owned(), self.key(key, lever.draws()));
        }
        let mut schema = json!({
            "title": lever.title,
            "description": lever.about,
            "type": "object",
            "additionalProperties": false,
            "properties": properties,
        });
        let each = |names: &[&str]| -> Value {
            let each = names.iter().map(|name| json!({ "required": [name] }));
            each.collect()
        };
        match lever.needs {
            Needs::All(names) => schema["required"] = json!(names),
            Needs::OneOf(names) => schema["oneOf"] = each(names),
            Needs::Some(names) => schema["anyOf"] = each(names),
            Needs::Nothing => {}
        }
        self.0.insert(format!("lever_{}", lever.id), schema);
    }
}

fn fragments() -> Map<String, Value> {
    let mut fragments = Fragments::default();
    for lever in ALL {
        fragments.lever(lever);
    }
    fragments.0
}

fn levers() -> Value {
    let of = |lever: &Lever| format!("#/$defs/lever_{}", lever.id);
    let named: Vec<Value> = ALL
        .into_iter()
        .map(|lever| json!({ "$ref": of(lever), "required": ["lever"] }))
        .collect();
    let of_name: Map<String, Value> = ALL
        .into_iter()
        .map(|lever| {
            // A table that is called after a lever may still be another one.
            let other = json!({ "$ref": "#/properties/levers/additionalProperties" });
            (
                lever.id.to_owned(),
                json!({ "anyOf": [{ "$ref": of(lever) }, other] }),
            )
        })
        .collect();
    json!({
        "type": "object",
        "description": "What is changed. A table is called after its lever, or says which it is with lever = \"...\".",
        "propertyNames": { "pattern": "^[A-Za-z0-9_-]{1,64}$" },
        "properties": of_name,
        "additionalProperties": { "oneOf": named },
    })
}

fn key_schema(key: &Key, draws: bool) -> Value {
    let mut schema = match key.takes {
        Takes::Number {
            lowest,
            highest,
            whole,
            ..
        } => number(lowest, highest, whole, draws),
        Takes::Code(codes) => {
            let codes: Vec<Value> = codes()
                .into_iter()
                .map(|(code, label)| json!({ "const": code, "description": label }))
                .collect();
            json!({ "oneOf": codes })
        }
        Takes::Ages => json!({
            "type": "array",
            "items": { "type": "integer", "minimum": 0, "maximum": 17 },
            "minItems": 2,
            "maxItems": 2,
        }),
        Takes::Flag => json!({ "type": "boolean" }),
        // Editors give a TOML date to the schema as text.
        Takes::Moment => json!({
            "type": "string",
            "pattern": r"^(\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}/\d{4}|\+ *\d+ *(months?|years?))$",
        }),
        Takes::District { .. } | Takes::Provider => json!({ "type": "string", "minLength": 1 }),
        Takes::Authorities => json!({
            "oneOf": [
                { "const": "adjoining" },
                { "type": "array", "minItems": 1, "items": { "type": "string", "pattern": "^[A-Za-z0-9]{9}$" } },
            ],
        }),
    };
    let takes = key.takes.words(draws);
    schema["description"] = json!(format!("{} Takes {takes}.", key.about));
    schema
}

fn number(lowest: f64, highest: f64, whole: bool, draws: bool) -> Value {
    let kind = if whole { "integer" } else { "number" };
    // Whole bounds are written as people write them.
    let bound = |number: f64| {
        if number.fract() == 0.0 {
            json!(number as i64)
        } else {
            json!(number)
        }
    };
    let alone = json!({ "type": kind, "minimum": bound(lowest), "maximum": bound(highest) });
    if !draws {
        return alone;
    }
    json!({
        "oneOf": [
            alone,
            {
                "type": "object",
                "description": "An 80% interval: one chance in ten below low, one in ten above high.",
                "additionalProperties": false,
                "required": ["low", "high"],
                "properties": { "low": alone, "high": alone },
            },
        ],
    })
}

fn targets(known: &Options) -> Value {
    let properties: Map<String, Value> = known
        .known_targets
        .iter()
        .filter_map(|(code, name, highest)| {
            let about = format!("Target of {code}, in its unit.");
            let schema = json!({ "type": "number", "minimum": 0, "maximum": (*highest)?, "description": about });
            Some(((*name).to_owned(), schema))
        })
        .collect();
    json!({
        "type": "object",
        "description": "Targets by name of the indicator, in its unit.",
        "additionalProperties": false,
        "properties": properties,
    })
}

/// Keys of `[policy]`: names and meanings; what each takes is told in words, since the reader of council.toml checks it.
fn policy() -> Value {
    let mut properties: Map<String, Value> = policy_keys()
        .map(|key| {
            let about = format!("{} Takes {}.", key.about, key.takes);
            (key.name.to_owned(), json!({ "description": about }))
        })
        .collect();
    let points = points_by_name(&Points::default()).into_keys();
    let points: Map<String, Value> = points
        .map(|name| {
            (
                name,
                json!({ "type": "integer", "minimum": 0, "maximum": 255 }),
            )
        })
        .collect();
    properties["points"]["type"] = json!("object");
    properties["points"]["additionalProperties"] = json!(false);
    properties["points"]["properties"] = Value::Object(points);
    json!({
        "type": "object",
        "description": "Local policy over the council's own, with the keys of [policy] in council.toml.",
        "additionalProperties": false,
        "properties": properties,
    })
}

fn sweep() -> Value {
    json!({
        "type": "object",
        "description": "Figures of levers that are varied: one file, many scenarios.",
        "additionalProperties": false,
        "required": ["values"],
        "properties": {
            "method": { "enum": ["grid", "latin_hypercube"], "description": "Every combination, or samples that use each part of each range once." },
            "samples": { "type": "integer", "minimum": 1, "maximum": MOST, "description": "Scenarios of a Latin hypercube." },
            "values": {
                "type": "object",
                "description": "By \"LEVER.KEY\": a list of numbers, or a range (of a grid with steps).",
                "additionalProperties": {
                    "oneOf": [
                        { "type": "array", "minItems": 1, "items": { "type": "number" } },
                        {
                            "type": "object",
                            "additionalProperties": false,
                            "required": ["low", "high"],
                            "properties": {
                                "low": { "type": "number" },
                                "high": { "type": "number" },
                                "steps": { "type": "integer", "minimum": 2, "maximum": MOST },
                            },
                        },
                    ],
                },
            },
        },
    })
}
