//! Reads a received message: parses, verifies, compares, and only then decodes the members.

use std::sync::Arc;

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    amount, answer, codec, key,
    method::{Block, Local, Methods},
    names, outcome,
    part_emitter::PartEmitter,
    parts, step, style, types,
    value::{self, Input},
};
use crate::model::{
    BodyPresence, Carriage, Condition, Cut, DetachedTag, Field, Layer, Location, Part, Provider, Receives, Selection, Signed,
    Stages, Step, Supplied, System, Test, Value, Verify, View,
    operation::recorded_name,
    received_path,
    value::{Signature, Verifier},
};

/// The statements that parse, verify and read a message into `let #answer = …;`, and the items that they use.
pub(super) fn read_message(
    provider: &Provider,
    receives: &Receives,
    name: &str,
    answer: &TokenStream,
) -> (TokenStream, Vec<TokenStream>) {
    let methods = Methods::new(false, quote!(rt::ReadError), locals(receives));
    let reader = Reader { provider, receives, methods };
    let outer = receives.layers.first().map(parse_outer).unwrap_or_default();
    let compute = |(_, value): &(usize, &Value)| value::compute(&reader, value);
    let Stages { opening, inner: keys, plain, salted, decrypted: _ } = receives.stages();
    let opening = opening.iter().map(compute);
    let opened = receives.layers.first().map(|layer| reader.opened(layer)).unwrap_or_default();
    let keys = keys.iter().map(|keys| keys.iter().map(compute).collect::<TokenStream>());
    let (texts, early): (Vec<_>, Vec<_>) = reader.early(keys).unzip();
    let salt = reader.salt();
    let values: Vec<TokenStream> = plain.iter().map(compute).chain(salt).chain(salted.iter().map(compute)).collect();
    let authenticity = reader.authenticity();
    let (inner, argument) = reader.inner(name);
    let ident = names::ident(name);
    let mutable = if receives.layers.len() > 1 { quote!(mut) } else { quote!() };
    let charset = receives.layers.first().and_then(|layer| reader.charset_from(layer));
    let names = receives.layers.first().map(|layer| layer.message.received_headers()).unwrap_or_default();
    let headers = (!names.is_empty()).then(|| quote!(let headers = received.header_members(&[#(#names),*])?;));
    let headers_argument = headers.as_ref().map(|_| quote!(, headers));
    let read = quote! {
        #charset
        #(#opening)*
        #opened
        #(let #texts;)*
        let #mutable members = #outer;
        #(#early)*
        #(#values)*
        let authenticity = #authenticity;
        #inner
        #headers
        let evidence = rt::Evidence::new(received, authenticity);
        let #answer = #ident::from_members(members #headers_argument #argument, evidence)?;
    };
    (read, reader.methods.items())
}

/// The locals of the emitted reading, of which a private function takes those that it uses.
fn locals(receives: &Receives) -> Vec<Local> {
    let values = receives.values.iter().map(Local::value);
    let body = if receives.transcodes_body() { quote!(str) } else { quote!([u8]) };
    let own = [
        Local::copied("received", quote!(&rt::Received<'_>)),
        Local::borrowed(names::ident("members"), quote!(rt::Members<'_>)),
        Local::copied("credentials", quote!(&super::Credentials)),
        Local::copied("now", quote!(rt::Timestamp)),
        Local::copied("record", quote!(&rt::Record)),
        Local::copied("charset", quote!(rt::Charset)),
        Local::borrowed(names::ident("body"), body),
        Local::borrowed(names::ident("salt"), quote!(str)),
    ];
    own.into_iter().chain(values).collect()
}

fn parse_outer(layer: &Layer) -> TokenStream {
    let bytes = match (style::whole_charset(layer), layer.steps.is_empty()) {
        (Some(_), _) => quote!(body.as_bytes()),
        (None, false) => quote!(&body),
        (None, true) if layer.is_query() => quote!(received.query_text().as_bytes()),
        (None, true) => quote!(received.body),
    };
    let (shown, other) = layer.alternatives();
    let other = codec::read_body(other, layer, &bytes);
    let alone = shown.is_empty() && layer.body == BodyPresence::Required;
    let otherwise = if alone { other } else { quote!({ #other }) };
    let read = shown.into_iter().rev().fold(otherwise, |otherwise, shown| {
        let (test, read) = (codec::is_received(shown), codec::read_body(shown, layer, &bytes));
        quote!(if rt::read::#test(#bytes) { #read } else #otherwise)
    });
    match layer.body {
        BodyPresence::Required => read,
        BodyPresence::Optional => quote!(if received.body.is_empty() { rt::read::no_body(received.body)? } else #read),
        BodyPresence::Never => quote!(rt::read::no_body(received.body)?),
    }
}

struct Reader<'r> {
    provider: &'r Provider,
    receives: &'r Receives,
    methods: Methods,
}

impl Reader<'_> {
    /// The statement that finds the charset named by the message.
    fn charset_from(&self, layer: &Layer) -> Option<TokenStream> {
        let otherwise = style::charset(layer.style.charset);
        let name = match layer.charset_from.as_ref()? {
            Location::Member(path) => {
                let body = quote!(received.body);
                let body = if layer.style.trims { quote!(rt::read::trimmed(#body)) } else { body };
                quote!(rt::read::form_field(#body, #(#path)*).as_deref())
            }
            location @ Location::Header { .. } => self.location(location),
        };
        Some(quote!(let charset = rt::Charset::named(#name, #otherwise)?;))
    }

    /// The statement that finds the salt inside the signature.
    fn salt(&self) -> Option<TokenStream> {
        let (signed, characters) = self.receives.salted()?;
        let case = self.receives.values.get(signed.value)?.cases.first()?;
        let (found, characters) = (self.signature(signed), proc_macro2::Literal::usize_unsuffixed(characters));
        let undone = match case.steps.is_empty() {
            true => quote!(let bytes = signature.as_bytes().to_vec();),
            false => self.undone(&case.steps, &quote!(signature), &quote!(signature.as_bytes())),
        };
        Some(quote!(let salt = rt::verify::salt(#found, #characters, |signature| { #undone Ok(bytes) });))
    }

    fn authenticity(&self) -> TokenStream {
        match &self.receives.verify {
            Some(Verify::Signed { signatures, unless, refuses, fresh, partial: _ }) => {
                let verify = signatures.iter().map(|signed| self.verify(signed));
                let fresh = fresh.as_ref().map(|fresh| {
                    let (at, format) = (self.location(&fresh.at), types::format(self.provider, &fresh.format));
                    let within = proc_macro2::Literal::i64_unsuffixed(fresh.within);
                    quote!(rt::verify::fresh(#at, #format, #within, now)?;)
                });
                let cuts = self.receives.cuts().into_iter().map(|cut| self.only_cut(&cut));
                let statements = quote!(#(#verify)* #(#cuts)* #fresh);
                let (result, returns) = (quote!(rt::Authenticity::Verified), quote!(rt::Authenticity));
                let block = Block { statements, result, returns };
                let verified = self.methods.call("verify", " Verifies the signature.", block);
                if unless.is_empty() {
                    return verified;
                }
                let conditions = unless.iter().map(raw_condition);
                let unsigned = names::ident(if refuses.is_empty() { "Missing" } else { "UnsignedRefusal" });
                quote!(if #(#conditions)&&* { rt::Authenticity::#unsigned } else { #verified })
            }
            Some(Verify::Token { token, settles, .. }) => {
                let (at, is) = (self.location(&token.at), parts::bytes(self, std::slice::from_ref(&token.is)));
                let found = match token.prefix.as_str() {
                    "" => at,
                    prefix => quote!(rt::verify::between(#at, #prefix, "")),
                };
                let statements = quote!(rt::verify::equal(#is, #found)?;);
                let result = quote!(rt::Authenticity::Token { settles: #settles });
                let block = Block { statements, result, returns: quote!(rt::Authenticity) };
                self.methods.call("verify", " Compares the token with the one that the merchant knows.", block)
            }
            Some(Verify::Unsigned { .. }) | None => {
                let settles = self.receives.settles_unsigned();
                quote!(rt::Authenticity::NeverSigned { settles: #settles })
            }
        }
    }

    /// The statement that rejects a text that could be split into other members.
    fn only_cut(&self, cut: &Cut<'_>) -> TokenStream {
        match cut {
            Cut::Members { selection, declared, decisive } => {
                let selected = self.selection(selection);
                let known = quote!(rt::DeclaredNames { declared: &[#(#declared),*], decisive: &[#(#decisive),*] });
                let doc = " The members that the signed text could be split into.";
                let known = self.methods.value("KNOWN", doc, quote!(rt::DeclaredNames), known);
                within(selection, quote!(members.only_cut(&#selected, #known)?;))
            }
            Cut::Part { part, name, separator } => {
                let (text, borrowed) = parts::parts_expr(self, std::slice::from_ref(*part));
                let text = if borrowed { text } else { quote!(&#text) };
                quote!(rt::verify::separated(#name, #text, #separator)?;)
            }
            Cut::Order { groups, separator } => {
                let texts = groups.iter().map(|group| {
                    let (text, borrowed) = parts::parts_expr(self, std::slice::from_ref(*group));
                    if borrowed { text } else { quote!(&#text) }
                });
                quote!(rt::verify::in_order(#separator, &[#(#texts),*])?;)
            }
        }
    }

    /// The static that selects members of the signed text.
    fn selection(&self, selection: &Selection) -> proc_macro2::Ident {
        let doc = " The members of the signed text.";
        self.methods.value("SIGNED", doc, quote!(rt::Selection), received_selection(selection))
    }

    /// The text at a location, an expression of type `Option<&str>`.
    fn location(&self, location: &Location) -> TokenStream {
        match location {
            Location::Member(path) => peek(&self.receives.received_path(path)),
            Location::Header { name, parameter: None } => quote!(received.header(#name)),
            Location::Header { name, parameter: Some(parameter) } => quote!(received.parameter(#name, #parameter)),
        }
    }

    /// The signature without its prefix and suffix.
    fn signature(&self, signed: &Signed) -> TokenStream {
        let (location, prefix, suffix) = (self.location(&signed.signature), &signed.prefix, &signed.suffix);
        if signed.is_bare() { location } else { quote!(rt::verify::between(#location, #prefix, #suffix)) }
    }

    fn verify(&self, signed: &Signed) -> TokenStream {
        let Some(value) = self.receives.values.get(signed.value) else { return TokenStream::new() };
        if value.cases.iter().all(|case| case.around_signature().is_none()) {
            return self.compare(signed, &value.name, &value::expression(self, value));
        }
        let shared = Input::shared(self, value);
        let chosen = value::choose(self, value, |case| {
            let Some((before, signature, after)) = case.around_signature() else {
                let compare = self.compare(signed, &value.name, &value::all_steps(self, case));
                return quote!({ #compare });
            };
            let input = Input::of(self, case);
            let start = shared.is_none().then_some(input.start);
            let verify = self.verify_pair(signed, &input.bytes, before, signature, after);
            if value.by.is_some() { quote!({ #start #verify }) } else { quote!(#start #verify) }
        });
        match shared {
            Some(Input { start, .. }) => quote!({ #start #chosen }),
            None => chosen,
        }
    }

    /// Rejects a signature that differs from the computed value.
    fn compare(&self, signed: &Signed, name: &str, expected: &TokenStream) -> TokenStream {
        let local = names::local(name);
        let check = match signed.any_parameter() {
            Some((name, parameter)) => {
                quote!(rt::verify::any_equal(#local.as_bytes(), received.parameters(#name, #parameter))?;)
            }
            None => {
                let found = self.signature(signed);
                quote!(rt::verify::equal(#local.as_bytes(), #found)?;)
            }
        };
        // A value that another value takes was computed before.
        let computed = (!self.receives.is_taken(signed.value)).then(|| quote!(let #local = #expected;));
        quote!(#computed #check)
    }

    /// Decodes the signature and verifies it over the text before it.
    fn verify_pair(
        &self,
        signed: &Signed,
        input: &TokenStream,
        before: &[Step],
        signature: &Signature,
        after: &[Step],
    ) -> TokenStream {
        let (message, message_bytes) = match before.last() {
            None => (TokenStream::new(), input.clone()),
            Some(last) => {
                let (lets, result) = step::steps_expr(self, input.clone(), before);
                let bytes = if last.yields_text() { quote!(signed.as_bytes()) } else { quote!(&signed) };
                (quote!(#lets let signed = #result;), bytes)
            }
        };
        let found = self.signature(signed);
        let decode = step::backwards(&quote!(rt::verify::found(#found)?), after, &quote!(rt::ReadError::Signature));
        let (find, key) = self.verifier(signature);
        let method = names::ident(&format!("verify{}", signature.scheme.row().method));
        let user = step::user_id(signature);
        quote! {
            #message
            let signature = #decode;
            #find
            if !#key.#method(#user #message_bytes, &signature) {
                return Err(rt::ReadError::Signature);
            }
        }
    }

    /// The statement that finds the verification key, and the key's expression.
    fn verifier(&self, signature: &Signature) -> (TokenStream, TokenStream) {
        let one = |part: &Part| self.part(part).unwrap_or_default();
        match &signature.verify {
            None => (TokenStream::new(), TokenStream::new()),
            Some(Verifier::Key(credential)) => (TokenStream::new(), key::credential_expr(credential)),
            Some(Verifier::BySerial { keys, serial }) => {
                let (keys, serial) = (key::credential_expr(keys), one(serial));
                (quote!(let key = #keys.named(#serial)?;), quote!(key))
            }
            Some(Verifier::Certificate { certificate, anchors, common_name }) => {
                let (anchors, certificate) = (key::credential_expr(anchors), one(certificate));
                let name = match common_name {
                    Some(name) => quote!(Some(#name)),
                    None => quote!(None),
                };
                (quote!(let key = #anchors.public_key_of(#certificate, #name, now)?;), quote!(key))
            }
        }
    }

    /// The inner layers, innermost last, and the argument that passes them on.
    fn inner(&self, name: &str) -> (TokenStream, TokenStream) {
        if self.receives.layers.len() < 2 {
            return (TokenStream::new(), TokenStream::new());
        }
        let inner = self.nested(1, name);
        (quote!(let inner = #inner;), quote!(, inner))
    }

    /// The statements that open each inner layer before verification, with the local of its text.
    fn early(
        &self,
        keys: impl Iterator<Item = TokenStream>,
    ) -> impl Iterator<Item = (proc_macro2::Ident, TokenStream)> {
        let layers = self.receives.layers.windows(2).enumerate();
        layers.zip(keys).filter_map(|((depth, pair), keys)| {
            let [outer, layer] = pair else { return None };
            let text = names::ident(&format!("text{}", depth + 1));
            let Carried { lets, taken, found } = self.carried(outer, depth + 1);
            let carrier = if outer.carriers().count() > 1 { quote!(carrier) } else { quote!(0) };
            let names = outer.carriers().map(|field| &field.wire);
            let (decoded, parsed) =
                (self.decoded(outer, layer), codec::read_body(layer.codec(), layer, &quote!(&#text)));
            let mut open = quote! {
                #lets
                if let Some(#found) = #taken {
                    #text = rt::verify::opened(|| { #decoded Ok(bytes.to_vec()) })?;
                    let inner = rt::verify::opened(|| { let members = #parsed; Ok(members) })?;
                    members.open_layer(&[#(#names),*], #carrier, inner);
                }
            };
            for _ in 0..depth {
                open = quote!(if let Some(members) = members.opened() { #open });
            }
            Some((text, quote!(#keys #open)))
        })
    }

    /// The text of the layer of that index, which `outer` carries; absent where the layer's conditions do not hold.
    fn carried(&self, outer: &Layer, index: usize) -> Carried {
        let at = if outer.carriers().count() > 1 { quote!((carrier, text)) } else { quote!((_, text)) };
        let (taken, found) = match outer.carriage() {
            Carriage::Text(carrier) => (quote!(members.take(#carrier)), quote!(text)),
            Carriage::OneText(carriers) => (quote!(members.carried_text(&[#(#carriers),*])?), at),
            Carriage::Object(carriers) => (quote!(members.carried_object(&[#(#carriers),*])?), at),
            Carriage::Element(carriers) => (quote!(members.carried_element(&[#(#carriers),*])?), at),
            Carriage::SoleItem(carriers) => (quote!(members.carried_sole(&[#(#carriers),*])?), at),
        };
        let when = self.receives.when(index);
        if when.is_empty() {
            return Carried { lets: TokenStream::new(), taken, found };
        }
        let conditions = when.iter().map(raw_condition);
        let lets = quote!(let carried = if #(#conditions)&&* { #taken } else { None };);
        Carried { lets, taken: quote!(carried), found }
    }

    /// The expression of an inner layer: `Option` of its struct, from the carrier in `members`.
    fn nested(&self, index: usize, name: &str) -> TokenStream {
        let (Some(outer), Some(layer)) = (self.receives.layers.get(index - 1), self.receives.layers.get(index)) else {
            return TokenStream::new();
        };
        let several = outer.carriers().count() > 1;
        let ident = answer::inner_name(layer, name);
        let decrypted = if index == 1 { self.receives.stages().decrypted } else { Vec::new() };
        let decrypted: Vec<_> = decrypted.iter().map(|(_, value)| value::compute(self, value)).collect();
        let (deeper, argument, mutable) = if index + 1 < self.receives.layers.len() {
            let deeper = self.nested(index + 1, name);
            (quote!(let inner = #deeper;), quote!(, inner), quote!(mut))
        } else {
            (quote!(), quote!(), quote!())
        };
        let inner = quote!(#ident::from_members(members #argument)?);
        let inner = if several { quote!((carrier, #inner)) } else { inner };
        if layer.early {
            let carrier = if several { quote!(carrier) } else { quote!(_) };
            let some = match decrypted.is_empty() {
                true => quote!(Some((#carrier, #mutable members)) => { #deeper Some(#inner) }),
                false => quote! {
                    Some((#carrier, opened)) => { #(#decrypted)* let #mutable members = opened; #deeper Some(#inner) }
                },
            };
            return quote!(match members.take_opened() { #some None => None, });
        }
        let Carried { lets, taken, found } = self.carried(outer, index);
        let (decoded, parsed) = (self.decoded(outer, layer), codec::read_body(layer.codec(), layer, &quote!(bytes)));
        let some =
            quote!(Some(#found) => { #(#decrypted)* #decoded let #mutable members = #parsed; #deeper Some(#inner) });
        let carried = quote!(match #taken { #some None => None, });
        if lets.is_empty() { carried } else { quote!({ #lets #carried }) }
    }

    /// The `bytes` of the inner layer after its steps are undone.
    fn decoded(&self, outer: &Layer, layer: &Layer) -> TokenStream {
        if layer.steps.is_empty() {
            return quote!(let bytes = text.as_bytes(););
        }
        let undone = match DetachedTag::of(outer, layer) {
            Some(tag) => self.unsealed(&tag),
            None => self.undone(&layer.steps, &quote!(&text), &quote!(text.as_bytes())),
        };
        let charset = style::whole_charset(layer)
            .map(|charset| quote!(let bytes = rt::read::text_in(#charset, &bytes)?; let bytes = bytes.as_bytes();));
        quote!(#undone let bytes = &bytes[..]; #charset)
    }

    /// The statements that undo the steps of a layer with the tag of its cipher beside it.
    fn unsealed(&self, tag: &DetachedTag<'_>) -> TokenStream {
        let (name, length) = (tag.field.received_name(), proc_macro2::Literal::usize_unsuffixed(tag.length));
        let error = quote!(rt::ReadError::Decrypt);
        let own = step::backwards(&quote!(tag), tag.after, &error);
        let bytes = step::backwards(&quote!(&text), tag.after, &error);
        let opened = self.undone(tag.before, &quote!(&text), &quote!(&bytes));
        quote! {
            let tag = members.peek(#name).ok_or(#error)?;
            let tag = #own;
            let bytes = rt::cipher::join_tag(#bytes, &tag, #length)?;
            #opened
        }
    }

    /// The `body` of the outermost layer after its steps are undone and its charset is decoded.
    fn opened(&self, layer: &Layer) -> TokenStream {
        let steps = (!layer.steps.is_empty()).then(|| {
            let undone = self.undone(&layer.steps, &quote!(received.body_text()?), &quote!(received.body));
            match layer.body {
                BodyPresence::Optional => {
                    quote!(let body = if received.body.is_empty() { Vec::new() } else { #undone bytes };)
                }
                BodyPresence::Required | BodyPresence::Never => quote!(let body = { #undone bytes };),
            }
        });
        let input = if layer.steps.is_empty() { quote!(received.body) } else { quote!(&body) };
        let signs = self.receives.open_signs();
        let charset = style::whole_charset(layer).map(|charset| match signs.is_empty() {
            true => quote!(let body = rt::read::text_in(#charset, #input)?;),
            false => quote!(let body = rt::read::text_in_open(#charset, #input, #signs)?;),
        });
        quote!(#steps #charset)
    }

    /// Statements that undo steps, the last first, and bind the result to `bytes`.
    fn undone(&self, steps: &[Step], text: &TokenStream, raw: &TokenStream) -> TokenStream {
        let mut out = TokenStream::new();
        for (index, step) in steps.iter().rev().enumerate() {
            let undone = match (step, index) {
                (Step::Encrypt(encryption), index) => {
                    let input = if index == 0 { raw.clone() } else { quote!(&bytes) };
                    step::cipher(self, encryption, "decrypt", &input)
                }
                (other, 0) => step::undo(other, text, &quote!(rt::ReadError::Decrypt)),
                (other, _) => {
                    let text = quote!(rt::decode::text(&bytes).ok_or(rt::ReadError::Decrypt)?);
                    step::undo(other, &text, &quote!(rt::ReadError::Decrypt))
                }
            };
            out = quote!(#out let bytes = #undone;);
        }
        out
    }

    /// A field of the request, an expression of type `&str`: an amount is kept in the minor unit.
    fn sent(&self, path: &[Arc<Field>]) -> TokenStream {
        let (name, field) = (recorded_name(path), path.last().filter(|field| field.is_kept_as_amount()));
        let Some(form) = field.and_then(|field| field.ty.amount()) else { return quote!(record.text(#name)) };
        let format = amount::format(form, &TokenStream::new());
        quote!(&record.amount_text(#name, #format))
    }

    fn system(&self, system: System) -> TokenStream {
        match system {
            System::Method => quote!(received.method_text()),
            System::Url => quote!(&received.url_text()),
            System::Path => quote!(received.path_text()),
            System::Query => quote!(received.query_text()),
            System::Target => quote!(&received.target_text()),
            System::ContentType => quote!(received.header("content-type").unwrap_or_default()),
            System::Body if self.receives.transcodes_body() => quote!(&body),
            System::Body => quote!(received.body_text()?),
            System::Status => quote!(received.status_text()),
            System::Salt => quote!(&salt),
            System::Nonce => quote!(""),
        }
    }
}

/// The text of an inner layer, taken out of `members`.
struct Carried {
    /// The statement that binds `taken`, if it needs one.
    lets: TokenStream,
    /// The expression of the text; `None` if there is no such layer.
    taken: TokenStream,
    /// The pattern that binds the text to `text`, and the carrier's index to `carrier` if there are several.
    found: TokenStream,
}

impl PartEmitter for Reader<'_> {
    fn part(&self, part: &Part) -> Option<TokenStream> {
        Some(match part {
            Part::Literal(text) => quote!(#text),
            Part::Credential(credential) => parts::credential_text(credential),
            Part::Value(index) => {
                let local = names::local(&self.receives.values.get(*index)?.name);
                quote!(&#local)
            }
            Part::Field { path, view, .. } if path.first().is_some_and(|field| !field.is_received()) => {
                path.first().map(|field| parts::viewed(*view, supplied(field))).unwrap_or_default()
            }
            Part::Field { path, view, .. } => match (received_path(path).as_slice(), *view) {
                ([wire], View::Source) => quote!(members.source(#wire).unwrap_or_default()),
                (path, View::Source) => quote!(members.nested_source(&[#(#path),*]).unwrap_or_default()),
                (path, View::Element) => quote!(members.nested_element(&[#(#path),*]).unwrap_or_default()),
                (path, View::Value | View::Encoded | View::Number | View::Decimals(_)) => {
                    let peek = peek(path);
                    parts::viewed(*view, quote!(#peek.unwrap_or_default()))
                }
            },
            Part::Sent(path) => self.sent(path),
            Part::Remainder(remainder) => {
                let carriers = remainder.carriers.iter().map(|names| quote!(&[#(#names),*]));
                let name = &remainder.without.wire;
                quote!(&members.text_without(&[#(#carriers),*], #name))
            }
            Part::KeyOf { keys, id } => parts::key_of(self, keys, id),
            Part::Serial(credential, form) => parts::serial(credential, *form),
            Part::System(system) => self.system(*system),
            Part::Header { name, parameter: None } => quote!(received.header(#name).unwrap_or_default()),
            Part::Header { name, parameter: Some(parameter) } => {
                quote!(received.parameter(#name, #parameter).unwrap_or_default())
            }
            Part::Now(format) => parts::now(self.provider, &quote!(now), format),
            Part::Fields(_) | Part::Received(_) | Part::Optional(_) => return None,
        })
    }

    fn append(&self, part: &Part, _secret: bool) -> TokenStream {
        let Part::Fields(selection) = part else { return TokenStream::new() };
        let ours: Vec<TokenStream> = selection
            .supplied_fields()
            .map(|field| {
                let (wire, text) = (&field.wire, supplied(field));
                quote!((#wire, #text))
            })
            .collect();
        let style = self.selection(selection);
        let pairs = match ours.is_empty() {
            true => quote!(members.pairs(&mut text, &#style);),
            false => quote!(members.pairs_with(&mut text, &#style, &[#(#ours),*]);),
        };
        within(selection, pairs)
    }

    fn text(&self, statements: TokenStream) -> TokenStream {
        let block = Block { statements, result: quote!(text), returns: quote!(String) };
        self.methods.call("signed_text", " The text that was signed.", block)
    }

    fn values(&self) -> &[Value] {
        &self.receives.values
    }

    fn is_received(&self) -> bool {
        true
    }

    fn unlisted(&self) -> TokenStream {
        quote!(rt::ReadError::Signature)
    }

    fn layers(&self) -> &[Layer] {
        &self.receives.layers
    }
}

/// The text of a signed field that is not received.
fn supplied(field: &Field) -> TokenStream {
    match field.source.supplied() {
        Some(Supplied::Credential(credential)) => parts::credential_text(credential),
        Some(Supplied::Constant(text)) => quote!(#text),
        Some(Supplied::Nonce | Supplied::Salt) | None => quote!(""),
    }
}

fn received_selection(selection: &Selection) -> TokenStream {
    let style = parts::style(selection);
    let except = &selection.except;
    let (only, declared) = match &selection.only {
        None => (quote!(None), "Received"),
        Some(only) => (quote!(Some(&[#(#only),*])), "Listed"),
    };
    let order = parts::order(selection, declared);
    let nested = selection.keep_nested;
    quote!(rt::Selection { only: #only, except: &[#(#except),*], nested: #nested, order: #order, style: #style })
}

/// The statement with `members` bound to the selection's layer.
fn within(selection: &Selection, statement: TokenStream) -> TokenStream {
    if selection.carriers.is_empty() {
        return statement;
    }
    let carriers = selection.carriers.iter().map(|names| quote!(&[#(#names),*]));
    quote!(if let Some(members) = members.within(&[#(#carriers),*]) { #statement })
}

/// A member at a path, an expression of type `Option<&str>`.
fn peek(path: &[String]) -> TokenStream {
    match path {
        [name] => quote!(members.peek(#name)),
        path => quote!(members.nested(&[#(#path),*]).as_deref()),
    }
}

/// A condition that is evaluated before the message is trusted.
fn raw_condition(condition: &Condition) -> TokenStream {
    let found = peek(&condition.received_path());
    match &condition.test {
        Test::Is(texts) => outcome::is_one_of(&found, texts),
        Test::Absent => quote!(#found.is_none()),
        Test::Present => quote!(#found.is_some()),
        Test::Status { not, ranges } => {
            outcome::status(&quote!(received.status.map_or(0, |status| status.as_u16())), *not, ranges)
        }
    }
}
