//! The reader of elements in a runtime without the feature `xml`: no message there has an element.

use crate::ReadError;
use crate::codec::Members;

const OFF: &str = "the runtime was built without its feature `xml`";

pub(in crate::codec) fn inside<'a>(_: &'a str, _: &[&str]) -> Result<Members<'a>, ReadError> {
    Err(ReadError::malformed("xml", OFF))
}

pub(in crate::codec) fn repeating(_: &str) -> Result<Members<'_>, ReadError> {
    Err(ReadError::malformed("xml", OFF))
}
