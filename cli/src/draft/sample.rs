//! The samples of a page: bodies in JSON or XML, outside of tables.

use serde_json::{Map, Value};

use crate::drift::read::Line;

/// The form of a sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SampleForm {
    /// JSON.
    Json,
    /// XML.
    Xml,
}

impl SampleForm {
    /// The codec's word.
    pub fn codec(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Xml => "xml",
        }
    }
}

/// A sample.
#[derive(Clone, Debug)]
pub struct Sample {
    /// Its first line on the page.
    pub line: usize,
    /// Its form.
    pub form: SampleForm,
    /// The text as the page shows it, without line numbers.
    pub text: String,
    /// The root element, of XML.
    pub root: Option<String>,
    /// The members of the outermost object or element.
    pub members: Map<String, Value>,
}

/// The greatest number of lines of a sample, and of samples.
const MOST_LINES: usize = 400;
const MOST: usize = 32;
/// The greatest number of lines that are tried as the first one of a sample.
const MOST_TRIED: usize = 512;

/// The samples, in the page's order. Lines within `taken` belong to tables.
pub fn samples(lines: &[Line], taken: impl Fn(usize) -> bool) -> Vec<Sample> {
    let mut out = Vec::new();
    let (mut at, mut tried) = (0, 0);
    while let Some(line) = lines.get(at).filter(|_| out.len() < MOST && tried < MOST_TRIED) {
        let likely = line.text.trim_start().starts_with(['{', '<', '1']) && !taken(line.number);
        let found = if likely { sample(lines.get(at..).unwrap_or_default()) } else { None };
        tried += usize::from(likely);
        at += found.as_ref().map_or(1, |(_, count)| *count);
        out.extend(found.map(|(sample, _)| sample));
    }
    out
}

/// The sample that begins here, and the number of its lines.
fn sample(lines: &[Line]) -> Option<(Sample, usize)> {
    let first = lines.first()?;
    let numbered = first.text.trim_start().starts_with("1{") || first.text.trim_start().starts_with("1<");
    let shown = |at: usize, line: &Line| -> Option<String> {
        if !numbered {
            return Some(line.text.trim_end().to_owned());
        }
        line.text.trim().strip_prefix(&(at + 1).to_string()).map(str::to_owned)
    };
    let start = shown(0, first)?;
    let form = form(start.trim())?;
    let root = (form == SampleForm::Xml).then(|| root(start.trim())).flatten();
    let mut text = String::new();
    for (at, line) in lines.iter().take(MOST_LINES).enumerate() {
        let next = shown(at, line)?;
        text.push_str(&next);
        let members = match (form, &root) {
            (SampleForm::Json, _) if next.trim_end().ends_with('}') => json(&text),
            (SampleForm::Xml, Some(root)) if next.contains(&format!("</{root}>")) => Some(xml(&text, root)),
            _ => None,
        };
        if let Some(members) = members {
            let text = undented(&text);
            return Some((Sample { line: first.number, form, text, root, members }, at + 1));
        }
        text.push('\n');
    }
    None
}

fn form(text: &str) -> Option<SampleForm> {
    let element = text.starts_with('<') && root(text).is_some() && !text.starts_with("<!");
    if element {
        return Some(SampleForm::Xml);
    }
    text.starts_with('{').then_some(SampleForm::Json)
}

fn root(text: &str) -> Option<String> {
    let name: String = text.strip_prefix('<')?.chars().take_while(|next| next.is_ascii_alphanumeric()).collect();
    (!name.is_empty() && text.get(name.len() + 1..).is_some_and(|rest| rest.starts_with('>'))).then_some(name)
}

fn json(text: &str) -> Option<Map<String, Value>> {
    match serde_json::from_str(text) {
        Ok(Value::Object(members)) => Some(members),
        Ok(_) | Err(_) => None,
    }
}

/// The child elements with text. Samples of pages are often malformed, so each line counts for itself.
fn xml(text: &str, root: &str) -> Map<String, Value> {
    let mut out = Map::new();
    for piece in text.split('<').skip(1) {
        let Some((name, value)) = piece.split_once('>') else { continue };
        let named = !name.is_empty()
            && name != root
            && name.chars().all(|next| next.is_ascii_alphanumeric() || "_-.".contains(next));
        if named && text.contains(&format!("</{name}>")) {
            out.insert(name.to_owned(), Value::String(value.trim().to_owned()));
        }
    }
    for (name, value) in cdata(text) {
        out.insert(name, Value::String(value));
    }
    out
}

/// The elements whose text is a CDATA section.
fn cdata(text: &str) -> Vec<(String, String)> {
    let parts = text.split("<![CDATA[").collect::<Vec<_>>();
    let pairs = parts.windows(2).filter_map(|pair| {
        let [before, after] = pair else { return None };
        let name = before.trim_end().strip_suffix('>')?.rsplit('<').next()?;
        let value = after.split("]]>").next()?;
        (!name.is_empty()).then(|| (name.to_owned(), value.to_owned()))
    });
    pairs.collect()
}

/// The text without the blanks that all of its lines begin with.
fn undented(text: &str) -> String {
    let blank = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let least = text.lines().filter(|line| !line.trim().is_empty()).map(blank).min().unwrap_or_default();
    let lines: Vec<&str> = text.lines().map(|line| line.get(least..).unwrap_or_default().trim_end()).collect();
    lines.join("\n").trim().to_owned()
}

impl Sample {
    /// The objects inside the outermost one: the path of each, and the names of its members.
    pub fn nested(&self) -> Vec<(String, Vec<&str>)> {
        const DEEPEST: usize = 8;
        let mut out = Vec::new();
        let mut open: Vec<(String, usize, &Map<String, Value>)> = vec![(String::new(), 0, &self.members)];
        while let Some((path, depth, members)) = open.pop() {
            if depth > 0 {
                out.push((path.clone(), members.keys().map(String::as_str).collect()));
            }
            let inner = members.iter().filter_map(|(name, value)| Some((name, value.as_object()?)));
            let below = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
            open.extend(inner.filter(|_| depth < DEEPEST).map(|(name, inner)| (below(name), depth + 1, inner)));
        }
        out
    }
}
