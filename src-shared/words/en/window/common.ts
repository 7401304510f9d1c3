/** Texts used everywhere. */
export const common = {
  close: 'Close',
  /** Follows the name of the key. */
  toClose: 'close',
  cancel: 'Cancel',
  tryAgain: 'Try again',
  reload: 'Try again. If the problem persists, reload the window. Your runs are saved.',
  copyJson: 'Copy JSON',
  undo: 'Undo',
  outside: {
    title: (host: string) => `Open ${host}?`,
    about: 'This link opens outside Switchyard.',
    open: 'Open link',
  },
  loading: 'Loading',
  loadMore: 'Show more',
  showAll: 'Show all',
  beginning: (rest: string) => `Shortened: ${rest} more are hidden.`,
  image: (alt: string) => (alt === '' ? '[image]' : `[image: ${alt}]`),
  copy: 'Copy',
  copied: 'Copied',
  addAnother: (of: string) => `Add another ${of}`,
  removeToken: (of: string, token: string) => `Remove the ${of} ${token}`,
}
