import { createServer } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type PostOptions, post } from '../../src-main/webhooks/post.ts'
import { parseAllowList } from '../../src-main/webhooks/target.ts'
import { type Answer, openReceiver } from './receiver.ts'

const message = { headers: { 'content-type': 'application/json', 'webhook-id': 'msg_1' }, body: '{"a":"ü"}' }
const never = new AbortController().signal
const noName = async () => {
  throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' })
}

const send = (
  url: string,
  { allow = [], ...rest }: { allow?: string[] } & Partial<Omit<PostOptions, 'allow'>> = {},
) => post(url, message, { resolve: noName, signal: never, allow: parseAllowList(allow), ...rest })

const redirectTo =
  (location: string, status = 307): Answer =>
  (response) =>
    response.writeHead(status, { location }).end()

describe('a webhook POST', () => {
  it('sends the message unchanged and returns the response', async () => {
    const { url, place, received } = await openReceiver((response) => response.writeHead(201).end('thanks'))
    const exchange = await send(url, { allow: [place] })
    expect(exchange).toMatchObject({ type: 'answered', status: 201, text: 'thanks', retryAfter: null })
    expect(received).toMatchObject([
      {
        method: 'POST',
        path: '/hook',
        body: message.body,
        headers: { ...message.headers, 'content-length': '10' },
      },
    ])
  })

  it('reads 4 KiB at most of an endless response', async () => {
    const { url, place } = await openReceiver((response) => {
      const pour = () => {
        while (!response.destroyed && response.write('x'.repeat(10_000)));
      }
      response.writeHead(200).on('drain', pour)
      pour()
    })
    const exchange = await send(url, { allow: [place] })
    expect(exchange).toMatchObject({ type: 'answered', status: 200, text: 'x'.repeat(4096) })
  })

  it('keeps the received part of an interrupted response', async () => {
    const { url, place } = await openReceiver((response) => {
      response.writeHead(200, { 'content-length': 100 })
      response.write('half', () => response.destroy())
    })
    expect(await send(url, { allow: [place] })).toMatchObject({ type: 'answered', status: 200, text: 'half' })
  })

  it('to a private address is never opened', async () => {
    const { url, received, port } = await openReceiver()
    for (const target of [url, `http://[::ffff:127.0.0.1]:${port}/`, `http://localhost:${port}/`]) {
      expect(await send(target)).toMatchObject({ type: 'unanswered', code: 'E_WEBHOOK_PRIVATE' })
    }
    const byName = await send(`http://hooks.example:${port}/`, { resolve: async () => ['127.0.0.1'] })
    expect(byName).toMatchObject({ type: 'unanswered', code: 'E_WEBHOOK_PRIVATE' })
    expect(received).toEqual([])
  })

  it.skipIf(process.platform !== 'linux')(
    'goes to the checked address, although the name resolves to another address later',
    async () => {
      const checked = await openReceiver()
      const { port } = checked
      const other = await openReceiver(undefined, { host: '127.0.0.2', port })
      const answers = [['127.0.0.1'], ['127.0.0.2']]
      const place = `hooks.example:${port}`
      const exchange = await send(`http://${place}/`, {
        allow: [place],
        resolve: async () => answers.shift() ?? [],
      })
      expect(exchange).toMatchObject({ type: 'answered' })
      expect(checked.received).toMatchObject([{ headers: { host: place } }])
      expect(other.received).toEqual([])
      expect(answers).toHaveLength(1)
    },
  )

  it('reports a missing server, an unknown name, and another protocol', async () => {
    const silent = createServer((socket) => socket.end('SSH-2.0-x\r\n'))
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void silent.close())
    const address = silent.address()
    const place = typeof address === 'object' ? `127.0.0.1:${address?.port}` : ''
    expect(await send(`http://${place}/`, { allow: [place] })).toMatchObject({
      code: 'E_WEBHOOK_UNREACHABLE',
    })
    expect(await send(`https://${place}/`, { allow: [place] })).toMatchObject({
      code: 'E_WEBHOOK_UNREACHABLE',
    })
    expect(await send('http://nowhere.example/')).toMatchObject({ code: 'E_WEBHOOK_UNREACHABLE' })
    expect(await send('http://nowhere.example/', { resolve: async () => [] })).toMatchObject({
      code: 'E_WEBHOOK_UNREACHABLE',
    })
    expect(await send('http://127.0.0.1:1/', { allow: ['127.0.0.1:1'] })).toMatchObject({
      code: 'E_WEBHOOK_UNREACHABLE',
    })
  })

  it('ends at its timeout: before the name is resolved, and before a response', async () => {
    const silent = await openReceiver(() => {})
    const abortAfter = async (receiver: typeof silent) => {
      const time = new AbortController()
      const sent = send(receiver.url, { allow: [receiver.place], signal: time.signal })
      await receiver.untilReceived(1)
      time.abort()
      return sent
    }
    expect(await abortAfter(silent)).toMatchObject({ type: 'unanswered', code: 'E_WEBHOOK_TIMEOUT' })
    const time = new AbortController()
    const sent = send('http://hooks.example/', { resolve: () => new Promise(() => {}), signal: time.signal })
    time.abort()
    expect(await sent).toMatchObject({ type: 'unanswered', code: 'E_WEBHOOK_TIMEOUT' })
  })
})

describe('a redirect of a webhook', () => {
  it.each([301, 302, 307, 308])('%i is followed with the same message', async (status) => {
    const end = await openReceiver()
    const start = await openReceiver(redirectTo(end.url, status))
    const exchange = await send(start.url, { allow: [start.place, end.place] })
    expect(exchange).toMatchObject({ type: 'answered', status: 204 })
    expect(end.received).toMatchObject([{ method: 'POST', body: message.body, headers: message.headers }])
  })

  it('303 and one without a location are final responses', async () => {
    const seeOther = await openReceiver(redirectTo('/other', 303))
    expect(await send(seeOther.url, { allow: [seeOther.place] })).toMatchObject({ status: 303 })
    const toNowhere = await openReceiver((response) => response.writeHead(307).end())
    expect(await send(toNowhere.url, { allow: [toNowhere.place] })).toMatchObject({ status: 307 })
  })

  it('is followed three times and not four', async () => {
    const { url, place, received } = await openReceiver((response, { path }) => {
      const left = Number(path.slice(1))
      if (left === 0) response.writeHead(204).end()
      else response.writeHead(308, { location: `/${left - 1}` }).end()
    })
    const start = (count: number) => send(new URL(`/${count}`, url).href, { allow: [place] })
    expect(await start(3)).toMatchObject({ type: 'answered', status: 204 })
    expect(received).toHaveLength(4)
    expect(await start(4)).toMatchObject({ type: 'unanswered', code: 'E_WEBHOOK_REDIRECT' })
    expect(received).toHaveLength(8)
  })

  it.each([
    'http://169.254.169.254/latest/meta-data/',
    'http://10.0.0.1/',
    'http://[::1]/',
    'http://localhost/',
    'http://inside.example/',
    'ftp://example.com/',
    'http://user:pass@example.com/',
  ])('to %s is refused', async (location) => {
    const { url, place } = await openReceiver(redirectTo(location))
    const exchange = await send(url, { allow: [place], resolve: async () => ['192.168.0.1'] })
    expect(exchange).toMatchObject({ type: 'unanswered', code: 'E_WEBHOOK_REDIRECT' })
  })

  it('to another receiver on this machine is refused unless that is also allowed', async () => {
    const other = await openReceiver()
    const { url, place } = await openReceiver(redirectTo(other.url))
    expect(await send(url, { allow: [place] })).toMatchObject({ code: 'E_WEBHOOK_REDIRECT' })
    expect(other.received).toEqual([])
  })
})
