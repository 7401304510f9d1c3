import type { PlanDocument } from '#shared/model/plan.ts'
import { maxTaskKeyLength } from '#shared/model/task-definition.ts'
import { words } from '#shared/words/words.ts'
import { keyOf } from '../importers/names.ts'
import { type Keys, keysFor, listKnownEdges, walkBoxes } from './keys.ts'
import { labelsOf, withoutLabelled } from './labels.ts'
import { type Export, listLosses } from './losses.ts'

/**
 * Directed graph for Graphviz. Groups become clusters. Edges cannot end at a cluster, so they end at an invisible node
 * inside and are clipped at the cluster's border.
 */
export const exportDot: Export = (document) => {
  const { tasks } = document
  const keys = keysFor(tasks, isId)
  const labels = labelsOf(document)
  const parents = new Set(tasks.map(({ parent }) => parent))
  const lines = [
    `digraph ${quoted(document.key)} {`,
    `  label=${quoted(document.title)}`,
    '  compound=true',
    '  node [shape=box]',
    ...boxesOf(document, keys),
    ...listKnownEdges(tasks).map(([from, to]) => {
      const label = labels.get(to)?.get(from)
      const known = [
        ...(label === undefined ? [] : [`label=${label}`]),
        ...(parents.has(from) ? [`ltail=${idOf(`cluster_${keys.of(from)}`)}`] : []),
        ...(parents.has(to) ? [`lhead=${idOf(`cluster_${keys.of(to)}`)}`] : []),
      ]
      const attributes = known.length > 0 ? ` [${known.join(', ')}]` : ''
      return `  ${idOf(keys.of(from))} -> ${idOf(keys.of(to))}${attributes}`
    }),
    '}',
  ]
  return {
    text: `${lines.join('\n')}\n`,
    fileName: `${keyOf(document.key)}.dot`,
    losses: [
      ...keys.losses,
      ...listLosses(withoutLabelled(document, labels), [], words.exportLosses.formats.graph),
    ],
  }
}

/**
 * True for a key that can be an id. DOT reads a backslash literally except before a quote, so keys with a backslash
 * are renamed.
 */
const isId = (key: string): boolean =>
  key.length <= maxTaskKeyLength && key === key.trim() && !/\\|\p{Cc}|\p{Cs}|^cluster/iu.test(key)

function boxesOf({ tasks }: PlanDocument, keys: Keys): string[] {
  return [...walkBoxes(tasks)].flatMap(({ task, isEnd, isAround, indent }) => {
    const id = idOf(keys.of(task.key))
    if (isEnd) return [`${indent}}`]
    if (!isAround) return [`${indent}${id} [label=${quoted(task.title)}]`]
    const cluster = idOf(`cluster_${keys.of(task.key)}`)
    const name = `${indent}  label=${quoted(task.title)}`
    return [`${indent}subgraph ${cluster} {`, name, `${indent}  ${id} [style=invis, shape=point]`]
  })
}

const idOf = (id: string): string => `"${id.replaceAll('"', '\\"')}"`

const quoted = (text: string): string =>
  `"${text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll(/\r\n?|\n/g, '\\n')
    .replaceAll('\0', '')}"`
