//! The direction of the message that a table describes.

/// The sender of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// The merchant sends it: a request.
    Sent,
    /// The merchant receives it: an answer or a notification.
    Received,
}

const WORDS: &[(Side, &[&str])] = &[
    (Side::Sent, &["请求", "上送", "上行", "输入", "入参", "request", "input"]),
    (
        Side::Received,
        &[
            "应答",
            "响应",
            "返回",
            "回复",
            "下行",
            "输出",
            "出参",
            "通知",
            "回调",
            "response",
            "answer",
            "output",
            "notification",
            "callback",
            "return",
        ],
    ),
];

/// The direction that a caption such as `请求参数` or `Response fields` names; `None` if it names none, or both.
pub fn side(caption: &str) -> Option<Side> {
    const LONGEST: usize = 48;
    let caption = caption.trim().to_lowercase();
    if caption.len() > LONGEST {
        return None;
    }
    let mut named = WORDS.iter().filter(|(_, words)| words.iter().any(|word| caption.contains(word)));
    let (side, _) = named.next()?;
    named.next().is_none().then_some(*side)
}
