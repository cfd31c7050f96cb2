//! The lengths of a text under keys of their own, as OpenAPI has them: `type: string, maxLength: 64`.

use super::keys::Keys;
use super::syntax::Word;
use super::tree::{Node, NodeContent};
use super::{page_type, types};

const LEAST: &[&str] = &["minlength", "min_length", "minsize"];
const GREATEST: &[&str] = &["length", "len", "max", "maxlength", "max_length", "size", "maxsize", "长度"];

impl Keys<'_> {
    /// The help for the key of a length: the type with the author's own numbers.
    pub(super) fn length_in_type(&self, word: &Word, node: &Node) -> Option<String> {
        let is = |keys: &[&str], key: &str| keys.contains(&key.to_lowercase().as_str());
        let written: u32 = number(node)?;
        let of = |keys: &[&str]| {
            self.entries.iter().find(|(other, _)| is(keys, &other.value)).and_then(|(_, node)| number(node))
        };
        if !["field", "credential"].contains(&self.mapping.name) {
            return None;
        }
        let base = base(self.word("type").unwrap_or("string"));
        if is(LEAST, &word.value) {
            let most = of(GREATEST).map_or_else(|| "GREATEST".to_owned(), |most| most.to_string());
            return (base == "string" || base == "digits")
                .then(|| told("both lengths", &format!("{base}({written}..{most})")));
        }
        if !is(GREATEST, &word.value) {
            return None;
        }
        if base == "integer" && ["max", "size", "maxsize"].contains(&word.value.to_lowercase().as_str()) {
            return Some(format!("write the bounds as `range: LEAST..={written}`"));
        }
        let least = of(LEAST).map(|least| format!("{least}..")).unwrap_or_default();
        let ty = format!("{base}({least}{written})");
        types::is_sound(&ty).then(|| told(if least.is_empty() { "the greatest length" } else { "both lengths" }, &ty))
    }
}

fn told(lengths: &str, ty: &str) -> String {
    format!("write {lengths} in the type: `{ty}`")
}

/// The word of this language for the word of a type: `string` for `varchar`.
fn base(ty: &str) -> String {
    let word = ty.split(['(', ' ', '[']).next().unwrap_or_default();
    let spelled = page_type::spelling(&format!("{word}(1)"), false).and_then(|spelling| spelling.only);
    let word = spelled.as_deref().and_then(|ty| ty.strip_suffix("(1)")).unwrap_or(word);
    word.to_owned()
}

fn number(node: &Node) -> Option<u32> {
    match &node.kind {
        NodeContent::Scalar(scalar) => scalar.text.parse().ok(),
        _ => None,
    }
}
