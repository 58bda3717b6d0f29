// Studies that lie in the PACS and have yet to come: asked for while their page is open, told how far they are, and
// shown when they are here.
const arrivals = {
  WAITS_MS: [500, 1000, 2000, 3000, 5000],
  AGAIN_MS: 60000,
  MOST_TIMES: 300,
  told: new Map(),

  // Asks for each study of the page that has yet to come, once.
  watch(one) {
    for (const study of one.studies) {
      if (!study.arrival || arrivals.told.has(study.id)) continue;
      arrivals.told.set(study.id, arrivals.words({ coming: true }));
      arrivals.ask(one, study, 0);
    }
  },

  async ask(one, study, times) {
    const answer = await fetch(study.arrival, { headers: { Accept: "application/json" } }).catch(() => null);
    const told = answer?.ok ? await answer.json().catch(() => null) : null;
    if (one !== timeline.now) return;
    if (told?.here) return arrivals.here(study);
    arrivals.tell(study, arrivals.words(told));
    const { wait, again } = arrivals.next(told, times);
    if (again) setTimeout(() => arrivals.ask(one, study, times + 1), wait);
  },

  // How long to wait before asking again: ever longer while it comes, a minute after a failure. Pure.
  next: (told, times) => ({
    wait: told?.coming ? arrivals.WAITS_MS[Math.min(times, arrivals.WAITS_MS.length - 1)] : arrivals.AGAIN_MS,
    again: times < arrivals.MOST_TIMES,
  }),

  // What is said of a study until it is here. Pure.
  words(told) {
    if (!told) return "The server does not answer; it is asked again in a minute.";
    if (!told.coming) return told.reason || "The PACS has no pictures of it.";
    const count = told.expected ? `: ${told.received} of ${told.expected} files` : "";
    return `Coming from the PACS${count}`;
  },

  // What is said of this study now; "" where there is nothing to wait for.
  said: (study) => (study.arrival ? arrivals.told.get(study.id) || "" : ""),

  tell(study, words) {
    arrivals.told.set(study.id, words);
    for (const node of document.querySelectorAll("[data-arrival]"))
      if (node.dataset.arrival === study.id) node.textContent = words;
    viewer.draw();
  },

  // It has come: the page is told anew of its studies, and whoever waits for it sees it.
  here(study) {
    arrivals.told.delete(study.id);
    timeline.load({ events: true });
  },
};

if (typeof module !== "undefined") module.exports = arrivals;
else (window.dash_clientside = window.dash_clientside || {}).arrivals = arrivals;
