'use strict';

// A screen that nobody touches: the clock, the next page in its turn, and no sleep where the browser lets a page ask for that.
(() => {
  const byId = id => document.getElementById(id);
  const turn = byId('turn');
  if (!turn)
    return;
  const root = document.documentElement;
  let since = Date.now();

  async function stayAwake() {
    try {
      if (!document.hidden)
        await navigator.wakeLock?.request('screen');
    } catch {
      // The battery is low, or it is not allowed: the screen may sleep.
    }
  }

  setInterval(() => {
    byId('clock').textContent = new Date(Date.now() + root.dataset.zone * 60000).toISOString().slice(11, 16);
    if (turn.dataset.next && Date.now() - since >= turn.dataset.after * 1000 && !root.classList.contains('away')) {
      since = Date.now();
      history.replaceState(null, '', turn.dataset.next);
      document.dispatchEvent(new Event('refresh'));
    }
  }, 1000);

  document.addEventListener('visibilitychange', stayAwake);
  stayAwake();
})();
