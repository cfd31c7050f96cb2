//! Facts that other formats write under a key of their own, and the place that this language has for them.

/// Keys of other formats with one place in this language.
struct Fact {
    keys: &'static [&'static str],
    /// The mapping in which the help is right; `None` for any.
    of: Option<&'static str>,
    /// The key that the fact belongs to, which is not missing where the fact is told.
    about: Option<&'static str>,
    help: &'static str,
}

/// The help for a key of another format, and the key of the mapping that the fact belongs to.
pub(super) fn fact(key: &str, mapping: &str) -> Option<(Option<&'static str>, &'static str)> {
    let lower = key.to_lowercase();
    let mut found = FACTS.iter().filter(|fact| fact.keys.contains(&lower.as_str()));
    found.find(|fact| fact.of.is_none_or(|name| name == mapping)).map(|fact| (fact.about, fact.help))
}

const fn of_type(keys: &'static [&'static str], help: &'static str) -> Fact {
    Fact { keys, of: Some("field"), about: Some("type"), help }
}

const fn of(mapping: &'static str, keys: &'static [&'static str], help: &'static str) -> Fact {
    Fact { keys, of: Some(mapping), about: None, help }
}

const fn of_any(keys: &'static [&'static str], help: &'static str) -> Fact {
    Fact { keys, of: None, about: None, help }
}

const FACTS: &[Fact] = &[
    of_type(
        &["length", "len", "max", "maxlength", "max_length", "size", "maxsize", "长度"],
        "write the greatest length in the type: `string(32)`",
    ),
    of(
        "credential",
        &["length", "len", "max", "maxlength", "max_length", "size", "maxsize", "长度"],
        "write the greatest length in the type: `string(32)`",
    ),
    of_type(&["minlength", "min_length"], "write both lengths in the type: `string(1..32)`"),
    of_any(
        &["doc_zh", "doc_cn", "doc_en", "zh", "en", "title_zh", "meaning_zh", "remedy_zh", "because_zh"],
        "write the languages of a text under its key: `doc: { en: …, zh: … }`",
    ),
    of("field", &["nullable", "optional"], "write as `required` whether the field may be missing"),
    of("field", &["default", "默认值"], "write in `doc` which value the provider assumes"),
    of("field", &["min", "minimum", "maximum"], "write the bounds as `range: LEAST..=GREATEST`"),
    of_type(
        &["enum", "values", "oneof", "allowed_values"],
        "declare the words under `enumerations`, and write `type: enumeration(NAME)`",
    ),
    of_type(&["items", "element", "elements"], "write the items in the type: `list(NAME)` or `list(string(32))`"),
    of_type(
        &["$ref", "ref", "schema", "message", "properties", "fields"],
        "write the message in the type: `object(NAME)`, or `list(NAME)`",
    ),
    of_type(
        &["format", "date_format", "格式"],
        "write the format in the type: `datetime(yyyyMMddHHmmss)`, `integer(10)`",
    ),
    of_type(&["unit", "单位"], "write the unit in the type: `amount(fen)`, `amount(yuan)`, `string(32, bytes)`"),
    of("field", &["credential"], "write it as the source: `from: credential NAME`"),
    of(
        "field",
        &["nonce", "now", "timestamp", "sign"],
        "write it as the source: `from: nonce`, `from: now`, `from: value NAME`",
    ),
    of("field", &["header"], "write `in: header`; the key of the field is the name of the header"),
    of("field", &["readonly", "writeonly", "deprecated", "since", "version"], "write it in `doc`, or leave it out"),
    of(
        "field",
        &["when", "required_when", "requiredif", "required_if", "condition"],
        "write `required: when EXPRESSION`",
    ),
    of("field", &["tag"], "leave it out: a member has a name, and no number"),
    of("provider", &["version", "revision"], "write it with the title of the page: `document: { revision: … }`"),
    of("message", &["type"], "leave it out: a message is an object"),
    of("message", &["required"], "write `required: true` in each field that is required"),
    of("message", &["additionalproperties"], "leave it out: unknown members are kept"),
    of("message", &["oneof", "anyof", "allof"], "write a rule: `rules: { NAME: { exactly_one_of: [FIELD, FIELD] } }`"),
    of("operation", &["operationid", "id", "name"], "leave it out: the key of the operation is its name"),
    of("operation", &["tags", "deprecated"], "leave it out, or write it in `doc`"),
    of("operation", &["errors"], "write the codes in the section `errors`"),
    of(
        "what_is_sent",
        &["body", "json", "data", "payload"],
        "write the body as `layers`: `[ { codec: json, message: NAME } ]`",
    ),
    of(
        "what_is_sent",
        &["sign", "signature"],
        "give the field or header that carries it the value: `from: value NAME`",
    ),
    of(
        "what_is_received",
        &["status"],
        "write the state of the refund as `outcome`, the HTTP status as a condition `http` in its rows",
    ),
    of("what_is_received", &["errors"], "write a row of `outcome`: `{ errors: MEMBER, otherwise: unknown }`"),
    of("what_is_received", &["signature", "sign", "token", "unsigned"], "write it under `verify`"),
    of("credential", &["nullable", "optional"], "write `required: false` where some merchants do not have it"),
    of("echo", &["optional", "required"], "write as `missing` what an answer without the member means"),
    Fact {
        keys: &["key", "public_key", "algorithm", "alg", "steps", "method"],
        of: Some("verification"),
        about: Some("value"),
        help: "write the key and the algorithm as a step of a value, and the value here: `value: NAME`",
    },
    of("error", &["code"], "leave it out: the key of the error is its code"),
    of(
        "error",
        &["retry", "retryable"],
        "write what became of the refund as `outcome`: `refused after pause`, `unknown`",
    ),
    of("enumeration", &["type", "items"], "leave it out: the values of an enumeration are texts"),
    of(
        "value_of_an_enumeration",
        &["outcome"],
        "write what a value means for the refund in a row of `outcome`: `{ by: MEMBER, map: … }`",
    ),
    of(
        "credential",
        &["value", "example", "constant"],
        "leave it out: a spec holds no credential; the examples have made-up ones",
    ),
    of(
        "signature_s_keys",
        &["key", "private_key", "private"],
        "write the credential that signs as `sign`, the one that verifies as `verify`",
    ),
    of_any(
        &["aes", "aes_ecb", "aes/ecb/pkcs5padding", "aes/ecb/pkcs7padding"],
        "write `aes_128_ecb` for a key of 16 bytes, `aes_256_ecb` for one of 32",
    ),
    of_any(
        &["aes_cbc", "aes/cbc/pkcs5padding", "aes/cbc/pkcs7padding"],
        "write `aes_128_cbc` for a key of 16 bytes, `aes_256_cbc` for one of 32",
    ),
    of_any(&["aes_gcm", "aes/gcm/nopadding"], "write `aes_128_gcm` for a key of 16 bytes, `aes_256_gcm` for one of 32"),
    of_any(&["rsa"], "write the digest of the signature, too: `rsa_sha256`, `rsa_sha1`"),
];
