//! The tree to text.

use unicode_width::UnicodeWidthStr as _;

use super::{
    list::ends_with_group,
    tree::{Group, Kind, Node, Part, Shape, tall, width},
    weak::{self, Weak},
};

/// The columns of a line, as in this project's own code.
pub(in crate::emit) const COLUMNS: usize = 120;

/// Enough for most lines.
const BLANKS: &str = "                                                                ";

/// The columns of a step to the right.
pub(in crate::emit) const STEP: usize = 4;

/// The text of items behind an indentation; `words` holds what their words are spelled.
pub(super) fn items(items: &[Part], words: &str, indent: usize) -> String {
    let mut printer = Printer { words, out: String::with_capacity(words.len() * 2), indent, column: indent };
    printer.items(items);
    printer.out
}

/// The text of an expression on one line.
pub(super) fn flat(parts: &[Part], words: &str) -> String {
    let mut printer = Printer { words, out: String::new(), indent: 0, column: 0 };
    parts.iter().for_each(|part| printer.flat(part));
    printer.out
}

/// The text of statements behind an indentation.
pub(super) fn statement(parts: &[Part], words: &str, indent: usize) -> String {
    let mut printer = Printer { words, out: String::with_capacity(words.len() * 2), indent, column: indent };
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            printer.line();
        }
        printer.statement(part);
    }
    printer.out
}

pub(super) struct Printer<'t> {
    words: &'t str,
    pub(super) out: String,
    pub(super) indent: usize,
    pub(super) column: usize,
}

impl<'t> Printer<'t> {
    pub(super) fn push(&mut self, text: &str) {
        self.out.push_str(text);
        self.column += if text.is_ascii() { text.len() } else { text.width() };
    }

    /// A new line, up to the indentation.
    pub(super) fn line(&mut self) {
        self.out.push('\n');
        self.begin();
    }

    /// The indentation of a line.
    fn begin(&mut self) {
        let mut rest = self.indent;
        while rest > 0 {
            let blanks = BLANKS.get(..rest).unwrap_or(BLANKS);
            self.out.push_str(blanks);
            rest -= blanks.len();
        }
        self.column = self.indent;
    }

    pub(super) fn indented(&mut self, print: impl FnOnce(&mut Self)) {
        self.indent += STEP;
        print(self);
        self.indent -= STEP;
    }

    /// What a word is spelled; nothing for another node.
    pub(super) fn word(&self, node: &Node) -> &'t str {
        match &node.kind {
            Kind::Word(range) => self.words.get(range.clone()).unwrap_or_default(),
            Kind::Operator(_) | Kind::Prefix(_) | Kind::Doc(_) | Kind::Attribute(_) | Kind::Group(_) => "",
        }
    }

    /// Whether the nodes and so many columns more have room on this line.
    pub(super) fn fits(&self, nodes: &[Node], after: usize) -> bool {
        !tall(nodes) && self.column + width(nodes) + after <= COLUMNS
    }

    /// Whether they have room on a line of their own, one step to the right.
    pub(super) fn fits_below(&self, nodes: &[Node], after: usize) -> bool {
        !tall(nodes) && self.indent + STEP + width(nodes) + after <= COLUMNS
    }

    pub(super) fn flat(&mut self, nodes: &[Node]) {
        for (at, node) in nodes.iter().enumerate() {
            if at > 0 && node.space {
                self.push(" ");
            }
            self.flat_node(node);
        }
    }

    pub(super) fn flat_node(&mut self, node: &Node) {
        match &node.kind {
            Kind::Word(_) => self.push(self.word(node)),
            Kind::Operator(operator) | Kind::Prefix(operator) => self.push(operator),
            Kind::Group(group) => self.flat_group(group),
            Kind::Doc(_) | Kind::Attribute(_) => self.attribute(node),
        }
    }

    fn flat_group(&mut self, group: &Group) {
        let blank = if group.shape.is_airy() && !group.parts.is_empty() { " " } else { "" };
        self.push(group.shape.opens());
        self.push(blank);
        for (at, part) in group.parts.iter().enumerate() {
            if at > 0 {
                self.push(if group.shape == Shape::Block { " " } else { ", " });
            }
            self.flat(part);
        }
        if group.is_single() {
            self.push(",");
        }
        self.push(blank);
        self.push(group.shape.closes());
    }

    fn attribute(&mut self, node: &Node) {
        match &node.kind {
            Kind::Doc(range) => {
                let lines = self.words.get(range.clone()).unwrap_or_default();
                for (at, line) in lines.split('\n').enumerate() {
                    if at > 0 {
                        self.line();
                    }
                    self.push("///");
                    self.push(line);
                }
            }
            Kind::Attribute(inner) => {
                self.push("#[");
                self.flat(inner);
                self.push("]");
            }
            Kind::Word(_) | Kind::Operator(_) | Kind::Prefix(_) | Kind::Group(_) => {}
        }
    }

    /// Prints the attributes, a line each, and returns what they are about.
    pub(super) fn attributes<'n>(&mut self, nodes: &'n [Node]) -> &'n [Node] {
        let count = nodes.iter().take_while(|node| node.is_attribute()).count();
        let (attributes, rest) = nodes.split_at(count);
        for attribute in attributes {
            self.attribute(attribute);
            self.line();
        }
        rest
    }

    /// The items of a module or an `impl`: a blank line beside each that is not a short one among short ones.
    fn items(&mut self, parts: &[Part]) {
        let stands_out = |part: &Part| part.iter().any(|node| node.is_attribute()) || tall(part);
        for (at, part) in parts.iter().enumerate() {
            let above = at.checked_sub(1).and_then(|above| parts.get(above));
            if above.is_some_and(|above| stands_out(part) || stands_out(above)) {
                self.out.push('\n');
            }
            self.begin();
            self.statement(part);
            self.out.push('\n');
        }
    }

    pub(super) fn statement(&mut self, nodes: &[Node]) {
        let nodes = self.attributes(nodes);
        let (nodes, end) = match nodes.split_last() {
            Some((last, nodes)) if last.is(";") => (nodes, ";"),
            _ => (nodes, ""),
        };
        // One that ends with a body stands on several lines even if it would fit into one.
        if weak::has_bodies(nodes, &|node| self.word(node)) {
            self.bodies(nodes);
        } else {
            self.part(nodes, end.len());
        }
        self.push(end);
    }

    /// An expression, a pattern, a field: on this line with `after` columns more, or broken.
    pub(super) fn part(&mut self, nodes: &[Node], after: usize) {
        let nodes = self.attributes(nodes);
        match self.fits(nodes, after) {
            true => self.flat(nodes),
            false => self.broken(nodes, after),
        }
    }

    fn broken(&mut self, nodes: &[Node], after: usize) {
        match weak::weakest(nodes, |node| self.word(node)) {
            Weak::Bodies => self.bodies(nodes),
            Weak::Else(at) => {
                let (value, other) = nodes.split_at(at);
                self.part(value, " else {".len());
                self.push(" ");
                self.bodies(other);
            }
            Weak::Value(at) => {
                let (name, value) = nodes.split_at(at + 1);
                self.flat(name);
                self.value(value, after);
            }
            Weak::Field(at) => {
                let (name, value) = nodes.split_at(at + 1);
                self.flat(name);
                match can_break(value) || !self.fits_below(value, after) {
                    true => self.beside(value, after),
                    false => self.below(value, after),
                }
            }
            Weak::Closure(at) => {
                let (head, body) = nodes.split_at(at + 1);
                self.flat(head);
                self.push(" ");
                let own = |last: &Node| last.is_shape(Shape::Fields) || last.tall && last.group().is_some();
                match body.last().is_some_and(own) {
                    false if !self.fits(body, after) => self.in_braces(body),
                    _ => self.part(body, after),
                }
            }
            Weak::Operands(strength) => self.operands(nodes, strength, after),
            Weak::Prefix => {
                let (first, rest) = nodes.split_at(1);
                self.flat(first);
                self.push(if rest.first().is_some_and(|next| next.space) { " " } else { "" });
                self.part(rest, after);
            }
            Weak::Chain => self.chain(nodes, after),
        }
    }

    /// A value after its name: below it if it fits there into one line, or needs clearly fewer.
    fn value(&mut self, value: &[Node], after: usize) {
        if self.fits(value, after + 1) {
            self.push(" ");
            return self.flat(value);
        }
        if self.fits_below(value, after) {
            return self.below(value, after);
        }
        let chained = value.iter().any(|node| node.is("."));
        let lines = if chained { self.lines_of(|printer| printer.below(value, after)) } else { usize::MAX };
        if lines < usize::MAX && self.lines_of(|printer| printer.beside(value, after)) > lines {
            return self.below(value, after);
        }
        self.beside(value, after);
    }

    fn beside(&mut self, value: &[Node], after: usize) {
        self.push(" ");
        self.part(value, after);
    }

    fn below(&mut self, value: &[Node], after: usize) {
        self.indented(|printer| {
            printer.line();
            printer.part(value, after);
        });
    }

    /// How many lines it would take.
    pub(super) fn lines_of(&mut self, print: impl FnOnce(&mut Self)) -> usize {
        let (length, column) = (self.out.len(), self.column);
        print(self);
        let lines = self.out.get(length..).map_or(0, |text| text.matches('\n').count());
        self.out.truncate(length);
        self.column = column;
        lines
    }

    /// A value that has no brackets of its own to be broken in.
    pub(super) fn in_braces(&mut self, nodes: &[Node]) {
        self.braces(|printer| {
            printer.line();
            printer.part(nodes, 0);
        });
    }

    pub(super) fn operands(&mut self, nodes: &[Node], strength: usize, after: usize) {
        let mut rest = nodes;
        let mut first = true;
        while !rest.is_empty() {
            let next = rest.iter().skip(1).position(|node| weak::strength(node) == Some(strength));
            let (operand, others) = rest.split_at(next.map_or(rest.len(), |next| next + 1));
            let after = if others.is_empty() { after } else { 0 };
            match first {
                true => self.part(operand, after),
                false => self.indented(|printer| printer.operand(operand, after)),
            }
            (first, rest) = (false, others);
        }
    }

    /// An operator with its operand, on a new line.
    fn operand(&mut self, nodes: &[Node], after: usize) {
        let (operator, operand) = nodes.split_at(1);
        self.line();
        self.flat(operator);
        self.push(" ");
        self.part(operand, after);
    }

    /// A group on several lines.
    pub(super) fn group(&mut self, group: &Group) {
        match group.shape {
            _ if group.parts.is_empty() => self.flat_group(group),
            Shape::Block => self.braces(|printer| {
                for part in &group.parts {
                    printer.line();
                    printer.statement(part);
                }
            }),
            Shape::Items => {
                self.push("{");
                self.out.push('\n');
                self.indented(|printer| printer.items(&group.parts));
                self.begin();
                self.push("}");
            }
            Shape::Arms => self.braces(|printer| {
                for part in &group.parts {
                    printer.line();
                    printer.arm(part);
                }
            }),
            Shape::Bars => self.flat_group(group),
            Shape::Fields | Shape::Declared | Shape::Uses => self.lines(group),
            Shape::Call | Shape::Tuple | Shape::List | Shape::Angle => self.list(group),
        }
    }

    fn braces(&mut self, inside: impl FnOnce(&mut Self)) {
        self.push("{");
        self.indented(inside);
        self.line();
        self.push("}");
    }
}

/// Whether it has brackets, or calls one after another, to be broken at.
pub(super) fn can_break(nodes: &[Node]) -> bool {
    nodes.iter().any(|node| node.is(".")) || ends_with_group(nodes)
}
