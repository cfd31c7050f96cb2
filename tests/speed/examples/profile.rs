use refundry_codegen::*;
use std::time::Instant;
fn main() {
    let sources = refundry_speed::specs::sources();
    for _ in 0..1 {
        let t = Instant::now();
        let mut d = diagnostic::Diagnostics::default();
        let specs: Vec<_> = sources.iter().map(|s| spec::parse(s, &mut d).unwrap()).collect();
        let parse = t.elapsed(); let t = Instant::now();
        let providers: Vec<_> = specs.iter().map(|s| { let p = lower::lower(s, &mut d); check::check(&p, s, &mut d); p }).collect();
        let lower = t.elapsed(); let t = Instant::now();
        let modules: Vec<_> = providers.iter().map(emit::emit).collect();
        let emit = t.elapsed(); let t = Instant::now();
        let n: usize = modules.iter().map(|m| m.file().len() + m.children.iter().map(|c| c.inline().len()).sum::<usize>()).sum();
        let render = t.elapsed(); let t = Instant::now();
        let m: usize = providers.iter().map(|p| docs::page(p).len()).sum();
        let docs = t.elapsed();
        println!("parse {parse:?} lower {lower:?} emit {emit:?} render {render:?} docs {docs:?} {n} {m}");
    }
}
