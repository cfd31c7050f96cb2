//! Values: the text of each case, and the steps over it.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::quote;

use super::{names, part_emitter::PartEmitter, parts::parts_expr, step};
use crate::model::{Case, Credential, Step, Value};

/// The statement `let NAME = …;` that computes a value.
pub(super) fn compute(emitter: &dyn PartEmitter, value: &Value) -> TokenStream {
    guarded(value, &expression(emitter, value), None)
}

/// The statement `let NAME = …;` with an empty value if the condition `present` does not hold.
pub(super) fn guarded(value: &Value, body: &TokenStream, present: Option<&TokenStream>) -> TokenStream {
    let local = names::local(&value.name);
    let body = match (present, value.yields_text()) {
        (None, _) => body.clone(),
        (Some(present), true) => or_empty(present, body),
        (Some(present), false) => quote!(if #present { #body.to_vec() } else { Vec::new() }),
    };
    if value.secret { quote!(let #local = rt::Zeroizing::new(#body);) } else { quote!(let #local = #body;) }
}

/// A text that is empty if the condition `present` does not hold.
pub(super) fn or_empty(present: &TokenStream, text: &TokenStream) -> TokenStream {
    let text = unbraced(text).unwrap_or_else(|| text.clone());
    quote!(if #present { #text } else { String::new() })
}

/// The statements of a block; `None` for any other expression.
fn unbraced(expression: &TokenStream) -> Option<TokenStream> {
    let mut tokens = expression.clone().into_iter();
    match (tokens.next()?, tokens.next()) {
        (TokenTree::Group(group), None) if group.delimiter() == Delimiter::Brace => Some(group.stream()),
        _ => None,
    }
}

/// A value as one expression. A text that all cases share is bound once, before the choice.
pub(super) fn expression(emitter: &dyn PartEmitter, value: &Value) -> TokenStream {
    match Input::shared(emitter, value) {
        Some(input) if value.cases.iter().all(|case| !case.steps.is_empty()) => {
            let (start, chosen) = (&input.start, choose(emitter, value, |case| input.stepped(emitter, &case.steps)));
            quote!({ #start #chosen })
        }
        _ => choose(emitter, value, |case| all_steps(emitter, case)),
    }
}

/// The text of a case as the input of its steps.
pub(super) struct Input {
    /// The statement that binds the text; empty if the text is an expression.
    pub(super) start: TokenStream,
    /// The bytes of the text.
    pub(super) bytes: TokenStream,
    secret: bool,
}

impl Input {
    pub(super) fn of(emitter: &dyn PartEmitter, case: &Case) -> Self {
        let (text, borrowed) = parts_expr(emitter, &case.parts);
        // A text that contains a key is wiped like the key.
        let secret = case.holds_secret(emitter.values());
        let start = match (borrowed, secret) {
            (true, _) => quote!(),
            (false, false) => quote!(let text = #text;),
            (false, true) => quote!(let text = rt::Zeroizing::new(#text);),
        };
        let bytes = if borrowed { quote!(str::as_bytes(#text)) } else { quote!(text.as_bytes()) };
        Self { start, bytes, secret }
    }

    /// The input that all cases of a choice share, if it is bound by a statement.
    pub(super) fn shared(emitter: &dyn PartEmitter, value: &Value) -> Option<Self> {
        value.by.as_ref()?;
        let mut inputs = value.cases.iter().map(|case| Self::of(emitter, case));
        let first = inputs.next().filter(|first| !first.start.is_empty())?;
        let start = first.start.to_string();
        inputs.all(|other| other.start.to_string() == start).then_some(first)
    }

    fn stepped(&self, emitter: &dyn PartEmitter, steps: &[Step]) -> TokenStream {
        let (lets, result) = step::wiped_steps_expr(emitter, self.bytes.clone(), steps, self.secret);
        if lets.is_empty() { result } else { quote!({ #lets #result }) }
    }
}

/// The expression of the only case, or of the chosen case.
pub(super) fn choose(emitter: &dyn PartEmitter, value: &Value, of: impl Fn(&Case) -> TokenStream) -> TokenStream {
    let Some(by) = &value.by else {
        return value.cases.first().map(of).unwrap_or_default();
    };
    let by = match by.credential().filter(|credential| !credential.required) {
        Some(credential) => text_or_empty(credential),
        None => match parts_expr(emitter, std::slice::from_ref(by)) {
            (by, true) => quote!(AsRef::<str>::as_ref(#by)),
            (by, false) => quote!(#by.as_str()),
        },
    };
    let cases = value.cases.iter().map(|case| (case.when.as_deref(), held(emitter, value, case, of(case))));
    let (listed, default) = merged(cases);
    match (listed.is_empty(), default) {
        (true, Some(only)) => only,
        (_, default) => {
            let arms = listed.iter().map(|(texts, expression)| quote!(#(#texts)|* => #expression,));
            let otherwise = default.unwrap_or_else(|| {
                let error = emitter.unlisted();
                quote!(return Err(#error))
            });
            quote!(match #by { #(#arms)* _ => #otherwise, })
        }
    }
}

/// The expression of a case. A message that chooses a case without its credentials is not believed.
fn held(emitter: &dyn PartEmitter, value: &Value, case: &Case, expression: TokenStream) -> TokenStream {
    let needs = value.needs_of_choice(case);
    if needs.is_empty() || !emitter.is_received() {
        return expression;
    }
    let names = needs.iter().map(|credential| names::ident(&credential.name));
    let (error, expression) = (emitter.unlisted(), unbraced(&expression).unwrap_or(expression));
    quote!({ if #(credentials.#names.is_none())||* { return Err(#error); } #expression })
}

/// The different expressions with the texts that choose them, and the expression of any other text.
fn merged<'t>(
    cases: impl Iterator<Item = (Option<&'t str>, TokenStream)>,
) -> (Vec<(Vec<&'t str>, TokenStream)>, Option<TokenStream>) {
    let (mut listed, mut default): (Vec<(Vec<&str>, TokenStream)>, _) = (Vec::new(), None);
    for (when, expression) in cases {
        let same = |other: &TokenStream| other.to_string() == expression.to_string();
        match (when, listed.iter_mut().find(|(_, other)| same(other))) {
            (None, _) => default = Some(expression),
            (Some(text), Some((texts, _))) => texts.push(text),
            (Some(text), None) => listed.push((vec![text], expression)),
        }
    }
    let fallback = default.as_ref().map(TokenStream::to_string);
    listed.retain(|(_, expression)| fallback.as_ref() != Some(&expression.to_string()));
    (listed, default)
}

/// A text and its steps as one expression: a `String` if the last step yields text, bytes otherwise.
pub(super) fn all_steps(emitter: &dyn PartEmitter, case: &Case) -> TokenStream {
    if case.steps.is_empty() {
        let (text, borrowed) = parts_expr(emitter, &case.parts);
        return if borrowed { quote!(str::to_owned(#text)) } else { text };
    }
    let input = Input::of(emitter, case);
    let (lets, result) = step::wiped_steps_expr(emitter, input.bytes, &case.steps, input.secret);
    let start = input.start;
    quote!({ #start #lets #result })
}

/// A credential as text; empty if it is absent.
fn text_or_empty(credential: &Credential) -> TokenStream {
    let name = names::ident(&credential.name);
    match credential.secret {
        true => quote!(credentials.#name.as_ref().map_or("", |value| value.expose())),
        false => quote!(credentials.#name.as_deref().unwrap_or_default()),
    }
}
