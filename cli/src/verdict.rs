//! The verdict of a run, which decides its exit code.

/// The result of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing has to be corrected.
    Fine,
    /// Specs have errors, a folder differs from its specs, a page differs from its spec, or there is a change of the
    /// requested level.
    Faulty,
}
