// The first look at a case, which the document brings: latest values and pictures, until the timeline stands in their
// place. Plotly waits for it, as running that takes longer than all else together.
const first_look = {
  PATIENCE_MS: 60,

  box: () => document.getElementById("timeline-look"),

  // When the first look is being painted, with its pictures where they come soon; what has come is painted with the next
  // frame, and waits for nothing.
  async shown() {
    const images = [...(first_look.box()?.querySelectorAll("img") || [])].filter((image) => !image.complete);
    const come = (image) => new Promise((done) => ["load", "error"].forEach((what) => image.addEventListener(what, done, { once: true })));
    if (images.length) await Promise.race([Promise.all(images.map(come)), new Promise((done) => setTimeout(done, first_look.PATIENCE_MS))]);
    await new Promise((painted) => requestAnimationFrame(() => (performance.mark("timeline-look"), painted())));
  },

  // The pictures go over to the film strip, and the rest goes.
  away() {
    const box = first_look.box();
    if (!box) return;
    const { film } = window.dash_clientside;
    for (const button of box.querySelectorAll(".film-picture")) film.once(film.key(button.dataset), () => button);
    box.remove();
  },
};

if (typeof module !== "undefined") module.exports = first_look;
else (window.dash_clientside = window.dash_clientside || {}).first_look = first_look;
