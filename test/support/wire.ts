import type { Page } from 'playwright-core'

/** Cuts the wire between the page and its engine until it is mended. */
export async function cuttable(page: Page) {
  const open = new Set<() => Promise<void>>()
  let isCut = false
  await page.routeWebSocket(/\/api\/ws/, (wire) => {
    if (isCut) return void wire.close()
    wire.connectToServer()
    const close = () => wire.close()
    open.add(close)
    wire.onClose(() => open.delete(close))
  })
  return {
    async cut() {
      isCut = true
      for (const close of open) await close()
    },
    mend() {
      isCut = false
    },
  }
}
