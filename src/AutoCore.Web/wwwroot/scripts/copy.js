'use strict';

// What is to be typed elsewhere can be copied, where the browser lets a page do that.
(() => {
  const ready = () => document.querySelectorAll('button[data-copy]').forEach(button => { button.hidden = !navigator.clipboard; });

  document.addEventListener('click', async event => {
    const button = event.target.closest('button[data-copy]');
    if (!button)
      return;
    await navigator.clipboard.writeText(button.dataset.copy);
    const name = button.textContent;
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = name; }, 2000);
  });

  document.addEventListener('followed', ready);
  ready();
})();
