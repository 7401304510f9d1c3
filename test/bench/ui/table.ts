import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Figure } from './figure.ts'

const page = join(import.meta.dirname, '../../../docs/explanation/performance.md')
const begin = '<!-- figures of the interface -->'
const end = '<!-- end of the figures of the interface -->'

/** Figures as a Markdown table. */
export function figuresTable(figures: readonly Figure[]): string {
  const rows = figures.map((each) => [
    each.name,
    each.value === null ? 'not measured' : `${each.value} ${each.unit}`,
    'atMost' in each.target
      ? `at most ${each.target.atMost} ${each.unit}`
      : `at least ${each.target.atLeast} ${each.unit}`,
    each.floor === null ? '' : `${each.floor} ${each.unit}`,
    each.skipped ?? (each.ok ? 'yes' : 'NO'),
  ])
  const lines = [
    ['figure', 'found', 'target', 'bare React Flow', 'met'],
    ['---', '--:', '--:', '--:', '---'],
    ...rows,
  ]
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

/** Replaces the figures on the performance page. */
export function writeFigures(figures: readonly Figure[], machine: string): void {
  const text = readFileSync(page, 'utf8')
  const from = text.indexOf(begin)
  const to = text.indexOf(end)
  if (from === -1 || to === -1) throw new Error(`${page} has no place for the figures of the interface`)
  const day = new Date().toISOString().slice(0, 10)
  const written = `${begin}\n\nMeasured on ${day}: ${machine}.\n\n${figuresTable(figures)}\n\n`
  writeFileSync(page, text.slice(0, from) + written + text.slice(to))
}
