// The page on which a story is prepared: the words that a room may see, and the views, dropped, moved, added, told. Every
// change is kept at once, as a version of its own.
const story = {
  boot() {
    const box = document.querySelector("main.story[data-case]");
    if (!box) return;
    story.now = { box, root: box.dataset.root, case: box.dataset.case, open: new Set() };
    story.load();
  },

  address: (name = "") => discreet.kept(`${story.now.root}cases/${encodeURIComponent(story.now.case)}${name && `/${name}`}`),

  async load() {
    const answer = await fetch(story.address("story.json"), { headers: { Accept: "application/json" } }).catch(() => null);
    const got = answer ? await answer.json().catch(() => ({})) : {};
    if (!answer?.ok) return story.box().replaceChildren(got.error || "The server does not answer. Reload the page to try again.");
    story.take(got);
  },

  box: () => story.now.box,

  take(got) {
    Object.assign(story.now, got);
    story.draw();
  },

  draw() {
    const { el } = window.dash_clientside.dom, one = story.now, focused = one.focus || [document.activeElement?.dataset?.focus];
    one.focus = null;
    const link = (words, name) => el("a", { href: story.address(name) }, words);
    story.box().replaceChildren(
      el("header", { className: "story-head" }, el("h1", {}, one.title), el("p", {}, one.who), el("p", { className: "story-question" }, one.question),
        el("nav", {}, el("a", { href: story.address() }, "Timeline"), link("Present", `present?unread=1${story.start()}`), el("span", {}, `Code in the room: ${one.code} (`, el("a", { href: discreet.kept(`${one.root}codes`) }, "all codes"), ")"))),
      one.locked ? story.locked() : "", story.reading(), story.list());
    const found = focused.filter(Boolean).map((name) => story.box().querySelector(`[data-focus="${CSS.escape(name)}"]`));
    found.find((button) => button && !button.disabled)?.focus();
  },

  // The view that the presentation is to begin with, when the page was opened on the way to it.
  start() {
    const query = new URLSearchParams(window.location.search);
    return ["view", "meeting"].filter((name) => query.get(name)).map((name) => `&${name}=${encodeURIComponent(query.get(name))}`).join("");
  },

  // Without its dates a story is read, and not changed: what hides them would be kept in their place.
  locked() {
    const { el } = window.dash_clientside.dom;
    return el("p", { className: "story-locked" }, "Dates are hidden, so the story can only be read here. ",
      el("button", { type: "button", on: { click: discreet.toggle } }, "Show dates to change it"));
  },

  // The words that are not known to identify nobody: a person reads them once, then a room may see them.
  reading() {
    const { el } = window.dash_clientside.dom, one = story.now;
    if (!one.words.length) return el("section", { className: "story-reading" }, el("p", {}, "Every word of this case is known to name nobody."));
    const words = el("div", { className: "story-words", tabIndex: 0, role: "group", "aria-label": "Words to be read" }, el("ul", {}, ...one.words.map((text) => el("li", {}, text))));
    if (one.read) {
      const back = one.locked ? "" : el("button", { type: "button", on: { click: () => story.keep({ read: false }) } }, "Take that back");
      return el("section", { className: "story-reading" }, el("p", {}, `Its ${one.words.length} phrases have been read and name nobody: the room sees them. `, back),
        el("details", {}, el("summary", {}, "The phrases"), words));
    }
    const yes = one.locked ? "" : el("button", { type: "button", id: "story-read", className: "story-strong", on: { click: story.confirm } }, "I have read them: they name nobody. Present");
    const no = el("a", { className: "story-button", href: story.address(`present?unread=1${story.start()}`) }, "Present without them");
    return el("section", { className: "story-reading" }, el("h2", {}, "Before a room sees it"),
      el("p", {}, `Names, numbers, dates, places and sources are left out in front of a room. ${one.words.length} phrases of this case could still name somebody, and no program can tell: read them once.`),
      words, el("div", { className: "story-buttons" }, yes, no));
  },

  async confirm() {
    if (await story.keep({ read: true })) window.location.assign(story.address(`present?${story.start().slice(1)}`));
  },

  list() {
    const { el } = window.dash_clientside.dom, { story_views, story_form } = window.dash_clientside, one = story.now;
    const kept = one.by_rule ? "made by rule" : `kept by ${one.keeper}${one.at && `, ${one.at.slice(0, 16).replace("T", " ")} UTC`}`;
    const lost = one.lost ? el("p", { className: "story-lost" }, `${one.lost} kept views are gone: the case no longer has their events.`) : "";
    const rule = one.by_rule || one.locked ? "" : el("button", { type: "button", on: { click: () => story.keep({ views: null }) } }, "Make it by rule again");
    const here = !one.locked && story_views.fromAddress(window.location.search, one.events);
    const add = here && el("button", { type: "button", on: { click: () => story.change([...one.views, here]) } }, "Add the view you come from");
    return el("section", { className: "story-list" }, el("h2", {}, "The story"),
      el("p", {}, `${story_views.length(one.views.length)}; ${kept}. `, rule), lost,
      el("ol", {}, ...one.views.map((view, at) => story_form.view(view, at))),
      el("div", { className: "story-buttons" }, one.locked ? "" : story_form.adder(), add || ""),
      el("p", { id: "story-said", role: "status" }, one.said || ""));
  },

  // Changes the views and keeps them.
  change: (views) => story.keep({ views: window.dash_clientside.story_views.kept(views) }),

  // Keeps the story as the next version; false where that was refused, which is said.
  async keep(change) {
    const one = story.now, { story_views } = window.dash_clientside;
    const body = { views: one.by_rule ? null : story_views.kept(one.views), read: one.read, seen: one.version, ...change };
    const headers = { "Content-Type": "application/json", Accept: "application/json" };
    const answer = await fetch(story.address("story"), { method: "POST", headers, body: JSON.stringify(body) }).catch(() => null);
    const got = answer ? await answer.json().catch(() => ({})) : {};
    one.said = answer?.ok ? "Kept." : got.error || "The server does not answer: the change is not kept.";
    if (answer?.ok) story.take(got);
    else story.box().querySelector("#story-said").textContent = one.said;
    return Boolean(answer?.ok);
  },
};

if (typeof module !== "undefined") module.exports = story;
else {
  (window.dash_clientside = window.dash_clientside || {}).story = story;
  queueMicrotask(story.boot);
}
