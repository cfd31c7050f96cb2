//! Whether there is something to mend: the exit code of a run.

/// What a run found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing to mend.
    Fine,
    /// Specs with errors, a folder that is not what its specs say, a page that differs from its spec,
    /// a change of the level that was asked for.
    Faulty,
}
