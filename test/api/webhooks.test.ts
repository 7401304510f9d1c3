import pino from 'pino'
import { describe, expect, it, onTestFinished } from 'vitest'
import { boot } from '../../src-main/boot/boot.ts'
import { loadConfig } from '../../src-main/boot/config.ts'
import { serveTestApp, testConfig } from '../support/app.ts'
import { createTempDir } from '../support/engine.ts'
import { openReceiver } from '../webhooks/receiver.ts'

describe('webhooks of a running app', () => {
  it('send events of a run to an allowed receiver on this machine', async () => {
    const { url, place, untilReceived, received } = await openReceiver()
    const config = { ...testConfig(createTempDir()), webhookAllow: [place] }
    const booted = await boot(config, { host: 'server', log: pino({ level: 'silent' }) })
    if (!booted.ok) throw new Error(booted.error.message)
    const app = booted.value
    onTestFinished(() => app.close())
    const created = await app.client.webhooks.create({ url, events: ['run.created', 'run.settled'] })
    await app.client.runs.start({ request: requestOf('a', 'b') })
    await untilReceived(2)
    expect(received.map(({ body }) => JSON.parse(body).type)).toEqual(['run.created', 'run.settled'])
    expect(received.every(({ headers }) => headers['webhook-signature']?.toString().startsWith('v1,'))).toBe(
      true,
    )
    expect(await app.client.webhooks.test({ webhookId: created.id })).toMatchObject({ status: 'delivered' })
  })

  it('are created, listed, switched and removed over REST, and show the secret once', async () => {
    const { call } = await serveTestApp()
    const made = await call('POST', '/api/v1/webhooks', {
      url: 'https://hooks.example/a',
      events: ['task.*'],
    })
    expect(made).toMatchObject({
      status: 200,
      body: { status: 'enabled', secret: expect.stringMatching(/^whsec_/) },
    })
    const { id, secret } = made.body
    const disabled = await call('POST', `/api/v1/webhooks/${id}/disable`, {})
    expect(disabled.body).toMatchObject({ status: 'disabled', reason: 'A person disabled it.' })
    const listed = await call('GET', '/api/v1/webhooks')
    expect(listed.body).toHaveLength(1)
    expect(JSON.stringify(listed.body)).not.toContain(secret)
    expect(await call('GET', `/api/v1/webhook-deliveries?webhookId=${id}&limit=5`)).toMatchObject({
      body: [],
    })
    expect(await call('DELETE', `/api/v1/webhooks/${id}`)).toMatchObject({ status: 200 })
    expect(await call('DELETE', `/api/v1/webhooks/${id}`)).toMatchObject({ status: 404 })
  })

  it('refuse an invalid webhook with the expected form', async () => {
    const { call } = await serveTestApp()
    const refused = async (url: string, events: string[]) => {
      const { status, body } = await call('POST', '/api/v1/webhooks', { url, events })
      return `${status} ${body.error.code}`
    }
    expect(await refused('http://169.254.169.254/', ['*'])).toBe('422 E_WEBHOOK_PRIVATE')
    expect(await refused('file:///etc/passwd', ['*'])).toBe('422 E_WEBHOOK_URL')
    expect(await refused('https://hooks.example/', ['run.done'])).toBe('400 E_TYPE')
    expect(await refused('https://hooks.example/', [])).toBe('400 E_REQUIRED')
  })
})

describe('SWITCHYARD_WEBHOOK_ALLOW', () => {
  it('lists hosts separated by commas', () => {
    const env = { SWITCHYARD_WEBHOOK_ALLOW: ' localhost:8080, hooks.lan:9000,, ' }
    const { webhookAllow } = loadConfig({ appRoot: '/app', version: '0' }, env)
    expect(webhookAllow).toEqual(['localhost:8080', 'hooks.lan:9000'])
  })
})

const requestOf = (...keys: string[]) => ({
  plan_id: 'plan-hooks',
  project_id: 'project-hooks',
  tasks: keys.map((task_id) => ({
    task_id,
    description: `Do ${task_id}`,
    required_skills: ['reflection'],
  })),
})
