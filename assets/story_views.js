// The views of a story as plain values, and what an editor does to them. Pure.
const story_views = {
  MOST_PICTURES: 4,

  // A new view of an event, or of what an address shows: its event, pictures and pinned moments, day 0 and window.
  made(event, events) {
    const found = events.find((one) => one.id === event);
    return { title: "", event, events: [event], studies: found?.study ? [found.study] : [], start: "", stop: "", zero: "", own: "", notes: "", sentence: found?.words || "" };
  },

  fromAddress(search, events) {
    const query = new URLSearchParams(search), known = (id) => events.some((one) => one.id === id);
    const ids = [...new Set([query.get("event"), ...query.getAll("pin")])].filter((id) => id && known(id));
    const studies = query.getAll("pictures"), shown = events.filter((one) => studies.includes(one.study)).map((one) => one.id);
    const all = [...new Set([...ids, ...shown])];
    if (!all.length) return null;
    const own = all.map((id) => events.find((one) => one.id === id).study).filter(Boolean);
    const view = story_views.made(all[0], events);
    return { ...view, events: all, studies: [...new Set([...studies, ...own])].slice(0, story_views.MOST_PICTURES), start: query.get("from") || "", stop: query.get("to") || "", zero: query.get("zero") || "" };
  },

  moved(views, at, step) {
    const to = at + step;
    if (to < 0 || to >= views.length) return views;
    const found = [...views];
    [found[at], found[to]] = [found[to], found[at]];
    return found;
  },

  without: (views, at) => views.filter((_, place) => place !== at),
  changed: (views, at, change) => views.map((view, place) => (place === at ? { ...view, ...change } : view)),

  // A view with one event more or less; its pictures follow, and something stays in focus.
  toggled(view, id, events) {
    const on = view.events.includes(id), study = events.find((one) => one.id === id)?.study;
    const ids = on ? view.events.filter((one) => one !== id) : [...view.events, id];
    if (!ids.length) return view;
    const studies = on ? view.studies.filter((one) => one !== study) : [...new Set([...view.studies, study].filter(Boolean))];
    return { ...view, events: ids, event: ids.includes(view.event) ? view.event : ids[0], studies: studies.slice(0, story_views.MOST_PICTURES) };
  },

  // What is sent to be kept.
  kept: (views) => views.map(({ title, event, events, studies, start, stop, zero, own, notes }) => ({ title, event, events, studies, start, stop, zero, own, notes })),

  // How long a story takes at fifteen seconds a view, in words.
  length(count) {
    const seconds = count * 15, minutes = Math.floor(seconds / 60), rest = seconds % 60;
    return `${count} ${count === 1 ? "view" : "views"}, about ${minutes ? `${minutes} min ` : ""}${rest ? `${rest} s` : ""}`.trim() + " at 15 s each";
  },
};

if (typeof module !== "undefined") module.exports = story_views;
else (window.dash_clientside = window.dash_clientside || {}).story_views = story_views;
