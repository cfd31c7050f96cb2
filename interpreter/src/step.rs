//! The values of one message, and the reversal of steps on received texts.

use refundry_codegen::model::Step;
pub(crate) use refundry_runtime::StepOutput;
use refundry_runtime::decode;

/// The values of one message, wiped on drop because some may be keys.
#[derive(Clone, Default)]
pub(crate) struct Values(Vec<Option<StepOutput>>);

impl Values {
    pub(crate) fn none(count: usize) -> Self {
        Self(vec![None; count])
    }

    pub(crate) fn get(&self, index: usize) -> Option<&StepOutput> {
        self.0.get(index)?.as_ref()
    }

    pub(crate) fn set(&mut self, index: usize, made: Option<StepOutput>) {
        if let Some(slot) = self.0.get_mut(index) {
            *slot = made;
        }
    }
}

impl Drop for Values {
    fn drop(&mut self) {
        self.0.iter_mut().flatten().for_each(StepOutput::wipe);
    }
}

/// Undoes one step; `None` if the text is not an output of the step or the step cannot be undone.
pub(crate) fn undo(step: &Step, text: &str) -> Option<Vec<u8>> {
    let Step::Convert(conversion) = step else { return None };
    refundry_runtime::undo(*conversion, text)
}

/// Undoes the last steps of a text; the input of each step is a text.
pub(crate) fn backwards(text: &str, steps: &[Step]) -> Option<Vec<u8>> {
    let Some((last, earlier)) = steps.split_last() else { return Some(text.as_bytes().to_vec()) };
    let bytes = undo(last, text)?;
    if earlier.is_empty() { Some(bytes) } else { backwards(decode::text(&bytes)?, earlier) }
}
