//! Progress of long work, on stderr. Results go to stdout and are never mixed with it.

use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::borrow::Cow;

/// Where progress is shown. Nothing is drawn when stderr is not a terminal.
#[derive(Clone, Debug)]
pub struct Progress {
	bars: MultiProgress,
}

/// The progress of one thing, in bytes.
#[derive(Clone, Debug)]
pub struct Bar {
	bar: ProgressBar,
}

impl Progress {
	/// Shows progress, or does not.
	pub fn new(enabled: bool) -> Self {
		let target =
			if enabled { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
		Self { bars: MultiProgress::with_draw_target(target) }
	}

	/// Shows nothing.
	pub fn hidden() -> Self {
		Self::new(false)
	}

	/// A bar for some work of so many bytes, or of an unknown number.
	pub fn bar(&self, what: impl Into<Cow<'static, str>>, total_bytes: Option<u64>) -> Bar {
		let (bar, template) = match total_bytes {
			Some(total) => (
				ProgressBar::new(total),
				"{prefix:>12} [{bar:30}] {bytes}/{total_bytes} {bytes_per_sec} {eta} {wide_msg}",
			),
			None => (
				ProgressBar::no_length(),
				"{prefix:>12} {spinner} {bytes} {bytes_per_sec} {wide_msg}",
			),
		};
		let style = ProgressStyle::with_template(template)
			.unwrap_or_else(|_| ProgressStyle::default_bar())
			.progress_chars("=> ");
		let bar = self.bars.add(bar.with_style(style).with_prefix(what));
		Bar { bar }
	}

	/// Prints a line above the bars.
	pub fn note(&self, line: impl AsRef<str>) {
		// That the terminal is gone is no reason to stop the work.
		let _ = self.bars.println(line);
	}
}

impl Bar {
	/// So many bytes more are done.
	pub fn inc(&self, bytes: u64) {
		self.bar.inc(bytes);
	}

	/// So many bytes have to be done again.
	pub fn dec(&self, bytes: u64) {
		self.bar.dec(bytes);
	}

	/// Says what is being worked on.
	pub fn message(&self, text: impl Into<Cow<'static, str>>) {
		self.bar.set_message(text);
	}

	/// The work is done; the bar goes away.
	pub fn finish(&self) {
		self.bar.finish_and_clear();
	}
}

impl Drop for Progress {
	fn drop(&mut self) {
		// Bars of work that failed do not stay on the screen.
		let _ = self.bars.clear();
	}
}
