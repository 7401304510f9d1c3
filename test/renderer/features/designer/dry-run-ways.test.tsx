import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { listWays } from '../../../../src-main/planning/branches/list-ways.ts'
import { DryRunWays } from '../../../../src-renderer/features/designer/dry-run/dry-run-panel.tsx'
import { taskOf } from '../../../support/engine.ts'

it('the dry run lists the tasks that run and are skipped for each result of a condition', () => {
  const tasks = [
    taskOf('check', { title: 'Check it' }),
    taskOf('fix', { title: 'Fix it', dependsOn: ['check'], condition: 'failure' }),
    taskOf('ship', { dependsOn: ['check'], condition: "result('check').output.score >= 0.8" }),
  ]
  const titles = new Map(tasks.map(({ key, title }) => [key, title]))
  const html = renderToStaticMarkup(DryRunWays({ played: listWays({ tasks }), titles, onSelect: () => {} }))
  const text = html.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ')
  expect(text).toContain('If every task succeeds Runs Check it Skipped Fix it')
  expect(text).toContain('If “Check it” fails')
  expect(text).toContain('If the condition of “Task ship” is not met')
})
