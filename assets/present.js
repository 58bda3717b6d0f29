// A case in front of a room: loads its views, steps through them, goes black, stays in step with the presenter's window.
// The address holds the whole state; what a room sees holds no name unless somebody has asked for it.
const present = {
  PAGE: 24, // views in one answer

  boot() {
    const box = document.querySelector(".present-stage");
    if (!box) return;
    const { present_state } = window.dash_clientside;
    present.now = { box, code: box.dataset.code, root: box.dataset.root, views: {}, count: 0, ...present_state.read(window.location.search) };
    present.black = box.parentElement.appendChild(window.dash_clientside.dom.el("div", { id: "present-black", hidden: true, role: "status", "aria-label": "The screen is black" }));
    document.addEventListener("keydown", present.key);
    document.addEventListener("fullscreenchange", present.unfilled);
    document.addEventListener("decision-saved", present.anew);
    window.addEventListener("beforeunload", () => { present.now.going = true; });
    window.addEventListener("resize", () => { clearTimeout(present.now.timer); present.now.timer = setTimeout(present.anew, 200); });
    present.channel = present_channel.open(present.now.code, present.heard);
    present.anew();
  },

  source(start) {
    const one = present.now, { present_state } = window.dash_clientside;
    const query = new URLSearchParams({ start, w: present_state.room(window.innerWidth, window.innerHeight) });
    for (const name of ["every", "identified"]) if (one[name]) query.set(name, "1");
    if (one.theme) query.set("theme", one.theme);
    return discreet.kept(`${one.root}present/${one.code}/views.json?${query}`);
  },

  // The view of that number, fetched with its neighbours when it is not here yet; null where the server does not answer.
  async fetched(at) {
    const one = present.now;
    if (one.views[at]) return one.views[at];
    const start = Math.floor(at / present.PAGE) * present.PAGE, key = `${one.every} ${one.identified}`;
    const answer = await fetch(present.source(start), { headers: { Accept: "application/json" } }).catch(() => null);
    const got = answer ? await answer.json().catch(() => ({})) : {};
    if (key !== `${one.every} ${one.identified}`) return null;
    if (!answer?.ok) return present.fail(got.error || "The server does not answer. Press a key to try again.");
    got.views.forEach((view, place) => { one.views[start + place] = view; });
    Object.assign(one, { told: got, count: got.count });
    return one.views[at] || (got.count && at >= got.count ? present.fetched((one.at = got.count - 1)) : null);
  },

  fail(sentence) {
    const { el } = window.dash_clientside.dom;
    if (!present.now.told) present.now.box.replaceChildren(el("p", { className: "present-none" }, sentence));
    return null;
  },

  // Shows the present view, keeps it in the address and tells the other window.
  async show() {
    const one = present.now, wanted = one.at, { present_draw, present_state } = window.dash_clientside;
    present.black.hidden = !one.black;
    window.history.replaceState(null, "", window.location.pathname + present_state.write(one));
    const view = await present.fetched(wanted);
    if (!view || wanted !== one.at && view !== one.views[one.at]) return;
    await document.fonts.ready;
    present_draw.view(one.box, one.told, view, one.at + 1);
    one.box.dataset.view = one.at + 1;
    window.history.replaceState(null, "", window.location.pathname + present_state.write(one));
    present.tell();
    present.ahead();
  },

  // The pictures of the views that are here are fetched before they are asked for, those after the present one first.
  ahead() {
    const { at, views } = present.now, numbers = Object.keys(views).map(Number).sort((one, two) => one - two);
    const after = numbers.filter((number) => number >= at), before = numbers.filter((number) => number < at).reverse();
    window.dash_clientside.present_pictures.keep([...after, ...before].map((number) => views[number]));
  },

  tell() {
    const { at, black, every, identified, views, told } = present.now;
    present.channel.say({ at, black, every, identified, told: { ...told, views: [] }, view: views[at], next: views[at + 1] });
  },

  // What the presenter's window says: a step, or a question where the presentation is.
  heard(said) {
    if (said.ask) return present.now.told && present.tell();
    if (said.act && present.ACTIONS[said.act]) present.ACTIONS[said.act]();
  },

  async anew() {
    present.now.views = {};
    await present.show();
    present.now.width = window.innerWidth;
  },

  step(action) {
    const { present_state } = window.dash_clientside, one = present.now;
    if (one.black) return;
    one.at = one.count ? present_state.moved(one.at, action, one.count) : one.at;
    return present.show();
  },

  turn(change) {
    Object.assign(present.now, change, { views: {} });
    return present.show();
  },

  ACTIONS: {
    next: () => present.step("next"),
    previous: () => present.step("previous"),
    first: () => present.step("first"),
    last: () => present.step("last"),
    black: () => { present.now.black = !present.now.black; return present.show(); },
    every: () => present.turn({ every: !present.now.every, at: 0 }),
    identify: () => (present.now.identified ? present.turn({ identified: false }) : present_ask.names(() => present.turn({ identified: true }))),
    notes: () => window.open(discreet.kept(`${present.now.root}present/${present.now.code}/notes`), `notes-${present.now.code}`, "popup,width=1100,height=760"),
    help: () => present_ask.help(),
    full: () => present.fill(!document.fullscreenElement),
    leave: () => present.leave(),
  },

  // The whole screen, where the browser lets us; without it all works as well.
  fill(wanted) {
    present.now.filled = wanted;
    if (wanted && !document.fullscreenElement) document.documentElement.requestFullscreen?.({ navigationUI: "hide" }).catch(() => { present.now.filled = false; });
    if (!wanted && document.fullscreenElement) document.exitFullscreen();
  },

  // A browser takes Esc for itself in full screen: leaving that leaves the presentation, unless a key or a reload did it.
  unfilled() {
    if (document.fullscreenElement || !present.now.filled) return;
    present.now.filled = false;
    setTimeout(() => present.now.going || present.leave(), 250);
  },

  leave() {
    present.now.going = true;
    const { root, code, meeting } = present.now;
    window.location.assign(discreet.kept(`${root}present/${code}/leave${meeting ? `?meeting=${encodeURIComponent(meeting)}` : ""}`));
  },

  key(event) {
    if (document.querySelector("dialog[open]")) return;
    const action = window.dash_clientside.present_keys.action(event, present.now.black);
    if (!action) return;
    event.preventDefault();
    if (present.now.filled === undefined && !["leave", "full"].includes(action)) present.fill(true);
    present.ACTIONS[action]();
  },
};

if (typeof module !== "undefined") module.exports = present;
else {
  (window.dash_clientside = window.dash_clientside || {}).present = present;
  queueMicrotask(present.boot);
}
