//! Signing: computes all values of a call once, in the order of the plan.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    codec, key,
    method::{Block, Local, Methods},
    names, outcome,
    part_emitter::PartEmitter,
    parts, sent, step, style, validate, value,
    write::{self, Supply, layer_local, tag_local},
};
use crate::model::{
    Charset, DetachedTag, HeaderText, Layer, Operation, Part, PathPiece, Provider, Sends, SentHeader, SentSystem,
    SentText, System, Value,
    operation::{Header, Item},
};

/// The method `sign`.
pub(super) fn method(provider: &Provider, operation: &Operation, sends: &Sends) -> TokenStream {
    let signer = Signer::new(provider, sends);
    let supplied = validate::supplied(provider, sends);
    let supplied =
        signer.methods.statement("check_supplied", " Checks the fields that credentials and context supply.", supplied);
    let own = provider.checks_credentials().then(|| quote!(credentials.check(&mut check);));
    let statements = sends.plan.iter().map(|item| signer.item(*item));
    let headers = signer.headers();
    let record = sent::record(provider, operation, sends);
    let record = signer.methods.call("write_record", " The facts that an answer is compared with.", record);
    let method = names::ident(&sends.method);
    let (content_type, body) = (content_type(sends.content_type.as_deref()), body(sends));
    let body = if body.to_string() == "body" { body } else { quote!(body: #body) };
    let (path, query) = (member("path", path_has_fields(sends)), member("query", sends.has_query()));
    let checks = quote!(#own #supplied);
    let statements: Vec<TokenStream> = statements.collect();
    let work = quote! { #checks #(#statements)* #headers #record };
    let credentials =
        if super::render::mentions(work.clone(), "credentials") { quote!(credentials) } else { quote!(_credentials) };
    let private = signer.methods.items();
    let (receiver, sent) = match (operation.counts_attempts(), operation.keeps_request(sends)) {
        (true, true) => (quote!(self), quote!(Sent(#record.signed_at(context.now), Some(self)))),
        (true, false) => (quote!(self), quote!(Sent(#record.signed_at(context.now), None))),
        (false, _) => (quote!(&self), quote!(Sent(#record))),
    };
    quote! {
        /// Validates the request and signs it.
        ///
        /// # Errors
        /// Every violation at once, or a key that cannot sign. Nothing was sent then.
        pub fn sign(
            #receiver,
            #credentials: &super::credentials::Credentials,
            context: &rt::Context<'_, super::Provider>,
        ) -> Result<rt::Call<Sent>, rt::SignError> {
            let mut check = rt::Check::new(&self.lifted);
            self.check(&mut check);
            #checks
            let warnings = check.finish()?;
            #(#statements)*
            #headers
            let sent = #sent;
            let draft = rt::Draft {
                method: rt::http::Method::#method,
                server: context.server.base(),
                #path,
                #query,
                content_type: #content_type,
                headers,
                #body,
                sent,
                warnings,
            };
            draft.call()
        }

        #(#private)*
    }
}

/// The content type, an expression of type `Option<&str>`.
pub(super) fn content_type(content_type: Option<&str>) -> TokenStream {
    content_type.map_or(quote!(None), |content_type| quote!(Some(#content_type)))
}

/// The body as it is sent, an expression of type `Body`.
pub(super) fn body(sends: &Sends) -> TokenStream {
    match sends.body_charset() {
        None => quote!(rt::Body::empty()),
        Some(Charset::Utf8) => quote!(body),
        Some(charset) => {
            let charset = style::charset(charset);
            quote!(body.in_charset(#charset)?)
        }
    }
}

fn path_has_fields(sends: &Sends) -> bool {
    sends.path.iter().any(|piece| matches!(piece, PathPiece::Field(_)))
}

/// The locals of `sign`, of which a private method takes those that it uses.
fn locals(sends: &Sends) -> Vec<Local> {
    let text = |name: &str, computed| match computed {
        true => Local::borrowed(names::ident(name), quote!(str)),
        false => Local::copied(name, quote!(&str)),
    };
    let values = sends.values.iter().map(Local::value);
    let layers = (1..sends.layers.len()).map(|layer| Local::borrowed(layer_local(layer), quote!((String, bool))));
    let tagged = |index: &usize| DetachedTag::at(&sends.layers, *index).is_some();
    let tags = (1..sends.layers.len()).filter(tagged).map(|index| Local::borrowed(tag_local(index), quote!(str)));
    let headers = sends.headers.iter().map(|header| Local::borrowed(Signer::header_local(&header.name), quote!(str)));
    let own = [
        Local::copied("credentials", quote!(&super::Credentials)),
        Local::copied("context", quote!(&rt::Context<'_, super::Provider>)),
        Local::mutable("check", quote!(rt::Check<'_>)),
        text("path", path_has_fields(sends)),
        text("query", sends.has_query()),
        Local::borrowed(names::ident("body"), quote!(rt::Body)),
    ];
    own.into_iter().chain(values).chain(layers).chain(tags).chain(headers).collect()
}

/// The statement that encodes the `text` of a layer in its charset, and the input of the layer's steps.
fn step_input(layer: &Layer) -> (TokenStream, TokenStream) {
    match style::whole_charset(layer) {
        Some(charset) => (quote!(let bytes = rt::transform::charset(#charset, text.as_bytes())?;), quote!(&bytes)),
        None => (quote!(), quote!(text.as_bytes())),
    }
}

/// A local as a member of the draft, which borrows computed values.
fn member(name: &str, computed: bool) -> TokenStream {
    let name = names::ident(name);
    if computed { quote!(#name: &#name) } else { quote!(#name) }
}

/// Emits the statements that compute a message, and private methods for the long ones.
pub(super) struct Signer<'s> {
    provider: &'s Provider,
    sends: &'s Sends,
    pub(super) methods: Methods,
}

impl<'s> Signer<'s> {
    pub(super) fn new(provider: &'s Provider, sends: &'s Sends) -> Self {
        Self { provider, sends, methods: Methods::new(true, quote!(rt::SignError), locals(sends)) }
    }
}

impl Signer<'_> {
    fn supply(&self, layer: usize) -> Supply<'_> {
        Supply { of: Some((self.sends, layer)) }
    }

    /// The statements that compute one item of the plan.
    pub(super) fn item(&self, item: Item) -> TokenStream {
        match item {
            Item::Value(index) => {
                let present = key::all_held(&self.sends.needs_of_value(index));
                let guarded = |value| value::guarded(value, &value::expression(self, value), present.as_ref());
                self.sends.values.get(index).map(guarded).unwrap_or_default()
            }
            Item::Layer(index) => self.sends.layer_text(index).map(|text| self.layer(&text)).unwrap_or_default(),
            Item::Header(index) => self.sends.headers.get(index).map(|header| self.header(header)).unwrap_or_default(),
            Item::Path => self.path(),
            Item::Query => self.query(),
            Item::Body => self.text_body(),
        }
    }

    /// The statement that encodes a layer and applies its steps. The outermost layer is the body.
    fn layer(&self, text: &SentText<'_>) -> TokenStream {
        let (written, local) = (self.encoded(text), layer_local(text.index));
        match (text.index, text.layer.steps.is_empty()) {
            (0, true) => quote!(let body = #written;),
            (0, false) => {
                let stepped = self.stepped(text.layer, &written);
                quote!(let body = { let (bytes, secret) = #stepped; rt::Body::stepped(bytes, secret) };)
            }
            (_, true) => quote!(let #local = #written.into_text();),
            (index, false) => match DetachedTag::at(&self.sends.layers, index) {
                Some(tag) => {
                    let (sealed, tag_local) = (self.sealed(text.layer, &tag, &written), tag_local(index));
                    quote!(let (#local, #tag_local) = #sealed;)
                }
                None => {
                    let stepped = self.stepped(text.layer, &written);
                    quote!(let #local = #stepped;)
                }
            },
        }
    }

    /// The layer's text after its steps, which shows no secret, and the tag of its cipher.
    fn sealed(&self, layer: &Layer, tag: &DetachedTag<'_>, written: &TokenStream) -> TokenStream {
        let (charset, input) = step_input(layer);
        let (lets, sealed) = step::steps_expr(self, input, tag.before);
        let after = |bytes: TokenStream| {
            let (lets, result) = step::steps_expr(self, bytes, tag.after);
            if lets.is_empty() { result } else { quote!({ #lets #result }) }
        };
        let length = proc_macro2::Literal::usize_unsuffixed(tag.length);
        let (text, tag) = (after(quote!(bytes)), after(quote!(tag)));
        quote!({
            let (text, _) = #written.into_text();
            #charset
            #lets
            let sealed = #sealed;
            let (bytes, tag) = rt::cipher::split_tag(&sealed, #length);
            ((#text, false), #tag)
        })
    }

    /// The layer's text after its steps, and whether it shows a secret.
    fn stepped(&self, layer: &Layer, written: &TokenStream) -> TokenStream {
        let (charset, input) = step_input(layer);
        let (lets, result) = step::steps_expr(self, input, &layer.steps);
        let (secret, shows) =
            if layer.is_one_way() { (quote!(_), quote!(false)) } else { (quote!(secret), quote!(secret)) };
        quote!({ let (text, #secret) = #written.into_text(); #charset #lets (#result, #shows) })
    }

    /// The statements that write a text into `writer`, and the expression of type `Body` that ends it.
    fn written(&self, text: &SentText<'_>) -> (TokenStream, TokenStream) {
        let (new, finish) = (codec::writer(text.codec, text.layer), codec::finish(text.codec, text.layer));
        let fixed = text.fixed.iter().map(|(name, text)| quote!(writer.text(#name, #text);));
        let fields = text.fields.iter().map(|field| {
            write::field(self.provider, text.writing, field, &self.supply(text.index), &quote!(&mut writer))
        });
        let extras = text.extras.then(|| quote!(writer.extras(&self.extras);));
        (quote!(let mut writer = #new; #(#fixed)* #(#fields)* #extras), quote!(writer.#finish))
    }

    /// The encoded message of a layer, an expression of type `Body`.
    fn encoded(&self, text: &SentText<'_>) -> TokenStream {
        let (statements, result) = self.written(text);
        let name = if text.index == 0 { "write_body".to_owned() } else { format!("write_layer_{}", text.index) };
        let block = Block { statements, result, returns: quote!(rt::Body) };
        self.methods.call(&name, " The encoded message.", block)
    }

    /// The path as an expression of type `&str`.
    fn path_text(&self) -> TokenStream {
        if path_has_fields(self.sends) { quote!(&path) } else { quote!(path) }
    }

    /// The query as an expression of type `&str`.
    fn query_text(&self) -> TokenStream {
        if self.sends.has_query() { quote!(&query) } else { quote!(query) }
    }

    fn path(&self) -> TokenStream {
        let fields = path_has_fields(self.sends);
        let literal: String = self
            .sends
            .path
            .iter()
            .map(|piece| if let PathPiece::Literal(text) = piece { text.as_str() } else { "" })
            .collect();
        if !fields {
            return quote!(let path = #literal;);
        }
        let pieces = self.sends.path.iter().map(|piece| match piece {
            PathPiece::Literal(text) if text.is_empty() => TokenStream::new(),
            PathPiece::Literal(text) => quote!(path.push_str(#text);),
            PathPiece::Field(field) => {
                let supply = self.supply(0);
                write::with_value(self.provider, &quote!(self), field, &supply, |value| {
                    let text = write::wire_text(self.provider, field, &supply, value);
                    quote!(path.push_str(&rt::path_segment(#text));)
                })
            }
        });
        quote!(let path = { let mut path = String::new(); #(#pieces)* path };)
    }

    fn query(&self) -> TokenStream {
        let Some((statements, result)) = self.sends.query_text().map(|text| self.written(&text)) else {
            return quote!(let query = "";);
        };
        let block = Block { statements, result: quote!(#result.into_text().0), returns: quote!(String) };
        let written = self.methods.call("write_query", " The encoded query.", block);
        quote!(let query = #written;)
    }

    /// The statement that makes the body from its parts.
    fn text_body(&self) -> TokenStream {
        let (text, _) = parts::parts_expr(self, &self.sends.body);
        let secret = self.sends.body.iter().any(|part| part.holds_secret(&self.sends.values));
        quote!(let body = rt::Body::stepped(#text, #secret);)
    }

    fn header_local(name: &str) -> proc_macro2::Ident {
        names::ident(&format!("header_{}", crate::model::message::snake(name)))
    }

    fn header(&self, header: &Header) -> TokenStream {
        let local = Self::header_local(&header.name);
        let (text, borrowed) = parts::parts_expr(self, &header.parts);
        let text = if borrowed { quote!(str::to_owned(#text)) } else { text };
        let text = match key::all_held(&self.sends.needs_of_header(header)) {
            Some(present) => value::or_empty(&present, &text),
            None => text,
        };
        if header.secret { quote!(let #local = rt::Zeroizing::new(#text);) } else { quote!(let #local = #text;) }
    }

    /// The statement that sets the headers.
    pub(super) fn headers(&self) -> TokenStream {
        let headers = self.sends.sent_headers();
        if headers.is_empty() {
            return quote!(let headers = rt::Headers::new(););
        }
        let adds = headers.iter().map(|header| self.set_header(header));
        let statements = quote!(let mut headers = rt::Headers::new(); #(#adds)*);
        let block = Block { statements, result: quote!(headers), returns: quote!(rt::Headers) };
        let written = self.methods.call("write_headers", " The headers.", block);
        quote!(let headers = #written;)
    }

    /// The statement that sets a header.
    fn set_header(&self, SentHeader { name, text, secret }: &SentHeader<'_>) -> TokenStream {
        let set = names::ident(if *secret { "secret" } else { "text" });
        match text {
            HeaderText::Header(index) => {
                let Some(header) = self.sends.headers.get(*index) else { return TokenStream::new() };
                let local = Self::header_local(&header.name);
                let set = quote!(headers.#set(#name, &#local)?;);
                match key::all_held(&self.sends.needs_of_header(header)) {
                    Some(present) => quote!(if #present { #set }),
                    None => set,
                }
            }
            HeaderText::Field(field) => {
                let supply = self.supply(0);
                write::with_value(self.provider, &quote!(self), field, &supply, |value| {
                    let text = write::wire_text(self.provider, field, &supply, value);
                    quote!(headers.#set(#name, #text)?;)
                })
            }
        }
    }

    fn system(&self, system: System) -> TokenStream {
        match self.sends.system(system) {
            SentSystem::Fixed(text) => quote!(#text),
            SentSystem::Url => {
                let (path, query) = (self.path_text(), self.query_text());
                quote!(&rt::url_of(context.server.base(), #path, #query))
            }
            SentSystem::Path => {
                let path = self.path_text();
                quote!(&rt::path_of(context.server.base(), #path))
            }
            SentSystem::Query => self.query_text(),
            SentSystem::Target => {
                let (path, query) = (self.path_text(), self.query_text());
                quote!(&rt::target_of(context.server.base(), #path, #query))
            }
            SentSystem::Body => quote!(body.as_str()),
            SentSystem::Nonce => quote!(context.nonce),
            SentSystem::Salt => quote!(context.salt),
        }
    }
}

impl PartEmitter for Signer<'_> {
    fn part(&self, part: &Part) -> Option<TokenStream> {
        Some(match part {
            Part::Literal(text) => quote!(#text),
            Part::Credential(credential) => parts::credential_text(credential),
            Part::KeyOf { keys, id } => parts::key_of(self, keys, id),
            Part::Value(index) => {
                let local = names::local(&self.sends.values.get(*index)?.name);
                quote!(&#local)
            }
            Part::System(system) => self.system(*system),
            Part::Serial(credential, form) => parts::serial(credential, *form),
            Part::Header { name, .. } => {
                let local = Self::header_local(name);
                quote!(&#local)
            }
            Part::Now(format) => parts::now(self.provider, &quote!(context.now), format),
            Part::Field { layer, path, view } => {
                let field = path.first()?;
                if field.is_sent_amount() || field.is_sent_integer() || !field.is_always_there() {
                    return None;
                }
                let supply = self.supply(*layer);
                write::with_value(self.provider, &quote!(self), field, &supply, |value| {
                    parts::viewed(*view, write::wire_text(self.provider, field, &supply, value))
                })
            }
            Part::Fields(_) | Part::Received(_) | Part::Sent(_) | Part::Remainder(_) | Part::Optional(_) => {
                return None;
            }
        })
    }

    fn append(&self, part: &Part, secret: bool) -> TokenStream {
        if let Some(selection) = part.selection() {
            return parts::pairs(self.provider, selection, self.sends, &self.supply(selection.layer));
        }
        if let Part::Remainder(remainder) = part {
            let Some((statements, result)) = self.sends.remainder(remainder).map(|text| self.written(&text)) else {
                return TokenStream::new();
            };
            let block = Block { statements, result, returns: quote!(rt::Body) };
            let written = self.methods.call("write_remainder", " The encoded message without one member.", block);
            return parts::push(&quote!(#written.as_str()), secret);
        }
        if let Some(path) = part.received() {
            let (member, push) =
                (outcome::member_text_of(self.provider, &quote!(self), path), parts::push(&quote!(value), secret));
            return quote!(if let Some(value) = #member { #push });
        }
        let Part::Field { layer, path, view } = part else { return TokenStream::new() };
        let Some(field) = path.first() else { return TokenStream::new() };
        let supply = self.supply(*layer);
        write::with_value(self.provider, &quote!(self), field, &supply, |value| {
            let text = parts::viewed(*view, write::wire_text(self.provider, field, &supply, value));
            parts::push(&text, secret)
        })
    }

    fn text(&self, statements: TokenStream) -> TokenStream {
        let block = Block { statements, result: quote!(text), returns: quote!(String) };
        self.methods.call("canonical_text", " The text that is signed.", block)
    }

    fn values(&self) -> &[Value] {
        &self.sends.values
    }

    fn is_received(&self) -> bool {
        false
    }

    fn unlisted(&self) -> TokenStream {
        quote!(rt::KeyError::Choice.into())
    }

    fn layers(&self) -> &[Layer] {
        &self.sends.layers
    }
}
