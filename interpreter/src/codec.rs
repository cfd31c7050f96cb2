//! One row per codec: the writer and the reader of a layer.

use refundry_codegen::model::{Codec, Layer, Style};
use refundry_runtime::{
    Charset, FormStyle, FormWriter, Format, JsonWriter, Members, PairsWriter, ReadError, SegmentsWriter, Writer,
    XmlRules, XmlStyle, XmlWriter, read, undo,
};

/// A new writer with the layer's options.
pub(crate) fn writer(codec: Codec, layer: &Layer) -> Box<Writer<dyn Format>> {
    match codec {
        Codec::Form | Codec::Query => Box::new(FormWriter::styled(form_style(&layer.style))),
        Codec::Json if layer.style.nulls => Box::new(JsonWriter::new().with_nulls()),
        Codec::Json => Box::new(JsonWriter::new()),
        Codec::Xml => {
            let Style { cdata, self_closing, .. } = layer.style;
            let (prolog, namespaces) = (layer.prolog(), namespaces(layer));
            let style = XmlStyle { declaration: &prolog, cdata, self_closing, namespaces: &namespaces };
            Box::new(XmlWriter::styled(layer.root().to_owned(), style))
        }
        Codec::Pairs => Box::new(PairsWriter::new(layer.style.separators)),
        Codec::Segments => Box::new(SegmentsWriter::new(layer.style.separators.join)),
    }
}

/// The members of a received body, read with all options of the layer except its charset.
pub(crate) fn read_body<'b>(
    codec: Codec,
    layer: &'b Layer,
    charset: Charset,
    bytes: &'b [u8],
) -> Result<Members<'b>, ReadError> {
    let bytes = if layer.style.trims { read::trimmed(bytes) } else { bytes };
    let members = match codec {
        Codec::Form | Codec::Query => read::form_styled(bytes, FormStyle { charset, ..form_style(&layer.style) }),
        Codec::Json if !layer.array.is_empty() => read::json_or_array(bytes, &layer.array),
        Codec::Json => read::json(bytes),
        Codec::Xml if layer.element => read::element(bytes, &layer.message.lists()),
        Codec::Xml => {
            let (lists, namespaces, doctype) = (layer.message.lists(), namespaces(layer), layer.allows_doctype());
            let others: Vec<&str> = layer.roots.iter().skip(1).map(String::as_str).collect();
            let rules = XmlRules { others: &others, lists: &lists, namespaces: &namespaces, doctype };
            read::xml_by(bytes, layer.root(), rules)
        }
        Codec::Pairs => read::pairs(bytes, layer.style.separators),
        Codec::Segments => read::segments(bytes, layer.style.separators.join, &layer.places()),
    };
    let decode = |members: Members<'b>, (wire, conversion)| members.decoded(wire, |text| undo(conversion, text));
    layer.encoded().try_fold(members?, decode)
}

/// Whether a body is of this one of several codecs.
pub(crate) fn is_received(codec: Codec, body: &[u8]) -> bool {
    let test = if codec == Codec::Xml { read::is_xml } else { read::is_json };
    test(body)
}

fn namespaces(layer: &Layer) -> Vec<(&str, &str)> {
    layer.declared_namespaces().iter().map(|(prefix, namespace)| (prefix.as_str(), namespace.as_str())).collect()
}

fn form_style(style: &Style) -> FormStyle {
    FormStyle { percent: style.percent, literal_brackets: style.literal_brackets, charset: style.charset }
}
