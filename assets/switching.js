// Going to the case before or after within the page: what is of that case alone comes with its timeline, and all take their
// places in one step, so that no name stands over another's record and nothing is written down for another case than the
// one on screen.
const switching = {
  KEPT: ["discreet", "beside", "folded", "hidden", "order", "thresholds", "linear", "plain", "table"], // how one looks, not at what

  OWN: [".case-header", "[data-decision-case]", "#board-bar"], // what of a page is of its case alone, from above

  // The view in which the next case is shown by who looks at one in `view`. Pure.
  view: (view, empty) => ({ ...empty, ...Object.fromEntries(switching.KEPT.map((name) => [name, view[name]])) }),

  // The link to the case "before" or "after" is followed.
  beside(which) {
    const link = document.querySelector(`#case-root a[data-beside="${which}"]`);
    if (link) switching.go(decodeURIComponent(link.pathname.match(/cases\/([^/]+)\/?$/)[1]));
  },

  // A click on such a link, unless it means another window.
  clicked(event) {
    const which = event.target.closest?.("a[data-beside]")?.dataset.beside;
    if (!which || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    switching.beside(which);
  },

  // Back and forward in the history.
  popped() {
    const caseId = window.location.pathname.match(/cases\/([^/]+)\/?$/)?.[1];
    if (caseId && decodeURIComponent(caseId) !== timeline.now.case) switching.go(decodeURIComponent(caseId), window.location.search);
  },

  // Shows a case: in the present view, or in that of the address where the history leads there.
  async go(caseId, search = null) {
    const { address } = window.dash_clientside, ask = (switching.asked = (switching.asked || 0) + 1);
    const view = search === null ? switching.view(timeline.now.view, address.read("")) : address.read(search);
    const one = { case: caseId, view }, page = `${timeline.root()}cases/${encodeURIComponent(caseId)}${address.write(view)}`;
    const answer = await timeline.ask(one, true, true);
    if (ask !== switching.asked) return;
    if (!answer?.ok) return window.location.assign(page);
    const got = await answer.json();
    if (ask !== switching.asked) return;
    if (search === null) window.history.pushState(null, "", page);
    switching.leave(new DOMParser().parseFromString(got.parts, "text/html"), caseId);
    timeline.now = one;
    await timeline.take(one, got);
    window.dash_clientside.event_table.turn(caseId, one.view);
    board.turned();
  },

  // What belongs to the case that was shown goes.
  leave(fresh, caseId) {
    const root = timeline.page;
    for (const box of document.querySelectorAll("dialog[open]")) box.close();
    if (viewer.isOpen()) viewer_actions.close();
    chooser.close();
    points.say("");
    arrivals.told.clear();
    window.dash_clientside.export_menu.job = null;
    for (const name of ["timeline-tip", "timeline-hover", "timeline-line"]) timeline.box(name).hidden = true;
    window.dash_clientside.film.made.clear();
    timeline.box("timeline-legend").replaceChildren();
    timeline.box("timeline-overview").querySelector(".overview-course")?.remove();
    for (const name of switching.OWN) root.querySelector(name)?.remove();
    root.prepend(...switching.OWN.map((name) => fresh.querySelector(name)).filter(Boolean));
    root.dataset.case = caseId;
  },
};

if (typeof module !== "undefined") module.exports = switching;
else (window.dash_clientside = window.dash_clientside || {}).switching = switching;
