#!/usr/bin/env python3
"""How fast an edit is on the screen: from the write of a definition to the first response with its text.

    benches/serve.py [--sizes 1000,10000,100000] [--rounds 20] [--errbook target/release/errbook] [--load] [--edits 60] [--only errbook,hugo,mdbook]

Makes books of the same errors for errbook, Hugo and mdBook on a memory file system, serves each, and prints the median and the worst of the rounds,
the time until the server answers, and its memory. Hugo and mdBook are left out where they are not installed. --load adds pages a second (wrk), and at last a minute of it in which
files are edited every 100 ms.
"""
import argparse, http.client, os, random, shutil, socket, statistics, subprocess, sys, tempfile, time

NOUNS = "key token bucket order invoice session policy webhook snapshot volume region route cache queue topic job secret vault".split()
STATES = "not_found already_exists expired forbidden locked malformed rate_limited timeout unavailable in_use".split()
STATUS = dict(zip(STATES, (404, 409, 410, 403, 423, 400, 429, 504, 503, 409)))


def errors(count):
    """The errors, each with its folder and the names of others; the same on every day."""
    folders = min(max(count // 100, 20), 400)
    every = [(f"area{place % folders}", f"{NOUNS[place // 7 % len(NOUNS)]}_{STATES[place % len(STATES)]}_{place}") for place in range(count)]
    for place, (folder, name) in enumerate(every):
        chance = random.Random(place)
        yield folder, name, [every[chance.randrange(count)] for _ in range(3)]


def parts(name, note):
    noun, state = name.split("_")[0], "_".join(name.split("_")[1:-1])
    return {
        "title": name.replace("_", " ").capitalize(),
        "status": STATUS[state],
        "summary": f"The {noun} of this request is {state.replace('_', ' ')}. Look at the {noun} and choose a fix below.",
        "meaning": f"A check of the {noun} failed before anything was written. {note} Repeating the call is *safe* once its cause is gone.",
        "causes": [f"The {noun} was changed by {who} between the read and the write" for who in ("a worker", "a migration", "the dashboard", "a retry")],
        "fixes": [f"Fetch the {noun} anew", f"Compare its version with `{noun}_id`", "Back off and retry", "Ask support, with the request id"],
        "bash": f"curl -X POST https://api.example.com/v2/{noun}s \\\n  -H 'Authorization: Bearer $TOKEN' \\\n  -d '{{\"name\": \"{name}\"}}'",
        "js": f"async function fetchOrMake(id) {{\n  try {{\n    return await make(id, '{name}');\n  }} catch (error) {{\n    if (error.status === {STATUS[state]}) return await fetch(id);\n    throw error;\n  }}\n}}",
    }


def indent(text, by):
    return "\n".join(" " * by + line for line in text.split("\n"))


def as_yaml(folder, name, related, note=""):
    has = parts(name, note)
    lines = [f"code: err:{folder}:{name}", f"title: {has['title']}", f"status: {has['status']}", f"summary: {has['summary']}", "meaning: |", "  " + has["meaning"]]
    lines += ["example:", "  request:", "    language: bash", "    code: |", indent(has["bash"], 6), "causes:"] + [f"  - {cause}" for cause in has["causes"]]
    lines += ["fixes:"] + [f"  - title: {fix}" for fix in has["fixes"]]
    lines += ["    code:", "      language: javascript", "      code: |", indent(has["js"], 8), "related:"] + [f"  - err:{other}:{code}" for other, code in related]
    return "\n".join(lines) + "\n"


def as_markdown(name, related, link, note=""):
    has = parts(name, note)
    lines = [f"> {has['summary']}", "", f"**HTTP {has['status']}**", "", "```bash", has["bash"], "```", "", "## What happened", "", has["meaning"], "", "## Causes", ""]
    lines += [f"* {cause}" for cause in has["causes"]] + ["", "## Fixes", ""] + [f"1. {fix}" for fix in has["fixes"]]
    lines += ["", "```javascript", has["js"], "```", "", "## Related", ""] + [f"* [{other[1]}]({link(other)})" for other in related]
    return "\n".join(lines) + "\n"


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as file:
        file.write(text)


class Errbook:
    name = "errbook"

    def __init__(self, options):
        self.program = options.errbook

    def is_there(self):
        return os.path.exists(self.program)

    def make(self, home, every):
        write(f"{home}/book.toml", "[book]\ntitle = \"Errors\"\n")
        for folder, name, related in every:
            write(self.file(home, folder, name), as_yaml(folder, name, related))

    def file(self, home, folder, name):
        return f"{home}/errors/{folder}/{name}.yaml"

    def text(self, folder, name, related, note):
        return as_yaml(folder, name, related, note)

    def command(self, home, port):
        return [self.program, "serve", home, "--port", str(port)]


class Hugo:
    name = "hugo"

    def __init__(self, _):
        pass

    def is_there(self):
        return shutil.which("hugo")

    def make(self, home, every):
        write(f"{home}/hugo.toml", "baseURL = \"/\"\ntitle = \"Errors\"\ndisableKinds = [\"taxonomy\", \"term\", \"RSS\", \"sitemap\"]\n[markup.highlight]\nnoClasses = false\n")
        write(f"{home}/layouts/_default/baseof.html", "<!doctype html><html><head><title>{{ .Title }}</title></head><body>{{ block \"main\" . }}{{ end }}</body></html>\n")
        write(f"{home}/layouts/_default/single.html", "{{ define \"main\" }}<h1>{{ .Title }}</h1>{{ .Content }}{{ end }}\n")
        write(f"{home}/layouts/_default/list.html", "{{ define \"main\" }}<h1>{{ .Title }}</h1><ul>{{ range .Pages }}<li><a href=\"{{ .RelPermalink }}\">{{ .Title }}</a></li>{{ end }}</ul>{{ end }}\n")
        for folder, name, related in every:
            write(self.file(home, folder, name), self.text(folder, name, related, ""))

    def file(self, home, folder, name):
        return f"{home}/content/{folder}/{name}.md"

    def text(self, folder, name, related, note):
        return f"---\ntitle: \"{parts(name, '')['title']}\"\n---\n" + as_markdown(name, related, lambda other: f"/{other[0]}/{other[1]}/", note)

    def command(self, home, port):
        return ["hugo", "server", "--source", home, "--port", str(port), "--renderToMemory", "--disableLiveReload", "--logLevel", "error"]


class MdBook:
    name = "mdbook"

    def __init__(self, _):
        pass

    def is_there(self):
        return shutil.which("mdbook")

    def make(self, home, every):
        write(f"{home}/book.toml", "[book]\ntitle = \"Errors\"\n[output.html.search]\nenable = false\n[output.html.print]\nenable = false\n")
        summary = ["# Summary", ""]
        for folder, name, related in every:
            summary.append(f"- [{parts(name, '')['title']}]({folder}/{name}.md)")
            write(self.file(home, folder, name), self.text(folder, name, related, ""))
        write(f"{home}/src/SUMMARY.md", "\n".join(summary) + "\n")

    def file(self, home, folder, name):
        return f"{home}/src/{folder}/{name}.md"

    def text(self, folder, name, related, note):
        return f"# {parts(name, '')['title']}\n\n" + as_markdown(name, related, lambda other: f"../{other[0]}/{other[1]}.md", note)

    def command(self, home, port):
        return ["mdbook", "serve", home, "--port", str(port)]


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Connection:
    """Asks for pages, one connection for all."""

    def __init__(self, port):
        self.port, self.http = port, None

    def get(self, path):
        try:
            if not self.http:
                self.http = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
            self.http.request("GET", path)
            answer = self.http.getresponse()
            return answer.status, answer.read()
        except (OSError, http.client.HTTPException):
            self.http = None
            return 0, b""


def memory(pid, field):
    with open(f"/proc/{pid}/status") as file:
        for line in file:
            if line.startswith(field):
                return int(line.split()[1]) / 1024
    return 0


def page(tool, folder, name):
    return f"/{folder}/{name}.html" if tool.name == "mdbook" else f"/{folder}/{name}/"


def measure(tool, home, every, rounds, limit):
    port = free_port()
    start = time.perf_counter()
    server = subprocess.Popen(tool.command(home, port), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        connection = Connection(port)
        folder, name, related = every[0]
        while True:
            status, body = connection.get(page(tool, folder, name))
            if status == 200 and body:
                break
            if server.poll() is not None or time.perf_counter() - start > limit:
                return None
            time.sleep(0.002)
        ready = time.perf_counter() - start
        time.sleep(1)
        times = []
        for turn in range(rounds):
            folder, name, related = every[(turn * 7919 + 13) % len(every)]
            note = f"Written in round {turn}."
            text, path, wanted = tool.text(folder, name, related, note), page(tool, folder, name), note.encode()
            begin = time.perf_counter()
            write(tool.file(home, folder, name), text)
            while wanted not in connection.get(path)[1]:
                if time.perf_counter() - begin > limit:
                    return None
                time.sleep(0.0005)
            times.append(1000 * (time.perf_counter() - begin))
            time.sleep(0.1)
        return ready, times, memory(server.pid, "VmRSS"), memory(server.pid, "VmHWM"), (port, server)
    finally:
        server.terminate()
        server.wait()


def summary(said):
    """What is worth saying of what wrk says."""
    wanted = [" ".join(line.split()) for line in said.splitlines() if "99%" in line or "Requests/sec" in line or "Non-2xx" in line or "Socket errors" in line]
    return "; ".join(wanted)


def load(tool, home, every, edits):
    """Pages a second, and how long the slowest hundredth takes, of pages that were not asked for before; at the end while files are edited.

    One thread of wrk asks, then two: on a machine of two cores the second takes as much from the server as it asks of it.
    """
    script = tempfile.NamedTemporaryFile("w", suffix=".lua", delete=False)
    paths = ",".join(f'"{page(tool, folder, name)}"' for folder, name, _ in every)
    script.write(f"local paths = {{{paths}}}\nlocal at = 0\nlocal id = 0\nfunction setup(thread) thread:set('start', id * {len(every) // 2}) id = id + 1 end\n"
                 "function request() at = at + 1 return wrk.format('GET', paths[(start + at) % #paths + 1]) end\n")
    script.close()
    rounds = [(threads, connections, 4, False) for connections in (8, 64) for threads in (1, 2)] + ([(2, 64, edits, True)] if edits else [])
    for threads, connections, seconds, is_edited in rounds:
        port = free_port()
        server = subprocess.Popen(tool.command(home, port), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            while Connection(port).get("/")[0] != 200:
                time.sleep(0.01)
            wrk = subprocess.Popen(["wrk", f"-t{threads}", f"-c{connections}", f"-d{seconds}s", "--latency", "-s", script.name, f"http://127.0.0.1:{port}"],
                                   stdout=subprocess.PIPE, text=True)
            turn = 0
            while is_edited and wrk.poll() is None:
                folder, name, related = every[turn * 7919 % len(every)]
                write(tool.file(home, folder, name), tool.text(folder, name, related, f"Written in turn {turn}."))
                turn += 1
                time.sleep(0.1)
            what = f"{connections} connections, {threads} {'thread' if threads == 1 else 'threads'} of wrk" + (f" and {turn} edits in {seconds} s" if is_edited else "")
            print(f"  {tool.name}, {what}: {summary(wrk.communicate()[0])}")
        finally:
            server.terminate()
            server.wait()
    os.unlink(script.name)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--errbook", default="target/release/errbook")
    parser.add_argument("--only", default="errbook,hugo,mdbook")
    parser.add_argument("--limit", type=float, default=120, help="seconds after which a server is given up")
    parser.add_argument("--load", action="store_true")
    parser.add_argument("--edits", type=int, default=60, help="seconds for which files are edited every 100 ms under load; 0: not at all")
    options = parser.parse_args()
    memory_disk = "/dev/shm" if os.path.isdir("/dev/shm") else None
    print(f"{'':10}{'errors':>8}{'ready s':>10}{'median ms':>12}{'worst ms':>11}{'MB':>8}{'most MB':>9}")
    for size in map(int, options.sizes.split(",")):
        every = list(errors(size))
        for tool in (kind(options) for kind in (Errbook, Hugo, MdBook)):
            if tool.name not in options.only.split(","):
                continue
            if not tool.is_there():
                print(f"{tool.name:10}{size:>8}  is not installed")
                continue
            with tempfile.TemporaryDirectory(prefix="errbook-bench-", dir=memory_disk) as home:
                tool.make(home, every)
                result = measure(tool, home, every, options.rounds, options.limit)
                if result is None:
                    print(f"{tool.name:10}{size:>8}  gave no answer in {options.limit:.0f} s")
                else:
                    ready, times, now, most, _ = result
                    print(f"{tool.name:10}{size:>8}{ready:>10.2f}{statistics.median(times):>12.1f}{max(times):>11.1f}{now:>8.0f}{most:>9.0f}")
                sys.stdout.flush()
                if options.load and shutil.which("wrk") and result:
                    load(tool, home, every, options.edits if tool.name == "errbook" else 0)


if __name__ == "__main__":
    main()
