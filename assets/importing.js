// The import page: which step it shows, what it asks the server, and how it follows a job. What each step looks like is in
// import_upload, import_report and import_tables.
const importing = {
  POLL_MS: 500,
  AT_WORK: ["reading", "accepting"],
  FAILED: "The server does not answer. Try again.",

  // Called by Dash when its page is there; `root` is the address below which everything lies.
  open(root) {
    importing.now = { root };
    importing.load();
    return true;
  },

  box: () => document.getElementById("importing-root"),

  jobId: () => new URLSearchParams(window.location.search).get("job") || "",

  // Shows the job of the address, or the start.
  async load() {
    const id = importing.jobId();
    if (!id) return importing.start();
    const told = await importing.ask("GET", `imports/${encodeURIComponent(id)}`);
    if (!told.id) {
      importing.go("");
      await importing.start();
      return importing.say(told.error);
    }
    importing.follow(told);
  },

  // The address of a case that was imported.
  caseAt: (id) => discreet.kept(`${importing.now.root}cases/${encodeURIComponent(id)}`),

  go(id) {
    const address = new URL(window.location.href);
    if (id) address.searchParams.set("job", id);
    else address.searchParams.delete("job");
    window.history.replaceState(window.history.state, "", address);
  },

  async start() {
    const got = await importing.ask("GET", "imports.json");
    if (!importing.box()) return;
    importing.show(...window.dash_clientside.import_upload.start(got));
  },

  show(...parts) {
    importing.box().replaceChildren(...parts);
    importing.box().dataset.shown = importing.now.told?.state || "start";
  },

  say(words) {
    const box = document.getElementById("importing-said");
    if (box) box.textContent = words || "";
  },

  // Asks until the job rests, and shows each state.
  async follow(told) {
    if (told.error) return importing.say(told.error);
    importing.go(told.id);
    importing.now.told = told;
    importing.now.choices = told.choices || importing.now.choices;
    importing.say("");
    importing.view(told);
    if (!importing.AT_WORK.includes(told.state)) return;
    await new Promise((later) => setTimeout(later, importing.POLL_MS));
    if (!importing.box() || importing.jobId() !== told.id) return;
    const next = await importing.ask("GET", `imports/${told.id}`);
    await importing.follow(next.id ? next : { ...told, words: importing.FAILED });
  },

  view(told) {
    const { import_upload, import_report } = window.dash_clientside;
    if (importing.AT_WORK.includes(told.state)) return importing.show(...import_upload.working(told));
    if (told.state === "receiving") return importing.show(...import_upload.come(told));
    importing.show(...import_report.page(told));
    import_report.filled(told);
  },

  // What a person does with a job: the next state is shown.
  act: async (method, path, body) => importing.follow(await importing.ask(method, `imports/${importing.now.told.id}${path}`, body)),

  read: (choices = {}) => importing.act("POST", "/read", { ...importing.now.choices, ...choices }),

  async ask(method, path, body) {
    const headers = { Accept: "application/json", "Content-Type": "application/json" };
    const sent = method === "GET" ? {} : { body: JSON.stringify(body || {}) };
    const answer = await fetch(importing.now.root + path, { method, headers, ...sent }).catch(() => null);
    const got = answer ? await answer.json().catch(() => ({})) : {};
    return answer?.ok ? got : { error: got.error || importing.FAILED };
  },

  button(words, call, className = "") {
    return window.dash_clientside.dom.el("button", { type: "button", className: `importing-button ${className}`, on: { click: call } }, words);
  },

  // A size in words. Pure.
  size(bytes) {
    if (bytes < 1000) return `${bytes} bytes`;
    if (bytes < 1e6) return `${Math.round(bytes / 1000)} kB`;
    if (bytes < 1e9) return `${(bytes / 1e6).toFixed(1)} MB`;
    return `${(bytes / 1e9).toFixed(2)} GB`;
  },

  // A number with its noun. Pure.
  count: (number, one, many = `${one}s`) => `${importing.number(number)} ${number === 1 ? one : many}`,

  // A number with thin gaps between thousands. Pure.
  number: (number) => String(number).replace(/\B(?=(\d{3})+(?!\d))/g, "\u202f"),

  // How long something took, in words. Pure.
  took(seconds) {
    if (seconds === null || seconds === undefined) return "";
    if (seconds < 60) return `${Math.round(seconds)} s`;
    const minutes = Math.floor(seconds / 60);
    return minutes < 120 ? `${minutes} min ${Math.round(seconds % 60)} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  },
};

if (typeof module !== "undefined") module.exports = importing;
else (window.dash_clientside = window.dash_clientside || {}).importing = importing;
