//! Turns a field's path in the spec into its path in this request, with list indices.

use std::fmt::Write;

/// The members entered so far, each with its index in a list.
#[derive(Default)]
pub(super) struct Path<'a>(Vec<(&'a str, Option<usize>)>);

impl<'a> Path<'a> {
    pub(super) fn enter(&mut self, member: &'a str, index: Option<usize>) {
        self.0.push((member, index));
    }

    pub(super) fn leave(&mut self) {
        self.0.pop();
    }

    /// `goods_details.price` inside the second entry of `goods_details` is `goods_details[1].price`.
    pub(super) fn of(&self, field: &str) -> String {
        let mut path = String::new();
        for (member, index) in &self.0 {
            push(&mut path, member);
            if let Some(index) = index {
                // Writing to a `String` cannot fail.
                let _ = write!(path, "[{index}]");
            }
        }
        self.inner(field).for_each(|name| push(&mut path, name));
        path
    }

    /// The part of the field's path below the entered members.
    fn inner<'f>(&self, field: &'f str) -> impl Iterator<Item = &'f str> {
        let entered = self.0.iter().zip(field.split('.')).take_while(|((member, _), name)| member == name).count();
        field.split('.').skip(entered).filter(|name| !name.is_empty())
    }
}

fn push(path: &mut String, name: &str) {
    if !path.is_empty() {
        path.push('.');
    }
    path.push_str(name);
}
