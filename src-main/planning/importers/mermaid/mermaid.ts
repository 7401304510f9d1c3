import { type Refusal, refusal } from '#shared/refusal.ts'
import { err, type Result } from '#shared/result.ts'
import { words } from '#shared/words/words.ts'
import { parseYamlText } from '../../text/yaml-text.ts'
import { importOnly } from '../draft.ts'
import { createDrawing } from '../drawing.ts'
import { isFields } from '../fields.ts'
import { splitFrontMatter } from '../front-matter.ts'
import { baseName } from '../names.ts'
import type { Format, Imported, Source } from '../source.ts'
import { findExcessOfText, lineOf } from '../texts.ts'
import { createWarnings } from '../warnings.ts'
import { readStatements } from './mermaid-statements.ts'

const maxText = 8_000_000

/**
 * Reads a Mermaid flowchart, in its own file or as the only one in a Markdown file. Boxes become tasks, arrows become
 * dependencies, subgraphs become groups; styles are skipped. https://mermaid.js.org
 */
function read({ text, name }: Source): Result<Imported, Refusal> {
  const excess = findExcessOfText(text ?? '', maxText)
  if (excess !== null) return err(excess)
  const chart = findFlowchart((text ?? '').replaceAll('\r\n', '\n'))
  if (chart === null) return err(notTheFormat)
  const list = createWarnings()
  const warnings = list.about('file')
  const drawing = createDrawing()
  const reader = { text: chart.body, at: 0, line: chart.line }
  const names = new Map<string, string>()
  if (!readStatements({ reader, drawing, warnings, names })) return err(tooManyEdges)
  const drafts = drawing.listDrafts({ sameAs: new Map(), names, warnings })
  const title = lineOf(chart.title ?? '')
  return importOnly({ format: 'mermaid', name: baseName(name), title, drafts, list, warnings })
}

const notTheFormat = refusal('E_FORMAT', 'no_mermaid_flowchart')

const tooManyEdges = refusal('E_PLAN_SIZE', 'flowchart_too_many_arrows')

export const mermaid: Format = {
  source: 'mermaid',
  title: words.importFormats.mermaid,
  detect: ({ text }) => text !== null && findFlowchart(text.replaceAll('\r\n', '\n')) !== null,
  read,
}

interface Flowchart {
  /** The text after the header line. */
  readonly body: string
  /** Line of the text on which the body begins, from 1. */
  readonly line: number
  readonly title: string | null
}

const header =
  /^[ \t]*(?:flowchart(?:-elk)?|graph)(?:[ \t]+(?:TB|TD|BT|RL|LR|[<>^v]))?[ \t]*(?:;|%%[^\n]*|$)/m
const arrow = /--|==|-\.|~~~/

/** Finds the flowchart: the text itself, or the only `mermaid` fence of a Markdown text that is not a checklist. */
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
  // Blank lines, comments and directives may precede the header line.
  const head = text.slice(0, 20_000)
  const skipped = /\s+|%%\{[\s\S]{0,10000}?\}%%|%%[^\n]*/y
  for (skipped.lastIndex = at; skipped.test(head); skipped.lastIndex = at) at = skipped.lastIndex
  const end = endOfLine(text, at)
  const line = text.slice(at, Math.min(end, at + 1000)).trimEnd()
  const found = header.exec(line)
  if (found === null) return null
  const body = text.slice(at + found[0].length)
  // A bare `graph` or `flowchart` may start other texts, so require an arrow and no opening brace.
  if (/^(?:graph|flowchart)$/.test(line) && (!arrow.test(body) || /^\s*\{/.test(body))) return null
  return { body, line: firstLine + linesIn(text.slice(0, at)), title: titleOf(front?.head ?? '') }
}

/** Title from the front matter; null if there is none or the YAML is invalid. */
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

/** Number of line breaks in the text. */
function linesIn(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1
  return count
}
