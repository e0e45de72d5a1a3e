//! That `try_state` finds what it is there to find.

use super::*;
use crate::{NextDispute, Open};
use sp_runtime::TryRuntimeError;

fn dispute(change: fn(&mut DisputeRecordOf<Test>)) {
	Records::mutate(1, |record| change(record.as_mut().expect("is open")));
}

fn tag(change: fn(&mut TagRecordOf<Test>)) {
	TagsOf::mutate(SUBJECT, |tags| change(&mut tags[0]));
}

#[test]
fn every_corruption_is_found() {
	let short = "what is on hold is not what the records say";
	let lists = "the lists are not of the open disputes";
	let cases: [(&str, fn()); 15] = [
		(short, || dispute(|record| record.bond += 1)),
		(short, || dispute(|record| record.deposit -= 1)),
		(short, || dispute(|record| record.raiser = BOB)),
		(short, || tag(|tag| tag.deposit += 1)),
		(short, || tag(|tag| tag.depositor = BOB)),
		(lists, || dispute(|record| record.subject = Subject::Licence(9))),
		(lists, || Open::<Test>::remove(SUBJECT)),
		(lists, || Open::<Test>::mutate(SUBJECT, |open| open.truncate(1))),
		("disputes are out of order", || {
			Open::<Test>::mutate(SUBJECT, |open| open.as_mut().reverse());
		}),
		("an empty list of disputes is stored", || {
			Open::<Test>::insert(Subject::Licence(9), frame_support::BoundedVec::default());
		}),
		("an empty list of tags is stored", || {
			TagsOf::insert(Subject::Licence(9), frame_support::BoundedVec::default());
		}),
		("a dispute is newer than the newest", || NextDispute::<Test>::put(1)),
		("a tag is newer than the newest dispute", || tag(|tag| tag.dispute = 3)),
		("a dispute is open and judged", || tag(|tag| tag.dispute = 1)),
		("a dispute left two tags", || {
			let tags = TagsOf::get(SUBJECT);
			TagsOf::insert(Subject::Licence(9), tags);
		}),
	];
	for (message, corrupt) in cases {
		new_test_ext().execute_with(|| {
			let first = raised();
			raised();
			raised();
			assert_ok!(Disputes::judge(judge(), first, Verdict::Tagged));
			assert_ok!(Disputes::do_try_state());
			corrupt();
			assert_eq!(Disputes::do_try_state(), Err(TryRuntimeError::Other(message)));
		});
	}
}
