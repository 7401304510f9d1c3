import { describe, expect, it } from 'vitest'
import { useDraftList } from '../../../../src-renderer/entities/drafts/use-draft-list.ts'
import { createDrawing, readable } from '../../drawn.tsx'

const Titles = () => useDraftList().data?.map(({ title }) => <p key={title}>{title}</p>) ?? 'loading'

describe('useDraftList', () => {
  it('shows a list without changes immediately', async () => {
    const { queries, orpc, htmlOf } = await withDraft()
    await queries.fetchQuery(orpc.drafts.list.queryOptions())
    expect(readable(htmlOf(<Titles />))).toBe('Allotment')
  })

  it('waits for a new list if a draft may be gone, for example after publishing', async () => {
    const { queries, orpc, htmlOf } = await withDraft()
    await queries.fetchQuery(orpc.drafts.list.queryOptions())
    await queries.invalidateQueries({ queryKey: orpc.drafts.key() })
    expect(readable(htmlOf(<Titles />))).toBe('loading')
  })
})

async function withDraft() {
  const drawing = await createDrawing()
  const [sample] = await drawing.client.plans.listSamples()
  if (sample === undefined) throw new Error('no sample')
  await drawing.client.drafts.create({ document: { ...sample.document, title: 'Allotment' } })
  return drawing
}
