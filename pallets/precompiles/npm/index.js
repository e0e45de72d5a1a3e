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
					}
				],
				"internalType": "struct IAssetRegistry.Link",
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
					}
				],
				"internalType": "struct IAssetRegistry.Link[]",
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
