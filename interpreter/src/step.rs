//! Values of one message, and steps of received texts backwards.

use refundry_codegen::model::Step;
pub(crate) use refundry_runtime::StepOutput as Made;
use refundry_runtime::decode;

/// The values of one message, wiped when dropped: some may be keys of others.
#[derive(Clone, Default)]
pub(crate) struct Values(Vec<Option<Made>>);

impl Values {
    pub(crate) fn none(count: usize) -> Self {
        Self(vec![None; count])
    }

    pub(crate) fn get(&self, index: usize) -> Option<&Made> {
        self.0.get(index)?.as_ref()
    }

    pub(crate) fn set(&mut self, index: usize, made: Option<Made>) {
        if let Some(slot) = self.0.get_mut(index) {
            *slot = made;
        }
    }
}

impl Drop for Values {
    fn drop(&mut self) {
        self.0.iter_mut().flatten().for_each(Made::wipe);
    }
}

/// The bytes that a text writes, one step undone; `None` where it is no such text or the step has no way back.
pub(crate) fn undo(step: &Step, text: &str) -> Option<Vec<u8>> {
    let Step::Convert(conversion) = step else { return None };
    refundry_runtime::undo(*conversion, text)
}

/// The bytes of a text whose last steps are undone; between two of them stands a text again.
pub(crate) fn backwards(text: &str, steps: &[Step]) -> Option<Vec<u8>> {
    let Some((last, earlier)) = steps.split_last() else { return Some(text.as_bytes().to_vec()) };
    let bytes = undo(last, text)?;
    if earlier.is_empty() { Some(bytes) } else { backwards(decode::text(&bytes)?, earlier) }
}
