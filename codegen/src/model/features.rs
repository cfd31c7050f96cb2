//! The features of the runtime that the emitted code needs beyond the core.

use super::{CredentialType, Provider, Value, Zone};

impl Provider {
    /// The features of the runtime that the emitted code needs, in order.
    pub fn features(&self) -> Vec<&'static str> {
        let keys = self.credentials.iter().filter_map(|credential| match credential.ty {
            CredentialType::Key(key) => key.row().feature,
            CredentialType::Text(_) => None,
        });
        let sends = self.sent().map(|(_, sends)| sends);
        let receives = self.operations.iter().filter_map(|operation| operation.receives.as_ref());
        let values = sends.clone().flat_map(|sends| &sends.values);
        let values = values.chain(receives.clone().flat_map(|receives| &receives.values));
        let layers = sends.flat_map(|sends| &sends.layers).chain(receives.flat_map(|receives| &receives.layers));
        let steps = values.flat_map(Value::steps).chain(layers.clone().flat_map(|layer| &layer.steps));
        let codecs = layers.flat_map(|layer| &layer.codecs).filter_map(|codec| codec.row().feature);
        let charset = self.uses_charset().then_some("charset");
        let zones = matches!(self.zone, Zone::Named(_)).then_some("zones");
        let steps = steps.filter_map(|step| step.kind().feature());
        let mut features: Vec<&'static str> = keys.chain(steps).chain(codecs).chain(charset).chain(zones).collect();
        features.sort_unstable();
        features.dedup();
        features
    }
}
