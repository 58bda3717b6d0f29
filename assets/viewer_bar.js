// The bar over the pictures: what can be compared, what is tied, size and shade of all.
const viewer_bar = {
  WINDOWS: "One window for all. Grey values of MR have no common scale: tied windows can fake a change there (w)",

  draw(one, panes, state, act) {
    const { el } = window.dash_clientside.dom,
      { button } = viewer_bar;
    const tied =
      panes.length > 1
        ? [
            button("Scroll tied", "All pictures scroll together (s)", act.tieScroll, state.tied),
            button("Windows tied", viewer_bar.WINDOWS, act.tieWindows, state.tiedWindows),
          ]
        : [];
    return el(
      "div",
      { className: "viewer-bar", role: "toolbar", "aria-label": "Pictures" },
      el("strong", {}, panes.length > 1 ? "Comparison" : "Pictures"),
      viewer_bar.menu(one, panes, act, el),
      ...tied,
      button("Fit", "Whole picture (0)", act.fit),
      button("1:1", "One pixel of the picture for one of the screen (1)", act.exact),
      button("Invert", "Black for white (i)", act.invert, state.inverted),
      el("span", { className: "viewer-note" }, "Not for diagnosis"),
      el(
        "button",
        {
          type: "button",
          className: "viewer-close",
          "aria-label": "Close the pictures",
          title: "Close (Esc)",
          on: { click: act.close },
        },
        "\u00d7",
      ),
    );
  },

  button(name, title, click, pressed) {
    const state = pressed === undefined ? {} : { "aria-pressed": String(pressed) };
    return window.dash_clientside.dom.el("button", { type: "button", title, on: { click }, ...state }, name);
  },

  menu(one, panes, act, el) {
    const rest = viewer_bar.others(one, panes),
      change = (event) => event.target.value && act.add(event.target.value);
    if (!rest.length || act.full()) return "";
    return el(
      "select",
      { "aria-label": "Compare with", on: { change } },
      el("option", { value: "" }, "compare with\u2026"),
      ...rest.map((study) => el("option", { value: study.id }, study.label)),
    );
  },

  // The studies with pictures that are not on screen.
  others(one, panes) {
    const shown = panes.map((pane) => pane.study.id);
    return one.studies.filter((study) => study.series.length && !shown.includes(study.id));
  },
};

if (typeof module !== "undefined") module.exports = viewer_bar;
else (window.dash_clientside = window.dash_clientside || {}).viewer_bar = viewer_bar;
