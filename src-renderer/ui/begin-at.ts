/**
 * For the `initialFocus` of a dialog: the focus is there before the next key comes. The dialog itself sets it a frame
 * later, and until then what a quick person types goes to the page below. Without such an element it does so as ever.
 */
export const beginAt = (find: () => HTMLElement | null | undefined) => (): boolean => {
  const first = find()
  first?.focus()
  return !first
}
