// Under a picture: its series, a slider over its slices, its windows, and a button that takes it away.
const viewer_controls = {
  // More series than this are a menu and no row of buttons: beside one or two pictures, and beside more.
  BUTTONS: [3, 1],

  // Whether they were made for another picture than the one on screen.
  stale(pane) {
    const info = viewer_pane.info(pane),
      menu = info && !info.colour && viewer_pane.slice(pane);
    return pane.controlled !== info || Boolean(menu && pane.offered !== viewer_pane.windows(pane));
  },

  draw(pane, act) {
    const { el } = window.dash_clientside.dom;
    pane.controlled = viewer_pane.info(pane);
    pane.under.replaceChildren(
      ...[
        viewer_controls.series(pane, act, el),
        viewer_controls.slider(pane, act, el),
        viewer_controls.windows(pane, act, el),
        viewer_controls.remove(pane, act, el),
      ].filter(Boolean),
    );
  },

  series(pane, act, el) {
    const { series, label } = pane.study,
      names = viewer_caption.names_of(series);
    if (series.length > viewer_controls.BUTTONS[act.crowded() ? 1 : 0]) {
      const change = (event) => act.choose(pane, series[event.target.value]);
      return el(
        "select",
        { className: "viewer-names", "aria-label": `Series of ${label}`, on: { change } },
        ...names.map((name, i) => el("option", { value: i, selected: series[i] === pane.choice }, name)),
      );
    }
    const button = (one, i) =>
      el(
        "button",
        {
          type: "button",
          className: "viewer-series",
          "aria-pressed": String(one === pane.choice),
          title: one.caption,
          on: { click: () => act.choose(pane, one) },
        },
        names[i],
      );
    return el("div", { className: "viewer-names" }, ...series.map(button));
  },

  slider(pane, act, el) {
    const info = viewer_pane.info(pane),
      input = (event) => act.go(pane, Number(event.target.value));
    if (!info || info.slices < 2) return null;
    return el("input", {
      type: "range",
      min: 0,
      max: info.slices - 1,
      value: pane.at,
      "aria-label": `Slice of ${pane.study.label}`,
      on: { input },
    });
  },

  windows(pane, act, el) {
    const info = viewer_pane.info(pane);
    if (!info || info.colour) return null;
    const said = (one) => (one.width && one.function !== "TABLE" ? `${one.name} ${one.center}/${one.width}` : one.name);
    const option = (one) => el("option", { value: one.name }, said(one)),
      change = (event) => act.preset(pane, event.target.value);
    pane.offered = viewer_pane.windows(pane);
    return el(
      "select",
      { className: "viewer-windows", "aria-label": `Window of ${pane.study.label}`, on: { change } },
      el("option", { value: "" }, "window\u2026"),
      ...pane.offered.map(option),
      option({ name: "automatic" }),
    );
  },

  remove(pane, act, el) {
    const { label } = pane.study,
      words = `Take ${label} away`;
    return act.many()
      ? el(
          "button",
          {
            type: "button",
            className: "viewer-remove",
            "aria-label": words,
            title: words,
            on: { click: () => act.remove(pane) },
          },
          "\u00d7",
        )
      : null;
  },

  // The entry of the menu that is the window of the picture; "" for one that was dragged, or that is another picture's:
  // two files may call different windows the same.
  named({ offered, shared, window: chosen }, window) {
    const same = ({ name, center, width }) =>
      name === window?.name && center === window.center && width === window.width;
    if (offered.some(same)) return window.name;
    return window?.name === "automatic" && (chosen || !shared) ? "automatic" : "";
  },

  // Slider and menu as the picture stands now.
  follow(pane, window) {
    const slider = pane.under.querySelector("input"),
      menu = pane.under.querySelector(".viewer-windows");
    if (slider) slider.value = pane.at;
    if (menu && document.activeElement !== menu) menu.value = viewer_controls.named(pane, window);
  },
};

if (typeof module !== "undefined") module.exports = viewer_controls;
else (window.dash_clientside = window.dash_clientside || {}).viewer_controls = viewer_controls;
