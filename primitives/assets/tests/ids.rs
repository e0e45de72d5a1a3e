//! Addresses of the chain's own contracts.

use metahub_assets::ids::{
	collection_address, collection_at, contract_address, LICENSING_CONTRACT, PAYMENTS_CONTRACT,
	REGISTRY_CONTRACT,
};
use primitive_types::H160;

#[test]
fn a_collection_is_found_by_its_address_only() {
	for id in [0, 1, 0xdead_beef, u32::MAX] {
		let address = collection_address(id);
		assert_eq!(collection_at(address), Some(id));
		for byte in 4..20 {
			let mut other = address;
			other.0[byte] ^= 1;
			assert_eq!(collection_at(other), None, "byte {byte}");
		}
	}
	assert_eq!(
		format!("{:?}", collection_address(3)),
		"0x0000000300000000000000000000000007210000"
	);
	assert_eq!(collection_at(H160::zero()), None);
}

#[test]
fn the_chains_contracts_have_addresses_of_their_own() {
	let addresses = [
		(REGISTRY_CONTRACT, "0x0000000000000000000000000000000007010000"),
		(LICENSING_CONTRACT, "0x0000000000000000000000000000000007020000"),
		(PAYMENTS_CONTRACT, "0x0000000000000000000000000000000007030000"),
	];
	for (contract, address) in addresses {
		assert_eq!(format!("{:?}", contract_address(contract)), address);
		assert_eq!(collection_at(contract_address(contract)), None);
	}
}
