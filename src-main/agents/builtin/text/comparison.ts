import { formatMoney } from '#shared/text/format-money.ts'
import { words } from '#shared/words/words.ts'
import { type Ability, type Failed, type Findings, nothingToDo, type Work } from '../ability.ts'
import { type Ground, listGrounds, type Price } from '../evidence.ts'
import { listLowest, listPrices } from '../prices.ts'
import { findGivenText } from './given-text.ts'
import { code, heading, list, paragraphs, plural, table } from './phrases.ts'

/** Compares found prices. It only reads its input and searches nothing. */
export const comparison: Ability = {
  skill: 'comparison',
  run(work) {
    const grounds = [...listGrounds(work.task), ...listAtHand(work)]
    const rows = listPrices(grounds).sort((a, b) =>
      a.currency < b.currency ? -1 : a.currency > b.currency ? 1 : a.amountMinor - b.amountMinor,
    )
    work.log(words.builtinLogs.pricesFound(rows.length, grounds.length))
    return Promise.resolve(report(rows, grounds))
  },
}

/** The offers in the task: the text of its description, and findings of earlier abilities. */
function listAtHand({ task, gathered }: Work): Ground[] {
  const given = findGivenText(task.description)
  const found = gathered.map(({ source, text }) => ({ text, source, about: [], context: text }))
  const ground = { key: task.taskKey, title: task.title, query: null, findings: null, prices: null, text: '' }
  return [
    ...(given === null ? [] : [{ ...ground, text: given }]),
    ...(found.length === 0 ? [] : [{ ...ground, findings: found }]),
  ]
}

function report(rows: readonly Price[], grounds: readonly Ground[]): Findings | Failed {
  const title = heading(2, 'Comparison')
  const lowest = listLowest(rows)
  const data = { rows: rows.map((row) => ({ ...row })), lowest: lowest.map((row) => ({ ...row })) }
  if (rows.length === 0) {
    const { noOffers, noPrices } = words.builtinFailures
    return nothingToDo(grounds.length === 0 ? noOffers : noPrices)
  }
  const note = `_${plural(rows.length, 'price')} from the sources. Prices are neither converted nor checked._`
  const cells = rows.map((row) => [row.item, formatMoney(row), code(row.source)])
  const best = lowest.map((row) => `Lowest price in ${row.currency}: ${row.item}, ${formatMoney(row)}.`)
  const silent = grounds.filter((ground) => listPrices([ground]).length === 0)
  const without =
    silent.length === 0 ? '' : `No amount was found in ${silent.map(({ key }) => code(key)).join(', ')}.`
  return {
    text: paragraphs([title, note, table(['Item', 'Price', 'Source'], cells), list(best), without]),
    data,
    passages: [],
  }
}
