//! A gateway under many connections that are slow on purpose, and one behind a proxy.

mod access_support;
mod content_support;

use access_support::{account, decisions, did, Setup};
use content_support::{dataset, pattern, TempStore, MIB};
use metahub_assets::ContentId;
use metahub_client::gateway::{serve, GateConfig, GatewayConfig, Limits, ServerLimits};
use serde_json::json;
use std::{
	net::SocketAddr,
	process::Command,
	time::{Duration, Instant},
};
use tokio::{
	io::{AsyncReadExt, AsyncWriteExt},
	net::{TcpSocket, TcpStream},
	sync::oneshot,
};

/// How long anything that has to happen may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// Lets this process open as many sockets as the tests take.
fn many_files() {
	let process = std::process::id().to_string();
	let _ = Command::new("prlimit").args(["--pid", &process, "--nofile=8192"]).status();
}

/// A connection from an address of the loopback interface.
async fn connect(from: [u8; 4], to: SocketAddr) -> TcpStream {
	let socket = TcpSocket::new_v4().unwrap();
	// The system's buffers would hide that it does not read.
	socket.set_recv_buffer_size(4 << 10).unwrap();
	socket.bind((from, 0).into()).unwrap();
	socket.connect(to).await.unwrap()
}

/// A thousand connections that have sent something; some may be closed already.
async fn crowd(to: SocketAddr, from: impl Fn(u32) -> [u8; 4], sent: &str) -> Vec<TcpStream> {
	let mut crowd = Vec::new();
	for number in 0..1_000 {
		let mut stream = connect(from(number), to).await;
		let _ = stream.write_all(sent.as_bytes()).await;
		crowd.push(stream);
	}
	crowd
}

fn same(_: u32) -> [u8; 4] {
	[127, 0, 0, 1]
}

fn many(number: u32) -> [u8; 4] {
	[127, 0, 0, 2 + (number / 50) as u8]
}

fn request(path: &str) -> String {
	format!("GET {path} HTTP/1.1\r\nHost: g\r\nConnection: close\r\n\r\n")
}

/// The answer to a request over a connection of its own; empty if there was none.
async fn ask(from: [u8; 4], to: SocketAddr, path: &str) -> Vec<u8> {
	let mut stream = connect(from, to).await;
	let mut answer = Vec::new();
	if stream.write_all(request(path).as_bytes()).await.is_ok() {
		let _ = tokio::time::timeout(PATIENCE, stream.read_to_end(&mut answer)).await;
	}
	answer
}

fn is_served(answer: &[u8]) -> bool {
	answer.starts_with(b"HTTP/1.1 200 OK")
}

/// Asks until there is an answer.
async fn is_served_soon(from: [u8; 4], to: SocketAddr, path: &str) -> bool {
	let start = Instant::now();
	while start.elapsed() < PATIENCE {
		if is_served(&ask(from, to, path).await) {
			return true;
		}
		tokio::time::sleep(Duration::from_millis(200)).await;
	}
	false
}

struct Open {
	temp: TempStore,
	/// A file of three megabytes.
	file: ContentId,
	address: SocketAddr,
	_stop: oneshot::Sender<()>,
}

impl Open {
	async fn with(limits: ServerLimits) -> Self {
		many_files();
		let temp = TempStore::new();
		let packed = temp.pack(dataset().path()).await;
		let file = packed.manifest.file("data/train/a.bin").unwrap().cid;
		let (stop, stopped) = oneshot::channel::<()>();
		let listen = "127.0.0.1:0".parse().unwrap();
		let config = GatewayConfig { limits, ..GatewayConfig::new(listen, temp.store.clone()) };
		let gateway = serve(config, async { drop(stopped.await) }).await.unwrap();
		Self { temp, file, address: gateway.address(), _stop: stop }
	}
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_unfinished_heads_stop_nobody() {
	let open = Open::with(ServerLimits::default()).await;
	for from in [same, many] {
		let crowd = crowd(open.address, from, "G").await;
		for last in [1, 2, 250] {
			assert!(is_served(&ask([127, 0, 0, last], open.address, "/ipfs/bafkqaaa").await));
		}
		drop(crowd);
	}
	drop(open.temp);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_unfinished_bodies_stop_nobody() {
	many_files();
	let setup = Setup::new().await;
	let begun = "POST /access/challenge HTTP/1.1\r\nHost: g\r\nContent-Length: 99\r\n\r\n{";
	for from in [same, many] {
		let crowd = crowd(setup.gateway.address(), from, begun).await;
		for last in [1, 2, 250] {
			let path = "/ipfs/bafkqaaa";
			assert!(is_served(&ask([127, 0, 0, last], setup.gateway.address(), path).await));
		}
		drop(crowd);
	}
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_readers_that_do_not_read_stop_nobody() {
	let open = Open::with(ServerLimits::default()).await;
	for from in [same, many] {
		let path = format!("/ipfs/{}", open.file);
		let crowd = crowd(open.address, from, &request(&path)).await;
		// Another address has its own places; the same one gets one of those that do not read.
		for last in [250, 1] {
			let from = [127, 0, 0, last];
			assert!(is_served_soon(from, open.address, "/ipfs/bafkqaaa").await, "{last}");
		}
		drop(crowd);
	}
}

#[tokio::test(flavor = "multi_thread")]
async fn a_head_that_comes_byte_by_byte_is_not_waited_for() {
	let head = Duration::from_secs(2);
	let open = Open::with(ServerLimits { head, ..Default::default() }).await;
	let mut stream = connect([127, 0, 0, 1], open.address).await;
	let start = Instant::now();
	stream.write_all(b"GET / HTTP/1.1\r\nHost: g\r\nX: ").await.unwrap();
	let closed = loop {
		let mut answer = [0; 64];
		if stream.write_all(b"x").await.is_err() {
			break true;
		}
		let pause = Duration::from_millis(200);
		match tokio::time::timeout(pause, stream.read(&mut answer)).await {
			Ok(Ok(0) | Err(_)) => break true,
			_ if start.elapsed() > PATIENCE => break false,
			_ => {}
		}
	};
	assert!(closed && start.elapsed() >= head);
	// A connection that was answered and says no more is closed, too.
	let idle = Duration::from_secs(1);
	let open = Open::with(ServerLimits { idle, ..Default::default() }).await;
	let mut stream = connect([127, 0, 0, 1], open.address).await;
	stream.write_all(b"GET / HTTP/1.1\r\nHost: g\r\n\r\n").await.unwrap();
	let mut answer = Vec::new();
	tokio::time::timeout(PATIENCE, stream.read_to_end(&mut answer)).await.unwrap().unwrap();
	assert!(is_served(&answer));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_comes_byte_by_byte_is_refused() {
	let setup = Setup::with_server(
		|config| config,
		ServerLimits { body: Duration::from_secs(1), ..Default::default() },
	)
	.await;
	let mut stream = connect([127, 0, 0, 1], setup.gateway.address()).await;
	let begun = "POST /access/pass HTTP/1.1\r\nHost: g\r\nContent-Length: 9999\r\n\r\n{";
	stream.write_all(begun.as_bytes()).await.unwrap();
	let (mut reading, mut writing) = stream.into_split();
	let dripping = tokio::spawn(async move {
		while writing.write_all(b" ").await.is_ok() {
			tokio::time::sleep(Duration::from_millis(100)).await;
		}
	});
	let mut answer = Vec::new();
	let mut piece = [0; 1024];
	while let Ok(Ok(length @ 1..)) = tokio::time::timeout(PATIENCE, reading.read(&mut piece)).await
	{
		answer.extend_from_slice(&piece[..length]);
	}
	let answer = String::from_utf8(answer).unwrap();
	assert!(answer.starts_with("HTTP/1.1 408") && answer.contains("BodyTooSlow"), "{answer}");
	dripping.abort();
}

#[tokio::test(flavor = "multi_thread")]
async fn who_reads_at_the_least_rate_is_served_and_who_reads_less_is_not() {
	let open = Open::with(ServerLimits {
		least_rate: 64 << 10,
		patience: Duration::from_secs(4),
		..Default::default()
	})
	.await;
	let path = format!("/ipfs/{}", open.file);
	let [mut honest, mut slow] =
		[connect([127, 0, 0, 1], open.address).await, connect([127, 0, 0, 1], open.address).await];
	for stream in [&mut honest, &mut slow] {
		stream.write_all(request(&path).as_bytes()).await.unwrap();
	}
	let honest = tokio::spawn(async move {
		let (mut all, mut piece) = (Vec::new(), vec![0; 40 << 10]);
		loop {
			match honest.read(&mut piece).await.unwrap() {
				0 => return all,
				length => all.extend_from_slice(&piece[..length]),
			}
			tokio::time::sleep(Duration::from_millis(2)).await;
		}
	});
	let start = Instant::now();
	let mut came = Vec::new();
	while start.elapsed() < Duration::from_secs(12) {
		let mut byte = [0];
		match slow.read(&mut byte).await {
			Ok(1) => came.push(byte[0]),
			_ => break,
		}
		tokio::time::sleep(Duration::from_millis(500)).await;
	}
	// What the system has kept for it is all that there is.
	let _ = tokio::time::timeout(PATIENCE, slow.read_to_end(&mut came)).await.unwrap();
	assert!(came.len() < MIB, "{}", came.len());
	let all = honest.await.unwrap();
	assert!(all.ends_with(&pattern(3 * MIB + 7)));
}

#[tokio::test(flavor = "multi_thread")]
async fn clients_behind_a_trusted_proxy_do_not_share_what_an_address_may_ask() {
	let gate = |config: GateConfig| GateConfig {
		limits: Limits { burst: 2, per_second: 1, ..Limits::default() },
		..config
	};
	let body = json!({ "asset": "1:2", "account": account("bob").id().to_string() }).to_string();
	let ask = async |setup: &Setup, client: &str| {
		let url = format!("{}/access/challenge", setup.gateway.url());
		let asked = setup.client.post(url).header("x-forwarded-for", client).body(body.clone());
		asked.send().await.unwrap().status().as_u16()
	};
	let setup = Setup::with_config(gate, |config| GatewayConfig {
		trusted_proxies: vec!["127.0.0.0/8".parse().unwrap()],
		..config
	})
	.await;
	for client in ["198.51.100.1", "198.51.100.2", "198.51.100.3"] {
		let answers = [(); 3].map(|()| ask(&setup, client));
		assert_eq!(
			futures::future::join_all(answers).await.iter().filter(|s| **s == 429).count(),
			1
		);
	}
	// What the client has written itself does not count.
	assert_eq!(ask(&setup, "203.0.113.9, 198.51.100.1").await, 429);
	assert_eq!(ask(&setup, "garbage").await, 200);
	let peers: Vec<_> = decisions(&setup.log).iter().map(|line| line["peer"].clone()).collect();
	assert_eq!(peers[0], "198.51.100.1");
	assert_eq!(peers[9], "198.51.100.1");
	assert_eq!(peers[10], "127.0.0.1");
	// Without the flag it is one client, whatever it says.
	let setup = Setup::with(gate).await;
	let answers: Vec<u16> = vec![
		ask(&setup, "198.51.100.1").await,
		ask(&setup, "198.51.100.2").await,
		ask(&setup, "198.51.100.3").await,
	];
	assert_eq!(answers, [200, 200, 429]);
	assert_eq!(decisions(&setup.log)[0]["peer"], "127.0.0.1");
	assert_eq!(did("1:2").asset.to_string(), "1:2");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_may_have_more_connections_than_an_address() {
	many_files();
	let setup = Setup::with_config(
		|gate| gate,
		|config| GatewayConfig {
			trusted_proxies: vec!["127.0.0.1".parse().unwrap()],
			limits: ServerLimits { per_address: 2, ..Default::default() },
			..config
		},
	)
	.await;
	let mut open = Vec::new();
	for _ in 0..8 {
		let mut stream = connect([127, 0, 0, 1], setup.gateway.address()).await;
		stream.write_all(b"GET / HTTP/1.1\r\n").await.unwrap();
		open.push(stream);
	}
	for stream in &mut open {
		stream.write_all(b"Host: g\r\nConnection: close\r\n\r\n").await.unwrap();
		let mut answer = Vec::new();
		stream.read_to_end(&mut answer).await.unwrap();
		assert!(is_served(&answer));
	}
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_opens_many_connections_at_once_is_served_on_all() {
	let open = Open::with(ServerLimits::default()).await;
	let mut streams = Vec::new();
	for _ in 0..200 {
		streams.push(connect([127, 0, 0, 1], open.address).await);
	}
	let path = format!("/ipfs/{}?format=raw", open.file);
	for stream in &mut streams {
		stream.write_all(request(&path).as_bytes()).await.unwrap();
	}
	for mut stream in streams {
		let mut answer = Vec::new();
		tokio::time::timeout(PATIENCE, stream.read_to_end(&mut answer)).await.unwrap().unwrap();
		assert!(is_served(&answer), "{}", String::from_utf8_lossy(&answer));
	}
}
