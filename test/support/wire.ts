import type { Page } from 'playwright-core'

/** Cuts the connection between the page and its engine until the test restores it. */
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

/** Drops one response of the engine and its connection. The engine has already acted. */
export async function losingAnswers(page: Page) {
  let path: string | null = null
  let lost = 0
  await page.routeWebSocket(/\/api\/ws/, (wire) => {
    const server = wire.connectToServer()
    let id: unknown = null
    wire.onMessage((message) => {
      if (path !== null && String(message).includes(path)) id = idOf(message)
      server.send(message)
    })
    server.onMessage((message) => {
      if (id === null || idOf(message) !== id) return wire.send(message)
      path = null
      lost += 1
      void Promise.all([wire.close(), server.close()])
    })
  })
  return {
    loseAnswerTo(call: string) {
      path = call
    },
    countLost: () => lost,
  }
}

const idOf = (message: string | Buffer): unknown => JSON.parse(String(message)).i
