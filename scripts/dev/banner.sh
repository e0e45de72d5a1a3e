# What a development node is started with, for people.
# shellcheck shell=bash

# The Ethereum development accounts of Substrate chains. Everybody knows their keys: never send them
# anything of worth.
ETHEREUM_ACCOUNTS="\
Alith      0xf24FF3a9CF04c71Dbc94D0b566f7A27B94566cac  0x5fb92d6e98884f76de468fa3f6278f8807c48bebc13595d45af5bdc4da702133
Baltathar  0x3Cd0A705a2DC65e5b1E1205896BaA2be8A07c6e0  0x8075991ce870b93a8870eca0c0f91913d12f47948ca0fd25b49c6fa7cdbeee8b
Charleth   0x798d4Ba9baf0064Ec19eB4F0a1a45785ae9D6DFc  0x0b6e18cafb6ed99687ec547bd28139cafdd2bffe70e6b688025de6b445aa5c5b
Dorothy    0x773539d4Ac0e786233D90A233654ccEE26a613D9  0x39539ab1876910bbf3a223d84a29e28f1cb4e2e456503e7e91ed39b2e7223d68
Ethan      0xFf64d3F6efE2317EE2807d223a0Bdc4c0c49dfDB  0x7dce9bc8babb68fec1409be38c8e1a52650206a7ed90ff956ae8a6d15eeaaef4
Faith      0xC0F0f4ab324C46e55D02D0033343B4Be8A55532d  0xb9d2ea9a615f3165812e8d44de0d24da9bbd164b65c4f0573e1ce2c8dbd9c8df"

# banner <node's address> <Ethereum address, or nothing> <the client>
banner() {
	local node=$1 ethereum=$2 client=$3 flag=""
	[ "$node" = 127.0.0.1:9944 ] || flag=" --node ws://$node"
	echo
	echo "A MetaHub development node. Blocks come with transactions; nothing is kept."
	echo
	echo "Endpoints"
	echo "  JSON-RPC            ws://$node, http://$node"
	if [ -n "$ethereum" ]; then
		echo "  Ethereum JSON-RPC   ws://$ethereum, http://$ethereum (chain id 19784)"
	else
		echo "  Ethereum JSON-RPC   not running"
	fi
	echo
	echo "Accounts, 10,000,000 HUB each (development keys: everybody knows them)"
	echo "  native              alice, bob, charlie, dave, eve, ferdie: --account alice"
	sed 's/^/  /' <<<"$ETHEREUM_ACCOUNTS"
	echo
	echo "Contracts"
	echo "  IAssetRegistry      0x0000000000000000000000000000000007010000"
	echo "  ILicensing          0x0000000000000000000000000000000007020000"
	echo "  IPayments           0x0000000000000000000000000000000007030000"
	echo "  collection 0        0x0000000000000000000000000000000007210000 (ERC-721; others: the id in bytes 0-3)"
	echo "  DUSD, token 1       0x0000000100000000000000000000000001200000 (ERC-20)"
	echo "  pallets' calls      0x6d6f646c70792f70616464720000000000000000"
	echo
	echo "Try"
	echo "  $client$flag --account alice collection create \"Field recordings\""
	echo "  $client$flag --account alice publish ./birdsong --collection 0 --kind dataset"
	echo "  $client$flag show 0:0"
	echo
}
