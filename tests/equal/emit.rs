//! A module for each provider: JSON to the generated request, and the generated answer to JSON.

use std::sync::Arc;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use refundry_codegen::{
    model::{
        Codec, Credential, CredentialType, Family, Field, KeyType, Layer, Message, Operation, Provider, Type,
        message::snake, rules, rust_name,
    },
    spec::syntax::Place,
};

use refundry_specs::Spec;

/// The source with a module per provider, and the function that runs a case.
pub fn providers(specs: &[Spec]) -> String {
    let modules = specs.iter().map(module);
    let arms = specs.iter().map(|spec| {
        let (key, module) = (&spec.key, spec_module(spec));
        quote!(#key => #module::run(case, sets),)
    });
    quote! {
        use serde_json::Value;
        /// The result of a case from generated code.
        pub fn run(case: &Value, sets: crate::CredentialValue<'_>) -> Value {
            match case["spec"].as_str().expect("a spec") {
                #(#arms)*
                other => panic!("there is no spec {other}"),
            }
        }
        #(#modules)*
    }
    .to_string()
}

fn spec_module(spec: &Spec) -> Ident {
    format_ident!("{}_{}", spec.krate, spec.provider.id)
}

fn module(spec: &Spec) -> TokenStream {
    let provider = &spec.provider;
    let (module, krate, id) = (spec_module(spec), ident(spec.krate), ident(&provider.id));
    let sent = provider.sent_objects().into_iter().map(object);
    let received = received_messages(provider).into_iter().map(received_object);
    let operations = provider.operations.iter().filter(|operation| operation.sends.is_some());
    let arms = operations.clone().map(|operation| {
        let (name, function) = (&operation.name, run_name(operation));
        quote!(#name => #function(case, sets),)
    });
    let runs = operations.map(|operation| run(provider, operation));
    let (credentials, lifted, server) = (credentials(provider), lifted(provider), server(provider));
    quote! {
        mod #module {
            use crate::{CredentialValue, shared::*};
            use #krate::#id as p;
            use refundry_runtime as rt;
            use serde_json::{Map, Value, json};
            #credentials
            #lifted
            #server
            #(#sent)*
            #(#received)*
            #(#runs)*
            pub fn run(case: &Value, sets: CredentialValue<'_>) -> Value {
                match case["operation"].as_str().expect("an operation") {
                    #(#arms)*
                    other => panic!("there is no operation {other}"),
                }
            }
        }
    }
}

fn ident(name: &str) -> Ident {
    format_ident!("{name}")
}

fn constant(name: &str) -> Ident {
    ident(&rust_name::static_name(name))
}

fn type_name(name: &str) -> Ident {
    ident(&rust_name::type_name(name))
}

fn run_name(operation: &Operation) -> Ident {
    format_ident!("run_{}", snake(&operation.name))
}

/// Reads the credentials of a case by their index. Keys are slow to read, so each set is cached.
fn credentials(provider: &Provider) -> TokenStream {
    let fields = provider.credentials.iter().map(|credential| {
        let (name, wire) = (ident(&credential.name), &credential.name);
        let read = format_ident!("{}", credential_reader(credential));
        match credential.required {
            true => quote!(#name: #read(at(json, #wire)),),
            false => quote!(#name: json.get(#wire).map(#read),),
        }
    });
    quote! {
        fn credentials(number: &Value, sets: CredentialValue<'_>) -> &'static p::Credentials {
            thread_local!(static KEPT: std::cell::RefCell<std::collections::HashMap<i64, &'static p::Credentials>> = Default::default());
            KEPT.with_borrow_mut(|kept| {
                *kept.entry(integer(number)).or_insert_with(|| {
                    let json = &*sets(number);
                    Box::leak(Box::new(p::Credentials { #(#fields)* }))
                })
            })
        }
    }
}

/// The shared function that reads a credential.
fn credential_reader(credential: &Credential) -> &'static str {
    match &credential.ty {
        CredentialType::Text(_) if credential.secret => "secret",
        CredentialType::Text(_) => "text",
        CredentialType::Key(key) => match key {
            KeyType::Hex => "hex_key",
            KeyType::Base64 => "base64_key",
            KeyType::SharedSet => "shared_set",
            KeyType::RsaPrivate => "rsa_private",
            KeyType::RsaPublic => "rsa_public",
            KeyType::RsaPublicSet => "rsa_public_set",
            KeyType::WeakRsaPrivate => "weak_private",
            KeyType::WeakRsaPublic => "weak_public",
            KeyType::Sm2Private => "sm2_private",
            KeyType::Sm2Public => "sm2_public",
            KeyType::P256Private => "p256_private",
            KeyType::P256Public => "p256_public",
            KeyType::P256PublicSet => "p256_public_set",
            KeyType::P384Private => "p384_private",
            KeyType::P384Public => "p384_public",
            KeyType::Certificate => "certificate",
            KeyType::TrustAnchors => "trust_anchors",
        },
    }
}

/// Finds a rule by its message (`null` for credentials) and its name.
fn lifted(provider: &Provider) -> TokenStream {
    let own = provider.credentials.iter().flat_map(|credential| rules::of_credential(credential));
    let own = own.map(|rule| (String::new(), "credentials".to_owned(), rule.local));
    let sent = provider.sent_messages().into_iter().flat_map(|(message, nested)| {
        let rules = rules::of_message(provider, message, nested).into_iter();
        rules.map(|rule| (message.name.clone(), snake(&message.name), rule.local))
    });
    let arms = own.chain(sent).map(|(message, module, local)| {
        let (module, rule) = (ident(&module), constant(&local));
        quote!((#message, #local) => &p::rules::#module::#rule,)
    });
    quote! {
        fn lifted(name: &Value) -> &'static rt::Rule {
            match (text(&name[0]).as_str(), text(&name[1]).as_str()) {
                #(#arms)*
                other => panic!("there is no rule {other:?}"),
            }
        }
    }
}

fn server(provider: &Provider) -> TokenStream {
    let arms = provider.servers.iter().map(|server| {
        let (name, constant) = (&server.name, constant(&server.name));
        quote!(#name => &p::servers::#constant,)
    });
    quote! {
        fn server(name: &Value) -> &'static rt::Server<p::Provider> {
            match text(name).as_str() {
                #(#arms)*
                other => panic!("there is no server {other}"),
            }
        }
    }
}

fn object(message: &Message) -> TokenStream {
    let (function, name) = (sent_name(message), type_name(&message.name));
    let (plain, optional): (Vec<&Arc<Field>>, Vec<_>) = message.caller_fields().partition(|field| field.is_plain());
    let fields = plain.iter().map(|field| {
        let (rust, key, value) = (ident(&field.rust), &field.rust, sent(&field.ty));
        quote!(#rust: { let json = at(json, #key); #value },)
    });
    let required = ident(&rust_name::required_name(&message.name));
    let required = (!plain.is_empty()).then(|| quote!(p::objects::#required { #(#fields)* }));
    let optional = optional.iter().map(|field| {
        let (rust, key, value) = (ident(&field.rust), &field.rust, sent(&field.ty));
        quote!(object.#rust = json.get(#key).map(|json| #value);)
    });
    quote! {
        fn #function(json: &Value) -> p::objects::#name {
            #[allow(unused_mut, reason = "all fields may be required")]
            let mut object = p::objects::#name::new(#required);
            #(#optional)*
            object
        }
    }
}

fn sent_name(message: &Message) -> Ident {
    format_ident!("sent_{}", snake(&message.name))
}

/// The expression that converts `json` to a value of the type.
fn sent(ty: &Type) -> TokenStream {
    match ty {
        Type::Scalar(scalar) => match scalar.family() {
            Family::Text => quote!(text(json)),
            Family::Integer => quote!(integer(json)),
            Family::Amount(_) => quote!(fen(json)),
            Family::Time(_) => quote!(time(json)),
            Family::Boolean(_) => quote!(boolean(json)),
            Family::Enumeration(enumeration) => {
                let name = type_name(&enumeration.name);
                quote!(p::enumerations::#name::from(text(json).as_str()))
            }
            Family::ErrorCode => quote!(p::errors::ErrorCode::from(text(json).as_str())),
        },
        Type::Object(message) => {
            let function = sent_name(message);
            quote!(#function(json))
        }
        Type::List(inner) => {
            let inner = sent(inner);
            quote!(items(json).iter().map(|json| #inner).collect())
        }
        Type::Map { .. } => quote!(texts(json)),
        Type::Json(inner) => sent(inner),
        Type::Indexed { .. } | Type::Parallel { .. } | Type::Layer(_) => quote!(()),
    }
}

/// The function that runs the cases of an operation: validates, signs, and reads the answers of the case.
fn run(provider: &Provider, operation: &Operation) -> TokenStream {
    let (function, module) = (run_name(operation), ident(&rust_name::module_name(&operation.name)));
    let Some(sends) = &operation.sends else { return TokenStream::new() };
    let fields = sends.layers.iter().flat_map(|layer| layer.message.caller_fields());
    let (plain, optional): (Vec<&Arc<Field>>, Vec<_>) = fields.partition(|field| field.is_plain());
    let required = plain.iter().map(|field| {
        let (rust, key, value) = (ident(&field.rust), &field.rust, sent(&field.ty));
        quote!(#rust: { let json = at(json, #key); #value },)
    });
    let required = if plain.is_empty() { quote!() } else { quote!(p::#module::Required { #(#required)* }) };
    let new = match provider.asked_about(operation) {
        Some((refund, _)) => {
            let refund = ident(&rust_name::module_name(&refund.name));
            quote!(of(&text(&case["sent"]).parse::<p::#refund::Sent>().expect("a record"), #required))
        }
        None => quote!(new(#required)),
    };
    let optional = optional.iter().map(|field| {
        let (rust, key, value) = (ident(&field.rust), &field.rust, sent(&field.ty));
        quote!(request.#rust = json.get(#key).map(|json| #value);)
    });
    let literal = sends.layers.last().is_some_and(|layer| layer.codecs.contains(&Codec::Json));
    let literal = literal.then(|| quote!(true => request.extra_json(name, value),));
    let reads = provider.operations.iter().filter_map(|other| read(operation, other));
    // The text of a refund's record holds all of it, the caller's request too. One that lacks a field because its rule is
    // lifted is not read back.
    let read_back = operation.counts_attempts().then(|| {
        quote! {
            let read = sent.to_string().parse();
            let lacks = matches!(read, Err(rt::SentError::Missing(_))) && !items(&case["lifted"]).is_empty();
            assert!(lacks || read.as_ref() == Ok(&sent), "{read:?} is not {sent:?}");
        }
    });
    let first = operation
        .counts_attempts()
        .then(|| quote!(let sent = sent.store(|text| Ok::<_, rt::ReadError>((!boolean(&case["first"])).then(|| text.to_owned()))).expect("a store");));
    quote! {
        fn #function(case: &Value, sets: CredentialValue<'_>) -> Value {
            let json = &case["request"];
            let mut request = p::#module::Request::#new;
            #(#optional)*
            for extra in items(&case["extras"]) {
                let (name, value) = (text(&extra[0]), text(&extra[1]));
                request = match boolean(&extra[2]) {
                    #literal
                    _ => request.extra(name, value),
                };
            }
            for name in items(&case["lifted"]) {
                request = request.lift(lifted(name));
            }
            let (nonce, salt) = (text(&case["nonce"]), text(&case["salt"]));
            let context = rt::Context { server: server(&case["server"]), now: time(&case["now"]), nonce: &nonce, salt: &salt };
            let mut out = Map::new();
            out.insert("validated".to_owned(), validated(request.validate()));
            match request.sign(credentials(&case["credentials"], sets), &context) {
                Err(error) => {
                    out.insert("unsigned".to_owned(), unsigned(&error));
                }
                Ok(signed) => {
                    out.insert("call".to_owned(), call(&signed, &signed.sent().to_string()));
                    let held = &case["credentials"];
                    let sent = signed.into_parts().1;
                    #read_back
                    #first
                    let answers = items(&case["answers"]).iter().map(|case| {
                        let (credentials, now) = (credentials(case.get("credentials").unwrap_or(held), sets), time(&case["now"]));
                        match text(&case["operation"]).as_str() {
                            #(#reads)*
                            other => panic!("there is no operation {other}"),
                        }
                    });
                    out.insert("answers".to_owned(), answers.collect());
                }
            }
            Value::Object(out)
        }
    }
}

/// The match arm that reads an answer to `operation`, or a notification about it.
fn read(operation: &Operation, other: &Operation) -> Option<TokenStream> {
    let (name, module) = (&other.name, ident(&rust_name::module_name(&other.name)));
    let receives = other.receives.as_ref()?;
    let result = if other.name == operation.name {
        quote!(sent.read(&response(case), credentials, now))
    } else if other.answers() == operation.name {
        quote!(p::#module::receive(&delivery(case), credentials, now).and_then(|found| found.compare(&sent)))
    } else {
        return None;
    };
    let members = layer_members(&receives.layers, quote!(read));
    let advice = if other.counts_attempts() { quote!(read.advice()) } else { quote!(None) };
    let found = quote!(answer(#members, read.evidence(), (read.outcome(), #advice)));
    let found = match other.reply() {
        Some(_) => quote!(acknowledged(#found, read.acknowledge(credentials, &rt::Context { now, ..context }))),
        None => found,
    };
    Some(quote!(#name => match #result {
        Ok(read) => #found,
        Err(error) => unread(&error),
    },))
}

/// The expression for a layer's members, including the inner layers.
fn layer_members(layers: &[Layer], place: TokenStream) -> TokenStream {
    let Some((layer, inner)) = layers.split_first() else { return quote!(Value::Null) };
    members(&layer.message, inner, place)
}

fn members(message: &Message, inner: &[Layer], place: TokenStream) -> TokenStream {
    let received = message.fields.iter().filter(|field| field.place != Place::Signature);
    let puts = received.map(|field| {
        let (rust, key) = (ident(&field.rust), &field.rust);
        let value = match field.source.is_layer() && !inner.is_empty() {
            true => layer_members(inner, quote!(value)),
            // For a list with a picked item, both sides show that item.
            false => shown(if field.pick.is_some() { field.ty.content().item() } else { &field.ty }),
        };
        quote!(out.extend(#place.#rust.as_ref().map(|value| (#key.to_owned(), #value)));)
    });
    quote!({
        let mut out = Map::new();
        #(#puts)*
        out.insert(" extra".to_owned(), extra(&#place.extra));
        Value::Object(out)
    })
}

fn received_name(message: &Message) -> Ident {
    format_ident!("received_{}", snake(&message.name))
}

fn received_object(message: &Message) -> TokenStream {
    let (function, name) = (received_name(message), type_name(&message.name));
    let members = members(message, &[], quote!(object));
    quote!(fn #function(object: &p::received::#name) -> Value { #members })
}

/// The expression that shows a received `value`.
fn shown(ty: &Type) -> TokenStream {
    match ty {
        Type::Scalar(scalar) => match scalar.family() {
            Family::Text | Family::Integer | Family::Boolean(_) => quote!(json!(value)),
            Family::Amount(_) => quote!(json!(value.minor())),
            Family::Time(_) => quote!(json!(value.epoch_ms())),
            Family::Enumeration(_) | Family::ErrorCode => quote!(json!(value.as_str())),
        },
        Type::Object(message) => {
            let function = received_name(message);
            quote!(#function(value))
        }
        Type::Indexed { message, .. } | Type::Parallel { message, .. } => {
            let function = received_name(message);
            quote!(value.iter().map(#function).collect::<Value>())
        }
        Type::List(inner) => {
            let inner = shown(inner);
            quote!(value.iter().map(|value| #inner).collect::<Value>())
        }
        Type::Map { .. } => quote!(json!(value)),
        Type::Json(inner) => shown(inner),
        Type::Layer(_) => quote!(Value::Null),
    }
}

/// The messages nested in those that are received.
fn received_messages(provider: &Provider) -> Vec<&Message> {
    fn inner<'m>(message: &'m Message, out: &mut Vec<&'m Message>) {
        for message in message.fields.iter().filter_map(|field| field.ty.message()) {
            if !out.iter().any(|other| other.name == message.name) {
                out.push(message);
                inner(message, out);
            }
        }
    }
    let mut out = Vec::new();
    let receives = provider.operations.iter().filter_map(|operation| operation.receives.as_ref());
    receives.flat_map(|receives| &receives.layers).for_each(|layer| inner(&layer.message, &mut out));
    out
}
