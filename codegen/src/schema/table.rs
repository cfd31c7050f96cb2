//! The keys and types of the language as Markdown tables, for its reference. They are written from the rows of
//! `spec/grammar.rs` and of the vocabulary.

use refundry_vocabulary::FieldType;

use crate::diagnostic::{Code, Explanation};
use crate::spec::SPEC;
use crate::spec::grammar::{Excuse, Key, Mapping, Need};
use crate::spec::shape::Shape;

const END: &str = "<!-- end of ";

/// The text with new tables in place of those between marks.
///
/// The line `<!-- keys: NAME -->` stands before the table of a mapping, by the name of its definition in the schema,
/// and `<!-- end of keys -->` after it. The name `others` stands for all mappings without a mark of their own. The
/// table of types is between `<!-- types -->` and `<!-- end of types -->`, that of codes between `<!-- codes -->` and
/// `<!-- end of codes -->`.
pub fn with_tables(text: &str) -> String {
    let found = mappings();
    let mut out = String::new();
    let mut stale = false;
    for line in text.lines() {
        stale &= !line.starts_with(END);
        if stale {
            continue;
        }
        out.extend([line, "\n"]);
        let keys = line.strip_prefix("<!-- keys: ").and_then(|rest| rest.strip_suffix(" -->"));
        let tables = keys.map(|name| tables(name, &found, text));
        let others = match line {
            "<!-- types -->" => Some(types()),
            "<!-- codes -->" => Some(codes()),
            _ => None,
        };
        if let Some(tables) = tables.or(others) {
            stale = true;
            out.extend([&tables, "\n"]);
        }
    }
    out
}

/// The table of types.
fn types() -> String {
    let rows = FieldType::ALL.iter().flat_map(|ty| ty.row().reference);
    let rows = rows.map(|cells| format!("| {} |\n", cells.map(|cell| cell.replace('|', "\\|")).join(" | ")));
    format!("\n| type | in Rust | on the wire |\n|---|---|---|\n{}", rows.collect::<String>())
}

/// The table of codes.
fn codes() -> String {
    let row = |(code, number, title): &(Code, &str, &str)| {
        let Explanation { cause, example, remedy } = code.explanation();
        let example = example.replace('\n', " ⏎ ").replace('|', "\\|");
        format!("| {number} | {title} | {cause} | `` {example} `` | {remedy} |\n")
    };
    let mut rows: Vec<_> = Code::ALL.iter().collect();
    rows.sort_by_key(|(_, number, _)| *number);
    let rows: String = rows.into_iter().map(row).collect();
    format!("\n| code | fault | cause | example | remedy |\n|---|---|---|---|---|\n{rows}")
}

/// The tables that a mark stands for, each after an empty line.
fn tables(name: &str, found: &[Used], text: &str) -> String {
    if name == "others" {
        let others = found.iter().filter(|used| !text.contains(&mark(used.mapping.name)));
        return others.map(|used| format!("\n{}\n\n{}", caption(used), table(used.mapping))).collect();
    }
    let named = found.iter().filter(|used| used.mapping.name == name);
    named.map(|used| format!("\n{}", table(used.mapping))).collect()
}

fn mark(name: &str) -> String {
    format!("<!-- keys: {name} -->")
}

/// A mapping, and the keys whose values it describes.
struct Used {
    mapping: &'static Mapping,
    under: Vec<&'static str>,
}

/// All mappings of the language, each before those in it.
fn mappings() -> Vec<Used> {
    let mut found = vec![Used { mapping: &SPEC, under: Vec::new() }];
    visit(&SPEC, &mut found);
    found
}

fn visit(mapping: &Mapping, found: &mut Vec<Used>) {
    for key in mapping.keys {
        for inner in key.shape.mappings() {
            match found.iter_mut().find(|used| used.mapping.name == inner.name) {
                Some(used) if used.under.contains(&key.name) => {}
                Some(used) => used.under.push(key.name),
                None => {
                    found.push(Used { mapping: inner, under: vec![key.name] });
                    visit(inner, found);
                }
            }
        }
    }
}

/// `**A cipher**, under `aes_128_cbc`:`
fn caption(used: &Used) -> String {
    let noun = used.mapping.noun;
    let (first, rest) = noun.split_at(noun.chars().next().map_or(0, char::len_utf8));
    format!("**{}{rest}**, under {}:", first.to_uppercase(), coded(&used.under))
}

fn table(mapping: &Mapping) -> String {
    let rows = mapping.keys.iter().map(|key| format!("| `{}` | {} | {} |\n", key.name, presence(key), meaning(key)));
    format!("| key | presence | meaning |\n|---|---|---|\n{}", rows.collect::<String>())
}

/// When the key is present; empty for a key that may always be left out.
fn presence(key: &Key) -> String {
    let with = if key.with.is_empty() { String::new() } else { format!("with {}", coded(key.with)) };
    match key.need {
        Need::Optional => with,
        Need::Required if with.is_empty() => "required".to_owned(),
        Need::Required => format!("required {with}"),
        Need::Unless(Excuse { beside, word, or }) => format!("required unless `{beside}: {word}` or `{or}`"),
        Need::Choice => "one of these".to_owned(),
        Need::Rival => "one of these at most".to_owned(),
    }
}

/// The description, and all allowed words if it does not explain each.
fn meaning(key: &Key) -> String {
    let words = match key.shape {
        Shape::Word(words) => words(),
        _ => Vec::new(),
    };
    let description = key.description.replace('|', "\\|");
    let words: Vec<_> = words.iter().map(|allowed| allowed.word).collect();
    let explained = words.iter().all(|word| description.contains(&format!("`{word}`")));
    if explained { description } else { format!("{description}. One of {}", coded(&words)) }
}

fn coded(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
