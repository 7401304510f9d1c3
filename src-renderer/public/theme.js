// Runs before the first paint, so that the window never flashes the other theme. theme/theme-store.ts takes over.
document.documentElement.dataset.theme = (() => {
  const chosen = localStorage.getItem('switchyard:theme')
  if (chosen === 'light' || chosen === 'dark') return chosen
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
})()
