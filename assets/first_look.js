// The first look at a case, which the document brings: latest values and pictures, until the timeline stands in their
// place. Plotly waits for it, as running that takes longer than all else together.
const first_look = {
  PATIENCE_MS: 60,

  box: () => document.getElementById("timeline-look"),

  // When the first look has been painted, with its pictures where they come soon.
  async shown() {
    const images = [...(first_look.box()?.querySelectorAll("img") || [])], wait = (ms) => new Promise((done) => setTimeout(done, ms));
    await Promise.race([Promise.all(images.map((image) => image.decode().catch(() => null))), wait(first_look.PATIENCE_MS)]);
    await new Promise((painted) => requestAnimationFrame(() => (performance.mark("timeline-look"), setTimeout(painted))));
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
