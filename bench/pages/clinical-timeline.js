// clinical-timeline of cBioPortal: one track a series, one circle or bar an event. It has no chart and no log axis.
(() => {
  const box = document.getElementById("plot"), WIDTH = 1500;
  let shown = "", timeline = null, days = 1;

  const moment = (day, until, words) => ({
    starting_time: Math.round(day),
    ending_time: Math.round(until),
    display: Math.round(day) === Math.round(until) ? "circle" : "rect",
    tooltip_tables: [words],
  });
  const track = (label, times) => ({ label, visible: true, times });

  function tracks({ series, bars, states, studies }) {
    const agents = [...new Set(bars.map((bar) => bar.name))];
    return [
      ...series.map(({ name, days: at, values }) => track(name, at.map((day, i) => moment(day, day, [["RESULT", String(values[i])], ["START_DATE", day]])))),
      ...agents.map((name) => track(name, bars.filter((bar) => bar.name === name)
        .map(({ start, end }) => moment(start, Math.max(end, start + 1), [["TREATMENT", name], ["START_DATE", start]])))),
      track("Status", states.map(({ day, name }) => moment(day, day, [["STATUS", name]]))),
      track("Imaging", studies.map(({ day, name }) => moment(day, day, [["IMAGING", name]]))),
    ];
  }

  function draw(name, patient) {
    box.replaceChildren();
    days = patient.days;
    timeline = clinicalTimeline().width(WIDTH).data(tracks(patient)).divId("#plot").enableTrackTooltips(false).plugins([]);
    timeline();
    shown = name;
  }

  window.bench = {
    drawn: (name) => shown === name && box.querySelectorAll("[id^=timelineItem]").length > 10,
    show: async (name) => draw(name, await (await fetch(`/${name}.patient.json`)).json()),
    async zoom(from, to) {
      const factor = 1 / (to - from);
      timeline.zoomFactor(factor);
      timeline.translateX(-from * factor * (WIDTH - 230));
      timeline();
    },
    plot: () => box.getBoundingClientRect().toJSON(),
  };
  draw(window.first, window.patient);
  requestAnimationFrame(() => performance.mark("timeline-drawn"));
})();
