//! The acknowledgement of a notification.

use refundry_codegen::model::{Acknowledge, Sends};
use refundry_runtime::{Acknowledgement, Body, Check, Extras, Headers, SignError};

use crate::{
    context::Context,
    credentials::Credentials,
    interpreter::{Answer, Interpreter},
    outcome,
    sign::{Computed, Signer},
    trace::{Trace, Traced},
    validate,
};

impl<'m> Interpreter<'m> {
    /// The acknowledgement of a notification that was read.
    ///
    /// # Errors
    /// The notification is not proven or lacks a member that the acknowledgement repeats, the codec lacks a character
    /// of a text, or a key cannot sign.
    pub fn acknowledge(
        &self,
        answer: &Answer<'m>,
        credentials: &Credentials,
        context: &Context<'_>,
    ) -> Result<Acknowledgement, SignError> {
        self.acknowledged(answer, credentials, context, None)
    }

    /// Like [`Interpreter::acknowledge`], with every value and step.
    ///
    /// # Errors
    /// See [`Interpreter::acknowledge`].
    pub fn explain_acknowledgement(
        &self,
        answer: &Answer<'m>,
        credentials: &Credentials,
        context: &Context<'_>,
    ) -> Result<(Acknowledgement, Vec<Traced>), SignError> {
        let trace = Trace::default();
        let acknowledgement = self.acknowledged(answer, credentials, context, Some(&trace))?;
        Ok((acknowledgement, trace.into_inner()))
    }

    fn acknowledged(
        &self,
        answer: &Answer<'m>,
        credentials: &Credentials,
        context: &Context<'_>,
        trace: Option<&Trace>,
    ) -> Result<Acknowledgement, SignError> {
        match &answer.operation().acknowledge {
            Some(Acknowledge::Fixed { status, content_type, body }) => {
                let body = Body::stepped(body.as_str(), false);
                Acknowledgement::new(*status, content_type.as_deref(), Headers::new(), body)
            }
            Some(Acknowledge::Written { status, reply }) => {
                answer.evidence.check_acknowledged()?;
                self.check_reply(answer, reply, credentials, context)?;
                let (provider, object, extras) = (self.provider(), &answer.object, Extras::none());
                let computed = Computed::default();
                let (sent, expected, edit, sends) = (None, None, None, &**reply);
                let signer = Signer {
                    provider,
                    sends,
                    object,
                    extras,
                    sent,
                    credentials,
                    context,
                    trace,
                    expected,
                    computed,
                    edit,
                    around: None,
                };
                signer.acknowledgement(*status)
            }
            None => Err(SignError::Url("the message is no notification")),
        }
    }

    /// Checks the repeated members, the credentials and the context.
    fn check_reply(
        &self,
        answer: &Answer<'m>,
        reply: &Sends,
        credentials: &Credentials,
        context: &Context<'_>,
    ) -> Result<(), SignError> {
        for (field, path) in reply.demanded_members() {
            let member = outcome::member_text(self.provider(), &answer.object, path);
            SignError::demand(&field.wire, member.is_some())?;
        }
        let mut check = Check::new(&[]);
        validate::supplied(&mut check, self.provider(), self.rules(), reply, credentials, context);
        check.finish()?;
        self.require(credentials)
    }
}
