//! Where a line that is too long is broken first.

use super::{
    space,
    tree::{Kind, Node, Shape},
};

/// The weakest place of an expression, of a pattern, of an item.
pub(super) enum Weak {
    /// It has a body, or several: an item, `if`, `match`, a loop.
    Bodies,
    /// `let … else { … }`: where the `else` stands.
    Else(usize),
    /// A value after `=` or `+=`, which is there.
    Value(usize),
    /// A value or a type after a colon, which is there.
    Field(usize),
    /// A closure, whose parameters are there.
    Closure(usize),
    /// Operands between operators as weak as this one.
    Operands(usize),
    /// What an operator stands before.
    Prefix,
    /// Calls of methods, one after another.
    Chain,
}

/// Operators between operands, the weakest first.
const OPERATORS: [&[&str]; 6] =
    [&["||"], &["&&"], &["==", "!=", "<", ">", "<=", ">="], &["|"], &["+", "-"], &["*", "/", "%"]];

/// How weak `&&` is, which stands between conditions that `let` names in.
pub(super) const AND: usize = 1;

/// How weak an operator is.
pub(super) fn strength(node: &Node) -> Option<usize> {
    let Kind::Operator(operator) = &node.kind else { return None };
    OPERATORS.iter().position(|all| all.contains(operator))
}

/// The weakest place; `word` spells a node that is a word.
pub(super) fn weakest<'t>(nodes: &[Node], word: impl Fn(&Node) -> &'t str) -> Weak {
    let first = nodes.first().map_or("", &word);
    let find = |wanted: &dyn Fn(&Node) -> bool| nodes.iter().position(wanted);
    let bars = usize::from(first == "move");
    if has_bodies(nodes, &word) {
        return Weak::Bodies;
    }
    if nodes.get(bars).is_some_and(|node| node.is_shape(Shape::Bars)) {
        return Weak::Closure(bars);
    }
    let value = find(&|node| matches!(&node.kind, Kind::Operator("=" | "+=" | "-=" | "|=" | "&=")));
    if let Some(at) = value {
        return match find(&|node| word(node) == "else") {
            Some(other) if first == "let" && !declares_branch(nodes, at, &word) => Weak::Else(other),
            _ => Weak::Value(at),
        };
    }
    if let Some(at) = find(&|node| node.is(":")).filter(|at| *at <= 3) {
        return Weak::Field(at);
    }
    if let Some(weakest) = nodes.iter().filter_map(strength).min() {
        return Weak::Operands(weakest);
    }
    let operator = nodes.first().is_some_and(|node| matches!(node.kind, Kind::Prefix(_)));
    if operator || matches!(first, "return" | "break" | "mut" | "dyn") && nodes.len() > 1 {
        return Weak::Prefix;
    }
    Weak::Chain
}

/// Whether the value after the `=` there is an `if`, whose `else` is its own.
fn declares_branch<'t>(nodes: &[Node], at: usize, word: &impl Fn(&Node) -> &'t str) -> bool {
    nodes.iter().skip(at).any(|node| matches!(word(node), "if" | "match"))
}

/// Whether it is an item or a statement whose bodies stand on lines of their own.
pub(super) fn has_bodies<'t>(nodes: &[Node], word: &impl Fn(&Node) -> &'t str) -> bool {
    if nodes.first().is_some_and(|node| node.is_shape(Shape::Block)) {
        return true;
    }
    let visibility = |node: &&Node| word(node) == "pub" || node.is_shape(Shape::Call);
    let keyword = nodes.iter().skip_while(visibility).map(word).find(|word| *word != "const").unwrap_or_default();
    space::has_body(keyword) && nodes.iter().any(|node| node.group().is_some_and(|group| group.shape.is_body()))
}
