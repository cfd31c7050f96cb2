//! The state of binding values to one message. `value` binds values, `part` their parts and `step` their steps.

use super::Scope;
use crate::{
    model::{Direction, Field, Layer, Part, Sends, Value},
    spec::syntax::System,
};

/// Binds values to the layers of one message.
pub(crate) struct Binder<'b, 'a> {
    pub(crate) scope: &'b mut Scope<'a>,
    pub(crate) layers: &'b [Layer],
    pub(crate) headers: Vec<String>,
    pub(crate) direction: Direction,
    /// Whether the received message is a request of the provider, with a method and a path of its own.
    pub(crate) notified: bool,
    /// The request that a received message answers; `None` for a request and a notification.
    pub(crate) request: Option<&'b Sends>,
    /// The layer from which a received text takes its members.
    pub(crate) layer: usize,
    /// Whether the bound text may use credentials that not every merchant has: it belongs to a choice, or it is sent and
    /// may be absent.
    pub(crate) optional: bool,
    /// Whether the signature of the received message shows its salt.
    pub(crate) salted: bool,
    /// The layers of the notification that the message acknowledges.
    pub(crate) acknowledged: Option<&'b [Layer]>,
    pub(crate) values: Vec<Value>,
}

impl<'b, 'a> Binder<'b, 'a> {
    pub(crate) fn new(scope: &'b mut Scope<'a>, layers: &'b [Layer], direction: Direction) -> Self {
        Self {
            scope,
            layers,
            headers: Vec::new(),
            direction,
            notified: false,
            request: None,
            layer: 0,
            optional: false,
            salted: false,
            acknowledged: None,
            values: Vec::new(),
        }
    }
}

impl Binder<'_, '_> {
    /// Whether a text of these parts shows a secret.
    pub(crate) fn shows_secret(&self, parts: &[Part]) -> bool {
        parts.iter().any(|part| match part {
            Part::Credential(credential) => credential.secret,
            Part::KeyOf { .. } => true,
            Part::Value(index) => self.values.get(*index).is_some_and(|value| value.secret),
            Part::Field { layer, path, .. } => {
                let mut carriers = path.iter().filter(|field| field.source.is_layer());
                path.iter().any(|field| self.is_secret(field)) || carriers.any(|_| self.carries_secret(*layer))
            }
            Part::Received(path) => path.iter().any(|field| self.is_secret(field)),
            Part::Fields(selection) => {
                let mut carriers = selection.fields.iter().filter(|field| field.source.is_layer());
                let own = selection.fields.iter().any(|field| self.is_secret(field));
                own || carriers.any(|_| self.carries_secret(selection.layer))
            }
            Part::Optional(parts) => self.shows_secret(parts),
            Part::Remainder(remainder) => self.holds_secret(remainder.layer),
            Part::System(System::Body) => self.holds_secret(0),
            Part::System(System::Query | System::Target | System::Url) => self
                .layers
                .iter()
                .any(|layer| layer.is_query() && layer.message.fields.iter().any(|field| self.is_secret(field))),
            // No secret is a `Sent` part.
            Part::Literal(_) | Part::Serial(..) | Part::System(_) | Part::Header { .. } | Part::Now(_) => false,
            Part::Sent(_) => false,
        })
    }

    /// Whether the carrier in the layer of that index shows a secret of the layers inside; a cipher hides them.
    fn carries_secret(&self, index: usize) -> bool {
        let shown = self.layers.iter().skip(index + 1).take_while(|layer| !layer.is_one_way());
        shown.flat_map(|layer| layer.message.sourced()).any(|field| self.is_secret(field))
    }

    /// Whether the layer of that index, or one inside it, holds a secret.
    fn holds_secret(&self, index: usize) -> bool {
        let fields = self.layers.iter().skip(index).flat_map(|layer| layer.message.sourced());
        fields.into_iter().any(|field| self.is_secret(field))
    }

    /// Whether a field shows a secret on the wire.
    pub(crate) fn is_secret(&self, field: &Field) -> bool {
        field.shows_secret_of(&self.values)
    }
}
