import { readFileSync, writeFileSync } from 'node:fs'
import { cpus, release, totalmem, type } from 'node:os'
import { join } from 'node:path'
import type { Check, Line } from './line.ts'

const round = (value: number): number => Number(value.toPrecision(value >= 1000 ? 6 : 4))

/** Formats a result as one line of JSON. */
export function toJson({ extra, checks, ...line }: Line): string {
  const targets = checks.map(({ target, found, must }) => ({
    target,
    found: round(found),
    must,
    met: found <= must,
  }))
  const numbers = Object.entries({ ...line, ...extra }).map(([name, value]) => [
    name,
    typeof value === 'number' ? round(value) : value,
  ])
  return JSON.stringify({ ...Object.fromEntries(numbers), targets })
}

const inWords = (value: number): string =>
  Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)))

function toTable(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? []
  const lineOf = (row: readonly string[]) =>
    `| ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`
  const rule = `| ${widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`
  const [head = [], ...body] = rows
  return [lineOf(head), rule, ...body.map(lineOf)].join('\n')
}

export const timesTable = (lines: readonly Line[]): string =>
  toTable([
    ['workload', 'tasks', 'wall ms', 'ms each', 'floor ms each', 'x floor', 'RSS MiB', 'floor RSS'],
    ...lines.map((line) => [
      line.workload,
      line.tasks.toLocaleString('en'),
      inWords(line.wall_ms),
      inWords(line.ms_per_task),
      inWords(line.floor_ms_per_task),
      inWords(line.ratio_to_floor),
      inWords(line.peak_rss_mib),
      inWords(line.floor_rss_mib),
    ]),
  ])

const rowOf = ({ target, what, found, must, unit = '' }: Check): string[] => {
  const suffix = unit === '' ? '' : ` ${unit}`
  const isMet = found <= must
  return [target, what, `${inWords(found)}${suffix}`, `${must}${suffix}`, isMet ? 'yes' : 'NO']
}

export const targetsTable = (lines: readonly Line[]): string =>
  toTable([
    ['target', 'what', 'found', 'at most', 'met'],
    ...lines.flatMap(({ checks }) => checks.map(rowOf)),
  ])

export const extraTable = (lines: readonly Line[]): string =>
  toTable([
    ['workload', 'tasks', 'fact', 'value'],
    ...lines.flatMap(({ workload, tasks, extra }) =>
      Object.entries(extra).map(([name, value]) => [
        workload,
        tasks.toLocaleString('en'),
        name,
        inWords(value),
      ]),
    ),
  ])

export function machineInWords(): string {
  const { version } = JSON.parse(
    readFileSync(join(import.meta.dirname, '../../node_modules/better-sqlite3/package.json'), 'utf8'),
  )
  const [cpu] = cpus()
  const memory = Math.round(totalmem() / 2 ** 30)
  return `${cpus().length} x ${cpu?.model ?? 'unknown'}, ${memory} GiB; ${type()} ${release()}; Node ${process.version}, better-sqlite3 ${version}.`
}

const page = join(import.meta.dirname, '../../docs/explanation/performance.md')
const [opening, closing] = ['<!-- figures -->', '<!-- end of figures -->']

/** Replaces the figures between the two markers of the page. */
export function writePage(lines: readonly Line[], day: string): void {
  const text = readFileSync(page, 'utf8')
  const [from, to] = [text.indexOf(opening), text.indexOf(closing)]
  if (from < 0 || to < from) throw new Error(`The marks are missing in ${page}`)
  const figures = [
    `Measured on ${day}: ${machineInWords()}`,
    timesTable(lines),
    targetsTable(lines),
    extraTable(lines),
  ].join('\n\n')
  writeFileSync(page, `${text.slice(0, from)}${opening}\n\n${figures}\n\n${text.slice(to)}`)
}
