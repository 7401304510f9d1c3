import { realpathSync } from 'node:fs'
import type { ClientRequest, IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { createServer, type Plugin, type ViteDevServer } from 'vite'
import { systemClock } from '../../base/clock.ts'
import { sendRefusal } from '../../http/answer.ts'
import { safetyHeaders } from '../../http/headers.ts'
import { checkSender, isFromOwnPage, listHosts } from '../../http/origin-check.ts'
import { appRoot } from '../app-root.ts'
import { type Ports, untilAnswering } from './ports.ts'

const api = '/api'

/**
 * Serves the interface with Vite and hot reload, and proxies `/api` to the real server. Requests from other origins
 * pass the same guard as in the server.
 */
export async function openWindow(ports: Ports): Promise<ViteDevServer> {
  const others = process.listeners('SIGTERM')
  const vite = await createServer({
    configFile: join(appRoot, 'src-renderer', 'vite.config.ts'),
    root: join(appRoot, 'src-renderer'),
    cacheDir: join(appRoot, '.dev', 'vite'),
    // Bundled, the page requests 7 files instead of 330, which saves seconds on the first load.
    experimental: { bundledDev: true },
    clearScreen: false,
    logLevel: 'warn',
    plugins: [guard(ports)],
    server: {
      host: '127.0.0.1',
      port: ports.window,
      strictPort: true,
      cors: false,
      // Not the project root, because it contains the data folder with the server token.
      fs: { allow: ['src-renderer', 'src-shared', 'node_modules'].map((each) => realOf(each)) },
      proxy: {
        [api]: {
          target: `http://127.0.0.1:${ports.server}`,
          ws: true,
          configure: (proxy) => {
            proxy.on('proxyReq', (sent, request) => translate(sent, request, ports))
            proxy.on('proxyReqWs', (sent, request) => translate(sent, request, ports))
          },
        },
      },
    },
  })
  // Removes Vite's own SIGTERM listeners, which would end the process before the server has ended.
  for (const listener of process.listeners('SIGTERM'))
    if (!others.includes(listener)) process.off('SIGTERM', listener)
  await vite.listen()
  await untilBundled(ports)
  return vite
}

/** Waits until Vite no longer serves its placeholder page. A page that fails to build shows its own error. */
async function untilBundled({ window }: Ports): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const page = await fetch(`http://127.0.0.1:${window}/`)
    if (!(await page.text()).includes('__vite_is_fallback_page__')) return
    await systemClock.sleep(50)
  }
}

const realOf = (folder: string): string => realpathSync(join(appRoot, folder))

/** Applies the product's guard and headers to every response of Vite. */
const guard = (ports: Ports): Plugin => ({
  name: 'switchyard:guard',
  configureServer({ middlewares }) {
    middlewares.use((request, response, next) => {
      const { rawHeaders, url: target = '' } = request
      const sockets = listHosts(ports.window).map((host) => `ws://${host}`)
      for (const [name, value] of Object.entries(safetyHeaders(sockets))) response.setHeader(name, value)
      const stranger = checkSender({ rawHeaders, target }, listHosts(ports.window))
      if (stranger !== null) return sendRefusal(response, stranger, '')
      response.setHeader(policyName, relaxed(response.getHeader(policyName)))
      if (!target.startsWith(`${api}/`)) return next()
      // While the server restarts, a request waits instead of failing.
      const patience = new AbortController()
      response.once('close', () => patience.abort())
      untilAnswering(ports.server, patience.signal).then(next, () => {})
    })
  },
})

const policyName = 'content-security-policy'

/**
 * The product's content security policy, relaxed for code that Vite adds to pages: scripts, styles, a worker, and
 * markup without Trusted Types.
 */
const relaxed = (policy: unknown): string =>
  String(policy)
    .split('; ')
    .filter((directive) => !/^(?:require-trusted-types-for|trusted-types) /.test(directive))
    .join('; ')
    .replaceAll(/(?:script|style)-src 'self'/g, (allowed) => `${allowed} 'unsafe-inline'`)
    .replace("worker-src 'self'", (allowed) => `${allowed} blob:`)

/**
 * Rewrites host and origin of pages at this address for the server. Other values are forwarded unchanged, so that the
 * server refuses them.
 */
function translate(sent: ClientRequest, { rawHeaders, headers }: IncomingMessage, ports: Ports): void {
  const hosts = listHosts(ports.window)
  const toServer = (text: string): string => text.replace(/:\d+$/, `:${ports.server}`)
  if (headers.host !== undefined && hosts.includes(headers.host))
    sent.setHeader('host', toServer(headers.host))
  if (headers.origin !== undefined && isFromOwnPage(rawHeaders, hosts))
    sent.setHeader('origin', toServer(headers.origin))
}
