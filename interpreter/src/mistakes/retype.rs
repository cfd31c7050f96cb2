//! Types with other single values, at any depth.

use std::sync::Arc;

use refundry_codegen::model::{AmountForm, AmountUnit, Decimals, Field, Message, Scalar, Type};

/// The type with its single values changed at any depth; `None` if none changes.
pub(crate) fn retyped(ty: &Type, change: &dyn Fn(&Scalar) -> Option<Scalar>) -> Option<Type> {
    match ty {
        Type::Scalar(scalar) => change(scalar).map(Type::Scalar),
        Type::Object(message) => {
            let types: Vec<Option<Type>> = message.fields.iter().map(|field| retyped(&field.ty, change)).collect();
            if types.iter().all(Option::is_none) {
                return None;
            }
            let turned = message.fields.iter().zip(types).map(|(field, ty)| match ty {
                Some(ty) => Arc::new(Field { ty, ..(**field).clone() }),
                None => Arc::clone(field),
            });
            Some(Type::Object(Arc::new(Message { fields: turned.collect(), ..(**message).clone() })))
        }
        Type::List(inner) => retyped(inner, change).map(|inner| Type::List(Box::new(inner))),
        Type::Json(inner) => retyped(inner, change).map(|inner| Type::Json(Box::new(inner))),
        Type::Map { .. } | Type::Indexed { .. } | Type::Parallel { .. } | Type::Layer(_) => None,
    }
}

/// An amount in the other unit; `None` for any other value.
pub(crate) fn other_unit(scalar: &Scalar) -> Option<Scalar> {
    let form = amount(scalar)?;
    let unit = match form.unit {
        AmountUnit::Minor => AmountUnit::Major(Decimals::Fixed(2)),
        AmountUnit::Major(_) => AmountUnit::Minor,
    };
    Some(Scalar::Amount(AmountForm { unit, padded: false, ..form.clone() }))
}

/// The form of an amount; `None` for any other value.
pub(crate) fn amount(scalar: &Scalar) -> Option<&AmountForm> {
    if let Scalar::Amount(form) = scalar { Some(form) } else { None }
}
