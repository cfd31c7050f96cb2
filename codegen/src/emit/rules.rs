//! The rules of a provider as statics, which checks and lifts refer to.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use refundry_vocabulary::Characters;

use super::module::Module;
use super::{docs, names, style};
use crate::model::{
    Bound, Field, Provider, RuleKind, Sends, Unit,
    message::snake,
    rules::{self, Demand, NamedRule},
};

/// The module with one child module per message.
pub(super) fn module(provider: &Provider) -> Module {
    let doc = vec![" The rules that requests keep; pass one to `lift` to leave it out of one request.".to_owned()];
    let mut module = Module::new("rules", doc, Vec::new());
    let own: Vec<NamedRule> =
        provider.credentials.iter().flat_map(|credential| rules::of_credential(credential)).collect();
    if !own.is_empty() {
        module.children.push(Module::new("credentials", vec![" Rules of the credentials.".to_owned()], listed(&own)));
    }
    for (message, nested) in provider.sent_messages() {
        let rules = rules::of_message(provider, message, nested);
        if !rules.is_empty() {
            module.children.push(Module::new(
                snake(&message.name),
                vec![format!(" Rules of `{}`.", message.name)],
                listed(&rules),
            ));
        }
    }
    module
}

/// The statement that rejects lifted rules of other operations.
pub(super) fn known(provider: &Provider, sends: &Sends) -> TokenStream {
    let lists = lists(provider, sends);
    quote!(check.known(&[#(#lists),*]);)
}

/// The lists of the rules that a caller may lift for a request.
pub(super) fn lists(provider: &Provider, sends: &Sends) -> Vec<TokenStream> {
    let own = provider.checks_credentials().then(|| quote!(rules::credentials::LISTED));
    let lists = sends.messages().into_iter().filter(|message| rules::has_rules(provider, message)).map(|message| {
        let name = names::ident(&snake(&message.name));
        quote!(rules::#name::LISTED)
    });
    own.into_iter().chain(lists).collect()
}

/// The list of a module's rules.
fn listed(rules: &[NamedRule]) -> Vec<TokenStream> {
    let section = rules.first().map_or("", |rule| rule.section.as_str());
    let shared = rules.iter().all(|rule| rule.section == section);
    let section = if shared { section } else { "" };
    let (names, declarations): (Vec<Ident>, Vec<TokenStream>) = rules.iter().map(|rule| declare(rule, section)).unzip();
    let list = quote! {
        /// All of them.
        pub static LISTED: &[&Rule] = &[#(&#names),*];
    };
    let carried = rules.iter().find_map(|rule| match &rule.demand {
        Demand::Bound(bound @ Bound::Characters(_)) => Some(limit(bound)),
        Demand::Bound(_) | Demand::Between(_) => None,
    });
    let carried = carried.map(|limit| quote!(const CARRIED: Limit = #limit;));
    let prefix = rules.first().and_then(|rule| rule.id.strip_suffix(rule.local.as_str())).unwrap_or_default();
    let section = (!section.is_empty()).then(|| quote!(.section(#section)));
    let head = quote! {
        use rt::{Limit, Rule};
        #carried
        const fn rule(id: &'static str, limit: Limit) -> Rule {
            Rule::named(#prefix, id, limit) #section
        }
    };
    [head].into_iter().chain(declarations).chain([list]).collect()
}

/// The path of a rule's static from a module that uses `rules`.
pub(super) fn path(message: &str, local: &str) -> TokenStream {
    let (message, rule) = (names::ident(&snake(message)), names::rule(local));
    quote!(rules::#message::#rule)
}

/// The import of a message's rules into the function that checks them.
pub(super) fn import(message: &str, checks: &TokenStream) -> Option<TokenStream> {
    let message = names::ident(&snake(message));
    names_a_static(checks.clone()).then(|| quote!(use super::rules::#message::*;))
}

/// Whether the checks name a rule. A block with imports of its own names the rules of another message.
fn names_a_static(tokens: TokenStream) -> bool {
    let imports = |tokens: TokenStream| tokens.into_iter().next().is_some_and(|first| first.to_string() == "use");
    tokens.into_iter().any(|token| match token {
        TokenTree::Group(group) => !imports(group.stream()) && names_a_static(group.stream()),
        TokenTree::Ident(ident) => !ident.to_string().contains(|c: char| c.is_lowercase()),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

/// The rule's name in violations; the name of a nested message's rule includes the message.
pub(super) fn id(provider: &Provider, message: &str, local: &str) -> String {
    let nested = provider.sent_messages().iter().any(|(other, nested)| other.name == message && *nested);
    if nested { format!("{message}.{local}") } else { local.to_owned() }
}

/// A rule as a static, and the static's name. `shared` is the section of all rules of the module.
fn declare(rule: &NamedRule, shared: &str) -> (Ident, TokenStream) {
    let NamedRule { id, section, .. } = rule;
    let name = names::rule(&rule.local);
    let limit = match &rule.demand {
        Demand::Bound(Bound::Characters(_)) => quote!(CARRIED),
        Demand::Bound(bound) => limit(bound),
        Demand::Between(RuleKind::AtLeastOneOf(fields)) => one_of(quote!(at_least_one_of), fields),
        Demand::Between(RuleKind::ExactlyOneOf(fields)) => one_of(quote!(exactly_one_of), fields),
        Demand::Between(RuleKind::Check(expr)) => {
            let text = &expr.text;
            quote!(Limit::check(#text))
        }
    };
    let doc = docs::doc(&docs::paragraph(&docs::sentence(&rule.text)));
    let section = (section != shared).then(|| quote!(.section(#section)));
    let secret = rule.secret.then(|| quote!(.secret()));
    let firm = rule.firm.then(|| quote!(.firm()));
    let declaration = quote! {
        #doc
        pub static #name: Rule = rule(#id, #limit) #section #secret #firm;
    };
    (name, declaration)
}

fn one_of(limit: TokenStream, fields: &[std::sync::Arc<Field>]) -> TokenStream {
    let names = fields.iter().map(|field| &field.wire);
    quote!(Limit::#limit(&[#(#names),*]))
}

/// A bound as a limit of the runtime.
fn limit(bound: &Bound) -> TokenStream {
    match bound {
        Bound::Required => quote!(Limit::Required),
        Bound::RequiredWhen(condition) => quote!(Limit::required_when(#condition)),
        Bound::Length { min, max, unit } => {
            let (min, max) = (size(*min), size(*max));
            let counted = names::ident(match unit {
                Unit::Characters => "characters",
                Unit::Bytes => "bytes",
                Unit::Unstated => "unstated",
            });
            quote!(Limit::#counted(#min, #max))
        }
        Bound::Digits { min, max } => {
            let (min, max) = (size(*min), size(*max));
            quote!(Limit::digits(#min, #max))
        }
        Bound::Listed(values) => quote!(Limit::listed(&[#(#values),*])),
        Bound::Alphabet(ranges) => {
            let ranges = ranges.iter().map(|(from, to)| quote!((#from, #to)));
            quote!(Limit::alphabet(&[#(#ranges),*]))
        }
        Bound::Pattern(form) => quote!(Limit::pattern(#form)),
        Bound::Range { min, max } => {
            let (min, max) = (number(*min), number(*max));
            quote!(Limit::range(#min, #max))
        }
        Bound::Entries(max) => {
            let max = size(*max);
            quote!(Limit::Entries { max: #max })
        }
        Bound::Keys(taken) => quote!(Limit::keys(&[#(#taken),*])),
        Bound::KeyLength(max, unit) => {
            let (max, unit) = (size(*max), self::unit(*unit));
            quote!(Limit::KeyLength { max: #max, unit: #unit })
        }
        Bound::ValueLength(max, unit) => {
            let (max, unit) = (size(*max), self::unit(*unit));
            quote!(Limit::ValueLength { max: #max, unit: #unit })
        }
        Bound::Currency => quote!(Limit::Currency),
        Bound::Year => quote!(Limit::Year),
        Bound::Characters(set) => {
            let set = characters(&set.set());
            quote!(Limit::Characters(#set))
        }
    }
}

fn size(size: usize) -> TokenStream {
    if size == usize::MAX {
        quote!(usize::MAX)
    } else {
        proc_macro2::Literal::usize_unsuffixed(size).into_token_stream()
    }
}

fn number(number: i64) -> TokenStream {
    match number {
        i64::MIN => quote!(i64::MIN),
        i64::MAX => quote!(i64::MAX),
        number => proc_macro2::Literal::i64_unsuffixed(number).into_token_stream(),
    }
}

/// A set of characters in the runtime's terms.
pub(super) fn characters(set: &Characters) -> TokenStream {
    let set = match set {
        Characters::XmlBasicPlane => quote!(XmlBasicPlane),
        Characters::Xml => quote!(Xml),
        Characters::BasicPlane => quote!(BasicPlane),
        Characters::HeaderValue => quote!(HeaderValue),
        Characters::Pairs(separators) => {
            let separators = style::separators(separators);
            quote!(Pairs(#separators))
        }
        Characters::Charset(charset) => {
            let charset = style::charset(*charset);
            quote!(Charset(#charset))
        }
        Characters::All(sets) => {
            let sets = sets.iter().map(characters);
            quote!(all(&[#(#sets),*]))
        }
    };
    quote!(rt::Characters::#set)
}

fn unit(unit: Unit) -> TokenStream {
    let unit = names::ident(unit.variant());
    quote!(rt::Unit::#unit)
}
