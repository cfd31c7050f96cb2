//! The part of JSON Schema (draft 7) that the schema uses. A keyword that it does not use is a failing test.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex};

use regex::Regex;
use serde_json::{Map, Value};

/// Whether a schema in the document `root` takes a value; if not, why and where.
pub fn validate(root: &Value, schema: &Value, value: &Value) -> Result<(), String> {
    Validator { root }.check(schema, value, "")
}

struct Validator<'s> {
    root: &'s Value,
}

impl Validator<'_> {
    fn check(&self, schema: &Value, value: &Value, at: &str) -> Result<(), String> {
        match schema {
            Value::Bool(true) => Ok(()),
            Value::Object(keywords) => {
                keywords.iter().try_for_each(|(keyword, argument)| self.keyword(keywords, keyword, argument, value, at))
            }
            _ => Err(format!("{at} is not allowed")),
        }
    }

    fn keyword(
        &self,
        all: &Map<String, Value>,
        keyword: &str,
        argument: &Value,
        value: &Value,
        at: &str,
    ) -> Result<(), String> {
        let holds = |schema: &Value| self.check(schema, value, at).is_ok();
        let each = || argument.as_array().expect("a list of schemas");
        let fine = match keyword {
            "$schema" | "title" | "description" | "definitions" | "examples" | "then" => true,
            // Keywords of editors: a meaning for each word, a message in place of the pattern, a snippet.
            "enumDescriptions" => each().len() == all["enum"].as_array().expect("words").len(),
            "patternErrorMessage" => all.contains_key("pattern"),
            "defaultSnippets" => true,
            "$ref" => {
                let path = argument.as_str().and_then(|path| path.strip_prefix('#')).expect("a path of this document");
                return self.check(self.root.pointer(path).expect("a definition"), value, at);
            }
            "allOf" => return each().iter().try_for_each(|schema| self.check(schema, value, at)),
            "anyOf" => each().iter().any(holds),
            "oneOf" => each().iter().filter(|schema| holds(schema)).count() == 1,
            "not" => !holds(argument),
            "if" => !holds(argument) || holds(&all["then"]),
            "type" => match argument {
                Value::Array(types) => types.iter().any(|name| is(value, name)),
                name => is(value, name),
            },
            "enum" => each().contains(value),
            "pattern" => value.as_str().is_none_or(|text| matches(argument, text)),
            "minimum" => value.as_i64().is_none_or(|number| number >= argument.as_i64().expect("a number")),
            "maximum" => value.as_i64().is_none_or(|number| number <= argument.as_i64().expect("a number")),
            "minItems" => {
                value.as_array().is_none_or(|items| items.len() as u64 >= argument.as_u64().expect("a number"))
            }
            "items" => {
                let mut items = value.as_array().into_iter().flatten();
                return items.try_for_each(|item| self.check(argument, item, &format!("{at}/-")));
            }
            _ => return self.of_object(all, keyword, argument, value, at),
        };
        if fine { Ok(()) } else { Err(format!("{at} breaks `{keyword}`: {argument}")) }
    }

    fn of_object(
        &self,
        all: &Map<String, Value>,
        keyword: &str,
        argument: &Value,
        value: &Value,
        at: &str,
    ) -> Result<(), String> {
        let Value::Object(members) = value else { return Ok(()) };
        let known = |name: &String| all.get("properties").and_then(|properties| properties.get(name));
        match keyword {
            "required" => {
                let mut names = argument.as_array().expect("a list of names").iter().filter_map(Value::as_str);
                names.try_for_each(|name| members.get(name).map(|_| ()).ok_or_else(|| format!("{at} lacks `{name}`")))
            }
            "properties" => members.iter().try_for_each(|(name, member)| {
                known(name).map_or(Ok(()), |schema| self.check(schema, member, &format!("{at}/{name}")))
            }),
            "additionalProperties" => members
                .iter()
                .filter(|(name, _)| known(name).is_none())
                .try_for_each(|(name, member)| self.check(argument, member, &format!("{at}/{name}"))),
            "propertyNames" => members
                .keys()
                .try_for_each(|name| self.check(argument, &Value::String(name.clone()), &format!("{at}/{name}"))),
            "minProperties" => {
                let enough = argument.as_u64().is_some_and(|least| members.len() as u64 >= least);
                if enough { Ok(()) } else { Err(format!("{at} has too few members")) }
            }
            _ => panic!("the schema uses `{keyword}`, which this validator does not know"),
        }
    }
}

fn is(value: &Value, name: &Value) -> bool {
    match name.as_str().expect("the name of a type") {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("there is no type `{other}`"),
    }
}

fn matches(pattern: &Value, text: &str) -> bool {
    static COMPILED: LazyLock<Mutex<HashMap<String, Regex>>> = LazyLock::new(Mutex::default);
    let pattern = pattern.as_str().expect("a pattern");
    let mut compiled = COMPILED.lock().expect("nobody has failed");
    let regex = compiled.entry(pattern.to_owned()).or_insert_with(|| Regex::new(pattern).expect("a sound pattern"));
    regex.is_match(text)
}
