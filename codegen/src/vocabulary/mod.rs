//! The words of the language, one row a word: its spelling, its name in prose, and what it is able to do.

pub mod codec;
