//! How long to wait for sources that fail for a while: a gateway that is started again does not end
//! a pull of many gigabytes.

use backon::{BackoffBuilder, ExponentialBuilder};
use std::time::{Duration, Instant};

/// How long a source is waited for, unless told otherwise.
pub const DEFAULT_PATIENCE: Duration = Duration::from_secs(300);
/// The first pause. The next ones double, each made longer at random, so that many who wait do not
/// all come back at once.
const FIRST: Duration = Duration::from_millis(200);
/// The longest pause, but for what a source asks for.
const LONGEST: Duration = Duration::from_secs(10);

/// The pauses between attempts, as long as there is patience.
pub(super) struct Pauses {
	until: Instant,
	pauses: Box<dyn Iterator<Item = Duration> + Send>,
}

impl Pauses {
	pub(super) fn new(patience: Duration) -> Self {
		let builder = ExponentialBuilder::new()
			.with_min_delay(FIRST)
			.with_max_delay(LONGEST)
			.without_max_times()
			.with_jitter();
		Self { until: Instant::now() + patience, pauses: Box::new(builder.build()) }
	}

	/// The next pause, at least as long as the source asks for; `None` when patience would end
	/// before it does.
	pub(super) fn next(&mut self, asked: Option<Duration>) -> Option<Duration> {
		let pause = self.pauses.next()?.max(asked.unwrap_or_default());
		(pause <= self.until.saturating_duration_since(Instant::now())).then_some(pause)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn pauses_grow_to_a_limit_and_end_with_patience() {
		let mut pauses = Pauses::new(Duration::from_secs(3_600));
		let taken: Vec<_> = (0..12).map(|_| pauses.next(None).unwrap()).collect();
		assert!((FIRST..=FIRST * 2).contains(&taken[0]), "{taken:?}");
		assert!(taken[11] >= LONGEST && taken[11] <= LONGEST * 2, "{taken:?}");
		assert_eq!(pauses.next(Some(Duration::from_secs(60))), Some(Duration::from_secs(60)));
		assert_eq!(pauses.next(Some(Duration::from_secs(7_200))), None);
		assert_eq!(Pauses::new(Duration::ZERO).next(None), None);
	}
}
