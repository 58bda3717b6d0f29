// Asking the server and telling it something, for pages that change what is kept: one address root, one kind of answer.
const talk = {
  NO_ANSWER: "The server does not answer. Nothing was saved; try again.",

  // The address below which everything lies, from that of a page of cases, meetings or a presentation. Pure.
  below: (path) => path.replace(/(cases|meetings|present)(\/[^/]*){0,2}\/?$/, ""),

  root: () => talk.below(window.location.pathname),

  // The address of a path with what it is asked, blanks left out. Pure.
  address(root, path, asked = {}) {
    const given = Object.entries(asked).filter(([, text]) => text);
    const query = new URLSearchParams(given).toString();
    return `${root}${path}${query ? `?${query}` : ""}`;
  },

  // {ok, status, got}: `got` has an `error` sentence where something was refused. With `last` the page may be closing.
  async ask(method, path, { body, asked = {}, last = false } = {}) {
    const headers = { Accept: "application/json", ...(body && { "Content-Type": "application/json" }) };
    const sent = { method, headers, keepalive: last, ...(body && { body: JSON.stringify(body) }) };
    const where = talk.address(talk.root(), path, { ...asked, dates: discreet.asked() && "0" });
    const answer = await fetch(where, sent).catch(() => null);
    const got = answer ? await answer.json().catch(() => ({})) : {};
    if (!answer) return { ok: false, status: 0, got: { error: talk.NO_ANSWER } };
    return { ok: answer.ok, status: answer.status, got: answer.ok ? got : { ...got, error: talk.sentence(got.error) } };
  },

  // A sentence with its capital and its full stop. Pure.
  sentence(words) {
    const text = (words || "This could not be done").trim();
    return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}`;
  },

  // A key by which the server knows a request that comes twice.
  key: () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join(""),

  // A date as people of all countries read it: "3 Mar 2026". Pure.
  day(iso) {
    const [year, month, day] = (iso || "").slice(0, 10).split("-").map(Number);
    return day ? `${day} ${"Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ")[month - 1]} ${year}` : "";
  },

  // A moment of UTC as the reader's clock shows it, to the minute.
  moment: (iso) => (iso ? new Date(iso).toLocaleString("en-GB", { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" }) : ""),

  // "1 case", "3 cases". Pure.
  many: (number, one, more = `${one}s`) => `${number} ${number === 1 ? one : more}`,

  // A case at its meeting, where dates are hidden if they are here.
  way(caseId, meeting) {
    return talk.address(talk.root(), `cases/${encodeURIComponent(caseId)}`, { meeting, dates: discreet.asked() && "0" });
  },
};

if (typeof module !== "undefined") module.exports = talk;
else (window.dash_clientside = window.dash_clientside || {}).talk = talk;
