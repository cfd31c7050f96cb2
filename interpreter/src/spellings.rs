//! The encodings in which a secret may appear elsewhere.

use refundry_runtime::encode;

/// Every encoding of every text, the longest first, because one may contain another.
pub(crate) fn all(secrets: &[String]) -> Vec<String> {
    // A known mistake may trim a secret or change its case.
    let plain = secrets.iter().flat_map(|secret| [secret.as_str(), secret.trim()]);
    let cased = plain.flat_map(|secret| [secret.to_owned(), secret.to_lowercase(), secret.to_uppercase()]);
    let mut all: Vec<String> = cased.flat_map(|secret| written(&secret).into_iter().chain([secret])).collect();
    all.retain(|secret| !secret.is_empty());
    all.sort_by(|one, other| other.len().cmp(&one.len()).then_with(|| one.cmp(other)));
    all.dedup();
    all
}

/// Bytes as UTF-8 text if valid, in hex and in base64.
pub(crate) fn of_bytes(bytes: &[u8]) -> Vec<String> {
    let text = std::str::from_utf8(bytes).ok().map(str::to_owned);
    let written = [encode::hex_lower(bytes), encode::base64(bytes), encode::base64url(bytes)];
    text.into_iter().chain(written).collect()
}

/// The secret as a query, a form, JSON, XML, hex or base64 encodes it.
fn written(secret: &str) -> Vec<String> {
    let json = serde_json::Value::from(secret).to_string();
    let bytes = secret.as_bytes();
    let xml = secret.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    vec![
        encode::percent_form(bytes),
        encode::percent_rfc3986(bytes),
        encode::percent_php(bytes),
        encode::percent_dotnet(bytes),
        encode::hex_lower(bytes),
        encode::hex_upper(bytes),
        encode::base64(bytes).trim_end_matches('=').to_owned(),
        encode::base64url(bytes),
        json.trim_matches('"').to_owned(),
        json.trim_matches('"').replace('/', "\\/"),
        xml.replace('"', "&quot;").replace('\'', "&apos;"),
        xml,
    ]
}
