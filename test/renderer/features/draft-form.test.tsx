import { describe, expect, it } from 'vitest'
import { DraftForm } from '../../../src-renderer/features/draft/draft-form.tsx'
import { openDraft } from '../../../src-renderer/features/draft/opened.ts'
import type { DraftOrigin } from '../../../src-renderer/stores/draft-store.ts'
import { changeTo, type History, startHistory } from '../../../src-renderer/stores/history.ts'
import { planOf, taskOf } from '../../support/engine.ts'
import { buttonsOf, createDrawing, readable } from '../drawn.tsx'

type Drawing = Awaited<ReturnType<typeof createDrawing>>

async function open({ client, htmlOf }: Drawing, origin: DraftOrigin) {
  const opened = await openDraft(client, origin, new AbortController().signal)
  const start = startHistory(opened.document)
  const draw = (history: History = start, isLeaving = false) =>
    htmlOf(<DraftForm {...{ origin, opened, history, isLeaving }} />)
  return { start, draw }
}

const club = planOf([taskOf('a', { title: 'Sing' }), taskOf('b', { title: 'Clap', dependsOn: ['a'] })], {
  title: 'Club',
})

async function openKept(drawing: Drawing) {
  const { planIds } = await drawing.client.plans.publish({ documents: [club] })
  return open(drawing, { type: 'kept', planId: planIds[0] ?? '' })
}

describe('a draft of a goal', () => {
  it('says who made it, and can be kept or run at once', async () => {
    const { draw } = await open(await createDrawing(), { type: 'goal', goal: 'Write a guide to our garden' })
    expect(readable(draw())).toMatch(/^Draft of a plan Write a guide to our garden Made by templates/)
    expect(buttonsOf(draw()).slice(-3)).toEqual(['Cancel', 'Keep the plan', 'Run it'])
  })

  it('offers an answer where its words do not tell, and nothing to run', async () => {
    const { draw } = await open(await createDrawing(), { type: 'goal', goal: 'Make us happy' })
    expect(readable(draw())).toContain('What should be made for "Make us happy"?')
    expect(buttonsOf(draw())).toContain('[Plan it again]')
    expect(buttonsOf(draw()).slice(-2)).toEqual(['[Keep the plan]', '[Run it]'])
  })
})

describe('a kept plan', () => {
  it('shows its title and its tasks, each with what it waits for', async () => {
    const { draw } = await openKept(await createDrawing())
    expect(draw()).toMatch(/aria-label="Title of the plan"[^>]* value="Club"/)
    expect(readable(draw())).toContain('2 tasks')
    expect(readable(draw())).toContain('after Sing')
  })

  it('can be deleted and run, and kept once something of it is changed', async () => {
    const { draw, start } = await openKept(await createDrawing())
    expect(buttonsOf(draw()).slice(0, 3)).toEqual(['[Undo]', '[Redo]', 'Close'])
    expect(buttonsOf(draw()).slice(-3)).toEqual(['Delete the plan', 'Close', 'Run it'])
    const changed = draw(changeTo(start, { ...club, title: 'Choir' }))
    expect(buttonsOf(changed).slice(0, 2)).toEqual(['Undo', '[Redo]'])
    expect(buttonsOf(changed).slice(-3)).toEqual(['Cancel', 'Keep the changes', 'Keep and run'])
  })

  it('asks before its changes go', async () => {
    const { draw, start } = await openKept(await createDrawing())
    const asked = draw(changeTo(start, { ...club, title: 'Choir' }), true)
    expect(readable(asked)).toContain('Your changes are not kept.')
    expect(buttonsOf(asked).slice(-3)).toEqual(['Drop them', 'Go on editing', 'Keep the changes'])
  })

  it('of thousands of tasks shows the first hundred and offers the rest', async () => {
    const drawing = await createDrawing()
    const tasks = Array.from({ length: 3000 }, (_, at) => taskOf(`t${at}`))
    const { planIds } = await drawing.client.plans.publish({ documents: [{ ...club, tasks }] })
    const { draw } = await open(drawing, { type: 'kept', planId: planIds[0] ?? '' })
    expect(draw().match(/aria-label="Title of t\d/g)).toHaveLength(100)
    expect(buttonsOf(draw())).toContain('Show all 3,000 tasks')
  })
})
