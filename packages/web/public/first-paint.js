// Runs before anything is drawn: the chosen theme must not flash in after another. See src/live/preferences.ts.
try {
  const kept = JSON.parse(localStorage.getItem('kith.preferences') ?? '{}')
  for (const name of ['theme', 'accent', 'density']) {
    if (typeof kept[name] === 'string') document.documentElement.dataset[name] = kept[name]
  }
} catch {
  // Nothing was chosen, or storage is forbidden: the system's theme it is.
}
