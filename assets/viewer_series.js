// Slices on their way from the server: the one on screen first, then outward; kept within a limit of memory.
const viewer_series = {
  MOST_BYTES: 224e6,
  AT_ONCE: 4,
  opened: new Map(),
  running: 0,

  // The series at an address, its description on the way; `changed(series, slice)` is called for each slice that is there.
  open(address, first, changed) {
    const known = viewer_series.opened.get(address);
    if (known) return Object.assign(known, { changed });
    const series = { address, info: null, slices: new Map(), asked: new Map(), failed: new Map(), at: first, step: 1, changed };
    viewer_series.opened.set(address, series);
    series.first = viewer_series.fetch(`${address}/slices/${first}`).catch((problem) => problem);
    series.ready = viewer_series.describe(series, first).finally(() => (series.told = true));
    return series;
  },

  // The first slice is asked for together with the description, as the page knows which one it is.
  async describe(series, first) {
    const answer = await viewer_series.fetch(`${series.address}/series.json`);
    series.info = await answer.json();
    viewer_series.keep(series, first, series.first);
    delete series.first;
  },

  async fetch(address) {
    const answer = await fetch(address).catch(() => null);
    if (answer?.ok) return answer;
    const said = answer ? await answer.json().catch(() => ({})) : {};
    throw new Error(said.error || said.message || "The picture cannot be loaded now.");
  },

  // Says which slice is on screen; it is loaded now, the others as there is time.
  show(series, at) {
    series.step = at < series.at ? -1 : at > series.at ? 1 : series.step;
    series.at = at;
    if (series.info && !series.slices.has(at)) viewer_series.room(series, at), viewer_series.load(series, at);
    viewer_series.pump();
  },

  load(series, at) {
    if (series.slices.has(at) || series.asked.has(at) || series.failed.has(at)) return;
    viewer_series.keep(series, at, viewer_series.fetch(`${series.address}/slices/${at}`));
  },

  async keep(series, at, answered) {
    viewer_series.running += 1;
    series.asked.set(at, answered);
    try {
      const answer = await answered;
      if (answer instanceof Error) throw answer;
      series.slices.set(at, await viewer_series.read(answer, series.info));
    } catch (problem) {
      series.failed.set(at, problem.message);
    }
    series.asked.delete(at);
    viewer_series.running -= 1;
    series.changed(series, at);
    viewer_series.pump();
  },

  // The slice in an answer; a photo whose header gives no size tells it here.
  async read(answer, info) {
    if (!info.colour) return viewer_pixels.unpack(await answer.arrayBuffer(), info.rows, info.columns);
    const picture = await createImageBitmap(await answer.blob());
    if (!info.rows) Object.assign(info, { rows: picture.height, columns: picture.width });
    return picture;
  },

  // Asks for the nearest slices that are missing, a few at a time, each series in turn; but first comes what is on screen.
  pump() {
    const list = [...viewer_series.opened.values()].filter((series) => series.info);
    if ([...viewer_series.opened.values()].some((series) => !series.told || series.asked.has(series.at))) return;
    const next = (series) => viewer_sync.order(series.at, series.info.slices, series.step).find((at) => !series.slices.has(at) && !series.asked.has(at) && !series.failed.has(at));
    for (let asked = true; asked && viewer_series.running < viewer_series.AT_ONCE; ) {
      asked = false;
      for (const series of list) {
        const at = viewer_series.running < viewer_series.AT_ONCE ? next(series) : undefined;
        if (at === undefined || !viewer_series.room(series, at)) continue;
        viewer_series.load(series, at);
        asked = true;
      }
    }
  },

  bytes: (series) => series.slices.size * series.info.rows * series.info.columns * (series.info.colour ? 4 : 2),

  // Whether a slice fits into the memory allowed, if need be instead of one that lies further from the screen.
  room(series, at) {
    const all = [...viewer_series.opened.values()].filter((one) => one.info), own = series.info.rows * series.info.columns * 2;
    if (all.reduce((sum, one) => sum + viewer_series.bytes(one), 0) + own <= viewer_series.MOST_BYTES) return true;
    const off = (one, place) => Math.abs(place - one.at);
    const [far, place] = all.flatMap((one) => [...one.slices.keys()].map((key) => [one, key])).reduce((best, pair) => (off(...pair) > off(...best) ? pair : best), [series, series.at]);
    if (off(far, place) <= off(series, at) + 1) return false;
    far.slices.delete(place);
    return true;
  },

  // Forgets the series that no picture shows.
  only(addresses) {
    for (const address of [...viewer_series.opened.keys()]) if (!addresses.includes(address)) viewer_series.opened.delete(address);
  },
};

if (typeof module !== "undefined") module.exports = viewer_series;
else (window.dash_clientside = window.dash_clientside || {}).viewer_series = viewer_series;
