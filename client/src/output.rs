//! What a command says: results on stdout, everything else on stderr.

use serde::Serialize;
use std::io::{self, Write};

/// How results and remarks are written.
#[derive(Clone, Copy, Debug, Default)]
pub struct Output {
	/// Results as JSON, errors too.
	pub json: bool,
	/// No remarks, no progress.
	pub quiet: bool,
}

impl Output {
	/// Writes a command's result: JSON, or the text that a person wants to read.
	pub fn result<T: Serialize>(&self, value: &T, text: impl FnOnce(&T) -> String) {
		if self.json {
			match serde_json::to_string_pretty(value) {
				Ok(json) => write_line(io::stdout(), &json),
				Err(error) => write_line(io::stderr(), &format!("error: {error}")),
			}
		} else {
			write_line(io::stdout(), text(value).trim_end_matches('\n'));
		}
	}

	/// Writes one of many results, on one line.
	pub fn line<T: Serialize>(&self, value: &T, text: impl FnOnce(&T) -> String) {
		if self.json {
			let json = serde_json::to_string(value).unwrap_or_else(|error| format!("\"{error}\""));
			write_line(io::stdout(), &json);
		} else {
			write_line(io::stdout(), &text(value));
		}
	}

	/// Writes a part of a long result at once, ended with a line break. Returns whether the reader is
	/// still there.
	pub fn part(&self, text: &str) -> io::Result<bool> {
		let mut out = io::stdout().lock();
		match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
			Ok(()) => Ok(true),
			Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(false),
			Err(error) => Err(error),
		}
	}

	/// A remark for a person who watches.
	pub fn note(&self, text: impl AsRef<str>) {
		if !self.quiet && !self.json {
			write_line(io::stderr(), text.as_ref());
		}
	}

	/// Something that a person should know even when a script runs the command.
	pub fn warn(&self, text: impl AsRef<str>) {
		write_line(io::stderr(), &format!("warning: {}", text.as_ref()));
	}
}

/// A reader that has gone (`metahub list | head`) is no error of ours.
fn write_line(mut to: impl Write, text: &str) {
	let _ = writeln!(to, "{text}").and_then(|()| to.flush());
}

/// Decimal places of the native token.
const DECIMALS: usize = 18;

/// An amount of planck in HUB, with as many decimals as it needs.
pub fn hub(planck: u128) -> String {
	let unit = 10u128.pow(DECIMALS as u32);
	let fraction = format!("{:0width$}", planck % unit, width = DECIMALS);
	let fraction = fraction.trim_end_matches('0');
	if fraction.is_empty() {
		format!("{} HUB", planck / unit)
	} else {
		format!("{}.{fraction} HUB", planck / unit)
	}
}

/// A number of bytes in the unit that fits.
pub fn bytes(count: u64) -> String {
	const UNITS: [&str; 5] = ["KiB", "MiB", "GiB", "TiB", "PiB"];
	if count < 1024 {
		return format!("{count} B");
	}
	let mut value = count as f64 / 1024.0;
	let mut unit = 0;
	while value >= 1024.0 && unit + 1 < UNITS.len() {
		value /= 1024.0;
		unit += 1;
	}
	format!("{value:.1} {}", UNITS[unit])
}

/// Labels and values, one pair on a line. Further lines of a value stand below its first.
pub fn fields(pairs: &[(&str, String)]) -> String {
	let width = pairs.iter().map(|(label, _)| label.len()).max().unwrap_or(0) + 2;
	let mut out = String::new();
	for (label, value) in pairs {
		for (at, line) in value.lines().enumerate() {
			let label = if at == 0 { label } else { "" };
			out.push_str(format!("{label:width$}{line}").trim_end());
			out.push('\n');
		}
	}
	out
}

/// Lines of a table whose columns line up; the last column is not padded.
pub fn table(rows: &[Vec<String>]) -> String {
	let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
	let widths: Vec<usize> = (0..columns)
		.map(|c| rows.iter().filter_map(|r| r.get(c)).map(|s| s.chars().count()).max().unwrap_or(0))
		.collect();
	let mut out = String::new();
	for row in rows {
		let mut line = String::new();
		for (cell, width) in row.iter().zip(&widths) {
			line.push_str(cell);
			line.extend(std::iter::repeat_n(' ', width + 2 - cell.chars().count()));
		}
		out.push_str(line.trim_end());
		out.push('\n');
	}
	out
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn amounts() {
		assert_eq!(hub(0), "0 HUB");
		assert_eq!(hub(1), "0.000000000000000001 HUB");
		assert_eq!(hub(1_500_000_000_000_000_000), "1.5 HUB");
		assert_eq!(hub(12_000_000_000_000_000_000), "12 HUB");
	}

	#[test]
	fn sizes() {
		assert_eq!(bytes(1023), "1023 B");
		assert_eq!(bytes(1536), "1.5 KiB");
		assert_eq!(bytes(u64::MAX), "16384.0 PiB");
	}

	#[test]
	fn values_line_up_behind_their_labels() {
		let pairs = [("a", "1\n2".to_owned()), ("long", "3".to_owned())];
		assert_eq!(fields(&pairs), "a     1\n      2\nlong  3\n");
	}

	#[test]
	fn columns_line_up() {
		let rows = vec![vec!["a".into(), "bb".into()], vec!["ccc".into(), "d".into()]];
		assert_eq!(table(&rows), "a    bb\nccc  d\n");
	}
}
