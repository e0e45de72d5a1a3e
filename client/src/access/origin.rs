//! What a gateway calls itself in its challenges.

use reqwest::Url;

/// What a gateway calls itself, as its base URL has it. A client signs only for the gateway that
/// it speaks to: otherwise one gateway could have it sign what opens another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
	/// Host, and port if it is not the scheme's.
	pub domain: String,
	/// The base URL without a trailing slash.
	pub uri: String,
}

/// Why a text is not a gateway's base URL.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not the base URL of a gateway: {reason}")]
pub struct OriginError {
	/// The text.
	pub text: String,
	/// What is wrong with it.
	pub reason: String,
}

impl Origin {
	/// The origin of a base URL. User name, password, query and fragment do not count.
	pub fn of(text: &str) -> Result<Self, OriginError> {
		let bad = |reason: &str| OriginError { text: text.into(), reason: reason.into() };
		let url = Url::parse(text).map_err(|error| bad(&error.to_string()))?;
		if !matches!(url.scheme(), "http" | "https") {
			return Err(bad("it is neither http nor https"));
		}
		let host = url.host_str().ok_or_else(|| bad("it has no host"))?;
		let domain = match url.port() {
			Some(port) => format!("{host}:{port}"),
			None => host.to_owned(),
		};
		let path = url.path().trim_end_matches('/');
		Ok(Self { uri: format!("{}://{domain}{path}", url.scheme()), domain })
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn of_base_urls() {
		let of = |text| {
			let Origin { domain, uri } = Origin::of(text).unwrap();
			(domain, uri)
		};
		let plain = ("gateway.example".to_owned(), "https://gateway.example".to_owned());
		assert_eq!(of("https://gateway.example"), plain);
		assert_eq!(of("https://me:secret@Gateway.Example:443/?x#y"), plain);
		assert_eq!(
			of("http://127.0.0.1:8180/"),
			("127.0.0.1:8180".into(), "http://127.0.0.1:8180".into())
		);
		assert_eq!(of("http://[::1]:80/a/b/"), ("[::1]".into(), "http://[::1]/a/b".into()));
		for text in ["", "gateway.example", "ws://gateway.example", "file:///x"] {
			assert!(Origin::of(text).is_err(), "{text}");
		}
	}
}
