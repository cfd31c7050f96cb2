//! What the benchmarks measure: one refund of each provider, and the bare primitive beside it.

pub mod baofoo;
pub mod shouqianba;
pub mod specs;
pub mod synthetic;
pub mod wechat;
