import { words } from '#shared/words/words.ts'
import { readEdgeLabel } from '../../edge-labels.ts'
import type { Drawing } from '../drawing.ts'
import { keyOf } from '../names.ts'
import { quote, type Warnings, warningText } from '../warnings.ts'
import {
  type LinkToken,
  labelOf,
  type Reader,
  skipTo,
  take,
  takeLink,
  takeNode,
  takeShape,
} from './mermaid-tokens.ts'

/** State of a flowchart while it is parsed. */
interface OpenFlowchart {
  readonly reader: Reader
  readonly drawing: Drawing
  readonly warnings: Warnings
  /** Keys of subgraphs with a title but no id, by generated id. */
  readonly names: Map<string, string>
}

/** Reads all statements into the drawing. False: the flowchart has too many arrows. */
export function readStatements(chart: OpenFlowchart): boolean {
  const { reader, drawing, warnings } = chart
  let depth = 0
  for (;;) {
    take(reader, /[\s;]+/y)
    if (reader.at >= reader.text.length) break
    if (skipOrnament(reader)) continue
    const where = `line ${reader.line}`
    if (take(reader, /subgraph(?=[\s;"]|$)[ \t]*/y) !== null) {
      openGroup(chart, where)
      depth += 1
    } else if (take(reader, /end(?=[\s;]|$)/y) !== null) {
      if (depth === 0) warnings.add('stray_end', where, warningText.mermaid.strayEnd)
      else depth -= 1
      drawing.close()
    } else if (!readChain(chart)) return false
  }
  for (; depth > 0; depth -= 1) {
    warnings.add('unclosed_group', 'file', warningText.mermaid.unclosedGroup)
    drawing.close()
  }
  return true
}

/** Skips a comment, directive or style; false if there is none at this position. */
function skipOrnament(reader: Reader): boolean {
  if (take(reader, /%%\{/y) !== null) {
    skipTo(reader, '}%%')
    take(reader, /\}%%/y)
    return true
  }
  if (take(reader, /%%[^\n]*/y) !== null) return true
  if (take(reader, /accDescr[ \t]*\{/y) !== null) {
    skipTo(reader, '}')
    take(reader, /\}/y)
    return true
  }
  if (take(reader, /direction[ \t]+(?:TB|TD|BT|RL|LR)\b/y) !== null) return true
  if (take(reader, /(?:click|accTitle|accDescr)[ \t:]+\S[^\n]*/y) !== null) return true
  return take(reader, /(?:style|classDef|class|linkStyle)[ \t]+[^\s;=<>-][^\n;]*/y) !== null
}

/** Opens a subgraph written as `id [title]`, as `id`, or as a title without an id. */
function openGroup({ reader, drawing, names }: OpenFlowchart, where: string): void {
  const start = { at: reader.at, line: reader.line }
  const node = takeNode(reader)
  take(reader, /[ \t]+/y)
  const label = node?.label ?? takeShape(reader)
  const isWhole = take(reader, /[ \t]*(?=[\n;]|%%|$)/y) !== null
  if (node !== null && isWhole) {
    drawing.open(node.id, where)
    if (label !== null) drawing.setLabel(node.id, label)
    return
  }
  Object.assign(reader, start)
  const written = take(reader, /[^\n;]*/y)?.[0] ?? ''
  const title = labelOf(written.trim().replace(/^"(.*)"$/, '$1')).trim()
  // The generated id contains the line, because two subgraphs may have the same title.
  const id = `subgraph on ${where}`
  names.set(id, keyOf(title === '' ? 'group' : title))
  drawing.open(id, where)
  drawing.setLabel(id, title === '' ? words.importedTexts.group : title)
}

/** Reads a chain such as `a & b --> c -- text --> d`. False: the flowchart has too many arrows. */
function readChain(chart: OpenFlowchart): boolean {
  const { reader, drawing, warnings } = chart
  const where = `line ${reader.line}`
  let before = takeNodes(chart)
  for (;;) {
    if (before === null) break
    take(reader, /[ \t]+/y)
    const link = takeLink(reader)
    if (link === null) break
    take(reader, /\s+/y)
    const after = takeNodes(chart)
    if (after === null) {
      before = null
      break
    }
    noteLink(link, { where, key: before[0] ?? '', warnings })
    const label = link.label === null ? null : readEdgeLabel(link.label)
    if (link.kind !== 'hidden' && !drawing.connect(before, after, label)) return false
    before = after
  }
  if (before === null || take(reader, /[ \t]*(?=[\n;]|%%|$)/y) === null) {
    const at = `line ${reader.line}`
    const rest = take(reader, /[^\n]*/y)?.[0] ?? ''
    warnings.add('unreadable', at, warningText.mermaid.unreadable(quote(rest.trim())))
  }
  return true
}

/** Reads `a & b & c` and returns the ids; null if there is no box at this position. */
function takeNodes({ reader, drawing }: OpenFlowchart): string[] | null {
  const ids: string[] = []
  do {
    const where = `line ${reader.line}`
    const node = takeNode(reader)
    if (node === null) return null
    drawing.name(node.id, where)
    if (node.label !== null) drawing.setLabel(node.id, node.label)
    ids.push(node.id)
  } while (take(reader, /[ \t]*&[ \t]*/y) !== null)
  return ids
}

interface At {
  readonly where: string
  readonly key: string
  readonly warnings: Warnings
}

function noteLink({ kind, isBothWays, label }: LinkToken, { where, key, warnings }: At): void {
  if (kind === 'hidden') {
    warnings.sum({ code: 'invisible_edge', key, where, describe: warningText.edges.invisible })
    return
  }
  if (isBothWays) {
    warnings.sum({ code: 'edge_both_ways', key, where, describe: warningText.edges.bothWays })
  } else if (kind === 'line') {
    warnings.sum({ code: 'edge_without_direction', key, where, describe: warningText.edges.withoutDirection })
  }
  if (label === null || readEdgeLabel(label) !== null) return
  warnings.sum({ code: 'edge_label_not_kept', key, where, describe: warningText.edges.labelNotKept })
}
