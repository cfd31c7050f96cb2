//! The messages of an operation as a tree, from the outermost layer to the innermost objects: the candidates for a
//! table.

use std::collections::HashMap;
use std::sync::Arc;

use refundry_codegen::model::{Field, Layer, Message, Operation, Provider};

use super::side::Side;

/// A message with its parent.
#[derive(Debug)]
pub struct Node {
    /// The message.
    pub message: Arc<Message>,
    /// The parent node, and its field that contains this message; `None` for the outermost layer.
    pub parent: Option<(usize, Arc<Field>)>,
}

/// The messages that an operation sends or receives.
#[derive(Debug)]
pub struct Tree {
    /// The index of the operation in the spec.
    pub operation: usize,
    /// The direction of the message; `None` for an acknowledgement, which pages call a request or an answer.
    pub side: Option<Side>,
    /// The nodes, outermost first.
    pub nodes: Vec<Node>,
    places: HashMap<String, Vec<usize>>,
}

/// The greatest number of nodes: a message may contain itself.
const MOST: usize = 512;
const DEEPEST: usize = 16;

/// The messages that every operation sends and receives.
pub fn trees(provider: &Provider) -> Vec<Tree> {
    let of = |(at, operation): (usize, &Operation)| {
        let sent = operation.sends.as_ref().map(|sends| tree(at, Some(Side::Sent), &sends.layers));
        let received = operation.receives.as_ref().map(|receives| tree(at, Some(Side::Received), &receives.layers));
        let reply = operation.reply().map(|(_, reply)| tree(at, None, &reply.layers));
        sent.into_iter().chain(received).chain(reply).collect::<Vec<_>>()
    };
    provider.operations.iter().enumerate().flat_map(of).collect()
}

/// The trees of one operation.
pub fn trees_of(trees: &[Tree], operation: usize) -> impl Iterator<Item = &Tree> {
    trees.iter().filter(move |tree| tree.operation == operation)
}

fn tree(operation: usize, side: Option<Side>, layers: &[Layer]) -> Tree {
    let mut tree = Tree { operation, side, nodes: Vec::new(), places: HashMap::new() };
    let mut around = None;
    for layer in layers {
        let carrier = layer.carriers().next().cloned();
        let at = tree.nodes.len();
        tree.push(&layer.message, around.take(), 0);
        around = carrier.map(|field| (at, field));
    }
    for (at, node) in tree.nodes.iter().enumerate() {
        for field in &node.message.fields {
            tree.places.entry(field.wire.clone()).or_default().push(at);
        }
    }
    tree
}

impl Tree {
    fn push(&mut self, message: &Arc<Message>, parent: Option<(usize, Arc<Field>)>, depth: usize) {
        if self.nodes.len() >= MOST || depth >= DEEPEST {
            return;
        }
        let at = self.nodes.len();
        self.nodes.push(Node { message: Arc::clone(message), parent });
        for field in &message.fields {
            // Layers are added separately, so skip the field that carries one.
            let inner = field.ty.message().filter(|_| !matches!(field.ty, refundry_codegen::model::Type::Layer(_)));
            if let Some(inner) = inner {
                self.push(inner, Some((at, Arc::clone(field))), depth + 1);
            }
        }
    }

    /// The nodes with a field of this name, outermost first.
    pub fn places(&self, name: &str) -> &[usize] {
        self.places.get(name).map_or(&[], Vec::as_slice)
    }

    /// The field of a node.
    pub fn field(&self, node: usize, name: &str) -> Option<&Arc<Field>> {
        self.nodes.get(node)?.message.field(name)
    }

    /// The node of the message in a field.
    pub fn child(&self, node: usize, field: &str) -> Option<usize> {
        let holds = |child: &Node| child.parent.as_ref().is_some_and(|(at, by)| *at == node && by.wire == field);
        self.nodes.iter().position(holds)
    }

    /// The nodes around a node, innermost first, each with the field that contains the next.
    pub fn around(&self, node: usize) -> impl Iterator<Item = (usize, &Arc<Field>)> {
        let parent = |node: usize| self.nodes.get(node)?.parent.as_ref().map(|(at, field)| (*at, field));
        std::iter::successors(parent(node), move |(at, _)| parent(*at))
    }
}
