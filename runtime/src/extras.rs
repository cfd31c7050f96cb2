//! Fields that a caller adds to a request although the spec does not declare them.

use std::fmt;

/// The extra fields in the order of their first insertion. `Debug` prints the names only.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Extras(Vec<ExtraField>);

#[derive(Clone, PartialEq, Eq)]
pub(crate) struct ExtraField {
    pub(crate) name: String,
    pub(crate) value: String,
    pub(crate) literal: bool,
}

static NONE: Extras = Extras(Vec::new());

impl Extras {
    /// No extra fields, for canonical texts that exclude them.
    pub fn none() -> &'static Self {
        &NONE
    }

    /// Adds a text at the end, or replaces the field of this name at its place.
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.put(ExtraField { name: name.into(), value: value.into(), literal: false });
    }

    /// Adds a JSON value, such as a number or an object, which the JSON codec writes unchanged.
    pub fn insert_literal(&mut self, name: impl Into<String>, json: impl Into<String>) {
        self.put(ExtraField { name: name.into(), value: json.into(), literal: true });
    }

    /// Removes the field of this name.
    pub fn remove(&mut self, name: &str) {
        self.0.retain(|field| field.name != name);
    }

    /// Replaces each text, but no JSON value; `true` if any text changed.
    pub fn rewrite(&mut self, of: impl Fn(&str) -> String) -> bool {
        let texts = self.0.iter_mut().filter(|field| !field.literal);
        texts.fold(false, |changed, field| {
            let text = of(&field.value);
            let differs = text != field.value;
            field.value = text;
            changed | differs
        })
    }

    /// The names and values, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|field| (field.name.as_str(), field.value.as_str()))
    }

    /// Whether there are no extra fields.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn fields(&self) -> &[ExtraField] {
        &self.0
    }

    fn put(&mut self, field: ExtraField) {
        match self.0.iter_mut().find(|known| known.name == field.name) {
            Some(known) => *known = field,
            None => self.0.push(field),
        }
    }
}

impl fmt::Debug for Extras {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.iter().map(|field| &field.name)).finish()
    }
}
