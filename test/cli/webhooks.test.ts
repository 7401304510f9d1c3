import { describe, expect, it } from 'vitest'
import { switchyard } from '../support/cli.ts'
import { createTempDir } from '../support/engine.ts'

describe('switchyard webhooks', () => {
  it('adds, lists, switches and removes webhooks, with one JSON document each', async () => {
    const dataDir = createTempDir()
    const run = async (...args: string[]) => {
      const { code, stdout } = await switchyard(['webhooks', ...args, '--json'], dataDir)
      return { code, document: JSON.parse(stdout) }
    }
    const added = await run('add', 'https://hooks.example/a', '--events', 'task.*, run.settled')
    expect(added).toMatchObject({ code: 0, document: { events: ['task.*', 'run.settled'] } })
    const { id, secret } = added.document
    expect(secret).toMatch(/^whsec_/)
    const listed = await run('list')
    expect(listed).toMatchObject({ code: 0, document: [{ id, status: 'enabled' }] })
    expect(listed.document[0]).not.toHaveProperty('secret')
    expect(await run('disable', id)).toMatchObject({ document: { status: 'disabled' } })
    expect(await run('deliveries')).toEqual({ code: 0, document: [] })
    expect(await run('test', id)).toMatchObject({ code: 2, document: { error: { code: 'E_STATE' } } })
    expect(await run('remove', id)).toMatchObject({ code: 0 })
    expect(await run('list')).toEqual({ code: 0, document: [] })
  })

  it('gives the reason for a refused URL, and explains how to allow an own receiver', async () => {
    const { code, stderr } = await switchyard(['webhooks', 'add', 'http://localhost:8080/hook'])
    expect(code).toBe(2)
    expect(stderr).toContain('SWITCHYARD_WEBHOOK_ALLOW=localhost:8080')
  })
})
