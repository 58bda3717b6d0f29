// Draws one view of a presentation into a box: question, pictures, words, strip. What is said and where a mark stands is
// decided on the server; here words are made as large as the room allows.
const present_draw = {
  SCALES: [1.5, 1.35, 1.2, 1.1, 1],
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
      const image = shown.address ? el("img", { src: shown.address, alt: `${shown.label}, ${said}`, on: { error: (event) => event.target.replaceWith(alone) } }) : alone;
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

  // The largest words that the room holds; where the smallest do not fit, the last lines of the lists go, and are counted.
  fit(words) {
    const over = () => words.scrollHeight > words.clientHeight + 1 || words.scrollWidth > words.clientWidth + 1;
    for (const scale of present_draw.SCALES) {
      words.style.setProperty("--k", scale);
      if (!over()) return;
    }
    const { el } = window.dash_clientside.dom;
    for (const name of [".present-others", ".present-findings"]) {
      const list = words.querySelector(name), more = el("li", { className: "present-more" });
      for (let gone = 1; list && over() && list.children.length > (gone > 1 ? 1 : 0); gone += 1) {
        const rows = [...list.children].filter((row) => row !== more);
        if (!rows.length) break;
        rows.at(-1).remove();
        more.textContent = `and ${gone} more`;
        list.append(more);
      }
    }
    if (over()) words.querySelector(".present-term")?.remove();
  },
};

if (typeof module !== "undefined") module.exports = present_draw;
else (window.dash_clientside = window.dash_clientside || {}).present_draw = present_draw;
