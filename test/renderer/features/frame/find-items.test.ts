import { Circle } from 'lucide-react'
import { describe, expect, it } from 'vitest'
import { findItems, shownAtMost } from '../../../../src-renderer/features/frame/palette/find-items.ts'
import {
  type ItemKind,
  type PaletteItem,
  readQuery,
} from '../../../../src-renderer/features/frame/palette/palette-items.ts'

const item = (kind: ItemKind, title: string, more: Partial<PaletteItem> = {}): PaletteItem => ({
  ...{ id: `${kind}:${title}`, kind, title, about: kind, group: kind, icon: Circle, run: () => {} },
  ...more,
})
const items = [
  item('command', 'Go to plans'),
  item('command', 'Pause run', { disabled: 'Nothing runs.' }),
  item('command', 'Publish'),
  item('run', 'Publish the site'),
  item('plan', 'Publish the site'),
  item('agent', 'Pat'),
]
const find = (typed: string, recent: readonly string[] = []) => {
  const { groups, more } = findItems({ items, query: readQuery(typed), recent, recentTitle: 'Recent' })
  return { groups: groups.map((group) => [group.title, group.items.map(({ id }) => id)]), more }
}

describe('the palette', () => {
  it('lists recent choices, then all possible actions by kind', () => {
    expect(find('', ['plan:Publish the site', 'run:gone', 'command:Pause run']).groups).toEqual([
      ['Recent', ['plan:Publish the site']],
      ['command', ['command:Go to plans', 'command:Publish']],
      ['run', ['run:Publish the site']],
      ['agent', ['agent:Pat']],
    ])
  })

  it('finds all kinds by name, and ranks recent choices first among equals', () => {
    expect(find('publish').groups[0]?.[1]?.[0]).toBe('command:Publish')
    expect(find('publish', ['plan:Publish the site']).groups[0]?.[1]?.[0]).toBe('plan:Publish the site')
    expect(find('pa').groups).toEqual([[null, ['agent:Pat', 'command:Pause run']]])
  })

  it('is limited to one kind after its prefix', () => {
    expect(find('/pub').groups).toEqual([[null, ['run:Publish the site']]])
    expect(find('>').groups).toEqual([
      ['command', ['command:Go to plans', 'command:Publish', 'command:Pause run']],
    ])
    expect(find('@').groups).toEqual([['agent', ['agent:Pat']]])
    expect(find('# nothing').groups).toEqual([])
  })

  it('ranks runs that the engine found later below the immediate matches', () => {
    const older = { title: 'Older runs', items: [item('run', 'Publish last year')] }
    const found = findItems({ items, query: readQuery('publish'), recent: [], recentTitle: 'Recent', older })
    expect(found.groups.map(({ title }) => title)).toEqual([null, 'Older runs'])
    expect(found.groups[1]?.items).toEqual(older.items)
  })

  it('shows the number of further matches', () => {
    const many = Array.from({ length: 200 }, (_, at) => item('run', `Run ${at}`))
    const found = findItems({ items: many, query: readQuery('run'), recent: [], recentTitle: 'Recent' })
    expect(found.groups[0]?.items).toHaveLength(shownAtMost)
    expect(found.more).toBe(200 - shownAtMost)
  })
})
