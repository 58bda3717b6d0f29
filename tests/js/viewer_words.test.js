// What is written on a picture: only what is true of the slice that is drawn.
const assert = require("node:assert");
const { test } = require("node:test");
const words = require("../../assets/viewer_words.js");

const STUDY = { label: "MRI 1", illustration: false, reason: "" };
const SERIES = { caption: "FLAIR: multifocal", modality: "MR", slices: 24 };
const INFO = { slices: 24, positions: [...Array(24).keys()].map((at) => 4.5 * at - 30), modality: "MR", laterality: "", lossy: false, unit: "",
  letters: { left: "R", right: "L", top: "A", bottom: "P" }, colour: false, warnings: [] };
const SHOWN = { study: STUDY, series: SERIES, name: "FLAIR", info: INFO, slice: {}, at: 12, day: "day 21–22", window: { name: "stored", center: 425, width: 850 }, relation: "", beyond: false, inverted: false, failed: "" };
const of = (given) => words.of({ ...SHOWN, ...given });

test("a slice is named by study and day, series, place and window, and its sides have letters", () => {
  const told = of({});
  assert.deepEqual([told.tl, told.tr, told.bl.filter(Boolean), told.br], [["MRI 1", "day 21–22"], ["FLAIR, MR"], ["slice 13/24, 24 mm"], ["stored, C 425 W 850"]]);
  assert.deepEqual(words.SIDES.map((side) => told[side][0]), ["R", "L", "A", "P"]);
  assert.deepEqual(told.middle, []);
});

test("while a slice is on its way nothing is said that only the slice could tell", () => {
  const told = of({ slice: null });
  assert.deepEqual([told.tr, told.br, told.left, told.middle, told.bl.filter(Boolean)], [[], [], [], ["loading"], ["slice 13/24"]]);
});

test("illustration, lossy, inversion, side and doubts are said", () => {
  const told = of({ study: { ...STUDY, illustration: true }, info: { ...INFO, lossy: true, laterality: "R", warnings: ["1 slice is missing."] }, inverted: true, relation: "not registered", beyond: true });
  assert.deepEqual(told.tr, ["FLAIR, MR, R, illustration, lossy"]);
  assert.match(told.br[0], /inverted$/);
  assert.deepEqual(told.bl.slice(0, 2), ["1 slice is missing.", "not registered"]);
  assert.match(told.bl[2], /ends here/);
});

test("without an orientation there are no letters but the words", () => {
  const told = of({ info: { ...INFO, letters: null, positions: null } });
  assert.deepEqual([told.left, told.bottom, told.bl.filter(Boolean)], [[], ["orientation unknown"], ["picture 13/24"]]);
  assert.deepEqual(of({ info: { ...INFO, letters: null, colour: true }, window: null }).bottom, []);
});

test("a table of the file has no centre and width", () => {
  assert.deepEqual(of({ window: { name: "stored", function: "TABLE", center: 1, width: 2 } }).br, ["stored, table of the file"]);
});

test("in the place of a picture stands why there is none", () => {
  assert.deepEqual(of({ failed: "The file cannot be read." }).middle, ["The file cannot be read."]);
  assert.deepEqual(of({ series: null, slice: null, info: null, waiting: "Coming from the PACS" }).middle, ["Coming from the PACS"]);
  assert.deepEqual(of({ series: null, slice: null, info: null, study: { ...STUDY, reason: "It holds no picture." } }).middle, ["It holds no picture."]);
  assert.deepEqual(of({ series: null, slice: null, info: null }).middle, ["MRI 1: no picture in this case"]);
  assert.equal(words.spoken({ ...SHOWN, failed: "Broken." , slice: null }), "MRI 1, day 21–22, Broken.");
  assert.equal(words.spoken(SHOWN), "MRI 1, day 21–22, slice 13 of 24");
});
