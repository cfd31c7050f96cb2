//! Explains the acknowledgement that is written for a notification.

use std::fmt::Write;

use refundry_codegen::model::{Operation, Provider};
use refundry_interpreter::{Answer, Context, Credentials, Interpreter, Traced, explain::Redaction};
use serde::Serialize;

use super::{json, text};

/// The acknowledgement of a notification, or the reason why there is none.
pub struct Reply {
    traced: Vec<Traced>,
    redaction: Redaction,
    /// The status and the redacted body.
    made: Result<(u16, String), String>,
}

/// The JSON report.
#[derive(Serialize)]
pub struct Report<'r> {
    steps: Vec<json::Step<'r>>,
    texts: Vec<(&'r str, String)>,
    status: Option<u16>,
    body: Option<String>,
    error: Option<String>,
}

impl Reply {
    /// The acknowledgement of a notification; `None` if it is the same for every notification.
    pub fn of<'m>(
        interpreter: &Interpreter<'m>,
        (operation, answer): (&Operation, &Answer<'m>),
        credentials: &Credentials,
        context: &Context<'_>,
        shows_secrets: bool,
    ) -> Option<Self> {
        operation.reply()?;
        let provider: &Provider = interpreter.provider();
        let made = interpreter.explain_acknowledgement(answer, credentials, context);
        let (made, traced) = match made {
            Ok((made, traced)) => (Ok((made.response().status().as_u16(), made.redacted_body())), traced),
            Err(error) => (Err(error.to_string()), Vec::new()),
        };
        let redaction = match shows_secrets {
            true => Redaction::none(),
            false => Redaction::of_acknowledgement(provider, operation, credentials, &traced),
        };
        Some(Self { traced, redaction, made })
    }

    /// The text report.
    pub fn text(&self) -> String {
        let mut out = String::new();
        self.traced.iter().for_each(|traced| text::write_value(traced, &self.redaction, &mut out));
        let _ = match &self.made {
            Ok((status, body)) => {
                writeln!(out, "\nacknowledged: {status}\n{}", text::indented(&self.redaction.text(body)))
            }
            Err(error) => writeln!(out, "\nnot acknowledged: {}", self.redaction.text(error)),
        };
        out
    }

    /// The JSON report.
    pub fn report(&self) -> Report<'_> {
        let Self { traced, redaction, made } = self;
        let (status, body) = made.as_ref().ok().map(|(status, body)| (*status, redaction.text(body))).unzip();
        Report {
            steps: json::steps(traced, redaction),
            texts: traced.iter().map(|traced| (traced.value.as_str(), redaction.text_of(traced))).collect(),
            status,
            body,
            error: made.as_ref().err().map(|error| redaction.text(error)),
        }
    }
}
