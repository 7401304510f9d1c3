import { type Refusal, refusal } from '#shared/refusal.ts'
import { err, type Result } from '#shared/result.ts'
import { readEdgeLabel } from '../../edge-labels.ts'
import { parseYamlText } from '../../text/yaml-text.ts'
import { importOnly } from '../draft.ts'
import { createDrawing, type Drawing } from '../drawing.ts'
import { isFields } from '../fields.ts'
import { splitFrontMatter } from '../front-matter.ts'
import { baseName, keyOf } from '../names.ts'
import type { Format, Imported, Source } from '../source.ts'
import { findExcessOfText, lineOf } from '../texts.ts'
import { createWarnings, quote, type Warnings } from '../warnings.ts'
import {
  type LinkWords,
  labelOf,
  type Reader,
  skipTo,
  take,
  takeLink,
  takeNode,
  takeShape,
} from './mermaid-statements.ts'

const maxText = 8_000_000

/**
 * A flowchart of Mermaid, in a file of its own or as the only one of a Markdown file: boxes are tasks, an arrow says
 * what comes first, subgraphs are groups. What is for the looks only is passed over. https://mermaid.js.org
 */
function read({ text, name }: Source): Result<Imported, Refusal> {
  const excess = findExcessOfText(text ?? '', maxText)
  if (excess !== null) return err(excess)
  const chart = findFlowchart((text ?? '').replaceAll('\r\n', '\n'))
  if (chart === null) return err(notTheFormat)
  const list = createWarnings()
  const warnings = list.about('file')
  const drawing = createDrawing()
  const reader: Reader = { text: chart.body, at: 0, line: chart.line }
  const names = new Map<string, string>()
  if (!readStatements({ reader, drawing, warnings, names })) return err(tooManyEdges)
  const drafts = drawing.listDrafts({ sameAs: new Map(), names, warnings })
  const title = lineOf(chart.title ?? '')
  return importOnly({ format: 'mermaid', name: baseName(name), title, drafts, list, warnings })
}

interface Scene {
  readonly reader: Reader
  readonly drawing: Drawing
  readonly warnings: Warnings
  /** Of subgraphs that have a title and no id. */
  readonly names: Map<string, string>
}

/** False when it draws too many arrows. */
function readStatements(scene: Scene): boolean {
  const { reader, drawing, warnings } = scene
  let depth = 0
  for (;;) {
    take(reader, /[\s;]+/y)
    if (reader.at >= reader.text.length) break
    if (skipOrnament(reader)) continue
    const where = `line ${reader.line}`
    if (take(reader, /subgraph(?=[\s;"]|$)[ \t]*/y) !== null) {
      openGroup(scene, where)
      depth += 1
    } else if (take(reader, /end(?=[\s;]|$)/y) !== null) {
      if (depth === 0)
        warnings.add('stray_end', where, 'There is an "end" without a subgraph; it was passed over.')
      else depth -= 1
      drawing.close()
    } else if (!readChain(scene)) return false
  }
  for (; depth > 0; depth -= 1) {
    warnings.add('unclosed_group', 'file', 'A subgraph has no end; it was taken to end with the file.')
    drawing.close()
  }
  return true
}

/** Comments, directives, and what only concerns the looks. */
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

/** `id [title]`, `id`, or a title alone, which is the id then. */
function openGroup({ reader, drawing, names }: Scene, where: string): void {
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
  // Two of one title are two.
  const id = `subgraph on ${where}`
  names.set(id, keyOf(title === '' ? 'group' : title))
  drawing.open(id, where)
  drawing.setLabel(id, title === '' ? 'Group' : title)
}

/** `a & b --> c -- text --> d`. False when it draws too many arrows. */
function readChain(scene: Scene): boolean {
  const { reader, drawing, warnings } = scene
  const where = `line ${reader.line}`
  let before = takeNodes(scene)
  for (;;) {
    if (before === null) break
    take(reader, /[ \t]+/y)
    const link = takeLink(reader)
    if (link === null) break
    take(reader, /\s+/y)
    const after = takeNodes(scene)
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
    warnings.add('unreadable', at, `This cannot be read and was left out: ${quote(rest.trim())}.`)
  }
  return true
}

/** Null where none is named. */
function takeNodes({ reader, drawing }: Scene): string[] | null {
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

function noteLink({ kind, isBothWays, label }: LinkWords, { where, key, warnings }: At): void {
  if (kind === 'hidden') {
    const say = (who: string) => `An invisible line at ${who} only places it; it was left out.`
    warnings.sum({ code: 'invisible_edge', key, where, say })
    return
  }
  if (isBothWays) {
    const say = (who: string) => `An arrow at ${who} points both ways; the one on the left comes first.`
    warnings.sum({ code: 'edge_both_ways', key, where, say })
  } else if (kind === 'line') {
    const say = (who: string) => `A line at ${who} has no arrow; the one on the left comes first.`
    warnings.sum({ code: 'edge_without_direction', key, where, say })
  }
  if (label === null || readEdgeLabel(label) !== null) return
  const say = (who: string) => `The text on an arrow of ${who} has no place in a plan; it was left out.`
  warnings.sum({ code: 'edge_label_not_kept', key, where, say })
}

const notTheFormat = refusal('E_FORMAT', 'no_mermaid_flowchart')

const tooManyEdges = refusal('E_PLAN_SIZE', 'flowchart_too_many_arrows')

export const mermaid: Format = {
  source: 'mermaid',
  title: 'Mermaid flowchart',
  detect: ({ text }) => text !== null && findFlowchart(text.replaceAll('\r\n', '\n')) !== null,
  read,
}

/** A flowchart found in a text. */
interface Flowchart {
  /** Without its first line, which says that it is one. */
  readonly body: string
  /** The line of the text that the body begins on, from 1. */
  readonly line: number
  readonly title: string | null
}

const header =
  /^[ \t]*(?:flowchart(?:-elk)?|graph)(?:[ \t]+(?:TB|TD|BT|RL|LR|[<>^v]))?[ \t]*(?:;|%%[^\n]*|$)/m
const arrow = /--|==|-\.|~~~/

/** The text itself, or the only `mermaid` fence of a Markdown text that is no checklist. */
function findFlowchart(text: string): Flowchart | null {
  const whole = readFlowchart(text, 1)
  if (whole !== null || !text.includes('mermaid')) return whole
  const fences = [...text.matchAll(/^( {0,3}(`{3,}|~{3,}))[ \t]*mermaid\b.*\n/gm)].slice(0, 2)
  const [fence] = fences
  if (fence === undefined || fences.length > 1 || /^[ \t]*[-*+] \[[ xX]\]/m.test(text)) return null
  const start = fence.index + fence[0].length
  const end = text.indexOf(`\n${fence[1]}`, start - 1)
  return readFlowchart(text.slice(start, end < 0 ? undefined : end), linesIn(text.slice(0, start)) + 1)
}

function readFlowchart(text: string, firstLine: number): Flowchart | null {
  const lead = /^\uFEFF?\s*/.exec(text)?.[0].length ?? 0
  const front = splitFrontMatter(text.slice(lead))
  let at = front === null ? lead : text.length - front.body.length
  // What may stand before the first line: nothing, comments, directives.
  const head = text.slice(0, 20_000)
  const skipped = /\s+|%%\{[\s\S]{0,10000}?\}%%|%%[^\n]*/y
  for (skipped.lastIndex = at; skipped.test(head); skipped.lastIndex = at) at = skipped.lastIndex
  const end = endOfLine(text, at)
  const line = text.slice(at, Math.min(end, at + 1000)).trimEnd()
  const found = header.exec(line)
  if (found === null) return null
  const body = text.slice(at + found[0].length)
  // The word alone could begin anything.
  if (/^(?:graph|flowchart)$/.test(line) && (!arrow.test(body) || /^\s*\{/.test(body))) return null
  return { body, line: firstLine + linesIn(text.slice(0, at)), title: titleOf(front?.head ?? '') }
}

/** Of the front matter; what is no YAML has none. */
function titleOf(fields: string): string | null {
  if (!fields.includes('title')) return null
  const parsed = parseYamlText(fields)
  if (!parsed.ok || !isFields(parsed.value)) return null
  const { title } = parsed.value
  return typeof title === 'string' || typeof title === 'number' ? String(title) : null
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end < 0 ? text.length : end
}

/** How many lines end in the text. */
function linesIn(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1
  return count
}
