//! All texts for people of a provider, and the languages of its reference pages.

use super::{Language, Operation, Prose, Provider, Receives, Verify};

impl Provider {
    /// The languages of its reference pages: English, and each other language in which the spec has a text.
    pub fn languages(&self) -> Vec<Language> {
        let texts = self.texts();
        let has = |language: Language| texts.iter().any(|(_, text)| text.is_in(language));
        let languages = Language::ALL.iter().copied();
        languages.filter(|language| *language == Language::English || has(*language)).collect()
    }

    /// The texts for people that the spec has, each with its place.
    pub fn texts(&self) -> Vec<(String, &Prose)> {
        let about = [("title", &self.about.title), ("doc", &self.about.doc)];
        let mut out: Vec<(String, &Prose)> = about.map(|(key, text)| (format!("provider.{key}"), text)).into();
        out.extend(self.tls_identity.iter().map(|text| ("transport.doc".to_owned(), text)));
        out.extend(self.credentials.iter().map(|one| (format!("credentials.{}", one.name), &one.doc)));
        self.enumerations(&mut out);
        self.messages(&mut out);
        self.operations.iter().for_each(|one| operation(one, &mut out));
        self.facts(&mut out);
        out.extend(self.examples.iter().map(|one| (format!("examples.{}", one.name), &one.source)));
        out.extend(self.answers.iter().map(|one| (format!("answers.{}", one.name), &one.source)));
        out.retain(|(_, text)| !text.is_empty());
        out
    }

    fn enumerations<'p>(&'p self, out: &mut Vec<(String, &'p Prose)>) {
        for one in &self.enumerations {
            out.push((format!("enumerations.{}", one.name), &one.doc));
            let values = one.values.iter();
            out.extend(values.map(|value| (format!("enumerations.{}.{}", one.name, value.wire), &value.doc)));
        }
    }

    fn messages<'p>(&'p self, out: &mut Vec<(String, &'p Prose)>) {
        for one in &self.messages {
            let name = &one.name;
            out.push((format!("messages.{name}"), &one.doc));
            out.extend(one.fields.iter().map(|field| (format!("messages.{name}.{}", field.wire), &field.doc)));
            out.extend(one.rules.iter().map(|rule| (format!("messages.{name}.{}", rule.name), &rule.doc)));
        }
    }

    /// The texts of error codes, limits, notes and errata.
    fn facts<'p>(&'p self, out: &mut Vec<(String, &'p Prose)>) {
        for code in &self.errors {
            let texts = [("meaning", &code.meaning), ("remedy", &code.remedy), ("because", &code.because)];
            out.extend(texts.map(|(key, text)| (format!("errors.{}.{key}", code.wire), text)));
        }
        for limit in &self.limits {
            let texts = [("limit", &limit.limit), ("doc", &limit.doc)];
            out.extend(texts.map(|(key, text)| (format!("limits.{}.{key}", limit.name), text)));
        }
        out.extend(self.notes.iter().enumerate().map(|(index, note)| (format!("notes.{index}"), &note.doc)));
        for (index, one) in self.errata.iter().enumerate() {
            let texts = [("says", &one.says), ("does", &one.does), ("because", &one.because)];
            out.extend(texts.map(|(key, text)| (format!("errata.{index}.{key}"), text)));
        }
    }
}

fn operation<'p>(operation: &'p Operation, out: &mut Vec<(String, &'p Prose)>) {
    let name = &operation.name;
    let texts = [("title", &operation.title), ("doc", &operation.doc), ("unnumbered", &operation.unnumbered)];
    out.extend(texts.map(|(key, text)| (format!("operations.{name}.{key}"), text)));
    let values = operation.sends.iter().flat_map(|sends| &sends.values);
    let values = values.chain(operation.receives.iter().flat_map(|receives| &receives.values));
    out.extend(values.map(|value| (format!("values.{}", value.name), &value.doc)));
    let receives = operation.receives.iter().flat_map(received);
    out.extend(receives.map(|(key, text)| (format!("operations.{name}.{key}"), text)));
}

/// The texts about what is received, by their keys.
fn received(receives: &Receives) -> Vec<(&'static str, &Prose)> {
    let mut out = vec![("unechoed", &receives.unechoed)];
    out.extend(receives.outcome.iter().map(|row| ("outcome.because", &row.because)));
    match &receives.verify {
        Some(Verify::Unsigned { why, .. }) => out.push(("verify.unsigned", why)),
        Some(Verify::Token { why, .. }) => out.push(("verify.because", why)),
        Some(Verify::Signed { refuses, partial, .. }) => {
            out.extend([("verify.refuses", refuses), ("verify.partial", partial)]);
        }
        None => {}
    }
    out
}
