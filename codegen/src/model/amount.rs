//! Amounts in major units: the decimals of their currencies.

use std::{borrow::Cow, sync::Arc};

use refundry_vocabulary::decimals;

use super::{AmountForm, AmountUnit, Data, Field, Language, Scalar, Type};
use crate::phrases::Phrases;

/// The decimals of an amount in major units.
#[derive(Clone, Debug, PartialEq)]
pub enum Decimals {
    /// The spec tells the currency, or its decimals.
    Fixed(u8),
    /// A member of the same message names the currency.
    Of(CurrencyMember),
}

/// The member that names the currency of an amount beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct CurrencyMember {
    /// The name on the wire.
    pub wire: String,
    /// The name under which a reader finds the member.
    pub received: String,
    /// The name in Rust.
    pub rust: String,
    /// Whether every request has the member.
    pub plain: bool,
    /// The currency where the member is absent: the provider's, or empty if it has none.
    pub absent: String,
}

impl CurrencyMember {
    /// The decimals for the member's text in the spec. An unknown currency counts as one of two decimals here, because
    /// the rule of the member refuses it.
    pub fn decimals(&self, text: Option<&str>) -> u8 {
        decimals(text.unwrap_or(&self.absent)).unwrap_or(2)
    }
}

impl AmountForm {
    /// The member that names the currency, if one does.
    pub fn currency(&self) -> Option<&CurrencyMember> {
        match &self.unit {
            AmountUnit::Major(Decimals::Of(member)) => Some(member),
            AmountUnit::Major(Decimals::Fixed(_)) | AmountUnit::Minor => None,
        }
    }

    /// Whether the wire has the unit alone, without padding or a sign.
    pub fn is_bare(&self) -> bool {
        !self.padded && !self.negative
    }

    /// The unit in a sentence, in English: ` in the minor unit`.
    pub fn unit_words(&self) -> String {
        self.unit_words_in(Phrases::new(Language::English))
    }

    /// The unit in a sentence.
    pub(crate) fn unit_words_in(&self, say: Phrases) -> String {
        match &self.unit {
            AmountUnit::Minor => say.minor_unit(),
            AmountUnit::Major(Decimals::Fixed(0)) => say.without_decimals(),
            AmountUnit::Major(Decimals::Fixed(2)) => say.two_decimals(),
            AmountUnit::Major(Decimals::Fixed(decimals)) => say.some_decimals(decimals),
            AmountUnit::Major(Decimals::Of(member)) => say.major_of(&member.wire),
        }
    }

    /// Whether the decimals of both are known to differ, or come from different members.
    pub fn differs_from(&self, other: &Self) -> bool {
        match (&self.unit, &other.unit) {
            (AmountUnit::Major(one), AmountUnit::Major(another)) => match (one, another) {
                (Decimals::Fixed(one), Decimals::Fixed(another)) => one != another,
                (Decimals::Of(one), Decimals::Of(another)) => one.wire != another.wire,
                (Decimals::Fixed(_), Decimals::Of(_)) | (Decimals::Of(_), Decimals::Fixed(_)) => false,
            },
            (AmountUnit::Minor, _) | (AmountUnit::Major(_), AmountUnit::Minor) => false,
        }
    }
}

impl Field {
    /// The type beside the given values of the same message: an amount has the decimals of its currency.
    pub fn ty_beside(&self, given: &[(Arc<Field>, Data)]) -> Cow<'_, Type> {
        self.ty.beside(|member| {
            let named = given.iter().find(|(field, _)| field.wire == member.wire)?;
            if let Data::Text(code) = &named.1 { Some(code.clone()) } else { None }
        })
    }
}

impl Type {
    /// The form of the amount, if it is one.
    pub fn amount(&self) -> Option<&AmountForm> {
        match self.scalar()? {
            Scalar::Amount(form) => Some(form),
            Scalar::String { .. }
            | Scalar::Digits { .. }
            | Scalar::Integer { .. }
            | Scalar::Time { .. }
            | Scalar::Boolean { .. }
            | Scalar::Enumeration(_)
            | Scalar::ErrorCode => None,
        }
    }

    /// The member that names the currency of the amount, if one does.
    pub fn currency(&self) -> Option<&CurrencyMember> {
        self.amount().and_then(AmountForm::currency)
    }

    /// The type beside members with known texts: an amount has the decimals of its currency.
    pub fn beside(&self, text: impl FnOnce(&CurrencyMember) -> Option<String>) -> Cow<'_, Self> {
        let Some((form, member)) = self.amount().and_then(|form| Some((form, form.currency()?))) else {
            return Cow::Borrowed(self);
        };
        let decimals = member.decimals(text(member).as_deref());
        let unit = AmountUnit::Major(Decimals::Fixed(decimals));
        Cow::Owned(Self::Scalar(Scalar::Amount(AmountForm { unit, ..form.clone() })))
    }
}
