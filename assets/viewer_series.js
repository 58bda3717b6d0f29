// Slices on their way from the server: the one on screen first, then outward; kept within a limit of memory.
const viewer_series = {
  MOST_BYTES: 224e6,
  AT_ONCE: 4,
  opened: new Map(),
  running: 0,

  // The series at an address, its description and its slice `first` on the way; `changed(series, slice)` is called for
  // each slice that has come.
  open(address, first, changed) {
    const known = viewer_series.opened.get(address);
    if (known) return Object.assign(known, { changed });
    const series = { address, info: null, slices: new Map(), asked: new Set(), failed: new Map(), at: first, step: 1 };
    viewer_series.opened.set(address, Object.assign(series, { changed }));
    series.ready = viewer_series.begin(series, first).finally(() => (series.told = true));
    return series;
  },

  // One answer brings both: the length of a JSON, the JSON, and the slice.
  async begin(series, first) {
    const answer = await viewer_series.fetch(`${series.address}/opening/${first}`);
    const buffer = await answer.arrayBuffer(),
      length = new DataView(buffer).getUint32(0, true);
    const { at, trouble, ...info } = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
    series.info = { ...info, windows: viewer_pixels.windows(info.windows) };
    if (trouble) series.failed.set(at, trouble);
    else series.slices.set(at, await viewer_series.read(buffer.slice(4 + length), series.info));
  },

  async fetch(address) {
    const answer = await fetch(address).catch(() => null);
    if (answer?.ok) return answer;
    const said = answer ? await answer.json().catch(() => ({})) : {};
    throw new Error(said.error || said.message || "The picture cannot be loaded now.");
  },

  // Says which slice is on screen: it is loaded now, if need be once more, and the others as there is time.
  show(series, at) {
    series.step = at < series.at ? -1 : at > series.at ? 1 : series.step;
    series.at = at;
    series.failed.delete(at);
    if (series.info && !series.slices.has(at)) {
      viewer_series.room(series, at);
      viewer_series.load(series, at);
    }
    viewer_series.pump();
  },

  missing: (series, at) => !series.slices.has(at) && !series.asked.has(at) && !series.failed.has(at),

  async load(series, at) {
    if (!viewer_series.missing(series, at)) return;
    viewer_series.running += 1;
    series.asked.add(at);
    try {
      const answer = await viewer_series.fetch(`${series.address}/slices/${at}`);
      series.slices.set(at, await viewer_series.read(await answer.arrayBuffer(), series.info));
    } catch (problem) {
      series.failed.set(at, problem.message);
    }
    series.asked.delete(at);
    viewer_series.running -= 1;
    series.changed(series, at);
    viewer_series.pump();
  },

  // The slice in an answer; photos tell their size here, each its own.
  async read(buffer, info) {
    if (!info.colour) return viewer_pixels.unpack(buffer, info.rows, info.columns);
    const picture = await createImageBitmap(new Blob([buffer]));
    if (!info.rows) Object.assign(info, { rows: picture.height, columns: picture.width, photos: true });
    return picture;
  },

  // Asks for the nearest slices that are missing, a few at a time, each series in turn; what is on screen comes first.
  pump() {
    const opened = [...viewer_series.opened.values()];
    if (opened.some((series) => !series.told || series.asked.has(series.at))) return;
    const free = () => viewer_series.running < viewer_series.AT_ONCE;
    const next = (series) =>
      viewer_sync.order(series.at, series.info.slices, series.step).find((at) => viewer_series.missing(series, at));
    for (let asked = true; asked && free();) {
      asked = false;
      for (const series of opened.filter((one) => one.info)) {
        const at = free() ? next(series) : undefined;
        if (at === undefined || !viewer_series.room(series, at)) continue;
        viewer_series.load(series, at);
        asked = true;
      }
    }
  },

  bytes: ({ info }) => info.rows * info.columns * (info.colour ? 4 : 2),

  // Whether a slice fits into the memory allowed, if need be instead of one that lies further from the screen.
  room(series, at) {
    const all = [...viewer_series.opened.values()].filter((one) => one.info);
    const held = all.reduce((sum, one) => sum + one.slices.size * viewer_series.bytes(one), 0);
    if (held + viewer_series.bytes(series) <= viewer_series.MOST_BYTES) return true;
    const off = (one, place) => Math.abs(place - one.at);
    const places = all.flatMap((one) => [...one.slices.keys()].map((place) => [one, place]));
    const [far, place] = places.reduce(
      (best, pair) => (off(...pair) > off(...best) ? pair : best),
      [series, series.at],
    );
    if (off(far, place) <= off(series, at) + 1) return false;
    far.slices.delete(place);
    return true;
  },

  // Forgets the series that no picture shows.
  only(addresses) {
    for (const address of [...viewer_series.opened.keys()])
      if (!addresses.includes(address)) viewer_series.opened.delete(address);
  },
};

if (typeof module !== "undefined") module.exports = viewer_series;
else (window.dash_clientside = window.dash_clientside || {}).viewer_series = viewer_series;
