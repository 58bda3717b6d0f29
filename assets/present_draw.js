// Draws one view of a presentation into a box: question, pictures, words, strip. What is said and where a mark stands is
// decided on the server; here words are made as large as the room allows.
const present_draw = {
  SCALES: [1.8, 1.6, 1.4, 1.25, 1.1, 1, 0.93, 0.86], // of 28 px of 1080: the smallest are 24
  MARKS: "Bracket: somewhere between. Fading bar: about. Chip: order only, no day.",

  view(box, told, view, number) {
    const { el } = window.dash_clientside.dom, words = present_draw.words(view);
    const body = el("div", { className: "present-body" }, present_draw.pictures(view), words);
    box.replaceChildren(present_draw.head(told), body, el("div", { className: "present-strip" }, present_draw.strip(view.strip)),
      present_draw.foot(told, view, number));
    present_draw.fit(words);
  },

  head(told) {
    const { el } = window.dash_clientside.dom;
    const who = el("p", { className: "present-who" }, el("strong", {}, told.title), told.who ? ` ${told.who}` : "");
    return el("header", { className: "present-head" }, el("h1", {}, told.question), who);
  },

  pictures(view) {
    const { el } = window.dash_clientside.dom;
    if (!view.pictures.length) return "";
    const one = (shown) => {
      const said = [shown.illustration && "illustration, not patient data", shown.caption].filter(Boolean).join(", ");
      const alone = el("p", { className: "present-none" }, "no picture");
      const image = shown.address ? el("img", { src: present_pictures.source(shown.address), alt: `${shown.label}, ${said}`, on: { error: (event) => event.target.replaceWith(alone) } }) : alone;
      return el("figure", {}, image, el("figcaption", {}, el("strong", {}, `${shown.label}, ${shown.when}`), el("span", {}, said)));
    };
    return el("div", { className: `present-pictures of-${view.pictures.length}` }, ...view.pictures.map(one));
  },

  words(view) {
    const { el } = window.dash_clientside.dom;
    const list = (name, texts) => texts.length ? el("ul", { className: name }, ...texts.map((text) => el("li", {}, text))) : "";
    const state = el("dl", { className: "present-state" }, ...view.state.flatMap(([name, words]) => [el("dt", {}, name), el("dd", {}, words)]));
    return el("div", { className: "present-words" },
      el("div", { className: "present-event" }, el("h2", {}, view.label), el("p", { className: "present-when" }, view.when)),
      view.term ? el("p", { className: "present-term" }, view.term) : "", view.own ? el("p", { className: "present-own" }, view.own) : "",
      list("present-findings", view.findings), list("present-others", view.others), state);
  },

  // The strip comes as SVG of the server; it is taken in as elements, so that its words are words of the page.
  strip(text) {
    const found = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
    const svg = document.importNode(found, true);
    svg.removeAttribute("width");
    svg.removeAttribute("height");
    svg.setAttribute("role", "img");
    return svg;
  },

  foot(told, view, number) {
    const { el } = window.dash_clientside.dom;
    const withheld = told.withheld ? `${told.withheld} phrases are not shown: nobody has read them yet` : "";
    const right = withheld || (view.sources.length ? `Sources: ${view.sources.join("; ")}` : view.title);
    return el("footer", { className: "present-foot" }, el("p", {}, `Days from ${view.zero}. ${present_draw.MARKS}`),
      el("p", { className: "present-at" }, `${number} of ${told.count}`), el("p", { className: "present-sources" }, right));
  },

  // The largest words that the room holds; where the smallest do not fit, the ends of lists go, and what goes is counted.
  fit(words) {
    const over = () => words.scrollHeight > words.clientHeight + 1 || words.scrollWidth > words.clientWidth + 1;
    for (const scale of present_draw.SCALES) {
      words.style.setProperty("--k", scale);
      if (!over()) return;
    }
    for (const list of words.querySelectorAll("dd")) present_draw.shorten(list, over);
    if (over()) words.querySelector(".present-term")?.remove();
    for (const name of [".present-others", ".present-findings"]) present_draw.cut(words.querySelector(name), over);
    for (const row of [...words.querySelectorAll("dt, dd")].reverse()) if (over()) row.remove();
  },

  // A long enumeration loses its last parts.
  shorten(row, over) {
    const parts = row.textContent.split(", ");
    for (let kept = parts.length - 1; parts.length > 4 && kept > 1 && over(); kept -= 1) {
      row.textContent = `${parts.slice(0, kept).join(", ")} and ${parts.length - kept} more`;
    }
  },

  // A list loses its last rows.
  cut(list, over) {
    if (!list) return;
    const { el } = window.dash_clientside.dom, rows = [...list.children], more = el("li", { className: "present-more" });
    for (let kept = rows.length - 1; kept >= 0 && over(); kept -= 1) {
      rows[kept].remove();
      more.textContent = `${kept ? "and " : ""}${rows.length - kept} ${kept ? "more" : "more events"}`;
      list.append(more);
    }
  },
};

if (typeof module !== "undefined") module.exports = present_draw;
else (window.dash_clientside = window.dash_clientside || {}).present_draw = present_draw;
