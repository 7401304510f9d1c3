import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { networkInterfaces } from 'node:os'
import { describe, expect, it } from 'vitest'
import { listenOnLoopback } from '../../src-main/http/listen.ts'
import { openTestServer, sendRaw } from './support.ts'

const isLinux = process.platform === 'linux'

/** Local addresses of the sockets that listen on a port, in the kernel's notation. */
function listeners(port: number): string[] {
  return ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) =>
    readFileSync(table, 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter(([, local, , state]) => state === '0A' && local?.endsWith(`:${hex(port)}`))
      .map(([, local]) => local?.split(':')[0] ?? ''),
  )
}
const hex = (port: number) => port.toString(16).toUpperCase().padStart(4, '0')

describe('the server', () => {
  it.runIf(isLinux)('listens on loopback only (Linux: read from /proc/net)', async () => {
    await using server = await openTestServer()
    const found = listeners(server.port)
    expect(found).toContain('0100007F')
    expect(
      found.filter((each) => each !== '0100007F' && each !== '00000000000000000000000001000000'),
    ).toEqual([])
    expect(found).toHaveLength(server.addresses.length)
  })

  it('responds on each address that it reports', async () => {
    await using server = await openTestServer()
    for (const address of server.addresses) {
      const name = address.includes(':') ? `[${address}]` : address
      const head = `GET / HTTP/1.1\r\nHost: ${name}:${server.port}\r\nConnection: close\r\n\r\n`
      expect(await sendRaw(server.port, head, address)).toContain('200 OK')
    }
  })

  it('includes ::1 if the machine has it', async () => {
    await using server = await openTestServer()
    const hasIpv6 = Object.values(networkInterfaces()).some((each) =>
      each?.some(({ address }) => address === '::1'),
    )
    expect(server.addresses).toEqual(hasIpv6 ? ['127.0.0.1', '::1'] : ['127.0.0.1'])
  })

  it('names a used port and the remedy', async () => {
    await using server = await openTestServer()
    const second = await listenOnLoopback(server.port)
    expect(second).toMatchObject({
      ok: false,
      error: {
        code: 'E_PORT',
        message: `Port ${server.port} is in use.`,
        hint: 'Use --port 0 for any free port.',
      },
    })
  })

  it('does not start partially if only ::1 is taken', async () => {
    await using probe = await openTestServer()
    if (!probe.addresses.includes('::1')) return
    const port = await new Promise<number>((resolve, reject) => {
      const blocker = createServer()
      blocker.listen({ host: '::1', port: 0, ipv6Only: true }, () => {
        const address = blocker.address()
        if (address === null || typeof address === 'string') return reject(new Error('no port'))
        listenOnLoopback(address.port).then((opened) => {
          expect(opened.ok).toBe(false)
          blocker.close(() => resolve(address.port))
        }, reject)
      })
    })
    if (isLinux) expect(listeners(port)).toEqual([])
  })

  it('frees its port when it closes', async () => {
    const server = await openTestServer()
    await server.close()
    const again = await openTestServer({ port: server.port })
    expect(again.port).toBe(server.port)
    await again.close()
  })
})
