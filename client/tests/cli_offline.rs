//! Commands that need no node: results, refusals, settings, keys.

mod cli_support;

use cli_support::Client;
use serde_json::Value;

/// Nobody listens there.
const NOWHERE: &str = "ws://127.0.0.1:1";

#[test]
fn help_and_version_are_answers() {
	let client = Client::new();
	for argument in ["--help", "--version", "help"] {
		let ended = client.run(&[argument]);
		assert_eq!((ended.code, ended.stderr.as_str()), (0, ""), "{argument}");
		assert!(ended.stdout.contains("metahub"));
	}
}

#[test]
fn shells_and_man_are_told_of_the_commands() {
	let client = Client::new();
	// Even where the settings are broken.
	client.file(".config/metahub/config.toml", "= nonsense");
	for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
		let ended = client.run(&["completions", shell]);
		assert_eq!((ended.code, ended.stderr.as_str()), (0, ""), "{shell}");
		assert!(ended.stdout.contains("sublicense"), "{shell}");
	}
	assert_eq!(client.run(&["completions", "abacus"]).code, 2);
	let folder = client.path("share/man/man1");
	let ended = client.run(&["--json", "man", folder.to_str().unwrap()]).json();
	assert_eq!(ended["folder"], folder.to_str().unwrap());
	let page = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
	assert!(page("metahub.1").contains(".TH metahub 1"));
	assert!(page("metahub-licence-offer-create.1").contains("supply"));
	let file = client.file("file", "");
	let ended = client.run(&["--json", "man", file.to_str().unwrap()]);
	assert_eq!(ended.code, 6, "{ended:?}");
}

#[test]
fn a_wrong_command_line_has_its_own_exit_code() {
	let client = Client::new();
	let wrong: [&[&str]; 9] = [
		&[],
		&["fly"],
		&["resolve", "7"],
		&["resolve", "7:1", "--at", "0x12"],
		&["state", "set", "1:2", "happy"],
		&["link", "add", "1:2", "likes", "1:3"],
		&["uri", "add", "1:2", "gopher://x"],
		&["transfer", "1:2", "nobody"],
		&["list", "--all", "--limit", "3"],
	];
	for arguments in wrong {
		assert_eq!(client.run(arguments).code, 2, "{arguments:?}");
		let with_json: Vec<&str> = arguments.iter().copied().chain(["--json"]).collect();
		assert_eq!(client.run(&with_json).error(), (2, "Usage".into()), "{arguments:?}");
	}
}

#[test]
fn a_node_that_is_not_there_has_its_own_exit_code() {
	let client = Client::new();
	let ended = client.run(&["--node", NOWHERE, "--json", "resolve", "1:2"]);
	assert_eq!(ended.error(), (3, "Unreachable".into()));
	let ended = client.run(&["--node", NOWHERE, "resolve", "1:2"]);
	assert!(ended.stderr.starts_with("error: cannot reach the node ws://127.0.0.1:1"), "{ended:?}");
}

#[test]
fn settings_come_from_flags_then_environment_then_file() {
	let client = Client::new().with("METAHUB_NODE_URL", "ws://127.0.0.1:2");
	client.file(".config/metahub/config.toml", "node = \"ws://127.0.0.1:3\"");
	let asked = |client: &Client, flags: &[&str]| {
		let arguments = [flags, &["resolve", "1:2"]].concat();
		let text = client.run(&arguments).stderr;
		text.split("127.0.0.1:").nth(1).and_then(|rest| rest.chars().next()).expect("a port")
	};
	assert_eq!(asked(&client, &["--node", "ws://127.0.0.1:1"]), '1');
	assert_eq!(asked(&client, &[]), '2');
	let client = client.with("METAHUB_NODE_URL", "");
	assert_eq!(asked(&client, &[]), '3');
}

#[test]
fn a_configuration_that_is_not_understood_is_refused() {
	let client = Client::new();
	client.file(".config/metahub/config.toml", "nodes = \"ws://127.0.0.1:3\"");
	let ended = client.run(&["--json", "account", "list"]);
	assert_eq!(ended.error(), (2, "Config.Invalid".into()));
	let ended = client.run(&["--json", "--config", "elsewhere.toml", "account", "list"]);
	assert_eq!(ended.error(), (2, "Config.Unreadable".into()));
	let ended = Client::new().run(&["--json", "--node", "somewhere", "account", "list"]);
	assert_eq!(ended.error(), (2, "Config.Url".into()));
}

#[test]
fn packing_a_folder() {
	let client = Client::new();
	client.file("data/README.md", "---\nlicense: cc0-1.0\n---\n# Birds\n");
	client.file("data/train/a", "a");
	let stored = client.run(&["--json", "pack", "data", "--author", "me"]).json();
	assert_eq!(stored["entries"], 2);
	assert_eq!(stored["files"][1]["path"], "train/a");
	assert_eq!(stored["ddo"]["metadata"]["author"], "me");
	assert!(client.path(".local/share/metahub/store/metahub-store").is_file());

	// Without a store the same comes out, and nothing is written.
	let other = Client::new();
	other.file("data/README.md", "---\nlicense: cc0-1.0\n---\n# Birds\n");
	other.file("data/train/a", "a");
	let arguments = ["--json", "pack", "data", "--author", "me", "--no-store"];
	let computed = other.run(&[&arguments[..], &["--manifest-file", "out/m.json"]].concat()).json();
	assert_eq!(computed, stored);
	assert!(!other.path(".local").exists());
	let manifest: Value =
		serde_json::from_slice(&std::fs::read(other.path("out/m.json")).unwrap()).unwrap();
	assert_eq!(manifest["root"], stored["root"]);
}

#[test]
fn folders_that_cannot_be_packed() {
	let client = Client::new();
	client.file("case/a", "");
	client.file("case/A", "");
	std::fs::create_dir(client.path("empty")).unwrap();
	client.file("front/README.md", "---\n- a list\n---\n");
	client.file("control/a\nb", "");
	client.file("decomposed/u\u{308}", "");
	#[cfg(unix)]
	{
		client.file("out/a", "");
		std::os::unix::fs::symlink("/etc/hostname", client.path("out/link")).unwrap();
	}
	let refused = |folder: &str| client.run(&["--json", "pack", folder]).error();
	assert_eq!(refused("empty"), (1, "Content.NoFiles".into()));
	assert_eq!(refused("front"), (1, "Content.FrontMatter".into()));
	assert_eq!(refused("control"), (1, "Path.ControlCharacter".into()));
	assert_eq!(refused("decomposed"), (1, "Path.NotNfc".into()));
	assert_eq!(refused("nowhere").0, 6);
	#[cfg(unix)]
	assert_eq!(refused("out"), (1, "Content.SymlinkOutside".into()));
	let (code, name) = refused("case");
	assert_eq!(code, 1);
	assert!(name.starts_with("Tree."), "{name}");
}

#[test]
fn places_are_checked_before_anything_is_read() {
	let client = Client::new();
	let publish = ["--json", "--node", NOWHERE, "--account", "alice", "publish", "nowhere"];
	let with = |more: &[&str]| client.run(&[&publish[..], &["--collection", "1"], more].concat());
	assert_eq!(with(&["--uri", "gopher://x"]).error(), (2, "Usage".into()));
	let nine = ["--uri", "/ipfs/{manifest}"].repeat(9);
	assert_eq!(with(&nine).error(), (2, "Usage".into()));
	assert_eq!(with(&[]).error(), (3, "Unreachable".into()));
}

#[test]
fn keys_are_kept_in_files() {
	let client = Client::new().with("METAHUB_PASSWORD", "secret");
	let made = client.run(&["--json", "account", "new", "me", "--show-phrase"]).json();
	assert_eq!(made["phrase"].as_str().unwrap().split(' ').count(), 12);
	let listed = client.run(&["--json", "account", "list"]).json();
	assert_eq!(listed["keystores"][0]["address"], made["address"]);
	assert_eq!(listed["keystores"][0]["name"], "me");
	assert_eq!(listed["development"].as_array().unwrap().len(), 6);

	// By name, by path, from the environment, from the configuration.
	let path = client.path(".local/share/metahub/keys/me.json");
	let path = path.to_str().unwrap();
	for flag in ["me", path] {
		let shown = client.run(&["--json", "--keystore", flag, "account", "show"]).json();
		assert_eq!(shown["address"], made["address"]);
	}
	client.file(".config/metahub/config.toml", "keystore = \"me\"");
	let shown = client.run(&["--json", "account", "show"]).json();
	assert_eq!(shown["contractAddress"], made["contractAddress"]);
	let client = client.with("METAHUB_MNEMONIC", made["phrase"].as_str().unwrap());
	let shown = client.run(&["--json", "account", "show"]).json();
	assert_eq!(shown["address"], made["address"]);

	// The file is not overwritten, and the phrase gives the same account elsewhere.
	let again = client.run(&["--json", "account", "import", "me"]);
	assert_eq!(again.error(), (2, "Keystore.Exists".into()));
	let copy = client.run(&["--json", "account", "import", "copy"]).json();
	assert_eq!(copy["address"], made["address"]);
	assert!(copy.get("phrase").is_none());
}

#[test]
fn accounts_that_cannot_sign() {
	let client = Client::new();
	let retire = |flags: &[&str]| {
		client.run(&[flags, &["--json", "--node", NOWHERE, "retire", "1:2"]].concat()).error()
	};
	assert_eq!(retire(&[]), (2, "Account.NotChosen".into()));
	assert_eq!(retire(&["--account", "mallory"]), (2, "Account.UnknownDevelopmentAccount".into()));
	assert_eq!(retire(&["--keystore", "nothing"]), (6, "Keystore.Io".into()));
	assert_eq!(client.run(&["--account", "a", "--keystore", "b", "account", "list"]).code, 2);

	let client = client.with("METAHUB_PASSWORD", "right");
	client.run(&["--json", "account", "new", "me"]).json();
	let client = client.with("METAHUB_PASSWORD", "wrong");
	let ended = client.run(&["--json", "--node", NOWHERE, "--keystore", "me", "retire", "1:2"]);
	assert_eq!(ended.error(), (2, "Keystore.WrongPassword".into()));
	let client = client.with("METAHUB_MNEMONIC", "not a phrase");
	let ended = client.run(&["--json", "--node", NOWHERE, "retire", "1:2"]);
	assert_eq!(ended.error(), (2, "Phrase.Words".into()));
}

#[test]
fn a_password_is_not_taken_from_where_nobody_types_it() {
	let client = Client::new();
	// Neither the environment nor a terminal: standard input is not read for it.
	let mut command = client.command();
	command.args(["--json", "account", "new", "me"]);
	#[cfg(unix)]
	std::os::unix::process::CommandExt::process_group(&mut command, 0);
	let ended = cli_support::Ended::from(command.output().unwrap());
	// With a controlling terminal the prompt would wait; test machines have none.
	if !std::path::Path::new("/dev/tty").exists() || std::fs::File::open("/dev/tty").is_err() {
		assert_eq!(ended.error(), (2, "Account.NoPassword".into()));
	}
}

#[test]
fn a_gateway_says_where_it_listens_and_stops_when_asked() {
	use std::io::{BufRead, BufReader};
	let client = Client::new();
	let mut child = client
		.command()
		.args(["--json", "gateway", "--listen", "127.0.0.1:0"])
		.stdout(std::process::Stdio::piped())
		.spawn()
		.unwrap();
	let mut first = String::new();
	BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
	let started: Value = serde_json::from_str(&first).unwrap();
	let address = started["url"].as_str().unwrap().trim_start_matches("http://");
	assert!(std::net::TcpStream::connect(address).is_ok());

	// A second one cannot have the same address.
	let taken = client.run(&["--json", "gateway", "--listen", address]);
	assert_eq!(taken.error(), (6, "Gateway.Listen".into()));
	let pid = child.id().to_string();
	assert!(std::process::Command::new("kill").arg(pid).status().unwrap().success());
	assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn a_gateway_serves_folders_only() {
	let ended = Client::new().run(&["--json", "--store", "kubo:http://127.0.0.1:1", "gateway"]);
	assert_eq!(ended.error(), (2, "Usage".into()));
}
