import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import type { Driver } from './browser-driver.ts'
import { until } from './system.ts'

const enter = '\uE007'

/** MiniBrowser is not on PATH. Debian installs it in the folder of the library. */
export const miniBrowserFiles = ['x86_64', 'aarch64'].map(
  (arch) => `/usr/lib/${arch}-linux-gnu/webkit2gtk-4.1/MiniBrowser`,
)

/** A classic session has no console log, so the page itself records errors that occur after loading. */
const noteErrors = `
  if (window.notedErrors === undefined) {
    const noted = window.notedErrors = []
    const before = console.error
    console.error = (...parts) => { noted.push(parts.join(' ')); before(...parts) }
    addEventListener('error', ({ message }) => noted.push(message))
    addEventListener('unhandledrejection', ({ reason }) => noted.push(String(reason)))
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      noted.push('policy ' + violatedDirective + ' blocks ' + blockedURI))
  }
  return JSON.stringify(window.notedErrors.splice(0))`

/** Starts an X server with a free display number. Resolves with the number. */
async function startDisplay(xvfb: string): Promise<{ child: ChildProcess; display: string }> {
  const args = ['-displayfd', '1', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp']
  const child = spawn(xvfb, args, { stdio: ['ignore', 'pipe', 'ignore'] })
  let said = ''
  child.stdout?.on('data', (chunk) => {
    said += chunk
  })
  const number = await until('the display', () => /^(\d+)\n/.exec(said)?.[1], 20_000)
  return { child, display: `:${number}` }
}

const findPort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })

async function ask(address: string, method: string, body?: object) {
  const response = await fetch(address, {
    method,
    signal: AbortSignal.timeout(30_000),
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const { value } = await response.json()
  if (!response.ok) throw new Error(`${method} ${address}: ${value.error} ${value.message}`)
  return value
}

export interface WebKitPrograms {
  readonly driver: string
  readonly miniBrowser: string
  readonly xvfb: string
}

/** WebKitGTK in its own X server, over classic WebDriver. */
export async function openWebKit({ driver, miniBrowser, xvfb }: WebKitPrograms): Promise<Driver> {
  const { child: screen, display } = await startDisplay(xvfb)
  const port = await findPort()
  const child = spawn(driver, [`--port=${port}`], {
    env: { ...process.env, DISPLAY: display, GDK_BACKEND: 'x11', NO_AT_BRIDGE: '1' },
    stdio: 'ignore',
  })
  const end = () => [child, screen].forEach((each) => void each.kill())
  const server = `http://127.0.0.1:${port}`
  try {
    const status = () => ask(`${server}/status`, 'GET').catch(() => undefined)
    await until('WebKitWebDriver', status, 20_000)
    const options = { binary: miniBrowser, args: ['--automation'] }
    const capabilities = { alwaysMatch: { 'webkitgtk:browserOptions': options } }
    const { sessionId, capabilities: given } = await ask(`${server}/session`, 'POST', { capabilities })
    const session = `${server}/session/${sessionId}`
    return driverOf(session, `${given.browserName} ${given.browserVersion}`, end)
  } catch (error) {
    end()
    throw error
  }
}

function driverOf(session: string, version: string, end: () => void): Driver {
  const post = (path: string, body: object) => ask(`${session}/${path}`, 'POST', body)
  const run = (script: string) => post('execute/sync', { script, args: [] })
  const act = (type: 'key' | 'pointer', actions: readonly object[]) =>
    post('actions', { actions: [{ type, id: type, actions }] })
  const type = (text: string) =>
    act(
      'key',
      [...text].flatMap((value) => ['keyDown', 'keyUp'].map((each) => ({ type: each, value }))),
    )
  return {
    version,
    async open(url) {
      await post('url', { url })
      await run(noteErrors)
    },
    run: (expression) => run(`return ${expression}`),
    clickAt: (x, y) =>
      act('pointer', [
        { type: 'pointerMove', x, y, origin: 'viewport' },
        { type: 'pointerDown', button: 0 },
        { type: 'pointerUp', button: 0 },
      ]),
    type,
    pressEnter: () => type(enter),
    async resize(width, height) {
      const sizeOfPage = 'return [innerWidth, innerHeight]'
      // The toolbar of MiniBrowser reduces the height of the page.
      const frame = await ask(`${session}/window/rect`, 'GET')
      const [innerWidth, innerHeight] = await run(sizeOfPage)
      const outer = { width: width + frame.width - innerWidth, height: height + frame.height - innerHeight }
      if (outer.width === frame.width && outer.height === frame.height) return
      await post('window/rect', { x: 0, y: 0, ...outer })
      await until('the new size', async () =>
        `${await run(sizeOfPage)}` === `${width},${height}` ? true : undefined,
      )
    },
    screenshot: async () => Buffer.from(await ask(`${session}/screenshot`, 'GET'), 'base64'),
    takeErrors: async () => JSON.parse(await run(noteErrors)),
    async close() {
      await ask(session, 'DELETE').finally(end)
    },
  }
}
