'use strict';

// A chart tells the value under the pointer, in the place where the newest stands otherwise.
(() => {
  const root = document.documentElement;
  const digits = value => Math.abs(value) >= 100 || Number.isInteger(value) ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  const figure = (value, unit) => `${value.toLocaleString(root.lang, { maximumFractionDigits: digits(value) })}\u00A0${unit}`;
  const clock = second => new Date((second + root.dataset.zone * 60) * 1000).toISOString().slice(5, 16).replace('T', ' ');

  function leave() {
    for (const shown of document.querySelectorAll('[data-newest]')) {
      shown.textContent = shown.dataset.newest;
      delete shown.dataset.newest;
    }
    document.querySelectorAll('.pointed').forEach(line => line.remove());
  }

  function point(chart, x) {
    const box = chart.getBoundingClientRect();
    const { from, to, unit, points } = chart.dataset;
    const second = (x - box.left) / box.width * (to - from);
    let at = null;
    points.split('|').forEach((line, i) => {
      const shown = chart.closest('.course').querySelector(`[data-line="${i}"]`);
      if (!shown || !line)
        return;
      const [when, value] = line.split(' ').map(p => p.split(':').map(Number))
        .reduce((best, p) => Math.abs(p[0] - second) < Math.abs(best[0] - second) ? p : best);
      shown.dataset.newest ??= shown.textContent;
      at ??= when;
      shown.textContent = `${i ? '' : `${clock(+from + when)} · `}${figure(value, unit)}`;
    });
    if (at === null)
      return;
    const line = chart.querySelector('.pointed') ?? chart.appendChild(document.createElementNS(chart.namespaceURI, 'line'));
    line.setAttribute('class', 'pointed');
    for (const [name, value] of [['x1', at], ['x2', at]])
      line.setAttribute(name, `${value / (to - from) * 100}%`);
    line.setAttribute('y1', '0');
    line.setAttribute('y2', '86%');
  }

  document.addEventListener('pointermove', event => {
    const chart = event.target.closest?.('svg.chart');
    leave();
    if (chart)
      point(chart, event.clientX);
  });
  document.addEventListener('pointerleave', leave);
  document.addEventListener('following', leave);
})();
