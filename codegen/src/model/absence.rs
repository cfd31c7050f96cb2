//! Values and headers of a request that are absent for a merchant without an optional credential, and cases that a
//! received message chooses without one.

use std::sync::Arc;

use super::{Case, Credential, Field, Part, Sends, Source, Step, Value, operation::Header};

impl Sends {
    /// The optional credentials without any of which a value is absent: those in its text and its keys, also through
    /// the values and headers that it takes. A choice is never absent.
    pub fn needs_of_value(&self, index: usize) -> Vec<Arc<Credential>> {
        let mut needs = Needs::new(self);
        needs.value(index);
        needs.credentials
    }

    /// The optional credentials without any of which a header is left out.
    pub fn needs_of_header(&self, header: &Header) -> Vec<Arc<Credential>> {
        let mut needs = Needs::new(self);
        needs.parts(&header.parts);
        needs.credentials
    }

    /// The optional credentials without any of which a field is not sent, because its value is absent.
    pub fn needs_of_field(&self, field: &Field) -> Vec<Arc<Credential>> {
        let Source::Value(name) = &field.source else { return Vec::new() };
        let index = self.values.iter().position(|value| value.name == *name);
        index.map_or_else(Vec::new, |index| self.needs_of_value(index))
    }
}

impl Value {
    /// The optional credentials without which a received message chooses a case in vain; none if a credential chooses.
    pub fn needs_of_choice(&self, case: &Case) -> Vec<Arc<Credential>> {
        let chosen = self.by.as_ref().is_some_and(|by| by.credential().is_none());
        let of_text = Part::flat(&case.parts).into_iter().chain(case.steps.iter().flat_map(Step::texts));
        let of_text = of_text.filter_map(Part::credential);
        let of_key = case.steps.iter().filter_map(|step| step.key()?.credential());
        let of_pair = case.steps.iter().filter_map(|step| Some(step.signature()?.verify.as_ref()?.credential()));
        let mut needs: Vec<Arc<Credential>> = Vec::new();
        for credential in of_text.chain(of_key).chain(of_pair).filter(|credential| chosen && !credential.required) {
            if !needs.iter().any(|known| known.name == credential.name) {
                needs.push(Arc::clone(credential));
            }
        }
        needs
    }
}

/// The optional credentials that were found, each once.
struct Needs<'s> {
    sends: &'s Sends,
    reached: Vec<usize>,
    credentials: Vec<Arc<Credential>>,
}

impl<'s> Needs<'s> {
    fn new(sends: &'s Sends) -> Self {
        Self { sends, reached: Vec::new(), credentials: Vec::new() }
    }

    fn value(&mut self, index: usize) {
        let Some(value) = self.sends.values.get(index).filter(|value| value.by.is_none()) else { return };
        // Values may form a circle, which is reported elsewhere.
        if self.reached.contains(&index) {
            return;
        }
        self.reached.push(index);
        self.parts(value.cases.iter().flat_map(|case| &case.parts));
        value.steps().for_each(|step| self.step(step));
    }

    fn step(&mut self, step: &Step) {
        let pair = step.signature().and_then(|signature| signature.sign.as_ref());
        let shared = step.key().and_then(|key| key.credential());
        pair.into_iter().chain(shared).for_each(|credential| self.credential(credential));
        step.values().into_iter().for_each(|index| self.value(index));
        self.parts(step.texts());
    }

    fn parts<'p>(&mut self, parts: impl IntoIterator<Item = &'p Part>) {
        for part in Part::flat(parts) {
            if let Some(credential) = part.credential() {
                self.credential(credential);
            }
            Part::values([part]).into_iter().for_each(|index| self.value(index));
            if let Part::Header { name, .. } = part {
                let mut headers = self.sends.headers.iter();
                let header = headers.find(|header| header.name.eq_ignore_ascii_case(name));
                header.into_iter().for_each(|header| self.parts(&header.parts));
            }
        }
    }

    fn credential(&mut self, credential: &Arc<Credential>) {
        let known = self.credentials.iter().any(|known| known.name == credential.name);
        if !credential.required && !known {
            self.credentials.push(Arc::clone(credential));
        }
    }
}
