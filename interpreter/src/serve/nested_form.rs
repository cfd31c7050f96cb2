//! Forms with nested members in brackets, such as `metadata[key]=text`, as JSON.

use serde_json::{Map, Value as Json};

/// The JSON of a form's members. The names in `whole` are no paths, even if they have brackets.
pub(crate) fn json(pairs: Vec<(String, String)>, whole: &[&str]) -> String {
    let mut out = Json::Object(Map::new());
    for (name, text) in pairs {
        let path = if whole.contains(&name.as_str()) { vec![name.as_str()] } else { path(&name) };
        put(&mut out, &path, text);
    }
    listed(out).to_string()
}

fn path(name: &str) -> Vec<&str> {
    match name.split_once('[').zip(name.strip_suffix(']')) {
        Some(((first, _), inside)) => {
            let rest = inside.strip_prefix(first).and_then(|rest| rest.strip_prefix('[')).unwrap_or_default();
            [first].into_iter().chain(rest.split("][")).collect()
        }
        None => vec![name],
    }
}

fn put(json: &mut Json, path: &[&str], text: String) {
    let (Json::Object(members), Some((first, rest))) = (json, path.split_first()) else { return };
    // `list[]` appends.
    let name = if first.is_empty() { members.len().to_string() } else { (*first).to_owned() };
    match rest {
        [] => drop(members.insert(name, Json::String(text))),
        rest => put(members.entry(name).or_insert_with(|| Json::Object(Map::new())), rest, text),
    }
}

/// Objects whose names count from 0 become lists.
fn listed(json: Json) -> Json {
    let Json::Object(members) = json else { return json };
    let counts = !members.is_empty() && members.keys().enumerate().all(|(index, name)| *name == index.to_string());
    let members = members.into_iter().map(|(name, inner)| (name, listed(inner)));
    if counts { Json::Array(members.map(|(_, inner)| inner).collect()) } else { Json::Object(members.collect()) }
}

#[cfg(test)]
mod tests {
    use super::json;

    #[test]
    fn brackets_are_paths() {
        let pairs = [("a", "1"), ("m[x]", "2"), ("m[y]", "3"), ("l[0]", "4"), ("o[i][0][p]", "5"), ("e[]", "6")];
        let pairs = pairs.map(|(name, text)| (name.to_owned(), text.to_owned())).to_vec();
        let expected = r#"{"a":"1","m":{"x":"2"},"m[y]":"3","l":["4"],"o":{"i":[{"p":"5"}]},"e":["6"]}"#;
        assert_eq!(json(pairs, &["m[y]"]), expected);
    }
}
