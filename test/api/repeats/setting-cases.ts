import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fakeAgent } from '../../agents/acp/coders.ts'
import { startMailServer } from '../../mail/smtp-server.ts'
import { createTempDir } from '../../support/engine.ts'
import { openReceiver } from '../../webhooks/receiver.ts'
import type { Case, Cases } from './cases.ts'
import { aWorker, openWorld } from './world.ts'

const model = { name: 'laptop', kind: 'compatible', model: 'qwen', baseURL: 'http://127.0.0.1:9/v1' } as const
const saved = { ...model, structured: 'json_schema', price: 'free' } as const

async function withModel() {
  const world = await openWorld()
  await world.app.client.models.save({ model: saved })
  return world
}

async function withWebhook() {
  const receiver = await openReceiver()
  const world = await openWorld({ webhookAllow: [receiver.place] }, () => receiver.received.length)
  const { id: webhookId } = await world.app.client.webhooks.create({
    url: receiver.url,
    events: ['run.created'],
  })
  return { world, webhookId }
}

async function withMail(): Promise<Case> {
  const server = await startMailServer()
  const world = await openWorld({}, () => server.received.length)
  const url = `smtp://127.0.0.1:${server.port}`
  await world.app.client.system.setMail({ mail: { url, from: 'me@example.org' } })
  return { world, input: { to: 'you@example.org' } }
}

const enabling = (isEnabled: boolean) => async (): Promise<Case> => {
  const world = await openWorld()
  await world.app.client.agents.register({ agents: [{ ...aWorker, kind: 'external' }] })
  if (isEnabled) await world.app.client.agents.disable({ id: 'vp_123' })
  return { world, input: { id: 'vp_123' } }
}

/** A world with a coding agent on `PATH`. */
async function discovering(): Promise<Case> {
  const folder = createTempDir()
  const line = `exec '${process.execPath}' '${fakeAgent}' works '${join(folder, 'diary')}'`
  writeFileSync(join(folder, 'gemini'), `#!/bin/sh\n${line}\n`, { mode: 0o755 })
  const variables = Object.entries({ PATH: folder, HOME: folder })
  const readVariables = (names: readonly string[]) =>
    Object.fromEntries(variables.filter(([name]) => names.includes(name)))
  return { world: await openWorld({ readVariables }), input: { add: true } }
}

export const settingCases: Cases = {
  'agents.enable': enabling(true),
  'agents.disable': enabling(false),
  'agents.trial': async () => ({ world: await openWorld(), input: { id: 'hal', text: 'Cats sleep.' } }),
  'agents.discover': discovering,
  'agents.register': async () => ({ world: await openWorld(), input: { agents: [aWorker] } }),
  'agents.importRoster': async () => ({
    world: await openWorld(),
    input: { text: '---\nname: reviewer\ndescription: Reviews code\n---\nReview.', fileName: 'reviewer.md' },
  }),
  'skills.addAlias': async () => ({
    world: await openWorld(),
    input: { alias: 'postgres', skill: 'database' },
  }),
  'skills.removeAlias': async () => {
    const world = await openWorld()
    await world.app.client.skills.addAlias({ alias: 'postgres', skill: 'database' })
    return { world, input: { alias: 'postgres' } }
  },
  'budgets.set': async () => ({
    world: await openWorld(),
    input: { kind: 'project', id: 'fair', amountMinor: 500, currency: 'EUR' },
  }),
  'audit.compact': async () => ({ world: await openWorld(), input: { before: '2020-01-01' } }),
  'memory.remember': async () => ({
    world: await openWorld(),
    input: { type: 'note', content: 'The wall is red.' },
  }),
  'memory.tag': async () => {
    const world = await openWorld()
    const { id } = await world.app.client.memory.remember({ type: 'note', content: 'The wall is red.' })
    return { world, input: { memoryId: id, tags: ['pinned'] } }
  },
  'models.save': async () => ({ world: await openWorld(), input: { model: saved } }),
  'models.remove': async () => ({ world: await withModel(), input: { name: 'laptop' } }),
  'models.use': async () => ({ world: await withModel(), input: { purpose: 'deciding', name: 'laptop' } }),
  'models.keepKey': async () => ({
    world: await withModel(),
    input: { entry: 'work', key: 'sk-0123456789' },
  }),
  'models.forgetKey': async () => {
    const world = await withModel()
    await world.app.client.models.keepKey({ entry: 'work', key: 'sk-0123456789' })
    return { world, input: { entry: 'work' } }
  },
  'preferences.set': async () => ({ world: await openWorld(), input: { name: 'width', value: 7 } }),
  'system.createLaunchLink': async () => ({ world: await openWorld(), input: {} }),
  'system.setLimits': async () => ({ world: await openWorld(), input: { global: 7 } }),
  'system.setMail': async () => ({
    world: await openWorld(),
    input: { mail: { url: 'smtp://127.0.0.1:2525', from: 'me@example.org' } },
  }),
  'system.setLogLevel': async () => ({ world: await openWorld(), input: { level: 'warn' } }),
  'system.testMail': withMail,
  'system.backUp': async () => ({ world: await openWorld(), input: {} }),
  'system.restoreBackup': async () => {
    const world = await openWorld()
    world.app.offerRestart(() => {})
    const { name } = await world.app.client.system.backUp()
    return { world, input: { name } }
  },
  'tokens.create': async () => ({ world: await openWorld(), input: { name: 'build box', scope: 'app' } }),
  'tokens.revoke': async () => {
    const world = await openWorld()
    const { id } = await world.app.client.tokens.create({ name: 'build box', scope: 'app' })
    return { world, input: { tokenId: id } }
  },
  'webhooks.create': async () => ({
    world: await openWorld(),
    input: { url: 'https://hooks.example/a', events: ['run.created'] },
  }),
  'webhooks.remove': async () => {
    const { world, webhookId } = await withWebhook()
    return { world, input: { webhookId } }
  },
  'webhooks.disable': async () => {
    const { world, webhookId } = await withWebhook()
    return { world, input: { webhookId } }
  },
  'webhooks.enable': async () => {
    const { world, webhookId } = await withWebhook()
    await world.app.client.webhooks.disable({ webhookId })
    return { world, input: { webhookId } }
  },
  'webhooks.test': async () => {
    const { world, webhookId } = await withWebhook()
    return { world, input: { webhookId } }
  },
  'webhooks.redeliver': async () => {
    const { world, webhookId } = await withWebhook()
    const { id: deliveryId } = await world.app.client.webhooks.test({ webhookId })
    return { world, input: { deliveryId } }
  },
}
