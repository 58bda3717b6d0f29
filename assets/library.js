// The library: asks for all cases in one answer and draws a row for each. Words and places come from the server.
const library = {
  FAILED: "The cases cannot be loaded now. Reload the page to try again.",

  // Called by Dash when its page is there; `root` is the address below which everything lies.
  open(root) {
    library.load(root);
    return true;
  },

  async load(root) {
    const answer = await fetch(`${root}library.json${library.discreet()}`, { headers: { Accept: "application/json" } }).catch(() => null);
    const got = answer && answer.ok ? await answer.json() : null;
    if (document.getElementById("library-cases")) library.show(got, root);
  },

  show(got, root) {
    const box = (name) => document.getElementById(`library-${name}`), { el } = window.dash_clientside.dom;
    const none = got !== null && !got.cases.length;
    box("intro").textContent = got === null ? library.FAILED : none ? "" : got.intro;
    box("empty").hidden = !none;
    box("footer").hidden = got === null || none;
    if (got === null) return;
    box("cases").replaceChildren(...got.cases.map((one) => library.row(one, root)));
    box("legend").replaceChildren(...got.legend.map(([look, words]) => el("li", {}, el("span", { className: `sample ${look}` }), words)));
    performance.mark("library-drawn");
  },

  // A library that shows no dates leads to cases without them.
  discreet: () => (new URLSearchParams(window.location.search).get("dates") === "0" ? "?dates=0" : ""),

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
    const address = `${root}cases/${encodeURIComponent(one.id)}${library.discreet()}`;
    const way = el("a", { href: address }, "Open the timeline", el("span", { className: "sr" }, ` of ${one.title}`));
    const kind = ([count, words]) => el("tr", {}, el("td", {}, String(count)), el("th", { scope: "row" }, words));
    return [
      library.text("library-way", way), el("h3", {}, "How its times are known"),
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
