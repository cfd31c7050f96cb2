//! Runs the operations of a provider from its model.

use std::sync::Arc;

use refundry_codegen::model::{Field, Operation, Presence, Provider, Receives, Sends, Source, Type, operation::dotted};
use refundry_runtime::{
    After, Attempt, Authenticity, Call, Check, Echoed, Evidence, Extras, Outcome, ReadError, Received, Record, Rule,
    SentError, SignError, Timestamp, Violation, Violations, http,
};

use crate::{
    context::Context,
    credentials::Credentials,
    expected::Expected,
    kept,
    object::{self, Object, Value, ValueError},
    outcome::{self, Why},
    reader::Arrival,
    rules::Rules,
    sign::{Computed, Signer, recorded},
    trace::{Trace, Traced},
    validate, verify,
};

/// A provider's model with its prepared rules.
pub struct Interpreter<'m> {
    provider: &'m Provider,
    rules: Rules,
}

/// A request of one operation: the caller's fields and options.
#[derive(Clone, Default)]
pub struct Request {
    /// The caller's fields.
    pub object: Object,
    /// Fields that the spec lacks.
    pub extras: Extras,
    /// Rules that are lifted for this request. They come from the interpreter that takes the request.
    pub lifted: Vec<Arc<Rule>>,
    /// The record of the refund, if the operation is a query.
    pub sent: Option<Record>,
}

impl Request {
    fn lifted(&self) -> Vec<&Rule> {
        self.lifted.iter().map(AsRef::as_ref).collect()
    }
}

/// The faults of values that do not make a request, and the rules that the other values break.
#[derive(Clone, Debug, Default)]
pub struct Rejected {
    /// Values that do not fit their fields, and missing values.
    pub faults: Vec<ValueError>,
    /// Rules that the other values break, except rules between fields.
    pub violations: Vec<Violation>,
}

const MISSING: &str = "is missing, and the record of every refund has it";

/// Inputs of signing that do not change the result.
#[derive(Clone, Copy, Default)]
struct Notes<'n> {
    trace: Option<&'n Trace>,
    expected: Option<&'n Expected>,
}

/// An answer or notification that was verified and read.
#[derive(Clone, Debug)]
pub struct Answer<'m> {
    provider: &'m Provider,
    operation: &'m Operation,
    receives: &'m Receives,
    /// The members of the message.
    pub object: Object,
    /// The evidence of the answer's authenticity.
    pub evidence: Evidence,
}

impl<'m> Interpreter<'m> {
    /// Creates an interpreter of a checked model.
    pub fn new(provider: &'m Provider) -> Self {
        Self { provider, rules: Rules::of(provider) }
    }

    /// The provider.
    pub fn provider(&self) -> &'m Provider {
        self.provider
    }

    /// A request from JSON: the caller's fields by wire name, scalars in wire form. A query also takes fields of its
    /// refund, under the query's own name or the refund's name (`amount.refund`).
    ///
    /// # Errors
    /// Every value that does not fit its field, every name that the request lacks, and the rules that the other values
    /// break.
    pub fn request(
        &self,
        operation: &Operation,
        values: &serde_json::Map<String, serde_json::Value>,
    ) -> Result<Request, Rejected> {
        let fields: Vec<Arc<Field>> =
            caller_fields(operation).into_iter().chain(about(self.provider, operation)).collect();
        let mut faults = Vec::new();
        let mut object = object::of_json(self.provider, values, &fields, &mut faults);
        let sent = self.sent(operation, &mut object, &mut faults);
        let request = Request { object, sent, ..Request::default() };
        if faults.is_empty() { Ok(request) } else { Err(self.rejected(operation, &request, faults)) }
    }

    /// Adds the violations of all other values to the faults.
    fn rejected(&self, operation: &Operation, request: &Request, faults: Vec<ValueError>) -> Rejected {
        let told = |violation: &&Violation| {
            let path = violation.path.as_str();
            let within = |rest: &str| rest.is_empty() || rest.starts_with(['.', '[']);
            path.is_empty() || faults.iter().any(|fault| path.strip_prefix(&fault.path).is_some_and(within))
        };
        let found = self.validate(operation, request).err();
        let violations = found.iter().flatten().filter(|violation| !told(violation)).cloned().collect();
        Rejected { faults, violations }
    }

    /// Parses a stored record of the operation.
    ///
    /// # Errors
    /// The text is not a record of this operation, or lacks a field.
    pub fn stored(&self, operation: &Operation, text: &str) -> Result<Record, SentError> {
        let fields =
            operation.sends.as_ref().map(|sends| self.provider.recordable(operation, sends)).unwrap_or_default();
        let always = |path: &[Arc<Field>]| {
            !self.provider.is_transmitted(operation, path) && path.iter().all(|field| field.is_always_there())
        };
        let fields: Vec<(String, bool)> = fields.iter().map(|path| (dotted(path), always(path))).collect();
        let names: Vec<&str> = fields.iter().map(|(name, _)| name.as_str()).collect();
        let always: Vec<&str> = fields.iter().filter(|(_, always)| *always).map(|(name, _)| name.as_str()).collect();
        Record::parse(text, self.provider.id.clone(), operation.name.clone(), &names)?.complete(&always)
    }

    /// Builds the record of a query's refund from the members of an object.
    fn sent(&self, operation: &Operation, object: &mut Object, faults: &mut Vec<ValueError>) -> Option<Record> {
        let (refund, _) = self.provider.asked_about(operation)?;
        let mut record = Record::new(self.provider.id.clone(), refund.name.clone());
        for field in about(self.provider, operation) {
            let Some(name) = field.sent_name() else { continue };
            if let Some(value) = object.get(&field.rust).filter(|_| record.get(name).is_none()) {
                record = record.with(name.to_owned(), &recorded(self.provider, &field, value));
            }
            object.remove(&field.rust);
        }
        let fields = about(self.provider, operation).into_iter().filter(|field| field.presence.is_required());
        for field in fields.filter(|field| field.sent_name().is_some_and(|name| record.get(name).is_none())) {
            // The fault of a value that does not fit is reported already.
            if !faults.iter().any(|fault| fault.path == field.wire) {
                faults.push(ValueError { path: field.wire.clone(), problem: MISSING.to_owned() });
            }
        }
        Some(record)
    }

    /// The first rule with this name among the operation's messages: `sn.length`, `within_total`.
    pub fn rule(&self, operation: &Operation, local: &str) -> Option<&Arc<Rule>> {
        let layers = operation.sends.iter().flat_map(|sends| &sends.layers);
        let mut rules = layers.flat_map(|layer| self.rules.of_message(&layer.message.name));
        rules.find(|checked| checked.local == local).map(|checked| &checked.rule)
    }

    /// The rule with this name in a message.
    pub fn rule_of(&self, message: &str, local: &str) -> Option<&Arc<Rule>> {
        self.rules.of_message(message).iter().find(|checked| checked.local == local).map(|checked| &checked.rule)
    }

    /// The rule with this name among the credential rules.
    pub fn rule_of_credentials(&self, local: &str) -> Option<&Arc<Rule>> {
        self.rules.of_credentials().iter().find(|checked| checked.local == local).map(|checked| &checked.rule)
    }

    /// The rules between fields and the conditional rules, of every message that the operation sends.
    pub fn rules_between(&self, operation: &Operation) -> Vec<Arc<Rule>> {
        let messages = operation.sends.iter().flat_map(Sends::messages);
        let all = messages.flat_map(|message| self.rules.of_message(&message.name));
        all.filter(|checked| checked.demand.looks_at_others()).map(|checked| Arc::clone(&checked.rule)).collect()
    }

    /// Checks every rule of the caller's fields.
    ///
    /// # Errors
    /// Every violation at once. Doubtful values are returned as warnings.
    pub fn validate(&self, operation: &Operation, request: &Request) -> Result<Vec<Violation>, Violations> {
        let lifted = request.lifted();
        let mut check = Check::new(&lifted);
        if let Some(sends) = &operation.sends {
            validate::request(&mut check, self.provider, &self.rules, sends, &request.object, &request.extras);
        }
        check.finish()
    }

    /// Validates a request and signs it.
    ///
    /// # Errors
    /// Every violation at once, or the reason why a key cannot sign.
    pub fn sign(
        &self,
        operation: &Operation,
        request: &Request,
        credentials: &Credentials,
        context: &Context<'_>,
    ) -> Result<Call<Record>, SignError> {
        self.signed(operation, request, credentials, context, Notes::default())
    }

    /// Like [`Interpreter::sign`], with every value and step.
    ///
    /// # Errors
    /// See [`Interpreter::sign`].
    pub fn explain(
        &self,
        operation: &Operation,
        request: &Request,
        credentials: &Credentials,
        context: &Context<'_>,
    ) -> Result<(Call<Record>, Vec<Traced>), SignError> {
        self.explain_expecting(operation, request, credentials, context, &Expected::default())
    }

    /// Like [`Interpreter::explain`]; a correct expected signature is taken instead of signing again.
    pub(crate) fn explain_expecting(
        &self,
        operation: &Operation,
        request: &Request,
        credentials: &Credentials,
        context: &Context<'_>,
        expected: &Expected,
    ) -> Result<(Call<Record>, Vec<Traced>), SignError> {
        let trace = Trace::default();
        let notes = Notes { trace: Some(&trace), expected: Some(expected) };
        let call = self.signed(operation, request, credentials, context, notes)?;
        Ok((call, trace.into_inner()))
    }

    fn signed(
        &self,
        operation: &Operation,
        request: &Request,
        credentials: &Credentials,
        context: &Context<'_>,
        notes: Notes<'_>,
    ) -> Result<Call<Record>, SignError> {
        let sends = operation.sends.as_ref().ok_or(SignError::Url("the operation sends nothing"))?;
        let lifted = request.lifted();
        let mut check = Check::new(&lifted);
        validate::request(&mut check, self.provider, &self.rules, sends, &request.object, &request.extras);
        validate::supplied(&mut check, self.provider, &self.rules, sends, credentials, context);
        let warnings = check.finish()?;
        self.require(credentials)?;
        let call = signer(self.provider, sends, request, credentials, context, notes).call(operation, warnings)?;
        let kept = operation.keeps_request(sends).then(|| kept::request(sends, request));
        Ok(match operation.counts_attempts() {
            true => call.map_sent(|record| record.signed_at(context.now).with_request(kept)),
            false => call,
        })
    }

    /// The prepared rules.
    pub(crate) fn rules(&self) -> &Rules {
        &self.rules
    }

    /// Checks that all mandatory credentials are set.
    pub(crate) fn require(&self, credentials: &Credentials) -> Result<(), SignError> {
        let mut required = self.provider.credentials.iter().filter(|credential| credential.required);
        required.try_for_each(|credential| credentials.value(credential).map(|_| ())).map_err(SignError::from)
    }

    /// Reads the answer to a request: verifies it, compares it with the record of the request, and decodes its members.
    ///
    /// # Errors
    /// The answer cannot be trusted or understood.
    pub fn read<B: AsRef<[u8]>>(
        &self,
        operation: &'m Operation,
        sent: &Record,
        response: &http::Response<B>,
        credentials: &Credentials,
        now: Timestamp,
    ) -> Result<Answer<'m>, ReadError> {
        let answer = self.received(operation, &Received::response(response)?, credentials, now, Some(sent), None)?;
        answer.compare(sent)
    }

    /// A scalar from its wire form.
    ///
    /// # Errors
    /// The text does not fit the type.
    pub fn value(&self, ty: &Type, text: &str) -> Result<Value, ValueError> {
        let problem = |problem| ValueError { path: String::new(), problem };
        object::parse_scalar(self.provider, ty, text).map_err(problem)
    }

    /// The outcome of a message with these members, before its evidence is weighed.
    pub fn listed(&self, operation: &Operation, object: &Object, status: u16, attempt: Attempt) -> Outcome {
        outcome::listed(self.provider, operation, object, status, attempt)
    }

    /// Reads an answer to a sent request or a notification, and returns every value and step of its verification. The
    /// message is not compared with the request.
    pub fn explain_received(
        &self,
        operation: &'m Operation,
        received: &Received<'_>,
        credentials: &Credentials,
        now: Timestamp,
        sent: Option<&Record>,
    ) -> (Result<Answer<'m>, ReadError>, Vec<Traced>) {
        let trace = Trace::default();
        let answer = self.received(operation, received, credentials, now, sent, Some(&trace));
        (answer, trace.into_inner())
    }

    /// Reads and verifies a notification; [`Answer::compare`] checks that it belongs to a request.
    ///
    /// # Errors
    /// The notification cannot be trusted or understood.
    pub fn receive<B: AsRef<[u8]>>(
        &self,
        operation: &'m Operation,
        request: &http::Request<B>,
        credentials: &Credentials,
        now: Timestamp,
    ) -> Result<Answer<'m>, ReadError> {
        self.received(operation, &Received::request(request)?, credentials, now, None, None)
    }

    /// Reads and verifies a received message; the trace records the computed values.
    pub(crate) fn received(
        &self,
        operation: &'m Operation,
        received: &Received<'_>,
        credentials: &Credentials,
        now: Timestamp,
        sent: Option<&Record>,
        trace: Option<&Trace>,
    ) -> Result<Answer<'m>, ReadError> {
        let Some(receives) = &operation.receives else {
            return Err(ReadError::Malformed { codec: "text", reason: "the operation receives nothing".to_owned() });
        };
        let provider = self.provider;
        let arrival = Arrival { provider, receives, received, credentials, now, sent, trace, rewrite: None };
        let (object, authenticity) = verify::read_message(arrival)?;
        let status = received.status.map_or(0, |status| status.as_u16());
        let evidence = Evidence { status, authenticity, echoed: Echoed::NOTHING };
        Ok(Answer { provider: self.provider, operation, receives, object, evidence })
    }
}

impl<'m> Answer<'m> {
    /// The operation of the message.
    pub(crate) fn operation(&self) -> &'m Operation {
        self.operation
    }
}

impl Answer<'_> {
    /// Compares the answer with its request. The item that concerns the request stands in the place of its list then.
    ///
    /// # Errors
    /// A member that differs.
    pub fn compare(mut self, sent: &Record) -> Result<Self, ReadError> {
        self.evidence.echoed = outcome::compare_echo(self.provider, self.receives, sent, &mut self.object)?;
        Ok(self)
    }

    /// The outcome of the refund. `attempt` matters only to the answer of a refund.
    pub fn outcome(&self, attempt: Attempt) -> Outcome {
        outcome::outcome(self.provider, self.operation, &self.object, self.evidence, attempt)
    }

    /// The reason of the outcome: the row that decides, and the members that are missing.
    pub fn why(&self) -> Why {
        outcome::why(self.provider, self.operation, &self.object, self.evidence.status)
    }

    /// The step that must come before the same number is sent again, according to the table of outcomes. `None` for a
    /// query or a notification, whose outcome contains the step.
    pub fn advice(&self) -> Option<After> {
        if !self.operation.counts_attempts() {
            return None;
        }
        let (object, status) = (&self.object, self.evidence.status);
        outcome::listed(self.provider, self.operation, object, status, Attempt::First).after()
    }

    /// A member as wire text, addressed through nested objects.
    pub fn text(&self, path: &[Arc<Field>]) -> Option<String> {
        outcome::member_text(self.provider, &self.object, path)
    }

    /// Whether the sender was proven.
    pub fn authenticity(&self) -> Authenticity {
        self.evidence.authenticity
    }
}

/// The fields that the caller supplies, in every layer.
pub(crate) fn caller_fields(operation: &Operation) -> Vec<Arc<Field>> {
    let layers = operation.sends.iter().flat_map(|sends: &Sends| &sends.layers);
    let fields = layers.flat_map(|layer| layer.message.fields.iter());
    fields.filter(|field| field.source.is_caller()).cloned().collect()
}

/// The fields that describe a query's refund: the query's own fields by its names, and all recorded fields by the
/// refund's names.
fn about(provider: &Provider, operation: &Operation) -> Vec<Arc<Field>> {
    let Some((refund, sent)) = provider.asked_about(operation) else { return Vec::new() };
    let layers = operation.sends.iter().flat_map(|sends| &sends.layers);
    let own = layers.flat_map(|layer| layer.message.sourced()).filter(|field| field.sent_name().is_some());
    let kept = provider.recorded(refund, sent).into_iter().filter_map(|path| {
        let name = dotted(&path);
        let field = Field::clone(path.last()?);
        let source = Source::Sent(name.clone());
        Some(Arc::new(Field { wire: name.clone(), rust: name, source, presence: Presence::Optional, ..field }))
    });
    let mut out: Vec<Arc<Field>> = own.cloned().collect();
    for field in kept {
        if !out.iter().any(|other| other.wire == field.wire) {
            out.push(field);
        }
    }
    out
}

fn signer<'s>(
    provider: &'s Provider,
    sends: &'s Sends,
    request: &'s Request,
    credentials: &'s Credentials,
    context: &'s Context<'s>,
    Notes { trace, expected }: Notes<'s>,
) -> Signer<'s> {
    let (object, extras, sent) = (&request.object, &request.extras, request.sent.as_ref());
    Signer {
        provider,
        sends,
        object,
        extras,
        sent,
        credentials,
        context,
        trace,
        expected,
        computed: Computed::default(),
        edit: None,
        around: None,
    }
}

/// The record of a request, built without signing.
pub(crate) fn record(
    provider: &Provider,
    operation: &Operation,
    request: &Request,
    credentials: &Credentials,
    context: &Context<'_>,
) -> Option<Record> {
    let sends = operation.sends.as_ref()?;
    Some(signer(provider, sends, request, credentials, context, Notes::default()).record(operation))
}
