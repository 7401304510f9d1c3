/** What is said everywhere in the same words. */
export const common = {
  close: 'Close',
  cancel: 'Cancel',
  tryAgain: 'Try again',
  undo: 'Undo',
  loading: 'Loading',
  loadMore: 'Show more',
}
