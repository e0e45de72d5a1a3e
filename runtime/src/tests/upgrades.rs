//! When new code takes effect.

use super::{dev, next_block, send};
use crate::{RuntimeCall, System};
use sp_core::storage::well_known_keys::{CODE, PENDING_CODE};
use sp_keyring::Sr25519Keyring::Alice;

fn code(key: &[u8]) -> Option<Vec<u8>> {
	frame_support::storage::unhashed::get_raw(key)
}

#[test]
fn the_code_in_a_blocks_state_is_the_one_that_executed_it() {
	dev().execute_with(|| {
		let before = b"the code until now".to_vec();
		frame_support::storage::unhashed::put_raw(CODE, &before);
		let after = b"the code from the next block on".to_vec();
		let set = frame_system::Call::set_code_without_checks { code: after.clone() };
		let sudo = pallet_sudo::Call::sudo { call: Box::new(RuntimeCall::System(set)) };
		assert_eq!(send(Alice, sudo), Ok(Ok(())));
		assert!(System::events().iter().any(|record| matches!(
			record.event,
			crate::RuntimeEvent::System(frame_system::Event::CodeUpdated { .. })
		)));
		// Ends the block that sets it. Blocks are executed with the code that waits, if one does.
		next_block();
		assert_eq!((code(CODE), code(PENDING_CODE)), (Some(before), Some(after.clone())));
		next_block();
		assert_eq!((code(CODE), code(PENDING_CODE)), (Some(after), None));
	});
}
