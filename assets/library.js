// The library: asks for all cases in one answer and draws a row for each. Words and places come from the server.
const library = {
  FAILED: "The cases cannot be loaded now. Reload the page to try again.",

  SEARCHED: 6, // so many cases are found by looking

  // Called by Dash when its page is there; `root` is the address below which everything lies.
  open(root) {
    library.now = { root, text: new URLSearchParams(window.location.search).get("q") || "", shown: 0, chosen: new Map() };
    library.load();
    return true;
  },

  box: (name) => document.getElementById(`library-${name}`),

  // Asks for the cases after those that are shown; an answer that has been overtaken is dropped.
  async load() {
    const one = library.now, ask = (one.ask = (one.ask || 0) + 1);
    const query = new URLSearchParams({ start: one.shown, ...(one.text && { q: one.text }) });
    const answer = await fetch(discreet.kept(`${one.root}library.json?${query}`), { headers: { Accept: "application/json" } }).catch(() => null);
    const got = answer && answer.ok ? await answer.json() : null;
    if (one === library.now && ask === one.ask && library.box("cases")) library.show(got, one);
  },

  show(got, one) {
    const { box } = library, { el } = window.dash_clientside.dom, none = got !== null && !got.total;
    box("intro").textContent = got === null ? library.FAILED : none ? "" : got.found ? got.intro : "No case fits.";
    box("empty").hidden = !none;
    box("footer").hidden = got === null || none;
    if (got === null) return;
    if (!got.start) box("cases").replaceChildren();
    box("cases").append(...got.cases.map((item) => library.row(item, one.root)));
    one.shown = got.start + got.cases.length;
    const known = new Set([...box("legend").children].map((item) => item.dataset.look));
    const look = ([name, words]) => el("li", { "data-look": name }, el("span", { className: `sample ${name}` }), words);
    box("legend").append(...got.legend.filter(([name]) => !known.has(name)).map(look));
    library.round(got, one);
    performance.mark("library-drawn");
  },

  // The search, the way to a comparison, and the way to what is not shown yet.
  round(got, one) {
    const { box } = library, { dom: { el }, search } = window.dash_clientside;
    if (got.total >= library.SEARCHED && !box("search").childElementCount) {
      box("search").append(...search.field("Search the cases", library.search, one.text));
      box("search").hidden = false;
    }
    if (got.pair) library.pair(got.pair, one.root);
    const left = got.found - one.shown, more = box("more");
    more.hidden = left <= 0;
    more.replaceChildren(el("button", { type: "button", on: { click: () => library.load() } }, `Show more: ${left} of ${got.found} are not shown yet`));
    library.watch(more);
  },

  // What is not shown yet comes when the reader has nearly come to it.
  watch(more) {
    library.seen?.disconnect();
    if (more.hidden || !window.IntersectionObserver) return;
    library.seen = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && (library.seen.disconnect(), library.load()), { rootMargin: "600px" });
    library.seen.observe(more);
  },

  search() {
    const one = library.now, text = library.box("search").querySelector("input").value.trim();
    Object.assign(one, { text, shown: 0 });
    const address = window.location.pathname + (text && `?${new URLSearchParams({ q: text })}`);
    window.history.replaceState(window.history.state, "", discreet.kept(address));
    library.load();
  },

  // The first thing to open: two cases on one clock.
  pair({ cases, titles, day0, name, aligned }, root) {
    const { dom: { el }, series } = window.dash_clientside, box = library.box("pair");
    const way = el("a", { href: discreet.kept(series.compared(root, cases, day0)) }, `${titles.join(" and ")} on one clock`);
    const words = day0 === "own" ? "each from its own day 0" : `aligned on the ${name}`;
    const more = aligned > 2 ? el("span", {}, "; ", el("a", { href: discreet.kept(`${root}series?day0=${day0}`) }, `all ${aligned} that have it as rows`)) : "";
    box.replaceChildren(el("p", {}, way, el("span", {}, `, ${words}: the same lanes, mirrored, and the intervals side by side`), more));
    box.hidden = false;
  },

  MOST: 6,

  // Takes a case into the comparison, or out of it.
  choose(one, { target }) {
    const { chosen, root } = library.now, { dom: { el }, series } = window.dash_clientside, box = library.box("chosen");
    if (target.checked && chosen.size >= library.MOST) target.checked = false;
    else if (target.checked) chosen.set(one.id, one.title);
    else chosen.delete(one.id);
    const titles = [...chosen.values()];
    box.hidden = !titles.length;
    box.replaceChildren(titles.length > 1 ? el("a", { href: discreet.kept(series.compared(root, [...chosen.keys()], "")) }, `Compare ${titles.join(", ")}`)
      : `${titles[0] || "No case"} is chosen; choose another to compare.`);
  },

  row(one, root) {
    const { el } = window.dash_clientside.dom;
    return el("article", { className: "library-case" },
      el("div", { className: "library-who" }, ...library.who(one)),
      el("div", { className: "library-course" }, library.text("library-question", one.question), library.strip(one.course, one.zero)),
      el("div", { className: "library-times" }, ...library.times(one, root)));
  },

  text: (className, ...words) => window.dash_clientside.dom.el("p", { className }, ...words),

  who(one) {
    const { el } = window.dash_clientside.dom;
    const facts = el("div", { className: "key-facts" }, ...library.facts(one).map((line) => library.text(...line)));
    return [
      el("h2", {}, one.title), library.text("library-person", one.person), library.text("library-diagnosis", one.diagnosis),
      el("div", { className: "library-facts" }, library.picture(one.picture), facts),
    ];
  },

  // The way to the timeline, how the times of the case are known, and what became of its rows.
  times(one, root) {
    const { el } = window.dash_clientside.dom, writing = library.atWriting(one);
    const address = discreet.kept(`${root}cases/${encodeURIComponent(one.id)}`);
    const way = el("a", { href: address }, "Open the timeline", el("span", { className: "sr" }, ` of ${one.title}`));
    const choose = el("label", { className: "library-choose" },
      el("input", { type: "checkbox", checked: library.now?.chosen.has(one.id), on: { change: (event) => library.choose(one, event) } }),
      "Compare", el("span", { className: "sr" }, ` ${one.title}`));
    const kind = ([count, words]) => el("tr", {}, el("td", {}, String(count)), el("th", { scope: "row" }, words));
    return [
      el("div", { className: "library-ways" }, library.text("library-way", way), choose), el("h3", {}, "How its times are known"),
      el("table", { className: "library-kinds" }, el("tbody", {}, ...one.kinds.map(kind))),
      library.text("library-numbers", library.numbers(one)), writing && library.text("library-numbers", writing),
    ];
  },

  picture(picture) {
    const { el } = window.dash_clientside.dom;
    if (!picture) return "";
    if (!picture.address) return el("div", { className: "library-no-picture" }, `${picture.label}: no picture`);
    const size = { width: 158, height: 172 };
    return el("img", { className: "library-picture", src: picture.address, alt: library.says(picture), loading: "lazy", ...size });
  },

  // What a picture shows, in words. Pure.
  says: (picture) => [picture.label, picture.caption, picture.illustration && "illustration"].filter(Boolean).join(", "),

  // What stands beside the picture: [class, words …] a line. Pure but for the flag, which is a text of its own.
  facts(one) {
    const { picture, count } = one, lines = [];
    const named = picture?.address && ["fact-name", picture.label, library.flag(picture.illustration)];
    if (named) lines.push(named, ["fact-words", picture.when]);
    const words = count && ["fact-words", `${count.unit}, latest leukocyte count`];
    if (count) lines.push(["fact-number", count.number], words, ["fact-words", count.when]);
    if (count?.verify) lines.push(["fact-verify", count.verify]);
    if (one.studies) lines.push(["fact-name fact-studies", one.studies]);
    return lines;
  },

  flag: (illustration) => (illustration ? window.dash_clientside.dom.el("span", { className: "fact-flag" }, "illustration") : ""),

  numbers: ({ read, drawn, timeless, refused }) =>
    `${read} ${read === 1 ? "row" : "rows"} read, ${drawn} drawn, ${timeless} without a time, ${refused} refused`,

  MOST_SAID: 5,

  // What is said as of writing; what is left out is counted. Pure.
  atWriting(one) {
    const said = one.at_writing.slice(0, library.MOST_SAID), more = one.at_writing.length - said.length;
    return said.length ? `At ${one.writing}: ${[...said, ...(more ? [`and ${more} more`] : [])].join("; ")}` : "";
  },

  // The strip of a course: one row a lane, boxes in percent of the axis; a reader that sees no boxes gets a sentence.
  strip(course, zero) {
    const { el } = window.dash_clientside.dom, words = `days from ${zero}`;
    const gap = (one) => el("div", { className: "course-break", style: library.place(one), title: one.words || null });
    const name = el("span", { className: "course-name course-zero", title: words }, words);
    return el("div", { className: "course", role: "img", "aria-label": library.sentence(course, zero) },
      el("div", { className: "course-breaks" }, ...course.breaks.map(gap)),
      ...course.rows.map((row) => library.stripRow(row, course)),
      el("div", { className: "course-axis" }, name, el("div", { className: "course-line" }, ...course.words.map(library.word))));
  },

  place: (gap) => ({ left: `${gap.left}%`, width: `${gap.width}%` }),

  stripRow(row, course) {
    const { el } = window.dash_clientside.dom;
    const box = (one) => el("i", { className: `box ${one.look}${one.open ? " open" : ""}`, style: library.place(one) });
    const chips = [library.chips(row.unlimited, course.order, "chip"), library.chips(row.writing, course.writing, "chip solid")];
    return el("div", { className: "course-row" },
      el("span", { className: "course-name" }, row.title), el("div", { className: "course-line" }, ...row.boxes.map(box), ...chips));
  },

  // The events of a zone without a scale, side by side; what has no room is counted.
  chips({ shown, counted }, zone, look) {
    const { el } = window.dash_clientside.dom;
    if (!zone || !(shown + counted)) return "";
    const each = Array.from({ length: shown }, () => el("i", { className: look }));
    return el("div", { className: "course-chips", style: library.place(zone) }, ...each, counted ? `+${counted}` : "");
  },

  word(one) {
    const className = `course-word${one.centred ? " centred" : ""}${one.strong ? " strong" : ""}`;
    return window.dash_clientside.dom.el("span", { className, style: { left: `${one.left}%` } }, one.text);
  },

  // What a strip holds, in words. Pure.
  sentence(course, zero) {
    const lanes = course.rows.map((row) => `${row.title} ${row.events}`).join(", ") || "none";
    return `Strip of the course, in days from ${zero}. Statements in each lane: ${lanes}.`;
  },
};

if (typeof module !== "undefined") module.exports = library;
else (window.dash_clientside = window.dash_clientside || {}).library = library;
