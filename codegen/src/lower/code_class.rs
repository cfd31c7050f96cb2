//! Codes and classes of codes: no two keys of one list may decide about the same code with equal right.

use std::collections::HashMap;

use super::Scope;
use crate::{
    diagnostic::{Code, Diagnostic},
    spec::syntax::{CodeClass, Word},
};

/// The class that a key stands for. The parser has reported keys without one; they stand for themselves.
pub(super) fn class(key: &Word) -> CodeClass {
    CodeClass::new(&key.value).unwrap_or_else(|| CodeClass::One(key.value.clone()))
}

/// Reports codes and classes that are listed twice, and classes that overlap.
pub(super) fn check_classes(scope: &mut Scope<'_>, noun: &str, listed: &[(&Word, CodeClass)]) {
    let mut seen: HashMap<&CodeClass, &Word> = HashMap::new();
    let (mut ranges, mut prefixes) = (Vec::new(), Vec::new());
    for (word, class) in listed {
        if let Some(first) = seen.get(class) {
            let text = format!("{noun} `{class}` is listed twice");
            let fault = Diagnostic::new(Code::NameCollision, word.span, text).other(first.span, "first here");
            scope.diagnostics.push(fault.help("leave one of them out"));
            continue;
        }
        seen.insert(class, word);
        match class {
            CodeClass::One(_) => {}
            CodeClass::Prefix(_) => prefixes.push((*word, class)),
            CodeClass::Range { .. } => ranges.push((*word, class)),
        }
    }
    for (index, (word, class)) in ranges.iter().enumerate() {
        let others = prefixes.iter().chain(ranges.iter().take(index));
        if let Some((other, overlapped)) = others.into_iter().find(|(_, other)| class.collides(other)) {
            let text = format!("`{class}` and `{overlapped}` are classes with codes in common");
            let fault = Diagnostic::new(Code::NameCollision, word.span, text).other(other.span, "the other class");
            scope.diagnostics.push(fault.help("part them: only a code, or a longer prefix, wins over a class"));
        }
    }
}
