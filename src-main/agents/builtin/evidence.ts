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

/** An amount in a source, with the item that it prices. */
export interface Price {
  readonly item: string
  readonly amountMinor: number
  readonly currency: string
  /** As written in the source. */
  readonly text: string
  readonly source: string
}

/** The result of one dependency. */
export interface Ground {
  readonly key: string
  readonly title: string
  /** The search query; null if the dependency was not a search. */
  readonly query: string | null
  /** Null if the dependency was not a search; `text` then contains its result. */
  readonly findings: readonly Finding[] | null
  /** Null if the dependency was not a comparison. */
  readonly prices: readonly Price[] | null
  readonly text: string
}

/** Characters read from one result. */
const maxText = 200_000

const findingSchema = z.object({
  text: z.string(),
  source: z.string().catch(''),
  about: z.array(z.string()).catch([]),
  context: z.string().catch(''),
})
const searchSchema = z.object({ query: z.string().catch(''), findings: z.array(findingSchema) })
/** Built-in agents nest the data under the skill; other agents may return it directly. */
const dataSchema = z.union([
  z.object({ research: searchSchema }).transform(({ research }) => research),
  searchSchema,
])

const priceSchema = moneySchema.extend({ item: z.string(), text: z.string(), source: z.string() })
const rowsSchema = z.object({ comparison: z.object({ rows: z.array(priceSchema) }) })

/** The results of the dependencies. They come from other agents, so data of another form is read as text. */
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

/** Markdown without its marks. */
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
