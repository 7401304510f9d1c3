import { describe, expect, it } from 'vitest'
import { PlanFixes } from '../../../../../src-renderer/entities/plans/fixes/plan-fixes.tsx'
import type { PlanDocument } from '../../../../../src-shared/model/plan.ts'
import { planOf, taskOf } from '../../../../support/engine.ts'
import { buttonsOf, createDrawing, readable } from '../../../drawn.tsx'

const done = 'Done when it is there.'

async function draw(document: PlanDocument, onUndo: (() => void) | null = null) {
  const { client, queries, htmlOf } = await createDrawing()
  await queries.prefetchQuery({
    queryKey: ['plan check', 'v'],
    queryFn: () => client.plans.check({ document }),
  })
  return htmlOf(
    <PlanFixes document={document} version="v" title="Before the run" onChange={() => {}} onUndo={onUndo} />,
  )
}

const looped = planOf([
  taskOf('a', { title: 'Sing', description: done, dependsOn: ['b'] }),
  taskOf('b', { title: 'Clap', description: done, dependsOn: ['a', 'a'] }),
])

describe('the problems of a plan', () => {
  it('have a button for each fix, and one for all safe fixes', async () => {
    const html = await draw(looped)
    expect(readable(html)).toContain('The dependencies form a cycle: "Sing" (a) → "Clap" (b) → "Sing" (a).')
    const buttons = buttonsOf(html)
    expect(buttons).toContain('Apply all safe fixes')
    expect(buttons.filter((name) => name.startsWith('Remove '))).not.toEqual([])
    expect(buttons).not.toContain('Undo')
  })

  it('are sorted by severity', async () => {
    const html = await draw(looped)
    const severities = [...html.matchAll(/<section aria-label="\d+ (error|warning|hint)s?"/g)].map(
      ([, word]) => word,
    )
    expect(severities[0]).toBe('error')
    const ranks = severities.map((word) => ['error', 'warning', 'hint'].indexOf(word ?? ''))
    expect(ranks).toEqual(ranks.toSorted((one, other) => one - other))
  })

  it('are empty for a plan without problems', async () => {
    const sound = planOf([
      taskOf('a', { title: 'Sing', description: done, requiredSkills: ['summarization'] }),
    ])
    const html = await draw(sound, () => {})
    expect(readable(html)).toBe('Before the run Undo No problems found')
  })
})
