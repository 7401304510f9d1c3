import { parseYamlText } from '../../text/yaml-text.ts'
import { isFields } from '../fields.ts'

/** A flowchart found in a text. */
export interface Flowchart {
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
export function findFlowchart(text: string): Flowchart | null {
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
  const front = /^\uFEFF?\s*---[ \t]*\r?\n(?<fields>[\s\S]*?\n)??---[ \t]*(?:\r?\n|$)/.exec(
    text.slice(0, 100_000),
  )
  let at = front === null ? (/^\uFEFF/.exec(text)?.[0].length ?? 0) : front[0].length
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
  return { body, line: firstLine + linesIn(text.slice(0, at)), title: titleOf(front?.groups?.fields ?? '') }
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
