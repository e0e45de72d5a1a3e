//! Progress of long work, on stderr. Results go to stdout and are never mixed with it.

use crate::output::bytes;
use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use std::{
	borrow::Cow,
	fmt,
	sync::{Arc, Mutex, PoisonError},
	time::{Duration, Instant},
};

/// How much of the past the rate remembers: after this time, what came before counts a third.
const MEMORY: Duration = Duration::from_secs(5);
/// The rate is worked out this often at most.
const SAMPLE: Duration = Duration::from_millis(200);
/// How often a bar is drawn again when nothing happens, so that a standstill shows.
const TICK: Duration = Duration::from_millis(500);
/// A longer time left than this says no more than that it is long.
const LONGEST: Duration = Duration::from_secs(100 * 3600);

/// Where progress is shown. Nothing is drawn when stderr is not a terminal.
#[derive(Clone, Debug)]
pub struct Progress {
	bars: MultiProgress,
}

/// The progress of one thing, in bytes.
#[derive(Clone, Debug)]
pub struct Bar {
	bar: ProgressBar,
	pace: Arc<Mutex<Pace>>,
}

/// How fast work goes: an exponential moving average of bytes per second. What was found done, and
/// needed no work, does not count.
#[derive(Debug)]
struct Pace {
	/// Bytes that were worked on since the last sample.
	work: u64,
	sampled: Instant,
	/// Bytes per second, once there is a sample.
	rate: Option<f64>,
}

impl Pace {
	fn new(now: Instant) -> Self {
		Self { work: 0, sampled: now, rate: None }
	}

	/// Bytes per second until now.
	fn rate(&mut self, now: Instant) -> Option<f64> {
		let past = now.saturating_duration_since(self.sampled);
		if past >= SAMPLE {
			let current = self.work as f64 / past.as_secs_f64();
			let weight = (-past.as_secs_f64() / MEMORY.as_secs_f64()).exp();
			self.rate = match self.rate {
				Some(rate) => Some(rate * weight + current * (1.0 - weight)),
				None if self.work > 0 => Some(current),
				None => None,
			};
			self.work = 0;
			self.sampled = now;
		}
		self.rate
	}

	/// The rate and, where the end is known, the time left.
	fn text(&mut self, now: Instant, left: Option<u64>) -> String {
		// Less than a byte per second is a standstill.
		let Some(rate) = self.rate(now).filter(|rate| *rate >= 1.0) else { return "-".into() };
		let speed = format!("{}/s", bytes(rate as u64));
		match left {
			Some(left) => {
				let left = Duration::try_from_secs_f64(left as f64 / rate).unwrap_or(Duration::MAX);
				format!("{speed} {} left", span(left))
			}
			None => speed,
		}
	}
}

/// A time left: `7s`, `2m05s`, `3h20m`.
fn span(time: Duration) -> String {
	let secs = time.as_secs();
	match secs {
		_ if time > LONGEST => ">100h".into(),
		0..60 => format!("{secs}s"),
		60..3600 => format!("{}m{:02}s", secs / 60, secs % 60),
		_ => format!("{}h{:02}m", secs / 3600, secs / 60 % 60),
	}
}

impl Progress {
	/// Shows progress, or does not.
	pub fn new(enabled: bool) -> Self {
		Self::on(if enabled { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() })
	}

	fn on(target: ProgressDrawTarget) -> Self {
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
				"{prefix:>12} [{bar:30}] {bytes}/{total_bytes} {pace} {wide_msg}",
			),
			None => (ProgressBar::no_length(), "{prefix:>12} {spinner} {bytes} {pace} {wide_msg}"),
		};
		let pace = Arc::new(Mutex::new(Pace::new(Instant::now())));
		let shown = pace.clone();
		let write_pace = move |state: &ProgressState, to: &mut dyn fmt::Write| {
			let left = state.len().map(|len| len.saturating_sub(state.pos()));
			let mut pace = shown.lock().unwrap_or_else(PoisonError::into_inner);
			let _ = to.write_str(&pace.text(Instant::now(), left));
		};
		let style = ProgressStyle::with_template(template)
			.unwrap_or_else(|_| ProgressStyle::default_bar())
			.with_key("pace", write_pace)
			.progress_chars("=> ");
		let bar = self.bars.add(bar.with_style(style).with_prefix(what));
		if !self.bars.is_hidden() {
			bar.enable_steady_tick(TICK);
		}
		Bar { bar, pace }
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
		let mut pace = self.pace.lock().unwrap_or_else(PoisonError::into_inner);
		pace.work = pace.work.saturating_add(bytes);
		drop(pace);
		self.bar.inc(bytes);
	}

	/// So many bytes were found done, by an earlier run. They are progress, but no work: they do not
	/// count into the rate, and so not into the time left.
	pub fn found(&self, bytes: u64) {
		self.bar.inc(bytes);
	}

	/// So many bytes have to be done again. The work that they were stays in the rate.
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

#[cfg(test)]
mod tests {
	use super::*;
	use indicatif::TermLike;
	use std::io;

	const MIB: u64 = 1 << 20;

	/// A terminal that remembers what was written.
	#[derive(Clone, Debug, Default)]
	struct Screen(Arc<Mutex<String>>);

	impl Screen {
		fn text(&self) -> String {
			self.0.lock().unwrap().clone()
		}
	}

	impl TermLike for Screen {
		fn width(&self) -> u16 {
			120
		}
		fn move_cursor_up(&self, _: usize) -> io::Result<()> {
			Ok(())
		}
		fn move_cursor_down(&self, _: usize) -> io::Result<()> {
			Ok(())
		}
		fn move_cursor_right(&self, _: usize) -> io::Result<()> {
			Ok(())
		}
		fn move_cursor_left(&self, _: usize) -> io::Result<()> {
			Ok(())
		}
		fn write_line(&self, line: &str) -> io::Result<()> {
			self.write_str(line)
		}
		fn write_str(&self, text: &str) -> io::Result<()> {
			self.0.lock().unwrap().push_str(text);
			Ok(())
		}
		fn clear_line(&self) -> io::Result<()> {
			Ok(())
		}
		fn flush(&self) -> io::Result<()> {
			Ok(())
		}
	}

	#[test]
	fn what_was_found_is_progress_but_no_work() {
		let start = Instant::now();
		let progress = Progress::hidden();
		let bar = progress.bar("pulling", Some(10 * MIB));
		bar.found(8 * MIB);
		bar.inc(MIB);
		assert_eq!(bar.bar.position(), 9 * MIB);
		let mut pace = bar.pace.lock().unwrap();
		let text = pace.text(start + Duration::from_secs(60), Some(MIB));
		// One MiB in a minute: the last one takes another. (The bar began an instant after `start`.)
		assert!(text.starts_with("17.") && text.contains("KiB/s"), "{text}");
		assert!(text.ends_with("1m00s left") || text.ends_with("59s left"), "{text}");
	}

	#[test]
	fn the_rate_is_smoothed() {
		let start = Instant::now();
		let mut pace = Pace::new(start);
		for second in 1..=30 {
			pace.work = MIB;
			pace.rate(start + Duration::from_secs(second));
		}
		// A pause of a second does not halve the rate, and a minute of silence stops it.
		let rate = pace.rate(start + Duration::from_secs(31)).unwrap();
		assert!((0.7..0.95).contains(&(rate / MIB as f64)), "{rate}");
		assert_eq!(pace.text(start + Duration::from_secs(120), Some(MIB)), "-");
	}

	#[test]
	fn nothing_is_divided_by_nothing() {
		let start = Instant::now();
		let mut pace = Pace::new(start);
		assert_eq!(pace.text(start, Some(1)), "-");
		assert_eq!(pace.text(start + Duration::from_secs(9), Some(1)), "-");
		pace.work = 100;
		let text = pace.text(start + Duration::from_secs(10), Some(u64::MAX));
		assert!(text.ends_with(">100h left"), "{text}");
	}

	#[test]
	fn times_left_read_well() {
		for (secs, text) in [(0, "0s"), (59, "59s"), (125, "2m05s"), (12_000, "3h20m")] {
			assert_eq!(span(Duration::from_secs(secs)), text);
		}
	}

	#[test]
	fn a_terminal_sees_bytes_rate_and_time_left() {
		let screen = Screen::default();
		let target = ProgressDrawTarget::term_like_with_hz(Box::new(screen.clone()), 255);
		let progress = Progress::on(target);
		let bar = progress.bar("pulling", Some(4 * MIB));
		let patience = Instant::now() + Duration::from_secs(30);
		while !screen.text().contains("/s ") && Instant::now() < patience {
			bar.inc(1);
			std::thread::sleep(Duration::from_millis(10));
		}
		let text = screen.text();
		assert!(text.contains("pulling [") && text.contains("/4.00 MiB"), "{text}");
		assert!(text.contains("/s ") && text.contains(" left"), "{text}");
	}
}
