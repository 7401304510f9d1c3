import { describe, expect, it } from 'vitest'
import { describeFault, fuzz } from '../prove/fuzz/campaign.ts'
import { breakPreference } from '../prove/fuzz/served.ts'
import { serveTestApp } from '../support/app.ts'

describe('generated requests', () => {
  it('get documented responses only, and all list pages return 200', { timeout: 60_000 }, async () => {
    const { base, token } = await serveTestApp()
    const { sent, accepted, faults } = await fuzz({ base, token, requests: 400, seed: 5, every: 200 })
    expect(faults.map(describeFault)).toEqual([])
    expect(sent).toBe(400)
    expect(accepted.size).toBeGreaterThan(40)
  })

  it('find a planted unreadable row', { timeout: 60_000 }, async () => {
    const { base, token, app } = await serveTestApp()
    await breakPreference({ base, token, dataDir: app.dataDir })
    const { faults } = await fuzz({ base, token, requests: 10, seed: 5 })
    expect(faults.map(({ operation, what }) => [operation, what])).toContainEqual([
      'preferences.list',
      'a list page fails',
    ])
  })

  it('find an undocumented refusal', { timeout: 60_000 }, async () => {
    const { base, token, call } = await serveTestApp()
    const { body } = await call('GET', '/api/openapi.json')
    for (const methods of Object.values<Record<string, { responses: Record<string, unknown> }>>(body.paths)) {
      for (const { responses } of Object.values(methods)) delete responses['404']
    }
    const { faults } = await fuzz({ base, token, requests: 100, seed: 5, document: body })
    expect(faults.map(({ what }) => what)).toContain('status 404 (E_NOT_FOUND) is not documented')
  })
})
