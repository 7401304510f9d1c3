import { distance } from 'fastest-levenshtein'
import { addTo } from './lists.ts'

/** Limit of word comparisons in one check. A plan with more misspelled words has a different problem. */
const maxCompared = 200_000

/** Finds the known word that is probably meant. Null if none is similar, or if two are equally similar. */
export function createNearest(words: Iterable<string>): (word: string) => string | null {
  const byForm = new Map<string, string[]>()
  for (const word of words) addTo(byForm, formOf(word), word)
  const forms = [...byForm.keys()].sort()
  let compared = 0
  return (word) => {
    const form = formOf(word)
    const same = byForm.get(form)
    if (same !== undefined) return onlyOf(same)
    if (compared > maxCompared || form.length > maxLength) return null
    compared += forms.length
    const nearest = findNearest(form, forms)
    return nearest === null ? null : onlyOf(byForm.get(nearest) ?? [])
  }
}

const maxLength = 64

/** `Task 1`, `task-001` and `TASK_1` have the same form. */
const formOf = (word: string): string =>
  word
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '')
    .replaceAll(/(?<!\d)0+(?=\d)/g, '')

const onlyOf = (words: readonly string[]): string | null => (words.length === 1 ? (words[0] ?? null) : null)

/** Allows one typing error per five letters. Different numbers never match. */
function findNearest(form: string, forms: readonly string[]): string | null {
  const most = Math.floor(form.length / 5)
  let best: string | null = null
  let least = most + 1
  let isTied = false
  for (const each of forms) {
    if (Math.abs(each.length - form.length) >= least + 1 || digitsOf(each) !== digitsOf(form)) continue
    const slips = distance(form, each)
    if (slips > least || slips > most) continue
    isTied = slips === least
    best = each
    least = slips
  }
  return isTied ? null : best
}

const digitsOf = (form: string): string => form.replaceAll(/\D+/g, ' ')
