import { describe, expect, it } from 'vitest'
import { foundInTitle } from '../../../src-renderer/features/memory/memory-list.tsx'

const said = (text: string) => ({ text, isMatch: false })
const hit = (text: string) => ({ text, isMatch: true })
const title = 'The fair begins at noon'

describe('a match in the title of an entry', () => {
  it.each([
    ['text goes on behind it', [said('The '), hit('fair'), said(' begins at noon and ends at six')]],
    ['what is shown of it ends before it does', [said('The '), hit('fair'), said(' begins…')]],
  ])('is highlighted if %s', (_, snippet) => {
    const marked = foundInTitle(title, snippet)
    expect(marked?.map(({ text }) => text).join('')).toBe(title)
    expect(marked?.filter(({ isMatch }) => isMatch)).toEqual([hit('fair')])
  })

  it.each([
    ['it begins elsewhere', [said('…at '), hit('noon'), said(' and ends')]],
    ['something is found behind it', [hit('The'), said(' fair begins at noon and ends at '), hit('six')]],
    ['it is found across its end', [said('The fair begins at '), hit('noon tea')]],
    ['nothing is found', [said(title)]],
  ])('is not highlighted if %s', (_, snippet) => {
    expect(foundInTitle(title, snippet)).toBeNull()
  })
})
