// Which code is which case: a list that comes when somebody asks for it, and is gone with the page.
const codes = {
  COLUMNS: [["code", "Code"], ["title", "Case"], ["who", "Who"], ["patient", "Number, birth"]],

  boot() {
    const box = document.querySelector("main.codes");
    if (!box) return;
    const { el } = window.dash_clientside.dom;
    const show = el("button", { type: "button", id: "codes-show", className: "story-strong", on: { click: () => codes.show(box) } }, "Show which code is which case");
    box.replaceChildren(el("header", { className: "story-head" }, el("h1", {}, "Codes of cases"), el("nav", {}, el("a", { href: discreet.kept(box.dataset.root) }, "Cases"))),
      el("p", {}, "In front of a room a case has a code. This list ties the codes to the cases again: not for a projector. The audit notes that you have seen it."),
      el("div", { className: "story-buttons" }, show), el("div", { id: "codes-list", role: "status" }));
  },

  async show(box) {
    const { el } = window.dash_clientside.dom, list = document.getElementById("codes-list");
    const answer = await fetch(discreet.kept(`${box.dataset.root}codes`), { method: "POST", headers: { Accept: "application/json" } }).catch(() => null);
    const got = answer ? await answer.json().catch(() => ({})) : {};
    if (!answer?.ok) return list.replaceChildren(got.error || "The server does not answer. Try again.");
    const link = (one) => el("a", { href: discreet.kept(`${box.dataset.root}cases/${encodeURIComponent(one.id)}`) }, one.title);
    const row = (one) => el("tr", {}, ...codes.COLUMNS.map(([name]) => el(name === "code" ? "th" : "td", { scope: name === "code" && "row" }, name === "title" ? link(one) : one[name])));
    const head = el("tr", {}, ...codes.COLUMNS.map(([, title]) => el("th", { scope: "col" }, title)));
    list.replaceChildren(el("table", { className: "codes-table" }, el("thead", {}, head), el("tbody", {}, ...got.cases.map(row))));
  },
};

if (typeof module !== "undefined") module.exports = codes;
else {
  (window.dash_clientside = window.dash_clientside || {}).codes = codes;
  queueMicrotask(codes.boot);
}
