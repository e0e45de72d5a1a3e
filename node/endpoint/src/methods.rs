//! What the endpoint answers itself. Everything else is the server's.

use crate::{
	error::Error,
	filter::parse,
	filters::{random_id, Filters},
	hub::Hub,
	logs::Logs,
};
use jsonrpsee::{
	core::{traits::IdProvider, StringError},
	server::{PendingSubscriptionSink, RpcModule, SubscriptionMessage, SubscriptionSink},
	types::{ErrorObjectOwned, Params, SubscriptionId},
};
use primitive_types::H256;
use serde_json::{value::RawValue, Value};
use std::sync::Arc;
use tokio::sync::broadcast::{self, error::RecvError};

/// What the methods work on.
pub struct Context {
	/// The logs.
	pub logs: Logs,
	/// The filters.
	pub filters: Filters,
	/// What is new.
	pub hub: Arc<Hub>,
}

/// Names of subscriptions, as Ethereum's tools expect them.
#[derive(Debug)]
pub struct HexIds;

impl IdProvider for HexIds {
	fn next_id(&self) -> SubscriptionId<'static> {
		random_id().into()
	}
}

/// A result, or what is wrong.
type Answer<T> = Result<T, ErrorObjectOwned>;

/// The methods.
pub fn module(
	context: Context,
) -> Result<RpcModule<Context>, jsonrpsee::core::RegisterMethodError> {
	let mut module = RpcModule::new(context);
	module.register_async_method("eth_getLogs", |params, context, _| async move {
		let (blocks, filter) = parse(first(&params)?)?;
		let logs = context.logs.search(blocks, &filter).await?;
		Answer::Ok(logs)
	})?;
	module.register_async_method("eth_newFilter", |params, context, _| async move {
		let id = context.filters.new_logs(&context.logs, first(&params)?).await?;
		Answer::Ok(id)
	})?;
	module.register_method("eth_newBlockFilter", |_, context, _| {
		Answer::Ok(context.filters.new_blocks(&context.hub)?)
	})?;
	module.register_method("eth_newPendingTransactionFilter", |_, context, _| {
		Answer::Ok(context.filters.new_pending(&context.hub)?)
	})?;
	module.register_async_method("eth_getFilterChanges", |params, context, _| async move {
		let id: String = params.one()?;
		let changes = context.filters.changes(&context.logs, &context.hub, &id).await?;
		Answer::Ok(changes)
	})?;
	module.register_async_method("eth_getFilterLogs", |params, context, _| async move {
		let id: String = params.one()?;
		let logs = context.filters.logs(&context.logs, &id).await?;
		Answer::Ok(logs)
	})?;
	module.register_method("eth_uninstallFilter", |params, context, _| {
		let id: String = params.one()?;
		Answer::Ok(context.filters.remove(&id))
	})?;
	module.register_async_method("eth_getTransactionReceipt", |params, context, _| async move {
		native_or(&context, "eth_getTransactionReceipt", &params, |native| native.receipt()).await
	})?;
	module.register_async_method("eth_getTransactionByHash", |params, context, _| async move {
		native_or(&context, "eth_getTransactionByHash", &params, |native| native.transaction())
			.await
	})?;
	module.register_subscription(
		"eth_subscribe",
		"eth_subscription",
		"eth_unsubscribe",
		|params, pending, context, _| async move { subscribe(&params, pending, &context).await },
	)?;
	Ok(module)
}

/// The first parameter, `null` when there is none.
fn first(params: &Params<'_>) -> Answer<Value> {
	Ok(params.sequence().optional_next()?.unwrap_or_default())
}

/// A native transaction, or else what the server says.
async fn native_or(
	context: &Context,
	method: &str,
	params: &Params<'_>,
	write: impl Fn(&crate::log::NativeTransaction) -> Value,
) -> Answer<Box<RawValue>> {
	// What is no hash the server refuses, with its own words.
	let native = match params.one::<H256>() {
		Ok(hash) => context.logs.native.transaction(hash).await,
		Err(_) => Ok(None),
	};
	if let Ok(Some(native)) = &native {
		return serde_json::value::to_raw_value(&write(native))
			.map_err(|error| Error::Invalid(error.to_string()).into());
	}
	let params = params.as_str().map(|text| RawValue::from_string(text.to_owned()));
	let params = params.transpose().map_err(|error| Error::Invalid(error.to_string()))?;
	let answer = context.logs.upstream.raw(method, params).await?;
	match native {
		// Perhaps it is native, and that cannot be told now.
		Err(error) if answer.get() == "null" => Err(Error::from(error).into()),
		_ => Ok(answer),
	}
}

async fn subscribe(
	params: &Params<'_>,
	pending: PendingSubscriptionSink,
	context: &Context,
) -> Result<(), StringError> {
	let hub = &context.hub;
	match wanted(params) {
		Ok(Wanted::Heads) => {
			let news = hub.heads.subscribe();
			forward(pending.accept().await?, news, |head, messages| {
				messages.push(SubscriptionMessage::from_json(&head.as_ref())?);
				Ok(())
			})
			.await
		}
		Ok(Wanted::Pending) => {
			let news = hub.pending.subscribe();
			forward(pending.accept().await?, news, |hash, messages| {
				messages.push(SubscriptionMessage::from_json(&hash)?);
				Ok(())
			})
			.await
		}
		Ok(Wanted::Logs(filter)) => {
			let news = hub.logs.subscribe();
			forward(pending.accept().await?, news, |logs, messages| {
				let logs = logs.map_err(|missed| missed.to_string())?;
				for log in logs.iter().filter(|log| filter.matches(log)) {
					messages.push(SubscriptionMessage::from_json(log)?);
				}
				Ok(())
			})
			.await
		}
		Err(error) => {
			pending.reject(error).await;
			Ok(())
		}
	}
}

/// What can be subscribed to.
enum Wanted {
	Heads,
	Pending,
	Logs(crate::filter::LogFilter),
}

fn wanted(params: &Params<'_>) -> Answer<Wanted> {
	let mut params = params.sequence();
	let kind: String = params.next()?;
	let options: Value = params.optional_next()?.unwrap_or_default();
	match (kind.as_str(), &options) {
		("newHeads", Value::Null) => Ok(Wanted::Heads),
		("newPendingTransactions", Value::Null | Value::Bool(false)) => Ok(Wanted::Pending),
		("logs", _) => Ok(Wanted::Logs(parse(options)?.1)),
		("newHeads" | "newPendingTransactions", _) => {
			Err(Error::Invalid(format!("{kind} has no such options")).into())
		}
		_ => Err(Error::Invalid(format!(
			"cannot subscribe to '{kind}': there are newHeads, logs and newPendingTransactions"
		))
		.into()),
	}
}

/// Sends what is new until the subscriber is gone, or so slow that it missed something.
async fn forward<T: Clone>(
	sink: SubscriptionSink,
	mut news: broadcast::Receiver<T>,
	write: impl Fn(T, &mut Vec<SubscriptionMessage>) -> Result<(), StringError>,
) -> Result<(), StringError> {
	loop {
		let item = tokio::select! {
			() = sink.closed() => return Ok(()),
			item = news.recv() => item,
		};
		match item {
			Ok(item) => {
				let mut messages = Vec::new();
				write(item, &mut messages)?;
				for message in messages {
					if sink.send(message).await.is_err() {
						return Ok(());
					}
				}
			}
			Err(RecvError::Closed) => return Ok(()),
			Err(RecvError::Lagged(missed)) => {
				return Err(format!("too slow: {missed} messages were missed").into())
			}
		}
	}
}
