//! `metahub collection`: create, look at, hand over, destroy.

use super::{text::merge, values, Context, Inclusion, Outcome};
use crate::{
	chain::{calls, ChainError},
	error::Error,
	keys::parse_account,
	output::{fields, hub},
};
use clap::{Args, Subcommand};
use metahub_assets::MultiUri;
use metahub_rpc_api::types::Collection;
use serde_json::json;
use subxt::utils::{AccountId32, H256};

/// The commands of `collection`.
#[derive(Debug, Subcommand)]
pub enum CollectionCommand {
	/// Create a collection; whoever signs becomes its publisher
	Create {
		/// Its name, at most 64 bytes
		name: String,
		/// Where a description of it lies, as multiURI
		#[arg(long, value_name = "URI", value_parser = values::multi_uri)]
		metadata: Option<MultiUri>,
	},
	/// Look at a collection
	Show {
		/// Its id
		collection: u32,
		/// As of this block
		#[arg(long, value_name = "HASH", value_parser = values::hash)]
		at: Option<H256>,
	},
	/// Say what an account may do in a collection
	Roles(RolesArgs),
	/// Name who may take a collection over
	Nominate {
		/// The collection's id
		collection: u32,
		/// The account: SS58 address, 0x public key, or a development account's name
		#[arg(value_name = "ACCOUNT", value_parser = parse_account, required_unless_present = "none")]
		who: Option<AccountId32>,
		/// Nobody any more
		#[arg(long, conflicts_with = "who")]
		none: bool,
	},
	/// Take a collection over, as its nominee
	Accept {
		/// The collection's id
		collection: u32,
	},
	/// Destroy a collection that has no assets; its deposit is returned
	Destroy {
		/// The collection's id
		collection: u32,
	},
}

/// Arguments of `collection roles`.
#[derive(Args, Debug)]
pub struct RolesArgs {
	/// The collection's id
	collection: u32,
	/// The account: SS58 address, 0x public key, or a development account's name
	#[arg(value_name = "ACCOUNT", value_parser = parse_account)]
	who: AccountId32,
	/// Its roles from now on: registrar registers assets; editor revises, changes places, says what an
	/// asset depends on; curator sets states other than revoked
	#[arg(value_parser = values::role(), required_unless_present = "none")]
	roles: Vec<u8>,
	/// No role any more
	#[arg(long, conflicts_with = "roles")]
	none: bool,
}

/// Runs `collection …`.
pub async fn run(ctx: &Context, command: CollectionCommand) -> Result<Outcome, Error> {
	match command {
		CollectionCommand::Create { name, metadata } => create(ctx, name, metadata).await,
		CollectionCommand::Show { collection, at } => {
			let found = ctx.chain().await?.collection(collection, at).await?;
			ctx.out.result(&found, text);
			Ok(Outcome::Yes)
		}
		CollectionCommand::Roles(args) => {
			let bits = args.roles.iter().fold(0, |sum, bit| sum | bit);
			let names = values::role_names(bits);
			let json = json!({
				"collection": args.collection,
				"account": args.who.to_string(),
				"roles": names,
			});
			let spelled = if names.is_empty() { "nothing".into() } else { names.join(", ") };
			let text = format!("{} is {spelled} in {}", args.who, args.collection);
			let call = calls::set_roles(args.collection, &args.who, bits);
			ctx.call(&call, json, text).await
		}
		CollectionCommand::Nominate { collection, who, .. } => {
			let name = who.map(|who| who.to_string());
			let text = match &name {
				Some(name) => format!("{name} may take collection {collection} over"),
				None => format!("nobody may take collection {collection} over"),
			};
			let json = json!({ "collection": collection, "nominee": name });
			let call = calls::nominate_publisher(collection, who.as_ref());
			ctx.call(&call, json, text).await
		}
		CollectionCommand::Accept { collection } => {
			let json = json!({ "collection": collection });
			let text = format!("collection {collection} is yours");
			ctx.call(&calls::accept_publisher(collection), json, text).await
		}
		CollectionCommand::Destroy { collection } => {
			let json = json!({ "collection": collection });
			let text = format!("collection {collection} is destroyed");
			ctx.call(&calls::destroy_collection(collection), json, text).await
		}
	}
}

async fn create(ctx: &Context, name: String, metadata: Option<MultiUri>) -> Result<Outcome, Error> {
	let account = ctx.account()?;
	let chain = ctx.chain().await?;
	let call = calls::create_collection(&name, metadata.as_ref().map(MultiUri::as_bytes));
	let receipt = ctx.submit(&chain, &call, &account).await?;
	let id = receipt.created_collection().ok_or_else(|| {
		ChainError::Incompatible("it did not say which collection it created".into())
	})?;
	let address = format!("{:?}", metahub_assets::collection_address(id));
	let mut json = json!({ "collection": id, "name": name, "address": address });
	merge(&mut json, &Inclusion::from(&receipt));
	ctx.out.result(&json, |_| fields(&[("collection", id.to_string()), ("contract", address)]));
	Ok(Outcome::Yes)
}

fn text(found: &Collection) -> String {
	let nobody = || "-".to_owned();
	fields(&[
		("collection", found.id.to_string()),
		("name", found.name.clone()),
		("publisher", found.publisher.to_string()),
		("nominee", found.nominee.as_ref().map_or_else(nobody, ToString::to_string)),
		("assets", found.items.to_string()),
		("contract", found.address.clone()),
		("metadata", found.metadata.as_ref().map_or_else(nobody, ToString::to_string)),
		("roles", found.roles.to_string()),
		("deposit", hub(found.deposit.amount)),
	])
}
