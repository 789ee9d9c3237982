#!/usr/bin/env python3
"""Writes the same made-up errors as an errbook book, a Hugo site, a Zola site and an mdBook book.

    synthetic.py --errors 1000 --out DIR [--unique] [--only errbook,hugo,zola,mdbook] [--seed 1]

All three say the same: title, code, status, summary, a JSON payload, what happened, causes, fixes, three blocks of code
and links to other errors. The same arguments give the same bytes. With --unique every block of code differs from every
other one, so that a generator gains nothing by remembering blocks.
"""
import argparse
import json
import os
import random

THINGS = """account alert archive badge basket batch beacon bond branch bridge budget camera canvas card carrier channel charge
clinic coupon course crate cursor deposit depot device digest dock draft engine event feed ferry filter fleet folder form
gate grant graph group guide harbor hook image index input invoice journey kiosk label lane ledger lens letter license
lift locker loan lobby map market matrix meter mirror model module motor node note notice offer orbit order outlet page
panel parcel pass patch path payment permit phase pipe plan plot pocket policy pool port post probe profile pump quote
rack radar rail range record region reply report reward ring road robot room route rule sample scale scene score screen
seal season sensor series session shard shelf shift ship signal site slot socket source space spool stage stamp station
step stock store stream strip studio switch table tag tank target task tender term ticket tile token tool tower track
trade train transfer tray trip tunnel unit vault vendor venue visa voucher wallet ward watch wave wheel window wire yard
zone""".split()
FAULTS = [
    ("missing", 404, "Not Found"), ("taken", 409, "Conflict"), ("malformed", 400, "Bad Request"), ("refused", 403, "Forbidden"),
    ("anonymous", 401, "Unauthorized"), ("throttled", 429, "Too Many Requests"), ("gone", 410, "Gone"), ("locked", 423, "Locked"),
    ("outdated", 412, "Precondition Failed"), ("too_large", 413, "Content Too Large"), ("unfit", 422, "Unprocessable Content"),
    ("broken", 500, "Internal Server Error"), ("away", 503, "Service Unavailable"), ("slow", 504, "Gateway Timeout"),
]
AREAS = """access billing books cargo claims crews desks farms finance freight games garage health homes hotels jobs learning
legal loans mail maps meals media mobile money music news office parks people pets phones photos plants ports print
rental safety sales schools shops sports streams support taxes teams tickets tools tours travel video water weather
web wine work""".split()
WHO = ["your client", "the gateway", "a nightly job", "the console", "an importer", "the mobile app", "a partner"]
ACTS = "create update remove fetch move attach renew".split()
CAUSES = [
    "{who} sent the {thing} before it was ready",
    "The {thing} was removed by {who} between a read and a write",
    "Two calls changed the same {thing} at once, see `{thing}_version`",
    "The key in use lacks the permission `{thing}.{act}`",
    "The clock of {who} is **more than a minute** off",
    "An older copy of the {thing} was still in a cache",
    "The {thing} belongs to *another* workspace than the key",
    "The body is larger than a {thing} may be",
]
FIXES = [
    ("Read the {thing} again", "Fetch it, compare `{thing}_version` with yours, and send your change once more."),
    ("Ask for the permission", "Let an owner of the workspace grant `{thing}.{act}` to the key that {who} uses."),
    ("Wait and repeat", "Wait as long as `Retry-After` says, then repeat with *growing* pauses."),
    ("Send a key for repeats", "With the header `Idempotency-Key` a repeated call never writes twice."),
    ("Check the body first", "Hold the request against the schema of a {thing} before it is sent."),
    ("Drop your copies", "After every write, remove what {who} keeps of the {thing}."),
]
SLIPS = [
    ("Repeating at once", "A call that fails for a reason fails again, so look at the {thing} first."),
    ("Logging the status alone", "Without `requestId` nobody can find the call that failed."),
    ("Trusting the first page", "A list of {thing} records may go on, so follow `next`."),
    ("Fixed identifiers", "An identifier of a {thing} differs between test and production."),
]
STORY = [
    "{Who} asked to {act} a {thing}, and the service looked at it and said no. Nothing was written, so the call is *safe to repeat* "
    "once its cause is gone.",
    "The {thing} in the request failed a check that comes before the call to `{act}`. The field `error.type` of the answer leads here.",
    "In **{area}** this mostly happens to {who}. The check runs near the caller, so it may lag a little behind a write.",
]


def errors(count, seed, unique):
    """The errors as dictionaries, area by area."""
    areas = [f"{a}{'' if not k else '_' + str(k + 1)}" for k in range(8) for a in AREAS][: max(1, min(count, 20 if count <= 1000 else count // 250 + 60))]
    pairs = [(thing, fault) for thing in THINGS for fault in FAULTS]
    dice = random.Random(seed)
    made = []
    for at, area in enumerate(areas):
        share = count // len(areas) + (at < count % len(areas))
        for thing, (fault, status, phrase) in sorted(dice.sample(pairs, share)):
            made.append({"area": area, "thing": thing, "fault": fault, "status": status, "phrase": phrase})
    for number, error in enumerate(made):
        fill(error, random.Random(f"{seed}/{number}"), number, unique)
    for number, error in enumerate(made):
        dice = random.Random(f"{seed}/related/{number}")
        near = [n for n in range(number - 30, number + 30) if 0 <= n < len(made) and n != number]
        far = dice.randrange(len(made))
        picked = dice.sample(near, min(3, len(near))) + ([far] if far != number else [])
        error["related"] = [made[n] for n in dict.fromkeys(picked)]
    return made


def fill(error, dice, number, unique):
    thing, area, status = error["thing"], error["area"], error["status"]
    words = {"thing": thing, "area": area, "who": dice.choice(WHO), "act": dice.choice(ACTS)}
    words["Who"] = words["who"][0].upper() + words["who"][1:]

    def say(text):
        return text.format(**words)

    mark = f"{number:06x}" if unique else str(dice.randrange(40))
    name = f"{thing}_{error['fault']}"
    detail = f"the {thing} is {error['fault'].replace('_', ' ')}"
    camel = thing.capitalize()
    call = (
        "# {}\ncurl -X POST https://api.acme.example/v3/{}/{} \\\n  -H \"Authorization: Bearer $ACME_KEY\" \\\n"
        "  -H \"Content-Type: application/json\" \\\n  -d '{{\n    \"name\": \"{}-{}\",\n    \"labels\": {{ \"stage\": \"test\" }}\n  }}'"
    )
    error.update(
        name=name,
        code=f"err:acme:{area}:{name}",
        title=f"{camel} {error['fault'].replace('_', ' ')}",
        summary=f"The call was answered with {status} because {detail}. Look at the {thing}, then choose one of the fixes below.",
        detail=detail,
        payload={
            "meta": {"requestId": f"req_{dice.getrandbits(60):015x}"},
            "error": {"type": f"https://docs.acme.example/{area}/{name}", "title": error["phrase"], "status": status, "detail": detail},
        },
        story="\n\n".join(say(text) for text in dice.sample(STORY, 2)),
        causes=[say(text) for text in dice.sample(CAUSES, 4)],
        fixes=[(say(title), say(text)) for title, text in dice.sample(FIXES, 4)],
        slips=[(say(title), say(text)) for title, text in dice.sample(SLIPS, 3)],
        fails=call.format(f"this {words['act']} fails", thing, words["act"], thing, mark),
        repaired=call.format("this works", thing, "fetch", thing, mark),
        script=(
            f"// Repeats a call for a {thing}, with growing pauses.\nasync function with{camel}(client, id) {{\n"
            f"  for (let round = 0; round < {5 if not unique else number % 97 + 2}; round++) {{\n    const answer = await client.{words['act']}{camel}(id, \"{mark}\");\n"
            f"    if (answer.status !== {status}) {{\n      return answer.body; // {error['phrase']} is over\n    }}\n"
            f"    await pause(2 ** round * 100);\n  }}\n  throw new Error(`no {thing} for ${{id}}`);\n}}"
        ),
    )


def quoted(text):
    return json.dumps(text, ensure_ascii=False)


def indented(text, depth):
    return "\n".join(" " * depth + line if line else line for line in text.split("\n"))


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def errbook(root, made):
    write(f"{root}/book.toml", '[book]\ntitle = "Acme errors"\n\n[output.html]\nsite-url = "https://docs.acme.example/"\n')
    for error in made:
        lines = [f"code: {quoted(error['code'])}", f"title: {quoted(error['title'])}", f"status: {error['status']}"]
        lines += [f"summary: {quoted(error['summary'])}", "messages:", f"  - {quoted(error['detail'])}", "example:", "  response:"]
        lines += [indented(json.dumps(error["payload"], indent=2), 4), "  request:", "    language: bash", "    code: |"]
        lines += [indented(error["fails"], 6), "meaning: |", indented(error["story"], 2), "causes:"]
        lines += [f"  - {quoted(cause)}" for cause in error["causes"]]
        lines.append("fixes:")
        for number, (title, text) in enumerate(error["fixes"]):
            lines += [f"  - title: {quoted(title)}", f"    detail: {quoted(text)}"]
            if number < 2:
                language, code = [("bash", error["repaired"]), ("javascript", error["script"])][number]
                lines += ["    code:", f"      language: {language}", "      code: |", indented(code, 8)]
        lines.append("mistakes:")
        for title, text in error["slips"]:
            lines += [f"  - title: {quoted(title)}", f"    detail: {quoted(text)}"]
        lines.append("related:")
        for other in error["related"]:
            lines += [f"  - code: {quoted(other['code'])}", f"    why: {quoted('When ' + other['detail'])}"]
        write(f"{root}/errors/{error['area']}/{error['name']}.yaml", "\n".join(lines) + "\n")


def prose(error, link):
    parts = ["```json", json.dumps(error["payload"], indent=2), "```", "", "```bash", error["fails"], "```", "", "## What happened", ""]
    parts += [error["story"], "", "## Likely causes", ""] + [f"1. {cause}" for cause in error["causes"]] + ["", "## How to fix it", ""]
    for number, (title, text) in enumerate(error["fixes"]):
        parts += [f"### {title}", "", text, ""]
        if number < 2:
            language, code = [("bash", error["repaired"]), ("javascript", error["script"])][number]
            parts += [f"```{language}", code, "```", ""]
    parts += ["## Common mistakes", ""] + [f"* **{title}**: {text}" for title, text in error["slips"]] + ["", "## Related errors", ""]
    parts += [f"* [{other['title']}]({link(error, other)}): when {other['detail']}" for other in error["related"]]
    return "\n".join(parts) + "\n"


def by_area(made):
    areas = {}
    for error in made:
        areas.setdefault(error["area"], []).append(error)
    return areas


HUGO = {
    "hugo.toml": """baseURL = "https://docs.acme.example/"
title = "Acme errors"
disableKinds = ["taxonomy", "term", "RSS", "sitemap", "404", "robotsTXT"]
[markup.highlight]
noClasses = false
""",
    "layouts/baseof.html": """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{ .Title }} · {{ site.Title }}</title>
<meta name="description" content="{{ .Params.summary }}"></head>
<body><main>{{ block "main" . }}{{ end }}</main></body></html>
""",
    "layouts/page.html": """{{ define "main" }}<h1>{{ .Title }}</h1>
<p><code>{{ .Params.code }}</code> <b>{{ .Params.status }}</b> {{ .Params.phrase }}</p>
<p>{{ .Params.summary }}</p>
{{ .Content }}{{ end }}
""",
    "layouts/section.html": """{{ define "main" }}<h1>{{ .Title }}</h1>
<ul>{{ range .RegularPages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ .Params.status }} {{ .Params.summary }}</li>
{{ end }}</ul>{{ end }}
""",
    "layouts/home.html": """{{ define "main" }}<ul>{{ range .Sections }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>
{{ end }}</ul>{{ end }}
""",
}


def hugo(root, made):
    for name, text in HUGO.items():
        write(f"{root}/{name}", text)
    for area in by_area(made):
        write(f"{root}/content/{area}/_index.md", f"---\ntitle: {quoted(area)}\n---\n")
    for error in made:
        keys = {key: error[key] for key in ("title", "code", "status", "phrase", "summary")}
        front = "".join(f"{key}: {quoted(value)}\n" for key, value in keys.items())
        body = prose(error, lambda _, other: f"/{other['area']}/{other['name']}/")
        write(f"{root}/content/{error['area']}/{error['name']}.md", f"---\n{front}---\n{body}")


ZOLA = {
    "config.toml": """base_url = "https://docs.acme.example"
title = "Acme errors"
compile_sass = false
generate_feeds = false
build_search_index = false
""",
    "templates/base.html": """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{% block title %}{% endblock %}{{ config.title }}</title>{% block head %}{% endblock %}</head>
<body><main>{% block main %}{% endblock %}</main></body></html>
""",
    "templates/page.html": """{% extends "base.html" %}
{% block title %}{{ page.title }} · {% endblock %}
{% block head %}<meta name="description" content="{{ page.description }}">{% endblock %}
{% block main %}<h1>{{ page.title }}</h1>
<p><code>{{ page.extra.code }}</code> <b>{{ page.extra.status }}</b> {{ page.extra.phrase }}</p>
<p>{{ page.description }}</p>
{{ page.content | safe }}{% endblock %}
""",
    "templates/section.html": """{% extends "base.html" %}
{% block title %}{{ section.title }} · {% endblock %}
{% block main %}<h1>{{ section.title }}</h1>
<ul>{% for page in section.pages %}<li><a href="{{ page.path }}">{{ page.title }}</a> {{ page.extra.status }} {{ page.description }}</li>
{% endfor %}</ul>{% endblock %}
""",
    "templates/index.html": """{% extends "base.html" %}
{% block main %}<ul>{% for path in section.subsections %}{% set area = get_section(path=path) %}<li><a href="{{ area.path }}">{{ area.title }}</a></li>
{% endfor %}</ul>{% endblock %}
""",
}


def zola(root, made):
    for name, text in ZOLA.items():
        write(f"{root}/{name}", text)
    write(f"{root}/content/_index.md", "+++\n+++\n")
    for area in by_area(made):
        write(f"{root}/content/{area}/_index.md", f"+++\ntitle = {quoted(area)}\n+++\n")
    for error in made:
        front = f"title = {quoted(error['title'])}\ndescription = {quoted(error['summary'])}\n[extra]\n"
        front += "".join(f"{key} = {quoted(error[key])}\n" for key in ("code", "status", "phrase"))
        # Zola makes paths of names without underscores.
        body = prose(error, lambda _, other: f"/{other['area'].replace('_', '-')}/{other['name'].replace('_', '-')}/")
        write(f"{root}/content/{error['area']}/{error['name']}.md", f"+++\n{front}+++\n{body}")


def mdbook(root, made):
    write(f"{root}/book.toml", '[book]\ntitle = "Acme errors"\n\n[output.html.search]\nenable = false\n\n[output.html.print]\nenable = false\n')
    summary = ["# Summary", ""]
    for area, inside in by_area(made).items():
        summary.append(f"- [{area}]({area}/index.md)")
        rows = [f"* [{e['title']}]({e['name']}.md) {e['status']} {e['summary']}" for e in inside]
        write(f"{root}/src/{area}/index.md", f"# {area}\n\n" + "\n".join(rows) + "\n")
        for error in inside:
            summary.append(f"  - [{error['title']}]({area}/{error['name']}.md)")
            head = f"# {error['title']}\n\n`{error['code']}` **{error['status']}** {error['phrase']}\n\n{error['summary']}\n\n"
            body = prose(error, lambda here, other: f"../{other['area']}/{other['name']}.md")
            write(f"{root}/src/{area}/{error['name']}.md", head + body)
    write(f"{root}/src/SUMMARY.md", "\n".join(summary) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--errors", type=int, default=1000)
    parser.add_argument("--out", required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--unique", action="store_true")
    parser.add_argument("--only", default="errbook,hugo,zola,mdbook")
    arguments = parser.parse_args()
    made = errors(arguments.errors, arguments.seed, arguments.unique)
    for name in arguments.only.split(","):
        {"errbook": errbook, "hugo": hugo, "zola": zola, "mdbook": mdbook}[name](f"{arguments.out}/{name}", made)


if __name__ == "__main__":
    main()
