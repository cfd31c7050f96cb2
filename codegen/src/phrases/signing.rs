//! The steps that make a request, and worked examples.

use super::phrases;

phrases! {
    header_is(name, parts) { "Header {name}: {parts}." "HTTP 头 {name}：{parts}。" }
    body_is(parts) { "The body: {parts}." "报文体：{parts}。" }
    value_is(name, text) { "Value {name}: {text}." "计算值 {name}：{text}。" }
    goes_into(places) { "Goes into {places}." "写入：{places}。" }
    left_out_without(names) { "Left out by a merchant without {names}." "没有 {names} 的商户省略此项。" }
    the_field(name) { "the field {name}" "字段 {name}" }
    the_key_of(message) { "the key of {message}" "密钥，用于 {message}" }
    write_as(name, form) { "Write {name} as {form}" "写出 {name}，格式：{form}" }
    without_body(written) { "{written}. There is no body." "{written}。没有报文体。" }
    embedded_in(field) { "the field {field}, as it is and not as text" "字段 {field}（原样嵌入，不作为文本）" }
    body_place() { "the body" "报文体" }
    that_is(written, steps, place) { "{written}{steps}. That is {place}." "{written}{steps}。结果：{place}。" }
    worked_for(example) {
        "Worked for the example {example}, with its throw-away credentials:"
        "以样例 {example} 及其一次性凭据演算："
    }
    one_byte() { "1 byte" "1 字节" }
    some_bytes(bytes) { "{bytes} bytes" "{bytes} 字节" }
    text_of(name, bytes, ending) { "The text of {name}, {bytes}{ending}:" "{name} 的待处理文本，{bytes}{ending}：" }
    ends_in_line_feed() { ", the last of them a line feed" "，最后一个是换行符" }
    gives(step, output) { "{step} gives {output}." "{step} 得到 {output}。" }
}
