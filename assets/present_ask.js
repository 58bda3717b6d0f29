// The two questions of a presentation: whether names are to be shown to the room, and which key does what.
const present_ask = {
  KEYS: [
    ["Page \u2193 \u2192 Space", "next view"], ["Page \u2191 \u2190 Shift Space", "previous view"], ["Home End", "first and last view"],
    ["b  .", "black, and back"], ["d", "write down the decision"], ["e", "the story, or every event of the record"], ["n", "the presenter\u2019s own window"],
    ["i", "names, after a question; again without"], ["f", "full screen"], ["Esc", "back to the case"],
  ],
  NAMES: "The room will see who the patient is: name, number, dates, places. The audit notes that you have shown them.",

  dialog(...parts) {
    const { el } = window.dash_clientside.dom, box = el("dialog", { className: "present-dialog" }, ...parts);
    box.addEventListener("close", () => box.remove());
    document.body.append(box);
    box.showModal();
    return box;
  },

  away(box) {
    box.close();
    box.remove();
  },

  names(show) {
    const { el } = window.dash_clientside.dom;
    const hidden = el("button", { type: "button", on: { click: () => present_ask.away(box) } }, "Keep them hidden");
    const shown = el("button", { type: "button", id: "present-identify", on: { click: () => { present_ask.away(box); show(); } } }, "Show names");
    const box = present_ask.dialog(el("h2", {}, "Show identifiers?"), el("p", {}, present_ask.NAMES), el("div", { className: "present-buttons" }, hidden, shown));
    hidden.focus();
  },

  help() {
    const { el } = window.dash_clientside.dom;
    const rows = present_ask.KEYS.flatMap(([key, words]) => [el("dt", {}, key), el("dd", {}, words)]);
    const close = el("button", { type: "button", on: { click: () => present_ask.away(box) } }, "Close");
    const box = present_ask.dialog(el("h2", {}, "Keys"), el("dl", {}, ...rows), el("div", { className: "present-buttons" }, close));
  },
};

if (typeof module !== "undefined") module.exports = present_ask;
else (window.dash_clientside = window.dash_clientside || {}).present_ask = present_ask;
