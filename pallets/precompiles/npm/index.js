// Made by scripts/abi.mjs from the .sol files of pallets/precompiles/src. Not edited by hand.

export const chainId = 19784

export const assetRegistryAbi = [
	{
		"inputs": [
			{
				"internalType": "uint32",
				"name": "collection",
				"type": "uint32"
			}
		],
		"name": "acceptPublisher",
		"outputs": [],
		"stateMutability": "nonpayable",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "uint32",
				"name": "collection",
				"type": "uint32"
			},
			{
				"internalType": "uint64",
				"name": "item",
				"type": "uint64"
			},
			{
				"internalType": "uint32",
				"name": "number",
				"type": "uint32"
			},
			{
				"internalType": "bytes",
				"name": "uri",
				"type": "bytes"
			}
		],
		"name": "addUri",
		"outputs": [],
		"stateMutability": "nonpayable",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "uint32",
				"name": "collection",
				"type": "uint32"
			}
		],
		"name": "collectionAddress",
		"outputs": [
			{
				"internalType": "address",
				"name": "token",
				"type": "address"
			}
		],
		"stateMutability": "view",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "uint32",
				"name": "collection",
				"type": "uint32"
			}
		],
		"name": "collectionInfo",
		"outputs": [
			{
				"components": [
					{
						"internalType": "uint32",
						"name": "id",
						"type": "uint32"
					},
					{
						"internalType": "address",
						"name": "token",
						"type": "address"
					},
					{
						"internalType": "string",
						"name": "name",
						"type": "string"
					},
					{
						"internalType": "bytes",
						"name": "metadata",
						"type": "bytes"
					},
					{
						"internalType": "address",
						"name": "publisher",
						"type": "address"
					},
					{
						"internalType": "address",
						"name": "nominee",
						"type": "address"
					},
					{
						"internalType": "uint64",
						"name": "items",
						"type": "uint64"
					},
					{
						"internalType": "uint64",
						"name": "nextItem",
						"type": "uint64"
					},
					{
						"internalType": "uint32",
						"name": "roles",
						"type": "uint32"
					},
					{
						"internalType": "uint256",
						"name": "deposit",
						"type": "uint256"
					}
				],
				"internalType": "struct IAssetRegistry.Collection",
				"name": "info",
				"type": "tuple"
			}
		],
		"stateMutability": "view",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "address",
				"name": "token",
				"type": "address"
			}
		],
		"name": "collectionOf",
		"outputs": [
			{
				"internalType": "uint32",
				"name": "collection",
				"type": "uint32"
			}
		],
		"stateMutability": "view",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "string",
				"name": "name",
				"type": "string"
			},
			{
				"internalType": "bytes",
				"name": "metadata",
				"type": "bytes"
			}
		],
		"name": "createCollection",
		"outputs": [
			{
				"internalType": "uint32",
				"name": "collection",
				"type": "uint32"
			},
			{
				"internalType": "address",
				"name": "token",
				"type": "address"
			}
		],
		"stateMutability": "nonpayable",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "uint32",
				"name": "collection",
				"type": "uint32"
			}
		],
		"name": "destroyCollection",
		"outputs": [],
		"stateMutability": "nonpayable",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "uint32",
				"name": "collection",
				"type": "uint32"
			},
			{
				"internalType": "uint64",
				"name": "item",
				"type": "uint64"
			}
		],
		"name": "did",
		"outputs": [
			{
				"internalType": "string",
				"name": "id",
				"type": "string"
			}
		],
		"stateMutability": "view",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "uint32",
				"name": "collection",
				"type": "uint32"
			},
			{
				"internalType": "uint64",
				"name": "item",
				"type": "uint64"
			}
		],
		"name": "exists",
		"outputs": [
			{
				"internalType": "bool",
				"name": "there",
				"type": "bool"
			}
		],
		"stateMutability": "view",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "uint32",
				"name": "collection",
				"type": "uint32"
			},
			{
				"internalType": "uint64",
				"name": "item",
				"type": "uint64"
			},
			{
				"internalType": "enum IAssetRegistry.Direction",
				"name": "direction",
				"type": "uint8"
			},
			{
				"internalType": "uint32",
				"name": "depth",
				"type": "uint32"
			}
		],
		"name": "lineage",
		"outputs": [
			{
				"components": [
					{
						"components": [
							{
								"internalType": "uint32",
								"name": "collection",
								"type": "uint32"
							},
							{
								"internalType": "uint64",
								"name": "item",
								"type": "uint64"
							}
						],
						"internalType": "struct IAssetRegistry.Id",
						"name": "id",
						"type": "tuple"
					},
					{
						"internalType": "bool",
						"name": "live",
						"type": "bool"
					},
					{
						"internalType": "enum IAssetRegistry.AssetKind",
						"name": "kind",
						"type": "uint8"
					},
					{
						"internalType": "enum IAssetRegistry.LifecycleState",
						"name": "state",
						"type": "uint8"
					},
					{
						"internalType": "uint32",
						"name": "depth",
						"type": "uint32"
					}
				],
				"internalType": "struct IAssetRegistry.Node[]",
				"name": "nodes",
				"type": "tuple[]"
			},
			{
				"components": [
					{
						"components": [
							{
								"internalType": "uint32",
								"name": "collection",
								"type": "uint32"
							},
							{
								"internalType": "uint64",
								"name": "item",
								"type": "uint64"
							}
						],
						"internalType": "struct IAssetRegistry.Id",
						"name": "subject",
						"type": "tuple"
					},
					{
						"internalType": "enum IAssetRegistry.Relation",
						"name": "relation",
						"type": "uint8"
					},
					{
						"components": [
							{
								"internalType": "uint32",
								"name": "collection",
								"type": "uint32"
							},
							{
								"internalType": "uint64",
								"name": "item",
								"type": "uint64"
							}
						],
						"internalType": "struct IAssetRegistry.Id",
						"name": "object",
						"type": "tuple"
					}
				],
				"internalType": "struct IAssetRegistry.Edge[]",
				"name": "edges",
				"type": "tuple[]"
			},
			{
				"internalType": "bool",
				"name": "truncated",
				"type": "bool"
			}
		],
		"stateMutability": "view",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "uint32",
				"name": "collection",
				"type": "uint32"
			},
			{
				"internalType": "uint64",
				"name": "item",
				"type": "uint64"
			},
			{
				"components": [
					{
						"internalType": "enum IAssetRegistry.Relation",
						"name": "relation",
						"type": "uint8"
					},
					{
						"components": [
							{
								"internalType": "uint32",
								"name": "collection",
								"type": "uint32"
							},
							{
								"internalType": "uint64",
								"name": "item",
								"type": "uint64"
							}
						],
						"internalType": "struct IAssetRegistry.Id",
						"name": "object",
						"type": "tuple"
					},
					{
						"internalType": "enum IAssetRegistry.Permit",
						"name": "permit",
						"type": "uint8"
					},
					{
						"internalType": "uint64",
						"name": "licence",
						"type": "uint64"
					},
					{
						"internalType": "bytes32",
						"name": "terms",
						"type": "bytes32"
					},
					{
						"internalType": "uint32",
						"name": "maxOwedPpm",
						"type": "uint32"
					}
				],
				"internalType": "struct IAssetRegistry.NewLink",
				"name": "to",
				"type": "tuple"
			}
		],
		"name": "link",
		"outputs": [],
		"stateMutability": "nonpayable",
		"type": "function"
	},
	{
		"inputs": [
			{
				"components": [
					{
						"internalType": "bool",
						"name": "byCollection",
						"type": "bool"
					},
					{
						"internalType": "uint32",
						"name": "collection",
						"type": "uint32"
					},
					{
						"internalType": "address",
						"name": "owner",
						"type": "address"
					},
					{
						"internalType": "bool",
						"name": "byKind",
						"type": "bool"
					},
					{
						"internalType": "enum IAssetRegistry.AssetKind",
						"name": "kind",
						"type": "uint8"
					},
					{
						"internalType": "bool",
						"name": "byState",
						"type": "bool"
					},
					{
						"internalType": "enum IAssetRegistry.LifecycleState",
						"name": "state",
						"type": "uint8"
					}
				],
				"internalType": "struct IAssetRegistry.Filter",
				"name": "filter",
				"type": "tuple"
			},
			{
				"internalType": "uint128",
				"name": "cursor",
				"type": "uint128"
			},
			{
				"internalType": "uint32",
				"name": "limit",
				"type": "uint32"
			}
		],
		"name": "list",
		"outputs": [
			{
				"components": [
					{
						"components": [
							{
								"internalType": "uint32",
								"name": "collection",
								"type": "uint32"
							},
							{
								"internalType": "uint64",
								"name": "item",
								"type": "uint64"
							}
						],
						"internalType": "struct IAssetRegistry.Id",
						"name": "id",
						"type": "tuple"
					},
					{
						"internalType": "address",
						"name": "owner",
						"type": "address"
					},
					{
						"internalType": "enum IAssetRegistry.AssetKind",
						"name": "kind",
						"type": "uint8"
					},
					{
						"internalType": "enum IAssetRegistry.LifecycleState",
						"name": "state",
						"type": "uint8"
					},
					{
						"internalType": "uint64",
						"name": "registeredAt",
						"type": "uint64"
					},
					{
						"internalType": "uint32",
						"name": "oldestRevision",
						"type": "uint32"
					},
					{
						"internalType": "uint32",
						"name": "links",
						"type": "uint32"
					},
					{
						"internalType": "uint32",
						"name": "dependants",
						"type": "uint32"
					},
					{
						"internalType": "uint32",
						"name": "descendants",
						"type": "uint32"
					},
					{
						"internalType": "bool",
						"name": "managed",
						"type": "bool"
					},
					{
						"internalType": "address",
						"name": "depositor",
						"type": "address"
					},
					{
						"internalType": "uint256",
						"name": "deposit",
						"type": "uint256"
					},
					{
						"components": [
							{
								"internalType": "uint32",
								"name": "number",
								"type": "uint32"
							},
							{
								"internalType": "bytes32",
								"name": "root",
								"type": "bytes32"
							},
							{
								"internalType": "uint32",
								"name": "entries",
								"type": "uint32"
							},
							{
								"internalType": "uint64",
								"name": "totalBytes",
								"type": "uint64"
							},
							{
								"internalType": "bytes",
								"name": "manifest",
								"type": "bytes"
							},
							{
								"internalType": "bytes[]",
								"name": "uris",
								"type": "bytes[]"
							},
							{
								"internalType": "address",
								"name": "author",
								"type": "address"
							},
							{
								"internalType": "uint64",
								"name": "createdAt",
								"type": "uint64"
							},
							{
								"internalType": "uint256",
								"name": "deposit",
								"type": "uint256"
							}
						],
						"internalType": "struct IAssetRegistry.Revision",
						"name": "revision",
						"type": "tuple"
					}
				],
				"internalType": "struct IAssetRegistry.Asset[]",
				"name": "page",
				"type": "tuple[]"
			},
			{
				"internalType": "uint128",
				"name": "next",
				"type": "uint128"
			}
		],
		"stateMutability": "view",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "uint32",
				"name": "collection",
				"type": "uint32"
			},
			{
				"internalType": "address",
				"name": "nominee",
				"type": "address"
			}
		],
		"name": "nominatePublisher",
		"outputs": [],
		"stateMutability": "nonpayable",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "uint32",
				"name": "collection",
				"type": "uint32"
			},
			{
				"internalType": "uint64",
				"name": "item",
				"type": "uint64"
			},
			{
				"internalType": "uint32",
				"name": "count",
				"type": "uint32"
			}
		],
		"name": "pruneRevisions",
		"outputs": [],
		"stateMutability": "nonpayable",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "uint32",
				"name": "collection",
				"type": "uint32"
			},
			{
				"internalType": "enum IAssetRegistry.AssetKind",
				"name": "kind",
				"type": "uint8"
			},
			{
				"components": [
					{
						"internalType": "bytes32",
						"name": "root",
						"type": "bytes32"
					},
					{
						"internalType": "uint32",
						"name": "entries",
						"type": "uint32"
					},
					{
						"internalType": "uint64",
						"name": "totalBytes",
						"type": "uint64"
					},
					{
						"internalType": "bytes",
						"name": "manifest",
						"type": "bytes"
					},
					{
						"internalType": "bytes[]",
						"name": "uris",
						"type": "bytes[]"
					}
				],
				"internalType": "struct IAssetRegistry.Content",
				"name": "content",
				"type": "tuple"
			},
			{
				"components": [
					{
						"internalType": "enum IAssetRegistry.Relation",
						"name": "relation",
						"type": "uint8"
					},
					{
						"components": [
							{
								"internalType": "uint32",
								"name": "collection",
								"type": "uint32"
							},
							{
								"internalType": "uint64",
								"name": "item",
								"type": "uint64"
							}
						],
						"internalType": "struct IAssetRegistry.Id",
						"name": "object",
						"type": "tuple"
					},
					{
						"internalType": "enum IAssetRegistry.Permit",
						"name": "permit",
						"type": "uint8"
					},
					{
						"internalType": "uint64",
						"name": "licence",
						"type": "uint64"
					},
					{
						"internalType": "bytes32",
						"name": "terms",
						"type": "bytes32"
					},
					{
						"internalType": "uint32",
						"name": "maxOwedPpm",
						"type": "uint32"
					}
				],
				"internalType": "struct IAssetRegistry.NewLink[]",
				"name": "links",
				"type": "tuple[]"
			}
		],
		"name": "register",
		"outputs": [
			{
				"internalType": "uint64",
				"name": "item",
				"type": "uint64"
			}
		],
		"stateMutability": "nonpayable",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "uint32",
				"name": "collection",
				"type": "uint32"
			},
			{
				"internalType": "uint64",
				"name": "item",
				"type": "uint64"
			}
		],
		"name": "resolve",
		"outputs": [
			{
				"components": [
					{
						"components": [
							{
								"internalType": "uint32",
								"name": "collection",
								"type": "uint32"
							},
							{
								"internalType": "uint64",
								"name": "item",
								"type": "uint64"
							}
						],
						"internalType": "struct IAssetRegistry.Id",
						"name": "id",
						"type": "tuple"
					},
					{
						"internalType": "address",
						"name": "owner",
						"type": "address"
					},
					{
						"internalType": "enum IAssetRegistry.AssetKind",
						"name": "kind",
						"type": "uint8"
					},
					{
						"internalType": "enum IAssetRegistry.LifecycleState",
						"name": "state",
						"type": "uint8"
					},
					{
						"internalType": "uint64",
						"name": "registeredAt",
						"type": "uint64"
					},
					{
						"internalType": "uint32",
						"name": "oldestRevision",
						"type": "uint32"
					},
					{
						"internalType": "uint32",
						"name": "links",
						"type": "uint32"
					},
					{
						"internalType": "uint32",
						"name": "dependants",
						"type": "uint32"
					},
					{
						"internalType": "uint32",
						"name": "descendants",
						"type": "uint32"
					},
					{
						"internalType": "bool",
						"name": "managed",
						"type": "bool"
					},
					{
						"internalType": "address",
						"name": "depositor",
						"type": "address"
					},
					{
						"internalType": "uint256",
						"name": "deposit",
						"type": "uint256"
					},
					{
						"components": [
							{
								"internalType": "uint32",
								"name": "number",
								"type": "uint32"
							},
							{
								"internalType": "bytes32",
								"name": "root",
								"type": "bytes32"
							},
							{
								"internalType": "uint32",
								"name": "entries",
								"type": "uint32"
							},
							{
								"internalType": "uint64",
								"name": "totalBytes",
								"type": "uint64"
							},
							{
								"internalType": "bytes",
								"name": "manifest",
								"type": "bytes"
							},
							{
								"internalType": "bytes[]",
								"name": "uris",
								"type": "bytes[]"
							},
							{
								"internalType": "address",
								"name": "author",
								"type": "address"
							},
							{
								"internalType": "uint64",
								"name": "createdAt",
								"type": "uint64"
							},
							{
								"internalType": "uint256",
								"name": "deposit",
								"type": "uint256"
							}
						],
						"internalType": "struct IAssetRegistry.Revision",
						"name": "revision",
						"type": "tuple"
					}
				],
				"internalType": "struct IAssetRegistry.Asset",
				"name": "asset",
				"type": "tuple"
			}
		],
		"stateMutability": "view",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "string",
				"name": "id",
				"type": "string"
			}
		],
		"name": "resolveDid",
		"outputs": [
			{
				"components": [
					{
						"components": [
							{
								"internalType": "uint32",
								"name": "collection",
								"type": "uint32"
							},
							{
								"internalType": "uint64",
								"name": "item",
								"type": "uint64"
							}
						],
						"internalType": "struct IAssetRegistry.Id",
						"name": "id",
						"type": "tuple"
					},
					{
						"internalType": "address",
						"name": "owner",
						"type": "address"
					},
					{
						"internalType": "enum IAssetRegistry.AssetKind",
						"name": "kind",
						"type": "uint8"
					},
					{
						"internalType": "enum IAssetRegistry.LifecycleState",
						"name": "state",
						"type": "uint8"
					},
					{
						"internalType": "uint64",
						"name": "registeredAt",
						"type": "uint64"
					},
					{
						"internalType": "uint32",
						"name": "oldestRevision",
						"type": "uint32"
					},
					{
						"internalType": "uint32",
						"name": "links",
						"type": "uint32"
					},
					{
						"internalType": "uint32",
						"name": "dependants",
						"type": "uint32"
					},
					{
						"internalType": "uint32",
						"name": "descendants",
						"type": "uint32"
					},
					{
						"internalType": "bool",
						"name": "managed",
						"type": "bool"
					},
					{
						"internalType": "address",
						"name": "depositor",
						"type": "address"
					},
					{
						"internalType": "uint256",
						"name": "deposit",
						"type": "uint256"
					},
					{
						"components": [
							{
								"internalType": "uint32",
								"name": "number",
								"type": "uint32"
							},
							{
								"internalType": "bytes32",
								"name": "root",
								"type": "bytes32"
							},
							{
								"internalType": "uint32",
								"name": "entries",
								"type": "uint32"
							},
							{
								"internalType": "uint64",
								"name": "totalBytes",
								"type": "uint64"
							},
							{
								"internalType": "bytes",
								"name": "manifest",
								"type": "bytes"
							},
							{
								"internalType": "bytes[]",
								"name": "uris",
								"type": "bytes[]"
							},
							{
								"internalType": "address",
								"name": "author",
								"type": "address"
							},
							{
								"internalType": "uint64",
								"name": "createdAt",
								"type": "uint64"
							},
							{
								"internalType": "uint256",
								"name": "deposit",
								"type": "uint256"
							}
						],
						"internalType": "struct IAssetRegistry.Revision",
						"name": "revision",
						"type": "tuple"
					}
				],
				"internalType": "struct IAssetRegistry.Asset",
				"name": "asset",
				"type": "tuple"
			}
		],
		"stateMutability": "view",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "uint32",
				"name": "collection",
				"type": "uint32"
			},
			{
				"internalType": "uint64",
				"name": "item",
				"type": "uint64"
			}
		],
		"name": "retire",
		"outputs": [],
		"stateMutability": "nonpayable",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "uint32",
				"name": "collection",
				"type": "uint32"
			},
			{
				"internalType": "uint64",
				"name": "item",
				"type": "uint64"
			},
			{
				"components": [
					{
						"internalType": "bytes32",
						"name": "root",
						"type": "bytes32"
					},
					{
						"internalType": "uint32",
						"name": "entries",
						"type": "uint32"
					},
					{
						"internalType": "uint64",
						"name": "totalBytes",
						"type": "uint64"
					},
					{
						"internalType": "bytes",
						"name": "manifest",
						"type": "bytes"
					},
					{
						"internalType": "bytes[]",
						"name": "uris",
						"type": "bytes[]"
					}
				],
				"internalType": "struct IAssetRegistry.Content",
				"name": "content",
				"type": "tuple"
			}
		],
		"name": "revise",
		"outputs": [
			{
				"internalType": "uint32",
				"name": "number",
				"type": "uint32"
			}
		],
		"stateMutability": "nonpayable",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "uint32",
				"name": "collection",
				"type": "uint32"
			},
			{
				"internalType": "uint64",
				"name": "item",
				"type": "uint64"
			},
			{
				"internalType": "uint32",
				"name": "number",
				"type": "uint32"
			}
		],
		"name": "revision",
		"outputs": [
			{
				"components": [
					{
						"internalType": "uint32",
						"name": "number",
						"type": "uint32"
					},
					{
						"internalType": "bytes32",
						"name": "root",
						"type": "bytes32"
					},
					{
						"internalType": "uint32",
						"name": "entries",
						"type": "uint32"
					},
					{
						"internalType": "uint64",
						"name": "totalBytes",
						"type": "uint64"
					},
					{
						"internalType": "bytes",
						"name": "manifest",
						"type": "bytes"
					},
					{
						"internalType": "bytes[]",
						"name": "uris",
						"type": "bytes[]"
					},
					{
						"internalType": "address",
						"name": "author",
						"type": "address"
					},
					{
						"internalType": "uint64",
						"name": "createdAt",
						"type": "uint64"
					},
					{
						"internalType": "uint256",
						"name": "deposit",
						"type": "uint256"
					}
				],
				"internalType": "struct IAssetRegistry.Revision",
				"name": "info",
				"type": "tuple"
			}
		],
		"stateMutability": "view",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "uint32",
				"name": "collection",
				"type": "uint32"
			},
			{
				"internalType": "uint64",
				"name": "item",
				"type": "uint64"
			},
			{
				"internalType": "uint32",
				"name": "first",
				"type": "uint32"
			},
			{
				"internalType": "uint32",
				"name": "limit",
				"type": "uint32"
			}
		],
		"name": "revisions",
		"outputs": [
			{
				"components": [
					{
						"internalType": "uint32",
						"name": "number",
						"type": "uint32"
					},
					{
						"internalType": "bytes32",
						"name": "root",
						"type": "bytes32"
					},
					{
						"internalType": "uint32",
						"name": "entries",
						"type": "uint32"
					},
					{
						"internalType": "uint64",
						"name": "totalBytes",
						"type": "uint64"
					},
					{
						"internalType": "bytes",
						"name": "manifest",
						"type": "bytes"
					},
					{
						"internalType": "bytes[]",
						"name": "uris",
						"type": "bytes[]"
					},
					{
						"internalType": "address",
						"name": "author",
						"type": "address"
					},
					{
						"internalType": "uint64",
						"name": "createdAt",
						"type": "uint64"
					},
					{
						"internalType": "uint256",
						"name": "deposit",
						"type": "uint256"
					}
				],
				"internalType": "struct IAssetRegistry.Revision[]",
				"name": "page",
				"type": "tuple[]"
			},
			{
				"internalType": "uint32",
				"name": "next",
				"type": "uint32"
			}
		],
		"stateMutability": "view",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "uint32",
				"name": "collection",
				"type": "uint32"
			},
			{
				"internalType": "address",
				"name": "account",
				"type": "address"
			}
		],
		"name": "rolesOf",
		"outputs": [
			{
				"internalType": "uint8",
				"name": "roles",
				"type": "uint8"
			}
		],
		"stateMutability": "view",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "uint32",
				"name": "collection",
				"type": "uint32"
			},
			{
				"internalType": "uint64",
				"name": "item",
				"type": "uint64"
			},
			{
				"internalType": "bool",
				"name": "managed",
				"type": "bool"
			}
		],
		"name": "setManaged",
		"outputs": [],
		"stateMutability": "nonpayable",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "uint32",
				"name": "collection",
				"type": "uint32"
			},
			{
				"internalType": "address",
				"name": "account",
				"type": "address"
			},
			{
				"internalType": "uint8",
				"name": "roles",
				"type": "uint8"
			}
		],
		"name": "setRoles",
		"outputs": [],
		"stateMutability": "nonpayable",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "uint32",
				"name": "collection",
				"type": "uint32"
			},
			{
				"internalType": "uint64",
				"name": "item",
				"type": "uint64"
			},
			{
				"internalType": "enum IAssetRegistry.LifecycleState",
				"name": "state",
				"type": "uint8"
			}
		],
		"name": "setState",
		"outputs": [],
		"stateMutability": "nonpayable",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "uint32",
				"name": "collection",
				"type": "uint32"
			},
			{
				"internalType": "uint64",
				"name": "item",
				"type": "uint64"
			},
			{
				"components": [
					{
						"internalType": "enum IAssetRegistry.Relation",
						"name": "relation",
						"type": "uint8"
					},
					{
						"components": [
							{
								"internalType": "uint32",
								"name": "collection",
								"type": "uint32"
							},
							{
								"internalType": "uint64",
								"name": "item",
								"type": "uint64"
							}
						],
						"internalType": "struct IAssetRegistry.Id",
						"name": "object",
						"type": "tuple"
					}
				],
				"internalType": "struct IAssetRegistry.Link",
				"name": "to",
				"type": "tuple"
			}
		],
		"name": "unlink",
		"outputs": [],
		"stateMutability": "nonpayable",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "uint32",
				"name": "collection",
				"type": "uint32"
			},
			{
				"internalType": "uint64",
				"name": "item",
				"type": "uint64"
			},
			{
				"internalType": "uint32",
				"name": "number",
				"type": "uint32"
			},
			{
				"internalType": "string",
				"name": "path",
				"type": "string"
			},
			{
				"internalType": "bytes",
				"name": "cid",
				"type": "bytes"
			},
			{
				"internalType": "uint64",
				"name": "size",
				"type": "uint64"
			},
			{
				"internalType": "bytes32[]",
				"name": "proof",
				"type": "bytes32[]"
			}
		],
		"name": "verifyPath",
		"outputs": [
			{
				"internalType": "bool",
				"name": "valid",
				"type": "bool"
			}
		],
		"stateMutability": "view",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "uint32",
				"name": "collection",
				"type": "uint32"
			},
			{
				"internalType": "uint64",
				"name": "item",
				"type": "uint64"
			},
			{
				"internalType": "uint32",
				"name": "number",
				"type": "uint32"
			},
			{
				"internalType": "bytes",
				"name": "uri",
				"type": "bytes"
			}
		],
		"name": "withdrawUri",
		"outputs": [],
		"stateMutability": "nonpayable",
		"type": "function"
	}
]

export const collectionAbi = [
	{
		"anonymous": false,
		"inputs": [
			{
				"indexed": true,
				"internalType": "address",
				"name": "owner",
				"type": "address"
			},
			{
				"indexed": true,
				"internalType": "address",
				"name": "approved",
				"type": "address"
			},
			{
				"indexed": true,
				"internalType": "uint256",
				"name": "tokenId",
				"type": "uint256"
			}
		],
		"name": "Approval",
		"type": "event"
	},
	{
		"anonymous": false,
		"inputs": [
			{
				"indexed": true,
				"internalType": "address",
				"name": "owner",
				"type": "address"
			},
			{
				"indexed": true,
				"internalType": "address",
				"name": "operator",
				"type": "address"
			},
			{
				"indexed": false,
				"internalType": "bool",
				"name": "approved",
				"type": "bool"
			}
		],
		"name": "ApprovalForAll",
		"type": "event"
	},
	{
		"anonymous": false,
		"inputs": [],
		"name": "ContractURIUpdated",
		"type": "event"
	},
	{
		"anonymous": false,
		"inputs": [
			{
				"indexed": false,
				"internalType": "uint256",
				"name": "tokenId",
				"type": "uint256"
			}
		],
		"name": "Locked",
		"type": "event"
	},
	{
		"anonymous": false,
		"inputs": [
			{
				"indexed": false,
				"internalType": "uint256",
				"name": "_tokenId",
				"type": "uint256"
			}
		],
		"name": "MetadataUpdate",
		"type": "event"
	},
	{
		"anonymous": false,
		"inputs": [
			{
				"indexed": true,
				"internalType": "address",
				"name": "from",
				"type": "address"
			},
			{
				"indexed": true,
				"internalType": "address",
				"name": "to",
				"type": "address"
			},
			{
				"indexed": true,
				"internalType": "uint256",
				"name": "tokenId",
				"type": "uint256"
			}
		],
		"name": "Transfer",
		"type": "event"
	},
	{
		"anonymous": false,
		"inputs": [
			{
				"indexed": false,
				"internalType": "uint256",
				"name": "tokenId",
				"type": "uint256"
			}
		],
		"name": "Unlocked",
		"type": "event"
	},
	{
		"anonymous": false,
		"inputs": [
			{
				"indexed": true,
				"internalType": "uint256",
				"name": "tokenId",
				"type": "uint256"
			},
			{
				"indexed": true,
				"internalType": "address",
				"name": "user",
				"type": "address"
			},
			{
				"indexed": false,
				"internalType": "uint64",
				"name": "expires",
				"type": "uint64"
			}
		],
		"name": "UpdateUser",
		"type": "event"
	},
	{
		"inputs": [
			{
				"internalType": "address",
				"name": "to",
				"type": "address"
			},
			{
				"internalType": "uint256",
				"name": "tokenId",
				"type": "uint256"
			}
		],
		"name": "approve",
		"outputs": [],
		"stateMutability": "nonpayable",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "address",
				"name": "owner",
				"type": "address"
			}
		],
		"name": "balanceOf",
		"outputs": [
			{
				"internalType": "uint256",
				"name": "",
				"type": "uint256"
			}
		],
		"stateMutability": "view",
		"type": "function"
	},
	{
		"inputs": [],
		"name": "contractURI",
		"outputs": [
			{
				"internalType": "string",
				"name": "",
				"type": "string"
			}
		],
		"stateMutability": "view",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "bytes32[]",
				"name": "topics",
				"type": "bytes32[]"
			},
			{
				"internalType": "bytes",
				"name": "data",
				"type": "bytes"
			}
		],
		"name": "emitLog",
		"outputs": [],
		"stateMutability": "nonpayable",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "uint256",
				"name": "tokenId",
				"type": "uint256"
			}
		],
		"name": "getApproved",
		"outputs": [
			{
				"internalType": "address",
				"name": "",
				"type": "address"
			}
		],
		"stateMutability": "view",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "address",
				"name": "owner",
				"type": "address"
			},
			{
				"internalType": "address",
				"name": "operator",
				"type": "address"
			}
		],
		"name": "isApprovedForAll",
		"outputs": [
			{
				"internalType": "bool",
				"name": "",
				"type": "bool"
			}
		],
		"stateMutability": "view",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "uint256",
				"name": "tokenId",
				"type": "uint256"
			}
		],
		"name": "locked",
		"outputs": [
			{
				"internalType": "bool",
				"name": "",
				"type": "bool"
			}
		],
		"stateMutability": "view",
		"type": "function"
	},
	{
		"inputs": [],
		"name": "name",
		"outputs": [
			{
				"internalType": "string",
				"name": "",
				"type": "string"
			}
		],
		"stateMutability": "view",
		"type": "function"
	},
	{
		"inputs": [],
		"name": "owner",
		"outputs": [
			{
				"internalType": "address",
				"name": "",
				"type": "address"
			}
		],
		"stateMutability": "view",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "uint256",
				"name": "tokenId",
				"type": "uint256"
			}
		],
		"name": "ownerOf",
		"outputs": [
			{
				"internalType": "address",
				"name": "",
				"type": "address"
			}
		],
		"stateMutability": "view",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "uint256",
				"name": "tokenId",
				"type": "uint256"
			},
			{
				"internalType": "uint256",
				"name": "salePrice",
				"type": "uint256"
			}
		],
		"name": "royaltyInfo",
		"outputs": [
			{
				"internalType": "address",
				"name": "receiver",
				"type": "address"
			},
			{
				"internalType": "uint256",
				"name": "royaltyAmount",
				"type": "uint256"
			}
		],
		"stateMutability": "view",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "address",
				"name": "from",
				"type": "address"
			},
			{
				"internalType": "address",
				"name": "to",
				"type": "address"
			},
			{
				"internalType": "uint256",
				"name": "tokenId",
				"type": "uint256"
			}
		],
		"name": "safeTransferFrom",
		"outputs": [],
		"stateMutability": "nonpayable",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "address",
				"name": "from",
				"type": "address"
			},
			{
				"internalType": "address",
				"name": "to",
				"type": "address"
			},
			{
				"internalType": "uint256",
				"name": "tokenId",
				"type": "uint256"
			},
			{
				"internalType": "bytes",
				"name": "data",
				"type": "bytes"
			}
		],
		"name": "safeTransferFrom",
		"outputs": [],
		"stateMutability": "nonpayable",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "address",
				"name": "operator",
				"type": "address"
			},
			{
				"internalType": "bool",
				"name": "approved",
				"type": "bool"
			}
		],
		"name": "setApprovalForAll",
		"outputs": [],
		"stateMutability": "nonpayable",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "bytes4",
				"name": "interfaceId",
				"type": "bytes4"
			}
		],
		"name": "supportsInterface",
		"outputs": [
			{
				"internalType": "bool",
				"name": "",
				"type": "bool"
			}
		],
		"stateMutability": "view",
		"type": "function"
	},
	{
		"inputs": [],
		"name": "symbol",
		"outputs": [
			{
				"internalType": "string",
				"name": "",
				"type": "string"
			}
		],
		"stateMutability": "view",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "uint256",
				"name": "index",
				"type": "uint256"
			}
		],
		"name": "tokenByIndex",
		"outputs": [
			{
				"internalType": "uint256",
				"name": "",
				"type": "uint256"
			}
		],
		"stateMutability": "view",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "address",
				"name": "owner",
				"type": "address"
			},
			{
				"internalType": "uint256",
				"name": "index",
				"type": "uint256"
			}
		],
		"name": "tokenOfOwnerByIndex",
		"outputs": [
			{
				"internalType": "uint256",
				"name": "",
				"type": "uint256"
			}
		],
		"stateMutability": "view",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "uint256",
				"name": "tokenId",
				"type": "uint256"
			}
		],
		"name": "tokenURI",
		"outputs": [
			{
				"internalType": "string",
				"name": "",
				"type": "string"
			}
		],
		"stateMutability": "view",
		"type": "function"
	},
	{
		"inputs": [],
		"name": "totalSupply",
		"outputs": [
			{
				"internalType": "uint256",
				"name": "",
				"type": "uint256"
			}
		],
		"stateMutability": "view",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "address",
				"name": "from",
				"type": "address"
			},
			{
				"internalType": "address",
				"name": "to",
				"type": "address"
			},
			{
				"internalType": "uint256",
				"name": "tokenId",
				"type": "uint256"
			}
		],
		"name": "transferFrom",
		"outputs": [],
		"stateMutability": "nonpayable",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "uint256",
				"name": "tokenId",
				"type": "uint256"
			}
		],
		"name": "userExpires",
		"outputs": [
			{
				"internalType": "uint256",
				"name": "",
				"type": "uint256"
			}
		],
		"stateMutability": "view",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "uint256",
				"name": "tokenId",
				"type": "uint256"
			}
		],
		"name": "userOf",
		"outputs": [
			{
				"internalType": "address",
				"name": "",
				"type": "address"
			}
		],
		"stateMutability": "view",
		"type": "function"
	}
]

export const licensingAbi = [
	{
		"inputs": [
			{
				"internalType": "uint32",
				"name": "collection",
				"type": "uint32"
			},
			{
				"internalType": "uint64",
				"name": "item",
				"type": "uint64"
			},
			{
				"internalType": "address",
				"name": "account",
				"type": "address"
			}
		],
		"name": "access",
		"outputs": [
			{
				"internalType": "bool",
				"name": "granted",
				"type": "bool"
			}
		],
		"stateMutability": "view",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "uint32",
				"name": "collection",
				"type": "uint32"
			},
			{
				"internalType": "uint64",
				"name": "item",
				"type": "uint64"
			},
			{
				"internalType": "address",
				"name": "account",
				"type": "address"
			},
			{
				"internalType": "uint64",
				"name": "at",
				"type": "uint64"
			}
		],
		"name": "accessAt",
		"outputs": [
			{
				"components": [
					{
						"internalType": "bool",
						"name": "granted",
						"type": "bool"
					},
					{
						"internalType": "enum ILicensing.Grant",
						"name": "grant",
						"type": "uint8"
					},
					{
						"internalType": "uint64",
						"name": "licence",
						"type": "uint64"
					},
					{
						"internalType": "uint64",
						"name": "until",
						"type": "uint64"
					},
					{
						"internalType": "bool",
						"name": "counted",
						"type": "bool"
					},
					{
						"internalType": "uint32",
						"name": "usesLeft",
						"type": "uint32"
					}
				],
				"internalType": "struct ILicensing.Access",
				"name": "answer",
				"type": "tuple"
			}
		],
		"stateMutability": "view",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "uint64",
				"name": "licence",
				"type": "uint64"
			},
			{
				"internalType": "address",
				"name": "account",
				"type": "address"
			},
			{
				"internalType": "uint64",
				"name": "at",
				"type": "uint64"
			}
		],
		"name": "accessBy",
		"outputs": [
			{
				"components": [
					{
						"internalType": "bool",
						"name": "granted",
						"type": "bool"
					},
					{
						"internalType": "enum ILicensing.Grant",
						"name": "grant",
						"type": "uint8"
					},
					{
						"internalType": "uint64",
						"name": "licence",
						"type": "uint64"
					},
					{
						"internalType": "uint64",
						"name": "until",
						"type": "uint64"
					},
					{
						"internalType": "bool",
						"name": "counted",
						"type": "bool"
					},
					{
						"internalType": "uint32",
						"name": "usesLeft",
						"type": "uint32"
					}
				],
				"internalType": "struct ILicensing.Access",
				"name": "answer",
				"type": "tuple"
			}
		],
		"stateMutability": "view",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "uint32",
				"name": "collection",
				"type": "uint32"
			},
			{
				"internalType": "uint64",
				"name": "item",
				"type": "uint64"
			}
		],
		"name": "accessMode",
		"outputs": [
			{
				"internalType": "enum ILicensing.AccessMode",
				"name": "mode",
				"type": "uint8"
			},
			{
				"internalType": "bytes32",
				"name": "terms",
				"type": "bytes32"
			}
		],
		"stateMutability": "view",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "uint64",
				"name": "licence",
				"type": "uint64"
			},
			{
				"internalType": "address",
				"name": "holder",
				"type": "address"
			}
		],
		"name": "approveDerivatives",
		"outputs": [],
		"stateMutability": "nonpayable",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "uint64",
				"name": "offer",
				"type": "uint64"
			},
			{
				"internalType": "bytes32",
				"name": "terms",
				"type": "bytes32"
			},
			{
				"internalType": "uint32",
				"name": "revision",
				"type": "uint32"
			},
			{
				"internalType": "address",
				"name": "recipient",
				"type": "address"
			},
			{
				"internalType": "address",
				"name": "payWith",
				"type": "address"
			},
			{
				"internalType": "uint256",
				"name": "maxAmount",
				"type": "uint256"
			}
		],
		"name": "buy",
		"outputs": [
			{
				"internalType": "uint64",
				"name": "licence",
				"type": "uint64"
			}
		],
		"stateMutability": "nonpayable",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "uint64",
				"name": "licence",
				"type": "uint64"
			}
		],
		"name": "close",
		"outputs": [],
		"stateMutability": "nonpayable",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "uint64",
				"name": "id",
				"type": "uint64"
			}
		],
		"name": "closeOffer",
		"outputs": [],
		"stateMutability": "nonpayable",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "uint64",
				"name": "licence",
				"type": "uint64"
			},
			{
				"internalType": "bytes32",
				"name": "memo",
				"type": "bytes32"
			}
		],
		"name": "consume",
		"outputs": [],
		"stateMutability": "nonpayable",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "uint32",
				"name": "collection",
				"type": "uint32"
			},
			{
				"internalType": "uint64",
				"name": "item",
				"type": "uint64"
			},
			{
				"components": [
					{
						"internalType": "bytes32",
						"name": "terms",
						"type": "bytes32"
					},
					{
						"components": [
							{
								"internalType": "address",
								"name": "currency",
								"type": "address"
							},
							{
								"internalType": "uint256",
								"name": "amount",
								"type": "uint256"
							}
						],
						"internalType": "struct ILicensing.Price[]",
						"name": "prices",
						"type": "tuple[]"
					},
					{
						"internalType": "bool",
						"name": "swaps",
						"type": "bool"
					},
					{
						"internalType": "uint32",
						"name": "supply",
						"type": "uint32"
					},
					{
						"internalType": "uint64",
						"name": "opens",
						"type": "uint64"
					},
					{
						"internalType": "uint64",
						"name": "closes",
						"type": "uint64"
					}
				],
				"internalType": "struct ILicensing.NewOffer",
				"name": "offer",
				"type": "tuple"
			}
		],
		"name": "createOffer",
		"outputs": [
			{
				"internalType": "uint64",
				"name": "id",
				"type": "uint64"
			}
		],
		"stateMutability": "nonpayable",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "uint64",
				"name": "parent",
				"type": "uint64"
			},
			{
				"components": [
					{
						"internalType": "bytes32",
						"name": "terms",
						"type": "bytes32"
					},
					{
						"components": [
							{
								"internalType": "address",
								"name": "currency",
								"type": "address"
							},
							{
								"internalType": "uint256",
								"name": "amount",
								"type": "uint256"
							}
						],
						"internalType": "struct ILicensing.Price[]",
						"name": "prices",
						"type": "tuple[]"
					},
					{
						"internalType": "bool",
						"name": "swaps",
						"type": "bool"
					},
					{
						"internalType": "uint32",
						"name": "supply",
						"type": "uint32"
					},
					{
						"internalType": "uint64",
						"name": "opens",
						"type": "uint64"
					},
					{
						"internalType": "uint64",
						"name": "closes",
						"type": "uint64"
					}
				],
				"internalType": "struct ILicensing.NewOffer",
				"name": "offer",
				"type": "tuple"
			}
		],
		"name": "createSubOffer",
		"outputs": [
			{
				"internalType": "uint64",
				"name": "id",
				"type": "uint64"
			}
		],
		"stateMutability": "nonpayable",
		"type": "function"
	},
	{
		"inputs": [
			{
				"components": [
					{
						"internalType": "uint64",
						"name": "durationSecs",
						"type": "uint64"
					},
					{
						"internalType": "bool",
						"name": "transferable",
						"type": "bool"
					},
					{
						"internalType": "bool",
						"name": "commercialUse",
						"type": "bool"
					},
					{
						"internalType": "bool",
						"name": "attribution",
						"type": "bool"
					},
					{
						"internalType": "bool",
						"name": "derivatives",
						"type": "bool"
					},
					{
						"internalType": "bool",
						"name": "derivativesAttribution",
						"type": "bool"
					},
					{
						"internalType": "bool",
						"name": "derivativesApproval",
						"type": "bool"
					},
					{
						"internalType": "bool",
						"name": "derivativesReciprocal",
						"type": "bool"
					},
					{
						"internalType": "uint32",
						"name": "revenueSharePpm",
						"type": "uint32"
					},
					{
						"internalType": "enum ILicensing.RoyaltyPolicy",
						"name": "policy",
						"type": "uint8"
					},
					{
						"internalType": "uint8",
						"name": "subLicensingDepth",
						"type": "uint8"
					},
					{
						"internalType": "uint32",
						"name": "subLicensingCount",
						"type": "uint32"
					},
					{
						"internalType": "uint32",
						"name": "upstreamPpm",
						"type": "uint32"
					},
					{
						"internalType": "uint32",
						"name": "seats",
						"type": "uint32"
					},
					{
						"internalType": "uint32",
						"name": "uses",
						"type": "uint32"
					},
					{
						"internalType": "bool",
						"name": "revocable",
						"type": "bool"
					},
					{
						"internalType": "uint32",
						"name": "resaleRoyaltyPpm",
						"type": "uint32"
					},
					{
						"internalType": "bytes",
						"name": "legalUri",
						"type": "bytes"
					},
					{
						"internalType": "bytes32",
						"name": "legalSha256",
						"type": "bytes32"
					}
				],
				"internalType": "struct ILicensing.Terms",
				"name": "terms",
				"type": "tuple"
			}
		],
		"name": "createTerms",
		"outputs": [
			{
				"internalType": "bytes32",
				"name": "id",
				"type": "bytes32"
			}
		],
		"stateMutability": "nonpayable",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "uint32",
				"name": "collection",
				"type": "uint32"
			}
		],
		"name": "destroyLicenceCollection",
		"outputs": [],
		"stateMutability": "nonpayable",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "uint32",
				"name": "collection",
				"type": "uint32"
			},
			{
				"internalType": "uint64",
				"name": "item",
				"type": "uint64"
			},
			{
				"internalType": "bytes32",
				"name": "terms",
				"type": "bytes32"
			},
			{
				"internalType": "address",
				"name": "recipient",
				"type": "address"
			}
		],
		"name": "grant",
		"outputs": [
			{
				"internalType": "uint64",
				"name": "licence",
				"type": "uint64"
			}
		],
		"stateMutability": "nonpayable",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "uint64",
				"name": "parent",
				"type": "uint64"
			},
			{
				"internalType": "bytes32",
				"name": "terms",
				"type": "bytes32"
			},
			{
				"internalType": "address",
				"name": "recipient",
				"type": "address"
			}
		],
		"name": "grantSub",
		"outputs": [
			{
				"internalType": "uint64",
				"name": "licence",
				"type": "uint64"
			}
		],
		"stateMutability": "nonpayable",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "uint32",
				"name": "collection",
				"type": "uint32"
			}
		],
		"name": "licenceCollection",
		"outputs": [
			{
				"internalType": "address",
				"name": "token",
				"type": "address"
			}
		],
		"stateMutability": "view",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "uint64",
				"name": "id",
				"type": "uint64"
			}
		],
		"name": "licenceOf",
		"outputs": [
			{
				"components": [
					{
						"internalType": "uint64",
						"name": "id",
						"type": "uint64"
					},
					{
						"internalType": "address",
						"name": "token",
						"type": "address"
					},
					{
						"internalType": "uint32",
						"name": "collection",
						"type": "uint32"
					},
					{
						"internalType": "uint64",
						"name": "item",
						"type": "uint64"
					},
					{
						"internalType": "address",
						"name": "holder",
						"type": "address"
					},
					{
						"internalType": "address",
						"name": "licensor",
						"type": "address"
					},
					{
						"internalType": "bytes32",
						"name": "terms",
						"type": "bytes32"
					},
					{
						"internalType": "bool",
						"name": "bought",
						"type": "bool"
					},
					{
						"internalType": "uint64",
						"name": "offer",
						"type": "uint64"
					},
					{
						"internalType": "bool",
						"name": "sub",
						"type": "bool"
					},
					{
						"internalType": "uint64",
						"name": "parent",
						"type": "uint64"
					},
					{
						"internalType": "uint8",
						"name": "depth",
						"type": "uint8"
					},
					{
						"internalType": "uint32",
						"name": "revision",
						"type": "uint32"
					},
					{
						"internalType": "uint64",
						"name": "issuedAt",
						"type": "uint64"
					},
					{
						"internalType": "uint64",
						"name": "expires",
						"type": "uint64"
					},
					{
						"internalType": "bool",
						"name": "counted",
						"type": "bool"
					},
					{
						"internalType": "uint32",
						"name": "usesLeft",
						"type": "uint32"
					},
					{
						"internalType": "uint32",
						"name": "seatsTaken",
						"type": "uint32"
					},
					{
						"internalType": "uint32",
						"name": "subLicences",
						"type": "uint32"
					},
					{
						"internalType": "uint32",
						"name": "openSubLicences",
						"type": "uint32"
					},
					{
						"internalType": "bool",
						"name": "derivativesApproved",
						"type": "bool"
					},
					{
						"components": [
							{
								"internalType": "address",
								"name": "currency",
								"type": "address"
							},
							{
								"internalType": "uint256",
								"name": "amount",
								"type": "uint256"
							}
						],
						"internalType": "struct ILicensing.Price",
						"name": "shared",
						"type": "tuple"
					},
					{
						"internalType": "enum ILicensing.Ended",
						"name": "ended",
						"type": "uint8"
					}
				],
				"internalType": "struct ILicensing.Licence",
				"name": "licence",
				"type": "tuple"
			}
		],
		"stateMutability": "view",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "uint32",
				"name": "collection",
				"type": "uint32"
			},
			{
				"internalType": "uint64",
				"name": "item",
				"type": "uint64"
			},
			{
				"internalType": "uint256",
				"name": "cursor",
				"type": "uint256"
			},
			{
				"internalType": "uint32",
				"name": "limit",
				"type": "uint32"
			}
		],
		"name": "licencesOn",
		"outputs": [
			{
				"components": [
					{
						"internalType": "uint64",
						"name": "id",
						"type": "uint64"
					},
					{
						"internalType": "address",
						"name": "token",
						"type": "address"
					},
					{
						"internalType": "uint32",
						"name": "collection",
						"type": "uint32"
					},
					{
						"internalType": "uint64",
						"name": "item",
						"type": "uint64"
					},
					{
						"internalType": "address",
						"name": "holder",
						"type": "address"
					},
					{
						"internalType": "address",
						"name": "licensor",
						"type": "address"
					},
					{
						"internalType": "bytes32",
						"name": "terms",
						"type": "bytes32"
					},
					{
						"internalType": "bool",
						"name": "bought",
						"type": "bool"
					},
					{
						"internalType": "uint64",
						"name": "offer",
						"type": "uint64"
					},
					{
						"internalType": "bool",
						"name": "sub",
						"type": "bool"
					},
					{
						"internalType": "uint64",
						"name": "parent",
						"type": "uint64"
					},
					{
						"internalType": "uint8",
						"name": "depth",
						"type": "uint8"
					},
					{
						"internalType": "uint32",
						"name": "revision",
						"type": "uint32"
					},
					{
						"internalType": "uint64",
						"name": "issuedAt",
						"type": "uint64"
					},
					{
						"internalType": "uint64",
						"name": "expires",
						"type": "uint64"
					},
					{
						"internalType": "bool",
						"name": "counted",
						"type": "bool"
					},
					{
						"internalType": "uint32",
						"name": "usesLeft",
						"type": "uint32"
					},
					{
						"internalType": "uint32",
						"name": "seatsTaken",
						"type": "uint32"
					},
					{
						"internalType": "uint32",
						"name": "subLicences",
						"type": "uint32"
					},
					{
						"internalType": "uint32",
						"name": "openSubLicences",
						"type": "uint32"
					},
					{
						"internalType": "bool",
						"name": "derivativesApproved",
						"type": "bool"
					},
					{
						"components": [
							{
								"internalType": "address",
								"name": "currency",
								"type": "address"
							},
							{
								"internalType": "uint256",
								"name": "amount",
								"type": "uint256"
							}
						],
						"internalType": "struct ILicensing.Price",
						"name": "shared",
						"type": "tuple"
					},
					{
						"internalType": "enum ILicensing.Ended",
						"name": "ended",
						"type": "uint8"
					}
				],
				"internalType": "struct ILicensing.Licence[]",
				"name": "page",
				"type": "tuple[]"
			},
			{
				"internalType": "uint256",
				"name": "next",
				"type": "uint256"
			}
		],
		"stateMutability": "view",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "uint64",
				"name": "id",
				"type": "uint64"
			}
		],
		"name": "offerOf",
		"outputs": [
			{
				"components": [
					{
						"internalType": "uint64",
						"name": "id",
						"type": "uint64"
					},
					{
						"internalType": "uint32",
						"name": "collection",
						"type": "uint32"
					},
					{
						"internalType": "uint64",
						"name": "item",
						"type": "uint64"
					},
					{
						"internalType": "bool",
						"name": "sub",
						"type": "bool"
					},
					{
						"internalType": "uint64",
						"name": "parent",
						"type": "uint64"
					},
					{
						"internalType": "address",
						"name": "seller",
						"type": "address"
					},
					{
						"internalType": "bytes32",
						"name": "terms",
						"type": "bytes32"
					},
					{
						"components": [
							{
								"internalType": "address",
								"name": "currency",
								"type": "address"
							},
							{
								"internalType": "uint256",
								"name": "amount",
								"type": "uint256"
							}
						],
						"internalType": "struct ILicensing.Price[]",
						"name": "prices",
						"type": "tuple[]"
					},
					{
						"internalType": "bool",
						"name": "swaps",
						"type": "bool"
					},
					{
						"internalType": "bool",
						"name": "limited",
						"type": "bool"
					},
					{
						"internalType": "uint32",
						"name": "supply",
						"type": "uint32"
					},
					{
						"internalType": "uint64",
						"name": "opens",
						"type": "uint64"
					},
					{
						"internalType": "uint64",
						"name": "closes",
						"type": "uint64"
					},
					{
						"internalType": "uint32",
						"name": "collectionFeePpm",
						"type": "uint32"
					}
				],
				"internalType": "struct ILicensing.Offer",
				"name": "offer",
				"type": "tuple"
			}
		],
		"stateMutability": "view",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "uint32",
				"name": "collection",
				"type": "uint32"
			},
			{
				"internalType": "uint64",
				"name": "item",
				"type": "uint64"
			},
			{
				"internalType": "uint256",
				"name": "cursor",
				"type": "uint256"
			},
			{
				"internalType": "uint32",
				"name": "limit",
				"type": "uint32"
			}
		],
		"name": "offersOf",
		"outputs": [
			{
				"components": [
					{
						"internalType": "uint64",
						"name": "id",
						"type": "uint64"
					},
					{
						"internalType": "uint32",
						"name": "collection",
						"type": "uint32"
					},
					{
						"internalType": "uint64",
						"name": "item",
						"type": "uint64"
					},
					{
						"internalType": "bool",
						"name": "sub",
						"type": "bool"
					},
					{
						"internalType": "uint64",
						"name": "parent",
						"type": "uint64"
					},
					{
						"internalType": "address",
						"name": "seller",
						"type": "address"
					},
					{
						"internalType": "bytes32",
						"name": "terms",
						"type": "bytes32"
					},
					{
						"components": [
							{
								"internalType": "address",
								"name": "currency",
								"type": "address"
							},
							{
								"internalType": "uint256",
								"name": "amount",
								"type": "uint256"
							}
						],
						"internalType": "struct ILicensing.Price[]",
						"name": "prices",
						"type": "tuple[]"
					},
					{
						"internalType": "bool",
						"name": "swaps",
						"type": "bool"
					},
					{
						"internalType": "bool",
						"name": "limited",
						"type": "bool"
					},
					{
						"internalType": "uint32",
						"name": "supply",
						"type": "uint32"
					},
					{
						"internalType": "uint64",
						"name": "opens",
						"type": "uint64"
					},
					{
						"internalType": "uint64",
						"name": "closes",
						"type": "uint64"
					},
					{
						"internalType": "uint32",
						"name": "collectionFeePpm",
						"type": "uint32"
					}
				],
				"internalType": "struct ILicensing.Offer[]",
				"name": "page",
				"type": "tuple[]"
			},
			{
				"internalType": "uint256",
				"name": "next",
				"type": "uint256"
			}
		],
		"stateMutability": "view",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "uint64",
				"name": "offer",
				"type": "uint64"
			},
			{
				"internalType": "address",
				"name": "payWith",
				"type": "address"
			}
		],
		"name": "quote",
		"outputs": [
			{
				"components": [
					{
						"components": [
							{
								"internalType": "address",
								"name": "currency",
								"type": "address"
							},
							{
								"internalType": "uint256",
								"name": "amount",
								"type": "uint256"
							}
						],
						"internalType": "struct ILicensing.Price",
						"name": "price",
						"type": "tuple"
					},
					{
						"internalType": "address",
						"name": "payWith",
						"type": "address"
					},
					{
						"internalType": "uint256",
						"name": "amountIn",
						"type": "uint256"
					},
					{
						"internalType": "address[]",
						"name": "path",
						"type": "address[]"
					}
				],
				"internalType": "struct ILicensing.Quote",
				"name": "quoted",
				"type": "tuple"
			}
		],
		"stateMutability": "view",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "bytes32",
				"name": "id",
				"type": "bytes32"
			}
		],
		"name": "removeTerms",
		"outputs": [],
		"stateMutability": "nonpayable",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "uint64",
				"name": "licence",
				"type": "uint64"
			},
			{
				"internalType": "address",
				"name": "payWith",
				"type": "address"
			},
			{
				"internalType": "uint256",
				"name": "maxAmount",
				"type": "uint256"
			}
		],
		"name": "renew",
		"outputs": [],
		"stateMutability": "nonpayable",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "uint64",
				"name": "licence",
				"type": "uint64"
			},
			{
				"internalType": "enum ILicensing.RevocationReason",
				"name": "reason",
				"type": "uint8"
			}
		],
		"name": "revoke",
		"outputs": [],
		"stateMutability": "nonpayable",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "uint32",
				"name": "collection",
				"type": "uint32"
			},
			{
				"internalType": "uint64",
				"name": "item",
				"type": "uint64"
			},
			{
				"internalType": "enum ILicensing.AccessMode",
				"name": "mode",
				"type": "uint8"
			},
			{
				"internalType": "bytes32",
				"name": "terms",
				"type": "bytes32"
			}
		],
		"name": "setAccessMode",
		"outputs": [],
		"stateMutability": "nonpayable",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "uint32",
				"name": "collection",
				"type": "uint32"
			},
			{
				"internalType": "uint32",
				"name": "feePpm",
				"type": "uint32"
			}
		],
		"name": "setCollectionFee",
		"outputs": [],
		"stateMutability": "nonpayable",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "uint32",
				"name": "collection",
				"type": "uint32"
			},
			{
				"internalType": "uint64",
				"name": "item",
				"type": "uint64"
			},
			{
				"internalType": "address",
				"name": "account",
				"type": "address"
			},
			{
				"internalType": "bool",
				"name": "listed",
				"type": "bool"
			}
		],
		"name": "setListed",
		"outputs": [],
		"stateMutability": "nonpayable",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "uint64",
				"name": "licence",
				"type": "uint64"
			},
			{
				"internalType": "address",
				"name": "account",
				"type": "address"
			},
			{
				"internalType": "bool",
				"name": "taken",
				"type": "bool"
			}
		],
		"name": "setSeat",
		"outputs": [],
		"stateMutability": "nonpayable",
		"type": "function"
	},
	{
		"inputs": [
			{
				"components": [
					{
						"internalType": "uint64",
						"name": "durationSecs",
						"type": "uint64"
					},
					{
						"internalType": "bool",
						"name": "transferable",
						"type": "bool"
					},
					{
						"internalType": "bool",
						"name": "commercialUse",
						"type": "bool"
					},
					{
						"internalType": "bool",
						"name": "attribution",
						"type": "bool"
					},
					{
						"internalType": "bool",
						"name": "derivatives",
						"type": "bool"
					},
					{
						"internalType": "bool",
						"name": "derivativesAttribution",
						"type": "bool"
					},
					{
						"internalType": "bool",
						"name": "derivativesApproval",
						"type": "bool"
					},
					{
						"internalType": "bool",
						"name": "derivativesReciprocal",
						"type": "bool"
					},
					{
						"internalType": "uint32",
						"name": "revenueSharePpm",
						"type": "uint32"
					},
					{
						"internalType": "enum ILicensing.RoyaltyPolicy",
						"name": "policy",
						"type": "uint8"
					},
					{
						"internalType": "uint8",
						"name": "subLicensingDepth",
						"type": "uint8"
					},
					{
						"internalType": "uint32",
						"name": "subLicensingCount",
						"type": "uint32"
					},
					{
						"internalType": "uint32",
						"name": "upstreamPpm",
						"type": "uint32"
					},
					{
						"internalType": "uint32",
						"name": "seats",
						"type": "uint32"
					},
					{
						"internalType": "uint32",
						"name": "uses",
						"type": "uint32"
					},
					{
						"internalType": "bool",
						"name": "revocable",
						"type": "bool"
					},
					{
						"internalType": "uint32",
						"name": "resaleRoyaltyPpm",
						"type": "uint32"
					},
					{
						"internalType": "bytes",
						"name": "legalUri",
						"type": "bytes"
					},
					{
						"internalType": "bytes32",
						"name": "legalSha256",
						"type": "bytes32"
					}
				],
				"internalType": "struct ILicensing.Terms",
				"name": "terms",
				"type": "tuple"
			}
		],
		"name": "termsId",
		"outputs": [
			{
				"internalType": "bytes32",
				"name": "id",
				"type": "bytes32"
			}
		],
		"stateMutability": "view",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "bytes32",
				"name": "id",
				"type": "bytes32"
			}
		],
		"name": "termsOf",
		"outputs": [
			{
				"components": [
					{
						"internalType": "uint64",
						"name": "durationSecs",
						"type": "uint64"
					},
					{
						"internalType": "bool",
						"name": "transferable",
						"type": "bool"
					},
					{
						"internalType": "bool",
						"name": "commercialUse",
						"type": "bool"
					},
					{
						"internalType": "bool",
						"name": "attribution",
						"type": "bool"
					},
					{
						"internalType": "bool",
						"name": "derivatives",
						"type": "bool"
					},
					{
						"internalType": "bool",
						"name": "derivativesAttribution",
						"type": "bool"
					},
					{
						"internalType": "bool",
						"name": "derivativesApproval",
						"type": "bool"
					},
					{
						"internalType": "bool",
						"name": "derivativesReciprocal",
						"type": "bool"
					},
					{
						"internalType": "uint32",
						"name": "revenueSharePpm",
						"type": "uint32"
					},
					{
						"internalType": "enum ILicensing.RoyaltyPolicy",
						"name": "policy",
						"type": "uint8"
					},
					{
						"internalType": "uint8",
						"name": "subLicensingDepth",
						"type": "uint8"
					},
					{
						"internalType": "uint32",
						"name": "subLicensingCount",
						"type": "uint32"
					},
					{
						"internalType": "uint32",
						"name": "upstreamPpm",
						"type": "uint32"
					},
					{
						"internalType": "uint32",
						"name": "seats",
						"type": "uint32"
					},
					{
						"internalType": "uint32",
						"name": "uses",
						"type": "uint32"
					},
					{
						"internalType": "bool",
						"name": "revocable",
						"type": "bool"
					},
					{
						"internalType": "uint32",
						"name": "resaleRoyaltyPpm",
						"type": "uint32"
					},
					{
						"internalType": "bytes",
						"name": "legalUri",
						"type": "bytes"
					},
					{
						"internalType": "bytes32",
						"name": "legalSha256",
						"type": "bytes32"
					}
				],
				"internalType": "struct ILicensing.Terms",
				"name": "terms",
				"type": "tuple"
			},
			{
				"internalType": "uint32",
				"name": "references",
				"type": "uint32"
			}
		],
		"stateMutability": "view",
		"type": "function"
	}
]

export const paymentsAbi = [
	{
		"inputs": [
			{
				"internalType": "address",
				"name": "payee",
				"type": "address"
			},
			{
				"internalType": "address",
				"name": "currency",
				"type": "address"
			},
			{
				"internalType": "uint256",
				"name": "maxAmount",
				"type": "uint256"
			},
			{
				"internalType": "uint64",
				"name": "maxSecs",
				"type": "uint64"
			},
			{
				"internalType": "uint32",
				"name": "maxLocks",
				"type": "uint32"
			}
		],
		"name": "authorise",
		"outputs": [],
		"stateMutability": "nonpayable",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "address",
				"name": "currency",
				"type": "address"
			},
			{
				"internalType": "address",
				"name": "payee",
				"type": "address"
			}
		],
		"name": "claim",
		"outputs": [],
		"stateMutability": "nonpayable",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "uint64",
				"name": "escrow",
				"type": "uint64"
			},
			{
				"internalType": "uint256",
				"name": "amount",
				"type": "uint256"
			},
			{
				"internalType": "bool",
				"name": "last",
				"type": "bool"
			}
		],
		"name": "claimLock",
		"outputs": [],
		"stateMutability": "nonpayable",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "address",
				"name": "currency",
				"type": "address"
			},
			{
				"internalType": "address",
				"name": "to",
				"type": "address"
			}
		],
		"name": "claimTo",
		"outputs": [],
		"stateMutability": "nonpayable",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "address",
				"name": "account",
				"type": "address"
			},
			{
				"internalType": "uint256",
				"name": "cursor",
				"type": "uint256"
			},
			{
				"internalType": "uint32",
				"name": "limit",
				"type": "uint32"
			}
		],
		"name": "claimable",
		"outputs": [
			{
				"components": [
					{
						"internalType": "address",
						"name": "currency",
						"type": "address"
					},
					{
						"internalType": "uint256",
						"name": "amount",
						"type": "uint256"
					}
				],
				"internalType": "struct IPayments.Price[]",
				"name": "claims",
				"type": "tuple[]"
			},
			{
				"internalType": "uint256",
				"name": "next",
				"type": "uint256"
			}
		],
		"stateMutability": "view",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "uint64",
				"name": "id",
				"type": "uint64"
			}
		],
		"name": "escrowOf",
		"outputs": [
			{
				"components": [
					{
						"internalType": "uint64",
						"name": "id",
						"type": "uint64"
					},
					{
						"internalType": "address",
						"name": "payer",
						"type": "address"
					},
					{
						"internalType": "address",
						"name": "payee",
						"type": "address"
					},
					{
						"components": [
							{
								"internalType": "address",
								"name": "currency",
								"type": "address"
							},
							{
								"internalType": "uint256",
								"name": "amount",
								"type": "uint256"
							}
						],
						"internalType": "struct IPayments.Price",
						"name": "left",
						"type": "tuple"
					},
					{
						"internalType": "uint64",
						"name": "deadline",
						"type": "uint64"
					},
					{
						"internalType": "bytes32",
						"name": "job",
						"type": "bytes32"
					}
				],
				"internalType": "struct IPayments.Escrow",
				"name": "escrow",
				"type": "tuple"
			}
		],
		"stateMutability": "view",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "address",
				"name": "payer",
				"type": "address"
			},
			{
				"internalType": "address",
				"name": "currency",
				"type": "address"
			},
			{
				"internalType": "uint256",
				"name": "amount",
				"type": "uint256"
			},
			{
				"internalType": "uint64",
				"name": "secs",
				"type": "uint64"
			},
			{
				"internalType": "bytes32",
				"name": "job",
				"type": "bytes32"
			}
		],
		"name": "lock",
		"outputs": [
			{
				"internalType": "uint64",
				"name": "escrow",
				"type": "uint64"
			}
		],
		"stateMutability": "nonpayable",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "address",
				"name": "payee",
				"type": "address"
			},
			{
				"components": [
					{
						"internalType": "address",
						"name": "currency",
						"type": "address"
					},
					{
						"internalType": "uint256",
						"name": "amount",
						"type": "uint256"
					}
				],
				"internalType": "struct IPayments.Price",
				"name": "price",
				"type": "tuple"
			},
			{
				"internalType": "address",
				"name": "payWith",
				"type": "address"
			},
			{
				"internalType": "uint256",
				"name": "maxAmount",
				"type": "uint256"
			},
			{
				"internalType": "bytes32",
				"name": "memo",
				"type": "bytes32"
			}
		],
		"name": "pay",
		"outputs": [],
		"stateMutability": "nonpayable",
		"type": "function"
	},
	{
		"inputs": [
			{
				"components": [
					{
						"internalType": "address",
						"name": "currency",
						"type": "address"
					},
					{
						"internalType": "uint256",
						"name": "amount",
						"type": "uint256"
					}
				],
				"internalType": "struct IPayments.Price[]",
				"name": "prices",
				"type": "tuple[]"
			},
			{
				"internalType": "bool",
				"name": "swaps",
				"type": "bool"
			},
			{
				"internalType": "address",
				"name": "payWith",
				"type": "address"
			}
		],
		"name": "quote",
		"outputs": [
			{
				"components": [
					{
						"components": [
							{
								"internalType": "address",
								"name": "currency",
								"type": "address"
							},
							{
								"internalType": "uint256",
								"name": "amount",
								"type": "uint256"
							}
						],
						"internalType": "struct IPayments.Price",
						"name": "price",
						"type": "tuple"
					},
					{
						"internalType": "address",
						"name": "payWith",
						"type": "address"
					},
					{
						"internalType": "uint256",
						"name": "amountIn",
						"type": "uint256"
					},
					{
						"internalType": "address[]",
						"name": "path",
						"type": "address[]"
					}
				],
				"internalType": "struct IPayments.Quote",
				"name": "quoted",
				"type": "tuple"
			}
		],
		"stateMutability": "view",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "uint64",
				"name": "escrow",
				"type": "uint64"
			}
		],
		"name": "release",
		"outputs": [],
		"stateMutability": "nonpayable",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "address",
				"name": "payee",
				"type": "address"
			},
			{
				"internalType": "address",
				"name": "currency",
				"type": "address"
			}
		],
		"name": "revokeAuthorisation",
		"outputs": [],
		"stateMutability": "nonpayable",
		"type": "function"
	},
	{
		"inputs": [
			{
				"internalType": "address",
				"name": "currency",
				"type": "address"
			},
			{
				"internalType": "address",
				"name": "payee",
				"type": "address"
			}
		],
		"name": "writeOff",
		"outputs": [],
		"stateMutability": "nonpayable",
		"type": "function"
	}
]

export const addresses = {
	"assetRegistry": "0x0000000000000000000000000000000007010000",
	"licensing": "0x0000000000000000000000000000000007020000",
	"payments": "0x0000000000000000000000000000000007030000"
}

export function collectionAddress(collection) {
	if (!Number.isInteger(collection) || collection < 0 || collection > 0xffffffff) {
		throw new RangeError(`not a collection: ${collection}`)
	}
	return `0x${collection.toString(16).padStart(8, '0')}00000000000000000000000007210000`
}

export function collectionAt(address) {
	const [, id] = /^0x([0-9a-f]{8})0{24}07210000$/i.exec(address) ?? []
	return id === undefined ? undefined : parseInt(id, 16)
}
