// What is written on a picture and what its canvas is called. Pure; where it stands is the style sheet's matter.
const viewer_words = {
  SIDES: ["left", "right", "top", "bottom"],
  CORNERS: ["tl", "tr", "bl", "br"],

  number: (number) => String(Math.round(number * 10) / 10).replace("-", "\u2212"),

  // The lines of each corner and side. `shown` is { study, day, series, name, at, info, slice, window, relation, beyond,
  // inverted, failed, waiting }; without a slice only what is true without one.
  of(shown) {
    const { study, day, info, slice } = shown,
      there = Boolean(slice && info);
    const sides =
      there && info.letters ? Object.fromEntries(viewer_words.SIDES.map((side) => [side, [info.letters[side]]])) : {};
    return {
      tl: [study.label, day],
      tr: there ? viewer_words.source(shown) : [],
      bl: [...(there ? viewer_words.doubts(shown) : []), viewer_words.place(shown)],
      br: there && shown.window ? [viewer_words.window(shown)] : [],
      ...Object.fromEntries(viewer_words.SIDES.map((side) => [side, []])),
      ...sides,
      ...(there && !info.letters && !info.colour ? { bottom: ["orientation unknown"] } : {}),
      middle: viewer_words.middle(shown),
    };
  },

  // Series, modality and side, and what the picture is not.
  source({ name, study, info }) {
    const words = [name, info.modality, info.laterality, study.illustration && "illustration", info.lossy && "lossy"];
    return [words.filter((word, i) => word && words.indexOf(word) === i).join(", ")];
  },

  doubts: ({ info, relation, beyond }) => [
    ...info.warnings,
    relation,
    beyond ? "nearest slice: this series ends here" : "",
  ],

  place({ series, at, info, slice }) {
    const count = info?.slices ?? series?.slices ?? 0,
      mm = slice && info?.positions ? `, ${viewer_words.number(info.positions[at])} mm` : "";
    const what = info && !info.positions ? "picture" : "slice";
    return count ? `${what} ${at + 1}/${count}${mm}` : "";
  },

  window({ window, info, inverted }) {
    const { name, center, width } = window,
      numbers = `C ${viewer_words.number(center)} W ${viewer_words.number(width)}`;
    const unit = info.unit ? ` ${info.unit}` : "",
      what = window.function === "TABLE" ? "table of the file" : `${numbers}${unit}`;
    return `${name ? `${name}, ` : ""}${what}${inverted ? ", inverted" : ""}`;
  },

  // What stands in the place of a picture.
  middle({ study, series, slice, info, failed, waiting }) {
    if (failed || waiting) return [failed || waiting];
    if (!series) return [study.reason || `${study.label}: no picture in this case`];
    return slice && info ? [] : ["loading"];
  },

  spoken(shown) {
    const { study, day, at, info, slice, series } = shown,
      count = info?.slices ?? series?.slices;
    return [study.label, day, slice && info ? `slice ${at + 1} of ${count}` : viewer_words.middle(shown)[0]]
      .filter(Boolean)
      .join(", ");
  },
};

if (typeof module !== "undefined") module.exports = viewer_words;
else (window.dash_clientside = window.dash_clientside || {}).viewer_words = viewer_words;
