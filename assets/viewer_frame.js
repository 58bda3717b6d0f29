// Round the pictures: the bar, the table of findings, captions, intervals, and the lines down to the timeline.
const viewer_frame = {
  // Fills the viewer with `panes`; `act` is what its buttons do.
  draw(box, one, panes, state, act) {
    const { el } = window.dash_clientside.dom, row = el("div", { className: "viewer-row", "data-count": panes.length });
    panes.forEach((pane, i) => {
      if (i) row.append(viewer_frame.between(one, panes[i - 1].study, pane.study, el));
      row.append(el("article", { className: "viewer-study", "aria-label": pane.study.label }, viewer_frame.caption(one, pane.study, el), pane.box));
    });
    if (panes.length === 1) row.append(viewer_frame.others(one, panes[0].study, act, el));
    const bar = viewer_frame.bar(one, panes, state, act, el);
    const table = panes.length > 1 ? viewer_frame.findings(panes.map((pane) => pane.study), el) : "";
    box.replaceChildren(...[bar, table, row].filter(Boolean));
  },

  bar(one, panes, state, act, el) {
    const button = (name, title, call, pressed) => el("button", { type: "button", title, on: { click: call }, ...(pressed === undefined ? {} : { "aria-pressed": String(pressed) }) }, name);
    const shown = panes.map((pane) => pane.study.id), rest = one.studies.filter((study) => study.series.length && !shown.includes(study.id));
    const compare = rest.length && panes.length < act.MOST ? el("select", { "aria-label": "Compare with", on: { change: (event) => event.target.value && act.add(event.target.value) } },
      el("option", { value: "" }, "compare with\u2026"), ...rest.map((study) => el("option", { value: study.id }, study.label))) : "";
    const many = panes.length > 1;
    return el("div", { className: "viewer-bar", role: "toolbar", "aria-label": "Pictures" },
      el("strong", {}, panes.map((pane) => pane.study.label).join(" \u00b7 ")), compare,
      many ? button("Scroll tied", "All pictures scroll together (s)", act.tieScroll, state.tied) : "",
      many ? button("Windows tied", "One window for all. Grey values of MR have no common scale: tied windows can fake a change there (w)", act.tieWindows, state.tiedWindows) : "",
      button("Fit", "Whole picture (0)", act.fit), button("1:1", "One pixel of the picture for one of the screen (1)", act.exact), button("Invert", "Black for white (i)", act.invert, state.inverted),
      el("span", { className: "viewer-note" }, "Not for diagnosis"),
      el("button", { type: "button", className: "viewer-close", "aria-label": "Close the pictures", title: "Close (Esc)", on: { click: act.close } }, "\u00d7"));
  },

  // The caption: what was true when the picture was taken.
  caption(one, study, el) {
    const event = one.byId[study.event], { panel } = window.dash_clientside;
    return el("div", { className: "viewer-caption", tabIndex: 0 }, el("header", {}, el("h2", {}, study.label), el("p", { className: "viewer-day" }, event ? moment.short(event) : "")),
      event ? el("p", { className: "viewer-term" }, event.term) : "",
      el("dl", {}, ...viewer_caption.rows(one, study).flatMap(([name, text]) => [el("dt", {}, name), el("dd", {}, text)])));
  },

  between(one, a, b, el) {
    return el("div", { className: "viewer-interval" }, el("strong", {}, viewer_caption.interval(one, a, b)), el("i", { "aria-hidden": "true" }), el("span", { className: "sr" }, `from ${a.label} to ${b.label}`));
  },

  // Beside a single picture: the studies that it can be compared with.
  others(one, study, act, el) {
    const rest = one.studies.filter((other) => other.series.length && other.id !== study.id);
    const moment = window.dash_clientside.moment, when = (other) => (one.byId[other.event] ? moment.when(one.byId[other.event]) : "");
    return el("aside", { className: "viewer-others" }, rest.length ? el("h3", {}, "Compare with") : "",
      ...rest.map((other) => el("button", { type: "button", on: { click: () => act.add(other.id) } }, el("img", { src: other.picture, alt: "", width: 96, height: 96, draggable: false }), el("span", {}, el("strong", {}, other.label), when(other)))));
  },

  // Study by finding: the header of a comparison.
  findings(studies, el) {
    const { film } = window.dash_clientside, names = viewer_caption.names(studies);
    if (!names.length) return "";
    const cell = (study, name) => {
      const said = study.findings[name], trend = said ? said.trend : "not reported", words = said ? [said.word || said.trend, ...said.conflicts].join(" ") : "not reported";
      return el("td", { className: `viewer-finding ${trend.replace(" ", "-")}`, title: said ? `${said.trend}${said.word && said.word !== said.trend ? `: ${said.word}` : ""}, ${said.place}` : "not reported" }, el("i", { "aria-hidden": "true" }, film.GLYPHS[trend] || ""), said ? el("span", { className: "sr" }, said.word && said.word !== said.trend ? `${trend}: ` : "") : "", words);
    };
    return el("table", { className: "viewer-findings" }, el("thead", {}, el("tr", {}, el("th", { scope: "col" }, el("span", { className: "sr" }, "Study")), ...names.map((name) => el("th", { scope: "col" }, name)))),
      el("tbody", {}, ...studies.map((study) => el("tr", {}, el("th", { scope: "row" }, study.label), ...names.map((name) => cell(study, name))))));
  },

  // The focus of each study on the timeline, and a line from its picture to it.
  follow(one, panes) {
    const { el, svg, px } = window.dash_clientside.dom, root = document.querySelector(".case-body"), axis = timeline.box("timeline");
    document.querySelectorAll(".viewer-band, .viewer-leaders").forEach((node) => node.remove());
    if (!panes.length || !one.meta || !timeline.plot()._fullLayout) return;
    const base = root.getBoundingClientRect(), scale = base.width / root.offsetWidth || 1, at = (rect) => ({ left: (rect.left - base.left) / scale, bottom: (rect.bottom - base.top) / scale, top: (rect.top - base.top) / scale, width: rect.width / scale });
    const ground = at(axis.getBoundingClientRect()), lines = svg("svg", { class: "viewer-leaders", "aria-hidden": "true" });
    for (const { study, box } of panes) {
      const event = one.byId[study.event], place = event && overlay.place(one.meta, event);
      if (!place) continue;
      const x0 = Math.max(timeline.toPx(place[0]), one.meta.left_px), x1 = Math.max(timeline.toPx(place[1]), x0);
      const own = one.meta.marks.find((mark) => mark.id === event.id && mark.lane === "imaging_studies"), ordered = event.mark === "order only" && own;
      const mark = own ? timeline.toPx(own.x) : (x0 + x1) / 2, band = ordered ? [mark - 11, 22] : [x0, Math.max(x1 - x0, 1.5)];
      const wide = !ordered && x1 - x0 > 100 ? " wide" : "";
      axis.prepend(el("div", { className: `focus-band viewer-band${wide}`, style: { left: px(band[0]), width: px(band[1]), height: px(one.meta.height) } }));
      const from = at(box.getBoundingClientRect()), middle = from.left + from.width / 2, to = ground.left + mark;
      const start = panes.length > 2 ? ground.top - 22 : from.bottom + 2;
      if (mark >= one.meta.left_px - 1) lines.append(svg("polyline", { points: `${middle},${start} ${middle},${start + 6} ${to},${ground.top - 3} ${to},${ground.top + 2}` }));
    }
    root.append(lines);
  },
};

if (typeof module !== "undefined") module.exports = viewer_frame;
else (window.dash_clientside = window.dash_clientside || {}).viewer_frame = viewer_frame;
