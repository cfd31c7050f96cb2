use refundry::{Context, Server, Timestamp, stripe, wechat_deposit};

fn sign(
    charged: (&stripe::refund::Request, &stripe::Credentials),
    deposited: (&wechat_deposit::refund::Request, &wechat_deposit::Credentials),
) -> Result<(), Box<dyn std::error::Error>> {
    let server = &Server::custom("http://localhost:8080")?;
    let context = Context { server, now: Timestamp::now(), nonce: "1", salt: "" };
    charged.0.sign(charged.1, &context)?;
    deposited.0.sign(deposited.1, &context)?;
    Ok(())
}

fn main() {}
