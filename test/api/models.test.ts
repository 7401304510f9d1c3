import { describe, expect, it } from 'vitest'
import { ok } from '#shared/result.ts'
import { entryAt, key, openServer } from '../models/harness.ts'
import { bootTestApp } from '../support/app.ts'
import { type Turn, turns } from '../support/fake-model-server.ts'

/** A local server with the protocol and a script replaces the hosted model. */
async function appWith(script: readonly Turn[], options: { models?: readonly string[] } = {}) {
  const server = await openServer(script, { repeatsLast: true, ...options })
  const entry = entryAt(server.baseURL)
  const settings = { entries: [entry], use: { planning: null, deciding: entry.name, working: null } }
  return bootTestApp({ config: { models: ok(settings), readModelKey: async () => key } })
}

describe('the configured models', () => {
  it('are listed with their uses, and without their keys', async () => {
    const { client } = await appWith([turns.notJson()])
    const list = await client.models.list()
    expect(list).toEqual([
      {
        name: 'local',
        kind: 'compatible',
        model: 'fake',
        structured: 'json_schema',
        usedFor: ['deciding'],
        ...{ baseURL: expect.stringContaining('127.0.0.1'), price: null, from: 'environment' },
        key: { from: 'environment', name: 'SWITCHYARD_MODEL_KEY' },
      },
    ])
    expect(JSON.stringify(list)).not.toContain(key)
  })

  it('can be tested: a model that follows the schema passes', async () => {
    const { client } = await appWith([turns.keepsToSchema({ colour: 'blue', code: 'sy-7' })])
    expect(await client.models.test({ name: 'local' })).toEqual({
      isWorking: true,
      mode: 'json_schema',
      models: ['fake'],
      failure: null,
      ms: expect.any(Number),
    })
  })

  it('report the problem of a failed test, and a missing model by its name', async () => {
    const { client } = await appWith([turns.fails(401, 'No')])
    const test = await client.models.test({ name: 'local' })
    expect(test).toMatchObject({ isWorking: false, mode: null, failure: expect.stringContaining('key') })
    expect(JSON.stringify(test)).not.toContain(key)
    await expect(client.models.test({ name: 'other' })).rejects.toThrow('Model other')
  })
})
