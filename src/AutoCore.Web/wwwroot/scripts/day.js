'use strict';

// A day: the slider, its keys, the strip and the player choose a picture without loading the page.
(() => {
  const byId = id => document.getElementById(id);

  const secondOf = id => id.slice(9, 11) * 3600 + id.slice(11, 13) * 60 + +id.slice(13, 15);
  const timeOf = id => `${id.slice(9, 11)}:${id.slice(11, 13)}:${id.slice(13, 15)}`;
  const pictures = () => byId('day').dataset.pictures.split(' ');
  const thumbnailOf = id => `${byId('day').dataset.small}${id}.jpg`;

  const nearest = second => pictures().reduce((best, id) => Math.abs(secondOf(id) - second) < Math.abs(secondOf(best) - second) ? id : best);

  // While a hand is on the slider, the page is not brought to what the address says.
  let isMoving = false;

  // Shows a picture; settled: the whole one, and the address and the rest of the page with it.
  function choose(id, settled) {
    const day = byId('day');
    const image = byId('view');
    day.dataset.chosen = id;
    image.src = settled ? day.dataset.whole + id : thumbnailOf(id);
    image.alt = `${day.dataset.name} ${timeOf(id)}`;
    byId('whole').href = day.dataset.whole + id;
    byId('when').textContent = timeOf(id);
    showChosen();
    if (settled) {
      history.replaceState(null, '', `${location.pathname}?day=${day.dataset.day}&at=${id}`);
      document.dispatchEvent(new Event('refresh'));
    }
  }

  function showChosen() {
    const day = byId('day');
    const slider = byId('time');
    if (!slider)
      return;
    const id = day.dataset.chosen;
    slider.hidden = false;
    slider.value = secondOf(id);
    slider.setAttribute('aria-valuetext', timeOf(id));
    document.querySelectorAll('[data-only]').forEach(part => part.toggleAttribute('hidden', part.dataset.only !== id));
    document.querySelectorAll('.timeline .mark').forEach((mark, i) => mark.classList.toggle('chosen', pictures()[i] === id));
    for (const link of document.querySelectorAll('#strip a')) {
      const isChosen = link.dataset.picture === id;
      if (isChosen && !link.hasAttribute('aria-current'))
        link.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      if (isChosen)
        link.setAttribute('aria-current', 'true');
      else
        link.removeAttribute('aria-current');
    }
  }

  function step(by) {
    const to = pictures().indexOf(byId('day').dataset.chosen) + by;
    stop();
    choose(pictures()[Math.max(0, Math.min(pictures().length - 1, to))], true);
  }

  // The player: the day from its small pictures, each shown once it is there.
  let playing = 0;

  function stop(settles) {
    if (!playing)
      return;
    playing = 0;
    showPlaying();
    if (settles)
      choose(byId('day').dataset.chosen, true);
  }

  function showPlaying() {
    const button = byId('play');
    if (!button)
      return;
    byId('player').hidden = false;
    button.textContent = playing ? '\u275A\u275A' : '\u25B6';
    button.setAttribute('aria-label', playing ? button.dataset.stop : button.dataset.play);
  }

  const load = id => {
    const image = new Image();
    image.src = thumbnailOf(id);
    return image.decode().then(() => image, () => image);
  };

  async function play() {
    const mine = playing = Date.now();
    showPlaying();
    const all = pictures();
    const from = all.indexOf(byId('day').dataset.chosen);
    let at = from + 1 < all.length ? from + 1 : 0;
    const coming = new Map();
    for (; at < all.length && playing === mine; at++) {
      const due = performance.now() + 1000 / byId('pace').value;
      for (let i = at; i < Math.min(all.length, at + 6); i++) {
        if (!coming.has(i))
          coming.set(i, load(all[i]));
      }
      await coming.get(at);
      coming.delete(at);
      if (playing === mine)
        choose(all[at], false);
      await new Promise(resolve => setTimeout(resolve, Math.max(0, due - performance.now())));
    }
    if (playing === mine)
      stop(true);
  }

  document.addEventListener('input', event => {
    if (event.target.id === 'time') {
      stop();
      isMoving = true;
      choose(nearest(event.target.value), false);
    }
  });

  document.addEventListener('change', event => {
    if (event.target.id === 'time') {
      isMoving = false;
      choose(byId('day').dataset.chosen, true);
    }
  });

  const steps = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -5, PageUp: 5, Home: -Infinity, End: Infinity };

  document.addEventListener('keydown', event => {
    if (!byId('time') || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey)
      return;
    const onSlider = event.target.id === 'time';
    const by = onSlider || event.key === 'ArrowLeft' || event.key === 'ArrowRight' ? steps[event.key] : undefined;
    if (by === undefined || (!onSlider && event.target.closest('input, select, textarea, [contenteditable]')))
      return;
    event.preventDefault();
    step(by);
  });

  document.addEventListener('click', event => {
    if (event.target.closest('#play')) {
      if (playing)
        stop(true);
      else
        play();
      return;
    }
    const link = event.target.closest('#strip a');
    if (!link || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey)
      return;
    event.preventDefault();
    stop();
    choose(link.dataset.picture, true);
  });

  // What is being looked at stays, whatever the newest picture is by now.
  let kept = null;
  document.addEventListener('following', () => { kept = isMoving || playing ? byId('day')?.dataset.chosen : null; });
  document.addEventListener('followed', () => {
    if (kept && pictures().includes(kept))
      choose(kept, false);
    else
      showChosen();
    showPlaying();
  });

  showChosen();
  showPlaying();
  const strip = byId('strip');
  const chosen = strip?.querySelector('[aria-current]');
  strip?.scrollTo(chosen.offsetLeft - strip.offsetLeft, chosen.offsetTop - strip.offsetTop);
})();
