import { describe, expect, it } from 'vitest'
import { parseInput } from '../../src-main/base/parse-input.ts'
import { loadConfig } from '../../src-main/boot/config.ts'
import { readKeyFrom, readModelSettings } from '../../src-main/models/environment.ts'
import {
  findEntry,
  labelOf,
  type ModelSettings,
  modelSettingsSchema,
  withDecider,
} from '../../src-main/models/settings.ts'

const local = {
  kind: 'compatible',
  name: 'local',
  model: 'qwen3:8b',
  baseURL: 'http://127.0.0.1:11434/v1',
  apiKey: null,
  structured: 'json_schema',
}
const use = { planning: null, deciding: null, working: null }
const read = (change: object, more: object = {}) =>
  parseInput(modelSettingsSchema, { entries: [{ ...local, ...change }], use, ...more })
const refusalOf = (change: object, more: object = {}) => {
  const parsed = read(change, more)
  if (parsed.ok) throw new Error('was not refused')
  return parsed.error
}

describe('the settings of models', () => {
  it('name one entry or none for each purpose', () => {
    const settings = read({}, { use: { ...use, deciding: 'local' } })
    if (!settings.ok) throw new Error(settings.error.message)
    const entry = findEntry(settings.value, 'deciding')
    expect(entry && labelOf(entry)).toBe('local/qwen3:8b')
    expect(findEntry(settings.value, 'planning')).toBeNull()
  })

  it('give a second deciding model an unused name', () => {
    const settings = read({ name: 'other-decider' })
    if (!settings.ok) throw new Error(settings.error.message)
    const other = withDecider(settings.value, 'qwen3:32b')
    expect(parseInput(modelSettingsSchema, other)).toMatchObject({ ok: true })
    expect(findEntry(other, 'deciding')).toMatchObject({ name: 'other-decider-2', model: 'qwen3:32b' })
  })

  it('refuse an unknown entry, and duplicate names', () => {
    expect(refusalOf({}, { use: { ...use, working: 'other' } })).toMatchObject({ field: 'use.working' })
    expect(refusalOf({}, { entries: [local, local] })).toMatchObject({ field: 'entries' })
  })

  const urls: Record<string, boolean> = {
    'http://localhost:1234/v1': true,
    'http://192.168.1.7:8080/v1': true,
    'http://gpu:8000/v1': true,
    'https://openrouter.ai/api/v1': true,
    'http://openrouter.ai/api/v1': true,
    'ftp://localhost/v1': false,
    'localhost:1234': false,
    'http://me:secret@localhost/v1': false,
    'https://example.com/v1?key=sk-1234567890': false,
    'http://169.254.169.254/latest': false,
    'http://[::ffff:169.254.169.254]/': false,
    'http://0.0.0.0:11434/v1': false,
  }
  for (const [baseURL, isTaken] of Object.entries(urls)) {
    it(`${isTaken ? 'accept' : 'refuse'} ${baseURL}`, () => {
      expect(read({ baseURL }).ok).toBe(isTaken)
    })
  }

  it('allow unencrypted keys only for one\u2019s own machines', () => {
    const apiKey = { from: 'keystore', entry: 'local' }
    expect(read({ apiKey, baseURL: 'http://192.168.1.7/v1' }).ok).toBe(true)
    expect(read({ apiKey, baseURL: 'https://example.com/v1' }).ok).toBe(true)
    expect(read({ apiKey, baseURL: 'http://example.com/v1' }).ok).toBe(false)
    expect(read({ apiKey, baseURL: 'http://8.8.8.8/v1' }).ok).toBe(false)
  })

  it('contain no key, and do not repeat a written key', () => {
    const canary = 'sk-canary-1234567890abcdef'
    for (const apiKey of [canary, { from: canary }, { from: 'environment', variable: canary }]) {
      expect(JSON.stringify(refusalOf({ apiKey }))).not.toContain('canary')
    }
  })

  it('name only variables for model keys, and a provider’s variables only for this provider', () => {
    const variable = (name: string) => ({ apiKey: { from: 'environment', variable: name } })
    expect(read(variable('SWITCHYARD_MODEL_KEY_2')).ok).toBe(true)
    for (const name of ['AWS_SECRET_ACCESS_KEY', 'OPENAI_API_KEY', 'SWITCHYARD_MODEL_KEYS', 'PATH']) {
      expect(read(variable(name)).ok).toBe(false)
    }
    const hosted = (kind: string, name: string) =>
      parseInput(modelSettingsSchema, { entries: [{ kind, name: 'a', model: 'm', ...variable(name) }], use })
        .ok
    expect(hosted('openai', 'OPENAI_API_KEY')).toBe(true)
    expect(hosted('openai', 'ANTHROPIC_API_KEY')).toBe(false)
    expect(hosted('google', 'GEMINI_API_KEY')).toBe(true)
    expect(hosted('anthropic', 'SWITCHYARD_MODEL_KEY')).toBe(true)
  })
})

describe('the environment for models', () => {
  const config = (env: Record<string, string>) => loadConfig({ appRoot: '/app', version: '0' }, env)
  const settingsOf = (env: Record<string, string>): ModelSettings => {
    const { models } = config(env)
    if (!models.ok) throw new Error(models.error.message)
    return models.value
  }

  it('selects no model because of a key alone', () => {
    const settings = settingsOf({ OPENAI_API_KEY: 'sk-1', SWITCHYARD_MODEL_URL: 'http://localhost/v1' })
    expect(settings).toEqual({ entries: [], use })
  })

  it('selects a local model by its name and address', () => {
    const settings = settingsOf({
      SWITCHYARD_MODEL: 'qwen3:8b',
      SWITCHYARD_MODEL_URL: 'http://127.0.0.1:11434/v1',
      SWITCHYARD_MODEL_STRUCTURED: 'json_object',
      SWITCHYARD_MODEL_PRICE: '0.5/1.50 EUR',
      OPENAI_API_KEY: 'sk-1',
    })
    expect(settings).toEqual({
      entries: [{ ...local, name: 'model-1', structured: 'json_object', price: '0.5/1.50 EUR' }],
      use: { planning: 'model-1', deciding: 'model-1', working: 'model-1' },
    })
  })

  it('selects a model by the set key, and another model or none for a purpose', () => {
    const settings = settingsOf({
      SWITCHYARD_MODEL: 'gemini-2.5-flash',
      SWITCHYARD_MODEL_PLANNING: 'gemini-2.5-pro',
      SWITCHYARD_MODEL_WORKING: 'none',
      GEMINI_API_KEY: 'AIza-1',
    })
    const apiKey = { from: 'environment', variable: 'GEMINI_API_KEY' }
    expect(settings).toEqual({
      entries: [
        { kind: 'google', name: 'model-1', model: 'gemini-2.5-pro', apiKey },
        { kind: 'google', name: 'model-2', model: 'gemini-2.5-flash', apiKey },
      ],
      use: { planning: 'model-1', deciding: 'model-2', working: null },
    })
  })

  it('is refused completely with a message if it is invalid', () => {
    const cheap = config({ SWITCHYARD_MODEL: 'x', OPENAI_API_KEY: 'sk-1', SWITCHYARD_MODEL_PRICE: 'cheap' })
    expect(cheap.models).toMatchObject({ ok: false, error: { field: 'SWITCHYARD_MODEL_PRICE' } })
    const { models, port } = config({ SWITCHYARD_MODEL: 'x', SWITCHYARD_MODEL_PROVIDER: 'opnai' })
    expect(models).toMatchObject({ ok: false, error: { field: 'SWITCHYARD_MODEL_PROVIDER' } })
    expect(port).toBeNull()
    expect(config({ SWITCHYARD_MODEL: 'x' }).models).toMatchObject({
      ok: false,
      error: { field: 'SWITCHYARD_MODEL_URL', message: 'SWITCHYARD_MODEL_URL is missing.' },
    })
  })

  it('provides its keys on request, and hides them when printed', async () => {
    const loaded = config({ SWITCHYARD_MODEL: 'x', OPENAI_API_KEY: 'sk-canary-1234567890\n' })
    expect(await loaded.readModelKey({ from: 'environment', variable: 'OPENAI_API_KEY' })).toBe(
      'sk-canary-1234567890',
    )
    expect(JSON.stringify(loaded)).not.toContain('canary')
  })

  it('provides no key for a blank variable', async () => {
    const readKey = readKeyFrom({ OPENAI_API_KEY: '  ' }, { read: async () => null })
    expect(await readKey({ from: 'environment', variable: 'OPENAI_API_KEY' })).toBeNull()
  })

  it('uses an entry of the keystore if no variable has the key', async () => {
    const env = {
      SWITCHYARD_MODEL: 'x',
      SWITCHYARD_MODEL_PROVIDER: 'openai',
      SWITCHYARD_MODEL_KEYSTORE: 'work',
    }
    const keyOf = (more: object) => {
      const read = readModelSettings({ ...env, ...more })
      return read.ok ? read.value.entries[0]?.apiKey : read.error
    }
    expect(keyOf({})).toEqual({ from: 'keystore', entry: 'work' })
    expect(keyOf({ OPENAI_API_KEY: 'sk-1' })).toEqual({ from: 'environment', variable: 'OPENAI_API_KEY' })
    const local = { SWITCHYARD_MODEL_PROVIDER: 'compatible', SWITCHYARD_MODEL_URL: 'http://127.0.0.1:1/v1' }
    expect(keyOf(local)).toEqual({ from: 'keystore', entry: 'work' })
    const kept = new Map([['work', 'sk-kept']])
    const readKey = readKeyFrom({}, { read: async (entry) => kept.get(entry) ?? null })
    expect(await readKey({ from: 'keystore', entry: 'work' })).toBe('sk-kept')
    expect(await readKey({ from: 'keystore', entry: 'other' })).toBeNull()
  })
})
