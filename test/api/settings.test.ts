import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { mergeModels } from '../../src-main/app/settings/merge-models.ts'
import { nothingKept } from '../../src-main/app/settings/stored-settings.ts'
import { readMailServer } from '../../src-main/mail/mailer.ts'
import { noModels } from '../../src-main/models/settings.ts'
import { startMailServer } from '../mail/smtp-server.ts'
import { bootTestApp } from '../support/app.ts'
import { createTempDir } from '../support/engine.ts'
import { openFakeModelServer, turns } from '../support/fake-model-server.ts'
import { serveRest } from './rest.ts'

async function openFake() {
  const fake = await openFakeModelServer([turns.json({ colour: 'red', code: 'sy-7' })], { repeatsLast: true })
  onTestFinished(() => fake.close())
  return fake
}

/** A keystore for this test, and no environment variables. */
function fakeKeystore() {
  const kept = new Map<string, string>()
  return {
    keystore: {
      read: async (entry: string) => kept.get(entry) ?? null,
      write: async (entry: string, secret: string) => void kept.set(entry, secret),
      remove: async (entry: string) => kept.delete(entry),
    },
    readModelKey: async (place: { from: string; entry?: string }) => kept.get(place.entry ?? '') ?? null,
  }
}

const local = (baseURL: string, more: object = {}) => ({
  ...{ name: 'laptop', kind: 'compatible', model: 'qwen', baseURL, structured: 'json_schema', price: 'free' },
  ...more,
})

describe('models configured in the window', () => {
  it('are stored, tested, used immediately and after a restart, renamed and removed', async () => {
    const { baseURL } = await openFake()
    const dataDir = createTempDir()
    const { app, call } = await serveRest({ dataDir })
    const tried = await call('POST', '/api/v1/models/try', local(baseURL))
    expect(tried.body).toMatchObject({ isWorking: true, mode: 'json_schema', models: ['fake'] })
    expect((await call('PUT', '/api/v1/models', { model: local(baseURL) })).body).toMatchObject([
      { name: 'laptop', usedFor: [], from: 'settings', key: null, baseURL },
    ])
    const used = await call('PUT', '/api/v1/models/use/deciding', { name: 'laptop' })
    expect(used.body).toMatchObject([{ usedFor: ['deciding'] }])
    expect((await call('POST', '/api/v1/models/laptop/test')).body.isWorking).toBe(true)
    await app.close()

    const again = await bootTestApp({ dataDir })
    expect(await again.client.models.list()).toMatchObject([{ name: 'laptop', usedFor: ['deciding'] }])
    await again.client.models.save({
      model: { ...local(baseURL), name: 'desk', kind: 'compatible', structured: 'prompt' },
      replaces: 'laptop',
    })
    expect(await again.client.models.list()).toMatchObject([
      { name: 'desk', structured: 'prompt', usedFor: ['deciding'] },
    ])
    expect(await again.client.models.remove({ name: 'desk' })).toEqual([])
  })

  it.each([
    ['no name', { name: '' }, 'E_TYPE'],
    ['an address that is none', { baseURL: 'over there' }, 'E_TYPE'],
    [
      'a variable that may hold another secret',
      { key: { from: 'environment', name: 'AWS_SECRET' } },
      'E_TYPE',
    ],
    ['a price that is none', { price: 'cheap' }, 'E_TYPE'],
  ])('are refused with %s', async (_what, wrong, code) => {
    const { call } = await serveRest()
    const { status, body } = await call('PUT', '/api/v1/models', {
      model: local('http://127.0.0.1:9/v1', wrong),
    })
    expect([status, body.error.code]).toEqual([400, code])
  })

  it('never reveal a key, only its presence and its last characters', async () => {
    const { keystore, readModelKey } = fakeKeystore()
    const { call } = await serveRest({ config: { keystore, readModelKey } })
    const key = { from: 'keystore', name: 'work' }
    await call('PUT', '/api/v1/models', { model: { name: 'big', kind: 'openai', model: 'gpt-x', key } })
    const before = (await call('GET', '/api/v1/models/keys')).body
    expect(before).toMatchObject({
      keystore: { isThere: true },
      keys: [{ name: 'big', isThere: false, end: null }],
    })
    const kept = await call('PUT', '/api/v1/models/keys/work', { key: ' sk-a-very-secret-key-1234 ' })
    expect(kept.body.keys).toEqual([{ name: 'big', isThere: true, end: '1234' }])
    expect(JSON.stringify(kept.body)).not.toContain('secret')
    expect((await call('DELETE', '/api/v1/models/keys/work')).body.keys).toMatchObject([{ isThere: false }])
  })

  it('report a missing keystore', async () => {
    const fail = async () => Promise.reject(new Error('No session'))
    const { call } = await serveRest({ config: { keystore: { read: fail, write: fail, remove: fail } } })
    expect((await call('GET', '/api/v1/models/keys')).body.keystore).toMatchObject({ isThere: false })
    expect((await call('PUT', '/api/v1/models/keys/work', { key: 'x' })).status).toBe(409)
  })

  it('are overridden by the environment', () => {
    const entry = {
      name: 'model-1',
      kind: 'openai',
      model: 'a',
      apiKey: { from: 'keystore', entry: 'x' },
    } as const
    const environment = { entries: [entry], use: { planning: 'model-1', deciding: null, working: null } }
    const own = { ...entry, name: 'own' }
    const kept = {
      entries: [{ ...entry, model: 'other' }, own],
      use: { planning: 'own', deciding: 'own', working: 'gone' },
    }
    expect(mergeModels(environment, ['planning', 'deciding'], kept)).toEqual({
      entries: [entry, own],
      use: { planning: 'model-1', deciding: null, working: null },
    })
    expect(mergeModels(noModels, [], kept).use).toEqual({ planning: 'own', deciding: 'own', working: null })
    expect(mergeModels(noModels, [], nothingKept.models)).toEqual(noModels)
  })
})

describe('settings', () => {
  it('apply immediately and after a restart', async () => {
    const dataDir = createTempDir()
    const { app, call } = await serveRest({ dataDir })
    expect((await call('GET', '/api/v1/settings')).body.limits).toEqual({
      global: 32,
      shipped: 32,
      inFlight: 0,
    })
    expect((await call('PUT', '/api/v1/settings/limits', { global: 3 })).body.limits.global).toBe(3)
    expect((await call('PUT', '/api/v1/settings/limits', { global: 0 })).status).toBe(400)
    await app.close()
    const again = await bootTestApp({ dataDir })
    expect((await again.client.system.settings()).limits.global).toBe(3)
  })

  it('that are unreadable are reported and never overwritten', async () => {
    const dataDir = createTempDir()
    const file = join(dataDir, 'settings.json')
    writeFileSync(file, '{ "limits": { "global": "many" } }')
    const { call } = await serveRest({ dataDir })
    expect((await call('GET', '/api/v1/settings')).body.problem).toContain('limits.global')
    expect((await call('PUT', '/api/v1/settings/limits', { global: 5 })).status).toBe(409)
    expect(readFileSync(file, 'utf8')).toContain('many')
  })

  it('send no mail without a server, and report the remedy', async () => {
    const { call } = await serveRest()
    const { status, body } = await call('POST', '/api/v1/settings/mail/test', { to: 'ann@example.org' })
    expect([status, body.error.hint]).toEqual([409, 'Open Settings → Mail.'])
  })
})

describe('the mail server configured in the window', () => {
  const mailOf = (port: number, user = '') => ({
    url: `smtp://${user}127.0.0.1:${port}`,
    from: 'crew@example.org',
  })

  it('is used immediately and after a restart until it is removed', async () => {
    const { received, port } = await startMailServer()
    const dataDir = createTempDir()
    const { app, call } = await serveRest({ dataDir })
    const { body } = await call('PUT', '/api/v1/settings/mail', { mail: mailOf(port) })
    expect(body.mail).toMatchObject({ server: `127.0.0.1:${port}`, isFixed: false, kept: mailOf(port) })
    const sent = await call('POST', '/api/v1/settings/mail/test', { to: 'ann@example.org' })
    expect(sent.body.isSent).toBe(true)
    await app.close()
    const again = await bootTestApp({ dataDir })
    expect((await again.client.system.testMail({ to: 'bo@example.org' })).isSent).toBe(true)
    expect(received.map(({ to }) => to)).toEqual([['ann@example.org'], ['bo@example.org']])
    expect((await again.client.system.setMail({ mail: null })).mail.server).toBeNull()
  })

  it('stores its password in the keystore only', async () => {
    const { keystore } = fakeKeystore()
    const dataDir = createTempDir()
    const { client } = await bootTestApp({ dataDir, config: { keystore } })
    const mail = { ...mailOf(2525, 'crew@'), password: 'hush-hush-9' }
    const set = await client.system.setMail({ mail })
    expect(set.mail).toMatchObject({ user: 'crew', hasPassword: true })
    expect(await keystore.read('mail')).toBe('hush-hush-9')
    expect(readFileSync(join(dataDir, 'settings.json'), 'utf8')).not.toContain('hush')
    expect(JSON.stringify(set)).not.toContain('hush')
  })

  it.each([
    ['an address that is none', { url: 'over there' }, 'url is no address of a mail server.'],
    ['a password in the address', { url: 'smtps://a:b@mail.example.org' }, 'url holds a password.'],
    ['a sender who is none', { from: 'me' }, 'from is no mail address.'],
  ])('is refused with %s', async (_what, wrong, message) => {
    const { call } = await serveRest()
    const { status, body } = await call('PUT', '/api/v1/settings/mail', { mail: { ...mailOf(25), ...wrong } })
    expect([status, body.error.message]).toEqual([422, message])
  })

  it('is refused if the environment sets a server, or without a keystore for the password', async () => {
    const mailServer = readMailServer({
      SWITCHYARD_MAIL_URL: 'smtps://mail.example.org',
      SWITCHYARD_MAIL_FROM: 'crew@example.org',
    })
    const fixed = await bootTestApp({ config: { mailServer } })
    await expect(fixed.client.system.setMail({ mail: mailOf(25) })).rejects.toThrow(
      'The environment variable SWITCHYARD_MAIL_URL sets this.',
    )
    const nowhere = async () => {
      throw new Error('no session')
    }
    const bare = await bootTestApp({
      config: { keystore: { read: nowhere, write: nowhere, remove: nowhere } },
    })
    await expect(bare.client.system.setMail({ mail: { ...mailOf(25), password: 'hush' } })).rejects.toThrow(
      'Cannot open the keystore of this system: no session',
    )
    expect((await bare.client.system.settings()).mail.kept).toBeNull()
  })
})

describe('the log level', () => {
  it('applies immediately and after a restart, and is overridden by the environment', async () => {
    const dataDir = createTempDir()
    const app = await bootTestApp({ dataDir })
    await app.client.system.setLogLevel({ level: 'error' })
    expect(app.log.level).toBe('error')
    await app.close()
    const again = await bootTestApp({ dataDir })
    expect((await again.client.system.settings()).log).toEqual({ level: 'error', isFixed: false })
    await again.close()
    const fixed = await bootTestApp({ dataDir, config: { isLogLevelFixed: true } })
    expect(fixed.log.level).toBe('silent')
    await expect(fixed.client.system.setLogLevel({ level: 'info' })).rejects.toThrow('SWITCHYARD_LOG')
  })
})

describe('a backup', () => {
  it('contains the complete data, and its damage is detected', async () => {
    const { app, call, start, register } = await serveRest()
    await register({ id: 'w', name: 'W', kind: 'external', skills: [], capacity: 1 })
    await start([{ task_id: 'a', title: 'A', description: 'A', required_skills: [] }])
    const { body: made } = await call('POST', '/api/v1/backups')
    expect(made).toMatchObject({ version: '0.0.0-test', files: 0 })
    expect((await call('GET', '/api/v1/backups')).body).toEqual([made])
    const check = async () => (await call('POST', `/api/v1/backups/${made.name}/check`)).body
    expect(await check()).toMatchObject({ isWhole: true, problem: null, entries: made.seq })
    expect((await call('GET', '/api/v1/system/storage')).body.backups).toBeGreaterThan(0)

    // Opens the restored folder without changes.
    const restored = await bootTestApp({ dataDir: made.path })
    expect(await restored.client.runs.list({})).toHaveLength(1)
    await restored.close()
    await app.close()

    const other = await serveRest({ dataDir: app.dataDir })
    appendFileSync(join(made.path, 'switchyard.sqlite'), 'x')
    const { body } = await other.call('POST', `/api/v1/backups/${made.name}/check`)
    expect(body).toMatchObject({ isWhole: false, problem: 'The database of the backup was changed.' })
    expect((await other.call('POST', '/api/v1/backups/backup-1/check')).status).toBe(404)
  })
})
