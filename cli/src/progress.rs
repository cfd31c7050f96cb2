//! The progress of long work, as a line on a terminal.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Work on fewer specs takes no second, and shows nothing.
const FEW: usize = 40;

/// A line on stderr that shows how many specs are done. It is gone when the work ends, and is not shown where stderr is
/// no terminal.
pub struct Progress(ProgressBar);

impl Progress {
    /// The progress of work on this number of specs; `verb` is what is done to each.
    pub fn new(specs: usize, verb: &'static str) -> Self {
        // Everything drawn has this style, so the bar is hidden until it is set.
        let bar = ProgressBar::hidden().with_message(verb);
        bar.set_length(specs as u64);
        if let Ok(style) = ProgressStyle::with_template("{msg} {pos} of {len} specs, {elapsed}")
            && specs >= FEW
        {
            bar.set_style(style);
            bar.set_draw_target(ProgressDrawTarget::stderr());
            bar.enable_steady_tick(Duration::from_millis(200));
        }
        Self(bar)
    }

    /// One spec more is done.
    pub fn step(&self) {
        self.0.inc(1);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
