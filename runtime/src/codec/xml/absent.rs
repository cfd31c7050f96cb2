//! The reader of elements in a runtime without the feature `xml`: no message there has an element.

use std::borrow::Cow;

use crate::ReadError;
use crate::codec::Members;
use crate::codec::members::Member;

const OFF: &str = "the runtime was built without its feature `xml`";

pub(in crate::codec) fn inside<'a>(_: &Member<'a>, _: &[&str]) -> Result<Members<'a>, ReadError> {
    Err(ReadError::malformed("xml", OFF))
}

pub(in crate::codec) fn repeating<'a>(_: &Member<'a>) -> Result<Members<'a>, ReadError> {
    Err(ReadError::malformed("xml", OFF))
}

pub(in crate::codec) fn attributes_of(_: &str) -> Vec<(&str, Cow<'_, str>)> {
    Vec::new()
}
