import { useState } from 'react'
import { words } from '#shared/words/words.ts'
import type { Face, Faces } from '../../graph/face.ts'
import { GraphView } from '../../graph/graph-view.tsx'
import type { LayoutItem } from '../../graph/layout/layout.ts'
import { nothingSelected } from '../../graph/selection.ts'
import { lookOf } from '../../ui/status-looks.ts'
import { Section } from './section.tsx'
import { statusNames } from './statuses.tsx'

const { gallery } = words

const faceOf = (more: Partial<Face>): Face => ({
  title: gallery.longNode,
  status: null,
  progress: null,
  line: gallery.nodeLine,
  badges: [],
  ...more,
})

const shown: ReadonlyMap<string, Face> = new Map([
  ...statusNames.map(
    (status) =>
      [
        status,
        faceOf({
          status,
          title: gallery.nodeTitle(lookOf(status).word),
          progress: status === 'running' ? 62 : null,
        }),
      ] as const,
  ),
  ['long', faceOf({ badges: [{ kind: 'gate', label: gallery.gate }] })],
  [
    'badges',
    faceOf({
      title: gallery.fieldValue,
      badges: [
        { kind: 'error', label: gallery.error },
        { kind: 'warning', label: gallery.warning },
        { kind: 'check', label: gallery.check },
      ],
    }),
  ],
  ...(['added', 'removed', 'changed'] as const).map(
    (change) => [change, faceOf({ title: change, change })] as const,
  ),
])

const faces: Faces = { get: (key) => shown.get(key), subscribe: () => () => {}, subscribeAll: () => () => {} }
const perColumn = 5
const keys = [...shown.keys()]
const items: readonly LayoutItem[] = keys.map((key, at) => {
  const before = keys[at - perColumn]
  return { key, kind: 'task', parent: null, dependsOn: before === undefined ? [] : [before] }
})

export function Nodes() {
  const [selection, setSelection] = useState(nothingSelected)
  return (
    <Section title={gallery.nodes}>
      <div className="h-[560px]">
        <GraphView
          label={gallery.graphLabel}
          items={items}
          faces={faces}
          selection={selection}
          onSelect={setSelection}
          collapsed={new Set()}
          onCollapse={() => {}}
        />
      </div>
    </Section>
  )
}
