// Made by scripts/abi.mjs from the .sol files of pallets/precompiles/src. Not edited by hand.

/** A development chain's id (EIP-155). Other networks have others. */
export declare const chainId: 19784

/** The ABI of IAssetRegistry. */
export declare const assetRegistryAbi: readonly [
	{
		readonly inputs: readonly [
			{
				readonly internalType: "uint32";
				readonly name: "collection";
				readonly type: "uint32";
			},
		];
		readonly name: "acceptPublisher";
		readonly outputs: readonly [];
		readonly stateMutability: "nonpayable";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "uint32";
				readonly name: "collection";
				readonly type: "uint32";
			},
			{
				readonly internalType: "uint64";
				readonly name: "item";
				readonly type: "uint64";
			},
			{
				readonly internalType: "uint32";
				readonly name: "number";
				readonly type: "uint32";
			},
			{
				readonly internalType: "bytes";
				readonly name: "uri";
				readonly type: "bytes";
			},
		];
		readonly name: "addUri";
		readonly outputs: readonly [];
		readonly stateMutability: "nonpayable";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "uint32";
				readonly name: "collection";
				readonly type: "uint32";
			},
		];
		readonly name: "collectionAddress";
		readonly outputs: readonly [
			{
				readonly internalType: "address";
				readonly name: "token";
				readonly type: "address";
			},
		];
		readonly stateMutability: "view";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "uint32";
				readonly name: "collection";
				readonly type: "uint32";
			},
		];
		readonly name: "collectionInfo";
		readonly outputs: readonly [
			{
				readonly components: readonly [
					{
						readonly internalType: "uint32";
						readonly name: "id";
						readonly type: "uint32";
					},
					{
						readonly internalType: "address";
						readonly name: "token";
						readonly type: "address";
					},
					{
						readonly internalType: "string";
						readonly name: "name";
						readonly type: "string";
					},
					{
						readonly internalType: "bytes";
						readonly name: "metadata";
						readonly type: "bytes";
					},
					{
						readonly internalType: "address";
						readonly name: "publisher";
						readonly type: "address";
					},
					{
						readonly internalType: "address";
						readonly name: "nominee";
						readonly type: "address";
					},
					{
						readonly internalType: "uint64";
						readonly name: "items";
						readonly type: "uint64";
					},
					{
						readonly internalType: "uint64";
						readonly name: "nextItem";
						readonly type: "uint64";
					},
					{
						readonly internalType: "uint32";
						readonly name: "roles";
						readonly type: "uint32";
					},
					{
						readonly internalType: "uint256";
						readonly name: "deposit";
						readonly type: "uint256";
					},
				];
				readonly internalType: "struct IAssetRegistry.Collection";
				readonly name: "info";
				readonly type: "tuple";
			},
		];
		readonly stateMutability: "view";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "address";
				readonly name: "token";
				readonly type: "address";
			},
		];
		readonly name: "collectionOf";
		readonly outputs: readonly [
			{
				readonly internalType: "uint32";
				readonly name: "collection";
				readonly type: "uint32";
			},
		];
		readonly stateMutability: "view";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "string";
				readonly name: "name";
				readonly type: "string";
			},
			{
				readonly internalType: "bytes";
				readonly name: "metadata";
				readonly type: "bytes";
			},
		];
		readonly name: "createCollection";
		readonly outputs: readonly [
			{
				readonly internalType: "uint32";
				readonly name: "collection";
				readonly type: "uint32";
			},
			{
				readonly internalType: "address";
				readonly name: "token";
				readonly type: "address";
			},
		];
		readonly stateMutability: "nonpayable";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "uint32";
				readonly name: "collection";
				readonly type: "uint32";
			},
		];
		readonly name: "destroyCollection";
		readonly outputs: readonly [];
		readonly stateMutability: "nonpayable";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "uint32";
				readonly name: "collection";
				readonly type: "uint32";
			},
			{
				readonly internalType: "uint64";
				readonly name: "item";
				readonly type: "uint64";
			},
		];
		readonly name: "did";
		readonly outputs: readonly [
			{
				readonly internalType: "string";
				readonly name: "id";
				readonly type: "string";
			},
		];
		readonly stateMutability: "view";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "uint32";
				readonly name: "collection";
				readonly type: "uint32";
			},
			{
				readonly internalType: "uint64";
				readonly name: "item";
				readonly type: "uint64";
			},
		];
		readonly name: "exists";
		readonly outputs: readonly [
			{
				readonly internalType: "bool";
				readonly name: "there";
				readonly type: "bool";
			},
		];
		readonly stateMutability: "view";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "uint32";
				readonly name: "collection";
				readonly type: "uint32";
			},
			{
				readonly internalType: "uint64";
				readonly name: "item";
				readonly type: "uint64";
			},
			{
				readonly internalType: "enum IAssetRegistry.Direction";
				readonly name: "direction";
				readonly type: "uint8";
			},
			{
				readonly internalType: "uint32";
				readonly name: "depth";
				readonly type: "uint32";
			},
		];
		readonly name: "lineage";
		readonly outputs: readonly [
			{
				readonly components: readonly [
					{
						readonly components: readonly [
							{
								readonly internalType: "uint32";
								readonly name: "collection";
								readonly type: "uint32";
							},
							{
								readonly internalType: "uint64";
								readonly name: "item";
								readonly type: "uint64";
							},
						];
						readonly internalType: "struct IAssetRegistry.Id";
						readonly name: "id";
						readonly type: "tuple";
					},
					{
						readonly internalType: "bool";
						readonly name: "live";
						readonly type: "bool";
					},
					{
						readonly internalType: "enum IAssetRegistry.AssetKind";
						readonly name: "kind";
						readonly type: "uint8";
					},
					{
						readonly internalType: "enum IAssetRegistry.LifecycleState";
						readonly name: "state";
						readonly type: "uint8";
					},
					{
						readonly internalType: "uint32";
						readonly name: "depth";
						readonly type: "uint32";
					},
				];
				readonly internalType: "struct IAssetRegistry.Node[]";
				readonly name: "nodes";
				readonly type: "tuple[]";
			},
			{
				readonly components: readonly [
					{
						readonly components: readonly [
							{
								readonly internalType: "uint32";
								readonly name: "collection";
								readonly type: "uint32";
							},
							{
								readonly internalType: "uint64";
								readonly name: "item";
								readonly type: "uint64";
							},
						];
						readonly internalType: "struct IAssetRegistry.Id";
						readonly name: "subject";
						readonly type: "tuple";
					},
					{
						readonly internalType: "enum IAssetRegistry.Relation";
						readonly name: "relation";
						readonly type: "uint8";
					},
					{
						readonly components: readonly [
							{
								readonly internalType: "uint32";
								readonly name: "collection";
								readonly type: "uint32";
							},
							{
								readonly internalType: "uint64";
								readonly name: "item";
								readonly type: "uint64";
							},
						];
						readonly internalType: "struct IAssetRegistry.Id";
						readonly name: "object";
						readonly type: "tuple";
					},
				];
				readonly internalType: "struct IAssetRegistry.Edge[]";
				readonly name: "edges";
				readonly type: "tuple[]";
			},
			{
				readonly internalType: "bool";
				readonly name: "truncated";
				readonly type: "bool";
			},
		];
		readonly stateMutability: "view";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "uint32";
				readonly name: "collection";
				readonly type: "uint32";
			},
			{
				readonly internalType: "uint64";
				readonly name: "item";
				readonly type: "uint64";
			},
			{
				readonly components: readonly [
					{
						readonly internalType: "enum IAssetRegistry.Relation";
						readonly name: "relation";
						readonly type: "uint8";
					},
					{
						readonly components: readonly [
							{
								readonly internalType: "uint32";
								readonly name: "collection";
								readonly type: "uint32";
							},
							{
								readonly internalType: "uint64";
								readonly name: "item";
								readonly type: "uint64";
							},
						];
						readonly internalType: "struct IAssetRegistry.Id";
						readonly name: "object";
						readonly type: "tuple";
					},
					{
						readonly internalType: "enum IAssetRegistry.Permit";
						readonly name: "permit";
						readonly type: "uint8";
					},
					{
						readonly internalType: "uint64";
						readonly name: "licence";
						readonly type: "uint64";
					},
					{
						readonly internalType: "bytes32";
						readonly name: "terms";
						readonly type: "bytes32";
					},
					{
						readonly internalType: "uint32";
						readonly name: "maxOwedPpm";
						readonly type: "uint32";
					},
				];
				readonly internalType: "struct IAssetRegistry.NewLink";
				readonly name: "to";
				readonly type: "tuple";
			},
		];
		readonly name: "link";
		readonly outputs: readonly [];
		readonly stateMutability: "nonpayable";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly components: readonly [
					{
						readonly internalType: "bool";
						readonly name: "byCollection";
						readonly type: "bool";
					},
					{
						readonly internalType: "uint32";
						readonly name: "collection";
						readonly type: "uint32";
					},
					{
						readonly internalType: "address";
						readonly name: "owner";
						readonly type: "address";
					},
					{
						readonly internalType: "bool";
						readonly name: "byKind";
						readonly type: "bool";
					},
					{
						readonly internalType: "enum IAssetRegistry.AssetKind";
						readonly name: "kind";
						readonly type: "uint8";
					},
					{
						readonly internalType: "bool";
						readonly name: "byState";
						readonly type: "bool";
					},
					{
						readonly internalType: "enum IAssetRegistry.LifecycleState";
						readonly name: "state";
						readonly type: "uint8";
					},
				];
				readonly internalType: "struct IAssetRegistry.Filter";
				readonly name: "filter";
				readonly type: "tuple";
			},
			{
				readonly internalType: "uint128";
				readonly name: "cursor";
				readonly type: "uint128";
			},
			{
				readonly internalType: "uint32";
				readonly name: "limit";
				readonly type: "uint32";
			},
		];
		readonly name: "list";
		readonly outputs: readonly [
			{
				readonly components: readonly [
					{
						readonly components: readonly [
							{
								readonly internalType: "uint32";
								readonly name: "collection";
								readonly type: "uint32";
							},
							{
								readonly internalType: "uint64";
								readonly name: "item";
								readonly type: "uint64";
							},
						];
						readonly internalType: "struct IAssetRegistry.Id";
						readonly name: "id";
						readonly type: "tuple";
					},
					{
						readonly internalType: "address";
						readonly name: "owner";
						readonly type: "address";
					},
					{
						readonly internalType: "enum IAssetRegistry.AssetKind";
						readonly name: "kind";
						readonly type: "uint8";
					},
					{
						readonly internalType: "enum IAssetRegistry.LifecycleState";
						readonly name: "state";
						readonly type: "uint8";
					},
					{
						readonly internalType: "uint64";
						readonly name: "registeredAt";
						readonly type: "uint64";
					},
					{
						readonly internalType: "uint32";
						readonly name: "oldestRevision";
						readonly type: "uint32";
					},
					{
						readonly internalType: "uint32";
						readonly name: "links";
						readonly type: "uint32";
					},
					{
						readonly internalType: "uint32";
						readonly name: "dependants";
						readonly type: "uint32";
					},
					{
						readonly internalType: "uint32";
						readonly name: "descendants";
						readonly type: "uint32";
					},
					{
						readonly internalType: "bool";
						readonly name: "managed";
						readonly type: "bool";
					},
					{
						readonly internalType: "address";
						readonly name: "depositor";
						readonly type: "address";
					},
					{
						readonly internalType: "uint256";
						readonly name: "deposit";
						readonly type: "uint256";
					},
					{
						readonly components: readonly [
							{
								readonly internalType: "uint32";
								readonly name: "number";
								readonly type: "uint32";
							},
							{
								readonly internalType: "bytes32";
								readonly name: "root";
								readonly type: "bytes32";
							},
							{
								readonly internalType: "uint32";
								readonly name: "entries";
								readonly type: "uint32";
							},
							{
								readonly internalType: "uint64";
								readonly name: "totalBytes";
								readonly type: "uint64";
							},
							{
								readonly internalType: "bytes";
								readonly name: "manifest";
								readonly type: "bytes";
							},
							{
								readonly internalType: "bytes[]";
								readonly name: "uris";
								readonly type: "bytes[]";
							},
							{
								readonly internalType: "address";
								readonly name: "author";
								readonly type: "address";
							},
							{
								readonly internalType: "uint64";
								readonly name: "createdAt";
								readonly type: "uint64";
							},
							{
								readonly internalType: "uint256";
								readonly name: "deposit";
								readonly type: "uint256";
							},
						];
						readonly internalType: "struct IAssetRegistry.Revision";
						readonly name: "revision";
						readonly type: "tuple";
					},
				];
				readonly internalType: "struct IAssetRegistry.Asset[]";
				readonly name: "page";
				readonly type: "tuple[]";
			},
			{
				readonly internalType: "uint128";
				readonly name: "next";
				readonly type: "uint128";
			},
		];
		readonly stateMutability: "view";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "uint32";
				readonly name: "collection";
				readonly type: "uint32";
			},
			{
				readonly internalType: "address";
				readonly name: "nominee";
				readonly type: "address";
			},
		];
		readonly name: "nominatePublisher";
		readonly outputs: readonly [];
		readonly stateMutability: "nonpayable";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "uint32";
				readonly name: "collection";
				readonly type: "uint32";
			},
			{
				readonly internalType: "uint64";
				readonly name: "item";
				readonly type: "uint64";
			},
			{
				readonly internalType: "uint32";
				readonly name: "count";
				readonly type: "uint32";
			},
		];
		readonly name: "pruneRevisions";
		readonly outputs: readonly [];
		readonly stateMutability: "nonpayable";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "uint32";
				readonly name: "collection";
				readonly type: "uint32";
			},
			{
				readonly internalType: "enum IAssetRegistry.AssetKind";
				readonly name: "kind";
				readonly type: "uint8";
			},
			{
				readonly components: readonly [
					{
						readonly internalType: "bytes32";
						readonly name: "root";
						readonly type: "bytes32";
					},
					{
						readonly internalType: "uint32";
						readonly name: "entries";
						readonly type: "uint32";
					},
					{
						readonly internalType: "uint64";
						readonly name: "totalBytes";
						readonly type: "uint64";
					},
					{
						readonly internalType: "bytes";
						readonly name: "manifest";
						readonly type: "bytes";
					},
					{
						readonly internalType: "bytes[]";
						readonly name: "uris";
						readonly type: "bytes[]";
					},
				];
				readonly internalType: "struct IAssetRegistry.Content";
				readonly name: "content";
				readonly type: "tuple";
			},
			{
				readonly components: readonly [
					{
						readonly internalType: "enum IAssetRegistry.Relation";
						readonly name: "relation";
						readonly type: "uint8";
					},
					{
						readonly components: readonly [
							{
								readonly internalType: "uint32";
								readonly name: "collection";
								readonly type: "uint32";
							},
							{
								readonly internalType: "uint64";
								readonly name: "item";
								readonly type: "uint64";
							},
						];
						readonly internalType: "struct IAssetRegistry.Id";
						readonly name: "object";
						readonly type: "tuple";
					},
					{
						readonly internalType: "enum IAssetRegistry.Permit";
						readonly name: "permit";
						readonly type: "uint8";
					},
					{
						readonly internalType: "uint64";
						readonly name: "licence";
						readonly type: "uint64";
					},
					{
						readonly internalType: "bytes32";
						readonly name: "terms";
						readonly type: "bytes32";
					},
					{
						readonly internalType: "uint32";
						readonly name: "maxOwedPpm";
						readonly type: "uint32";
					},
				];
				readonly internalType: "struct IAssetRegistry.NewLink[]";
				readonly name: "links";
				readonly type: "tuple[]";
			},
		];
		readonly name: "register";
		readonly outputs: readonly [
			{
				readonly internalType: "uint64";
				readonly name: "item";
				readonly type: "uint64";
			},
		];
		readonly stateMutability: "nonpayable";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "uint32";
				readonly name: "collection";
				readonly type: "uint32";
			},
			{
				readonly internalType: "uint64";
				readonly name: "item";
				readonly type: "uint64";
			},
		];
		readonly name: "resolve";
		readonly outputs: readonly [
			{
				readonly components: readonly [
					{
						readonly components: readonly [
							{
								readonly internalType: "uint32";
								readonly name: "collection";
								readonly type: "uint32";
							},
							{
								readonly internalType: "uint64";
								readonly name: "item";
								readonly type: "uint64";
							},
						];
						readonly internalType: "struct IAssetRegistry.Id";
						readonly name: "id";
						readonly type: "tuple";
					},
					{
						readonly internalType: "address";
						readonly name: "owner";
						readonly type: "address";
					},
					{
						readonly internalType: "enum IAssetRegistry.AssetKind";
						readonly name: "kind";
						readonly type: "uint8";
					},
					{
						readonly internalType: "enum IAssetRegistry.LifecycleState";
						readonly name: "state";
						readonly type: "uint8";
					},
					{
						readonly internalType: "uint64";
						readonly name: "registeredAt";
						readonly type: "uint64";
					},
					{
						readonly internalType: "uint32";
						readonly name: "oldestRevision";
						readonly type: "uint32";
					},
					{
						readonly internalType: "uint32";
						readonly name: "links";
						readonly type: "uint32";
					},
					{
						readonly internalType: "uint32";
						readonly name: "dependants";
						readonly type: "uint32";
					},
					{
						readonly internalType: "uint32";
						readonly name: "descendants";
						readonly type: "uint32";
					},
					{
						readonly internalType: "bool";
						readonly name: "managed";
						readonly type: "bool";
					},
					{
						readonly internalType: "address";
						readonly name: "depositor";
						readonly type: "address";
					},
					{
						readonly internalType: "uint256";
						readonly name: "deposit";
						readonly type: "uint256";
					},
					{
						readonly components: readonly [
							{
								readonly internalType: "uint32";
								readonly name: "number";
								readonly type: "uint32";
							},
							{
								readonly internalType: "bytes32";
								readonly name: "root";
								readonly type: "bytes32";
							},
							{
								readonly internalType: "uint32";
								readonly name: "entries";
								readonly type: "uint32";
							},
							{
								readonly internalType: "uint64";
								readonly name: "totalBytes";
								readonly type: "uint64";
							},
							{
								readonly internalType: "bytes";
								readonly name: "manifest";
								readonly type: "bytes";
							},
							{
								readonly internalType: "bytes[]";
								readonly name: "uris";
								readonly type: "bytes[]";
							},
							{
								readonly internalType: "address";
								readonly name: "author";
								readonly type: "address";
							},
							{
								readonly internalType: "uint64";
								readonly name: "createdAt";
								readonly type: "uint64";
							},
							{
								readonly internalType: "uint256";
								readonly name: "deposit";
								readonly type: "uint256";
							},
						];
						readonly internalType: "struct IAssetRegistry.Revision";
						readonly name: "revision";
						readonly type: "tuple";
					},
				];
				readonly internalType: "struct IAssetRegistry.Asset";
				readonly name: "asset";
				readonly type: "tuple";
			},
		];
		readonly stateMutability: "view";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "string";
				readonly name: "id";
				readonly type: "string";
			},
		];
		readonly name: "resolveDid";
		readonly outputs: readonly [
			{
				readonly components: readonly [
					{
						readonly components: readonly [
							{
								readonly internalType: "uint32";
								readonly name: "collection";
								readonly type: "uint32";
							},
							{
								readonly internalType: "uint64";
								readonly name: "item";
								readonly type: "uint64";
							},
						];
						readonly internalType: "struct IAssetRegistry.Id";
						readonly name: "id";
						readonly type: "tuple";
					},
					{
						readonly internalType: "address";
						readonly name: "owner";
						readonly type: "address";
					},
					{
						readonly internalType: "enum IAssetRegistry.AssetKind";
						readonly name: "kind";
						readonly type: "uint8";
					},
					{
						readonly internalType: "enum IAssetRegistry.LifecycleState";
						readonly name: "state";
						readonly type: "uint8";
					},
					{
						readonly internalType: "uint64";
						readonly name: "registeredAt";
						readonly type: "uint64";
					},
					{
						readonly internalType: "uint32";
						readonly name: "oldestRevision";
						readonly type: "uint32";
					},
					{
						readonly internalType: "uint32";
						readonly name: "links";
						readonly type: "uint32";
					},
					{
						readonly internalType: "uint32";
						readonly name: "dependants";
						readonly type: "uint32";
					},
					{
						readonly internalType: "uint32";
						readonly name: "descendants";
						readonly type: "uint32";
					},
					{
						readonly internalType: "bool";
						readonly name: "managed";
						readonly type: "bool";
					},
					{
						readonly internalType: "address";
						readonly name: "depositor";
						readonly type: "address";
					},
					{
						readonly internalType: "uint256";
						readonly name: "deposit";
						readonly type: "uint256";
					},
					{
						readonly components: readonly [
							{
								readonly internalType: "uint32";
								readonly name: "number";
								readonly type: "uint32";
							},
							{
								readonly internalType: "bytes32";
								readonly name: "root";
								readonly type: "bytes32";
							},
							{
								readonly internalType: "uint32";
								readonly name: "entries";
								readonly type: "uint32";
							},
							{
								readonly internalType: "uint64";
								readonly name: "totalBytes";
								readonly type: "uint64";
							},
							{
								readonly internalType: "bytes";
								readonly name: "manifest";
								readonly type: "bytes";
							},
							{
								readonly internalType: "bytes[]";
								readonly name: "uris";
								readonly type: "bytes[]";
							},
							{
								readonly internalType: "address";
								readonly name: "author";
								readonly type: "address";
							},
							{
								readonly internalType: "uint64";
								readonly name: "createdAt";
								readonly type: "uint64";
							},
							{
								readonly internalType: "uint256";
								readonly name: "deposit";
								readonly type: "uint256";
							},
						];
						readonly internalType: "struct IAssetRegistry.Revision";
						readonly name: "revision";
						readonly type: "tuple";
					},
				];
				readonly internalType: "struct IAssetRegistry.Asset";
				readonly name: "asset";
				readonly type: "tuple";
			},
		];
		readonly stateMutability: "view";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "uint32";
				readonly name: "collection";
				readonly type: "uint32";
			},
			{
				readonly internalType: "uint64";
				readonly name: "item";
				readonly type: "uint64";
			},
		];
		readonly name: "retire";
		readonly outputs: readonly [];
		readonly stateMutability: "nonpayable";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "uint32";
				readonly name: "collection";
				readonly type: "uint32";
			},
			{
				readonly internalType: "uint64";
				readonly name: "item";
				readonly type: "uint64";
			},
			{
				readonly components: readonly [
					{
						readonly internalType: "bytes32";
						readonly name: "root";
						readonly type: "bytes32";
					},
					{
						readonly internalType: "uint32";
						readonly name: "entries";
						readonly type: "uint32";
					},
					{
						readonly internalType: "uint64";
						readonly name: "totalBytes";
						readonly type: "uint64";
					},
					{
						readonly internalType: "bytes";
						readonly name: "manifest";
						readonly type: "bytes";
					},
					{
						readonly internalType: "bytes[]";
						readonly name: "uris";
						readonly type: "bytes[]";
					},
				];
				readonly internalType: "struct IAssetRegistry.Content";
				readonly name: "content";
				readonly type: "tuple";
			},
		];
		readonly name: "revise";
		readonly outputs: readonly [
			{
				readonly internalType: "uint32";
				readonly name: "number";
				readonly type: "uint32";
			},
		];
		readonly stateMutability: "nonpayable";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "uint32";
				readonly name: "collection";
				readonly type: "uint32";
			},
			{
				readonly internalType: "uint64";
				readonly name: "item";
				readonly type: "uint64";
			},
			{
				readonly internalType: "uint32";
				readonly name: "number";
				readonly type: "uint32";
			},
		];
		readonly name: "revision";
		readonly outputs: readonly [
			{
				readonly components: readonly [
					{
						readonly internalType: "uint32";
						readonly name: "number";
						readonly type: "uint32";
					},
					{
						readonly internalType: "bytes32";
						readonly name: "root";
						readonly type: "bytes32";
					},
					{
						readonly internalType: "uint32";
						readonly name: "entries";
						readonly type: "uint32";
					},
					{
						readonly internalType: "uint64";
						readonly name: "totalBytes";
						readonly type: "uint64";
					},
					{
						readonly internalType: "bytes";
						readonly name: "manifest";
						readonly type: "bytes";
					},
					{
						readonly internalType: "bytes[]";
						readonly name: "uris";
						readonly type: "bytes[]";
					},
					{
						readonly internalType: "address";
						readonly name: "author";
						readonly type: "address";
					},
					{
						readonly internalType: "uint64";
						readonly name: "createdAt";
						readonly type: "uint64";
					},
					{
						readonly internalType: "uint256";
						readonly name: "deposit";
						readonly type: "uint256";
					},
				];
				readonly internalType: "struct IAssetRegistry.Revision";
				readonly name: "info";
				readonly type: "tuple";
			},
		];
		readonly stateMutability: "view";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "uint32";
				readonly name: "collection";
				readonly type: "uint32";
			},
			{
				readonly internalType: "uint64";
				readonly name: "item";
				readonly type: "uint64";
			},
			{
				readonly internalType: "uint32";
				readonly name: "first";
				readonly type: "uint32";
			},
			{
				readonly internalType: "uint32";
				readonly name: "limit";
				readonly type: "uint32";
			},
		];
		readonly name: "revisions";
		readonly outputs: readonly [
			{
				readonly components: readonly [
					{
						readonly internalType: "uint32";
						readonly name: "number";
						readonly type: "uint32";
					},
					{
						readonly internalType: "bytes32";
						readonly name: "root";
						readonly type: "bytes32";
					},
					{
						readonly internalType: "uint32";
						readonly name: "entries";
						readonly type: "uint32";
					},
					{
						readonly internalType: "uint64";
						readonly name: "totalBytes";
						readonly type: "uint64";
					},
					{
						readonly internalType: "bytes";
						readonly name: "manifest";
						readonly type: "bytes";
					},
					{
						readonly internalType: "bytes[]";
						readonly name: "uris";
						readonly type: "bytes[]";
					},
					{
						readonly internalType: "address";
						readonly name: "author";
						readonly type: "address";
					},
					{
						readonly internalType: "uint64";
						readonly name: "createdAt";
						readonly type: "uint64";
					},
					{
						readonly internalType: "uint256";
						readonly name: "deposit";
						readonly type: "uint256";
					},
				];
				readonly internalType: "struct IAssetRegistry.Revision[]";
				readonly name: "page";
				readonly type: "tuple[]";
			},
			{
				readonly internalType: "uint32";
				readonly name: "next";
				readonly type: "uint32";
			},
		];
		readonly stateMutability: "view";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "uint32";
				readonly name: "collection";
				readonly type: "uint32";
			},
			{
				readonly internalType: "address";
				readonly name: "account";
				readonly type: "address";
			},
		];
		readonly name: "rolesOf";
		readonly outputs: readonly [
			{
				readonly internalType: "uint8";
				readonly name: "roles";
				readonly type: "uint8";
			},
		];
		readonly stateMutability: "view";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "uint32";
				readonly name: "collection";
				readonly type: "uint32";
			},
			{
				readonly internalType: "uint64";
				readonly name: "item";
				readonly type: "uint64";
			},
			{
				readonly internalType: "bool";
				readonly name: "managed";
				readonly type: "bool";
			},
		];
		readonly name: "setManaged";
		readonly outputs: readonly [];
		readonly stateMutability: "nonpayable";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "uint32";
				readonly name: "collection";
				readonly type: "uint32";
			},
			{
				readonly internalType: "address";
				readonly name: "account";
				readonly type: "address";
			},
			{
				readonly internalType: "uint8";
				readonly name: "roles";
				readonly type: "uint8";
			},
		];
		readonly name: "setRoles";
		readonly outputs: readonly [];
		readonly stateMutability: "nonpayable";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "uint32";
				readonly name: "collection";
				readonly type: "uint32";
			},
			{
				readonly internalType: "uint64";
				readonly name: "item";
				readonly type: "uint64";
			},
			{
				readonly internalType: "enum IAssetRegistry.LifecycleState";
				readonly name: "state";
				readonly type: "uint8";
			},
		];
		readonly name: "setState";
		readonly outputs: readonly [];
		readonly stateMutability: "nonpayable";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "uint32";
				readonly name: "collection";
				readonly type: "uint32";
			},
			{
				readonly internalType: "uint64";
				readonly name: "item";
				readonly type: "uint64";
			},
			{
				readonly components: readonly [
					{
						readonly internalType: "enum IAssetRegistry.Relation";
						readonly name: "relation";
						readonly type: "uint8";
					},
					{
						readonly components: readonly [
							{
								readonly internalType: "uint32";
								readonly name: "collection";
								readonly type: "uint32";
							},
							{
								readonly internalType: "uint64";
								readonly name: "item";
								readonly type: "uint64";
							},
						];
						readonly internalType: "struct IAssetRegistry.Id";
						readonly name: "object";
						readonly type: "tuple";
					},
				];
				readonly internalType: "struct IAssetRegistry.Link";
				readonly name: "to";
				readonly type: "tuple";
			},
		];
		readonly name: "unlink";
		readonly outputs: readonly [];
		readonly stateMutability: "nonpayable";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "uint32";
				readonly name: "collection";
				readonly type: "uint32";
			},
			{
				readonly internalType: "uint64";
				readonly name: "item";
				readonly type: "uint64";
			},
			{
				readonly internalType: "uint32";
				readonly name: "number";
				readonly type: "uint32";
			},
			{
				readonly internalType: "string";
				readonly name: "path";
				readonly type: "string";
			},
			{
				readonly internalType: "bytes";
				readonly name: "cid";
				readonly type: "bytes";
			},
			{
				readonly internalType: "uint64";
				readonly name: "size";
				readonly type: "uint64";
			},
			{
				readonly internalType: "bytes32[]";
				readonly name: "proof";
				readonly type: "bytes32[]";
			},
		];
		readonly name: "verifyPath";
		readonly outputs: readonly [
			{
				readonly internalType: "bool";
				readonly name: "valid";
				readonly type: "bool";
			},
		];
		readonly stateMutability: "view";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "uint32";
				readonly name: "collection";
				readonly type: "uint32";
			},
			{
				readonly internalType: "uint64";
				readonly name: "item";
				readonly type: "uint64";
			},
			{
				readonly internalType: "uint32";
				readonly name: "number";
				readonly type: "uint32";
			},
			{
				readonly internalType: "bytes";
				readonly name: "uri";
				readonly type: "bytes";
			},
		];
		readonly name: "withdrawUri";
		readonly outputs: readonly [];
		readonly stateMutability: "nonpayable";
		readonly type: "function";
	},
]

/** The ABI of ICollection. */
export declare const collectionAbi: readonly [
	{
		readonly anonymous: false;
		readonly inputs: readonly [
			{
				readonly indexed: true;
				readonly internalType: "address";
				readonly name: "owner";
				readonly type: "address";
			},
			{
				readonly indexed: true;
				readonly internalType: "address";
				readonly name: "approved";
				readonly type: "address";
			},
			{
				readonly indexed: true;
				readonly internalType: "uint256";
				readonly name: "tokenId";
				readonly type: "uint256";
			},
		];
		readonly name: "Approval";
		readonly type: "event";
	},
	{
		readonly anonymous: false;
		readonly inputs: readonly [
			{
				readonly indexed: true;
				readonly internalType: "address";
				readonly name: "owner";
				readonly type: "address";
			},
			{
				readonly indexed: true;
				readonly internalType: "address";
				readonly name: "operator";
				readonly type: "address";
			},
			{
				readonly indexed: false;
				readonly internalType: "bool";
				readonly name: "approved";
				readonly type: "bool";
			},
		];
		readonly name: "ApprovalForAll";
		readonly type: "event";
	},
	{
		readonly anonymous: false;
		readonly inputs: readonly [];
		readonly name: "ContractURIUpdated";
		readonly type: "event";
	},
	{
		readonly anonymous: false;
		readonly inputs: readonly [
			{
				readonly indexed: false;
				readonly internalType: "uint256";
				readonly name: "tokenId";
				readonly type: "uint256";
			},
		];
		readonly name: "Locked";
		readonly type: "event";
	},
	{
		readonly anonymous: false;
		readonly inputs: readonly [
			{
				readonly indexed: false;
				readonly internalType: "uint256";
				readonly name: "_tokenId";
				readonly type: "uint256";
			},
		];
		readonly name: "MetadataUpdate";
		readonly type: "event";
	},
	{
		readonly anonymous: false;
		readonly inputs: readonly [
			{
				readonly indexed: true;
				readonly internalType: "address";
				readonly name: "from";
				readonly type: "address";
			},
			{
				readonly indexed: true;
				readonly internalType: "address";
				readonly name: "to";
				readonly type: "address";
			},
			{
				readonly indexed: true;
				readonly internalType: "uint256";
				readonly name: "tokenId";
				readonly type: "uint256";
			},
		];
		readonly name: "Transfer";
		readonly type: "event";
	},
	{
		readonly anonymous: false;
		readonly inputs: readonly [
			{
				readonly indexed: false;
				readonly internalType: "uint256";
				readonly name: "tokenId";
				readonly type: "uint256";
			},
		];
		readonly name: "Unlocked";
		readonly type: "event";
	},
	{
		readonly anonymous: false;
		readonly inputs: readonly [
			{
				readonly indexed: true;
				readonly internalType: "uint256";
				readonly name: "tokenId";
				readonly type: "uint256";
			},
			{
				readonly indexed: true;
				readonly internalType: "address";
				readonly name: "user";
				readonly type: "address";
			},
			{
				readonly indexed: false;
				readonly internalType: "uint64";
				readonly name: "expires";
				readonly type: "uint64";
			},
		];
		readonly name: "UpdateUser";
		readonly type: "event";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "address";
				readonly name: "to";
				readonly type: "address";
			},
			{
				readonly internalType: "uint256";
				readonly name: "tokenId";
				readonly type: "uint256";
			},
		];
		readonly name: "approve";
		readonly outputs: readonly [];
		readonly stateMutability: "nonpayable";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "address";
				readonly name: "owner";
				readonly type: "address";
			},
		];
		readonly name: "balanceOf";
		readonly outputs: readonly [
			{
				readonly internalType: "uint256";
				readonly name: "";
				readonly type: "uint256";
			},
		];
		readonly stateMutability: "view";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [];
		readonly name: "contractURI";
		readonly outputs: readonly [
			{
				readonly internalType: "string";
				readonly name: "";
				readonly type: "string";
			},
		];
		readonly stateMutability: "view";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "bytes32[]";
				readonly name: "topics";
				readonly type: "bytes32[]";
			},
			{
				readonly internalType: "bytes";
				readonly name: "data";
				readonly type: "bytes";
			},
		];
		readonly name: "emitLog";
		readonly outputs: readonly [];
		readonly stateMutability: "nonpayable";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "uint256";
				readonly name: "tokenId";
				readonly type: "uint256";
			},
		];
		readonly name: "getApproved";
		readonly outputs: readonly [
			{
				readonly internalType: "address";
				readonly name: "";
				readonly type: "address";
			},
		];
		readonly stateMutability: "view";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "address";
				readonly name: "owner";
				readonly type: "address";
			},
			{
				readonly internalType: "address";
				readonly name: "operator";
				readonly type: "address";
			},
		];
		readonly name: "isApprovedForAll";
		readonly outputs: readonly [
			{
				readonly internalType: "bool";
				readonly name: "";
				readonly type: "bool";
			},
		];
		readonly stateMutability: "view";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "uint256";
				readonly name: "tokenId";
				readonly type: "uint256";
			},
		];
		readonly name: "locked";
		readonly outputs: readonly [
			{
				readonly internalType: "bool";
				readonly name: "";
				readonly type: "bool";
			},
		];
		readonly stateMutability: "view";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [];
		readonly name: "name";
		readonly outputs: readonly [
			{
				readonly internalType: "string";
				readonly name: "";
				readonly type: "string";
			},
		];
		readonly stateMutability: "view";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [];
		readonly name: "owner";
		readonly outputs: readonly [
			{
				readonly internalType: "address";
				readonly name: "";
				readonly type: "address";
			},
		];
		readonly stateMutability: "view";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "uint256";
				readonly name: "tokenId";
				readonly type: "uint256";
			},
		];
		readonly name: "ownerOf";
		readonly outputs: readonly [
			{
				readonly internalType: "address";
				readonly name: "";
				readonly type: "address";
			},
		];
		readonly stateMutability: "view";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "uint256";
				readonly name: "tokenId";
				readonly type: "uint256";
			},
			{
				readonly internalType: "uint256";
				readonly name: "salePrice";
				readonly type: "uint256";
			},
		];
		readonly name: "royaltyInfo";
		readonly outputs: readonly [
			{
				readonly internalType: "address";
				readonly name: "receiver";
				readonly type: "address";
			},
			{
				readonly internalType: "uint256";
				readonly name: "royaltyAmount";
				readonly type: "uint256";
			},
		];
		readonly stateMutability: "view";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "address";
				readonly name: "from";
				readonly type: "address";
			},
			{
				readonly internalType: "address";
				readonly name: "to";
				readonly type: "address";
			},
			{
				readonly internalType: "uint256";
				readonly name: "tokenId";
				readonly type: "uint256";
			},
		];
		readonly name: "safeTransferFrom";
		readonly outputs: readonly [];
		readonly stateMutability: "nonpayable";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "address";
				readonly name: "from";
				readonly type: "address";
			},
			{
				readonly internalType: "address";
				readonly name: "to";
				readonly type: "address";
			},
			{
				readonly internalType: "uint256";
				readonly name: "tokenId";
				readonly type: "uint256";
			},
			{
				readonly internalType: "bytes";
				readonly name: "data";
				readonly type: "bytes";
			},
		];
		readonly name: "safeTransferFrom";
		readonly outputs: readonly [];
		readonly stateMutability: "nonpayable";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "address";
				readonly name: "operator";
				readonly type: "address";
			},
			{
				readonly internalType: "bool";
				readonly name: "approved";
				readonly type: "bool";
			},
		];
		readonly name: "setApprovalForAll";
		readonly outputs: readonly [];
		readonly stateMutability: "nonpayable";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "bytes4";
				readonly name: "interfaceId";
				readonly type: "bytes4";
			},
		];
		readonly name: "supportsInterface";
		readonly outputs: readonly [
			{
				readonly internalType: "bool";
				readonly name: "";
				readonly type: "bool";
			},
		];
		readonly stateMutability: "view";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [];
		readonly name: "symbol";
		readonly outputs: readonly [
			{
				readonly internalType: "string";
				readonly name: "";
				readonly type: "string";
			},
		];
		readonly stateMutability: "view";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "uint256";
				readonly name: "index";
				readonly type: "uint256";
			},
		];
		readonly name: "tokenByIndex";
		readonly outputs: readonly [
			{
				readonly internalType: "uint256";
				readonly name: "";
				readonly type: "uint256";
			},
		];
		readonly stateMutability: "view";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "address";
				readonly name: "owner";
				readonly type: "address";
			},
			{
				readonly internalType: "uint256";
				readonly name: "index";
				readonly type: "uint256";
			},
		];
		readonly name: "tokenOfOwnerByIndex";
		readonly outputs: readonly [
			{
				readonly internalType: "uint256";
				readonly name: "";
				readonly type: "uint256";
			},
		];
		readonly stateMutability: "view";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "uint256";
				readonly name: "tokenId";
				readonly type: "uint256";
			},
		];
		readonly name: "tokenURI";
		readonly outputs: readonly [
			{
				readonly internalType: "string";
				readonly name: "";
				readonly type: "string";
			},
		];
		readonly stateMutability: "view";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [];
		readonly name: "totalSupply";
		readonly outputs: readonly [
			{
				readonly internalType: "uint256";
				readonly name: "";
				readonly type: "uint256";
			},
		];
		readonly stateMutability: "view";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "address";
				readonly name: "from";
				readonly type: "address";
			},
			{
				readonly internalType: "address";
				readonly name: "to";
				readonly type: "address";
			},
			{
				readonly internalType: "uint256";
				readonly name: "tokenId";
				readonly type: "uint256";
			},
		];
		readonly name: "transferFrom";
		readonly outputs: readonly [];
		readonly stateMutability: "nonpayable";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "uint256";
				readonly name: "tokenId";
				readonly type: "uint256";
			},
		];
		readonly name: "userExpires";
		readonly outputs: readonly [
			{
				readonly internalType: "uint256";
				readonly name: "";
				readonly type: "uint256";
			},
		];
		readonly stateMutability: "view";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "uint256";
				readonly name: "tokenId";
				readonly type: "uint256";
			},
		];
		readonly name: "userOf";
		readonly outputs: readonly [
			{
				readonly internalType: "address";
				readonly name: "";
				readonly type: "address";
			},
		];
		readonly stateMutability: "view";
		readonly type: "function";
	},
]

/** The ABI of ILicensing. */
export declare const licensingAbi: readonly [
	{
		readonly inputs: readonly [
			{
				readonly internalType: "uint32";
				readonly name: "collection";
				readonly type: "uint32";
			},
			{
				readonly internalType: "uint64";
				readonly name: "item";
				readonly type: "uint64";
			},
			{
				readonly internalType: "address";
				readonly name: "account";
				readonly type: "address";
			},
		];
		readonly name: "access";
		readonly outputs: readonly [
			{
				readonly internalType: "bool";
				readonly name: "granted";
				readonly type: "bool";
			},
		];
		readonly stateMutability: "view";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "uint32";
				readonly name: "collection";
				readonly type: "uint32";
			},
			{
				readonly internalType: "uint64";
				readonly name: "item";
				readonly type: "uint64";
			},
			{
				readonly internalType: "address";
				readonly name: "account";
				readonly type: "address";
			},
			{
				readonly internalType: "uint64";
				readonly name: "at";
				readonly type: "uint64";
			},
		];
		readonly name: "accessAt";
		readonly outputs: readonly [
			{
				readonly components: readonly [
					{
						readonly internalType: "bool";
						readonly name: "granted";
						readonly type: "bool";
					},
					{
						readonly internalType: "enum ILicensing.Grant";
						readonly name: "grant";
						readonly type: "uint8";
					},
					{
						readonly internalType: "uint64";
						readonly name: "licence";
						readonly type: "uint64";
					},
					{
						readonly internalType: "uint64";
						readonly name: "until";
						readonly type: "uint64";
					},
					{
						readonly internalType: "bool";
						readonly name: "counted";
						readonly type: "bool";
					},
					{
						readonly internalType: "uint32";
						readonly name: "usesLeft";
						readonly type: "uint32";
					},
				];
				readonly internalType: "struct ILicensing.Access";
				readonly name: "answer";
				readonly type: "tuple";
			},
		];
		readonly stateMutability: "view";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "uint64";
				readonly name: "licence";
				readonly type: "uint64";
			},
			{
				readonly internalType: "address";
				readonly name: "account";
				readonly type: "address";
			},
			{
				readonly internalType: "uint64";
				readonly name: "at";
				readonly type: "uint64";
			},
		];
		readonly name: "accessBy";
		readonly outputs: readonly [
			{
				readonly components: readonly [
					{
						readonly internalType: "bool";
						readonly name: "granted";
						readonly type: "bool";
					},
					{
						readonly internalType: "enum ILicensing.Grant";
						readonly name: "grant";
						readonly type: "uint8";
					},
					{
						readonly internalType: "uint64";
						readonly name: "licence";
						readonly type: "uint64";
					},
					{
						readonly internalType: "uint64";
						readonly name: "until";
						readonly type: "uint64";
					},
					{
						readonly internalType: "bool";
						readonly name: "counted";
						readonly type: "bool";
					},
					{
						readonly internalType: "uint32";
						readonly name: "usesLeft";
						readonly type: "uint32";
					},
				];
				readonly internalType: "struct ILicensing.Access";
				readonly name: "answer";
				readonly type: "tuple";
			},
		];
		readonly stateMutability: "view";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "uint32";
				readonly name: "collection";
				readonly type: "uint32";
			},
			{
				readonly internalType: "uint64";
				readonly name: "item";
				readonly type: "uint64";
			},
		];
		readonly name: "accessMode";
		readonly outputs: readonly [
			{
				readonly internalType: "enum ILicensing.AccessMode";
				readonly name: "mode";
				readonly type: "uint8";
			},
			{
				readonly internalType: "bytes32";
				readonly name: "terms";
				readonly type: "bytes32";
			},
		];
		readonly stateMutability: "view";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "uint64";
				readonly name: "licence";
				readonly type: "uint64";
			},
			{
				readonly internalType: "address";
				readonly name: "holder";
				readonly type: "address";
			},
		];
		readonly name: "approveDerivatives";
		readonly outputs: readonly [];
		readonly stateMutability: "nonpayable";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "uint64";
				readonly name: "offer";
				readonly type: "uint64";
			},
			{
				readonly internalType: "bytes32";
				readonly name: "terms";
				readonly type: "bytes32";
			},
			{
				readonly internalType: "uint32";
				readonly name: "revision";
				readonly type: "uint32";
			},
			{
				readonly internalType: "address";
				readonly name: "recipient";
				readonly type: "address";
			},
			{
				readonly internalType: "address";
				readonly name: "payWith";
				readonly type: "address";
			},
			{
				readonly internalType: "uint256";
				readonly name: "maxAmount";
				readonly type: "uint256";
			},
		];
		readonly name: "buy";
		readonly outputs: readonly [
			{
				readonly internalType: "uint64";
				readonly name: "licence";
				readonly type: "uint64";
			},
		];
		readonly stateMutability: "nonpayable";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "uint64";
				readonly name: "licence";
				readonly type: "uint64";
			},
		];
		readonly name: "close";
		readonly outputs: readonly [];
		readonly stateMutability: "nonpayable";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "uint64";
				readonly name: "id";
				readonly type: "uint64";
			},
		];
		readonly name: "closeOffer";
		readonly outputs: readonly [];
		readonly stateMutability: "nonpayable";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "uint64";
				readonly name: "licence";
				readonly type: "uint64";
			},
			{
				readonly internalType: "bytes32";
				readonly name: "memo";
				readonly type: "bytes32";
			},
		];
		readonly name: "consume";
		readonly outputs: readonly [];
		readonly stateMutability: "nonpayable";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "uint32";
				readonly name: "collection";
				readonly type: "uint32";
			},
			{
				readonly internalType: "uint64";
				readonly name: "item";
				readonly type: "uint64";
			},
			{
				readonly components: readonly [
					{
						readonly internalType: "bytes32";
						readonly name: "terms";
						readonly type: "bytes32";
					},
					{
						readonly components: readonly [
							{
								readonly internalType: "address";
								readonly name: "currency";
								readonly type: "address";
							},
							{
								readonly internalType: "uint256";
								readonly name: "amount";
								readonly type: "uint256";
							},
						];
						readonly internalType: "struct ILicensing.Price[]";
						readonly name: "prices";
						readonly type: "tuple[]";
					},
					{
						readonly internalType: "bool";
						readonly name: "swaps";
						readonly type: "bool";
					},
					{
						readonly internalType: "uint32";
						readonly name: "supply";
						readonly type: "uint32";
					},
					{
						readonly internalType: "uint64";
						readonly name: "opens";
						readonly type: "uint64";
					},
					{
						readonly internalType: "uint64";
						readonly name: "closes";
						readonly type: "uint64";
					},
				];
				readonly internalType: "struct ILicensing.NewOffer";
				readonly name: "offer";
				readonly type: "tuple";
			},
		];
		readonly name: "createOffer";
		readonly outputs: readonly [
			{
				readonly internalType: "uint64";
				readonly name: "id";
				readonly type: "uint64";
			},
		];
		readonly stateMutability: "nonpayable";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "uint64";
				readonly name: "parent";
				readonly type: "uint64";
			},
			{
				readonly components: readonly [
					{
						readonly internalType: "bytes32";
						readonly name: "terms";
						readonly type: "bytes32";
					},
					{
						readonly components: readonly [
							{
								readonly internalType: "address";
								readonly name: "currency";
								readonly type: "address";
							},
							{
								readonly internalType: "uint256";
								readonly name: "amount";
								readonly type: "uint256";
							},
						];
						readonly internalType: "struct ILicensing.Price[]";
						readonly name: "prices";
						readonly type: "tuple[]";
					},
					{
						readonly internalType: "bool";
						readonly name: "swaps";
						readonly type: "bool";
					},
					{
						readonly internalType: "uint32";
						readonly name: "supply";
						readonly type: "uint32";
					},
					{
						readonly internalType: "uint64";
						readonly name: "opens";
						readonly type: "uint64";
					},
					{
						readonly internalType: "uint64";
						readonly name: "closes";
						readonly type: "uint64";
					},
				];
				readonly internalType: "struct ILicensing.NewOffer";
				readonly name: "offer";
				readonly type: "tuple";
			},
		];
		readonly name: "createSubOffer";
		readonly outputs: readonly [
			{
				readonly internalType: "uint64";
				readonly name: "id";
				readonly type: "uint64";
			},
		];
		readonly stateMutability: "nonpayable";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly components: readonly [
					{
						readonly internalType: "uint64";
						readonly name: "durationSecs";
						readonly type: "uint64";
					},
					{
						readonly internalType: "bool";
						readonly name: "transferable";
						readonly type: "bool";
					},
					{
						readonly internalType: "bool";
						readonly name: "commercialUse";
						readonly type: "bool";
					},
					{
						readonly internalType: "bool";
						readonly name: "attribution";
						readonly type: "bool";
					},
					{
						readonly internalType: "bool";
						readonly name: "derivatives";
						readonly type: "bool";
					},
					{
						readonly internalType: "bool";
						readonly name: "derivativesAttribution";
						readonly type: "bool";
					},
					{
						readonly internalType: "bool";
						readonly name: "derivativesApproval";
						readonly type: "bool";
					},
					{
						readonly internalType: "bool";
						readonly name: "derivativesReciprocal";
						readonly type: "bool";
					},
					{
						readonly internalType: "uint32";
						readonly name: "revenueSharePpm";
						readonly type: "uint32";
					},
					{
						readonly internalType: "enum ILicensing.RoyaltyPolicy";
						readonly name: "policy";
						readonly type: "uint8";
					},
					{
						readonly internalType: "uint8";
						readonly name: "subLicensingDepth";
						readonly type: "uint8";
					},
					{
						readonly internalType: "uint32";
						readonly name: "subLicensingCount";
						readonly type: "uint32";
					},
					{
						readonly internalType: "uint32";
						readonly name: "upstreamPpm";
						readonly type: "uint32";
					},
					{
						readonly internalType: "uint32";
						readonly name: "seats";
						readonly type: "uint32";
					},
					{
						readonly internalType: "uint32";
						readonly name: "uses";
						readonly type: "uint32";
					},
					{
						readonly internalType: "bool";
						readonly name: "revocable";
						readonly type: "bool";
					},
					{
						readonly internalType: "uint32";
						readonly name: "resaleRoyaltyPpm";
						readonly type: "uint32";
					},
					{
						readonly internalType: "bytes";
						readonly name: "legalUri";
						readonly type: "bytes";
					},
					{
						readonly internalType: "bytes32";
						readonly name: "legalSha256";
						readonly type: "bytes32";
					},
				];
				readonly internalType: "struct ILicensing.Terms";
				readonly name: "terms";
				readonly type: "tuple";
			},
		];
		readonly name: "createTerms";
		readonly outputs: readonly [
			{
				readonly internalType: "bytes32";
				readonly name: "id";
				readonly type: "bytes32";
			},
		];
		readonly stateMutability: "nonpayable";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "uint32";
				readonly name: "collection";
				readonly type: "uint32";
			},
		];
		readonly name: "destroyLicenceCollection";
		readonly outputs: readonly [];
		readonly stateMutability: "nonpayable";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "uint32";
				readonly name: "collection";
				readonly type: "uint32";
			},
			{
				readonly internalType: "uint64";
				readonly name: "item";
				readonly type: "uint64";
			},
			{
				readonly internalType: "bytes32";
				readonly name: "terms";
				readonly type: "bytes32";
			},
			{
				readonly internalType: "address";
				readonly name: "recipient";
				readonly type: "address";
			},
		];
		readonly name: "grant";
		readonly outputs: readonly [
			{
				readonly internalType: "uint64";
				readonly name: "licence";
				readonly type: "uint64";
			},
		];
		readonly stateMutability: "nonpayable";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "uint64";
				readonly name: "parent";
				readonly type: "uint64";
			},
			{
				readonly internalType: "bytes32";
				readonly name: "terms";
				readonly type: "bytes32";
			},
			{
				readonly internalType: "address";
				readonly name: "recipient";
				readonly type: "address";
			},
		];
		readonly name: "grantSub";
		readonly outputs: readonly [
			{
				readonly internalType: "uint64";
				readonly name: "licence";
				readonly type: "uint64";
			},
		];
		readonly stateMutability: "nonpayable";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "uint32";
				readonly name: "collection";
				readonly type: "uint32";
			},
		];
		readonly name: "licenceCollection";
		readonly outputs: readonly [
			{
				readonly internalType: "address";
				readonly name: "token";
				readonly type: "address";
			},
		];
		readonly stateMutability: "view";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "uint64";
				readonly name: "id";
				readonly type: "uint64";
			},
		];
		readonly name: "licenceOf";
		readonly outputs: readonly [
			{
				readonly components: readonly [
					{
						readonly internalType: "uint64";
						readonly name: "id";
						readonly type: "uint64";
					},
					{
						readonly internalType: "address";
						readonly name: "token";
						readonly type: "address";
					},
					{
						readonly internalType: "uint32";
						readonly name: "collection";
						readonly type: "uint32";
					},
					{
						readonly internalType: "uint64";
						readonly name: "item";
						readonly type: "uint64";
					},
					{
						readonly internalType: "address";
						readonly name: "holder";
						readonly type: "address";
					},
					{
						readonly internalType: "address";
						readonly name: "licensor";
						readonly type: "address";
					},
					{
						readonly internalType: "bytes32";
						readonly name: "terms";
						readonly type: "bytes32";
					},
					{
						readonly internalType: "bool";
						readonly name: "bought";
						readonly type: "bool";
					},
					{
						readonly internalType: "uint64";
						readonly name: "offer";
						readonly type: "uint64";
					},
					{
						readonly internalType: "bool";
						readonly name: "sub";
						readonly type: "bool";
					},
					{
						readonly internalType: "uint64";
						readonly name: "parent";
						readonly type: "uint64";
					},
					{
						readonly internalType: "uint8";
						readonly name: "depth";
						readonly type: "uint8";
					},
					{
						readonly internalType: "uint32";
						readonly name: "revision";
						readonly type: "uint32";
					},
					{
						readonly internalType: "uint64";
						readonly name: "issuedAt";
						readonly type: "uint64";
					},
					{
						readonly internalType: "uint64";
						readonly name: "expires";
						readonly type: "uint64";
					},
					{
						readonly internalType: "bool";
						readonly name: "counted";
						readonly type: "bool";
					},
					{
						readonly internalType: "uint32";
						readonly name: "usesLeft";
						readonly type: "uint32";
					},
					{
						readonly internalType: "uint32";
						readonly name: "seatsTaken";
						readonly type: "uint32";
					},
					{
						readonly internalType: "uint32";
						readonly name: "subLicences";
						readonly type: "uint32";
					},
					{
						readonly internalType: "uint32";
						readonly name: "openSubLicences";
						readonly type: "uint32";
					},
					{
						readonly internalType: "bool";
						readonly name: "derivativesApproved";
						readonly type: "bool";
					},
					{
						readonly components: readonly [
							{
								readonly internalType: "address";
								readonly name: "currency";
								readonly type: "address";
							},
							{
								readonly internalType: "uint256";
								readonly name: "amount";
								readonly type: "uint256";
							},
						];
						readonly internalType: "struct ILicensing.Price";
						readonly name: "shared";
						readonly type: "tuple";
					},
					{
						readonly internalType: "enum ILicensing.Ended";
						readonly name: "ended";
						readonly type: "uint8";
					},
				];
				readonly internalType: "struct ILicensing.Licence";
				readonly name: "licence";
				readonly type: "tuple";
			},
		];
		readonly stateMutability: "view";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "uint32";
				readonly name: "collection";
				readonly type: "uint32";
			},
			{
				readonly internalType: "uint64";
				readonly name: "item";
				readonly type: "uint64";
			},
			{
				readonly internalType: "uint256";
				readonly name: "cursor";
				readonly type: "uint256";
			},
			{
				readonly internalType: "uint32";
				readonly name: "limit";
				readonly type: "uint32";
			},
		];
		readonly name: "licencesOn";
		readonly outputs: readonly [
			{
				readonly components: readonly [
					{
						readonly internalType: "uint64";
						readonly name: "id";
						readonly type: "uint64";
					},
					{
						readonly internalType: "address";
						readonly name: "token";
						readonly type: "address";
					},
					{
						readonly internalType: "uint32";
						readonly name: "collection";
						readonly type: "uint32";
					},
					{
						readonly internalType: "uint64";
						readonly name: "item";
						readonly type: "uint64";
					},
					{
						readonly internalType: "address";
						readonly name: "holder";
						readonly type: "address";
					},
					{
						readonly internalType: "address";
						readonly name: "licensor";
						readonly type: "address";
					},
					{
						readonly internalType: "bytes32";
						readonly name: "terms";
						readonly type: "bytes32";
					},
					{
						readonly internalType: "bool";
						readonly name: "bought";
						readonly type: "bool";
					},
					{
						readonly internalType: "uint64";
						readonly name: "offer";
						readonly type: "uint64";
					},
					{
						readonly internalType: "bool";
						readonly name: "sub";
						readonly type: "bool";
					},
					{
						readonly internalType: "uint64";
						readonly name: "parent";
						readonly type: "uint64";
					},
					{
						readonly internalType: "uint8";
						readonly name: "depth";
						readonly type: "uint8";
					},
					{
						readonly internalType: "uint32";
						readonly name: "revision";
						readonly type: "uint32";
					},
					{
						readonly internalType: "uint64";
						readonly name: "issuedAt";
						readonly type: "uint64";
					},
					{
						readonly internalType: "uint64";
						readonly name: "expires";
						readonly type: "uint64";
					},
					{
						readonly internalType: "bool";
						readonly name: "counted";
						readonly type: "bool";
					},
					{
						readonly internalType: "uint32";
						readonly name: "usesLeft";
						readonly type: "uint32";
					},
					{
						readonly internalType: "uint32";
						readonly name: "seatsTaken";
						readonly type: "uint32";
					},
					{
						readonly internalType: "uint32";
						readonly name: "subLicences";
						readonly type: "uint32";
					},
					{
						readonly internalType: "uint32";
						readonly name: "openSubLicences";
						readonly type: "uint32";
					},
					{
						readonly internalType: "bool";
						readonly name: "derivativesApproved";
						readonly type: "bool";
					},
					{
						readonly components: readonly [
							{
								readonly internalType: "address";
								readonly name: "currency";
								readonly type: "address";
							},
							{
								readonly internalType: "uint256";
								readonly name: "amount";
								readonly type: "uint256";
							},
						];
						readonly internalType: "struct ILicensing.Price";
						readonly name: "shared";
						readonly type: "tuple";
					},
					{
						readonly internalType: "enum ILicensing.Ended";
						readonly name: "ended";
						readonly type: "uint8";
					},
				];
				readonly internalType: "struct ILicensing.Licence[]";
				readonly name: "page";
				readonly type: "tuple[]";
			},
			{
				readonly internalType: "uint256";
				readonly name: "next";
				readonly type: "uint256";
			},
		];
		readonly stateMutability: "view";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "uint64";
				readonly name: "id";
				readonly type: "uint64";
			},
		];
		readonly name: "offerOf";
		readonly outputs: readonly [
			{
				readonly components: readonly [
					{
						readonly internalType: "uint64";
						readonly name: "id";
						readonly type: "uint64";
					},
					{
						readonly internalType: "uint32";
						readonly name: "collection";
						readonly type: "uint32";
					},
					{
						readonly internalType: "uint64";
						readonly name: "item";
						readonly type: "uint64";
					},
					{
						readonly internalType: "bool";
						readonly name: "sub";
						readonly type: "bool";
					},
					{
						readonly internalType: "uint64";
						readonly name: "parent";
						readonly type: "uint64";
					},
					{
						readonly internalType: "address";
						readonly name: "seller";
						readonly type: "address";
					},
					{
						readonly internalType: "bytes32";
						readonly name: "terms";
						readonly type: "bytes32";
					},
					{
						readonly components: readonly [
							{
								readonly internalType: "address";
								readonly name: "currency";
								readonly type: "address";
							},
							{
								readonly internalType: "uint256";
								readonly name: "amount";
								readonly type: "uint256";
							},
						];
						readonly internalType: "struct ILicensing.Price[]";
						readonly name: "prices";
						readonly type: "tuple[]";
					},
					{
						readonly internalType: "bool";
						readonly name: "swaps";
						readonly type: "bool";
					},
					{
						readonly internalType: "bool";
						readonly name: "limited";
						readonly type: "bool";
					},
					{
						readonly internalType: "uint32";
						readonly name: "supply";
						readonly type: "uint32";
					},
					{
						readonly internalType: "uint64";
						readonly name: "opens";
						readonly type: "uint64";
					},
					{
						readonly internalType: "uint64";
						readonly name: "closes";
						readonly type: "uint64";
					},
					{
						readonly internalType: "uint32";
						readonly name: "collectionFeePpm";
						readonly type: "uint32";
					},
				];
				readonly internalType: "struct ILicensing.Offer";
				readonly name: "offer";
				readonly type: "tuple";
			},
		];
		readonly stateMutability: "view";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "uint32";
				readonly name: "collection";
				readonly type: "uint32";
			},
			{
				readonly internalType: "uint64";
				readonly name: "item";
				readonly type: "uint64";
			},
			{
				readonly internalType: "uint256";
				readonly name: "cursor";
				readonly type: "uint256";
			},
			{
				readonly internalType: "uint32";
				readonly name: "limit";
				readonly type: "uint32";
			},
		];
		readonly name: "offersOf";
		readonly outputs: readonly [
			{
				readonly components: readonly [
					{
						readonly internalType: "uint64";
						readonly name: "id";
						readonly type: "uint64";
					},
					{
						readonly internalType: "uint32";
						readonly name: "collection";
						readonly type: "uint32";
					},
					{
						readonly internalType: "uint64";
						readonly name: "item";
						readonly type: "uint64";
					},
					{
						readonly internalType: "bool";
						readonly name: "sub";
						readonly type: "bool";
					},
					{
						readonly internalType: "uint64";
						readonly name: "parent";
						readonly type: "uint64";
					},
					{
						readonly internalType: "address";
						readonly name: "seller";
						readonly type: "address";
					},
					{
						readonly internalType: "bytes32";
						readonly name: "terms";
						readonly type: "bytes32";
					},
					{
						readonly components: readonly [
							{
								readonly internalType: "address";
								readonly name: "currency";
								readonly type: "address";
							},
							{
								readonly internalType: "uint256";
								readonly name: "amount";
								readonly type: "uint256";
							},
						];
						readonly internalType: "struct ILicensing.Price[]";
						readonly name: "prices";
						readonly type: "tuple[]";
					},
					{
						readonly internalType: "bool";
						readonly name: "swaps";
						readonly type: "bool";
					},
					{
						readonly internalType: "bool";
						readonly name: "limited";
						readonly type: "bool";
					},
					{
						readonly internalType: "uint32";
						readonly name: "supply";
						readonly type: "uint32";
					},
					{
						readonly internalType: "uint64";
						readonly name: "opens";
						readonly type: "uint64";
					},
					{
						readonly internalType: "uint64";
						readonly name: "closes";
						readonly type: "uint64";
					},
					{
						readonly internalType: "uint32";
						readonly name: "collectionFeePpm";
						readonly type: "uint32";
					},
				];
				readonly internalType: "struct ILicensing.Offer[]";
				readonly name: "page";
				readonly type: "tuple[]";
			},
			{
				readonly internalType: "uint256";
				readonly name: "next";
				readonly type: "uint256";
			},
		];
		readonly stateMutability: "view";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "uint64";
				readonly name: "offer";
				readonly type: "uint64";
			},
			{
				readonly internalType: "address";
				readonly name: "payWith";
				readonly type: "address";
			},
		];
		readonly name: "quote";
		readonly outputs: readonly [
			{
				readonly components: readonly [
					{
						readonly components: readonly [
							{
								readonly internalType: "address";
								readonly name: "currency";
								readonly type: "address";
							},
							{
								readonly internalType: "uint256";
								readonly name: "amount";
								readonly type: "uint256";
							},
						];
						readonly internalType: "struct ILicensing.Price";
						readonly name: "price";
						readonly type: "tuple";
					},
					{
						readonly internalType: "address";
						readonly name: "payWith";
						readonly type: "address";
					},
					{
						readonly internalType: "uint256";
						readonly name: "amountIn";
						readonly type: "uint256";
					},
					{
						readonly internalType: "address[]";
						readonly name: "path";
						readonly type: "address[]";
					},
				];
				readonly internalType: "struct ILicensing.Quote";
				readonly name: "quoted";
				readonly type: "tuple";
			},
		];
		readonly stateMutability: "view";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "bytes32";
				readonly name: "id";
				readonly type: "bytes32";
			},
		];
		readonly name: "removeTerms";
		readonly outputs: readonly [];
		readonly stateMutability: "nonpayable";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "uint64";
				readonly name: "licence";
				readonly type: "uint64";
			},
			{
				readonly internalType: "address";
				readonly name: "payWith";
				readonly type: "address";
			},
			{
				readonly internalType: "uint256";
				readonly name: "maxAmount";
				readonly type: "uint256";
			},
		];
		readonly name: "renew";
		readonly outputs: readonly [];
		readonly stateMutability: "nonpayable";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "uint64";
				readonly name: "licence";
				readonly type: "uint64";
			},
			{
				readonly internalType: "enum ILicensing.RevocationReason";
				readonly name: "reason";
				readonly type: "uint8";
			},
		];
		readonly name: "revoke";
		readonly outputs: readonly [];
		readonly stateMutability: "nonpayable";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "uint32";
				readonly name: "collection";
				readonly type: "uint32";
			},
			{
				readonly internalType: "uint64";
				readonly name: "item";
				readonly type: "uint64";
			},
			{
				readonly internalType: "enum ILicensing.AccessMode";
				readonly name: "mode";
				readonly type: "uint8";
			},
			{
				readonly internalType: "bytes32";
				readonly name: "terms";
				readonly type: "bytes32";
			},
		];
		readonly name: "setAccessMode";
		readonly outputs: readonly [];
		readonly stateMutability: "nonpayable";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "uint32";
				readonly name: "collection";
				readonly type: "uint32";
			},
			{
				readonly internalType: "uint32";
				readonly name: "feePpm";
				readonly type: "uint32";
			},
		];
		readonly name: "setCollectionFee";
		readonly outputs: readonly [];
		readonly stateMutability: "nonpayable";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "uint32";
				readonly name: "collection";
				readonly type: "uint32";
			},
			{
				readonly internalType: "uint64";
				readonly name: "item";
				readonly type: "uint64";
			},
			{
				readonly internalType: "address";
				readonly name: "account";
				readonly type: "address";
			},
			{
				readonly internalType: "bool";
				readonly name: "listed";
				readonly type: "bool";
			},
		];
		readonly name: "setListed";
		readonly outputs: readonly [];
		readonly stateMutability: "nonpayable";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "uint64";
				readonly name: "licence";
				readonly type: "uint64";
			},
			{
				readonly internalType: "address";
				readonly name: "account";
				readonly type: "address";
			},
			{
				readonly internalType: "bool";
				readonly name: "taken";
				readonly type: "bool";
			},
		];
		readonly name: "setSeat";
		readonly outputs: readonly [];
		readonly stateMutability: "nonpayable";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly components: readonly [
					{
						readonly internalType: "uint64";
						readonly name: "durationSecs";
						readonly type: "uint64";
					},
					{
						readonly internalType: "bool";
						readonly name: "transferable";
						readonly type: "bool";
					},
					{
						readonly internalType: "bool";
						readonly name: "commercialUse";
						readonly type: "bool";
					},
					{
						readonly internalType: "bool";
						readonly name: "attribution";
						readonly type: "bool";
					},
					{
						readonly internalType: "bool";
						readonly name: "derivatives";
						readonly type: "bool";
					},
					{
						readonly internalType: "bool";
						readonly name: "derivativesAttribution";
						readonly type: "bool";
					},
					{
						readonly internalType: "bool";
						readonly name: "derivativesApproval";
						readonly type: "bool";
					},
					{
						readonly internalType: "bool";
						readonly name: "derivativesReciprocal";
						readonly type: "bool";
					},
					{
						readonly internalType: "uint32";
						readonly name: "revenueSharePpm";
						readonly type: "uint32";
					},
					{
						readonly internalType: "enum ILicensing.RoyaltyPolicy";
						readonly name: "policy";
						readonly type: "uint8";
					},
					{
						readonly internalType: "uint8";
						readonly name: "subLicensingDepth";
						readonly type: "uint8";
					},
					{
						readonly internalType: "uint32";
						readonly name: "subLicensingCount";
						readonly type: "uint32";
					},
					{
						readonly internalType: "uint32";
						readonly name: "upstreamPpm";
						readonly type: "uint32";
					},
					{
						readonly internalType: "uint32";
						readonly name: "seats";
						readonly type: "uint32";
					},
					{
						readonly internalType: "uint32";
						readonly name: "uses";
						readonly type: "uint32";
					},
					{
						readonly internalType: "bool";
						readonly name: "revocable";
						readonly type: "bool";
					},
					{
						readonly internalType: "uint32";
						readonly name: "resaleRoyaltyPpm";
						readonly type: "uint32";
					},
					{
						readonly internalType: "bytes";
						readonly name: "legalUri";
						readonly type: "bytes";
					},
					{
						readonly internalType: "bytes32";
						readonly name: "legalSha256";
						readonly type: "bytes32";
					},
				];
				readonly internalType: "struct ILicensing.Terms";
				readonly name: "terms";
				readonly type: "tuple";
			},
		];
		readonly name: "termsId";
		readonly outputs: readonly [
			{
				readonly internalType: "bytes32";
				readonly name: "id";
				readonly type: "bytes32";
			},
		];
		readonly stateMutability: "view";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "bytes32";
				readonly name: "id";
				readonly type: "bytes32";
			},
		];
		readonly name: "termsOf";
		readonly outputs: readonly [
			{
				readonly components: readonly [
					{
						readonly internalType: "uint64";
						readonly name: "durationSecs";
						readonly type: "uint64";
					},
					{
						readonly internalType: "bool";
						readonly name: "transferable";
						readonly type: "bool";
					},
					{
						readonly internalType: "bool";
						readonly name: "commercialUse";
						readonly type: "bool";
					},
					{
						readonly internalType: "bool";
						readonly name: "attribution";
						readonly type: "bool";
					},
					{
						readonly internalType: "bool";
						readonly name: "derivatives";
						readonly type: "bool";
					},
					{
						readonly internalType: "bool";
						readonly name: "derivativesAttribution";
						readonly type: "bool";
					},
					{
						readonly internalType: "bool";
						readonly name: "derivativesApproval";
						readonly type: "bool";
					},
					{
						readonly internalType: "bool";
						readonly name: "derivativesReciprocal";
						readonly type: "bool";
					},
					{
						readonly internalType: "uint32";
						readonly name: "revenueSharePpm";
						readonly type: "uint32";
					},
					{
						readonly internalType: "enum ILicensing.RoyaltyPolicy";
						readonly name: "policy";
						readonly type: "uint8";
					},
					{
						readonly internalType: "uint8";
						readonly name: "subLicensingDepth";
						readonly type: "uint8";
					},
					{
						readonly internalType: "uint32";
						readonly name: "subLicensingCount";
						readonly type: "uint32";
					},
					{
						readonly internalType: "uint32";
						readonly name: "upstreamPpm";
						readonly type: "uint32";
					},
					{
						readonly internalType: "uint32";
						readonly name: "seats";
						readonly type: "uint32";
					},
					{
						readonly internalType: "uint32";
						readonly name: "uses";
						readonly type: "uint32";
					},
					{
						readonly internalType: "bool";
						readonly name: "revocable";
						readonly type: "bool";
					},
					{
						readonly internalType: "uint32";
						readonly name: "resaleRoyaltyPpm";
						readonly type: "uint32";
					},
					{
						readonly internalType: "bytes";
						readonly name: "legalUri";
						readonly type: "bytes";
					},
					{
						readonly internalType: "bytes32";
						readonly name: "legalSha256";
						readonly type: "bytes32";
					},
				];
				readonly internalType: "struct ILicensing.Terms";
				readonly name: "terms";
				readonly type: "tuple";
			},
			{
				readonly internalType: "uint32";
				readonly name: "references";
				readonly type: "uint32";
			},
		];
		readonly stateMutability: "view";
		readonly type: "function";
	},
]

/** The ABI of IPayments. */
export declare const paymentsAbi: readonly [
	{
		readonly inputs: readonly [
			{
				readonly internalType: "address";
				readonly name: "payee";
				readonly type: "address";
			},
			{
				readonly internalType: "address";
				readonly name: "currency";
				readonly type: "address";
			},
			{
				readonly internalType: "uint256";
				readonly name: "maxAmount";
				readonly type: "uint256";
			},
			{
				readonly internalType: "uint64";
				readonly name: "maxSecs";
				readonly type: "uint64";
			},
			{
				readonly internalType: "uint32";
				readonly name: "maxLocks";
				readonly type: "uint32";
			},
		];
		readonly name: "authorise";
		readonly outputs: readonly [];
		readonly stateMutability: "nonpayable";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "address";
				readonly name: "currency";
				readonly type: "address";
			},
			{
				readonly internalType: "address";
				readonly name: "payee";
				readonly type: "address";
			},
		];
		readonly name: "claim";
		readonly outputs: readonly [];
		readonly stateMutability: "nonpayable";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "uint64";
				readonly name: "escrow";
				readonly type: "uint64";
			},
			{
				readonly internalType: "uint256";
				readonly name: "amount";
				readonly type: "uint256";
			},
			{
				readonly internalType: "bool";
				readonly name: "last";
				readonly type: "bool";
			},
		];
		readonly name: "claimLock";
		readonly outputs: readonly [];
		readonly stateMutability: "nonpayable";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "address";
				readonly name: "currency";
				readonly type: "address";
			},
			{
				readonly internalType: "address";
				readonly name: "to";
				readonly type: "address";
			},
		];
		readonly name: "claimTo";
		readonly outputs: readonly [];
		readonly stateMutability: "nonpayable";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "address";
				readonly name: "account";
				readonly type: "address";
			},
			{
				readonly internalType: "uint256";
				readonly name: "cursor";
				readonly type: "uint256";
			},
			{
				readonly internalType: "uint32";
				readonly name: "limit";
				readonly type: "uint32";
			},
		];
		readonly name: "claimable";
		readonly outputs: readonly [
			{
				readonly components: readonly [
					{
						readonly internalType: "address";
						readonly name: "currency";
						readonly type: "address";
					},
					{
						readonly internalType: "uint256";
						readonly name: "amount";
						readonly type: "uint256";
					},
				];
				readonly internalType: "struct IPayments.Price[]";
				readonly name: "claims";
				readonly type: "tuple[]";
			},
			{
				readonly internalType: "uint256";
				readonly name: "next";
				readonly type: "uint256";
			},
		];
		readonly stateMutability: "view";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "uint64";
				readonly name: "id";
				readonly type: "uint64";
			},
		];
		readonly name: "escrowOf";
		readonly outputs: readonly [
			{
				readonly components: readonly [
					{
						readonly internalType: "uint64";
						readonly name: "id";
						readonly type: "uint64";
					},
					{
						readonly internalType: "address";
						readonly name: "payer";
						readonly type: "address";
					},
					{
						readonly internalType: "address";
						readonly name: "payee";
						readonly type: "address";
					},
					{
						readonly components: readonly [
							{
								readonly internalType: "address";
								readonly name: "currency";
								readonly type: "address";
							},
							{
								readonly internalType: "uint256";
								readonly name: "amount";
								readonly type: "uint256";
							},
						];
						readonly internalType: "struct IPayments.Price";
						readonly name: "left";
						readonly type: "tuple";
					},
					{
						readonly internalType: "uint64";
						readonly name: "deadline";
						readonly type: "uint64";
					},
					{
						readonly internalType: "bytes32";
						readonly name: "job";
						readonly type: "bytes32";
					},
				];
				readonly internalType: "struct IPayments.Escrow";
				readonly name: "escrow";
				readonly type: "tuple";
			},
		];
		readonly stateMutability: "view";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "address";
				readonly name: "payer";
				readonly type: "address";
			},
			{
				readonly internalType: "address";
				readonly name: "currency";
				readonly type: "address";
			},
			{
				readonly internalType: "uint256";
				readonly name: "amount";
				readonly type: "uint256";
			},
			{
				readonly internalType: "uint64";
				readonly name: "secs";
				readonly type: "uint64";
			},
			{
				readonly internalType: "bytes32";
				readonly name: "job";
				readonly type: "bytes32";
			},
		];
		readonly name: "lock";
		readonly outputs: readonly [
			{
				readonly internalType: "uint64";
				readonly name: "escrow";
				readonly type: "uint64";
			},
		];
		readonly stateMutability: "nonpayable";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "address";
				readonly name: "payee";
				readonly type: "address";
			},
			{
				readonly components: readonly [
					{
						readonly internalType: "address";
						readonly name: "currency";
						readonly type: "address";
					},
					{
						readonly internalType: "uint256";
						readonly name: "amount";
						readonly type: "uint256";
					},
				];
				readonly internalType: "struct IPayments.Price";
				readonly name: "price";
				readonly type: "tuple";
			},
			{
				readonly internalType: "address";
				readonly name: "payWith";
				readonly type: "address";
			},
			{
				readonly internalType: "uint256";
				readonly name: "maxAmount";
				readonly type: "uint256";
			},
			{
				readonly internalType: "bytes32";
				readonly name: "memo";
				readonly type: "bytes32";
			},
		];
		readonly name: "pay";
		readonly outputs: readonly [];
		readonly stateMutability: "nonpayable";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly components: readonly [
					{
						readonly internalType: "address";
						readonly name: "currency";
						readonly type: "address";
					},
					{
						readonly internalType: "uint256";
						readonly name: "amount";
						readonly type: "uint256";
					},
				];
				readonly internalType: "struct IPayments.Price[]";
				readonly name: "prices";
				readonly type: "tuple[]";
			},
			{
				readonly internalType: "bool";
				readonly name: "swaps";
				readonly type: "bool";
			},
			{
				readonly internalType: "address";
				readonly name: "payWith";
				readonly type: "address";
			},
		];
		readonly name: "quote";
		readonly outputs: readonly [
			{
				readonly components: readonly [
					{
						readonly components: readonly [
							{
								readonly internalType: "address";
								readonly name: "currency";
								readonly type: "address";
							},
							{
								readonly internalType: "uint256";
								readonly name: "amount";
								readonly type: "uint256";
							},
						];
						readonly internalType: "struct IPayments.Price";
						readonly name: "price";
						readonly type: "tuple";
					},
					{
						readonly internalType: "address";
						readonly name: "payWith";
						readonly type: "address";
					},
					{
						readonly internalType: "uint256";
						readonly name: "amountIn";
						readonly type: "uint256";
					},
					{
						readonly internalType: "address[]";
						readonly name: "path";
						readonly type: "address[]";
					},
				];
				readonly internalType: "struct IPayments.Quote";
				readonly name: "quoted";
				readonly type: "tuple";
			},
		];
		readonly stateMutability: "view";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "uint64";
				readonly name: "escrow";
				readonly type: "uint64";
			},
		];
		readonly name: "release";
		readonly outputs: readonly [];
		readonly stateMutability: "nonpayable";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "address";
				readonly name: "payee";
				readonly type: "address";
			},
			{
				readonly internalType: "address";
				readonly name: "currency";
				readonly type: "address";
			},
		];
		readonly name: "revokeAuthorisation";
		readonly outputs: readonly [];
		readonly stateMutability: "nonpayable";
		readonly type: "function";
	},
	{
		readonly inputs: readonly [
			{
				readonly internalType: "address";
				readonly name: "currency";
				readonly type: "address";
			},
			{
				readonly internalType: "address";
				readonly name: "payee";
				readonly type: "address";
			},
		];
		readonly name: "writeOff";
		readonly outputs: readonly [];
		readonly stateMutability: "nonpayable";
		readonly type: "function";
	},
]

/** Where the chain's own contracts are, by the names of their ABIs. */
export declare const addresses: {
	readonly assetRegistry: "0x0000000000000000000000000000000007010000";
	readonly licensing: "0x0000000000000000000000000000000007020000";
	readonly payments: "0x0000000000000000000000000000000007030000";
}

/** The address of the ERC-721 contract of a collection, whether of assets or of licences. */
export declare function collectionAddress(collection: number): `0x${string}`

/** The collection whose ERC-721 contract has this address, if one could have it. */
export declare function collectionAt(address: string): number | undefined
