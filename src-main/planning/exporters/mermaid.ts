import type { PlanDocument } from '#shared/model/plan.ts'
import { maxTaskKeyLength } from '#shared/model/task.ts'
import { keyOf } from '../importers/names.ts'
import type { Export } from './exported.ts'
import { childrenOf, type Keys, keysFor, listKnownEdges } from './keys.ts'
import { labelsOf, withoutLabelled } from './labels.ts'
import { listLosses } from './losses.ts'

/** A flowchart: tasks are boxes, groups are subgraphs, an arrow leads from a task to what waits for it. */
export const exportMermaid: Export = (document) => {
  const keys = keysFor(document.tasks, isId)
  const labels = labelsOf(document)
  const lines = [
    '---',
    `title: ${JSON.stringify(document.title)}`,
    '---',
    'flowchart TD',
    ...boxesOf(document, keys),
    ...listKnownEdges(document.tasks).map(([from, to]) => {
      const label = labels.get(to)?.get(from)
      return `  ${keys.of(from)} -->${label === undefined ? '' : `|${label}|`} ${keys.of(to)}`
    }),
  ]
  return {
    text: `${lines.join('\n')}\n`,
    fileName: `${keyOf(document.key)}.mmd`,
    losses: [...keys.losses, ...listLosses(withoutLabelled(document, labels), [], 'a flowchart')],
  }
}

/** Words that Mermaid reads as its own, also where more follows them. */
const reserved =
  /^(?:end|graph|flowchart|subgraph|style|default|linkStyle|interpolate|classDef|class|click|href|call|direction|accTitle|accDescr)(?![A-Za-z0-9_])/i

const isId = (key: string): boolean =>
  key.length <= maxTaskKeyLength &&
  /^[A-Za-z0-9_](?:[A-Za-z0-9_/]|[.-](?=[A-Za-z0-9_]))*$/.test(key) &&
  !reserved.test(key)

function boxesOf({ tasks }: PlanDocument, keys: Keys): string[] {
  const children = childrenOf(tasks)
  const lines: string[] = []
  // Depth first, without recursion: a plan from outside may be deep.
  const open = [...(children.get(null) ?? [])].reverse().map((task) => ({ task, depth: 1, isEnd: false }))
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const { task, depth, isEnd } = at
    const inside = children.get(task.key) ?? []
    const indent = '  '.repeat(Math.min(depth, 20))
    const box = `${keys.of(task.key)}["${labelOf(task.title)}"]`
    lines.push(isEnd ? `${indent}end` : `${indent}${inside.length > 0 ? 'subgraph ' : ''}${box}`)
    if (isEnd || inside.length === 0) continue
    open.push({ task, depth, isEnd: true })
    for (const child of inside.toReversed()) open.push({ task: child, depth: depth + 1, isEnd: false })
  }
  return lines
}

/** What means something in a label, as the number of its sign. */
const labelOf = (title: string): string =>
  title.replaceAll(/[\r\n]+/g, ' ').replaceAll(/[#"<>&`;\\]/g, (sign) => `#${sign.codePointAt(0)};`)
