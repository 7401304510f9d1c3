import { z } from 'zod'
import { moneySchema } from '#shared/model/money.ts'
import type { AttemptContext } from '../../engine/ports.ts'
import type { Passage } from './ability.ts'
import { plain } from './text/sentences.ts'

export interface Finding extends Passage {
  readonly about: readonly string[]
  /** The passage that the text was taken from, with its lines. */
  readonly context: string
}

/** An amount that a source names, and what it names it for. */
export interface Price {
  readonly item: string
  readonly amountMinor: number
  readonly currency: string
  /** As the source writes it. */
  readonly text: string
  readonly source: string
}

/** The result of one dependency. */
export interface Ground {
  readonly key: string
  readonly title: string
  /** The search query; null without a search. */
  readonly query: string | null
  /** Null: it was no search; then `text` says what it found. */
  readonly findings: readonly Finding[] | null
  /** Null: it was no comparison. */
  readonly prices: readonly Price[] | null
  readonly text: string
}

/** Characters of one result that are read. */
const maxText = 200_000

const findingSchema = z.object({
  text: z.string(),
  source: z.string().catch(''),
  about: z.array(z.string()).catch([]),
  context: z.string().catch(''),
})
const searchSchema = z.object({ query: z.string().catch(''), findings: z.array(findingSchema) })
/** Under the skill, as built-in agents answer, or plain, as any other agent may. */
const dataSchema = z.union([
  z.object({ research: searchSchema }).transform(({ research }) => research),
  searchSchema,
])

const priceSchema = moneySchema.extend({ item: z.string(), text: z.string(), source: z.string() })
const rowsSchema = z.object({ comparison: z.object({ rows: z.array(priceSchema) }) })

/** The results of the dependencies. They come from other agents: what has another form is taken as text. */
export const listGrounds = ({ dependencies }: Pick<AttemptContext, 'dependencies'>): Ground[] =>
  dependencies.map(({ key, title, result }) => {
    const search = dataSchema.safeParse(result?.data)
    const rows = rowsSchema.safeParse(result?.data)
    return {
      key,
      title,
      query: search.success && search.data.query !== '' ? search.data.query : null,
      findings: search.success ? search.data.findings : null,
      prices: rows.success ? rows.data.comparison.rows : null,
      text: (result?.text ?? '').slice(0, maxText),
    }
  })

/** Markdown as it can be read in plain text. */
export const plainLines = (text: string): string =>
  text
    .split('\n')
    .filter((line) => !(line.includes('---') && /^[\s:|-]+$/.test(line)))
    .map((line) => {
      const bare = line.replace(/^#{1,6}\s+/, '').replace(/^\s*>\s?/, '')
      const indent = /^\s*/.exec(bare)?.[0] ?? ''
      return `${indent}${plain(bare)}`.trimEnd()
    })
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
