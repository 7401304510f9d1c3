import { describe, expect, it } from 'vitest'
import { lookupOf } from '../../src-main/base/resolve.ts'
import { nextHop } from '../../src-main/webhooks/post.ts'
import { checkUrl, findAddresses, parseAllowList } from '../../src-main/webhooks/target.ts'

/** Hosts in URLs, in the notations of users and attackers. */
const refusedUrls = [
  'http://127.0.0.1/',
  'http://127.0.0.1./',
  'http://127.1/',
  'http://127.0.1/',
  'http://2130706433/',
  'http://0x7f000001/',
  'http://0x7f.0.0.1/',
  'http://0x7f.1/',
  'http://0177.0.0.1/',
  'http://017700000001/',
  'http://0177.1/',
  'http://%31%32%37.0.0.1/',
  'http://１２７.０.０.１/',
  'http://127。0。0。1/',
  'http://①②⑦.0.0.1/',
  'http://0/',
  'http://0.0.0.0:80/',
  'http://10.1/',
  'http://0xa.1/',
  'http://192.168.257/',
  'http://0xA9FEA9FE/',
  'http://2852039166/',
  'http://169.254.169.254/latest/meta-data/',
  'http://[::1]/',
  'http://[::]/',
  'http://[0:0:0:0:0:0:0:1]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[::ffff:7f00:1]/',
  'http://[::127.0.0.1]/',
  'http://[64:ff9b::10.0.0.1]/',
  'http://[2002:7f00:1::]/',
  'http://[fe80::1]/',
  'http://[fe80::1%25eth0]/',
  'http://[fd00::1]/',
  'http://[ff02::1]/',
  'http://localhost/',
  'http://LOCALHOST:8080/',
  'http://localhost./',
  'http://localhost../',
  'http://a.localhost/',
  'http://ⓛocalhost/',
  'http://user@example.com/',
  'http://user:pass@example.com/',
  'http://:pass@example.com/',
  'http://example.com@127.0.0.1/',
  'ftp://example.com/',
  'file:///etc/passwd',
  'unix:///run/docker.sock',
  'http+unix://%2Frun%2Fdocker.sock/',
  'javascript:alert(1)',
  'data:text/plain,hi',
  'ws://example.com/',
  'https:example.com',
  '//example.com/',
  'example.com',
  'http://',
  'http://./',
  'http://256.256.256.256/',
  'http://1.2.3.4.5/',
  'http://example.com:99999/',
  '',
]

describe('the URL of a webhook', () => {
  it.each(refusedUrls)('is refused: "%s"', (text) => {
    expect(checkUrl(text, new Set())).toMatchObject({ ok: false })
  })

  it.each([
    'https://example.com/hooks?key=1',
    'http://example.com:8080/',
    'https://localhost.example.com/',
    'https://8.8.8.8/',
    'https://[2606:4700:4700::1111]/',
    'HTTPS://Example.com',
  ])('is accepted: "%s"', (text) => {
    expect(checkUrl(text, new Set())).toMatchObject({ ok: true })
  })

  it('is refused either as an invalid URL or as a private address', () => {
    const codeOf = (text: string) => {
      const checked = checkUrl(text, new Set())
      return checked.ok ? null : checked.error.code
    }
    expect([codeOf('ftp://example.com/'), codeOf('http://10.1/')]).toEqual([
      'E_WEBHOOK_URL',
      'E_WEBHOOK_PRIVATE',
    ])
  })
})

describe('a host that is allowed by name', () => {
  const allow = parseAllowList([
    '127.1:8080',
    'hooks.lan:80',
    '[::1]:9000',
    'nonsense',
    'a b:1',
    'x.lan:1/path',
  ])
  const isTaken = (text: string) => checkUrl(text, allow).ok

  it('matches all notations of its address, on that port only', () => {
    expect(['http://127.0.0.1:8080/', 'http://2130706433:8080/x', 'http://[::1]:9000/'].map(isTaken)).toEqual(
      [true, true, true],
    )
    expect(['http://127.0.0.1:8081/', 'http://127.0.0.1/', 'http://localhost:8080/'].map(isTaken)).toEqual([
      false,
      false,
      false,
    ])
  })

  it('may be on an own network, but never a metadata service, a group or an unspecified address', async () => {
    const url = new URL('http://hooks.lan/')
    const answer = async (address: string) =>
      (await findAddresses(url, { allow, resolve: async () => [address] })).ok
    expect(await Promise.all(['127.0.0.1', '192.168.1.5', 'fd00::1', '100.64.0.1'].map(answer))).toEqual([
      true,
      true,
      true,
      true,
    ])
    expect(
      await Promise.all(
        ['169.254.169.254', 'fd00:ec2::254', '169.254.1.1', '224.0.0.1', '0.0.0.0'].map(answer),
      ),
    ).toEqual([false, false, false, false, false])
  })
})

describe('the addresses of a name', () => {
  const url = new URL('https://hooks.example/')
  const allow = new Set<string>()

  it('are refused if one of them is private', async () => {
    const found = await findAddresses(url, { allow, resolve: async () => ['93.184.215.14', '10.0.0.1'] })
    expect(found).toMatchObject({ ok: false, error: { code: 'E_WEBHOOK_PRIVATE' } })
  })

  it('are resolved once and pinned: a name that changes its answer has no effect', async () => {
    const answers = [['93.184.215.14', '2606:4700::1'], ['127.0.0.1']]
    const found = await findAddresses(url, { allow, resolve: async () => answers.shift() ?? [] })
    if (!found.ok) throw new Error(found.error.message)
    const lookup = lookupOf(found.value)
    const one = await new Promise((resolve) => lookup('hooks.example', {}, (_, address) => resolve(address)))
    const all = await new Promise((resolve) =>
      lookup('hooks.example', { all: true }, (_, list) => resolve(list)),
    )
    expect(one).toBe('93.184.215.14')
    expect(all).toEqual([
      { address: '93.184.215.14', family: 4 },
      { address: '2606:4700::1', family: 6 },
    ])
    const again = await findAddresses(url, { allow, resolve: async () => answers.shift() ?? [] })
    expect(again).toMatchObject({ ok: false })
  })
})

describe('the target of a redirect', () => {
  const from = new URL('https://hooks.example/a')
  const to = (location: string) => nextHop(from, location, new Set())

  it('may be a path or another public host', () => {
    expect(to('/b')).toMatchObject({ ok: true, value: { url: { href: 'https://hooks.example/b' } } })
    expect(to('https://other.example/')).toMatchObject({ ok: true })
  })

  it('of a public host is never an own host, even if allowed; an own host may redirect to one', () => {
    const allow = parseAllowList(['127.0.0.1:8080', 'hooks.lan:9000'])
    const hop = (host: string, location: string) => nextHop(new URL(host), location, allow)
    expect(hop('http://hooks.example/', 'http://127.0.0.1:8080/')).toMatchObject({ ok: false })
    expect(hop('http://hooks.example/', 'http://hooks.lan:9000/')).toMatchObject({
      value: { allow: new Set() },
    })
    expect(hop('http://hooks.lan:9000/', 'http://127.0.0.1:8080/')).toMatchObject({
      ok: true,
      value: { allow },
    })
  })

  it.each([
    'http://hooks.example/a',
    'https://127.0.0.1/',
    'https://[::ffff:10.0.0.1]/',
    'https://localhost/',
    'https://user:pass@hooks.example/',
    'file:///etc/passwd',
    'https://[',
  ])('cannot be "%s"', (location) => {
    expect(to(location)).toMatchObject({ ok: false })
  })
})
