//! Compiles the runtime to Wasm, as part of every build with the standard library.

fn main() {
	#[cfg(all(feature = "std", not(feature = "metadata-hash")))]
	substrate_wasm_builder::WasmBuilder::build_using_defaults();

	// Second build with the hash of the metadata in it, which wallets show and `CheckMetadataHash`
	// compares. The symbol and the decimals are part of that hash.
	#[cfg(all(feature = "std", feature = "metadata-hash"))]
	substrate_wasm_builder::WasmBuilder::init_with_defaults()
		.enable_metadata_hash("HUB", 18)
		.build();
}
