use refundry_codegen::*;
fn main() {
    let mut providers = vec![];
    let mut paths: Vec<_> = std::fs::read_dir("specs").unwrap().map(|e| e.unwrap().path()).filter(|p| p.extension().is_some_and(|e| e=="yaml")).collect();
    paths.sort();
    for path in paths {
        let source = source::Source { text: std::fs::read_to_string(&path).unwrap(), path };
        let (provider, diagnostics) = compile(&source);
        for d in &diagnostics { println!("{:?}", d); }
        providers.extend(provider);
    }
    let package = package::Package { name: "refundry".into(), version: "0.1.0".into(), runtime: Some("../runtime".into()) };
    for d in folder::write(std::path::Path::new("generated"), &package.files(&providers)).unwrap() { println!("{d:?}"); }
}
