//! Ranges of bytes: HTTP's `Range` and the trustless gateway's `entity-bytes`.

use std::ops::Range;

/// What a `Range` header asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
	/// Everything: there is no range, or none that has to be understood.
	All,
	/// These bytes; not empty.
	Part(Range<u64>),
	/// Bytes that are not there.
	Unsatisfiable,
}

/// Reads a `Range` header. One with several ranges is answered with everything, as HTTP allows.
pub(super) fn http(header: Option<&str>, size: u64) -> Wanted {
	let Some(spec) = header.and_then(|header| header.trim().strip_prefix("bytes=")) else {
		return Wanted::All;
	};
	let Some((first, last)) = spec.trim().split_once('-') else { return Wanted::All };
	let number = |text: &str| match text {
		"" => Some(None),
		digits if digits.bytes().all(|b| b.is_ascii_digit()) => {
			digits.parse::<u64>().ok().map(Some)
		}
		_ => None,
	};
	let range = match (number(first), number(last)) {
		(Some(Some(first)), Some(Some(last))) if first <= last => {
			first..last.saturating_add(1).min(size)
		}
		(Some(Some(first)), Some(None)) => first..size,
		(Some(None), Some(Some(suffix))) => size.saturating_sub(suffix)..size,
		_ => return Wanted::All,
	};
	if range.start < range.end {
		Wanted::Part(range)
	} else {
		Wanted::Unsatisfiable
	}
}

/// One end of `entity-bytes`: from the start, or (negative) from the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
	FromStart(u64),
	FromEnd(u64),
}

impl End {
	fn parse(text: &str) -> Option<Self> {
		let (digits, end): (&str, fn(u64) -> Self) = match text.strip_prefix('-') {
			Some(digits) => (digits, Self::FromEnd),
			None => (text, Self::FromStart),
		};
		if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
			return None;
		}
		digits.parse().ok().map(end)
	}

	/// The offset in a file of some size; `None` if it lies before the file.
	fn at(self, size: u64) -> Option<u64> {
		match self {
			Self::FromStart(offset) => Some(offset),
			Self::FromEnd(back) => size.checked_sub(back),
		}
	}
}

/// `entity-bytes=from:to`, both inclusive; `None` for `to` is the end of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct EntityBytes {
	from: End,
	to: Option<End>,
}

impl EntityBytes {
	pub(super) fn parse(text: &str) -> Option<Self> {
		let (from, to) = text.split_once(':')?;
		let to = if to == "*" { None } else { Some(End::parse(to)?) };
		Some(Self { from: End::parse(from)?, to })
	}

	/// The bytes of a file of some size that are meant; empty if there are none.
	pub(super) fn resolve(self, size: u64) -> Range<u64> {
		let start = self.from.at(size).unwrap_or(0).min(size);
		let end = match self.to {
			None => size,
			Some(to) => to.at(size).map_or(0, |last| last.saturating_add(1)).min(size),
		};
		start..end.max(start)
	}

	/// Whether the range begins where the file has ended.
	pub(super) fn is_beyond(self, size: u64) -> bool {
		size > 0 && matches!(self.from, End::FromStart(offset) if offset >= size)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn http_ranges() {
		assert_eq!(http(None, 10), Wanted::All);
		assert_eq!(http(Some("bytes=0-0"), 10), Wanted::Part(0..1));
		assert_eq!(http(Some("bytes=2-99"), 10), Wanted::Part(2..10));
		assert_eq!(http(Some("bytes=2-18446744073709551615"), 10), Wanted::Part(2..10));
		assert_eq!(http(Some("bytes=9-"), 10), Wanted::Part(9..10));
		assert_eq!(http(Some("bytes=-3"), 10), Wanted::Part(7..10));
		assert_eq!(http(Some("bytes=-30"), 10), Wanted::Part(0..10));
		assert_eq!(http(Some("bytes=10-"), 10), Wanted::Unsatisfiable);
		assert_eq!(http(Some("bytes=-0"), 10), Wanted::Unsatisfiable);
		assert_eq!(http(Some("bytes=0-"), 0), Wanted::Unsatisfiable);
		// Nothing that has to be understood.
		for odd in ["bytes=3-2", "bytes=0-1,3-4", "bytes=-", "bytes=+1-2", "bytes=x", "items=0-1"] {
			assert_eq!(http(Some(odd), 10), Wanted::All, "{odd}");
		}
	}

	#[test]
	fn entity_bytes() {
		let resolve = |text: &str, size| EntityBytes::parse(text).map(|range| range.resolve(size));
		assert_eq!(resolve("0:*", 10), Some(0..10));
		assert_eq!(resolve("2:3", 10), Some(2..4));
		assert_eq!(resolve("2:99", 10), Some(2..10));
		assert_eq!(resolve("-4:*", 10), Some(6..10));
		assert_eq!(resolve("-40:*", 10), Some(0..10));
		assert_eq!(resolve("4:-2", 10), Some(4..9));
		assert_eq!(resolve("4:-20", 10), Some(4..4));
		assert_eq!(resolve("5:2", 10), Some(5..5));
		assert_eq!(resolve("12:20", 10), Some(10..10));
		for odd in ["", ":", "1", "a:b", "1:", ":1", "*:1", "1:+2", "--1:*", "1:2:3"] {
			assert_eq!(EntityBytes::parse(odd), None, "{odd}");
		}
		assert!(EntityBytes::parse("10:*").is_some_and(|range| range.is_beyond(10)));
		assert!(EntityBytes::parse("9:*").is_some_and(|range| !range.is_beyond(10)));
	}
}
