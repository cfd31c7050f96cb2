//! Finds fields that the tables of a page leave out of the messages that they describe.

use std::collections::{HashMap, HashSet};

use refundry_codegen::model::{Field, Message};

use super::assign::Assignment;
use super::tree::Tree;

/// A field without a row.
#[derive(Debug)]
pub struct Missing<'a> {
    /// Its message.
    pub message: &'a Message,
    /// The field.
    pub field: &'a Field,
    /// The line of the table that describes the message.
    pub line: usize,
}

/// The rows of all tables about one message.
#[derive(Default)]
struct Cover<'a> {
    rows: HashSet<&'a str>,
    /// Whether a table is mainly about the message.
    anchored: bool,
    line: usize,
}

/// The fields without a row, of all messages that the page describes.
///
/// A message counts as described if a table is mainly about it, or if half of its fields are in tables of its
/// neighbours: pages often flatten envelopes and objects into one table.
pub fn described<'a>(assignment: &'a Assignment<'_>, trees: &'a [Tree]) -> Vec<Missing<'a>> {
    let mut covers: HashMap<(usize, usize), Cover<'a>> = HashMap::new();
    let mut structure: HashSet<(usize, usize, &str)> = HashSet::new();
    for assigned in &assignment.assigned {
        let Some(tree) = trees.get(assigned.tree) else { continue };
        let anchor = covers.entry((assigned.tree, assigned.anchor)).or_default();
        anchor.anchored = true;
        anchor.line = assigned.table.line;
        // Parent fields need no row: some pages list only the leaf message.
        structure.extend(tree.around(assigned.anchor).map(|(node, field)| (assigned.tree, node, field.wire.as_str())));
        for (node, row) in assigned.nodes.iter().zip(&assigned.table.rows) {
            let Some(node) = node else { continue };
            let cover = covers.entry((assigned.tree, *node)).or_default();
            cover.rows.insert(row.name());
            cover.line = if cover.line == 0 { assigned.table.line } else { cover.line };
            for (parent, field) in named_around(tree, *node, &row.path) {
                covers.entry((assigned.tree, parent)).or_default().rows.insert(field);
            }
        }
    }
    let mut places: Vec<(&(usize, usize), &Cover<'a>)> = covers.iter().collect();
    places.sort_by_key(|(place, _)| **place);
    let missing = places.into_iter().filter_map(|((tree, node), cover)| {
        let message = &trees.get(*tree)?.nodes.get(*node)?.message;
        let leads = |field: &Field| !cover.anchored && structure.contains(&(*tree, *node, field.wire.as_str()));
        let counted: Vec<&Field> =
            message.fields.iter().map(AsRef::as_ref).filter(|field| is_written(field) && !leads(field)).collect();
        let present = counted.iter().filter(|field| cover.rows.contains(field.wire.as_str())).count();
        let enough = cover.anchored || present * 2 >= counted.len();
        let line = cover.line;
        enough.then(|| {
            let without = counted.into_iter().filter(|field| !cover.rows.contains(field.wire.as_str()));
            without.map(|field| Missing { message, field, line }).collect::<Vec<_>>()
        })
    });
    missing.flatten().collect()
}

/// The nodes around a row's field, with their fields, as far as the path of the row names them: `data.refund_no` is also
/// a row of `data`.
fn named_around<'a>(tree: &'a Tree, node: usize, path: &'a [String]) -> impl Iterator<Item = (usize, &'a str)> {
    let outer = path.iter().rev().skip(1);
    let named = tree.around(node).zip(outer).take_while(|((_, field), name)| field.wire == **name);
    named.map(|((parent, field), _)| (parent, field.wire.as_str()))
}

/// Whether a page's table would have a row for the field.
fn is_written(field: &Field) -> bool {
    field.is_received() && !field.source.is_layer()
}
