// The presenter's own window: the next view, the notes, the clock and the time spent on this case. It is in step with the
// first by a channel of the browser, in both directions, and needs the server only to begin.
const present_notes = {
  boot() {
    const box = document.querySelector(".present-notes");
    if (!box) return;
    const { dom } = window.dash_clientside, { el } = dom;
    const part = (name, ...inside) => el("section", { className: `notes-${name}` }, ...inside);
    const stage = (id) => el("div", { className: "notes-frame" }, el("div", { id, className: "present-stage" }));
    const act = (name, words) => el("button", { type: "button", on: { click: () => present_notes.channel.say({ act: name }) } }, words);
    present_notes.now = { box, code: box.dataset.code, root: box.dataset.root, at: 0, black: false, every: false, identified: false, notes: [] };
    box.replaceChildren(
      el("header", {}, el("strong", {}, box.dataset.code), el("span", { id: "notes-at", role: "status" }, "Waiting for the presentation\u2026"),
        el("span", { id: "notes-clock", title: "Clock" }), el("span", { id: "notes-spent", title: "Time spent on this case" }),
        el("button", { type: "button", on: { click: present_notes.restart } }, "Start the time anew")),
      part("present", el("h2", {}, "The room sees"), stage("notes-now")), part("next", el("h2", {}, "Next"), stage("notes-after")),
      part("words", el("h2", {}, "Notes"), el("p", { id: "notes-text" })),
      part("acts", act("previous", "Back"), act("next", "On"), act("black", "Black"), el("a", { href: discreet.kept(`${box.dataset.root}present/${box.dataset.code}/story`), target: "_blank" }, "Change story and notes")));
    document.addEventListener("keydown", present_notes.key);
    present_notes.channel = present_channel.open(box.dataset.code, present_notes.heard);
    present_notes.channel.say({ ask: true });
    present_notes.load();
    present_notes.tick();
    setInterval(present_notes.tick, 1000);
  },

  async load() {
    const one = present_notes.now, headers = { Accept: "application/json" };
    const answer = await fetch(discreet.kept(`${one.root}present/${one.code}/notes.json`), { headers }).catch(() => null);
    one.notes = answer?.ok ? (await answer.json()).notes : [];
    present_notes.draw();
  },

  // Everything that is drawn here comes from the first window: the views that it has, and where it is.
  heard(said) {
    if (said.at === undefined) return;
    Object.assign(present_notes.now, said);
    present_notes.draw();
  },

  draw() {
    const one = present_notes.now, box = (id) => document.getElementById(id), { present_draw } = window.dash_clientside;
    box("notes-text").textContent = (!one.every && one.notes[one.at]) || "No notes for this view.";
    if (!one.told) return;
    box("notes-at").textContent = `View ${one.at + 1} of ${one.told.count}${one.black ? ", screen black" : ""}${one.identified ? ", names shown" : ""}`;
    for (const [id, view, number] of [["notes-now", one.view, one.at + 1], ["notes-after", one.next, one.at + 2]]) {
      if (view) present_draw.view(box(id), one.told, view, number);
      else box(id).replaceChildren(window.dash_clientside.dom.el("p", { className: "present-none" }, id === "notes-after" ? "The last view" : ""));
    }
    box("notes-now").classList.toggle("is-black", one.black);
  },

  // The time counts from when this window was opened; it stands in the address, so that a reload goes on with it.
  tick() {
    const { present_state } = window.dash_clientside, since = Number(new URLSearchParams(window.location.search).get("since"));
    if (!since) return present_notes.restart();
    document.getElementById("notes-clock").textContent = new Date().toTimeString().slice(0, 5);
    document.getElementById("notes-spent").textContent = present_state.clock(Math.max(Date.now() - since, 0));
  },

  restart() {
    window.history.replaceState(null, "", discreet.kept(`${window.location.pathname}?since=${Date.now()}`));
    present_notes.tick();
  },

  key(event) {
    const action = window.dash_clientside.present_keys.action(event);
    if (!["next", "previous", "first", "last", "black"].includes(action)) return;
    event.preventDefault();
    present_notes.channel.say({ act: action });
  },
};

if (typeof module !== "undefined") module.exports = present_notes;
else {
  (window.dash_clientside = window.dash_clientside || {}).present_notes = present_notes;
  queueMicrotask(present_notes.boot);
}
