import { describe, expect, it } from 'vitest'
import { systemClock } from '../../src-main/base/clock.ts'
import { readSamples } from '../../src-main/boot/samples.ts'
import { appRoot } from '../../src-main/hosts/app-root.ts'
import { bootTestApp } from '../support/app.ts'

const templates = readSamples(`${appRoot}/resources/templates`)

describe('the templates', () => {
  it.each(templates)(
    'have no problems except skills without an agent in a new installation: $id',
    async ({ document }) => {
      const { client } = await bootTestApp()
      const { findings } = await client.plans.check({ document })
      expect(findings.filter(({ code }) => code !== 'unknown_skill')).toEqual([])
      for (const { fixes } of findings)
        expect(fixes.map(({ title }) => title)).toContain('Hand it to a person')
    },
  )

  it('are all offered, each with a title and a description', async () => {
    const { client } = await bootTestApp()
    const offered = await client.plans.listTemplates()
    expect(offered.map(({ id }) => id)).toEqual(templates.map(({ id }) => id))
    expect(new Set(offered.map(({ title }) => title)).size).toBe(offered.length)
    for (const { description, document } of offered) {
      expect(description.length).toBeGreaterThan(40)
      expect(document.projectId).toBeNull()
    }
  })

  it('include a research report that runs to its end with approvals', async () => {
    const { client } = await bootTestApp()
    const { runId } = await client.runs.start({ templateId: 'research-report', projectId: 'fair' })
    for (const end = systemClock.now() + 30_000; ; await systemClock.sleep(20)) {
      const { run, tasks } = await client.runs.get({ runId })
      if (run.endedAt !== null) {
        expect(run).toMatchObject({ status: 'done', projectId: 'fair' })
        expect(tasks.map(({ status }) => status)).toEqual(tasks.map(() => 'done'))
        return
      }
      if (systemClock.now() > end)
        throw new Error(JSON.stringify(tasks.map(({ key, reason }) => [key, reason])))
      for (const { id: approvalId, hash } of await client.runs.listApprovals()) {
        await client.runs.answerApproval({ approvalId, hash, answer: 'approve' })
      }
    }
  })
})
