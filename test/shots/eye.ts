import type { Page } from 'playwright-core'

/** Measurable layout problems of a page, as text. Other problems require a look at the picture. */
export const findFlaws = (page: Page): Promise<string[]> => page.evaluate(lookAround)

/** Runs in the page, so the function cannot use variables from outside. */
function lookAround(): string[] {
  const flaws: string[] = []
  const nameOf = (element: Element) => {
    const text = (element.textContent ?? '').trim().replace(/\s+/g, ' ').slice(0, 40)
    return `<${element.tagName.toLowerCase()}> “${text}”`
  }
  const root = document.documentElement
  if (root.scrollWidth > root.clientWidth)
    flaws.push(`the page is ${root.scrollWidth - root.clientWidth} px too wide`)

  const isSeen = (element: Element) =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
  const isForScreenReaders = (element: Element) =>
    element.closest('.sr-only, .react-flow__node, svg') !== null
  /** An element whose `::after` covers the row, which makes the complete row clickable. */
  const isStretched = (element: Element) => getComputedStyle(element, '::after').position === 'absolute'
  const withText = [...document.querySelectorAll('body *')].filter(
    (element) =>
      [...element.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim() !== '',
      ) &&
      isSeen(element) &&
      !isForScreenReaders(element),
  )
  for (const element of withText) {
    const { overflowX, textOverflow } = getComputedStyle(element)
    const isCut = element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0
    if (!isCut || overflowX === 'visible' || overflowX === 'auto' || overflowX === 'scroll') continue
    const isTold = element.closest('[title], [aria-label]') !== null
    if (!isTold)
      flaws.push(`cut without a tooltip${textOverflow === 'ellipsis' ? '' : ' or dots'}: ${nameOf(element)}`)
  }
  for (const element of document.querySelectorAll(
    'button, a[href], input, select, [role=button], [role=tab]',
  )) {
    const { width, height } = element.getBoundingClientRect()
    const isInText = element.tagName === 'A' && getComputedStyle(element).display === 'inline'
    if (
      isSeen(element) &&
      !isForScreenReaders(element) &&
      !isInText &&
      width > 0 &&
      (width < 23.5 || height < 23.5)
    ) {
      const isCovered =
        isStretched(element) || (element instanceof HTMLInputElement && element.closest('label') !== null)
      if (!isCovered)
        flaws.push(
          `a target of ${Math.round(width)}x${Math.round(height)} px: ${nameOf(element)} ${element.getAttribute('aria-label') ?? ''}`,
        )
    }
  }
  return [...new Set(flaws)]
}
