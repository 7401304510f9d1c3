import type { Page } from 'playwright-core'

/** What can be seen to be wrong with a page by measuring it, in words; an eye on the picture sees the rest. */
export const findFlaws = (page: Page): Promise<string[]> => page.evaluate(lookAround)

/** Runs in the page: it may use nothing from outside. */
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
  /** Its `::after` lies over the whole row: that is what one hits. */
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
