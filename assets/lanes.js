// The label column: name, latest value and rows of every lane, with buttons to fold, hide and move it.
const lanes = {
  PATTERNS: {
    intrathecal: "radial-gradient(circle at 2px 2px, BG 1px, transparent 1.3px) 0 0/4px 4px",
    corticosteroid: "repeating-linear-gradient(135deg, BG 0 1.2px, transparent 1.2px 3.4px)",
    anthracycline: "repeating-linear-gradient(0deg, BG 0 1.2px, transparent 1.2px 3.4px)",
    "vinca alkaloid": "repeating-linear-gradient(90deg, BG 0 1.2px, transparent 1.2px 3.4px)",
    asparaginase:
      "repeating-linear-gradient(45deg, BG 0 1px, transparent 1px 3px), repeating-linear-gradient(135deg, BG 0 1px, transparent 1px 3px)",
    radiotherapy: "repeating-linear-gradient(45deg, BG 0 1.2px, transparent 1.2px 3.4px)",
    "not classified":
      "repeating-linear-gradient(0deg, BG 0 1px, transparent 1px 4px), repeating-linear-gradient(90deg, BG 0 1px, transparent 1px 4px)",
  },

  // Where lane `name` lands in `names` when moved by `step`.
  moved(names, name, step) {
    const at = names.indexOf(name), to = at + step;
    if (at < 0 || to < 0 || to >= names.length) return names;
    const made = names.filter((one) => one !== name);
    made.splice(to, 0, name);
    return made;
  },

  draw(box, meta, act) {
    box.replaceChildren(...meta.lanes.map((lane) => lanes.label(lane, meta.axis_px, act)));
  },

  label(lane, axisPx, act) {
    const { el, px } = window.dash_clientside.dom;
    const given = { className: `lane${lane.folded ? " folded" : ""}`, "aria-label": lane.title };
    const body = lane.folded ? [] : lanes.body(lane, act);
    return el("section", { ...given, style: { top: px(lane.top + axisPx), height: px(lane.height) } }, lanes.head(lane, act), ...body);
  },

  // The title, which folds the lane, and what else can be done with it.
  head(lane, act) {
    const { el } = window.dash_clientside.dom;
    const tool = (name, sign, click) => {
      const words = `${name} ${lane.title}`;
      return el("button", { type: "button", title: words, "aria-label": words, on: { click } }, sign);
    };
    const title = el("button", {
      type: "button", className: "lane-title", "aria-expanded": String(!lane.folded), title: lane.folded ? "Unfold" : "Fold",
      on: { click: () => act.fold(lane.name) },
    }, lane.title);
    const tools = el("span", { className: "lane-tools" },
      tool("Move up", "\u2191", () => act.move(lane.name, -1)),
      tool("Move down", "\u2193", () => act.move(lane.name, 1)),
      tool("Hide", "\u00d7", () => act.hide(lane.name)));
    const count = `${lane.events} ${lane.events === 1 ? "event" : "events"}, folded`;
    return el("div", { className: "lane-head" }, title, tools, lane.folded ? el("span", { className: "lane-folded" }, count) : "");
  },

  body(lane, act) {
    const { el } = window.dash_clientside.dom, parts = [];
    if (lane.latest) parts.push(el("p", { className: "latest" }, el("strong", {}, lane.latest[0]), ` ${lane.latest[1]}`));
    for (const text of lane.sub) parts.push(el("p", { className: "lane-sub" }, text));
    for (const row of lane.rows) parts.push(lanes.row(row, act));
    return parts;
  },

  // The words beside a row; a button where it can be unfolded or folded.
  row(row, act) {
    const { el, px } = window.dash_clientside.dom, open = act.open.includes(row.toggle);
    const swatch = row.drug ? el("i", { className: "swatch", "aria-hidden": "true", style: lanes.swatch(row.drug) }) : null;
    const value = row.value ? el("strong", {}, row.value) : null;
    const title = [row.text, row.drug].filter(Boolean).join(", "), words = el("span", { className: "lane-row-words" }, row.text);
    const given = { className: "lane-row", title, style: { top: px(row.y) } };
    if (!row.toggle || !act.unfold) return el("span", given, words, value, swatch);
    const button = { ...given, type: "button", "aria-expanded": String(open), on: { click: () => act.unfold(row.toggle) } };
    return el("button", button, words, value, swatch);
  },

  swatch(drug) {
    const colour = `var(--c-${drug.replace(" ", "-")})`;
    const pattern = (lanes.PATTERNS[drug] || "").replaceAll("BG", "var(--bg)");
    return { background: pattern ? `${pattern}, ${colour}` : colour };
  },
};

if (typeof module !== "undefined") module.exports = lanes;
else (window.dash_clientside = window.dash_clientside || {}).lanes = lanes;
