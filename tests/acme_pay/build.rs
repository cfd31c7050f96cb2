//! Compiles the spec of Acme Pay.

fn main() -> std::process::ExitCode {
    refundry_codegen::Builder::new().specs_in("refunds").run()
}
