//! Arguments, elements and calls that do not fit into a line.

use unicode_width::UnicodeWidthStr as _;

use super::{
    layout::{COLUMNS, Printer, STEP},
    tree::{Group, Kind, Node, Shape, tall, width},
    weak::{self, Weak},
};

impl Printer<'_> {
    /// A part a line, each with its comma.
    pub(super) fn lines(&mut self, group: &Group) {
        self.push(group.shape.opens());
        self.indented(|printer| {
            for part in &group.parts {
                let comma = ends_with_comma(part);
                printer.line();
                printer.part(part, usize::from(comma));
                printer.push(if comma { "," } else { "" });
            }
        });
        if !group.parts.is_empty() {
            self.line();
        }
        self.push(group.shape.closes());
    }

    /// Brackets that do not fit: the last part may begin on their line and end on that of their end.
    pub(super) fn list(&mut self, group: &Group) {
        let term = group.shape == Shape::Tuple && group.parts.len() == 1 && !group.is_single();
        match group.parts.split_last() {
            Some((last, others)) if term || self.overflows(last, others) => {
                self.push(group.shape.opens());
                for part in others {
                    self.flat(part);
                    self.push(", ");
                }
                self.part(last, group.shape.closes().len());
                self.push(group.shape.closes());
            }
            _ => self.lines(group),
        }
    }

    /// Whether the last part may begin on the line of the bracket: alone if it has brackets of its own and does not fit
    /// into a line, beside others if it is a closure with a body.
    fn overflows(&self, last: &[Node], others: &[Vec<Node>]) -> bool {
        let before: usize = others.iter().map(|part| width(part) + ", ".len()).sum();
        let room = |head: &[Node]| {
            let flat = others.iter().all(|part| !tall(part));
            flat && self.column + before + width(head) + "( {".len() <= COLUMNS
        };
        let alone = others.is_empty() && !self.fits_below(last, 1);
        match weak::weakest(last, |node| self.word(node)) {
            Weak::Closure(at) => room(last.get(..=at).unwrap_or_default()),
            Weak::Bodies => alone,
            Weak::Prefix => alone && last.get(1..).is_some_and(ends_with_group),
            Weak::Chain => alone && !last.iter().any(|node| node.is(".")) && ends_with_group(last),
            Weak::Else(_) | Weak::Value(_) | Weak::Field(_) | Weak::Operands(_) => false,
        }
    }

    /// Calls of methods, or one path with its arguments.
    pub(super) fn chain(&mut self, nodes: &[Node], after: usize) {
        let (root, links) = self.links(nodes);
        let Some((last, others)) = links.split_last() else { return self.path(nodes, after) };
        let line: usize = nodes.len() - last.len();
        let Some((start, _)) = nodes.split_at_checked(line) else { return };
        if self.fits(start, 0) {
            let (text, column) = (self.out.len(), self.column);
            self.flat(start);
            self.path(last, after);
            let lines = self.out.get(text..).map_or(0, |text| text.matches('\n').count() + 1);
            let first = self.out.get(text..).and_then(|text| text.split('\n').next()).map_or(0, |line| line.width());
            let alone = others.is_empty() && start.len() == 1;
            if column + first <= COLUMNS && (lines >= 5 || alone || !self.fits_below(last, after)) {
                return;
            }
            self.out.truncate(text);
            self.column = column;
        }
        let text = self.out.len();
        self.path(root, 0);
        // Under a receiver of several lines the calls stand where its end does.
        match self.out.get(text..).is_some_and(|root| root.contains('\n')) {
            true => self.calls(&links, after),
            false => self.indented(|printer| printer.calls(&links, after)),
        }
    }

    fn calls(&mut self, links: &[&[Node]], after: usize) {
        for (at, link) in links.iter().enumerate() {
            let after = if at + 1 == links.len() { after } else { 0 };
            self.line();
            self.path(link, after);
        }
    }

    /// The receiver, and each call with its dot. A receiver as short as a step keeps its first call.
    fn links<'n>(&self, nodes: &'n [Node]) -> (&'n [Node], Vec<&'n [Node]>) {
        let dots: Vec<usize> = (1..nodes.len()).filter(|at| nodes.get(*at).is_some_and(|node| node.is("."))).collect();
        let ends = dots.iter().skip(1).copied().chain([nodes.len()]);
        let mut links: Vec<&[Node]> = dots.iter().zip(ends).filter_map(|(from, to)| nodes.get(*from..to)).collect();
        let mut root = nodes.get(..dots.first().copied().unwrap_or(nodes.len())).unwrap_or_default();
        while let Some(first) = links.first()
            && width(root) <= STEP
        {
            root = nodes.get(..root.len() + first.len()).unwrap_or_default();
            links.remove(0);
        }
        (root, links)
    }

    /// Nodes one after another: a group is broken where what is left does not fit and no later group can be.
    fn path(&mut self, nodes: &[Node], after: usize) {
        let last = nodes.iter().rposition(breaks);
        for (at, node) in nodes.iter().enumerate() {
            let rest = nodes.get(at..).unwrap_or_default();
            if at > 0 && node.space {
                self.push(" ");
            }
            match &node.kind {
                Kind::Group(group) if node.tall || Some(at) == last && !self.fits(rest, after) => self.group(group),
                Kind::Word(_)
                | Kind::Operator(_)
                | Kind::Prefix(_)
                | Kind::Doc(_)
                | Kind::Attribute(_)
                | Kind::Group(_) => self.flat_node(node),
            }
        }
    }
}

/// Whether a group can stand on several lines.
fn breaks(node: &Node) -> bool {
    node.group().is_some_and(|group| !group.parts.is_empty() && !matches!(group.shape, Shape::Angle | Shape::Bars))
}

/// Whether the last of it are brackets with something inside.
pub(super) fn ends_with_group(nodes: &[Node]) -> bool {
    nodes.last().is_some_and(breaks)
}

/// No comma stands after the rest of a value's fields, nor in an array that repeats one element.
fn ends_with_comma(part: &[Node]) -> bool {
    let rest = part.first().is_some_and(|first| matches!(first.kind, Kind::Prefix("..")));
    !rest && !part.iter().any(|node| node.is(";"))
}
