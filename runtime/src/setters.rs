//! The methods of emitted structs that take the caller's values.

/// Implements the setters of optional fields, each with the type of its field, and the method's name if it differs.
///
/// `setters!(Request, reason(String), check(String, check_));`
#[macro_export]
macro_rules! setters {
    (@method $name:ident $field:ident $method:ident $ty:ty) => {
        #[doc = concat!(
            "Sets [`", stringify!($field), "`](field@", stringify!($name), "::", stringify!($field),
            "); `None` leaves it out."
        )]
        #[must_use]
        pub fn $method(mut self, $field: impl $crate::Optional<$ty>) -> Self {
            self.$field = $crate::Optional::into_option($field);
            self
        }
    };
    (@setter $name:ident $field:ident $ty:ty) => {
        $crate::setters!(@method $name $field $field $ty);
    };
    (@setter $name:ident $field:ident $ty:ty, $method:ident) => {
        $crate::setters!(@method $name $field $method $ty);
    };
    ($name:ident $(, $field:ident($ty:ty $(, $method:ident)?))* $(,)?) => {
        impl $name {
            $($crate::setters!(@setter $name $field $ty $(, $method)?);)*
        }
    };
}

/// Implements the constructor and the setters of an object inside requests. Its required fields are a struct of their
/// own, so that the compiler names the missing ones.
///
/// `object!(Goods, GoodsRequired; name(String), price(Amount); remark(String));`
///
/// An object without required fields: `object!(Payee; account(String));`
#[macro_export]
macro_rules! object {
    ($name:ident; $($optional:tt)*) => {
        impl $name {
            /// An object without fields; the setters add them.
            #[allow(clippy::new_without_default, reason = "an object is made on purpose")]
            pub fn new() -> Self {
                $crate::object!(@value $($optional)*)
            }
        }

        $crate::setters!($name, $($optional)*);
    };
    ($name:ident, $required:ident; $($field:ident($ty:ty)),+ $(; $($optional:tt)*)?) => {
        #[doc = concat!("The fields that every [`", stringify!($name), "`] has. There is no `Default`: the compiler names the missing ones.")]
        pub struct $required {
            $(
                #[doc = concat!("See [`", stringify!($field), "`](field@", stringify!($name), "::", stringify!($field), ").")]
                pub $field: $ty,
            )+
        }

        impl $name {
            /// An object with the required fields; the setters add the others.
            pub fn new(required: $required) -> Self {
                let $required { $($field),+ } = required;
                $crate::object!(@value $($($optional)*)?; $($field),+)
            }
        }

        $($crate::setters!($name, $($optional)*);)?
    };
    (@value $($optional:ident($($ty:tt)*)),* $(; $($field:ident),+)?) => {
        Self { $($($field,)+)? $($optional: None,)* }
    };
}
