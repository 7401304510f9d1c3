import { describe, expect, it } from 'vitest'
import { systemClock } from '../../../src-main/base/clock.ts'
import { createSecrets, listShort, secretsOf } from '../../../src-main/base/secrets.ts'
import { loadConfig } from '../../../src-main/boot/config.ts'
import { appRoot } from '../../../src-main/hosts/app-root.ts'
import { bootTestApp } from '../../support/app.ts'
import { createTempDir } from '../../support/engine.ts'
import { fakeAgent } from './coders.ts'

const password = 'p%40ss/w0rd!x'
const environment = {
  PATH: process.env.PATH,
  HTTP_PROXY: 'http://ann:p%40ssword@proxy.example:3128',
  https_proxy: 'http://proxy.example:3128',
  ALL_PROXY: 'socks5://tokentoken@proxy.example:1080',
  NO_PROXY: 'localhost,127.0.0.1',
  NODE_EXTRA_CA_CERTS: '/etc/ssl/own.pem',
  SSL_CERT_FILE: '/etc/ssl/all.pem',
  SSL_CERT_DIR: '/etc/ssl/certs',
  REQUESTS_CA_BUNDLE: '/etc/ssl/all.pem',
  CURL_CA_BUNDLE: '/etc/ssl/all.pem',
  ANTHROPIC_BASE_URL: 'https://gateway.example/anthropic',
  OPENAI_BASE_URL: 'https://gateway.example/v1',
  OTHER_URL: 'https://other.example',
}

/**
 * Runs a fake coding agent to its end in the complete app with this environment. Returns everything that the app shows
 * or stores.
 */
async function runOnce(env: Record<string, string> = {}) {
  const dataDir = createTempDir()
  const config = loadConfig(
    { appRoot, version: '0.0.0-test', port: 0 },
    { ...environment, SWITCHYARD_DATA_DIR: dataDir },
  )
  const { client } = await bootTestApp({ dataDir, config })
  const coder = { command: [process.execPath, fakeAgent, 'showsVariables'], env }
  const { runId } = await client.runs.start({
    request: { plan_id: 'p', tasks: [{ task_id: 'a', description: 'Do a', required_skills: [] }] },
    roster: [{ id: 'coder', name: 'Coder', kind: 'acp', skills: [], config: coder }],
  })
  for (const until = systemClock.now() + 15_000; ; await systemClock.sleep(20)) {
    const detail = await client.runs.getTask({ runId, taskKey: 'a' })
    if (detail.task.status === 'done') return detail.attempts.at(-1)?.result?.text.split('\n') ?? []
    if (systemClock.now() > until) throw new Error(JSON.stringify(detail))
  }
}

describe('a coding agent', () => {
  it('gets proxies, certificates and addresses from its environment, and nothing else', async () => {
    const shown = await runOnce()
    const { PATH: _path, HTTP_PROXY: _http, ALL_PROXY: _all, OTHER_URL: _other, ...plain } = environment
    for (const [name, value] of Object.entries(plain)) expect(shown).toContain(`${name}=${value}`)
    expect(shown.some((line) => line.startsWith('OTHER_URL'))).toBe(false)
  })

  it('shows neither the password nor the token of an address', async () => {
    const shown = await runOnce({ HTTPS_PROXY: `http://bob:${encodeURIComponent(password)}@proxy.example` })
    expect(shown).toContain('HTTP_PROXY=http://[hidden]@proxy.example:3128')
    expect(shown).toContain('ALL_PROXY=socks5://[hidden]@proxy.example:1080')
    expect(shown).toContain('HTTPS_PROXY=http://[hidden]@proxy.example')
  })
})

describe('a password in an address', () => {
  const secrets = createSecrets()
  secrets.addHanded({ HTTPS_PROXY: 'bob:s%2Fecret-7@proxy.example:80' })

  it.each([
    ['as it is written', 's%2Fecret-7'],
    ['as it is sent', 's/ecret-7'],
    ['with its user', 'bob:s/ecret-7'],
    ['as a header', Buffer.from('bob:s/ecret-7').toString('base64').replace(/=+$/, '')],
  ])('is masked %s', (_, form) => {
    expect(secrets.hideIn(`it is ${form} there`)).not.toContain(form)
  })

  it('is not assumed in a variable that only looks like an address', () => {
    expect(listShort({ MAINTAINER: 'somebody@example.org' })).toEqual([])
    expect(secretsOf({ MAINTAINER: 'somebody@example.org', STORE_URL: 'x://u:passw0rd@h' })).toEqual({
      STORE_URL: 'x://u:passw0rd@h',
    })
  })

  it('leaves the rest of the address readable', () => {
    expect(secrets.hideIn('proxy.example:80')).toBe('proxy.example:80')
  })

  it('of fewer than eight characters causes a warning, and is masked after its user name', () => {
    const env = { HTTP_PROXY: 'http://ann:short@proxy.example', NO_PROXY: '*' }
    expect(listShort(env)).toEqual(['HTTP_PROXY'])
    const short = createSecrets()
    short.addHanded(env)
    expect(short.hideIn(env.HTTP_PROXY)).toBe('http://[hidden]@proxy.example')
  })
})
