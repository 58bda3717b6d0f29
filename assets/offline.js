// A case in a file of its own: what the page would ask a server is answered from within the file. Nothing is requested from
// anywhere; the policy of the file forbids it too. On a server this script does nothing.
const offline = {
  ELSEWHERE: "This file holds the days that it was made with. Any other day 0 needs the program itself.",
  NOT_SO: "With this day 0 the file holds the usual drawing only. The program itself can show the other.",
  NOT_HERE: "This is not in the file. The program itself can show it.",
  pictures: new Map(),

  boot() {
    const data = document.getElementById("offline-data");
    if (!data) return;
    offline.data = JSON.parse(data.textContent);
    window.fetch = offline.fetch;
    const { timeline, address } = window.dash_clientside;
    timeline.keep = () => {}; // an address of a file is no address of a view
    offline.counting();
    const { zero } = offline.data, { read } = address;
    address.read = (search) => ({ ...read(search), zero });
    queueMicrotask(() => {
      offline.story();
      offline.stamp();
      document.addEventListener("click", offline.clicked);
    });
  },

  // Only days 0 that the file holds can be chosen; dates are there or not, as the file was made.
  counting() {
    const { zero, commands } = window.dash_clientside, choose = zero.choose, held = new Set(offline.data.figures.map((one) => one.zero));
    zero.choose = (target) => (held.has(target.selector) ? choose(target) : offline.say(offline.ELSEWHERE));
    commands.ACTIONS.zero = () => offline.say(offline.ELSEWHERE);
    commands.unfold = () => offline.say(offline.NOT_HERE);
    commands.ACTIONS["hide-dates"] = () => offline.say(offline.NOT_HERE);
  },

  say: (words) => void (document.getElementById("timeline-sentence").textContent = words),

  // What `fetch` gives for an address: an answer of the file, else a sentence.
  async fetch(address) {
    const [path, search] = String(address).replace(/^.*?(?=cases\/|images\/|exports\/)/, "").split("?"), query = new URLSearchParams(search);
    try {
      const body = await offline.answer(decodeURIComponent(path), query);
      return new Response(body, { status: 200 });
    } catch (problem) {
      return new Response(JSON.stringify({ error: problem.message }), { status: 422 });
    }
  },

  async answer(path, query) {
    const kept = (name, given) => offline.unpack(offline.data.answers[`${name}?${new URLSearchParams(given)}`]);
    const zero = query.get("zero") || "", counted = zero ? { zero } : {};
    if (path.endsWith("/timeline.json")) return offline.timeline(path.replace("timeline.json", "events"), query, counted);
    if (/\/table\.(json|csv)$/.test(path)) return kept(path, counted);
    if (/^images\/[^/]+\/opening\/\d+$/.test(path)) return offline.opening(...path.split("/opening/"));
    if (path.startsWith("images/")) return offline.unpack(offline.data.answers[path]);
    throw new Error(offline.NOT_HERE);
  },

  // What a viewer begins with, as the server sends it: the length of a JSON, the JSON, and slice `at`, if the file has it.
  async opening(image, at) {
    const info = JSON.parse(await offline.text(offline.data.answers[`${image}/opening`])), slice = offline.data.answers[`${image}/slices/${at}`];
    const told = new TextEncoder().encode(JSON.stringify({ ...info, at: Number(at), trouble: slice === undefined ? offline.NOT_HERE : "" }));
    const parts = [new Uint32Array([told.length]), told, slice === undefined ? "" : await offline.unpack(slice)];
    return new Blob(parts).arrayBuffer();
  },

  // The figure for a query, with the records where they are asked for.
  async timeline(events, query, counted) {
    const list = (name) => (query.get(name) || "").split(".").filter(Boolean);
    const asked = {
      zero: query.get("zero") || "", theme: query.get("theme"), w: Number(query.get("w")), h: Number(query.get("h")), from: query.get("from"), to: query.get("to"),
      hide: list("hide"), fold: list("fold"), order: list("order"), lines: query.get("lines"), plain: query.get("plain"), linear: query.get("linear"),
      beside: query.get("beside"), ink: getComputedStyle(document.documentElement).getPropertyValue("--ink2").trim(),
    };
    const { offline_figure: fitting } = window.dash_clientside, best = fitting.nearest(offline.data.figures, asked);
    if (!best) throw new Error(offline.ELSEWHERE);
    offline.correct(best.flags, asked);
    const whole = JSON.parse(offline.withPictures(await offline.text(offline.data.answers[`${events}?${new URLSearchParams(counted)}`])));
    best.figure = best.figure || JSON.parse(await offline.text(best.body));
    const told = query.get("events") === "1" ? whole : { zero: whole.zero, clock: whole.clock };
    return JSON.stringify({ ...told, figure: fitting.fitted(best.figure, { ...asked, clock: whole.clock }) });
  },

  // A choice that the file has no figure for is taken back, and said so.
  correct(flags, asked) {
    const { timeline, offline_figure: fitting } = window.dash_clientside;
    const wrong = Object.entries(fitting.FLAGS).filter(([name]) => Boolean(flags[name]) !== Boolean(asked[name]));
    for (const [name, own] of wrong) timeline.now.view[own] = Boolean(flags[name]);
    if (wrong.length) setTimeout(() => offline.say(offline.NOT_SO), 400);
  },

  // Pictures that a text names by their address, named by where the browser holds them.
  withPictures: (text) => text.replace(/"(\/images\/[^"?]+\?size=[^"]+)"/g, (all, address) => JSON.stringify(offline.picture(address.slice(1)))),

  picture(address) {
    if (!offline.pictures.has(address)) {
      const bytes = offline.bytes(offline.data.answers[address] || "");
      offline.pictures.set(address, bytes.length ? URL.createObjectURL(new Blob([bytes], { type: "image/jpeg" })) : "");
    }
    return offline.pictures.get(address);
  },

  bytes: (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0)),

  // The content of a kept answer. Raises where the file has none.
  async unpack(packed) {
    if (packed === undefined) throw new Error(offline.NOT_HERE);
    return new Response(new Blob([offline.bytes(packed)]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
  },

  text: async (packed) => new TextDecoder().decode(await offline.unpack(packed)),

  // The story: a button a view; a view is a window, an event in focus and a sentence.
  story() {
    const { el } = window.dash_clientside.dom, box = document.getElementById("offline-story"), { story } = offline.data;
    const button = (view, at) => el("button", { type: "button", title: view.sentence, on: { click: () => offline.show(at) } }, `${at + 1} ${view.title}`);
    const step = (by, sign, words) => el("button", { type: "button", "aria-label": words, on: { click: () => offline.show(offline.at + by) } }, sign);
    offline.at = -1;
    box.hidden = !story.length;
    box.replaceChildren(el("strong", {}, "Story"), step(-1, "\u2039", "Previous view"), ...story.map(button), step(1, "\u203a", "Next view"));
  },

  async show(at) {
    const { timeline } = window.dash_clientside, { story, zero } = offline.data, view = story[Math.min(Math.max(at, 0), story.length - 1)];
    offline.at = story.indexOf(view);
    await timeline.change({ start: view.start, stop: view.stop, zero: view.zero || zero, pictures: [], event: view.event }, { events: true });
    timeline.select(view.event);
    document.getElementById("timeline").focus({ preventScroll: true }); // Enter and the arrows now mean the event
    const { el } = window.dash_clientside.dom, sentence = document.getElementById("timeline-sentence");
    sentence.replaceChildren(el("strong", {}, `${view.title}.`), ` ${view.sentence}`);
    const buttons = document.querySelectorAll("#offline-story button[title]");
    buttons.forEach((button, place) => button.setAttribute("aria-current", String(place === offline.at)));
  },

  // What the file says of itself.
  stamp() {
    const { el } = window.dash_clientside.dom;
    document.getElementById("offline-stamp").replaceChildren(...offline.data.stamp.flatMap(([name, words]) => [el("dt", {}, name), el("dd", {}, words)]));
  },

  // The table as CSV is saved from within.
  async clicked(event) {
    const link = event.target.closest?.('a[href*="table.csv"]');
    if (!link) return;
    event.preventDefault();
    const answer = await offline.fetch(link.getAttribute("href"));
    const { el } = window.dash_clientside.dom, address = URL.createObjectURL(new Blob([await answer.arrayBuffer()], { type: "text/csv" }));
    el("a", { href: address, download: `${offline.data.case}.csv` }).click();
  },
};

if (typeof module !== "undefined") module.exports = offline;
else {
  (window.dash_clientside = window.dash_clientside || {}).offline = offline;
  queueMicrotask(offline.boot);
}
