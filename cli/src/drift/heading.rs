//! The words of headings. Only this module knows them.

use super::column::Column;
use super::narrow::narrow;

const WORDS: &[(Column, &[&str])] = &[
    (
        Column::Name,
        &[
            "参数",
            "参数名",
            "变量",
            "变量名",
            "字段",
            "属性",
            "属性名",
            "标识",
            "英文名",
            "英文名称",
            "键",
            "节点",
            "元素",
            "域名",
            "key",
            "field",
            "fieldname",
            "parameter",
            "parametername",
            "param",
            "property",
            "attribute",
            "element",
            "variable",
            "member",
            "域",
            "标签",
            "tag",
            "字段标识",
            "数据元",
            "英文字段",
            "英文字段名",
            "参数标识",
        ],
    ),
    (
        Column::Title,
        &[
            "名称",
            "字段名",
            "字段名称",
            "参数名称",
            "变量名称",
            "中文名",
            "中文名称",
            "name",
            "title",
            "标题",
            "字段中文名",
            "中文字段名",
            "字段描述名",
            "label",
        ],
    ),
    (
        Column::Type,
        &[
            "类型",
            "数据类型",
            "字段类型",
            "参数类型",
            "变量类型",
            "数值格式",
            "数据格式",
            "格式",
            "类型长度",
            "类型及长度",
            "类型和长度",
            "类型(长度)",
            "类型/长度",
            "type",
            "datatype",
            "format",
            "type(length)",
            "数据类型及长度",
            "数据类型和长度",
            "类型长度限制",
        ],
    ),
    (
        Column::Required,
        &[
            "必填",
            "必选",
            "必传",
            "必须",
            "必需",
            "必输",
            "是否必填",
            "是否必选",
            "是否必传",
            "是否必须",
            "是否必需",
            "必填项",
            "要求",
            "required",
            "mandatory",
            "required?",
            "presence",
            "m/o",
            "约束",
            "出现要求",
            "出现",
            "填写要求",
            "必要性",
            "选填",
            "occurrence",
            "optionality",
            "m/c/o",
            "m/o/c",
            "m/c/o/r",
            "m/o/c/r",
            "y/n",
        ],
    ),
    (Column::Nullable, &["可空", "是否可空", "允许为空", "可选", "是否可选", "nullable", "optional", "optional?"]),
    (
        Column::Length,
        &[
            "长度",
            "最大长度",
            "字段长度",
            "参数长度",
            "长度限制",
            "数据长度",
            "length",
            "maxlength",
            "max.length",
            "size",
            "maxlen",
            "len",
            "字节数",
            "位数",
            "长度要求",
        ],
    ),
    (
        Column::Description,
        &[
            "描述",
            "说明",
            "含义",
            "备注",
            "注释",
            "解释",
            "字段描述",
            "字段说明",
            "字段含义",
            "参数描述",
            "参数说明",
            "参数含义",
            "备注说明",
            "详细说明",
            "原因",
            "错误描述",
            "错误信息",
            "错误说明",
            "错误原因",
            "错误码描述",
            "错误码说明",
            "description",
            "desc",
            "meaning",
            "remark",
            "remarks",
            "note",
            "notes",
            "comment",
            "comments",
            "details",
            "explanation",
            "reason",
            "cause",
            "message",
            "释义",
            "用途",
            "提示信息",
            "备注信息",
            "取值说明",
            "应答码描述",
            "返回码描述",
        ],
    ),
    (
        Column::Sample,
        &[
            "示例",
            "示例值",
            "范例",
            "样例",
            "样例值",
            "举例",
            "例子",
            "默认值",
            "参考值",
            "取值",
            "取值范围",
            "example",
            "examples",
            "sample",
            "samplevalue",
            "default",
            "defaultvalue",
        ],
    ),
    (Column::Code, &["错误码", "错误代码", "业务错误码", "子错误码", "errorcode", "errcode", "errorcodes"]),
    (
        Column::Remedy,
        &[
            "解决方案",
            "解决方法",
            "解决办法",
            "处理方法",
            "处理方式",
            "处理建议",
            "处理办法",
            "建议",
            "处理措施",
            "solution",
            "remedy",
            "action",
            "handling",
            "whattodo",
            "resolution",
            "处理意见",
            "原因及处理建议",
        ],
    ),
    (Column::Status, &["返回码", "状态码", "响应码", "应答码", "结果码", "responsecode", "respcode", "statuscode"]),
    (Column::Sent, &["请求", "请求报文", "请求出现要求", "请求必填", "上送", "上送报文", "request"]),
    (
        Column::Received,
        &["应答", "应答报文", "应答出现要求", "响应", "响应报文", "返回", "返回报文", "response", "answer"],
    ),
    (Column::Other, &["序号", "编号", "位置", "代码", "code", "no", "no.", "#", "in", "http状态码"]),
];

/// The ends of headings, the more specific first: the last part of a compound states its kind.
const ENDS: &[(Column, &[&str])] = &[
    (
        Column::Sample,
        &["示例", "示例值", "范例", "样例", "举例", "例子", "默认值", "缺省值", "参考值", "取值", "取值范围", "枚举值"],
    ),
    (Column::Remedy, &["方案", "办法", "方法", "建议", "措施", "处理方式", "处理意见"]),
    (Column::Nullable, &["可空", "为空", "可否空", "可选"]),
    (Column::Required, &["要求", "约束", "必填项", "选填", "选填项", "必要性", "存在性", "可选性", "必填性"]),
    (Column::Length, &["长度", "字节数", "位数", "字符数", "长度限制", "长度要求", "长度范围"]),
    (Column::Type, &["类型", "格式", "类别及长度", "类型及长度"]),
    (
        Column::Description,
        &["描述", "说明", "含义", "备注", "注释", "解释", "释义", "意义", "用途", "定义", "原因", "信息", "内容"],
    ),
    (Column::Code, &["错误码", "错误代码", "异常码", "异常代码"]),
    (Column::Status, &["返回码", "响应码", "应答码", "结果码", "状态码"]),
    (Column::Title, &["名称", "中文名", "中文"]),
    (
        Column::Name,
        &[
            "英文名",
            "英文",
            "参数",
            "参数名",
            "变量",
            "变量名",
            "字段",
            "字段名",
            "属性",
            "属性名",
            "标识",
            "节点",
            "元素",
            "域",
            "标签",
            "要素",
        ],
    ),
];

/// Words anywhere in a heading that decide by themselves.
const PARTS: &[(Column, &[&str])] =
    &[(Column::Required, &["必填", "必选", "必传", "必须", "必需", "必输", "必送", "必要", "非空", "出现"])];

/// English words of headings, in the order in which they decide.
const TOKENS: &[(Column, &[&str])] = &[
    (
        Column::Required,
        &["required", "mandatory", "presence", "occurrence", "occurs", "optionality", "cardinality", "requirement"],
    ),
    (Column::Nullable, &["nullable", "optional"]),
    (Column::Remedy, &["solution", "remedy", "action", "handling", "resolution", "advice"]),
    (Column::Sample, &["example", "examples", "sample", "default", "values"]),
    (
        Column::Description,
        &[
            "description",
            "desc",
            "meaning",
            "remark",
            "remarks",
            "note",
            "notes",
            "comment",
            "comments",
            "explanation",
            "details",
            "reason",
            "cause",
            "message",
            "usage",
        ],
    ),
    (Column::Type, &["type", "format"]),
    (Column::Length, &["length", "size", "len", "maxlength"]),
    (Column::Code, &["errorcode", "errcode"]),
    (Column::Name, &["field", "parameter", "param", "property", "attribute", "element", "key", "tag"]),
    (Column::Title, &["name", "label", "title"]),
];

/// The kind of a column whose heading is one of the usual words; `None` for any other text.
pub fn usual(heading: &str) -> Option<Column> {
    lookup(&plain(heading)?)
}

/// The kind of a column by the meaning of its heading, `类型[长度限制]` or `Data type`; `None` if it is not understood.
pub fn meaning(heading: &str) -> Option<Column> {
    let word = plain(heading)?;
    let (base, inside) = brackets(&word);
    let readings = [word.as_str(), &base, &inside].into_iter().filter(|text| !text.is_empty());
    readings
        .clone()
        .find_map(lookup)
        .or_else(|| choice(&word))
        .or_else(|| readings.clone().find_map(compound))
        .or_else(|| bilingual(heading))
}

/// The kind of a heading in one language or two, `字段 Field`: both have to be understood.
fn bilingual(heading: &str) -> Option<Column> {
    let foreign = |next: char| next.is_alphabetic() && !next.is_ascii();
    let chinese: String = heading.chars().filter(|next| foreign(*next)).collect();
    let english: String = heading.chars().filter(|next| !foreign(*next)).collect();
    let english = || choice(&plain(&english)?).or_else(|| tokens(&english));
    if chinese.is_empty() {
        return english();
    }
    lookup(&chinese).or_else(|| compound(&chinese)).filter(|_| english().is_some())
}

/// The heading in lower case, without spaces and emphasis; `None` if it is too long for a heading.
fn plain(heading: &str) -> Option<String> {
    const LONGEST: usize = 64;
    let kept = |next: &char| !next.is_whitespace() && !matches!(next, '*' | '`' | ':' | '_');
    let word = || heading.chars().map(narrow).filter(kept).map(|next| next.to_ascii_lowercase()).collect();
    (heading.len() <= LONGEST).then(word)
}

fn lookup(word: &str) -> Option<Column> {
    find(WORDS, |known| known == word)
}

fn find(rows: &[(Column, &[&str])], fits: impl Fn(&str) -> bool) -> Option<Column> {
    rows.iter().find(|(_, words)| words.iter().any(|word| fits(word))).map(|(column, _)| *column)
}

/// The kind of a Chinese compound, by its end.
fn compound(word: &str) -> Option<Column> {
    const LONGEST: usize = 12;
    if word.chars().count() > LONGEST
        || word.contains(|next: char| next.is_ascii_alphanumeric() || ",.;。,;、".contains(next))
    {
        return None;
    }
    find(PARTS, |part| word.contains(part)).or_else(|| find(ENDS, |end| word.ends_with(end)))
}

/// A heading that lists its marks, such as `m/c/o` or `y/n`.
fn choice(word: &str) -> Option<Column> {
    let letters = word.split('/').all(|letter| matches!(letter, "m" | "o" | "c" | "r" | "y" | "n" | "x"));
    (letters && word.contains('/')).then_some(Column::Required)
}

fn tokens(heading: &str) -> Option<Column> {
    const MOST: usize = 5;
    let words: Vec<String> = heading
        .split(|next: char| !next.is_ascii_alphabetic())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    let wire = heading.contains(['_', '[', '{', '$'])
        || heading.split('.').skip(1).any(|part| !part.is_empty() && !part.starts_with(' '));
    (!wire && words.len() <= MOST).then(|| find(TOKENS, |known| words.iter().any(|word| word == known)))?
}

/// The text outside and inside of brackets.
fn brackets(word: &str) -> (String, String) {
    let (mut base, mut inside, mut depth) = (String::new(), String::new(), 0usize);
    for next in word.chars() {
        match next {
            '(' | '[' | '{' | '【' | '〔' | '<' => depth += 1,
            ')' | ']' | '}' | '】' | '〕' | '>' => depth = depth.saturating_sub(1),
            _ if depth > 0 => inside.push(next),
            _ => base.push(next),
        }
    }
    (base, inside)
}

#[cfg(test)]
mod tests {
    use super::{Column, meaning};

    #[test]
    fn headings_are_understood_by_their_meaning() {
        for (heading, column) in [
            ("类型[长度限制]", Column::Type),
            ("数据类型(长度)", Column::Type),
            ("出现要求", Column::Required),
            ("长度", Column::Length),
            ("最大长度(字节)", Column::Length),
            ("约束", Column::Required),
            ("M/O/C/R", Column::Required),
            ("是否必填(Y/N)", Column::Required),
            ("Mandatory (Y/N)", Column::Required),
            ("参数名称(英文)", Column::Title),
            ("接口字段", Column::Name),
            ("Field name", Column::Name),
            ("Max. length", Column::Length),
            ("字段 Field", Column::Name),
            ("参数说明", Column::Description),
            ("业务错误码", Column::Code),
            ("原因及处理建议", Column::Remedy),
        ] {
            assert_eq!(meaning(heading), Some(column), "{heading}");
        }
        for heading in [
            "乙方",
            "refund_no",
            "goods[].title",
            "data.message",
            "String(32)",
            "退款单号",
            "Kind of thing",
            "O 可选",
            "",
        ] {
            assert_eq!(meaning(heading), None, "{heading}");
        }
    }
}
