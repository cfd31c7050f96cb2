//! Amounts on the wire.

use std::borrow::Cow;

use refundry_codegen::model::{AmountForm, AmountUnit, CurrencyMember, Decimals, Field, Type};
use refundry_runtime::{AmountFormat, Members};

use crate::object::{Object, Value};

/// The format of an amount whose currency is known.
pub(crate) fn format(form: &AmountForm) -> AmountFormat {
    of_unit(form, |member| AmountFormat::of_currency(&member.absent))
}

/// The format of an amount among received members.
pub(crate) fn received(form: &AmountForm, members: &Members<'_>) -> AmountFormat {
    of_unit(form, |member| members.currency(&member.received, &member.absent))
}

fn of_unit(form: &AmountForm, named: impl FnOnce(&CurrencyMember) -> AmountFormat) -> AmountFormat {
    let format = match (&form.unit, form.digits.filter(|_| form.padded)) {
        (AmountUnit::Minor, None) => AmountFormat::MINOR,
        (AmountUnit::Minor, Some(width)) => AmountFormat::padded(width),
        (AmountUnit::Major(Decimals::Fixed(decimals)), _) => AmountFormat::major(*decimals),
        (AmountUnit::Major(Decimals::Of(member)), _) => named(member),
    };
    if form.negative { format.negative() } else { format }
}

/// The type of a field of an object: an amount has the decimals of the currency in the object.
pub(crate) fn ty_in<'f>(field: &'f Field, object: &Object) -> Cow<'f, Type> {
    field.ty.beside(|member| match object.get(&member.rust)? {
        Value::Text(code) => Some(code.clone()),
        Value::Integer(_)
        | Value::Amount(_)
        | Value::Time(_)
        | Value::Boolean(_)
        | Value::Object(_)
        | Value::List(_)
        | Value::Map(_) => None,
    })
}
