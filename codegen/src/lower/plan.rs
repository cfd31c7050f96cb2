//! Orders the computations of a call by their references; a circle is a fault.

use std::collections::HashSet;

use crate::{
    diagnostic::{Code, Diagnostic},
    model::{
        Field, Layer, Part, PathPiece, Source, Step, Value,
        operation::{Header, Item},
    },
    source::Span,
    spec::syntax::System,
};

/// The layers and values of a message, with their references.
pub(crate) struct Graph<'g> {
    pub(crate) layers: &'g [Layer],
    pub(crate) values: &'g [Value],
    pub(crate) headers: &'g [Header],
    pub(crate) path: &'g [PathPiece],
    /// The parts of a body that has no layers.
    pub(crate) body: &'g [Part],
}

impl Graph<'_> {
    /// The items in an order in which each item comes after those that it needs.
    pub(crate) fn plan(&self, span: Span) -> Result<Vec<Item>, Diagnostic> {
        let mut walk = Walk { graph: self, done: Vec::new(), finished: HashSet::new(), open: Vec::new(), span };
        walk.visit(Item::Path)?;
        walk.visit(Item::Query)?;
        if !self.layers.is_empty() {
            walk.visit(Item::Layer(0))?;
        }
        if !self.body.is_empty() {
            walk.visit(Item::Body)?;
        }
        for header in 0..self.headers.len() {
            walk.visit(Item::Header(header))?;
        }
        for field in self.layers.iter().take(1).flat_map(Layer::header_fields) {
            self.field(field, 0).into_iter().try_for_each(|item| walk.visit(item))?;
        }
        Ok(walk.done)
    }

    /// The values needed for `wanted`, in the same order.
    pub(crate) fn values(&self, wanted: &[usize], span: Span) -> Result<Vec<usize>, Diagnostic> {
        let mut walk = Walk { graph: self, done: Vec::new(), finished: HashSet::new(), open: Vec::new(), span };
        for value in wanted {
            walk.visit(Item::Value(*value))?;
        }
        let index = |item| if let Item::Value(index) = item { Some(index) } else { None };
        Ok(walk.done.into_iter().filter_map(index).collect())
    }

    fn needs(&self, item: Item) -> Vec<Item> {
        match item {
            Item::Value(index) => self.values.get(index).map_or(Vec::new(), |value| {
                let parts = value.parts().into_iter().flat_map(|part| self.part(part));
                parts.chain(value.steps().flat_map(|step| self.step(step))).collect()
            }),
            Item::Layer(index) => self.layers.get(index).map_or(Vec::new(), |layer| {
                let fields = layer.written_fields().flat_map(|field| self.field(field, index));
                fields.chain(layer.steps.iter().flat_map(|step| self.step(step))).collect()
            }),
            Item::Header(index) => self
                .headers
                .get(index)
                .map_or(Vec::new(), |header| header.parts.iter().flat_map(|part| self.part(part)).collect()),
            Item::Path => self.path.iter().flat_map(|piece| self.piece(piece)).collect(),
            Item::Query => self.query(),
            Item::Body => self.body.iter().flat_map(|part| self.part(part)).collect(),
        }
    }

    fn piece(&self, piece: &PathPiece) -> Vec<Item> {
        match piece {
            PathPiece::Literal(_) => Vec::new(),
            PathPiece::Field(field) => self.field(field, 0),
        }
    }

    fn query(&self) -> Vec<Item> {
        let outer = self.layers.iter().take(1);
        outer.flat_map(Layer::query_fields).flat_map(|field| self.field(field, 0)).collect()
    }

    fn field(&self, field: &Field, layer: usize) -> Vec<Item> {
        match &field.source {
            Source::Value(name) => {
                self.values.iter().position(|value| value.name == *name).map(Item::Value).into_iter().collect()
            }
            Source::Members => {
                let members = field.ty.message().map(|object| object.sourced()).unwrap_or_default();
                members.into_iter().flat_map(|member| self.field(member, layer)).collect()
            }
            Source::Layer | Source::Tag => vec![Item::Layer(layer + 1)],
            Source::Caller
            | Source::Constant(_)
            | Source::Conditional(_)
            | Source::Credential(_)
            | Source::Nonce
            | Source::Salt
            | Source::Now
            | Source::Operation
            | Source::Sent(_)
            | Source::Received(_) => Vec::new(),
        }
    }

    fn part(&self, part: &Part) -> Vec<Item> {
        match part {
            Part::Value(index) => vec![Item::Value(*index)],
            Part::Field { layer, path, .. } => path.first().map(|field| self.field(field, *layer)).unwrap_or_default(),
            Part::Optional(parts) => parts.iter().flat_map(|part| self.part(part)).collect(),
            Part::Fields(selection) => {
                selection.fields.iter().flat_map(|field| self.field(field, selection.layer)).collect()
            }
            Part::Remainder(remainder) => {
                remainder.fields.iter().flat_map(|field| self.field(field, remainder.layer)).collect()
            }
            Part::System(System::Body) => vec![if self.layers.is_empty() { Item::Body } else { Item::Layer(0) }],
            Part::System(System::Path) => vec![Item::Path],
            Part::System(System::Query) => vec![Item::Query],
            Part::System(System::Url | System::Target) => vec![Item::Path, Item::Query],
            Part::Header { name, .. } => {
                self.headers.iter().position(|header| header.name == *name).map(Item::Header).into_iter().collect()
            }
            Part::Literal(_) | Part::Credential(_) | Part::Serial(..) | Part::System(_) => Vec::new(),
            Part::Sent(_) | Part::Received(_) | Part::Now(_) => Vec::new(),
            Part::KeyOf { id, .. } => id.iter().flat_map(|part| self.part(part)).collect(),
        }
    }

    fn step(&self, step: &Step) -> Vec<Item> {
        let texts = step.texts().into_iter().flat_map(|part| self.part(part));
        step.values().into_iter().map(Item::Value).chain(texts).collect()
    }

    /// The place of a value in the spec.
    fn declared(&self, item: Item) -> Option<Span> {
        match item {
            Item::Value(index) => self.values.get(index).map(|value| value.span),
            Item::Layer(_) | Item::Header(_) | Item::Path | Item::Query | Item::Body => None,
        }
    }

    fn name(&self, item: Item) -> String {
        match item {
            Item::Value(index) => format!("value `{}`", self.values.get(index).map_or("", |value| &value.name)),
            Item::Layer(0) | Item::Body => "the body".to_owned(),
            Item::Layer(index) => {
                format!("message `{}`", self.layers.get(index).map_or("", |layer| &layer.message.name))
            }
            Item::Header(index) => format!("header `{}`", self.headers.get(index).map_or("", |header| &header.name)),
            Item::Path => "the path".to_owned(),
            Item::Query => "the query".to_owned(),
        }
    }
}

/// The greatest depth of references.
const MAX_DEPTH: usize = 128;

/// A depth-first walk over the graph.
struct Walk<'w, 'g> {
    graph: &'w Graph<'g>,
    done: Vec<Item>,
    /// The items of `done` as a set.
    finished: HashSet<Item>,
    open: Vec<Item>,
    span: Span,
}

impl Walk<'_, '_> {
    fn visit(&mut self, item: Item) -> Result<(), Diagnostic> {
        if self.finished.contains(&item) {
            return Ok(());
        }
        if let Some(start) = self.open.iter().position(|open| *open == item) {
            return Err(self.circle(start, item));
        }
        if self.open.len() >= MAX_DEPTH {
            let text = format!("{} is nested more than {MAX_DEPTH} levels deep", self.graph.name(item));
            let declared = self.graph.declared(item).unwrap_or(self.span);
            return Err(Diagnostic::new(Code::TooLarge, declared, text).help("let fewer things refer to each other"));
        }
        self.open.push(item);
        for need in self.graph.needs(item) {
            self.visit(need)?;
        }
        self.open.pop();
        self.done.push(item);
        self.finished.insert(item);
        Ok(())
    }

    fn circle(&self, start: usize, item: Item) -> Diagnostic {
        let circle = || self.open.iter().skip(start);
        let names = circle().chain([&item]).map(|item| self.graph.name(*item));
        let path = names.collect::<Vec<_>>().join(" needs ");
        let declared = circle().find_map(|item| self.graph.declared(*item)).unwrap_or(self.span);
        Diagnostic::new(Code::Circular, declared, format!("{} depends on itself", self.graph.name(item)))
            .label(path)
            .help("exclude the signature from the text that it covers, as in `fields: { except: [sign] }`")
    }
}
