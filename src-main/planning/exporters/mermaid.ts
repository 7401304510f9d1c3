import type { PlanDocument } from '#shared/model/plan.ts'
import { maxTaskKeyLength } from '#shared/model/task-definition.ts'
import { words } from '#shared/words/words.ts'
import { keyOf } from '../importers/names.ts'
import { type Keys, keysFor, listKnownEdges, walkBoxes } from './keys.ts'
import { labelsOf, withoutLabelled } from './labels.ts'
import { type Export, listLosses } from './losses.ts'

/** Mermaid flowchart: tasks are boxes, groups are subgraphs, and arrows point from a task to its dependents. */
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
    losses: [
      ...keys.losses,
      ...listLosses(withoutLabelled(document, labels), [], words.exportLosses.formats.flowchart),
    ],
  }
}

/** Reserved words of Mermaid, even when followed by punctuation. */
const reserved =
  /^(?:end|graph|flowchart|subgraph|style|default|linkStyle|interpolate|classDef|class|click|href|call|direction|accTitle|accDescr)(?![A-Za-z0-9_])/i

const isId = (key: string): boolean =>
  key.length <= maxTaskKeyLength &&
  /^[A-Za-z0-9_](?:[A-Za-z0-9_/]|[.-](?=[A-Za-z0-9_]))*$/.test(key) &&
  !reserved.test(key)

const boxesOf = ({ tasks }: PlanDocument, keys: Keys): string[] =>
  [...walkBoxes(tasks)].map(({ task, isEnd, isAround, indent }) => {
    const box = `${keys.of(task.key)}["${labelOf(task.title)}"]`
    return isEnd ? `${indent}end` : `${indent}${isAround ? 'subgraph ' : ''}${box}`
  })

/** Replaces characters that have a meaning in labels with character references. */
const labelOf = (title: string): string =>
  title.replaceAll(/[\r\n]+/g, ' ').replaceAll(/[#"<>&`;\\]/g, (sign) => `#${sign.codePointAt(0)};`)
