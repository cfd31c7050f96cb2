//! What has a body: items, branches, loops, the arms of a `match`.

use super::{
    layout::{Printer, can_break},
    tree::{Kind, Node, Shape, width},
    weak,
};

impl Printer<'_> {
    /// What has bodies, each after its head.
    pub(super) fn bodies(&mut self, nodes: &[Node]) {
        let mut from = 0;
        for (at, node) in nodes.iter().enumerate() {
            let Some(group) = node.group().filter(|group| group.shape.is_body()) else { continue };
            let head = nodes.get(from..at).unwrap_or_default();
            self.push(if from > 0 { " " } else { "" });
            if !head.is_empty() {
                self.head(head);
            }
            self.group(group);
            from = at + 1;
        }
        let rest = nodes.get(from..).unwrap_or_default();
        if rest.first().is_some_and(|first| first.is(".")) {
            self.line();
        }
        self.part(rest, 0);
    }

    /// What stands before a body, and the blank after it.
    fn head(&mut self, nodes: &[Node]) {
        let start = self.out.len();
        if self.fits(nodes, " {".len()) {
            self.flat(nodes);
        } else if nodes.iter().any(|node| self.word(node) == "fn") {
            self.signature(nodes);
        } else {
            let keywords = nodes.iter().take_while(|node| matches!(self.word(node), "else" | "if" | "match" | "while"));
            let (keywords, condition) = nodes.split_at(keywords.count());
            self.flat(keywords);
            self.push(" ");
            match condition.iter().any(|node| node.is("&&")) {
                true => self.operands(condition, weak::AND, " {".len()),
                false => self.part(condition, " {".len()),
            }
        }
        // Under a condition of several lines its body would not be seen.
        let last = self.out.get(start..).and_then(|head| head.rsplit_once('\n')).map(|(_, last)| last.trim_start());
        match last.is_some_and(|last| !last.starts_with([')', ']', '}'])) {
            true => self.line(),
            false => self.push(" "),
        }
    }

    /// A function with a parameter a line.
    fn signature(&mut self, nodes: &[Node]) {
        let name = nodes.iter().position(|node| self.word(node) == "fn").unwrap_or_default();
        let parameters = nodes.iter().skip(name).position(|node| node.is_shape(Shape::Call)).unwrap_or_default();
        let (head, rest) = nodes.split_at(name + parameters);
        self.flat(head);
        match rest.split_first() {
            Some((Node { kind: Kind::Group(group), .. }, result)) => {
                self.lines(group);
                self.push(" ");
                self.flat(result);
            }
            _ => self.flat(rest),
        }
    }

    /// An arm with its comma, if its value has not braces of its own, or gets them here.
    pub(super) fn arm(&mut self, nodes: &[Node]) {
        let nodes = self.attributes(nodes);
        let Some(at) = nodes.iter().position(|node| node.is("=>")) else { return self.part(nodes, 0) };
        let (pattern, value) = nodes.split_at(at);
        let value = value.get(1..).unwrap_or_default();
        let block = matches!(value, [only] if only.is_shape(Shape::Block));
        let comma = if block { "" } else { "," };
        if self.fits(nodes, comma.len()) {
            self.flat(nodes);
            return self.push(comma);
        }
        self.pattern(pattern, value);
        self.push(" => ");
        match can_break(value) && !self.fits_below(value, 0) || self.fits(value, comma.len()) {
            true => {
                self.part(value, comma.len());
                self.push(comma);
            }
            false => self.in_braces(value),
        }
    }

    /// The patterns of an arm: an alternative a line unless all have room, with the head of the arm's value.
    fn pattern(&mut self, nodes: &[Node], value: &[Node]) {
        let body = value.iter().position(|node| node.group().is_some_and(|group| group.shape.is_body()));
        let head = body.and_then(|body| value.get(..body)).map_or(0, width);
        if self.fits(nodes, " => {".len() + head) {
            return self.flat(nodes);
        }
        for (at, node) in nodes.iter().enumerate() {
            match node.is("|") {
                true => self.line(),
                false if at > 0 && node.space => self.push(" "),
                false => {}
            }
            self.flat_node(node);
        }
    }
}
