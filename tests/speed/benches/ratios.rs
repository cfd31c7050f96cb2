//! Each operation as a ratio to the bare primitive over the same bytes, both measured in turn in one run. The benchmark
//! fails if a ratio exceeds its limit; times alone depend on the machine, and do not fail.

use std::{hint::black_box, process::ExitCode, time::Instant};

use refundry_interpreter::{Interpreter, examples, runtime::Context};
use refundry_speed::{baofoo, shouqianba, specs, wechat};

/// Other libraries on another machine, on which the two WeChat operations took 4.1 and 8.9 us.
const PEERS: &str = "\
for comparison, on a machine where WeChat takes 4.1 us (sign) and 8.9 us (read):
wechatpay-axios-plugin                     sign  45 us    read 110 us
wechatpy                                   sign  99 us    read 225 us";

fn main() -> ExitCode {
    println!("{:<38} {:>10} {:>12} {:>8} {:>8}", "operation", "primitive", "operation", "ratio", "at most");
    let within = [wechat_request(), wechat_answer(), shouqianba(), baofoo()];
    interpretation();
    generation();
    checking();
    println!("{PEERS}");
    if within.contains(&false) { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn wechat_request() -> bool {
    let (request, credentials) = (wechat::request(), wechat::credentials());
    let hmac = || wechat::hmac(black_box(wechat::CANONICAL));
    let sign = |request| wechat::sign(request, &credentials);
    report("WeChat refund: validate, sign, write", 5.0, 50, hmac, || request.clone(), sign)
}

fn wechat_answer() -> bool {
    let (credentials, exchange) = (wechat::credentials(), wechat::exchange());
    assert!(wechat::read(&exchange, &credentials).is_some());
    let hmac = || wechat::hmac(black_box(&exchange.canonical));
    report("WeChat answer: verify, read", 12.0, 50, hmac, || (), |()| wechat::read(&exchange, &credentials))
}

fn shouqianba() -> bool {
    let (request, credentials, text) = (shouqianba::request(), shouqianba::credentials(), shouqianba::canonical());
    assert!(shouqianba::sign(request.clone(), &credentials) > 0);
    let md5 = || shouqianba::md5(black_box(&text));
    let sign = |request| shouqianba::sign(request, &credentials);
    report("Shouqianba refund: validate, sign, write", 4.5, 50, md5, || request.clone(), sign)
}

fn baofoo() -> bool {
    let (Some(keys), Some(request)) = (baofoo::keys(), baofoo::request()) else {
        println!("the Baofoo spec has no keys");
        return false;
    };
    let (bare, held) = (keys.private.clone(), baofoo::credentials(keys));
    let rsa = || bare.sign_sha256(black_box(b"the length of the text hardly matters"));
    report(
        "Baofoo refund: validate, sign, write",
        1.1,
        1,
        rsa,
        || request.clone(),
        |request| baofoo::sign(request, &held),
    )
}

fn interpretation() {
    let Some(provider) = specs::wechat() else { return println!("the WeChat spec has faults") };
    let interpreter = Interpreter::new(&provider);
    let Some(example) = provider.examples.first() else { return println!("the WeChat spec has no example") };
    let (Some(operation), Ok(given)) = (provider.operation(&example.operation), examples::given(&provider, example))
    else {
        return println!("the first example cannot be run");
    };
    let context = Context { server: &given.server, now: given.now, nonce: &example.nonce, salt: &example.salt };
    let sign =
        || interpreter.sign(operation, &given.request, &given.credentials, &context).map(|call| call.sent().to_text());
    assert!(sign().is_ok());
    let times: Vec<f64> = (0..60).map(|_| time(200, sign)).collect();
    println!("{:<38} {:>10} {:>9.1} us {:>8} {:>5} us", "WeChat refund, interpreted", "", median(times) * 1e6, "", 30);
}

fn checking() {
    assert_eq!(specs::check(), 0);
    let times: Vec<f64> = (0..15).map(|_| time(1, specs::check)).collect();
    println!(
        "{:<38} {:>10} {:>9.1} ms {:>8} {:>5} ms",
        "check of all specs and examples",
        "",
        median(times) * 1e3,
        "",
        100
    );
}

fn generation() {
    assert!(specs::generate() > 0);
    let times: Vec<f64> = (0..15).map(|_| time(1, specs::generate)).collect();
    println!("{:<38} {:>10} {:>9.1} ms {:>8} {:>5} ms", "generation of three specs", "", median(times) * 1e3, "", 50);
}

/// Measures both in turn, many times, and prints the least times and their ratio; whether the ratio is within the limit.
/// A batch is shorter than a time slice, so that some batches run undisturbed on a busy machine. `given` makes what an
/// operation consumes, outside of the measured time.
fn report<T, A, B>(
    name: &str,
    limit: f64,
    batch: u32,
    primitive: impl Fn() -> A,
    given: impl Fn() -> T,
    operation: impl Fn(T) -> B,
) -> bool {
    let (mut bare, mut whole) = (f64::MAX, f64::MAX);
    for _ in 0..1_000 {
        bare = bare.min(time(batch, &primitive));
        whole = whole.min(time_of(batch, &given, &operation));
    }
    let (small, large, ratio) = (bare * 1e6, whole * 1e6, whole / bare);
    println!("{name:<38} {small:>7.2} us {large:>9.2} us {ratio:>8.2} {limit:>8.1}");
    ratio <= limit
}

/// Seconds for one call, averaged over a batch.
fn time<T>(batch: u32, call: impl Fn() -> T) -> f64 {
    time_of(batch, || (), |()| call())
}

/// [`time`] without the time that `given` takes.
fn time_of<T, R>(batch: u32, given: impl Fn() -> T, call: impl Fn(T) -> R) -> f64 {
    let given: Vec<T> = (0..batch).map(|_| given()).collect();
    let start = Instant::now();
    for given in given {
        black_box(call(given));
    }
    start.elapsed().as_secs_f64() / f64::from(batch)
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or_default()
}
