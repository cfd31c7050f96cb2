//! Mistakes that add a member to the text: one that the provider does not know, or an absent one as `null`.

use std::sync::Arc;

use refundry_codegen::model::{Field, Place, Scalar, Source, Type};

use super::{
    mistake::{List, MistakeKind},
    selections::absent,
    variant::Variant,
};
use crate::object::Value;

/// Members that programs add to a text for the sake of other providers, with their usual values.
const COMMON: [(&[&str], &[&str]); 4] = [
    (
        &["sign_type", "signType", "signtype", "sign_method", "signMethod"],
        &["MD5", "md5", "RSA", "RSA2", "HMAC-SHA256", "SHA256", "SM3"],
    ),
    (&["charset", "input_charset", "_input_charset", "inputCharset"], &["UTF-8", "utf-8", "GBK"]),
    (&["format"], &["JSON", "json"]),
    (&["version"], &["1.0", "1.0.0"]),
];

pub(crate) fn put(base: &Variant, out: &mut List) {
    common(base, out);
    null(base, out);
}

fn common(base: &Variant, out: &mut List) {
    let fields = base.layers().iter().flat_map(|layer| &layer.message.fields);
    for (names, values) in COMMON {
        for name in
            names.iter().filter(|name| !fields.clone().any(|field| field.wire == **name && is_there(base, field)))
        {
            for value in values {
                let words = format!("a member `{name}={value}` signed, which the request does not have");
                out.put(MistakeKind::Guess, words, |variant| {
                    variant.selections(|selection, _| {
                        let Some(like) = selection.fields.first() else { return false };
                        let source = Source::Constant((*value).to_owned());
                        let field = Field { wire: (*name).to_owned(), source, ..(**like).clone() };
                        let field = Field { place: Place::Signature, ty: text(), ..field };
                        selection.fields.push(Arc::new(field));
                        true
                    })
                });
            }
        }
    }
}

/// Whether the request has a field.
fn is_there(base: &Variant, field: &Field) -> bool {
    match &field.source {
        Source::Caller => base.request.object.get(&field.rust).is_some(),
        Source::Credential(credential) => base.credentials.get(credential).is_some(),
        Source::Constant(_) | Source::Conditional(_) | Source::Value(_) | Source::Operation => true,
        Source::Nonce | Source::Salt | Source::Now => true,
        Source::Layer | Source::Tag | Source::Members | Source::Sent(_) | Source::Received(_) => true,
    }
}

/// Absent fields as `null`, one by one; in JSON without quotes.
fn null(base: &Variant, out: &mut List) {
    for field in absent(base) {
        let words = format!("the absent field `{}` signed as `null`", field.wire);
        out.put(MistakeKind::Guess, words, move |variant| as_null(variant, &field));
    }
    out.put(MistakeKind::Empty, "absent fields signed as `null`", |variant| {
        absent(variant).iter().fold(false, |changed, field| as_null(variant, field) | changed)
    });
}

fn as_null(variant: &mut Variant, absent: &Arc<Field>) -> bool {
    variant.object_mut().set(&absent.rust, Value::Text("null".to_owned()));
    let bare =
        Arc::new(Field { ty: Type::Scalar(Scalar::Integer { digits: None, text: false }), ..(**absent).clone() });
    variant.fields(&mut |field| Arc::clone(if Arc::ptr_eq(field, absent) { &bare } else { field }));
    true
}

/// The type of a text.
fn text() -> Type {
    Type::Scalar(Scalar::Integer { digits: None, text: true })
}
