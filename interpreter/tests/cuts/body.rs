//! Bodies of any codec as lists of text members.

use refundry_codegen::model::{Codec, Layer};
use refundry_interpreter::runtime::encode::percent_form;
use serde_json::{Map, Value as Json};

/// A member with its text.
#[derive(Clone, Debug)]
pub struct Member {
    pub name: String,
    pub text: String,
    /// The JSON value of a member that is not a text.
    json: Option<Json>,
    /// The inner XML of a member, written back unchanged.
    xml: Option<String>,
}

impl Member {
    pub fn new(name: &str, text: &str) -> Self {
        Self { name: name.to_owned(), text: text.to_owned(), json: None, xml: None }
    }
}

/// The members of a body in order.
pub struct Body {
    codec: Codec,
    root: String,
    pub members: Vec<Member>,
}

impl Body {
    pub fn of(layer: &Layer, body: &str) -> Option<Self> {
        let codec = match (layer.codecs.as_slice(), body.trim_start().starts_with('{')) {
            ([codec], _) => *codec,
            (_, true) => Codec::Json,
            (_, false) => Codec::Form,
        };
        let members = match codec {
            Codec::Json => json(body)?,
            Codec::Form | Codec::Query => body.split('&').map(form).collect::<Option<_>>()?,
            Codec::Pairs => body
                .split('&')
                .map(|text| text.split_once('=').map(|(name, text)| Member::new(name, text)))
                .collect::<Option<_>>()?,
            Codec::Segments => {
                layer.places().iter().zip(body.split('.')).map(|(name, text)| Member::new(name, text)).collect()
            }
            Codec::Xml => xml(body, layer.root())?,
        };
        layer.steps.is_empty().then(|| Self { codec, root: layer.root().to_owned(), members })
    }

    /// The body with other members; `None` if its codec cannot write one of them.
    pub fn with(&self, members: Vec<Member>) -> Option<String> {
        Some(match self.codec {
            Codec::Json => {
                let json = |member: Member| (member.name, member.json.unwrap_or(Json::String(member.text)));
                Json::Object(members.into_iter().map(json).collect::<Map<_, _>>()).to_string()
            }
            Codec::Form | Codec::Query => {
                let one = |member: &Member| {
                    [percent_form(member.name.as_bytes()), percent_form(member.text.as_bytes())].join("=")
                };
                members.iter().map(one).collect::<Vec<_>>().join("&")
            }
            Codec::Pairs => {
                let one = |member: &Member| [member.name.as_str(), member.text.as_str()].join("=");
                members.iter().map(one).collect::<Vec<_>>().join("&")
            }
            Codec::Segments => members.iter().map(|member| member.text.as_str()).collect::<Vec<_>>().join("."),
            Codec::Xml => {
                let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
                let one = |member: &Member| {
                    let (name, inside) = (&member.name, member.xml.clone().unwrap_or_else(|| escaped(&member.text)));
                    format!("<{name}>{inside}</{name}>")
                };
                format!("<{0}>{1}</{0}>", self.root, members.iter().map(one).collect::<String>())
            }
        })
    }
}

fn json(body: &str) -> Option<Vec<Member>> {
    let map: Map<String, Json> = serde_json::from_str(body).ok()?;
    let one = |(name, json): (String, Json)| {
        let text = match &json {
            Json::String(text) => text.clone(),
            Json::Null => String::new(),
            other => other.to_string(),
        };
        Member { json: Some(json), ..Member::new(&name, &text) }
    };
    Some(map.into_iter().map(one).collect())
}

fn form(field: &str) -> Option<Member> {
    let (name, text) = field.split_once('=')?;
    Some(Member::new(&decoded(name)?, &decoded(text)?))
}

fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => u8::from_str_radix(&String::from_utf8(vec![rest.next()?, rest.next()?]).ok()?, 16).ok()?,
            _ => byte,
        });
    }
    String::from_utf8(bytes).ok()
}

/// The members of an XML body with their texts and their inner XML.
fn xml(body: &str, root: &str) -> Option<Vec<Member>> {
    let inside = body.split_once(&format!("<{root}>"))?.1.rsplit_once(&format!("</{root}>"))?.0;
    let (mut rest, mut out) = (inside.trim(), Vec::new());
    while !rest.is_empty() {
        let (name, after) = rest.strip_prefix('<')?.split_once('>')?;
        let (source, after) = after.split_once(&format!("</{name}>"))?;
        let bare = source.strip_prefix("<![CDATA[").and_then(|text| text.strip_suffix("]]>"));
        let text = bare.map_or_else(|| source.replace("&lt;", "<").replace("&amp;", "&"), str::to_owned);
        out.push(Member { xml: Some(source.to_owned()), ..Member::new(name, &text) });
        rest = after.trim_start();
    }
    Some(out)
}
