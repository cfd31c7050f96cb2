//! Received lists of which one item is ours, and the comparisons that pick it.

use std::sync::Arc;

use super::{Echo, Field, Message, Receives, Type, operation::dotted};

/// A list and the comparison that picks its item.
#[derive(Clone, Copy, Debug)]
pub struct Pick<'r> {
    /// The path of the list.
    pub list: &'r [Arc<Field>],
    /// The member of an item that has the number of our refund.
    pub number: &'r Arc<Field>,
    /// The comparison of the number with the request.
    pub echo: &'r Echo,
}

impl Field {
    /// The message whose members a path may name after this field: that of an object, or of the picked item.
    pub fn inner(&self) -> Option<&Arc<Message>> {
        let content = self.ty.content();
        if self.pick.is_some() || matches!(content, Type::Object(_)) { content.message() } else { None }
    }
}

impl Receives {
    /// The lists of which the comparison with the request picks an item, outer lists first.
    pub fn picks(&self) -> Vec<Pick<'_>> {
        let mut out: Vec<Pick<'_>> = Vec::new();
        for (echo, path) in self.echo.iter().flat_map(|echo| echo.answers.iter().map(move |path| (echo, path))) {
            let Some((number, list)) = path.split_last() else { continue };
            let key = list.last().and_then(|list| list.pick.as_ref());
            let known = || out.iter().any(|pick| dotted(pick.list) == dotted(list));
            if key.is_some_and(|key| key.span == number.span) && !known() {
                out.push(Pick { list, number, echo });
            }
        }
        out.sort_by_key(|pick| pick.list.len());
        out
    }
}

impl Echo {
    /// The echo's first member, if it is outside the lists that the comparison picks an item of, so that it can be read
    /// before the comparison.
    pub fn known_early(&self) -> Option<&[Arc<Field>]> {
        self.answers.first().filter(|path| path.iter().all(|field| field.pick.is_none())).map(Vec::as_slice)
    }
}

impl Pick<'_> {
    /// The path of the number as authors write it.
    pub fn name(&self) -> String {
        format!("{}.{}", dotted(self.list), self.number.wire)
    }
}
