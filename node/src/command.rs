//! Runs what the command line asks for.

use crate::{
	chain_spec,
	cli::{Cli, Subcommand},
	ethereum,
	service::{self, Sealing},
};
use metahub_runtime::opaque::Block;
use sc_cli::SubstrateCli;
use sc_network::config::NetworkBackendType;
use sc_service::{Configuration, PartialComponents, TaskManager};
use sp_runtime::traits::Block as BlockT;

impl SubstrateCli for Cli {
	fn impl_name() -> String {
		"MetaHub Node".into()
	}

	fn impl_version() -> String {
		env!("SUBSTRATE_CLI_IMPL_VERSION").into()
	}

	fn executable_name() -> String {
		// Also names the default base path, which must not change with the name of a copy.
		env!("CARGO_PKG_NAME").into()
	}

	fn description() -> String {
		env!("CARGO_PKG_DESCRIPTION").into()
	}

	fn author() -> String {
		env!("CARGO_PKG_AUTHORS").into()
	}

	fn support_url() -> String {
		"the issue tracker of the MetaHub repository".into()
	}

	fn copyright_start_year() -> i32 {
		2026
	}

	fn load_spec(&self, id: &str) -> Result<Box<dyn sc_service::ChainSpec>, String> {
		Ok(Box::new(chain_spec::load_for_running(id)?))
	}
}

/// Parses the command line and runs it.
pub fn run() -> sc_cli::Result<()> {
	let cli = Cli::from_args().with_defaults();

	match &cli.subcommand {
		None => {
			let keep_rpc_port = cli.wants_this_rpc_port();
			let ethereum = cli.ethereum();
			cli.create_runner(&cli.run)?.run_node_until_exit(move |mut config| async move {
				if keep_rpc_port {
					config.rpc.addr.iter_mut().flatten().for_each(|e| e.retry_random_port = false);
				}
				start(config, ethereum).await.map_err(sc_cli::Error::Service)
			})
		}
		Some(Subcommand::Key(cmd)) => cmd.run(&cli),
		Some(Subcommand::ExportChainSpec(cmd)) => cmd.run(Box::new(chain_spec::load(&cmd.chain)?)),
		Some(Subcommand::CheckBlock(cmd)) => cli.create_runner(cmd)?.async_run(|config| {
			let PartialComponents { client, task_manager, import_queue, .. } =
				service::new_partial(&config)?;
			Ok((cmd.run(client, import_queue), task_manager))
		}),
		Some(Subcommand::ExportBlocks(cmd)) => cli.create_runner(cmd)?.async_run(|config| {
			let PartialComponents { client, task_manager, .. } = service::new_partial(&config)?;
			Ok((cmd.run(client, config.database), task_manager))
		}),
		Some(Subcommand::ImportBlocks(cmd)) => cli.create_runner(cmd)?.async_run(|mut config| {
			service::prefer_archive(&mut config);
			let PartialComponents { client, task_manager, import_queue, .. } =
				service::new_partial(&config)?;
			Ok((cmd.run(client, import_queue), task_manager))
		}),
		Some(Subcommand::ExportState(cmd)) => cli.create_runner(cmd)?.async_run(|config| {
			let PartialComponents { client, task_manager, .. } = service::new_partial(&config)?;
			Ok((cmd.run(client, config.chain_spec), task_manager))
		}),
		Some(Subcommand::PurgeChain(cmd)) => {
			cli.create_runner(cmd)?.sync_run(|config| cmd.run(config.database))
		}
		Some(Subcommand::Revert(cmd)) => cli.create_runner(cmd)?.async_run(|config| {
			let sealing = Sealing::of(config.chain_spec.as_ref());
			let PartialComponents { client, task_manager, backend, .. } =
				service::new_partial(&config)?;
			// Instant sealing keeps nothing beside the blocks that would have to go with them.
			let aux_revert: Option<service::AuxRevert> = match sealing {
				Sealing::Instant => None,
				Sealing::Slots => Some(Box::new(|client, _, blocks| {
					sc_consensus_grandpa::revert(client, blocks)?;
					Ok(())
				})),
			};
			Ok((cmd.run(client, backend, aux_revert), task_manager))
		}),
		Some(Subcommand::ChainInfo(cmd)) => {
			cli.create_runner(cmd)?.sync_run(|config| cmd.run::<Block>(&config))
		}
	}
}

/// Starts the node on the network stack that was asked for.
async fn start(
	config: Configuration,
	ethereum: Option<ethereum::Options>,
) -> Result<TaskManager, sc_service::Error> {
	type Libp2p = sc_network::NetworkWorker<Block, <Block as BlockT>::Hash>;
	match config.network.network_backend {
		NetworkBackendType::Libp2p => service::new_full::<Libp2p>(config, ethereum).await,
		NetworkBackendType::Litep2p => {
			service::new_full::<sc_network::Litep2pNetworkBackend>(config, ethereum).await
		}
	}
}
