//! Where blanks stand, and which operators stand before their operand.

use super::tree::{Kind, Node, Shape};

/// Whether an operand ends with the node, so that what follows is an operator between two; `spelled` is its word.
pub(super) fn ends_operand(node: &Node, spelled: &str) -> bool {
    match &node.kind {
        Kind::Word(_) => !is_operator(spelled),
        Kind::Group(group) => group.shape != Shape::Bars,
        Kind::Operator(operator) => *operator == "?",
        Kind::Prefix(_) | Kind::Doc(_) | Kind::Attribute(_) => false,
    }
}

/// Whether brackets after the node belong to it: arguments, an index.
pub(super) fn takes_arguments(node: &Node, spelled: &str) -> bool {
    match &node.kind {
        Kind::Word(_) => !is_operator(spelled),
        Kind::Group(group) => matches!(group.shape, Shape::Angle | Shape::Call | Shape::List | Shape::Tuple),
        Kind::Operator(operator) => *operator == "!",
        Kind::Prefix(_) | Kind::Doc(_) | Kind::Attribute(_) => false,
    }
}

/// Whether a blank stands between the two.
pub(super) fn stands_apart(last: &Node, spelled: &str, next: &Kind) -> bool {
    if let Kind::Operator(operator) = next {
        return !matches!(*operator, ";" | ":" | "?" | "." | "::" | ".." | "..=" | "!");
    }
    let brackets = match next {
        Kind::Group(group) => matches!(group.shape, Shape::Call | Shape::Tuple | Shape::List | Shape::Angle),
        Kind::Word(_) | Kind::Operator(_) | Kind::Prefix(_) | Kind::Doc(_) | Kind::Attribute(_) => false,
    };
    match &last.kind {
        Kind::Prefix(_) => false,
        Kind::Operator(operator) => !matches!(*operator, "::" | "." | ".." | "..=" | "!"),
        Kind::Word(_) => !brackets || is_operator(spelled),
        Kind::Group(group) => !brackets || group.shape == Shape::Bars,
        Kind::Doc(_) | Kind::Attribute(_) => true,
    }
}

/// Whether the word is that of a type: it begins with a capital letter and is no constant.
pub(super) fn names_type(word: &str) -> bool {
    is_capital(word) && (word.len() == 1 || word.contains(char::is_lowercase))
}

/// Whether the word begins with a capital letter.
pub(super) fn is_capital(word: &str) -> bool {
    word.starts_with(|first: char| first.is_uppercase())
}

/// Whether an operand follows the keyword.
fn is_operator(word: &str) -> bool {
    matches!(
        word,
        "return"
            | "in"
            | "for"
            | "match"
            | "if"
            | "while"
            | "else"
            | "mut"
            | "let"
            | "move"
            | "as"
            | "break"
            | "dyn"
            | "where"
    )
}

/// Whether what begins with the keyword ends with a body.
pub(super) fn has_body(keyword: &str) -> bool {
    matches!(
        keyword,
        "if" | "match" | "for" | "while" | "loop" | "unsafe" | "fn" | "impl" | "mod" | "struct" | "enum" | "trait"
    )
}
