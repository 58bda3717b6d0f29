// The library: asks for all cases in one answer and draws a row for each. Words and places come from the server.
const library = {
  FAILED: "The cases cannot be loaded now. Reload the page to try again.",

  // Called by Dash when its page is there; `root` is the address below which everything lies.
  open(root) {
    library.load(root);
    return true;
  },

  async load(root) {
    const answer = await fetch(`${root}library.json`, { headers: { Accept: "application/json" } }).catch(() => null);
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

  row(one, root) {
    const { el } = window.dash_clientside.dom, p = (className, ...words) => el("p", { className }, ...words);
    const way = el("a", { href: `${root}cases/${encodeURIComponent(one.id)}` }, "Open the timeline", el("span", { className: "sr" }, ` of ${one.title}`));
    return el("article", { className: "library-case" },
      el("div", { className: "library-who" }, el("h2", {}, one.title), p("library-person", one.person), p("library-diagnosis", one.diagnosis),
        el("div", { className: "library-facts" }, library.picture(one.picture), el("div", { className: "key-facts" }, ...library.facts(one).map(([kind, ...words]) => p(kind, ...words))))),
      el("div", { className: "library-course" }, p("library-question", one.question), library.strip(one.course, one.zero)),
      el("div", { className: "library-times" }, p("library-way", way), el("h3", {}, "How its times are known"),
        el("table", { className: "library-kinds" }, el("tbody", {}, ...one.kinds.map(([count, words]) => el("tr", {}, el("td", {}, String(count)), el("th", { scope: "row" }, words))))),
        p("library-numbers", library.numbers(one)), library.atWriting(one) && p("library-numbers", library.atWriting(one))));
  },

  picture(picture) {
    const { el } = window.dash_clientside.dom;
    if (!picture) return "";
    if (!picture.address) return el("div", { className: "library-no-picture" }, `${picture.label}: no picture`);
    return el("img", { className: "library-picture", src: picture.address, alt: library.says(picture), loading: "lazy", width: 158, height: 172 });
  },

  // What a picture shows, in words. Pure.
  says: (picture) => [picture.label, picture.caption, picture.illustration && "illustration"].filter(Boolean).join(", "),

  // What stands beside the picture: [class, words …] a line. Pure but for the flag, which is a text of its own.
  facts(one) {
    const { picture, count } = one, lines = [];
    if (picture?.address) lines.push(["fact-name", picture.label, library.flag(picture.illustration)], ["fact-words", picture.when]);
    if (count) lines.push(["fact-number", count.number], ["fact-words", `${count.unit}, latest leukocyte count`], ["fact-words", count.when]);
    if (count?.verify) lines.push(["fact-verify", count.verify]);
    if (one.studies) lines.push(["fact-name fact-studies", one.studies]);
    return lines;
  },

  flag: (illustration) => (illustration ? window.dash_clientside.dom.el("span", { className: "fact-flag" }, "illustration") : ""),

  numbers: (one) => `${one.read} ${one.read === 1 ? "row" : "rows"} read, ${one.drawn} drawn, ${one.timeless} without a time, ${one.refused} refused`,

  MOST_SAID: 5,

  // What is said as of writing; what is left out is counted. Pure.
  atWriting(one) {
    const said = one.at_writing.slice(0, library.MOST_SAID), more = one.at_writing.length - said.length;
    return said.length ? `At ${one.writing}: ${[...said, ...(more ? [`and ${more} more`] : [])].join("; ")}` : "";
  },

  // The strip of a course: one row a lane, boxes in percent of the axis; a reader that sees no boxes gets a sentence.
  strip(course, zero) {
    const { el } = window.dash_clientside.dom, words = `days from ${zero}`;
    const place = (gap) => ({ left: `${gap.left}%`, width: `${gap.width}%` });
    const box = (one) => el("i", { className: `box ${one.look}${one.open ? " open" : ""}`, style: place(one) });
    const chips = (one, zone, look) => zone && one.shown + one.counted > 0 &&
      el("div", { className: "course-chips", style: place(zone) }, ...Array.from({ length: one.shown }, () => el("i", { className: look })), one.counted ? `+${one.counted}` : "");
    const line = (...inside) => el("div", { className: "course-line" }, ...inside.filter(Boolean));
    const row = (one) => el("div", { className: "course-row" }, el("span", { className: "course-name" }, one.title),
      line(...one.boxes.map(box), chips(one.unlimited, course.order, "chip"), chips(one.writing, course.writing, "chip solid")));
    const word = (one) => el("span", { className: `course-word${one.centred ? " centred" : ""}${one.strong ? " strong" : ""}`, style: { left: `${one.left}%` } }, one.text);
    return el("div", { className: "course", role: "img", "aria-label": library.sentence(course, zero) },
      el("div", { className: "course-breaks" }, ...course.breaks.map((gap) => el("div", { className: "course-break", style: place(gap), title: gap.words || null }))),
      ...course.rows.map(row), el("div", { className: "course-axis" }, el("span", { className: "course-name course-zero", title: words }, words), line(...course.words.map(word))));
  },

  // What a strip holds, in words. Pure.
  sentence: (course, zero) => `Strip of the course, in days from ${zero}. Statements in each lane: ${course.rows.map((row) => `${row.title} ${row.events}`).join(", ") || "none"}.`,
};

if (typeof module !== "undefined") module.exports = library;
else (window.dash_clientside = window.dash_clientside || {}).library = library;
