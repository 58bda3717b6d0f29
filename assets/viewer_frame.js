// How the pictures stand: one with its caption and what it can be compared with, two with their captions at the sides,
// more in columns with one row of the caption below the other, so that a room reads along a line.
const viewer_frame = {
  draw(box, one, panes, state, act) {
    const bar = viewer_bar.draw(one, panes, state, act),
      arranged = panes.length > 2 ? viewer_frame.columns(one, panes) : viewer_frame.row(one, panes, act);
    box.dataset.count = panes.length;
    box.replaceChildren(bar, ...arranged.filter(Boolean));
    box.querySelectorAll(".viewer-caption").forEach(viewer_frame.sign);
  },

  row(one, panes, act) {
    const { el } = window.dash_clientside.dom,
      studies = panes.map((pane) => pane.study),
      findings = panes.length > 1 ? "said" : "all";
    const shown = panes.map((pane) =>
      el(
        "article",
        { className: "viewer-study", "aria-label": pane.study.label },
        viewer_frame.caption(one, pane.study, findings),
        pane.box,
      ),
    );
    if (panes.length > 1) shown.splice(1, 0, viewer_frame.interval(one, ...studies));
    else shown.push(viewer_frame.others(one, panes, act));
    return [panes.length > 1 && viewer_findings.rows(studies), el("div", { className: "viewer-row" }, ...shown)];
  },

  columns(one, panes) {
    const { el } = window.dash_clientside.dom,
      studies = panes.map((pane) => pane.study);
    const heads = studies.map((study, i) => viewer_frame.heading(one, study, studies[i + 1]));
    const pictures = panes.map((pane) => el("article", { "aria-label": pane.study.label }, pane.box));
    return [
      viewer_findings.columns(studies, heads),
      el("div", { className: "viewer-pictures" }, viewer_findings.key(studies), ...pictures),
      viewer_frame.captions(one, studies),
    ];
  },

  // Label and day, and how long it is to the next study.
  heading(one, study, next) {
    const { el } = window.dash_clientside.dom;
    return el(
      "div",
      { className: "viewer-heading" },
      el("h2", {}, study.label),
      el("span", { className: "viewer-day" }, viewer_frame.day(one, study)),
      next
        ? el(
            "span",
            { className: "viewer-until" },
            viewer_caption.interval(one, study, next),
            el("i", { "aria-hidden": "true" }),
            el("span", { className: "sr" }, ` to ${next.label}`),
          )
        : "",
    );
  },

  day: (one, study) => (one.byId[study.event] ? window.dash_clientside.moment.short(one.byId[study.event]) : ""),

  interval(one, a, b) {
    const { el } = window.dash_clientside.dom;
    return el(
      "div",
      { className: "viewer-interval" },
      el("strong", {}, viewer_caption.interval(one, a, b)),
      el("i", { "aria-hidden": "true" }),
      el("span", { className: "sr" }, `from ${a.label} to ${b.label}`),
    );
  },

  // The caption of one study: what was true when the picture was taken.
  caption(one, study, findings) {
    const { el } = window.dash_clientside.dom,
      event = one.byId[study.event],
      mark = (name) => (trends.SHAPES[name] ? trends.mark(name) : "");
    const rows = viewer_caption
      .rows(one, study, { findings })
      .flatMap(([name, text]) => [el("dt", {}, mark(name), name), el("dd", {}, text)]);
    return el(
      "div",
      { className: "viewer-caption", tabIndex: 0 },
      el("header", {}, el("h2", {}, study.label), el("p", { className: "viewer-day" }, viewer_frame.day(one, study))),
      event ? el("p", { className: "viewer-term" }, event.term) : "",
      el("dl", {}, ...rows),
      viewer_frame.link(study),
    );
  },

  // The captions of several studies, a row for each matter; what is the same for all is said once.
  captions(one, studies) {
    const { el } = window.dash_clientside.dom,
      told = studies.map((study) => Object.fromEntries(viewer_caption.rows(one, study, { findings: "none" })));
    const rows = [...new Set(told.flatMap(Object.keys))].map((name) =>
      viewer_frame.captionRow(
        name,
        told.map((rows) => rows[name] || ""),
        el,
      ),
    );
    const links = studies.some((study) => study.pacs_link)
      ? el(
          "tr",
          {},
          el("th", { scope: "row" }, "PACS"),
          ...studies.map((study) => el("td", {}, viewer_frame.link(study))),
        )
      : "";
    return el("div", { className: "viewer-caption", tabIndex: 0 }, el("table", {}, el("tbody", {}, ...rows, links)));
  },

  captionRow(name, texts, el) {
    const same = texts.every((text) => text === texts[0]);
    const cells = same ? [el("td", { colSpan: texts.length }, texts[0])] : texts.map((text) => el("td", {}, text));
    return el("tr", { "data-row": name }, el("th", { scope: "row" }, name), ...cells);
  },

  link(study) {
    const { el } = window.dash_clientside.dom,
      given = { className: "viewer-link", href: study.pacs_link, target: "_blank", rel: "noopener noreferrer" };
    return study.pacs_link ? el("a", given, "Open in the PACS viewer") : "";
  },

  // Beside a single picture: the studies that it can be compared with.
  others(one, panes, act) {
    const { el } = window.dash_clientside.dom,
      rest = viewer_bar.others(one, panes);
    const image = (study) => el("img", { src: study.picture, alt: "", width: 72, height: 72, draggable: false });
    const button = (study) =>
      el(
        "button",
        { type: "button", on: { click: () => act.add(study.id) } },
        image(study),
        el("span", {}, el("strong", {}, study.label), viewer_frame.day(one, study)),
      );
    return rest.length
      ? el("aside", { className: "viewer-others" }, el("h3", {}, "Compare with"), ...rest.map(button))
      : "";
  },

  // A caption that does not fit says that there is more below.
  sign(caption) {
    const look = () =>
      caption.classList.toggle("more", caption.scrollHeight - caption.clientHeight - caption.scrollTop > 4);
    caption.addEventListener("scroll", look, { passive: true });
    new ResizeObserver(look).observe(caption);
  },
};

if (typeof module !== "undefined") module.exports = viewer_frame;
else (window.dash_clientside = window.dash_clientside || {}).viewer_frame = viewer_frame;
