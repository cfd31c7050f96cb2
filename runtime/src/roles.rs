//! Values by their roles, under one name for all providers.

use std::borrow::Cow;

use crate::Amount;

/// The values of a message whose role the spec states. A method returns `None` if the message has no member of that
/// role, or lacks it.
///
/// A received value is worth what the message's [`Evidence`](crate::Evidence) is worth.
pub trait Roles {
    /// The merchant's number of the refund.
    fn refund_number(&self) -> Option<Cow<'_, str>> {
        None
    }

    /// The merchant's number of the paid order; the first one if the message has several.
    fn order_reference(&self) -> Option<Cow<'_, str>> {
        None
    }

    /// The provider's number of the paid order or of its payment; the first one if the message has several.
    fn provider_order_id(&self) -> Option<Cow<'_, str>> {
        None
    }

    /// The amount of the refund.
    fn amount(&self) -> Option<Amount> {
        None
    }

    /// The amount that was paid for the order.
    fn order_total(&self) -> Option<Amount> {
        None
    }

    /// The provider's own number of the refund.
    fn provider_refund_id(&self) -> Option<Cow<'_, str>> {
        None
    }

    /// The reason for the refund, as the merchant gave it.
    fn reason(&self) -> Option<Cow<'_, str>> {
        None
    }

    /// The provider's code for an error or a state; the one that decides if the message has several.
    fn error_code(&self) -> Option<Cow<'_, str>> {
        None
    }

    /// The provider's words about an error or a state, for people; the most specific ones if the message has several.
    fn error_message(&self) -> Option<Cow<'_, str>> {
        None
    }
}

/// A field or member with a text.
#[doc(hidden)]
pub trait RoleText {
    /// The text; `None` if it is absent or empty.
    fn role_text(&self) -> Option<Cow<'_, str>>;
}

impl RoleText for String {
    fn role_text(&self) -> Option<Cow<'_, str>> {
        (!self.is_empty()).then_some(Cow::Borrowed(self))
    }
}

impl RoleText for i64 {
    fn role_text(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Owned(self.to_string()))
    }
}

impl<T: RoleText> RoleText for Option<T> {
    fn role_text(&self) -> Option<Cow<'_, str>> {
        self.as_ref().and_then(T::role_text)
    }
}

/// A field or member with an amount.
#[doc(hidden)]
pub trait RoleAmount {
    /// The amount.
    fn role_amount(&self) -> Option<Amount>;
}

impl RoleAmount for Amount {
    fn role_amount(&self) -> Option<Amount> {
        Some(*self)
    }
}

impl RoleAmount for Option<Amount> {
    fn role_amount(&self) -> Option<Amount> {
        *self
    }
}

/// Implements [`Roles`] for a type. Each role is given with the paths of its values, of which the first one that is there
/// counts; `?` stands behind an object that may be absent.
/// `roles!(Answer, refund_number(number | data?.number), amount(amount));`
#[macro_export]
macro_rules! roles {
    ($type:ty $(, $role:ident($($path:tt)+))* $(,)?) => {
        impl $crate::Roles for $type {
            $($crate::roles!(@method self, $role, $($path)+);)*
        }
    };
    (@method $self:ident, amount, $($path:tt)+) => {
        fn amount(&$self) -> Option<$crate::Amount> {
            $crate::roles!(@first $self, ($crate::RoleAmount::role_amount), [] $($path)+)
        }
    };
    (@method $self:ident, order_total, $($path:tt)+) => {
        fn order_total(&$self) -> Option<$crate::Amount> {
            $crate::roles!(@first $self, ($crate::RoleAmount::role_amount), [] $($path)+)
        }
    };
    (@method $self:ident, $role:ident, $($path:tt)+) => {
        fn $role(&$self) -> Option<std::borrow::Cow<'_, str>> {
            $crate::roles!(@first $self, ($crate::RoleText::role_text), [] $($path)+)
        }
    };
    (@first $self:ident, $get:tt, [$($path:tt)+] | $($rest:tt)+) => {
        $crate::roles!(@first $self, $get, [$($path)+]).or_else(|| $crate::roles!(@first $self, $get, [] $($rest)+))
    };
    (@first $self:ident, $get:tt, [$($path:tt)*] $next:tt $($rest:tt)*) => {
        $crate::roles!(@first $self, $get, [$($path)* $next] $($rest)*)
    };
    (@first $self:ident, $get:tt, [$head:ident $($rest:tt)*]) => {
        $crate::roles!(@at $get, ($self.$head) $($rest)*)
    };
    (@at $get:tt, $value:tt ? . $name:ident $($rest:tt)*) => {
        $value.as_ref().and_then(|inner| $crate::roles!(@at $get, (inner.$name) $($rest)*))
    };
    (@at $get:tt, ($($value:tt)+) . $name:ident $($rest:tt)*) => {
        $crate::roles!(@at $get, ($($value)+.$name) $($rest)*)
    };
    (@at ($($get:tt)+), ($($value:tt)+)) => { $($get)+(&$($value)+) };
}

/// Implements [`Roles`] for a struct around another message.
#[doc(hidden)]
#[macro_export]
macro_rules! roles_of_inner {
    (@method $inner:tt, $($role:ident)+, $type:ty) => {
        $(fn $role(&self) -> Option<$type> {
            $crate::Roles::$role(&self.$inner)
        })+
    };
    ($type:ty, $inner:tt) => {
        impl $crate::Roles for $type {
            $crate::roles_of_inner!(
                @method $inner,
                refund_number order_reference provider_order_id provider_refund_id reason error_code error_message,
                std::borrow::Cow<'_, str>
            );
            $crate::roles_of_inner!(@method $inner, amount order_total, $crate::Amount);
        }
    };
}

/// Implements [`Roles`] for a struct around a [`Record`](crate::Record) with a table of roles.
#[doc(hidden)]
#[macro_export]
macro_rules! recorded_roles {
    (@text $($role:ident)+) => {
        $(fn $role(&self) -> Option<std::borrow::Cow<'_, str>> {
            self.0.of_role(Self::ROLES, stringify!($role)).map(Into::into)
        })+
    };
    (@amount $($role:ident)+) => {
        $(fn $role(&self) -> Option<$crate::Amount> {
            self.0.of_role(Self::ROLES, stringify!($role)).and_then(|text| $crate::Amount::parse_minor(text).ok())
        })+
    };
    ($sent:ty) => {
        impl $crate::Roles for $sent {
            $crate::recorded_roles!(@text refund_number order_reference provider_order_id provider_refund_id);
            $crate::recorded_roles!(@amount amount order_total);
        }
    };
}
