//! Texts that have nothing to do with the book: of those nothing may be claimed.

use std::fs;
use std::path::{Path, PathBuf};

use errbook::finder::Index;

use crate::dice::Dice;
use crate::{Plan, line, share};

/// Other people's logs, which a repository does not hold.
const LOGS: [&str; 12] = [
    "Jan 12 06:25:43 host kernel: [12345.678901] usb 1-1: new high-speed USB device number {} using xhci_hcd",
    "Jan 12 06:25:44 host sshd[{}]: Accepted publickey for deploy from 10.0.0.7 port 51234 ssh2",
    "2026-01-12T06:25:45.123Z INFO  o.s.b.w.e.tomcat.TomcatWebServer - Tomcat started on port {} (http) with context path '/'",
    "10.0.0.9 - - [12/Jan/2026:06:25:46 +0000] \"GET /assets/app.{}.js HTTP/2.0\" 200 51234 \"-\" \"Mozilla/5.0\"",
    "level=info ts=2026-01-12T06:25:47Z caller=main.go:{} msg=\"server is ready to receive web requests\"",
    "DEBUG:urllib3.connectionpool:https://pypi.test:443 \"GET /simple/{}/ HTTP/1.1\" 200 8123",
    "[06:25:48] webpack compiled with 2 warnings in {} ms",
    "E0112 06:25:49.000000       1 reflector.go:{}] watch of *v1.Pod ended with: too old resource version",
    "postgres[{}]: LOG:  checkpoint complete: wrote 512 buffers (3.1%); 0 WAL file(s) added, 0 removed",
    "ERROR 1045 (28000): Access denied for user 'app'@'10.0.0.{}' (using password: YES)",
    "npm WARN deprecated left-pad@{}.0.0: use String.prototype.padStart()",
    "panic: runtime error: index out of range [{}] with length 3",
];

/// Asks for stretches of other texts; gives whether the floor is kept.
pub(crate) fn measure(index: &Index, plan: &Plan) -> bool {
    let mut dice = Dice::new(6);
    let mut files = Vec::new();
    plan.unrelated.iter().for_each(|path| collect(path, &mut files));
    let mut texts: Vec<(String, String)> =
        files.into_iter().filter_map(|path| Some((path.display().to_string(), fs::read_to_string(path).ok()?))).collect();
    let lines: Vec<String> = (0..400).map(|_| dice.pick(&LOGS).replace("{}", &dice.below(9999).to_string())).collect();
    // as often as half of the files together
    texts.extend(vec![("logs of others".to_owned(), lines.join("\n")); texts.len() / 2 + 1]);
    let (mut claims, mut asked) = (0, 0);
    for _ in 0..plan.count * 2 {
        let (name, text) = dice.pick(&texts);
        let lines: Vec<&str> = text.lines().collect();
        let from = dice.below(lines.len().max(1));
        let query = lines[from.min(lines.len())..lines.len().min(from + 1 + dice.below(60))].join("\n");
        asked += 1;
        if let Some(claim) = index.find(&query, 10).matches.iter().find(|found| found.confident) {
            claims += 1;
            if claims <= plan.misses {
                println!("    claimed {} of {name}:{from}: {:?}", index.records()[claim.row as usize].path, claim.because);
            }
        }
    }
    let share = share(asked - claims, asked);
    line("unrelated text: no claim", &format!("{share:.2} of 100"), &format!("floor 99; {asked} stretches"), share >= 99.0)
}

/// All files below, in order.
fn collect(path: &Path, out: &mut Vec<PathBuf>) {
    if path.is_file() {
        out.push(path.to_owned());
    }
    let mut inside: Vec<PathBuf> = fs::read_dir(path).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    inside.sort();
    inside.iter().filter(|path| !path.is_symlink()).for_each(|path| collect(path, out));
}
