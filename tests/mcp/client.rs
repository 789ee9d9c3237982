//! A client that writes lines of JSON to the program and reads lines of JSON, and nothing else.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::{Value, json};

/// Nothing takes so long; a test that waits this long has failed.
const LONGEST: Duration = Duration::from_secs(60);

pub(crate) struct Client {
    child: Child,
    input: Option<ChildStdin>,
    lines: Receiver<String>,
    notifications: VecDeque<String>,
    asked: u64,
    /// What every request carries, in the era without a handshake.
    meta: Option<Value>,
}

impl Client {
    /// Starts the program for a book.
    pub(crate) fn start(book: &Path, arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_errbook"));
        command.arg("mcp").args(arguments).arg(book).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let (send, lines) = channel();
        let output = BufReader::new(child.stdout.take().unwrap());
        std::thread::spawn(move || output.lines().map_while(Result::ok).try_for_each(|line| send.send(line)));
        let input = child.stdin.take();
        Self { child, input, lines, notifications: VecDeque::new(), asked: 0, meta: None }
    }

    /// A client that has shaken hands.
    pub(crate) fn connected(book: &Path, arguments: &[&str]) -> Self {
        let mut client = Self::start(book, arguments);
        let hello = json!({ "protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": { "name": "test", "version": "1" } });
        client.ask("initialize", &hello);
        client.write(&json!({ "jsonrpc": "2.0", "method": "notifications/initialized" }).to_string());
        client
    }

    /// A client of the era in which each request stands alone.
    pub(crate) fn modern(book: &Path) -> Self {
        let mut client = Self::start(book, &[]);
        client.meta = Some(json!({
            "io.modelcontextprotocol/protocolVersion": "2026-07-28",
            "io.modelcontextprotocol/clientInfo": { "name": "test", "version": "1" },
            "io.modelcontextprotocol/clientCapabilities": {}
        }));
        client
    }

    pub(crate) fn write(&mut self, line: &str) {
        let input = self.input.as_mut().unwrap();
        writeln!(input, "{line}").unwrap();
        input.flush().unwrap();
    }

    /// Sends a request, and does not wait.
    pub(crate) fn send(&mut self, method: &str, params: &Value) -> u64 {
        self.asked += 1;
        let mut params = params.clone();
        if let Some(meta) = &self.meta {
            params["_meta"] = meta.clone();
        }
        let id = self.asked;
        self.write(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }).to_string());
        id
    }

    /// The whole response to a request.
    pub(crate) fn respond(&mut self, method: &str, params: &Value) -> Value {
        let id = self.send(method, params);
        loop {
            let message = self.next();
            if message["id"] == json!(id) {
                return message;
            }
            self.keep(&message);
        }
    }

    /// The result of a request that succeeds.
    pub(crate) fn ask(&mut self, method: &str, params: &Value) -> Value {
        let mut response = self.respond(method, params);
        assert!(response.get("error").is_none(), "{method} {params}: {response}");
        response["result"].take()
    }

    /// The result of a tool.
    pub(crate) fn call(&mut self, name: &str, arguments: &Value) -> Value {
        self.ask("tools/call", &json!({ "name": name, "arguments": arguments }))
    }

    /// The text of a tool that answers.
    pub(crate) fn text(&mut self, name: &str, arguments: &Value) -> String {
        let result = self.call(name, arguments);
        assert_eq!(result["isError"], json!(false), "{result}");
        texts(&result)
    }

    /// The text of a tool that does not.
    pub(crate) fn failure(&mut self, name: &str, arguments: &Value) -> String {
        let result = self.call(name, arguments);
        assert_eq!(result["isError"], json!(true), "{result}");
        texts(&result)
    }

    /// Waits for a notification.
    pub(crate) fn wait_for(&mut self, method: &str) {
        while let Some(known) = self.notifications.pop_front() {
            if known == method {
                return;
            }
        }
        loop {
            let message = self.next();
            if message["method"] == json!(method) {
                return;
            }
        }
    }

    /// Leaves, and gives the exit status of the program.
    pub(crate) fn leave(mut self) -> Option<i32> {
        self.input = None;
        self.child.wait().unwrap().code()
    }

    fn next(&mut self) -> Value {
        let line = self.lines.recv_timeout(LONGEST).expect("the server answers");
        serde_json::from_str(&line).expect("standard output holds nothing but messages")
    }

    fn keep(&mut self, message: &Value) {
        if let Some(method) = message["method"].as_str() {
            self.notifications.push_back(method.to_owned());
        }
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// All texts of a result.
pub(crate) fn texts(result: &Value) -> String {
    let texts = result["content"].as_array().unwrap().iter().map(|block| block["text"].as_str().unwrap());
    texts.collect::<Vec<_>>().join("\n")
}
