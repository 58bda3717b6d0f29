// The first steps of an import: files dropped or chosen, sent one after the other as streams, and how far a job is.
const import_upload = {
  MOST_LISTED: 12,

  // The start: where to drop, a new case by hand, and the imports so far.
  start(got) {
    const { el } = window.dash_clientside.dom;
    const formats = el("ul", {}, ...(got.formats || []).map((one) => el("li", {}, el("strong", {}, one.title), `: ${one.needs}`)));
    return [
      import_upload.drop(), window.dash_clientside.import_case.section(),
      el("details", { className: "importing-known" }, el("summary", {}, "What can be imported"), formats),
      import_upload.log(got.imports || []),
    ];
  },

  drop() {
    const { el } = window.dash_clientside.dom;
    const choose = (words, given) => {
      const input = el("input", { type: "file", multiple: true, className: "sr", "aria-label": words, ...given });
      input.addEventListener("change", () => import_upload.send([...input.files].map((file) => [file.webkitRelativePath || file.name, file])));
      return el("label", { className: "importing-button" }, words, input);
    };
    const folder = choose("Choose a folder", {});
    folder.querySelector("input").webkitdirectory = true;
    const box = el("section", { className: "importing-drop", "aria-label": "Files to import" },
      el("h2", {}, "Drop files, folders or a zip archive here"),
      el("p", { className: "importing-buttons" }, choose("Choose files", {}), folder));
    for (const name of ["dragenter", "dragover"]) box.addEventListener(name, (event) => (event.preventDefault(), box.classList.add("over")));
    box.addEventListener("dragleave", () => box.classList.remove("over"));
    box.addEventListener("drop", async (event) => {
      event.preventDefault();
      box.classList.remove("over");
      import_upload.send(await import_upload.dropped(event.dataTransfer));
    });
    return box;
  },

  // The files of what was dropped, folders walked through: [path, file] …
  async dropped(transfer) {
    const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    if (!entries.length) return [...transfer.files].map((file) => [file.name, file]);
    const found = [];
    for (const entry of entries) await import_upload.walk(entry, "", found);
    return found;
  },

  async walk(entry, path, found) {
    const name = path + entry.name;
    if (entry.isFile) {
      found.push([name, await new Promise((done, failed) => entry.file(done, failed))]);
      return;
    }
    const reader = entry.createReader();
    for (;;) {
      const some = await new Promise((done, failed) => reader.readEntries(done, failed));
      if (!some.length) return;
      for (const one of some) await import_upload.walk(one, `${name}/`, found);
    }
  },

  // Sends the files one by one, then has them read. A job that is there takes them, else a new one.
  async send(files) {
    const { importing } = window.dash_clientside, { now } = importing;
    if (!files.length) return;
    const begun = now.told?.state === "receiving" ? now.told : await importing.ask("POST", "imports");
    if (begun.error) return importing.say(begun.error);
    now.told = begun;
    now.choices = {};
    importing.go(begun.id);
    const whole = files.reduce((sum, [, file]) => sum + file.size, 0), stopped = { yes: false };
    let sent = 0;
    for (const [number, [name, file]] of files.entries()) {
      importing.show(...import_upload.sending(number, files.length, sent, whole, name, stopped));
      const problem = await import_upload.put(begun.id, name, file, stopped);
      if (stopped.yes) return import_upload.forget();
      if (problem) {
        importing.show(...import_upload.start({}));
        await importing.ask("DELETE", `imports/${begun.id}`);
        now.told = null;
        importing.go("");
        return importing.say(`${name}: ${problem}`);
      }
      sent += file.size;
    }
    await importing.read();
  },

  async forget() {
    const { importing } = window.dash_clientside;
    await importing.ask("DELETE", `imports/${importing.now.told.id}`);
    importing.now.told = null;
    importing.go("");
    await importing.start();
    importing.say("Stopped. Nothing was stored.");
  },

  // One file as the body of a request; "" or what went wrong.
  async put(id, name, file, stopped) {
    const { importing } = window.dash_clientside, address = `${importing.now.root}imports/${id}/files?${new URLSearchParams({ name })}`;
    const given = { method: "PUT", body: file, headers: { Accept: "application/json", "Content-Type": "application/octet-stream" } };
    const control = new AbortController();
    stopped.call = () => control.abort();
    const answer = await fetch(address, { ...given, signal: control.signal }).catch(() => null);
    if (answer?.ok) return "";
    const got = answer ? await answer.json().catch(() => ({})) : {};
    return got.error || "it did not arrive. Send it again.";
  },

  sending(number, count, sent, whole, name, stopped) {
    const { el } = window.dash_clientside.dom, { importing } = window.dash_clientside;
    const halt = () => { stopped.yes = true; stopped.call?.(); };
    return [el("section", { className: "importing-work" },
      el("h2", {}, `Sending file ${number + 1} of ${count}`),
      el("progress", { max: whole || 1, value: sent, "aria-label": "Progress of sending" }),
      el("p", {}, `${name} (${importing.size(sent)} of ${importing.size(whole)} sent)`), importing.button("Stop", halt))];
  },

  // A job at work: what is being done, how far it is, and how to stop it.
  working(told) {
    const { el } = window.dash_clientside.dom, { importing } = window.dash_clientside, percent = Math.round(told.share * 100);
    const reading = told.state === "reading";
    const head = reading ? `Reading ${importing.count(told.count, "file")} (${importing.size(told.size)})` : "Storing";
    return [el("section", { className: "importing-work" },
      el("h2", {}, head),
      el("progress", reading ? { max: 100, value: percent, "aria-label": "Progress of reading" } : { "aria-label": "Storing" }),
      el("p", { role: "status" }, reading ? `${percent} %, ${told.words}` : "All of it in one step; this cannot be stopped halfway."),
      reading ? importing.button("Stop", () => importing.act("POST", "/stop")) : "")];
  },

  // Files that have come and are not read: after a stop, or where reading them all was refused.
  come(told) {
    const { el } = window.dash_clientside.dom, { importing } = window.dash_clientside;
    const names = told.files.slice(0, import_upload.MOST_LISTED).map((file) => el("li", {}, `${file.name}, ${importing.size(file.size)}`));
    const more = told.count - names.length;
    return [el("section", { className: "importing-come" },
      el("h2", {}, told.count ? `${importing.count(told.count, "file")} came, ${importing.size(told.size)}` : "No file has come yet"),
      told.words ? el("p", { className: "importing-problem", role: "alert" }, told.words) : "",
      el("ul", {}, ...names, more > 0 ? el("li", {}, `and ${importing.count(more, "more", "more")}`) : ""),
      el("p", { className: "importing-buttons" },
        told.count ? importing.button("Read the files", () => importing.read(), "main") : "",
        window.dash_clientside.import_report.tables(told) ? importing.button("Describe the tables", () => window.dash_clientside.import_tables.open()) : "",
        importing.button("Discard", () => importing.act("DELETE", "")))),
      import_upload.drop()];
  },

  // The imports so far, each with how long it took from the first byte to the decision.
  log(imports) {
    const { el } = window.dash_clientside.dom, { importing } = window.dash_clientside;
    if (!imports.length) return "";
    const head = ["Begun", "What", "Format", "Rows", "Outcome", "From upload to decision"].map((words) => el("th", { scope: "col" }, words));
    return el("section", { className: "importing-log" }, el("h2", {}, "Imports so far"),
      el("div", { className: "importing-scroll", tabIndex: 0, role: "region", "aria-label": "Imports so far" },
        el("table", {}, el("thead", {}, el("tr", {}, ...head)), el("tbody", {}, ...imports.map((one) => import_upload.line(one, importing))))));
  },

  line(one, importing) {
    const { el } = window.dash_clientside.dom, rows = one.rows ? `${importing.number(one.rows)} read, ${importing.number(one.refused)} refused` : "";
    const name = one.name || "nothing came";
    const what = one.outcome === "open" ? el("a", { href: discreet.kept(`${importing.now.root}import?job=${encodeURIComponent(one.id)}`) }, name) : name;
    const cells = [import_upload.moment(one.began), what, one.format, rows, import_upload.outcome(one, importing), importing.took(one.seconds)];
    return el("tr", {}, ...cells.map((cell) => el("td", {}, cell || "")));
  },

  outcome(one, importing) {
    const { el } = window.dash_clientside.dom;
    if (one.outcome !== "accepted" || one.cases.length !== 1) return one.outcome === "open" ? "waits for you" : one.outcome;
    return el("span", {}, "accepted: ", el("a", { href: importing.caseAt(one.cases[0]) }, one.cases[0]));
  },

  // A moment of the log on the clock of this machine. Pure but for the time zone.
  moment(iso) {
    const at = new Date(iso), two = (number) => String(number).padStart(2, "0");
    return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`;
  },
};

if (typeof module !== "undefined") module.exports = import_upload;
else (window.dash_clientside = window.dash_clientside || {}).import_upload = import_upload;
