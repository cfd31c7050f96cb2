//! What objects inside a message are written to: a JSON document, a form with brackets, elements of XML.

use super::{FormWriter, JsonWriter, XmlWriter};

/// A writer that can nest. What is opened is closed in matching pairs.
pub trait ObjectWriter {
    /// Writes a text.
    fn text(&mut self, name: &str, value: &str);
    /// Writes a text that is secret.
    fn secret(&mut self, name: &str, value: &str);
    /// Writes a number, `true` or `false`.
    fn literal(&mut self, name: &str, value: &str);
    /// Writes a number, `true` or `false` that is secret.
    fn secret_literal(&mut self, name: &str, value: &str);
    /// Notes that a field is absent.
    fn absent(&mut self, name: &str);
    /// Opens an object.
    fn begin_object(&mut self, name: &str);
    /// Closes the object.
    fn end_object(&mut self);
    /// Opens a list.
    fn begin_list(&mut self, name: &str);
    /// Closes the list.
    fn end_list(&mut self);
    /// Opens an object in a list.
    fn begin_item(&mut self);
    /// Closes the object in the list.
    fn end_item(&mut self);
    /// Writes a text in a list.
    fn item_text(&mut self, value: &str);
    /// Writes a number, `true` or `false` in a list.
    fn item_literal(&mut self, value: &str);
    /// Writes an object of texts.
    fn map(&mut self, name: &str, entries: &[(String, String)]);
    /// What follows is secret; the answer goes into [`ObjectWriter::end_secret`].
    fn begin_secret(&mut self) -> usize;
    /// What follows is no longer secret.
    fn end_secret(&mut self, start: usize);
}

/// The writer's own methods, as those of the trait.
macro_rules! object_writer {
    ($writer:ty: $($method:ident($($name:ident: $ty:ty),*) $(-> $answer:ty)?;)*) => {
        impl ObjectWriter for $writer {
            $(fn $method(&mut self, $($name: $ty),*) $(-> $answer)? {
                <$writer>::$method(self, $($name),*)
            })*
        }
    };
    ($($writer:ty),*) => {
        $(object_writer! { $writer:
            text(name: &str, value: &str);
            secret(name: &str, value: &str);
            literal(name: &str, value: &str);
            secret_literal(name: &str, value: &str);
            absent(name: &str);
            begin_object(name: &str);
            end_object();
            begin_list(name: &str);
            end_list();
            begin_item();
            end_item();
            item_text(value: &str);
            item_literal(value: &str);
            map(name: &str, entries: &[(String, String)]);
            begin_secret() -> usize;
            end_secret(start: usize);
        })*
    };
}

object_writer!(FormWriter, JsonWriter, XmlWriter);
