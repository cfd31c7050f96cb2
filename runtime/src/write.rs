//! Writers of bodies: members in the order of the calls, and where in the bytes the secrets are.

mod body;
mod form;
mod json;
mod object;
mod pairs;
mod path;
mod xml;

pub use body::Body;
pub(crate) use body::masked;
pub use form::FormWriter;
pub use json::JsonWriter;
pub use object::ObjectWriter;
pub use pairs::PairsWriter;
pub use path::path_segment;
pub use xml::{XmlStyle, XmlWriter};

/// Room for the body of an ordinary request.
const CAPACITY: usize = 1024;
