//! The kinds of columns in a page's table, found by their headings. Only this module knows the words of headings.

/// The content of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Column {
    /// The wire name; without such a column, `Title` contains it.
    Name,
    /// The field's name for people, or its wire name.
    Title,
    /// The type, possibly with its length and required mark.
    Type,
    /// Whether the field is required.
    Required,
    /// Whether the field may be empty.
    Nullable,
    /// The maximum length.
    Length,
    /// A description in prose.
    Description,
    /// A sample value, or a default.
    Sample,
    /// An error code.
    Code,
    /// The advice for an error.
    Remedy,
    /// Any other content.
    Other,
}

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
        ],
    ),
    (Column::Title, &["名称", "字段名", "字段名称", "参数名称", "变量名称", "中文名", "中文名称", "name", "title"]),
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
        ],
    ),
    (
        Column::Other,
        &[
            "序号",
            "编号",
            "位置",
            "代码",
            "返回码",
            "状态码",
            "响应码",
            "应答码",
            "code",
            "no",
            "no.",
            "#",
            "in",
            "http状态码",
        ],
    ),
];

/// The kind of a column with this heading; `None` if the heading is unknown.
pub fn column(heading: &str) -> Option<Column> {
    const LONGEST: usize = 64;
    if heading.len() > LONGEST {
        return None;
    }
    let word: String = heading
        .chars()
        .map(narrow)
        .filter(|next| !next.is_whitespace() && !matches!(next, '*' | '`' | ':' | '_'))
        .map(|next| next.to_ascii_lowercase())
        .collect();
    let known = WORDS.iter().find(|(_, words)| words.contains(&word.as_str()));
    known.map(|(column, _)| *column)
}

/// The ASCII character for a full-width one.
pub fn narrow(next: char) -> char {
    match u32::from(next) {
        wide @ 0xff01..=0xff5e => char::from_u32(wide - 0xfee0).unwrap_or(next),
        _ => next,
    }
}

/// Whether columns are those of fields or error codes: one of names or codes, and one that describes them.
pub fn is_header(columns: &[Column]) -> bool {
    const SAYING: &[Column] =
        &[Column::Type, Column::Required, Column::Nullable, Column::Length, Column::Description, Column::Remedy];
    let names = |column: &Column| matches!(column, Column::Name | Column::Title | Column::Code);
    columns.iter().any(names) && columns.iter().any(|column| SAYING.contains(column))
}

/// Whether one of the columns exists for fields only.
pub fn is_of_fields(columns: &[Column]) -> bool {
    let only = |column: &Column| matches!(column, Column::Type | Column::Required | Column::Nullable | Column::Length);
    columns.iter().any(only)
}

/// Whether the columns are those of error codes, independent of the cells.
pub fn is_of_codes(columns: &[Column]) -> bool {
    !is_of_fields(columns) && columns.iter().any(|column| matches!(column, Column::Code | Column::Remedy))
}
