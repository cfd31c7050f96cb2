//! Assigns tables to messages by the names that they share, never by headings.

use std::collections::HashSet;

use super::row::{Fields, Row};
use super::subject::is_usual_header;
use super::tree::Tree;

/// A table with its message.
#[derive(Debug)]
pub struct Assigned<'a> {
    /// The table.
    pub table: &'a Fields,
    /// The index of the operation's message tree.
    pub tree: usize,
    /// The node of the message with the most rows.
    pub anchor: usize,
    /// The node of each row's field; `None` if no message has it.
    pub nodes: Vec<Option<usize>>,
    /// The node to which each row belongs by its depth and path, also if it has no such field.
    pub homes: Vec<usize>,
}

/// The assignment of all tables.
#[derive(Debug, Default)]
pub struct Assignment<'a> {
    /// The tables that fit a message.
    pub assigned: Vec<Assigned<'a>>,
    /// The tables that fit no message.
    pub strange: Vec<&'a Fields>,
}

/// Fields that a table describes: index of the tree, node, wire name.
type Taken = HashSet<(usize, usize, String)>;

/// Assigns the tables, the best fits first: a table of another interface that shares half of its names with a message
/// must not take it from the table that has all of them.
pub fn assign<'a>(tables: &'a [Fields], trees: &[Tree]) -> Assignment<'a> {
    let totals = totals(tables, trees);
    let mut order: Vec<(usize, usize, &Fields)> =
        tables.iter().map(|table| (best(table, trees), table.rows.len(), table)).collect();
    order.sort_by(|(hits, rows, _), (other, others, _)| other.cmp(hits).then(rows.cmp(others)));
    let mut taken = Taken::new();
    let mut out = Assignment::default();
    for (_, _, table) in order {
        match choose(table, trees, &totals, &taken) {
            Some(assigned) => {
                let bound = assigned.nodes.iter().zip(&table.rows);
                taken.extend(bound.filter_map(|(node, row)| Some((assigned.tree, (*node)?, row.name().to_owned()))));
                out.assigned.push(assigned);
            }
            None => out.strange.push(table),
        }
    }
    out.assigned.sort_by_key(|assigned| assigned.table.line);
    out.strange.sort_by_key(|table| table.line);
    out
}

fn hits(table: &Fields, tree: &Tree) -> usize {
    table.rows.iter().filter(|row| !tree.places(row.name()).is_empty()).count()
}

fn best(table: &Fields, trees: &[Tree]) -> usize {
    trees.iter().map(|tree| hits(table, tree)).max().unwrap_or_default()
}

/// The number of rows that each operation explains on the whole page: it decides if a table fits several operations.
fn totals(tables: &[Fields], trees: &[Tree]) -> Vec<usize> {
    let operations = trees.iter().map(|tree| tree.operation + 1).max().unwrap_or_default();
    let mut totals = vec![0; operations];
    for table in tables {
        for (operation, total) in totals.iter_mut().enumerate() {
            let of = trees.iter().filter(|tree| tree.operation == operation);
            *total += of.map(|tree| hits(table, tree)).max().unwrap_or_default();
        }
    }
    totals
}

fn choose<'a>(table: &'a Fields, trees: &[Tree], totals: &[usize], taken: &Taken) -> Option<Assigned<'a>> {
    let other = |tree: &Tree| table.side.is_some() && tree.side.is_some() && table.side != tree.side;
    let fits = trees.iter().enumerate().filter(|(_, tree)| !other(tree)).filter_map(|(at, tree)| {
        let hits = hits(table, tree);
        // Less than half of the rows is a coincidence.
        let usual = table.rows.iter().filter(|row| table.headers && is_usual_header(row.name())).count();
        if hits == 0 || hits * 2 < table.rows.len() - usual {
            return None;
        }
        let anchor = anchor(table.rows.iter(), tree, at, taken)?;
        let (nodes, homes) = bind(table, tree, at, anchor, taken);
        let assigned = Assigned { table, tree: at, anchor, nodes, homes };
        let again = assigned
            .nodes
            .iter()
            .zip(&table.rows)
            .filter(|(node, row)| node.is_some_and(|node| taken.contains(&(at, node, row.name().to_owned()))));
        // Skip a message that another table describes already.
        if again.count() * 2 > hits {
            return None;
        }
        let own = overlap(table, tree, anchor);
        let total = totals.get(tree.operation).copied().unwrap_or_default();
        let named = table.caption.is_some() && table.caption == tree.side;
        Some(((hits, named, own, total, std::cmp::Reverse(at)), assigned))
    });
    fits.max_by_key(|(weight, _)| *weight).map(|(_, assigned)| assigned)
}

fn overlap(table: &Fields, tree: &Tree, node: usize) -> usize {
    table.rows.iter().filter(|row| tree.places(row.name()).contains(&node)).count()
}

/// The node with the most rows, counting twice those that no other table describes; the outermost of equal ones.
fn anchor<'a>(rows: impl Iterator<Item = &'a Row>, tree: &Tree, at: usize, taken: &Taken) -> Option<usize> {
    let mut weights = vec![0usize; tree.nodes.len()];
    for row in rows {
        for node in tree.places(row.name()) {
            let free = !taken.contains(&(at, *node, row.name().to_owned()));
            weights.get_mut(*node).into_iter().for_each(|weight| *weight += 1 + usize::from(free));
        }
    }
    let most = weights.iter().copied().max().filter(|most| *most > 0)?;
    weights.iter().position(|weight| *weight == most)
}

/// The node of each row's field, and the node to which each row belongs.
fn bind(table: &Fields, tree: &Tree, at: usize, anchor: usize, taken: &Taken) -> (Vec<Option<usize>>, Vec<usize>) {
    let mut bound: Vec<Option<usize>> = Vec::with_capacity(table.rows.len());
    let mut homes: Vec<Option<usize>> = Vec::with_capacity(table.rows.len());
    let mut seen: HashSet<(usize, &str)> = HashSet::new();
    // The node of the rows that are not nested.
    let outer = table.rows.iter().filter(|row| !row.is_nested());
    let root = self::anchor(outer, tree, at, taken).unwrap_or(anchor);
    // The rows above that a deeper row may belong to: depth, and the node that its field contains.
    let mut above: Vec<(usize, Option<usize>)> = Vec::new();
    for row in &table.rows {
        above.retain(|(depth, _)| *depth < row.depth);
        let inside = above.last().filter(|_| row.depth > 0).and_then(|(_, holds)| *holds);
        let free =
            |node: &usize| !seen.contains(&(*node, row.name())) && !taken.contains(&(at, *node, row.name().to_owned()));
        let holder = holder(row, tree).or(inside);
        let candidates = candidates(row, tree, if row.is_nested() { anchor } else { root }, holder);
        // A row may repeat a name, but a child row is not the field of that name outside.
        let again = || candidates.first().copied().filter(|node| row.depth == 0 || holder == Some(*node));
        let node = candidates.iter().copied().find(free).or_else(again);
        if let Some(node) = node {
            seen.insert((node, row.name()));
        }
        above.push((row.depth, node.and_then(|node| tree.child(node, row.name()))));
        homes.push(node.or(holder));
        bound.push(node);
    }
    (bound, homes.into_iter().map(|home| home.unwrap_or(root)).collect())
}

/// The node of the message that the path of a row names: that in `data` for `data.refund_no`.
fn holder(row: &Row, tree: &Tree) -> Option<usize> {
    let (_, outer) = row.path.split_last()?;
    let last = outer.last()?;
    let holds = |node: &usize| tree.around(*node).next().is_some_and(|(_, field)| field.wire == *last);
    (0..tree.nodes.len()).filter(holds).find(|node| is_below(tree, *node, &row.path))
}

/// The nodes that may contain a row's field, the likeliest first.
fn candidates(row: &Row, tree: &Tree, anchor: usize, inside: Option<usize>) -> Vec<usize> {
    let within = |node: &usize| {
        inside.is_none_or(|holder| *node == holder || tree.around(*node).any(|(around, _)| around == holder))
    };
    let mut out: Vec<usize> = tree.places(row.name()).iter().copied().filter(within).collect();
    out.sort_by_key(|node| {
        let named = row.path.len() > 1 && is_below(tree, *node, &row.path);
        let distance = distance(tree, anchor, *node);
        (inside != Some(*node), !named, distance, *node)
    });
    out
}

/// Whether the fields around a node have the names of the row's path before the last.
fn is_below(tree: &Tree, node: usize, path: &[String]) -> bool {
    let outer = path.iter().rev().skip(1);
    outer.zip(tree.around(node)).all(|(name, (_, field))| field.wire == *name)
}

/// The distance of a node from the anchor; nodes inside the anchor are nearer than those around it.
fn distance(tree: &Tree, anchor: usize, node: usize) -> (usize, usize) {
    if node == anchor {
        return (0, 0);
    }
    if let Some(steps) = tree.around(node).position(|(at, _)| at == anchor) {
        return (1, steps);
    }
    match tree.around(anchor).position(|(at, _)| at == node) {
        Some(steps) => (2, steps),
        None => (3, 0),
    }
}
