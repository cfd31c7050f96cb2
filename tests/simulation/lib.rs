//! The test target `simulation` needs a package; the package has no library of its own.
