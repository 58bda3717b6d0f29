const assert = require("node:assert");
const { test } = require("node:test");
const address = require("../../assets/address.js");
const caption = require("../../assets/viewer_caption.js");

const event = (id, given) => ({ id, kind: "encounter", lane: "", state: "present", mark: "bounded", label: id, words: `day ${given.earliest}`, end_state: null, end_latest: null, flags: "", unit: null, source: "Report", place: id, ...given });
const COUNT = event("count", { kind: "lab", lane: "blood_counts", counted: true, unit: "10*9/L", value: 412.5, earliest: 0, latest: 1 });
const DRUG = event("vincristine", { kind: "treatment", earliest: 2, latest: 2, end_state: "unknown" });
const ENDED = event("cytarabine", { kind: "treatment", earliest: 1, latest: 1, end_state: "known", end_latest: 3 });
const STATUS = event("agitation", { kind: "neuro_status", earliest: 19, latest: 20, ranked: true });
const LATER = event("coma", { kind: "neuro_status", earliest: 30, latest: 30 });
const SCAN = event("scan", { kind: "imaging", earliest: 21, latest: 22, words: "2 days after CT 1 (day 21–22)" });
const NEXT = event("next", { kind: "imaging", earliest: 23, latest: 24 });
const STUDY = { id: "mri-1", event: "scan", label: "MRI 1", figure: "3A", findings: { edema: { trend: "new", word: "surrounding", conflicts: ["X05"] }, hemorrhage: { trend: "absent", word: "absent", conflicts: [] } } };
const OTHER = { id: "mri-2", event: "next", label: "MRI 2", figure: "", findings: { "mass effect": { trend: "present", word: "", conflicts: [] } } };
const all = [COUNT, DRUG, ENDED, STATUS, SCAN, NEXT, LATER];
const ONE = { events: all, byId: Object.fromEntries(all.map((one) => [one.id, one])), related: {}, studies: [STUDY, OTHER], age: "2 years" };
const rows = Object.fromEntries(caption.rows(ONE, STUDY));

test("the time stands with its kind, the age as recorded", () => {
  assert.equal(rows.time, "2 days after CT 1; bounded");
  assert.equal(caption.time({ ...SCAN, words: "day 21–22" }), "bounded");
  assert.equal(rows.age, "2 years at presentation");
});

test("the last count before it, and how old it is", () => assert.equal(rows["last count"], "412.5 × 10⁹/L (day 0–1, 20 to 22 days before)"));

test("drugs that run, since when, and that their end is not reported; not those that ended", () => {
  assert.equal(rows.drugs, "vincristine (begun 19 to 20 days before); end not reported");
});

test("a drug that ended by what the record says of its order is not running; one that may have ended says when", () => {
  const dose = event("steroid", { kind: "treatment", earliest: 18, latest: 20, end_state: "known", end_earliest: 19, end_latest: 23, end_words: "day 19–23" });
  assert.equal(caption.drugs([dose], SCAN), "steroid (begun 1 to 4 days before, until day 19–23)");
  assert.equal(caption.drugs([dose], { ...SCAN, before: ["steroid"], ended: ["steroid"] }), "none reported as running");
});

test("where another state perhaps came later, the last one is only surely before", () => {
  const perhaps = event("stupor", { kind: "neuro_status", earliest: 20, latest: 30 });
  assert.match(caption.status([STATUS, perhaps, SCAN], SCAN), /^surely before: agitation/);
  assert.equal(caption.status([perhaps, SCAN], SCAN), "none that surely lies before");
});

test("the last status before it, nothing of what came later", () => {
  assert.match(rows.status, /^agitation/);
  assert.doesNotMatch(rows.status, /coma/);
});

test("findings by trend, with their conflicts, and what is not spoken of", () => {
  assert.deepEqual([rows.new, rows.absent, rows["not reported"]], ["edema (surrounding) X05", "hemorrhage", "mass effect"]);
});

test("in a comparison the caption leaves to the table what the table says", () => {
  const names = (findings) => caption.rows(ONE, STUDY, { findings }).map(([name]) => name);
  assert.ok(names("said").includes("new") && !names("said").includes("not reported"));
  assert.deepEqual(names("none"), ["time", "age", "last count", "drugs", "status", "source"]);
});

test("what is no picture, and what cannot be read, is told as what it is", () => {
  const study = { ...STUDY, series: [{}], objects: [["Segmentation", 1], ["Basic Text SR", 2]], refused: 1 };
  assert.equal(caption.besides(study), "Segmentation, 2 × Basic Text SR (not shown: no picture); 1 file that cannot be read");
  assert.equal(caption.besides({ ...study, objects: [], refused: 3, series: [] }), "");
  assert.equal(Object.fromEntries(caption.rows({ ...ONE, studies: [study] }, study))["also there"], caption.besides(study));
});

test("without anything before it the caption says so", () => {
  const empty = Object.fromEntries(caption.rows({ ...ONE, events: [SCAN], age: "" }, STUDY));
  assert.deepEqual([empty["last count"], empty.drugs, empty.status, empty.age], ["none reported before", "none reported as running", "none reported before", undefined]);
});

test("a stretch without reports is named", () => {
  const silent = event("silent", { kind: "neuro_status", state: "not reported", earliest: 18, latest: 18, end_earliest: 25 });
  assert.equal(caption.status([...all, silent], SCAN), "not reported at this time");
});

test("the interval is as exact as the record, and no more", () => {
  const related = (ages) => ({ ...ONE, related: { next: { before: ["scan"], after: [], ages: { scan: ages } }, scan: { before: [], after: ["next"] } } });
  assert.equal(caption.interval(related([2, 2]), STUDY, OTHER), "2 days");
  assert.equal(caption.interval(related([18, 24]), STUDY, OTHER), "18 to 24 days");
  assert.equal(caption.interval(related([0, null]), STUDY, OTHER), "later, days unknown");
  assert.equal(caption.interval(related([3, null]), STUDY, OTHER), "at least 3 days");
  assert.equal(caption.interval(ONE, STUDY, OTHER), "1 to 3 days");
  assert.equal(caption.interval({ ...ONE, related: { next: { before: [], after: [], ages: {} } } }, STUDY, OTHER), "order not known");
});

test("a series is named by what stands before the colon", () => {
  assert.equal(caption.short({ caption: "FLAIR: multifocal", modality: "MR" }), "FLAIR");
  assert.equal(caption.short({ caption: "", modality: "CT" }), "CT");
  assert.deepEqual(caption.names_of([{ caption: "", modality: "CT" }, { caption: "bone" }, { caption: "", modality: "CT" }]), ["CT 1", "bone", "CT 2"]);
});

test("the address keeps the studies on screen, four at most, and any id", () => {
  const view = address.read("?pictures=mri-1&pictures=mri.2&event=P2-29");
  assert.deepEqual(view.pictures, ["mri-1", "mri.2"]);
  assert.equal(address.write(view), "?event=P2-29&pictures=mri-1&pictures=mri.2");
  assert.equal(address.read("?pictures=a&pictures=b&pictures=c&pictures=d&pictures=e").pictures.length, 4);
  assert.equal(address.write(address.read("")), "");
});
