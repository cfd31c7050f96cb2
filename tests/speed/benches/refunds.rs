//! The same measurements with divan: times and their spread.

use divan::Bencher;
use refundry_speed::{baofoo, shouqianba, specs, wechat};

fn main() {
    divan::main();
}

#[divan::bench]
fn wechat_hmac_alone(bencher: Bencher<'_, '_>) {
    bencher.bench(|| wechat::hmac(divan::black_box(wechat::CANONICAL)));
}

#[divan::bench]
fn wechat_sign(bencher: Bencher<'_, '_>) {
    let (request, credentials) = (wechat::request(), wechat::credentials());
    bencher.with_inputs(|| request.clone()).bench_values(|request| wechat::sign(request, &credentials));
}

#[divan::bench]
fn wechat_read(bencher: Bencher<'_, '_>) {
    let (exchange, credentials) = (wechat::exchange(), wechat::credentials());
    bencher.bench(|| wechat::read(&exchange, &credentials));
}

#[divan::bench]
fn shouqianba_sign(bencher: Bencher<'_, '_>) {
    let (request, credentials) = (shouqianba::request(), shouqianba::credentials());
    bencher.with_inputs(|| request.clone()).bench_values(|request| shouqianba::sign(request, &credentials));
}

#[divan::bench]
fn baofoo_sign(bencher: Bencher<'_, '_>) {
    let (Some(keys), Some(request)) = (baofoo::keys(), baofoo::request()) else { return };
    let credentials = baofoo::credentials(keys);
    bencher.with_inputs(|| request.clone()).bench_values(|request| baofoo::sign(request, &credentials));
}

#[divan::bench(sample_count = 20)]
fn generate_all(bencher: Bencher<'_, '_>) {
    bencher.bench(specs::generate);
}
