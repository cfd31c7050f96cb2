//! Texts for people: one text in English, or a mapping with a text for each language.

use refundry_vocabulary::Language;

use super::grammar::{Key, Mapping};
use super::keys::Keys;
use super::reader::quotation;
use super::shape::Shape;
use super::syntax::{Prose, Spanned};
use super::tree::{Node, NodeContent};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};

/// `A text`, or `{ en: A text, zh: 一段文字 }`.
pub(super) static PROSE: Shape = Shape::Either(&[Shape::Text, Shape::NonEmptyMapping(&LANGUAGES)]);

static LANGUAGES: Mapping = Mapping {
    name: "text_in_languages",
    noun: "a text in languages",
    keys: &[language(Language::English), language(Language::Chinese)],
};

const fn language(language: Language) -> Key {
    Key::optional(language.word(), Shape::Text, language.row().description)
}

/// A reason: a text for people that is more than a word of assent.
pub(super) fn reason(node: &Node, out: &mut Diagnostics) -> Option<Spanned<Prose>> {
    let words = ["true", "false", "yes", "no", "none", "1", "0", "是", "否"];
    if let NodeContent::Scalar(scalar) = &node.kind
        && words.contains(&scalar.text.to_lowercase().as_str())
    {
        let fault = Diagnostic::new(Code::ValueDoesNotFit, node.place, format!("`{}` is no reason", scalar.text));
        out.push(fault.help("write the reason in a sentence: the documentation shows it"));
        return None;
    }
    prose(node, out)
}

/// A text for people, in one language or in both.
pub(super) fn prose(node: &Node, out: &mut Diagnostics) -> Option<Spanned<Prose>> {
    if matches!(node.kind, NodeContent::List(_)) {
        let fault = Diagnostic::new(Code::WrongShape, node.place, "expected a text, found a list");
        out.push(fault.help("write one text, or `{ en: …, zh: … }`"));
        return None;
    }
    if !matches!(node.kind, NodeContent::Map(_)) {
        return quotation(node, out).map(|text| Spanned { value: Prose::from(text.value), span: text.span });
    }
    let mut keys = Keys::open(node, &LANGUAGES, out);
    let value =
        Prose { en: keys.quotation(Language::English.word(), out), zh: keys.quotation(Language::Chinese.word(), out) };
    let written = Language::ALL.iter().any(|language| keys.place_of(language.word()).is_some());
    keys.close(out);
    if !written {
        let fault = Diagnostic::new(Code::MissingKey, node.place, "a text in languages has no text");
        out.push(fault.help("write `{ en: …, zh: … }`, or one text"));
        return None;
    }
    Some(Spanned { value, span: node.span })
}
