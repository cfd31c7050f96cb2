//! Signing: computes all values of a call once, in the order of the plan.

use std::{borrow::Cow, sync::Arc};

use refundry_codegen::model::{
    Charset, Credential, DetachedTag, Field, HeaderText, Operation, PathPiece, Provider, Remainder, Selection, Sends,
    SentSystem, SentText, Source, System, View, Writing, ZonelessTimeFormat,
    operation::{Header, Item, dotted},
    value::Signature,
};
use refundry_runtime::{
    self as rt, Acknowledgement, Body, Call, Draft, Extras, Format, Headers, KeyError, Pairs, Record, ShortText,
    SignError, Transcode, Violation, Writer, cipher, http,
};

use crate::{
    cached_credential::CachedCredential,
    charset, codec,
    compute::{self, ValueContext},
    condition,
    context::Context,
    credentials::Credentials,
    expected::Expected,
    object::{Object, Value},
    outcome,
    step::{StepOutput, Values},
    trace::Trace,
    write,
};

/// The inputs of one call, and its values computed so far.
pub(crate) struct Signer<'s> {
    pub(crate) provider: &'s Provider,
    pub(crate) sends: &'s Sends,
    /// The caller's fields, or the members of the notification that is acknowledged.
    pub(crate) object: &'s Object,
    pub(crate) extras: &'s Extras,
    /// The record of the refund, if the operation is a query.
    pub(crate) sent: Option<&'s Record>,
    pub(crate) credentials: &'s Credentials,
    pub(crate) context: &'s Context<'s>,
    pub(crate) trace: Option<&'s Trace>,
    /// The expected signatures, if known.
    pub(crate) expected: Option<&'s Expected>,
    pub(crate) computed: Computed,
    /// Replaces the text of a written layer before its steps; the flag marks the outermost layer.
    pub(crate) edit: Option<LayerEdit<'s>>,
    /// The texts around each selected value; mostly none. An empty value has none.
    pub(crate) around: Option<(&'static str, &'static str)>,
}

/// The replacement of a layer's text; `None` keeps the text.
pub(crate) type LayerEdit<'e> = &'e dyn Fn(&str, bool) -> Option<String>;

/// The values computed so far.
#[derive(Clone, Default)]
pub(crate) struct Computed {
    values: Values,
    layers: Vec<Option<(String, bool)>>,
    /// The tags that stand beside their layers, by the index of the layer.
    tags: Vec<Option<String>>,
    headers: Vec<Option<String>>,
    body: Body,
    path: String,
    query: String,
}

impl<'s> Signer<'s> {
    /// Computes all values and assembles the call.
    pub(crate) fn call(mut self, operation: &Operation, warnings: Vec<Violation>) -> Result<Call<Record>, SignError> {
        self.compute()?;
        let headers = self.headers()?;
        let record = self.record(operation);
        let body = self.body()?;
        let method = http::Method::from_bytes(self.sends.method.as_bytes());
        let method = method.map_err(|_| SignError::Url("the spec names no method of HTTP"))?;
        let content_type = self.sends.content_type.as_deref();
        let Computed { path, query, .. } = &self.computed;
        let server = self.context.server.base();
        Draft { method, server, path, query, content_type, headers, body, sent: record, warnings }.call()
    }

    /// Computes all values and assembles the acknowledgement.
    pub(crate) fn acknowledgement(mut self, status: u16) -> Result<Acknowledgement, SignError> {
        self.compute()?;
        let (headers, body) = (self.headers()?, self.body()?);
        Acknowledgement::new(status, self.sends.content_type.as_deref(), headers, body)
    }

    fn compute(&mut self) -> Result<(), SignError> {
        self.computed.values = Values::none(self.sends.values.len());
        self.computed.layers = vec![None; self.sends.layers.len()];
        self.computed.tags = vec![None; self.sends.layers.len()];
        self.computed.headers = vec![None; self.sends.headers.len()];
        let sends = self.sends;
        sends.plan.iter().try_for_each(|item| self.item(*item))
    }

    /// Computes the values that precede a value. `own` becomes the output of the value itself, for parts that refer to
    /// it.
    pub(crate) fn prepare_until(&mut self, value: usize, own: Option<&str>) -> Result<(), SignError> {
        self.computed.values = Values::none(self.sends.values.len());
        self.computed.layers = vec![None; self.sends.layers.len()];
        self.computed.tags = vec![None; self.sends.layers.len()];
        self.computed.headers = vec![None; self.sends.headers.len()];
        let sends = self.sends;
        for item in sends.plan.iter().take_while(|item| **item != Item::Value(value)) {
            self.item(*item)?;
        }
        self.computed.values.set(value, own.map(|own| StepOutput::Text(own.to_owned())));
        Ok(())
    }

    fn body(&mut self) -> Result<Body, SignError> {
        let body = std::mem::take(&mut self.computed.body);
        match self.sends.body_charset() {
            None => Ok(Body::empty()),
            Some(Charset::Utf8) => Ok(body),
            Some(charset) => body.in_charset(charset),
        }
    }

    fn item(&mut self, item: Item) -> Result<(), SignError> {
        match item {
            Item::Value(index) => {
                let held = self.has_all(&self.sends.needs_of_value(index));
                if let Some(value) = self.sends.values.get(index).filter(|_| held) {
                    let made = compute::compute(self, value)?;
                    self.computed.values.set(index, Some(made));
                }
            }
            Item::Layer(index) => self.sends.layer_text(index).map_or(Ok(()), |text| self.layer(&text))?,
            Item::Header(index) => {
                let header = self.sends.headers.get(index);
                if let Some(header) = header.filter(|header| self.has_all(&self.sends.needs_of_header(header))) {
                    let text = compute::text_of_parts(self, &header.parts)?;
                    self.computed.headers.get_mut(index).into_iter().for_each(|slot| *slot = Some(text.clone()));
                }
            }
            Item::Path => self.computed.path = self.path(),
            Item::Query => self.computed.query = self.query()?,
            Item::Body => {
                let secret = self.sends.body.iter().any(|part| part.holds_secret(&self.sends.values));
                self.computed.body = Body::stepped(compute::text_of_parts(self, &self.sends.body)?, secret);
            }
        }
        Ok(())
    }

    /// Whether the merchant has all these credentials.
    fn has_all(&self, needs: &[Arc<Credential>]) -> bool {
        needs.iter().all(|credential| self.credentials.value(credential).is_ok())
    }

    /// The output of a layer's steps, and the tag of its cipher if that stands beside the layer.
    fn worked(
        &self,
        SentText { index, layer, .. }: &SentText<'_>,
        text: &str,
        secret: bool,
        input: StepOutput,
    ) -> Result<(StepOutput, Option<String>), SignError> {
        if let Some(trace) = self.trace() {
            trace.begin_layer(&layer.message.name, text);
        }
        let made = match DetachedTag::at(&self.sends.layers, *index) {
            Some(tag) => self.sealed(&tag, input),
            None => compute::apply_steps(self, input, &layer.steps).map(|made| (made, None)),
        };
        if let Some(trace) = self.trace().filter(|_| secret) {
            trace.forget();
        }
        made
    }

    /// The output of the steps of a layer, and the tag of its cipher after the same steps.
    fn sealed(&self, tag: &DetachedTag<'_>, input: StepOutput) -> Result<(StepOutput, Option<String>), SignError> {
        let sealed = compute::apply_steps(self, input, tag.before)?;
        let (text, own) = cipher::split_tag(sealed.as_bytes(), tag.length);
        let own = compute::apply_untraced(self, StepOutput::Bytes(own.to_vec()), tag.after)?;
        let text = compute::apply_steps(self, StepOutput::Bytes(text.to_vec()), tag.after)?;
        Ok((text, Some(own.as_text().to_owned())))
    }

    fn layer(&mut self, sent: &SentText<'_>) -> Result<(), SignError> {
        let (index, layer) = (sent.index, sent.layer);
        let written = self.written(sent)?;
        let edited = self.edit.and_then(|edit| edit(written.as_str(), index == 0));
        let written = edited.map_or(written, |text| Body::stepped(text, false));
        if layer.steps.is_empty() {
            match index {
                0 => self.computed.body = written,
                index => self.keep_layer(index, written.into_text()),
            }
            return Ok(());
        }
        let (text, secret) = written.into_text();
        let input = match charset::whole_charset(layer) {
            Some(charset) => StepOutput::Bytes(charset.encode(&text).ok_or(SignError::Charset)?.into_owned()),
            None => StepOutput::Text(text.clone()),
        };
        let (made, tag) = self.worked(sent, &text, secret, input)?;
        self.computed.tags.get_mut(index).into_iter().for_each(|slot| slot.clone_from(&tag));
        let secret = secret && !layer.is_one_way();
        match (index, made) {
            (0, StepOutput::Text(text)) => self.computed.body = Body::stepped(text, secret),
            (0, StepOutput::Bytes(bytes)) => self.computed.body = Body::stepped(bytes, secret),
            (index, made) => self.keep_layer(index, (made.as_text().to_owned(), secret)),
        }
        Ok(())
    }

    fn keep_layer(&mut self, index: usize, layer: (String, bool)) {
        self.computed.layers.get_mut(index).into_iter().for_each(|slot| *slot = Some(layer.clone()));
    }

    fn written(&self, text: &SentText<'_>) -> Result<Body, SignError> {
        let mut writer = codec::writer(text.codec, text.layer);
        text.fixed.iter().for_each(|(name, text)| writer.text(name, text));
        text.fields.iter().for_each(|field| self.write(&mut writer, text.writing, text.index, field));
        if text.extras {
            writer.extras(self.extras);
        }
        writer.try_finish()
    }

    fn write(&self, writer: &mut Writer<dyn Format>, writing: Writing, layer: usize, field: &Field) {
        if field.source.is_layer() {
            if let Some(Some(next)) = self.computed.layers.get(layer + 1) {
                write::layer(writer, field, next);
            }
            return;
        }
        if let (Source::Members, Some(object)) = (&field.source, field.ty.message()) {
            let inside = Writing::inside(self.provider);
            writer.begin_object(&field.wire);
            object.written_fields().for_each(|member| self.write(writer, inside, layer, member));
            return writer.end_object();
        }
        let value = self.value(layer, field);
        let placed = (self.object, field);
        write::field(self.provider, writer, writing, placed, value.as_deref(), self.sends.is_secret(field));
    }

    /// The value of a field from any source; only caller values keep their type.
    fn value(&self, layer: usize, field: &Field) -> Option<Cow<'_, Value>> {
        let text = match &field.source {
            Source::Caller => return self.object.get(&field.rust).map(Cow::Borrowed),
            Source::Constant(constant) => constant.clone(),
            Source::Conditional(text) => {
                let holds = condition::holds(&text.when.root, self.object).unwrap_or(false);
                rt::text_if(holds, &text.constant, &text.otherwise).to_owned()
            }
            Source::Operation => self.sends.constant(field).to_owned(),
            Source::Credential(credential) => self.credentials.text(credential)?.to_owned(),
            Source::Value(_) if !self.has_all(&self.sends.needs_of_field(field)) => return None,
            Source::Value(name) => {
                let index = self.sends.values.iter().position(|value| value.name == *name)?;
                self.output(index).map(|made| made.as_text().to_owned()).unwrap_or_default()
            }
            Source::Nonce => self.context.nonce.to_owned(),
            Source::Salt => self.context.salt.to_owned(),
            Source::Now => write::wire_text(self.provider, &field.ty, &Value::Time(self.context.now)).into_owned(),
            Source::Layer => {
                let (text, _) = self.computed.layers.get(layer + 1)?.as_ref()?;
                if field.sole { rt::listed(text) } else { text.clone() }
            }
            Source::Tag => self.computed.tags.get(layer + 1)?.clone()?,
            Source::Members => return None,
            Source::Sent(name) if field.is_sent_amount() => {
                return self.sent?.amount(name).map(Value::Amount).map(Cow::Owned);
            }
            Source::Sent(name) if field.is_sent_integer() => {
                return self.sent?.integer(name).map(Value::Integer).map(Cow::Owned);
            }
            Source::Sent(name) => self.sent?.get(name)?.to_owned(),
            Source::Received(name) => outcome::member_text(self.provider, self.object, self.sends.repeated(name))?,
        };
        Some(Cow::Owned(Value::Text(text)))
    }

    /// A field as wire text.
    pub(crate) fn field_text(&self, layer: usize, field: &Field) -> Option<String> {
        let value = self.value(layer, field)?;
        if self.sends.layers.get(layer).is_some_and(|layer| layer.tells_absence_inside(field)) {
            return Some(write::whole_with_nulls(self.provider, field, &value));
        }
        Some(write::whole(self.provider, self.object, field, &value).into_owned())
    }

    fn path(&self) -> String {
        let mut path = String::new();
        for piece in &self.sends.path {
            match piece {
                PathPiece::Literal(text) => path.push_str(text),
                PathPiece::Field(field) => {
                    path.extend(self.field_text(0, field).map(|text| rt::path_segment(&text)));
                }
            }
        }
        path
    }

    fn query(&self) -> Result<String, SignError> {
        let Some(text) = self.sends.query_text() else { return Ok(String::new()) };
        Ok(self.written(&text)?.into_text().0)
    }

    fn headers(&self) -> Result<Headers, SignError> {
        let mut headers = Headers::new();
        for header in self.sends.sent_headers() {
            let text = match header.text {
                HeaderText::Header(index) => self.computed.headers.get(index).cloned().flatten(),
                HeaderText::Field(field) => self.field_text(0, field),
            };
            let (name, Some(text)) = (&header.name, text) else { continue };
            if header.secret { headers.secret(name, &text)? } else { headers.text(name, &text)? }
        }
        Ok(headers)
    }

    /// The record that an answer is compared with.
    pub(crate) fn record(&self, operation: &Operation) -> Record {
        let (provider, name) = (self.provider.id.clone(), operation.name.clone());
        let mut record = match self.sent {
            None => Record::new(provider, name),
            Some(refund) => {
                let replaced = self.provider.replaced(operation, self.sends);
                let replaced: Vec<&str> = replaced.iter().map(String::as_str).collect();
                Record::about(provider, name, refund).without(&replaced)
            }
        };
        for path in self.provider.recorded(operation, self.sends) {
            let Some(text) = self.kept(&path) else { continue };
            record = match self.provider.is_transmitted(operation, &path) {
                true => record.transmitted(dotted(&path), &text),
                false => record.with(dotted(&path), &text),
            };
        }
        record
    }

    /// The text of a field as the record keeps it.
    fn kept(&self, path: &[Arc<Field>]) -> Option<String> {
        let field = path.last()?;
        let of_caller = path.len() > 1 && field.source.is_caller();
        let (_, around) = path.split_last()?;
        if field.is_constant() && around.iter().any(|object| object.source.is_caller()) {
            // A constant is sent with its object, which the caller may leave out.
            self.object.member(around)?;
        }
        let value = if of_caller { Cow::Borrowed(self.object.member(path)?) } else { self.value(0, field)? };
        Some(recorded(self.provider, field, &value))
    }
}

/// Records amounts in the minor unit, independent of the wire unit.
pub(crate) fn recorded(provider: &Provider, field: &Field, value: &Value) -> String {
    if let Value::Amount(amount) = value
        && field.is_kept_as_amount()
    {
        return amount.to_minor().as_str().to_owned();
    }
    write::wire_text(provider, &field.ty, value).into_owned()
}

impl ValueContext for Signer<'_> {
    type Error = SignError;

    fn credentials(&self) -> &Credentials {
        self.credentials
    }

    fn output(&self, index: usize) -> Option<&StepOutput> {
        self.computed.values.get(index)
    }

    fn field(&self, layer: usize, path: &[Arc<Field>], _: View) -> Option<Cow<'_, str>> {
        self.field_text(layer, path.first()?).map(Cow::Owned)
    }

    fn acknowledged(&self, path: &[Arc<Field>]) -> Option<String> {
        outcome::member_text(self.provider, self.object, path)
    }

    fn sent(&self, _: &[Arc<Field>]) -> Option<Cow<'_, str>> {
        None
    }

    fn select(&self, selection: &Selection, text: &mut String) {
        let extras = if self.sends.extends(selection) { self.extras } else { Extras::none() };
        let order = rt::Order::of(selection.order, rt::Order::Declared);
        let without = self.sends.left_out_of_extras(selection);
        let mut pairs = Pairs::new(text, selection.pair_style(), order, extras).without(&without);
        for field in &selection.fields {
            let Some(value) = self.field_text(selection.layer, field) else {
                if selection.takes_absent(field, self.sends) {
                    pairs.literal(&field.wire, "");
                }
                continue;
            };
            let around = self.around.filter(|_| !value.is_empty());
            let value = around.map_or(value.clone(), |(start, end)| format!("{start}{value}{end}"));
            match selection.takes_literally(field) {
                true => pairs.literal(&field.wire, &value),
                false => pairs.pair(&field.wire, &value),
            }
        }
        pairs.finish();
    }

    fn remainder(&self, remainder: &Remainder) -> Result<String, SignError> {
        let Some(text) = self.sends.remainder(remainder) else { return Ok(String::new()) };
        Ok(self.written(&text)?.into_text().0)
    }

    fn system(&self, system: System) -> Result<Cow<'_, str>, SignError> {
        let Computed { path, query, .. } = &self.computed;
        let server = self.context.server.base();
        Ok(match self.sends.system(system) {
            SentSystem::Fixed(text) => Cow::Borrowed(text),
            SentSystem::Url => Cow::Owned(rt::url_of(server, path, query)),
            SentSystem::Path => Cow::Owned(rt::path_of(server, path)),
            SentSystem::Query => Cow::Borrowed(query),
            SentSystem::Target => Cow::Owned(rt::target_of(server, path, query)),
            SentSystem::Body => Cow::Borrowed(self.computed.body.as_str()),
            SentSystem::Nonce => Cow::Borrowed(self.context.nonce),
            SentSystem::Salt => Cow::Borrowed(self.context.salt),
        })
    }

    fn header(&self, name: &str, _: Option<&str>) -> Option<&str> {
        let index = self.sends.headers.iter().position(|header: &Header| header.name.eq_ignore_ascii_case(name))?;
        self.computed.headers.get(index)?.as_deref()
    }

    fn now(&self, format: &ZonelessTimeFormat) -> ShortText {
        self.context.now.format(self.provider.time_format(format))
    }

    fn is_received(&self) -> bool {
        false
    }

    fn unlisted(&self) -> SignError {
        KeyError::Choice.into()
    }

    fn charset(&self) -> rt::Charset {
        self.sends.layers.first().map_or(rt::Charset::Utf8, |layer| layer.style.charset)
    }

    fn sign(&self, key: &CachedCredential, signature: &Signature, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        let expected = self.expected.and_then(|expected| expected.signature(key, signature, message));
        expected.map_or_else(|| key.sign(signature, message), Ok)
    }

    fn trace(&self) -> Option<&Trace> {
        self.trace
    }
}
