import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createManualClock } from '../../src-main/base/clock.ts'
import { openTestServer, type TestServer, token } from './support.ts'

let server: TestServer
const clock = createManualClock()
beforeEach(async () => {
  server = await openTestServer({ clock })
})
afterEach(() => server.close())

const codeOf = (url: string) => url.slice(url.indexOf('#launch=') + '#launch='.length)
const redeem = (body: unknown, headers: Record<string, string> = { Origin: server.url }) =>
  fetch(`${server.url}/api/launch`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'Content-Type': 'application/json', ...headers },
  })

describe('a launch link', () => {
  it('contains a code after the #, which no server receives, and not the token', () => {
    const url = server.createLaunchUrl()
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#launch=[\w-]{22}$/)
    expect(url).not.toContain(token)
  })

  it('is exchanged for a session once, and not for the token', async () => {
    const code = codeOf(server.createLaunchUrl())
    const first = await redeem({ code })
    expect(await first.json()).toEqual({ key: expect.stringMatching(/^swy_session_[\w-]{43}$/) })
    expect(first.headers.get('cache-control')).toBe('no-store')
    const second = await redeem({ code })
    expect(second.status).toBe(401)
    expect((await second.json()).error).toMatchObject({ code: 'E_AUTH' })
  })

  it('sets a cookie that scripts cannot read and other sites cannot send', async () => {
    const answer = await redeem({ code: codeOf(server.createLaunchUrl()) })
    const { port } = new URL(server.url)
    const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split('; '))
    expect(cookies).toEqual([
      [
        expect.stringMatching(new RegExp(`^switchyard_${port}=swy_session_[\\w-]{43}$`)),
        expect.stringMatching(/^Max-Age=\d+$/),
        'Path=/api',
        'HttpOnly',
        'SameSite=Strict',
      ],
    ])
  })

  it('is exchanged once for two simultaneous requests', async () => {
    const code = codeOf(server.createLaunchUrl())
    const answers = await Promise.all([redeem({ code }), redeem({ code }), redeem({ code })])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401])
  })

  it('expires after ten minutes', async () => {
    const [old, older] = [codeOf(server.createLaunchUrl()), codeOf(server.createLaunchUrl())]
    await clock.advance(10 * 60_000 - 1)
    expect((await redeem({ code: old })).status).toBe(200)
    await clock.advance(1)
    expect((await redeem({ code: older })).status).toBe(401)
  })

  it('expires when sixteen newer links exist', async () => {
    const codes = Array.from({ length: 17 }, () => codeOf(server.createLaunchUrl()))
    expect((await redeem({ code: codes[0] })).status).toBe(401)
    expect((await redeem({ code: codes[1] })).status).toBe(200)
    expect((await redeem({ code: codes[16] })).status).toBe(200)
  })

  it.each([
    ['without an Origin', {}],
    ['from a foreign page', { Origin: 'http://evil.example' }],
    ['from a page of no origin', { Origin: 'null' }],
  ])('is not exchanged %s, and stays valid', async (_, headers: Record<string, string>) => {
    const code = codeOf(server.createLaunchUrl())
    const refused = await redeem({ code }, headers)
    expect(refused.status).toBe(403)
    expect(await refused.text()).not.toContain(token)
    expect((await redeem({ code })).status).toBe(200)
  })

  it('is not exchanged for an invalid body', async () => {
    const code = codeOf(server.createLaunchUrl())
    const origin = { Origin: server.url }
    expect((await redeem({ code }, { ...origin, 'Content-Type': 'text/plain' })).status).toBe(415)
    for (const body of [{ codes: code }, { code: 5 }, { code: '' }, [], null]) {
      expect((await redeem(body)).status).toBe(400)
    }
    const get = await fetch(`${server.url}/api/launch?code=${code}`, { headers: origin })
    expect(get.status).toBe(405)
    expect(get.headers.get('allow')).toBe('POST')
  })

  it('counts wrong codes and wrong tokens together, while a correct code still works', async () => {
    const code = codeOf(server.createLaunchUrl())
    for (let count = 0; count < 5; count += 1) {
      expect((await redeem({ code: 'wrong' })).status).toBe(401)
      const headers = { Authorization: 'Bearer wrong' }
      expect((await fetch(`${server.url}/api/v1/system`, { headers })).status).toBe(401)
    }
    expect((await redeem({ code: 'wrong' })).status).toBe(429)
    expect((await redeem({ code })).status).toBe(200)
  })
})
